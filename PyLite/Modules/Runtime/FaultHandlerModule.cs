using System.Globalization;
using System.Text;
using MetaJit;
using PyLite.Interpreter;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>
/// Shows where a program is. Faults of the process itself are .NET's to report, so being enabled changes nothing but what is asked; a
/// traceback that is asked for, or comes after a time, is written when the thread is between two instructions.
/// </summary>
[PyModule("faulthandler")]
[DontLookInside]
public static partial class FaultHandlerModule
{
    private const int MostFrames = 100, Patience = 1000;

    private static bool s_isEnabled;
    private static Timer? s_timer;

    /// <summary>The descriptor of a file, of standard error where none is given; false with an exception pending.</summary>
    private static bool Place(PyObject? file, out int fd)
    {
        fd = 2;
        PyObject? given = file ?? SysModule.Module.Globals.Get("stderr");
        if (given is null or PyNone) return PyErr.Fail(Types.RuntimeError, "unable to get sys.stderr");
        return PosixModule.Descriptor(given, out fd) || (file is null && PyErr.TakeIf(Types.Exception) && (fd = 2) == 2);
    }

    private static void Write(int fd, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        if (bytes.Length > 0) Libc.write(fd, ref bytes[0], bytes.Length);
    }

    private static string Traceback()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Current thread 0x{PyThread.Current.Identity:x16} (most recent call first):\n");
        PyException? pending = PyErr.Current;
        PyErr.Current = null;
        PyObject? frame = SysModule.Module.Globals.Get("_getframe")?.Call([], null);
        for (int i = 0; frame is not (null or PyNone) && i < MostFrames; i++)
        {
            PyObject? code = frame.GetAttr(PyStr.Intern("f_code"));
            string file = code?.GetAttr(PyStr.Intern("co_filename"))?.Str()?.Value ?? "???", name = code?.GetAttr(PyStr.Intern("co_name"))?.Str()?.Value ?? "???";
            string line = frame.GetAttr(PyStr.Intern("f_lineno"))?.Str()?.Value ?? "???";
            text.Append(CultureInfo.InvariantCulture, $"  File \"{file}\", line {line} in {name}\n");
            frame = frame.GetAttr(PyStr.Intern("f_back"));
        }
        PyErr.Current = pending;
        return text.ToString();
    }

    [PyFunction]
    public static PyObject? enable([Keyword] PyObject? file = null, bool all_threads = true)
    {
        if (!Place(file, out _)) return null;
        s_isEnabled = true;
        return PyNone.None;
    }

    /// <summary>Whether it was enabled before.</summary>
    [PyFunction]
    public static bool disable()
    {
        bool before = s_isEnabled;
        s_isEnabled = false;
        return before;
    }

    [PyFunction] public static bool is_enabled() => s_isEnabled;

    /// <summary>Writes where the calling thread is.</summary>
    [PyFunction]
    public static PyObject? dump_traceback([Keyword] PyObject? file = null, bool all_threads = true)
    {
        if (!Place(file, out int fd)) return null;
        StandardStreams.Flush();
        Write(fd, Traceback());
        return PyNone.None;
    }

    /// <summary>Writes where the main thread is after so many seconds.</summary>
    [PyFunction]
    public static PyObject? dump_traceback_later([Keyword] double timeout, bool repeat = false, PyObject? file = null, bool exit = false)
    {
        if (timeout <= 0) return PyErr.ValueError("timeout must be greater than 0");
        if (timeout > 4e6) return PyErr.Raise(Types.OverflowError, "timeout value is too large");
        if (!Place(file, out int fd)) return null;
        TimeSpan time = TimeSpan.FromSeconds(timeout);
        string head = $"Timeout ({time:h\\:mm\\:ss}{(time.Milliseconds > 0 ? time.ToString("\\.ffffff", CultureInfo.InvariantCulture) : "")})!\n";
        cancel_dump_traceback_later();
        s_timer = new Timer(_ =>
        {
            Write(fd, head);
            Pending.Add(() =>
            {
                Write(fd, Traceback());
                if (exit) Libc._exit(1);
                return true;
            });
            if (!exit) return;
            // A thread that waits in the system never comes to say where it is.
            Thread.Sleep(Patience);
            Libc._exit(1);
        }, null, time, repeat ? time : Timeout.InfiniteTimeSpan);
        return PyNone.None;
    }

    [PyFunction]
    public static void cancel_dump_traceback_later()
    {
        s_timer?.Dispose();
        s_timer = null;
    }
}
