// Quantity: volumes (L), flows (L/min), permeability-surface products (L/min) and receptor amounts (nmol) of every organ of one patient.
// Equations: plasma volume V_p = 2.8 (1 − H) BSA; cardiac plasma flow F = 1.23 V_p /min; organ shares as listed below, w = weight / 71 kg;
//   receptors R_0 = density · V. Rest = body minus what is listed, never below 2 %.
// Source: DP-PBPK v1, after Begum 2018 / Kletting 2016 in the executable forms of ibartelink/Target-Site-PBPK-in-oncology and qurit/PyCNO.
// Validity: adults; flows are plasma flows, red cells carry no ligand. Neglected: albumin binding, hepatobiliary path, voiding.
namespace Dosimetry.Pbpk.Model;

/// <summary>How an organ is connected.</summary>
public enum OrganKind
{
    /// <summary>Fed by arteries, drains to veins.</summary>
    Standard,
    /// <summary>Drains into the liver (GI, spleen).</summary>
    Portal,
    /// <summary>Fed by artery and portal vein.</summary>
    Liver,
    /// <summary>Filters; its receptors face the tubular lumen.</summary>
    Kidney,
}

/// <summary>
/// One organ in numbers: volumes in L, flow and permeability-surface product in L/min, receptors in nmol, release rate in 1/min.
/// <paramref name="Interstitial_L"/> is the lumen for kidneys and null where there is no such space (brain).
/// </summary>
public sealed record Organ(
    string Name, OrganKind Kind, double Volume_L, double Vascular_L, double? Interstitial_L, double Flow_L_per_min, double Permeability_L_per_min,
    double Receptors_nmol = 0, double Release_per_min = 0);

/// <summary>The organ table of one patient.</summary>
public sealed class Physiology
{
    private readonly PbpkPatient _patient;
    private readonly List<Organ> _organs = [];

    /// <summary>Builds the table.</summary>
    /// <exception cref="PbpkInputException">The patient's data cannot be.</exception>
    public Physiology(PbpkPatient patient)
    {
        PatientCheck.Check(patient);
        _patient = patient;
        double h = patient.Covariates.Haematocrit;
        Plasma_L = 2.8 * (1 - h) * patient.Covariates.BodySurface_m2;
        CardiacFlow_L_per_min = 1.23 * Plasma_L;
        Filtration_L_per_min = patient.Kinetics.Sieving * patient.Covariates.Gfr_L_per_min;
        double scale = patient.Covariates.Weight_kg / 71;
        AddBodyOrgans(scale);
        AddGlands();
        AddTumours();
        AddAbdomen(scale);
        AddKidney();
        Lung = new LungSpaces(scale, 0.105 * Plasma_L, 0.3 * scale, 100 * patient.Kinetics.MusclePermeability_per_min * scale);
        AddRest();
    }

    /// <summary>Plasma volume, L.</summary>
    public double Plasma_L { get; }
    /// <summary>Cardiac plasma flow before the rest is closed, L/min.</summary>
    public double CardiacFlow_L_per_min { get; }
    /// <summary>Tubular flow Q = φ · GFR, L/min.</summary>
    public double Filtration_L_per_min { get; }
    /// <summary>Organs in the order of the model.</summary>
    public IReadOnlyList<Organ> Organs => _organs;
    /// <summary>Lung spaces.</summary>
    public LungSpaces Lung { get; }
    /// <summary>Arterial plasma, L.</summary>
    public double Arterial_L => 0.105 * Plasma_L;
    /// <summary>Venous plasma, L.</summary>
    public double Venous_L => 0.225 * Plasma_L;
    /// <summary>Flow through the lung = sum of all organ flows, so that flow always balances, L/min.</summary>
    public double LungFlow_L_per_min => _organs.Sum(o => o.Flow_L_per_min);
    /// <summary>Outflow of the liver = its own plus portal flow, L/min.</summary>
    public double HepaticOutflow_L_per_min => _organs.Where(o => o.Kind is OrganKind.Portal or OrganKind.Liver).Sum(o => o.Flow_L_per_min);
    /// <summary>Tubular cells of the kidney, L: two thirds of what is neither plasma nor lumen.</summary>
    public double KidneyIntracellular_L { get; private set; }
    /// <summary>True when organs ask for more than the heart gives and the rest of the body was held at 2 % of the flow.</summary>
    public bool RestFlowClamped { get; private set; }

    private void AddBodyOrgans(double w)
    {
        double km = _patient.Kinetics.MusclePermeability_per_min;
        Share("Heart", 0.341 * w, 0.01, 0.037 * Plasma_L, 0.04, km);
        Share("Brain", 1.45 * w, 0.012, null, 0.12, 0);
        Share("Muscle", 30.078 * w, 0.14, 5.9 * 0.14 * Plasma_L, 0.17, km);
        Share("Skin", 3.408 * w, 0.03, 8.9 * 0.03 * Plasma_L, 0.05, km);
        Share("Adipose", 13.465 * w, 0.05, 15.5 * 0.05 * Plasma_L, 0.05, km);
        Share("Bone", 9.065 * w, 0.03, 8.4 * 0.03 * Plasma_L, 0.05, km);
        Share("RedMarrow", 1.1 * w, 0.04, 3.7 * 0.04 * Plasma_L, 0.03, 100 * km);
    }

