using System.Collections.Concurrent;
using Dosimetry.Engine.Phantom.Imaging;
using Dosimetry.Engine.Phantom.Psma;

namespace Dosimetry.TestSupport;

/// <summary>Virtual PSMA patients on coarse voxels, drawn once per test run: about two seconds each.</summary>
internal static class CoarsePatients
{
    private static readonly ConcurrentDictionary<ulong, Lazy<PsmaPatient>> Drawn = new();

    /// <summary>The patient of a seed.</summary>
    public static PsmaPatient Of(ulong seed) =>
        Drawn.GetOrAdd(seed, s => new(() => PsmaPatient.Draw(new PsmaOptions(s) { Style = ScannerStyle.ByName("coarse") }))).Value;
}
