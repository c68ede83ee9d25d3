using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>The base of all files. What programs may override is asked of the object they see, <see cref="Self"/>.</summary>
[PyClass("_io._IOBase")]
[DontLookInside]
public partial class PyIOBase : PyObject, IWrapped
{
    protected static readonly PyStr CloseName = PyStr.Intern("close"), FlushName = PyStr.Intern("flush"), ReadName = PyStr.Intern("read"),
        ReadLineName = PyStr.Intern("readline"), PeekName = PyStr.Intern("peek"), WriteName = PyStr.Intern("write"), ClosedName = PyStr.Intern("closed"),
        ReadIntoName = PyStr.Intern("readinto"), ReadAllName = PyStr.Intern("readall"), ReadableName = PyStr.Intern("readable"),
        WritableName = PyStr.Intern("writable"), SeekableName = PyStr.Intern("seekable"), SeekName = PyStr.Intern("seek"), TellName = PyStr.Intern("tell"),
        NameName = PyStr.Intern("name"), ModeName = PyStr.Intern("mode"), FilenoName = PyStr.Intern("fileno"), IsAttyName = PyStr.Intern("isatty"),
        TruncateName = PyStr.Intern("truncate"), Read1Name = PyStr.Intern("read1");

    /// <summary>Tells when the file is let go of.</summary>
    internal OpenFiles.Watcher? Watcher;

    private bool _isClosed;
    private PyDict? _own;

    /// <summary>An attribute that was set on the file, or null.</summary>
    protected PyObject? Own(PyStr name) => _own?.GetStr(name);

    /// <summary>Whether a file of the system stays open until this is closed.</summary>
    internal virtual bool HoldsDescriptor => false;

    /// <summary>The repr of the file's name, for its own repr; null with RuntimeError pending where the name is the file itself, or has it.</summary>
    protected string? ReprOfName(PyObject name)
    {
        if (ReprGuard.IsActive(this))
        {
            PyErr.Raise(Types.RuntimeError, $"reentrant call inside {Type.FullName}.__repr__");
            return null;
        }
        ReprGuard.Enter(this);
        PyStr? text = name.Repr();
        ReprGuard.Leave();
        return text?.Value;
    }

    public override bool HasOwnAttributes { [LookInside] get => _own is not null; }

    /// <summary>The attributes set on the file as pickles keep them, or None.</summary>
    protected PyObject OwnState => (Outer is null ? _own : Outer.GetAttr(Names.Dict) as PyDict)?.Copy() ?? (PyObject)PyNone.None;

    private static readonly string[] Ordinals = ["first", "second", "third", "fourth"];

    /// <summary>
    /// Takes what pickles keep of a file in memory apart: so many items, the last two of them the position and the attributes, which are
    /// set. False with an exception pending.
    /// </summary>
    protected bool TakeState(PyObject state, int count, out PyObject[] items, out long position)
    {
        items = UserSlots.Unwrap(state) is PyTuple tuple ? tuple.Items : [];
        position = 0;
        if (items.Length < count) return PyErr.Fail(Types.TypeError, $"{Type.FullName}.__setstate__ argument should be {count}-tuple, got {state.Type.Name}");
        PyObject at = items[count - 2], own = UserSlots.Unwrap(items[count - 1]);
        if (at is not (PyInt or PyBool or PyLong)) return PyErr.Fail(Types.TypeError, $"{Ordinals[count - 2]} item of state must be an integer, {(count == 3 ? "not" : "got")} {at.Type.Name}");
        if (!Sequences.Integer(at, out position)) return false;
        if (position < 0) return PyErr.Fail(Types.ValueError, "position value cannot be negative");
        if (own is PyNone) return true;
        PyDict? into = Outer is null ? _own ??= new PyDict() : Outer.GetAttr(Names.Dict) as PyDict;
        return own is PyDict given ? into is null || into.Update(given) : PyErr.Fail(Types.TypeError, $"{Ordinals[count - 1]} item of state should be a dict, got a {own.Type.Name}");
    }

    protected void SetOwn(PyStr name, PyObject value) => (_own ??= new PyDict()).SetStr(name, value);

