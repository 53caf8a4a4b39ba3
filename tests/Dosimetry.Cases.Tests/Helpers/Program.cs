namespace Dosimetry.Cases.Tests;

/// <summary>The test program can be started by a test: as a writer that is then killed.</summary>
internal static class Program
{
    public static int Main(string[] args) => args switch
    {
        ["writer", string folder] => Store.KillWriter.Run(folder),
        _ => 2,
    };
}
