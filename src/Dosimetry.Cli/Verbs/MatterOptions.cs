using System.CommandLine;
using Dosimetry.Engine.Dose.Physics;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Cli.Verbs;

/// <summary>Where the matter of a dose run comes from: <c>--ct</c>, or <c>--density</c> (with <c>--material</c>), or a uniform density.</summary>
internal sealed class MatterOptions
{
    private readonly Option<string?> _ct = new("--ct") { Description = "NIfTI of CT numbers, HU, on any grid." };
    private readonly Option<string?> _density = new("--density") { Description = "NIfTI of mass density, g/cm³, on the activity's grid." };
    private readonly Option<string?> _material = new("--material") { Description = "NIfTI of indices into --materials." };
    private readonly Option<string?> _materials = new("--materials") { Description = "Names of media, comma-separated, in the order of the indices." };
    private readonly Option<double?> _uniform = new("--uniform-density")
        { Description = "Soft tissue of this density (g/cm³) everywhere, with a warning." };
    private readonly Option<string> _curve = new("--hu-curve") { Description = "schneider2000-monotone or schneider2000.",
        DefaultValueFactory = _ => "schneider2000-monotone" };

    public IEnumerable<Option> All => [_ct, _density, _material, _materials, _uniform, _curve];

    /// <summary>Density and medium on the dose grid.</summary>
    public CtMatter Read(ParseResult parsed, Grid grid, PhysicsLibrary library)
    {
        (string? ct, string? density, double? uniform) = (parsed.GetValue(_ct), parsed.GetValue(_density), parsed.GetValue(_uniform));
        if (new object?[] { ct, density, uniform }.Count(o => o is not null) > 1)
            throw new WrongArgumentsException("Give one of --ct, --density and --uniform-density.");
        if (parsed.GetValue(_material) is { } material) return Named(material, density, parsed.GetValue(_materials), ct);
        CtConversion curve = Curve(parsed.GetValue(_curve)!, library);
        if (ct is not null) return Matter.FromCt(NiftiFile.Read<CtNumber>(ct), grid, curve);
        if (density is not null) return Matter.FromDensity(NiftiFile.Read<MassDensity>(density), curve);
        return Matter.Uniform(grid, uniform is null ? Matter.UniformDensity_g_per_cm3 : PhysicsOptions.Sensible(uniform.Value));
    }

    private static CtMatter Named(string material, string? density, string? names, string? ct)
    {
        if (density is null || names is null || ct is not null) throw new WrongArgumentsException("--material goes with --density and --materials (the names its indices mean), and without --ct.");
        ushort[] indices = NiftiFile.ReadLabels(material).Labels;
        string[] media = [.. names.Split(',', StringSplitOptions.TrimEntries)];
        if (indices.Max() >= media.Length) throw new RefusedException("DOSE.MEDIUM_INDEX",
            $"The material volume holds index {indices.Max()}, --materials names only {media.Length} media.", material);
        return new CtMatter(NiftiFile.Read<MassDensity>(density), [.. indices.Select(i => (byte)i)], media, []);
    }

    private static CtConversion Curve(string name, PhysicsLibrary library) => name switch
    {
        "schneider2000-monotone" => CtConversion.SchneiderMonotone(library),
        "schneider2000" => CtConversion.SchneiderOriginal(library),
        _ => throw new WrongArgumentsException("--hu-curve is schneider2000-monotone or schneider2000."),
    };
}
