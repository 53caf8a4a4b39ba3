using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Dosimetry.Cases.Jobs;
using Dosimetry.Cases.Tools;
using Dosimetry.Engine;
using Dosimetry.Engine.Compute;
using Dosimetry.Engine.Dose;
using Dosimetry.Engine.Dose.Kernels;
using Dosimetry.Engine.Dose.Physics;
using Dosimetry.Engine.Evaluate;
using Dosimetry.Engine.Evaluate.Marrow;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;
using Dosimetry.Engine.Kinetics;
using Dosimetry.Engine.Report;

namespace Dosimetry.Cases.Work;

/// <summary>What a run is asked: the case, where its import lies, where the files go. <paramref name="Findings"/>: of reading the case.</summary>
public sealed record CaseRunRequest(CaseDescription Case, IReadOnlyList<Finding> Findings, string ImportFolder, string OutFolder)
{
    /// <summary>Which device computes.</summary>
    public DeviceChoice Device { get; init; } = DeviceChoice.Auto;
    /// <summary>CPU threads, 0 = all. Results do not depend on it.</summary>
    public int Threads { get; init; }
    /// <summary>Where an engine of long runs keeps what it has, to go on after a kill; null: nowhere. Removed when the files are written.</summary>
    public string? Checkpoint { get; init; }
    /// <summary>Seconds of stages before the run, such as the import.</summary>
    public IReadOnlyDictionary<string, double> Before_s { get; init; } = new Dictionary<string, double>();
}

/// <summary>One case from its import to its files: what the verb <c>run</c> and the jobs <c>prepare</c> and <c>dose</c> do.</summary>
public sealed class CaseRun : IDisposable
{
    private static readonly TimeSpan PrintLimit = TimeSpan.FromSeconds(60);
    private readonly CaseRunRequest _request;
    private readonly TimeProvider _time;
    private readonly IProgress<JobProgress> _progress;
    private readonly StageClock _clock;
    private readonly PhysicsLibrary _physics;
    private readonly IVoxelDevice _device;
    private readonly CaseSelection _selection;
    private readonly Pipeline _pipeline;

    /// <summary>Opens the import, the physics data and the device, and decides what is used.</summary>
    /// <exception cref="RefusedException">The import, the case or the engine's name is refused.</exception>
    public CaseRun(CaseRunRequest request, TimeProvider time, IProgress<JobProgress> progress)
    {
        (_request, _time, _progress) = (request, time, progress);
        _physics = PhysicsLibrary.OpenDefault(NuclideOptions.Read(request.Case.Protocol.Daughters, request.Case.Protocol.NuclideData));
        CaseSelection chosen = CaseSelection.Choose(request.Case, StudyFile.Read(request.ImportFolder), _physics.Nuclides, request.Findings);
        _selection = chosen with { Dose = chosen.Dose with { Checkpoint = request.Checkpoint, Threads = request.Threads } };
        IDoseEngine engine = DoseEngines.Get(_selection.Engine, _physics, KernelCache.Folder);
        _device = Devices.Open(request.Device, request.Threads);
        _clock = new StageClock(time, progress, _device.Name);
        _pipeline = new Pipeline(new PipelineTools(new PointKernels(_physics, KernelCache.Folder), RadiobiologyTable.OpenDefault(), engine, _device)
        { Population = PopulationHalfLives.OpenDefault(), Marrow = MarrowTable.OpenDefault() });
    }

    /// <summary>From calibration to time-integrated activity; leaves the files of <see cref="PreparedFiles"/>.</summary>
    public PreparedCase Prepare(CancellationToken cancel)
    {
        PreparedCase prepared = _pipeline.Prepare(_selection, _clock, cancel);
        _clock.Turn("files");
        PreparedOutput.Write(prepared, _pipeline.InputOf(prepared), DoseEngines.All(_physics, KernelCache.Folder), _device, _pipeline.Marrow(prepared), _request.OutFolder);
        return prepared;
    }

    /// <summary>The whole computation without files.</summary>
    public CaseRecord Compute(CancellationToken cancel) => _pipeline.Dose(_pipeline.Prepare(_selection, _clock, cancel), Provenance(), _clock, cancel);

    /// <summary>The whole run; leaves the files of <see cref="ReportFiles"/>.</summary>
    /// <param name="keepPrepared">Also leave the files of <see cref="PreparedFiles"/>.</param>
    /// <param name="cancel">Stops between and inside stages.</param>
    public async Task<ReportDocument> CompleteAsync(bool keepPrepared, CancellationToken cancel)
    {
        PreparedCase prepared = keepPrepared ? Prepare(cancel) : _pipeline.Prepare(_selection, _clock, cancel);
        CaseRecord record = _pipeline.Dose(prepared, Provenance(), _clock, cancel);
        _clock.Turn("report");
        _progress.Report(new JobProgress(0.93, "Report", Device: _device.Name));
        ReportDocument document = ReportFiles.Write(record with { Timings_s = Timings() }, _request.OutFolder);
        if (_request.Checkpoint is { } done && File.Exists(done)) File.Delete(done);
        await PrintAsync(cancel);
        return document;
    }

    /// <summary>Why there is no PDF; null when there is one.</summary>
    public string? PdfMissing { get; private set; }

    /// <inheritdoc/>
    public void Dispose() => _device.Dispose();

    /// <summary>The PDF is a copy of the HTML for print; where it cannot be made, the HTML is complete without it.</summary>
    private async Task PrintAsync(CancellationToken cancel)
    {
        _progress.Report(new JobProgress(0.97, "Printing", Device: _device.Name));
        string html = Path.Combine(_request.OutFolder, ReportFiles.Html), pdf = Path.Combine(_request.OutFolder, ReportFiles.Pdf);
        try
        {
            if (await new ReportPrinter(PrintLimit).PrintAsync(html, pdf, cancel) is null)
                PdfMissing = "No PDF: neither WeasyPrint nor Chromium is installed. The HTML report is complete.";
        }
        catch (RefusedException e) { PdfMissing = e.Message; }
        _progress.Report(new JobProgress(1, "Done", Device: _device.Name));
    }

    private Dictionary<string, double> Timings() => new Dictionary<string, double>([.. _request.Before_s, .. _clock.Timings_s]);

    private Provenance Provenance()
    {
        string[] version = (typeof(CaseRun).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown").Split('+');
        string settings = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(CaseReader.Write(_request.Case))));
        return new Provenance(
            "Dosimetry Planner", version[0], version.Length > 1 ? version[1] : "not known", _time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            Manifest.Of(_request.ImportFolder), settings, new Dictionary<string, string>
            {
                ["engine"] = _selection.Engine, ["seed"] = _selection.Dose.Seed.ToString(CultureInfo.InvariantCulture), ["lesions"] = _selection.Segment.Lesions?.ToString() ?? "as drawn",
            });
    }
}
