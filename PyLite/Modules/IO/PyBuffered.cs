using MetaJit;
using PyLite.Interpreter;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>
/// What files have in common that read or write a raw file through a buffer. The buffer holds either bytes that were read ahead or bytes
/// that are to be written, never both.
/// </summary>
[DontLookInside]
public abstract class PyBuffered : PyBufferedIOBase
{
    private PyObject? _raw;

    /// <summary>The raw file when it is the system's, so that it need not be asked through its methods.</summary>
    private PyFileIO? _file;
    private byte[] _buffer = [];

    /// <summary>Bytes read ahead: from here to there.</summary>
    private int _at, _end;

    /// <summary>Bytes at the buffer's start that are to be written.</summary>
    private int _pending;
    private bool _isDetached;

    /// <summary>Takes the raw file; false with an exception pending.</summary>
    private protected bool Open(PyObject raw, long size, bool reads, bool writes)
    {
        _raw = null;
        _file = null;
        if (size <= 0) return PyErr.Fail(Types.ValueError, "buffer size must be strictly positive");
        if (size > Array.MaxLength) return PyErr.Fail(Types.MemoryError, "");
        _file = raw as PyFileIO;
        if (_file is null)
        {
            if (reads && !Says(raw, ReadableName, "File or stream is not readable.")) return false;
            if (writes && !Says(raw, WritableName, "File or stream is not writable.")) return false;
        }
        else if (reads && !_file.Reads) return IoErrors.FailUnsupported("File or stream is not readable.");
        else if (writes && !_file.Writes) return IoErrors.FailUnsupported("File or stream is not writable.");
        _raw = raw;
        _isDetached = false;
        _at = _end = _pending = 0;
        _buffer = new byte[Math.Min(size, 1 << 28)];
        return true;
    }

    private static bool Says(PyObject raw, PyStr what, string otherwise)
    {
        if (Ask(raw, what) is not { } answer) return false;
        int truth = answer.Truth();
        return truth == 1 || (truth == 0 && IoErrors.FailUnsupported(otherwise));
    }

    /// <summary>The raw file, or null with an exception pending.</summary>
    private PyObject? Raw
    {
        get
        {
            if (_raw is not null) return _raw;
            PyErr.ValueError(_isDetached ? "raw stream has been detached" : "I/O operation on uninitialized object");
            return null;
        }
    }

    internal bool CheckUsable(string message = "I/O operation on closed file.")
    {
        if (Raw is null) return false;
        if (_file is { } file) return file.Descriptor >= 0 || IoErrors.FailClosed(message);
        if (_raw!.GetAttr(ClosedName) is not { } closed) return false;
        int truth = closed.Truth();
        return truth == 0 || (truth == 1 && IoErrors.FailClosed(message));
    }

    // ---- the raw file

    /// <summary>As <see cref="PyFileIO.ReadInto"/>, of any raw file.</summary>
    private int RawRead(Memory<byte> target)
    {
        if (_file is { } file) return file.ReadInto(target);
        var buffer = new PyBytes(new byte[target.Length], isMutable: true);
        if (Ask(_raw!, ReadIntoName, buffer) is not { } read) return -2;
        if (read is PyNone) return -1;
        if (!Sequences.Integer(read, out long n))
        {
            PyException cause = PyErr.Take()!;
            PyErr.Raise(Types.OSError, "raw readinto() failed");
            PyErr.Current!.Cause = PyErr.Current.Context = cause;
            return -2;
        }
        if (n < 0 || n > target.Length)
        {
            PyErr.Raise(Types.OSError, $"raw readinto() returned invalid length {n} (should have been between 0 and {target.Length})");
            return -2;
        }
        buffer.Span[..(int)n].CopyTo(target.Span);
        return (int)n;
    }

    private int RawWrite(ReadOnlyMemory<byte> source)
    {
        if (_file is { } file) return file.WriteFrom(source);
        if (Ask(_raw!, WriteName, new PyBytes(source.ToArray())) is not { } written) return -2;
        if (written is PyNone) return -1;
        if (!Sequences.Integer(written, out long n)) return -2;
        if (n >= 0 && n <= source.Length) return (int)n;
        PyErr.Raise(Types.OSError, $"raw write() returned invalid length {n} (should have been between 0 and {source.Length})");
        return -2;
    }

