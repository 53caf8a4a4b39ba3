namespace Dosimetry.Engine.Report.Checklist;

/// <summary>How an item stands in a report.</summary>
public enum ItemState
{
    /// <summary>Every field of the item is there.</summary>
    Present,
    /// <summary>At least one field is not available; the text says which and why.</summary>
    Missing,
    /// <summary>The item has no meaning for this case; the text says why.</summary>
    NotApplicable,
    /// <summary>The item must not be reported; the text says why.</summary>
    Refused,
}

/// <summary>One of the 38 items: number, section of the report, title, state, and what the record says.</summary>
public sealed record ChecklistEntry(int Number, string Section, string Title, ItemState State, string Text);

/// <summary>What the record answers to an item.</summary>
public sealed record Answer(ItemState State, string Text)
{
    /// <summary>There, in these words.</summary>
    public static Answer Present(string text) => new(ItemState.Present, text);
    /// <summary>Not available, with the reason.</summary>
    public static Answer Missing(string reason) => new(ItemState.Missing, $"not available: {reason}");
    /// <summary>Without meaning here, with the reason.</summary>
    public static Answer NotApplicable(string reason) => new(ItemState.NotApplicable, reason);
    /// <summary>Refused, with the reason.</summary>
    public static Answer Refused(string reason) => new(ItemState.Refused, reason);

    /// <summary>
    /// An item of several fields: present when each has a value, else missing with the values that are there and the names of those that are not.
    /// </summary>
    public static Answer Fields(params (string Name, string? Value)[] fields)
    {
        string there = string.Join("; ", fields.Where(f => !Empty(f.Value)).Select(f => $"{f.Name} {f.Value}"));
        string[] absent = [.. fields.Where(f => Empty(f.Value)).Select(f => f.Name)];
        if (absent.Length == 0) return Present(there);
        Answer missing = Missing($"{string.Join(", ", absent)} (neither in the case description nor in the images)");
        return there.Length == 0 ? missing : missing with { Text = $"{there}; {missing.Text}" };
    }

    private static bool Empty(string? value) => string.IsNullOrWhiteSpace(value) || value == Figures.None;
}

/// <summary>An item of the list: its wording, and how the record answers it.</summary>
internal sealed record ChecklistItem(int Number, string Title, Func<CaseRecord, Answer> Ask);
