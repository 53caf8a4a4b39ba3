using Dosimetry.Engine;
using Dosimetry.Engine.Calibrate;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Phantom;
using Dosimetry.Engine.Phantom.Body;

namespace Dosimetry.Cli.Verbs;

/// <summary>The case behind the arguments of <c>run</c>: what was said, the folder its paths are relative to, and what was noticed while reading.</summary>
internal sealed record RunInput(CaseDescription Case, string Home, IReadOnlyList<Finding> Findings)
{
    private const string CaseFile = "case.json", Calibration = "calibration.json";

    /// <summary>A case.json.</summary>
    public static RunInput OfCase(string file)
    {
        CaseReader.Reading reading = CaseReader.Read(File.ReadAllText(file));
        return new RunInput(reading.Case, Path.GetDirectoryName(Path.GetFullPath(file))!, reading.Findings);
    }

    /// <summary>Images: with a case.json or calibration.json beside them in the folder, these say the rest.</summary>
    public static RunInput OfPath(string path)
    {
        string full = Path.GetFullPath(path);
        if (File.Exists(Path.Combine(full, CaseFile)))
        {
            RunInput said = OfCase(Path.Combine(full, CaseFile));
            return said with { Findings = [.. said.Findings, new Finding(Severity.Info, "CASE.FOUND_IN_FOLDER", "The case.json in the folder of the images is used.")] };
        }
        var description = new CaseDescription { Inputs = new CaseInputs { Path = full } };
        return File.Exists(Path.Combine(full, Calibration)) ? Calibrated(description, full) : new RunInput(description, full, []);
    }

    /// <summary>The built-in virtual patient, written as DICOM and read back like anyone's.</summary>
    public static RunInput OfDemo(string folder, ulong seed, CancellationToken cancel)
    {
        Directory.CreateDirectory(folder);
        PhantomFactory.Write(AnatomyBuilder.Build(seed), new PhantomOptions(seed), folder, null, cancel);
        return OfCase(Path.Combine(folder, CaseFile));
    }

    private static RunInput Calibrated(CaseDescription description, string folder)
    {
        SpectCalibration c = CalibrationFile.Read(Path.Combine(folder, Calibration));
        var calibration = new CaseCalibration { Sensitivity_cps_per_MBq = c.Sensitivity_cps_per_MBq, PerHead = c.PerHead, Heads = c.Heads, RelSigma = c.RelSigma, Duration_s = c.Duration_s };
        return new RunInput(description with { Calibration = calibration }, folder, [new Finding(Severity.Info, "CASE.CALIBRATION_IN_FOLDER", "The calibration.json in the folder of the images is used.")]);
    }
}
