using System.Runtime.InteropServices;
using System.Text;
using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Reads one document, or one external entity, and calls the program's handlers.</summary>
[PyClass("pyexpat.xmlparser", IsFinal = true)]
[DontLookInside]
public sealed partial class PyXmlParser : PyObject
{
    private const int DefaultBuffer = 8192, Largest = 1 << 20;

    private readonly ExpatHandle _handle;
    private readonly PyObject _intern;
    private readonly PyObject?[] _handlers = new PyObject?[XmlCallbacks.All.Length];
    private readonly Dictionary<string, PyStr> _names = [];
    private readonly StringBuilder _buffer = new();
    private GCHandle _self;
    private bool _isBuffering, _returnsPrefixes, _isParsing;
    private int _bufferSize = DefaultBuffer;

    internal PyXmlParser(ExpatHandle handle, PyObject intern)
    {
        _handle = handle;
        _intern = intern;
        _self = GCHandle.Alloc(this, GCHandleType.Weak);
        Expat.XML_SetUserData(Handle, GCHandle.ToIntPtr(_self));
        Expat.XML_SetUnknownEncodingHandler(Handle, XmlCallbacks.UnknownPointer, 0);
    }

    ~PyXmlParser()
    {
        _handle.Release();
        _self.Free();
    }

    internal nint Handle => _handle.Pointer;
    internal bool IsOrdered { get; private set; }
    internal bool OnlySpecified { get; private set; }

    [PyClassInit]
    private static void AddHandlers(PyType type)
    {
        for (int i = 0; i < XmlCallbacks.All.Length; i++)
        {
            int which = i;
            type.Property(XmlCallbacks.All[i].Name, self => ((PyXmlParser)self)._handlers[which] ?? PyNone.None, (self, value) => ((PyXmlParser)self).SetHandler(which, value));
        }
    }

    private bool SetHandler(int which, PyObject? handler)
    {
        if (handler is null) return PyErr.Fail(Types.RuntimeError, "Cannot delete attribute");
        if (which == XmlCallbacks.CharacterData && !Flush()) return false;
        _handlers[which] = handler is PyNone ? null : handler;
        // Which handler is set may change while expat reads on, but its own may not go while text is under way.
        bool keeps = handler is PyNone && which == XmlCallbacks.CharacterData && _isParsing;
        if (!keeps) XmlCallbacks.All[which].Set(Handle, handler is PyNone ? 0 : XmlCallbacks.All[which].Pointer);
        return true;
    }

    // ---- called by expat

    /// <summary>A name, the same object each time; None for none.</summary>
    internal PyObject Interned(nint text)
    {
        if (text == 0) return PyNone.None;
        string name = ExpatModule.Text(text);
        if (_names.TryGetValue(name, out PyStr? known)) return known;
        var made = new PyStr(name);
        _names[name] = made;
        if (_intern is PyDict dictionary)
        {
            if (dictionary.Get(made) is PyStr before) return _names[name] = before;
            dictionary.Set(made, made);
        }
        return made;
    }

    /// <summary>Text: kept for the next call when texts are to come whole.</summary>
    internal void Characters(nint text, int length)
    {
        if (PyErr.Current is not null) return;
        string piece = Marshal.PtrToStringUTF8(text, length);
        if (!_isBuffering)
        {
            Invoke(XmlCallbacks.CharacterData, [new PyStr(piece)]);
            return;
        }
        if (_buffer.Length + piece.Length > _bufferSize && !Flush()) return;
        if (piece.Length > _bufferSize) Invoke(XmlCallbacks.CharacterData, [new PyStr(piece)]);
        else _buffer.Append(piece);
    }

    /// <summary>Gives the text that was kept to its handler; false with an exception pending.</summary>
    private bool Flush()
    {
        if (_buffer.Length == 0) return true;
        string text = _buffer.ToString();
        _buffer.Clear();
        return Invoke(XmlCallbacks.CharacterData, [new PyStr(text)]) is not null;
    }

    private PyObject? Invoke(int which, PyObject[] arguments)
    {
        if (_handlers[which] is not { } handler) return PyNone.None;
        PyObject? result = handler.Call(arguments, null);
        if (result is null) _ = Expat.XML_StopParser(Handle, 0);
        return result;
    }

    internal void Call(int which, params PyObject[] arguments)
    {
        if (PyErr.Current is null && Flush()) Invoke(which, arguments);
    }

