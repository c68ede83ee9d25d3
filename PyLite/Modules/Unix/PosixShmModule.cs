using System.Text;
using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>POSIX shared memory module</summary>
[PyModule("_posixshmem")]
[DontLookInside]
public static partial class PosixShmModule
{
    private const int CloseOnExec = 0x80000;

    private static byte[]? Path(string path)
    {
        if (!path.Contains('\0')) return [.. Encoding.UTF8.GetBytes(path), 0];
        PyErr.ValueError("embedded null character");
        return null;
    }

    /// <summary>Open a shared memory object.  Returns a file descriptor (integer).</summary>
    [PyFunction]
    public static PyObject? shm_open([Keyword] string path, int flags, int mode = 511)
    {
        if (Path(path) is not { } name) return null;
        int fd = Libc.shm_open(name, flags | CloseOnExec, mode);
        return fd < 0 ? SystemErrors.Raise(new PyStr(path)) : new PyInt(fd);
    }

    /// <summary>Remove a shared memory object (similar to unlink()).</summary>
    [PyFunction]
    public static PyObject? shm_unlink([Keyword] string path)
    {
        if (Path(path) is not { } name) return null;
        return Libc.shm_unlink(name) < 0 ? SystemErrors.Raise(new PyStr(path)) : PyNone.None;
    }
}
