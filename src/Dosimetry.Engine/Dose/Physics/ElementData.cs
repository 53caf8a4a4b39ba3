using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Dose.Physics;

/// <summary>
/// Element data for mixing: atomic masses (IUPAC 2013, g/mol) and scattering functions (xraylib, BSD-3-Clause: LICENSE_xraylib.txt beside them).
/// </summary>
internal sealed class ElementData
{
    private static readonly (int Z, string Symbol, double Mass)[] Known =
    [
        (1, "H", 1.008), (6, "C", 12.011), (7, "N", 14.007), (8, "O", 15.999), (11, "Na", 22.990), (12, "Mg", 24.305), (14, "Si", 28.085),
        (15, "P", 30.974), (16, "S", 32.06), (17, "Cl", 35.45), (18, "Ar", 39.948), (19, "K", 39.098), (20, "Ca", 40.078),
            (26, "Fe", 55.845), (30, "Zn", 65.38),
    ];

    private readonly Dictionary<(int Z, string Function), LogTable> _functions;

    public ElementData(string folder)
    {
        var csv = new CsvTable(Path.Combine(folder, "xraylib_scattering_functions.csv"));
        double[] z = csv.Numbers("Z"), x = csv.Numbers("x"), value = csv.Numbers("value");
        string[] function = csv.Words("function");
        _functions = Enumerable.Range(0, csv.Count).GroupBy(i => ((int)z[i], function[i]))
            .ToDictionary(g => g.Key, g => new LogTable([.. g.Select(i => x[i])], [.. g.Select(i => value[i])]));
    }

    /// <summary>The symbols a composition table may have as columns.</summary>
    public static IEnumerable<(string Symbol, int Z)> Symbols => Known.Select(k => (k.Symbol, k.Z));

    public static ElementShare Share(int z, double fraction) => new(z, Known.First(k => k.Z == z).Mass, fraction);

    public LogTable FormFactorSquared(IReadOnlyList<ElementShare> elements) => Mix(elements, "F", f => f * f);
    public LogTable ScatteringFunction(IReadOnlyList<ElementShare> elements) => Mix(elements, "S", s => s);

    private LogTable Mix(IReadOnlyList<ElementShare> elements, string function, Func<double, double> of)
    {
        double[] x = [0, .. Enumerable.Range(0, 181).Select(i => 0.003 * Math.Pow(10, i / 36.0))]; // to 300 /Å: back-scattering at 3.7 MeV
        return new(x, [.. x.Select(v => elements.Sum(e => e.Moles_per_g * Math.Max(0, of(_functions[(e.Z, function)][v]))))]);
    }
}
