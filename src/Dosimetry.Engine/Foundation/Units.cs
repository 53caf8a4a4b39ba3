using System.Globalization;

namespace Dosimetry.Engine.Foundation;

// Units as types: one SI-like base unit each, built and read through named members only, operators only where physics allows.
// 1 MBq·h = 3.6e9 decays; 1 keV = 1.602176634e-16 J (CODATA 2018, exact).

/// <summary>Activity; base unit Bq.</summary>
public readonly record struct Activity : IComparable<Activity>
{
    private Activity(double bq) => Bq = bq;
    /// <summary>In becquerel.</summary>
    public double Bq { get; }
    /// <summary>In kilobecquerel.</summary>
    public double KBq => Bq / 1e3;
    /// <summary>In megabecquerel.</summary>
    public double MBq => Bq / 1e6;
    /// <summary>In gigabecquerel.</summary>
    public double GBq => Bq / 1e9;
    /// <summary>From Bq.</summary>
    public static Activity FromBq(double bq) => new(bq);
    /// <summary>From MBq.</summary>
    public static Activity FromMBq(double mbq) => new(mbq * 1e6);
    /// <summary>From GBq.</summary>
    public static Activity FromGBq(double gbq) => new(gbq * 1e9);
    /// <summary>From millicurie, 1 mCi = 37 MBq exactly.</summary>
    public static Activity FromMCi(double mci) => new(mci * 37e6);
    /// <summary>Activity over a time.</summary>
    public static TimeIntegratedActivity operator *(Activity a, Duration t) => TimeIntegratedActivity.FromBqS(a.Bq * t.Seconds);
    /// <summary>Scaled activity.</summary>
    public static Activity operator *(double s, Activity a) => new(s * a.Bq);
    /// <summary>Sum.</summary>
    public static Activity operator +(Activity a, Activity b) => new(a.Bq + b.Bq);
    /// <summary>Ratio of two activities.</summary>
    public static double operator /(Activity a, Activity b) => a.Bq / b.Bq;
    /// <inheritdoc/>
    public int CompareTo(Activity other) => Bq.CompareTo(other.Bq);
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{MBq:G6} MBq");
}

/// <summary>Time-integrated activity (number of decays); base unit Bq·s.</summary>
public readonly record struct TimeIntegratedActivity
{
    private TimeIntegratedActivity(double bqs) => BqS = bqs;
    /// <summary>In Bq·s, that is decays.</summary>
    public double BqS { get; }
    /// <summary>In MBq·s.</summary>
    public double MBqS => BqS / 1e6;
    /// <summary>In MBq·h.</summary>
    public double MBqH => BqS / 3.6e9;
    /// <summary>From decays.</summary>
    public static TimeIntegratedActivity FromBqS(double bqs) => new(bqs);
    /// <summary>From MBq·s.</summary>
    public static TimeIntegratedActivity FromMBqS(double mbqs) => new(mbqs * 1e6);
    /// <summary>From MBq·h.</summary>
    public static TimeIntegratedActivity FromMBqH(double mbqh) => new(mbqh * 3.6e9);
    /// <summary>Sum.</summary>
    public static TimeIntegratedActivity operator +(TimeIntegratedActivity a, TimeIntegratedActivity b) => new(a.BqS + b.BqS);
    /// <summary>Time-integrated activity coefficient when divided by the administered activity.</summary>
    public static Duration operator /(TimeIntegratedActivity a, Activity administered) => Duration.FromSeconds(a.BqS / administered.Bq);
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{MBqH:G6} MBq·h");
}

/// <summary>A span of time; base unit s.</summary>
public readonly record struct Duration : IComparable<Duration>
{
    private Duration(double s) => Seconds = s;
    /// <summary>In seconds.</summary>
    public double Seconds { get; }
    /// <summary>In minutes.</summary>
    public double Minutes => Seconds / 60;
    /// <summary>In hours.</summary>
    public double Hours => Seconds / 3600;
    /// <summary>From seconds.</summary>
    public static Duration FromSeconds(double s) => new(s);
    /// <summary>From hours.</summary>
    public static Duration FromHours(double h) => new(h * 3600);
    /// <summary>From a .NET time span.</summary>
    public static Duration From(TimeSpan t) => new(t.TotalSeconds);
    /// <inheritdoc/>
    public int CompareTo(Duration other) => Seconds.CompareTo(other.Seconds);
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Hours:G6} h");
}

/// <summary>Absorbed dose; base unit Gy.</summary>
public readonly record struct AbsorbedDose : IComparable<AbsorbedDose>
{
    private AbsorbedDose(double gy) => Gy = gy;
    /// <summary>In gray.</summary>
    public double Gy { get; }
    /// <summary>From gray.</summary>
    public static AbsorbedDose FromGy(double gy) => new(gy);
    /// <summary>Sum over cycles.</summary>
    public static AbsorbedDose operator +(AbsorbedDose a, AbsorbedDose b) => new(a.Gy + b.Gy);
    /// <summary>Scaled dose.</summary>
    public static AbsorbedDose operator *(double s, AbsorbedDose d) => new(s * d.Gy);
    /// <inheritdoc/>
    public int CompareTo(AbsorbedDose other) => Gy.CompareTo(other.Gy);
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Gy:G6} Gy");
}

/// <summary>Mass; base unit g.</summary>
public readonly record struct Mass
{
    private Mass(double g) => Grams = g;
    /// <summary>In gram.</summary>
    public double Grams { get; }
    /// <summary>In kilogram.</summary>
    public double Kilograms => Grams / 1000;
    /// <summary>From gram.</summary>
    public static Mass FromGrams(double g) => new(g);
    /// <summary>From kilogram.</summary>
    public static Mass FromKilograms(double kg) => new(kg * 1000);
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Grams:G6} g");
}

/// <summary>Energy; base unit keV.</summary>
public readonly record struct Energy
{
    /// <summary>Joule per keV (exact, SI 2019).</summary>
    public const double JoulePerKeV = 1.602176634e-16;
    private Energy(double keV) => KeV = keV;
    /// <summary>In keV.</summary>
    public double KeV { get; }
    /// <summary>In MeV.</summary>
    public double MeV => KeV / 1000;
    /// <summary>In joule.</summary>
    public double Joule => KeV * JoulePerKeV;
    /// <summary>From keV.</summary>
    public static Energy FromKeV(double keV) => new(keV);
    /// <summary>From MeV.</summary>
    public static Energy FromMeV(double mev) => new(mev * 1000);
    /// <summary>Energy imparted per mass.</summary>
    public static AbsorbedDose operator /(Energy e, Mass m) => AbsorbedDose.FromGy(e.Joule / m.Kilograms);
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{KeV:G6} keV");
}

/// <summary>Mass density; base unit g/cm³.</summary>
public readonly record struct Density
{
    private Density(double gPerCm3) => GPerCm3 = gPerCm3;
    /// <summary>In g/cm³ = g/ml.</summary>
    public double GPerCm3 { get; }
    /// <summary>From g/cm³.</summary>
    public static Density FromGPerCm3(double v) => new(v);
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{GPerCm3:G6} g/cm³");
}
