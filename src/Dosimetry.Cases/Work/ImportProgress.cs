using System.Globalization;
using System.Text.RegularExpressions;
using Dosimetry.Cases.Jobs;

namespace Dosimetry.Cases.Work;

/// <summary>
/// Turns the lines that <c>dosimetry import</c> prints on stderr into progress: "Reading N headers" gives the total, "… series …: n objects" the series that
/// begins, so that the one before it is done. The words
/// between are the sender's and go nowhere: a series description may name a person.
/// </summary>
internal sealed partial class ImportProgress(IProgress<JobProgress> progress)
{
    private long _done, _current, _total;

    public void Hear(string line)
    {
        if (Headers().Match(line) is { Success: true } headers) _total = Number(headers);
        else if (Objects().Match(line) is { Success: true } objects) (_done, _current) = (_done + _current, Number(objects));
        else return;
        double fraction = _total > 0 ? Math.Min(1, (double)_done / _total) : 0;
        progress.Report(new JobProgress(fraction, _current == 0 ? "Reading files" : "Building volumes", _done, _total));
    }

    private static long Number(Match match) => long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^Reading (\d{1,9}) headers$")]
    private static partial Regex Headers();

    [GeneratedRegex(@": (\d{1,9}) objects$")]
    private static partial Regex Objects();
}
