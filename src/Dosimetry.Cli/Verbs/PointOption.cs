using System.Globalization;
using Dosimetry.Engine.Kinetics;

namespace Dosimetry.Cli.Verbs;

/// <summary>A point left out of a fit, as typed: <c>region@time_h=reason</c>.</summary>
internal static class PointOption
{
    public static PointExclusion Read(string text)
    {
        int at = text.IndexOf('@'), equals = text.IndexOf('=');
        if (at < 1 || equals < at || !double.TryParse(text[(at + 1)..equals], NumberStyles.Float, CultureInfo.InvariantCulture, out double time_h))
            throw new WrongArgumentsException($"--exclude \"{text}\" is not of the form region@time_h=reason, e.g. kidney_left@24=\"patient moved\".");
        return new PointExclusion(text[..at], time_h, text[(equals + 1)..]);
    }
}
