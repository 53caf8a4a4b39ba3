using System.Globalization;
using Dosimetry.Engine.Calibrate;
using Dosimetry.Engine.Dose;
using Dosimetry.Engine.Import;

namespace Dosimetry.Engine.Report.Checklist;

/// <summary>Items 1 to 5: who was treated with what.</summary>
internal static class PatientItems
{
    /// <summary>Standard treatments agree with the intended activity within 10 % (EANM position on Article 56).</summary>
    private const double ActivityAgreement = 0.10;

    public static IReadOnlyList<ChecklistItem> All { get; } =
    [
        new(1, "Patient", Patient),
        new(2, "Radiopharmaceutical", Radiopharmaceutical),
        new(3, "Activity: assay, time, residual, net, route; agreement with the intended activity", AdministeredActivity),
        new(4, "Intended level of dosimetry", r => Answer.Fields(("level", r.Case.Protocol.Level))),
        new(5, "Co-medication, kidney protection, hydration, voiding", Accompanying),
    ];

    private static Answer Patient(CaseRecord r)
    {
        (CasePatient p, ImportedPatient i) = (r.Case.Patient, r.Study.Patient);
        return Answer.Fields(
            ("id", p.Id ?? i.Id), ("sex", p.Sex ?? i.Sex), ("age", Unit(p.Age, "y")), ("weight", Unit(p.Weight_kg ?? i.Weight_kg, "kg")),
            ("height", Unit(p.Height_cm ?? i.Height_cm, "cm")), ("haematocrit", Figures.Show(p.Haematocrit)), ("GFR", Unit(p.Gfr_ml_per_min, "ml/min")),
            ("diagnosis", p.Diagnosis), ("previous therapies", p.PriorTherapies), ("laboratory values", Join(p.Labs)));
    }

    private static Answer Radiopharmaceutical(CaseRecord r)
    {
        (CaseRadiopharmaceutical c, Administration a) = (r.Case.Radiopharmaceutical, r.Quantified.Administration);
        return Answer.Fields(
            ("nuclide", a.Nuclide), ("ligand", a.Ligand), ("amount", Unit(a.Amount_nmol, "nmol")),
            ("decay data", r.Dose.DecayData), ("radiochemical purity", Figures.Percent(c.Purity)));
    }

    private static Answer AdministeredActivity(CaseRecord r)
    {
        (CaseRadiopharmaceutical c, Administration a) = (r.Case.Radiopharmaceutical, r.Quantified.Administration);
        return Answer.Fields(
            ("net activity", Unit(a.NetActivity.MBq, "MBq")), ("injected", Figures.Time(a.Time)), ("assay device", c.Device), ("assayed", Figures.Time(c.AssayTime)),
            ("residual", Unit(c.Residual_MBq, "MBq")), ("route", c.Route), ("duration", Unit(c.Duration_min, "min")), ("intended", Agreement(c.Intended_MBq, a.NetActivity.MBq)));
    }

    private static string? Agreement(double? intended_MBq, double given_MBq)
    {
        if (intended_MBq is not { } intended) return null;
        double deviation = given_MBq / intended - 1;
        string verdict = Math.Abs(deviation) <= ActivityAgreement ? "within ± 10 %" : "outside ± 10 %";
        return string.Create(CultureInfo.InvariantCulture, $"{Figures.Plain(intended, 5)} MBq, given {deviation:+0.0%;-0.0%}, {verdict}");
    }

    private static Answer Accompanying(CaseRecord r)
    {
        CaseRadiopharmaceutical c = r.Case.Radiopharmaceutical;
        return Answer.Fields(("co-medication and kidney protection", c.Comedication), ("hydration", c.Hydration), ("voiding", c.Voiding));
    }

    private static string? Unit(double? value, string unit) => value is null ? null : $"{Figures.Plain(value, 5)} {unit}";

    private static string? Join(IReadOnlyList<string>? texts) => texts is null ? null : string.Join(", ", texts);
}
