using System.Globalization;
using System.Text;
using MetaJit;

namespace PyLite.Objects;

/// <summary>
/// What happens to characters that cannot be encoded and to bytes that cannot be decoded: the handlers by name. The builtin ones work without
/// an exception object being made; the program's own are called with one.
/// </summary>
[DontLookInside]
public static class ErrorHandlers
{
    private static readonly Dictionary<string, PyObject> Registered = [];

    private static readonly string[] BuiltinNames =
        ["strict", "ignore", "replace", "xmlcharrefreplace", "backslashreplace", "namereplace", "surrogatepass", "surrogateescape"];

    private static bool IsBuiltin(string name) => Array.IndexOf(BuiltinNames, name) >= 0;

    // ---- the registry

    public static PyObject? Find(string name)
    {
        lock (Registered)
        {
            if (Registered.TryGetValue(name, out PyObject? handler)) return handler;
            if (IsBuiltin(name)) return Registered[name] = Function(name);
        }
        return PyErr.Raise(Types.LookupError, $"unknown error handler name '{name}'");
    }

    public static bool Register(string name, PyObject handler)
    {
        if (!handler.IsCallable) return PyErr.Fail(Types.TypeError, "handler must be callable");
        lock (Registered) Registered[name] = handler;
        return true;
    }

    private static PyBuiltin Function(string name) => new(name is "surrogatepass" or "surrogateescape" ? name : name + "_errors") { F1 = e => Call(name, e) };

    /// <summary>A builtin handler called by a program, with an exception.</summary>
    private static PyObject? Call(string name, PyObject error)
    {
        if (name == "strict")
        {
            if (error is not PyException e) return PyErr.TypeError("codec must pass exception instance");
            return PyErr.Raise(e);
        }
        if (UnicodeErrors.Of(error) is not { } data) return Unknown(error);
        bool encodes = error.Type.IsSubtype(Types.UnicodeEncodeError), translates = error.Type.IsSubtype(Types.UnicodeTranslateError);
        PyObject about = UserSlots.Unwrap(data.Object);
        if (!encodes && !translates)
        {
            if (name is "xmlcharrefreplace" or "namereplace") return Unknown(error);
            if (about is not PyBytes bytes) return PyErr.TypeError("object attribute must be bytes");
            (int from, int to) = Range(data, bytes.Length);
            PyStr? text = Decoded(name, data.Encoding?.Value ?? "", bytes, from, to, out int next);
            return text == null ? PyErr.Raise((PyException)error) : new PyTuple([text, new PyInt(next)]);
        }
        if (translates && name is not ("ignore" or "replace" or "backslashreplace")) return Unknown(error);
        if (about is not PyStr str) return PyErr.TypeError("object attribute must be unicode");
        (int start, int end) = Range(data, str.Length);
        if (translates && name == "replace") return new PyTuple([new PyStr(new string('\ufffd', end - start)), new PyInt(end)]);
        PyObject? made = Encoded(name, data.Encoding?.Value ?? "", str, start, end);
        return made == null ? PyErr.Raise((PyException)error) : new PyTuple([made, new PyInt(end)]);
    }

    private static (int Start, int End) Range(UnicodeErrorData data, int length)
    {
        int start = (int)Math.Clamp(data.Start, 0, Math.Max(0, length - 1));
        return (start, (int)Math.Clamp(data.End, Math.Min(length, start), length));
    }

    private static PyObject? Unknown(PyObject error) => PyErr.TypeError($"don't know how to handle {error.Type.Name} in error callback");

    // ---- encoding