    /// <summary>An organ whose plasma and flow are shares of the body's.</summary>
    private void Share(string name, double volume_L, double plasmaShare, double? interstitial_L, double flowShare, double permeability_per_min) =>
        _organs.Add(new Organ(name, OrganKind.Standard, volume_L, plasmaShare * Plasma_L, interstitial_L,
            flowShare * CardiacFlow_L_per_min, permeability_per_min * volume_L));

    private void AddGlands()
    {
        Kinetics k = _patient.Kinetics;
        OrganVolumes v = _patient.Volumes;
        double plasma = 1 - _patient.Covariates.Haematocrit;
        double prostate_L = v.Prostate_L ?? 0.016 * _patient.Covariates.Weight_kg / 71;
        if (prostate_L > 0)
            _organs.Add(new Organ("Prostate", OrganKind.Standard, prostate_L, 0.004 * plasma * prostate_L, 0.25 * prostate_L,
                0.18 * plasma * prostate_L, 0.1 * prostate_L, k.ReceptorProstate_nM * prostate_L, k.ReleaseKidney_per_min));
        foreach ((string name, double litres) in new[] { ("Parotid", v.Parotid_L), ("Submandibular", v.Submandibular_L), ("Lacrimal", v.Lacrimal_L) })
            if (litres > 0)
                _organs.Add(new Organ(name, OrganKind.Standard, litres, 0.03 * plasma * litres, 0.23 * litres,
                    k.GlandFlow_per_min * litres, k.GlandPermeability_per_min * litres, k.ReceptorGland_nM * litres, k.ReleaseGland_per_min));
    }

    private void AddTumours()
    {
        double plasma = 1 - _patient.Covariates.Haematocrit;
        foreach (Tumour t in _patient.Tumours)
            _organs.Add(new Organ(t.Name, OrganKind.Standard, t.Volume_L, 0.05 * plasma * t.Volume_L, 0.38 * t.Volume_L,
                t.Flow_per_min * t.Volume_L, _patient.Kinetics.TumourPermeability_per_min * t.Volume_L,
                t.ReceptorDensity_nmol_per_L * t.Volume_L, t.ReleaseRate_per_min ?? _patient.Kinetics.ReleaseTumour_per_min));
    }

    private void AddAbdomen(double w)
    {
        Kinetics k = _patient.Kinetics;
        double gi = 1.187 * w, spleen = _patient.Volumes.Spleen_L, liver = _patient.Volumes.Liver_L, leaky = 100 * k.MusclePermeability_per_min;
        _organs.Add(new Organ("GI", OrganKind.Portal, gi, 0.076 * Plasma_L, 0.174 * gi, 0.16 * CardiacFlow_L_per_min,
            k.MusclePermeability_per_min * gi, k.GiShareOfProstate * k.ReceptorProstate_nM * gi, k.ReleaseKidney_per_min));
        _organs.Add(new Organ("Spleen", OrganKind.Portal, spleen, 0.12 * spleen, 0.2 * spleen, 0.03 * CardiacFlow_L_per_min,
            leaky * spleen, k.SpleenShareOfKidney * k.ReceptorKidney_nM * spleen, k.ReleaseKidney_per_min));
        _organs.Add(new Organ("Liver", OrganKind.Liver, liver, 0.085 * liver, 0.2 * liver, 0.065 * CardiacFlow_L_per_min,
            leaky * liver, k.LiverShareOfProstate * k.ReceptorProstate_nM * liver, k.ReleaseKidney_per_min));
    }

    private void AddKidney()
    {
        Kinetics k = _patient.Kinetics;
        double v = _patient.Volumes.Kidney_L;
        double vascular_L = 0.055 * v, lumen_L = 0.15 * v;
        double flow_L_per_min = (k.KidneyFlow_per_min - k.KidneyFlowLoss_per_min_y * _patient.Covariates.Age_y) * (1 - _patient.Covariates.Haematocrit) * v;
        KidneyIntracellular_L = 2 * (v - lumen_L - vascular_L) / 3;
        _organs.Add(new Organ("Kidney", OrganKind.Kidney, v, vascular_L, lumen_L, flow_L_per_min, 0, k.ReceptorKidney_nM * v, k.ReleaseKidney_per_min));
    }

    private void AddRest()
    {
        double weight_kg = _patient.Covariates.Weight_kg; // a litre of body weighs a kilogram
        double volume_L = Math.Max(weight_kg - _organs.Sum(o => o.Volume_L) - Lung.Volume_L, 0.02 * weight_kg);
        double vascular_L = Math.Max(Plasma_L - _organs.Sum(o => o.Vascular_L) - Arterial_L - Venous_L - Lung.Vascular_L, 0.02 * Plasma_L);
        double flow_L_per_min = CardiacFlow_L_per_min - _organs.Sum(o => o.Flow_L_per_min), least_L_per_min = 0.02 * CardiacFlow_L_per_min;
        RestFlowClamped = flow_L_per_min < least_L_per_min;
        _organs.Add(new Organ("Rest", OrganKind.Standard, volume_L, vascular_L, 0.1713 * volume_L, Math.Max(flow_L_per_min, least_L_per_min),
            _patient.Kinetics.MusclePermeability_per_min * volume_L));
    }
}

/// <summary>Lung: volume, plasma, interstitium (L) and permeability-surface product (L/min).</summary>
public sealed record LungSpaces(double Volume_L, double Vascular_L, double Interstitial_L, double Permeability_L_per_min);
