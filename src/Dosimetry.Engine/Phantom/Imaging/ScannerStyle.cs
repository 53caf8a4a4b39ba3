using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Phantom.Imaging;

/// <summary>
/// A department: its PET, SPECT and CT, and the voxel edge of the body that is scanned. Values are chosen within what is in use; they differ so that a
/// method tuned on one style is tested on others.
/// </summary>
public sealed record ScannerStyle(string Name, PetCamera Pet, SpectCamera Spect, CtScanner Ct, double LabelSpacing_mm)
{
    private static readonly SpectCamera Camera = SpectCamera.Default;

    /// <summary>All styles. <c>coarse</c> is for tests; the others are what a patient may meet.</summary>
    public static IReadOnlyList<ScannerStyle> All { get; } =
    [
        new("standard", PetCamera.Default, Camera, new CtScanner(2.5, 4, 10), 2),
        new("sharp", new PetCamera(288, 2.5, 2.5, 4.5, 3, 0.30), Camera with { Fwhm_mm = 10, Voxel_mm = 3.9, Matrix = 144 }, new CtScanner(2, 2, 15), 2),
        new("noisy", new PetCamera(144, 5, 3.27, 7, 4, 0.35), Camera with { Projection = Duration.FromSeconds(10), Fwhm_mm = 14 }, new CtScanner(2.5, 5, 25), 2.5),
        new("smooth", new PetCamera(168, 4.07283, 5, 8.5, 7, 0.20), Camera with { Fwhm_mm = 15, Voxel_mm = 4.8, Matrix = 120 }, new CtScanner(2.5, 5, 8), 2.5),
        new("coarse", new PetCamera(108, 5.5, 5.5, 7.5, 5, 0.20), Camera with { Voxel_mm = 6, Matrix = 96, Fwhm_mm = 14 }, new CtScanner(5, 5, 12), 3.5),
    ];

    /// <summary>A style by its name.</summary>
    /// <exception cref="RefusedException"><c>PHANTOM.STYLE</c>: no such style; the text names them.</exception>
    public static ScannerStyle ByName(string name) => All.FirstOrDefault(s => s.Name == name)
        ?? throw new RefusedException("PHANTOM.STYLE", $"There is no scanner style \"{name}\". There are: {string.Join(", ", All.Select(s => s.Name))}.");

    /// <summary>The style that a seed meets: any but <c>coarse</c>.</summary>
    public static ScannerStyle OfSeed(ulong seed)
    {
        ScannerStyle[] clinical = [.. All.Where(s => s.Name != "coarse")];
        return clinical[(int)(new CounterRandom(seed, 51).Uniform(0) * clinical.Length)];
    }
}
