using System.CommandLine;
using System.Globalization;
using Dosimetry.Engine.Dose;
using Dosimetry.Engine.Evaluate;
using Dosimetry.Engine.Evaluate.Checks;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Cli.Verbs;

/// <summary>RBE-weighted dose beside the absorbed dose, only when asked for: <c>--rbe</c>, <c>--rbe-out</c>.</summary>
internal sealed class RbeOptions
{
    private readonly Option<double?> _rbe = new("--rbe") { Description = "Also state the RBE-weighted dose with this RBE of alpha particles (1 to 20); the absorbed dose stays in Gy." };
    private readonly Option<string?> _out = new("--rbe-out") { Description = "NIfTI of the RBE-weighted dose, Gy(RBE)." };

    public IEnumerable<Option> All => [_rbe, _out];

    /// <summary>Refuses a wrong RBE before the work starts.</summary>
    public void Require(ParseResult parsed, NuclideData nuclide)
    {
        if (parsed.GetValue(_out) is not null && parsed.GetValue(_rbe) is null) throw new WrongArgumentsException("--rbe-out goes with --rbe.");
        if (parsed.GetValue(_rbe) is { } rbe) RbeWeighting.Require(rbe, nuclide);
    }

    /// <summary>The labelled means, and the map where a file is named; null when nobody asked.</summary>
    public RbeWeightedDoses? Weigh(ParseResult parsed, DoseResult dose, DoseInput input, NuclideData nuclide, IReadOnlyList<RegionCrossCheck> rows)
    {
        if (parsed.GetValue(_rbe) is not { } rbe) return null;
        if (parsed.GetValue(_out) is { } path) NiftiFile.Write(path, RbeWeighting.Map(dose.Dose, input, nuclide, rbe));
        return RbeWeighting.Of(rows, nuclide, rbe);
    }

    /// <summary>One line per region.</summary>
    public static IEnumerable<string> Lines(RbeWeightedDoses? doses) => doses is null ? [] : doses.Regions.Select(r => string.Create(CultureInfo.InvariantCulture,
        $"{doses.Label}, alpha x {doses.Rbe:G4}: {r.Region} {r.RbeWeighted_GyRBE:G5} Gy(RBE) (absorbed {r.MeanDose_Gy:G5} Gy)"));
}
