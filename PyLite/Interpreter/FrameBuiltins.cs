using MetaJit;
using PyLite.Compiling;
using PyLite.Modules;
using PyLite.Objects;

namespace PyLite.Interpreter;

/// <summary>Builtins that look at the frame that calls them: <c>globals</c>, <c>locals</c>, <c>vars</c>, <c>dir</c>, <c>eval</c>, <c>exec</c>.</summary>
[DontLookInside]
public static class FrameBuiltins
{
    /// <summary>Whether what is called may look at the frame: the compiler knows names only.</summary>
    [LookInside]
    public static bool WantsFrame(PyObject callable, int arguments) =>
        callable is PyBuiltin { Owner: null } || arguments == 0 && callable is PyType type && type.IsSubtype(Types.Super);

    public static bool Call(PyCode code, PyFrame frame, int sp, int count)
    {
        Jit.ForceVirtualizable(frame);
        int at = sp - count - 1;
        var args = new PyObject[count];
        for (int i = 0; i < count; i++) args[i] = frame.Slots[at + 1 + i].V!;
        PyObject? result = Dispatch(code, frame, frame.Slots[at].V!, args);
        if (result == null) return false;
        for (int i = at + 1; i < sp; i++) frame.Slots[i].V = null;
        frame.Slots[at].V = result;
        return true;
    }

    private static PyObject? Dispatch(PyCode code, PyFrame frame, PyObject callable, PyObject[] args)
    {
        if (callable is PyBuiltin { Owner: null } b && ReferenceEquals(Builtins.Dict.Get(b.Name), callable))
        {
            switch (b.Name)
            {
                case "globals" when args.Length == 0: return frame.Globals.Visible;
                case "locals" when args.Length == 0: return Locals(code, frame);
                case "vars" when args.Length == 0: return Locals(code, frame);
                case "dir" when args.Length == 0: return Names_(Locals(code, frame));
                case "eval" or "exec": return Evaluate(code, frame, args, b.Name == "eval" ? CompileMode.Eval : CompileMode.Exec);
            }
        }
        if (args.Length == 0 && callable is PyType type && type.IsSubtype(Types.Super)) return CallSuper(code, frame, type);
        return callable.Call(args, null);
    }

    /// <summary><c>super</c> without arguments, by whatever name.</summary>
    private static PyObject? CallSuper(PyCode code, PyFrame frame, PyType type)
    {
        Jit.ForceVirtualizable(frame);
        if (code.ArgCount == 0) return PyErr.Raise(Types.RuntimeError, "super(): no arguments");
        PyObject? first = frame.Slots[0].V;
        if (first is PyCell cell) first = cell.Value;
        if (first == null) return PyErr.Raise(Types.RuntimeError, "super(): arg[0] deleted");
        int free = code.LocalCount + code.CellCount;
        int at = Array.FindIndex(code.SlotNames, free, name => name.Value == "__class__");
        if (at < 0) return PyErr.Raise(Types.RuntimeError, "super(): __class__ cell not found");
        return frame.Slots[at].V is PyCell { Value: { } owner }
            ? type.Call([owner, first], null) : PyErr.Raise(Types.RuntimeError, "super(): empty __class__ cell");
    }

    /// <summary>The variables; of a function it is the same dict each time, which is brought up to date.</summary>
    internal static PyObject Locals(PyCode code, PyFrame frame)
    {
        Jit.ForceVirtualizable(frame);
        if ((code.Flags & CodeFlags.Optimized) == 0) return frame.Namespace ?? frame.Globals.Visible;
        if (frame.Namespace is not (null or PyDict)) return frame.Namespace;
        var locals = (PyDict)(frame.Namespace ??= new PyDict());
        for (int i = 0; i < code.SlotNames.Length; i++)
        {
            PyObject? value = frame.Slots[i].V;
            if (value is PyCell cell) value = cell.Value;
            if (value != null) locals.SetStr(code.SlotNames[i], value);
            else locals.Remove(code.SlotNames[i]);
        }
        return locals;
    }

    private static PyObject? Names_(PyObject locals)
    {
        if ((locals is PyDict or ModuleDict ? locals : Calls.Method(locals, "keys")) is not { } keys || Sequences.ToList(keys) is not { } names) return null;
        var list = new PyList(names);
        return Sorting.Sort(list) ? list : null;
    }

    private static PyObject? Evaluate(PyCode caller, PyFrame frame, PyObject[] args, CompileMode mode)
    {
        string function = mode == CompileMode.Eval ? "eval" : "exec";
        if (!Define.Count(function, args, 1, 3)) return null;
        PyObject globals = args.Length > 1 && args[1] is not PyNone ? args[1] : frame.Globals.Visible;
        PyObject locals = args.Length > 2 && args[2] is not PyNone ? args[2] : args.Length > 1 && args[1] is not PyNone ? globals : Locals(caller, frame);
        if (args[0] is not PyCode code)
        {
            if (Compilation.Source(args[0], $"{function}() arg 1 must be a string, bytes or code object", "<string>") is not { } source) return null;
            PyCode? compiled = Compilation.Compile(mode == CompileMode.Eval ? source.TrimStart(' ', '\t') : source, "<string>", mode);
            if (compiled == null) return null;
            code = compiled;
        }
        return RunIn(code, globals, locals, mode);
    }

    /// <summary>Runs code with a dict (or module globals) as globals and any mapping as namespace.</summary>
    public static PyObject? RunIn(PyCode code, PyObject globals, PyObject locals, CompileMode mode = CompileMode.Exec, PyObject? closure = null)
    {
        PyObject[] cells = [];
        if (code.FreeCount > 0)
        {
            if (mode == CompileMode.Eval) return PyErr.TypeError("code object passed to eval() may not contain free variables");
            if (closure is not PyTuple { Items: var given } || given.Length != code.FreeCount || !Array.TrueForAll(given, c => c is PyCell))
                return PyErr.TypeError($"code object requires a closure of exactly length {code.FreeCount}");
            cells = given;
        }
        else if (closure != null)
        {
            return PyErr.TypeError("cannot use a closure with this code object");
        }
        if (ModuleDict.Of(globals) is not { } variables) return PyErr.TypeError(mode == CompileMode.Eval ? "globals must be a dict" : $"exec() globals must be a dict, not {globals.Type.Name}");
        if (locals.Type.Lookup(Names.GetItem) == null) return PyErr.TypeError(mode == CompileMode.Eval ? "locals must be a mapping" : $"locals must be a mapping or None, not {locals.Type.Name}");
        // Instances of classes derived from dict may have their own ways to keep items.
        return Run(code, variables, ReferenceEquals(locals, globals) && globals is not PyInstance ? null : locals, cells);
    }

    private static PyObject? Run(PyCode code, ModuleDict globals, PyObject? locals, PyObject[] cells)
    {
        if (globals.Get(Names.Builtins) == null) globals.Set(Names.Builtins, Builtins.Dict);
        code.Bind(globals);
        var frame = new PyFrame(code, globals);
        Jit.FreshVirtualizable(frame);
        frame.Namespace = locals;
        for (int i = 0; i < cells.Length; i++) frame.Slots[code.LocalCount + code.CellCount + i].V = cells[i];
        return (code.Flags & CodeFlags.AnyGenerator) != 0 ? new PyGenerator(new PyFunction(code, globals, [], null, []), code, frame) : Evaluator.Execute(code, frame);
    }
}
