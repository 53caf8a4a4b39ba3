using System.Text;
using Dosimetry.Pbpk.Model;
using Dosimetry.Pbpk.Predict;
using Dosimetry.Pbpk.Sbml;
using Dosimetry.Pbpk.Solve;

namespace Dosimetry.Pbpk.Tests.Sbml;

public sealed class SbmlImportTests
{
    private static readonly SolverTolerance Fine = new(1e-8, 1e-12);

    /// <summary>Bolus, infusion and a later dose: what is exported and read again gives the amounts of the model itself.</summary>
    [Theory]
    [InlineData(0, 1)]
    [InlineData(10, 1)]
    [InlineData(0, 2)]
    public void The_export_read_again_gives_the_same_amounts(double duration_min, int cycles)
    {
        PbpkModel model = new(new PbpkPatient());
        Protocol protocol = Protocol.Cycles(Label.ByName("Lu-177"), 7400, 57.1, cycles, 2000, duration_min);
        using MemoryStream file = new();
        SbmlExport.Write(file, model, protocol);
        file.Position = 0;
        double[] times_min = [1, 60, 1440, 4320];
        SbmlResult read = SbmlSimulation.Open(file).Run(times_min, Fine);
        PbpkResult own = PbpkSimulator.Simulate(model, protocol, times_min, Fine);
        for (int k = 0; k < times_min.Length; k++)
            for (int i = 0; i < model.Spaces.Count; i++)
            {
                double expected = own.States[k][i], found = read.Amounts[k][model.Spaces[i] + "_hot"];
                Assert.True(Math.Abs(found - expected) < 1e-6 * Math.Abs(expected) + 1e-8, $"{model.Spaces[i]} at {times_min[k]} min: {found} instead of {expected} nmol");
            }
    }

    /// <summary>Every operator, a concentration, an initial assignment, both kinds of rule: A' = −k A and B' = 3 have closed forms.</summary>
    [Fact]
    public void Rules_assignments_and_operators_mean_what_the_standard_says()
    {
        SbmlResult found = Open(Model("""
            <listOfCompartments><compartment id="c" size="2"/></listOfCompartments>
            <listOfSpecies><species id="A" compartment="c" initialConcentration="5"/><species id="P" compartment="c" initialAmount="0" hasOnlySubstanceUnits="true"/></listOfSpecies>
            <listOfParameters><parameter id="k" constant="false"/><parameter id="four" value="4"/><parameter id="v" constant="false"/><parameter id="B" value="1" constant="false"/></listOfParameters>
            <listOfInitialAssignments><initialAssignment symbol="k"><math xmlns="M"><apply><divide/><apply><root/><ci>four</ci></apply><cn>20</cn></apply></math></initialAssignment></listOfInitialAssignments>
            <listOfRules>
              <assignmentRule variable="v"><math xmlns="M"><apply><times/><ci>k</ci><ci>A</ci><ci>c</ci></apply></math></assignmentRule>
              <rateRule variable="B"><math xmlns="M"><apply><plus/><apply><gt/><ci>four</ci><cn>3</cn></apply><apply><ln/><apply><power/><cn type="e-notation">2.718281828459045<sep/>0</cn><cn>2</cn></apply></apply></apply></math></rateRule>
            </listOfRules>
            <listOfReactions><reaction id="r" reversible="false"><listOfReactants><speciesReference species="A"/></listOfReactants><listOfProducts><speciesReference species="P" stoichiometry="2"/></listOfProducts>
              <kineticLaw><math xmlns="M"><apply><minus/><ci>v</ci><apply><minus/><cn>0</cn></apply></apply></math></kineticLaw></reaction></listOfReactions>
            """)).Run([1, 10], Fine);
        Assert.Equal(10 * Math.Exp(-0.1 * 10), found.Amounts[1]["A"], 1e-6);
        Assert.Equal(2 * 10 * (1 - Math.Exp(-0.1 * 10)), found.Amounts[1]["P"], 1e-6);
    }

