namespace Dosimetry.TestSupport;

/// <summary>Takes a test's folder away while child processes of the test may still be leaving it.</summary>
internal static class TestFolder
{
    private const int Tries = 100;

    public static void Delete(string folder)
    {
        for (int n = 1; Directory.Exists(folder); n++)
        {
            try { Directory.Delete(folder, recursive: true); }
            catch (IOException) when (n < Tries) { Thread.Sleep(100); } // a file was made between listing and removing
        }
    }
}
