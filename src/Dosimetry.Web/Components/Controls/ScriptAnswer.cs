namespace Dosimetry.Web.Components.Controls;

/// <summary>What our scripts answer: an exception in the browser must not end the user's session, so it comes back as text.</summary>
public sealed record ScriptAnswer(bool Ok, string? Error);
