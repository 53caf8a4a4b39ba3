using Dosimetry.Cases.Settings;
using Dosimetry.Engine.Calibrate;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;

namespace Dosimetry.Web.Model;

/// <summary>Units of activity that input fields offer. The record keeps MBq.</summary>
public enum ActivityUnit
{
    /// <summary>Megabecquerel.</summary>
    MBq,
    /// <summary>Millicurie, 37 MBq exactly.</summary>
    mCi,
}

/// <summary>The form of administration and calibration: prefilled from what a person said before, else from the SPECT headers.</summary>
public sealed class AdministrationForm
{
    /// <summary>Net activity.</summary>
    public static readonly NumberField ActivityInMBq = new("activity", "Net activity at injection", "MBq", 1, 50_000, "assay minus residual; therapy cycles are 3000 to 9000 MBq");
    /// <summary>Net activity in the other unit.</summary>
    public static readonly NumberField ActivityInMCi = new("activity", "Net activity at injection", "mCi", 0.03, 1351, "assay minus residual; therapy cycles are 80 to 250 mCi");
    /// <summary>Ligand amount.</summary>
    public static readonly NumberField Amount = new("amount", "Ligand amount (optional)", "nmol", 0.01, 100_000, "usual 50 to 250 nmol");
    /// <summary>Camera sensitivity.</summary>
    public static readonly NumberField Sensitivity = new("sensitivity", "Sensitivity", "cps/MBq", 0.01, 1000, "Lu-177, 208 keV, medium energy: about 5 to 12 cps/MBq per head");
    /// <summary>Detector heads.</summary>
    public static readonly NumberField HeadCount = new("heads", "Detector heads", "heads", 1, 16, "most cameras have 2");
    /// <summary>Relative uncertainty of the sensitivity.</summary>
    public static readonly NumberField RelativeSigma = new("rel-sigma", "Relative standard uncertainty", "%", 0, 100, "usual 2 to 5 %");

    /// <summary>True over measured count rate.</summary>
    public static readonly NumberField DeadTime = new("dead-time", "Dead-time factor (optional)", "", 1, 2, "true / measured count rate; 1.02 to 1.10 a day after 7.4 GBq");

    /// <summary>Ligands offered; others can be typed.</summary>
    public static readonly IReadOnlyList<string> Ligands = ["PSMA-617", "PSMA-I&T", "PSMA-11", "DCFPyL"];

    /// <summary>Nuclide as in ICRP.</summary>
    public string Nuclide { get; set; } = "Lu-177";
    /// <summary>Ligand.</summary>
    public string? Ligand { get; set; }
    /// <summary>Unit of the activity field.</summary>
    public ActivityUnit Unit { get; set; } = ActivityUnit.MBq;
    /// <summary>Net activity, MBq, whatever the field shows.</summary>
    public double? Activity_MBq { get; set; }
    /// <summary>Injection, the scanner's local time.</summary>
    public DateTime? InjectionTime { get; set; }
    /// <summary>Ligand amount, nmol.</summary>
    public double? Amount_nmol { get; set; }
    /// <summary>Sensitivity of the camera.</summary>
    public double? Sensitivity_cps_per_MBq { get; set; }
    /// <summary>True: of one head.</summary>
    public bool PerHead { get; set; } = true;
    /// <summary>Number of heads.</summary>
    public double? Heads { get; set; }
    /// <summary>True over measured count rate.</summary>
    public double? DeadTimeFactor { get; set; }
    /// <summary>Relative standard uncertainty of the sensitivity, percent.</summary>
    public double? RelSigma_percent { get; set; } = 3;
    /// <summary>True when some SPECT holds counts, so that a sensitivity is needed.</summary>
    public bool NeedsCalibration { get; private init; }
    /// <summary>True when the fields come from the files and nobody has saved them yet.</summary>
    public bool IsFromFiles { get; private init; }

    /// <summary>The activity in the chosen unit.</summary>
    public double? ShownActivity
    {
        get => Unit == ActivityUnit.MBq ? Activity_MBq : Activity_MBq is { } a ? a / Activity.FromMCi(1).MBq : null;
        set => Activity_MBq = Unit == ActivityUnit.MBq ? value : value is { } v ? Activity.FromMCi(v).MBq : null;
    }

