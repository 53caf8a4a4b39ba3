using Dosimetry.Engine.Calibrate;
using Dosimetry.Engine.Import;

namespace Dosimetry.Engine.Report;

/// <summary>The images in use as rows, with the plausibility figure of each SPECT: activity in view over what was left of the injected one.</summary>
internal static class ReportScans
{
    public static IReadOnlyList<ReportScan> Of(CaseRecord r)
    {
        IEnumerable<ReportScan> anatomy = r.Study.Series.Where(s => s.Modality == "CT" && r.Quantified.Ct is not null).Select(s => Row(s, "CT"));
        IEnumerable<ReportScan> pet = r.Study.Series.Where(s => s.Id == r.Quantified.Pet?.SeriesId).Select(s => Row(s, "PET before therapy"));
        return [.. anatomy, .. pet, .. r.Quantified.Spect.Select(scan => Spect(r, scan))];
    }

    private static ReportScan Row(ImportedSeries s, string role) => new(s.Id, role, s.Description, s.AcquisitionTime, null, s.Size, s.Spacing_mm, null, null);

    private static ReportScan Spect(CaseRecord r, QuantifiedScan scan)
    {
        ImportedSeries? series = r.Study.Series.FirstOrDefault(s => s.Id == scan.SeriesId);
        double total_MBq = scan.Activity.Sum() * scan.Activity.Grid.VoxelVolume_ml / 1e6;
        double? left_MBq = r.Quantified.Administration.NetActivity.MBq * Math.Pow(2, -scan.AfterInjection.Hours / r.PhysicalHalfLife_h ?? double.NaN);
        var grid = scan.Activity.Grid;
        return new ReportScan(
            scan.SeriesId, "SPECT", series?.Description, scan.Time, scan.AfterInjection.Hours, [grid.Nx, grid.Ny, grid.Nz],
            [grid.Spacing_mm.X, grid.Spacing_mm.Y, grid.Spacing_mm.Z], Figures.Finite(total_MBq), Figures.Finite(total_MBq / left_MBq));
    }
}
