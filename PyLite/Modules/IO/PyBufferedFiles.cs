using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Reads a raw file through a buffer.</summary>
[PyClass("_io.BufferedReader")]
[DontLookInside]
public sealed partial class PyBufferedReader : PyBuffered
{
    [PyClassInit]
    private static void AddEmpty(PyType type) => type.MakeEmpty = static () => new PyBufferedReader();

    [PyNew]
    public static PyObject? New([Keyword] PyObject raw, [Shown("DEFAULT_BUFFER_SIZE")] long buffer_size = IoModule.DEFAULT_BUFFER_SIZE)
    {
        var made = new PyBufferedReader();
        return made.Open(raw, buffer_size, reads: true, writes: false) ? made : null;
    }

    [PyFunction("__init__")]
    public PyObject? Init([Keyword] PyObject raw, long buffer_size = IoModule.DEFAULT_BUFFER_SIZE) =>
        Open(raw, buffer_size, reads: true, writes: false) ? PyNone.None : null;

    [PyFunction]
    public override PyObject? read(PyObject? size = null) => Read(size);

    [PyFunction]
    public override PyObject? read1(PyObject? size = null) => ReadOnce(size);

    [PyFunction]
    public override PyObject? readinto(PyObject buffer) => ReadIntoBuffer(buffer, once: false);

    [PyFunction]
    public override PyObject? readinto1(PyObject buffer) => ReadIntoBuffer(buffer, once: true);

    /// <summary>Bytes that were read ahead; at least one but at the end.</summary>
    [PyFunction]
    public PyObject? peek(PyObject? size = null) => Peek();

    [PyFunction]
    public override PyObject? readline(PyObject? size = null) => ReadLine(size);

    [PyFunction]
    public override PyObject? readable() => raw is { } file ? Ask(file, ReadableName) : null;

    [PyFunction]
    public override PyObject? flush() => Flush();

    [PyFunction]
    public override PyObject? truncate(PyObject? size = null) => CheckUsable("truncate of closed file") ? IoErrors.Unsupported("truncate") : null;

    public override PyObject? Next() => NextLine();

    public override PyStr? Repr() => Describe("_io.BufferedReader");
}

/// <summary>Writes a raw file through a buffer.</summary>
[PyClass("_io.BufferedWriter")]
[DontLookInside]
public sealed partial class PyBufferedWriter : PyBuffered
{
    [PyClassInit]
    private static void AddEmpty(PyType type) => type.MakeEmpty = static () => new PyBufferedWriter();

    [PyNew]
    public static PyObject? New([Keyword] PyObject raw, [Shown("DEFAULT_BUFFER_SIZE")] long buffer_size = IoModule.DEFAULT_BUFFER_SIZE)
    {
        var made = new PyBufferedWriter();
        return made.Init(raw, buffer_size) is null ? null : made;
    }

    [PyFunction("__init__")]
    public PyObject? Init([Keyword] PyObject raw, long buffer_size = IoModule.DEFAULT_BUFFER_SIZE) =>
        Open(raw, buffer_size, reads: false, writes: true) && OpenFiles.Watch(this) is { } ? PyNone.None : null;

    [PyFunction]
    public override PyObject? write(PyObject buffer) => Write(buffer);

    [PyFunction]
    public override PyObject? writable() => raw is { } file ? Ask(file, WritableName) : null;

    [PyFunction]
    public override PyObject? flush() => Flush();

    public override PyStr? Repr() => Describe("_io.BufferedWriter");
}

/// <summary>Reads and writes a raw file through a buffer.</summary>
[PyClass("_io.BufferedRandom")]
[DontLookInside]
public sealed partial class PyBufferedRandom : PyBuffered
{
    [PyClassInit]
    private static void AddEmpty(PyType type) => type.MakeEmpty = static () => new PyBufferedRandom();

    [PyNew]
    public static PyObject? New([Keyword] PyObject raw, [Shown("DEFAULT_BUFFER_SIZE")] long buffer_size = IoModule.DEFAULT_BUFFER_SIZE)
    {
        var made = new PyBufferedRandom();
        return made.Take(raw, buffer_size) ? made : null;
    }

    [PyFunction("__init__")]
    public PyObject? Init([Keyword] PyObject raw, long buffer_size = IoModule.DEFAULT_BUFFER_SIZE) => Take(raw, buffer_size) ? PyNone.None : null;