    public override PyObject? GetAttr(PyStr name)
    {
        if (_own is not null && Type.Lookup(name) is not { IsDataDescriptor: true } && _own.GetStr(name) is { } own) return own;
        return name == Names.Dict ? _own ??= new PyDict() : base.GetAttr(name);
    }

    public override bool SetAttr(PyStr name, PyObject? value)
    {
        if (Type.Lookup(name) is { IsDataDescriptor: true } data) return data.DescriptorSet(this, value);
        if (value is not null) return (_own ??= new PyDict()).SetStr(name, value);
        if (_own?.Remove(name) == true) return true;
        PyErr.AttributeError(this, name);
        return false;
    }

    public PyObject? Outer { get; private set; }

    void IWrapped.Wrap(PyWrapper outer) => Outer = outer;

    /// <summary>The file as programs see it.</summary>
    public PyObject Self => Outer ?? this;

    [PyNew]
    public static PyObject? New([Rest] PyObject[] arguments, [Named] PyDict keywords) => new PyIOBase();

    protected static PyObject? Ask(PyObject o, PyStr name, params PyObject[] arguments) => o.GetAttr(name) is { } method ? method.Call(arguments, null) : null;

    /// <summary>Whether the file is closed, for files that programs have not derived from.</summary>
    protected virtual bool IsClosed => _isClosed;

    /// <summary>True, false, or null with an exception pending: what the object that programs see says.</summary>
    protected bool? AskClosed()
    {
        if (Outer is null) return IsClosed;
        if (Outer.GetAttr(ClosedName) is not { } closed) return null;
        int truth = closed.Truth();
        return truth < 0 ? null : truth == 1;
    }

    /// <summary>False with ValueError pending when the file is closed.</summary>
    protected bool CheckOpen(string message = IoErrors.Closed) => AskClosed() switch
    {
        false => true,
        true => IoErrors.FailClosed(message),
        null => false,
    };

    /// <summary>Whether the object says yes; false with an exception pending otherwise.</summary>
    private bool CheckCan(PyStr what, string otherwise) =>
        Ask(Self, what) is { } answer && (answer == PyBool.True || IoErrors.FailUnsupported(otherwise));

    [PyProperty]
    public virtual PyObject? closed => PyBool.Of(IsClosed);

    [PyFunction("_checkClosed")]
    public PyObject? CheckClosed(PyObject? message = null) => CheckOpen() ? PyNone.None : null;

    [PyFunction("_checkReadable")]
    public PyObject? CheckReadable(PyObject? message = null) => CheckCan(ReadableName, "File or stream is not readable.") ? PyBool.True : null;

    [PyFunction("_checkWritable")]
    public PyObject? CheckWritable(PyObject? message = null) => CheckCan(WritableName, "File or stream is not writable.") ? PyBool.True : null;

    [PyFunction("_checkSeekable")]
    public PyObject? CheckSeekable(PyObject? message = null) => CheckCan(SeekableName, "File or stream is not seekable.") ? PyBool.True : null;

    /// <summary>Changes the position in the file.</summary>
    [PyFunction]
    public virtual PyObject? seek(PyObject offset, PyObject? whence = null) => IoErrors.Unsupported("seek");

    /// <summary>The position in the file.</summary>
    [PyFunction]
    public virtual PyObject? tell() => Ask(Self, SeekName, PyInt.Zero, new PyInt(1));

    /// <summary>Changes the size of the file.</summary>
    [PyFunction]
    public virtual PyObject? truncate(PyObject? size = null) => IoErrors.Unsupported("truncate");

    /// <summary>The number the system knows the file by.</summary>
    [PyFunction]
    public virtual PyObject? fileno() => IoErrors.Unsupported("fileno");

    /// <summary>Writes out what is buffered.</summary>
    [PyFunction]
    public virtual PyObject? flush() => CheckOpen() ? PyNone.None : null;

    /// <summary>Flushes and closes the file. Closing it again does nothing.</summary>
    [PyFunction]
    public virtual PyObject? close()
    {
        if (_isClosed) return PyNone.None;
        PyObject? flushed = Ask(Self, FlushName);
        _isClosed = true;
        return flushed is null ? null : PyNone.None;
    }

    [PyFunction]
    public virtual PyObject? readable() => CheckOpenFor(PyBool.False);

