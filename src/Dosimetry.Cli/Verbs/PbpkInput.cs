using System.Globalization;
using System.Text.Json;
using Dosimetry.Engine.Foundation;
using Dosimetry.Pbpk.Model;
using Dosimetry.Pbpk.Predict;

namespace Dosimetry.Cli.Verbs;

/// <summary>What the verbs about kinetics read: JSON documents, protocols and lists of times.</summary>
internal static class PbpkInput
{
    /// <summary>The therapy that a prediction is for where the patient's file states none: 7.4 GBq on 57.1 nmol.</summary>
    public const double StandardActivity_MBq = 7400, StandardLigand_nmol = 57.1;

    /// <summary>Parses a file and hands its root on; what the model refuses becomes a refusal that names the file.</summary>
    public static T Read<T>(FileInfo file, Func<JsonElement, T> use)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllText(file.FullName));
            return use(document.RootElement);
        }
        catch (PbpkInputException e) { throw new RefusedException("PBPK.INPUT", e.Message, file.Name); }
        catch (JsonException e) { throw new RefusedException("PBPK.NOT_JSON", $"The file is no JSON document: {e.Message}", file.Name); }
        catch (Exception e) when (e is InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new RefusedException("PBPK.INPUT", $"The file lacks a value or holds one of another type than expected: {e.Message}", file.Name);
        }
    }

    /// <summary>The label that a patient's file states, Lu-177 where it states none.</summary>
    public static Label ReadLabel(JsonElement document)
    {
        JsonElement inputs = PatientFile.Inputs(document);
        string nuclide = inputs.TryGetProperty("nuclide", out JsonElement n) ? n.GetString() ?? "Lu-177" : "Lu-177";
        return document.TryGetProperty("lambda_phys_per_min", out JsonElement lambda) && lambda.ValueKind == JsonValueKind.Number
            ? new Label(nuclide, lambda.GetDouble()) : Label.ByName(nuclide);
    }

    /// <summary>The doses of a patient's file, or null where it has none.</summary>
    public static Protocol? ReadProtocol(JsonElement document)
    {
        if (!document.TryGetProperty("doses", out JsonElement doses) || doses.ValueKind != JsonValueKind.Array) return null;
        return new Protocol(ReadLabel(document), [.. doses.EnumerateArray().Select(d => new Administration(Number(d, "t"), Number(d, "hot"), Number(d, "cold"), Number(d, "dur")))]);
    }

    /// <summary>Times in min: comma-separated, or the first column of a CSV.</summary>
    public static double[] ReadTimes(string times)
    {
        IEnumerable<string> cells = File.Exists(times) ? File.ReadLines(times).Select(l => l.Split(',')[0]) : times.Split(',');
        return [.. cells.Select(c => double.TryParse(c, NumberStyles.Float, CultureInfo.InvariantCulture, out double t) ? t : double.NaN).Where((t, n) => n > 0 || !double.IsNaN(t))];
    }

    private static double Number(JsonElement dose, string name) => dose.TryGetProperty(name, out JsonElement v) && v.ValueKind == JsonValueKind.Number ? v.GetDouble() : 0;
}
