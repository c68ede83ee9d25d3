using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Variables whose value belongs to a context.</summary>
[PyModule("_contextvars")]
[DontLookInside]
public static partial class ContextVarsModule
{
    [PyConstant] private static PyType Context => PyContext.ClassType;
    [PyConstant] private static PyType ContextVar => PyContextVar.ClassType;
    [PyConstant] private static PyType Token => PyContextToken.ClassType;

    /// <summary>A copy of the current context.</summary>
    [PyFunction]
    public static PyObject copy_context() => PyContext.Current.copy();
}

/// <summary>A mapping from context variables to values. Each thread has one, and runs code in others.</summary>
[PyClass("_contextvars.Context", IsFinal = true)]
public sealed partial class PyContext : PyObject
{
    [ThreadStatic] private static PyContext? t_current;

    private Dictionary<PyContextVar, PyObject> _values = [];
    private PyContext? _entered;
    private bool _isEntered;

    public static PyContext Current
    {
        [DontLookInside]
        get => t_current ??= new PyContext();
    }

    /// <summary>Another object after each change.</summary>
    internal object Version => _values;

    [PyNew]
    public static PyObject? New([Rest] PyObject[] args, [Named] PyDict kwargs) =>
        args.Length + kwargs.Count == 0 ? new PyContext() : PyErr.TypeError("Context() does not accept any arguments");

    [DontLookInside]
    public PyObject? Find(PyContextVar variable) => _values.GetValueOrDefault(variable);

    // A copy shares nothing that changes: writers make a new table.
    [DontLookInside]
    public void Set(PyContextVar variable, PyObject? value)
    {
        var values = new Dictionary<PyContextVar, PyObject>(_values);
        if (value == null) values.Remove(variable);
        else values[variable] = value;
        _values = values;
    }

    /// <summary>Calls a function in this context.</summary>
    // Not followed: event loops come through here with functions of all kinds, each of which is compiled for itself.
    [PyFunction]
    [DontLookInside]
    public PyObject? run([Rest] PyObject[] args, [Named] PyDict kwargs)
    {
        if (args.Length == 0) return PyErr.TypeError("run() missing 1 required positional argument");
        if (!Enter()) return null;
        PyObject? result = kwargs.Count == 0 ? args[0].Call(args[1..], null) : CallNamed(args[0], args[1..], kwargs);
        Leave();
        return result;
    }

    [DontLookInside]
    private static PyObject? CallNamed(PyObject callable, PyObject[] args, PyDict kwargs) =>
        callable.Call([.. args, .. kwargs.Pairs().Select(p => p.Value)], [.. kwargs.Pairs().Select(p => (PyStr)p.Key)]);

    [DontLookInside]
    public bool Enter()
    {
        if (_isEntered) return PyErr.Fail(Types.RuntimeError, $"cannot enter context: {Repr()!.Value} is already entered");
        _isEntered = true;
        _entered = Current;
        t_current = this;
        return true;
    }

    [DontLookInside]
    public void Leave()
    {
        t_current = _entered;
        _entered = null;
        _isEntered = false;
    }

    /// <summary>A context with the same values.</summary>
    [PyFunction]
    [DontLookInside]
    public PyContext copy() => new() { _values = _values };

    /// <summary>The variable's value, or the default.</summary>
    [PyFunction]
    public PyObject? get(PyObject key, [Shown("None")] PyObject? @default = null) =>
        key is PyContextVar variable ? Find(variable) ?? @default ?? PyNone.None : WrongKey(key);

    private static PyObject? WrongKey(PyObject key) => PyErr.TypeError($"a ContextVar key was expected, got {key.Repr()?.Value}");

    /// <summary>The variables.</summary>
    [PyFunction]
    [DontLookInside]
    public PyObject? keys() => new PyList([.. _values.Keys]).Iter();

    /// <summary>The values.</summary>
    [PyFunction]
    [DontLookInside]
    public PyObject? values() => new PyList([.. _values.Values]).Iter();

    /// <summary>Pairs of variables and values.</summary>
    [PyFunction]
    [DontLookInside]
    public PyObject? items() => new PyList([.. _values.Select(p => new PyTuple([p.Key, p.Value]))]).Iter();

    public override long Len() => _values.Count;
    public override int Truth() => _values.Count > 0 ? 1 : 0;
    [DontLookInside]
    public override PyObject? Iter() => keys();
    public override int Contains(PyObject item) => item is PyContextVar v ? _values.ContainsKey(v) ? 1 : 0 : WrongKey(item) == null ? -1 : 0;

    public override PyObject? GetItem(PyObject key)
    {
        if (key is not PyContextVar variable) return WrongKey(key);
        return Find(variable) ?? PyErr.RaiseWithArgs(Types.KeyError, key);
    }

