using Dosimetry.Engine.Foundation;
using Dosimetry.Pbpk.Model;
using Dosimetry.Pbpk.Predict;

namespace Dosimetry.Engine.Phantom.Psma;

/// <summary>
/// Kinetics of a virtual patient from the compartment model. Equation: concentration of a region = activity of the model's organ / its volume, times a factor
/// drawn by seed where the model has no such tissue (table); activity = concentration · volume of the region. Bladder and ureters: urine formed since the
/// last voiding, U(t) − U(t − τ) e^(−λτ), diluted in the bladder's volume.
/// SUV = A / V / (A₀ e^(−λt)) · weight at the PET's time. Source: DP-PBPK v1 (<c>specs</c> of the model) with drawn parameters.
/// Validity: distributions to look for organs and lesions in, and curves to fit; not a claim about any ligand. Neglected: hepatobiliary excretion.
/// </summary>
internal sealed class PbpkUptake : IRegionKinetics
{
    private const double Gram_per_kg = 1000, LastTime_h = 1200, SmallestBladder_ml = 80;
    private readonly PbpkPatient patient;
    private readonly PbpkResult tracer, therapy;
    private readonly PsmaProtocol protocol;
    private readonly CounterRandom random;
    private readonly double[] times_h;
    private readonly double voiding_h, bladder_ml;
    private readonly Physiology physiology;

    /// <summary>Runs both administrations.</summary>
    public PbpkUptake(Anatomy body, PbpkPatient patient, PsmaProtocol protocol, ulong seed)
    {
        (this.patient, this.protocol, random) = (patient, protocol, new CounterRandom(seed, 46));
        voiding_h = random.Between(0, 0.6, 2.5);
        bladder_ml = Math.Max(SmallestBladder_ml, new RegionMeasure(body.Labels).Of(body.LabelsOf("bladder")).Volume_ml);
        physiology = new Physiology(patient);
        times_h = Mesh();
        double petBefore_h = Math.Max(0, protocol.PetStart_h - voiding_h);
        tracer = Simulate(patient with { Ligand = PsmaPhysiology.Tracer(seed) }, "Ga-68", protocol.TracerActivity_MBq, protocol.TracerLigand_nmol, [petBefore_h, protocol.PetStart_h]);
        therapy = Simulate(patient, "Lu-177", protocol.TherapyActivity_MBq, protocol.TherapyLigand_nmol, times_h);
    }

    /// <inheritdoc/>
    public bool Knows(string? region) => region is not null && (RegionSource.Of(region, random) is not null || IsTumour(region));

    /// <inheritdoc/>
    public (TrueCurve Curve, double Suv) Of(string region, double volume_ml, double mass_g)
    {
        double[] curve = Activities_MBq(therapy, times_h, region, volume_ml, DecayOf("Lu-177"));
        double decay_per_h = DecayOf("Ga-68");
        double pet_MBq = Activities_MBq(tracer, [.. tracer.Times_min.Select(t => t / 60)], region, volume_ml, decay_per_h)[^1];
        double there_MBq = protocol.TracerActivity_MBq * Math.Exp(-decay_per_h * protocol.PetStart_h);
        double suv = pet_MBq / volume_ml / there_MBq * patient.Covariates.Weight_kg * Gram_per_kg;
        double tail_per_h = Math.Log(curve[^2] / curve[^1]) / (times_h[^1] - times_h[^2]);
        return (new SampledCurve(region, times_h, curve, double.IsFinite(tail_per_h) && tail_per_h > 0 ? tail_per_h : DecayOf("Lu-177")), suv);
    }

    private bool IsTumour(string region) => patient.Tumours.Any(t => t.Name == region);

    private double[] Activities_MBq(PbpkResult result, double[] at_h, string region, double volume_ml, double decay_per_h)
    {
        if (IsTumour(region))
            return Scaled(result.Activity_MBq(region), volume_ml / (1000 * patient.Tumours.First(t => t.Name == region).Volume_L));
        RegionSource source = RegionSource.Of(region, random) ?? RegionSource.Rest;
        return source.IsUrine ? Urine_MBq(result, at_h, decay_per_h, source.Factor * volume_ml / bladder_ml)
            : Scaled(result.Activity_MBq(source.Organ), source.Factor * volume_ml / (1000 * Volume_L(source.Organ)));
    }

    private double Volume_L(string organ) => organ == "Blood"
        ? (physiology.Venous_L + physiology.Arterial_L) / (1 - patient.Covariates.Haematocrit)
        : physiology.Organs.First(o => o.Name == organ).Volume_L;

    /// <summary>Urine of the last voiding interval: what is in all urine now less what was there an interval ago, decayed.</summary>
    private double[] Urine_MBq(PbpkResult result, double[] at_h, double decay_per_h, double share)
    {
        double[] all = result.Activity_MBq("Urine");
        SampledCurve urine = new("urine", at_h, all, decay_per_h);
        return [.. at_h.Select((t, n) => share * Math.Max(1e-9, t <= voiding_h ? all[n] : all[n] - urine.At_MBq(t - voiding_h) * Math.Exp(-decay_per_h * voiding_h)))];
    }

    private static double[] Scaled(double[] activities_MBq, double factor) => [.. activities_MBq.Select(a => a * factor)];

    private static double DecayOf(string nuclide) => Label.ByName(nuclide).Decay_per_min * 60;

    private static PbpkResult Simulate(PbpkPatient patient, string nuclide, double activity_MBq, double ligand_nmol, IEnumerable<double> times_h) =>
        PbpkSimulator.Simulate(new PbpkModel(patient), Protocol.Cycles(Label.ByName(nuclide), activity_MBq, ligand_nmol), [.. times_h.Select(t => t * 60)]);

    /// <summary>Times in steps that grow by 15 %.</summary>
    private static double[] Mesh()
    {
        List<double> times = [0];
        for (double t = 0.05; t < LastTime_h; t *= 1.15) times.Add(t);
        return [.. times, LastTime_h];
    }
}
