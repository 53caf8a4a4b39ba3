using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Segment;

namespace Dosimetry.Engine.Report.Pictures;

/// <summary>
/// The three pictures of the summary: projection of the PET (or, without one, of the first SPECT) and two cuts of CT and dose with isodose lines through
/// the voxel of highest dose.
/// </summary>
public static class ReportPictures
{
    private const double Pixel_mm = 1.5;
    /// <summary>Soft-tissue window, HU.</summary>
    private const double CtLow = -160, CtHigh = 240;
    /// <summary>Thinner matter is gas: energy over next to no mass is a large number and no dose to tissue.</summary>
    private const float GasBelow_g_per_cm3 = 0.15f;
    /// <summary>A PSMA PET is read at SUV 0 to 10; higher is black.</summary>
    private const double SuvHigh = 10;

    /// <summary>Draws them; a picture whose images are missing is left out.</summary>
    public static IReadOnlyList<ReportPicture> Of(CaseRecord r)
    {
        var pictures = new List<ReportPicture>();
        if (Projection(r) is { } projection) pictures.Add(projection);
        pictures.Add(DoseCut(r, SlicePlane.Coronal));
        pictures.Add(DoseCut(r, SlicePlane.Axial));
        return pictures;
    }

    private static ReportPicture? Projection(CaseRecord r)
    {
        if (r.Quantified.Pet is { } pet)
        {
            var layer = new ImageLayer(pet.Activity.Grid, pet.Activity.Values, ColourMap.InvertedGrey, 0, SuvHigh / pet.SuvFactor);
            return Picture(layer, "PET before therapy", $"Projection seen from the front, SUV 0 (white) to {Figures.Plain(SuvHigh)} (black). Bar: {Figures.Plain(SliceRenderer.ScaleBar_mm)} mm.");
        }
        if (r.Quantified.Spect.Count == 0) return null;
        var first = r.Quantified.Spect[0];
        float high = first.Activity.Values.Max() / 2;
        return Picture(new ImageLayer(first.Activity.Grid, first.Activity.Values, ColourMap.InvertedGrey, 0, high), $"SPECT at {Figures.Plain(first.AfterInjection.Hours, 3)} h",
            $"Projection seen from the front, 0 (white) to {Figures.Show(high / 1e3)} kBq/ml (black). Bar: {Figures.Plain(SliceRenderer.ScaleBar_mm)} mm.");
    }

    private static ReportPicture Picture(ImageLayer layer, string title, string caption)
    {
        SliceView view = SliceView.Of(layer.Grid, SlicePlane.Coronal, layer.Grid.Affine.Origin, Pixel_mm);
        RgbImage image = SliceRenderer.Project(view, layer);
        return new ReportPicture(title, caption, image.Width, image.Height, PngWriter.Write(image), []);
    }

    private static ReportPicture DoseCut(CaseRecord r, SlicePlane plane)
    {
        Volume<Dose_Gy> dose = InTissue(r);
        (float maximum, Vector3D hottest) = Hottest(dose);
        IReadOnlyList<IsodoseLevel> isodoses = IsodoseLevel.Below(maximum);
        double shownFrom = isodoses.Count > 0 ? isodoses[0].Dose_Gy : 0;
        var overlay = new ImageLayer(dose.Grid, dose.Values, ColourMap.Heat, 0, maximum, 0.45, shownFrom);
        SliceLayer[] layers = r.Quantified.Ct is { } ct ? [new ImageLayer(ct.Grid, ct.Values, ColourMap.Grey, CtLow, CtHigh), overlay] : [overlay];
        SliceView view = SliceView.Of(Body(r), plane, hottest, Pixel_mm);
        RgbImage image = SliceRenderer.Draw(view, layers, isodoses);
        string title = $"{(plane == SlicePlane.Axial ? "Axial" : "Coronal")} cut, {(r.Quantified.Ct is null ? "dose" : "CT and dose")}";
        string caption = $"Through the tissue voxel of highest dose, {Figures.Show(maximum)} Gy; dose in gas is left out. Isodose lines in Gy:";
        return new ReportPicture(title, caption, image.Width, image.Height, PngWriter.Write(image), [.. isodoses.Select(i => new LegendEntry(i.Colour.ToHex(), Figures.Plain(i.Dose_Gy)))]);
    }

    private static Volume<Dose_Gy> InTissue(CaseRecord r) =>
        new(r.Dose.Dose.Grid, [.. r.Dose.Dose.Values.Zip(r.Aligned.Density.Values, (gy, density) => density < GasBelow_g_per_cm3 ? 0 : gy)]);

    /// <summary>The part of the dose grid that holds the body, so that pictures show the patient and not the air around.</summary>
    private static Grid Body(CaseRecord r)
    {
        Grid grid = r.Regions.Grid;
        int[] voxels = r.Regions.Unions.FirstOrDefault(u => u.Name == RegionNames.WholeBody)?.Voxels ?? [];
        if (voxels.Length == 0) return grid;
        var at = voxels.Select(grid.Voxel).ToArray();
        (int i, int j, int k) = (at.Min(v => v.I), at.Min(v => v.J), at.Min(v => v.K));
        Vector3D origin = grid.Affine.Apply(i, j, k);
        Affine moved = Affine.FromColumns(grid.Affine.StepI, grid.Affine.StepJ, grid.Affine.StepK, origin);
        return new Grid(at.Max(v => v.I) - i + 1, at.Max(v => v.J) - j + 1, at.Max(v => v.K) - k + 1, moved);
    }

    private static (float Dose, Vector3D Position_mm) Hottest(Volume<Dose_Gy> dose)
    {
        int at = Array.IndexOf(dose.Values, dose.Values.Max());
        (int i, int j, int k) = dose.Grid.Voxel(at);
        return (dose.Values[at], dose.Grid.Affine.Apply(i, j, k));
    }
}
