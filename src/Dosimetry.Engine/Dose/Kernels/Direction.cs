namespace Dosimetry.Engine.Dose.Kernels;

/// <summary>A unit vector that scattering turns.</summary>
internal struct Direction(double x, double y, double z)
{
    public double X = x, Y = y, Z = z;

    /// <summary>Turns by the polar angle θ and the azimuth φ about the old direction (standard rotation of Monte Carlo transport).</summary>
    public void Turn(double cosTheta, double phi)
    {
        double sinTheta = Math.Sqrt(Math.Max(0, 1 - cosTheta * cosTheta));
        (double s, double c) = Math.SinCos(phi);
        if (Math.Abs(Z) > 0.99999)
        {
            (X, Y, Z) = (sinTheta * c, sinTheta * s, Math.Sign(Z) * cosTheta);
            return;
        }
        double q = Math.Sqrt(1 - Z * Z), x = X, y = Y, z = Z;
        X = x * cosTheta + sinTheta * (x * z * c - y * s) / q;
        Y = y * cosTheta + sinTheta * (y * z * c + x * s) / q;
        Z = z * cosTheta - q * sinTheta * c;
        double norm = 1.5 - 0.5 * (X * X + Y * Y + Z * Z); // one Newton step keeps the length at 1 over thousands of turns
        (X, Y, Z) = (X * norm, Y * norm, Z * norm);
    }
}
