using MetaJit;
using PyLite.Importing;
using PyLite.Interpreter;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>What <c>importlib</c> asks the runtime for.</summary>
[PyModule("_imp")]
[DontLookInside]
public static partial class ImpModule
{
    private static int s_locked;

    [PyConstant] private static PyObject check_hash_based_pycs => new PyStr("default");

    /// <summary>The endings of modules in machine code: there are none.</summary>
    [PyFunction]
    public static PyObject extension_suffixes() => new PyList();

    [PyFunction] public static bool lock_held() => s_locked > 0;
    [PyFunction] public static void acquire_lock() => s_locked++;

    [PyFunction]
    public static PyObject? release_lock()
    {
        if (s_locked == 0) return PyErr.Raise(Types.RuntimeError, "not holding the import lock");
        s_locked--;
        return PyNone.None;
    }

    /// <summary>1 for a module written in C#, else 0.</summary>
    [PyFunction]
    public static int is_builtin(string name) => BuiltinModules.Exists(name) ? name is "sys" or "builtins" ? -1 : 1 : 0;

    /// <summary>
    /// Whether the module is written in Python and part of the program. Not those that take the place of one of the library: a second copy of
    /// the import system would want of them what only CPython's own have.
    /// </summary>
    [PyFunction]
    public static bool is_frozen(string name) => IsEmbedded(name) && SearchPath.Library is null;

    private static bool IsEmbedded(string name) => EmbeddedModules.Exists(name) && (SearchPath.Library is null || ModuleTable.IsPreferred(name));

    [PyFunction]
    public static PyObject? is_frozen_package(string name) => IsEmbedded(name) ? PyBool.Of(EmbeddedModules.IsPackage(name)) : NoFrozen(name);

    private static PyObject? NoFrozen(string name) => ModuleLoader.Failed($"No such frozen object named {name}", name);

    [PyFunction]
    public static PyObject? get_frozen_object(string name, PyObject? data = null) => IsEmbedded(name) ? EmbeddedCode.Get(name, $"<frozen {name}>") : NoFrozen(name);

    [PyFunction]
    public static PyObject? find_frozen(string name, [KeywordOnly] bool withdata = false) =>
        IsEmbedded(name) ? new PyTuple([PyNone.None, PyBool.Of(EmbeddedModules.IsPackage(name)), new PyStr(name)]) : PyNone.None;

    [PyFunction]
    public static PyObject? init_frozen(string name) => IsEmbedded(name) ? Imports.ImportModule(name) : PyNone.None;

    [PyFunction("_frozen_module_names")]
    public static PyObject FrozenNames() => new PyList([.. EmbeddedModules.All.Where(IsEmbedded).Select(name => new PyStr(name))]);

    [PyFunction("_override_frozen_modules_for_tests")]
    public static void OverrideFrozen(int value) => _ = value;

    /// <summary>The module in C# that a spec names.</summary>
    [PyFunction]
    public static PyObject? create_builtin(PyObject spec)
    {
        if (spec.GetAttr(PyStr.Intern("name")) is not { } name) return null;
        if (UserSlots.Unwrap(name) is not PyStr text) return PyErr.TypeError("name must be string");
        if (Imports.Modules.GetStr(PyStr.Intern(text.Value)) is { } known) return known;
        return BuiltinModules.Create(text.Value) is { } made ? made : PyErr.Current is null ? PyNone.None : null;
    }

    [PyFunction] public static int exec_builtin(PyObject mod) => 0;

    [PyFunction]
    public static PyObject? create_dynamic(PyObject spec, PyObject? file = null)
    {
        string name = Attributes.Find(spec, PyStr.Intern("name")) is PyStr text ? text.Value : "?";
        PyErr.Current = null;
        return ModuleLoader.Failed($"module '{name}' is machine code made for CPython, which PyLite cannot load", name);
    }

    [PyFunction] public static int exec_dynamic(PyObject mod) => 0;

    [PyFunction("_fix_co_filename")]
    public static void FixFileName(PyObject code, PyObject path)
    {
    }

    /// <summary>A number for a source text: eight bytes.</summary>
    [PyFunction]
    public static PyObject source_hash(long key, ReadOnlySpan<byte> source)
    {
        ulong hash = 0xcbf29ce484222325 ^ (ulong)key;
        foreach (byte b in source) hash = (hash ^ b) * 0x100000001b3;
        return new PyBytes(BitConverter.GetBytes(hash));
    }
}
