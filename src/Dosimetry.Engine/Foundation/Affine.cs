namespace Dosimetry.Engine.Foundation;

/// <summary>
/// Quantity: position of a voxel centre in patient space. Unit: mm.
/// Equation: x = M · (i, j, k, 1)ᵀ with (i, j, k) the voxel index, x fastest.
/// World axes are RAS+: +x towards the patient's right, +y anterior, +z superior, as NIfTI means it. DICOM's LPS differs by the sign of x and y
/// (<see cref="FlipLpsRas"/>). Source: NIfTI-1 header, sform; DICOM PS3.3 C.7.6.2.
/// </summary>
/// <remarks>Rows of the 3 × 4 matrix, row-major. Immutable.</remarks>
public readonly record struct Affine(
    double M00, double M01, double M02, double M03,
    double M10, double M11, double M12, double M13,
    double M20, double M21, double M22, double M23)
{
    /// <summary>Axis-aligned affine: voxel edges along the world axes, <paramref name="origin_mm"/> = centre of voxel (0,0,0) in mm.</summary>
    public static Affine Diagonal(Vector3D spacing_mm, Vector3D origin_mm) =>
        new(spacing_mm.X, 0, 0, origin_mm.X, 0, spacing_mm.Y, 0, origin_mm.Y, 0, 0, spacing_mm.Z, origin_mm.Z);

    /// <summary>Affine from three voxel-step vectors (mm per index) and the centre of voxel (0,0,0).</summary>
    public static Affine FromColumns(Vector3D stepI_mm, Vector3D stepJ_mm, Vector3D stepK_mm, Vector3D origin_mm) => new(
        stepI_mm.X, stepJ_mm.X, stepK_mm.X, origin_mm.X,
        stepI_mm.Y, stepJ_mm.Y, stepK_mm.Y, origin_mm.Y,
        stepI_mm.Z, stepJ_mm.Z, stepK_mm.Z, origin_mm.Z);

    /// <summary>Step along i in mm.</summary>
    public Vector3D StepI => new(M00, M10, M20);
    /// <summary>Step along j in mm.</summary>
    public Vector3D StepJ => new(M01, M11, M21);
    /// <summary>Step along k in mm.</summary>
    public Vector3D StepK => new(M02, M12, M22);
    /// <summary>Centre of voxel (0,0,0) in mm.</summary>
    public Vector3D Origin => new(M03, M13, M23);

    /// <summary>Voxel edge lengths in mm.</summary>
    public Vector3D Spacing_mm => new(StepI.Length, StepJ.Length, StepK.Length);

    /// <summary>Volume of one voxel in mm³ (absolute determinant).</summary>
    public double VoxelVolume_mm3 => Math.Abs(Determinant);

    /// <summary>Signed determinant of the 3 × 3 part.</summary>
    public double Determinant =>
        M00 * (M11 * M22 - M12 * M21) - M01 * (M10 * M22 - M12 * M20) + M02 * (M10 * M21 - M11 * M20);

    /// <summary>World position (mm) of a voxel index; fractional indices are allowed.</summary>
    public Vector3D Apply(double i, double j, double k) => new(
        M00 * i + M01 * j + M02 * k + M03,
        M10 * i + M11 * j + M12 * k + M13,
        M20 * i + M21 * j + M22 * k + M23);

    /// <summary>World position (mm) of a voxel index given as a vector.</summary>
    public Vector3D Apply(Vector3D index) => Apply(index.X, index.Y, index.Z);

    /// <summary>The inverse map, world mm to voxel index.</summary>
    /// <exception cref="InvalidOperationException">The matrix is singular (a zero or coplanar step).</exception>
    public Affine Inverse()
    {
        double det = Determinant;
        if (!double.IsFinite(det) || Math.Abs(det) < 1e-12)
            throw new InvalidOperationException("The voxel-to-patient matrix is singular: two voxel axes coincide or a spacing is zero.");
        double a = (M11 * M22 - M12 * M21) / det, b = (M02 * M21 - M01 * M22) / det, c = (M01 * M12 - M02 * M11) / det;
        double d = (M12 * M20 - M10 * M22) / det, e = (M00 * M22 - M02 * M20) / det, f = (M02 * M10 - M00 * M12) / det;
        double g = (M10 * M21 - M11 * M20) / det, h = (M01 * M20 - M00 * M21) / det, i = (M00 * M11 - M01 * M10) / det;
        return new Affine(
            a, b, c, -(a * M03 + b * M13 + c * M23),
            d, e, f, -(d * M03 + e * M13 + f * M23),
            g, h, i, -(g * M03 + h * M13 + i * M23));
    }

    /// <summary>The composition this ∘ inner.</summary>
    public Affine Compose(Affine inner) => FromColumns(
        Linear(inner.StepI), Linear(inner.StepJ), Linear(inner.StepK), Apply(inner.Origin));

    /// <summary>The 16 numbers of the 4 × 4 matrix, row by row.</summary>
    public double[] ToRowMajor() => [M00, M01, M02, M03, M10, M11, M12, M13, M20, M21, M22, M23, 0, 0, 0, 1];

    /// <summary>From 16 (or 12) numbers row by row.</summary>
    /// <exception cref="ArgumentException">Neither 12 nor 16 numbers.</exception>
    public static Affine FromRowMajor(IReadOnlyList<double> m) => m.Count is 12 or 16
        ? new Affine(m[0], m[1], m[2], m[3], m[4], m[5], m[6], m[7], m[8], m[9], m[10], m[11])
        : throw new ArgumentException($"An affine has 12 or 16 numbers, got {m.Count}.", nameof(m));

    /// <summary>Turns DICOM patient coordinates (LPS+) into our RAS+ world, or back: x and y change sign.</summary>
    public Affine FlipLpsRas() => new(-M00, -M01, -M02, -M03, -M10, -M11, -M12, -M13, M20, M21, M22, M23);

    private Vector3D Linear(Vector3D v) => Apply(v) - Origin;
}
