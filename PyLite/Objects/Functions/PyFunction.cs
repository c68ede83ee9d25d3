using MetaJit;
using PyLite.Compiling;
using PyLite.Interpreter;

namespace PyLite.Objects;

/// <summary>A variable shared with inner functions.</summary>
public sealed class PyCell(PyObject? value) : PyObject
{
    public PyObject? Value = value;

    public override PyType Type => Types.Cell;

    /// <summary>As what is in them; an empty one comes first.</summary>
    public override PyObject? Compare(CompareOp op, PyObject other)
    {
        if (other is not PyCell cell) return PyNotImplemented.Value;
        if (Value != null && cell.Value != null) return Operators.Compare(op, Value, cell.Value);
        int order = (Value == null ? 0 : 1) - (cell.Value == null ? 0 : 1);
        return PyBool.Of(op switch
        {
            CompareOp.Eq => order == 0,
            CompareOp.Ne => order != 0,
            CompareOp.Lt => order < 0,
            CompareOp.Le => order <= 0,
            CompareOp.Gt => order > 0,
            _ => order >= 0,
        });
    }

    public override PyStr Repr() =>
        new($"<cell at 0x{Identity.Of(this):x12}: {(Value is { } value ? $"{value.Type.Name} object at 0x{Identity.Of(value):x12}" : "empty")}>");

    public override long Hash()
    {
        PyErr.TypeError("unhashable type: 'cell'");
        return -1;
    }
}

/// <summary>A function of the program.</summary>
public sealed class PyFunction : PyObject
{
    private PyCode _code;
    private PyObject[] _defaults;
    /// <summary>What few functions have, and few programs ask for.</summary>
    private Rest? _rest;

    /// <summary>Replaced when a program gives any function other code or defaults: to traces those of a constant function are constant.</summary>
    private static readonly QuasiImmutable<VersionTag> Changes = new(new VersionTag());

    public PyCode Code
    {
        get => Jit.IsConstant(this) ? CodeAt(this, Changes.Get()) : _code;
        set
        {
            // The names and the docstring stay those of the code before.
            (Mine.Name, Mine.QualName, Mine.Doc) = (Name, QualName, Doc ?? _code.Doc);
            _code = value;
            Changes.Set(new VersionTag());
        }
    }

    /// <summary>Defaults of the last positional parameters.</summary>
    public PyObject[] Defaults
    {
        get => Jit.IsConstant(this) ? DefaultsAt(this, Changes.Get()) : _defaults;
        set
        {
            _defaults = value;
            Changes.Set(new VersionTag());
        }
    }

    public PyDict? KeywordDefaults
    {
        get => Jit.IsConstant(this) ? KeywordDefaultsAt(this, Changes.Get()) : _rest?.KeywordDefaults;
        set
        {
            Mine.KeywordDefaults = value;
            Changes.Set(new VersionTag());
        }
    }

    [Elidable]
    private static PyCode CodeAt(PyFunction f, VersionTag changes) => f._code;

    [Elidable]
    private static PyObject[] DefaultsAt(PyFunction f, VersionTag changes) => f._defaults;

    [Elidable]
    private static PyDict? KeywordDefaultsAt(PyFunction f, VersionTag changes) => f._rest?.KeywordDefaults;

    public readonly ModuleDict Globals;

    [ImmutableArray] public readonly PyCell[] Closure;

    /// <summary>The closure of a function without one.</summary>
    public static readonly PyCell[] NoClosure = new PyCell[0];

    private sealed class Rest
    {
        public PyDict? KeywordDefaults, Dict;
        public string? Name, QualName;
        public PyObject? Doc, Annotations, Module;
    }

    private Rest Mine => _rest ??= new Rest();

    public string Name { get => _rest?.Name ?? _code.Name; set => Mine.Name = value; }
    public string QualName { get => _rest?.QualName ?? _code.QualName; set => Mine.QualName = value; }

    /// <summary>The docstring when it is not that of the code.</summary>
    public PyObject? Doc { get => _rest?.Doc; set => Mine.Doc = value; }

