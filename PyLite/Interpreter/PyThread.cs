using System.Runtime.InteropServices;
using PyLite.Objects;

namespace PyLite.Interpreter;

/// <summary>A thread that runs Python code, and the state of the interpreter that is its own while another has the lock.</summary>
public sealed class PyThread
{
    private static long s_count;

    [ThreadStatic] private static PyThread? t_current;

    private PyException? _error, _handled;
    private long _depth;

    [DllImport("libc")] private static extern nint pthread_self();

    private PyThread() => Identity = OperatingSystem.IsWindows() ? 0x7f0000000000 + ++s_count * 0x1000 : pthread_self();

    /// <summary>The thread that began the program.</summary>
    public static PyThread? Main { get; private set; }

    /// <summary>The calling thread.</summary>
    public static PyThread Current => t_current ??= Begin();

    public bool IsMain => ReferenceEquals(this, Main);

    /// <summary>What <c>get_ident</c> shows: what the system's functions know the thread by. Made on the thread itself.</summary>
    public long Identity { get; }

    /// <summary>What is to be done when the thread ends.</summary>
    public Action? Ended { get; set; }

    private static PyThread Begin()
    {
        var thread = new PyThread();
        Main ??= thread;
        return thread;
    }

    /// <summary>Takes the interpreter's state, which belongs to this thread.</summary>
    public void Save()
    {
        _error = PyErr.Current;
        _handled = PyErr.Handled;
        _depth = Recursion.Depth;
    }

    /// <summary>Gives the interpreter this thread's state.</summary>
    public void Restore()
    {
        PyErr.Current = _error;
        PyErr.Handled = _handled;
        Recursion.Depth = _depth;
        _error = _handled = null;
    }
}
