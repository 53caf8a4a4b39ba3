using System.Collections.Concurrent;
using System.Text.Json;
using Dosimetry.Cases;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Report;

namespace Dosimetry.Web.Model;

/// <summary>
/// Reads the JSON documents of finished results for the pages. A result never changes, so what was read once is kept; the last few suffice.
/// </summary>
public sealed class ResultViews(CaseResults results)
{
    private const int Kept = 32;
    private readonly ConcurrentDictionary<string, object> _read = new();

    /// <summary>The report document of a dose result.</summary>
    /// <exception cref="RefusedException">STORE.FILE_CHANGED, REPORT.NOT_READABLE, or the result has no such document.</exception>
    public ReportDocument Report(CaseResult dose) => Once(dose, "result.json", ResultJson.Read);

    /// <summary>A JSON document of a result.</summary>
    /// <exception cref="RefusedException">STORE.FILE_CHANGED, RESULT.NOT_READABLE, RESULT.NO_FILE.</exception>
    public T Document<T>(CaseResult result, string name) where T : class => Once(result, name, json =>
    {
        try { return JsonSerializer.Deserialize<T>(json, EngineJson.Options) ?? throw new JsonException("empty"); }
        catch (JsonException e) { throw new RefusedException("RESULT.NOT_READABLE", $"{name} cannot be read: {e.Message} Compute it again."); }
    });

    private T Once<T>(CaseResult result, string name, Func<string, T> read) where T : class
    {
        if (_read.Count > Kept) _read.Clear();
        return (T)_read.GetOrAdd($"{result.Id}/{name}", _ => read(File.ReadAllText(results.VerifiedFile(result, name)
            ?? throw new RefusedException("RESULT.NO_FILE", $"This result has no {name}. Compute it again with this version."))));
    }
}
