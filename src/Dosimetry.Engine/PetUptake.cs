// Quantity: activity (MBq) of every region in the PET before therapy, as it was when the PET was taken, and its time after injection.
// Equation: A_r = Σ_v w_rv · C_v · V · 2^(−(t − t_ref)/T½): the image holds Bq/ml at its reference time t_ref, the patient lay in the scanner at t.
// Source: the import's quantification. Validity: a PET with Bq/ml, injected activity and injection time in its headers.
// Neglected: partial-volume loss, motion, the time between the first and the last bed position.
using Dosimetry.Engine.Calibrate;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;
using Dosimetry.Engine.Register;
using Dosimetry.Engine.Segment;

namespace Dosimetry.Engine;

/// <summary>One region on the PET grid: volume (ml), activity at the time of the image (MBq) and mean SUV by body weight.</summary>
public sealed record PetRegion(string Name, RegionClass Class, double Volume_ml, double Activity_MBq, double SuvMean);

/// <summary>What a PET says about each region. <paramref name="Time_min"/> counts from the injection of the tracer.</summary>
public sealed record PetUptake(string SeriesId, string Nuclide, double Injected_MBq, double Time_min, IReadOnlyList<PetRegion> Regions, IReadOnlyList<Finding> Findings)
{
    /// <summary>Measures the PET of a case with the case's regions; needs no SPECT and no therapy.</summary>
    /// <exception cref="RefusedException">No PET, no Bq/ml, no injected activity or time, or no region (<c>PET.*</c>).</exception>
    public static PetUptake Measure(CaseDescription description, ImportedStudy imported, CancellationToken cancel = default)
    {
        List<Finding> findings = [];
        ImportedStudy study = SeriesChoice.Apply(description.Inputs, null, imported, []);
        ImportedSeries series = Usable(study);
        PetQuantification pet = series.Pet!;
        Duration halfLife = Duration.FromSeconds(pet.HalfLife_s ?? throw Missing("the half-life of its nuclide"));
        DateTime injected = pet.InjectionTime ?? throw Missing("the time of injection");
        DateTime reference = pet.ReferenceTime ?? series.AcquisitionTime ?? throw Missing("the time it was taken"), taken = series.AcquisitionTime ?? reference;
        if (taken <= injected) throw new RefusedException("PET.BEFORE_INJECTION", FormattableString.Invariant($"The PET was taken at {taken:yyyy-MM-dd HH:mm}, not after its injection at {injected:yyyy-MM-dd HH:mm}. Correct the clock of one of them in the files."));
        cancel.ThrowIfCancellationRequested();
        var activity = NiftiFile.Read<ActivityConcentration>(Path.Combine(study.Folder, series.File));
        RegionSet regions = Segment(description, study, new QuantifiedPet(series.Id, activity, pet.SuvFactor ?? throw Missing("what SUV needs"), pet.ReferenceTime), findings);
        double toTime_MBq = activity.Grid.VoxelVolume_ml / 1e6 * Math.Pow(2, -(taken - reference).TotalSeconds / halfLife.Seconds);
        PetRegion Measured(Region r)
        {
            double sum = r.Voxels.Select((v, n) => r.Weights[n] * (double)activity.Values[v]).Sum(), weight = r.Weights.Sum(w => (double)w);
            return new PetRegion(r.Name, r.Class, r.Volume_ml(regions.Grid), sum * toTime_MBq, pet.SuvFactor.Value * sum / weight);
        }

        PetRegion[] measured = [.. regions.Regions.Where(r => r.Voxels.Length > 0).Select(Measured)];
        if (measured.All(r => r.Class is RegionClass.Body or RegionClass.Physiological))
            throw new RefusedException("PET.NO_REGIONS", "No organ and no lesion is outlined on the PET: the model would have nothing to fit. Add an RTSTRUCT or SEG with kidneys and salivary glands, or lower the lesion threshold.");
        return new PetUptake(series.Id, pet.Nuclide ?? throw Missing("its nuclide"), pet.InjectedActivity_MBq ?? throw Missing("the injected activity"),
            (taken - injected).TotalMinutes, measured, [.. findings, .. regions.Findings]);
    }

    /// <summary>The PET with Bq/ml and SUV that has most slices.</summary>
    internal static ImportedSeries Usable(ImportedStudy study)
    {
        ImportedSeries[] pets = [.. study.Series.Where(s => s.Pet is not null)];
        if (pets.Length == 0) throw new RefusedException("PET.NONE", "The case has no PET. Import a PSMA PET (Ga-68 or F-18) with its headers.");
        return pets.Where(s => s.Pet!.SuvFactor is not null && s.Quantity == ActivityConcentration.Name).MaxBy(s => s.Size[2])
            ?? throw new RefusedException("PET.NOT_QUANTIFIED", $"The PET has no Bq/ml with SUV: {string.Join(" ", pets.SelectMany(p => p.Pet!.Refusals).Select(f => f.Text).Distinct())}");
    }

    /// <summary>The PET plays the part of the one time point, so that regions lie on its grid and nothing is resampled.</summary>
    private static RegionSet Segment(CaseDescription description, ImportedStudy study, QuantifiedPet pet, List<Finding> findings)
    {
        IReadOnlyList<SeriesMove> moves = description.Inputs.Moves ?? [];
        RequireOneFrame(description.Regions, study, pet.SeriesId, moves);
        pet = pet with { Activity = StudyMoves.Moved(pet.Activity, pet.SeriesId, moves) };
        Grid grid = pet.Activity.Grid;
        QuantifiedScan scan = new(pet.SeriesId, pet.Activity, pet.ReferenceTime ?? default, Duration.FromSeconds(0), 0);
        QuantifiedStudy quantified = new(study, new Administration("", null, Activity.FromMBq(1), default), null, pet, [scan], []);
        Volume<MassDensity> water = new(grid, [.. Enumerable.Repeat(Alignment.WaterDensity_g_per_cm3, grid.Count)]);
        AlignedStudy aligned = new(quantified, grid, [scan], water, false, []);
        return Segmentation.Segment(aligned, RegionChoice.Drawn(description.Regions, study, moves, findings), RegionChoice.Options(description.Regions, study));
    }

    /// <summary>Regions that were drawn in another frame of reference need a move of the PET, or a person who looked.</summary>
    private static void RequireOneFrame(CaseRegions said, ImportedStudy study, string petId, IReadOnlyList<SeriesMove> moves)
    {
        if (said.AlignmentConfirmed == true || moves.Any(m => m.SeriesId == petId)) return;
        ImportedStructureSet? drawn = study.StructureSets.FirstOrDefault(s => said.Source is null || s.Id == said.Source || s.Label == said.Source);
        string? frame = study.Series.First(s => s.Id == petId).FrameOfReferenceUid;
        if (drawn?.FrameOfReferenceUid is { Length: > 0 } other && other != frame)
            throw new RefusedException("PET.OTHER_FRAME", $"The regions of {drawn.Label ?? drawn.Id} were drawn in another frame of reference than that of the PET. Register the PET (page Registration), or look at the overlay and confirm on the regions page that they fit.");
    }

    private static RefusedException Missing(string what) => new("PET.INCOMPLETE", $"The headers of the PET do not state {what}. Bring the PET again with complete headers.");
}
