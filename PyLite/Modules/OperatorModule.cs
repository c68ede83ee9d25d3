using MetaJit;
using PyLite.Interpreter;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>The module <c>_operator</c>: the operators as functions, and objects that look up items, attributes and methods.</summary>
public static class OperatorModule
{
    [DontLookInside]
    public static PyModule Create()
    {
        var m = new PyModule("_operator");
        ModuleDict d = m.Globals;
        foreach ((string name, BinaryOp op) in new[]
                 {
                     ("add", BinaryOp.Add), ("sub", BinaryOp.Sub), ("mul", BinaryOp.Mul), ("truediv", BinaryOp.TrueDiv), ("floordiv", BinaryOp.FloorDiv),
                     ("mod", BinaryOp.Mod), ("pow", BinaryOp.Pow), ("lshift", BinaryOp.LShift), ("rshift", BinaryOp.RShift), ("and_", BinaryOp.And),
                     ("or_", BinaryOp.Or), ("xor", BinaryOp.Xor), ("matmul", BinaryOp.MatMul),
                 })
        {
            Two(d, name, (a, b) => Operators.Binary(op, a, b));
            Two(d, "i" + name.TrimEnd('_'), (a, b) => Operators.InPlace(op, a, b));
        }
        foreach ((string name, CompareOp op) in new[]
                 {
                     ("lt", CompareOp.Lt), ("le", CompareOp.Le), ("eq", CompareOp.Eq), ("ne", CompareOp.Ne), ("gt", CompareOp.Gt), ("ge", CompareOp.Ge),
                 })
            Two(d, name, (a, b) => Operators.Compare(op, a, b));
        foreach ((string name, UnaryOp op) in new[] { ("neg", UnaryOp.Neg), ("pos", UnaryOp.Pos), ("invert", UnaryOp.Invert), ("inv", UnaryOp.Invert), ("abs", UnaryOp.Abs) })
            One(d, name, a => a.Unary(op));
        One(d, "truth", static a => Define.Bool(Operators.Truth(a)));
        One(d, "not_", static a => Operators.Truth(a) is var truth && truth < 0 ? null : PyBool.Of(truth == 0));
        One(d, "index", static a => Index(a));
        Two(d, "is_", static (a, b) => PyBool.Of(Identity.Same(a, b)));
        Two(d, "is_not", static (a, b) => PyBool.Of(!Identity.Same(a, b)));
        Two(d, "contains", static (a, b) => Define.Bool(a.Contains(b)));
        Two(d, "concat", static (a, b) => Concat(a, b, inPlace: false));
        Two(d, "iconcat", static (a, b) => Concat(a, b, inPlace: true));
        Two(d, "getitem", static (a, b) => a.GetItem(b));
        Two(d, "delitem", static (a, b) => Define.None(a.DelItem(b)));
        Two(d, "countOf", CountOf);
        Two(d, "indexOf", IndexOf);
        d.Set("setitem", new PyBuiltin("setitem") { F3 = static (a, b, c) => Define.None(a.SetItem(b, c)) });
        d.Set("_compare_digest", new PyBuiltin("_compare_digest") { F2 = HashlibModule.compare_digest });
        d.Set("length_hint", new PyBuiltin("length_hint") { F1 = static a => LengthHint(a, PyInt.Zero), F2 = LengthHint });
        d.Set("call", new PyBuiltin("call") { Any = static (args, keywords) => args.Length == 0 ? PyErr.TypeError("call expected at least 1 argument, got 0") : args[0].Call(Calls.Rest(args), keywords) });
        d.Set("itemgetter", PyItemGetter.GetterType);
        d.Set("attrgetter", PyAttrGetter.GetterType);
        d.Set("methodcaller", PyMethodCaller.CallerType);
        return m;
    }

    private static void One(ModuleDict d, string name, Func<PyObject, PyObject?> f) => d.Set(name, new PyBuiltin(name) { F1 = f });
    private static void Two(ModuleDict d, string name, Func<PyObject, PyObject, PyObject?> f) => d.Set(name, new PyBuiltin(name) { F2 = f });

    internal static PyObject? Index(PyObject a)
    {
        if (a is PyInt or PyLong) return a;
        if (a is PyBool b) return new PyInt(b.Number);
        return Conversions.Index(a, null, out System.Numerics.BigInteger n) ? PyLong.From(n) : null;
    }

    private static PyObject? Concat(PyObject a, PyObject b, bool inPlace)
    {
        if (a.Type.Lookup(Names.GetItem) == null || UserSlots.Unwrap(a) is PyDict) return PyErr.TypeError($"'{a.Type.Name}' object can't be concatenated");
        return inPlace ? Operators.InPlace(BinaryOp.Add, a, b) : Operators.Add(a, b);
    }

