namespace Dosimetry.Cases.Security;

/// <summary>What a person may do; a person can hold several. Default deny: an account without a role sees nothing.</summary>
[Flags]
public enum Role
{
    /// <summary>No rights.</summary>
    None = 0,
    /// <summary>Everything on a case except approval.</summary>
    Physicist = 1,
    /// <summary>View, comment, edit lesion classes.</summary>
    Physician = 2,
    /// <summary>Accounts, protocols, settings.</summary>
    Admin = 4,
    /// <summary>Read everything including the audit trail; change nothing.</summary>
    Auditor = 8,
    /// <summary>Read cases.</summary>
    ReadOnly = 16,
}
