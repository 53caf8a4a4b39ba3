using System.Globalization;

namespace Dosimetry.Engine.Import.Structures;

/// <summary>Names the regions of one structure set: every name once, and every guess among the findings.</summary>
internal sealed class RegionNaming(RegionAliases aliases, FindingLog findings, string set)
{
    private readonly HashSet<string> _used = [];

    public RegionName Name(string original)
    {
        RegionName name = aliases.Map(original);
        string unique = name.Name;
        for (int n = 2; !_used.Add(unique); n++) unique = string.Create(CultureInfo.InvariantCulture, $"{name.Name}_{n}");
        if (unique != name.Name)
            findings.Warn("REGION.NAME_TWICE", $"{set}: two regions would be called {name.Name}; '{original}' is called {unique}. Rename one of them.");
        if (!name.IsMapped) findings.Warn("REGION.UNMAPPED", $"{set}: '{original}' is not in the table of region names; it is kept as {unique}.");
        else if (original != name.Name) findings.Info("REGION.MAPPED", $"{set}: '{original}' is read as {unique}.");
        return name with { Name = unique, IsMapped = name.IsMapped && unique == name.Name };
    }
}