    private long RawSeek(long offset, int whence)
    {
        if (_file is { } file) return file.Seek(offset, whence);
        PyObject? at = whence == 1 && offset == 0 ? Ask(_raw!, TellName) : Ask(_raw!, SeekName, new PyInt(offset), new PyInt(whence));
        if (at is null || !Sequences.Integer(at, out long position)) return -1;
        if (position < 0) PyErr.Raise(Types.OSError, $"Raw stream returned invalid position {position}");
        return position;
    }

    // ---- reading

    /// <summary>Bytes that were read ahead.</summary>
    internal ReadOnlySpan<byte> Ahead => _buffer.AsSpan(_at, _end - _at);

    /// <summary>Takes bytes from what was read ahead.</summary>
    internal void Skip(int count) => _at += count;

    /// <summary>Reads ahead once: how many bytes, 0 at the end, -1 when there are none now, -2 with an exception pending.</summary>
    internal int Fill()
    {
        if (AwaitTurn() && _at < _end) return _end - _at;
        if (_pending > 0 && !WriteOut()) return -2;
        if (_at == _end) _at = _end = 0;
        else if (_end == _buffer.Length)
        {
            if (_at == 0) return 0;
            Array.Copy(_buffer, _at, _buffer, 0, _end - _at);
            _end -= _at;
            _at = 0;
        }
        PyThread? before = TakeTurn();
        try
        {
            int n = RawRead(_buffer.AsMemory(_end));
            if (n > 0) _end += n;
            return n;
        }
        finally
        {
            EndTurn(before);
        }
    }

    private protected PyObject? Read(PyObject? size)
    {
        if (!IoErrors.Size(size, out long count) || !CheckUsable("read of closed file")) return null;
        if (count < -1) return PyErr.ValueError("read length must be non-negative or -1");
        return count < 0 ? ReadAll() : ReadCount(count);
    }

    private PyObject? ReadAll()
    {
        if (_pending > 0 && !WriteOut()) return null;
        byte[] ahead = Ahead.ToArray();
        _at = _end = 0;
        if (_file is null && Attributes.Find(_raw!, ReadAllName) is { } readAll)
        {
            if (readAll.Call([], null) is not { } rest) return null;
            if (rest is PyNone) return ahead.Length > 0 ? new PyBytes(ahead) : rest;
            return UserSlots.Unwrap(rest) is PyBytes bytes ? new PyBytes([.. ahead, .. bytes.Span]) : PyErr.TypeError("readall() should return bytes");
        }
        if (PyErr.Current is not null) return null;
        PyObject? last = _file is { } file ? file.readall() : null;
        if (last is PyBytes all) return ahead.Length == 0 ? all : new PyBytes([.. ahead, .. all.Span]);
        if (_file is not null) return last is null ? null : ahead.Length > 0 ? new PyBytes(ahead) : last;
        var parts = new List<byte>(ahead);
        while (true)
        {
            if (Ask(_raw!, ReadName) is not { } read) return null;
            if (read is PyNone) return parts.Count == 0 ? read : new PyBytes([.. parts]);
            if (UserSlots.Unwrap(read) is not PyBytes part) return PyErr.TypeError("read() should return bytes");
            if (part.Length == 0) return new PyBytes([.. parts]);
            parts.AddRange(part.Span);
        }
    }

    private PyObject? ReadCount(long count)
    {
        if (count > int.MaxValue) return PyErr.Raise(Types.OverflowError, "cannot fit 'int' into an index-sized integer");
        if (count <= _end - _at)
        {
            var found = new PyBytes(Ahead[..(int)count].ToArray());
            _at += (int)count;
            return found;
        }
        // A huge count is no reason to take so much memory at once.
        byte[] result = new byte[Math.Min(count, Math.Max(1 << 20, _end - _at))];
        int filled = 0;
        bool isDry = false;
        while (filled < count)
        {
            if (filled == result.Length) Array.Resize(ref result, (int)Math.Min(count, (long)result.Length * 2));
            if (_at < _end)
            {
                int n = Math.Min(_end - _at, result.Length - filled);
                _buffer.AsSpan(_at, n).CopyTo(result.AsSpan(filled));
                _at += n;
                filled += n;
                continue;
            }
            if (_pending > 0 && !WriteOut()) return null;
            int got = result.Length - filled >= _buffer.Length ? RawRead(result.AsMemory(filled)) : Fill();
            if (got == -2) return null;
            isDry = got == -1;
            if (got <= 0) break;
            if (_at == _end) filled += got;
        }
        if (filled == 0 && isDry) return PyNone.None;
        return new PyBytes(filled == result.Length ? result : result[..filled]);
    }

