using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PyLite.Modules.Regex;

/// <summary>Finds where a pattern can begin to match, from what is known of its beginning.</summary>
public sealed class StartFinder
{
    private enum Kind
    {
        Anywhere, AtBeginning, AtLines, Text, Character, Set,
    }

    /// <summary>Texts shorter than that are looked through without making a searcher for them.</summary>
    private const int WorthSearcher = 64;

    private readonly Kind _kind;
    private readonly int[] _prefix = [];
    private readonly FirstChars _first = FirstChars.Any;
    private readonly int _least, _single;
    private string? _characters;
    private byte[]? _bytes;
    private bool[]? _table;
    private SearchValues<char>? _characterSearch;
    private SearchValues<byte>? _byteSearch;

    private StartFinder(Kind kind, int least, int[] prefix, FirstChars first)
    {
        _kind = kind;
        _least = least;
        _prefix = prefix;
        _first = first;
        _single = first.Single;
    }

    public static StartFinder Of(RegexNode pattern)
    {
        int least = PatternWidth.Least(pattern);
        var prefix = new List<int>();
        Place? anchor = null;
        Prefix(pattern, prefix, ref anchor);
        FirstChars first = FirstChars.Of(pattern);
        Kind kind = anchor is Place.Beginning or Place.BeginningOfString ? Kind.AtBeginning
            : anchor is Place.BeginningOfLine ? Kind.AtLines
            : prefix.Count > 1 ? Kind.Text
            : first.Single >= 0 ? Kind.Character
            : first.MayBeEmpty || first is { Count: 256, Wide: CharSet.WideAll } ? Kind.Anywhere : Kind.Set;
        return new StartFinder(kind, least, [.. prefix], first);
    }

    /// <summary>Collects the characters that a match begins with; false where what comes next is not known.</summary>
    private static bool Prefix(RegexNode node, List<int> prefix, ref Place? anchor)
    {
        switch (node)
        {
            case OneNode { Set.Single: >= 0 and var c }:
                prefix.Add(c);
                return true;
            case MarkNode: return true;
            case AtNode at:
                if (prefix.Count == 0) anchor ??= at.Place;
                return true;
            case LookNode: return true;
            case SequenceNode sequence:
                foreach (RegexNode item in sequence.Items)
                    if (!Prefix(item, prefix, ref anchor)) return false;
                return true;
            case AtomicNode atomic: return Prefix(atomic.Body, prefix, ref anchor);
            case RepeatNode { Min: > 0 } repeat:
                {
                    // Only its first time is sure to be next to what was before.
                    int before = prefix.Count;
                    if (repeat.Body is OneNode { Set.Single: >= 0 and var c }) prefix.AddRange(Enumerable.Repeat(c, Math.Min(repeat.Min, 64)));
                    else if (before == 0) Prefix(repeat.Body, prefix, ref anchor);
                    return false;
                }
            default: return false;
        }
    }

    /// <summary>The first position from one on where a match may begin, or -1.</summary>
    public int Find<T>(ReadOnlySpan<T> text, int from) where T : unmanaged, IEquatable<T>
    {
        int last = text.Length - _least;
        if (from > last) return -1;
        switch (_kind)
        {
            case Kind.AtBeginning: return from == 0 ? 0 : -1;
            case Kind.AtLines:
                {
                    if (from == 0 || Characters<T>.At(text, from - 1) == '\n') return from;
                    int newline = Characters<T>.IndexOf(text[from..], '\n');
                    return newline < 0 || from + newline + 1 > last ? -1 : from + newline + 1;
                }
            case Kind.Text:
                {
                    int at = IndexOfPrefix(text[from..]);
                    return at < 0 ? -1 : from + at;
                }
            case Kind.Character:
                {
                    int at = Characters<T>.IndexOf(text[from..(last + 1)], _single);
                    return at < 0 ? -1 : from + at;
                }
            case Kind.Set: return IndexOfSet(text, from, last);
            default: return from;
        }
    }

