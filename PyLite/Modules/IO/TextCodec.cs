using System.Buffers;
using System.Text;
using MetaJit;
using PyLite.Interpreter;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Encodes and decodes the text of one file, piece by piece: a piece may end inside a character.</summary>
[DontLookInside]
internal abstract class TextCodec
{
    /// <summary>The codec for an encoding, or null with LookupError pending.</summary>
    public static TextCodec? Find(string encoding, string errors) => NamedEncodings.Normalize(encoding) switch
    {
        "utf-8" or "utf8" or "u8" or "cp65001" => new Utf8Codec(errors),
        "latin-1" or "latin1" or "iso-8859-1" or "iso8859-1" or "l1" or "8859" or "cp819" => new ByteCodec("latin-1", 256, errors),
        "ascii" or "us-ascii" or "646" => new ByteCodec("ascii", 128, errors),
        _ => PythonCodec.Find(encoding, errors),
    };

    /// <summary>The bytes, or null with an exception pending.</summary>
    public abstract byte[]? Encode(PyStr text);

    /// <summary>The text of all whole characters, or null with an exception pending. What is begun is kept for the next piece.</summary>
    public abstract string? Decode(ReadOnlySpan<byte> bytes, bool isLast);

    /// <summary>Bytes that wait for the rest of their character.</summary>
    public abstract ReadOnlySpan<byte> Waiting { get; }

    /// <summary>Forgets what is begun.</summary>
    public abstract void Reset();

    /// <summary>A codec in the state at the beginning.</summary>
    public abstract TextCodec? Fresh();

    // ---- error handlers

    /// <summary>What stands for a bad piece of input, or null with an exception pending.</summary>
    protected static string? Mend(string errors, string encoding, ReadOnlySpan<byte> input, int start, int end, string reason)
    {
        switch (errors)
        {
            case "ignore": return "";
            case "replace": return "\uFFFD";
            case "surrogateescape" when AllHigh(input[start..end]):
                return string.Concat(input[start..end].ToArray().Select(b => (char)(0xDC00 + b)));
            case "backslashreplace":
                return string.Concat(input[start..end].ToArray().Select(b => $"\\x{b:x2}"));
        }
        PyErr.RaiseWithArgs(Types.UnicodeDecodeError, new PyStr(encoding), new PyBytes(input.ToArray()), new PyInt(start), new PyInt(end), new PyStr(reason));
        if (errors is "strict" or "surrogateescape" or "surrogatepass") return null;
        return Handled(errors) is { } replaced && replaced.Items[0] is PyStr text ? text.Value : null;
    }

    private static bool AllHigh(ReadOnlySpan<byte> bytes) => bytes.IndexOfAnyInRange((byte)0, (byte)127) < 0;

    /// <summary>The bytes for characters that have none, or null with an exception pending.</summary>
    protected byte[]? MendText(string errors, string encoding, PyStr text, int start, int end, string reason)
    {
        int[] points = text.ToPoints()[start..end];
        switch (errors)
        {
            case "ignore": return [];
            case "replace": return [.. points.Select(_ => (byte)'?')];
            case "surrogateescape" when points.All(c => c is >= 0xDC80 and <= 0xDCFF): return [.. points.Select(c => (byte)(c - 0xDC00))];
            case "backslashreplace":
                return Encoding.ASCII.GetBytes(string.Concat(points.Select(c => c < 0x100 ? $"\\x{c:x2}" : c < 0x10000 ? $"\\u{c:x4}" : $"\\U{c:x8}")));
            case "xmlcharrefreplace": return Encoding.ASCII.GetBytes(string.Concat(points.Select(c => $"&#{c};")));
            case "surrogatepass" when encoding == "utf-8" && points.All(c => c is >= 0xD800 and <= 0xDFFF):
                return [.. points.SelectMany(c => new[] { (byte)(0xE0 | c >> 12), (byte)(0x80 | c >> 6 & 0x3F), (byte)(0x80 | c & 0x3F) })];
        }
        PyErr.RaiseWithArgs(Types.UnicodeEncodeError, new PyStr(encoding), text, new PyInt(start), new PyInt(end), new PyStr(reason));
        if (errors is "strict" or "surrogateescape" or "surrogatepass") return null;
        if (Handled(errors) is not { } replaced) return null;
        return replaced.Items[0] switch
        {
            PyBytes bytes => bytes.ToArray(),
            PyStr replacement => Encode(replacement),
            _ => null,
        };
    }

