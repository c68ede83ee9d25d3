using System.Numerics;
using System.Runtime.CompilerServices;
using MetaJit;
using PyLite.Interpreter;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary><c>enumerate</c>, <c>zip</c>, <c>map</c>, <c>filter</c>, <c>reversed</c>.</summary>
public static class IteratorTypes
{
    public static readonly PyType Enumerate = new("enumerate", Types.Object, PopulateEnumerate, MakeEnumerate);
    public static readonly PyType Zip = new("zip", Types.Object, PopulateZip, MakeZip);
    public static readonly PyType Map = new("map", Types.Object, IteratorReduction.PopulateReducible, MakeMap) { LeavesKeywords = true };
    public static readonly PyType Filter = new("filter", Types.Object, IteratorReduction.PopulateReducible, MakeFilter) { LeavesKeywords = true };
    public static readonly PyType Reversed = new("reversed", Types.Object, IteratorReduction.PopulatePositioned, MakeReversed) { LeavesKeywords = true };

    private static void PopulateEnumerate(PyType t)
    {
        IteratorReduction.PopulateReducible(t);
        t.ClassMethod("__class_getitem__", PyGenericAlias.OfClass);
    }

    private static void PopulateZip(PyType t)
    {
        IteratorReduction.PopulateReducible(t);
        IteratorReduction.AddSetState(t);
    }

    private static PyObject? MakeEnumerate(PyObject[] args, PyStr[]? keywords)
    {
        if (args.Length == 1 && keywords == null) return args[0].Iter() is { } only ? new PyEnumerate(only, 0) : null;
        if (args.Length == 2 && keywords == null && args[1] is PyInt from && from.Value < PyEnumerate.Last) return args[0].Iter() is { } iterable ? new PyEnumerate(iterable, from.Value) : null;
        if (args.Length == 0) return PyErr.TypeError("enumerate() missing required argument 'iterable'");
        if (!Define.Parse("enumerate", args, keywords, ["iterable", "start"], 1, out PyObject?[] v)) return null;
        BigInteger start = 0;
        if (v[1] != null && !Sequences.AnyInteger(v[1]!, null, out start)) return null;
        if (v[0]!.Iter() is not { } iterator) return null;
        return start >= long.MinValue && start < PyEnumerate.Last ? new PyEnumerate(iterator, (long)start) : new PyEnumerate(iterator, PyEnumerate.Last, start);
    }

    private static PyObject? MakeZip(PyObject[] args, PyStr[]? keywords)
    {
        bool strict = false;
        if (keywords is { Length: > 0 })
        {
            if (keywords is not [{ Value: "strict" }]) return PyErr.TypeError($"'{Array.Find(keywords, k => k.Value != "strict")?.Value ?? "strict"}' is an invalid keyword argument for zip()");
            strict = Operators.Truth(args[^1]) == 1;
            args = args[..^1];
        }
        return Iterators(args, 0, "zip") is { } iterators ? new PyZip(iterators, strict) : null;
    }

    [UnrollSafe]
    private static PyObject[]? Iterators(PyObject[] args, int from, string function)
    {
        var iterators = new PyObject[args.Length - from];
        for (int i = from; i < args.Length; i++)
        {
            if (args[i].Iter() is not { } iterator) return null;
            iterators[i - from] = iterator;
        }
        return iterators;
    }

    private static PyObject? MakeMap(PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.NoKeywords("map", keywords)) return null;
        if (args.Length < 2) return PyErr.TypeError("map() must have at least two arguments.");
        return Iterators(args, 1, "map") is { } iterators ? new PyMapIterator(args[0], iterators) : null;
    }

    private static PyObject? MakeFilter(PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.NoKeywords("filter", keywords) || !Define.Count("filter", args, 2, 2)) return null;
        return args[1].Iter() is { } iterator ? new PyFilter(args[0] is PyNone ? null : args[0], iterator) : null;
    }

    private static PyObject? MakeReversed(PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.Count("reversed", args, 1, 1)) return null;
        PyObject source = args[0];
        if (source is PyRange or PyBigRange) return RangeMath.Reversed(source);
        PyObject? method = source.Type.Lookup(Names.Reversed);
        if (method is not (null or PyNone)) return Calls.CallMethod(method, source);
        bool isSequence = source.Type.Lookup(Names.GetItem) != null && (source is PyInstance || source.Type.Lookup(Names.Len) != null) && UserSlots.Unwrap(source) is not (PyDict or PySet);
        if (method is PyNone || !isSequence)
            return PyErr.TypeError($"'{source.Type.Name}' object is not reversible");
        long n = source.Len();
        return n < 0 ? null : new PyReversed(source, n);
    }
}

public sealed class PyEnumerate(PyObject iterator, long next) : PyObject, IReducible
{
    /// <summary>From here on the index is kept as a big number.</summary>
    public const long Last = long.MaxValue;

    private readonly PyObject _iterator = iterator;
    private long _next = next;

    /// <summary>The index once it is a big number; a box, so that an enumerate object is small and made in a trace.</summary>
    private StrongBox<BigInteger>? _big;

    public PyEnumerate(PyObject iterator, long next, BigInteger big) : this(iterator, next) => _big = new StrongBox<BigInteger>(big);

    public override PyType Type => IteratorTypes.Enumerate;
    public override bool IsIterator => true;
    public override PyObject Iter() => this;

    public override PyObject? Next()
    {
        PyObject? item = _iterator.Next();
        if (item == null || ReferenceEquals(item, PyEnd.Value)) return item;
        long index = _next;
        if (index == Last) return new PyTuple([NextBig(), item]);
        _next = index + 1;
        return new PyTuple([new PyInt(index), item]);
    }

