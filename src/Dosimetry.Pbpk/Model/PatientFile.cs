using System.Text.Json;

namespace Dosimetry.Pbpk.Model;

/// <summary>
/// A patient as JSON: <c>inputs</c> (the names of the reference files: BW, height_cm, age, hct, GFR in L/min, V_kidney … in L, R_* in nmol/L,
/// lam_* in 1/min, tumors[] or only their volumes Vt[], the last one being the rest), and optionally <c>kon</c>, <c>koff</c>. The object may also
/// be called <c>covariates</c> or <c>kw</c>, or be the document itself. What is absent keeps its default.
/// </summary>
public static class PatientFile
{
    /// <summary>Reads a patient.</summary>
    /// <exception cref="PbpkInputException">The document has no inputs, a wrong type, or an unknown ligand.</exception>
    public static PbpkPatient Read(JsonElement document)
    {
        JsonElement i = Inputs(document);
        PbpkPatient d = new();
        return new PbpkPatient
        {
            Covariates = new PatientCovariates
            {
                Weight_kg = Number(i, "BW") ?? d.Covariates.Weight_kg,
                Height_cm = Number(i, "height_cm") ?? d.Covariates.Height_cm,
                Age_y = Number(i, "age") ?? d.Covariates.Age_y,
                Haematocrit = Number(i, "hct") ?? d.Covariates.Haematocrit,
                Gfr_L_per_min = Number(i, "GFR") ?? d.Covariates.Gfr_L_per_min,
            },
            Volumes = new OrganVolumes
            {
                Kidney_L = Number(i, "V_kidney") ?? d.Volumes.Kidney_L,
                Liver_L = Number(i, "V_liver") ?? d.Volumes.Liver_L,
                Spleen_L = Number(i, "V_spleen") ?? d.Volumes.Spleen_L,
                Parotid_L = Number(i, "V_parotid") ?? d.Volumes.Parotid_L,
                Submandibular_L = Number(i, "V_submand") ?? d.Volumes.Submandibular_L,
                Lacrimal_L = Number(i, "V_lacrimal") ?? d.Volumes.Lacrimal_L,
                Prostate_L = Number(i, "V_prostate"),
            },
            Kinetics = ReadKinetics(i),
            Ligand = ReadLigand(document, i),
            Tumours = i.TryGetProperty("tumors", out JsonElement tumours) ? [.. tumours.EnumerateArray().Select(ReadTumour)]
                : i.TryGetProperty("Vt", out JsonElement volumes) ? [.. OfVolumes([.. volumes.EnumerateArray().Select(v => v.GetDouble())])]
                : d.Tumours,
        };
    }

    /// <summary>The object that holds the inputs.</summary>
    /// <exception cref="PbpkInputException">There is none.</exception>
    public static JsonElement Inputs(JsonElement document)
    {
        if (document.ValueKind == JsonValueKind.Object)
        {
            foreach (string name in (string[])["inputs", "covariates", "kw"])
                if (document.TryGetProperty(name, out JsonElement found) && found.ValueKind == JsonValueKind.Object) return found;
            if (document.TryGetProperty("BW", out _)) return document;
        }
        throw new PbpkInputException("The patient file has no object 'inputs' (BW, height_cm, age, hct, GFR, …).");
    }

    /// <summary>Tumours of which only the volumes (L) are known: receptor densities and flows of the reference patient.</summary>
    private static IEnumerable<Tumour> OfVolumes(double[] volumes_L)
    {
        for (int n = 0; n + 1 < volumes_L.Length; n++)
            yield return new Tumour(FormattableString.Invariant($"Tumor{n + 1}"), volumes_L[n], n == 0 ? 50 : 54, 0.26);
        if (volumes_L.Length > 0) yield return new Tumour("TumorRest", volumes_L[^1], 73, 0.14);
    }

