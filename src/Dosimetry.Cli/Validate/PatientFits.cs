using System.Text.Json;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Kinetics;

namespace Dosimetry.Cli.Validate;

/// <summary>Uptake and wash-out curves of a real Lu-177 patient with four SPECT/CT, beside the published integrals.</summary>
internal sealed class PatientFits : IValidationGroup
{
    private const string Source = "qurit/PyTheranostics test data, one real patient (Apache-2.0)";

    public string Name => "patient-fits";

    public IEnumerable<ValidationCheck> Run(ValidationContext context)
    {
        JsonElement rois = JsonDocument.Parse(File.ReadAllText(context.Reference("pbpk", "fit_pytheranostics_patient.json"))).RootElement.GetProperty("rois");
        Duration halfLife = new NuclideLibrary(Path.Combine(AppContext.BaseDirectory, "data", "physics", "nuclides"))["Lu-177"].HalfLife;
        foreach (JsonProperty roi in rois.EnumerateObject())
        {
            double[] times = Numbers(roi.Value, "time_h"), activities = Numbers(roi.Value, "activity_MBq");
            var curve = new TimeActivityCurve(roi.Name, [.. times.Zip(activities, (t, a) => new TacPoint(t, a, 0.05 * a))]);
            CurveFit fit = ModelSelection.Fixed(curve, CurveModel.BiUptake, halfLife, Weighting.None).Chosen;
            JsonElement refit = roi.Value.GetProperty("refit_scipy");
            bool identified = roi.Name != "WholeBody";
            yield return new ValidationCheck(Name, $"{roi.Name} time-integrated activity", fit.Tia_MBq_h, refit.GetProperty("TIA_MBq_h").GetDouble(), identified ? 1e-4 : 1e-3, true, "MBq·h", Source,
                identified ? null : "the uptake rate is not identified by these points, so its part of the integral is free within a thousandth");
            yield return new ValidationCheck(Name, $"{roi.Name} residual sum of squares", fit.ResidualSumOfSquares, refit.GetProperty("RSS").GetDouble(), 1e-3, true, "MBq²", Source);
        }
    }

    private static double[] Numbers(JsonElement e, string key) => [.. e.GetProperty(key).EnumerateArray().Select(v => v.GetDouble())];
}
