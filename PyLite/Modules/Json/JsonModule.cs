using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>What the json package does in C#: strings, scanning, encoding.</summary>
[PyModule("_json")]
[DontLookInside]
public static partial class JsonModule
{
    [PyConstant] private static PyType make_scanner => PyJsonScanner.ClassType;
    [PyConstant] private static PyType make_encoder => PyJsonEncoder.ClassType;

    /// <summary>The text as a JSON string, in ASCII.</summary>
    [PyFunction]
    public static PyObject? encode_basestring_ascii(PyObject @string) =>
        UserSlots.Unwrap(@string) is PyStr s ? JsonText.Quoted(s, ascii: true) : NotText(@string);

    /// <summary>The text as a JSON string.</summary>
    [PyFunction]
    public static PyObject? encode_basestring(PyObject @string) =>
        UserSlots.Unwrap(@string) is PyStr s ? JsonText.Quoted(s, ascii: false) : NotText(@string);

    private static PyObject? NotText(PyObject o) => PyErr.TypeError($"first argument must be a string, not {o.Type.Name}");

    /// <summary>The string that begins before a position, and where it ends.</summary>
    [PyFunction]
    public static PyObject? scanstring(PyObject @string, long end, bool strict = true)
    {
        if (UserSlots.Unwrap(@string) is not PyStr s) return NotText(@string);
        var reader = new JsonReader(s, null, strict);
        int at = reader.ToUnits(end);
        // It need not be a position of the text.
        if (at < 0) return PyErr.ValueError("end is out of bounds");
        if (reader.ReadString(ref at) is not { } text) return null;
        return new PyTuple([new PyStr(text), new PyInt(reader.ToPoints(at))]);
    }
}

/// <summary>Reads JSON values: what make_scanner(context) gives.</summary>
[PyClass("_json.Scanner", IsFinal = true)]
[DontLookInside]
public sealed partial class PyJsonScanner : PyObject
{
    [PyProperty] public PyObject strict => PyBool.Of(IsStrict);
    [PyProperty] public PyObject object_hook { get; private init; } = PyNone.None;
    [PyProperty] public PyObject object_pairs_hook { get; private init; } = PyNone.None;
    [PyProperty] public PyObject parse_float { get; private init; } = PyNone.None;
    [PyProperty] public PyObject parse_int { get; private init; } = PyNone.None;
    [PyProperty] public PyObject parse_constant { get; private init; } = PyNone.None;

    public bool IsStrict { get; private init; }

    [PyNew]
    public static PyObject? New([Keyword] PyObject context)
    {
        if (Get(context, "strict") is not { } strict || !Argument.Bool(strict, out bool isStrict)) return null;
        if (Get(context, "object_hook") is not { } hook || Get(context, "object_pairs_hook") is not { } pairs || Get(context, "parse_float") is not { } toFloat
            || Get(context, "parse_int") is not { } toInt || Get(context, "parse_constant") is not { } toConstant) return null;
        return new PyJsonScanner
        {
            IsStrict = isStrict,
            object_hook = hook,
            object_pairs_hook = pairs,
            parse_float = toFloat,
            parse_int = toInt,
            parse_constant = toConstant,
        };
    }

    private static PyObject? Get(PyObject context, string name) => context.GetAttr(PyStr.Intern(name));

    public override bool IsCallable => true;

    /// <summary>scan_once(string, idx): a value and where it ends.</summary>
    public override PyObject? Call(PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.Parse("scan_once", args, keywords, ["string", "idx"], 2, out PyObject?[] v)) return null;
        if (UserSlots.Unwrap(v[0]!) is not PyStr text) return PyErr.TypeError($"first argument must be a string, not {v[0]!.Type.Name}");
        if (!Argument.Long(v[1]!, out long index)) return null;
        if (index < 0) return PyErr.ValueError("idx cannot be negative");
        var reader = new JsonReader(text, this, IsStrict);
        int at = reader.ToUnits(index);
        if (at < 0) return PyErr.RaiseWithArgs(Types.StopIteration, new PyInt(index));
        PyObject? value = reader.ReadValue(ref at);
        return value == null ? null : new PyTuple([value, new PyInt(reader.ToPoints(at))]);
    }
}
