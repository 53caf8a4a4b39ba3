// Quantity: dose coefficients at an amount of ligand between the simulated ones.
// Equation: natural cubic splines of ln a, ln g and their gradients over ln(nmol).
// Validity: inside the simulated amounts; a test bounds the error by simulations between them. Neglected: nothing else.
using Dosimetry.Pbpk.Predict;
using MathNet.Numerics.Interpolation;

namespace Dosimetry.Engine.Plan;

/// <summary>Simulated amounts of ligand as a curve that any amount between them can be read from.</summary>
internal sealed class LigandInterpolation
{
    private readonly LigandDoses[] _rows;
    private readonly Dictionary<string, Func<double, (double A, double G, double[] GradientA, double[] GradientG)>> _organs;

    /// <summary>By ascending amount.</summary>
    public LigandInterpolation(IEnumerable<LigandDoses> rows)
    {
        _rows = [.. rows.OrderBy(r => r.Ligand_nmol)];
        _organs = _rows.Length < 2 ? [] : Enumerable.Range(0, _rows[0].Organs.Count).ToDictionary(k => _rows[0].Organs[k].Limit.Organ, Curve);
    }

    /// <summary>Smallest and largest amount, nmol.</summary>
    public (double Smallest_nmol, double Largest_nmol) Range => (_rows[0].Ligand_nmol, _rows[^1].Ligand_nmol);

    /// <summary>All organs at an amount inside <see cref="Range"/>.</summary>
    public LigandDoses At(double ligand_nmol, Label label)
    {
        if (_rows.FirstOrDefault(r => r.Ligand_nmol == ligand_nmol) is { } simulated) return simulated;
        double x = Math.Log(ligand_nmol);
        return new LigandDoses(ligand_nmol, ligand_nmol * label.Activity_MBq_per_nmol / 1000, [.. _rows[0].Organs.Select(o =>
        {
            (double a, double g, double[] gradientA, double[] gradientG) = _organs[o.Limit.Organ](x);
            return o with { A_Gy_per_GBq = a, G_Gy2_per_GBq2 = g, LogGradientA = gradientA, LogGradientG = gradientG };
        })]);
    }

    private Func<double, (double, double, double[], double[])> Curve(int organ)
    {
        double[] x = [.. _rows.Select(r => Math.Log(r.Ligand_nmol))];
        CubicSpline Spline(Func<DoseCoefficients, double> value) => CubicSpline.InterpolateNaturalSorted(x, [.. _rows.Select(r => value(r.Organs[organ]))]);
        int parameters = _rows[0].Organs[organ].LogGradientA.Length;
        CubicSpline a = Spline(o => Math.Log(o.A_Gy_per_GBq)), g = Spline(o => Math.Log(o.G_Gy2_per_GBq2));
        CubicSpline[] gradientA = [.. Enumerable.Range(0, parameters).Select(j => Spline(o => o.LogGradientA[j]))], gradientG = [.. Enumerable.Range(0, parameters).Select(j => Spline(o => o.LogGradientG[j]))];
        return at => (Math.Exp(a.Interpolate(at)), Math.Exp(g.Interpolate(at)), [.. gradientA.Select(s => s.Interpolate(at))], [.. gradientG.Select(s => s.Interpolate(at))]);
    }
}
