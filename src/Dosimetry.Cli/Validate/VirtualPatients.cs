using Dosimetry.Cli.Verbs;
using Dosimetry.Pbpk.Model;
using Dosimetry.Pbpk.Predict;

namespace Dosimetry.Cli.Validate;

/// <summary>Doses of drawn patients.</summary>
internal static class VirtualPatients
{
    /// <summary>147.1 keV per decay of Lu-177, as the reference files state, in J per MBq·h.</summary>
    public const double Energy_J_per_MBq_h = 8.4844865830104e-05;

    private static readonly string[] Organs = ["Kidney", "Parotid", "Submandibular", "RedMarrow", "Tumor1", "Tumor2", "TumorRest"];

    /// <summary>Self-dose per activity of 7.4 GBq on 57.1 nmol.</summary>
    public static Dictionary<string, double> Gy_per_GBq(PbpkPatient patient)
    {
        PbpkModel model = new(patient);
        DoseFactors[] factors = [.. Organs.Select(o => new DoseFactors(o, DoseFactors.SelfDose_Gy_per_MBq_h(model, o, Energy_J_per_MBq_h, 1.05), 3, 1.5))];
        Protocol cycle = Protocol.Cycles(Label.ByName("Lu-177"), PbpkInput.StandardActivity_MBq, PbpkInput.StandardLigand_nmol);
        return OrganDose.Of(model, cycle, factors).ToDictionary(d => d.Organ, d => d.Dose_Gy / (PbpkInput.StandardActivity_MBq / 1000));
    }
}