    [DontLookInside]
    public override long Hash()
    {
        PyErr.TypeError("unhashable type: '_contextvars.Context'");
        return -1;
    }

    public override PyObject? Compare(CompareOp op, PyObject other)
    {
        if (other is not PyContext c || op is not (CompareOp.Eq or CompareOp.Ne)) return PyNotImplemented.Value;
        bool same = _values.Count == c._values.Count;
        foreach ((PyContextVar variable, PyObject value) in _values)
        {
            if (!same || c.Find(variable) is not { } mine) return PyBool.Of(op == CompareOp.Ne);
            int equal = Operators.Equal(value, mine);
            if (equal < 0) return null;
            same = equal == 1;
        }
        return PyBool.Of(same == (op == CompareOp.Eq));
    }
}

/// <summary>A variable with a value in each context.</summary>
[PyClass("_contextvars.ContextVar", IsFinal = true)]
[DontLookInside]
public sealed partial class PyContextVar : PyObject
{
    [PyProperty(IsMember = true)] public required PyObject name { get; init; }

    private PyObject? _default;

    [PyNew]
    public static PyObject? New(PyObject name, [KeywordOnly, Unset] PyObject? @default = null) =>
        UserSlots.Unwrap(name) is PyStr ? new PyContextVar { name = name, _default = @default } : PyErr.TypeError("context variable name must be a str");

    /// <summary>The value in the current context, else the default given, else the variable's own.</summary>
    [PyFunction]
    public PyObject? get([Unset] PyObject? @default = null) =>
        PyContext.Current.Find(this) ?? @default ?? _default ?? PyErr.RaiseWithArgs(Types.LookupError, this);

    /// <summary>Sets the value in the current context; a token that brings the old one back.</summary>
    [PyFunction]
    public PyObject set(PyObject value)
    {
        PyContext context = PyContext.Current;
        var token = new PyContextToken(context, this, context.Find(this));
        context.Set(this, value);
        return token;
    }

    /// <summary>Brings back the value from before a set.</summary>
    [PyFunction]
    public PyObject? reset(PyObject token)
    {
        if (token is not PyContextToken t) return PyErr.TypeError($"expected an instance of Token, got {token.Repr()?.Value}");
        if (t.IsUsed) return PyErr.Raise(Types.RuntimeError, $"{t.Repr()!.Value} has already been used once");
        if (!ReferenceEquals(t.Variable, this)) return PyErr.ValueError($"{t.Repr()!.Value} was created by a different ContextVar");
        if (!ReferenceEquals(t.Context, PyContext.Current)) return PyErr.ValueError($"{t.Repr()!.Value} was created in a different Context");
        t.IsUsed = true;
        t.Context.Set(this, t.Old);
        return PyNone.None;
    }

    [PyFunction]
    [PyClassMethod]
    public static PyObject? __class_getitem__(PyType type, PyObject item) => PyGenericAlias.Of(type, item);

    public override PyStr? Repr()
    {
        if (name.Repr() is not { } shown) return null;
        PyStr? value = _default?.Repr();
        if (_default != null && value == null) return null;
        return new PyStr($"<ContextVar name={shown.Value}{(value == null ? "" : " default=" + value.Value)} at 0x{Identity.Of(this):x}>");
    }
}

/// <summary>What ContextVar.set gives.</summary>
[PyClass("_contextvars.Token", IsFinal = true)]
[DontLookInside]
public sealed partial class PyContextToken(PyContext context, PyContextVar variable, PyObject? old) : PyObject
{
    public readonly PyContext Context = context;
    public readonly PyContextVar Variable = variable;
    public readonly PyObject? Old = old;
    public bool IsUsed;

    [PyConstant] private static readonly PyMissingValue MISSING = new();

    [PyNew]
    public static PyObject? New(params PyObject[] args) => PyErr.Raise(Types.RuntimeError, "Tokens can only be created by ContextVars");

    [PyFunction]
    [PyClassMethod]
    public static PyObject? __class_getitem__(PyType type, PyObject item) => PyGenericAlias.Of(type, item);

    [PyProperty] public PyObject var => Variable;
    [PyProperty] public PyObject old_value => Old ?? MISSING;

    public override PyStr Repr() => new($"<Token{(IsUsed ? " used" : "")} var={Variable.Repr()?.Value} at 0x{Identity.Of(this):x}>");
}

/// <summary>Token.MISSING: there was no value before.</summary>
[PyClass("_contextvars.Token.MISSING")]
public sealed partial class PyMissingValue : PyObject
{
    public override PyStr Repr() => new("<Token.MISSING>");
}
