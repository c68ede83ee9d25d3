using MetaJit;

namespace PyLite.Objects;

/// <summary>What UnicodeEncodeError, UnicodeDecodeError and UnicodeTranslateError are about.</summary>
public sealed class UnicodeErrorData
{
    /// <summary>The encoding; null when a str was translated.</summary>
    public PyStr? Encoding;

    /// <summary>The str or bytes, of which the part from start to end is meant.</summary>
    public required PyObject Object;
    public long Start, End;
    public required PyObject Reason;
}

/// <summary>The three exceptions of encoding, decoding and translating.</summary>
[DontLookInside]
public static class UnicodeErrors
{
    public static bool Is(PyType type) =>
        type.IsSubtype(Types.UnicodeError) && (type.IsSubtype(Types.UnicodeEncodeError) || type.IsSubtype(Types.UnicodeDecodeError) || type.IsSubtype(Types.UnicodeTranslateError));

    public static UnicodeErrorData? Of(PyObject o) => (o as PyException)?.Data as UnicodeErrorData;

    public static PyException New(PyType type, string encoding, PyObject text, long start, long end, string reason)
    {
        PyStr codec = new(encoding), why = new(reason);
        return new PyException(type, new PyTuple([codec, text, new PyInt(start), new PyInt(end), why]))
        {
            Data = new UnicodeErrorData { Encoding = codec, Object = text, Start = start, End = end, Reason = why },
        };
    }

    /// <summary>As a program makes one: checks the arguments. Null with TypeError pending.</summary>
    public static PyException? Make(PyType type, PyObject[] args)
    {
        var e = new PyException(type, new PyTuple(args));
        return Initialize(e, args) ? e : null;
    }

    public static bool Initialize(PyException e, PyObject[] args)
    {
        bool translates = e.Type.IsSubtype(Types.UnicodeTranslateError);
        int wanted = translates ? 4 : 5, at = translates ? 0 : 1;
        if (args.Length != wanted) return PyErr.Fail(Types.TypeError, $"function takes exactly {wanted} arguments ({args.Length} given)");
        PyStr? encoding = translates ? null : UserSlots.Unwrap(args[0]) as PyStr;
        if (!translates && encoding == null) return NotStr(1, args[0]);
        PyObject subject = args[at];
        bool decodes = e.Type.IsSubtype(Types.UnicodeDecodeError);
        if (!decodes && UserSlots.Unwrap(subject) is not PyStr) return NotStr(at + 1, subject);
        if (!Sequences.Integer(args[at + 1], out long start) || !Sequences.Integer(args[at + 2], out long end)) return false;
        if (UserSlots.Unwrap(args[at + 3]) is not PyStr reason) return NotStr(at + 4, args[at + 3]);
        if (decodes)
        {
            if (!Buffers.Bytes(subject, out ReadOnlySpan<byte> bytes)) return false;
            if (subject is not PyBytes { IsMutable: false }) subject = new PyBytes(bytes.ToArray());
        }
        e.Args = new PyTuple(args);
        e.Data = new UnicodeErrorData { Encoding = encoding, Object = subject, Start = start, End = end, Reason = reason };
        return true;
    }

    private static bool NotStr(int argument, PyObject o) =>
        PyErr.Fail(Types.TypeError, $"argument {argument} must be str, not {(o is PyNone ? "None" : o.Type.Name)}");

    // ---- as text

    public static PyStr Text(PyException e, UnicodeErrorData data)
    {
        string reason = data.Reason.Str()?.Value ?? "", codec = data.Encoding?.Value ?? "";
        bool isOne = data.End == data.Start + 1 && data.Start >= 0;
        if (UserSlots.Unwrap(data.Object) is PyBytes bytes)
        {
            return new PyStr(isOne && data.Start < bytes.Length
                ? $"'{codec}' codec can't decode byte 0x{bytes[(int)data.Start]:x2} in position {data.Start}: {reason}"
                : $"'{codec}' codec can't decode bytes in position {data.Start}-{data.End - 1}: {reason}");
        }
        // A program may have put anything in its place.
        PyStr text = UserSlots.Unwrap(data.Object) as PyStr ?? PyStr.Empty;
        string what = data.Encoding == null ? "can't translate" : $"'{codec}' codec can't encode";
        return new PyStr(isOne && data.Start < text.Length
            ? $"{what} character '{Escaped(text.CodePointAt((int)data.Start))}' in position {data.Start}: {reason}"
            : $"{what} characters in position {data.Start}-{data.End - 1}: {reason}");
    }

    /// <summary>A character as <c>\xhh</c>, <c>\uhhhh</c> or <c>\Uhhhhhhhh</c>.</summary>
    public static string Escaped(int c) => c < 256 ? $"\\x{c:x2}" : c < 65536 ? $"\\u{c:x4}" : $"\\U{c:x8}";

    public static void Populate(PyType t)
    {
        if (!ReferenceEquals(t, Types.UnicodeTranslateError)) Field(t, "encoding", d => d.Encoding, (d, v) => d.Encoding = v as PyStr ?? v?.Str());
        Field(t, "object", d => d.Object, (d, v) => d.Object = v);
        Field(t, "start", d => new PyInt(d.Start), (d, v) => d.Start = v is PyInt i ? i.Value : d.Start);
        Field(t, "end", d => new PyInt(d.End), (d, v) => d.End = v is PyInt i ? i.Value : d.End);
        Field(t, "reason", d => d.Reason, (d, v) => d.Reason = v);
        t.MethodArgs("__init__", (args, _) => args[0] is PyException e ? Define.None(Initialize(e, Calls.Rest(args))) : PyErr.TypeError("an exception is required"));
    }

    private static void Field(PyType t, string name, Func<UnicodeErrorData, PyObject?> get, Action<UnicodeErrorData, PyObject> set) => t.Property(
        name, self => Of(self) is { } d ? get(d) : PyErr.TypeError($"{name} attribute not set"),
        (self, value) =>
        {
            if (Of(self) is not { } d || value == null) return PyErr.Fail(Types.TypeError, $"{name} attribute not set");
            if (name is "start" or "end" && !Sequences.Integer(value, out _)) return false;
            set(d, value);
            return true;
        });
}
