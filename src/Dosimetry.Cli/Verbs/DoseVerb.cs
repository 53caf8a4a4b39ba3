using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Dosimetry.Engine.Compute;
using Dosimetry.Engine.Dose;
using Dosimetry.Engine.Dose.Physics;
using Dosimetry.Engine.Evaluate;
using Dosimetry.Engine.Evaluate.Checks;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Cli.Verbs;

/// <summary><c>dosimetry dose</c>: a dose map from time-integrated activity and matter.</summary>
internal static class DoseVerb
{
    private sealed record Options(
        Option<string> Engine, Option<string> Tia, NuclideChoice Nuclide, Option<string> Out, Option<string?> SigmaOut,
            Option<ulong> Seed, Option<long?> Histories,
        Option<double?> TargetSigma, Option<int> Threads, Option<DeviceChoice> Device, Option<string?> Labels,
        Option<string?> Checkpoint, Option<double> CheckpointEvery, MatterOptions Matter, RbeOptions Rbe);

    public static Command Create()
    {
        var o = new Options(
            new("--engine") { Description = "local, voxel-s or monte-carlo.", DefaultValueFactory = _ => "voxel-s" },
            new("--tia") { Description = "NIfTI, time-integrated activity in MBq·s per voxel.", Required = true }, new NuclideChoice(),
            new("--out") { Description = "NIfTI to write, Gy.", Required = true },
                new("--sigma-out") { Description = "NIfTI of the statistical uncertainty, Gy (engines that have one)." },
            PhysicsOptions.Seed(), new("--histories") { Description = "Decays to simulate (Monte Carlo)." },
                new("--target-sigma") { Description = "Relative uncertainty to reach (Monte Carlo)." },
            PhysicsOptions.Threads(), PhysicsOptions.Device(),
            new("--labels") { Description = "Label volume (NIfTI): mean dose of each region with its statistical uncertainty (Monte Carlo)." },
            new("--checkpoint") { Description = "File for the tallies of an unfinished run (Monte Carlo): started again after a kill or Ctrl-C, it goes on from there to the same bits; removed at the end." },
            new("--checkpoint-every") { Description = "Least seconds between two writings of the checkpoint.", DefaultValueFactory = _ => 5 }, new MatterOptions(), new RbeOptions());
        Command command = new("dose", "Absorbed dose per voxel (Gy) from time-integrated activity and a CT or density map.")
        {
            o.Engine, o.Tia, o.Out, o.SigmaOut, o.Seed, o.Histories, o.TargetSigma, o.Threads, o.Device, o.Labels, o.Checkpoint, o.CheckpointEvery,
        };
        foreach (Option option in o.Nuclide.All.Concat(o.Matter.All).Concat(o.Rbe.All)) command.Options.Add(option);
        return command.Does((parsed, cancel) => Run(parsed, o, cancel));
    }