    private int IndexOfPrefix<T>(ReadOnlySpan<T> text) where T : unmanaged, IEquatable<T>
    {
        if (typeof(T) == typeof(char))
        {
            if (_characters == null)
            {
                // A character past U+FFFF is in no text of this kind.
                if (_prefix.Any(static c => c > 0xFFFF)) return -1;
                _characters = string.Concat(_prefix.Select(static c => (char)c));
            }
            return MemoryExtensions.IndexOf(MemoryMarshal.Cast<T, char>(text), _characters.AsSpan(), StringComparison.Ordinal);
        }
        if (typeof(T) == typeof(byte))
        {
            _bytes ??= [.. _prefix.Select(static c => (byte)c)];
            return MemoryMarshal.Cast<T, byte>(text).IndexOf(_bytes);
        }
        return MemoryMarshal.Cast<T, int>(text).IndexOf(_prefix);
    }

    private int IndexOfSet<T>(ReadOnlySpan<T> text, int from, int last) where T : unmanaged, IEquatable<T>
    {
        // What takes no character may match at the end.
        int none = last == text.Length && _first.AtEnd ? last : -1;
        last = Math.Min(last, text.Length - 1);
        if (last - from >= WorthSearcher)
        {
            int at = -2;
            if (typeof(T) == typeof(char) && _first.Wide == 0)
                at = MemoryMarshal.Cast<T, char>(text)[from..(last + 1)].IndexOfAny(_characterSearch ??= SearchValues.Create([.. Members().Select(static c => (char)c)]));
            else if (typeof(T) == typeof(byte))
                at = MemoryMarshal.Cast<T, byte>(text)[from..(last + 1)].IndexOfAny(_byteSearch ??= SearchValues.Create([.. Members().Select(static c => (byte)c)]));
            if (at != -2) return at < 0 ? none : from + at;
        }
        bool[] table = _table ??= MakeTable();
        for (int i = from; i <= last; i++)
            if (table[Math.Min(Characters<T>.At(text, i), 256)]) return i;
        return none;
    }

    private IEnumerable<int> Members()
    {
        for (int c = 0; c < 256; c++)
            if (_first.Contains(c)) yield return c;
    }

    private bool[] MakeTable()
    {
        var table = new bool[257];
        for (int c = 0; c < 256; c++) table[c] = _first.Contains(c);
        table[256] = _first.Wide != 0;
        return table;
    }
}

/// <summary>The characters of a text of UTF-16, bytes or code points.</summary>
internal static class Characters<T> where T : unmanaged, IEquatable<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Code(T c)
    {
        if (typeof(T) == typeof(char)) return Unsafe.As<T, char>(ref c);
        if (typeof(T) == typeof(byte)) return Unsafe.As<T, byte>(ref c);
        return Unsafe.As<T, int>(ref c);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int At(ReadOnlySpan<T> text, int i) => Code(text[i]);

    public static int IndexOf(ReadOnlySpan<T> text, int c)
    {
        if (typeof(T) == typeof(char)) return c > 0xFFFF ? -1 : MemoryMarshal.Cast<T, char>(text).IndexOf((char)c);
        if (typeof(T) == typeof(byte)) return c > 0xFF ? -1 : MemoryMarshal.Cast<T, byte>(text).IndexOf((byte)c);
        return MemoryMarshal.Cast<T, int>(text).IndexOf(c);
    }

    public static int LastIndexOf(ReadOnlySpan<T> text, int c)
    {
        if (typeof(T) == typeof(char)) return c > 0xFFFF ? -1 : MemoryMarshal.Cast<T, char>(text).LastIndexOf((char)c);
        if (typeof(T) == typeof(byte)) return c > 0xFF ? -1 : MemoryMarshal.Cast<T, byte>(text).LastIndexOf((byte)c);
        return MemoryMarshal.Cast<T, int>(text).LastIndexOf(c);
    }
}
