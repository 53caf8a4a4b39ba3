using System.Text.Json;
using Dosimetry.Cli.Verbs;
using Dosimetry.Engine.Plan;
using Dosimetry.Pbpk.Fit;
using Dosimetry.Pbpk.Model;
using Dosimetry.Pbpk.Predict;

namespace Dosimetry.Cli.Validate;

/// <summary>Curves, integrals, fits, doses and plans of the PBPK model beside an independent implementation.</summary>
internal sealed class PbpkReferences : IValidationGroup
{
    private const string Source = "independent Python implementation of the same equations (scipy Radau, least_squares)";

    public string Name => "pbpk";

    public IEnumerable<ValidationCheck> Run(ValidationContext context)
    {
        string[] Files(string pattern) => [.. Directory.EnumerateFiles(context.Reference("pbpk"), pattern).Order(StringComparer.Ordinal)];
        return
        [
            .. Files("dp_*.csv").SelectMany(Curves), .. Files("map_*.json").SelectMany(Fit), .. Files("plan_*.json").SelectMany(Plan),
            Population(Read(context.Reference("pbpk", "virtual_population.json"))), .. Response(Read(context.Reference("pbpk", "response_model.json"))),
        ];
    }

    private IEnumerable<ValidationCheck> Curves(string csv)
    {
        JsonElement reference = Read(Path.ChangeExtension(csv, ".json"));
        IReadOnlyDictionary<string, string>[] rows = [.. ReferenceCsv.Rows(csv)];
        PbpkResult found = PbpkSimulator.Simulate(new PbpkModel(PatientFile.Read(reference)), PbpkInput.ReadProtocol(reference)!, [.. rows.Select(r => r.Number("time_min"))]);
        double worst = rows[0].Keys.Where(c => c.EndsWith("_MBq", StringComparison.Ordinal)).Max(c => Worst(found.Activity_MBq(c[..^4]), [.. rows.Select(r => r.Number(c))]));
        string run = Path.GetFileNameWithoutExtension(csv);
        yield return new ValidationCheck(Name, $"{run}: largest deviation of a curve", worst, 0, 1e-4, false, "1", Source, "relative, where above a millionth of the organ's peak");
        yield return Largest($"{run}: largest deviation of an integral", reference.GetProperty("TIA_MBq_h_0_to_end"), found.Tia_MBq_h, 1e-5);
    }

    private IEnumerable<ValidationCheck> Fit(string file)
    {
        JsonElement reference = Read(file);
        MapResult fit = MapFit.Run(PatientFile.Read(reference), FitFile.ReadPrior(reference), FitFile.ReadMeasurements(reference));
        Protocol therapy = Protocol.Cycles(Label.ByName("Lu-177"), PbpkInput.StandardActivity_MBq, PbpkInput.StandardLigand_nmol);
        PosteriorPrediction predicted = fit.Posterior.Predict(therapy, [95716.8], []);
        string name = Path.GetFileNameWithoutExtension(file);
        IReadOnlyList<string> names = fit.Posterior.Names;
        yield return new ValidationCheck(Name, $"{name}: objective", fit.Objective, reference.GetProperty("objective_sum_of_squares").GetDouble(), 1e-3, true, "1", Source);
        yield return Largest($"{name}: largest deviation of a parameter", reference.GetProperty("MAP"), names.Zip(fit.Posterior.LogMode).ToDictionary(x => x.First, x => Math.Exp(x.Second)), 5e-3);
        yield return Largest($"{name}: largest deviation of a standard deviation", reference.GetProperty("posterior_sd_ln"), names.Select((n, k) => (n, k)).ToDictionary(x => x.n, x => Math.Sqrt(fit.Posterior.LogCovariance[x.k][x.k])), 0.05);
        yield return Largest($"{name}: largest deviation of an integral", reference.GetProperty("TIA_MBqh_MAP"), predicted.Tia_MBq_h, 5e-3);
        yield return Largest($"{name}: largest deviation of sd(ln integral)", reference.GetProperty("posterior_sd_lnTIA"), predicted.TiaLogSd, 0.05);
    }

