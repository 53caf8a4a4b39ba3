using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Import.Pet;

// Quantity: administered activity from Radionuclide Total Dose (0018,1074). Unit of the attribute: Bq in the PET module (PS3.3 C.8.9.2),
// MBq in the NM isotope and Enhanced PET modules (C.8.4.10, C.8.22.4). Some PET files hold MBq all the same.
// Rule: in a PET object a value below 1e5 is MBq (100 kBq is below any diagnostic injection, 100 GBq above any), with a finding.
// Neglected: residual activity in the syringe, which the attribute does not state.

/// <summary>Reads the administered activity in whatever unit the object holds it.</summary>
internal static class AdministeredActivity
{
    /// <summary>Smallest value that is taken as Bq in a PET object.</summary>
    private const double SmallestBq = 1e5;

    public static Activity? From(double? totalDose, bool isMBq, List<Finding> findings)
    {
        if (totalDose is not > 0)
        {
            findings.Add(new Finding(Severity.Warning, "PET.ACTIVITY_MISSING", "The administered activity (0018,1074) is absent or 0. Cure: enter it with the case."));
            return null;
        }
        if (isMBq) return Activity.FromMBq(totalDose.Value);
        if (totalDose.Value >= SmallestBq) return Activity.FromBq(totalDose.Value);
        findings.Add(new Finding(Severity.Warning, "PET.ACTIVITY_IN_MBQ", FormattableString.Invariant(
            $"The administered activity is stored as {totalDose.Value:G6}, which the standard means in Bq; taken as MBq. Check it against the dose record.")));
        return Activity.FromMBq(totalDose.Value);
    }
}
