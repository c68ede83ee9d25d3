using System.Runtime.CompilerServices;
using MetaJit;
using PyLite.Interpreter;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>The module <c>_functools</c>: what <c>functools</c> takes from C#.</summary>
public static class FunctoolsModule
{
    [DontLookInside]
    public static PyModule Create()
    {
        var m = new PyModule("_functools");
        m.Globals.Set("partial", PyPartial.PartialType);
        m.Globals.Set("_lru_cache_wrapper", PyLruCache.CacheType);
        m.Globals.Set("cmp_to_key", new PyBuiltin("cmp_to_key") { F1 = static compare => new PyKeyWrapper(compare, null), Any = MakeKey });
        m.Globals.Set("reduce", new PyBuiltin("reduce") { F2 = static (f, items) => Reduce(f, items, null), F3 = Reduce });
        return m;
    }

    private static PyObject? MakeKey(PyObject[] args, PyStr[]? keywords) =>
        Define.Parse("cmp_to_key", args, keywords, ["mycmp"], 1, out PyObject?[] v) ? new PyKeyWrapper(v[0]!, null) : null;

    private static PyObject? Reduce(PyObject function, PyObject items, PyObject? first)
    {
        PyObject? iterator = items.Iter();
        if (iterator == null)
        {
            if (items.Type.Lookup(Names.Iter) == null && PyErr.TakeIf(Types.TypeError)) PyErr.TypeError("reduce() arg 2 must support iteration");
            return null;
        }
        first ??= iterator.Next();
        if (first == null) return null;
        if (ReferenceEquals(first, PyEnd.Value)) return PyErr.TypeError("reduce() of empty iterable with no initial value");
        return CallFold.Reduced(function, iterator, first);
    }
}

/// <summary><c>functools.partial</c></summary>
public sealed class PyPartial : PyExtensible
{
    public static readonly PyType PartialType = new("functools.partial", Types.Object, Populate, Make);

    private readonly PyObject _function;
    [ImmutableArray] private readonly PyObject[] _args;

    /// <summary>The named arguments: values in the order of the names.</summary>
    private readonly KeywordNames _names;
    [ImmutableArray] private readonly PyObject[] _values;

    /// <summary>The same as the program sees it, and may change it.</summary>
    private PyDict? _keywords;

    /// <summary>The arguments as the program sees them: always the same tuple.</summary>
    private PyTuple? _shown;

    private PyPartial(PyObject function, PyObject[] args, KeywordNames names, PyObject[] values, PyDict? keywords)
    {
        _function = function;
        _args = args;
        _names = names;
        _values = values;
        _keywords = keywords;
    }

    public override PyType Type => PartialType;
    public override bool IsCallable => true;

    private static PyObject? Make(PyObject[] args, PyStr[]? keywords)
    {
        int named = keywords?.Length ?? 0;
        if (args.Length - named < 1) return PyErr.TypeError("type 'partial' takes at least one argument");
        PyObject function = args[0];
        if (!function.IsCallable) return PyErr.TypeError("the first argument must be callable");
        PyObject[] plain = args[1..(args.Length - named)];
        var merged = new PyDict();
        if (function is PyPartial inner)
        {
            function = inner._function;
            plain = [.. inner._args, .. plain];
            merged.Update(inner.Keywords());
        }
        for (int i = 0; i < named; i++) merged.SetStr(keywords![i], args[args.Length - named + i]);
        KeywordNames? names = KeywordNames.None;
        var values = new List<PyObject>();
        foreach ((PyObject key, PyObject value) in merged.Pairs())
        {
            names = names?.With((PyStr)key);
            values.Add(value);
        }
        return names != null ? new PyPartial(function, plain, names, [.. values], null) : new PyPartial(function, plain, KeywordNames.None, [], merged);
    }

    private PyDict Keywords()
    {
        if (_keywords != null) return _keywords;
        _keywords = new PyDict();
        for (int i = 0; i < _values.Length; i++) _keywords.SetStr(_names.Names[i], _values[i]);
        return _keywords;
    }

    public override PyObject? Call(PyObject[] args, PyStr[]? keywords)
    {
        if (_keywords != null || keywords is { Length: > 0 } && _values.Length > 0) return CallMerged(args, keywords);
        PyObject[] all = Join(args, Jit.Promote(_args.Length), Jit.Promote(args.Length), Jit.Promote(_values.Length));
        return _function.Call(all, _values.Length > 0 ? Jit.Promote(_names).Names : keywords);
    }

    [UnrollSafe]
    private PyObject[] Join(PyObject[] args, int before, int given, int named)
    {
        if (before == 0 && named == 0) return args;
        var all = new PyObject[before + given + named];
        for (int i = 0; i < before; i++) all[i] = _args[i];
        for (int i = 0; i < given; i++) all[before + i] = args[i];
        for (int i = 0; i < named; i++) all[before + given + i] = _values[i];
        return all;
    }

    [DontLookInside]
    private PyObject? CallMerged(PyObject[] args, PyStr[]? keywords)
    {
        PyDict merged = Keywords().Copy();
        int named = keywords?.Length ?? 0;
        for (int i = 0; i < named; i++) merged.SetStr(keywords![i], args[args.Length - named + i]);
        return CallOps.CallMany(_function, _args, args[..(args.Length - named)], merged);
    }

    private PyTuple Shown => _shown ??= new PyTuple(_args);

    public override PyStr? Repr() => Repr("functools.partial");

