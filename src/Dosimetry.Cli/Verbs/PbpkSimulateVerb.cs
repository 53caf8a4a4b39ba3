using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Dosimetry.Pbpk.Model;
using Dosimetry.Pbpk.Predict;
using Dosimetry.Pbpk.Solve;

namespace Dosimetry.Cli.Verbs;

/// <summary><c>dosimetry pbpk simulate</c>: time-activity curves of a patient and a protocol.</summary>
internal static class PbpkSimulateVerb
{
    private static readonly Option<FileInfo> Patient = new("--patient") { Required = true, Description = "Patient JSON: inputs, kon, koff, lambda_phys_per_min, doses[]." };
    private static readonly Option<string> Times = new("--times")
    { Description = "Output times in min, comma-separated, or a CSV whose first column holds them.", DefaultValueFactory = _ => "0,1,5,10,30,60,240,1440,4320,10080,95716.8" };
    private static readonly Option<FileInfo> Output = new("--out") { Description = "CSV: time_min,<Organ>_MBq,… as the activity is at that time." };

    /// <summary>Tighter than a plan needs: the far tail of a curve, a millionth of its peak, is printed as well.</summary>
    private static readonly SolverTolerance Fine = new(1e-7, 1e-11);

    public static Command Create() =>
        new Command("simulate", "Time-activity curves of a patient and protocol.") { Patient, Times, Output }
            .Does((parsed, cancel) => Simulate(parsed.GetValue(Patient)!, parsed.GetValue(Times)!, parsed.GetValue(Output), cancel));

    private static VerbResult Simulate(FileInfo patientFile, string times, FileInfo? output, CancellationToken cancel) => PbpkInput.Read(patientFile, document =>
    {
        PbpkPatient patient = PatientFile.Read(document);
        Protocol protocol = PbpkInput.ReadProtocol(document) ?? throw new PbpkInputException("The file has no list 'doses' (t min, hot nmol, cold nmol, dur min).");
        Stopwatch clock = Stopwatch.StartNew();
        PbpkModel model = new(patient);
        PbpkResult result = PbpkSimulator.Simulate(model, protocol, PbpkInput.ReadTimes(times), Fine, cancel: cancel);
        double elapsed_ms = clock.Elapsed.TotalMilliseconds;
        if (output is not null) WriteCurves(output, model, result);
        return new VerbResult(
            new { result.Tia_MBq_h, model.Physiology.RestFlowClamped, Solver = new { result.Solver.Steps, result.Solver.Rejected, Ms = elapsed_ms } },
            result.Tia_MBq_h.Select(t => string.Create(CultureInfo.InvariantCulture, $"{t.Key,-16}{t.Value,14:F2} MBq·h")));
    });

    private static void WriteCurves(FileInfo output, PbpkModel model, PbpkResult result)
    {
        string[] organs = [.. model.Organs.Where(o => o != "Urine"), "Blood", "WholeBody", "Urine"];
        double[][] curves = [.. organs.Select(result.Activity_MBq)];
        StringBuilder csv = new("time_min," + string.Join(",", organs.Select(o => o + "_MBq")) + "\n");
        for (int k = 0; k < result.Times_min.Count; k++)
            csv.Append(CultureInfo.InvariantCulture, $"{result.Times_min[k]:R},{string.Join(",", curves.Select(c => c[k].ToString("E9", CultureInfo.InvariantCulture)))}\n");
        File.WriteAllText(output.FullName, csv.ToString());
    }
}
