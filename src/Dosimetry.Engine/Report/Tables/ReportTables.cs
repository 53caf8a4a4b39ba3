using Dosimetry.Engine.Kinetics;

namespace Dosimetry.Engine.Report.Tables;

/// <summary>The report's tables as CSV files.</summary>
public static class ReportTables
{
    /// <summary>One row per region: volume, mass, time-integrated activity, dose figures.</summary>
    public static string Regions(ReportDocument document)
    {
        CsvWriter csv = Head(document).Row(
            "region", "class", "volume_ml", "mass_g", "tia_MBq_h", "tiaSigma_MBq_h", "meanDose_Gy", "meanSigma_Gy", "meanLow_Gy", "meanHigh_Gy", "statisticalSigma_Gy", "doseCoefficient_Gy_per_GBq",
            "minDose_Gy", "maxDose_Gy", "d98_Gy", "d50_Gy", "d2_Gy", "bed_Gy", "eqd2_Gy");
        foreach (ReportRegion r in document.Regions)
            csv.Row(r.Name, r.Class, r.Volume_ml, r.Mass_g, r.Tia_MBq_h, r.TiaSigma_MBq_h, r.MeanDose_Gy, r.MeanSigma_Gy, r.MeanDose_Gy * r.Interval?.LowFactor, r.MeanDose_Gy * r.Interval?.HighFactor, r.StatisticalSigma_Gy, r.DoseCoefficient_Gy_per_GBq,
                r.MinDose_Gy, r.MaxDose_Gy, r.D98_Gy, r.D50_Gy, r.D2_Gy, r.Bed_Gy, r.Eqd2_Gy);
        return csv.ToString();
    }

    /// <summary>
    /// Cumulative histograms, long form: one row per region and dose, with the edges of the band where the doses have an interval. With a band the rows go
    /// on until its upper edge is empty.
    /// </summary>
    public static string Dvh(ReportDocument document)
    {
        CsvWriter csv = Head(document);
        if (document.Regions.Select(r => r.Interval).FirstOrDefault(i => i is not null) is { } any)
            csv.Comment(FormattableString.Invariant($"volume_fraction_low, _high: {100 * any.Level:G3} % of {any.Draws} draws of the uncertainty propagation, seed {any.Seed}"));
        csv.Row("region", "dose_Gy", "volume_fraction", "volume_fraction_low", "volume_fraction_high");
        foreach (ReportRegion r in document.Regions) Rows(csv, r);
        return csv.ToString();
    }

    private static void Rows(CsvWriter csv, ReportRegion r)
    {
        int bins = (int)Math.Ceiling(r.Dvh.Dose_Gy.Length * Math.Max(1, r.Interval?.HighFactor ?? 1));
        for (int n = 0; n < bins; n++)
        {
            double dose_Gy = n < r.Dvh.Dose_Gy.Length ? r.Dvh.Dose_Gy[n] : n * r.Dvh.BinWidth_Gy;
            (double Low, double High)? band = r.Interval?.Volume_fraction(r.Dvh, dose_Gy);
            csv.Row(r.Name, dose_Gy, n < r.Dvh.Dose_Gy.Length ? r.Dvh.Volume_fraction[n] : 0, band?.Low, band?.High);
        }
    }

    /// <summary>Measured activities and the fitted curve at the same times.</summary>
    public static string Activities(ReportDocument document)
    {
        CsvWriter csv = Head(document).Row("region", "time_h", "activity_MBq", "sigma_MBq", "fitted_MBq");
        foreach (RegionKinetics k in document.Kinetics)
            foreach (TacPoint p in k.Points) csv.Row(k.Region, p.Time_h, p.Activity_MBq, p.Sigma_MBq, k.Chosen.Activity_MBq(p.Time_h));
        return csv.ToString();
    }

    private static CsvWriter Head(ReportDocument document) => new CsvWriter()
        .Comment(Statements.ResearchUseOnly)
        .Comment($"{document.Provenance.Software} {document.Provenance.Version}, result {document.ContentHash}");
}
