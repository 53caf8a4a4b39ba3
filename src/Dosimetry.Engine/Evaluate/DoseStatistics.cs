namespace Dosimetry.Engine.Evaluate;

/// <summary>
/// Quantities of the dose in one region: mean (Gy) = energy over mass = Σ m D/Σ m; D_x (Gy) = least dose of the hottest x % of the volume;
/// V_d = share of the volume with at least d Gy; EUD (Gy) = (Σ v D^a/Σ v)^(1/a).
/// D_x is interpolated between the middles of the samples in the sorted volume. Source: ICRU 83 for D_x and V_d; Niemierko 1999 for the EUD.
/// Validity: the samples resolve the gradients. Neglected: the width of the dose distribution inside one sample.
/// </summary>
public sealed class DoseStatistics
{
    private readonly DoseSamples samples;
    private readonly double[] hotter_ml;

    /// <summary>Statistics of the samples of a region.</summary>
    public DoseStatistics(DoseSamples samples)
    {
        this.samples = samples;
        hotter_ml = new double[samples.Dose_Gy.Length + 1];
        for (int n = samples.Dose_Gy.Length - 1; n >= 0; n--) hotter_ml[n] = hotter_ml[n + 1] + samples.Volume_ml[n];
    }

    /// <summary>Volume in ml.</summary>
    public double Volume_ml => hotter_ml[0];
    /// <summary>Mass in g.</summary>
    public double Mass_g => samples.Mass_g.Sum();
    /// <summary>Energy over mass, Gy.</summary>
    public double Mean_Gy => samples.Dose_Gy.Zip(samples.Mass_g, (d, m) => d * m).Sum() / Mass_g;
    /// <summary>Coldest sample, Gy.</summary>
    public double Min_Gy => samples.Dose_Gy[0];
    /// <summary>Hottest sample, Gy.</summary>
    public double Max_Gy => samples.Dose_Gy[^1];

    /// <summary>Least dose of the hottest <paramref name="percent"/> % of the volume, Gy.</summary>
    public double D_Gy(double percent)
    {
        double wanted_ml = percent / 100 * Volume_ml;
        int n = Array.FindLastIndex(hotter_ml, samples.Dose_Gy.Length - 1, v => v >= wanted_ml);
        if (n < 0) return Min_Gy;
        // Around sample n: the middle of its volume carries its dose; interpolate towards the neighbour on the wanted side.
        double middle = Middle(n);
        int other = wanted_ml > middle ? n - 1 : n + 1;
        if (other < 0 || other >= samples.Dose_Gy.Length) return samples.Dose_Gy[n];
        double share = (wanted_ml - middle) / (Middle(other) - middle);
        return samples.Dose_Gy[n] + share * (samples.Dose_Gy[other] - samples.Dose_Gy[n]);
    }

    /// <summary>Share of the volume with at least this dose, 0 to 1.</summary>
    public double V(double dose_Gy)
    {
        int n = Array.BinarySearch(samples.Dose_Gy, dose_Gy);
        if (n < 0) n = ~n;
        while (n > 0 && samples.Dose_Gy[n - 1] >= dose_Gy) n--;
        return hotter_ml[n] / Volume_ml;
    }

    /// <summary>Generalised equivalent uniform dose, Gy: a = 1 is the mean over the volume, large a the maximum, very negative a the minimum.</summary>
    public double Eud_Gy(double a)
    {
        double scale = a > 0 ? Max_Gy : Min_Gy; // powers of ratios to the dominating dose cannot overflow
        if (scale <= 0) return 0;
        double sum = 0;
        for (int n = 0; n < samples.Dose_Gy.Length; n++) sum += samples.Volume_ml[n] * Math.Pow(samples.Dose_Gy[n] / scale, a);
        return scale * Math.Pow(sum / Volume_ml, 1 / a);
    }

    /// <summary>
    /// Equivalent uniform BED of a tumour, Gy, when the samples are BED: −(1/α) ln(Σ v e^(−α BED)/Σ v), the uniform BED with the same surviving share of cells.
    /// </summary>
    /// <param name="alpha_per_Gy">Radiosensitivity α, 1/Gy.</param>
    public double Eubed_Gy(double alpha_per_Gy)
    {
        double sum = 0; // relative to the coldest sample, so that no power underflows
        for (int n = 0; n < samples.Dose_Gy.Length; n++) sum += samples.Volume_ml[n] * Math.Exp(-alpha_per_Gy * (samples.Dose_Gy[n] - Min_Gy));
        return Min_Gy - Math.Log(sum / Volume_ml) / alpha_per_Gy;
    }

    /// <summary>Cumulative histogram with a bin width of 1, 2 or 5 times a power of ten, at most 1000 bins.</summary>
    public DoseVolumeHistogram Histogram()
    {
        double width = BinWidth_Gy(Max_Gy);
        double[] doses = [.. Enumerable.Range(0, (int)(Max_Gy / width) + 2).Select(n => n * width)];
        return new DoseVolumeHistogram(width, doses, Array.ConvertAll(doses, V));
    }

    private double Middle(int n) => hotter_ml[n] - samples.Volume_ml[n] / 2;

    private static double BinWidth_Gy(double max_Gy)
    {
        if (max_Gy <= 0) return 0.001;
        double least = max_Gy / 1000, power = Math.Pow(10, Math.Floor(Math.Log10(least)));
        return power * (least <= power ? 1 : least <= 2 * power ? 2 : least <= 5 * power ? 5 : 10);
    }
}
