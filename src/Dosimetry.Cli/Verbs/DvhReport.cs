using System.Globalization;
using Dosimetry.Engine.Evaluate;

namespace Dosimetry.Cli.Verbs;

/// <summary>One region of <c>dosimetry dvh --json</c>; doses in Gy, <c>v</c> maps a dose in Gy to the share of the volume with at least that dose.</summary>
internal sealed record DvhReport(
    string Name, double Volume_ml, double Mass_g, double Mean_Gy, double Min_Gy, double Max_Gy, double D98_Gy, double D95_Gy, double D90_Gy, double D50_Gy,
    double D2_Gy, double Eud_Gy, double EudExponent, IReadOnlyDictionary<string, double> V, double BinWidth_Gy, string VolumeMethod, DoseVolumeHistogram Dvh)
{
    /// <summary>Radiobiology behind a BED or EQD2, in words.</summary>
    public string? Parameters { get; init; }

    private static readonly RadiobiologyTable Radiobiology = RadiobiologyTable.OpenDefault();

    public static DvhReport Of(string name, DoseSamples samples, double[] levels_Gy, double? eudExponent)
    {
        DoseStatistics s = new(samples);
        DoseVolumeHistogram dvh = s.Histogram();
        double a = eudExponent ?? Radiobiology.For(name)?.EudExponent ?? 1;
        return new DvhReport(name, s.Volume_ml, s.Mass_g, s.Mean_Gy, s.Min_Gy, s.Max_Gy, s.D_Gy(98), s.D_Gy(95), s.D_Gy(90), s.D_Gy(50), s.D_Gy(2), s.Eud_Gy(a), a,
            levels_Gy.ToDictionary(d => d.ToString("G6", CultureInfo.InvariantCulture), s.V), dvh.BinWidth_Gy, samples.VolumeMethod, dvh);
    }

    public string Line() => FormattableString.Invariant(
        $"{Name,-26}{Volume_ml,10:F2} ml  mean {Mean_Gy,8:F3}  D98 {D98_Gy,8:F3}  D50 {D50_Gy,8:F3}  D2 {D2_Gy,8:F3} Gy  (bins {BinWidth_Gy:G2} Gy, {VolumeMethod})");

    /// <summary>One dose axis for all regions, that of the widest histogram.</summary>
    public static void WriteCsv(FileInfo file, DvhReport[] reports)
    {
        double[] axis = reports.MaxBy(r => r.Max_Gy)!.Dvh.Dose_Gy;
        IEnumerable<string> rows = axis.Select((d, n) => d.ToString("G9", CultureInfo.InvariantCulture) + "," +
            string.Join(",", reports.Select(r => Share(r.Dvh, d).ToString("G6", CultureInfo.InvariantCulture))));
        File.WriteAllLines(file.FullName, ["dose_Gy," + string.Join(",", reports.Select(r => r.Name)), .. rows]);
    }

    /// <summary>Linear between the histogram's own points, zero beyond the last.</summary>
    private static double Share(DoseVolumeHistogram dvh, double dose_Gy)
    {
        double at = dose_Gy / dvh.BinWidth_Gy;
        int n = (int)at;
        if (n >= dvh.Volume_fraction.Length - 1) return n == dvh.Volume_fraction.Length - 1 && at == n ? dvh.Volume_fraction[^1] : 0;
        return dvh.Volume_fraction[n] + (at - n) * (dvh.Volume_fraction[n + 1] - dvh.Volume_fraction[n]);
    }
}
