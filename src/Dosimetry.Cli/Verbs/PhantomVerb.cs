using System.CommandLine;
using System.Globalization;
using Dosimetry.Engine.Phantom;
using Dosimetry.Engine.Phantom.Body;

namespace Dosimetry.Cli.Verbs;

/// <summary><c>dosimetry phantom</c>: a virtual patient with known truth, as DICOM and NIfTI.</summary>
internal static class PhantomVerb
{
    public static Command Create()
    {
        Option<ulong> seed = new("--seed") { Description = "Number that decides everything that varies.", DefaultValueFactory = _ => 1 };
        Option<string?> anatomy = new("--anatomy") { Description = "Interfile pair (zip or folder), ICRP 110 label volume with organ table, or Geant4's ICRPdata folder. Without it: the built-in body." };
        Option<string> kind = new("--kind") { Description = "standard, or fine: CT with 1.25 mm pixels (512 × 512).",
            DefaultValueFactory = _ => "standard" };
        Option<DirectoryInfo> output = new("--out") { Description = "Folder to write: dicom/, truth.json, case.json, calibration.json, labels.nii.gz.", Required = true };
        Command command = new("phantom", "A virtual patient with known truth, as DICOM and NIfTI.");
        foreach (Option option in (Option[])[seed, anatomy, kind, output]) command.Options.Add(option);
        return command.Does((parsed, cancel) => Run(parsed.GetValue(seed), parsed.GetValue(anatomy), parsed.GetValue(kind)!,
            parsed.GetValue(output)!, cancel));
    }

    private static VerbResult Run(ulong seed, string? path, string kind, DirectoryInfo output, CancellationToken cancel)
    {
        if (kind is not ("standard" or "fine")) throw new WrongArgumentsException($"--kind is \"{kind}\"; write standard or fine.");
        Anatomy anatomy = path is null ? AnatomyBuilder.Build(seed) : AnatomyReader.Read(path, seed);
        Truth truth = PhantomFactory.Write(anatomy, new PhantomOptions(seed) { FinestCt = kind == "fine" }, output.FullName, new Steps(),
            cancel);
        return new VerbResult(new { Out = output.FullName, Truth = truth }, Lines(truth, output.FullName));
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
