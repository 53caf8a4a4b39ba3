using System.Text.Json;
using System.Xml.Linq;
using Dosimetry.Pbpk.Model;
using Dosimetry.Pbpk.Predict;
using Dosimetry.Pbpk.Sbml;

namespace Dosimetry.Pbpk.Tests.Sbml;

public sealed class SbmlExportTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dosimetry-sbml-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("dp_default_psma617_7p4GBq_57nmol")]
    [InlineData("dp_infusion10min_psma617")]
    [InlineData("dp_4cycles_6wk_psma617")]
    [InlineData("dp_recycled_release_psma617")]
    [InlineData("dp_noprostate_notumour_psma617")]
    public void Libsbml_finds_nothing_to_complain_about(string name)
    {
        const string script = "import libsbml,sys; d=libsbml.readSBMLFromFile(sys.argv[1]); d.checkConsistency(); print(d.getModel().getNumReactions(), [d.getError(i).getMessage() for i in range(d.getNumErrors())])";
        if (Tool.Python("libsbml", script, Export(ReferenceRun.Open(name))) is not { } said)
        {
            ReferenceData.Skipped(nameof(Libsbml_finds_nothing_to_complain_about), "Debian's python3-sbml5 is not installed");
            return;
        }
        Assert.Equal(0, said.Exit);
        Assert.EndsWith(" []\n", said.Output, StringComparison.Ordinal);
    }

    /// <summary>Another program reads the export, turns its formulas into a right-hand side and integrates it by another method.</summary>
    [Fact]
    public void The_export_simulated_elsewhere_gives_the_reference_curve()
    {
        ReferenceRun reference = ReferenceRun.Open("dp_default_psma617_7p4GBq_57nmol");
        double[] times_min = [.. reference.Times_min.Where(t => t is > 0 and <= 2)];
        string[] arguments = [Export(reference), string.Join(",", times_min.Select(t => FormattableString.Invariant($"{t:R}")))];
        if (Tool.Python("libsbml", File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Sbml", "simulate_sbml.py")), arguments) is not { } said)
        {
            ReferenceData.Skipped(nameof(The_export_simulated_elsewhere_gives_the_reference_curve), "Debian's python3-sbml5 is not installed");
            return;
        }
        Assert.True(said.Exit == 0, said.Output);
        JsonElement[] amounts = [.. JsonDocument.Parse(said.Output).RootElement.EnumerateArray()];
        PbpkModel model = new(reference.Patient);
        foreach (string organ in reference.ActivityColumns.Where(o => model.Organs.Contains(o)))
        {
            double[] expected = reference.Activity_MBq(organ);
            for (int k = 0; k < times_min.Length; k++)
            {
                double found = reference.Label.Activity_MBq_per_nmol * model.SpacesOf(organ).Sum(i => amounts[k].GetProperty(model.Spaces[i] + "_hot").GetDouble());
                double exact = expected[Array.IndexOf(reference.Times_min, times_min[k])];
                Assert.True(Math.Abs(found / exact - 1) < 1e-5, $"{organ} at {times_min[k]} min: {found} instead of {exact} MBq");
            }
        }
    }

    [Fact]
    public void Names_that_collide_in_SBML_are_refused()
    {
        PbpkPatient patient = new() { Tumours = [new("lesion 1", 0.01, 50, 0.26), new("lesion-1", 0.01, 50, 0.26)] };
        Assert.Contains("SBML identifier", Assert.Throws<PbpkInputException>(() =>
            SbmlExport.Write(new MemoryStream(), new PbpkModel(patient), Protocol.Cycles(Label.ByName("Lu-177"), 7400, 57.1))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_transfer_and_binding_has_its_reaction_for_both_species()
    {
        PbpkModel model = new(new PbpkPatient());
        XNamespace sbml = "http://www.sbml.org/sbml/level3/version2/core";
        XDocument document = XDocument.Load(Export(ReferenceRun.Open("dp_default_psma617_7p4GBq_57nmol")));
        // An exchange is one reversible reaction for two transfers: interstitium of the lung and of every organ but kidney and brain, and binding.
        int exchanges = 1 + model.Physiology.Organs.Count(o => o.Kind != OrganKind.Kidney && o.Interstitial_L is not null) + model.Bindings.Count;
        Assert.Equal(2 * (model.Transfers.Count - exchanges) + model.Spaces.Count, document.Descendants(sbml + "reaction").Count());
    }

    private string Export(ReferenceRun reference)
    {
        string path = Path.Combine(_folder, "model.xml");
        using FileStream stream = File.Create(path);
        SbmlExport.Write(stream, new PbpkModel(reference.Patient), reference.Protocol);
        return path;
    }
}
