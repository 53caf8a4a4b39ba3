using Dosimetry.Engine.Dose;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.DoseContract.Tests;

/// <summary>The list of engines.</summary>
public class RegistryTests
{
    [Fact]
    public void Every_engine_is_found_by_its_name()
    {
        foreach (IDoseEngine engine in DoseEngines.All(Shared.Library))
        {
            Assert.Equal(engine.GetType(), DoseEngines.Get(engine.Name, Shared.Library).GetType());
            Assert.InRange(engine.Summary.Length, 20, 200);
        }
    }

    [Fact]
    public void Another_name_is_refused_with_the_list() =>
        Assert.Contains("voxel-s", Assert.Throws<RefusedException>(() => DoseEngines.Get("exact", Shared.Library)).Message);
}
