using Dosimetry.Dicom.Dictionary;

namespace Dosimetry.Dicom.Reading;

/// <summary>
/// Which uncompressed transfer syntax do these bytes follow? Each candidate is walked for a few elements: tags must rise, be known to the
/// dictionary or private, and values must end within the data. The candidate that walks furthest wins; one that fails at once scores
/// nothing.
/// </summary>
internal static class SyntaxGuess
{
    private const int Steps = 8;

    /// <summary>In order of preference where scores are equal.</summary>
    private static readonly TransferSyntax[] Candidates =
        [TransferSyntax.ExplicitLittleEndian, TransferSyntax.ImplicitLittleEndian, TransferSyntax.ExplicitBigEndian];

    /// <summary>The likeliest syntax, or null when none reads even the first element.</summary>
    public static TransferSyntax? Best(ReadOnlySpan<byte> head, long remaining)
    {
        (TransferSyntax? best, int bestScore) = (null, 0);
        foreach (TransferSyntax candidate in Candidates)
            if (Score(head, remaining, candidate) is var score && score > bestScore) (best, bestScore) = (candidate, score);
        return best;
    }

    /// <summary>
    /// Elements that read plausibly, up to <see cref="Steps"/>, as far as the visible bytes go; a walk that ends with the data counts as
    /// complete.
    /// </summary>
    public static int Score(ReadOnlySpan<byte> head, long remaining, TransferSyntax syntax)
    {
        long position = 0, previous = -1;
        for (int step = 0; step < Steps; step++)
        {
            if (step > 0 && position == remaining) return Steps;
            if (position >= head.Length) return step;
            if (ElementHeader.TryRead(head[(int)position..], syntax.IsExplicit, syntax.IsBigEndian) is not { } header) return step;
            bool plausibleTag = header.Tag.Group >= 2 && header.Tag.Value > previous
                && (header.Tag.IsPrivate ? step > 0 : DicomDictionary.Keyword(header.Tag) is not null || header.Tag.Element == 0);
            if (!plausibleTag || header.HasOddVr) return step;
            if (header.Length == ElementHeader.Undefined) return step + 1;
            if (position + header.Size + header.Length > remaining) return step;
            previous = header.Tag.Value;
            position += header.Size + header.Length;
        }
        return Steps;
    }
}