    public static TheoryData<string, string> Hostile => new()
    {
        { "cannot be read as XML", "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><sbml>&b;</sbml>" },
        { "cannot be read as XML", "<sbml><model>" },
        { "no SBML", "<html/>" },
        { "holds no model", "<sbml/>" },
        { "listOfFunctionDefinitions", Model("<listOfFunctionDefinitions><functionDefinition id='f'/></listOfFunctionDefinitions>") },
        { "algebraic rule", Model("<listOfRules><algebraicRule/></listOfRules>") },
        { "used twice", Model("<listOfParameters><parameter id='a' value='1'/><parameter id='a' value='1'/></listOfParameters>") },
        { "no finite number", Model("<listOfParameters><parameter id='a' value='NaN'/></listOfParameters>") },
        { "uses 'sin'", Rated("<apply><sin/><cn>1</cn></apply>") },
        { "uses 'piecewise'", Rated("<piecewise/>") },
        { "which does not exist", Rated("<ci>nothing</ci>") },
        { "time itself", Rated("<csymbol definitionURL='http://www.sbml.org/sbml/symbols/time'>t</csymbol>") },
        { "operands instead of 2", Rated("<apply><divide/><cn>1</cn></apply>") },
        { "levels deep", Rated(string.Concat(Enumerable.Repeat("<apply><plus/>", 5000)) + "<cn>1</cn>" + string.Concat(Enumerable.Repeat("</apply>", 5000))) },
        { "defined by itself", Model("<listOfParameters><parameter id='a' constant='false'/><parameter id='b' value='1' constant='false'/></listOfParameters><listOfRules><assignmentRule variable='a'><math xmlns='M'><ci>a</ci></math></assignmentRule><rateRule variable='b'><math xmlns='M'><ci>a</ci></math></rateRule></listOfRules>") },
    };

    [Theory, MemberData(nameof(Hostile))]
    public void What_is_hostile_or_outside_the_subset_is_refused_by_name(string expected, string file) =>
        Assert.Contains(expected, Assert.Throws<PbpkInputException>(() => Open(file)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_reference_export_gives_the_reference_curve()
    {
        if (ReferenceData.Path("pbpk", "dp_default_psma617.sbml.xml") is not { } path)
        {
            ReferenceData.Skipped(nameof(The_reference_export_gives_the_reference_curve), "the reference data are not on this machine");
            return;
        }
        ReferenceRun reference = ReferenceRun.Open("dp_default_psma617_7p4GBq_57nmol");
        double[] times_min = [.. reference.Times_min.Where(t => t is > 0 and <= 1440)];
        using FileStream stream = File.OpenRead(path);
        SbmlResult found = SbmlSimulation.Open(stream).Run(times_min, Fine);
        double[] kidney = reference.Activity_MBq("Kidney");
        for (int k = 0; k < times_min.Length; k++)
        {
            double hot_nmol = found.Amounts[k].Where(a => a.Key.StartsWith("Kidney", StringComparison.Ordinal) && a.Key.EndsWith("_hot", StringComparison.Ordinal)).Sum(a => a.Value);
            Assert.Equal(1, reference.Label.Activity_MBq_per_nmol * hot_nmol / kidney[Array.IndexOf(reference.Times_min, times_min[k])], 1e-5);
        }
    }

    private static SbmlSimulation Open(string text) => SbmlSimulation.Open(new MemoryStream(Encoding.UTF8.GetBytes(text)));

    private static string Model(string inside) =>
        $"<sbml level='3' version='2'><model id='m'>{inside.Replace("\"M\"", "\"http://www.w3.org/1998/Math/MathML\"", StringComparison.Ordinal).Replace("'M'", "'http://www.w3.org/1998/Math/MathML'", StringComparison.Ordinal)}</model></sbml>";

    private static string Rated(string formula) => Model($"<listOfParameters><parameter id='b' value='1' constant='false'/></listOfParameters><listOfRules><rateRule variable='b'><math xmlns='M'>{formula}</math></rateRule></listOfRules>");
}
