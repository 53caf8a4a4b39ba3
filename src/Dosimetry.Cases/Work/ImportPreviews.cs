using Dosimetry.Cases.Jobs;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;
using Dosimetry.Engine.Report.Pictures;

namespace Dosimetry.Cases.Work;

/// <summary>Draws a small picture of every imported series beside its volume. A series without a picture is no failure of the import.</summary>
internal static class ImportPreviews
{
    public static void Write(JobContext context, CancellationToken cancel)
    {
        ImportedStudy study = StudyFile.Read(context.ResultFolder);
        for (int n = 0; n < study.Series.Count; n++)
        {
            cancel.ThrowIfCancellationRequested();
            ImportedSeries series = study.Series[n];
            context.Progress.Report(new JobProgress((double)n / study.Series.Count, "Drawing previews", n, study.Series.Count));
            try
            {
                if (SeriesPreview.Draw(context.ResultFolder, series) is { } png) File.WriteAllBytes(Path.Combine(context.ResultFolder, SeriesPreview.FileName(series.Id)), png);
            }
            catch (RefusedException e) { context.Log($"No preview of {series.Id}: {e.Finding.Code}"); }
        }
    }
}
