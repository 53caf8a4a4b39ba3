using System.Globalization;
using Dosimetry.Dicom;
using Dosimetry.Dicom.Dictionary;
using Dosimetry.Dicom.Objects;
using Dosimetry.Dicom.Writing;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Phantom.Imaging;

namespace Dosimetry.Engine.Phantom.Export;

/// <summary>
/// Writes the images as an archive exports them: one folder per series, one file per CT and PET slice, one multi-frame file per SPECT.
/// </summary>
internal sealed class ImageFiles(PhantomStudy study, string folder)
{
    private const string Therapy = "therapy";

    /// <summary>Which CT of a patient: folder, series, study, number of the series, time.</summary>
    internal sealed record CtRole(string Folder, string Series, string Study, int Number, DateTime Time)
    {
        /// <summary>The CT that the structures are drawn on.</summary>
        public static CtRole Reference { get; } = new("CT", "ct", Therapy, 2, PhantomStudy.CtTime);
    }

    /// <summary>Writes a CT; the references of its slices are returned for the structure set.</summary>
    public SeriesReference WriteCt(Volume<CtNumber> ct, CtRole? of = null)
    {
        CtRole role = of ?? CtRole.Reference;
        ImageStack stack = PhantomStudy.Stack(ct.Grid);
        string directory = Directory.CreateDirectory(Path.Combine(folder, role.Folder)).FullName;
        Parallel.For(0, stack.Slices, k =>
        {
            ObjectHeader header = CtHeader(role, k);
            short[] stored = Array.ConvertAll(Slice(ct, k).ToArray(), v => (short)(Math.Round(v) + 1024));
            NewCtImage image = new(header, stack.Plane(k), stored, stack.Step_mm) { RescaleIntercept = -1024, ConvolutionKernel = "B30s" };
            Write(Path.Combine(directory, FileName(k)), image.ToDataSet());
        });
        return new(study.Uid(role.Study), study.Uid(role.Series), [.. Enumerable.Range(0,
            stack.Slices).Select(k => new InstanceReference(SopClass.Ct, CtHeader(role, k).SopInstanceUid))]);
    }

    private ObjectHeader CtHeader(CtRole role, int k) =>
        study.Header(role.Study, role.Time, role.Series, role.Number, "CT low dose", role.Time, k + 1);

    /// <summary>Writes the PET, one file per slice, each with its own rescale slope.</summary>
    public void WritePet(SimulatedPet pet)
    {
        ImageStack stack = PhantomStudy.Stack(pet.Activity.Grid);
        string directory = Directory.CreateDirectory(Path.Combine(folder, "PET")).FullName;
        DateTime start = PhantomStudy.PetInjection.AddHours(pet.AfterInjection.Hours);
        const double frame_s = 180;
        double x = pet.Nuclide.Lambda_per_h * frame_s / 3600, factor = x / (1 - Math.Exp(-x));
        Parallel.For(0, stack.Slices, k =>
        {
            NewPetImage image = new(
                study.Header("pet", start, "pet-ac", 4, "PET PSMA AC", start, k + 1), stack.Plane(k), Slice(pet.Activity, k).ToArray(),
                    stack.Step_mm,
                PhantomStudy.Tracer(pet.Injected, pet.Nuclide), k + 1, stack.Slices)
            { FrameDuration_ms = 1000 * frame_s, FrameReferenceTime_ms = Math.Round(1000 * frame_s * Math.Log(factor) / x, 1) };
            Write(Path.Combine(directory, FileName(k)), image.ToDataSet().Set(DicomTags.DecayFactor, Math.Round(factor, 6)));
        });
    }

    /// <summary>Writes one SPECT; returns the path relative to the folder.</summary>
    public string WriteSpect(SimulatedSpect spect, SpectCamera camera, Activity injected, Nuclide nuclide, int number)
    {
        string hours = string.Create(CultureInfo.InvariantCulture, $"{spect.Start_h:000}h");
        string directory = Directory.CreateDirectory(Path.Combine(folder, "SPECT_" + hours)).FullName;
        DateTime start = PhantomStudy.TherapyInjection.AddHours(spect.Start_h);
        ObjectHeader header = study.Header(Therapy, PhantomStudy.CtTime, "spect-" + hours, 10 + number, "SPECT Lu-177 " + hours, start, 1);
        NewNmImage image = new(header, PhantomStudy.Stack(spect.Grid), spect.Counts, PhantomStudy.Therapy(injected, nuclide))
        {
            FrameDuration_ms = 1000 * camera.Projection.Seconds, ProjectionsPerHead = camera.ProjectionsPerHead, Heads = camera.Heads,
        };
        Write(Path.Combine(directory, "IM_0001.dcm"), image.ToDataSet());
        return Path.GetFileName(directory) + "/IM_0001.dcm";
    }

    /// <summary>Writes one object.</summary>
    public static void Write(string path, DicomDataSet dataSet)
    {
        using FileStream stream = File.Create(path);
        DicomWriter.Write(stream, dataSet);
    }

    private static string FileName(int k) => string.Create(CultureInfo.InvariantCulture, $"IM_{k + 1:0000}.dcm");

    private static ReadOnlySpan<float> Slice<T>(Volume<T> volume, int k) where T : struct, IQuantity =>
        volume.Values.AsSpan(k * volume.Grid.Nx * volume.Grid.Ny, volume.Grid.Nx * volume.Grid.Ny);
}
