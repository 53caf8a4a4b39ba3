using System.Globalization;
using Dosimetry.Cases.Store;

namespace Dosimetry.Web.Configuration;

/// <summary>Checks the options before anything starts and names every error at once, each with its cure.</summary>
public static class OptionsCheck
{
    /// <summary>All errors; an empty list lets the program start.</summary>
    public static IReadOnlyList<string> Errors(WebOptions options, IEnumerable<string> addresses)
    {
        List<string> errors = [];
        if (options.Port is < 0 or > 65535) errors.Add($"--port: {options.Port} is not between 0 and 65535.");
        if (options.Device is not ("auto" or "cpu" or "gpu")) errors.Add($"--device: '{options.Device}' is not auto, cpu or gpu.");
        if (string.IsNullOrWhiteSpace(options.DataFolder)) errors.Add("--data: a folder is needed.");
        else if (File.Exists(options.DataFolder)) errors.Add($"--data: '{options.DataFolder}' is a file; name a folder.");
        if (options.Tool is not null && !File.Exists(options.Tool)) errors.Add($"--tool: there is no file '{options.Tool}'.");
        if (PostgresObjection(options.Postgres) is { } objection) errors.Add(objection);
        errors.AddRange(addresses.Select(a => ListenAddresses.Objection(a, options.BehindProxy)).OfType<string>());
        errors.AddRange(Limits(options).Where(l => !(l.Value > 0)).Select(l =>
            string.Create(CultureInfo.InvariantCulture, $"{WebOptions.Section}:{l.Name}: {l.Value} is not above zero.")));
        return errors;
    }

    /// <summary>Every limit by name, for the check above and for the about page.</summary>
    public static IReadOnlyList<(string Name, double Value, string Meaning)> Limits(WebOptions options) =>
    [
        (nameof(WebOptions.UploadsPerMinute), options.UploadsPerMinute, "uploads one user may open per minute"),
        (nameof(WebOptions.SignInsPerMinute), options.SignInsPerMinute, "sign-in attempts per address and minute"),
        (nameof(WebOptions.IdleSignOut_h), options.IdleSignOut_h, "hours without a request until sign-out"),
    ];

    private static string? PostgresObjection(string? connection)
    {
        return connection is null || SqlDialect.PostgreSqlObjection(connection) is not { } objection ? null : $"--postgres: {objection}";
    }
}