    /// <summary>
    /// What stands for the characters from start to end: a str to be encoded or bytes; and where encoding goes on. False with an exception
    /// pending.
    /// </summary>
    public static bool OnEncode(string errors, string codec, PyStr text, int start, int end, string reason, out PyObject replacement, out int next)
    {
        next = end;
        replacement = PyStr.Empty;
        if (errors == "strict") return PyErr.Raise(UnicodeErrors.New(Types.UnicodeEncodeError, codec, text, start, end, reason)) != null;
        if (IsBuiltin(errors) && !IsReplaced(errors))
        {
            if (Encoded(errors, codec, text, start, end) is { } made)
            {
                replacement = made;
                return true;
            }
            return PyErr.Raise(UnicodeErrors.New(Types.UnicodeEncodeError, codec, text, start, end, reason)) != null;
        }
        if (Find(errors) is not { } handler) return false;
        PyException error = UnicodeErrors.New(Types.UnicodeEncodeError, codec, text, start, end, reason);
        if (Calls.Call1(handler, error) is not { } result) return false;
        if (UserSlots.Unwrap(result) is not PyTuple { Items: [var first, var position] } || UserSlots.Unwrap(first) is not (PyStr or PyBytes { IsMutable: false }))
            return PyErr.Fail(Types.TypeError, "encoding error handler must return (str/bytes, int) tuple");
        replacement = UserSlots.Unwrap(first);
        return Position(position, text.Length, out next);
    }

    /// <summary>A program has put a handler of its own in a builtin one's place.</summary>
    private static bool IsReplaced(string name)
    {
        lock (Registered) return Registered.TryGetValue(name, out PyObject? handler) && handler is not PyBuiltin;
    }

    private static bool Position(PyObject position, int length, out int next)
    {
        next = 0;
        if (!Sequences.Integer(position, out long at)) return false;
        long from = at < 0 ? at + length : at;
        if (from < 0 || from > length) return PyErr.Fail(Types.IndexError, $"position {at} from error handler out of bounds");
        next = (int)from;
        return true;
    }

    /// <summary>What a builtin handler makes of characters; null when it cannot.</summary>
    private static PyObject? Encoded(string name, string codec, PyStr text, int start, int end)
    {
        switch (name)
        {
            case "ignore": return PyStr.Empty;
            case "replace": return new PyStr(new string('?', end - start));
            case "surrogateescape":
                var bytes = new byte[end - start];
                for (int i = start; i < end; i++)
                {
                    if (text.CodePointAt(i) is not (>= 0xdc80 and <= 0xdcff)) return null;
                    bytes[i - start] = (byte)text.CodePointAt(i);
                }
                return new PyBytes(bytes);
            case "surrogatepass": return Surrogates.Encode(codec, text, start, end);
            case "strict": return null;
        }
        var b = new StringBuilder();
        for (int i = start; i < end; i++)
        {
            int c = text.CodePointAt(i);
            if (name == "xmlcharrefreplace") b.Append(CultureInfo.InvariantCulture, $"&#{c};");
            else if (name == "namereplace" && Parsing.UnicodeNames.Of(c) is { } known) b.Append($"\\N{{{known}}}");
            else b.Append(UnicodeErrors.Escaped(c));
        }
        return new PyStr(b.ToString());
    }

    // ---- decoding

    /// <summary>
    /// What stands for the bytes from start to end, and where decoding goes on, in other bytes if the handler has put some in the place of those.
    /// False with an exception pending.
    /// </summary>
    public static bool OnDecode(string errors, string codec, ref PyBytes bytes, int start, int end, string reason, out PyStr replacement, out int next)
    {
        next = end;
        replacement = PyStr.Empty;
        if (errors == "strict") return PyErr.Raise(UnicodeErrors.New(Types.UnicodeDecodeError, codec, bytes, start, end, reason)) != null;
        if (IsBuiltin(errors) && !IsReplaced(errors) && errors is not ("xmlcharrefreplace" or "namereplace"))
        {
            if (Decoded(errors, codec, bytes, start, end, out next) is { } made)
            {
                replacement = made;
                return true;
            }
            return PyErr.Raise(UnicodeErrors.New(Types.UnicodeDecodeError, codec, bytes, start, end, reason)) != null;
        }
        if (Find(errors) is not { } handler) return false;
        PyException error = UnicodeErrors.New(Types.UnicodeDecodeError, codec, bytes, start, end, reason);
        if (Calls.Call1(handler, error) is not { } result) return false;
        if (UserSlots.Unwrap(result) is not PyTuple { Items: [var first, var position] } || UserSlots.Unwrap(first) is not PyStr text)
            return PyErr.Fail(Types.TypeError, "decoding error handler must return (str, int) tuple");
        replacement = text;
        if (UserSlots.Unwrap(UnicodeErrors.Of(error)!.Object) is not PyBytes input) return PyErr.Fail(Types.TypeError, "object attribute must be bytes");
        bytes = input;
        return Position(position, bytes.Length, out next);
    }

