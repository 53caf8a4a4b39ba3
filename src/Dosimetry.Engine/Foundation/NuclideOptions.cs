namespace Dosimetry.Engine.Foundation;

/// <summary>How the decays of radioactive daughters are counted.</summary>
public enum DaughterRule
{
    /// <summary>Every decay of the parent is followed, at its place, by those of its daughters: the branches multiply along the chain. Exact for integrated decays.</summary>
    Branch,
    /// <summary>Daughters in equilibrium with the parent that is there: each branch times λ_d/(λ_d − λ_p), transient equilibrium.</summary>
    Equilibrium,
    /// <summary>The parent alone.</summary>
    None,
}

/// <summary>Which evaluation decay data come from.</summary>
public enum DecayDataSource
{
    /// <summary>ICRP Publication 107.</summary>
    Icrp107,
    /// <summary>DDEP (LNE-LNHB) for half-life, gamma and beta yields; what it does not list stays ICRP 107.</summary>
    Ddep,
}

/// <summary>How a nuclide by its name is turned into emissions.</summary>
public sealed record NuclideOptions(DaughterRule Daughters = DaughterRule.Branch, DecayDataSource Data = DecayDataSource.Icrp107)
{
    /// <summary>Words of <see cref="Daughters"/> on the command line and in case files.</summary>
    public static IReadOnlyList<string> DaughterWords { get; } = ["branch", "equilibrium", "none"];
    /// <summary>Words of <see cref="Data"/>.</summary>
    public static IReadOnlyList<string> DataWords { get; } = ["icrp107", "ddep"];

    /// <summary>From the words; null is the default.</summary>
    /// <exception cref="RefusedException">No such word; the text lists them.</exception>
    public static NuclideOptions Read(string? daughters, string? data) =>
        new((DaughterRule)Place(DaughterWords, daughters ?? "branch", "rule for daughters"), (DecayDataSource)Place(DataWords, data ?? "icrp107", "source of decay data"));

    /// <summary>The rule as a word.</summary>
    public string DaughterWord => DaughterWords[(int)Daughters];

    private static int Place(IReadOnlyList<string> words, string word, string what)
    {
        int place = words.ToList().IndexOf(word.ToLowerInvariant());
        return place >= 0 ? place : throw new RefusedException("NUCLIDE.OPTION", $"There is no {what} '{word}'. There are: {string.Join(", ", words)}.");
    }
}
