using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Phantom.Psma;

/// <summary>
/// How a patient lies in a scan compared with the reference scan: turned about the middle of the body, then shifted. Angles about x, y, z in degrees,
/// applied in that order; shift in mm, RAS+.
/// </summary>
public sealed record ScanShift(string Scan, double[] Translation_mm, double[] Rotation_deg, double[] Centre_mm)
{
    /// <summary>Largest length of a drawn shift.</summary>
    public const double MostTranslation_mm = 30;
    /// <summary>Largest angle of a drawn turn.</summary>
    public const double MostRotation_deg = 10;

    /// <summary>Takes points of the reference scan to where they lie in this one: 16 numbers, row by row.</summary>
    public double[] ReferenceToScan => ToScan().ToRowMajor();

    /// <summary>The map as an affine.</summary>
    public Affine ToScan()
    {
        Vector3D x = Turn(new(1, 0, 0)), y = Turn(new(0, 1, 0)), z = Turn(new(0, 0, 1)), c = new(Centre_mm[0], Centre_mm[1], Centre_mm[2]);
        Vector3D shift = c + new Vector3D(Translation_mm[0], Translation_mm[1], Translation_mm[2]) - Turn(c);
        return Affine.FromColumns(x, y, z, shift);
    }

    /// <summary>A shift of up to 30 mm and a turn of up to 10° in all, both about an axis drawn evenly over the sphere.</summary>
    public static ScanShift Draw(string scan, ulong seed, int number, Vector3D centre)
    {
        CounterRandom random = new(seed, 47);
        long place = 20 * number;
        double[] Vector(long at, double length)
        {
            double z = random.Between(at, -1, 1), turn = random.Between(at + 1, 0, 2 * Math.PI), flat = Math.Sqrt(1 - z * z);
            return [length * flat * Math.Cos(turn), length * flat * Math.Sin(turn), length * z];
        }
        return new(scan, Vector(place, random.Between(place + 2, 0, MostTranslation_mm)), Vector(place + 4, random.Between(place + 6, 0, MostRotation_deg)),
            [centre.X, centre.Y, centre.Z]);
    }

    private Vector3D Turn(Vector3D p)
    {
        double[] a = [.. Rotation_deg.Select(d => d * Math.PI / 180)];
        p = new(p.X, p.Y * Math.Cos(a[0]) - p.Z * Math.Sin(a[0]), p.Y * Math.Sin(a[0]) + p.Z * Math.Cos(a[0]));
        p = new(p.X * Math.Cos(a[1]) + p.Z * Math.Sin(a[1]), p.Y, p.Z * Math.Cos(a[1]) - p.X * Math.Sin(a[1]));
        return new(p.X * Math.Cos(a[2]) - p.Y * Math.Sin(a[2]), p.X * Math.Sin(a[2]) + p.Y * Math.Cos(a[2]), p.Z);
    }
}