    [PyFunction]
    public virtual PyObject? writable() => CheckOpenFor(PyBool.False);

    [PyFunction]
    public virtual PyObject? seekable() => CheckOpenFor(PyBool.False);

    /// <summary>Whether it is a terminal.</summary>
    [PyFunction]
    public virtual PyObject? isatty() => CheckOpenFor(PyBool.False);

    protected PyObject? CheckOpenFor(PyObject result) => CheckOpen() ? result : null;

    [PyFunction("__enter__")]
    public PyObject? Enter() => CheckOpen() ? Self : null;

    [PyFunction("__exit__")]
    public PyObject? Exit(params PyObject[] exception) => Ask(Self, CloseName);

    public override bool IsIterator => true;

    public override PyObject? Iter() => CheckOpen() ? Self : null;

    public override PyObject? Next()
    {
        PyObject? line = Ask(Self, ReadLineName);
        if (line is null) return null;
        long length = line.Len();
        return length < 0 ? null : length == 0 ? PyEnd.Value : line;
    }

    /// <summary>The next line with its end, or what is left of it up to so many bytes.</summary>
    [PyFunction]
    public virtual PyObject? readline(PyObject? size = null)
    {
        if (!IoErrors.Size(size, out long limit)) return null;
        PyObject? peek = Attributes.Find(Self, PeekName);
        if (PyErr.Current is not null) return null;
        var line = new List<byte>();
        while (limit < 0 || line.Count < limit)
        {
            long wanted = 1;
            if (peek is not null)
            {
                if (peek.Call([new PyInt(1)], null) is not { } ahead || !Buffers.Bytes(ahead, out ReadOnlySpan<byte> seen)) return null;
                if (seen.Length > 0)
                {
                    int end = seen.IndexOf((byte)'\n');
                    wanted = end < 0 ? seen.Length : end + 1;
                    if (limit >= 0) wanted = Math.Min(wanted, limit - line.Count);
                }
            }
            if (Ask(Self, ReadName, new PyInt(wanted)) is not { } read) return null;
            if (UserSlots.Unwrap(read) is not PyBytes bytes)
                return PyErr.Raise(Types.OSError, $"read() should have returned a bytes object, not '{read.Type.Name}'");
            if (bytes.Length == 0) break;
            line.AddRange(bytes.Span);
            if (line[^1] == '\n') break;
        }
        return new PyBytes([.. line]);
    }

    /// <summary>The lines that are left, or as many as have about so many bytes together.</summary>
    [PyFunction]
    public PyObject? readlines(PyObject? hint = null)
    {
        if (!IoErrors.Size(hint, out long limit)) return null;
        var lines = new PyList();
        if (Self.Iter() is not { } iterator) return null;
        long length = 0;
        while (true)
        {
            PyObject? line = iterator.Next();
            if (line is null) return PyErr.TakeIf(Types.StopIteration) ? lines : null;
            if (line == PyEnd.Value) return lines;
            lines.Append(line);
            if (limit <= 0) continue;
            long n = line.Len();
            if (n < 0) return null;
            length += n;
            if (length >= limit) return lines;
        }
    }

    /// <summary>Writes the items one after the other.</summary>
    [PyFunction]
    public PyObject? writelines(PyObject lines)
    {
        if (!CheckOpen() || lines.Iter() is not { } iterator) return null;
        while (true)
        {
            PyObject? line = iterator.Next();
            if (line is null) return PyErr.TakeIf(Types.StopIteration) ? PyNone.None : null;
            if (line == PyEnd.Value) return PyNone.None;
            if (Ask(Self, WriteName, line) is null) return null;
        }
    }

    /// <summary>What a file does that nothing holds any more: it is closed.</summary>
    [PyFunction("__del__")]
    public void Abandon()
    {
        if (AskClosed() == false) Ask(Self, CloseName);
        PyErr.Current = null;
    }
}

/// <summary>The base of files that read and write bytes unbuffered.</summary>
[PyClass("_io._RawIOBase")]
[DontLookInside]
public partial class PyRawIOBase : PyIOBase
{
    [PyNew]
    public static new PyObject? New([Rest] PyObject[] arguments, [Named] PyDict keywords) => new PyRawIOBase();

