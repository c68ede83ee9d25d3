using PyLite.Compiling;
using PyLite.Interpreter;

namespace PyLite.Objects;

/// <summary>Functions, methods, builtin functions and cells as programs see them.</summary>
public static class FunctionMethods
{
    private static PyFunction F(PyObject o) => (PyFunction)o;

    private static bool Must(string what) => PyErr.Fail(Types.TypeError, what);

    // ---- functions

    /// <summary><c>types.FunctionType(code, globals, name=None, argdefs=None, closure=None)</c></summary>
    public static PyObject? Make(PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.Parse("function", args, keywords, ["code", "globals", "name", "argdefs", "closure"], 2, out PyObject?[] v)) return null;
        if (v[0] is not PyCode code) return PyErr.TypeError($"function() argument 'code' must be code, not {v[0]!.Type.Name}");
        if (ModuleDict.Of(v[1]!) is not { } globals) return PyErr.TypeError($"function() argument 'globals' must be dict, not {v[1]!.Type.Name}");
        if (v[2] is not (null or PyNone or PyStr)) return PyErr.TypeError("arg 3 (name) must be None or string");
        if (v[3] is not (null or PyNone or PyTuple)) return PyErr.TypeError("arg 4 (defaults) must be None or tuple");
        var closure = v[4] as PyTuple;
        if (closure == null && v[4] is not (null or PyNone) || closure == null && code.FreeCount > 0)
            return PyErr.TypeError(code.FreeCount > 0 ? "arg 5 (closure) must be tuple" : "arg 5 (closure) must be None or tuple");
        int cells = closure?.Items.Length ?? 0;
        if (cells != code.FreeCount) return PyErr.ValueError($"{code.Name} requires closure of length {code.FreeCount}, not {cells}");
        if (closure != null && Array.Find(closure.Items, c => c is not PyCell) is { } other) return PyErr.TypeError($"arg 5 (closure) expected cell, found {other.Type.Name}");
        var f = new PyFunction(code, globals, (v[3] as PyTuple)?.Items ?? Calls.NoArguments, null,
            closure == null ? PyFunction.NoClosure : Array.ConvertAll(closure.Items, c => (PyCell)c));
        if (code.Globals == null) code.Bind(globals);
        if (v[2] is PyStr name) f.Name = name.Value;
        return f;
    }

    public static void PopulateFunction(PyType t)
    {
        Define.New(t, (args, keywords) => Make(Calls.Rest(args), keywords));
        SlotMethods.Text(t);
        t.MethodAny("__call__", (args, keywords) => args[0].Call(Calls.Rest(args), keywords));
        t.Method("__get__", (self, instance) => instance is PyNone ? PyErr.TypeError("__get__(None, None) is invalid") : new PyBoundMethod(self, instance),
            (self, instance, owner) => instance is PyNone ? owner is PyNone ? PyErr.TypeError("__get__(None, None) is invalid") : self : new PyBoundMethod(self, instance));
        t.Property("__name__", self => Define.Name(F(self).Name), (self, value) =>
        {
            if (UserSlots.UnwrapOrNull(value) is not PyStr s) return Must("__name__ must be set to a string object");
            F(self).Name = s.Value;
            return true;
        });
        t.Property("__qualname__", self => Define.Name(F(self).QualName), (self, value) =>
        {
            if (UserSlots.UnwrapOrNull(value) is not PyStr s) return Must("__qualname__ must be set to a string object");
            F(self).QualName = s.Value;
            return true;
        });
        t.Property("__doc__", self => F(self).Doc ?? F(self).Code.Doc, (self, value) =>
        {
            F(self).Doc = value ?? PyNone.None;
            return true;
        });
        t.Property("__module__", self => F(self).Module, (self, value) =>
        {
            F(self).Module = value ?? PyNone.None;
            return true;
        });
        t.Property("__code__", self => F(self).Code, (self, value) =>
        {
            if (value is not PyCode code) return Must("__code__ must be set to a code object");
            if (code.FreeCount != F(self).Closure.Length)
                return PyErr.Fail(Types.ValueError, $"{F(self).Name}() requires a code object with {F(self).Closure.Length} free vars, not {code.FreeCount}");
            F(self).Code = code;
            return true;
        });
        t.Member("__globals__", self => F(self).Globals.Visible);
        t.Member("__builtins__", self => F(self).Globals.VisibleBuiltins);
        t.Property("__defaults__", self => F(self).Defaults.Length == 0 ? PyNone.None : new PyTuple(F(self).Defaults), (self, value) =>
        {
            if (UserSlots.UnwrapOrNull(value) is not (null or PyNone or PyTuple)) return Must("__defaults__ must be set to a tuple object");
            F(self).Defaults = UserSlots.UnwrapOrNull(value) is PyTuple tuple ? tuple.Items : Calls.NoArguments;
            return true;
        });
        t.Property("__kwdefaults__", self => (PyObject?)F(self).KeywordDefaults ?? PyNone.None, (self, value) =>
        {
            if (UserSlots.UnwrapOrNull(value) is not (null or PyNone or PyDict)) return Must("__kwdefaults__ must be set to a dict object");
            F(self).KeywordDefaults = UserSlots.UnwrapOrNull(value) as PyDict;
            return true;
        });
        t.Member("__closure__", self => F(self).Closure.Length == 0 ? PyNone.None : new PyTuple([.. F(self).Closure]));
        t.Property("__annotations__", self => AnnotationsOf(F(self)), (self, value) =>
        {
            if (value is not (null or PyNone or PyDict)) return Must("__annotations__ must be set to a dict object");
            F(self).Annotations = value as PyDict;
            return true;
        });
        t.Property("__dict__", self => F(self).Dict ??= new PyDict(), (self, value) =>
        {
            if (value is not PyDict dict) return Must($"__dict__ must be set to a dictionary, not a '{(value ?? PyNone.None).Type.Name}'");
            F(self).Dict = dict;
            return true;
        });
    }

    private static PyObject AnnotationsOf(PyFunction f)
    {
        if (f.Annotations is PyTuple pairs)
        {
            var dict = new PyDict();
            for (int i = 0; i + 1 < pairs.Items.Length; i += 2) dict.Set(pairs.Items[i], pairs.Items[i + 1]);
            f.Annotations = dict;
        }
        return f.Annotations ??= new PyDict();
    }

    // ---- methods

    public static PyObject? MakeMethod(PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.NoKeywords("method", keywords) || !Define.Count("method", args, 2, 2)) return null;
        if (!args[0].IsCallable) return PyErr.TypeError("first argument must be callable");
        return args[1] is PyNone ? PyErr.TypeError("instance must not be None") : new PyBoundMethod(args[0], args[1]);
    }

    public static void PopulateMethod(PyType t)
    {
        Define.New(t, (args, keywords) => MakeMethod(Calls.Rest(args), keywords));
        SlotMethods.Text(t);
        SlotMethods.Hash(t);
        SlotMethods.Compare(t, ordered: true);
        t.MethodAny("__call__", (args, keywords) => args[0].Call(Calls.Rest(args), keywords));
        t.MethodArgs("__get__", (args, keywords) => args[0]);
        t.Member("__func__", self => ((PyBoundMethod)self).Function);
        t.Member("__self__", self => ((PyBoundMethod)self).Self);
        t.Property("__doc__", self => ((PyBoundMethod)self).Function.GetAttr(Names.Doc));
        t.Method("__reduce__", self =>
        {
            var m = (PyBoundMethod)self;
            return m.Function.GetAttr(Names.Name) is { } name ? new PyTuple([Modules.Builtins.Dict.Get("getattr")!, new PyTuple([m.Self, name])]) : null;
        });
    }

    // ---- builtin functions and methods

    private static PyBuiltin B(PyObject o) => o switch
    {
        PyBuiltin b => b,
        PyClassMethod m => (PyBuiltin)m.Function,
        _ => (PyBuiltin)((PyBoundMethod)o).Function,
    };

    private static readonly PyModule BuiltinsModule = Modules.Builtins.Module;

    public static void PopulateBuiltin(PyType t)
    {
        bool isMethod = t != Types.BuiltinFunction && t != Types.MethodWrapper;
        SlotMethods.Text(t);
        SlotMethods.Hash(t);
        SlotMethods.Compare(t, ordered: true);
        t.MethodAny("__call__", (args, keywords) => args[0].Call(Calls.Rest(args), keywords));
        if (isMethod) t.Member("__name__", self => Define.Str(B(self).Name));
        else t.Property("__name__", self => Define.Str(B(self).Name));
        t.Property("__qualname__", self => Define.Str((B(self).Owner ?? B(self).Self ?? B(self).Class) is { } type ? $"{type.QualName}.{B(self).Name}" : B(self).Name));
        t.Property("__doc__", self => ((B(self).Owner?.ModuleText() == "builtins" ? Modules.BuiltinDocs.Of(B(self))?.Doc : null) ?? B(self).Parameters?.Doc ?? Modules.BuiltinDocs.Of(B(self))?.Doc) is { } doc ? Define.Str(doc) : PyNone.None);
        t.Property("__text_signature__", self => (B(self).Parameters?.Text ?? Modules.BuiltinDocs.Of(B(self))?.Signature) is { } signature ? Define.Str(signature) : PyNone.None);
        if (isMethod)
        {
            t.Member("__objclass__", self => B(self).Owner ?? B(self).Class ?? Types.Object);
            t.MethodArgs("__get__", (args, keywords) =>
                args.Length > 1 && args[1] is not PyNone ? args[0].DescriptorGet(args[1], args[1].Type) : args[0]);
        }
        else
        {
            if (t == Types.MethodWrapper) t.Member("__objclass__", self => B(self).Owner!);
            else t.Member("__module__", self => self is PyBuiltin { Self: null, Class: null } f ? Define.Str(f.Module) : PyNone.None);
            t.Property("__self__", self => self is PyBoundMethod m ? m.Self : (PyObject?)B(self).Self ?? (Imports.Modules.GetStr(new PyStr(B(self).Module)) ?? BuiltinsModule));
        }
        t.Method("__reduce__", self =>
        {
            if (self is PyClassMethod) return PyErr.TypeError($"cannot pickle '{self.Type.Name}' object");
            PyBuiltin b = B(self);
            if (self is PyBoundMethod m) return new PyTuple([Modules.Builtins.Dict.Get("getattr")!, new PyTuple([m.Self, Define.Str(b.Name)])]);
            if ((b.Owner ?? b.Self) is { } type) return new PyTuple([Modules.Builtins.Dict.Get("getattr")!, new PyTuple([type, Define.Str(b.Name)])]);
            return Define.Str(b.Name);
        });
    }

    // ---- cells

    public static PyObject? MakeCell(PyObject[] args, PyStr[]? keywords) =>
        Define.NoKeywords("cell", keywords) && Define.Count("cell", args, 0, 1) ? new PyCell(args.Length > 0 ? args[0] : null) : null;

    public static void PopulateCell(PyType t)
    {
        Define.New(t, (args, keywords) => MakeCell(Calls.Rest(args), keywords));
        SlotMethods.Text(t);
        SlotMethods.Compare(t, ordered: true);
        t.Set("__hash__", PyNone.None);
        t.Property("cell_contents", self => ((PyCell)self).Value ?? PyErr.ValueError("Cell is empty"), (self, value) =>
        {
            ((PyCell)self).Value = value;
            return true;
        });
    }
}
