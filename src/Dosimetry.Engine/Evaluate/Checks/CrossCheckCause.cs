namespace Dosimetry.Engine.Evaluate.Checks;

/// <summary>Why the voxel mean of a region and a self-dose model can part.</summary>
public enum CrossCheckCause
{
    /// <summary>Dose from activity outside the region.</summary>
    CrossDose,
    /// <summary>The engine leaves photons out, the models do not.</summary>
    NoPhotons,
    /// <summary>So small that voxels and borders decide.</summary>
    SmallSize,
    /// <summary>So light that electrons leave it.</summary>
    LowDensity,
    /// <summary>Far from a sphere, or of several pieces.</summary>
    Shape,
    /// <summary>Uptake lies at the border.</summary>
    BorderUptake,
    /// <summary>The phantom's organ differs from the patient's.</summary>
    ReferenceOrgan,
    /// <summary>None of these was seen.</summary>
    NotFound,
}

/// <summary>The causes as a reader sees them.</summary>
public static class CrossCheckCauses
{
    /// <summary>One clause.</summary>
    public static string InWords(this CrossCheckCause cause) => cause switch
    {
        CrossCheckCause.CrossDose => "dose from activity outside the region (neighbours, blood, the rest of the body), which no self-dose model holds",
        CrossCheckCause.NoPhotons => "the engine leaves out photons, the models count those that stay inside",
        CrossCheckCause.SmallSize => "the region is small: electrons cross its border and partial voxels decide",
        CrossCheckCause.LowDensity => "the region is light: electrons travel far and leave it",
        CrossCheckCause.Shape => "the region is far from a sphere or lies in several pieces, so that more energy leaves it",
        CrossCheckCause.BorderUptake => "uptake is not uniform but lies at the border, so that more energy leaves the region",
        CrossCheckCause.ReferenceOrgan => "the organ of the table differs from the patient's in shape or surroundings, not only in mass",
        _ => "no cause was found: look at the outline, the density and the activity of this region",
    };
}
