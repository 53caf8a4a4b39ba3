using System.Collections.Concurrent;
using System.Text.Json;
using Dosimetry.Cases.Planning;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Plan;

namespace Dosimetry.Web.Model;

/// <summary>A plan that can be asked: the table of simulated doses, the proposal, and after a cycle what changed.</summary>
public sealed record ReadyPlan(PlanBasis Basis, PlanTable Table, PlanResult Result, ReplanResult? After);

/// <summary>
/// Simulates a fit once for all who look at it; tables are immutable, so pages share them. The last few are kept. Work runs away from the page.
/// </summary>
public sealed class PlanTables
{
    private const int Kept = 8;
    private readonly ConcurrentDictionary<string, Lazy<Task<PlanTable>>> _tables = new();
    private readonly ConcurrentDictionary<string, Lazy<Task<ReadyPlan>>> _plans = new();

    /// <summary>The plan on a basis, with the cycles that were given before.</summary>
    /// <exception cref="Dosimetry.Engine.Foundation.RefusedException">The limits cannot be.</exception>
    public async Task<ReadyPlan> PlanAsync(PlanBasis basis, IReadOnlyList<Prescription> delivered)
    {
        PlanRequest request = basis.Request with { Delivered = delivered, Cycles = delivered.Count == 0 ? basis.Request.Cycles : Remaining(basis.Request, delivered) };
        if (_plans.Count > Kept) _plans.Clear();
        string key = $"{basis.Fit.Id} {JsonSerializer.Serialize(request, EngineJson.Options)}";
        try { return await _plans.GetOrAdd(key, _ => new Lazy<Task<ReadyPlan>>(() => MakeAsync(basis, request))).Value; }
        catch { _plans.TryRemove(key, out _); throw; }
    }

    private async Task<ReadyPlan> MakeAsync(PlanBasis basis, PlanRequest request)
    {
        PlanTable simulated = await TableAsync(basis);
        return await Task.Run(() =>
        {
            PlanTable table = simulated.With(request);
            PlanResult result = new Planner(basis.Posterior, basis.Label, table).Plan(PlanBasis.Uncertainty);
            ReplanResult? after = request.Delivered.Count > 0 && basis.BeforeSpect is { } before ? Replan.After(before, basis.Posterior, basis.Label, request, PlanBasis.Uncertainty) : null;
            return new ReadyPlan(basis, table, result, after);
        });
    }

    private async Task<PlanTable> TableAsync(PlanBasis basis)
    {
        if (_tables.Count > Kept) _tables.Clear();
        string key = $"{basis.Fit.Id} {basis.Label.Nuclide}";
        try { return await _tables.GetOrAdd(key, _ => new Lazy<Task<PlanTable>>(() => Task.Run(() => PlanTable.Build(basis.Posterior, basis.Label, basis.Request)))).Value; }
        catch { _tables.TryRemove(key, out _); throw; }
    }

    private static int[] Remaining(PlanRequest request, IReadOnlyList<Prescription> delivered) =>
        [.. request.Cycles.Select(c => c - delivered.Sum(d => d.Cycles)).Where(c => c > 0).DefaultIfEmpty(1).Distinct()];
}
