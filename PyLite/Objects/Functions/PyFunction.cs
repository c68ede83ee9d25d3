using MetaJit;
using PyLite.Compiling;
using PyLite.Interpreter;

namespace PyLite.Objects;

/// <summary>A variable shared with inner functions.</summary>
public sealed class PyCell(PyObject? value) : PyObject
{
    public PyObject? Value = value;

    public override PyType Type => Types.Cell;
}

/// <summary>A function of the program.</summary>
public sealed class PyFunction : PyObject
{
    public readonly PyCode Code;
    public readonly ModuleDict Globals;

    [ImmutableArray] public readonly PyCell[] Closure;

    /// <summary>Defaults of the last positional parameters.</summary>
    [ImmutableArray] public readonly PyObject[] Defaults;
    public readonly PyDict? KeywordDefaults;

    /// <summary>The closure of a function without one.</summary>
    public static readonly PyCell[] NoClosure = new PyCell[0];

    public string Name;
    public string QualName;
    public PyObject? Doc;
    public PyObject? Annotations;
    public PyDict? Dict;

    public PyFunction(PyCode code, ModuleDict globals, PyObject[] defaults, PyDict? keywordDefaults, PyCell[] closure)
    {
        Code = code;
        Globals = globals;
        Defaults = defaults;
        KeywordDefaults = keywordDefaults;
        Closure = closure;
        Name = code.Name;
        QualName = code.QualName;
    }

    public override PyType Type => Types.Function;
    public override bool IsCallable => true;
    public override bool IsDescriptor => true;

    public override PyObject DescriptorGet(PyObject? instance, PyType owner) => instance == null ? this : new PyBoundMethod(this, instance);

    /// <summary>A frame with closure cells in place and arguments still missing.</summary>
    [UnrollSafe]
    public PyFrame NewFrame(PyCode code)
    {
        var frame = new PyFrame(code, Globals);
        if (code.FreeCount > 0)
        {
            int first = code.LocalCount + code.CellCount;
            for (int i = 0; i < code.FreeCount; i++) frame.Slots[first + i].V = Closure[i];
        }
        return frame;
    }

    /// <summary>Fills in defaults from parameter <paramref name="given"/> on; false when one has none.</summary>
    [UnrollSafe]
    public bool FillDefaults(PyCode code, PyFrame frame, int given)
    {
        int firstDefault = code.ArgCount - Defaults.Length;
        if (given < firstDefault) return false;
        for (int i = given; i < code.ArgCount; i++) frame.Slots[i].V = Defaults[i - firstDefault];
        return true;
    }

    public PyObject? Call0()
    {
        PyCode code = Jit.Promote(Code);
        if (!code.IsSimple || code.ArgCount - Defaults.Length > 0) return Call(Calls.NoArguments, null);
        PyFrame frame = NewFrame(code);
        return FillDefaults(code, frame, 0) ? Evaluator.Execute(code, frame) : null;
    }

    public PyObject? Call1(PyObject a)
    {
        PyCode code = Jit.Promote(Code);
        if (!code.IsSimple || code.ArgCount < 1 || code.ArgCount - Defaults.Length > 1) return Call([a], null);
        PyFrame frame = NewFrame(code);
        frame.Slots[0].V = a;
        return FillDefaults(code, frame, 1) ? Evaluator.Execute(code, frame) : null;
    }

    public PyObject? Call2(PyObject a, PyObject b)
    {
        PyCode code = Jit.Promote(Code);
        if (!code.IsSimple || code.ArgCount < 2 || code.ArgCount - Defaults.Length > 2) return Call([a, b], null);
        PyFrame frame = NewFrame(code);
        frame.Slots[0].V = a;
        frame.Slots[1].V = b;
        return FillDefaults(code, frame, 2) ? Evaluator.Execute(code, frame) : null;
    }

    public PyObject? Call3(PyObject a, PyObject b, PyObject c)
    {
        PyCode code = Jit.Promote(Code);
        if (!code.IsSimple || code.ArgCount < 3 || code.ArgCount - Defaults.Length > 3) return Call([a, b, c], null);
        PyFrame frame = NewFrame(code);
        frame.Slots[0].V = a;
        frame.Slots[1].V = b;
        frame.Slots[2].V = c;
        return FillDefaults(code, frame, 3) ? Evaluator.Execute(code, frame) : null;
    }

    [UnrollSafe]
    public override PyObject? Call(PyObject[] args, PyStr[]? keywords)
    {
        PyCode code = Jit.Promote(Code);
        int given = args.Length;
        if (keywords == null && code.HasPlainParameters && given <= code.ArgCount && given >= code.ArgCount - Defaults.Length)
        {
            PyFrame direct = NewFrame(code);
            for (int i = 0; i < given; i++) direct.Slots[i].V = args[i];
            return FillDefaults(code, direct, given) ? Start(direct) : null;
        }
        PyFrame? frame = ArgumentBinder.Bind(this, args, keywords);
        return frame == null ? null : Start(frame);
    }

    /// <summary>Runs a frame whose arguments are bound, or makes the generator of it.</summary>
    public PyObject? Start(PyFrame frame)
    {
        PyCode code = Jit.Promote(Code);
        if ((code.Flags & CodeFlags.AnyGenerator) != 0) return new PyGenerator(this, code, frame);
        return Evaluator.Execute(code, frame);
    }

    public override PyStr Repr() => new($"<function {QualName} at 0x{Identity.Of(this):x12}>");

    public override PyObject? GetAttr(PyStr name)
    {
        if (Dict?.GetStr(name) is { } own) return own;
        if (name == Names.Dict) return Dict ??= new PyDict();
        return base.GetAttr(name);
    }

    public override bool SetAttr(PyStr name, PyObject? value)
    {
        if (Type.Lookup(name) is { IsDataDescriptor: true } data) return data.DescriptorSet(this, value);
        if (value != null) return (Dict ??= new PyDict()).SetStr(name, value);
        if (Dict != null && Dict.Remove(name)) return true;
        PyErr.AttributeError(this, name);
        return false;
    }
}

/// <summary>A function or builtin with its first argument.</summary>
public sealed class PyBoundMethod(PyObject function, PyObject self) : PyObject
{
    public readonly PyObject Function = function;
    public readonly PyObject Self = self;

    public override PyType Type => Function is PyBuiltin ? Types.BuiltinFunction : Types.Method;
    public override bool IsCallable => true;

    public override PyObject? Call(PyObject[] args, PyStr[]? keywords) => Function.Call(Calls.Prepend(Self, args), keywords);

    public override PyStr? Repr()
    {
        if (Function is PyBuiltin b) return new PyStr($"<built-in method {b.Name} of {Self.Type.Name} object at 0x{Identity.Of(Self):x12}>");
        string name = Function is PyFunction f ? f.QualName : "?";
        return Self.Repr() is { } self ? new PyStr($"<bound method {name} of {self.Value}>") : null;
    }

    public override long Hash() => (Identity.HashOf(Function) * 31 + Identity.HashOf(Self)) & long.MaxValue;

    public override PyObject? Compare(CompareOp op, PyObject other)
    {
        if (op is not (CompareOp.Eq or CompareOp.Ne) || other is not PyBoundMethod m) return PyNotImplemented.Value;
        return PyBool.Of(Function == m.Function && Identity.Same(Self, m.Self) == (op == CompareOp.Eq));
    }

    public override PyObject? GetAttr(PyStr name)
    {
        if (name == Names.Self) return Self;
        if (name == Names.Func) return Function;
        if (Function is PyFunction && Type.Lookup(name) == null) return Function.GetAttr(name);
        return base.GetAttr(name);
    }
}
