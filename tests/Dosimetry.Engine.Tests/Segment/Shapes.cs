using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Segment;

namespace Dosimetry.Engine.Tests.Segment;

/// <summary>Contours and fields with known volumes.</summary>
internal static class Shapes
{
    public static Contour Circle(double radius_mm, double z_mm, double cx_mm = 0, double cy_mm = 0, int points = 360) => new(
        [.. Enumerable.Range(0, points).SelectMany(n => { var (s, c) = Math.SinCos(2 * Math.PI * n / points); return (double[])[cx_mm + radius_mm * c, cy_mm + radius_mm * s, z_mm]; })]);

    public static Contour Square(double half_mm, double z_mm) => new([-half_mm, -half_mm, z_mm, half_mm, -half_mm, z_mm, half_mm, half_mm, z_mm, -half_mm, half_mm, z_mm]);

    /// <summary>A sphere as axial circles, planes at multiples of the step.</summary>
    public static ContourShape Sphere(double radius_mm, double step_mm) => new(
        [.. Enumerable.Range(-100, 201).Select(n => n * step_mm).Where(z => Math.Abs(z) < radius_mm).Select(z => Circle(Math.Sqrt(radius_mm * radius_mm - z * z), z))]);

    public static double SphereVolume_ml(double radius_mm) => 4 * Math.PI / 3 * Math.Pow(radius_mm, 3) / 1000;

    public static Grid Cube(int n, double spacing_mm) => new(n, n, n, Affine.Diagonal(new(spacing_mm, spacing_mm, spacing_mm), -spacing_mm * (n - 1) / 2 * new Vector3D(1, 1, 1)));

    public static double Volume_ml(RegionShape shape, Grid grid) => shape.WeightsOn(grid).Sum(w => (double)w) * grid.VoxelVolume_ml;

    /// <summary>Uptake of uniform balls on a background, sharp.</summary>
    public static Volume<Suv> Balls(Grid grid, float background, params (Vector3D Centre, double Radius_mm, float Suv)[] balls)
    {
        float[] values = new float[grid.Count];
        for (int n = 0; n < values.Length; n++)
        {
            (int i, int j, int k) = grid.Voxel(n);
            Vector3D p = grid.Affine.Apply(i, j, k);
            values[n] = balls.Where(b => (p - b.Centre).Length <= b.Radius_mm).Select(b => b.Suv).DefaultIfEmpty(background).Max();
        }
        return new Volume<Suv>(grid, values);
    }
}
