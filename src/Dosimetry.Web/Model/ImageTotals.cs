using Dosimetry.Engine.Calibrate;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;

namespace Dosimetry.Web.Model;

/// <summary>Activity that a SPECT holds in all its voxels under the form's calibration, and its share of the decayed injected activity.</summary>
public sealed record ImageTotal(string SeriesId, Activity Total, double Share);

/// <summary>
/// The whole-image check of the form: every SPECT is quantified once with what the form says. A slip of unit, head count or time shows as a share
/// far from what can be, before it becomes dose. Volumes are read, summed and let go; only the totals stay.
/// </summary>
public sealed record ImageTotals(IReadOnlyList<ImageTotal> Scans, IReadOnlyList<Finding> Findings)
{
    /// <summary>Nothing compared yet.</summary>
    public static readonly ImageTotals None = new([], []);

    /// <summary>Quantifies every SPECT of an import; what cannot be quantified becomes a finding.</summary>
    public static ImageTotals Of(ImportedStudy study, AdministrationForm form, Duration halfLife)
    {
        if (form.Errors.Count > 0) return None;
        Administration administration = new(form.Nuclide, form.Ligand, Activity.FromMBq(form.Activity_MBq!.Value), form.InjectionTime!.Value);
        // A sensitivity is there unless every image is in Bq/ml already; it is then not applied.
        SpectCalibration calibration = form.Calibration ?? new SpectCalibration(1, PerHead: false, null, 0);
        List<ImageTotal> totals = [];
        List<Finding> findings = [];
        foreach (ImportedSeries series in study.Series.Where(s => s.Nm is not null))
        {
            try
            {
                QuantifiedScan scan = SpectQuantifier.Quantify(study, series, calibration, administration, halfLife, findings);
                totals.Add(new(series.Id, Plausibility.Total(scan.Activity), Plausibility.Share(scan, administration, halfLife)));
            }
            catch (RefusedException refusal) { findings.Add(refusal.Finding); }
        }
        return new(totals, [.. findings.Where(f => f.Severity != Severity.Info)]);
    }
}
