using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Exceptions that nobody can catch, because no code of the program has called what raised them.</summary>
[DontLookInside]
internal static class Unraisable
{
    /// <summary>Shows the exception on standard error.</summary>
    /// <param name="what">What was going on: "Exception ignored in: ".</param>
    /// <param name="where">The function or object it happened in.</param>
    public static void Write(string what, PyObject? where, PyException error)
    {
        string shown = where?.Repr()?.Value ?? "";
        PyErr.Current = null;
        StandardStreams.Flush();
        StandardStreams.CurrentError.Write($"{what}{shown}\n{Cli.TracebackPrinter.Format(error)}");
    }
}