    /// <summary>Has a registered handler mend the pending exception.</summary>
    private static PyTuple? Handled(string errors)
    {
        PyException error = PyErr.Take();
        if (Imports.ImportModule("_codecs") is not { } codecs || codecs.GetAttr(PyStr.Intern("lookup_error")) is not { } lookup
            || lookup.Call([new PyStr(errors)], null) is not { } handler || handler.Call([error], null) is not { } made) return null;
        if (UserSlots.Unwrap(made) is PyTuple { Items.Length: 2 } pair) return pair;
        PyErr.TypeError("encoding error handler must return (str/bytes, int) tuple");
        return null;
    }
}

/// <summary>UTF-8.</summary>
[DontLookInside]
internal sealed class Utf8Codec(string errors) : TextCodec
{
    private byte[] _waiting = [];

    public override ReadOnlySpan<byte> Waiting => _waiting;

    public override void Reset() => _waiting = [];

    public override TextCodec Fresh() => new Utf8Codec(errors);

    public override byte[]? Encode(PyStr text)
    {
        string value = text.Value;
        int at = text.IsNarrow ? value.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') : 0;
        if (at < 0) return Encoding.UTF8.GetBytes(value);
        int[] points = text.ToPoints();
        var bytes = new List<byte>();
        Span<byte> part = stackalloc byte[4];
        for (int i = 0; i < points.Length;)
        {
            if (points[i] is < 0xD800 or > 0xDFFF)
            {
                int length = new Rune(points[i]).EncodeToUtf8(part);
                bytes.AddRange(part[..length]);
                i++;
                continue;
            }
            int end = i + 1;
            while (end < points.Length && points[end] is >= 0xD800 and <= 0xDFFF) end++;
            if (MendText(errors, "utf-8", text, i, end, "surrogates not allowed") is not { } mended) return null;
            bytes.AddRange(mended);
            i = end;
        }
        return [.. bytes];
    }

    public override string? Decode(ReadOnlySpan<byte> bytes, bool isLast)
    {
        if (_waiting.Length > 0)
        {
            bytes = (byte[])[.. _waiting, .. bytes];
            _waiting = [];
        }
        if (System.Text.Unicode.Utf8.IsValid(bytes)) return Encoding.UTF8.GetString(bytes);
        var text = new StringBuilder();
        for (int at = 0; at < bytes.Length;)
        {
            int plain = bytes[at..].IndexOfAnyInRange((byte)128, (byte)255);
            if (plain != 0)
            {
                if (plain < 0) plain = bytes.Length - at;
                text.Append(Encoding.ASCII.GetString(bytes.Slice(at, plain)));
                at += plain;
                continue;
            }
            OperationStatus status = Rune.DecodeFromUtf8(bytes[at..], out Rune rune, out int length);
            if (status == OperationStatus.Done)
            {
                text.Append(rune.ToString());
                at += length;
                continue;
            }
            if (status == OperationStatus.NeedMoreData && !isLast)
            {
                _waiting = bytes[at..].ToArray();
                break;
            }
            if (errors == "surrogatepass" && bytes.Length - at >= 3 && bytes[at] == 0xED && bytes[at + 1] is >= 0xA0 and <= 0xBF && bytes[at + 2] is >= 0x80 and <= 0xBF)
            {
                text.Append((char)(0xD000 | (bytes[at + 1] & 0x3F) << 6 | bytes[at + 2] & 0x3F));
                at += 3;
                continue;
            }
            string reason = status == OperationStatus.NeedMoreData ? "unexpected end of data" : bytes[at] is < 0xC2 or > 0xF4 ? "invalid start byte" : "invalid continuation byte";
            if (Mend(errors, "utf-8", bytes, at, at + length, reason) is not { } mended) return null;
            text.Append(mended);
            at += length;
        }
        return text.ToString();
    }
}

/// <summary>Latin-1 and ASCII: a byte is a character.</summary>
[DontLookInside]
internal sealed class ByteCodec(string name, int limit, string errors) : TextCodec
{
    public override ReadOnlySpan<byte> Waiting => default;

    public override void Reset()
    {
    }

    public override TextCodec Fresh() => this;

