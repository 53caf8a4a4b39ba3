using Dosimetry.Engine.Compute;
using Dosimetry.Engine.Dose.Physics;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Dose.MonteCarlo;

/// <summary>Runs the batches of one computation on an executor; with a checkpoint, from where an interrupted run stopped.</summary>
internal sealed class TransportProgram(DoseInput input, PhysicsLibrary library, MonteCarloSettings settings, RunLength length,
    DoseOptions options, BatchSums sums, IProgress<DoseProgress>? progress, CancellationToken cancel) : IVoxelProgram<Finding?>
{
    /// <summary>Fills the sums; returns what there is to say about the checkpoint.</summary>
    public Finding? Run<TF, TI, TT>(IKernelHost<TF, TI, TT> host)
        where TF : struct, IView<float> where TI : struct, IView<int> where TT : struct, ITally
    {
        var plan = new SourcePlan(input.Tia.Values);
        using var memory = new TransportMemory<TF, TI, TT>(host, input, library, settings);
        Checkpoint? checkpoint = options.Checkpoint is null ? null
            : new Checkpoint(options.Checkpoint, CheckpointKey.Of(input, options, settings, length, memory.Fingerprint), options.CheckpointEvery_s);
        Finding? finding = checkpoint?.Restore(sums);
        ResumedAt = sums.Batches;
        for (int batch = ResumedAt; length.Wants(batch, sums, out DoseProgress done); batch++)
        {
            if (cancel.IsCancellationRequested) checkpoint?.Write(sums);
            cancel.ThrowIfCancellationRequested();
            progress?.Report(done);
            sums.Add(Batch(host, memory.Kernel, plan, batch));
            checkpoint?.WriteIfDue(sums);
        }
        return finding;
    }

    /// <summary>Batches that were there before this run.</summary>
    public int ResumedAt { get; private set; }

    private long[] Batch<TF, TI, TT>(IKernelHost<TF, TI, TT> host, DecayKernel<TF, TI, TT> kernel, SourcePlan plan, int batch)
        where TF : struct, IView<float> where TI : struct, IView<int> where TT : struct, ITally
    {
        (double shift, EvenSequence even) = SourcePlan.Shifts(options.Seed, batch);
        (int[] voxel, int[] start) = plan.Tasks(length.DecaysPerBatch, shift);
        int[] work = SourcePlan.Work(start);
        using IBuffer<int, TI> voxels = host.Ints(voxel), starts = host.Ints(start), works = host.Ints(work);
        using IBuffer<long, TT> tally = host.Tally(kernel.Voxels + 2);
        (kernel.TaskVoxel, kernel.TaskStart, kernel.WorkStart, kernel.Even) = (voxels.View, starts.View, works.View, even);
        (kernel.Seed, kernel.FirstDecay) = (options.Seed, (ulong)batch * (ulong)length.DecaysPerBatch);
        kernel.Tally = kernel.Electrons.Tally = kernel.Photons.Tally = kernel.Photons.Electrons.Tally = kernel.Photons.Packets.Tally = tally.View;
        host.Launch(work.Length - 1, kernel);
        return tally.ToArray();
    }
}
