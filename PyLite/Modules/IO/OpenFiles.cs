using System.Collections.Concurrent;
using MetaJit;
using PyLite.Interpreter;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>
/// The files that are open and that the program may have let go of. CPython closes a file as soon as nothing holds it; here that is known
/// only after a collection. So files are closed then, or when the program ends; and what a program has written to a file it did not close
/// is written out before anybody else looks: when the file is opened again, asked about or renamed, or a process is started.
/// </summary>
[DontLookInside]
internal static class OpenFiles
{
    private static readonly Dictionary<long, WeakReference<PyIOBase>> Known = [];

    /// <summary>Those that are written to, with their full paths; there are few.</summary>
    private static readonly Dictionary<long, string> Written = [];

    private static readonly ConcurrentQueue<PyIOBase> Gone = new();
    private static long s_next;
    private static int s_isAsked;

    /// <summary>Goes together with its file, and tells when that is.</summary>
    internal sealed class Watcher(PyIOBase file, long number)
    {
        public long Number => number;

        ~Watcher()
        {
            Gone.Enqueue(file);
            if (Interlocked.Exchange(ref s_isAsked, 1) == 0) Pending.Add(CloseGone);
        }
    }

    /// <summary>Has the file closed when nothing holds it any more. The path is given for files that are written to.</summary>
    public static PyIOBase Watch(PyIOBase file, PyObject? path = null)
    {
        long number = file.Watcher?.Number ?? s_next++;
        file.Watcher ??= new Watcher(file, number);
        Known[number] = new WeakReference<PyIOBase>(file);
        if (path is not null && FullPath(path) is { } full) Written[number] = full;
        return file;
    }

    /// <summary>The file is closed, or is not to be.</summary>
    public static void Forget(PyIOBase file)
    {
        if (file.Watcher is not { } watcher) return;
        GC.SuppressFinalize(watcher);
        Known.Remove(watcher.Number);
        Written.Remove(watcher.Number);
        file.Watcher = null;
    }

    private static string? FullPath(PyObject path)
    {
        PyException? pending = PyErr.Current;
        string? full = UserSlots.Unwrap(path) is PyInt or PyBool || FileNames.ForSystem(path) is not { } name ? null : FullPath(name);
        PyErr.Current = pending;
        return full;
    }

    private static string FullPath(byte[] name)
    {
        string path = FileNames.Decode(name).Value;
        try
        {
            return Path.GetFullPath(path);
        }
        catch (Exception e) when (e is ArgumentException or IOException or UnauthorizedAccessException or System.Security.SecurityException)
        {
            return path;
        }
    }

    /// <summary>Writes out what is buffered for the file of this name, which ends in a zero.</summary>
    public static void Settle(byte[] name)
    {
        if (Written.Count == 0) return;
        string full = FullPath(name);
        foreach ((long number, string path) in Written.ToArray())
            if (path == full) Flush(number);
    }

    /// <summary>Writes out what is buffered for any file.</summary>
    public static void SettleAll()
    {
        if (Written.Count == 0) return;
        foreach (long number in Written.Keys.ToArray()) Flush(number);
    }

    private static void Flush(long number)
    {
        if (!Known.TryGetValue(number, out WeakReference<PyIOBase>? reference)) return;
        if (!reference.TryGetTarget(out PyIOBase? file))
        {
            // Found by a collection, and still to be closed.
            CloseFound();
            return;
        }
        Quietly(() => file.flush());
    }

    /// <summary>Closes what collections have found.</summary>
    private static bool CloseGone()
    {
        Volatile.Write(ref s_isAsked, 0);
        while (Gone.TryDequeue(out PyIOBase? file))
        {
            if (file.HoldsDescriptor) Quietly(() => WarningsModule.Warn(Types.ResourceWarning, $"unclosed file {file.Repr()?.Value}") ? PyNone.None : null);
            Close(file);
        }
        return true;
    }

    /// <summary>Has a collection look for files that nothing holds: there may be no more descriptors.</summary>
    public static void Collect()
    {
        GC.Collect();
        CloseFound();
    }

    /// <summary>Closes what collections have found, at once.</summary>
    public static void CloseFound()
    {
        GC.WaitForPendingFinalizers();
        CloseGone();
    }

    private static void Close(PyIOBase file)
    {
        Forget(file);
        Quietly(() => file.close());
    }

    /// <summary>The program ends: closes texts and what writes into files of the program's classes, or all.</summary>
    public static void CloseAll(bool texts)
    {
        if (Known.Values.Any(reference => !reference.TryGetTarget(out _))) CloseFound();
        foreach (WeakReference<PyIOBase> reference in Known.Values.ToArray())
            if (reference.TryGetTarget(out PyIOBase? file) && (!texts || file is PyTextIOWrapper or PyBuffered { IsOverFile: false })) Close(file);
    }

    private static void Quietly(Func<PyObject?> work)
    {
        PyException? pending = PyErr.Current, handled = PyErr.Handled;
        PyErr.Current = PyErr.Handled = null;
        work();
        (PyErr.Current, PyErr.Handled) = (pending, handled);
    }
}
