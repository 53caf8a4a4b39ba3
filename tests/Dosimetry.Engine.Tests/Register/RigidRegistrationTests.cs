using Dosimetry.Engine.Foundation;
using Dosimetry.Engine.Register;

namespace Dosimetry.Engine.Tests.Register;

/// <summary>The known move of a body is found again: within one voxel at every corner of the trunk and within one degree.</summary>
public class RigidRegistrationTests
{
    private static readonly Vector3D Middle = new(0, 0, -50);

    [Theory]
    [InlineData(12, -8, 22, 3, -4, 8)]
    [InlineData(-28, 5, -6, -9, 2, 1)]
    [InlineData(0, 0, 0, 0, 0, 0)]
    public void Ct_on_ct(double x, double y, double z, double rx, double ry, double rz)
    {
        const double Spacing_mm = 4;
        RigidTransform move = new(new(x, y, z), new(rx, ry, rz), Middle);
        RegistrationImage still = RegistrationImage.OfCt(MovedBody.Ct(MovedBody.Grid(Spacing_mm), RigidTransform.Identity));
        RegistrationImage moved = RegistrationImage.OfCt(MovedBody.Ct(MovedBody.Grid(Spacing_mm, new(1.3, -2.1, 0.7)), move));
        AssertFound(move, RigidRegistration.Find(still, moved), Spacing_mm / 2);
    }

    [Theory]
    [InlineData(9, 14, -18, -2, 5, 7)]
    [InlineData(-20, -10, 17, 8, -3, -6)]
    public void Spect_on_spect_with_noise(double x, double y, double z, double rx, double ry, double rz)
    {
        const double Spacing_mm = 4.42;
        RigidTransform move = new(new(x, y, z), new(rx, ry, rz), Middle);
        RegistrationImage still = MovedBody.Emission(MovedBody.Grid(Spacing_mm), RigidTransform.Identity, 1), moved = MovedBody.Emission(MovedBody.Grid(Spacing_mm), move, 2);
        AssertFound(move, RigidRegistration.Find(still, moved), Spacing_mm);
    }

    [Fact]
    public void Pet_on_ct()
    {
        RigidTransform move = new(new(10, -6, 12), new(2, 3, -4), Middle);
        RegistrationImage ct = RegistrationImage.OfCt(MovedBody.Ct(MovedBody.Grid(4), RigidTransform.Identity)), pet = MovedBody.Emission(MovedBody.Grid(4), move, 3);
        RegistrationResult found = RigidRegistration.Find(ct, pet);
        AssertFound(move, found, 4);
        Assert.True(found.ScoreAfter > found.ScoreBefore);
    }

    [Fact]
    public void The_same_images_give_the_same_bits()
    {
        RigidTransform move = new(new(5, 5, 5), new(2, 0, 2), Middle);
        RegistrationImage still = MovedBody.Emission(MovedBody.Grid(8), RigidTransform.Identity, 1), moved = MovedBody.Emission(MovedBody.Grid(8), move, 2);
        Assert.Equal(RigidRegistration.Find(still, moved).MovingToFixed, RigidRegistration.Find(still, moved).MovingToFixed);
    }

    [Fact]
    public void Images_of_different_parts_of_the_patient_are_refused()
    {
        RegistrationImage still = RegistrationImage.OfCt(MovedBody.Ct(MovedBody.Grid(8), RigidTransform.Identity));
        Grid small = new(6, 6, 6, Affine.Diagonal(new(-8, -8, 8), new(0, 0, 0)));
        Assert.Equal("REGISTER.NO_OVERLAP", Assert.Throws<RefusedException>(() => RigidRegistration.Find(still, RegistrationImage.OfCt(MovedBody.Ct(small, RigidTransform.Identity)))).Finding.Code);
    }

    [Fact]
    public void An_empty_image_is_refused() =>
        Assert.Equal("REGISTER.EMPTY", Assert.Throws<RefusedException>(() => RegistrationImage.OfEmission(MovedBody.Grid(16), new float[MovedBody.Grid(16).Count])).Finding.Code);

    private static void AssertFound(RigidTransform move, RegistrationResult found, double tolerance_mm)
    {
        Affine round = found.MovingToFixed.Matrix().Compose(move.Matrix());
        double angle = RigidTransform.FromMatrix(round, Middle).Angle_deg, worst = 0;
        foreach (double x in (double[])[-120, 120])
            foreach (double y in (double[])[-80, 80])
                foreach (double z in (double[])[-180, 80])
                    worst = Math.Max(worst, (round.Apply(x, y, z) - new Vector3D(x, y, z)).Length);
        Assert.True(angle < 1 && worst < tolerance_mm, $"angle {angle:F2}°, corner {worst:F2} mm after {found.Evaluations} evaluations, score {found.ScoreBefore:F3} to {found.ScoreAfter:F3}, repeat {found.Repeatability_mm:F2} mm");
    }
}
