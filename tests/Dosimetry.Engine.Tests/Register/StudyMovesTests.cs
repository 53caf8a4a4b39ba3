using Dosimetry.Engine.Calibrate;
using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Import;
using Dosimetry.Engine.Register;
using Dosimetry.Engine.Segment;

namespace Dosimetry.Engine.Tests.Register;

/// <summary>An accepted move puts images and what was drawn on them in the reference space, conserves activity, and takes away the refusal.</summary>
public sealed class StudyMovesTests
{
    private static readonly Grid Reference = new(40, 40, 40, Affine.Diagonal(new(4, 4, 4), new(-78, -78, -78)));
    private static readonly RigidTransform Move = new(new(9, -6, 13), new(6, -4, 8), default);

    [Fact]
    public void A_moved_time_point_lies_on_the_first_and_keeps_its_activity()
    {
        Volume<ActivityConcentration> still = Ball(Reference, new(10, 5, -8)), elsewhere = new(StudyMoves.Moved(Reference, Move.Matrix().Inverse()), still.Values);
        AlignedStudy aligned = Alignment.Align(Study(still, elsewhere, "2"), hu => 1, new AlignOptions(Moves: [MoveOf("s2")]));
        Volume<ActivityConcentration> moved = aligned.Spect[1].Activity;
        Assert.Equal(still.Sum(), moved.Sum(), 1e-3 * still.Sum());
        Assert.True((Centre(still) - Centre(moved)).Length < 0.3, $"{Centre(moved)}");
        Assert.Contains(aligned.Findings, f => f.Code == "REGISTER.MOVED" && f.Text.Contains("Ada"));
    }

    [Fact]
    public void Without_the_move_the_same_study_is_refused_and_confirmed_as_it_is_it_lies_elsewhere()
    {
        Volume<ActivityConcentration> still = Ball(Reference, new(10, 5, -8)), elsewhere = new(StudyMoves.Moved(Reference, Move.Matrix().Inverse()), still.Values);
        QuantifiedStudy study = Study(still, elsewhere, "2");
        Assert.Equal("REGISTER.OTHER_FRAME", Assert.Throws<RefusedException>(() => Alignment.Align(study, hu => 1, new AlignOptions())).Finding.Code);
        AlignedStudy asItIs = Alignment.Align(study, hu => 1, new AlignOptions(IdentityConfirmed: true));
        Assert.True((Centre(still) - Centre(asItIs.Spect[1].Activity)).Length > 5);
    }

    [Fact]
    public void The_reference_is_not_moved_and_a_matrix_that_stretches_is_refused()
    {
        QuantifiedStudy study = Study(Ball(Reference, default), Ball(Reference, default), "1");
        Assert.Equal("REGISTER.REFERENCE_MOVED", Code(() => Alignment.Align(study, hu => 1, new AlignOptions(Moves: [MoveOf("s1")]))));
        double[] stretched = Affine.Diagonal(new(1.1, 1, 1), default).ToRowMajor();
        Assert.Equal("REGISTER.NOT_RIGID", Code(() => Alignment.Align(study, hu => 1, new AlignOptions(Moves: [MoveOf("s2") with { Matrix = stretched }]))));
        Assert.Equal("REGISTER.NOT_RIGID", Code(() => Alignment.Align(study, hu => 1, new AlignOptions(Moves: [MoveOf("s2") with { Matrix = [1, 0, 0] }]))));
    }

    [Fact]
    public void A_drawn_region_goes_where_its_images_went()
    {
        MaskShape drawn = new(Reference, Ball(Reference, new(-12, 20, 6)).Values);
        float[] moved = new MovedShape(drawn, Move.Matrix()).WeightsOn(Reference);
        Vector3D expected = Move.Matrix().Apply(Centre(Ball(Reference, new(-12, 20, 6)))), found = Centre(new Volume<ActivityConcentration>(Reference, moved));
        Assert.True((expected - found).Length < 0.3, $"{expected} and {found}");
        Assert.Equal(drawn.Values.Sum(), moved.Sum(), 1e-3 * drawn.Values.Sum());
    }

