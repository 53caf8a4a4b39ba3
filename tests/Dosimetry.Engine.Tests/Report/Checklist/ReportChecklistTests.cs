using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Report;
using Dosimetry.Engine.Report.Checklist;

namespace Dosimetry.Engine.Tests.Report.Checklist;

public class ReportChecklistTests
{
    private static readonly CaseRecord Full = SampleRecord.Full();

    [Fact]
    public void All_38_items_are_answered_each_once_with_a_text()
    {
        IReadOnlyList<ChecklistEntry> entries = ReportChecklist.Of(Full);
        Assert.Equal(Enumerable.Range(1, 38), entries.Select(e => e.Number));
        Assert.All(entries, e => Assert.False(string.IsNullOrWhiteSpace(e.Text)));
        Assert.All(entries.Where(e => e.State == ItemState.Missing), e => Assert.Contains("not available: ", e.Text));
    }

    [Fact]
    public void What_this_version_cannot_know_is_missing_even_in_a_full_record() =>
        Assert.Equal([13, 15, 17, 22], ReportChecklist.Of(Full).Where(e => e.State == ItemState.Missing).Select(e => e.Number));

    [Fact]
    public void Effective_dose_is_refused() => Assert.Equal(ItemState.Refused, ReportChecklist.Of(Full).Single(e => e.Number == 31).State);

    private static CaseRecord Patient(Func<CasePatient, CasePatient> change) => Full with { Case = Full.Case with { Patient = change(Full.Case.Patient) } };

    private static CaseRecord Given(Func<CaseRadiopharmaceutical, CaseRadiopharmaceutical> change) =>
        Full with { Case = Full.Case with { Radiopharmaceutical = change(Full.Case.Radiopharmaceutical) } };

    private static CaseRecord Calibrated(Func<CaseCalibration, CaseCalibration> change) =>
        Full with { Case = Full.Case with { Calibration = change(Full.Case.Calibration!) } };

    private static CaseRecord WithoutHeader(string key)
    {
        var quantified = Full.Quantified;
        var series = quantified.Study.Series.Select(s => s with { Device = s.Device.Where(d => d.Key != key).ToDictionary() });
        return Full with { Aligned = Full.Aligned with { Quantified = quantified with { Study = quantified.Study with { Series = [.. series] } } } };
    }

    public static TheoryData<string, int> Removals => new()
    {
        { "haematocrit", 1 }, { "diagnosis", 1 }, { "purity", 2 }, { "device", 3 }, { "intended", 3 }, { "level", 4 }, { "hydration", 5 }, { "collimator", 6 },
        { "qc", 7 }, { "energyWindows", 8 }, { "reconstruction", 9 }, { "corrections", 10 }, { "calibrationDate", 11 }, { "recovery", 12 },
        { "density", 24 }, { "sigma", 25 }, { "bed", 30 }, { "meanSigma", 32 }, { "limits", 34 }, { "approver", 37 }, { "created", 37 }, { "residuals", 20 },
    };

    [Theory, MemberData(nameof(Removals))]
    public void A_field_taken_away_turns_exactly_its_item_amber(string field, int item)
    {
        IReadOnlyList<ChecklistEntry> before = ReportChecklist.Of(Full), after = ReportChecklist.Of(Without(field));
        Assert.Equal([item], before.Zip(after).Where(p => p.First.State != p.Second.State).Select(p => p.First.Number));
        Assert.Equal(ItemState.Missing, after.Single(e => e.Number == item).State);
        Assert.Equal([item], before.Zip(after).Where(p => p.First.Text != p.Second.Text).Select(p => p.First.Number));
    }

    private static CaseRecord Without(string field) => field switch
    {
        "haematocrit" => Patient(p => p with { Haematocrit = null }),
        "diagnosis" => Patient(p => p with { Diagnosis = " " }),
        "purity" => Given(r => r with { Purity = null }),
        "device" => Given(r => r with { Device = null }),
        "intended" => Given(r => r with { Intended_MBq = null }),
        "level" => Full with { Case = Full.Case with { Protocol = Full.Case.Protocol with { Level = null } } },
        "hydration" => Given(r => r with { Hydration = null }),
        "collimator" or "energyWindows" or "reconstruction" => WithoutHeader(field),
        "qc" => Calibrated(c => c with { Qc = null }),
        "corrections" => Calibrated(c => c with { Corrections = null }),
        "calibrationDate" => Calibrated(c => c with { Date = null }),
        "recovery" => Calibrated(c => c with { Recovery = null }),
        "density" => Full with { Aligned = Full.Aligned with { DensityFromCt = false } },
        "sigma" => Full with { Dose = Full.Dose with { Sigma = null } },
        "bed" => Full with { Evaluation = Full.Evaluation with { Regions = [.. Full.Evaluation.Regions.Select(d => d with { Bed_Gy = null })] } },
        "meanSigma" => Full with { Evaluation = Full.Evaluation with { Regions = [.. Full.Evaluation.Regions.Select(d => d with { MeanSigma_Gy = null })] } },
        "limits" => Full with { Case = Full.Case with { Protocol = Full.Case.Protocol with { Limits = null } } },
        "approver" => Full with { Case = Full.Case with { Approver = null } },
        "created" => Full with { Provenance = Full.Provenance with { Created = "" } },
        "residuals" => Full with { Kinetics = Full.Kinetics with { Regions = [.. Full.Kinetics.Regions.Select(k => k with { Reason = "" })] } },
        _ => throw new ArgumentOutOfRangeException(nameof(field)),
    };

    [Fact]
    public void A_measured_remainder_and_a_marrow_region_change_their_items()
    {
        var remainder = Full.Kinetics.Regions[0] with { Region = "remainder" };
        var marrow = Full.Evaluation.Regions[0] with { Name = "red_marrow" };
        IReadOnlyList<ChecklistEntry> entries = ReportChecklist.Of(Full with
        {
            Kinetics = Full.Kinetics with { Regions = [.. Full.Kinetics.Regions, remainder] },
            Evaluation = Full.Evaluation with { Regions = [.. Full.Evaluation.Regions, marrow] },
        });
        Assert.Equal(ItemState.Present, entries[21].State);
        Assert.Equal(ItemState.Present, entries[25].State);
    }

    [Fact]
    public void Findings_of_all_stages_are_listed_once()
    {
        var twice = new Finding(Severity.Warning, "A.B", "Said twice.");
        var record = Full with { CaseFindings = [twice], Regions = Full.Regions with { Findings = [twice] } };
        Assert.Equal(["case"], StageFindings.Of(record).Where(f => f.Code == "A.B").Select(f => f.Stage));
    }
}
