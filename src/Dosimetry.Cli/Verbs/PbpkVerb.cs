using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Dosimetry.Engine.Foundation;
using Dosimetry.Pbpk.Model;
using Dosimetry.Pbpk.Predict;

namespace Dosimetry.Cli.Verbs;

/// <summary><c>dosimetry pbpk simulate</c>: time-activity curves of a patient and a protocol.</summary>
internal static class PbpkVerb
{
    /// <summary>Half-lives (s) where the patient file gives no decay constant: ICRP Publication 107.</summary>
    private static readonly Dictionary<string, double> HalfLife_s = new()
    {
        ["Lu-177"] = 574301, ["Ga-68"] = 67.71 * 60, ["F-18"] = 109.77 * 60, ["Tb-161"] = 6.906 * 86400, ["Ac-225"] = 10.0 * 86400,
    };

    public static Command Create()
    {
        Command simulate = new("simulate", "Time-activity curves of a patient and protocol.");
        Option<FileInfo> patient = new("--patient") { Required = true, Description = "Patient JSON: inputs, kon, koff, lambda_phys_per_min, doses[]." };
        Option<string> times = new("--times") { Description = "Output times in min, comma-separated, or a CSV whose first column holds them.", DefaultValueFactory = _ => "0,1,5,10,30,60,240,1440,4320,10080,95716.8" };
        Option<FileInfo> output = new("--out") { Description = "CSV: time_min,<Organ>_MBq,… as the activity is at that time." };
        simulate.Options.Add(patient);
        simulate.Options.Add(times);
        simulate.Options.Add(output);
        simulate.Does((parsed, cancel) => Simulate(parsed.GetValue(patient)!, parsed.GetValue(times)!, parsed.GetValue(output), cancel));
        return new Command("pbpk", "Kinetics of PSMA ligands in the whole body.") { simulate };
    }

    private static VerbResult Simulate(FileInfo patientFile, string times, FileInfo? output, CancellationToken cancel)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllText(patientFile.FullName));
            PbpkPatient patient = PatientFile.Read(document.RootElement);
            Protocol protocol = ReadProtocol(document.RootElement);
            Stopwatch clock = Stopwatch.StartNew();
            PbpkModel model = new(patient);
            PbpkResult result = PbpkSimulator.Simulate(model, protocol, ReadTimes(times), cancel: cancel);
            double elapsed_ms = clock.Elapsed.TotalMilliseconds;
            if (output is not null) WriteCurves(output, model, result);
            return new VerbResult(
                new { Tia_MBq_h = result.Tia_MBq_h, RestFlowClamped = model.Physiology.RestFlowClamped, Solver = new { result.Solver.Steps, result.Solver.Rejected, Ms = elapsed_ms } },
                result.Tia_MBq_h.Select(t => string.Create(CultureInfo.InvariantCulture, $"{t.Key,-16}{t.Value,14:F2} MBq·h")));
        }
        catch (PbpkInputException e) { throw new RefusedException("PBPK.INPUT", e.Message, patientFile.Name); }
        catch (JsonException e) { throw new RefusedException("PBPK.NOT_JSON", $"The patient file is no JSON document: {e.Message}", patientFile.Name); }
    }

    private static Protocol ReadProtocol(JsonElement document)
    {
        string nuclide = document.GetProperty("inputs").TryGetProperty("nuclide", out JsonElement n) ? n.GetString() ?? "Lu-177" : "Lu-177";
        Label label = document.TryGetProperty("lambda_phys_per_min", out JsonElement lambda) && lambda.ValueKind == JsonValueKind.Number
            ? new Label(nuclide, lambda.GetDouble())
            : Label.FromHalfLife(nuclide, HalfLife_s.TryGetValue(nuclide, out double s) ? s : throw new PbpkInputException($"Nuclide '{nuclide}' is unknown here; give lambda_phys_per_min."));
        if (!document.TryGetProperty("doses", out JsonElement doses) || doses.ValueKind != JsonValueKind.Array)
            throw new PbpkInputException("The file has no list 'doses' (t min, hot nmol, cold nmol, dur min).");
        return new Protocol(label, [.. doses.EnumerateArray().Select(d => new Administration(Number(d, "t"), Number(d, "hot"), Number(d, "cold"), Number(d, "dur")))]);
    }

    private static double Number(JsonElement dose, string name) => dose.TryGetProperty(name, out JsonElement v) && v.ValueKind == JsonValueKind.Number ? v.GetDouble() : 0;

    private static double[] ReadTimes(string times)
    {
        IEnumerable<string> cells = File.Exists(times) ? File.ReadLines(times).Select(l => l.Split(',')[0]) : times.Split(',');
        return [.. cells.Select(c => double.TryParse(c, NumberStyles.Float, CultureInfo.InvariantCulture, out double t) ? t : double.NaN).Where((t, n) => n > 0 || !double.IsNaN(t))];
    }

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
