using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Positions in text: those of the bytes where a character begins.</summary>
public sealed partial class PyTextIOWrapper
{
    private bool CheckSeeks()
    {
        if (!CheckUsable()) return false;
        if (Ask(_buffer!, SeekableName) is not { } can) return false;
        return can.Truth() == 1 || IoErrors.FailUnsupported("underlying stream is not seekable");
    }

    [PyFunction]
    public override PyObject? tell()
    {
        if (!CheckSeeks()) return null;
        if (!_isTelling) return PyErr.Raise(Types.OSError, "telling position disabled by next() call");
        if (!WritePending() || Ask(Self, FlushName) is null || Ask(_buffer!, TellName) is not { } place) return null;
        if (_chunk.Length == 0 || !Sequences.Integer(place, out long end)) return PyErr.Current is null ? place : null;
        return Used() is { } used ? new PyInt(end - _chunk.Length + used) : null;
    }

    /// <summary>How many bytes a carriage return is.</summary>
    private int ReturnWidth => NamedEncodings.Normalize(_encoding) switch
    {
        var wide when wide.StartsWith("utf-16", StringComparison.Ordinal) || wide is "utf16" or "u16" => 2,
        var wide when wide.StartsWith("utf-32", StringComparison.Ordinal) || wide is "utf32" or "u32" => 4,
        _ => 1,
    };

    /// <summary>How many of the last piece's bytes made the text that has been taken; null with an exception pending.</summary>
    private int? Used()
    {
        // A byte is a character.
        if (_codec is Utf8Codec or ByteCodec && System.Text.Ascii.IsValid(_chunk) && (_newlines is null || Array.IndexOf(_chunk, (byte)'\r') < 0)) return _at;
        if (_codec!.Fresh() is not { } codec) return null;
        NewlineDecoder? newlines = _newlines is null ? null : new NewlineDecoder(_newline is null);
        int made = 0, whole = 0, atReturn = -1;
        for (int i = 0; i < _chunk.Length; i++)
        {
            if (codec.Waiting.Length == 0)
            {
                whole = i;
                if (made >= _at && newlines is not { IsHolding: true }) return i;
            }
            if (codec.Decode(_chunk.AsSpan(i, 1), isLast: false) is not { } text) return null;
            if (text.Length == 0) continue;
            if (atReturn >= 0)
            {
                // What follows the carriage return says whether it was a line's end by itself.
                if (made >= _at) return atReturn;
                if (made + 1 >= _at && !(text[0] == '\n' && _newline is null)) return whole;
            }
            made += newlines is null ? text.Length : newlines.Decode(text, isLast: false).Length;
            atReturn = newlines is { IsHolding: true } ? whole : -1;
        }
        return atReturn >= 0 && made >= _at ? atReturn : _chunk.Length - codec.Waiting.Length;
    }

    [PyFunction]
    public override PyObject? seek(PyObject offset, PyObject? whence = null)
    {
        long from = 0;
        if (whence is not null && !Sequences.Integer(whence, out from)) return null;
        if (!CheckSeeks() || !Sequences.Integer(offset, out long to)) return null;
        if (from == 1)
        {
            if (to != 0) return IoErrors.Unsupported("can't do nonzero cur-relative seeks");
            return Ask(Self, FlushName) is null || Ask(Self, TellName) is not { } here ? null : seek(here);
        }
        if (from == 2)
        {
            if (to != 0) return IoErrors.Unsupported("can't do nonzero end-relative seeks");
        }
        else if (from != 0)
        {
            return PyErr.ValueError($"invalid whence ({from}, should be 0, 1 or 2)");
        }
        else if (to < 0)
        {
            return PyErr.ValueError($"negative seek position {to}");
        }
        if (!WritePending() || Ask(Self, FlushName) is null) return null;
        PyObject? place = Ask(_buffer!, SeekName, new PyInt(to), new PyInt(from));
        if (place is null) return null;
        ForgetDecoded();
        _isTelling = _mayTell;
        bool isStart = Sequences.Integer(place, out long at) && at == 0;
        if (isStart) _newlines?.Reset();
        (_codec as PythonCodec)?.SetEncoderStart(isStart);
        return place;
    }

    [PyFunction]
    public override PyObject? truncate(PyObject? size = null)
    {
        if (!CheckUsable() || Ask(Self, FlushName) is null) return null;
        if (size is null or PyNone && (size = Ask(Self, TellName)) is null) return null;
        return Ask(_buffer!, TruncateName, size!);
    }
}
