using Dosimetry.Cases;

namespace Dosimetry.Web.Model;

/// <summary>The demo case, when the set-up made one: a case with this label.</summary>
public sealed class DemoCase(CaseCatalogue catalogue)
{
    /// <summary>Label that the set-up gives it.</summary>
    public const string Label = Dosimetry.Cases.Demo.DemoSetup.Label;

    /// <summary>Identifier of the demo case, or null.</summary>
    public string? Id => catalogue.List(withArchived: true).FirstOrDefault(c => c.Label == Label)?.Id;
}
