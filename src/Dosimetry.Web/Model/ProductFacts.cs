using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using Dosimetry.Cases;
using Dosimetry.Engine.Compute;
using Dosimetry.Engine.Foundation;
using Dosimetry.Web.Configuration;
using Microsoft.Extensions.Options;

namespace Dosimetry.Web.Model;

/// <summary>A line of the about page.</summary>
public sealed record Fact(string Name, string Value);

/// <summary>A card of the about page.</summary>
public sealed record FactGroup(string Title, IReadOnlyList<Fact> Facts);

/// <summary>Versions, data and bounds, as they are in this process: nothing is written by hand that the program can tell.</summary>
public sealed class ProductFacts(IOptions<WebOptions> options, CasesOptions record, NuclideLibrary nuclides)
{
    private const string ShownNuclide = "Lu-177";

    /// <summary>All cards.</summary>
    public IReadOnlyList<FactGroup> Groups() => [Versions(), Data(), Bounds()];

    /// <summary>Licence text of the decay data, as it must travel with them.</summary>
    public string DecayDataNotice()
    {
        string file = Path.Combine(AppContext.BaseDirectory, "data", "physics", "nuclides", "LICENSE_DECDATA.txt");
        return File.Exists(file) ? File.ReadAllText(file) : "The notice is missing beside the data.";
    }

    private FactGroup Versions() => new("Versions",
    [
        new("Dosimetry Planner", Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown"),
        new(".NET", RuntimeInformation.FrameworkDescription),
        new("System", $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} processors"),
        new("Store", record.PostgreSql is null ? "SQLite in the data folder" : "PostgreSQL"),
        new("DICOM", "own reader in a child process with bounds on memory and time"),
        new("Compressed images", "RLE by itself; JPEG families through gdcmconv where it is installed"),
    ]);

    private FactGroup Data()
    {
        NuclideData lu = nuclides[ShownNuclide];
        return new("Computing",
        [
            .. Device(),
            new("Nuclides", $"{nuclides.Names.Count} records"),
            new(ShownNuclide, string.Create(CultureInfo.InvariantCulture,
                $"T½ {lu.HalfLife.Hours:0.00} h; {lu.ElectronEnergy_keV:0.0} keV electrons and {lu.PhotonEnergy_keV:0.0} keV photons per decay")),
            new("Source of decay data", lu.Source),
        ]);
    }

    private IEnumerable<Fact> Device()
    {
        yield return new("Device asked for", options.Value.Device);
        // The choice was checked at start. A demanded GPU that is absent is said here, not thrown.
        using IVoxelDevice device = Devices.Open(options.Value.Device == "cpu" ? DeviceChoice.Cpu : DeviceChoice.Auto);
        yield return new("Device used", device.Name);
        if (device.Reason is { } reason) yield return new("Why", reason);
    }

    private FactGroup Bounds() => new("Bounds",
    [
        new("Largest file", Words.Size(record.MaxFileBytes)),
        new("Largest upload", Words.Size(record.MaxUploadBytes)),
        new("Files in one upload", Text(record.MaxUploadFiles)),
        new("Disk kept free", Words.Size(record.DiskReserveBytes)),
        new("Time of an import", Words.Span(record.ImportTimeLimit.TotalSeconds)),
        new("Jobs per user", Text(record.MaxActiveJobsPerUser)),
        .. OptionsCheck.Limits(options.Value).Select(l => new Fact(l.Meaning, Text(l.Value))),
    ]);

    private static string Text(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
