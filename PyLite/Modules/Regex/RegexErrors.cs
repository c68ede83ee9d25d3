using MetaJit;
using PyLite.Interpreter;
using PyLite.Objects;

namespace PyLite.Modules.Regex;

/// <summary>Errors and warnings about patterns: <c>re.error</c> is a class written in Python.</summary>
[DontLookInside]
internal static class RegexErrors
{
    private static PyModule? Module(string name) =>
        Imports.Import(name, null, PyNone.None, new PyInt(0)) as PyModule;

    public static void Raise(RegexSyntaxException e, PyObject source)
    {
        if (e.Type is { } type)
        {
            PyErr.Raise(type, e.Message);
            return;
        }
        if (Module("re")?.GetAttr(PyStr.Intern("error")) is not { } error) return;
        PyObject[] arguments = e.Position < 0 ? [new PyStr(e.Message)] : [new PyStr(e.Message), source, new PyInt(e.Position)];
        if (error.Call(arguments, null) is PyException made) PyErr.Raise(made);
    }

    /// <summary>Warns the caller of the function in <c>re</c>; a warning may become an exception, which is pending then.</summary>
    public static void Warn(PyType category, string message)
    {
        if (Module("warnings") is not { } warnings)
        {
            PyErr.TakeIf(Types.ModuleNotFoundError);
            return;
        }
        if (warnings.GetAttr(PyStr.Intern("warn")) is { } warn) warn.Call([new PyStr(message), category, new PyInt(3)], null);
    }
}
