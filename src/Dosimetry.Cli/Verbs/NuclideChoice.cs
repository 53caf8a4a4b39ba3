using System.CommandLine;
using Dosimetry.Engine.Dose.Physics;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Cli.Verbs;

/// <summary>Which nuclide and which data about it: <c>--nuclide</c>, <c>--daughters</c>, <c>--nuclide-data</c>, <c>--physics</c>.</summary>
internal sealed class NuclideChoice
{
    private readonly Option<string> _nuclide = PhysicsOptions.Nuclide();
    private readonly Option<string> _daughters = new("--daughters")
        { Description = "branch: every decay of the parent is followed by its daughters'; equilibrium: transient equilibrium; none.", DefaultValueFactory = _ => "branch" };
    private readonly Option<string> _data = new("--nuclide-data") { Description = "icrp107, or ddep for half-life, gamma and beta yields.", DefaultValueFactory = _ => "icrp107" };
    private readonly Option<string?> _physics = PhysicsOptions.Physics();

    public IEnumerable<Option> All => [_nuclide, _daughters, _data, _physics];

    /// <summary>The physics data with these choices.</summary>
    public PhysicsLibrary Open(ParseResult parsed) =>
        PhysicsOptions.Open(parsed.GetValue(_physics), NuclideOptions.Read(parsed.GetValue(_daughters), parsed.GetValue(_data)));

    /// <summary>The nuclide's name.</summary>
    public string Name(ParseResult parsed) => parsed.GetValue(_nuclide)!;

    /// <summary>Daughters counted, as the JSON states them.</summary>
    public static object[] Daughters(NuclideData nuclide) => [.. nuclide.Included.Select(d => new { d.Nuclide, DecaysPerDecay = d.Branch })];
}
