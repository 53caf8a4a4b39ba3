using Dosimetry.Engine.Foundation;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;

namespace Dosimetry.Engine.Register;

/// <summary>
/// The fit that was found. <paramref name="MovingToFixed"/> brings points of the moving image to the fixed one; its centre is the middle of the fixed
/// image, so that its shift is that of the patient's middle. <paramref name="Repeatability_mm"/>: how far the fit moves (largest corner of the middle
/// half of the image) when the last step is repeated with other sample points; the answer is the mean of both. A small value does not prove a right fit.
/// </summary>
public sealed record RegistrationResult(
    RigidTransform MovingToFixed, double ScoreBefore, double ScoreAfter, double Overlap, double Repeatability_mm, int Evaluations, IReadOnlyList<Finding> Findings);

/// <summary>
/// Rigid registration: the turn and shift with the largest normalised mutual information (<see cref="MutualInformation"/>), searched by
/// Nelder and Mead's simplex on box means of 16, 8 and 4 mm, started as the images stand and from their centres laid upon each other.
/// Unit: mm, degrees. Validity: start within about 50 mm and 15°; shared anatomy in at least 40 % of the fixed image.
/// Neglected: deformation, motion within a scan. Source: Studholme 1999; Pluim et al., IEEE TMI 22 (2003) 986.
/// </summary>
public static class RigidRegistration
{
    private static readonly Level[] Levels = [new(16, 12_000, 15, 6), new(8, 30_000, 5, 2), new(4, 60_000, 2, 0.8)];
    private const ulong Seed = 1, OtherSeed = 2;
    private const double Converged = 2e-6, WeakScore = 1.02, NotableRepeat_mm = 3;
    private const int MostSteps = 400;

    /// <summary>One step of the search: voxel size, sample points, first size of the simplex.</summary>
    private sealed record Level(double Spacing_mm, int Points, double Shift_mm, double Turn_deg);

    /// <summary>Finds the fit.</summary>
    /// <param name="fixedImage">The image that stays.</param>
    /// <param name="movingImage">The image that is moved onto it.</param>
    /// <param name="progress">Share done.</param>
    /// <param name="cancel">Stops the search.</param>
    /// <exception cref="RefusedException">The images share too little of the patient to be laid upon each other.</exception>
    public static RegistrationResult Find(
        RegistrationImage fixedImage, RegistrationImage movingImage, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        Vector3D middle = Middle(fixedImage.Grid);
        Search search = new(fixedImage, movingImage, middle, cancel);
        RigidTransform still = RigidTransform.Identity.About(middle);
        RigidTransform centred = still with { Translation_mm = movingImage.Centre_mm() - fixedImage.Centre_mm() };
        RigidTransform best = search.BestOf(Levels[0], still, centred);
        for (int n = 1; n < Levels.Length; n++)
        {
            progress?.Report((double)n / (Levels.Length + 1));
            best = search.Refine(Levels[n], best, Seed);
        }
        progress?.Report((double)Levels.Length / (Levels.Length + 1));
        RigidTransform again = search.Refine(Levels[^1], best, OtherSeed);
        return Result(fixedImage, movingImage, Mean(best, again), Spread(fixedImage.Grid, best, again), search.Evaluations);
    }

    /// <summary>Score and overlap of a given transform, e.g. after a person moved it.</summary>
    public static (double Score, double Overlap) Score(RegistrationImage fixedImage, RegistrationImage movingImage, RigidTransform movingToFixed)
    {
        Level last = Levels[^1];
        return new MutualInformation(fixedImage.Coarser(last.Spacing_mm), movingImage.Coarser(last.Spacing_mm), last.Points, Seed).Of(movingToFixed.Matrix().Inverse());
    }

    private static RegistrationResult Result(RegistrationImage fixedImage, RegistrationImage movingImage, RigidTransform fixedToMoving, double repeat_mm, int evaluations)
    {
        RigidTransform back = fixedToMoving.Inverse();
        (double before, _) = Score(fixedImage, movingImage, RigidTransform.Identity);
        (double after, double overlap) = Score(fixedImage, movingImage, back);
        if (overlap < MutualInformation.LeastOverlap)
            throw new RefusedException("REGISTER.NO_OVERLAP", $"The images share only {100 * overlap:F0} % of the fixed image; too little to align them. Check that both show the same part of the patient.");
        return new RegistrationResult(back, before, after, overlap, repeat_mm, evaluations, Judge(before, after, repeat_mm));
    }

