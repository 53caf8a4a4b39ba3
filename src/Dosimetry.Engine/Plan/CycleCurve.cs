using Dosimetry.Pbpk.Model;
using Dosimetry.Pbpk.Predict;

namespace Dosimetry.Engine.Plan;

/// <summary>
/// Activity (MBq per GBq given) of some organs after one cycle, hour by hour: the mean of each hour between the simulated times, along straight lines of ln A.
/// Nothing is left after ten half-lives.
/// </summary>
internal sealed class CycleCurve
{
    private const double HalfLives = 10;
    private readonly Dictionary<string, double[]> _hourly;

    /// <summary>Simulates one cycle.</summary>
    public CycleCurve(PbpkPatient patient, Label label, double activity_GBq, double ligand_nmol, IEnumerable<string> organs, CancellationToken cancel)
    {
        double end_h = HalfLives * Math.Log(2) / label.Decay_per_min / 60;
        double[] times_h = [.. new[] { 0.1, 0.5, 1, 2, 3, 4, 6, 9, 12, 18, 24, 36, 48, 72, 96, 120, 168, 240, 336, 504, 720, 1008 }.Where(t => t < end_h), end_h];
        PbpkResult curve = PbpkSimulator.Simulate(new PbpkModel(patient), Protocol.Cycles(label, 1000 * activity_GBq, ligand_nmol), [.. times_h.Select(t => 60 * t)], cancel: cancel);
        _hourly = organs.ToDictionary(o => o, o => Hourly(times_h, curve.Activity_MBq(o), activity_GBq));
    }

    /// <summary>Mean activity of an organ in the n-th hour after the injection, MBq per GBq given.</summary>
    public double At(string organ, int hour) => hour >= 0 && hour < _hourly[organ].Length ? _hourly[organ][hour] : 0;

    /// <summary>Share of an organ's time-integrated activity that is still to come after some hours.</summary>
    public double LeftAfter(string organ, int hours) => _hourly[organ].Skip(hours).Sum() / _hourly[organ].Sum();

    private static double[] Hourly(double[] times_h, double[] activity_MBq, double activity_GBq)
    {
        double[] hourly = new double[(int)times_h[^1]];
        int k = 0;
        for (int n = 0; n < hourly.Length; n++)
        {
            double middle_h = n + 0.5;
            while (times_h[k + 1] < middle_h) k++;
            double share = (middle_h - times_h[k]) / (times_h[k + 1] - times_h[k]), from = Math.Max(activity_MBq[k], double.Epsilon), to = Math.Max(activity_MBq[k + 1], double.Epsilon);
            hourly[n] = from * Math.Pow(to / from, share) / activity_GBq;
        }
        return hourly;
    }
}
