using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Dose.Physics;

/// <summary>
/// The medium of a voxel when only its density (g/cm³) is known: the intervals of <see cref="CtConversion.SixMedia"/> carried through the
/// density curve. Coarse on purpose: the electron part needs the density alone.
/// </summary>
public static class MediumByDensity
{
    /// <summary>The media that indices refer to.</summary>
    public static IReadOnlyList<string> Media { get; } = [.. CtConversion.SixMedia.Select(l => l.Medium)];

    /// <summary>Index of the medium of every voxel.</summary>
    public static byte[] Assign(Volume<MassDensity> density, CtConversion curve)
    {
        double[] from = [.. CtConversion.SixMedia.Skip(1).Select(l => curve.Density_g_per_cm3(l.FromHu))];
        byte[] medium = new byte[density.Values.Length];
        for (int n = 0; n < medium.Length; n++)
        {
            int i = from.Length;
            while (i > 0 && density.Values[n] < from[i - 1]) i--;
            medium[n] = (byte)i;
        }
        return medium;
    }
}
