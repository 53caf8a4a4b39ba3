using Dosimetry.Cases;

namespace Dosimetry.Web.Configuration;

/// <summary>
/// What the operator may set, by command line (<see cref="CommandLine"/>), environment (<c>Dosimetry__Port=5080</c>) or appsettings.json,
/// section <see cref="Section"/>. Bounds of uploads and jobs are those of <see cref="CasesOptions"/>, section <see cref="RecordSection"/>.
/// </summary>
public sealed class WebOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Dosimetry";
    /// <summary>Section of the record's bounds.</summary>
    public const string RecordSection = "Dosimetry:Record";

    /// <summary>TCP port on the loopback addresses; 0 takes a free one. Ignored when <c>--urls</c> is given.</summary>
    public int Port { get; set; } = 5080;

    /// <summary>Folder of the record: store, case files, jobs, keys. Made with access for the owner only.</summary>
    public string DataFolder { get; set; } =
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "dosimetry-planner");

    /// <summary>PostgreSQL connection string; null uses the embedded SQLite store in the data folder.</summary>
    public string? Postgres { get; set; }

    /// <summary>A reverse proxy on this machine ends TLS and passes X-Forwarded-For and X-Forwarded-Proto.</summary>
    public bool BehindProxy { get; set; }

    /// <summary>Where long work computes: <c>auto</c>, <c>cpu</c> or <c>gpu</c>.</summary>
    public string Device { get; set; } = "auto";

    /// <summary>The <c>dosimetry</c> program that child processes run; null looks beside this program and in the checkout.</summary>
    public string? Tool { get; set; }

    /// <summary>Uploads that one user may open per minute.</summary>
    public int UploadsPerMinute { get; set; } = 20;

    /// <summary>Sign-in attempts that one address may make per minute.</summary>
    public int SignInsPerMinute { get; set; } = 20;

    /// <summary>Hours without a request after which a sign-in ends.</summary>
    public double IdleSignOut_h { get; set; } = 8;

    /// <summary>The options of the record: folders from here, bounds from their own section.</summary>
    public CasesOptions Record(IConfiguration configuration)
    {
        CasesOptions record = new() { DataFolder = DataFolder, PostgreSql = Postgres, CliProgram = Tool };
        configuration.GetSection(RecordSection).Bind(record);
        return record;
    }
}
