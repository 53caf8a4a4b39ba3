using Dosimetry.Engine.Phantom;
using Dosimetry.TestSupport;

namespace Dosimetry.Web.Tests.Browser;

/// <summary>The files of a small virtual patient as a hospital would send them; made once, when the first test asks.</summary>
public sealed class VirtualPatient : IDisposable
{
    private readonly Lazy<(string Folder, Truth Truth)> _made = new(Make);

    /// <summary>Folder that <c>dosimetry phantom</c> would write: dicom/, case.json, truth.json.</summary>
    public string Folder => _made.Value.Folder;
    /// <summary>CT, PET, RTSTRUCT and three SPECT.</summary>
    public string Dicom => Path.Combine(Folder, "dicom");
    /// <summary>What is really in the files.</summary>
    public Truth Truth => _made.Value.Truth;

    private static (string, Truth) Make()
    {
        string folder = Directory.CreateTempSubdirectory("dosimetry-patient-").FullName;
        return (folder, PhantomFactory.Write(SmallBody.Create(), new PhantomOptions(5) { SpectTimes_h = [4, 24, 96] }, folder));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_made.IsValueCreated) Directory.Delete(Folder, recursive: true);
    }
}