    /// <summary>Calls a handler that answers with an int; 0 stops.</summary>
    internal int Ask(int which, params PyObject[] arguments)
    {
        if (PyErr.Current is not null || !Flush() || Invoke(which, arguments) is not { } result) return 0;
        return Argument.Int(result, out int answer) ? answer : 0;
    }

    // ---- called by programs

    private PyObject? Result(int status)
    {
        if (PyErr.Current is not null) return null;
        if (status == 0) return Fail(Expat.XML_GetErrorCode(Handle));
        return Flush() ? new PyInt(status) : null;
    }

    private PyObject? Fail(int code)
    {
        long line = Expat.XML_GetCurrentLineNumber(Handle), column = Expat.XML_GetCurrentColumnNumber(Handle);
        PyErr.Raise(ExpatModule.ExpatError, $"{ExpatModule.Message(code)}: line {line}, column {column}");
        PyException error = PyErr.Take();
        error.SetAttr(PyStr.Intern("code"), new PyInt(code));
        error.SetAttr(PyStr.Intern("offset"), new PyInt(column));
        error.SetAttr(PyStr.Intern("lineno"), new PyInt(line));
        return PyErr.Raise(error);
    }

    private int Feed(byte[] bytes, bool isFinal)
    {
        _isParsing = true;
        int status = 1, at = 0;
        try
        {
            while (status == 1 && bytes.Length - at > Largest)
            {
                status = Expat.XML_Parse(Handle, bytes[at..(at + Largest)], Largest, 0);
                at += Largest;
                if (PyErr.Current is not null) return 0;
            }
            return status == 1 ? Expat.XML_Parse(Handle, at == 0 ? bytes : bytes[at..], bytes.Length - at, isFinal ? 1 : 0) : status;
        }
        finally
        {
            _isParsing = false;
            GC.KeepAlive(this);
        }
    }

    private bool MayParse() => !_isParsing || PyErr.Fail(Types.RuntimeError, "cannot parse in a handler of the same parser");

    /// <summary>Reads a piece of the document.</summary>
    [PyFunction]
    public PyObject? Parse(PyObject data, bool isfinal = false)
    {
        if (!MayParse()) return null;
        byte[]? bytes;
        if (UserSlots.Unwrap(data) is PyStr text)
        {
            if (Calls.Method(text, "encode") is not PyBytes encoded) return null;
            bytes = encoded.Span.ToArray();
            Expat.XML_SetEncoding(Handle, "utf-8\0"u8.ToArray());
        }
        else
        {
            if (!Buffers.Bytes(data, out ReadOnlySpan<byte> span)) return null;
            bytes = span.ToArray();
        }
        return Result(Feed(bytes, isfinal));
    }

    /// <summary>Reads a document from a file.</summary>
    [PyFunction]
    public PyObject? ParseFile(PyObject file)
    {
        if (!MayParse()) return null;
        if (file.GetAttr(PyStr.Intern("read")) is not { } read)
            return PyErr.TakeIf(Types.AttributeError) ? PyErr.TypeError("argument must have 'read' attribute") : null;
        while (true)
        {
            const int piece = 2048;
            if (read.Call([new PyInt(piece)], null) is not { } got) return null;
            if (UserSlots.Unwrap(got) is not PyBytes bytes) return PyErr.TypeError($"read() did not return a bytes object (type={got.Type.Name})");
            int status = Feed(bytes.Span.ToArray(), bytes.Span.Length == 0);
            if (PyErr.Current is not null) return null;
            if (status == 0 || bytes.Span.Length == 0) return Result(status);
        }
    }

    private static byte[]? Terminated(string? text) => text is null ? null : [.. Encoding.UTF8.GetBytes(text), 0];

    [PyFunction]
    public PyObject? SetBase(string @base) => Expat.XML_SetBase(Handle, Terminated(@base)) != 0 ? PyNone.None : PyErr.Raise(Types.MemoryError, "");

    [PyFunction] public PyObject GetBase() => XmlCallbacks.String(Expat.XML_GetBase(Handle));

    /// <summary>The text that was being read when a handler was called.</summary>
    [PyFunction]
    public PyObject GetInputContext()
    {
        if (!_isParsing) return PyNone.None;
        nint text = Expat.XML_GetInputContext(Handle, out int offset, out int size);
        if (text == 0) return PyNone.None;
        byte[] bytes = new byte[size - offset];
        Marshal.Copy(text + offset, bytes, 0, bytes.Length);
        return new PyBytes(bytes);
    }

