using System.Text;
using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Text over a file of bytes. This part has what it is made of; others read, write and seek.</summary>
[PyClass("_io.TextIOWrapper")]
[DontLookInside]
public sealed partial class PyTextIOWrapper : PyTextIOBase
{
    private PyObject? _buffer;

    /// <summary>The buffer when it is ours, so that it need not be asked through its methods.</summary>
    private PyBuffered? _direct;
    private TextCodec? _codec;
    private string _encoding = "utf-8", _errors = "strict";

    /// <summary>As given: null translates all line ends, "" knows all and translates none.</summary>
    private string? _newline;
    private NewlineDecoder? _newlines;
    private string? _lineEnd;
    private bool _lineBuffering, _writeThrough, _isDetached, _isUnreadable;
    private PyObject? _mode;

    [PyClassInit]
    private static void AddEmpty(PyType type) => type.MakeEmpty = static () => new PyTextIOWrapper();

    [PyNew]
    public static PyObject? New([Keyword] PyObject buffer, string? encoding = null, string? errors = null, string? newline = null, bool line_buffering = false, bool write_through = false)
    {
        var made = new PyTextIOWrapper();
        return made.Init(buffer, encoding, errors, newline, line_buffering, write_through) is null ? null : made;
    }

    [PyFunction("__init__")]
    public PyObject? Init([Keyword] PyObject buffer, string? encoding = null, string? errors = null, string? newline = null, bool line_buffering = false, bool write_through = false)
    {
        _buffer = _direct = null;
        _isDetached = false;
        if (!IsNewline(newline)) return null;
        if (encoding is null && IoModule.WarnsOfDefaults && !WarningsModule.Warn(Types.EncodingWarning, IoModule.NoEncoding)) return null;
        _encoding = encoding is null && IoModule.IsInUtf8Mode ? "utf-8" : encoding is null or "locale" ? IoModule.LocaleEncoding : encoding;
        _errors = errors ?? "strict";
        if (TextCodec.Find(_encoding, _errors) is not { } codec) return null;
        _isUnreadable = false;
        if (buffer is not PyBuffered)
        {
            if (Ask(buffer, ReadableName) is not { } readable || readable.Truth() is var reads && reads < 0) return null;
            _isUnreadable = reads == 0;
        }
        _buffer = buffer;
        _direct = buffer as PyBuffered;
        _codec = codec;
        _lineBuffering = line_buffering;
        _writeThrough = write_through;
        SetNewline(newline);
        _decoded = "";
        _at = 0;
        _pendingCount = 0;
        FixEncoderState();
        // The text goes first, and takes the buffer with it.
        if (_direct is { } inner) OpenFiles.Forget(inner);
        OpenFiles.Watch(this);
        return PyNone.None;
    }

    /// <summary>In the middle of a file no mark of its beginning is written.</summary>
    private void FixEncoderState()
    {
        if (_codec is PythonCodec python && Ask(_buffer!, SeekableName)?.Truth() == 1 && Ask(_buffer!, TellName) is { } at && at.Truth() == 1) python.SetEncoderStart(false);
        PyErr.TakeIf(Types.Exception);
    }

    internal override bool HoldsDescriptor => _direct is { HoldsDescriptor: true };

    private static bool IsNewline(string? newline) =>
        newline is null or "" or "\n" or "\r" or "\r\n" || PyErr.Fail(Types.ValueError, $"illegal newline value: {newline}");

    private void SetNewline(string? newline)
    {
        _newline = newline;
        _newlines = newline is null or "" ? new NewlineDecoder(newline is null) : null;
        _lineEnd = newline is "\r" or "\r\n" ? newline : null;
    }

    internal void SetMode(string mode) => _mode = new PyStr(mode);

    internal bool IsLineBuffering => _lineBuffering;

    internal bool IsDetached => _isDetached;

    /// <summary>False with ValueError pending when the file is closed or has no buffer.</summary>
    private bool CheckUsable()
    {
        if (_buffer is null) return PyErr.Fail(Types.ValueError, _isDetached ? "underlying buffer has been detached" : "I/O operation on uninitialized object");
        if (_direct is { } direct) return direct.CheckUsable(IoErrors.Closed);
        if (_buffer.GetAttr(ClosedName) is not { } closed) return false;
        int truth = closed.Truth();
        return truth == 0 || (truth == 1 && IoErrors.FailClosed());
    }

    private PyObject? Buffer
    {
        get
        {
            if (_buffer is not null) return _buffer;
            return PyErr.ValueError(_isDetached ? "underlying buffer has been detached" : "I/O operation on uninitialized object");
        }
    }

    protected override bool IsClosed => _buffer?.GetAttr(ClosedName)?.Truth() == 1;

    [PyProperty]
    public override PyObject? closed => Buffer?.GetAttr(ClosedName);

    [PyProperty(IsMember = true)]
    public PyObject? buffer => Buffer;

    [PyProperty(IsMember = true)]
    public override PyObject? encoding => new PyStr(_encoding);

    [PyProperty]
    public override PyObject? errors => new PyStr(_errors);

