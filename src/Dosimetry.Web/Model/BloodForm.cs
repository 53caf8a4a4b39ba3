using Dosimetry.Engine;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Kinetics;

namespace Dosimetry.Web.Model;

/// <summary>A sample while a person types it.</summary>
public sealed class BloodRow
{
    /// <summary>Time after injection, h.</summary>
    public double? Time_h { get; set; }
    /// <summary>Concentration, kBq/ml.</summary>
    public double? Concentration_kBq_per_ml { get; set; }
    /// <summary>Standard uncertainty, kBq/ml; empty = not stated.</summary>
    public double? Sigma_kBq_per_ml { get; set; }
}

/// <summary>The blood samples of the kinetics page while a person edits them.</summary>
public sealed class BloodForm
{
    /// <summary>Haematocrit as laboratories print it.</summary>
    public static readonly NumberField HaematocritField = new("blood-haematocrit", "Haematocrit when the samples were taken", "%", 10, 70, "35 to 50 %; empty: the patient's; only the second ratio needs it");

    /// <summary>Samples in the order typed.</summary>
    public List<BloodRow> Rows { get; private init; } = [];
    /// <summary>one or haematocrit.</summary>
    public string Ratio { get; set; } = "one";
    /// <summary>Haematocrit, percent.</summary>
    public double? Haematocrit_percent { get; set; }

    /// <summary>The form of saved samples.</summary>
    public static BloodForm From(CaseBlood? saved) => new()
    {
        Rows = [.. (saved?.Samples ?? []).Select(Row)], Ratio = saved?.MarrowRatio ?? "one", Haematocrit_percent = 100 * saved?.Haematocrit,
    };

    /// <summary>Replaces the rows by samples of a file.</summary>
    public void Take(IReadOnlyList<BloodSample> samples)
    {
        Rows.Clear();
        Rows.AddRange(samples.Select(Row));
    }

    /// <summary>What is wrong, one sentence each; empty lets the form be saved.</summary>
    public IReadOnlyList<string> Objections
    {
        get
        {
            if (Rows.Any(r => r.Time_h is null || r.Concentration_kBq_per_ml is null)) return ["A sample lacks its time or its concentration; fill it in or remove the row."];
            if (HaematocritField.Objection(Haematocrit_percent) is { } objection) return [objection];
            if (Rows.Count == 0) return [];
            try { BloodCurve.Of(Samples); return []; }
            catch (RefusedException refusal) { return [refusal.Message]; }
        }
    }

    /// <summary>As the record keeps it; null without samples.</summary>
    public CaseBlood? ToBlood() => Rows.Count == 0 ? null : new CaseBlood { Samples = Samples, MarrowRatio = Ratio, Haematocrit = Haematocrit_percent / 100 };

    private BloodSample[] Samples => [.. Rows.Select(r => new BloodSample(r.Time_h ?? 0, r.Concentration_kBq_per_ml ?? 0, r.Sigma_kBq_per_ml ?? 0)).OrderBy(s => s.Time_h)];

    private static BloodRow Row(BloodSample s) => new() { Time_h = s.Time_h, Concentration_kBq_per_ml = s.Concentration_kBq_per_ml, Sigma_kBq_per_ml = s.Sigma_kBq_per_ml > 0 ? s.Sigma_kBq_per_ml : null };
}
