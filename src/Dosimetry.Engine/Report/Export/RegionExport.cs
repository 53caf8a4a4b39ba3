using Dosimetry.Dicom.Objects;
using Dosimetry.Dicom.Writing;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;
using Dosimetry.Engine.Report.Contours;
using Dosimetry.Engine.Report.Pictures;
using Dosimetry.Engine.Segment;

namespace Dosimetry.Engine.Report.Export;

/// <summary>Who made an export and when; <paramref name="Created"/> enters as data, because the engine has no clock.</summary>
public sealed record ExportMaker(string Software, string Version, DateTime Created);

/// <summary>
/// Regions of a label volume as DICOM: a binary SEG on the labels' own grid (every voxel as it is, so that the volume comes back exactly), or an RTSTRUCT of
/// area-keeping contours in each of its slices. Patient, study and frame of reference are those of the images they were drawn on. The same input gives the
/// same bytes.
/// </summary>
public sealed class RegionExport
{
    private readonly ImportedStudy _study;
    private readonly ImportedSeries _drawnOn;
    private readonly LabelVolume _labels;
    private readonly DicomGeometry _geometry;
    private readonly ExportMaker _maker;
    private readonly string _seed;
    private readonly KeyValuePair<int, string>[] _regions;

    /// <summary>Prepares the objects of a label volume.</summary>
    /// <param name="study">Import whose patient and study the objects belong to.</param>
    /// <param name="drawnOn">Series of it that the regions were drawn on; its frame of reference is theirs.</param>
    /// <param name="labels">Regions; labels without a voxel are left out.</param>
    /// <param name="maker">Who and when.</param>
    /// <exception cref="RefusedException">EXPORT.NO_REGION, REPORT.SHEARED_GRID.</exception>
    public RegionExport(ImportedStudy study, ImportedSeries drawnOn, LabelVolume labels, ExportMaker maker)
    {
        (_study, _drawnOn, _labels, _maker) = (study, drawnOn, labels, maker);
        _geometry = DicomGeometry.Of(labels.Grid);
        bool[] used = new bool[ushort.MaxValue + 1];
        foreach (ushort label in labels.Labels) used[label] = true;
        _regions = [.. labels.Names.Where(n => used[n.Key]).OrderBy(n => n.Key)];
        if (_regions.Length == 0) throw new RefusedException("EXPORT.NO_REGION", "There is no region with a voxel in it: nothing to export.");
        _seed = $"{drawnOn.SeriesInstanceUid} {maker.Created:s} {string.Join(",", _regions)}";
    }

    /// <summary>The Segmentation, one segment per region.</summary>
    public byte[] Seg()
    {
        Dictionary<int, Dictionary<int, bool[]>> planes = Planes();
        NewSegment Segment(KeyValuePair<int, string> region)
        {
            bool lesion = RegionNames.ClassOf(region.Value) == RegionClass.Lesion;
            return new NewSegment(region.Value, [], lesion ? CodedConcept.AbnormalStructure : CodedConcept.AnatomicalStructure, lesion ? CodedConcept.Lesion : CodedConcept.Tissue)
            {
                Planes = planes[region.Key], AlgorithmType = "SEMIAUTOMATIC", AlgorithmName = _maker.Software,
            };
        }
        return DicomWriter.Write(new NewSeg(Header("seg", 904, "Regions"), _geometry.Stack, "Regions", [.. _regions.Select(Segment)], null).ToDataSet());
    }

    /// <summary>The RT Structure Set.</summary>
    public byte[] Structures()
    {
        SeriesReference images = new(Valid(_drawnOn.StudyInstanceUid, "study"), Valid(_drawnOn.SeriesInstanceUid, "images"), Instances());
        return DicomWriter.Write(new NewRtStruct(Header("rtstruct", 901, "Regions"), "Dosimetry", images, [.. Regions().Select((r, n) => Drawn(r, n + 1))])
        {
            Description = Statements.ResearchUseOnly,
        }.ToDataSet());
    }

    private NewRegion Drawn(Region region, int number)
    {
        Rgb colour = Rgb.FromHex(region.Colour);
        IEnumerable<NewContour> contours = RegionContours.Of(region, _labels.Grid).Select(c => new NewContour([.. c.Points_mm.Select(DicomGeometry.ToLps)]));
        return new NewRegion(number, region.Name, (colour.R, colour.G, colour.B), [.. contours], region.Class == RegionClass.Lesion ? "GTV" : "ORGAN") { GenerationAlgorithm = "SEMIAUTOMATIC" };
    }

    private IEnumerable<Region> Regions()
    {
        Dictionary<int, List<int>> voxels = _regions.ToDictionary(r => r.Key, _ => new List<int>());
        for (int n = 0; n < _labels.Labels.Length; n++)
            if (_labels.Labels[n] != 0 && voxels.TryGetValue(_labels.Labels[n], out List<int>? of)) of.Add(n);
        foreach ((int label, string name) in _regions)
        {
            float[] whole = new float[voxels[label].Count];
            Array.Fill(whole, 1);
            yield return new Region(name, RegionNames.ClassOf(name), [.. voxels[label]], whole, "labels", RegionNames.Colour(name));
        }
    }

    /// <summary>Pixels of each label in each slice of the stack that holds any, in one walk over the volume.</summary>
    private Dictionary<int, Dictionary<int, bool[]>> Planes()
    {
        Grid grid = _labels.Grid;
        int pixels = grid.Nx * grid.Ny;
        Dictionary<int, Dictionary<int, bool[]>> planes = _regions.ToDictionary(r => r.Key, _ => new Dictionary<int, bool[]>());
        for (int k = 0, n = 0; k < grid.Nz; k++)
            for (int p = 0; p < pixels; p++, n++)
            {
                if (_labels.Labels[n] == 0 || !planes.TryGetValue(_labels.Labels[n], out var of)) continue;
                int slice = _geometry.Reversed ? grid.Nz - 1 - k : k;
                if (!of.TryGetValue(slice, out bool[]? plane)) of[slice] = plane = new bool[pixels];
                plane[p] = true;
            }
        return planes;
    }

    private ObjectHeader Header(string role, int seriesNumber, string description)
    {
        ImportedPatient p = _study.Patient;
        string? frame = _drawnOn.FrameOfReferenceUid;
        return new ObjectHeader(
            new PatientModule(p.Id, p.Name, p.Sex is "M" or "F" or "O" ? p.Sex : null, ExportIdentity.BirthDate(p.BirthDate), p.Weight_kg, p.Height_cm),
            new StudyModule(Valid(_drawnOn.StudyInstanceUid, "study")),
            new SeriesModule(Uid(role + " series"), seriesNumber, _maker.Created, description, DicomUid.IsValid(frame) ? frame : Uid("frame")),
            new EquipmentModule("Dosimetry Planner contributors", _maker.Software, _maker.Version, "1"), Uid(role), 1, _maker.Created);
    }

    private IReadOnlyList<InstanceReference> Instances() => _drawnOn.InstanceUids.Count > 0
        ? [.. _drawnOn.InstanceUids.Select(uid => new InstanceReference(_drawnOn.SopClassUid ?? SopClass.Ct, uid))]
        : [new InstanceReference(_drawnOn.SopClassUid ?? SopClass.Ct, Uid("instance"))];

    private string Uid(string role) => DicomUid.From(_seed, role);

    private string Valid(string uid, string role) => DicomUid.IsValid(uid) ? uid : Uid(role);
}
