using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Phantom.Psma;

/// <summary>
/// Another person from the same anatomy: size (±8 % per axis), organ volumes and positions (table below), and a smooth deformation of the whole (waves of
/// 160–400 mm, about 3 mm). All ranges are chosen within the spread of adults. The body comes out on cubic voxels.
/// Neglected: other organ shapes than stretched ones, missing organs, implants.
/// </summary>
internal static class BodyVariation
{
    private const int Waves = 8;

    /// <summary>Regions that change together, spread of their volume (log-normal, relative), largest shift per axis in mm.</summary>
    private static readonly (string[] Regions, double VolumeSpread, double Shift_mm)[] Parts =
    [
        (["kidney_left"], 0.22, 9), (["kidney_right"], 0.22, 9), (["liver"], 0.14, 7), (["spleen"], 0.30, 7), (["bladder"], 0.40, 4),
        (["parotid_left"], 0.25, 3), (["parotid_right"], 0.25, 3), (["submandibular_left"], 0.2, 3), (["submandibular_right"], 0.2, 3),
        (["prostate"], 0.25, 3), (["heart"], 0.12, 5), (["small_bowel", "duodenum"], 0.15, 8), (["stomach"], 0.25, 5),
    ];

    /// <summary>The varied body, its lesions moved along.</summary>
    /// <param name="source">Anatomy to start from.</param>
    /// <param name="seed">Decides everything.</param>
    /// <param name="spacing_mm">Voxel edge of the result.</param>
    public static Anatomy Of(Anatomy source, ulong seed, double spacing_mm)
    {
        CounterRandom random = new(seed, 41);
        Vector3D scale = new(random.Between(0, 0.93, 1.08), random.Between(1, 0.92, 1.10), random.Between(2, 0.94, 1.07));
        Grid grid = Target(source.Labels.Grid, scale, spacing_mm);
        Deformation map = new(grid, scale, [.. Enumerable.Range(0, Waves).Select(n => DrawWave(random, 10 + 10 * n))], Changes(source, random));
        Anatomy varied = Sample(source, grid, map);
        double volumeRatio = scale.X * scale.Y * scale.Z;
        return varied with
        {
            Patient = source.Patient with
            {
                Id = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"PSMA{seed:00000}"), Name = "Virtual^Psma",
                Weight_kg = Math.Round(source.Patient.Weight_kg * volumeRatio, 1), Height_cm = Math.Round(source.Patient.Height_cm * scale.Z),
            },
        };
    }

    private static Grid Target(Grid source, Vector3D scale, double spacing_mm)
    {
        Vector3D a = source.Affine.Apply(-0.5, -0.5, -0.5), b = source.Affine.Apply(source.Nx - 0.5, source.Ny - 0.5, source.Nz - 0.5);
        const double room_mm = 10; // waves push the skin outwards
        double Length(double from, double to, double factor) => Math.Abs(to - from) * factor + 2 * room_mm;
        int nx = (int)Math.Ceiling(Length(a.X, b.X, scale.X) / spacing_mm), ny = (int)Math.Ceiling(Length(a.Y, b.Y, scale.Y) / spacing_mm);
        int nz = (int)Math.Floor(Math.Abs(b.Z - a.Z) * scale.Z / spacing_mm); // the scan ends where the anatomy ends
        double x = 0.5 * (a.X + b.X) * scale.X + 0.5 * (nx - 1) * spacing_mm, y = 0.5 * (a.Y + b.Y) * scale.Y + 0.5 * (ny - 1) * spacing_mm;
        return new Grid(nx, ny, nz, Affine.Diagonal(new(-spacing_mm, -spacing_mm, spacing_mm), new(x, y, Math.Min(a.Z, b.Z) * scale.Z + 0.5 * spacing_mm)));
    }

    private static Wave DrawWave(CounterRandom random, int place)
    {
        double length_mm = random.Between(place, 160, 400), z = random.Between(place + 1, -1, 1), turn = random.Between(place + 2, 0, 2 * Math.PI);
        double flat = Math.Sqrt(1 - z * z), k = 2 * Math.PI / length_mm, amplitude_mm = length_mm / 100;
        Vector3D amplitude = new(random.Between(place + 4, -1, 1), random.Between(place + 5, -1, 1), random.Between(place + 6, -1, 1));
        return new Wave(amplitude_mm * amplitude, k * new Vector3D(flat * Math.Cos(turn), flat * Math.Sin(turn), z), random.Between(place + 3, 0, 2 * Math.PI));
    }

    private static IReadOnlyList<LocalChange> Changes(Anatomy source, CounterRandom random)
    {
        List<LocalChange> changes = [];
        RegionMeasure measure = new(source.Labels);
        for (int n = 0; n < Parts.Length; n++)
        {
            (string[] regions, double spread, double shift_mm) = Parts[n];
            (double volume_ml, Vector3D centre) = measure.Of(source.LabelsOf(regions));
            if (volume_ml == 0) continue;
            int place = 1000 + 10 * n;
            double volumeFactor = Math.Exp(spread * Math.Clamp(random.Normal(place), -2, 2)), radius_mm = 10 * Math.Cbrt(0.2387 * volume_ml);
            Vector3D shift = new(random.Between(place + 5, -shift_mm, shift_mm), random.Between(place + 6, -shift_mm, shift_mm), random.Between(place + 7, -shift_mm, shift_mm));
            changes.Add(new LocalChange(centre, 2 * radius_mm, Math.Clamp(Math.Cbrt(volumeFactor), 0.75, 1.35), shift));
        }
        return changes;
    }

    private static Anatomy Sample(Anatomy source, Grid grid, Deformation map)
    {
        Affine toSource = source.Labels.Grid.Affine.Inverse();
        ushort[] labels = new ushort[grid.Count];
        float[]? hu = source.MeasuredCt is null ? null : new float[grid.Count];
        Register.TrilinearSampler? ct = source.MeasuredCt is { } measured ? new(measured.Grid, measured.Values) : null;
        Parallel.For(0, grid.Nz, k =>
        {
            for (int j = 0, n = grid.Index(0, 0, k); j < grid.Ny; j++)
                for (int i = 0; i < grid.Nx; i++, n++)
                {
                    Vector3D from = map.Back(grid.Affine.Apply(i, j, k));
                    bool held = LabelAt(source.Labels, toSource.Apply(from), out labels[n]);
                    if (hu is not null) hu[n] = held ? (float)ct!.At(from) : -1000;
                }
        });
        LabelVolume volume = new(grid, labels, source.Labels.Names);
        RegionMeasure measure = new(volume);
        return source with
        {
            Labels = volume, MeasuredCt = hu is null ? null : new Volume<CtNumber>(grid, hu),
            Lesions = [.. source.Lesions.Select(l => Moved(l, source, measure))],
        };
    }

    private static bool LabelAt(LabelVolume volume, Vector3D index, out ushort label)
    {
        int i = (int)Math.Round(index.X), j = (int)Math.Round(index.Y), k = Math.Clamp((int)Math.Round(index.Z), 0, volume.Grid.Nz - 1);
        bool inside = (uint)i < (uint)volume.Grid.Nx && (uint)j < (uint)volume.Grid.Ny;
        label = inside ? volume.Labels[volume.Grid.Index(i, j, k)] : (ushort)0;
        return inside;
    }

    /// <summary>A lesion of the anatomy where it lies now; its diameter is that of the sphere of its new volume.</summary>
    private static TrueLesion Moved(TrueLesion lesion, Anatomy source, RegionMeasure measure)
    {
        (double volume_ml, Vector3D centre) = measure.Of(source.LabelsOf(lesion.Name));
        return lesion with { Centre_mm = centre, Diameter_mm = Math.Round(10 * Math.Cbrt(6 * volume_ml / Math.PI), 1) };
    }
}
