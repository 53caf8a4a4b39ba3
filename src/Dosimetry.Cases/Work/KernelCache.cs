namespace Dosimetry.Cases.Work;

/// <summary>Where dose engines keep the kernels they computed, so that the second case of a site is quicker. Losing it loses nothing but time.</summary>
public static class KernelCache
{
    /// <summary>A folder of this user; null where the system names none.</summary>
    public static string? Folder
    {
        get
        {
            string place = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
            return place.Length == 0 ? null : Path.Combine(place, "dosimetry-planner", "kernels");
        }
    }
}
