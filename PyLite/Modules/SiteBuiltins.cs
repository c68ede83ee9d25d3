using MetaJit;
using PyLite.Importing;
using PyLite.Interpreter;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>
/// The builtins that CPython's site module adds: help, exit, quit, copyright, credits, license. They are the library's own, and are made when a program
/// asks for one; without a library exit and quit stay the plain functions they were, and the others are not there.
/// </summary>
[DontLookInside]
internal static class SiteBuiltins
{
    public static void Add()
    {
        if (SearchPath.LibraryEntry is null || !SearchPath.Settings.UseSite) return;
        ModuleDict builtins = Builtins.Dict;
        foreach (string name in (string[])["exit", "quit"])
            builtins.SetLater(PyStr.Intern(name), () => Made("Quitter", new PyStr(name), new PyStr("Ctrl-D (i.e. EOF)")));
        builtins.SetLater(PyStr.Intern("help"), static () => Made("_Helper"));
        builtins.SetLater(PyStr.Intern("copyright"), static () => Made("_Printer", new PyStr("copyright"), SysModule.Module.Globals.Get("copyright") ?? PyStr.Empty));
        builtins.SetLater(PyStr.Intern("credits"), static () => Made("_Printer", new PyStr("credits"), new PyStr("PyLite is a part of MetaJit. The library in use is CPython's.")));
        builtins.SetLater(PyStr.Intern("license"), static () => Made("_Printer", new PyStr("license"), new PyStr("See the LICENSE of MetaJit, and https://www.python.org/psf/license/ for the library.")));
    }

    private static PyObject Made(string className, params PyObject[] arguments)
    {
        PyException? pending = PyErr.Current;
        PyErr.Current = null;
        PyObject? made = Imports.ImportModule("_sitebuiltins") is { } module && Attributes.Find(module, PyStr.Intern(className)) is { } type ? type.Call(arguments, null) : null;
        PyErr.Current = pending;
        return made ?? PyNone.None;
    }
}
