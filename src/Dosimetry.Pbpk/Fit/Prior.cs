using Dosimetry.Pbpk.Model;

namespace Dosimetry.Pbpk.Fit;

/// <summary>
/// What is known before the data: a normal distribution of θ = ln(parameter). <see cref="LogCovariance"/> is diagonal for a population and full
/// when the posterior of an earlier fit is handed on.
/// </summary>
public sealed record Prior(IReadOnlyList<string> Names, IReadOnlyList<double> LogMedians, double[][] LogCovariance)
{
    /// <summary>Coefficients of variation of a population (specification of the model; those of the receptor densities of organs are ours).</summary>
    private static readonly (string Name, double Cv)[] Spreads =
        [("R_kidney", 0.40), ("R_sg", 0.40), ("lam_rel_kidney", 0.20), ("lam_rel_tumor", 0.35), ("lam_rel_sg", 0.16)];
    private const double TumourSpread = 0.65;

    /// <summary>Standard deviation of ln(parameter).</summary>
    public double LogSd(int n) => Math.Sqrt(LogCovariance[n][n]);

    /// <summary>Independent lognormal parameters: μ = ln median, ω² = ln(1 + CV²).</summary>
    /// <exception cref="PbpkInputException">A median or CV that is not positive, or no parameter at all.</exception>
    public static Prior Independent(IReadOnlyList<(string Name, double Median, double Cv)> terms)
    {
        if (terms.Count == 0) throw new PbpkInputException("The prior names no parameter: there is nothing to fit.");
        foreach ((string name, double median, double cv) in terms)
            if (!(median > 0 && cv > 0) || !double.IsFinite(median + cv))
                throw new PbpkInputException(FormattableString.Invariant($"The prior of {name} has median {median:G4} and CV {cv:G4}; both must be positive."));
        double[][] covariance = [.. terms.Select((t, n) => terms.Select((_, m) => m == n ? Math.Log(1 + t.Cv * t.Cv) : 0).ToArray())];
        return new Prior([.. terms.Select(t => t.Name)], [.. terms.Select(t => Math.Log(t.Median))], covariance);
    }

    /// <summary>The population's spread about a patient's own default values.</summary>
    public static Prior Population(PbpkPatient patient)
    {
        Kinetics k = patient.Kinetics;
        double[] medians = [k.ReceptorKidney_nM, k.ReceptorGland_nM, k.ReleaseKidney_per_min, k.ReleaseTumour_per_min, k.ReleaseGland_per_min];
        IEnumerable<(string, double, double)> organs = Spreads.Zip(medians, (s, m) => (s.Name, m, s.Cv)).Where(t => patient.Tumours.Count > 0 || t.Name != "lam_rel_tumor");
        return Independent([.. organs, .. patient.Tumours.Select(t => (FitParameter.ReceptorName(t), t.ReceptorDensity_nmol_per_L, TumourSpread))]);
    }
}
