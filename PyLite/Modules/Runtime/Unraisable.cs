using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Exceptions that nobody can catch, because no code of the program has called what raised them.</summary>
[DontLookInside]
internal static class Unraisable
{
    /// <summary>What is said where nothing more is known.</summary>
    public const string Usual = "Exception ignored in: ";

    /// <summary>Gives the exception to the program's <c>sys.unraisablehook</c>, or shows it on standard error.</summary>
    /// <param name="what">What was going on: "Exception ignored in: ".</param>
    /// <param name="where">The function or object it happened in.</param>
    public static void Write(string what, PyObject? where, PyException error)
    {
        string shown = where?.Repr()?.Value ?? "";
        PyErr.Current = null;
        if (SysModule.OwnUnraisableHook is { } hook)
        {
            PyObject message = what == Usual ? PyNone.None : new PyStr(what.TrimEnd(' ', ':'));
            PyObject args = SysModule.HookArgumentsOf(error.Type, error, (PyObject?)error.Traceback ?? PyNone.None, message, where ?? PyNone.None);
            if (hook.Call([args], null) is null) PyErr.Current = null;
            return;
        }
        StandardStreams.Flush();
        StandardStreams.CurrentError.Write($"{what}{shown}\n{Cli.TracebackPrinter.Format(error)}");
    }
}