    public PyObject? Annotations { get => _rest?.Annotations; set => Mine.Annotations = value; }

    /// <summary><c>__dict__</c> once there is something in it.</summary>
    public PyDict? Dict { get => _rest?.Dict; set => Mine.Dict = value; }

    /// <summary><c>__module__</c>: what the globals say, unless it was set.</summary>
    public PyObject Module
    {
        get => _rest?.Module ?? Globals.Get(Names.Name) ?? PyNone.None;
        set => Mine.Module = value;
    }

    public PyFunction(PyCode code, ModuleDict globals, PyObject[] defaults, PyDict? keywordDefaults, PyCell[] closure)
    {
        _code = code;
        Globals = globals;
        _defaults = defaults;
        Closure = closure;
        if (keywordDefaults != null) Mine.KeywordDefaults = keywordDefaults;
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
        if ((code.Flags & CodeFlags.AnyGenerator) != 0)
        {
            var made = new PyGenerator(this, code, frame);
            if ((code.Flags & CodeFlags.Coroutine) != 0 && !Modules.ForgottenCoroutines.IsAwaitedAt(Frames.Innermost)) Modules.ForgottenCoroutines.Note(made);
            if (Modules.CoroutineOrigins.Depth > 0) Modules.CoroutineOrigins.Note(made);
            return made;
        }
        return Evaluator.Execute(code, frame);
    }

    public override PyStr Repr() => new($"<function {QualName} at 0x{Identity.Of(this):x12}>");

    public override PyObject? GetAttr(PyStr name)
    {
        if (Dict != null && Type.Lookup(name) is not { IsDataDescriptor: true, IsDescriptor: true } && Dict.GetStr(name) is { } own) return own;
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

    public override PyType Type => Function is PyBuiltin b ? b.IsSlot ? Types.MethodWrapper : Types.BuiltinFunction : Types.Method;
    public override bool IsCallable => true;

    public override PyObject? Call(PyObject[] args, PyStr[]? keywords) => Function.Call(Calls.Prepend(Self, args), keywords);

    [DontLookInside]
    public override PyStr? Repr()
    {
        if (Function is PyBuiltin { IsSlot: true } slot) return new PyStr($"<method-wrapper '{slot.Name}' of {Self.Type.Name} object at 0x{Identity.Of(Self):x12}>");
        if (Function is PyBuiltin b) return new PyStr($"<built-in method {b.Name} of {Self.Type.Name} object at 0x{Identity.Of(Self):x12}>");
        PyObject? name = Attributes.Find(Function, Names.QualName) ?? (PyErr.Current == null ? Attributes.Find(Function, Names.Name) : null);
        if (PyErr.Current != null) return null;
        return Self.Repr() is { } self ? new PyStr($"<bound method {(UserSlots.UnwrapOrNull(name) is PyStr s ? s.Value : "?")} of {self.Value}>") : null;
    }

    public override long Hash() => (Function.Hash() is var h && h == -1) ? -1 : (h * 31 + Identity.HashOf(Self)) & long.MaxValue;

    public override PyObject? Compare(CompareOp op, PyObject other)
    {
        if (op is not (CompareOp.Eq or CompareOp.Ne) || other is not PyBoundMethod m) return PyNotImplemented.Value;
        return PyBool.Of((Function == m.Function && Identity.Same(Self, m.Self)) == (op == CompareOp.Eq));
    }

    public override PyObject? GetAttr(PyStr name)
    {
        PyType type = Type;
        if (type.Lookup(name) is { } own) return own.IsDescriptor ? own.DescriptorGet(this, type) : own;
        return Function is PyBuiltin ? PyErr.AttributeError(this, name) : Function.GetAttr(name);
    }

    [DontLookInside]
    public override bool SetAttr(PyStr name, PyObject? value)
    {
        if (Type.Lookup(name) is { IsDataDescriptor: true } data) return data.DescriptorSet(this, value);
        PyErr.AttributeError(this, name);
        return false;
    }
}
