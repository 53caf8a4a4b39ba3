using Dosimetry.Cases.Jobs;
using Dosimetry.Cases.Tools;
using Dosimetry.Cases.Work;
using Dosimetry.Cli.Verbs;
using Dosimetry.Engine;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Phantom;
using Dosimetry.Engine.Phantom.Body;
using Dosimetry.Engine.Phantom.Imaging;
using Dosimetry.Engine.Report;
using Dosimetry.Engine.Segment;

namespace Dosimetry.Cli.Validate;

/// <summary>
/// The virtual patient through the whole pipeline, organ by organ beside its truth. The camera's blur moves activity out of small regions and into their
/// neighbours; that share is computed from the true activity and the stated blur alone, and stands beside the loss that was measured, so that the loss is
/// explained and not hidden. Where both agree, nothing but blur was lost.
/// </summary>
internal sealed class DemoDoses : IValidationGroup
{
    private const ulong Seed = 1;
    /// <summary>Regions below this are shown with the wider band: a voxel more or less at the border is a tenth of them.</summary>
    private const double Small_ml = 20;
    private static readonly TimeSpan ImportLimit = TimeSpan.FromMinutes(5);

    public string Name => "demo";

    public IEnumerable<ValidationCheck> Run(ValidationContext context)
    {
        Anatomy anatomy = AnatomyBuilder.Build(Seed);
        string folder = Path.Combine(context.WorkFolder, "demo");
        Truth truth = PhantomFactory.Write(anatomy, new PhantomOptions(Seed), Directory.CreateDirectory(folder).FullName, null, context.Cancel);
        CaseRecord record = RunCase(folder, context.Cancel);
        var kinetics = new TrueKinetics(anatomy, Seed, Activity.FromMBq(truth.Administration.Activity_MBq), Nuclide.Lu177.ElectronEnergy);
        float[] blurred = Blurred(anatomy, kinetics, record.Regions.Grid);
        ReportDocument document = ReportBuilder.Build(record);
        return [.. record.Regions.Regions.SelectMany(r => Checks(r, document, truth, blurred))];
    }

    private IEnumerable<ValidationCheck> Checks(Region region, ReportDocument document, Truth truth, float[] blurred_MBq_h)
    {
        if (truth.Regions.FirstOrDefault(t => t.Name == region.Name) is not { } true_) yield break;
        ReportRegion ours = document.Regions.First(r => r.Name == region.Name);
        double seen_MBq_h = 0;
        for (int n = 0; n < region.Voxels.Length; n++) seen_MBq_h += region.Weights[n] * blurred_MBq_h[region.Voxels[n]];
        double recovery = seen_MBq_h / true_.Tia_MBq_h;
        bool small = true_.Volume_ml < Small_ml;
        yield return new ValidationCheck(Name, $"{region.Name} volume", ours.Volume_ml, true_.Volume_ml, small ? 0.05 : 0.02, true, "ml", "truth of the virtual patient");
        if (ours.Tia_MBq_h is { } tia)
            yield return new ValidationCheck(Name, $"{region.Name} time-integrated activity", tia, seen_MBq_h, small ? 0.25 : 0.20, true, "MBq·h", "truth blurred by the camera's 12 mm",
                $"true {Figures.Show(true_.Tia_MBq_h)} MBq·h; blur alone leaves {Figures.Percent(recovery)} of it in the region; four scans allow one exponential only, and blood-rich organs wash out in two phases: that is the rest of the band");
        if (ours.MeanDose_Gy is { } dose)
            yield return new ValidationCheck(Name, $"{region.Name} mean dose", dose, recovery * true_.SelfDose_Gy, small ? 0.40 : 0.30, true, "Gy", "true self-dose of electrons times the share that blur leaves",
                $"true self-dose {Figures.Show(true_.SelfDose_Gy)} Gy; it holds no photons and no dose from neighbours, which the engine adds");
    }

    private static CaseRecord RunCase(string folder, CancellationToken cancel)
    {
        RunInput input = RunInput.OfCase(Path.Combine(folder, "case.json"));
        string import = Path.Combine(folder, "import");
        var reader = new CaseImport(new ImportTool(CliProgram.Locate(null), ImportLimit), import, null);
        (CaseDescription description, string imported) = reader.ReadAsync(input.Case, input.Home, cancel).GetAwaiter().GetResult();
        using var run = new CaseRun(new CaseRunRequest(description, input.Findings, imported, folder), TimeProvider.System, new Quiet());
        return run.Compute(cancel);
    }

    /// <summary>MBq·h per voxel of the SPECT grid: true integrals, blurred like an image.</summary>
    private static float[] Blurred(Anatomy anatomy, TrueKinetics kinetics, Grid grid)
    {
        float[] perMl = new ActivityImage(anatomy).On(grid, kinetics.Concentration_BqPerMl(r => r.Curve.Tia_MBq_h));
        float toMBqH = (float)(grid.VoxelVolume_ml / 1e6);
        return Array.ConvertAll(GaussianBlur.Apply(grid, perMl, SpectCamera.Default.Fwhm_mm), v => v * toMBqH);
    }

    private sealed class Quiet : IProgress<JobProgress>
    {
        public void Report(JobProgress value) { }
    }
}
