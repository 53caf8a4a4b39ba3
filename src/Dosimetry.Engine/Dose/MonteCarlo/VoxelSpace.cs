using System.Runtime.CompilerServices;
using Dosimetry.Engine.Compute;

namespace Dosimetry.Engine.Dose.MonteCarlo;

/// <summary>Where a particle is: its voxel, the place in it (mm from the voxel's lower corner), and the matter there (g/cm³, index of the medium).</summary>
internal struct Place
{
    public int I, J, K, Voxel, Medium;
    public float X, Y, Z, Density;

    /// <summary>Inverse density, ml/g; of vacuum so large that no path ends in it.</summary>
    public readonly float PerDensity => 1 / MathF.Max(Density, 1e-12f);
}

/// <summary>The voxel lattice with its matter; vacuum around it. Edges in mm.</summary>
internal struct VoxelSpace<TF> where TF : struct, IView<float>
{
    public int Nx, Ny, Nz;
    public float EdgeX, EdgeY, EdgeZ;
    /// <summary>Density and index of the medium of each voxel, side by side: one look into memory.</summary>
    public TF Matter;

    /// <summary>The lower corner of a voxel.</summary>
    public Place Corner(int voxel)
    {
        int row = voxel / Nx, plane = row / Ny;
        var place = new Place { I = voxel - row * Nx, J = row - plane * Ny, K = plane };
        Look(ref place);
        return place;
    }

    /// <summary>False when the place's voxel lies outside the lattice; else its matter is looked up.</summary>
    public bool Look(ref Place place)
    {
        if (place.I < 0 || place.I >= Nx || place.J < 0 || place.J >= Ny || place.K < 0 || place.K >= Nz) return false;
        place.Voxel = place.I + Nx * (place.J + Ny * place.K);
        (place.Density, place.Medium) = (Matter[2 * place.Voxel], (int)Matter[2 * place.Voxel + 1]);
        return true;
    }

    /// <summary>Distance to the nearest face of the voxel, mm.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float ToNearestFace(ref Place p)
    {
        float x = MathF.Min(p.X, EdgeX - p.X), y = MathF.Min(p.Y, EdgeY - p.Y), z = MathF.Min(p.Z, EdgeZ - p.Z);
        return MathF.Min(x, MathF.Min(y, z));
    }

    /// <summary>Moves inside the voxel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Move(ref Place p, ref Heading u, float length_mm)
    {
        p.X = MathF.Min(EdgeX, MathF.Max(0, p.X + u.X * length_mm)); // rounding may not carry it out of its voxel
        p.Y = MathF.Min(EdgeY, MathF.Max(0, p.Y + u.Y * length_mm));
        p.Z = MathF.Min(EdgeZ, MathF.Max(0, p.Z + u.Z * length_mm));
    }

    /// <summary>Moves by a length that is known to end inside the voxel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Shift(ref Place p, ref Heading u, float length_mm) =>
        (p.X, p.Y, p.Z) = (p.X + u.X * length_mm, p.Y + u.Y * length_mm, p.Z + u.Z * length_mm);

    /// <summary>Length of the flight to the voxel's next face, mm; <paramref name="axis"/> is that face's.</summary>
    public float ToFace(ref Place p, ref Heading u, out int axis)
    {
        float x = Along(p.X, EdgeX, u.X), y = Along(p.Y, EdgeY, u.Y), z = Along(p.Z, EdgeZ, u.Z);
        axis = x <= y ? (x <= z ? 0 : 2) : (y <= z ? 1 : 2);
        return MathF.Min(x, MathF.Min(y, z));
    }

    /// <summary>Puts a place on a face into the voxel beyond; false outside the lattice.</summary>
    public bool Cross(ref Place p, ref Heading u, int axis)
    {
        if (axis == 0) Cross(ref p.I, ref p.X, EdgeX, u.X);
        else if (axis == 1) Cross(ref p.J, ref p.Y, EdgeY, u.Y);
        else Cross(ref p.K, ref p.Z, EdgeZ, u.Z);
        return Look(ref p);
    }

    private static void Cross(ref int index, ref float at, float edge, float cosine)
    {
        if (cosine > 0) (index, at) = (index + 1, 0);
        else (index, at) = (index - 1, edge);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Along(float at, float edge, float cosine) =>
        cosine > 0 ? (edge - at) / MathF.Max(cosine, 1e-9f) : at / MathF.Max(-cosine, 1e-9f); // 1e-9: a face it flies along is not reached
}
