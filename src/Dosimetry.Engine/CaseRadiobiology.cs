using Dosimetry.Engine.Evaluate;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine;

/// <summary>
/// Radiobiology of one organ as a person wants it for a case: <c>protocol.radiobiology[]</c>. What is left out comes from the product's table.
/// <paramref name="Organ"/>: beginning of the region names it holds for (<c>kidney</c>, <c>lesion</c>, <c>lesion_002</c>).
/// </summary>
public sealed record CaseRadiobiology(
    string Organ, double? AlphaBeta_Gy = null, double? RepairHalfLife_h = null, double? EudExponent = null, double? Alpha_per_Gy = null, string? Source = null)
{
    private const double PlainMean = 1;

    /// <summary>The complete entry.</summary>
    /// <exception cref="RefusedException">The table knows nothing of the organ and a number is missing.</exception>
    public Radiobiology Entry(RadiobiologyTable table)
    {
        Radiobiology? known = table.For(Organ);
        if ((AlphaBeta_Gy ?? known?.AlphaBeta_Gy) is not { } alphaBeta || (RepairHalfLife_h ?? known?.RepairHalfLife_h) is not { } repair)
            throw new RefusedException("CASE.RADIOBIOLOGY", $"case.json: protocol.radiobiology names {Organ}, which the table does not know. Give alphaBeta_Gy and repairHalfLife_h.");
        bool changed = alphaBeta != known?.AlphaBeta_Gy || repair != known.RepairHalfLife_h;
        return new Radiobiology(Organ, alphaBeta, repair, EudExponent ?? known?.EudExponent ?? PlainMean,
            Source ?? (changed ? "set for this case, no source given" : known!.Source), Source is not null ? "read" : changed ? "to check" : known!.Status)
        { Alpha_per_Gy = Alpha_per_Gy ?? known?.Alpha_per_Gy };
    }
}
