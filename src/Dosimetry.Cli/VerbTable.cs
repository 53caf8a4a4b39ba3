using System.CommandLine;
using Dosimetry.Cli.Verbs;

namespace Dosimetry.Cli;

/// <summary>Every verb of the command line, in the order of the pipeline. One file per verb in <c>Verbs/</c>.</summary>
internal static class VerbTable
{
    public static IReadOnlyList<Command> All() =>
    [
        RunVerb.Create(),
        ValidateVerb.Create(),
        BenchVerb.Create(),
        ImportVerb.Create(),
        SuvVerb.Create(),
        CalibrateVerb.Create(),
        QuantifyVerb.Create(),
        RegisterVerb.Create(),
        SegmentVerb.Create(),
        ModelVerb.Create(),
        FitVerb.Create(),
        PhantomVerb.Create(),
        PbpkVerb.Create(),
        PlanVerb.Create(),
        PredictVerb.Create(),
        KernelVerb.Create(),
        SphereVerb.Create(),
        DoseVerb.Create(),
        DvhVerb.Create(),
        GammaVerb.Create(),
        CompareVerb.Create(),
        ExportVerb.Create(),
        BundleVerb.Create(),
        ShardVerb.Create(),
        MergeVerb.Create(),
        StatusVerb.Create(),
        VerifyVerb.Create(),
        DemoVerb.Create(),
        AuditCheckVerb.Create(),
    ];
}