    private bool Take(PyObject raw, long size)
    {
        if (Ask(raw, SeekableName) is not { } seekable) return false;
        if (seekable.Truth() != 1) return PyErr.Current is null && IoErrors.FailUnsupported("File or stream is not seekable.");
        return Open(raw, size, reads: true, writes: true) && OpenFiles.Watch(this) is { };
    }

    [PyFunction]
    public override PyObject? read(PyObject? size = null) => Read(size);

    [PyFunction]
    public override PyObject? read1(PyObject? size = null) => ReadOnce(size);

    [PyFunction]
    public override PyObject? readinto(PyObject buffer) => ReadIntoBuffer(buffer, once: false);

    [PyFunction]
    public override PyObject? readinto1(PyObject buffer) => ReadIntoBuffer(buffer, once: true);

    /// <summary>Bytes that were read ahead; at least one but at the end.</summary>
    [PyFunction]
    public PyObject? peek(PyObject? size = null) => Peek();

    [PyFunction]
    public override PyObject? readline(PyObject? size = null) => ReadLine(size);

    [PyFunction]
    public override PyObject? write(PyObject buffer) => Write(buffer);

    [PyFunction]
    public override PyObject? readable() => raw is { } file ? Ask(file, ReadableName) : null;

    [PyFunction]
    public override PyObject? writable() => raw is { } file ? Ask(file, WritableName) : null;

    [PyFunction]
    public override PyObject? flush() => Flush();

    public override PyObject? Next() => NextLine();

    public override PyStr? Repr() => Describe("_io.BufferedRandom");
}

/// <summary>A reader and a writer as one file: two ends, such as those of pipes.</summary>
[PyClass("_io.BufferedRWPair")]
[DontLookInside]
public sealed partial class PyBufferedPair : PyBufferedIOBase
{
    private PyBufferedReader _reader = new();
    private PyBufferedWriter _writer = new();

    [PyClassInit]
    private static void AddEmpty(PyType type) => type.MakeEmpty = static () => new PyBufferedPair();

    [PyNew]
    public static PyObject? New(PyObject reader, PyObject writer, [Shown("DEFAULT_BUFFER_SIZE")] long buffer_size = IoModule.DEFAULT_BUFFER_SIZE)
    {
        var made = new PyBufferedPair();
        return made.Init(reader, writer, buffer_size) is null ? null : made;
    }

    [PyFunction("__init__")]
    public PyObject? Init(PyObject reader, PyObject writer, long buffer_size = IoModule.DEFAULT_BUFFER_SIZE)
    {
        if (PyBufferedReader.New(reader, buffer_size) is not PyBufferedReader r || PyBufferedWriter.New(writer, buffer_size) is not PyBufferedWriter w) return null;
        (_reader, _writer) = (r, w);
        return PyNone.None;
    }

    [PyFunction]
    public override PyObject? read(PyObject? size = null) => _reader.read(size);

    [PyFunction]
    public override PyObject? read1(PyObject? size = null) => _reader.read1(size);

    [PyFunction]
    public override PyObject? readinto(PyObject buffer) => _reader.readinto(buffer);

    [PyFunction]
    public override PyObject? readinto1(PyObject buffer) => _reader.readinto1(buffer);

    [PyFunction]
    public PyObject? peek(PyObject? size = null) => _reader.peek(size);

    [PyFunction]
    public override PyObject? readline(PyObject? size = null) => _reader.readline(size);

    [PyFunction]
    public override PyObject? write(PyObject buffer) => _writer.write(buffer);

    [PyFunction]
    public override PyObject? flush() => _writer.flush();

    [PyFunction]
    public override PyObject? readable() => _reader.readable();

    [PyFunction]
    public override PyObject? writable() => _writer.writable();

    [PyFunction]
    public override PyObject? close()
    {
        PyException? failed = _writer.close() is null ? PyErr.Take() : null;
        PyObject? done = _reader.close();
        if (failed is null) return done;
        IoErrors.Chain(failed, done);
        return null;
    }

    [PyFunction]
    public override PyObject? isatty() => _writer.isatty() is { } terminal && terminal != PyBool.False ? terminal : PyErr.Current is null ? _reader.isatty() : null;

    [PyProperty]
    public override PyObject? closed => _writer.closed;
}
