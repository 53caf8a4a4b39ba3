using System.Globalization;
using Dosimetry.Engine.Import;

namespace Dosimetry.Web.Model;

/// <summary>One mark on the timeline: a series at its time after the therapy injection (negative = before; null = no injection time known).</summary>
public sealed record TimelineMark(string Modality, DateTime Time, double? AfterInjection_h, double X, string Label);

/// <summary>
/// Images of a case along time. The axis after injection is a square root of hours, so that 4 h and 168 h both have room; everything before the
/// injection stands in one band on the left in the order of time.
/// </summary>
public sealed class ImageTimeline
{
    /// <summary>Share of the width that belongs to images before therapy, when there are any.</summary>
    private const double BandBefore = 0.22;

    private ImageTimeline(IReadOnlyList<TimelineMark> marks, IReadOnlyList<(double X, string Text)> ticks, bool hasBefore, int undated) =>
        (Marks, Ticks, HasBefore, Undated) = (marks, ticks, hasBefore, undated);

    /// <summary>Marks in the order of time; X runs from 0 to 1.</summary>
    public IReadOnlyList<TimelineMark> Marks { get; }
    /// <summary>Axis ticks in hours after injection.</summary>
    public IReadOnlyList<(double X, string Text)> Ticks { get; }
    /// <summary>True when some images were taken before the injection.</summary>
    public bool HasBefore { get; }
    /// <summary>Series without a time: not drawn, but counted.</summary>
    public int Undated { get; }
    /// <summary>Modalities in the order of their rows: as they first appear in time.</summary>
    public IReadOnlyList<string> Rows => [.. Marks.Select(m => m.Modality).Distinct()];

    /// <summary>Builds the timeline.</summary>
    public static ImageTimeline Of(IEnumerable<ImportedSeries> series, DateTime? injection)
    {
        List<ImportedSeries> all = [.. series];
        List<(ImportedSeries Series, DateTime Time)> dated =
            [.. all.Where(s => s.AcquisitionTime is not null).Select(s => (s, s.AcquisitionTime!.Value)).OrderBy(p => p.Value)];
        if (dated.Count == 0) return new([], [], false, all.Count);

        // Without an injection time the first image is the origin, so that the spacing can still be seen.
        DateTime origin = injection ?? dated[0].Time;
        int before = dated.Count(d => d.Time < origin);
        double start = before > 0 ? BandBefore : 0;
        double last_h = Math.Max(1, (dated[^1].Time - origin).TotalHours);
        double Place(double hours) => start + (1 - start) * Math.Sqrt(Math.Max(0, hours) / last_h);

        List<TimelineMark> marks = [];
        foreach ((ImportedSeries s, DateTime time) in dated)
        {
            double hours = (time - origin).TotalHours;
            double x = hours < 0 ? start * (marks.Count + 0.5) / before : Place(hours);
            marks.Add(new(s.Modality, time, injection is null ? null : hours, x, s.Description ?? s.Id));
        }
        return new(marks, [.. HoursOfTicks(last_h).Select(h => (Place(h), h.ToString(CultureInfo.InvariantCulture)))], before > 0, all.Count - dated.Count);
    }

    private static IEnumerable<int> HoursOfTicks(double last_h) => ((int[])[0, 4, 24, 48, 96, 168, 240, 336]).Where(h => h <= last_h * 1.02);
}
