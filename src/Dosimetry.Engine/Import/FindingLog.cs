using Dosimetry.Engine.Foundation;

namespace Dosimetry.Engine.Import;

/// <summary>
/// Collects findings in the order they arise. Of one code at most <see cref="MostPerCode"/> are kept with their text; the others are counted in one
/// more line, so that a folder of ten thousand strange files stays readable and nothing goes unmentioned.
/// </summary>
internal sealed class FindingLog
{
    private const int MostPerCode = 20;

    private readonly List<Finding> _findings = [];
    private readonly Dictionary<string, int> _count = [];

    public void Add(Finding finding)
    {
        int count = _count[finding.Code] = _count.GetValueOrDefault(finding.Code) + 1;
        if (count <= MostPerCode && !_findings.Contains(finding)) _findings.Add(finding);
    }

    public void Info(string code, string text, string? file = null) => Add(new Finding(Severity.Info, code, text, file));
    public void Warn(string code, string text, string? file = null) => Add(new Finding(Severity.Warning, code, text, file));
    public void Error(string code, string text, string? file = null) => Add(new Finding(Severity.Error, code, text, file));

    public IReadOnlyList<Finding> ToList() =>
    [
        .. _findings,
        .. _count.Where(c => c.Value > MostPerCode).Select(c => new Finding(
            _findings.First(f => f.Code == c.Key).Severity, c.Key, $"… and {c.Value - MostPerCode} more of the same kind.")),
    ];
}
