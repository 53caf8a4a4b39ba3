namespace Dosimetry.Engine.Kinetics;

/// <summary>
/// Quantity: activity of a region after one administration, A(t), in MBq; t in h after injection.
/// Equation: A(t) = Σ s_j · a_j · exp(−λ_j t), s_j = ±1, effective rate λ_j = b_j + λ_p with biological rate b_j ≥ 0.
///   mono       a₁ e^(−λ₁t)
///   bi         a₁ e^(−λ₁t) + a₂ e^(−λ₂t)                        (two-phase wash-out)
///   bi-uptake  a₁ (e^(−λ₁t) − e^(−λ₂t))                         (uptake, then wash-out; zero at injection)
///   tri        a₁ e^(−λ₁t) + a₂ e^(−λ₂t) − (a₁+a₂) e^(−λ₃t)     (uptake, then two-phase wash-out; zero at injection)
/// Source: Glatting 2007 and Kletting 2013 (NUKFIT) for the family and the constraint λ ≥ λ_p.
/// Validity: one administration, linear kinetics. Neglected: the length of the infusion, recirculation.
/// </summary>
public sealed class CurveModel
{
    private readonly Term[] terms;

    private CurveModel(string name, int amplitudes, int rates, params Term[] terms) =>
        (Name, Amplitudes, Rates, this.terms) = (name, amplitudes, rates, terms);

    /// <summary>One exponential.</summary>
    public static CurveModel Mono { get; } = new("mono", 1, 1, new Term(+1, [0], 0));
    /// <summary>Two-phase wash-out.</summary>
    public static CurveModel Bi { get; } = new("bi", 2, 2, new Term(+1, [0], 0), new Term(+1, [1], 1));
    /// <summary>Uptake and wash-out.</summary>
    public static CurveModel BiUptake { get; } = new("bi-uptake", 1, 2, new Term(+1, [0], 0), new Term(-1, [0], 1));
    /// <summary>Uptake and two-phase wash-out.</summary>
    public static CurveModel Tri { get; } = new("tri", 2, 3, new Term(+1, [0], 0), new Term(+1, [1], 1), new Term(-1, [0, 1], 2));

    /// <summary>Every model, simplest first.</summary>
    public static IReadOnlyList<CurveModel> All { get; } = [Mono, BiUptake, Bi, Tri];

    /// <summary>The model of a name, or null.</summary>
    public static CurveModel? ByName(string name) => All.FirstOrDefault(m => m.Name == name);

    /// <summary>Name on the command line and in reports.</summary>
    public string Name { get; }
    /// <summary>True when the curve rises from zero at the injection.</summary>
    public bool HasUptake => terms.Any(t => t.Sign < 0);
    /// <summary>Number of amplitudes.</summary>
    public int Amplitudes { get; }
    /// <summary>Number of rates.</summary>
    public int Rates { get; }
    /// <summary>Number of fitted parameters.</summary>
    public int Parameters => Amplitudes + Rates;

    /// <summary>
    /// A(t) in MBq and its derivatives with respect to the logarithms of amplitudes (MBq) and biological rates (1/h), in this order.
    /// </summary>
    /// <param name="p">Amplitudes in MBq, then biological rates in 1/h.</param>
    /// <param name="physicalRate_per_h">λ_p in 1/h.</param>
    /// <param name="time_h">Time after injection in h.</param>
    /// <param name="gradient">Filled with ∂A/∂ln p; empty when not wanted.</param>
    public double Activity_MBq(ReadOnlySpan<double> p, double physicalRate_per_h, double time_h, Span<double> gradient) =>
        Accumulate(p, gradient, rate =>
        {
            double decay = Math.Exp(-(rate + physicalRate_per_h) * time_h);
            return (decay, -time_h * rate * decay);
        });

    /// <summary>∫₀^∞ A dt in MBq·h and its derivatives with respect to the logarithms of the parameters.</summary>
    /// <inheritdoc cref="Activity_MBq"/>
    public double Tia_MBq_h(ReadOnlySpan<double> p, double physicalRate_per_h, Span<double> gradient) =>
        Accumulate(p, gradient, rate =>
        {
            double lambda = rate + physicalRate_per_h;
            return (1 / lambda, -rate / (lambda * lambda));
        });

    /// <summary>The fitted curve as signed exponential terms with effective rates.</summary>
    public IReadOnlyList<ExponentialTerm> Terms(double[] p, double physicalRate_per_h) =>
        [.. terms.Select(t => new ExponentialTerm(t.Sign * t.Amplitudes.Sum(a => p[a]), p[Amplitudes + t.Rate] + physicalRate_per_h))];

    /// <summary>Name of parameter <paramref name="n"/> with its unit; rates are named as effective rates.</summary>
    public string ParameterName(int n)
    {
        bool amplitude = n < Amplitudes;
        int number = amplitude ? n + 1 : n - Amplitudes + 1;
        string suffix = (amplitude ? Amplitudes : Rates) == 1 ? "" : $"{number}";
        return amplitude ? $"A{suffix}_MBq" : $"lambda{suffix}_per_h";
    }

    /// <summary>Sum over terms of sign · amplitude · g(b), where <paramref name="shape"/> gives g and ∂g/∂ln b of a biological rate b.</summary>
    private double Accumulate(ReadOnlySpan<double> p, Span<double> gradient, Func<double, (double Value, double DLogRate)> shape)
    {
        gradient.Clear();
        double sum = 0;
        foreach (Term term in terms)
        {
            (double value, double dLogRate) = shape(p[Amplitudes + term.Rate]);
            double amplitude = 0;
            foreach (int a in term.Amplitudes)
            {
                amplitude += p[a];
                if (!gradient.IsEmpty) gradient[a] += term.Sign * p[a] * value;
            }
            if (!gradient.IsEmpty) gradient[Amplitudes + term.Rate] += term.Sign * amplitude * dLogRate;
            sum += term.Sign * amplitude * value;
        }
        return sum;
    }

    /// <summary>One exponential: sign, the amplitudes that add up in front of it, its rate.</summary>
    private readonly record struct Term(int Sign, int[] Amplitudes, int Rate);
}
