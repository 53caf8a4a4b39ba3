using System.Globalization;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Import.Pet;

// Quantity: the moment to which the stored values are decay-corrected (Decay Correction = START).
// Candidates, first that applies is used:
//   1. the vendor's private statement (GE (0009,xx0D), Siemens (0071,xx22));
//   2. Series Date and Time, when it is not after the earliest acquisition;
//   3. back-computed per slice: t_acq + t̄ − Frame Reference Time, t̄ = mean time of the frame (see Decay). GE counts Frame Reference Time to the
//      start of the frame (seen in its Decay Factor), so there t̄ is left out.
// Cross-check: Decay Factor (0054,1321) = λT/(1 − e^(−λT)) · e^(λ (t_acq − t_ref)), solved for t_ref.
// Source: PS3.3 C.8.9.1.1; IBSI-SUV reference objects. No candidate is right for every scanner: a difference above 1 % in activity is reported.

/// <summary>Finds the reference time of the decay correction and reports how sure that is.</summary>
internal static class DecayReference
{
    /// <summary>Candidates that differ by more than this in activity are reported.</summary>
    private const double Tolerance = 0.01;

    private sealed record Candidate(string Source, DateTime Time);

    /// <summary>The reference time of a series corrected to START; null when nothing in the header fixes it.</summary>
    public static DateTime? OfStart(PetHeader header, List<Finding> findings)
    {
        List<Candidate> candidates = [.. Candidates(header)];
        if (candidates.Count == 0 || Choose(header, candidates) is not { } chosen)
        {
            findings.Add(new Finding(Severity.Warning, "PET.REFERENCE_TIME_MISSING", "The time the values are decay-corrected to cannot be told: Series Time and Acquisition Time are missing."));
            return null;
        }
        findings.Add(new Finding(Severity.Info, "PET.REFERENCE_TIME", string.Create(CultureInfo.InvariantCulture,
            $"Decay-corrected to {chosen.Time:yyyy-MM-dd HH:mm:ss} ({chosen.Source}).")));
        ReportDifferences(header, chosen, candidates, findings);
        return chosen.Time;
    }

    private static Candidate? Choose(PetHeader header, List<Candidate> candidates) =>
        candidates.Find(c => c.Source == Vendor)
        ?? candidates.Find(c => c.Source == Series && !(c.Time > header.EarliestAcquisition))
        ?? candidates.Find(c => c.Source == BackComputed)
        ?? candidates.Find(c => c.Source == FirstAcquisition);

    private const string Vendor = "the vendor's private decay correction time", Series = "Series Date and Time",
        BackComputed = "Acquisition Time less Frame Reference Time", FromFactor = "Decay Factor", FirstAcquisition = "earliest Acquisition Time";

    private static IEnumerable<Candidate> Candidates(PetHeader header)
    {
        if (header.VendorReferenceTime is { } vendor) yield return new(Vendor, vendor);
        if (header.SeriesTime is { } series) yield return new(Series, series);
        if (header.DecayConstant_per_s is { } lambda)
        {
            if (header.Frames.Select(f => BackCompute(f, lambda, IsGe(header))).FirstOrDefault(t => t is not null) is { } back) yield return new(BackComputed, back);
            if (header.Frames.Select(f => FromDecayFactor(f, lambda)).FirstOrDefault(t => t is not null) is { } factor) yield return new(FromFactor, factor);
        }
        // Only where nothing else is there: it ignores that later beds are corrected to the first one.
        if (header is { VendorReferenceTime: null, SeriesTime: null, EarliestAcquisition: { } first }) yield return new(FirstAcquisition, first);
    }

    private static DateTime? BackCompute(PetFrame frame, double lambda, bool frameStart) =>
        frame is { Acquisition: { } start, FrameReferenceTime_s: { } offset_s, Duration_s: > 0 and var duration_s }
            ? start.AddSeconds((frameStart ? 0 : Decay.MeanTime_s(lambda, duration_s)) - offset_s)
            : null;

    /// <summary>A factor of exactly 1 means "not filled in": even a frame that starts at the reference time has λT/(1 − e^(−λT)) above 1.</summary>
    private static DateTime? FromDecayFactor(PetFrame frame, double lambda) =>
        frame is { Acquisition: { } start, DecayFactor: > 0 and not 1 and var factor, Duration_s: > 0 and var duration_s }
            ? start.AddSeconds(-Math.Log(factor / Decay.DuringFrame(lambda, duration_s)) / lambda)
            : null;

    private static bool IsGe(PetHeader header) => header.Manufacturer?.StartsWith("GE", StringComparison.OrdinalIgnoreCase) ?? false;

    private static void ReportDifferences(PetHeader header, Candidate chosen, List<Candidate> candidates, List<Finding> findings)
    {
        if (header.DecayConstant_per_s is not { } lambda) return;
        string[] others = [.. candidates.Where(c => c.Source != FirstAcquisition).Select(c => (c, Difference: Decay.Between(lambda, chosen.Time, c.Time) - 1))
            .Where(x => Math.Abs(x.Difference) > Tolerance)
            .Select(x => string.Create(CultureInfo.InvariantCulture, $"{x.c.Source} says {x.c.Time:HH:mm:ss} ({100 * x.Difference:+0.0;-0.0} %)"))];
        if (others.Length > 0)
            findings.Add(new Finding(Severity.Warning, "PET.REFERENCE_TIME_AMBIGUOUS", string.Create(CultureInfo.InvariantCulture,
                $"The reference time of the decay correction is taken as {chosen.Time:HH:mm:ss} ({chosen.Source}); {string.Join("; ", others)}. Check with the scanner's documentation.")));
    }
}