    [Fact]
    public void An_upright_picture_of_a_turned_image_shows_every_point_where_it_is()
    {
        Grid turned = StudyMoves.Moved(Reference, Move.Matrix());
        Volume<ActivityConcentration> upright = UprightImage.Of(new Volume<ActivityConcentration>(turned, Ball(Reference, new(-12, 20, 6)).Values), 0);
        Assert.True((Move.Matrix().Apply(Centre(Ball(Reference, new(-12, 20, 6)))) - Centre(upright)).Length < 0.3);
        Assert.Equal(0, upright.Grid.Affine.M01, 12);
        Volume<ActivityConcentration> still = Ball(Reference, default);
        Assert.Same(still, UprightImage.Of(still, 0));
    }

    [Fact]
    public void A_uniform_image_stays_uniform_within_a_few_percent_when_it_is_turned()
    {
        Grid turned = StudyMoves.Moved(Reference, Move.Matrix());
        float[] values = new OverlapResampler(turned, Reference).Average([.. Enumerable.Repeat(1f, Reference.Count)]);
        double worst = 0;
        for (int n = 0; n < values.Length; n++)
        {
            (int i, int j, int k) = Reference.Voxel(n);
            if (i is > 12 and < 28 && j is > 12 and < 28 && k is > 12 and < 28) worst = Math.Max(worst, Math.Abs(values[n] - 1));
        }
        Assert.True(worst < 0.1, $"worst voxel off by {worst:P1}"); // 64 pieces a voxel: a layer of pieces more or less at one face
    }

    [Fact]
    public void A_transform_file_is_read_back_and_a_broken_one_refused()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, System.Text.Json.JsonSerializer.Serialize(TransformFile.Of(Move, 1.2), EngineJson.Options));
            Assert.True((TransformFile.Read(path).Matrix().Apply(1, 2, 3) - Move.Matrix().Apply(1, 2, 3)).Length < 1e-9);
            File.WriteAllText(path, "{\"matrix\":[1,2]}");
            Assert.Equal("REGISTER.NOT_RIGID", Code(() => TransformFile.Read(path)));
            File.WriteAllText(path, "no");
            Assert.Equal("REGISTER.NOT_JSON", Code(() => TransformFile.Read(path)));
        }
        finally { File.Delete(path); }
    }

    private static string Code(Action act) => Assert.Throws<RefusedException>(act).Finding.Code;

    private static SeriesMove MoveOf(string id) => new(id, Move.Matrix().ToRowMajor(), "automatic", AcceptedBy: "Ada");

    private static Volume<ActivityConcentration> Ball(Grid grid, Vector3D centre)
    {
        float[] values = new float[grid.Count];
        for (int n = 0; n < values.Length; n++)
        {
            (int i, int j, int k) = grid.Voxel(n);
            if ((grid.Affine.Apply(i, j, k) - centre).Length < 22) values[n] = 1;
        }
        return new Volume<ActivityConcentration>(grid, values);
    }

    private static Vector3D Centre(Volume<ActivityConcentration> v)
    {
        Vector3D sum = default;
        for (int n = 0; n < v.Values.Length; n++)
        {
            (int i, int j, int k) = v.Grid.Voxel(n);
            sum += v.Values[n] * v.Grid.Affine.Apply(i, j, k);
        }
        return 1 / v.Sum() * sum;
    }

    private static QuantifiedStudy Study(Volume<ActivityConcentration> first, Volume<ActivityConcentration> second, string secondFrame)
    {
        DateTime injection = new(2026, 1, 5, 9, 0, 0);
        ImportedSeries Series(string id, Grid g, string frame) => new(id, "NM", "activityConcentration", "Bq/ml", "", [g.Nx, g.Ny, g.Nz], [4, 4, 4], g.Affine.ToRowMajor(), "1." + id, "1", frame, null, null, 1);
        QuantifiedScan Scan(string id, Volume<ActivityConcentration> v, double h) => new(id, v, injection.AddHours(h), Duration.FromHours(h), 0.05);
        ImportedStudy study = new("", new ImportedPatient("P", null, null, null, 80, null), [Series("s1", first.Grid, "1"), Series("s2", second.Grid, secondFrame)], [], []);
        return new QuantifiedStudy(study, new Administration("Lu-177", null, Activity.FromGBq(7.4), injection), null, null, [Scan("s1", first, 4), Scan("s2", second, 24)], []);
    }
}