    [DontLookInside]
    private PyObject NextBig() => PyLong.From((_big ??= new StrongBox<BigInteger>(Last)).Value++);

    public PyObject Reduce(PyType type) => new PyTuple([type, new PyTuple([_iterator, _next == Last ? PyLong.From(_big?.Value ?? Last) : new PyInt(_next)])]);
}

public sealed class PyZip(PyObject[] iterators, bool strict) : PyObject, IPositioned
{
    [ImmutableArray] private readonly PyObject[] _iterators = iterators;
    private bool _strict = strict;

    public PyObject Reduce(PyType type) => _strict ? new PyTuple([type, new PyTuple(_iterators), PyBool.True]) : new PyTuple([type, new PyTuple(_iterators)]);

    public bool SetState(PyObject state)
    {
        int truth = Operators.Truth(state);
        if (truth < 0) return false;
        _strict = truth == 1;
        return true;
    }

    public override PyType Type => IteratorTypes.Zip;
    public override bool IsIterator => true;
    public override PyObject Iter() => this;

    public override PyObject? Next()
    {
        if (_iterators.Length == 0) return PyEnd.Value;
        if (_iterators.Length == 2 && !_strict) return NextPair();
        return NextItems();
    }

    private PyObject? NextPair()
    {
        PyObject? a = _iterators[0].Next();
        if (a == null || ReferenceEquals(a, PyEnd.Value)) return a;
        PyObject? b = _iterators[1].Next();
        if (b == null || ReferenceEquals(b, PyEnd.Value)) return b;
        return new PyTuple([a, b]);
    }

    [UnrollSafe]
    private PyObject? NextItems()
    {
        int count = Jit.Promote(_iterators.Length);
        var items = new PyObject[count];
        for (int i = 0; i < count; i++)
        {
            PyObject? item = _iterators[i].Next();
            if (item == null) return null;
            if (ReferenceEquals(item, PyEnd.Value)) return _strict ? CheckStrict(i) : item;
            items[i] = item;
        }
        return new PyTuple(items);
    }

    [DontLookInside]
    private PyObject? CheckStrict(int ended)
    {
        string Earlier(int n) => n == 1 ? "argument 1" : $"arguments 1-{n}";
        if (ended > 0) return PyErr.ValueError($"zip() argument {ended + 1} is shorter than {Earlier(ended)}");
        for (int i = 1; i < _iterators.Length; i++)
        {
            PyObject? item = _iterators[i].Next();
            if (item == null) return null;
            if (item != PyEnd.Value) return PyErr.ValueError($"zip() argument {i + 1} is longer than {Earlier(i)}");
        }
        return PyEnd.Value;
    }
}

public sealed class PyMapIterator(PyObject function, PyObject[] iterators) : PyObject, IReducible
{
    public PyObject Reduce(PyType type) => new PyTuple([type, new PyTuple([_function, .. _iterators])]);

    private readonly PyObject _function = function;
    [ImmutableArray] private readonly PyObject[] _iterators = iterators;

    /// <summary>What tells one use of <c>map</c> from another.</summary>
    public PyObject Source => _function is PyFunction function ? function.Code : _function is PyType or PyBuiltin ? _function : Type;

    public override PyType Type => IteratorTypes.Map;
    public override bool IsIterator => true;
    public override PyObject Iter() => this;

    public override PyObject? Next()
    {
        if (_iterators.Length != 1) return NextMany();
        PyObject? item = _iterators[0].Next();
        if (item == null || ReferenceEquals(item, PyEnd.Value)) return item;
        return Calls.Call1(_function, item);
    }

    [UnrollSafe]
    private PyObject? NextMany()
    {
        int count = Jit.Promote(_iterators.Length);
        var items = new PyObject[count];
        for (int i = 0; i < count; i++)
        {
            PyObject? item = _iterators[i].Next();
            if (item == null || ReferenceEquals(item, PyEnd.Value)) return item;
            items[i] = item;
        }
        return _function.Call(items, null);
    }
}

public sealed class PyFilter(PyObject? function, PyObject iterator, bool wanted = true) : PyObject, IReducible
{
    public PyObject Reduce(PyType type) => new PyTuple([type, new PyTuple([_function ?? PyNone.None, _iterator])]);

    private readonly PyObject? _function = function;
    private readonly PyObject _iterator = iterator;
    private readonly bool _wanted = wanted;

    public override PyType Type => _wanted ? IteratorTypes.Filter : Itertools.FilterFalse;
    public override bool IsIterator => true;
    public override PyObject Iter() => this;

    /// <summary>The first item is asked for here, where a trace of the loop around sees it; when it will not do, the rest in a loop of their own.</summary>
    public override PyObject? Next()
    {
        PyObject? item = _iterator.Next();
        if (item == null || ReferenceEquals(item, PyEnd.Value)) return item;
        PyObject? answer = _function == null ? item : Calls.Call1(_function, item);
        if (answer == null) return null;
        int truth = Operators.Truth(answer);
        if (truth < 0) return null;
        if (truth == 1 == _wanted) return item;
        return _function == null ? NextTrue() : CallFold.Find(_function, _iterator, _wanted);
    }

    [DontLookInside]
    private PyObject? NextTrue()
    {
        while (true)
        {
            PyObject? item = _iterator.Next();
            if (item == null || item == PyEnd.Value) return item;
            int truth = Operators.Truth(item);
            if (truth < 0) return null;
            if (truth == 1 == _wanted) return item;
        }
    }
}
