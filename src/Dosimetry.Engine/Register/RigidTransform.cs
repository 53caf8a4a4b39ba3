using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Register;

/// <summary>
/// A turn about <paramref name="Centre_mm"/> followed by a shift: q = R (p − c) + c + t, with R = Rz · Ry · Rx.
/// Quantity: position in patient space, mm, RAS+; angles in degrees. Source: Euler angles about fixed axes, x first.
/// Validity: a body that keeps its shape (skeleton, pelvis). Neglected: bending of the spine, breathing, filling of bladder and gut.
/// </summary>
/// <param name="Translation_mm">Shift of the centre.</param>
/// <param name="Rotation_deg">Turns about the patient's x, y and z axis.</param>
/// <param name="Centre_mm">The point that only the shift moves.</param>
public sealed record RigidTransform(Vector3D Translation_mm, Vector3D Rotation_deg, Vector3D Centre_mm)
{
    private const double Tolerance = 1e-4;

    /// <summary>Nothing moves.</summary>
    public static RigidTransform Identity { get; } = new(default, default, default);

    /// <summary>The map as a matrix, mm to mm.</summary>
    public Affine Matrix()
    {
        (double sx, double cx) = Turn(Rotation_deg.X);
        (double sy, double cy) = Turn(Rotation_deg.Y);
        (double sz, double cz) = Turn(Rotation_deg.Z);
        Affine turn = Affine.FromColumns(
            new(cz * cy, sz * cy, -sy),
            new(cz * sy * sx - sz * cx, sz * sy * sx + cz * cx, cy * sx),
            new(cz * sy * cx + sz * sx, sz * sy * cx - cz * sx, cy * cx), default);
        Vector3D origin = Centre_mm + Translation_mm - turn.Apply(Centre_mm);
        return Affine.FromColumns(turn.StepI, turn.StepJ, turn.StepK, origin);
    }

    /// <summary>The transform of a matrix, seen from <paramref name="centre_mm"/>.</summary>
    /// <exception cref="RefusedException">The matrix stretches, shears or mirrors: it is not rigid.</exception>
    public static RigidTransform FromMatrix(Affine matrix, Vector3D centre_mm)
    {
        RefuseUnlessRigid(matrix);
        double y = Math.Asin(Math.Clamp(-matrix.M20, -1, 1)), x = Math.Atan2(matrix.M21, matrix.M22), z = Math.Atan2(matrix.M10, matrix.M00);
        return new RigidTransform(matrix.Apply(centre_mm) - centre_mm, 180 / Math.PI * new Vector3D(x, y, z), centre_mm);
    }

    /// <summary>The same map, described from another centre.</summary>
    public RigidTransform About(Vector3D centre_mm) => FromMatrix(Matrix(), centre_mm);

    /// <summary>The way back.</summary>
    public RigidTransform Inverse() => FromMatrix(Matrix().Inverse(), Centre_mm);

    /// <summary>A person's small correction on top of this one: a shift and a turn about the same centre.</summary>
    public RigidTransform Nudged(Vector3D shift_mm, Vector3D turn_deg) =>
        this with { Translation_mm = Translation_mm + shift_mm, Rotation_deg = Rotation_deg + turn_deg };

    /// <summary>Largest angle of the turn, degrees: that of the rotation as one turn about one axis.</summary>
    public double Angle_deg
    {
        get
        {
            Affine m = Matrix();
            return 180 / Math.PI * Math.Acos(Math.Clamp((m.M00 + m.M11 + m.M22 - 1) / 2, -1, 1));
        }
    }

    private static void RefuseUnlessRigid(Affine m)
    {
        Vector3D[] steps = [m.StepI, m.StepJ, m.StepK];
        bool unit = steps.All(s => Math.Abs(s.Length - 1) < Tolerance), square = Math.Abs(steps[0].Dot(steps[1])) + Math.Abs(steps[1].Dot(steps[2])) + Math.Abs(steps[0].Dot(steps[2])) < Tolerance;
        if (!unit || !square || m.Determinant < 0 || !m.ToRowMajor().All(double.IsFinite))
            throw new RefusedException("REGISTER.NOT_RIGID", "The matrix is not a rigid transform: it stretches, shears, mirrors or holds no numbers. Give a turn and a shift in mm.");
    }

    private static (double Sin, double Cos) Turn(double angle_deg) => Math.SinCos(angle_deg * Math.PI / 180);
}
