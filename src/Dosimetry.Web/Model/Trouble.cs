using Dosimetry.Engine.Foundation;

namespace Dosimetry.Web.Model;

/// <summary>An error as a page shows it: what happened in the user's words, what to do, a code to quote. Never a stack trace.</summary>
public sealed record Trouble(string Code, string Title, string Cause, string Cure, bool Refused = false, string? Details = null)
{
    /// <summary>The page did not survive its own work.</summary>
    public static readonly Trouble Unexpected = new("WEB.UNEXPECTED", "This page could not be shown",
        "An error occurred while the page was prepared.", "Reload the page. Finished work is safe on the server; the cause is in the server's log.");
    /// <summary>The signed-in user lacks the role.</summary>
    public static readonly Trouble NotAllowed = new("WEB.NOT_ALLOWED", "Not allowed",
        "Your account has no role that may see this page.", "Ask an administrator for the role, or sign in with another account.");
    /// <summary>There is no such case.</summary>
    public static readonly Trouble NoSuchCase = new("WEB.NO_SUCH_CASE", "There is no such case",
        "The address names a case that does not exist, or that was deleted.", "Open the list of cases and choose one.");

    /// <summary>Somebody else, or another tab, saved since the page was read.</summary>
    public static Trouble SavedInBetween(Cases.ChangedByOtherException conflict) => new("CASE.CHANGED_BY_OTHER", "Somebody saved in between", conflict.Message,
        "Your values are still in the form. Note them, show the newer version, and enter them again where it differs.", Refused: true);

    /// <summary>What a refusal of the engine looks like on a page.</summary>
    public static Trouble From(RefusedException refusal) =>
        new(refusal.Finding.Code, "Refused", refusal.Finding.Text, refusal.Finding.File is null ? "" : $"File: {refusal.Finding.File}", Refused: true);
}
