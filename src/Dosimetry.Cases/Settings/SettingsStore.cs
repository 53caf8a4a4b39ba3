using System.Text.Json;
using Dosimetry.Cases.Audit;
using Dosimetry.Cases.Store;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Cases.Settings;

/// <summary>Reads and saves the settings document of a case. A save names the version it was made from; the second of two savers is told, nothing is lost.</summary>
public sealed class SettingsStore(Database database, AuditTrail audit, CaseCatalogue cases, TimeProvider time)
{
    /// <summary>The settings, or the defaults with version 0 when nobody saved yet.</summary>
    public VersionedSettings Get(string caseId) => database.Read(scope => Read(scope, caseId));

    /// <summary>Saves and returns the new version. Saving what is stored already changes nothing and leaves no entry.</summary>
    /// <exception cref="ChangedByOtherException">Somebody saved since <paramref name="rowVersion"/>.</exception>
    /// <exception cref="RefusedException">PATIENT.OUT_OF_RANGE: a clinical value cannot be, whoever sent it.</exception>
    public VersionedSettings Save(Actor actor, string caseId, CaseSettings settings, long rowVersion) => database.Write(scope =>
    {
        PatientValues.Refuse(settings.Patient);
        CaseCatalogue.RequireOpen(scope, caseId);
        VersionedSettings old = Read(scope, caseId);
        IReadOnlyList<FieldChange> changes = SettingsDiff.Between(old.Settings, settings);
        if (old.RowVersion == rowVersion && rowVersion > 0 && changes.Count == 0) return old;
        if (Write(scope, actor, caseId, settings, rowVersion) == 0) throw Conflict(scope, caseId);
        cases.Touch(scope, actor, caseId);
        audit.Append(scope, actor, "settings.save", "case", caseId, string.Join("; ", changes));
        return Read(scope, caseId);
    });

    private int Write(StoreScope scope, Actor actor, string caseId, CaseSettings settings, long rowVersion) => scope.Do(
        rowVersion == 0
            ? """
              insert into case_settings (case_id, document, changed_at, changed_by, row_version) values (@caseId, @document, @now, @by, 1)
              on conflict (case_id) do nothing
              """
            : """
              update case_settings set document = @document, changed_at = @now, changed_by = @by, row_version = row_version + 1
              where case_id = @caseId and row_version = @rowVersion
              """,
        new { caseId, rowVersion, document = JsonSerializer.Serialize(settings, EngineJson.Options), now = time.GetUtcNow(), by = actor.Name });

    internal static VersionedSettings Read(StoreScope scope, string caseId)
    {
        var row = scope.Row<Stored>("select document, row_version, changed_by, changed_at from case_settings where case_id = @caseId", new { caseId });
        if (row is null) return new VersionedSettings(new CaseSettings(), 0, null, null);
        return new VersionedSettings(
            JsonSerializer.Deserialize<CaseSettings>(row.Document, EngineJson.Options)!, row.RowVersion, row.ChangedBy, row.ChangedAt);
    }

    private static ChangedByOtherException Conflict(StoreScope scope, string caseId)
    {
        VersionedSettings now = Read(scope, caseId);
        return new ChangedByOtherException(now.ChangedBy ?? "somebody", now.ChangedAt ?? default, now.RowVersion);
    }

    private sealed record Stored
    {
        public string Document { get; init; } = "";
        public long RowVersion { get; init; }
        public string ChangedBy { get; init; } = "";
        public DateTimeOffset ChangedAt { get; init; }
    }
}
