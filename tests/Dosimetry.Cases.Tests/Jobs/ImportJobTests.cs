using Dosimetry.Cases.Jobs;
using Dosimetry.Cases.Uploads;

namespace Dosimetry.Cases.Tests.Jobs;

/// <summary>From uploaded bytes to the import of a case, with real processes.</summary>
public sealed class ImportJobTests : IDisposable
{
    private readonly TestRecord _record = new(time: TimeProvider.System);

    public void Dispose() => _record.Dispose();

    [Fact, Trait("REQ", "P3")]
    public async Task A_volume_and_a_text_file_give_one_series_and_one_finding_under_the_names_they_came_with()
    {
        string caseId = _record.NewCase();
        Upload upload = _record.Workspace.Uploads.Begin(TestRecord.Anna, caseId);
        await using (MemoryStream volume = new(Nifti(4, 5, 6)))
            await _record.Workspace.Uploads.AddFileAsync(TestRecord.Anna, upload.Id, 0, "study/ct.nii", volume, null, default);
        _record.Add(upload.Id, 1, "study/readme.txt", "this is no image");
        JobStatus job = await FinishAsync(_record.Workspace.Uploads.Complete(TestRecord.Anna, upload.Id).JobId);

        Assert.Equal((JobState.Done, null), (job.State, job.Message));
        CaseImport import = _record.Workspace.Results.Import(caseId)!;
        Assert.Equal([4, 5, 6], Assert.Single(import.Study.Series).Size);
        Assert.Equal("study/readme.txt", import.Study.Findings.Single(f => f.Code == "IMPORT.NOT_DICOM").File);
        Assert.True(_record.Workspace.Check.Run(null, default).Intact);
    }

    private async Task<JobStatus> FinishAsync(string jobId)
    {
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(60));
        while (true)
        {
            _record.Workspace.Watcher.Tick();
            JobStatus job = _record.Workspace.Jobs.Find(jobId)!;
            if (!job.IsActive) return job;
            await Task.Delay(50, limit.Token);
        }
    }

    /// <summary>The smallest NIfTI-1 volume: 348 bytes of header, 4 of extension flag, float32 zeros; 2 mm voxels with an sform.</summary>
    private static byte[] Nifti(short nx, short ny, short nz)
    {
        byte[] bytes = new byte[352 + (4 * nx * ny * nz)];
        void Int(int at, int value) => BitConverter.TryWriteBytes(bytes.AsSpan(at), value);
        void Short(int at, short value) => BitConverter.TryWriteBytes(bytes.AsSpan(at), value);
        void Float(int at, float value) => BitConverter.TryWriteBytes(bytes.AsSpan(at), value);
        Int(0, 348);
        short[] dim = [3, nx, ny, nz, 1, 1, 1, 1];
        for (int i = 0; i < dim.Length; i++) Short(40 + (2 * i), dim[i]);
        Short(70, 16); // float32
        Short(72, 32);
        for (int i = 0; i < 4; i++) Float(76 + (4 * i), i == 0 ? 1 : 2);
        Float(108, 352);
        Float(112, 1); // slope
        bytes[123] = 2; // mm
        Short(254, 1); // sform
        for (int row = 0; row < 3; row++) Float(280 + (16 * row) + (4 * row), 2);
        "n+1\0"u8.CopyTo(bytes.AsSpan(344));
        return bytes;
    }
}
