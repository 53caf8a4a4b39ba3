using Dosimetry.Cases.Store;
using Dosimetry.Engine.Evaluate;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Cases.Work;

/// <summary>The files of a comparison, spelt once: the verb <c>compare</c> and the work of that name write them, the pages read them.</summary>
public static class ComparisonOutput
{
    /// <summary><see cref="ComparisonResult"/>.</summary>
    public const string Document = "comparison.json";
    /// <summary>Evaluated − reference, Gy.</summary>
    public const string Difference = "difference.nii.gz";
    /// <summary>The same in percent of what the document's <c>percentOf</c> says.</summary>
    public const string Percent = "difference-percent.nii.gz";
    /// <summary>γ; 0 where not compared.</summary>
    public const string Gamma = "gamma.nii.gz";

    /// <summary>Writes document and maps into an existing folder.</summary>
    public static void Write(ComparisonResult result, string folder)
    {
        ComparisonMaps maps = result.Maps ?? throw new ArgumentException("A comparison read back from its document has no maps to write.", nameof(result));
        NiftiFile.Write(Path.Combine(folder, Difference), maps.Difference);
        NiftiFile.Write(Path.Combine(folder, Percent), maps.Percent);
        NiftiFile.Write(Path.Combine(folder, Gamma), maps.Gamma);
        Durable.WriteJson(Path.Combine(folder, Document), result);
    }
}
