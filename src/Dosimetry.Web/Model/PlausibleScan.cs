using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;

namespace Dosimetry.Web.Model;

/// <summary>
/// What must be in the body at most: injected activity decayed physically to the time of a scan, and the count rate that the camera would then show.
/// A(t) = A₀·2^(−t/T½). Excretion makes the true value smaller, never larger.
/// </summary>
public sealed record PlausibleScan(ImportedSeries Series, Duration AfterInjection, Activity Decayed, double? CountRate_cps)
{
    /// <summary>One line per SPECT after the injection; empty while activity or time are missing.</summary>
    public static IReadOnlyList<PlausibleScan> Of(IEnumerable<ImportedSeries> series, AdministrationForm form, Duration halfLife)
    {
        if (form is not { Activity_MBq: { } injected, InjectionTime: { } injection }) return [];
        return
        [
            .. series.Where(s => s.Nm is not null && s.AcquisitionTime >= injection).OrderBy(s => s.AcquisitionTime).Select(s =>
            {
                Duration after = Duration.From(s.AcquisitionTime!.Value - injection);
                Activity decayed = Math.Pow(2, -after.Hours / halfLife.Hours) * Activity.FromMBq(injected);
                return new PlausibleScan(s, after, decayed, SystemSensitivity(form) * decayed.MBq);
            }),
        ];
    }

    // A sensitivity per head counts once for every head.
    private static double? SystemSensitivity(AdministrationForm form) =>
        form.Sensitivity_cps_per_MBq is { } s ? form.PerHead ? form.Heads * s : s : null;
}
