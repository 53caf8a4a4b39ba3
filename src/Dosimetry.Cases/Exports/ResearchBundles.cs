using System.Security.Cryptography;
using Dosimetry.Cases.Audit;
using Dosimetry.Cases.Jobs;
using Dosimetry.Cases.Security;
using Dosimetry.Cases.Settings;
using Dosimetry.Cases.Store;
using Dosimetry.Engine.Calibrate;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Report;
using Dosimetry.Engine.Report.Bundle;

namespace Dosimetry.Cases.Exports;

/// <summary>
/// De-identified research bundles of cases. Only physicists and administrators may make one, and each is in the trail. The key that pseudonyms and
/// identifiers follow from is made once for the installation and lies in the data folder, readable by its owner only.
/// </summary>
public sealed class ResearchBundles(CurrentRegions regions, RegionFiles files, CaseResults results, SettingsStore settings, AuditTrail audit, DataRoot root)
{
    private const string KeyFile = "bundle.key";
    private const int Key_bytes = 32;

    /// <summary>Writes the bundle of a case.</summary>
    /// <exception cref="RefusedException">BUNDLE.NOT_ALLOWED, EXPORT.NO_IMPORT.</exception>
    public IReadOnlyList<BundleFile> Write(Actor actor, string caseId, Stream target, CancellationToken cancel)
    {
        if ((actor.Roles & (Role.Physicist | Role.Admin)) == 0)
            throw new RefusedException("BUNDLE.NOT_ALLOWED", "Only physicists and administrators may make research bundles.");
        CaseImport import = results.Import(caseId) ?? throw new RefusedException("EXPORT.NO_IMPORT", "This case has no images: there is nothing to bundle.");
        Deidentifier identity = new(Key(), import.Study.Patient.Id is { Length: > 0 } id ? id : caseId);
        CaseResult? dose = results.Latest(caseId, JobKinds.Dose);
        BundleContent content = new(
            import.Study with { Folder = import.Folder }, regions.Labels(caseId), Given(settings.Get(caseId).Settings.Administration),
            dose is not null && results.VerifiedFile(dose, ReportFiles.Result) is { } json ? ResultJson.Read(File.ReadAllText(json)) : null,
            dose is null ? null : results.VerifiedFile(dose, ReportFiles.Dose));
        audit.Record(actor, "bundle.export", "case", caseId, $"as {identity.Pseudonym}");
        return new BundleWriter(identity, files.Maker).Write(content, target, cancel);
    }

    private static Administration? Given(AdministrationSettings? a) =>
        a is null ? null : new Administration(a.Nuclide, a.Ligand, Activity.FromMBq(a.Activity_MBq), a.InjectionTime, a.Amount_nmol);

    private byte[] Key()
    {
        string path = Path.Combine(root.Folder, KeyFile);
        if (!File.Exists(path)) MakeKey(path);
        return Convert.FromHexString(File.ReadAllText(path).Trim());
    }

    private static void MakeKey(string path)
    {
        Durable.WriteText(path, Convert.ToHexString(RandomNumberGenerator.GetBytes(Key_bytes)));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }
}
