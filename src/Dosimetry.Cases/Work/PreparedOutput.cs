using Dosimetry.Cases.Store;
using Dosimetry.Engine;
using Dosimetry.Engine.Compute;
using Dosimetry.Engine.Dose;
using Dosimetry.Engine.Evaluate.Marrow;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Segment;
using Dosimetry.Engine.Segment.Edit;

namespace Dosimetry.Cases.Work;

/// <summary>Writes what the pages show before a dose is computed, and what each dose engine says to the input.</summary>
internal static class PreparedOutput
{
    public static void Write(PreparedCase p, DoseInput input, IReadOnlyList<IDoseEngine> engines, IVoxelDevice device, MarrowDose? marrow, string folder)
    {
        string At(string name) => Path.Combine(folder, name);
        Volumes(p, At);
        Finding[] findings = [.. p.Selection.Findings, .. p.Aligned.Quantified.Findings, .. p.Aligned.Findings, .. p.Regions.Findings, .. p.Kinetics.Findings];
        PreparedRegion[] regions = [.. p.Regions.Regions.Select((r, n) => Shown(r, p, n + 1)), .. p.Regions.Unions.Select(r => Shown(r, p, null))];
        PreparedSpot[] spots = [.. p.Regions.Components.Select(Shown)];
        Durable.WriteJson(At(PreparedFiles.Regions), new PreparedRegions(regions, spots, findings, p.Selection.Nuclide.HalfLife.Hours) { Burden = Shown(p.Regions.Burden) });
        Durable.WriteJson(At(PreparedFiles.Kinetics), p.Kinetics.Regions);
        if (p.Kinetics.Blood is { } blood && marrow is not null) Durable.WriteJson(At(PreparedFiles.Blood), new PreparedBlood(blood, marrow));
        Durable.WriteJson(At(PreparedFiles.Findings), findings);
        Durable.WriteJson(At(PreparedFiles.Engines), engines.Select(e => Card(e, input, p.Selection.Dose, device)).ToList());
    }

    private static void Volumes(PreparedCase p, Func<string, string> at)
    {
        NiftiFile.WriteLabels(at(PreparedFiles.Labels), LabelExport.ToLabels(p.Regions));
        NiftiFile.WriteLabels(at(PreparedFiles.EditLabels), EditLabels.Of(EditGrid.Of(p.Aligned), p.Selection.Drawn, p.Regions.Components, p.Aligned.Quantified.Pet?.Activity.Grid));
        NiftiFile.Write(at(PreparedFiles.Tia), p.Kinetics.Tia);
        NiftiFile.Write(at(PreparedFiles.Density), p.Aligned.Density);
        for (int n = 0; n < p.Aligned.Spect.Count; n++)
            NiftiFile.Write(at(PreparedFiles.Spect(n)), p.Aligned.Spect[n].Activity, referenceTime: p.Aligned.Spect[n].Time);
        if (p.Aligned.Quantified.Pet is { } pet)
            NiftiFile.Write(at(PreparedFiles.Suv), pet.Activity.Map<Suv>(v => (float)(v * pet.SuvFactor)));
        MovedVolumes.Write(p, at);
    }

    private static PreparedRegion Shown(Region r, PreparedCase p, int? label)
    {
        double mass = 0;
        for (int n = 0; n < r.Voxels.Length; n++) mass += r.Weights[n] * p.Aligned.Density.Values[r.Voxels[n]];
        return new PreparedRegion(
            r.Name, r.Class.ToString().ToLowerInvariant(), label, r.Colour, r.Origin, r.Reason, r.Volume_ml(p.Regions.Grid), mass * p.Regions.Grid.VoxelVolume_ml, PointInside(r, p.Regions.Grid));
    }

    /// <summary>The region's voxel nearest to its centre of mass: the centre itself may lie outside a curved region.</summary>
    private static double[]? PointInside(Region r, Grid grid)
    {
        if (r.Voxels.Length == 0) return null;
        Vector3D[] at = [.. r.Voxels.Select(v => { (int i, int j, int k) = grid.Voxel(v); return grid.Affine.Apply(i, j, k); })];
        Vector3D centre = at.Zip(r.Weights, (x, w) => w * x).Aggregate((a, b) => a + b);
        centre = 1 / r.Weights.Sum(w => (double)w) * centre;
        Vector3D nearest = at.MinBy(x => (x - centre).Length);
        return [nearest.X, nearest.Y, nearest.Z];
    }

    private static PreparedBurden? Shown(Burden? b) => b is null ? null : new(b.Method, b.Volume_ml, b.SuvMean, b.SuvMax, b.TotalUptake_SUV_ml, b.Lesions);

    private static PreparedSpot Shown(LesionComponent c) =>
        new(c.Id, c.Class.ToString().ToLowerInvariant(), c.Reason, c.Volume_ml, c.SuvMax, c.SuvMean, c.Centroid_mm, c.Threshold_SUV) { HuMean = c.HuMean, Diameter_mm = c.Diameter_mm };

    private static EngineCard Card(IDoseEngine engine, DoseInput input, DoseOptions options, IVoxelDevice device)
    {
        DoseValidity validity = engine.Check(input);
        DoseEstimate estimate = engine.Estimate(input, options, device);
        return new EngineCard(engine.Name, engine.Summary, validity.Allowed, estimate.Seconds, estimate.PeakMemory_bytes / 1e6, validity.Findings)
        { RelSigma = estimate.RelSigma, Histories = estimate.Histories, Device = device.Name, DeviceReason = device.Reason };
    }
}
