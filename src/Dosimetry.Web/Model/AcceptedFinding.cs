using Dosimetry.Engine.Foundation;

namespace Dosimetry.Web.Model;

/// <summary>A finding that a person accepts on a page, with the reason that an error needs.</summary>
public sealed record AcceptedFinding(Finding Finding, string Reason);