    public override byte[]? Encode(PyStr text)
    {
        string value = text.Value;
        if (text.IsNarrow && value.AsSpan().IndexOfAnyInRange((char)limit, '\uFFFF') < 0) return Encoding.Latin1.GetBytes(value);
        int[] points = text.ToPoints();
        var bytes = new List<byte>();
        for (int i = 0; i < points.Length;)
        {
            if (points[i] < limit)
            {
                bytes.Add((byte)points[i++]);
                continue;
            }
            int end = i + 1;
            while (end < points.Length && points[end] >= limit) end++;
            if (MendText(errors, name, text, i, end, $"ordinal not in range({limit})") is not { } mended) return null;
            bytes.AddRange(mended);
            i = end;
        }
        return [.. bytes];
    }

    public override string? Decode(ReadOnlySpan<byte> bytes, bool isLast)
    {
        int bad = limit == 256 ? -1 : bytes.IndexOfAnyInRange((byte)128, (byte)255);
        if (bad < 0) return Encoding.Latin1.GetString(bytes);
        var text = new StringBuilder();
        for (int i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] < 128) text.Append((char)bytes[i]);
            else if (Mend(errors, name, bytes, i, i + 1, "ordinal not in range(128)") is { } mended) text.Append(mended);
            else return null;
        }
        return text.ToString();
    }
}

/// <summary>Any other encoding, through the codecs that programs see.</summary>
[DontLookInside]
internal sealed class PythonCodec : TextCodec
{
    private static readonly PyStr EncodeName = PyStr.Intern("encode"), DecodeName = PyStr.Intern("decode"), ResetName = PyStr.Intern("reset"),
        GetStateName = PyStr.Intern("getstate");

    private readonly PyObject _info;
    private readonly PyStr _errors;
    private PyObject? _decoder, _encoder;
    private byte[] _waiting = [];

    private PythonCodec(PyObject info, PyStr errors)
    {
        _info = info;
        _errors = errors;
    }

    public static new PythonCodec? Find(string encoding, string errors)
    {
        if (Imports.ImportModule("codecs") is not { } codecs || codecs.GetAttr(PyStr.Intern("lookup")) is not { } lookup
            || lookup.Call([new PyStr(encoding)], null) is not { } info) return null;
        if (Attributes.Find(info, PyStr.Intern("_is_text_encoding")) is { } isText && isText.Truth() == 0)
        {
            PyErr.Raise(Types.LookupError, $"'{encoding}' is not a text encoding; use codecs.open() to handle arbitrary codecs");
            return null;
        }
        return new PythonCodec(info, new PyStr(errors));
    }

    private PyObject? Make(string what) => _info.GetAttr(PyStr.Intern(what))?.Call([_errors], null);

    public override ReadOnlySpan<byte> Waiting => _waiting;

    public override void Reset()
    {
        _decoder = null;
        _waiting = [];
    }

    public override TextCodec Fresh() => new PythonCodec(_info, _errors);

    public override byte[]? Encode(PyStr text)
    {
        _encoder ??= Make("incrementalencoder");
        if (_encoder?.GetAttr(EncodeName)?.Call([text], null) is not { } made) return null;
        if (UserSlots.Unwrap(made) is PyBytes bytes) return bytes.ToArray();
        PyErr.TypeError($"encoder should return a bytes object, not '{made.Type.Name}'");
        return null;
    }

    /// <summary>The next text does not stand at the beginning, or does so again: whether a mark is written before it.</summary>
    public void SetEncoderStart(bool isStart)
    {
        _encoder ??= Make("incrementalencoder");
        if (_encoder is not null && isStart) _encoder.GetAttr(ResetName)?.Call([], null);
        else _encoder?.GetAttr(PyStr.Intern("setstate"))?.Call([PyInt.Zero], null);
        PyErr.Current = null;
    }

    public override string? Decode(ReadOnlySpan<byte> bytes, bool isLast)
    {
        _decoder ??= Make("incrementaldecoder");
        if (_decoder?.GetAttr(DecodeName)?.Call([new PyBytes(bytes.ToArray()), PyBool.Of(isLast)], null) is not { } made) return null;
        if (UserSlots.Unwrap(made) is not PyStr text)
        {
            PyErr.TypeError($"decoder should return a string result, not '{made.Type.Name}'");
            return null;
        }
        if (Attributes.Find(_decoder, GetStateName)?.Call([], null) is { } state && UserSlots.Unwrap(state) is PyTuple { Items: [PyBytes waiting, ..] }) _waiting = waiting.ToArray();
        PyErr.Current = null;
        return text.Value;
    }
}
