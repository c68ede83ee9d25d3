using MetaJit;
using PyLite.Interpreter;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>
/// The module <c>itertools</c>: its classes and how they are called. The iterators stand in Itertools.*.cs: each takes one step in code
/// that the tracer follows, so that a loop over them is compiled with them; what has to loop inside is a call.
/// </summary>
public static class Itertools
{
    private static readonly PyType Count = Make("count", MakeCount, IteratorReduction.PopulateReducible);
    private static readonly PyType Cycle = Make("cycle", One("cycle", static it => new PyCycle(it)), PopulatePositioned);
    private static readonly PyType Repeat = Make("repeat", MakeRepeat, IteratorReduction.PopulateReducible);
    private static readonly PyType Chain = Make("chain", MakeChain, IteratorReduction.PopulateReducible);
    private static readonly PyType Islice = Make("islice", MakeIslice, PopulatePositioned);
    private static readonly PyType TakeWhile = Make("takewhile", Two("takewhile", static (f, it) => new PyTakeWhile(f, it)), PopulatePositioned);
    private static readonly PyType DropWhile = Make("dropwhile", Two("dropwhile", static (f, it) => new PyDropWhile(f, it)), PopulatePositioned);
    private static readonly PyType Starmap = Make("starmap", Two("starmap", static (f, it) => new PyStarmap(f, it)), IteratorReduction.PopulateReducible);
    private static readonly PyType Compress = Make("compress", MakeCompress, IteratorReduction.PopulateReducible);
    private static readonly PyType Pairwise = Make("pairwise", One("pairwise", static it => new PyPairwise(it)));
    private static readonly PyType Accumulate = Make("accumulate", MakeAccumulate, PopulatePositioned);
    private static readonly PyType Product = Make("product", MakeProduct, PopulatePositioned);
    private static readonly PyType Permutations = Make("permutations", MakePermutations, PopulatePositioned);
    private static readonly PyType Combinations = Make("combinations", (args, keywords) => MakeCombinations("combinations", args, keywords), PopulatePositioned);
    private static readonly PyType WithReplacement =
        Make("combinations_with_replacement", (args, keywords) => MakeCombinations("combinations_with_replacement", args, keywords), PopulatePositioned);
    private static readonly PyType ZipLongest = Make("zip_longest", MakeZipLongest, PopulatePositioned);
    private static readonly PyType Groupby = Make("groupby", MakeGroupby, PopulatePositioned);
    private static readonly PyType Grouper = Make("_grouper", PyGroupby.MakeGroup, IteratorReduction.PopulateReducible);
    private static readonly PyType Tee = Make("_tee", One("_tee", static it => PyTee.Over(it)));

    /// <summary>The class of <see cref="PyFilter"/> that keeps what the function says no to.</summary>
    public static readonly PyType FilterFalse = Make("filterfalse", Two("filterfalse", static (f, it) => new PyFilter(f is PyNone ? null : f, it, wanted: false)), IteratorReduction.PopulateReducible);

    internal static PyType IsliceType => Islice;

    private static void PopulatePositioned(PyType t)
    {
        IteratorReduction.PopulateReducible(t);
        IteratorReduction.AddSetState(t);
    }

    private static PyType Make(string name, Func<PyObject[], PyStr[]?, PyObject?> make, Action<PyType>? populate = null)
    {
        return new PyType("itertools." + name, Types.Object, populate ?? RuntimeTypeMethods.PopulateIterator, make)
        {
            QualName = name,
            LeavesKeywords = name is "chain" or "cycle" or "dropwhile" or "takewhile" or "starmap" or "islice" or "filterfalse" or "pairwise",
        };
    }

    [DontLookInside]
    public static PyModule Create()
    {
        var m = new PyModule("itertools");
        foreach (PyType t in new[]
                 {
                     Count, Cycle, Repeat, Chain, Islice, TakeWhile, DropWhile, Starmap, Compress, Pairwise, Accumulate, Product, Permutations,
                     Combinations, WithReplacement, ZipLongest, Groupby, FilterFalse, Grouper, Tee,
                 })
        {
            t.Set("__module__", new PyStr("itertools"));
            m.Globals.Set(t.QualName, t);
        }
        SlotMethods.Text(Count);
        SlotMethods.Text(Repeat);
        Repeat.Method("__length_hint__", static self => self is PyRepeat { Left: >= 0 and var left } ? new PyInt(left) : PyErr.TypeError("len() of unsized object"));
        IteratorReduction.AddSetState(Chain);
        Chain.ClassMethod("from_iterable", static (args, keywords) =>
            Define.NoKeywords("chain.from_iterable", keywords) && OneArgument("chain.from_iterable", args) && args[1].Iter() is { } sources ? new PyChain(sources) : null);
        Chain.ClassMethod("__class_getitem__", PyGenericAlias.OfClass);
        Tee.Method("__copy__", static self => ((PyTee)self).Copy());
        m.Globals.Set("tee", new PyBuiltin("tee") { F1 = static it => PyTee.Several(it, 2), Any = MakeTee });
        return m;
    }

