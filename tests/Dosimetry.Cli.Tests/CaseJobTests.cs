using System.Text.Json;
using Dosimetry.Cases.Jobs;
using Dosimetry.Cases.Settings;
using Dosimetry.Cases.Work;
using Dosimetry.Engine.Calibrate;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;
using Dosimetry.Engine.Kinetics;
using Dosimetry.Engine.Report;

namespace Dosimetry.Cli.Tests;

/// <summary>The jobs <c>prepare</c> and <c>dose</c> as a shard runs them, on the settings that the pages store.</summary>
public sealed class CaseJobTests : IDisposable
{
    private readonly SmallPatient _patient = new();
    private readonly List<JobProgress> _told = [];
    private Action<JobProgress>? _onProgress;

    public CaseJobTests() => StudyImporter.CreateDefault().Import(_patient.Dicom, Path.Combine(Input, "import"));

    public void Dispose() => _patient.Dispose();

    private string Input => _patient.File("input");
    private string Checkpoints => Directory.CreateDirectory(_patient.File("checkpoint")).FullName;
    private string Result => Directory.CreateDirectory(_patient.File("result")).FullName;

    private async Task RunAsync(string kind, CaseSettings settings, CancellationToken cancel = default)
    {
        File.WriteAllText(Path.Combine(Input, "settings.json"), JsonSerializer.Serialize(settings, EngineJson.Options));
        var job = new JobDescription(1, "01TEST", kind, 1, "0", null, new Dictionary<string, string>());
        await JobWork.For(kind)(new JobContext(job, Input, Result, Checkpoints, new Told(this), _ => { }, TimeProvider.System), cancel);
    }

    private static CaseSettings Settings => new()
    {
        Administration = new AdministrationSettings { Ligand = "PSMA-617", Activity_MBq = 7400, InjectionTime = SmallPatient.Injection },
        Calibration = new SpectCalibration(SmallPatient.Sensitivity, true, 2, 0.03),
        Protocol = new ProtocolSettings { Engine = "local", CurveModelOfRegion = new Dictionary<string, string> { ["kidney_left"] = "mono" } },
    };

    private T Read<T>(string name) => JsonSerializer.Deserialize<T>(File.ReadAllText(Path.Combine(Result, name)), EngineJson.Options)!;

    [Fact]
    public async Task Prepare_leaves_what_the_pages_read()
    {
        await RunAsync(JobKinds.Prepare, Settings);
        PreparedRegions prepared = Read<PreparedRegions>(PreparedFiles.Regions);
        PreparedRegion kidney = prepared.Regions.Single(r => r.Name == "kidney_left");
        Assert.Equal(27, kidney.Volume_ml, 0.03);
        Assert.Equal("organ", kidney.Class);
        Assert.Contains(prepared.Regions, r => r.Name == "whole_body" && r.Label is null);
        LabelVolume labels = NiftiFile.ReadLabels(Path.Combine(Result, PreparedFiles.Labels));
        Assert.Equal("kidney_left", labels.Names[kidney.Label!.Value]);
        Assert.Equal(SmallPatient.KidneyVoxels, labels.Labels.Count(l => l == kidney.Label));
        RegionKinetics curve = Read<List<RegionKinetics>>(PreparedFiles.Kinetics).Single(k => k.Region == "kidney_left");
        Assert.Equal("mono", curve.Chosen.Model);
        Volume<VoxelTia> tia = NiftiFile.Read<VoxelTia>(Path.Combine(Result, PreparedFiles.Tia));
        Assert.Equal(Read<List<RegionKinetics>>(PreparedFiles.Kinetics).Sum(k => k.Chosen.Tia_MBq_h) * 3600, tia.Sum(), 1e-3 * tia.Sum());
        Assert.Contains(Read<List<EngineCard>>(PreparedFiles.Engines), e => e is { Name: "local", Allowed: true });
        Assert.Equal(159.5, prepared.PhysicalHalfLife_h, 0.5);
    }

    [Fact]
    public async Task Dose_leaves_a_sealed_result_and_tells_its_progress()
    {
        await RunAsync(JobKinds.Dose, Settings);
        ReportDocument document = ResultJson.Read(File.ReadAllText(Path.Combine(Result, ReportFiles.Result)));
        Assert.True(ResultJson.IsIntact(document));
        Assert.Equal("local", document.Dose.Engine);
        Assert.True(File.Exists(Path.Combine(Result, ReportFiles.Labels))); // the regions of this dose, for comparisons
        Assert.False(File.Exists(Path.Combine(Result, PreparedFiles.Density)));
        Assert.Equal(1, _told[^1].Fraction);
        Assert.Equal(_told.Select(t => t.Fraction).Order(), _told.Select(t => t.Fraction));
    }

    [Fact]
    public async Task Settings_that_were_never_filled_in_are_refused_by_name()
    {
        RefusedException refused = await Assert.ThrowsAsync<RefusedException>(() => RunAsync(JobKinds.Prepare, Settings with { Calibration = null }));
        Assert.Equal("CASE.NO_CALIBRATION", refused.Finding.Code);
    }

    [Fact]
    public async Task A_cancelled_job_stops()
    {
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync(JobKinds.Dose, Settings, stopped.Token));
        Assert.False(File.Exists(Path.Combine(Result, ReportFiles.Result)));
    }

    [Fact]
    public async Task A_Monte_Carlo_job_that_was_stopped_goes_on_to_the_same_bits_and_states_its_statistics()
    {
        CaseSettings settings = Settings with { Protocol = Settings.Protocol with { Engine = "monte-carlo", Histories = 400_000 } };
        using var stop = new CancellationTokenSource();
        _onProgress = p => { if (p.Fraction > 0.6) stop.Cancel(); };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync(JobKinds.Dose, settings, stop.Token));
        Assert.Single(Directory.GetFiles(Checkpoints));
        _onProgress = null;
        await RunAsync(JobKinds.Dose, settings);
        Assert.Empty(Directory.GetFiles(Checkpoints));
        (byte[] dose, string resumed) = (File.ReadAllBytes(Path.Combine(Result, ReportFiles.Dose)), File.ReadAllText(Path.Combine(Result, ReportFiles.Evaluation)));
        await RunAsync(JobKinds.Dose, settings); // in one go
        Assert.Equal(dose, File.ReadAllBytes(Path.Combine(Result, ReportFiles.Dose)));
        Assert.Equal(resumed, File.ReadAllText(Path.Combine(Result, ReportFiles.Evaluation)));

        ReportRegion kidney = ResultJson.Read(File.ReadAllText(Path.Combine(Result, ReportFiles.Result))).Regions.Single(r => r.Name == "kidney_left");
        Assert.InRange(kidney.StatisticalSigma_Gy!.Value / kidney.MeanDose_Gy!.Value, 1e-5, 0.02);
        Assert.True(kidney.MeanSigma_Gy > kidney.StatisticalSigma_Gy);
        Assert.Contains("Statistical, 1 SD", File.ReadAllText(Path.Combine(Result, ReportFiles.Html)));
        Assert.True(File.Exists(Path.Combine(Result, ReportFiles.Sigma)));
    }

    private sealed class Told(CaseJobTests test) : IProgress<JobProgress>
    {
        public void Report(JobProgress value)
        {
            test._told.Add(value);
            test._onProgress?.Invoke(value);
        }
    }
}
