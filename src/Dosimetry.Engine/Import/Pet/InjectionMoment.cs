using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Import.Pet;

// Quantity: moment of injection, scanner's local time.
// Rule: Radiopharmaceutical Start DateTime; else Start Time with the acquisition's date, one day earlier when it would lie after the scan
// (injection before midnight, scan after it). A date is never invented for a nuclide with a half-life of days: over 24 h the day is ambiguous.
// Source: PS3.3 C.8.9.2; about 59 % of real series hold the time alone.

/// <summary>Finds the moment of injection.</summary>
internal static class InjectionMoment
{
    /// <summary>Above this half-life a scan a day later is usual (Zr-89, Lu-177, I-131), so a time without a date says too little: 12 h.</summary>
    private const double LongestHalfLifeWithoutDate_s = 12 * 3600;

    public static DateTime? From(PetHeader header, List<Finding> findings)
    {
        if (header.InjectionDateTime is { } stated) return stated;
        if (header.InjectionTimeOfDay is not { } time || header.EarliestAcquisition is not { } scan)
        {
            findings.Add(new Finding(Severity.Warning, "PET.INJECTION_TIME_MISSING", "The injection time is missing. Cure: enter it with the case."));
            return null;
        }
        if (header.HalfLife_s > LongestHalfLifeWithoutDate_s)
        {
            findings.Add(new Finding(Severity.Warning, "PET.INJECTION_DATE_MISSING", FormattableString.Invariant(
                $"The injection has a time ({time:HH\\:mm\\:ss}) but no date, and the half-life is {header.HalfLife_s / 3600:F1} h: the day cannot be told. Cure: enter it with the case.")));
            return null;
        }
        return WithScanDate(time, scan, findings);
    }

    private static DateTime WithScanDate(TimeOnly time, DateTime scan, List<Finding> findings)
    {
        DateTime moment = DateOnly.FromDateTime(scan).ToDateTime(time);
        bool dayBefore = moment > scan;
        if (dayBefore) moment = moment.AddDays(-1);
        findings.Add(new Finding(Severity.Info, dayBefore ? "PET.INJECTION_DAY_BEFORE" : "PET.INJECTION_DATE_ASSUMED", FormattableString.Invariant(
            $"The injection has a time but no date: taken as {moment:yyyy-MM-dd HH:mm:ss}, {(dayBefore ? "the day before the scan because the time of day is later than the scan's" : "the day of the scan")}.")));
        return moment;
    }
}
