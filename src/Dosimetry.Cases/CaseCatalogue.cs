using Dosimetry.Cases.Audit;
using Dosimetry.Cases.Store;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Cases;

/// <summary>The list of cases and what happens to a case as a whole. Every change leaves one audit entry in the same transaction.</summary>
public sealed class CaseCatalogue(Database database, AuditTrail audit, DataRoot root, TimeProvider time)
{
    private const int LongestLabel = 120;
    private const string Summary = """
        select c.id, c.label, c.state, c.created_at, c.created_by, c.changed_at, c.changed_by, c.row_version,
               (select count(*) from job j where j.case_id = c.id and j.state in ('Queued', 'Running', 'Cancelling')) as active_jobs,
               (select count(*) from case_file f where f.case_id = c.id) as files,
               case when c.state = 'Archived' then 'None'
                    when not exists (select 1 from case_file f where f.case_id = c.id) then 'Upload'
                    when not exists (select 1 from case_result r where r.case_id = c.id and r.kind = 'import') then 'Import'
                    when not exists (select 1 from case_settings s where s.case_id = c.id and s.document like '%"administration"%') then 'Administration'
                    when not exists (select 1 from case_result r where r.case_id = c.id and r.kind = 'prepare') then 'Prepare'
                    when not exists (select 1 from case_result r where r.case_id = c.id and r.kind = 'dose') then 'Dose'
                    else 'Report' end as next_step
          from dosimetry_case c
        """;

    /// <summary>All cases, last changed first.</summary>
    public IReadOnlyList<CaseSummary> List(bool withArchived = false) => database.Read(scope => scope.Rows<CaseSummary>(
        $"{Summary} where c.state <> 'Archived' or @all = 1 order by c.changed_at desc, c.id desc", new { all = withArchived ? 1 : 0 }));

    /// <summary>One case, or null.</summary>
    public CaseSummary? Find(string caseId) => database.Read(scope => scope.Row<CaseSummary>($"{Summary} where c.id = @caseId", new { caseId }));

    /// <summary>One case.</summary>
    /// <exception cref="RefusedException">CASE.UNKNOWN.</exception>
    public CaseSummary Get(string caseId) => Find(caseId) ?? throw Unknown();

    /// <summary>Makes an empty case.</summary>
    public CaseSummary Create(Actor actor, string label)
    {
        string id = Ulid.New(time.GetUtcNow());
        label = CheckedLabel(label);
        DataRoot.CreateFolder(root.Case(id));
        database.Write(scope =>
        {
            scope.Do("""
                insert into dosimetry_case (id, label, state, created_at, created_by, changed_at, changed_by, row_version)
                values (@id, @label, 'Draft', @now, @by, @now, @by, 1)
                """, new { id, label, now = time.GetUtcNow(), by = actor.Name });
            audit.Append(scope, actor, "case.create", "case", id);
        });
        return Get(id);
    }

    /// <summary>Gives a case another label. The trail tells that, not the labels: they may name a person.</summary>
    /// <exception cref="ChangedByOtherException">The case changed since <paramref name="rowVersion"/>.</exception>
    public void Rename(Actor actor, string caseId, string label, long rowVersion) =>
        Change(actor, caseId, rowVersion, "case.rename", "label changed", "label = @value", CheckedLabel(label));

    /// <summary>Closes a case for changes.</summary>
    /// <exception cref="ChangedByOtherException">The case changed since <paramref name="rowVersion"/>.</exception>
    public void Archive(Actor actor, string caseId, long rowVersion) =>
        Change(actor, caseId, rowVersion, "case.archive", "→ archived", "state = @value", nameof(CaseState.Archived));

    /// <summary>Opens an archived case again.</summary>
    /// <exception cref="ChangedByOtherException">The case changed since <paramref name="rowVersion"/>.</exception>
    public void Reopen(Actor actor, string caseId, long rowVersion) =>
        Change(actor, caseId, rowVersion, "case.reopen", "archived → in work", "state = @value", nameof(CaseState.InWork));

    /// <summary>Files of a case by their original name.</summary>
    public IReadOnlyList<CaseFile> Files(string caseId) => database.Read(scope => scope.Rows<CaseFile>(
        "select sha256, display_name, bytes, added_at, added_by from case_file where case_id = @caseId order by display_name, sha256", new { caseId }));

    /// <summary>Refuses a change of a case that is unknown or archived.</summary>
    internal static void RequireOpen(StoreScope scope, string caseId)
    {
        string state = scope.Value<string>("select state from dosimetry_case where id = @caseId", new { caseId }) ?? throw Unknown();
        if (state == nameof(CaseState.Archived))
            throw new RefusedException("CASE.ARCHIVED", "The case is archived and cannot be changed. Open it again first.");
    }

    /// <summary>Marks a case as changed now.</summary>
    internal void Touch(StoreScope scope, Actor actor, string caseId) =>
        scope.Do("update dosimetry_case set changed_at = @now, changed_by = @by where id = @caseId", new { caseId, now = time.GetUtcNow(), by = actor.Name });

    internal static RefusedException Unknown() => new("CASE.UNKNOWN", "There is no such case. It may have been deleted; the list shows what there is.");

    private void Change(Actor actor, string caseId, long rowVersion, string action, string summary, string set, string value) => database.Write(scope =>
    {
        int rows = scope.Do(
            $"update dosimetry_case set {set}, changed_at = @now, changed_by = @by, row_version = row_version + 1 where id = @caseId and row_version = @rowVersion",
            new { caseId, rowVersion, value, now = time.GetUtcNow(), by = actor.Name });
        if (rows == 0) throw Conflict(scope, caseId);
        audit.Append(scope, actor, action, "case", caseId, summary);
    });

    private static Exception Conflict(StoreScope scope, string caseId) =>
        scope.Row<CaseSummary>($"{Summary} where c.id = @caseId", new { caseId }) is { } now
            ? new ChangedByOtherException(now.ChangedBy, now.ChangedAt, now.RowVersion)
            : Unknown();

    private static string CheckedLabel(string label)
    {
        label = label.Trim();
        bool good = label.Length is > 0 and <= LongestLabel && !label.Any(char.IsControl);
        return good ? label : throw new RefusedException("CASE.LABEL", $"A label has 1 to {LongestLabel} visible characters.");
    }
}
