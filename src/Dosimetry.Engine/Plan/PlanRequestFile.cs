using System.Text.Json;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Plan;

/// <summary>
/// Limits as JSON. <c>organs[]</c>: organ, alphaBeta_Gy, repairHalfLife_h, limit_Gy, quantity (bed, dose), scope (course, cycle), alertOnly, source,
/// s_Gy_per_MBq_h; an organ that the defaults know keeps what it does not state. Further: ligand_nmol[], cycles[], interval_h, largestActivity_GBq,
/// largestExceedProbability (null: the most probable patient keeps the limits), intervals_d[], outlook {psa_ug_per_L, doublingTime_d, …}, target,
/// energy_J_per_MBq_h, density_g_per_ml, prescribed {activity_GBq, ligand_nmol, cycles}, delivered [the same]. The names of the
/// reference files (alpha_beta, Trep_h, energy_const_J_per_MBqh, tissue_density, activity_MBq_per_cycle, …) are understood as well.
/// </summary>
public static class PlanRequestFile
{
    /// <summary>Changes the defaults by what a document states.</summary>
    /// <exception cref="RefusedException">A value has the wrong type.</exception>
    public static PlanRequest Read(JsonElement document, PlanRequest defaults)
    {
        try
        {
            if (document.ValueKind != JsonValueKind.Object) throw new FormatException("the document is no object");
            return Apply(document, defaults);
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or KeyNotFoundException or JsonException)
        {
            throw new RefusedException("PLAN.LIMITS", $"The limits cannot be read: {e.Message}");
        }
    }

    private static PlanRequest Apply(JsonElement d, PlanRequest p) => p with
    {
        Organs = Organs(d, p.Organs),
        Target = d.TryGetProperty("target", out JsonElement target) ? target.GetString() ?? p.Target : p.Target,
        Energy_J_per_MBq_h = Number(d, "energy_J_per_MBq_h", "energy_const_J_per_MBqh") ?? p.Energy_J_per_MBq_h,
        Density_g_per_ml = Number(d, "density_g_per_ml", "tissue_density") ?? p.Density_g_per_ml,
        Ligand_nmol = Numbers(d, "ligand_nmol") ?? Rows(d) ?? p.Ligand_nmol,
        Cycles = Numbers(d, "cycles") is { } cycles ? [.. cycles.Select(n => checked((int)n))] : p.Cycles,
        Interval_h = Number(d, "interval_h") ?? Number(d, "interval_min") / 60 ?? p.Interval_h,
        Intervals_d = Numbers(d, "intervals_d") ?? p.Intervals_d,
        Outlook = d.TryGetProperty("outlook", out JsonElement outlook) ? outlook.Deserialize<OutlookAssumptions>(EngineJson.Options) ?? p.Outlook : p.Outlook,
        LargestActivity_GBq = Number(d, "largestActivity_GBq") ?? p.LargestActivity_GBq,
        LargestExceedProbability = d.TryGetProperty("largestExceedProbability", out JsonElement level) ? (level.ValueKind == JsonValueKind.Null ? null : level.GetDouble()) : p.LargestExceedProbability,
        Delivered = d.TryGetProperty("delivered", out JsonElement delivered) ? delivered.Deserialize<Prescription[]>(EngineJson.Options) ?? p.Delivered : p.Delivered,
        Prescribed = Prescribed(d) ?? p.Prescribed,
    };

    private static Prescription? Prescribed(JsonElement d)
    {
        if (d.TryGetProperty("prescribed", out JsonElement stated)) return stated.Deserialize<Prescription>(EngineJson.Options);
        return Number(d, "activity_MBq_per_cycle") is { } activity_MBq && Number(d, "ligand_nmol_per_cycle") is { } nmol
            ? new Prescription(activity_MBq / 1000, nmol, (int)(Numbers(d, "cycles")?[0] ?? 1)) : null;
    }

    private static List<OrganLimit> Organs(JsonElement d, IReadOnlyList<OrganLimit> defaults)
    {
        Dictionary<string, OrganLimit> organs = defaults.ToDictionary(o => o.Organ);
        if (d.TryGetProperty("alpha_beta", out JsonElement alphaBeta))
            foreach (JsonProperty p in alphaBeta.EnumerateObject())
                organs[p.Name] = Known(organs, p.Name) with { AlphaBeta_Gy = p.Value.GetDouble(), RepairHalfLife_h = d.GetProperty("Trep_h").GetProperty(p.Name).GetDouble() };
        if (d.TryGetProperty("organs", out JsonElement list))
            foreach (JsonElement o in list.EnumerateArray())
            {
                string name = o.GetProperty("organ").GetString() ?? throw new FormatException("an organ has no name");
                organs[name] = Changed(Known(organs, name), o);
            }
        return [.. organs.Values];
    }

    private static OrganLimit Known(Dictionary<string, OrganLimit> organs, string name) => organs.GetValueOrDefault(name) ?? new OrganLimit(name, 0, 0);

    private static OrganLimit Changed(OrganLimit before, JsonElement o) => before with
    {
        AlphaBeta_Gy = Number(o, "alphaBeta_Gy") ?? before.AlphaBeta_Gy,
        RepairHalfLife_h = Number(o, "repairHalfLife_h") ?? before.RepairHalfLife_h,
        Limit_Gy = o.TryGetProperty("limit_Gy", out JsonElement limit) ? (limit.ValueKind == JsonValueKind.Null ? null : limit.GetDouble()) : before.Limit_Gy,
        Quantity = o.TryGetProperty("quantity", out JsonElement q) ? q.Deserialize<LimitQuantity>(EngineJson.Options) : before.Quantity,
        Scope = o.TryGetProperty("scope", out JsonElement s) ? s.Deserialize<LimitScope>(EngineJson.Options) : before.Scope,
        AlertOnly = o.TryGetProperty("alertOnly", out JsonElement a) ? a.GetBoolean() : limit.ValueKind != JsonValueKind.Number && before.AlertOnly,
        Source = o.TryGetProperty("source", out JsonElement source) ? source.GetString() ?? "" : limit.ValueKind == JsonValueKind.Number ? "stated by the user" : before.Source,
        S_Gy_per_MBq_h = Number(o, "s_Gy_per_MBq_h") ?? before.S_Gy_per_MBq_h,
    };

    private static double? Number(JsonElement d, params string[] names) =>
        names.Select(n => d.TryGetProperty(n, out JsonElement v) && v.ValueKind != JsonValueKind.Null ? v.GetDouble() : (double?)null).FirstOrDefault(v => v is not null);

    private static double[]? Numbers(JsonElement d, string name) =>
        !d.TryGetProperty(name, out JsonElement v) ? null : v.ValueKind == JsonValueKind.Array ? [.. v.EnumerateArray().Select(x => x.GetDouble())] : [v.GetDouble()];

    /// <summary>The amounts of a ligand sweep.</summary>
    private static double[]? Rows(JsonElement d) => d.TryGetProperty("rows", out JsonElement rows) ? [.. rows.EnumerateArray().Select(r => r.GetProperty("nmol").GetDouble())] : null;
}
