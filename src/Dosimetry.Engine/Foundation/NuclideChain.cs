namespace Dosimetry.Engine.Foundation;

/// <summary>
/// Quantity: decays of each daughter per decay of the parent, and the emissions of the whole chain per decay of the parent.
/// Equation: n_d = Σ_parents n_p b (branch); in transient equilibrium n_d = Σ n_p b λ_d/(λ_d − λ_1), λ_1 of the chain's head.
/// Source: conservation of nuclei; Bateman 1910. Validity: daughters stay where the parent decayed, until they decay.
/// Neglected: recoil and release of daughters (a 100 keV recoil breaks every bond: free daughters of an alpha emitter do move), daughters without a record.
/// </summary>
internal static class NuclideChain
{
    private const int LinesPerSpectrum = 100;

    /// <summary>The nuclide with its daughters' emissions; itself where it has none or the rule is to leave them out.</summary>
    public static NuclideData Join(NuclideData head, DaughterRule rule, Func<string, NuclideData?> record)
    {
        if (rule == DaughterRule.None) return head;
        var decays = new Dictionary<string, double>();
        Follow(head, 1, decays, rule == DaughterRule.Equilibrium ? head.Lambda_per_h : 0, record);
        if (decays.Count == 0) return head;
        (NuclideData Data, double Decays)[] members = [(head, 1), .. decays.Select(d => (record(d.Key)!, d.Value))];
        return head with
        {
            Alphas = Sum(members, m => m.Alphas), AlphaRecoil_keV = members.Sum(m => m.Decays * m.Data.AlphaRecoil_keV),
            Photons = Sum(members, m => m.Photons), Electrons = [.. Sum(members, m => m.Electrons), .. members.Skip(1).SelectMany(m => Lines(m.Data.Betas, m.Decays))],
            Included = [.. decays.Select(d => new Daughter(d.Key, d.Value))],
        };
    }

    private static void Follow(NuclideData parent, double decays, Dictionary<string, double> sums, double headLambda_per_h, Func<string, NuclideData?> record)
    {
        foreach (Daughter d in parent.Daughters)
        {
            if (record(d.Nuclide) is not { } daughter) continue; // stable, or unknown to the data
            if (daughter.Lambda_per_h <= headLambda_per_h)
                throw new RefusedException("NUCLIDE.NO_EQUILIBRIUM", $"{d.Nuclide} lives longer than the head of its chain: there is no equilibrium. Count its decays by branch.");
            double here = decays * d.Branch * daughter.Lambda_per_h / (daughter.Lambda_per_h - headLambda_per_h);
            sums[d.Nuclide] = sums.GetValueOrDefault(d.Nuclide) + here;
            Follow(daughter, here, sums, headLambda_per_h, record);
        }
    }

    private static EmissionLine[] Sum((NuclideData Data, double Decays)[] members, Func<NuclideData, IReadOnlyList<EmissionLine>> of) =>
        [.. members.SelectMany(m => of(m.Data).Select(l => l with { Yield = l.Yield * m.Decays }))];

    /// <summary>A daughter's spectrum as lines of equal yield at the mean energy of their share: the chain may emit several betas, each engine takes lines.</summary>
    private static EmissionLine[] Lines(BetaSpectrum? betas, double decays)
    {
        if (betas is null) return [];
        const int Points = 20;
        double[] energy = [.. Enumerable.Range(0, LinesPerSpectrum)
            .Select(i => Enumerable.Range(0, Points).Average(p => betas.Sample((i + (p + 0.5) / Points) / LinesPerSpectrum)))];
        double scale = betas.MeanEnergy_keV / energy.Average();
        return [.. energy.Select(e => new EmissionLine(e * scale, betas.Yield * decays / LinesPerSpectrum))];
    }
}