    /// <summary>The activity's label, unit and range.</summary>
    public NumberField ActivityField => Unit == ActivityUnit.MBq ? ActivityInMBq : ActivityInMCi;

    /// <summary>The form for a case.</summary>
    public static AdministrationForm For(CaseSettings saved, IReadOnlyList<ImportedSeries> series)
    {
        List<NmAcquisition> spect = [.. series.Select(s => s.Nm).OfType<NmAcquisition>()];
        AdministrationSettings? given = saved.Administration;
        SpectCalibration? calibration = saved.Calibration;
        return new AdministrationForm
        {
            IsFromFiles = given is null && spect.Any(s => s.InjectedActivity_MBq is not null || s.InjectionTime is not null),
            NeedsCalibration = spect.Any(s => !s.AlreadyQuantitative),
            Nuclide = given?.Nuclide ?? spect.Select(s => s.Nuclide).FirstOrDefault(n => n is not null) ?? "Lu-177",
            Ligand = given?.Ligand,
            Activity_MBq = given?.Activity_MBq ?? spect.Select(s => s.InjectedActivity_MBq).FirstOrDefault(a => a is not null),
            InjectionTime = given?.InjectionTime ?? spect.Select(s => s.InjectionTime).FirstOrDefault(t => t is not null),
            Amount_nmol = given?.Amount_nmol,
            Sensitivity_cps_per_MBq = calibration?.Sensitivity_cps_per_MBq,
            PerHead = calibration?.PerHead ?? true,
            Heads = calibration?.Heads ?? spect.Select(s => s.Heads).FirstOrDefault(h => h is not null),
            DeadTimeFactor = calibration?.DeadTimeFactor,
            RelSigma_percent = calibration is null ? 3 : calibration.RelSigma * 100,
        };
    }

    /// <summary>What is missing or wrong; empty lets the form be saved.</summary>
    public IReadOnlyList<string> Errors =>
    [
        .. ((string?[])
        [
            Activity_MBq is null ? "The net activity is missing." : ActivityField.Objection(ShownActivity),
            InjectionTime is null ? "The injection time is missing." : null,
            Amount.Objection(Amount_nmol),
            NeedsCalibration && Sensitivity_cps_per_MBq is null ? "The sensitivity is missing: the SPECT holds counts." : Sensitivity.Objection(Sensitivity_cps_per_MBq),
            NeedsCalibration && PerHead && Heads is null ? "The number of heads is missing: the sensitivity is that of one head." : HeadCount.Objection(Heads),
            RelativeSigma.Objection(RelSigma_percent),
            DeadTime.Objection(DeadTimeFactor),
        ]).OfType<string>(),
    ];

    /// <summary>The calibration as filled in; null without a sensitivity.</summary>
    public SpectCalibration? Calibration => Sensitivity_cps_per_MBq is { } sensitivity
        ? new SpectCalibration(sensitivity, PerHead, Heads is { } h ? (int)h : null, (RelSigma_percent ?? 0) / 100) { DeadTimeFactor = DeadTimeFactor }
        : null;

    /// <summary>Takes a factor over into the fields.</summary>
    public void Use(SpectCalibration factor) =>
        (Sensitivity_cps_per_MBq, PerHead, Heads, RelSigma_percent) = (factor.Sensitivity_cps_per_MBq, factor.PerHead, factor.Heads ?? Heads, 100 * factor.RelSigma);

    /// <summary>The settings with this form's parts replaced.</summary>
    public CaseSettings ApplyTo(CaseSettings saved) => saved with
    {
        Administration = new AdministrationSettings
        {
            Nuclide = Nuclide, Ligand = string.IsNullOrWhiteSpace(Ligand) ? null : Ligand.Trim(),
            Activity_MBq = Activity_MBq!.Value, InjectionTime = InjectionTime!.Value, Amount_nmol = Amount_nmol,
        },
        Calibration = Calibration is { } mine ? mine with { Duration_s = saved.Calibration?.Duration_s } : null,
    };
}