    private protected PyObject? ReadOnce(PyObject? size)
    {
        if (!IoErrors.Size(size, out long count) || !CheckUsable("read of closed file")) return null;
        if (count < 0) count = _buffer.Length;
        if (count == 0) return new PyBytes([]);
        if (_at == _end)
        {
            int got = Fill();
            if (got == -2) return null;
        }
        int n = (int)Math.Min(count, _end - _at);
        var found = new PyBytes(_buffer.AsSpan(_at, n).ToArray());
        _at += n;
        return found;
    }

    private protected PyObject? ReadIntoBuffer(PyObject buffer, bool once)
    {
        if (!CheckUsable("readinto of closed file") || !WritableBuffer.Of(buffer, once ? "readinto1" : "readinto", out WritableBuffer target)) return null;
        if (_pending > 0 && !WriteOut()) return null;
        int filled = 0;
        bool isDry = false;
        byte[]? direct = null;
        while (filled < target.Count)
        {
            if (_at == _end)
            {
                // What is larger than the buffer need not go through it.
                int left = target.Count - filled;
                bool isDirect = left > _buffer.Length;
                if (!isDirect && once && filled > 0) break;
                int got = isDirect ? RawRead((direct ??= new byte[left]).AsMemory(0, left)) : Fill();
                if (got == -2) return null;
                isDry = got == -1;
                if (got <= 0) break;
                if (isDirect)
                {
                    direct.AsSpan(0, got).CopyTo(target.Span[filled..]);
                    filled += got;
                    if (once) break;
                    continue;
                }
            }
            int n = Math.Min(_end - _at, target.Count - filled);
            _buffer.AsSpan(_at, n).CopyTo(target.Span[filled..]);
            _at += n;
            filled += n;
        }
        return filled == 0 && isDry ? PyNone.None : new PyInt(filled);
    }

    private protected PyObject? Peek()
    {
        if (!CheckUsable("peek of closed file")) return null;
        if (_at == _end && Fill() == -2) return null;
        return new PyBytes(Ahead.ToArray());
    }

    private protected PyObject? ReadLine(PyObject? size)
    {
        if (!IoErrors.Size(size, out long limit) || !CheckUsable("readline of closed file")) return null;
        return Line(limit);
    }

    private PyBytes? Line(long limit)
    {
        List<byte>? begun = null;
        while (true)
        {
            ReadOnlySpan<byte> ahead = Ahead;
            long left = limit < 0 ? long.MaxValue : limit - (begun?.Count ?? 0);
            if (ahead.Length > left) ahead = ahead[..(int)left];
            int end = ahead.IndexOf((byte)'\n');
            int taken = end < 0 ? ahead.Length : end + 1;
            bool isWhole = end >= 0 || taken == left;
            if (isWhole && begun is null)
            {
                var line = new PyBytes(ahead[..taken].ToArray());
                _at += taken;
                return line;
            }
            (begun ??= []).AddRange(ahead[..taken]);
            _at += taken;
            if (isWhole) break;
            int got = Fill();
            if (got == -2) return null;
            if (got <= 0) break;
        }
        return new PyBytes([.. begun]);
    }

    private protected PyObject? NextLine()
    {
        if (Outer is { } outer && outer.Type.Overrides(ReadLineName, PyBufferedReader.ClassType)) return base.Next();
        if (!CheckUsable("readline of closed file")) return null;
        PyBytes? line = Line(-1);
        return line is null ? null : line.Length == 0 ? PyEnd.Value : line;
    }

    // ---- writing

    private protected PyObject? Write(PyObject data)
    {
        if (!Buffers.Bytes(data, out ReadOnlySpan<byte> bytes) || !CheckUsable("write to closed file")) return null;
        return WriteBytes(bytes) ? new PyInt(bytes.Length) : null;
    }

