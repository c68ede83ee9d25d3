using System.Text;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Reading text. What was read last is decoded as a whole, and taken piece by piece.</summary>
public sealed partial class PyTextIOWrapper
{
    private string _decoded = "";
    private int _at;

    /// <summary>The bytes that <see cref="_decoded"/> was made of, those before them that waited included.</summary>
    private byte[] _chunk = [];
    private bool _isTelling = true, _mayTell = true;

    private void ForgetDecoded()
    {
        _decoded = "";
        _at = 0;
        _chunk = [];
        _codec?.Reset();
        if (_newlines is not null) _newlines.IsHolding = false;
    }

    private string TakeTo(int end)
    {
        string taken = _at == 0 && end == _decoded.Length ? _decoded : _decoded[_at..end];
        _at = end;
        return taken;
    }

    /// <summary>Reads and decodes the next piece; what was decoded before must have been taken. False at the end, or with an exception pending.</summary>
    private bool Fill()
    {
        // A carriage return that is held back has not been taken either.
        byte[] waiting = _newlines is { IsHolding: true } ? _chunk[^Math.Min(_chunk.Length, ReturnWidth + _codec!.Waiting.Length)..] : _codec!.Waiting.ToArray();
        ReadOnlySpan<byte> bytes;
        if (_direct is PyBufferedReader or PyBufferedRandom)
        {
            if (_direct.Ahead.Length == 0 && _direct.Fill() == -2) return false;
            bytes = _direct.Ahead;
            if (bytes.Length > ChunkSize) bytes = bytes[..(int)ChunkSize];
        }
        else
        {
            if (Attributes.Find(_buffer!, Read1Name) is not { } read && (PyErr.Current is not null || (read = Attributes.Find(_buffer!, ReadName)) is null))
            {
                if (PyErr.Current is null) IoErrors.Unsupported("not readable");
                return false;
            }
            if (read.Call([new PyInt(ChunkSize)], null) is not { } got) return false;
            if (!Buffers.TryBytes(got, out bytes)) return PyErr.Fail(Types.TypeError, $"underlying read1() should have returned a bytes-like object, not '{got.Type.Name}'");
        }
        bool isLast = bytes.Length == 0;
        byte[] chunk = [.. waiting, .. bytes];
        (_direct is PyBufferedReader or PyBufferedRandom ? _direct : null)?.Skip(bytes.Length);
        if (_codec.Decode(chunk.AsSpan(waiting.Length), isLast) is not { } text) return false;
        if (_newlines is not null) text = _newlines.Decode(text, isLast);
        _decoded = text;
        _at = 0;
        _chunk = chunk;
        return !isLast || text.Length > 0;
    }

    /// <summary>Whether there is something to read from.</summary>
    private bool CheckReads()
    {
        if (!CheckUsable()) return false;
        if (_pendingCount > 0 && Ask(Self, FlushName) is null) return false;
        return _direct is not PyBufferedWriter && !_isUnreadable || IoErrors.FailUnsupported("not readable");
    }

    /// <summary>Up to so many characters; all that are left for -1.</summary>
    [PyFunction]
    public override PyObject? read(PyObject? size = null)
    {
        if (!IoErrors.Size(size, out long count) || !CheckReads()) return null;
        if (count < 0) return ReadAll();
        var text = new StringBuilder();
        while (true)
        {
            int end = TextLines.After(_decoded, _at, count);
            count -= TextLines.Count(_decoded, _at, end);
            string taken = TakeTo(end);
            if (count <= 0 && text.Length == 0) return new PyStr(taken);
            text.Append(taken);
            if (count <= 0 || !Fill()) break;
        }
        return PyErr.Current is null ? new PyStr(text.ToString()) : null;
    }

    private PyObject? ReadAll()
    {
        string before = TakeTo(_decoded.Length);
        PyObject? rest = _direct is PyBufferedReader reader ? reader.read() : Ask(_buffer!, ReadName);
        if (rest is null) return null;
        ReadOnlySpan<byte> bytes = default;
        if (rest is not PyNone && !Buffers.TryBytes(rest, out bytes)) return PyErr.TypeError($"underlying read() should have returned a bytes-like object, not '{rest.Type.Name}'");
        if (_codec!.Decode(bytes, isLast: true) is not { } text) return null;
        if (_newlines is not null) text = _newlines.Decode(text, isLast: true);
        ForgetDecoded();
        return new PyStr(before.Length == 0 ? text : before + text);
    }

    [PyFunction]
    public override PyObject? readline(PyObject? size = null)
    {
        if (!IoErrors.Size(size, out long limit) || !CheckReads()) return null;
        return Line(limit);
    }

    private PyStr? Line(long limit)
    {
        StringBuilder? begun = null;
        string held = "";
        while (true)
        {
            int end = TextLines.End(held.Length > 0 ? held + _decoded[_at..] : _decoded, held.Length > 0 ? 0 : _at, _newline);
            if (held.Length > 0 && end >= 0) end += _at - held.Length;
            if (limit >= 0)
            {
                int last = TextLines.After(_decoded, _at, limit);
                if (end < 0 && last < _decoded.Length || end > last) end = last;
            }
            // A line end of two characters may lie on both sides of where pieces meet.
            if (end >= 0)
            {
                string taken = TakeTo(end);
                return new PyStr(begun is null ? taken : begun.Append(taken).ToString());
            }
            if (limit >= 0)
            {
                limit -= TextLines.Count(_decoded, _at, _decoded.Length);
            }
            string rest = TakeTo(_decoded.Length);
            (begun ??= new StringBuilder()).Append(rest);
            if (limit == 0) break;
            held = _newline is "\r\n" && begun.Length > 0 && begun[^1] == '\r' ? "\r" : "";
            if (!Fill()) break;
        }
        return PyErr.Current is null ? new PyStr(begun.ToString()) : null;
    }

    public override PyObject? Next()
    {
        if (Outer is { } outer && outer.Type.Overrides(ReadLineName, ClassType)) return base.Next();
        _isTelling = false;
        if (!CheckReads() || Line(-1) is not { } line) return null;
        if (line.Length > 0) return line;
        _isTelling = _mayTell;
        return PyEnd.Value;
    }
}
