using System.Runtime.InteropServices;
using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>OSError from the system's error numbers.</summary>
[DontLookInside]
internal static class SystemErrors
{
    public const int NotFound = 2, Interrupted = 4, BadDescriptor = 9, Again = 11, Access = 13, Exists = 17, IsDirectory = 21, Invalid = 22, TooManyOpen = 24, BrokenPipe = 32;

    /// <summary>The number of the C library's function that failed last on this thread.</summary>
    public static int Last => Marshal.GetLastPInvokeError();

    /// <summary>Raises OSError with the last number; null.</summary>
    public static PyObject? Raise(PyObject? file = null, PyObject? other = null) => Raise(Last, file, other);

    public static PyObject? Raise(int number, PyObject? file = null, PyObject? other = null)
    {
        PyObject text = new PyStr(Message(number));
        file = Shown(file);
        other = Shown(other);
        if (other is not null) return PyErr.RaiseWithArgs(Types.OSError, new PyInt(number), text, file ?? PyNone.None, PyNone.None, other);
        return file is null ? PyErr.RaiseWithArgs(Types.OSError, new PyInt(number), text) : PyErr.RaiseWithArgs(Types.OSError, new PyInt(number), text, file);
    }

    /// <summary>What an error tells of a file: of a path-like object its text.</summary>
    private static PyObject? Shown(PyObject? file) => file is PyInstance { Native: null } && FileNames.Plain(file) is { } plain ? plain : file;

    public static bool Fail(PyObject? file = null)
    {
        Raise(file);
        return false;
    }

    /// <summary>The system's words for a number.</summary>
    public static string Message(int number) => Marshal.PtrToStringUTF8(Libc.strerror(number)) ?? $"Unknown error {number}";
}