    /// <summary>False with an exception pending.</summary>
    internal bool WriteBytes(ReadOnlySpan<byte> bytes)
    {
        AwaitTurn();
        if (_at < _end && !ForgetAhead()) return false;
        _at = _end = 0;
        if (bytes.Length <= _buffer.Length - _pending)
        {
            bytes.CopyTo(_buffer.AsSpan(_pending));
            _pending += bytes.Length;
            return true;
        }
        if (!WriteOut()) return PyErr.Current is { } error && error.Type.IsSubtype(Types.BlockingIOError) && (Keep(bytes, out int kept) || WouldBlock(kept));
        byte[] rest = bytes.Length > _buffer.Length ? bytes.ToArray() : [];
        int at = 0;
        while (rest.Length - at > _buffer.Length)
        {
            int n = RawWrite(rest.AsMemory(at));
            if (n == -2) return false;
            if (n == -1)
            {
                Keep(bytes[at..], out int more);
                return WouldBlock(at + more);
            }
            at += n;
            if (!Interpreter.Interrupts.Check()) return false;
        }
        return Keep(bytes[at..], out _);
    }

    /// <summary>Puts as much as fits into the buffer; whether that is all, with nothing pending then.</summary>
    private bool Keep(ReadOnlySpan<byte> bytes, out int count)
    {
        count = Math.Min(bytes.Length, _buffer.Length - _pending);
        bytes[..count].CopyTo(_buffer.AsSpan(_pending));
        _pending += count;
        PyErr.Current = null;
        return count == bytes.Length;
    }

    private static bool WouldBlock(int written)
    {
        PyErr.RaiseWithArgs(Types.OSError, new PyInt(SystemErrors.Again), new PyStr("write could not complete without blocking"), new PyInt(written));
        PyErr.Current?.SetField("characters_written", new PyInt(written));
        return false;
    }

    /// <summary>Writes out what is pending; false with an exception pending.</summary>
    internal bool WriteOut()
    {
        AwaitTurn();
        if (_pending == 0) return true;
        PyThread? before = TakeTurn();
        try
        {
            return WriteWhole();
        }
        finally
        {
            EndTurn(before);
        }
    }

    private bool WriteWhole()
    {
        int at = 0;
        while (at < _pending)
        {
            int n = RawWrite(_buffer.AsMemory(at, _pending - at));
            if (n < 0)
            {
                Array.Copy(_buffer, at, _buffer, 0, _pending - at);
                _pending -= at;
                return n == -1 && WouldBlock(0);
            }
            at += n;
        }
        _pending = 0;
        return true;
    }

    // ---- turns of threads

    /// <summary>The thread that is at the raw file with what is in the buffer; others may run meanwhile.</summary>
    private PyThread? _busy;

    /// <summary>Waits until no other thread is at the raw file; whether one was.</summary>
    private bool AwaitTurn()
    {
        if (_busy is null || _busy == PyThread.Current) return false;
        while (_busy is not null) GlobalLock.Without(WaitForChange);
        return true;
    }

    private bool WaitForChange()
    {
        lock (this) return _busy is null || Monitor.Wait(this, 10);
    }

    /// <summary>This thread goes to the raw file; who was there before, which is none or itself.</summary>
    private PyThread? TakeTurn()
    {
        PyThread? before = _busy;
        if (GlobalLock.IsShared) _busy = PyThread.Current;
        return before;
    }

    private void EndTurn(PyThread? before)
    {
        if (_busy is null) return;
        lock (this)
        {
            _busy = before;
            Monitor.PulseAll(this);
        }
    }

    /// <summary>Gives up what is pending: it has nowhere to go.</summary>
    internal void Drop() => _pending = 0;

    /// <summary>Moves the raw file back to where the reader is.</summary>
    private bool ForgetAhead()
    {
        int ahead = _end - _at;
        _at = _end = 0;
        return ahead == 0 || RawSeek(-ahead, 1) >= 0;
    }

    // ---- what all have

