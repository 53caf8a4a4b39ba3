using Dosimetry.Cases.Settings;

namespace Dosimetry.Cases.Tests.Settings;

public sealed class SettingsDiffTests
{
    [Fact]
    public void Only_what_differs_is_listed_by_its_path()
    {
        CaseSettings old = new() { Patient = new() { Weight_kg = 80 } };
        CaseSettings changed = old with { Patient = new() { Weight_kg = 81 }, Regions = old.Regions with { AcceptedNames = ["liver"] } };
        Assert.Equal(["patient.weight_kg: 80 → 81", "regions.acceptedNames: — → [\"liver\"]"], SettingsDiff.Between(old, changed).Select(c => c.ToString()));
    }

    [Fact]
    public void A_part_filled_in_for_the_first_time_is_listed_field_by_field()
    {
        CaseSettings changed = new() { Administration = new() { Activity_MBq = 7400, InjectionTime = new DateTime(2026, 3, 1, 10, 0, 0) } };
        string[] paths = [.. SettingsDiff.Between(new(), changed).Select(c => c.Path)];
        Assert.Equal(["administration.nuclide", "administration.activity_MBq", "administration.injectionTime"], paths);
    }

    [Fact]
    public void Nothing_differs_from_itself() => Assert.Empty(SettingsDiff.Between(new(), new()));
}
