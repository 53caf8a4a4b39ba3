using System.Text.Json;
using Dosimetry.Engine.Evaluate;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Foundation.Nifti;
using Dosimetry.Engine.Kinetics;

namespace Dosimetry.Cli.Verbs;

/// <summary>
/// What <c>dosimetry dvh --quantity</c> evaluates: absorbed dose; BED or EQD2 computed of it along the curves of the regions; or a map that holds them already.
/// </summary>
internal sealed class DvhQuantity
{
    private readonly Dictionary<string, ExponentialTerm[]>? _curves;
    private readonly ExponentialTerm[]? _oneCurve;
    private readonly RadiobiologyTable _table;

    private DvhQuantity(string name, bool isStored, Dictionary<string, ExponentialTerm[]>? curves, ExponentialTerm[]? oneCurve, RadiobiologyTable table) =>
        (Name, IsStored, _curves, _oneCurve, _table) = (name, isStored, curves, oneCurve, table);

    /// <summary>dose, bed or eqd2.</summary>
    public string Name { get; }
    /// <summary>True when the map holds BED or EQD2 itself.</summary>
    public bool IsStored { get; }

    public static DvhQuantity Choose(string name, string dosePath, FileInfo? kinetics, double? halfLife_h, FileInfo? radiobiology)
    {
        if (name is not ("dose" or "bed" or "eqd2")) throw new WrongArgumentsException($"--quantity is dose, bed or eqd2, not '{name}'.");
        RadiobiologyTable table = radiobiology is null ? RadiobiologyTable.OpenDefault() : RadiobiologyTable.Read(radiobiology.FullName);
        bool stored = name != "dose" && Stated(dosePath) == name;
        if (name != "dose" && !stored && (kinetics is null) == (halfLife_h is null))
            throw new WrongArgumentsException("BED and EQD2 need the dose rate: name one of --kinetics kinetics.json or --effective-half-life-h.");
        if (halfLife_h is <= 0) throw new WrongArgumentsException("--effective-half-life-h must be positive.");
        return new DvhQuantity(name, stored, kinetics is null ? null : Curves(kinetics), halfLife_h is { } t ? [new ExponentialTerm(1, Math.Log(2) / t)] : null, table);
    }

    /// <summary>A map of BED or EQD2 as values in Gy.</summary>
    public Volume<Dose_Gy> Stored(string path) => NiftiFile.Read<Dimensionless>(path).Map<Dose_Gy>(v => v);

    /// <summary>The samples in the quantity; null with a finding where a region has no curve or no radiobiology.</summary>
    public DoseSamples? Of(string region, DoseSamples samples, List<Finding> findings)
    {
        if (Name == "dose" || IsStored) return samples;
        if (Model(region) is not { } lq)
        {
            findings.Add(new Finding(Severity.Warning, "EVALUATE.NO_BED", $"{region} has no {(_table.For(region) is null ? "α/β and repair half-life in the table" : "fitted curve")} and is left out."));
            return null;
        }
        return samples.Rescaled(Name == "bed" ? lq.Bed_Gy : lq.Eqd2_Gy);
    }

    /// <summary>The radiobiology used, in words.</summary>
    public string? ParametersOf(string region) => Name == "dose" || IsStored ? null : _table.For(region)?.ToString();

    private LinearQuadratic? Model(string region) =>
        (_oneCurve ?? _curves?.GetValueOrDefault(region)) is { } terms && _table.For(region) is { } parameters ? LinearQuadratic.Along(terms, parameters) : null;

    private static string? Stated(string path)
    {
        if (!DvhInput.IsNifti(path)) return null;
        using NiftiReader reader = NiftiReader.Open(path);
        return reader.Header.Quantity;
    }

    private static Dictionary<string, ExponentialTerm[]> Curves(FileInfo file)
    {
        try
        {
            return JsonSerializer.Deserialize<List<RegionKinetics>>(File.ReadAllText(file.FullName), EngineJson.Options)!.ToDictionary(k => k.Region, k => k.Chosen.Terms.ToArray());
        }
        catch (Exception e) when (e is JsonException or NullReferenceException or ArgumentNullException)
        {
            throw new RefusedException("EVALUATE.KINETICS", $"This is not the kinetics.json of a run: {e.Message}", file.Name);
        }
    }
}
