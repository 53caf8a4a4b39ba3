using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Import.Pet;

// Quantity: activity concentration in Bq/ml at a stated reference time, and the factor from there to SUV by body weight (g/ml).
// Equations: c = stored · slope · scale(units);  SUVbw = c · W / (A · 2^(−(t_ref − t_inj)/T½)), W in g, A in Bq.
//   Decay Correction ADMIN: t_ref = t_inj.   START: see DecayReference.
//   NONE: every slice is corrected from its own mean to the start of the earliest slice: c · λT/(1 − e^(−λT)) · e^(λ (t_acq − t_ref)).
//   Values stored as SUV are turned back into Bq/ml with the same factor where the administered activity is known.
// Source: PS3.3 C.8.9; IBSI-SUV reference manual; QIBA. Tested against the IBSI-SUV reference objects (0.20 / 1.00 / 4.00).
// Validity: refused are images without attenuation correction, uncalibrated units, an injection after the scan, or more than 10 half-lives
// between injection and reference. Neglected: residual in the syringe, clock differences between dose calibrator and scanner.

/// <summary>Applies the SUV rules to one PET series.</summary>
public static class PetQuantifier
{
    /// <summary>After 10 half-lives 0.1 % is left: the dates are wrong, not the patient's patience.</summary>
    private const double MostHalfLives = 10;

    /// <summary>The scale of each slice and everything that was assumed or refused. Never throws for a poor header.</summary>
    public static PetScale Quantify(PetHeader header)
    {
        List<Finding> findings = [], refusals = [], suvRefusals = [];
        CheckCorrections(header, findings, refusals);
        BodySize? body = BodySize.From(header, findings);
        PetUnits? units = PetUnits.From(header, body, findings, refusals);
        Activity? injected = AdministeredActivity.From(header.TotalDose, header.ActivityIsMBq, findings);
        DateTime? injection = InjectionMoment.From(header, findings);
        (DateTime? reference, double[] frames) = DecayOf(header, injection, findings, refusals);
        double? suvPerBq = SuvFactor(header, body, injected, injection, reference, suvRefusals);
        return refusals.Count > 0 || units is null ? Uncalibrated() : units.IsSuv && suvPerBq is null ? SuvOnly() : Calibrated();

        PetScale Uncalibrated() => Scaled("uncalibrated", "1", 1, null, [.. refusals, .. suvRefusals]);

        PetScale SuvOnly()
        {
            findings.Add(new Finding(Severity.Warning, "PET.ONLY_SUV", $"The values are SUV and cannot be turned back into Bq/ml. {suvRefusals[0].Text}"));
            return Scaled(Suv.Name, Suv.Unit, units.Scale, 1, []);
        }

        PetScale Calibrated() => Scaled(
            ActivityConcentration.Name, ActivityConcentration.Unit, units.IsSuv ? units.Scale / suvPerBq!.Value : units.Scale, suvPerBq, suvRefusals);

        PetScale Scaled(string quantity, string unit, double scale, double? suvFactor, IReadOnlyList<Finding> why) => new(
            quantity, unit, [.. frames.Select(decay => decay * scale)],
            new PetQuantification(header.Nuclide, header.HalfLife_s, injected?.MBq, injection, reference, header.DecayCorrection ?? "", header.Units ?? "", suvFactor, body?.Weight_kg) { Refusals = why },
            findings);
    }

    private static void CheckCorrections(PetHeader header, List<Finding> findings, List<Finding> refusals)
    {
        bool methodNone = header.AttenuationCorrectionMethod?.StartsWith("NONE", StringComparison.OrdinalIgnoreCase) ?? false;
        if (header.CorrectedImage is { } corrected && !corrected.Contains("ATTN", StringComparer.OrdinalIgnoreCase) || methodNone)
            refusals.Add(new Finding(Severity.Error, "PET.NOT_ATTENUATION_CORRECTED",
                "The image is not corrected for attenuation (Corrected Image lacks ATTN): no SUV and no Bq/ml. Cure: send the attenuation-corrected series."));
        else if (header.CorrectedImage is null)
            findings.Add(new Finding(Severity.Warning, "PET.CORRECTIONS_UNKNOWN", "Corrected Image (0028,0051) is absent: attenuation correction is assumed. Check it."));
    }

