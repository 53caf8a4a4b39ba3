using Dosimetry.Cases.Jobs;
using Dosimetry.Cases.Work;

namespace Dosimetry.Cases.Tests.Work;

public sealed class ImportProgressTests
{
    [Fact, Trait("REQ", "Y1")]
    public void Lines_of_the_child_become_counts_and_none_of_its_words()
    {
        Seen seen = new();
        ImportProgress progress = new(seen);
        foreach (string line in (string[])["Reading 40 headers", "CT series 'ZZCANARY^Name': 30 objects", "anything else", "PET series 'x: 7 objects' odd", "PET series: 10 objects"])
            progress.Hear(line);

        Assert.Equal([(0.0, 0L, "Reading files"), (0.0, 0L, "Building volumes"), (0.75, 30L, "Building volumes")],
            seen.All.Select(p => (p.Fraction, p.Done!.Value, p.Stage)));
        Assert.DoesNotContain(seen.All, p => p.Stage.Contains("ZZCANARY"));
    }

    private sealed class Seen : IProgress<JobProgress>
    {
        public List<JobProgress> All { get; } = [];
        public void Report(JobProgress value) => All.Add(value);
    }
}