    private static Kinetics ReadKinetics(JsonElement i)
    {
        Kinetics k = new();
        return new Kinetics
        {
            Internalisation_per_min = Number(i, "lam_int") ?? k.Internalisation_per_min,
            ReleaseTumour_per_min = Number(i, "lam_rel_tumor") ?? k.ReleaseTumour_per_min,
            ReleaseKidney_per_min = Number(i, "lam_rel_kidney") ?? k.ReleaseKidney_per_min,
            ReleaseGland_per_min = Number(i, "lam_rel_sg") ?? k.ReleaseGland_per_min,
            ReceptorKidney_nM = Number(i, "R_kidney") ?? k.ReceptorKidney_nM,
            ReceptorGland_nM = Number(i, "R_sg") ?? k.ReceptorGland_nM,
            ReceptorProstate_nM = Number(i, "R_prostate") ?? k.ReceptorProstate_nM,
            LiverShareOfProstate = Number(i, "f_R_liver") ?? k.LiverShareOfProstate,
            GiShareOfProstate = Number(i, "f_R_gi") ?? k.GiShareOfProstate,
            SpleenShareOfKidney = Number(i, "f_R_spleen_of_kidney") ?? k.SpleenShareOfKidney,
            Sieving = Number(i, "phi") ?? k.Sieving,
            ExcretedShare = Number(i, "f_exc") ?? k.ExcretedShare,
            KidneyFlow_per_min = Number(i, "kflow0") ?? k.KidneyFlow_per_min,
            KidneyFlowLoss_per_min_y = Number(i, "kflow1") ?? k.KidneyFlowLoss_per_min_y,
            GlandFlow_per_min = Number(i, "f_sg") ?? k.GlandFlow_per_min,
            GlandPermeability_per_min = Number(i, "kPS_sg") ?? k.GlandPermeability_per_min,
            TumourPermeability_per_min = Number(i, "kPS_tumor") ?? k.TumourPermeability_per_min,
            MusclePermeability_per_min = Number(i, "kPS_muscle") ?? k.MusclePermeability_per_min,
            Released = i.TryGetProperty("release", out JsonElement r) && r.GetString() == "recycled" ? ReleasedLigand.Recycled : ReleasedLigand.Excreted,
        };
    }

    private static Ligand ReadLigand(JsonElement document, JsonElement inputs)
    {
        string name = inputs.TryGetProperty("ligand", out JsonElement l) && l.ValueKind == JsonValueKind.String ? l.GetString()! : "PSMA-617";
        double? kon = Number(document, "kon") ?? Number(inputs, "kon"), koff = Number(document, "koff"), kd = Number(inputs, "KD");
        if (kon is null && koff is null && kd is null) return Ligand.ByName(name);
        Ligand? known = Ligand.Known.FirstOrDefault(k => k.Name == name);
        double association = kon ?? known?.AssociationRate_L_per_nmol_min ?? throw new PbpkInputException($"Ligand '{name}' is unknown and the file gives no kon.");
        double dissociation = koff / association ?? kd ?? known?.DissociationConstant_nM ?? throw new PbpkInputException($"Ligand '{name}' is unknown and the file gives neither koff nor KD.");
        return new Ligand(name, association, dissociation);
    }

    private static Tumour ReadTumour(JsonElement t) => new(
        t.GetProperty("name").GetString() ?? throw new PbpkInputException("A tumour has no name."),
        Number(t, "V") ?? throw new PbpkInputException("A tumour has no volume V (L)."),
        Number(t, "R") ?? throw new PbpkInputException("A tumour has no receptor density R (nmol/L)."),
        Number(t, "f") ?? 0.26,
        Number(t, "lam_rel"));

    private static double? Number(JsonElement parent, string name)
    {
        if (!parent.TryGetProperty(name, out JsonElement value) || value.ValueKind == JsonValueKind.Null) return null;
        return value.ValueKind == JsonValueKind.Number ? value.GetDouble() : throw new PbpkInputException($"'{name}' is not a number.");
    }
}