    [DontLookInside]
    private static PyObject? CountOf(PyObject items, PyObject wanted)
    {
        if (items.Iter() is not { } iterator) return null;
        for (long count = 0; ;)
        {
            PyObject? item = iterator.Next();
            if (item == null) return null;
            if (item == PyEnd.Value) return new PyInt(count);
            int equal = Operators.Equal(item, wanted);
            if (equal < 0) return null;
            count += equal;
        }
    }

    [DontLookInside]
    private static PyObject? IndexOf(PyObject items, PyObject wanted)
    {
        if (items.Iter() is not { } iterator)
            return Sequences.IsIterable(items) || !PyErr.TakeIf(Types.TypeError) ? null : PyErr.TypeError($"argument of type '{items.Type.Name}' is not iterable");
        for (long index = 0; ; index++)
        {
            PyObject? item = iterator.Next();
            if (item == null) return null;
            if (item == PyEnd.Value) return PyErr.ValueError("sequence.index(x): x not in sequence");
            int equal = Operators.Equal(item, wanted);
            if (equal != 0) return equal < 0 ? null : new PyInt(index);
        }
    }

    private static PyObject? LengthHint(PyObject a, PyObject otherwise)
    {
        if (otherwise.Type.Lookup(Names.Index) == null) return PyErr.TypeError($"'{otherwise.Type.Name}' object cannot be interpreted as an integer");
        if (!Sequences.Integer(otherwise, out long given)) return null;
        return Objects.LengthHint.Of(a, given) is var n && PyErr.Current != null ? null : new PyInt(n);
    }
}

/// <summary><c>operator.itemgetter</c></summary>
public sealed class PyItemGetter(PyObject[] keys) : PyObject
{
    public static readonly PyType GetterType = new("operator.itemgetter", Types.Object, Populate, Make) { IsFinal = true };

    [ImmutableArray] private readonly PyObject[] _keys = keys;

    public override PyType Type => GetterType;
    public override bool IsCallable => true;

    private static PyObject? Make(PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.NoKeywords("itemgetter", keywords)) return null;
        return args.Length == 0 ? PyErr.TypeError("itemgetter expected 1 argument, got 0") : new PyItemGetter(args);
    }

    public override PyObject? Call(PyObject[] args, PyStr[]? keywords)
    {
        if (keywords is { Length: > 0 }) return PyErr.TypeError("itemgetter() takes no keyword arguments");
        if (args.Length != 1) return PyErr.TypeError($"itemgetter expected 1 argument, got {args.Length}");
        return Get(args[0]);
    }

    [UnrollSafe]
    private PyObject? Get(PyObject from)
    {
        int count = Jit.Promote(_keys.Length);
        if (count == 1) return from.GetItem(_keys[0]);
        var items = new PyObject[count];
        for (int i = 0; i < count; i++)
        {
            PyObject? item = from.GetItem(_keys[i]);
            if (item == null) return null;
            items[i] = item;
        }
        return new PyTuple(items);
    }

    [DontLookInside]
    public override PyStr? Repr() => Sequences.ReprItems(_keys, _keys.Length) is { } keys ? new PyStr($"operator.itemgetter({keys})") : null;

    private static void Populate(PyType t)
    {
        t.Set("__module__", new PyStr("operator"));
        SlotMethods.Text(t);
        t.MethodAny("__call__", static (args, keywords) => args[0].Call(Calls.Rest(args), keywords));
        SlotMethods.Reduce(t, static self => new PyTuple(((PyItemGetter)self)._keys));
    }
}

/// <summary><c>operator.attrgetter</c></summary>
public sealed class PyAttrGetter : PyObject
{
    public static readonly PyType GetterType = new("operator.attrgetter", Types.Object, Populate, Make) { IsFinal = true };

    /// <summary>The names between the dots, of all attributes one after the other, and how many each attribute has.</summary>
    [ImmutableArray] private readonly PyStr[] _names;
    [ImmutableArray] private readonly int[] _lengths;
    private readonly PyObject[] _given;

    private PyAttrGetter(PyObject[] given)
    {
        _given = given;
        var names = new List<PyStr>();
        var lengths = new List<int>();
        foreach (PyObject attribute in given)
        {
            string[] parts = ((PyStr)UserSlots.Unwrap(attribute)).Value.Split('.');
            foreach (string part in parts) names.Add(PyStr.Intern(part));
            lengths.Add(parts.Length);
        }
        _names = [.. names];
        _lengths = [.. lengths];
    }

    public override PyType Type => GetterType;
    public override bool IsCallable => true;

