using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Where lines and characters end in text.</summary>
internal static class TextLines
{
    /// <summary>The place after the first line end, or -1.</summary>
    /// <param name="newline">As <c>open</c> takes it; null: line ends are translated already.</param>
    public static int End(string text, int from, string? newline)
    {
        switch (newline)
        {
            case null or "\n":
                int at = text.IndexOf('\n', from);
                return at < 0 ? -1 : at + 1;
            case "":
                int end = text.AsSpan(from).IndexOfAny('\r', '\n');
                if (end < 0) return -1;
                end += from;
                return text[end] == '\r' && end + 1 < text.Length && text[end + 1] == '\n' ? end + 2 : end + 1;
            default:
                int found = text.IndexOf(newline, from, StringComparison.Ordinal);
                return found < 0 ? -1 : found + newline.Length;
        }
    }

    /// <summary>The place after so many characters, or the end of the text; a pair of surrogates is one.</summary>
    public static int After(string text, int from, long count)
    {
        if (count >= text.Length - from) return text.Length;
        int at = from + (int)count;
        if (text.AsSpan(from, (int)count).IndexOfAnyInRange('\uD800', '\uDBFF') < 0) return at;
        at = from;
        for (long left = count; left > 0 && at < text.Length; left--)
            at += char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]) ? 2 : 1;
        return at;
    }

    /// <summary>How many characters stand between two places.</summary>
    public static long Count(string text, int from, int to)
    {
        long count = to - from;
        for (int i = from; i + 1 < to; i++)
            if (char.IsHighSurrogate(text[i]) && char.IsLowSurrogate(text[i + 1])) count--;
        return count;
    }
}
