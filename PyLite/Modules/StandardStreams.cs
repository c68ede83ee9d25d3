using System.Text;
using MetaJit;
using PyLite.Importing;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>
/// <c>sys.stdin</c>, <c>sys.stdout</c> and <c>sys.stderr</c>, and how the runtime itself writes to them. What goes wrong with writing (the
/// reader of a pipe has gone, a disk is full) is the program's to hear of, as OSError.
/// </summary>
[DontLookInside]
public static class StandardStreams
{
    private static readonly PyObject?[] Files = new PyObject?[3];

    /// <summary>How the streams are made: <c>PYTHONIOENCODING</c>, <c>-u</c> and their like.</summary>
    public static string Encoding { get; set; } = "utf-8";

    /// <summary>Error handlers of standard input and output.</summary>
    public static string Errors { get; set; } = "strict";

    /// <summary><c>-u</c>: nothing is kept back.</summary>
    public static bool IsUnbuffered { get; set; }

    /// <summary>Where the runtime writes output: a test may put a writer of its own here.</summary>
    public static TextWriter CurrentOutput = new Writer(1);
    public static TextWriter CurrentError = new Writer(2);

    /// <summary>The file of a standard stream; None when it was closed at the start.</summary>
    public static PyObject File(int number) => Files[number] ??= Make(number);

    private static PyObject Make(int number)
    {
        if (!IsOpen(number)) return PyNone.None;
        PyFileIO raw = PyFileIO.Standard(number, new PyStr(number switch { 0 => "<stdin>", 1 => "<stdout>", _ => "<stderr>" }));
        PyObject? buffer = number == 0 ? PyBufferedReader.New(raw) : IsUnbuffered ? raw : PyBufferedWriter.New(raw);
        bool isLineBuffered = number == 2 || (number == 1 && raw.IsTerminal);
        if (Encoding != "utf-8") Encoding = CodecName(Encoding);
        string errors = number == 2 ? "backslashreplace" : Errors;
        var file = (PyTextIOWrapper)PyTextIOWrapper.New(buffer!, Encoding, errors, "\n", isLineBuffered, IsUnbuffered && number != 0)!;
        OpenFiles.Forget(file);
        file.SetMode(number == 0 ? "r" : "w");
        return file;
    }

    /// <summary>What the commonest codecs call themselves, whatever the name they are asked for by. No codec can be looked up yet.</summary>
    private static string CodecName(string encoding) => encoding.ToLowerInvariant().Replace('_', '-') switch
    {
        "utf8" or "utf-8" or "u8" => "utf-8",
        "latin-1" or "latin1" or "iso-8859-1" or "iso8859-1" or "l1" => "iso8859-1",
        "ascii" or "us-ascii" => "ascii",
        _ => encoding,
    };

    /// <summary>
    /// Whether the descriptor was open when the process began. .NET has opened files of its own in the place of those that were not.
    /// </summary>
    private static bool IsOpen(int number)
    {
        const int getDescriptorFlags = 1, closeOnExec = 1, getFlags = 3, accessMode = 3;
        // What was open before the process began is not closed when one begins.
        if ((Libc.fcntl_start(number, getDescriptorFlags, 0) & closeOnExec) != 0) return false;
        int flags = Libc.fcntl_start(number, getFlags, 0);
        if (flags < 0) return false;
        int access = flags & accessMode;
        return number == 0 ? access != 1 : access != 0;
    }

    /// <summary>What the program has put in place of a stream, or null.</summary>
    private static PyObject? Replaced(string name, int number) =>
        SysModule.IsMade && SysModule.Module.Globals.Get(name) is var file && !ReferenceEquals(file, Files[number]) ? file ?? PyNone.None : null;

    /// <summary>What <c>print</c> writes to, given the file or null, where that may write as a program says; else null.</summary>
    public static PyObject? OfProgram(PyObject? file)
    {
        file ??= Replaced("stdout", 1) ?? (CurrentOutput is Writer ? File(1) : null);
        return file is null or PyNone or PyTextIOWrapper { HasOwnAttributes: false } or PyStringIO { HasOwnAttributes: false } ? null : file;
    }

    /// <summary>Writes to <c>sys.stdout</c>; false with an exception pending.</summary>
    public static bool Print(string text) => Print(new PyStr(text));

    public static bool Print(PyStr text)
    {
        if (Replaced("stdout", 1) is { } replaced) return replaced is PyNone || Calls.Method(replaced, "write", text) != null;
        if (CurrentOutput is not Writer) return Write(CurrentOutput, text.Value, flush: false);
        return File(1) is not PyTextIOWrapper file || file.WriteText(text);
    }

    /// <summary>Writes, and flushes when wanted; false with an exception pending.</summary>
    public static bool Write(TextWriter writer, string text, bool flush)
    {
        if (writer is Writer own)
        {
            if (File(own.Number) is not PyTextIOWrapper file) return true;
            return (text.Length == 0 || file.WriteText(new PyStr(text))) && (!flush || file.flush() is not null);
        }
        writer.Write(text);
        return true;
    }

    /// <summary>False with an exception pending.</summary>
    public static bool Flush()
    {
        if (Flush(1)) return Flush(2);
        (Files[1] as PyTextIOWrapper)?.Drop();     // what is still in the buffer has nowhere to go
        return false;
    }

    private static bool Flush(int number) => Files[number] is not PyTextIOWrapper { IsDetached: false, closed: var closed } file || closed == PyBool.True || file.flush() is not null;

    /// <summary>Writes for the runtime; what goes wrong is forgotten.</summary>
    private sealed class Writer(int number) : TextWriter
    {
        public int Number => number;

        public override Encoding Encoding => System.Text.Encoding.UTF8;

        public override void Write(char value) => Write(value.ToString());

        public override void Write(string? value)
        {
            PyException? pending = PyErr.Current;
            PyErr.Current = null;
            if (value is { Length: > 0 } && !StandardStreams.Write(this, value, flush: number == 2)) (Files[number] as PyTextIOWrapper)?.Drop();
            PyErr.Current = pending;
        }
    }
}
