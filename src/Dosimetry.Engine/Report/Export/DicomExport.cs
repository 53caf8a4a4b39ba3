using Dosimetry.Dicom;
using Dosimetry.Dicom.Objects;
using Dosimetry.Dicom.Writing;
using Dosimetry.Engine.Evaluate;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Report.Contours;
using Dosimetry.Engine.Report.Pictures;
using Dosimetry.Engine.Segment;

namespace Dosimetry.Engine.Report.Export;

/// <summary>
/// The result as DICOM objects: dose (32 bits, or 16 for old receivers), regions, and the minimal plan both refer to, because no dose object exists for
/// radionuclides. Dose in Gy; frame of reference, patient and study of the input.
/// </summary>
public sealed class DicomExport
{
    private readonly CaseRecord _record;
    private readonly ExportIdentity _identity;
    private readonly DicomGeometry _geometry;
    private readonly IReadOnlyList<Region> _regions;

    /// <summary>Prepares the objects of a record.</summary>
    /// <exception cref="RefusedException">The dose grid's slices are sheared.</exception>
    public DicomExport(CaseRecord record, ReportDocument document)
    {
        _record = record;
        _identity = new ExportIdentity(record, document);
        _geometry = DicomGeometry.Of(record.Dose.Dose.Grid);
        _regions = [.. record.Regions.Regions.Where(r => r.Name != RegionNames.Remainder), .. record.Regions.Unions.Where(r => r.Name == RegionNames.WholeBody)];
    }

    /// <summary>RT Dose with its histograms; <paramref name="bits"/> is 32 or 16.</summary>
    public byte[] Dose(int bits)
    {
        string role = bits == 32 ? "rtdose" : "rtdose-16bit";
        var dose = new NewRtDose(
            _identity.Header(role, 903, "Absorbed dose"), _geometry.Stack, _geometry.Order(_record.Dose.Dose.Grid, _record.Dose.Dose.Values),
            $"{_record.Quantified.Administration.Nuclide}, one cycle, post-therapy, {_record.Dose.Engine}", Reference("rtplan", SopClass.RtPlan))
        {
            Bits = bits,
            HeterogeneityCorrection = _record.Aligned.DensityFromCt ? "IMAGE" : "WATER",
            StructureSet = Reference("rtstruct", SopClass.RtStructureSet),
            Dvhs = [.. _regions.Select((r, n) => Histogram(r.Name, n + 1)).OfType<NewDvh>()],
            Images = _identity.SpectInstances,
        };
        return Bytes(dose.ToDataSet());
    }

    /// <summary>RT Structure Set of the regions, slice by slice on the dose grid.</summary>
    public byte[] Structures() => Bytes(new NewRtStruct(
        _identity.Header("rtstruct", 901, "Regions of the dose computation"), "Dosimetry", _identity.SpectReference, [.. _regions.Select((r, n) => Drawn(r, n + 1))])
    {
        Description = Statements.ResearchUseOnly,
    }.ToDataSet());

    /// <summary>The minimal RT Plan: what was given, in words.</summary>
    public byte[] Plan()
    {
        var given = _record.Quantified.Administration;
        return Bytes(new NewRtPlan(
            _identity.Header("rtplan", 902, "Administration"), given.Nuclide, $"{given.Nuclide} {given.Ligand} {Figures.Plain(given.NetActivity.GBq)} GBq x 1", 1)
        {
            StructureSet = Reference("rtstruct", SopClass.RtStructureSet),
        }.ToDataSet());
    }

    private InstanceReference Reference(string role, string sopClass) => new(sopClass, _identity.Uid(role));

    private NewDvh? Histogram(string region, int number)
    {
        if (_record.Evaluation.Regions.FirstOrDefault(d => d.Name == region) is not { } d || d.Dvh.Dose_Gy.Length == 0) return null;
        return new NewDvh(number, d.Dvh.BinWidth_Gy, [.. d.Dvh.Volume_fraction.Select(v => v * d.Volume_ml)], d.MinDose_Gy, d.MeanDose_Gy, d.MaxDose_Gy);
    }

    private NewRegion Drawn(Region region, int number)
    {
        IEnumerable<NewContour> contours = RegionContours.Of(region, _record.Regions.Grid)
            .Select(c => new NewContour([.. c.Points_mm.Select(DicomGeometry.ToLps)], _identity.SpectInstances is [var single] ? single : null));
        Rgb colour = Rgb.FromHex(region.Colour);
        string type = region.Class switch { RegionClass.Lesion => "GTV", RegionClass.Body => "EXTERNAL", _ => "ORGAN" };
        return new NewRegion(number, region.Name, (colour.R, colour.G, colour.B), [.. contours], type) { GenerationAlgorithm = "SEMIAUTOMATIC" };
    }

    private static byte[] Bytes(DicomDataSet body) => DicomWriter.Write(body);
}