    /// <summary>Up to so many bytes in one call of the system, None when there are none now; all that is left for -1.</summary>
    [PyFunction]
    public virtual PyObject? read(PyObject? size = null)
    {
        if (!IoErrors.Size(size, out long count)) return null;
        if (count < 0) return Ask(Self, ReadAllName);
        var buffer = new PyBytes(new byte[count], isMutable: true);
        if (Ask(Self, ReadIntoName, buffer) is not { } read) return null;
        if (read is PyNone) return read;
        return Sequences.Integer(read, out long n) ? new PyBytes(buffer.Span[..(int)Math.Clamp(n, 0, buffer.Length)].ToArray()) : null;
    }

    /// <summary>All that is left.</summary>
    [PyFunction]
    public virtual PyObject? readall()
    {
        var all = new List<byte>();
        while (true)
        {
            if (Ask(Self, ReadName, new PyInt(IoModule.DEFAULT_BUFFER_SIZE)) is not { } read) return null;
            if (read is PyNone) return all.Count == 0 ? read : new PyBytes([.. all]);
            if (UserSlots.Unwrap(read) is not PyBytes part) return PyErr.TypeError("read() should return bytes");
            if (part.Length == 0) return new PyBytes([.. all]);
            all.AddRange(part.Span);
        }
    }
}

/// <summary>The base of files that read and write bytes through a buffer.</summary>
[PyClass("_io._BufferedIOBase")]
[DontLookInside]
public partial class PyBufferedIOBase : PyIOBase
{
    [PyNew]
    public static new PyObject? New([Rest] PyObject[] arguments, [Named] PyDict keywords) => new PyBufferedIOBase();

    /// <summary>Gives the raw file away; this one is of no use any more.</summary>
    [PyFunction]
    public virtual PyObject? detach() => IoErrors.Unsupported("detach");

    [PyFunction]
    public virtual PyObject? read(PyObject? size = null) => IoErrors.Unsupported("read");

    [PyFunction]
    public virtual PyObject? read1(PyObject? size = null) => IoErrors.Unsupported("read1");

    [PyFunction]
    public virtual PyObject? write(PyObject buffer) => IoErrors.Unsupported("write");

    /// <summary>Reads into a buffer; how many bytes.</summary>
    [PyFunction]
    public virtual PyObject? readinto(PyObject buffer) => ReadInto(buffer, ReadName);

    [PyFunction]
    public virtual PyObject? readinto1(PyObject buffer) => ReadInto(buffer, Read1Name);

    private PyObject? ReadInto(PyObject buffer, PyStr method)
    {
        if (!WritableBuffer.Of(buffer, "readinto", out WritableBuffer target)) return null;
        if (Ask(Self, method, new PyInt(target.Count)) is not { } read) return null;
        if (read is PyNone) return read;
        if (UserSlots.Unwrap(read) is not PyBytes bytes) return PyErr.TypeError("read() should return bytes");
        if (bytes.Length > target.Count)
            return PyErr.ValueError($"read() returned too much data: {target.Count} bytes requested, {bytes.Length} returned");
        bytes.Span.CopyTo(target.Span);
        return new PyInt(bytes.Length);
    }
}

/// <summary>The base of files of text.</summary>
[PyClass("_io._TextIOBase")]
[DontLookInside]
public partial class PyTextIOBase : PyIOBase
{
    [PyNew]
    public static new PyObject? New([Rest] PyObject[] arguments, [Named] PyDict keywords) => new PyTextIOBase();

    [PyFunction]
    public virtual PyObject? detach() => IoErrors.Unsupported("detach");

    [PyFunction]
    public virtual PyObject? read(PyObject? size = null) => IoErrors.Unsupported("read");

    [PyFunction]
    public override PyObject? readline(PyObject? size = null) => IoErrors.Unsupported("readline");

    [PyFunction]
    public virtual PyObject? write(PyObject text) => IoErrors.Unsupported("write");

    [PyProperty]
    public virtual PyObject? encoding => PyNone.None;

    [PyProperty]
    public virtual PyObject? newlines => PyNone.None;

    [PyProperty]
    public virtual PyObject? errors => PyNone.None;
}
