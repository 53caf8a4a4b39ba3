namespace Dosimetry.Engine.Import.Pet;

// Quantity: decay of activity, dimensionless factors and times in s.
// Equations, λ = ln 2 / T½:
//   elapsed:      A(t) = A(t0) · exp(−λ (t − t0))
//   during frame: A(start) / mean A over a frame of length T = λT / (1 − exp(−λT))
//   mean time:    the moment at which A equals its mean over the frame, after the start: t̄ = ln(λT / (1 − exp(−λT))) / λ
// Source: DICOM PS3.3 C.8.9.1 (Frame Reference Time, Decay Factor). Valid for one nuclide without daughters that are imaged.
// Neglected: biological change during the frame.

/// <summary>Decay factors of a frame.</summary>
internal static class Decay
{
    /// <summary>Activity at the start of a frame over its mean during the frame.</summary>
    public static double DuringFrame(double lambda_per_s, double duration_s)
    {
        double x = lambda_per_s * duration_s;
        return x < 1e-6 ? 1 + x / 2 : x / (1 - Math.Exp(-x)); // below 1e-6 the difference would lose its digits
    }

    /// <summary>Time after the start of a frame at which the activity equals its mean over the frame, s.</summary>
    public static double MeanTime_s(double lambda_per_s, double duration_s) => Math.Log(DuringFrame(lambda_per_s, duration_s)) / lambda_per_s;

    /// <summary>exp(λ (to − from)): what an activity at <paramref name="to"/> is multiplied with to get the one at <paramref name="from"/>.</summary>
    public static double Between(double lambda_per_s, DateTime from, DateTime to) => Math.Exp(lambda_per_s * (to - from).TotalSeconds);
}
