using System.Text;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Writing text.</summary>
public sealed partial class PyTextIOWrapper
{
    private byte[] _pending = [];
    private int _pendingCount;

    /// <summary>Writes text; how many characters.</summary>
    [PyFunction]
    public override PyObject? write(PyObject text)
    {
        if (UserSlots.Unwrap(text) is not PyStr s) return PyErr.TypeError($"write() argument must be str, not {text.Type.Name}");
        return WriteText(s) ? new PyInt(s.Length) : null;
    }

    /// <summary>False with an exception pending.</summary>
    internal bool WriteText(PyStr text)
    {
        if (!CheckUsable()) return false;
        if (_direct is PyBufferedReader) return IoErrors.FailUnsupported("not writable");
        bool hasEnd = (_lineBuffering || _lineEnd is not null) && text.IsNarrow ? text.Value.Contains('\n') : _lineBuffering || _lineEnd is not null;
        if (_lineEnd is not null && hasEnd) text = new PyStr(text.Value.Replace("\n", _lineEnd));
        if (_codec is Utf8Codec && text.IsNarrow && Ascii.IsValid(text.Characters))
        {
            int count = text.Length;
            if (!Room(count)) return false;
            Ascii.FromUtf16(text.Characters, _pending.AsSpan(_pendingCount), out _);
            _pendingCount += count;
        }
        else
        {
            if (_codec!.Encode(text) is not { } bytes || !Room(bytes.Length)) return false;
            bytes.CopyTo(_pending, _pendingCount);
            _pendingCount += bytes.Length;
        }
        bool ends = _lineBuffering && (hasEnd || text.Value.Contains('\r'));
        if ((_pendingCount >= ChunkSize || ends || _writeThrough) && !WritePending()) return false;
        if (ends && Ask(_buffer!, FlushName) is null) return false;
        if (_decoded.Length > 0 || _codec.Waiting.Length > 0) ForgetDecoded();
        return true;
    }

    /// <summary>Makes room for so many bytes more; false with an exception pending.</summary>
    private bool Room(int count)
    {
        if (_pendingCount > 0 && _pendingCount + count > ChunkSize && !WritePending()) return false;
        if (_pending.Length < _pendingCount + count) Array.Resize(ref _pending, (int)Math.Max(_pendingCount + count, ChunkSize));
        return true;
    }

    /// <summary>Hands the bytes to the buffer; false with an exception pending.</summary>
    private bool WritePending()
    {
        if (_pendingCount == 0) return true;
        int count = _pendingCount;
        byte[] bytes = _pending;
        _pendingCount = 0;
        // While this thread waits for the file, another may write more text.
        if (Interpreter.GlobalLock.IsShared) _pending = [];
        if (_direct is PyBufferedWriter or PyBufferedRandom) return _direct.CheckUsable() && _direct.WriteBytes(bytes.AsSpan(0, count));
        return Ask(_buffer!, WriteName, new PyBytes(bytes.AsSpan(0, count).ToArray())) is not null;
    }

    [PyFunction]
    public override PyObject? flush()
    {
        if (!CheckUsable()) return null;
        _isTelling = _mayTell;
        return WritePending() && Ask(_buffer!, FlushName) is not null ? PyNone.None : null;
    }

    /// <summary>Gives up what has not been written: it has nowhere to go.</summary>
    internal void Drop()
    {
        _pendingCount = 0;
        _direct?.Drop();
    }
}
