using System.Globalization;
using System.Xml.Linq;

namespace Dosimetry.Pbpk.Sbml;

/// <summary>The few MathML operators that a compartment model needs.</summary>
internal static class MathMl
{
    public static readonly XNamespace Namespace = "http://www.w3.org/1998/Math/MathML";

    public static XElement Ci(string id) => new(Namespace + "ci", id);
    public static XElement Cn(double value, string units) => new(Namespace + "cn", new XAttribute("type", "e-notation"),
        new XAttribute(XNamespace.Xmlns + "sbml", SbmlDocument.Core), new XAttribute(SbmlDocument.Core + "units", units), Mantissa(value), new XElement(Namespace + "sep"), Exponent(value));
    public static XElement Time() => new(Namespace + "csymbol", new XAttribute("encoding", "text"), new XAttribute("definitionURL", "http://www.sbml.org/sbml/symbols/time"), "t");
    public static XElement Times(params object[] factors) => Apply("times", factors);
    public static XElement Divide(object numerator, object denominator) => Apply("divide", numerator, denominator);
    public static XElement Minus(params object[] terms) => Apply("minus", terms);
    public static XElement Plus(params object[] terms) => Apply("plus", terms);
    public static XElement AtLeast(object left, object right) => Apply("geq", left, right);
    public static XElement Math(XElement expression) => new(Namespace + "math", expression);

    /// <summary>Operands are expressions, or identifiers as strings.</summary>
    private static XElement Apply(string operation, params object[] operands) =>
        new(Namespace + "apply", new XElement(Namespace + operation), operands.Select(o => o is string id ? Ci(id) : o));

    private static string Mantissa(double value) => value.ToString("E16", CultureInfo.InvariantCulture).Split('E')[0];
    private static string Exponent(double value) => int.Parse(value.ToString("E16", CultureInfo.InvariantCulture).Split('E')[1], CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
}
