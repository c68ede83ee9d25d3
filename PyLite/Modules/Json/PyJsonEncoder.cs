using System.Text;
using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Writes values as JSON in one go: what make_encoder(…) gives.</summary>
[PyClass("_json.Encoder", IsFinal = true)]
[DontLookInside]
public sealed partial class PyJsonEncoder : PyObject
{
    [PyProperty] public required PyObject markers { get; init; }
    [PyProperty("default")] public required PyObject defaultFunction { get; init; }
    [PyProperty] public required PyObject encoder { get; init; }
    [PyProperty] public required PyObject indent { get; init; }
    [PyProperty] public required PyObject key_separator { get; init; }
    [PyProperty] public required PyObject item_separator { get; init; }
    [PyProperty] public required bool sort_keys { get; init; }
    [PyProperty] public required bool skipkeys { get; init; }

    private bool _allowNan;

    /// <summary>The containers being written, the outermost first.</summary>
    private List<PyObject> _open = [];

    /// <summary>The text of strings is made here when the encoder is one of this module's.</summary>
    private bool? _ascii;

    [PyNew]
    public static PyObject? New(
        [Keyword] PyObject markers, PyObject @default, PyObject encoder, PyObject indent, PyObject key_separator, PyObject item_separator, bool sort_keys, bool skipkeys,
        bool allow_nan)
    {
        if (markers is not PyNone && UserSlots.Unwrap(markers) is not PyDict)
            return PyErr.TypeError($"make_encoder() argument 1 must be dict or None, not {markers.Type.Name}");
        for (int i = 0; i < 2; i++)
        {
            PyObject separator = i == 0 ? key_separator : item_separator;
            if (UserSlots.Unwrap(separator) is not PyStr) return PyErr.TypeError($"make_encoder() argument {i + 5} must be str, not {Define.NameOf(separator)}");
        }
        return new PyJsonEncoder
        {
            markers = markers,
            defaultFunction = @default,
            encoder = encoder,
            indent = indent,
            key_separator = (PyStr)UserSlots.Unwrap(key_separator),
            item_separator = (PyStr)UserSlots.Unwrap(item_separator),
            sort_keys = sort_keys,
            skipkeys = skipkeys,
            _allowNan = allow_nan,
            _ascii = encoder is PyBuiltin { Parameters.Owner: "_json" } own ? own.Name == "encode_basestring_ascii" : null,
        };
    }

    public override bool IsCallable => true;

