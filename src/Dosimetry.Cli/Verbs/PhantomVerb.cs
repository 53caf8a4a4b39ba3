using System.CommandLine;
using System.Globalization;
using Dosimetry.Engine.Phantom;
using Dosimetry.Engine.Phantom.Body;
using Dosimetry.Engine.Phantom.Imaging;
using Dosimetry.Engine.Phantom.Psma;

namespace Dosimetry.Cli.Verbs;

/// <summary><c>dosimetry phantom</c>: a virtual patient with known truth, as DICOM and NIfTI.</summary>
internal static class PhantomVerb
{
    public static Command Create()
    {
        Option<ulong> seed = new("--seed") { Description = "Number that decides everything that varies.", DefaultValueFactory = _ => 1 };
        Option<string?> anatomy = new("--anatomy") { Description = "Interfile pair (zip or folder), ICRP 110 label volume with organ table, or Geant4's ICRPdata folder. Without it: the built-in body." };
        Option<string> kind = new("--kind") { Description = "standard; fine: CT with 1.25 mm pixels (512 × 512); psma: a patient drawn from a population, with lesions of 5 to 60 mm and PBPK kinetics.",
            DefaultValueFactory = _ => "standard" };
        Option<string?> style = new("--style") { Description = $"psma: scanners, one of {string.Join(", ", ScannerStyle.All.Select(s => s.Name))}. Without it: one by seed." };
        Option<bool> shift = new("--shift") { Description = "psma: every scan but the first SPECT/CT lies shifted (up to 30 mm) and turned (up to 10°); truth.json holds the shifts." };
        Option<bool> bare = new("--no-structures") { Description = "psma: no RTSTRUCT among the DICOM, as in a case that nobody has drawn on." };
        Option<DirectoryInfo> output = new("--out") { Description = "Folder to write: dicom/, truth.json, case.json, calibration.json, labels.nii.gz.", Required = true };
        Command command = new("phantom", "A virtual patient with known truth, as DICOM and NIfTI.");
        foreach (Option option in (Option[])[seed, anatomy, kind, style, shift, bare, output]) command.Options.Add(option);
        return command.Does((parsed, cancel) =>
        {
            string folder = parsed.GetValue(output)!.FullName;
            Truth truth = parsed.GetValue(kind) == "psma"
                ? Psma(parsed.GetValue(seed), parsed.GetValue(anatomy), parsed.GetValue(style), parsed.GetValue(shift), !parsed.GetValue(bare), folder, cancel)
                : Plain(parsed.GetValue(seed), parsed.GetValue(anatomy), parsed.GetValue(kind)!, folder, cancel);
            return new VerbResult(new { Out = folder, Truth = truth }, Lines(truth, folder));
        });
    }

    private static Truth Plain(ulong seed, string? path, string kind, string folder, CancellationToken cancel)
    {
        if (kind is not ("standard" or "fine")) throw new WrongArgumentsException($"--kind is \"{kind}\"; write standard, fine or psma.");
        Anatomy anatomy = path is null ? AnatomyBuilder.Build(seed) : AnatomyReader.Read(path, seed);
        return PhantomFactory.Write(anatomy, new PhantomOptions(seed) { FinestCt = kind == "fine" }, folder, new Steps(), cancel);
    }

    private static Truth Psma(ulong seed, string? path, string? style, bool shifted, bool structures, string folder, CancellationToken cancel)
    {
        PsmaOptions options = new(seed) { AnatomyPath = path, Style = style is null ? null : ScannerStyle.ByName(style), Shifted = shifted };
        return PsmaStudy.Write(PsmaPatient.Draw(options), folder, structures, new Steps(), cancel);
    }

    private static IEnumerable<string> Lines(Truth truth, string folder)
    {
        yield return $"{truth.Anatomy}: {truth.Patient.Weight_kg.ToString(CultureInfo.InvariantCulture)} kg, {truth.Patient.Height_cm.ToString(CultureInfo.InvariantCulture)} cm";
        yield return "region                    volume ml      mass g   TIA MBq h  self-dose Gy    SUV";
        foreach (TruthRegion r in truth.Regions)
            yield return string.Create(CultureInfo.InvariantCulture,
                $"{r.Name,-22} {r.Volume_ml,12:F1} {r.Mass_g,11:F1} {r.Tia_MBq_h,11:F1} {r.SelfDose_Gy,13:F2} {r.Suv,6:F1}");
        yield return $"Written to {folder}. Research use only.";
    }

    private sealed class Steps : IProgress<string>
    {
        public void Report(string value) => Console.Error.WriteLine(value);
    }
}