    /// <summary>What a builtin handler makes of bytes; null when it cannot.</summary>
    private static PyStr? Decoded(string name, string codec, PyBytes bytes, int start, int end, out int next)
    {
        next = end;
        switch (name)
        {
            case "ignore": return PyStr.Empty;
            case "replace": return PyStr.FromCodePoint(0xfffd);
            case "surrogatepass":
                if (Surrogates.Decode(codec, bytes.Span[start..], out int length) is not (var c and >= 0)) return null;
                next = start + length;
                return PyStr.FromCodePoint(c);
            case "surrogateescape":
                int count = 0;
                while (count < end - start && count < 4 && bytes[start + count] >= 128) count++;
                if (count == 0) return null;
                next = start + count;
                var points = new int[count];
                for (int i = 0; i < count; i++) points[i] = 0xdc00 + bytes[start + i];
                return PyStr.FromCodePoints(points);
            case "backslashreplace":
                var b = new StringBuilder();
                for (int i = start; i < end; i++) b.Append(CultureInfo.InvariantCulture, $"\\x{bytes[i]:x2}");
                return new PyStr(b.ToString());
            default: return null;
        }
    }
}

/// <summary>Surrogates as bytes of the Unicode encodings, for <c>surrogatepass</c>.</summary>
internal static class Surrogates
{
    private enum Form
    {
        None, Utf8, Utf16Little, Utf16Big, Utf32Little, Utf32Big,
    }

    private static Form FormOf(string codec)
    {
        string name = codec.ToLowerInvariant().Replace("_", "").Replace("-", "");
        bool little = BitConverter.IsLittleEndian;
        return name switch
        {
            "utf8" or "cputf8" => Form.Utf8,
            "utf16le" => Form.Utf16Little,
            "utf16be" => Form.Utf16Big,
            "utf16" => little ? Form.Utf16Little : Form.Utf16Big,
            "utf32le" => Form.Utf32Little,
            "utf32be" => Form.Utf32Big,
            "utf32" => little ? Form.Utf32Little : Form.Utf32Big,
            _ => Form.None,
        };
    }

    public static PyBytes? Encode(string codec, PyStr text, int start, int end)
    {
        Form form = FormOf(codec);
        if (form == Form.None) return null;
        var bytes = new List<byte>();
        for (int i = start; i < end; i++)
        {
            int c = text.CodePointAt(i);
            if (c is not (>= 0xd800 and <= 0xdfff)) return null;
            byte low = (byte)c, high = (byte)(c >> 8);
            bytes.AddRange(form switch
            {
                Form.Utf8 => [(byte)(0xe0 | c >> 12), (byte)(0x80 | c >> 6 & 0x3f), (byte)(0x80 | c & 0x3f)],
                Form.Utf16Little => [low, high],
                Form.Utf16Big => [high, low],
                Form.Utf32Little => [low, high, 0, 0],
                _ => (ReadOnlySpan<byte>)[0, 0, high, low],
            });
        }
        return new PyBytes([.. bytes]);
    }

    /// <summary>The surrogate that bytes begin with, or -1.</summary>
    public static int Decode(string codec, ReadOnlySpan<byte> b, out int length)
    {
        Form form = FormOf(codec);
        length = form switch { Form.Utf8 => 3, Form.Utf16Little or Form.Utf16Big => 2, _ => 4 };
        if (form == Form.None || b.Length < length) return -1;
        int c = form switch
        {
            Form.Utf8 => (b[0] & 0xf0) == 0xe0 && (b[1] & 0xc0) == 0x80 && (b[2] & 0xc0) == 0x80 ? (b[0] & 15) << 12 | (b[1] & 63) << 6 | b[2] & 63 : -1,
            Form.Utf16Little => b[1] << 8 | b[0],
            Form.Utf16Big => b[0] << 8 | b[1],
            Form.Utf32Little => b[3] << 24 | b[2] << 16 | b[1] << 8 | b[0],
            _ => b[0] << 24 | b[1] << 16 | b[2] << 8 | b[3],
        };
        return c is >= 0xd800 and <= 0xdfff ? c : -1;
    }
}
