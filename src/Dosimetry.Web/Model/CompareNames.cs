using Dosimetry.Engine.Evaluate;

namespace Dosimetry.Web.Model;

/// <summary>Short names of the two doses for legends and layers: the engines where they differ, else the full titles.</summary>
public sealed record CompareNames(string Reference, string Evaluated)
{
    /// <summary>Names of a comparison.</summary>
    public static CompareNames Of(ComparisonResult of) =>
        of.ReferenceEngine is { } a && of.EvaluatedEngine is { } b && a.Engine != b.Engine ? new(a.Engine, b.Engine) : new(of.Reference, of.Evaluated);
}
