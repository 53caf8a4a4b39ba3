using Dosimetry.Cases.Settings;
using Dosimetry.Cases.Work;

namespace Dosimetry.Web.Model;

/// <summary>When lesions are looked for on the PET.</summary>
public enum LesionSearch
{
    /// <summary>Only when nobody drew one.</summary>
    WhenNoneIsDrawn,
    /// <summary>Always, beside drawn ones.</summary>
    Always,
    /// <summary>Never.</summary>
    Never,
}

/// <summary>The fields of the regions page while a person edits them.</summary>
public sealed class RegionsForm
{
    private HashSet<string> _rejected = [], _accepted = [];

    /// <summary>Structure set in use; empty = the first.</summary>
    public string StructureSetId { get; set; } = "";
    /// <summary>When organs are outlined automatically: auto, add or none.</summary>
    public string Organs { get; set; } = "auto";
    /// <summary>When lesions are looked for.</summary>
    public LesionSearch Search { get; set; }
    /// <summary>How lesions are bounded for dose.</summary>
    public string Method { get; set; } = "contrast";
    /// <summary>Rule of the tumour burden.</summary>
    public string Burden { get; set; } = "fixed:3";
    /// <summary>SUV from which a voxel is lesion.</summary>
    public double Threshold_SUV { get; set; } = 3;
    /// <summary>A person has looked: images of different frames of reference fit as they are.</summary>
    public bool AlignmentConfirmed { get; set; }

    /// <summary>The form of stored settings.</summary>
    public static RegionsForm From(CaseSettings s) => new()
    {
        StructureSetId = s.Regions.StructureSetId ?? "",
        Organs = s.Regions.FindOrgans,
        Search = s.Regions.FindLesions switch { null => LesionSearch.WhenNoneIsDrawn, true => LesionSearch.Always, false => LesionSearch.Never },
        Method = s.Regions.LesionMethod,
        Burden = s.Regions.BurdenRule,
        Threshold_SUV = s.Regions.LesionThreshold_SUV,
        AlignmentConfirmed = s.Images.AlignmentConfirmed,
        _rejected = [.. s.Regions.RejectedLesions],
        _accepted = [.. s.Regions.AcceptedSpots],
    };

    /// <summary>True when a person turned this spot's class round.</summary>
    public bool IsTurned(PreparedSpot spot) => _rejected.Contains(spot.Id) || _accepted.Contains(spot.Id);

    /// <summary>Turns the class of a spot round, or back: lesion out, other spot in.</summary>
    public void Turn(PreparedSpot spot)
    {
        if (_rejected.Remove(spot.Id) || _accepted.Remove(spot.Id)) return;
        (spot.Class == "lesion" ? _rejected : _accepted).Add(spot.Id);
    }

    /// <summary>Settings with the form's values; the threshold is held to the range that its field states.</summary>
    public CaseSettings ApplyTo(CaseSettings s) => s with
    {
        Images = s.Images with { AlignmentConfirmed = AlignmentConfirmed },
        Regions = s.Regions with
        {
            StructureSetId = StructureSetId.Length == 0 ? null : StructureSetId,
            FindOrgans = Organs,
            FindLesions = Search switch { LesionSearch.Always => true, LesionSearch.Never => false, _ => null },
            LesionMethod = Method,
            BurdenRule = Burden,
            LesionThreshold_SUV = Threshold_SUV >= 0.5 ? Math.Min(Threshold_SUV, 50) : 0.5, // 0.5 also for what is no number
            RejectedLesions = [.. _rejected.Order()],
            AcceptedSpots = [.. _accepted.Order()],
        },
    };
}
