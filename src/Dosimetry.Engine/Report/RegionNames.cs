using System.Text.RegularExpressions;
using Dosimetry.Engine.Segment;

namespace Dosimetry.Engine.Report;

/// <summary>What a region's name says where the region set does not: unions and whole_body are computed after segmentation.</summary>
public static partial class RegionNames
{
    /// <summary>One lesion of its own: lesion_001.</summary>
    public static bool IsSingleLesion(string name) => SingleLesion().IsMatch(name);

    /// <summary>The class of a region by its name.</summary>
    public static RegionClass ClassOf(string name) => name switch
    {
        "whole_body" or "remainder" => RegionClass.Body,
        _ when name.StartsWith("lesion", StringComparison.Ordinal) => RegionClass.Lesion,
        _ => RegionClass.Organ,
    };

    [GeneratedRegex("^lesion_[0-9]+$")]
    private static partial Regex SingleLesion();
}
