using Dosimetry.Pbpk.Model;

namespace Dosimetry.Pbpk.Tests.Model;

public sealed class PatientCheckTests
{
    public static TheoryData<string, PbpkPatient> Impossible => new()
    {
        { "L/min", new PbpkPatient { Covariates = new PatientCovariates { Gfr_L_per_min = 90 } } },
        { "0.40, not 40", new PbpkPatient { Covariates = new PatientCovariates { Haematocrit = 40 } } },
        { "haematocrit", new PbpkPatient { Covariates = new PatientCovariates { Haematocrit = 0 } } },
        { "not m", new PbpkPatient { Covariates = new PatientCovariates { Height_cm = 1.75 } } },
        { "weight", new PbpkPatient { Covariates = new PatientCovariates { Weight_kg = double.NaN } } },
        { "kidney", new PbpkPatient { Volumes = new OrganVolumes { Kidney_L = 309 } } },
        { "Tumor1", new PbpkPatient { Tumours = [new("Tumor1", -0.01, 50, 0.26)] } },
        { "litres", new PbpkPatient { Tumours = [new("Tumor1", 25, 50, 0.26)] } },
        { "same name", new PbpkPatient { Tumours = [new("Tumor1", 0.01, 50, 0.26), new("Tumor1", 0.02, 50, 0.26)] } },
    };

    [Theory, MemberData(nameof(Impossible))]
    public void An_impossible_patient_is_refused_in_words(string expected, PbpkPatient patient) =>
        Assert.Contains(expected, Assert.Throws<PbpkInputException>(() => PatientCheck.Check(patient)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_reference_patient_passes() => PatientCheck.Check(new PbpkPatient());
}
