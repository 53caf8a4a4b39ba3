using System.Globalization;
using Dosimetry.Pbpk.Model;
using Dosimetry.Pbpk.Predict;

namespace Dosimetry.Pbpk.Fit;

/// <summary>
/// One organ in one image: what was injected (ligand, label, MBq, nmol; bolus at time 0), when it was seen (min after injection), the activity
/// (MBq as it was at that time) and its relative standard uncertainty. PET and SPECT, diagnostic and therapeutic ligand may be mixed.
/// </summary>
public sealed record Measurement(Ligand Ligand, Label Label, double Injected_MBq, double Ligand_nmol, double Time_min, string Organ, double Activity_MBq, double RelativeSigma)
{
    /// <summary>Refuses what cannot have been measured.</summary>
    /// <exception cref="PbpkInputException">The value, the time or the organ cannot be.</exception>
    public void Check(PbpkModel model)
    {
        if (!(Time_min > 0) || !double.IsFinite(Time_min))
            throw Refuse($"was measured {Time_min:G5} min after injection; times count from the injection and are positive");
        if (!(Activity_MBq > 0) || !double.IsFinite(Activity_MBq))
            throw Refuse($"has {Activity_MBq:G5} MBq; the error model is proportional, so only positive activities can be used. Leave out what was not seen");
        double left_MBq = Injected_MBq * Math.Exp(-Label.Decay_per_min * Time_min);
        if (Activity_MBq > 1.5 * left_MBq)
            throw Refuse($"has {Activity_MBq:G5} MBq when only {left_MBq:G5} MBq of the injected activity are left. Activities are those of the time of the image, in MBq");
        if (!(RelativeSigma > 0.001 && RelativeSigma < 2))
            throw Refuse($"has the relative uncertainty {RelativeSigma:G4}; expected a fraction such as 0.08");
        if (!model.Organs.Contains(Organ)) throw Refuse(Unknown(model));
    }

    private FormattableString Unknown(PbpkModel model) =>
        Organ.Contains("kidney", StringComparison.OrdinalIgnoreCase)
            ? $"is no organ of the model, which has both kidneys together as Kidney: add left and right"
            : (FormattableString)$"is no organ of the model. It has: {string.Join(", ", model.Organs)}";

    private PbpkInputException Refuse(FormattableString why) => new($"The measurement of {Organ} {why.ToString(CultureInfo.InvariantCulture)}.");
}