    /// <summary>A parser for an external entity, with the same handlers.</summary>
    [PyFunction]
    public PyObject? ExternalEntityParserCreate(string? context, [Unset] string? encoding = null)
    {
        nint made = Expat.XML_ExternalEntityParserCreate(Handle, Terminated(context), Terminated(encoding));
        if (made == 0) return PyErr.Raise(Types.MemoryError, "");
        var parser = new PyXmlParser(new ExpatHandle(made, _handle.Used()), _intern)
        {
            IsOrdered = IsOrdered,
            OnlySpecified = OnlySpecified,
            _isBuffering = _isBuffering,
            _bufferSize = _bufferSize,
            _returnsPrefixes = _returnsPrefixes,
        };
        for (int i = 0; i < _handlers.Length; i++)
            if (_handlers[i] is { } handler) parser.SetHandler(i, handler);
        return parser;
    }

    [PyFunction] public int SetParamEntityParsing(int flag) => Expat.XML_SetParamEntityParsing(Handle, flag);

    [PyFunction]
    public PyObject? UseForeignDTD(bool flag = true) => Expat.XML_UseForeignDTD(Handle, flag ? (byte)1 : (byte)0) is var code and not 0 ? Fail(code) : PyNone.None;

    [PyProperty] public PyObject intern => _intern;
    [PyProperty] public int ErrorCode => Expat.XML_GetErrorCode(Handle);
    [PyProperty] public long ErrorLineNumber => Expat.XML_GetCurrentLineNumber(Handle);
    [PyProperty] public long ErrorColumnNumber => Expat.XML_GetCurrentColumnNumber(Handle);
    [PyProperty] public long ErrorByteIndex => Expat.XML_GetCurrentByteIndex(Handle);
    [PyProperty] public long CurrentLineNumber => Expat.XML_GetCurrentLineNumber(Handle);
    [PyProperty] public long CurrentColumnNumber => Expat.XML_GetCurrentColumnNumber(Handle);
    [PyProperty] public long CurrentByteIndex => Expat.XML_GetCurrentByteIndex(Handle);
    [PyProperty] public long buffer_used => _buffer.Length;

    private static bool Flag(PyObject? value, out bool flag)
    {
        flag = false;
        return value is null ? PyErr.Fail(Types.RuntimeError, "Cannot delete attribute") : Argument.Bool(value, out flag);
    }

    [PyProperty(Setter = nameof(SetBuffering))] public bool buffer_text => _isBuffering;
    [PyProperty(Setter = nameof(SetOrdered))] public bool ordered_attributes => IsOrdered;
    [PyProperty(Setter = nameof(SetSpecified))] public bool specified_attributes => OnlySpecified;
    [PyProperty(Setter = nameof(SetPrefixes))] public bool namespace_prefixes => _returnsPrefixes;
    [PyProperty(Setter = nameof(SetBufferSize))] public int buffer_size => _bufferSize;

    private bool SetBuffering(PyObject? value) => Flag(value, out bool flag) && (flag || Flush()) && (_isBuffering = flag) == flag;
    private bool SetOrdered(PyObject? value) => Flag(value, out bool flag) && (IsOrdered = flag) == flag;
    private bool SetSpecified(PyObject? value) => Flag(value, out bool flag) && (OnlySpecified = flag) == flag;

    private bool SetPrefixes(PyObject? value)
    {
        if (!Flag(value, out bool flag)) return false;
        _returnsPrefixes = flag;
        Expat.XML_SetReturnNSTriplet(Handle, flag ? 1 : 0);
        return true;
    }

    private bool SetBufferSize(PyObject? value)
    {
        if (value is null) return PyErr.Fail(Types.RuntimeError, "Cannot delete attribute");
        if (UserSlots.Unwrap(value) is not (PyInt or PyBool or PyLong)) return PyErr.Fail(Types.TypeError, "buffer_size must be an integer");
        if (!Argument.Int(value, out int size)) return false;
        if (size <= 0) return PyErr.Fail(Types.ValueError, "buffer_size must be greater than zero");
        if (!Flush()) return false;
        _bufferSize = size;
        return true;
    }
}
