namespace Dosimetry.Web.Model;

/// <summary>Regions that a plot shows before anybody chose: kidneys, salivary glands and lesions, the ones a decision hangs on.</summary>
public static class FirstRegions
{
    private static readonly string[] Wanted = ["kidney_left", "kidney_right", "kidneys", "parotid_left", "parotid_right", "salivary_glands", "liver", "lesions_all", "lesion_001"];

    /// <summary>Those of the names, in that order; where none of them is there, the first six.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<string> names)
    {
        string[] all = [.. names], there = [.. Wanted.Where(all.Contains)];
        return there.Length > 0 ? there : [.. all.Take(6)];
    }
}
