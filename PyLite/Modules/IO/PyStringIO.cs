using System.Text;
using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>A file of text in memory.</summary>
[PyClass("_io.StringIO")]
[DontLookInside]
public sealed partial class PyStringIO : PyTextIOBase
{
    private StringBuilder _text = new();

    /// <summary>All the text, while nothing has been written since it was made of the builder.</summary>
    private string? _whole;

    /// <summary>The position in UTF-16, which may be behind the end.</summary>
    private int _at;

    /// <summary>There may be pairs of surrogates, so that places are no character numbers.</summary>
    private bool _hasPairs;
    private string? _newline;
    private NewlineDecoder? _newlines;
    private bool _isShut;

    [PyClassInit]
    private static void AddEmpty(PyType type) => type.MakeEmpty = static () => new PyStringIO();

    [PyNew]
    public static PyObject? New([Keyword, Shown("''")] PyObject? initial_value = null, [Unset, Shown("'\\n'")] PyObject? newline = null)
    {
        var made = new PyStringIO();
        return made.Init(initial_value, newline) is null ? null : made;
    }

    [PyFunction("__init__")]
    public PyObject? Init([Keyword] PyObject? initial_value = null, [Unset] PyObject? newline = null)
    {
        string? end = newline is null ? "\n" : newline is PyNone ? null : (UserSlots.Unwrap(newline) as PyStr)?.Value ?? "?";
        if (end == "?") return PyErr.TypeError($"newline must be str or None, not {newline!.Type.Name}");
        if (end is not (null or "" or "\n" or "\r" or "\r\n")) return PyErr.ValueError($"illegal newline value: {newline!.Repr()?.Value}");
        if (initial_value is not (null or PyNone) && UserSlots.Unwrap(initial_value) is not PyStr)
            return PyErr.TypeError($"initial_value must be str or None, not {initial_value.Type.Name}");
        _newline = end;
        _newlines = end is null or "" ? new NewlineDecoder(end is null) : null;
        _text = new StringBuilder();
        _whole = null;
        _at = 0;
        _isShut = false;
        if (initial_value is not (null or PyNone))
        {
            Put(((PyStr)UserSlots.Unwrap(initial_value)).Value);
            _at = 0;
        }
        return PyNone.None;
    }

    protected override bool IsClosed => _isShut;

    [PyProperty]
    public override PyObject? closed => PyBool.Of(_isShut);

    [PyProperty]
    public bool line_buffering => false;

    [PyProperty]
    public override PyObject? newlines => _newlines?.Seen ?? PyNone.None;

    private bool Check() => !_isShut || IoErrors.FailClosed("I/O operation on closed file");

    private string Whole => _whole ??= _text.ToString();

    private void Put(string text)
    {
        if (_newlines is not null) text = _newlines.Decode(text, isLast: true);
        if (_newline is "\r" or "\r\n") text = text.Replace("\n", _newline);
        if (text.Length == 0) return;
        if (!_hasPairs && text.AsSpan().IndexOfAnyInRange('\uD800', '\uDBFF') >= 0) _hasPairs = true;
        if (_at > _text.Length) _text.Append('\0', _at - _text.Length);
        if (_at == _text.Length)
        {
            _text.Append(text);
            _at += text.Length;
        }
        else
        {
            int end = _hasPairs ? TextLines.After(Whole, _at, TextLines.Count(text, 0, text.Length)) : Math.Min(_text.Length, _at + text.Length);
            _text.Remove(_at, end - _at).Insert(_at, text);
            _at += text.Length;
        }
        _whole = null;
    }

    [PyFunction]
    public override PyObject? write(PyObject text)
    {
        if (!Check()) return null;
        if (UserSlots.Unwrap(text) is not PyStr s) return PyErr.TypeError($"string argument expected, got '{text.Type.Name}'");
        Put(s.Value);
        return PyInt.Of(s.Length);
    }

    private PyStr TakeTo(int end)
    {
        if (end <= _at) return PyStr.Empty;
        var taken = new PyStr(Whole[_at..end]);
        _at = end;
        return taken;
    }

    [PyFunction]
    public override PyObject? read(PyObject? size = null)
    {
        if (!Check() || !IoErrors.Size(size, out long count)) return null;
        if (_at >= _text.Length) return PyStr.Empty;
        return TakeTo(count < 0 ? _text.Length : TextLines.After(Whole, _at, count));
    }

    [PyFunction]
    public override PyObject? readline(PyObject? size = null) => Check() && IoErrors.Size(size, out long limit) ? Line(limit) : null;

    private PyStr Line(long limit)
    {
        if (_at >= _text.Length) return PyStr.Empty;
        int end = TextLines.End(Whole, _at, _newline);
        if (end < 0) end = Whole.Length;
        if (limit >= 0) end = Math.Min(end, TextLines.After(Whole, _at, limit));
        return TakeTo(end);
    }

    public override PyObject? Next()
    {
        if (Outer is { } outer && outer.Type.Overrides(ReadLineName, ClassType)) return base.Next();
        if (!Check()) return null;
        PyStr line = Line(-1);
        return line.Length == 0 ? PyEnd.Value : line;
    }

    /// <summary>All the text, wherever the position is.</summary>
    [PyFunction]
    public PyObject? getvalue() => Check() ? new PyStr(Whole) : null;

    private long Place => _hasPairs && _at <= _text.Length ? TextLines.Count(Whole, 0, _at) : _at;

