using System.Globalization;
using System.Xml.Linq;
using Dosimetry.Pbpk.Model;

namespace Dosimetry.Pbpk.Sbml;

/// <summary>MathML of the import's subset as formulas: ci, cn, plus, minus, times, divide, power, root, ln, gt, geq.</summary>
internal static class MathReader
{
    /// <summary>Name of the simulated time inside formulas; no SBML identifier can look like it.</summary>
    public const string Time = " time";
    private const int DeepestNesting = 100;

    /// <summary>The formula inside the <c>math</c> child of an element.</summary>
    /// <exception cref="PbpkInputException">An operator outside the subset, or nested too deeply.</exception>
    public static Expression Of(XElement parent, string what)
    {
        XElement[] inside = [.. parent.Elements(MathMl.Namespace + "math").Elements()];
        return inside.Length == 1 ? Read(inside[0], what, 0) : throw new PbpkInputException($"The formula of {what} is missing or holds more than one expression.");
    }

    private static Expression Read(XElement e, string what, int depth)
    {
        if (depth > DeepestNesting) throw new PbpkInputException($"The formula of {what} is nested more than {DeepestNesting} levels deep.");
        return e.Name.LocalName switch
        {
            "ci" => new Name(e.Value.Trim()),
            "cn" => new Constant(Number(e, what)),
            "csymbol" when e.Attribute("definitionURL")?.Value.EndsWith("/time", StringComparison.Ordinal) == true => new Name(Time),
            "apply" => Apply(e, what, depth),
            var other => throw Unknown(other, what),
        };
    }

    private static Expression Apply(XElement apply, string what, int depth)
    {
        XElement[] parts = [.. apply.Elements()];
        if (parts.Length < 2) throw new PbpkInputException($"A formula of {what} has an operator without operands.");
        string operation = parts[0].Name.LocalName;
        Expression[] o = [.. parts.Skip(1).Where(p => p.Name.LocalName != "degree").Select(p => Read(p, what, depth + 1))];
        Expression Of(int operands, Func<Expression> make) => o.Length == operands ? make() : throw new PbpkInputException($"'{operation}' in the formula of {what} has {o.Length} operands instead of {operands}.");
        return operation switch
        {
            "plus" => Expression.Add(o),
            "times" => Expression.Multiply(o),
            "minus" when o.Length == 1 => Expression.Multiply(new Constant(-1), o[0]),
            "minus" => Of(2, () => Expression.Add([o[0], Expression.Multiply(new Constant(-1), o[1])])),
            "divide" => Of(2, () => Expression.Divide(o[0], o[1])),
            "power" => Of(2, () => Expression.Raise(o[0], o[1])),
            "root" => Of(1, () => Expression.Raise(o[0], Expression.Divide(Expression.One, Degree(parts, what, depth)))),
            "ln" => Of(1, () => Expression.Log(o[0])),
            "gt" => Of(2, () => new Greater(o[0], o[1], OrEqual: false)),
            "geq" => Of(2, () => new Greater(o[0], o[1], OrEqual: true)),
            _ => throw Unknown(operation, what),
        };
    }

    private static Expression Degree(XElement[] parts, string what, int depth) =>
        parts.FirstOrDefault(p => p.Name.LocalName == "degree")?.Elements().FirstOrDefault() is { } degree ? Read(degree, what, depth + 1) : new Constant(2);

    private static double Number(XElement cn, string what)
    {
        string[] parts = [.. cn.Nodes().OfType<XText>().Select(t => t.Value.Trim())];
        double Part(int n) => n < parts.Length && double.TryParse(parts[n], NumberStyles.Float, CultureInfo.InvariantCulture, out double v) && double.IsFinite(v)
            ? v : throw new PbpkInputException($"A number in the formula of {what} cannot be read: '{cn.Value}'.");
        return cn.Attribute("type")?.Value switch
        {
            "e-notation" => double.Parse(FormattableString.Invariant($"{parts[0]}E{(int)Part(1)}"), NumberStyles.Float, CultureInfo.InvariantCulture),
            "rational" => Part(0) / Part(1),
            _ => Part(0),
        };
    }

    private static PbpkInputException Unknown(string operation, string what) =>
        new($"The formula of {what} uses '{operation}'. This import knows ci, cn, plus, minus, times, divide, power, root, ln, gt and geq.");
}
