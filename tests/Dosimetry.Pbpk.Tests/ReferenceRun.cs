using System.Globalization;
using System.Text.Json;
using Dosimetry.Pbpk.Model;
using Dosimetry.Pbpk.Predict;

namespace Dosimetry.Pbpk.Tests;

/// <summary>One run of the independent implementation: inputs, derived values, curves, time-integrated activities.</summary>
internal sealed class ReferenceRun
{
    private readonly JsonElement _document;
    private readonly string[] _columns;
    private readonly double[][] _rows;

    private ReferenceRun(string name)
    {
        string stem = Path.Combine(AppContext.BaseDirectory, "Data", "pbpk", name);
        _document = JsonDocument.Parse(File.ReadAllText(stem + ".json")).RootElement;
        string[] lines = File.ReadAllLines(stem + ".csv");
        _columns = lines[0].Split(',');
        _rows = [.. lines.Skip(1).Select(l => l.Split(',').Select(v => double.Parse(v, CultureInfo.InvariantCulture)).ToArray())];
    }

    public static IEnumerable<string> Names => Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Data", "pbpk"), "dp_*.csv")
        .Select(f => Path.GetFileNameWithoutExtension(f)).Order();

    public static ReferenceRun Open(string name) => new(name);

    public PbpkPatient Patient => PatientFile.Read(_document);
    public Label Label => new("file", _document.GetProperty("lambda_phys_per_min").GetDouble());
    public double[] Times_min => [.. _rows.Select(r => r[0])];
    public JsonElement Derived => _document.GetProperty("derived");
    public IEnumerable<JsonElement> Organs => _document.GetProperty("organs").EnumerateArray();
    public IReadOnlyDictionary<string, double> Tia_MBq_h => _document.GetProperty("TIA_MBq_h_0_to_end").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetDouble());
    public IEnumerable<string> ActivityColumns => _columns.Where(c => c.EndsWith("_MBq", StringComparison.Ordinal)).Select(c => c[..^4]);
    public double[] Activity_MBq(string organ) => [.. _rows.Select(r => r[Array.IndexOf(_columns, organ + "_MBq")])];

    public Protocol Protocol => new(Label, [.. _document.GetProperty("doses").EnumerateArray().Select(d => new Administration(
        d.GetProperty("t").GetDouble(), d.GetProperty("hot").GetDouble(), d.GetProperty("cold").GetDouble(), d.GetProperty("dur").GetDouble()))]);
}