    [PyProperty]
    public override PyObject? newlines => _newlines?.Seen ?? PyNone.None;

    [PyProperty(IsMember = true)]
    public bool line_buffering => _lineBuffering;

    [PyProperty(IsMember = true)]
    public bool write_through => _writeThrough;

    [PyProperty("_CHUNK_SIZE", Setter = nameof(SetChunkSize))]
    public long ChunkSize { get; private set; } = IoModule.DEFAULT_BUFFER_SIZE;

    private bool SetChunkSize(PyObject? value)
    {
        if (value is null) return PyErr.Fail(Types.AttributeError, "cannot delete attribute");
        if (!Sequences.Integer(value, out long n)) return false;
        if (n <= 0) return PyErr.Fail(Types.ValueError, "a strictly positive integer is required");
        ChunkSize = n;
        return true;
    }

    [PyProperty]
    public PyObject? name => Buffer?.GetAttr(NameName);

    [PyProperty(Setter = nameof(SetModeTo))]
    public PyObject? mode => _mode ?? PyErr.AttributeError(this, ModeName);

    private bool SetModeTo(PyObject? value)
    {
        _mode = value;
        return true;
    }

    /// <summary>Changes how text becomes bytes from here on.</summary>
    [PyFunction]
    public PyObject? reconfigure([KeywordOnly] string? encoding = null, string? errors = null, [Unset] PyObject? newline = null, PyObject? line_buffering = null, PyObject? write_through = null)
    {
        if (!CheckUsable()) return null;
        if (_decoded.Length > 0 && (encoding is not null || errors is not null || newline is not null))
            return IoErrors.Unsupported("It is not possible to set the encoding or newline of stream after the first read");
        string? end = _newline;
        if (newline is PyStr given) end = given.Value;
        else if (newline is PyNone) end = null;
        else if (newline is not null) return PyErr.TypeError($"reconfigure() argument 'newline' must be str or None, not {newline.Type.Name}");
        if (!IsNewline(end)) return null;
        if (encoding is not null || errors is not null)
        {
            string wanted = encoding is "locale" ? IoModule.LocaleEncoding : encoding ?? _encoding;
            string handler = errors ?? (encoding is null ? _errors : "strict");
            if (TextCodec.Find(wanted, handler) is not { } codec || Ask(Self, FlushName) is null) return null;
            _codec = codec;
            _encoding = wanted;
            _errors = handler;
            FixEncoderState();
        }
        else if (Ask(Self, FlushName) is null)
        {
            return null;
        }
        if (newline is not null) SetNewline(end);
        if (line_buffering is not null) _lineBuffering = line_buffering.Truth() == 1;
        if (write_through is not null) _writeThrough = write_through.Truth() == 1;
        return PyErr.Current is null ? PyNone.None : null;
    }

    [PyFunction]
    public override PyObject? detach()
    {
        if (Buffer is not { } detached || Ask(Self, FlushName) is null) return null;
        if (_direct is PyBufferedWriter or PyBufferedRandom) OpenFiles.Watch(_direct);
        _buffer = null;
        _direct = null;
        _isDetached = true;
        return detached;
    }

    [PyFunction]
    public override PyObject? fileno() => Buffer is { } buffer ? Ask(buffer, FilenoName) : null;

    [PyFunction]
    public override PyObject? isatty() => Buffer is { } buffer ? Ask(buffer, IsAttyName) : null;

    [PyFunction]
    public override PyObject? readable() => Buffer is { } buffer ? Ask(buffer, ReadableName) : null;

    [PyFunction]
    public override PyObject? writable() => Buffer is { } buffer ? Ask(buffer, WritableName) : null;

    [PyFunction]
    public override PyObject? seekable() => Buffer is { } buffer ? Ask(buffer, SeekableName) : null;

    [PyFunction]
    public override PyObject? close()
    {
        OpenFiles.Forget(this);
        if (Buffer is not { } buffer || buffer.GetAttr(ClosedName) is not { } closed) return null;
        if (closed.Truth() == 1) return PyNone.None;
        PyException? failed = null;
        if (Ask(Self, FlushName) is null) failed = PyErr.Take();
        _pendingCount = 0;
        PyObject? done = Ask(buffer, CloseName);
        if (failed is null) return done;
        IoErrors.Chain(failed, done);
        return null;
    }

    public override PyStr? Repr()
    {
        if (_buffer is null && !_isDetached)
        {
            PyErr.ValueError("I/O operation on uninitialized object");
            return null;
        }
        var text = new StringBuilder("<_io.TextIOWrapper");
        PyObject? name = _buffer is null ? null : Attributes.Find(_buffer, NameName);
        PyErr.Current = null;
        if (name is not null)
        {
            if (ReprOfName(name) is not { } shown) return null;
            text.Append(" name=").Append(shown);
        }
        if (_mode is not null) text.Append(" mode=").Append(_mode.Repr()?.Value);
        return new PyStr(text.Append(" encoding=").Append(new PyStr(_encoding).Repr().Value).Append('>').ToString());
    }
}
