using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Dose.MonteCarlo;

/// <summary>A unit vector of a particle in flight, in single precision, without trigonometric functions: azimuths come from points in a disc.</summary>
internal struct Heading(float x, float y, float z)
{
    public float X = x, Y = y, Z = z;

    /// <summary>Any direction, all alike (Marsaglia 1972).</summary>
    public static Heading Isotropic(ref HistoryRandom random)
    {
        float s = Disc(ref random, out float a, out float b), q = 2 * MathF.Sqrt(1 - s);
        return new Heading(a * q, b * q, 1 - 2 * s);
    }

    /// <summary>Turns by the polar angle θ about a random azimuth. The frame around the old direction is that of Duff et al. 2017: no pole.</summary>
    public void Turn(float cosTheta, ref HistoryRandom random)
    {
        float s = Disc(ref random, out float a, out float b);
        float scale = MathF.Sqrt(MathF.Max(0, 1 - cosTheta * cosTheta) / s);
        (a, b) = (a * scale, b * scale);
        float sign = Z >= 0 ? 1 : -1, p = -1 / (sign + Z), q = X * Y * p;
        float x = X * cosTheta + a * (1 + sign * X * X * p) + b * q;
        float y = Y * cosTheta + a * sign * q + b * (sign + Y * Y * p);
        float z = Z * cosTheta - a * sign * X - b * Y;
        float norm = 1.5f - 0.5f * (x * x + y * y + z * z); // one Newton step keeps the length at 1
        (X, Y, Z) = (x * norm, y * norm, z * norm);
    }

    /// <summary>A random point of the unit disc without its very centre; its squared distance from the centre.</summary>
    private static float Disc(ref HistoryRandom random, out float a, out float b)
    {
        float s;
        do
        {
            uint bits = random.Next(); // a point of a lattice of 65536²: fine enough for an angle
            (a, b) = (((bits & 0xFFFF) + 0.5f) * (1f / 32768) - 1, ((bits >> 16) + 0.5f) * (1f / 32768) - 1);
            s = a * a + b * b;
        }
        while (s >= 1 || s < 1e-12f);
        return s;
    }
}