    private static VerbResult Run(ParseResult parsed, Options o, CancellationToken cancel)
    {
        PhysicsLibrary library = o.Nuclide.Open(parsed);
        NuclideData nuclide = library.Nuclides[o.Nuclide.Name(parsed)];
        o.Rbe.Require(parsed, nuclide);
        IDoseEngine engine = DoseEngines.Get(parsed.GetValue(o.Engine)!, library, PhysicsOptions.KernelFolder());
        Volume<VoxelTia> tia = NiftiFile.Read<VoxelTia>(parsed.GetValue(o.Tia)!);
        CtMatter matter = o.Matter.Read(parsed, tia.Grid, library);
        var input = new DoseInput(tia, matter.Density, matter.Medium, matter.Media, nuclide.Name);
        using IVoxelDevice device = Devices.Open(parsed.GetValue(o.Device), parsed.GetValue(o.Threads));
        var options = new DoseOptions(parsed.GetValue(o.Seed), parsed.GetValue(o.Histories), parsed.GetValue(o.TargetSigma),
            parsed.GetValue(o.Threads))
        {
            Checkpoint = parsed.GetValue(o.Checkpoint), CheckpointEvery_s = parsed.GetValue(o.CheckpointEvery),
        };
        LabelVolume? labels = Labels(parsed.GetValue(o.Labels), tia.Grid);
        if (labels is not null) options = options with { Regions = [.. labels.Names.Keys.Select(n => new RegionVoxels(DoseCrossChecks.VoxelsOf(labels, n)))] };
        DoseResult result = engine.Compute(input, options, device, new Said(), cancel);
        NiftiFile.Write(parsed.GetValue(o.Out)!, result.Dose);
        if (parsed.GetValue(o.SigmaOut) is { } sigma) NiftiFile.Write(sigma,
            result.Sigma ?? throw new WrongArgumentsException($"The engine '{engine.Name}' has no statistical uncertainty: leave out --sigma-out."));
        IReadOnlyList<RegionCrossCheck> checks = DoseCrossChecks.Of(labels, result, input, library, cancel);
        if (options.Checkpoint is { } done && File.Exists(done)) File.Delete(done);
        return Result(result with { DeviceReason = device.Reason }, matter, labels, nuclide, checks, o.Rbe.Weigh(parsed, result, input, nuclide, checks));
    }

    private static LabelVolume? Labels(string? path, Grid grid)
    {
        if (path is null) return null;
        LabelVolume labels = NiftiFile.ReadLabels(path);
        return labels.Grid.SameAs(grid) ? labels
            : throw new RefusedException("DOSE.GRIDS_DIFFER", "The labels do not lie on the grid of the time-integrated activity.", path);
    }

    private static VerbResult Result(DoseResult result, CtMatter matter, LabelVolume? labels, NuclideData nuclide,
        IReadOnlyList<RegionCrossCheck> checks, RbeWeightedDoses? rbe)
    {
        var regions = labels?.Names.Values.Zip(result.RegionMeans, (name, r) => new { Name = name, r.Mean_Gy, r.Sigma_Gy });
        (double energy, double mass) = (0, 0);
        for (int v = 0; v < result.Dose.Values.Length; v++)
            (energy, mass) = (energy + (double)result.Dose.Values[v] * matter.Density.Values[v], mass + matter.Density.Values[v]);
        double mean = mass > 0 ? energy / mass : 0;
        Finding[] findings = [.. matter.Findings, .. result.Findings, .. CrossCheck.Findings(checks)];
        return new(
            new
            {
                result.Engine, MeanDose_Gy = mean, MaxDose_Gy = result.Dose.Values.Max(), result.EnergyBalance, result.AbsorbedFraction,
                    result.Histories, result.ResumedAt,
                Histories_per_s = (result.Histories - result.ResumedAt) / Math.Max(1e-9, result.Elapsed_s), result.Elapsed_s, result.Device, result.DeviceReason,
                PeakMemory_MB = Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0, result.DecayData, Daughters = NuclideChoice.Daughters(nuclide), result.Settings,
                Regions = regions, CrossChecks = checks, RbeWeighted = rbe, Findings = findings,
            },
            [
                string.Create(CultureInfo.InvariantCulture,
                    $"{result.Engine} on {result.Device}: mean {mean:G5} Gy (by mass), maximum {result.Dose.Values.Max():G5} Gy, {result.Elapsed_s:F2} s; energy balance {result.EnergyBalance:G6}, absorbed {100 * result.AbsorbedFraction:F1} %"),
                .. CrossCheckLines.Of(checks), .. RbeOptions.Lines(rbe),
                .. findings.Where(f => f.Severity != Severity.Info).Select(f => $"{f.Severity}: {f.Text} [{f.Code}]"),
            ]);
    }

    /// <summary>Progress on stderr.</summary>
    private sealed class Said : IProgress<DoseProgress>
    {
        public void Report(DoseProgress value) => Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{100 * value.Fraction,3:F0} % {value.Stage}"));
    }
}