    private static IReadOnlyList<Finding> Judge(double before, double after, double repeat_mm)
    {
        List<Finding> findings = [];
        if (after < WeakScore)
            findings.Add(new(Severity.Warning, "REGISTER.WEAK", FormattableString.Invariant($"The images have little in common (score {after:F3}, 1 is nothing): look closely before accepting.")));
        if (after <= before)
            findings.Add(new(Severity.Info, "REGISTER.NO_GAIN", "The automatic fit is not better than the images as they stand."));
        if (repeat_mm > NotableRepeat_mm)
            findings.Add(new(Severity.Warning, "REGISTER.UNSTEADY", FormattableString.Invariant($"Repeated with other sample points the fit moves by {repeat_mm:F1} mm: look closely before accepting.")));
        return findings;
    }

    /// <summary>Halfway between two fits that differ by little; both turn about the same centre.</summary>
    private static RigidTransform Mean(RigidTransform a, RigidTransform b) =>
        a with { Translation_mm = 0.5 * (a.Translation_mm + b.Translation_mm), Rotation_deg = 0.5 * (a.Rotation_deg + b.Rotation_deg) };

    private static Vector3D Middle(Grid g) => g.Affine.Apply((g.Nx - 1) / 2.0, (g.Ny - 1) / 2.0, (g.Nz - 1) / 2.0);

    private static double Spread(Grid g, RigidTransform a, RigidTransform b)
    {
        double largest = 0;
        foreach (double i in (double[])[0.25, 0.75])
            foreach (double j in (double[])[0.25, 0.75])
                foreach (double k in (double[])[0.25, 0.75])
                {
                    Vector3D p = g.Affine.Apply(i * (g.Nx - 1), j * (g.Ny - 1), k * (g.Nz - 1));
                    largest = Math.Max(largest, (a.Matrix().Apply(p) - b.Matrix().Apply(p)).Length);
                }
        return largest;
    }

    /// <summary>The simplex search over shift (mm) and turn (degrees); remembers the best it saw.</summary>
    private sealed class Search(RegistrationImage fixedImage, RegistrationImage movingImage, Vector3D middle, CancellationToken cancel)
    {
        public int Evaluations { get; private set; }

        public RigidTransform BestOf(Level level, params RigidTransform[] starts) =>
            starts.Select(s => Walk(level, s, Seed)).MaxBy(w => w.Score).Transform;

        public RigidTransform Refine(Level level, RigidTransform start, ulong seed) => Walk(level, start, seed).Transform;

        private (RigidTransform Transform, double Score) Walk(Level level, RigidTransform start, ulong seed)
        {
            MutualInformation score = new(fixedImage.Coarser(level.Spacing_mm), movingImage.Coarser(level.Spacing_mm), level.Points, seed);
            (Vector<double> At, double Score) best = (ToVector(start), double.NegativeInfinity);
            double Loss(Vector<double> x)
            {
                cancel.ThrowIfCancellationRequested();
                Evaluations++;
                double s = score.Of(ToTransform(x).Matrix()).Score;
                if (s > best.Score) best = (x.Clone(), s);
                return -s;
            }
            Vector<double> size = Vector<double>.Build.Dense(6, n => n < 3 ? level.Shift_mm : level.Turn_deg);
            try { NelderMeadSimplex.Minimum(ObjectiveFunction.Value(Loss), ToVector(start), size, Converged, MostSteps); }
            catch (MaximumIterationsException) { } // the best place seen is kept; the next level goes on from there
            return (ToTransform(best.At), best.Score);
        }

        private static Vector<double> ToVector(RigidTransform t) =>
            Vector<double>.Build.Dense([t.Translation_mm.X, t.Translation_mm.Y, t.Translation_mm.Z, t.Rotation_deg.X, t.Rotation_deg.Y, t.Rotation_deg.Z]);

        private RigidTransform ToTransform(Vector<double> x) => new(new(x[0], x[1], x[2]), new(x[3], x[4], x[5]), middle);
    }
}
