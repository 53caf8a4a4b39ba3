using System.Text.Json;
using Dosimetry.Pbpk.Model;
using Dosimetry.Pbpk.Predict;

namespace Dosimetry.Pbpk.Fit;

/// <summary>
/// Measurements and priors as JSON. Measurements: a list (or an object with <c>data</c>) of ligand, nuclide, injected_MBq, ligand_nmol, time_min,
/// organ, activity_MBq, cv. Prior: an object (or one with <c>prior</c>) of name → median, CV; or the result of an earlier fit.
/// </summary>
public static class FitFile
{
    /// <summary>Default relative uncertainties: PET and SPECT of an organ, and what a tumour adds (specification, section 6.1).</summary>
    private const double PetSigma = 0.12, SpectSigma = 0.08, TumourExtra = 0.05;

    /// <summary>Reads measurements.</summary>
    /// <exception cref="PbpkInputException">Not such a list, or an entry lacks a value.</exception>
    public static IReadOnlyList<Measurement> ReadMeasurements(JsonElement document)
    {
        JsonElement list = document.ValueKind == JsonValueKind.Object && document.TryGetProperty("data", out JsonElement data) ? data : document;
        if (list.ValueKind != JsonValueKind.Array) throw new PbpkInputException("The data file holds no list of measurements.");
        return [.. list.EnumerateArray().Select(ReadMeasurement)];
    }

    /// <summary>Reads a prior.</summary>
    /// <exception cref="PbpkInputException">Neither a prior nor the result of a fit.</exception>
    public static Prior ReadPrior(JsonElement document)
    {
        document = Inner(document);
        if (document.ValueKind == JsonValueKind.Object && document.TryGetProperty("logCovariance", out JsonElement covariance)) return ReadFit(document, covariance);
        JsonElement terms = document.ValueKind == JsonValueKind.Object && document.TryGetProperty("prior", out JsonElement prior) ? prior : document;
        if (terms.ValueKind != JsonValueKind.Object) throw new PbpkInputException("The prior file holds no object of parameters with median and CV.");
        return Prior.Independent([.. terms.EnumerateObject().Select(t => (t.Name, Number(t.Value, "median", t.Name), Number(t.Value, "CV", t.Name)))]);
    }

    /// <summary>
    /// Reads the result of a fit as what is known of a patient. Organs under <c>seenLate</c> carry the smaller model error; a file without that list is taken as
    /// one from before therapy.
    /// </summary>
    /// <exception cref="PbpkInputException">Neither a prior nor the result of a fit.</exception>
    public static Posterior ReadPosterior(PbpkPatient patient, JsonElement document)
    {
        document = Inner(document);
        Prior known = ReadPrior(document);
        IEnumerable<string> seen = document.TryGetProperty("seenLate", out JsonElement list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().Select(o => o.GetString() ?? "") : [];
        return new Posterior(patient, known.Names, known.LogMedians, known.LogCovariance) { Error = ModelError.WhereSeenLate(seen) };
    }

    /// <summary>The result of a re-plan holds the fit under <c>posterior</c>.</summary>
    private static JsonElement Inner(JsonElement document) =>
        document.ValueKind == JsonValueKind.Object && document.TryGetProperty("posterior", out JsonElement inner) && inner.ValueKind == JsonValueKind.Object ? inner : document;

    private static Prior ReadFit(JsonElement document, JsonElement covariance)
    {
        if (!document.TryGetProperty("map", out JsonElement map) || map.ValueKind != JsonValueKind.Object)
            throw new PbpkInputException("The result of a fit has a 'logCovariance' but no 'map'.");
        JsonProperty[] parameters = [.. map.EnumerateObject()];
        double[][] rows = [.. covariance.EnumerateArray().Select(row => row.EnumerateArray().Select(v => v.GetDouble()).ToArray())];
        if (rows.Length != parameters.Length || rows.Any(r => r.Length != parameters.Length))
            throw new PbpkInputException($"The result of the fit has {parameters.Length} parameters but a covariance of {rows.Length} rows.");
        return new Prior([.. parameters.Select(p => p.Name)], [.. parameters.Select(p => Math.Log(p.Value.GetDouble()))], rows);
    }

    private static Measurement ReadMeasurement(JsonElement m)
    {
        string organ = Text(m, "organ"), nuclide = Text(m, "nuclide");
        double decay_per_min = m.TryGetProperty("lambda_phys_per_min", out JsonElement l) ? l.GetDouble() : Label.ByName(nuclide).Decay_per_min;
        double sigma = m.TryGetProperty("cv", out JsonElement cv) ? cv.GetDouble()
            : (nuclide is "Ga-68" or "F-18" ? PetSigma : SpectSigma) + (organ.StartsWith("Tumor", StringComparison.Ordinal) ? TumourExtra : 0);
        return new Measurement(ReadLigand(m), new Label(nuclide, decay_per_min), Number(m, "injected_MBq", organ), Number(m, "ligand_nmol", organ),
            Number(m, "time_min", organ), organ, Number(m, "activity_MBq", organ), sigma);
    }

    private static Ligand ReadLigand(JsonElement m) => m.TryGetProperty("kon", out JsonElement kon) && m.TryGetProperty("KD", out JsonElement kd)
        ? new Ligand(Text(m, "ligand"), kon.GetDouble(), kd.GetDouble()) : Ligand.ByName(Text(m, "ligand"));

    private static string Text(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement v) && v.ValueKind == JsonValueKind.String
            ? v.GetString()! : throw new PbpkInputException($"A measurement lacks the text '{name}'.");

    private static double Number(JsonElement parent, string name, string of) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement v) && v.ValueKind == JsonValueKind.Number
            ? v.GetDouble() : throw new PbpkInputException($"{of} lacks the number '{name}'.");
}
