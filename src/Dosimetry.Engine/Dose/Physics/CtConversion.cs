using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Dose.Physics;

/// <summary>A point of the density curve: CT number (HU) and mass density (g/cm³).</summary>
public readonly record struct DensityPoint(double Hu, double Density_g_per_cm3);

/// <summary>From this CT number (HU) up, the voxel is made of this medium.</summary>
public readonly record struct MediumLimit(double FromHu, string Medium);

/// <summary>Density and medium of every voxel of a CT; <paramref name="Medium"/> holds indices into <paramref name="Media"/>.</summary>
public sealed record CtMatter(Volume<MassDensity> Density, byte[] Medium, IReadOnlyList<string> Media, IReadOnlyList<Finding> Findings);

/// <summary>
/// Quantity: mass density (g/cm³) and medium from CT number (HU). Equation: piecewise linear in HU; the medium is that of the interval.
/// Source: Schneider, Bortfeld and Schlegel, Phys Med Biol 2000;45:459 (curve as in the GATE examples).
/// Validity: −1000…3000 HU (clamped outside, with a finding), about 120 kV; a site's own curve replaces it. Neglected: compositions between the
/// six named media (the photon part follows the composition, the electron part only the density); metal is not dosed as metal.
/// </summary>
/// <param name="Name">Shown in the result.</param>
/// <param name="Points">Ascending in HU.</param>
/// <param name="Limits">Ascending in HU; the first holds from −∞.</param>
public sealed record CtConversion(string Name, IReadOnlyList<DensityPoint> Points, IReadOnlyList<MediumLimit> Limits)
{
    private const double LowestHu = -1000, HighestHu = 3000, MetalHu = 1640;

    /// <summary>
    /// Intervals of Schneider's compositions gathered into six media: fat below −20 HU, and calcium (4.5 % at 120 HU to 22.5 % at 1500 HU) split where
    /// it passes the middle between trabecular and cortical bone, 15 % at 700 HU.
    /// </summary>
    public static IReadOnlyList<MediumLimit> SixMedia { get; } =
    [
        new(double.NegativeInfinity, "air"), new(-950, "lung"), new(-120, "adipose"), new(-20, "soft_tissue"), new(120, "trabecular_bone"),
            new(700, "cortical_bone"),
    ];

    /// <summary>The default: Schneider's curve without the point at 100 HU, from which the original falls from 1.1199 to 1.0762 g/cm³ at
    /// 101 HU.</summary>
    public static CtConversion SchneiderMonotone(PhysicsLibrary library)
    {
        IReadOnlyList<DensityPoint> original = SchneiderOriginal(library).Points;
        return new("schneider2000-monotone",
            [.. original.Where((p, i) => i + 1 == original.Count || p.Density_g_per_cm3 <= original[i + 1].Density_g_per_cm3)], SixMedia);
    }

    /// <summary>The curve as published, with its step.</summary>
    public static CtConversion SchneiderOriginal(PhysicsLibrary library)
    {
        var csv = new CsvTable(Path.Combine(library.Folder, "hu", "schneider2000_density.csv"));
        return new("schneider2000", [.. csv.Numbers("hu").Zip(csv.Numbers("density_g_cm3"), (hu, rho) => new DensityPoint(hu, rho))], SixMedia);
    }

    /// <summary>Density of a CT number, g/cm³.</summary>
    public double Density_g_per_cm3(double hu)
    {
        hu = Math.Clamp(hu, Math.Max(LowestHu, Points[0].Hu), Math.Min(HighestHu, Points[^1].Hu));
        int i = 1;
        while (i < Points.Count - 1 && Points[i].Hu < hu) i++;
        (DensityPoint a, DensityPoint b) = (Points[i - 1], Points[i]);
        return a.Density_g_per_cm3 + (b.Density_g_per_cm3 - a.Density_g_per_cm3) * (hu - a.Hu) / (b.Hu - a.Hu);
    }

    /// <summary>Index into <see cref="Limits"/> of the medium of a CT number.</summary>
    public byte MediumIndex(double hu)
    {
        int i = Limits.Count - 1;
        while (i > 0 && hu < Limits[i].FromHu) i--;
        return (byte)i;
    }

    /// <summary>Converts a CT voxel by voxel.</summary>
    /// <exception cref="RefusedException">A CT number is not a number.</exception>
    public CtMatter Apply(Volume<CtNumber> ct)
    {
        float[] hu = ct.Values;
        if (hu.Any(v => !float.IsFinite(v))) throw new RefusedException("DOSE.CT_NAN", "The CT holds values that are not numbers.");
        var findings = new List<Finding> { new(Severity.Info, "DOSE.CT_CURVE", $"Density and medium from CT by the curve '{Name}'.") };
        Report(hu.Count(v => v < LowestHu || v > HighestHu), "DOSE.HU_CLAMPED", Severity.Info, "voxels lie outside −1000…3000 HU and were clamped.");
        Report(hu.Count(v => v > MetalHu), "DOSE.METAL", Severity.Warning,
            "voxels are above 1640 HU (metal or dense enamel): dosed as cortical bone of the curve's density; look at the dose near them with care.");
        return new CtMatter(ct.Map<MassDensity>(v => (float)Density_g_per_cm3(v)), [.. hu.Select(v => MediumIndex(v))],
            [.. Limits.Select(l => l.Medium)], findings);

        void Report(int count, string code, Severity severity, string text)
        {
            if (count > 0) findings.Add(new(severity, code, $"{count} {text}"));
        }
    }
}