    /// <summary>encoder(obj, _current_indent_level): the chunks of the text.</summary>
    public override PyObject? Call(PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.Parse("_iterencode", args, keywords, ["obj", "_current_indent_level"], 2, out PyObject?[] v)) return null;
        if (!Argument.Long(v[1]!, out _)) return null;
        // A default function may come here again before the first text is finished.
        (List<PyObject> outer, _open) = (_open, []);
        var b = new StringBuilder();
        bool ok = Write(b, v[0]!);
        _open = outer;
        return ok ? new PyTuple([new PyStr(b.ToString())]) : null;
    }

    private bool Write(StringBuilder b, PyObject o)
    {
        switch (o)
        {
            case PyNone:
                b.Append("null");
                return true;
            case PyBool flag:
                b.Append(ReferenceEquals(flag, PyBool.True) ? "true" : "false");
                return true;
        }
        switch (UserSlots.Unwrap(o))
        {
            case PyStr s: return Text(b, o, s);
            case PyInt i:
                b.Append(i.Value);
                return true;
            case PyLong l:
                if (l.Repr() is not { } digits) return false;
                b.Append(digits.Value);
                return true;
            case PyFloat f: return Number(b, f.Value);
            case PyList or PyTuple: return Nested(b, o, isObject: false);
            case PyDict: return Nested(b, o, isObject: true);
        }
        return Other(b, o);
    }

    private bool Text(StringBuilder b, PyObject original, PyStr s)
    {
        if (_ascii is { } ascii)
        {
            JsonText.Append(b, s.Value, ascii);
            return true;
        }
        if (Calls.Call1(encoder, original) is not { } made) return false;
        if (UserSlots.Unwrap(made) is not PyStr text) return PyErr.Fail(Types.TypeError, $"encoder() must return a string, not {made.Type.Name}");
        b.Append(text.Value);
        return true;
    }

    private bool Number(StringBuilder b, double value)
    {
        if (double.IsFinite(value))
        {
            b.Append(FloatText.Repr(value));
            return true;
        }
        if (!_allowNan) return PyErr.Fail(Types.ValueError, "Out of range float values are not JSON compliant");
        b.Append(double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
        return true;
    }

    /// <summary>Notes that the object is being written: one that contains itself has no end.</summary>
    private bool Begin(PyObject o)
    {
        if (markers is PyNone) return true;
        for (int i = _open.Count - 1; i >= 0; i--)
            if (ReferenceEquals(_open[i], o)) return PyErr.Fail(Types.ValueError, "Circular reference detected");
        _open.Add(o);
        return true;
    }

    private void End()
    {
        if (markers is not PyNone) _open.RemoveAt(_open.Count - 1);
    }

    private bool Nested(StringBuilder b, PyObject o, bool isObject)
    {
        if (!Recursion.Enter(" while encoding a JSON object")) return false;
        bool ok = Begin(o) && (isObject ? Dict(b, o) : List(b, o));
        if (ok) End();
        Recursion.Leave();
        return ok;
    }

    private bool List(StringBuilder b, PyObject o)
    {
        if (Sequences.ToArray(o) is not { } items) return false;
        string separator = ((PyStr)UserSlots.Unwrap(item_separator)).Value;
        b.Append('[');
        for (int i = 0; i < items.Length; i++)
        {
            if (i > 0) b.Append(separator);
            if (!Write(b, items[i])) return false;
        }
        b.Append(']');
        return true;
    }

    private bool Dict(StringBuilder b, PyObject o)
    {
        List<(PyObject Key, PyObject Value)> pairs;
        if (o is PyDict plain && !sort_keys)
        {
            pairs = plain.Pairs();
        }
        else
        {
            if (Calls.Method(o, "items") is not { } view || Sequences.ToArray(view) is not { } items) return false;
            if (sort_keys)
            {
                var list = new PyList([.. items]);
                if (Calls.Method(list, "sort") == null) return false;
                items = list.ToArray();
            }
            if (Array.Exists(items, i => i is not PyTuple { Items.Length: 2 })) return PyErr.Fail(Types.ValueError, "items must return 2-tuples");
            pairs = [.. items.Select(i => (((PyTuple)i).Items[0], ((PyTuple)i).Items[1]))];
        }
        string item = ((PyStr)UserSlots.Unwrap(item_separator)).Value, key = ((PyStr)UserSlots.Unwrap(key_separator)).Value;
        b.Append('{');
        bool isFirst = true;
        foreach ((PyObject name, PyObject value) in pairs)
        {
            int before = b.Length;
            if (!isFirst) b.Append(item);
            switch (Key(b, name))
            {
                case null: return false;
                case false:
                    b.Length = before;
                    continue;
            }
            isFirst = false;
            b.Append(key);
            if (!Write(b, value)) return false;
        }
        b.Append('}');
        return true;
    }

    /// <summary>Writes a key; false when it is left out, null with an exception pending.</summary>
    private bool? Key(StringBuilder b, PyObject key)
    {
        switch (UserSlots.Unwrap(key))
        {
            case PyStr s: return Text(b, key, s) ? true : null;
            case PyNone or PyBool or PyInt or PyLong or PyFloat:
                var text = new StringBuilder();
                if (!Write(text, key)) return null;
                var shown = new PyStr(text.ToString());
                return Text(b, shown, shown) ? true : null;
        }
        if (skipkeys) return false;
        PyErr.TypeError($"keys must be str, int, float, bool or None, not {key.Type.Name}");
        return null;
    }

    private bool Other(StringBuilder b, PyObject o)
    {
        if (!Begin(o)) return false;
        if (Calls.Call1(defaultFunction, o) is not { } instead) return false;
        if (!Recursion.Enter(" while encoding a JSON object")) return false;
        bool ok = Write(b, instead);
        Recursion.Leave();
        if (ok) End();
        return ok;
    }
}
