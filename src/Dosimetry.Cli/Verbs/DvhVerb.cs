using System.CommandLine;
using Dosimetry.Engine.Evaluate;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Cli.Verbs;

/// <summary><c>dosimetry dvh --dose D --labels L</c>: dose-volume histograms and figures of a dose map.</summary>
internal static class DvhVerb
{
    private static readonly Option<string> Dose = new("--dose") { Required = true, Description = "Dose in Gy: NIfTI, or an RTDOSE file or folder." };
    private static readonly Option<string> Labels = new("--labels") { Required = true, Description = "Regions: label volume (NIfTI), or an RTSTRUCT or SEG file." };
    private static readonly Option<FileInfo?> Density = new("--density") { Description = "Density in g/cm³ (NIfTI) on the dose grid; without it every ml weighs 1 g." };
    private static readonly Option<double[]> Levels = new("--v") { Description = "Doses in Gy for V: share of the volume with at least this dose.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [] };
    private static readonly Option<double?> EudExponent = new("--eud-a") { Description = "Exponent of the EUD; otherwise from the radiobiology table, else 1 (mean)." };
    private static readonly Option<string> Quantity = new("--quantity") { Description = "dose, bed or eqd2. BED and EQD2 need --kinetics or --effective-half-life-h, or a map that holds them.", DefaultValueFactory = _ => "dose" };
    private static readonly Option<FileInfo?> Kinetics = new("--kinetics") { Description = "kinetics.json of a run: the fitted curve of each region." };
    private static readonly Option<double?> HalfLife = new("--effective-half-life-h") { Description = "One effective half-life for every region, in place of fitted curves." };
    private static readonly Option<FileInfo?> Radiobiology = new("--radiobiology") { Description = "Table of α/β and repair half-lives like data/physics/radiobiology.json." };
    private static readonly Option<FileInfo?> Csv = new("--csv") { Description = "Histograms as CSV: dose_Gy, then one column per region with the share of its volume." };

    public static Command Create() => new Command("dvh", "Dose-volume histograms and figures.") 
    {
        Dose, Labels, Density, Levels, EudExponent, Quantity, Kinetics, HalfLife, Radiobiology, Csv,
    }.Does(Run);

    private static VerbResult Run(ParseResult parsed, CancellationToken cancel)
    {
        DvhQuantity quantity = DvhQuantity.Choose(parsed.GetValue(Quantity)!, parsed.GetValue(Dose)!, parsed.GetValue(Kinetics), parsed.GetValue(HalfLife), parsed.GetValue(Radiobiology));
        Volume<Dose_Gy> dose = quantity.IsStored ? quantity.Stored(parsed.GetValue(Dose)!) : DvhInput.Dose(parsed.GetValue(Dose)!, cancel);
        Volume<MassDensity>? density = parsed.GetValue(Density) is { } file ? NiftiFile.Read<MassDensity>(file.FullName) : null;
        if (density is not null && !density.Grid.SameAs(dose.Grid))
            throw new RefusedException("EVALUATE.GRID", "The density lies on another grid than the dose; give the density the dose was computed with.", parsed.GetValue(Density)!.Name);
        double[] levels = parsed.GetValue(Levels)!;
        List<Finding> findings = [];
        DvhReport[] reports = [.. DvhInput.Regions(parsed.GetValue(Labels)!, dose, density, findings, cancel)
            .Select(r => (r.Name, Samples: quantity.Of(r.Name, r.Samples, findings))).Where(r => r.Samples is not null)
            .Select(r => DvhReport.Of(r.Name, r.Samples!, levels, parsed.GetValue(EudExponent)) with { Parameters = quantity.ParametersOf(r.Name) })];
        if (reports.Length == 0) throw new RefusedException("EVALUATE.NO_REGION", "There is no region with a shape on the dose grid.", parsed.GetValue(Labels));
        if (parsed.GetValue(Csv) is { } csv) DvhReport.WriteCsv(csv, reports);
        return new VerbResult(new { Quantity = quantity.Name, MassMethod = density is null ? "1 g per ml" : "density volume", Regions = reports, Findings = findings },
            reports.Select(r => r.Line()).Concat(findings.Select(f => "! " + f.Text)));
    }
}
