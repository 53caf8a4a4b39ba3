using System.CommandLine;
using Dosimetry.Engine.Evaluate.Marrow;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Kinetics;

namespace Dosimetry.Cli.Verbs;

/// <summary><c>dosimetry fit --blood samples.csv</c>: the blood curve and the dose of the red marrow, self dose alone (no body is known here).</summary>
internal static class BloodFit
{
    public static readonly Option<FileInfo?> Samples = new("--blood")
    { Description = "Blood samples instead of --tac: time_h,concentration_kBq_per_ml[,sd_kBq_per_ml]; adds the blood-based dose of the red marrow (with --administered-MBq)." };
    public static readonly Option<string> Ratio = new("--marrow-ratio") { Description = "one (marrow as blood per gram) or haematocrit (0.19/(1 − haematocrit)).", DefaultValueFactory = _ => "one" };
    public static readonly Option<double?> Haematocrit = new("--haematocrit") { Description = "As a fraction, e.g. 0.40." };
    public static readonly Option<string?> Sex = new("--sex") { Description = "M or F: mass and S value of the reference marrow." };

    /// <summary>The marrow dose of a fitted blood curve; null without the administered activity.</summary>
    public static MarrowDose? Marrow(RegionKinetics blood, NuclideData nuclide, double? administered_MBq, ParseResult parsed) => administered_MBq is not { } activity ? null
        : MarrowDosimetry.Of(blood, [], new MarrowInput(
            parsed.GetValue(Ratio) == "haematocrit" ? MarrowRatio.Haematocrit : MarrowRatio.One, parsed.GetValue(Haematocrit), parsed.GetValue(Sex), null, nuclide, Activity.FromMBq(activity)),
            MarrowTable.OpenDefault());
}
