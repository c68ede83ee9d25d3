using MetaJit;
using PyLite.Compiling;
using PyLite.Modules;
using PyLite.Objects;

namespace PyLite.Interpreter;

/// <summary>Names: locals, cells, globals, and the namespaces of class bodies.</summary>
public static class Variables
{
    public static PyObject? LoadGlobal(PyFrame frame, PyStr name)
    {
        ModuleDict globals = Jit.Promote(frame.Globals);
        if (globals.IsProgramDict && globals.Visible is PyInstance derived)
        {
            // A class derived from dict has its own ways to find an item.
            PyObject? value = FromOwn(derived, name);
            return value ?? (PyErr.Current == null ? LoadBuiltin(globals, name) : null);
        }
        return globals.Get(name) ?? LoadBuiltin(globals, name);
    }

    private static PyObject? LoadBuiltin(ModuleDict globals, PyStr name)
    {
        // Only globals that a program made may name builtins of their own.
        if (globals.IsProgramDict && globals.GivenBuiltins is { } own) return FromOwn(own, name) ?? (PyErr.Current == null ? UndefinedName(name) : null);
        return Builtins.Dict.Get(name) ?? UndefinedName(name);
    }

    /// <summary>A name in what a program gave as globals or <c>__builtins__</c>; null without an exception: not there.</summary>
    [DontLookInside]
    private static PyObject? FromOwn(PyObject own, PyStr name)
    {
        if (own is PyModule module) return module.Globals.Get(name);
        if (own is PyDict dict) return dict.GetStr(name);
        if (own is ModuleDict variables) return variables.Get(name);
        PyObject? value = own.GetItem(name);
        if (value == null) PyErr.TakeIf(Types.KeyError);
        return value;
    }

    public static bool LoadBuildClass(PyFrame frame, int sp)
    {
        PyObject? build = ClassBuilder.BuildClass;
        if (frame.Globals is { IsProgramDict: true, GivenBuiltins: { } own })
        {
            build = FromOwn(own, PyStr.Intern("__build_class__"));
            if (build == null) return PyErr.Current == null && PyErr.Fail(Types.NameError, "__build_class__ not found");
        }
        frame.Slots[sp].V = build;
        return true;
    }

    [DontLookInside]
    private static PyObject? UndefinedName(PyStr name) =>
        PyErr.Raise(new PyException(Types.NameError, new PyTuple([new PyStr($"name '{name.Value}' is not defined")])) { MissingName = name.Value });

    [DontLookInside]
    public static void Unbound(PyCode code, int slot) =>
        PyErr.Raise(Types.UnboundLocalError, $"cannot access local variable '{code.SlotNames[slot].Value}' where it is not associated with a value");

    [DontLookInside]
    public static void UnboundCell(PyCode code, int slot)
    {
        if (slot < code.LocalCount + code.CellCount) Unbound(code, slot);
        else PyErr.Raise(Types.NameError, $"cannot access free variable '{code.SlotNames[slot].Value}' where it is not associated with a value in enclosing scope");
    }

    public static bool DeleteFast(PyCode code, PyFrame frame, int slot)
    {
        if (frame.Slots[slot].V == null)
        {
            Unbound(code, slot);
            return false;
        }
        frame.Slots[slot].V = null;
        return true;
    }

    public static bool DeleteCell(PyCode code, PyFrame frame, int slot)
    {
        var cell = (PyCell)frame.Slots[slot].V!;
        if (cell.Value == null)
        {
            UnboundCell(code, slot);
            return false;
        }
        cell.Value = null;
        return true;
    }

    public static bool LoadClassDeref(PyCode code, PyFrame frame, int slot, int sp)
    {
        PyObject? value = FromNamespace(frame.Namespace!, code.SlotNames[slot]);
        if (value == null && PyErr.Current != null) return false;
        value ??= ((PyCell)frame.Slots[slot].V!).Value;
        if (value == null)
        {
            UnboundCell(code, slot);
            return false;
        }
        frame.Slots[sp].V = value;
        return true;
    }

    [DontLookInside]
    private static PyObject? FromNamespace(PyObject space, PyStr name)
    {
        if (space is PyDict d) return d.GetStr(name);
        if (space is ModuleDict m) return m.Get(name);
        PyObject? value = space.GetItem(name);
        if (value == null) PyErr.TakeIf(Types.KeyError);
        return value;
    }

    [DontLookInside]
    public static bool DeleteGlobal(ModuleDict globals, PyStr name) => globals.Remove(name) || UndefinedName(name) != null;

    public static PyObject? LoadName(PyFrame frame, PyStr name)
    {
        if (frame.Namespace is { } space)
        {
            PyObject? value = FromNamespace(space, name);
            if (value != null || PyErr.Current != null) return value;
        }
        return LoadGlobal(frame, name);
    }

    public static bool StoreName(PyFrame frame, PyStr name, PyObject value)
    {
        if (frame.Namespace is { } space) return space is PyDict d ? d.SetStr(name, value) : space.SetItem(name, value);
        frame.Globals.Set(name, value);
        return true;
    }

    public static bool DeleteName(PyFrame frame, PyStr name)
    {
        if (frame.Namespace is not { } space) return DeleteGlobal(frame.Globals, name);
        if (space.DelItem(name)) return true;
        if (PyErr.TakeIf(Types.KeyError)) UndefinedName(name);
        return false;
    }

    public static void SetupAnnotations(PyFrame frame)
    {
        if (frame.Namespace is { } space)
        {
            if (FromNamespace(space, Names.Annotations) == null) space.SetItem(Names.Annotations, new PyDict());
        }
        else if (frame.Globals.Get(Names.Annotations) == null)
        {
            frame.Globals.Set(Names.Annotations, new PyDict());
        }
    }

    public static bool PrintExpression(PyObject value)
    {
        if (SysModule.IsMade && SysModule.Module.Globals.Get("displayhook") is var hook && !ReferenceEquals(hook, SysModule.Module.Globals.Get("__displayhook__")))
            return hook is null ? PyErr.Fail(Types.RuntimeError, "lost sys.displayhook") : Calls.Call1(hook, value) is not null;
        return Display(value);
    }

    /// <summary>What <c>sys.displayhook</c> does of itself.</summary>
    public static bool Display(PyObject value)
    {
        if (value == PyNone.None) return true;
        // While it is printed it is not yet the last value: to print that is no loop.
        Builtins.Dict.Set(Names.Underscore, PyNone.None);
        if (value.Repr() is not { } text) return false;
        if (!StandardStreams.Print(text.Value + "\n")) return false;
        Builtins.Dict.Set(Names.Underscore, value);
        return true;
    }

    [DontLookInside]
    public static void Unsupported(PyCode code, int pc) =>
        PyErr.Raise(Types.NotImplementedError, $"PyLite does not have this yet: {(Op)(code.Code[pc] & 255)}");
}
