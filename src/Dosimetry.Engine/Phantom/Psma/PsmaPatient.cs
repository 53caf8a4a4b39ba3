using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Phantom.Body;
using Dosimetry.Engine.Phantom.Imaging;
using Dosimetry.Pbpk.Model;

namespace Dosimetry.Engine.Phantom.Psma;

/// <summary>What of a virtual PSMA patient is chosen rather than drawn.</summary>
public sealed record PsmaOptions(ulong Seed)
{
    /// <summary>Folder or file of an anatomy; null: the built-in body.</summary>
    public string? AnatomyPath { get; init; }
    /// <summary>Scanner style; null: one by seed.</summary>
    public ScannerStyle? Style { get; init; }
    /// <summary>Every scan but the first SPECT/CT lies shifted and turned.</summary>
    public bool Shifted { get; init; }
    /// <summary>SPECT times in h after injection.</summary>
    public IReadOnlyList<double> SpectTimes_h { get; init; } = [4, 24, 96, 168];
}

/// <summary>
/// A drawn patient with everything that is true of him: body with lesions, kinetics, what was given. Images come from <see cref="Ct"/>, <see cref="Pet"/> and
/// <see cref="Spect"/>; nothing is stored, so a test may ask for one of them only.
/// </summary>
public sealed class PsmaPatient
{
    private readonly ActivityImage atReference;

    private PsmaPatient(PsmaOptions options, ScannerStyle style, Anatomy body)
    {
        (Options, Style, Body) = (options, style, body);
        Protocol = PsmaProtocol.Draw(options.Seed);
        Physiology = PsmaPhysiology.Draw(body, options.Seed);
        Kinetics = new TrueKinetics(body, new PbpkUptake(body, Physiology, Protocol, options.Seed));
        atReference = new ActivityImage(body);
    }

    /// <summary>Choices he was drawn with.</summary>
    public PsmaOptions Options { get; }
    /// <summary>His scanners.</summary>
    public ScannerStyle Style { get; }
    /// <summary>Body with lesions.</summary>
    public Anatomy Body { get; }
    /// <summary>What was given, and when the PET was taken.</summary>
    public PsmaProtocol Protocol { get; }
    /// <summary>Parameters of the kinetic model.</summary>
    public PbpkPatient Physiology { get; }
    /// <summary>True curves and uptake.</summary>
    public TrueKinetics Kinetics { get; }

    /// <summary>Draws the patient.</summary>
    /// <exception cref="RefusedException">The anatomy's path holds none.</exception>
    public static PsmaPatient Draw(PsmaOptions options)
    {
        ScannerStyle style = options.Style ?? ScannerStyle.OfSeed(options.Seed);
        Anatomy source = options.AnatomyPath is { } path
            ? AnatomyReader.Read(path, options.Seed, addLesions: false)
            : AnatomyBuilder.Build(options.Seed, new(style.LabelSpacing_mm, style.LabelSpacing_mm, style.LabelSpacing_mm), withLesions: false);
        Anatomy body = PsmaLesions.Paint(NormalUptake.Paint(BodyVariation.Of(source, options.Seed, style.LabelSpacing_mm), options.Seed), options.Seed);
        return new PsmaPatient(options, style, body with { Source = source.Source + ", varied" });
    }

    /// <summary>How he lies in a scan; null for the reference scan, or where no scan is shifted. Number 0 is the PET, n the n-th SPECT.</summary>
    public ScanShift? ShiftOf(int number)
    {
        if (!Options.Shifted || number == 1) return null;
        Grid g = Body.Labels.Grid;
        string scan = number == 0 ? "PET" : FormattableString.Invariant($"SPECT_{Options.SpectTimes_h[number - 1]:000}h");
        return ScanShift.Draw(scan, Options.Seed, number, g.Affine.Apply(0.5 * (g.Nx - 1), 0.5 * (g.Ny - 1), 0.5 * (g.Nz - 1)));
    }

    /// <summary>CT in the position of a scan; the reference scan's where it is not shifted.</summary>
    public Volume<CtNumber> Ct(int number = 1)
    {
        Volume<CtNumber> reference = CtSimulation.Of(Body, Options.Seed, Style.Ct);
        return ShiftOf(number) is { } shift
            ? CtSimulation.Of(Body, Options.Seed + (ulong)number, Style.Ct, reference.Grid, shift.ToScan())
            : reference;
    }

    /// <summary>Ga-68 PET in Bq/ml.</summary>
    public SimulatedPet Pet() => PetSimulation.Of(ImageOf(0), Kinetics, Body.Patient, Nuclide.Ga68, Activity.FromMBq(Protocol.TracerActivity_MBq),
        Options.Seed, Style.Pet, Duration.FromHours(Protocol.PetStart_h));

    /// <summary>The same PET in SUV by body weight.</summary>
    public Volume<Suv> PetSuv() => SuvOf(Pet());

    /// <summary>A PET of his in SUV by body weight.</summary>
    internal Volume<Suv> SuvOf(SimulatedPet pet)
    {
        double there_Bq = pet.Injected.Bq * Math.Exp(-pet.Nuclide.Lambda_per_h * pet.AfterInjection.Hours);
        return pet.Activity.Map<Suv>(v => (float)(v * 1000 * Body.Patient.Weight_kg / there_Bq));
    }

    /// <summary>The n-th Lu-177 SPECT (from 1), in counts.</summary>
    public SimulatedSpect Spect(int number) => SpectSimulation.Of(ImageOf(number), Kinetics, Style.Spect, Options.SpectTimes_h[number - 1], Options.Seed);

    /// <summary>True regions on any grid, in the position of a scan: the region that holds most of each voxel.</summary>
    public LabelVolume Truth(Grid grid, int number = 1) => TrueRegions.On(Body, grid, ShiftOf(number)?.ToScan());

    private ActivityImage ImageOf(int number) => ShiftOf(number) is { } shift ? new ActivityImage(Body, shift.ToScan()) : atReference;
}