    [DontLookInside]
    private PyStr? Repr(string shownAs)
    {
        if (ReprGuard.IsActive(this)) return new PyStr("...");
        ReprGuard.Enter(this);
        var parts = new List<string?> { _function.Repr()?.Value };
        foreach (PyObject arg in _args) parts.Add(arg.Repr()?.Value);
        foreach ((PyObject key, PyObject value) in Keywords().Pairs()) parts.Add(value.Repr() is { } text && key.Str() is { } name ? $"{name.Value}={text.Value}" : null);
        ReprGuard.Leave();
        return parts.Contains(null) ? null : new PyStr($"{shownAs}({string.Join(", ", parts)})");
    }

    private static void Populate(PyType t)
    {
        t.ClassMethod("__class_getitem__", PyGenericAlias.OfClass);
        t.Set("__module__", new PyStr("functools"));
        SlotMethods.Text(t);
        t.Property("func", static self => ((PyPartial)self)._function);
        t.MethodOfInstance("__repr__", static (args, keywords) =>
            ((PyPartial)UserSlots.Unwrap(args[0])).Repr(args[0] is PyInstance own ? own.Type.Name : "functools.partial"));
        t.Property("args", static self => ((PyPartial)self).Shown);
        t.Property("keywords", static self => ((PyPartial)self).Keywords());
        t.MethodAny("__call__", static (args, keywords) => args[0].Call(Calls.Rest(args), keywords));
        t.MethodOfInstance("__reduce__", static (args, keywords) =>
        {
            var p = (PyPartial)UserSlots.Unwrap(args[0]);
            PyObject? attributes = args[0] is PyInstance own ? own.MakeDictionaryCopy() : p.Dictionary;
            if (attributes.Len() == 0) attributes = PyNone.None;
            return new PyTuple([args[0].Type, new PyTuple([p._function]), new PyTuple([p._function, p.Shown, p.Keywords(), attributes])]);
        });
        t.MethodOfInstance("__setstate__", static (args, keywords) => args.Length == 2 ? SetState(args[0], args[1]) : PyErr.TypeError("invalid partial state"));
    }

    /// <summary>Makes a partial, which a pickle has just made, what it was.</summary>
    [DontLookInside]
    private static PyObject? SetState(PyObject self, PyObject state)
    {
        if (UserSlots.Unwrap(state) is not PyTuple { Items: [var function, var given, var named, var attributes] } || !function.IsCallable
            || UserSlots.Unwrap(given) is not PyTuple args || named is not PyNone && UserSlots.Unwrap(named) is not PyDict) return PyErr.TypeError("invalid partial state");
        var p = (PyPartial)UserSlots.Unwrap(self);
        // Constants to traces: there are none of an object that is so new.
        Unsafe.AsRef(in p._function) = function;
        Unsafe.AsRef(in p._args) = [.. args.Items];
        p._shown = args.Type == Types.Tuple ? args : null;
        Unsafe.AsRef(in p._names) = KeywordNames.None;
        Unsafe.AsRef(in p._values) = [];
        p._keywords = named is PyNone ? new PyDict() : named is PyDict { } exact && exact.Type == Types.Dict ? exact : ((PyDict)UserSlots.Unwrap(named)).Copy();
        if (UserSlots.Unwrap(attributes is PyNone ? new PyDict() : attributes) is not PyDict own) return PyErr.TypeError("invalid partial state");
        if (self is PyInstance instance) instance.SetDictionary(own);
        else p.SetDictionary(own);
        return PyNone.None;
    }
}

/// <summary>What <c>functools.cmp_to_key</c> makes of a comparison: called with an object, its key.</summary>
public sealed class PyKeyWrapper(PyObject compare, PyObject? obj) : PyObject
{
    private static readonly PyType KeyType = new("KeyWrapper", Types.Object, Populate) { IsFinal = true };

    private readonly PyObject _compare = compare;
    private PyObject? _object = obj;

    /// <summary>What is called with two objects.</summary>
    public PyObject Comparison => _compare;

    public override PyType Type => KeyType;
    public override bool IsCallable => true;

    public override PyObject? Call(PyObject[] args, PyStr[]? keywords)
    {
        if (args.Length == 1 && keywords == null) return new PyKeyWrapper(_compare, args[0]);
        return Define.Parse("K", args, keywords, ["obj"], 1, out PyObject?[] v) ? new PyKeyWrapper(_compare, v[0]) : null;
    }

    public override PyObject? Compare(CompareOp op, PyObject other)
    {
        if (other is not PyKeyWrapper key) return PyErr.TypeError("other argument must be K instance");
        if (_object == null || key._object == null) return PyErr.Raise(Types.AttributeError, "object");
        PyObject? order = Calls.Call2(_compare, _object, key._object);
        return order == null ? null : Operators.Compare(op, order, PyInt.Zero);
    }

    public override long Hash()
    {
        PyErr.TypeError("unhashable type: 'functools.KeyWrapper'");
        return -1;
    }

    private static void Populate(PyType t)
    {
        t.Set("__module__", new PyStr("functools"));
        t.Set("__hash__", PyNone.None);
        SlotMethods.Compare(t, ordered: true);
        t.Property("obj", static self => ((PyKeyWrapper)self)._object ?? PyErr.Raise(Types.AttributeError, "obj"), static (self, value) =>
        {
            ((PyKeyWrapper)self)._object = value;
            return true;
        });
    }
}
