using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Files: what <c>io</c> is made of.</summary>
[PyModule("_io")]
[DontLookInside]
public static partial class IoModule
{
    [PyConstant]
    public const int DEFAULT_BUFFER_SIZE = 8192;

    /// <summary>The encoding of files whose program names none.</summary>
    public const string LocaleEncoding = "UTF-8";

    [PyConstant] private static PyType UnsupportedOperation => IoErrors.UnsupportedOperation;
    [PyConstant] private static PyType _IOBase => PyIOBase.ClassType;
    [PyConstant] private static PyType _RawIOBase => PyRawIOBase.ClassType;
    [PyConstant] private static PyType _BufferedIOBase => PyBufferedIOBase.ClassType;
    [PyConstant] private static PyType _TextIOBase => PyTextIOBase.ClassType;
    [PyConstant] private static PyType FileIO => PyFileIO.ClassType;
    [PyConstant] private static PyType BytesIO => PyBytesIO.ClassType;
    [PyConstant] private static PyType StringIO => PyStringIO.ClassType;
    [PyConstant] private static PyType BufferedReader => PyBufferedReader.ClassType;
    [PyConstant] private static PyType BufferedWriter => PyBufferedWriter.ClassType;
    [PyConstant] private static PyType BufferedRandom => PyBufferedRandom.ClassType;
    [PyConstant] private static PyType BufferedRWPair => PyBufferedPair.ClassType;
    [PyConstant] private static PyType TextIOWrapper => PyTextIOWrapper.ClassType;
    [PyConstant] private static PyType IncrementalNewlineDecoder => PyNewlineDecoder.ClassType;

    private static PyObject? s_openFunction;

    /// <summary>The function <c>open</c>, with its arguments to be split; null with an exception pending.</summary>
    internal static PyObject? Made
    {
        get
        {
            if (s_openFunction is null) Interpreter.Imports.ImportModule("_io");
            return s_openFunction;
        }
    }

    /// <summary>
    /// Opens a file. The mode is one of r, w, x and a, with t for text or b for bytes, and + for reading and writing. Text is decoded and
    /// encoded, and its line ends are translated as newline says.
    /// </summary>
    [PyFunction]
    public static PyObject? open([Keyword] PyObject file, string mode = "r", long buffering = -1, string? encoding = null, string? errors = null, string? newline = null, bool closefd = true, PyObject? opener = null)
    {
        PyObject plain = UserSlots.Unwrap(file);
        if (plain is not (PyInt or PyBool))
        {
            if (plain is PyStr or PyBytes) { }
            else if (FileNames.Plain(file) is { } path) file = path;
            else return null;
        }
        if (!CheckMode(mode, out bool isBinary, out string rawMode)) return null;
        if (isBinary && encoding is not null) return PyErr.ValueError("binary mode doesn't take an encoding argument");
        if (isBinary && errors is not null) return PyErr.ValueError("binary mode doesn't take an errors argument");
        if (isBinary && newline is not null) return PyErr.ValueError("binary mode doesn't take a newline argument");
        if (PyFileIO.Opened(file, rawMode, closefd, opener) is not { } raw) return null;
        PyObject? made = Over(raw, mode, buffering, isBinary, encoding, errors, newline);
        if (made is PyIOBase opened) return OpenFiles.Watch(opened, raw.Writes ? file : null);
        PyException failed = PyErr.Take();
        raw.close();
        PyErr.Current = failed;
        return null;
    }

    private static PyObject? Over(PyFileIO raw, string mode, long buffering, bool isBinary, string? encoding, string? errors, string? newline)
    {
        bool isLineBuffered = buffering == 1 || (buffering < 0 && raw.IsTerminal);
        if (isBinary && buffering == 1 && !WarningsModule.Warn(Types.RuntimeWarning, "line buffering (buffering=1) isn't supported in binary mode, the default buffer size will be used")) return null;
        if (buffering == 0)
            return isBinary ? raw : PyErr.ValueError("can't have unbuffered text I/O");
        long size = buffering is < 0 or 1 ? BlockSize(raw) : buffering;
        PyObject? buffer = mode.Contains('+') ? PyBufferedRandom.New(raw, size)
            : mode.Contains('r') ? PyBufferedReader.New(raw, size) : PyBufferedWriter.New(raw, size);
        if (buffer is null || isBinary) return buffer;
        if (PyTextIOWrapper.New(buffer, encoding, errors, newline, isLineBuffered) is not PyTextIOWrapper text) return null;
        text.SetMode(mode);
        return text;
    }

    private static long BlockSize(PyFileIO raw) => FileStatus.OfDescriptor(raw.Descriptor) is { BlockSize: > 1 and var size } ? Math.Max(size, 1) : DEFAULT_BUFFER_SIZE;

    private static bool CheckMode(string mode, out bool isBinary, out string rawMode)
    {
        isBinary = mode.Contains('b');
        rawMode = mode.Replace("b", "").Replace("t", "");
        foreach (char c in mode)
            if (!"rwxabt+".Contains(c) || mode.IndexOf(c) != mode.LastIndexOf(c)) return PyErr.Fail(Types.ValueError, $"invalid mode: {new PyStr(mode).Repr().Value}");
        if (isBinary && mode.Contains('t')) return PyErr.Fail(Types.ValueError, "can't have text and binary mode at once");
        int kinds = mode.Count(c => c is 'r' or 'w' or 'x' or 'a');
        return kinds == 1 || PyErr.Fail(Types.ValueError, kinds > 1 ? "must have exactly one of create/read/write/append mode"
            : "Must have exactly one of create/read/write/append mode and at most one plus");
    }

    /// <summary>Opens a file of code to be read as bytes.</summary>
    [PyFunction]
    public static PyObject? open_code([Keyword] string path) => open(new PyStr(path), "rb");

    /// <summary>The encoding to use where a caller names one or none.</summary>
    [PyFunction]
    public static PyObject? text_encoding(PyObject? encoding, long stacklevel = 2)
    {
        if (encoding is not null) return encoding;
        if (WarnsOfDefaults && WarningsModule.warn(new PyStr(NoEncoding), Types.EncodingWarning, stacklevel) is null) return null;
        return new PyStr(IsInUtf8Mode ? "utf-8" : "locale");
    }

    /// <summary><c>-X utf8</c></summary>
    public static bool IsInUtf8Mode { get; set; }

    /// <summary><c>-X warn_default_encoding</c>: a text file that is opened without an encoding is warned of.</summary>
    public static bool WarnsOfDefaults { get; set; }

    internal const string NoEncoding = "'encoding' argument not specified";

    [PyModuleInit]
    private static void AddRest(PyModule module)
    {
        s_openFunction = module.Globals.Get("open");
        // The function of builtins, which is there before the module, calls this one; programs see one function.
        if (Builtins.Dict.Get("open") is { } builtin) module.Globals.Set("open", builtin);
        module.Globals.Set("BlockingIOError", Builtins.Dict.Get("BlockingIOError") ?? Types.OSError);
    }
}
