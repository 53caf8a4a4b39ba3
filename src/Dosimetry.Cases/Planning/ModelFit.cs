using System.Diagnostics;
using Dosimetry.Engine.Foundation;
using Dosimetry.Pbpk.Fit;
using Dosimetry.Pbpk.Model;
using Dosimetry.Pbpk.Predict;
using Dosimetry.Pbpk.Solve;

namespace Dosimetry.Cases.Planning;

/// <summary>Fits the kinetic model to a case's observations and predicts tracer and therapy with bands.</summary>
public static class ModelFit
{
    private const double Band90 = 1.6448536269514722, StandardActivity_MBq = 7400;
    private const int CurvePoints = 48;

    /// <summary>Fits.</summary>
    /// <param name="input">Patient and observations.</param>
    /// <param name="therapy">Activity (MBq), nuclide and ligand amount (nmol) that curves are predicted for; null = 7.4 GBq of Lu-177.</param>
    /// <param name="cancel">Ends the fit.</param>
    /// <exception cref="RefusedException">MODEL.NO_DATA, MODEL.INPUT or MODEL.NO_FIT: nothing can be fitted; the text says why and what would help.</exception>
    public static (ModelFitDocument Document, MapResult Fit) Run(ModelInput input, (double Activity_MBq, string Nuclide, double Ligand_nmol)? therapy, CancellationToken cancel = default)
    {
        OrganObservation[] used = [.. input.Observations.Where(o => o.NotUsed is null)];
        if (used.Length == 0)
            throw new RefusedException("MODEL.NO_DATA", "No region of this case can be fitted: the model needs the activity of kidneys, salivary glands or lesions. Outline them, or map them on the kinetics page.");
        return Refusing(() => Fitted(input, used, therapy, cancel));
    }

    private static (ModelFitDocument, MapResult) Fitted(ModelInput input, OrganObservation[] used, (double Activity_MBq, string Nuclide, double Ligand_nmol)? therapy, CancellationToken cancel)
    {
        Stopwatch clock = Stopwatch.StartNew();
        Prior prior = Prior.Population(input.Patient);
        MapResult fit = MapFit.Run(input.Patient, prior, [.. used.Select(MeasurementOf)], cancel);
        (double activity_MBq, string nuclide, double ligand_nmol) = therapy ?? (StandardActivity_MBq, "Lu-177", ModelInput.UsualTherapy_nmol);
        Protocol cycle = Protocol.Cycles(Label.ByName(nuclide), activity_MBq, ligand_nmol);
        PosteriorPrediction predicted = fit.Posterior.Predict(cycle, TherapyTimes_min(used, cycle), [.. used.Select(o => o.Organ).Distinct()], cancel);
        PredictedInjection ofCycle = new(input.Patient.Ligand.Name, nuclide, activity_MBq, ligand_nmol, Curves(predicted, fit.Posterior.Error, predicted.Times_min.Count - 1));
        return (new ModelFitDocument(
            input.Facts.All, fit.Posterior.Patient, input.Mapping, [.. used.Zip(fit.Measurements, (o, m) => new FittedObservation(o, m.Predicted_MBq, m.Residual))],
            [.. input.Observations.Where(o => o.NotUsed is not null)], Parameters(prior, fit), fit.Objective, Tracer(fit.Posterior, used, cancel), ofCycle,
            Tia(predicted, input.Patient), [.. input.Findings, .. Misfits(used, fit)], ModelWords.Weak, fit.Simulations, clock.Elapsed.TotalSeconds), fit);
    }

    private static T Refusing<T>(Func<T> work)
    {
        try { return work(); }
        catch (PbpkInputException e) { throw new RefusedException("MODEL.INPUT", e.Message); }
        catch (Exception e) when (e is PbpkFitException or SolverException) { throw new RefusedException("MODEL.NO_FIT", e.Message); }
    }

    /// <summary>The fit to the PET alone, for comparison; null where the images are not of both kinds.</summary>
    /// <exception cref="RefusedException">MODEL.INPUT or MODEL.NO_FIT.</exception>
    public static MapResult? BeforeSpect(ModelInput input, CancellationToken cancel = default)
    {
        ILookup<string, OrganObservation> used = input.Observations.Where(o => o.NotUsed is null).ToLookup(o => o.Image);
        return used.Contains("PET") && used.Contains("SPECT") ? Refusing(() => MapFit.Run(input.Patient, Prior.Population(input.Patient), [.. used["PET"].Select(MeasurementOf)], cancel)) : null;
    }

