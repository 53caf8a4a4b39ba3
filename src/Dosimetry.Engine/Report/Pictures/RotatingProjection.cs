using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Foundation.Nifti;

namespace Dosimetry.Engine.Report.Pictures;

/// <summary>
/// Maximum-intensity projections around the patient's long axis, one every 10°, as one strip: frame a at columns a · <paramref name="Width"/>. Column c of a
/// frame lies (c − (Width − 1)/2) · <paramref name="Pixel_mm"/> to the viewer's right of the axis through <paramref name="CentreX_mm"/>,
/// <paramref name="CentreY_mm"/>; row r at <paramref name="Top_mm"/> − r · Pixel_mm. Seen from the front at angle 0 (patient's right on the left).
/// <paramref name="Levels"/>: 0 to 255 for 0 to <paramref name="Maximum"/>, in the file's unit.
/// </summary>
public sealed record RotatingProjection(int Width, int Height, double Pixel_mm, double CentreX_mm, double CentreY_mm, double Top_mm, float Maximum, byte[] Levels)
{
    /// <summary>Number of angles.</summary>
    public const int Frames = 36;
    private const double FinestPixel_mm = 4;

    /// <summary>Projects a NIfTI file; it is read slice by slice and never in memory as a whole.</summary>
    /// <exception cref="RefusedException">The file is damaged.</exception>
    public static RotatingProjection Of(string path)
    {
        using NiftiReader reader = NiftiReader.Open(path);
        Grid grid = reader.Header.Grid;
        (Vector3D low, Vector3D high) = SliceView.Box(grid);
        double pixel = Math.Max(FinestPixel_mm, Math.Max(grid.Spacing_mm.X, Math.Max(grid.Spacing_mm.Y, grid.Spacing_mm.Z)));
        Cells cells = new(low, high, pixel);
        float[] slice = new float[grid.Nx * grid.Ny];
        for (int k = 0; k < grid.Nz; k++)
        {
            reader.ReadSlice(slice);
            cells.Take(slice, grid, k);
        }
        return cells.Project();
    }

    /// <summary>The strip as a grey picture, high values dark as in PET, full black at <paramref name="high"/> (file's unit).</summary>
    public RgbImage Picture(double high)
    {
        RgbImage image = new(Width * Frames, Height);
        double scale = high > 0 ? Maximum / high : 1;
        for (int n = 0; n < Levels.Length; n++)
        {
            byte grey = (byte)(255 - Math.Min(255, Levels[n] * scale));
            image.Rgb.AsSpan(3 * n, 3).Fill(grey);
        }
        return image;
    }

    /// <summary>Largest values in cubes along the patient axes: projecting these costs the same for every image.</summary>
    private sealed class Cells(Vector3D low, Vector3D high, double size_mm)
    {
        private readonly int _nx = Count(low.X, high.X, size_mm), _ny = Count(low.Y, high.Y, size_mm), _nz = Count(low.Z, high.Z, size_mm);
        private readonly float[] _largest = new float[Count(low.X, high.X, size_mm) * Count(low.Y, high.Y, size_mm) * Count(low.Z, high.Z, size_mm)];

        public void Take(float[] slice, Grid grid, int k)
        {
            for (int j = 0, n = 0; j < grid.Ny; j++)
                for (int i = 0; i < grid.Nx; i++, n++)
                {
                    if (!(slice[n] > 0)) continue;
                    Vector3D p = grid.Affine.Apply(i, j, k);
                    int at = Cell(p.X, low.X, _nx) + _nx * (Cell(p.Y, low.Y, _ny) + _ny * Cell(p.Z, low.Z, _nz));
                    _largest[at] = Math.Max(_largest[at], slice[n]);
                }
        }

        public RotatingProjection Project()
        {
            float maximum = _largest.Length == 0 ? 0 : _largest.Max();
            int width = (int)Math.Ceiling(Math.Sqrt(_nx * _nx + _ny * _ny)) + 2;
            byte[] strip = new byte[width * Frames * _nz];
            if (maximum > 0) Parallel.For(0, Frames, frame => Project(strip, frame, width, maximum));
            return new RotatingProjection(width, _nz, size_mm, low.X + (_nx - 1) * size_mm / 2, low.Y + (_ny - 1) * size_mm / 2, low.Z + (_nz - 1) * size_mm, maximum, strip);
        }

        private void Project(byte[] strip, int frame, int width, float maximum)
        {
            (double sin, double cos) = Math.SinCos(2 * Math.PI * frame / Frames);
            for (int k = 0, n = 0; k < _nz; k++)
                for (int j = 0; j < _ny; j++)
                    for (int i = 0; i < _nx; i++, n++)
                    {
                        byte level = (byte)Math.Ceiling(255 * _largest[n] / maximum);
                        if (level == 0) continue;
                        // From the front the patient's right (+x) is on the left: columns run against x.
                        double column = (width - 1) / 2.0 - (i - (_nx - 1) / 2.0) * cos - (j - (_ny - 1) / 2.0) * sin;
                        int row = (_nz - 1 - k) * width * Frames + frame * width, first = (int)column;
                        strip[row + first] = Math.Max(strip[row + first], level); // both columns that the cube touches: no gaps between cubes
                        if (first + 1 < width) strip[row + first + 1] = Math.Max(strip[row + first + 1], level);
                    }
        }

        private int Cell(double at, double from, int count) => Math.Clamp((int)((at - from) / size_mm + 0.5), 0, count - 1);

        private static int Count(double low, double high, double size) => (int)Math.Ceiling((high - low) / size) + 1;
    }
}