    private protected PyObject? Flush()
    {
        if (!CheckUsable("flush of closed file") || !WriteOut()) return null;
        if (_at < _end && this is PyBufferedRandom && !ForgetAhead()) return null;
        return _file is not null ? PyNone.None : Ask(_raw!, FlushName) is null ? null : PyNone.None;
    }

    [PyProperty]
    public PyObject? raw => _raw ?? PyNone.None;

    [PyProperty]
    public override PyObject? closed => Raw is { } raw ? raw.GetAttr(ClosedName) : null;

    protected override bool IsClosed => _file is { } file ? file.Descriptor < 0 : _raw?.GetAttr(ClosedName)?.Truth() == 1;

    [PyProperty]
    public PyObject? name => Raw is { } raw ? raw.GetAttr(NameName) : null;

    [PyProperty]
    public PyObject? mode => Raw is { } raw ? raw.GetAttr(ModeName) : null;

    [PyFunction]
    public override PyObject? fileno() => Raw is { } raw ? Ask(raw, FilenoName) : null;

    [PyFunction]
    public override PyObject? isatty() => Raw is { } raw ? Ask(raw, IsAttyName) : null;

    [PyFunction]
    public override PyObject? seekable() => Raw is { } raw ? Ask(raw, SeekableName) : null;

    [PyFunction]
    public override PyObject? tell() => CheckUsable() && Position() is var at and >= 0 ? new PyInt(at) : null;

    /// <summary>Where the program is in the file, or -1 with an exception pending.</summary>
    internal long Position()
    {
        long at = RawSeek(0, 1);
        return at < 0 ? at : Math.Max(0, at - (_end - _at) + _pending);
    }

    [PyFunction]
    public override PyObject? seek(PyObject offset, PyObject? whence = null)
    {
        long from = 0;
        if (whence is not null && !Sequences.Integer(whence, out from)) return null;
        if (from is < 0 or > 4) return PyErr.ValueError($"whence value {from} unsupported");
        if (!CheckUsable("seek of closed file") || !Sequences.Integer(offset, out long by)) return null;
        return SeekTo(by, (int)from) is var at and >= 0 ? new PyInt(at) : null;
    }

    internal long SeekTo(long by, int whence)
    {
        if (_file is { IsSeekable: false } or null && Ask(_raw!, SeekableName) is { } can && can.Truth() == 0)
        {
            IoErrors.Unsupported("File or stream is not seekable.");
            return -1;
        }
        if (PyErr.Current is not null || !WriteOut()) return -1;
        if (whence == 1) by -= _end - _at;
        _at = _end = 0;
        return RawSeek(by, whence);
    }

    [PyFunction]
    public override PyObject? truncate(PyObject? size = null)
    {
        if (!CheckUsable("truncate of closed file") || !WriteOut()) return null;
        if (size is null or PyNone)
        {
            long at = Position();
            if (at < 0) return null;
            size = new PyInt(at);
        }
        if (_at < _end && !ForgetAhead()) return null;
        return Ask(_raw!, TruncateName, size);
    }

    [PyFunction]
    public override PyObject? detach()
    {
        if (Raw is not { } raw || Ask(Self, FlushName) is null) return null;
        _raw = null;
        _file = null;
        _isDetached = true;
        return raw;
    }

    /// <summary>Whether what it buffers goes straight to a file of the system.</summary>
    internal bool IsOverFile => _file is not null;

    internal override bool HoldsDescriptor => _file is { HoldsDescriptor: true };

    [PyFunction]
    public override PyObject? close()
    {
        OpenFiles.Forget(this);
        if (Raw is not { } raw) return null;
        if (raw.GetAttr(ClosedName) is not { } closed) return null;
        if (closed.Truth() == 1) return PyNone.None;
        PyException? failed = null;
        if (Ask(Self, FlushName) is null) failed = PyErr.Take();
        _pending = 0;
        PyObject? done = Ask(raw, CloseName);
        if (failed is null) return done;
        IoErrors.Chain(failed, done);
        return null;
    }

    private protected PyStr? Describe(string kind)
    {
        PyObject? name = _raw is null ? null : Attributes.Find(_raw, NameName);
        PyErr.Current = null;
        if (name is null) return new PyStr($"<{kind}>");
        return ReprOfName(name) is { } text ? new PyStr($"<{kind} name={text}>") : null;
    }
}
