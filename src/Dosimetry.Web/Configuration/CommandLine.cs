namespace Dosimetry.Web.Configuration;

/// <summary>Turns the program's arguments into configuration keys, so that each option has one name on the command line and one home.</summary>
public static class CommandLine
{
    private static readonly Dictionary<string, string> Keys = new(StringComparer.Ordinal)
    {
        ["--port"] = "Dosimetry:Port",
        ["--data"] = "Dosimetry:DataFolder",
        ["--postgres"] = "Dosimetry:Postgres",
        ["--device"] = "Dosimetry:Device",
        ["--tool"] = "Dosimetry:Tool",
        ["--certificate"] = "Kestrel:Certificates:Default:Path",
        ["--certificate-key"] = "Kestrel:Certificates:Default:KeyPath",
    };

    private static readonly Dictionary<string, string> Switches = new(StringComparer.Ordinal)
    {
        ["--behind-proxy"] = "Dosimetry:BehindProxy",
    };

    /// <summary>What <c>--help</c> prints.</summary>
    public const string Help = """
        Dosimetry Planner, web application. Research use only; not a medical device.

          --port N              TCP port on loopback (5080; 0 takes a free one)
          --urls URLS           addresses to listen on, separated by ';'; beyond loopback only with https or --behind-proxy
          --behind-proxy        a reverse proxy on this machine ends TLS
          --certificate FILE    certificate (PEM) for https addresses
          --certificate-key F   its private key (PEM)
          --data FOLDER         folder of the record (store, files, jobs, keys)
          --postgres STRING     connection string; keep the password in a pass file (PGPASSFILE) or the environment (PGPASSWORD)
          --device auto|cpu|gpu where dose is computed
          --tool FILE           the dosimetry program that child processes run
          --help                this text
        """;

    /// <summary>True when the user asked for help.</summary>
    public static bool AsksForHelp(IEnumerable<string> args) => args.Any(a => a is "--help" or "-h" or "-?");

    /// <summary>The arguments with our options written as configuration keys; all others are left as they are.</summary>
    public static string[] ToConfiguration(IEnumerable<string> args) => [.. args.Select(ToConfiguration)];

    private static string ToConfiguration(string argument)
    {
        if (Switches.TryGetValue(argument, out string? flag)) return $"--{flag}=true";
        int equals = argument.IndexOf('=', StringComparison.Ordinal);
        string name = equals < 0 ? argument : argument[..equals];
        return Keys.TryGetValue(name, out string? key) ? $"--{key}{argument[name.Length..]}" : argument;
    }
}
