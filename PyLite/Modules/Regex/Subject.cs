using PyLite.Objects;

namespace PyLite.Modules.Regex;

/// <summary>What a pattern is matched against: a str or something of bytes, or a subclass's instance of these.</summary>
internal readonly struct Subject
{
    /// <summary>What the caller gave.</summary>
    public readonly PyObject Given;
    private readonly PyStr? _text;
    private readonly PyObject? _bytes;

    private Subject(PyObject given, PyStr? text, PyObject? bytes)
    {
        Given = given;
        _text = text;
        _bytes = bytes;
    }

    public int Length => _text?.Length ?? Bytes.Length;

    private ReadOnlySpan<byte> Bytes => Buffers.TryBytes(_bytes!, out ReadOnlySpan<byte> bytes) ? bytes : default;

    /// <summary>The subject for a pattern; false with TypeError pending.</summary>
    public static bool Of(PyPattern pattern, PyObject given, out Subject subject)
    {
        PyObject plain = given is PyStr ? given : UserSlots.Unwrap(given);
        subject = new Subject(given, plain as PyStr, Buffers.Has(plain) ? plain : null);
        if (subject._text != null)
        {
            if (pattern.Text is not PyBytes) return true;
            return PyErr.Fail(Types.TypeError, "cannot use a bytes pattern on a string-like object");
        }
        if (subject._bytes == null) return PyErr.Fail(Types.TypeError, $"expected string or bytes-like object, got '{given.Type.Name}'");
        if (pattern.Text is not PyStr) return true;
        return PyErr.Fail(Types.TypeError, "cannot use a string pattern on a bytes-like object");
    }

    /// <summary>Matches; false when it does not, or with an exception pending.</summary>
    public bool Match(RegexProgram program, MatchState state, int from, int end, bool search, bool whole = false, bool mustAdvance = false)
    {
        // A bytearray may have been cut short between two matches.
        end = Math.Min(end, Length);
        if (from > end) return false;
        if (_bytes != null) return Matcher<byte>.Run(program, state, Bytes[..end], from, search, whole, mustAdvance);
        if (_text!.IsNarrow) return Matcher<char>.Run(program, state, _text.Characters[..end], from, search, whole, mustAdvance);
        return Matcher<int>.Run(program, state, _text.Points[..end], from, search, whole, mustAdvance);
    }

    /// <summary>A part, as a str or bytes.</summary>
    public PyObject Part(int from, int to)
    {
        if (_text != null) return _text.Part(from, to);
        ReadOnlySpan<byte> bytes = Bytes;
        to = Math.Min(to, bytes.Length);
        from = Math.Min(from, to);
        return _bytes is PyBytes { IsMutable: false } whole ? whole.Part(from, to - from) : new PyBytes(bytes[from..to].ToArray());
    }

    /// <summary>An empty str or bytes.</summary>
    public PyObject Empty => _text != null ? PyStr.Empty : EmptyBytes;

    /// <summary>The parts one after the other, as a str or bytes.</summary>
    public PyObject? Join(PyObject parts) => _text != null ? TextJoin.Join(PyStr.Empty, parts) : BytesText.Join(EmptyBytes, parts);

    private static readonly PyBytes EmptyBytes = new([]);
}