    private static bool OneArgument(string name, PyObject[] args) =>
        args.Length == 2 || PyErr.Fail(Types.TypeError, $"{name}() takes exactly one argument ({args.Length - 1} given)");

    // ---- the classes as they are called

    private static Func<PyObject[], PyStr[]?, PyObject?> One(string name, Func<PyObject, PyObject> make) => (args, keywords) =>
    {
        if (!Define.NoKeywords(name, keywords) || !Define.Count(name, args, 1, 1)) return null;
        return args[0].Iter() is { } iterator ? make(iterator) : null;
    };

    private static Func<PyObject[], PyStr[]?, PyObject?> Two(string name, Func<PyObject, PyObject, PyObject> make) => (args, keywords) =>
    {
        if (!Define.NoKeywords(name, keywords) || !Define.Count(name, args, 2, 2)) return null;
        return args[1].Iter() is { } iterator ? make(args[0], iterator) : null;
    };

    private static PyObject? MakeCount(PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.Parse("count", args, keywords, ["start", "step"], 0, out PyObject?[] v)) return null;
        PyObject start = v[0] ?? PyInt.Zero, step = v[1] ?? PyInt.One;
        if (!IsNumber(start) || !IsNumber(step)) return PyErr.TypeError("a number is required");
        return new PyCount(Count, start, step);
    }

    private static bool IsNumber(PyObject x) =>
        x is PyInt or PyFloat or PyLong or PyBool or PyComplex || x.Type.Lookup(Names.Index) != null || x.Type.Lookup(Names.Float) != null || x.Type.Lookup(Names.Int) != null;

    private static PyObject? MakeRepeat(PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.Parse("repeat", args, keywords, ["object", "times"], 1, out PyObject?[] v)) return null;
        long times = -1;
        if (v[1] != null && !Sequences.Integer(v[1]!, out times)) return null;
        return new PyRepeat(Repeat, v[0]!, v[1] == null ? -1 : Math.Max(0, times));
    }

    private static PyObject? MakeChain(PyObject[] args, PyStr[]? keywords) =>
        Define.NoKeywords("chain", keywords) ? new PyChain(new PyTupleIterator(new PyTuple(args))) : null;

    private const string BadStop = "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
    private const string BadIndices = "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
    private const string BadStep = "Step for islice() must be a positive integer or None.";

    private static PyObject? MakeIslice(PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.NoKeywords("islice", keywords) || !Define.Count("islice", args, 2, 4)) return null;
        long start = 0, step = 1;
        if (!Bound(args[args.Length == 2 ? 1 : 2], -1, BadStop, out long stop)) return null;
        if (args.Length > 2 && !Bound(args[1], 0, BadIndices, out start)) return null;
        if (args.Length > 3 && (!Bound(args[3], 1, BadStep, out step) || step < 1)) return PyErr.Current != null ? null : PyErr.ValueError(BadStep);
        return args[0].Iter() is { } iterator ? new PyIslice(iterator, start, stop, step) : null;
    }

    /// <summary>A bound that is None or an int of 0 or more.</summary>
    private static bool Bound(PyObject given, long none, string error, out long bound)
    {
        bound = none;
        if (given is PyNone) return true;
        if (Sequences.Integer(given, out bound) && bound >= 0) return true;
        PyErr.Current = null;
        return PyErr.Fail(Types.ValueError, error);
    }

    private static PyObject? MakeCompress(PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.Parse("compress", args, keywords, ["data", "selectors"], 2, out PyObject?[] v)) return null;
        return v[0]!.Iter() is { } data && v[1]!.Iter() is { } selectors ? new PyCompress(data, selectors) : null;
    }

    private static PyObject? MakeAccumulate(PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.Parse("accumulate", args, keywords, ["iterable", "func", "initial"], 1, out PyObject?[] v, positionalMax: 2)) return null;
        return v[0]!.Iter() is { } iterator ? new PyAccumulate(iterator, v[1] is PyNone ? null : v[1], v[2] is PyNone ? null : v[2]) : null;
    }

    private static PyObject? MakeProduct(PyObject[] args, PyStr[]? keywords)
    {
        long repeat = 1;
        if (keywords is { Length: > 0 })
        {
            if (keywords is not [{ Value: "repeat" }]) return PyErr.TypeError($"'{keywords[0].Value}' is an invalid keyword argument for product()");
            if (!Sequences.Integer(args[^1], out repeat)) return null;
            if (repeat < 0) return PyErr.ValueError("repeat argument cannot be negative");
            args = args[..^1];
        }
        if (args.Length * repeat > 1_000_000) return PyErr.Raise(Types.OverflowError, "repeat argument too large");
        var pools = new PyObject[args.Length * repeat][];
        for (int i = 0; i < args.Length && repeat > 0; i++)
        {
            if (Pool(args[i]) is not { } pool) return null;
            for (int k = i; k < pools.Length; k += args.Length) pools[k] = pool;
        }
        return new PyProduct(pools);
    }

    private static PyObject[]? Pool(PyObject iterable) => Sequences.ToArray(iterable);

    private static PyObject? MakePermutations(PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.Parse("permutations", args, keywords, ["iterable", "r"], 1, out PyObject?[] v)) return null;
        if (Pool(v[0]!) is not { } pool) return null;
        long r = pool.Length;
        if (v[1] is not (null or PyNone))
        {
            if (UserSlots.Unwrap(v[1]!) is not (PyInt or PyLong or PyBool)) return PyErr.TypeError("Expected int as r");
            if (!Sequences.Integer(v[1]!, out r)) return null;
        }
        return r < 0 ? PyErr.ValueError("r must be non-negative") : new PyPermutations(pool, r);
    }

    private static PyObject? MakeCombinations(string name, PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.Parse(name, args, keywords, ["iterable", "r"], 2, out PyObject?[] v)) return null;
        if (Pool(v[0]!) is not { } pool || !Sequences.Integer(v[1]!, out long r)) return null;
        if (r < 0) return PyErr.ValueError("r must be non-negative");
        return name == "combinations" ? new PyCombinations(Combinations, pool, r, isRepeating: false) : new PyCombinations(WithReplacement, pool, r, isRepeating: true);
    }

    private static PyObject? MakeZipLongest(PyObject[] args, PyStr[]? keywords)
    {
        PyObject fill = PyNone.None;
        if (keywords is { Length: > 0 })
        {
            if (keywords is not [{ Value: "fillvalue" }]) return PyErr.TypeError("zip_longest() got an unexpected keyword argument");
            fill = args[^1];
            args = args[..^1];
        }
        var iterators = new Slot[args.Length];
        for (int i = 0; i < args.Length; i++)
        {
            if (args[i].Iter() is not { } iterator) return null;
            iterators[i].V = iterator;
        }
        return new PyZipLongest(iterators, fill);
    }

    private static PyObject? MakeGroupby(PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.Parse("groupby", args, keywords, ["iterable", "key"], 1, out PyObject?[] v)) return null;
        return v[0]!.Iter() is { } iterator ? new PyGroupby(iterator, v[1] is PyNone ? null : v[1]) : null;
    }

    private static PyObject? MakeTee(PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.Parse("tee", args, keywords, ["iterable", "n"], 1, out PyObject?[] v)) return null;
        long n = 2;
        if (v[1] != null && !Sequences.Integer(v[1]!, out n)) return null;
        return n < 0 ? PyErr.ValueError("n must be >= 0") : PyTee.Several(v[0]!, (int)Math.Min(n, 1_000_000));
    }

    internal static PyType TypeOf(PyObject iterator) => iterator switch
    {
        PyCycle => Cycle,
        PyChain => Chain,
        PyIslice => Islice,
        PyTakeWhile => TakeWhile,
        PyDropWhile => DropWhile,
        PyStarmap => Starmap,
        PyCompress => Compress,
        PyPairwise => Pairwise,
        PyAccumulate => Accumulate,
        PyProduct => Product,
        PyPermutations => Permutations,
        PyZipLongest => ZipLongest,
        PyGroupby => Groupby,
        PyTee => Tee,
        _ => Grouper,
    };
}

/// <summary>What the iterators of the module share.</summary>
public abstract class ItertoolsIterator : PyObject
{
    public override PyType Type => Itertools.TypeOf(this);
    public override bool IsIterator => true;
    public override PyObject Iter() => this;
}