    private static PyObject? Make(PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.NoKeywords("attrgetter", keywords)) return null;
        if (args.Length == 0) return PyErr.TypeError("attrgetter expected 1 argument, got 0");
        return Array.TrueForAll(args, static a => UserSlots.Unwrap(a) is PyStr) ? new PyAttrGetter(args) : PyErr.TypeError("attribute name must be a string");
    }

    public override PyObject? Call(PyObject[] args, PyStr[]? keywords)
    {
        if (keywords is { Length: > 0 }) return PyErr.TypeError("attrgetter() takes no keyword arguments");
        if (args.Length != 1) return PyErr.TypeError($"attrgetter expected 1 argument, got {args.Length}");
        return Get(args[0]);
    }

    [UnrollSafe]
    private PyObject? Get(PyObject from)
    {
        // Getters are often made anew for each use, always with the same names: the names are what traces may rely on.
        int count = Jit.Promote(_lengths.Length);
        if (count == 1 && Jit.Promote(_names.Length) == 1) return from.GetAttr(Jit.Promote(_names[0]));
        var items = new PyObject[count];
        int next = 0;
        for (int i = 0; i < count; i++)
        {
            PyObject? value = from;
            int length = Jit.Promote(_lengths[i]);
            for (int k = 0; k < length && value != null; k++) value = value.GetAttr(Jit.Promote(_names[next + k]));
            next += length;
            if (value == null) return null;
            items[i] = value;
        }
        return count == 1 ? items[0] : new PyTuple(items);
    }

    [DontLookInside]
    public override PyStr? Repr() => Sequences.ReprItems(_given, _given.Length) is { } names ? new PyStr($"operator.attrgetter({names})") : null;

    private static void Populate(PyType t)
    {
        t.Set("__module__", new PyStr("operator"));
        SlotMethods.Text(t);
        t.MethodAny("__call__", static (args, keywords) => args[0].Call(Calls.Rest(args), keywords));
        SlotMethods.Reduce(t, static self => new PyTuple(((PyAttrGetter)self)._given));
    }
}

/// <summary><c>operator.methodcaller</c></summary>
public sealed class PyMethodCaller(PyStr name, PyObject[] args, PyStr[]? keywords) : PyObject
{
    public static readonly PyType CallerType = new("operator.methodcaller", Types.Object, Populate, Make) { IsFinal = true };

    private readonly PyStr _name = name;
    [ImmutableArray] private readonly PyObject[] _args = args;
    private readonly PyStr[]? _keywords = keywords;

    public override PyType Type => CallerType;
    public override bool IsCallable => true;

    private static PyObject? Make(PyObject[] args, PyStr[]? keywords)
    {
        if (args.Length - (keywords?.Length ?? 0) < 1) return PyErr.TypeError("methodcaller needs at least one argument, the method name");
        return UserSlots.Unwrap(args[0]) is PyStr name ? new PyMethodCaller(PyStr.Intern(name), Calls.Rest(args), keywords) : PyErr.TypeError("method name must be a string");
    }

    public override PyObject? Call(PyObject[] args, PyStr[]? keywords)
    {
        if (keywords is { Length: > 0 }) return PyErr.TypeError("methodcaller() takes no keyword arguments");
        if (args.Length != 1) return PyErr.TypeError($"methodcaller expected 1 argument, got {args.Length}");
        PyObject? method = args[0].GetAttr(Jit.Promote(_name));
        return method?.Call(_args, _keywords);
    }

    [DontLookInside]
    public override PyStr? Repr()
    {
        int named = _keywords?.Length ?? 0;
        var parts = new List<string?> { _name.Repr().Value };
        for (int i = 0; i < _args.Length; i++)
        {
            int keyword = i - (_args.Length - named);
            parts.Add(_args[i].Repr() is { } text ? keyword < 0 ? text.Value : $"{_keywords![keyword].Value}={text.Value}" : null);
        }
        return parts.Contains(null) ? null : new PyStr($"operator.methodcaller({string.Join(", ", parts)})");
    }

    private static void Populate(PyType t)
    {
        t.Set("__module__", new PyStr("operator"));
        SlotMethods.Text(t);
        t.MethodAny("__call__", static (args, keywords) => args[0].Call(Calls.Rest(args), keywords));
        t.MethodOfInstance("__reduce__", static (args, keywords) => ((PyMethodCaller)UserSlots.Unwrap(args[0])).Reduced(args[0].Type));
    }

    /// <summary>Keyword arguments are given by a partial of the class.</summary>
    [DontLookInside]
    private PyObject? Reduced(PyType type)
    {
        if (_keywords is not { Length: > 0 } keywords) return new PyTuple([type, new PyTuple([_name, .. _args])]);
        int positional = _args.Length - keywords.Length;
        PyObject? made = PyPartial.PartialType.Constructor!([type, _name, .. _args[positional..]], keywords);
        return made is null ? null : new PyTuple([made, new PyTuple(_args[..positional])]);
    }
}