    private IEnumerable<ValidationCheck> Plan(string file)
    {
        JsonElement reference = Read(file);
        PbpkPatient patient = PatientFile.Read(reference);
        Prior prior = Prior.Population(patient);
        PlanRequest request = PlanRequestFile.Read(reference, PlanRequest.For(patient, VirtualPatients.Energy_J_per_MBq_h));
        PlanResult plan = new Planner(new Posterior(patient, prior.Names, prior.LogMedians, prior.LogCovariance), Label.ByName("Lu-177"), request).Plan("population");
        string name = Path.GetFileNameWithoutExtension(file);
        if (reference.TryGetProperty("rows", out JsonElement rows))
        {
            yield return Worst($"{name}: largest deviation of BED over the sweep", rows.EnumerateArray().Zip(plan.Sweep, (r, s) => Deviation(r.GetProperty("BED_Gy"), s.Bed_Gy)));
            yield return Worst($"{name}: largest deviation of the largest activity", rows.EnumerateArray().Zip(plan.Sweep, (r, s) => Math.Abs(s.LargestActivity_GBq!.Value / r.GetProperty("Amax_GBq_per_cycle_kidneyBED40_6cycles").GetDouble() - 1)));
            yield break;
        }
        JsonProperty[] organs = [.. reference.GetProperty("results").EnumerateObject()];
        yield return Worst($"{name}: largest deviation of a dose", organs.Select(o => Math.Abs(plan.Prescribed!.Organs[o.Name].Dose_Gy / o.Value.GetProperty("D_Gy").GetDouble() - 1)));
        yield return Worst($"{name}: largest deviation of a BED", organs.Select(o => Math.Abs(plan.Prescribed!.Organs[o.Name].Bed_Gy / o.Value.GetProperty("BED_Gy").GetDouble() - 1)));
    }

    private ValidationCheck Population(JsonElement reference) => Worst("virtual population: largest deviation of Gy/GBq", reference.GetProperty("patients").EnumerateArray().Select(p =>
        Deviation(p.GetProperty("Gy_per_GBq"), VirtualPatients.Gy_per_GBq(PatientFile.Read(p)))), 1e-4);

    private IEnumerable<ValidationCheck> Response(JsonElement reference) => reference.GetProperty("cases").EnumerateArray().Select((c, n) =>
    {
        JsonElement i = c.GetProperty("inputs");
        double Number(string key) => i.GetProperty(key).GetDouble();
        double[] Numbers(JsonElement e, string key) => [.. e.GetProperty(key).EnumerateArray().Select(v => v.GetDouble())];
        IReadOnlyList<ResponsePoint> found = TumourResponse.Simulate(
            new ResponseParameters(Number("V0_mL"), Number("alpha"), Number("ab"), Number("Trep_h"), Number("Tdouble_d"), Number("kclear_per_h")),
            [.. Numbers(i, "A_Gy_per_h").Zip(Numbers(i, "lam_per_h"), (a, l) => new DoseRateTerm(a, l))], Numbers(i, "cycles_h"), Numbers(i, "t_out_h"));
        return Worst($"tumour response {n + 1}: largest deviation of the volume", found.Zip(Numbers(c, "V_mL"), (p, v) => Math.Abs(p.Volume_ml / v - 1)));
    });

    private static double Worst(double[] found, double[] expected) =>
        found.Zip(expected).Where(p => p.Second > 1e-6 * expected.Max()).Select(p => Math.Abs(p.First / p.Second - 1)).DefaultIfEmpty(0).Max();

    private ValidationCheck Worst(string what, IEnumerable<double> deviations, double tolerance = 1e-5) => new(Name, what, deviations.Max(), 0, tolerance, false, "1", Source);

    private ValidationCheck Largest(string what, JsonElement expected, IReadOnlyDictionary<string, double> found, double tolerance) => Worst(what, [Deviation(expected, found)], tolerance);

    private static double Deviation(JsonElement expected, IReadOnlyDictionary<string, double> found) => expected.EnumerateObject().Max(p => Math.Abs(found[p.Name] / p.Value.GetDouble() - 1));

    private static JsonElement Read(string path) => JsonDocument.Parse(File.ReadAllText(path)).RootElement;
}
