using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;

namespace Dosimetry.Engine.Calibrate;

/// <summary>The calibrate stage: every SPECT of a study in Bq/ml at its own time, with the CT and the PET read beside them.</summary>
public static class Calibrator
{
    /// <summary>Quantifies a study.</summary>
    /// <param name="study">As imported.</param>
    /// <param name="administration">What was given, and when.</param>
    /// <param name="calibration">Sensitivity of the SPECT system; not applied to images that are already in Bq/ml.</param>
    /// <param name="halfLife">Physical half-life of the administered nuclide.</param>
    /// <param name="cancel">Stops between series.</param>
    /// <exception cref="RefusedException">A SPECT that cannot be quantified: the reason and the cure.</exception>
    public static QuantifiedStudy Quantify(
        ImportedStudy study, Administration administration, SpectCalibration calibration, Duration halfLife, CancellationToken cancel = default)
    {
        List<Finding> findings = [];
        List<QuantifiedScan> scans = [];
        foreach (ImportedSeries series in study.Series.Where(s => s.Nm is not null))
        {
            cancel.ThrowIfCancellationRequested();
            CheckNuclide(series, administration, findings);
            scans.Add(SpectQuantifier.Quantify(study, series, calibration, administration, halfLife, findings));
        }
        scans.Sort((a, b) => a.AfterInjection.CompareTo(b.AfterInjection));
        return new QuantifiedStudy(study, administration, Ct(study, scans, findings), Pet(study, findings), scans, findings);
    }

    /// <summary>A scan as it would have been at another time by physical decay alone.</summary>
    public static QuantifiedScan DecayedTo(QuantifiedScan scan, DateTime time, Duration halfLife)
    {
        double factor = Math.Pow(2, (scan.Time - time).TotalSeconds / halfLife.Seconds);
        return scan with
        {
            Activity = scan.Activity.Map<ActivityConcentration>(c => (float)(c * factor)),
            Time = time,
            AfterInjection = Duration.FromSeconds(scan.AfterInjection.Seconds + (time - scan.Time).TotalSeconds),
        };
    }

    private static void CheckNuclide(ImportedSeries series, Administration administration, List<Finding> findings)
    {
        if (series.Nm!.Nuclide is { } stated && stated != administration.Nuclide)
            findings.Add(new Finding(Severity.Error, "CALIBRATE.NUCLIDE_DIFFERS", $"{series.Id} states {stated}, administered was {administration.Nuclide}. Cure: correct one of them or leave the series out."));
    }

    /// <summary>The CT that shares its frame of reference with the first SPECT, else the one with most slices.</summary>
    private static Volume<CtNumber>? Ct(ImportedStudy study, List<QuantifiedScan> scans, List<Finding> findings)
    {
        List<ImportedSeries> cts = [.. study.Series.Where(s => s.Quantity == CtNumber.Name).OrderByDescending(s => s.Size[2])];
        if (cts.Count == 0)
        {
            findings.Add(new Finding(Severity.Warning, "CALIBRATE.NO_CT", "There is no CT: density has to be assumed."));
            return null;
        }
        string? frame = scans.Count == 0 ? null : study.Series.First(s => s.Id == scans[0].SeriesId).FrameOfReferenceUid;
        ImportedSeries chosen = cts.Find(c => frame is not null && c.FrameOfReferenceUid == frame) ?? cts[0];
        if (cts.Count > 1) findings.Add(new Finding(Severity.Info, "CALIBRATE.CT_CHOSEN", $"{cts.Count} CT series; {chosen.Id} ({chosen.Description}) is used for density."));
        return NiftiFile.Read<CtNumber>(Path.Combine(study.Folder, chosen.File));
    }

    /// <summary>The PET that can be quantified; of several the one with SUV, then the largest.</summary>
    private static QuantifiedPet? Pet(ImportedStudy study, List<Finding> findings)
    {
        ImportedSeries? series = study.Series.Where(s => s.Pet?.SuvFactor is not null && s.Quantity == ActivityConcentration.Name).OrderByDescending(s => s.Size[2]).FirstOrDefault();
        if (series is null)
        {
            if (study.Series.Any(s => s.Pet is not null))
                findings.Add(new Finding(Severity.Warning, "CALIBRATE.PET_NOT_USED", "No PET of the study has both Bq/ml and SUV; the import's findings say why."));
            return null;
        }
        return new QuantifiedPet(series.Id, NiftiFile.Read<ActivityConcentration>(Path.Combine(study.Folder, series.File)), series.Pet!.SuvFactor!.Value, series.Pet.ReferenceTime);
    }
}
