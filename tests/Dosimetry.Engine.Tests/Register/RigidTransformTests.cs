using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Register;
using FsCheck;
using FsCheck.Fluent;

namespace Dosimetry.Engine.Tests.Register;

/// <summary>A rigid transform and its matrix are the same map, there and back, seen from any centre.</summary>
public class RigidTransformTests
{
    private static readonly Vector3D Point = new(31, -17, 120);

    [Fact]
    public void A_quarter_turn_about_z_takes_x_to_y()
    {
        RigidTransform turn = new(new(1, 2, 3), new(0, 0, 90), new(10, 0, 0));
        Vector3D moved = turn.Matrix().Apply(new Vector3D(15, 0, 0));
        Assert.True((moved - new Vector3D(11, 7, 3)).Length < 1e-12, moved.ToString());
    }

    [Fact]
    public void Matrix_inverse_and_centre_are_consistent() => Prop.ForAll(Moves(), move =>
    {
        Affine m = move.Matrix();
        Vector3D there = m.Apply(Point), back = move.Inverse().Matrix().Apply(there);
        Vector3D elsewhere = move.About(new(-40, 25, 9)).Matrix().Apply(Point);
        RigidTransform again = RigidTransform.FromMatrix(m, move.Centre_mm);
        return (back - Point).Length < 1e-9 && (elsewhere - there).Length < 1e-9
            && (again.Translation_mm - move.Translation_mm).Length < 1e-9 && (again.Rotation_deg - move.Rotation_deg).Length < 1e-6;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_turn_keeps_lengths_and_its_angle_is_that_of_one_axis()
    {
        Assert.Equal(30, new RigidTransform(default, new(0, 30, 0), default).Angle_deg, 9);
        Affine m = new RigidTransform(new(4, 5, 6), new(10, -20, 35), new(1, 2, 3)).Matrix();
        Assert.Equal(1, m.Determinant, 12);
    }

    [Theory]
    [InlineData(1.01, 1)]
    [InlineData(-1, 1)]
    [InlineData(double.NaN, 1)]
    public void A_matrix_that_stretches_mirrors_or_holds_no_numbers_is_refused(double x, double y)
    {
        RefusedException e = Assert.Throws<RefusedException>(() => RigidTransform.FromMatrix(Affine.Diagonal(new(x, y, 1), default), default));
        Assert.Equal("REGISTER.NOT_RIGID", e.Finding.Code);
    }

    private static Arbitrary<RigidTransform> Moves()
    {
        Gen<Vector3D> vectors(int most) => Gen.Choose(-100 * most, 100 * most).Three().Select(t => new Vector3D(t.Item1 / 100.0, t.Item2 / 100.0, t.Item3 / 100.0));
        return vectors(60).SelectMany(t => vectors(80).SelectMany(r => vectors(200).Select(c => new RigidTransform(t, r, c)))).ToArbitrary();
    }
}