    private static (DateTime? Reference, double[] Frames) DecayOf(PetHeader header, DateTime? injection, List<Finding> findings, List<Finding> refusals)
    {
        double[] ones = [.. header.Frames.Select(_ => 1.0)];
        switch (header.DecayCorrection?.ToUpperInvariant())
        {
            case "ADMIN":
                findings.Add(new Finding(Severity.Info, "PET.REFERENCE_TIME", "Decay-corrected to the administration (ADMIN): no further decay is applied."));
                return (injection, ones);
            case "NONE":
                return CorrectFrames(header, ones, findings, refusals);
            case "START":
                return (DecayReference.OfStart(header, findings), ones);
            default:
                findings.Add(new Finding(Severity.Warning, "PET.DECAY_CORRECTION_UNKNOWN", "Decay Correction (0054,1102) is absent or unknown: START is assumed, as nearly all scanners store. Check it."));
                return (DecayReference.OfStart(header, findings), ones);
        }
    }

    private static (DateTime?, double[]) CorrectFrames(PetHeader header, double[] ones, List<Finding> findings, List<Finding> refusals)
    {
        if (header.DecayConstant_per_s is not { } lambda || header.EarliestAcquisition is not { } start
            || header.Frames.Any(f => f.Acquisition is null || f.Duration_s is not > 0))
        {
            refusals.Add(new Finding(Severity.Error, "PET.NOT_DECAY_CORRECTED", "The values are not decay-corrected and half-life, Acquisition Time or Actual Frame Duration of a slice is missing. Cure: export the series with these attributes."));
            return (null, ones);
        }
        findings.Add(new Finding(Severity.Info, "PET.REFERENCE_TIME", FormattableString.Invariant(
            $"Not decay-corrected by the scanner: every slice is corrected from its own time to {start:yyyy-MM-dd HH:mm:ss}, the start of the earliest.")));
        return (start, [.. header.Frames.Select(f => Decay.DuringFrame(lambda, f.Duration_s!.Value) * Decay.Between(lambda, start, f.Acquisition!.Value))]);
    }

    private static double? SuvFactor(PetHeader header, BodySize? body, Activity? injected, DateTime? injection, DateTime? reference, List<Finding> refusals)
    {
        if (body is null) refusals.Add(Refusal("PET.WEIGHT_MISSING", "The patient's weight is missing: no SUV."));
        if (injected is null) refusals.Add(Refusal("PET.ACTIVITY_MISSING", "The administered activity is missing: no SUV."));
        if (header.DecayConstant_per_s is null) refusals.Add(Refusal("PET.HALF_LIFE_MISSING", "The half-life (0018,1075) is missing: no SUV."));
        if (injection is null) refusals.Add(Refusal("PET.INJECTION_TIME_MISSING", "The injection time is missing: no SUV."));
        if (reference is null) refusals.Add(Refusal("PET.REFERENCE_TIME_MISSING", "The reference time of the decay correction is unknown: no SUV."));
        if (refusals.Count > 0) return null;
        CheckInterval(header, injection!.Value, reference!.Value, refusals);
        if (refusals.Count > 0) return null;
        double remaining_Bq = injected!.Value.Bq / Decay.Between(header.DecayConstant_per_s!.Value, injection.Value, reference.Value);
        return body!.Weight_kg * 1000 / remaining_Bq;
    }

    private static void CheckInterval(PetHeader header, DateTime injection, DateTime reference, List<Finding> refusals)
    {
        DateTime scan = header.EarliestAcquisition ?? reference;
        if (injection > scan)
            refusals.Add(Refusal("PET.INJECTION_AFTER_SCAN", FormattableString.Invariant($"The injection ({injection:yyyy-MM-dd HH:mm:ss}) is after the scan ({scan:yyyy-MM-dd HH:mm:ss}). Cure: correct the times.")));
        double halfLives = (scan - injection).TotalSeconds / header.HalfLife_s!.Value;
        if (halfLives > MostHalfLives)
            refusals.Add(Refusal("PET.INJECTION_TOO_EARLY", FormattableString.Invariant($"{halfLives:F0} half-lives lie between injection ({injection:yyyy-MM-dd}) and scan ({scan:yyyy-MM-dd}): the dates cannot be right.")));
    }

    private static Finding Refusal(string code, string text) => new(Severity.Error, code, text);
}
