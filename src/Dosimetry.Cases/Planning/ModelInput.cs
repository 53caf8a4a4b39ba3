using Dosimetry.Cases.Settings;
using Dosimetry.Engine;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;
using Dosimetry.Engine.Kinetics;
using Dosimetry.Engine.Segment;
using Dosimetry.Pbpk.Model;

namespace Dosimetry.Cases.Planning;

/// <summary>The patient and the measurements of a case as the kinetic model takes them, and everything that was assumed on the way.</summary>
public sealed record ModelInput(
    PatientFacts Facts, PbpkPatient Patient, IReadOnlyList<MappedRegion> Mapping, IReadOnlyList<OrganObservation> Observations, IReadOnlyList<Finding> Findings)
{
    /// <summary>Ligand of a cycle where the case states no amount, nmol.</summary>
    public const double UsualTherapy_nmol = 57.1;
    /// <summary>Ligand of a PET where the case states no amount, nmol: within the usual 1 to 10.</summary>
    public const double UsualTracer_nmol = 5;
    private const double PetSigma = 0.12, SpectSigma = 0.08, TumourExtra = 0.05, TumourFlow_per_min = 0.26, RestFlow_per_min = 0.14, TumourReceptors_nM = 52, RestReceptors_nM = 73;

    /// <summary>Assembles.</summary>
    /// <param name="settings">What people decided.</param>
    /// <param name="study">The import.</param>
    /// <param name="pet">The PET's regions; null without a PET.</param>
    /// <param name="spect">Curves of the therapy's SPECT; empty without one.</param>
    /// <param name="spectVolumes_ml">Volumes of the regions of <paramref name="spect"/>, where there is no PET.</param>
    /// <exception cref="RefusedException">There is neither PET nor SPECT, or the therapy's ligand is unknown.</exception>
    public static ModelInput Of(
        CaseSettings settings, ImportedStudy study, PetUptake? pet, IReadOnlyList<RegionKinetics> spect, IReadOnlyDictionary<string, double> spectVolumes_ml)
    {
        List<Finding> findings = [.. pet?.Findings ?? []];
        PlanningSettings planning = settings.Planning ?? new();
        (string Name, RegionClass Class, double Volume_ml)[] regions = pet is not null
            ? [.. pet.Regions.Select(r => (r.Name, r.Class, r.Volume_ml))]
            : [.. spect.Where(s => !RegionNames.IsComputed(s.Region) && !s.Region.EndsWith(RegionNames.WithLesions, StringComparison.Ordinal)).Select(s => (s.Region, RegionNames.ClassOf(s.Region), spectVolumes_ml.GetValueOrDefault(s.Region)))];
        IReadOnlyList<MappedRegion> mapping = OrganMap.Of(regions, planning.OrganOfRegion);
        Dictionary<string, double> volumes_L = mapping.Where(m => m.Organ is not null).GroupBy(m => m.Organ!)
            .ToDictionary(g => g.Key, g => g.Sum(m => regions.First(r => r.Name == m.Region).Volume_ml) / 1000);
        PatientFacts facts = PatientFacts.Of(settings.Patient, study);
        Assumptions(facts, volumes_L, mapping, findings);
        Images images = new(mapping, findings);
        List<OrganObservation> observations = [];
        if (pet is not null) observations.AddRange(images.OfPet(pet, planning));
        if (settings.Administration is { } given && planning.UseSpect != false) observations.AddRange(images.OfSpect(spect, given));
        return new ModelInput(facts, PatientOf(facts, volumes_L, settings.Administration?.Ligand, findings), mapping, observations, findings);
    }

    private static void Assumptions(PatientFacts facts, Dictionary<string, double> volumes_L, IReadOnlyList<MappedRegion> mapping, List<Finding> findings)
    {
        if (facts.All.Where(f => f.IsAssumed).Select(f => f.Name.ToLowerInvariant()).ToArray() is { Length: > 0 } assumed)
            findings.Add(new Finding(Severity.Warning, "MODEL.ASSUMED_PATIENT", $"Not known of this patient and taken from the default patient: {string.Join(", ", assumed)}. Fill in the patient form."));
        string[] kidneys = [.. mapping.Where(m => m.Organ == "Kidney").Select(m => m.Region)];
        if (kidneys is [var only] && only != "kidneys")
            findings.Add(new Finding(Severity.Warning, "MODEL.ONE_KIDNEY", $"Only {only} stands for the kidneys. Right for a patient with one kidney; otherwise outline the other one, or the uptake of both is taken to be that of one."));
        if (!volumes_L.ContainsKey("Kidney"))
            findings.Add(new Finding(Severity.Warning, "MODEL.NO_KIDNEY", "No region stands for the kidneys: their uptake stays that of the population, and a kidney limit says little about this patient."));
    }

    private static PbpkPatient PatientOf(PatientFacts facts, Dictionary<string, double> volumes_L, string? ligand, List<Finding> findings)
    {
        OrganVolumes d = new();
        double Of(string organ, double standard) => volumes_L.GetValueOrDefault(organ, standard);
        return new PbpkPatient
        {
            Covariates = facts.Covariates,
            Ligand = Images.LigandOf(ligand ?? "PSMA-617", findings),
            Volumes = new OrganVolumes
            {
                Kidney_L = Of("Kidney", d.Kidney_L), Liver_L = Of("Liver", d.Liver_L), Spleen_L = Of("Spleen", d.Spleen_L), Parotid_L = Of("Parotid", d.Parotid_L),
                Submandibular_L = Of("Submandibular", d.Submandibular_L), Lacrimal_L = Of("Lacrimal", d.Lacrimal_L),
                Prostate_L = volumes_L.TryGetValue("Prostate", out double prostate_L) ? prostate_L : null,
            },
            Tumours = [.. volumes_L.Where(v => RegionNames.ClassOf(v.Key) == RegionClass.Lesion || v.Key == OrganMap.TumourRest || !OrganMap.Choices.Contains(v.Key)).Select(v =>
                v.Key == OrganMap.TumourRest ? new Tumour(v.Key, v.Value, RestReceptors_nM, RestFlow_per_min) : new Tumour(v.Key, v.Value, TumourReceptors_nM, TumourFlow_per_min))],
        };
    }

    /// <summary>Sums the regions of every organ in every image.</summary>
    private sealed class Images(IReadOnlyList<MappedRegion> mapping, List<Finding> findings)
    {
        public IEnumerable<OrganObservation> OfPet(PetUptake pet, PlanningSettings planning)
        {
            string ligand = planning.PetLigand ?? (pet.Nuclide == "F-18" ? "DCFPyL" : "PSMA-11");
            if (planning.PetLigand is null)
                findings.Add(new Finding(Severity.Warning, "MODEL.ASSUMED_TRACER", $"The PET's headers name no ligand the model knows; {ligand} is assumed for {pet.Nuclide}. Choose it on the kinetics page."));
            if (ligand == "PSMA-11")
                findings.Add(new Finding(Severity.Warning, "MODEL.PSMA11", "The binding constants of PSMA-11 are placeholders that nobody has confirmed: what the PET says about the therapy depends on them."));
            if (planning.PetAmount_nmol is null)
                findings.Add(new Finding(Severity.Info, "MODEL.ASSUMED_TRACER_AMOUNT", FormattableString.Invariant($"The amount of ligand of the PET is not stated; {UsualTracer_nmol} nmol are assumed.")));
            foreach ((string organ, string[] regions) in Groups())
            {
                double sum_MBq = pet.Regions.Where(r => regions.Contains(r.Name)).Sum(r => r.Activity_MBq);
                if (pet.Regions.Any(r => regions.Contains(r.Name)))
                    yield return Checked(new OrganObservation(organ, "PET", ligand, pet.Nuclide, pet.Injected_MBq, planning.PetAmount_nmol ?? UsualTracer_nmol,
                        pet.Time_min, sum_MBq, Sigma(organ, PetSigma), regions));
            }
        }

        public IEnumerable<OrganObservation> OfSpect(IReadOnlyList<RegionKinetics> spect, AdministrationSettings given)
        {
            if (spect.Count > 0 && given.Amount_nmol is null)
                findings.Add(new Finding(Severity.Info, "MODEL.ASSUMED_AMOUNT", FormattableString.Invariant($"The amount of ligand of the therapy is not stated; {UsualTherapy_nmol} nmol are assumed.")));
            string ligand = LigandOf(given.Ligand ?? "PSMA-617", []).Name;
            foreach ((string organ, string[] regions) in Groups())
            {
                RegionKinetics[] curves = [.. spect.Where(s => regions.Any(r => RegionNames.Organ(r) == RegionNames.Organ(s.Region)))];
                if (curves.Length == 0) continue;
                for (int n = 0; n < curves[0].Points.Count; n++)
                    yield return Checked(new OrganObservation(organ, "SPECT", ligand, given.Nuclide, given.Activity_MBq, given.Amount_nmol ?? UsualTherapy_nmol,
                        60 * curves[0].Points[n].Time_h, curves.Sum(c => c.Points[n].Activity_MBq), SpectSigmaOf(organ, [.. curves.Select(c => c.Points[n])]), regions));
            }
        }

        public static Ligand LigandOf(string name, List<Finding> findings)
        {
            if (Ligand.Known.FirstOrDefault(l => string.Equals(l.Name, name, StringComparison.OrdinalIgnoreCase)) is { } known) return known;
            findings.Add(new Finding(Severity.Warning, "MODEL.UNKNOWN_LIGAND", $"The model has no binding constants for the ligand '{name}'; those of PSMA-617 are used. Known: {string.Join(", ", Ligand.Known.Select(l => l.Name))}."));
            return Ligand.Known[0];
        }

        private IEnumerable<(string Organ, string[] Regions)> Groups() =>
            mapping.Where(m => m.Organ is not null).GroupBy(m => m.Organ!).Select(g => (g.Key, g.Select(m => m.Region).ToArray()));

        private static double Sigma(string organ, double image) => image + (OrganMap.Choices.Contains(organ) && organ != OrganMap.TumourRest ? 0 : TumourExtra);

        /// <summary>The usual uncertainty of an organ, or what few counts leave of it; never more than itself.</summary>
        private static double SpectSigmaOf(string organ, TacPoint[] points) =>
            Math.Clamp(Math.Sqrt(points.Sum(p => p.Sigma_MBq * p.Sigma_MBq)) / Math.Max(points.Sum(p => p.Activity_MBq), double.Epsilon), Sigma(organ, SpectSigma), 1);

        private static OrganObservation Checked(OrganObservation o) =>
            !OrganMap.IsFitted(o.Organ) ? o with { NotUsed = "the model is weak there" }
            : o.Activity_MBq > 0 ? o : o with { NotUsed = "no activity was seen" };
    }
}