    /// <summary>An observation as the fit takes it.</summary>
    public static Measurement MeasurementOf(OrganObservation o) => new(
        Ligand.ByName(o.Ligand), Label.ByName(o.Nuclide), o.Injected_MBq, o.Ligand_nmol, o.Time_min, o.Organ, o.Activity_MBq, o.RelativeSigma);

    private static FittedParameter[] Parameters(Prior prior, MapResult fit) => [.. prior.Names.Select((name, n) =>
    {
        (string meaning, string unit) = ModelWords.Of(name);
        return new FittedParameter(name, meaning, unit, Math.Exp(prior.LogMedians[n]), Math.Exp(fit.Posterior.LogMode[n]),
            Math.Sqrt(fit.Posterior.LogCovariance[n][n]), prior.LogSd(n), fit.IsInformed(n));
    })];

    private static PredictedInjection? Tracer(Posterior posterior, OrganObservation[] used, CancellationToken cancel)
    {
        if (used.FirstOrDefault(o => o.Image == "PET") is not { } o) return null;
        Posterior ofTracer = posterior with { Basis = posterior.Basis with { Ligand = Ligand.ByName(o.Ligand) } };
        double[] times_min = [.. Enumerable.Range(1, CurvePoints).Select(k => 2 * o.Time_min * k / CurvePoints)];
        PosteriorPrediction predicted = ofTracer.Predict(
            Protocol.Cycles(Label.ByName(o.Nuclide), o.Injected_MBq, o.Ligand_nmol), times_min, [.. used.Where(u => u.Image == "PET").Select(u => u.Organ).Distinct()], cancel);
        return new PredictedInjection(o.Ligand, o.Nuclide, o.Injected_MBq, o.Ligand_nmol, Curves(predicted, posterior.Error, times_min.Length));
    }

    /// <summary>Dense at first, then to a day past the last SPECT or eight days, and at the end of the integral.</summary>
    private static double[] TherapyTimes_min(OrganObservation[] used, Protocol cycle)
    {
        double end_min = Math.Max(8 * 1440, used.Where(o => o.Image == "SPECT").Select(o => o.Time_min + 1440).DefaultIfEmpty(0).Max());
        double all_min = 10 * Math.Log(2) / cycle.Label.Decay_per_min; // ten half-lives hold 99.9 % of every integral
        IEnumerable<double> shown = Enumerable.Range(1, CurvePoints).Select(k => end_min * Math.Pow((double)k / CurvePoints, 2));
        return [.. shown.Append(Math.Max(all_min, end_min + 1))];
    }

    /// <summary>Bands hold the spread of the parameters and the model's own error. The first <paramref name="count"/> times: the last one of a therapy only ends its integral.</summary>
    private static BandCurve[] Curves(PosteriorPrediction p, ModelError error, int count) => [.. p.Curves.Select(c =>
    {
        double[] Scaled(double sds) => [.. c.Activity_MBq.Take(count).Zip(c.LogSd, (a, sd) => a * Math.Exp(sds * double.Hypot(sd, error.LogSd(c.Organ))))];
        return new BandCurve(c.Organ, [.. p.Times_min.Take(count).Select(t => t / 60)], Scaled(0), Scaled(-Band90), Scaled(Band90));
    })];

    private static PredictedTia[] Tia(PosteriorPrediction p, PbpkPatient patient)
    {
        string[] shown = ["Kidney", "Parotid", "Submandibular", "Lacrimal", .. patient.Tumours.Select(t => t.Name), "Liver", "Spleen", "RedMarrow"];
        return [.. shown.Where(p.Tia_MBq_h.ContainsKey).Select(o => new PredictedTia(o, p.Tia_MBq_h[o], p.TiaTotalLogSd[o], ModelWords.IsWeak(o)))];
    }

    /// <summary>A measurement far from every curve of the model usually is another organ, time or unit.</summary>
    private static IEnumerable<Finding> Misfits(OrganObservation[] used, MapResult fit)
    {
        const double far = 3;
        string[] misfits = [.. used.Zip(fit.Measurements).Where(x => Math.Abs(x.Second.Residual) > far).Select(x => FormattableString.Invariant(
            $"{ModelWords.Organ(x.First.Organ)} in the {x.First.Image} at {x.First.Time_min / 60:F1} h ({x.First.Activity_MBq:G3} MBq, the model {x.Second.Predicted_MBq:G3} MBq)"))];
        if (misfits.Length > 0)
            yield return new Finding(Severity.Warning, "MODEL.MISFIT", $"{misfits.Length} of {used.Length} measurements lie more than three standard deviations from the model: {string.Join("; ", misfits)}. Look for a mixed-up region, time or unit; a flow or a binding that the model does not know of does the same.");
    }
}