    [PyFunction]
    public override PyObject? tell() => Check() ? new PyInt(Place) : null;

    [PyFunction]
    public override PyObject? seek(PyObject offset, PyObject? whence = null)
    {
        long from = 0;
        if (!Check() || !Sequences.Integer(offset, out long to) || (whence is not null && !Sequences.Integer(whence, out from))) return null;
        if (from is < 0 or > 2) return PyErr.ValueError($"Invalid whence ({from}, should be 0, 1 or 2)");
        if (from == 0 && to < 0) return PyErr.ValueError($"Negative seek position {to}");
        if (from != 0 && to != 0) return PyErr.Raise(Types.OSError, "Can't do nonzero cur-relative seeks");
        if (from == 2) _at = _text.Length;
        else if (from == 0) _at = _hasPairs && to < Whole.Length ? TextLines.After(Whole, 0, to) : (int)Math.Min(to, int.MaxValue);
        return new PyInt(Place);
    }

    [PyFunction]
    public override PyObject? truncate(PyObject? size = null)
    {
        if (!Check() || !IoErrors.Size(size, out long length)) return null;
        if (size is null or PyNone) length = Place;
        if (length < 0) return PyErr.ValueError($"Negative size value {length}");
        int end = _hasPairs ? TextLines.After(Whole, 0, length) : (int)Math.Min(length, _text.Length);
        _text.Length = Math.Min(end, _text.Length);
        _whole = null;
        return new PyInt(length);
    }

    [PyFunction]
    public override PyObject? readable() => Check() ? PyBool.True : null;

    [PyFunction]
    public override PyObject? writable() => Check() ? PyBool.True : null;

    [PyFunction]
    public override PyObject? seekable() => Check() ? PyBool.True : null;

    [PyFunction]
    public override PyObject? close()
    {
        _isShut = true;
        _text = new StringBuilder();
        _whole = null;
        return PyNone.None;
    }

    [PyFunction("__getstate__")]
    public PyObject? GetState() => Check()
        ? new PyTuple([new PyStr(Whole), _newline is null ? PyNone.None : new PyStr(_newline), new PyInt(Place), OwnState]) : null;

    [PyFunction("__setstate__")]
    public PyObject? SetState(PyObject state)
    {
        if (!Check() || !TakeState(state, 4, out PyObject[] items, out long at) || Init(items[0], items[1]) is null) return null;
        // Its line ends have been translated already.
        _text = new StringBuilder(items[0] is PyNone ? "" : ((PyStr)UserSlots.Unwrap(items[0])).Value);
        _whole = null;
        return seek(new PyInt(at)) is null ? null : PyNone.None;
    }
}

/// <summary>Translates line ends in text that comes piece by piece, from a decoder or as text.</summary>
[PyClass("_io.IncrementalNewlineDecoder")]
[DontLookInside]
public sealed partial class PyNewlineDecoder : PyObject
{
    private PyObject? _decoder;
    private NewlineDecoder _newlines = new(false);

    [PyClassInit] private static void AddEmpty(PyType type) => type.MakeEmpty = static () => new PyNewlineDecoder();

    [PyNew]
    public static PyObject? New([Keyword] PyObject? decoder, bool translate, string errors = "strict")
    {
        var made = new PyNewlineDecoder();
        made.Init(decoder, translate, errors);
        return made;
    }

    [PyFunction("__init__")]
    public void Init([Keyword] PyObject? decoder, bool translate, string errors = "strict")
    {
        _decoder = decoder;
        _newlines = new NewlineDecoder(translate);
    }

    [PyFunction]
    public PyObject? decode([Keyword] PyObject input, bool final = false)
    {
        PyObject? text = _decoder is null ? input : _decoder.GetAttr(PyStr.Intern("decode"))?.Call([input, PyBool.Of(final)], null);
        if (text is null) return null;
        if (UserSlots.Unwrap(text) is not PyStr s) return PyErr.TypeError($"decoder should return a string result, not '{text.Type.Name}'");
        return new PyStr(_newlines.Decode(s.Value, final));
    }

    [PyFunction]
    public PyObject? getstate()
    {
        PyObject buffered = new PyBytes([]);
        long flag = 0;
        if (_decoder is not null)
        {
            if (_decoder.GetAttr(PyStr.Intern("getstate"))?.Call([], null) is not { } state) return null;
            if (UserSlots.Unwrap(state) is not PyTuple { Items: [var bytes, var number] } || !Sequences.Integer(number, out flag)) return PyErr.TypeError("illegal decoder state");
            buffered = bytes;
        }
        return new PyTuple([buffered, new PyInt(flag << 1 | (_newlines.IsHolding ? 1u : 0u))]);
    }

    [PyFunction]
    public PyObject? setstate(PyTuple state)
    {
        if (state.Items is not [var buffered, var number]) return PyErr.TypeError("state argument must be a tuple");
        if (!Sequences.Integer(number, out long flag)) return null;
        _newlines.IsHolding = (flag & 1) != 0;
        if (_decoder is null) return PyNone.None;
        return _decoder.GetAttr(PyStr.Intern("setstate"))?.Call([new PyTuple([buffered, new PyInt(flag >> 1)])], null);
    }

    [PyFunction]
    public PyObject? reset()
    {
        _newlines.Reset();
        return _decoder is null ? PyNone.None : _decoder.GetAttr(PyStr.Intern("reset"))?.Call([], null);
    }

    [PyProperty]
    public PyObject newlines => _newlines.Seen;
}
