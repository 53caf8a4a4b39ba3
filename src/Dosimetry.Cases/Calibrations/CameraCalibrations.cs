using System.Text.Json;
using Dosimetry.Cases.Audit;
using Dosimetry.Cases.Settings;
using Dosimetry.Cases.Store;
using Dosimetry.Engine.Calibrate;
using Dosimetry.Engine.Foundation;

namespace Dosimetry.Cases.Calibrations;

/// <summary>The list of camera calibrations. Entries are added and never changed; every addition stands in the trail.</summary>
public sealed class CameraCalibrations(Database database, AuditTrail audit, TimeProvider time)
{
    private const int LongestName = 200;

    /// <summary>All, newest first.</summary>
    public IReadOnlyList<CameraCalibration> List() => database.Read(scope =>
        scope.Rows<Stored>("select id, camera, nuclide, valid_from, valid_until, document, created_by, created_at from camera_calibration order by created_at desc", new { }))
        .Select(Read).ToList();

    /// <summary>Keeps a calibration.</summary>
    /// <exception cref="RefusedException">No name, dates that end before they begin, a factor that cannot be.</exception>
    public CameraCalibration Add(Actor actor, string camera, string nuclide, SpectCalibration factor, RecoverySettings recovery, DateOnly validFrom, DateOnly? validUntil, string origin) =>
        database.Write(scope =>
        {
            camera = camera.Trim();
            if (camera.Length is 0 or > LongestName) throw new RefusedException("CAMERA.NAME", $"Name camera, collimator and reconstruction in at most {LongestName} characters.");
            if (validUntil < validFrom) throw new RefusedException("CAMERA.DATES", "The last day of validity lies before the first.");
            CalibrationFile.Check(factor);
            CameraCalibration kept = new(Ulid.New(time.GetUtcNow()), camera, nuclide, factor, recovery, validFrom, validUntil, origin.Trim(), actor.Name, time.GetUtcNow());
            scope.Do("""
                insert into camera_calibration (id, camera, nuclide, valid_from, valid_until, document, created_by, created_at)
                values (@Id, @Camera, @Nuclide, @from, @until, @document, @By, @At)
                """, new { kept.Id, kept.Camera, kept.Nuclide, from = Text(validFrom), until = validUntil is { } u ? Text(u) : null, document = JsonSerializer.Serialize(new Document(factor, recovery, kept.Origin), EngineJson.Options), kept.By, kept.At });
            audit.Append(scope, actor, "camera.calibrate", "camera", kept.Id, FormattableString.Invariant($"{camera}: {factor.Sensitivity_cps_per_MBq:G6} cps/MBq {(factor.PerHead ? "per head" : "of the system")}"));
            return kept;
        });

    private static CameraCalibration Read(Stored row)
    {
        Document d = JsonSerializer.Deserialize<Document>(row.Document, EngineJson.Options)!;
        return new(row.Id, row.Camera, row.Nuclide, d.Factor, d.Recovery, Day(row.ValidFrom), row.ValidUntil is { Length: > 0 } until ? Day(until) : null, d.Origin, row.CreatedBy, row.CreatedAt);
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private sealed record Document(SpectCalibration Factor, RecoverySettings Recovery, string Origin);

    private sealed record Stored
    {
        public string Id { get; init; } = "";
        public string Camera { get; init; } = "";
        public string Nuclide { get; init; } = "";
        public string ValidFrom { get; init; } = "";
        public string? ValidUntil { get; init; }
        public string Document { get; init; } = "";
        public string CreatedBy { get; init; } = "";
        public DateTimeOffset CreatedAt { get; init; }
    }
}
