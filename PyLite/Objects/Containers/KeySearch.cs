using MetaJit;

namespace PyLite.Objects;

/// <summary>
/// Searches in tables as traces call them: portals of their own, so that the ways through a hash, through the probes and through a comparison
/// are compiled once for all places that search, and machine code calls them without leaving.
/// </summary>
public static class KeySearch
{
    /// <summary>Answers of one probe: the key is not in the table, is not here, or the objects must be asked; else where it is.</summary>
    internal const int Missing = -1, Elsewhere = -2, Ask = -3;

    private static readonly JitDriver<PyTuple, int, long> s_hash = new("tuple hash", HashOfTuple) { IsOperation = true, Location = static (int length) => $"hash of a tuple of {length}" };
    private static readonly JitDriver<PyDict, PyObject, long, long, ulong, int> s_dict = new("dict search", InDict) { IsOperation = true, Location = static () => "search in a dict" };
    private static readonly JitDriver<PySet, PyObject, long, int, int, int> s_set = new("set search", InSet) { IsOperation = true, Location = static () => "search in a set" };
    private static readonly JitDriver<PySet, int, int> s_used = new("set step", UsedInSet) { IsOperation = true, Location = static () => "next item of a set" };
    private static readonly JitDriver<PyTuple, PyTuple, CompareOp, int> s_order = new("tuple order", OrderOf) { IsOperation = true, Location = static (CompareOp op) => $"tuple {op}" };
    private static readonly JitDriver<string, string, int, bool> s_text = new("text", SameText) { IsOperation = true, Location = static () => "two texts" };

    private static readonly JitDriver<PyDict, PyObject, long, PyObject, bool> s_insert = new("dict insertion", Insert) { IsOperation = true, Location = static () => "insertion into a dict" };
    private static readonly JitDriver<PyDict, long, ulong, long> s_free = new("dict place", FreeIn) { IsOperation = true, Location = static () => "a free place in a dict" };
    private static readonly JitDriver<PySet, PyObject, long, bool> s_add = new("set addition", Add) { IsOperation = true, Location = static () => "addition to a set" };

    public static JitDriver[] Drivers => [s_hash, s_dict, s_set, s_used, s_order, s_text, s_insert, s_free, s_add];

    /// <summary>The hash of a key that <see cref="Keys.TryHash"/> has one for; else -1, which is no hash.</summary>
    public static long Hash(PyObject key)
    {
        if (key is PyInt i) return IntMath.Hash(i.Value);
        if (key is PyStr s) return s.Hash();
        if (key is PyTuple t) return HashOfTuple(t, t.Items.Length);
        return Keys.HasOwnHash(key) ? key.Hash() : -1;
    }

    /// <inheritdoc cref="PyDict.FindQuick"/>
    public static int InDict(PyDict dict, PyObject key, long hash) => InDict(dict, key, hash, hash, (ulong)hash);

    /// <inheritdoc cref="PySet.FindQuick(PyObject, long)"/>
    public static int InSet(PySet set, PyObject key, long hash)
    {
        int first = set.FirstProbe(hash);
        return InSet(set, key, hash, first, set.LastProbe(first));
    }

    /// <inheritdoc cref="PyDict.Add"/>
    public static bool Insert(PyDict dict, PyObject key, long hash, PyObject value)
    {
        if (s_insert.EnterFunction(dict, key, hash, value) is { } whole)
        {
            if (whole.IsReturn) return whole.Result;
            (dict, key, hash, value) = whole.State;
        }
        s_insert.MergePoint(dict, key, hash, value);
        dict.Add(key, hash, value);
        return true;
    }

    /// <summary>Where a key that is not in the dict goes in its index, before that is cut to the index's length.</summary>
    internal static long FreeIn(PyDict dict, long hash) => FreeIn(dict, hash, (ulong)hash);

    private static long FreeIn(PyDict dict, long at, ulong perturb)
    {
        if (s_free.EnterFunction(dict, at, perturb) is { } whole)
        {
            if (whole.IsReturn) return whole.Result;
            (dict, at, perturb) = whole.State;
        }
        while (true)
        {
            s_free.MergePoint(dict, at, perturb);
            if (!dict.IsTaken(at)) return at;
            perturb >>= 5;
            at = at * 5 + (long)perturb + 1;
            if (s_free.CanEnter(dict, at, perturb) is { } exit)
            {
                if (exit.IsReturn) return exit.Result;
                (dict, at, perturb) = exit.State;
            }
        }
    }

    /// <summary>Adds a key that is not in the set.</summary>
    public static bool Add(PySet set, PyObject key, long hash)
    {
        if (s_add.EnterFunction(set, key, hash) is { } whole)
        {
            if (whole.IsReturn) return whole.Result;
            (set, key, hash) = whole.State;
        }
        s_add.MergePoint(set, key, hash);
        return set.TryAddFirst(key, hash) || set.AddHashed(key, hash);
    }

    /// <inheritdoc cref="PyTuple.QuickOrder"/>
    public static int Order(PyTuple a, PyTuple b, CompareOp op) => OrderOf(a, b, op);

    /// <summary>Whether two texts of the same length are equal.</summary>
    public static bool SameText(string a, string b) => SameText(a, b, 0);

    private static int OrderOf(PyTuple a, PyTuple b, [Green] CompareOp op)
    {
        if (s_order.EnterFunction(a, b, op) is { } whole)
        {
            if (whole.IsReturn) return whole.Result;
            (a, b, op) = whole.State;
        }
        s_order.MergePoint(a, b, op);
        return a.Items.Length <= FewItems ? a.QuickOrder(op, b) : a.OrderOfMany(op, b);
    }

    private const int FewItems = 6;

    [Elidable]
    private static bool SameText(string a, string b, int at)
    {
        if (s_text.EnterFunction(a, b, at) is { } whole)
        {
            if (whole.IsReturn) return whole.Result;
            (a, b, at) = whole.State;
        }
        while (true)
        {
            s_text.MergePoint(a, b, at);
            if (at >= a.Length) return true;
            if (a[at] != b[at]) return false;
            at++;
            if (s_text.CanEnter(a, b, at) is { } exit)
            {
                if (exit.IsReturn) return exit.Result;
                (a, b, at) = exit.State;
            }
        }
    }

    [Elidable]
    private static long HashOfTuple(PyTuple key, [Green] int length)
    {
        if (s_hash.EnterFunction(key, length) is { } whole)
        {
            if (whole.IsReturn) return whole.Result;
            (key, length) = whole.State;
        }
        s_hash.MergePoint(key, length);
        return key.QuickHash();
    }

    private static int InDict(PyDict dict, PyObject key, long hash, long at, ulong perturb)
    {
        if (s_dict.EnterFunction(dict, key, hash, at, perturb) is { } whole)
        {
            if (whole.IsReturn) return whole.Result;
            (dict, key, hash, at, perturb) = whole.State;
        }
        while (true)
        {
            s_dict.MergePoint(dict, key, hash, at, perturb);
            int found = dict.Probe(key, hash, at);
            if (found != Elsewhere) return found;
            perturb >>= 5;
            at = at * 5 + (long)perturb + 1;
            if (s_dict.CanEnter(dict, key, hash, at, perturb) is { } exit)
            {
                if (exit.IsReturn) return exit.Result;
                (dict, key, hash, at, perturb) = exit.State;
            }
        }
    }

    private static int InSet(PySet set, PyObject key, long hash, int at, int last)
    {
        if (s_set.EnterFunction(set, key, hash, at, last) is { } whole)
        {
            if (whole.IsReturn) return whole.Result;
            (set, key, hash, at, last) = whole.State;
        }
        while (true)
        {
            s_set.MergePoint(set, key, hash, at, last);
            int found = set.Probe(key, hash, at);
            if (found != Elsewhere) return found;
            // Where ten in a row are taken the rest is no hurry.
            if (++at > last) return set.FindCrowded(key, hash);
            if (s_set.CanEnter(set, key, hash, at, last) is { } exit)
            {
                if (exit.IsReturn) return exit.Result;
                (set, key, hash, at, last) = exit.State;
            }
        }
    }

    /// <inheritdoc cref="PySet.NextUsed"/>
    internal static int UsedInSet(PySet set, int position)
    {
        if (s_used.EnterFunction(set, position) is { } whole)
        {
            if (whole.IsReturn) return whole.Result;
            (set, position) = whole.State;
        }
        while (true)
        {
            s_used.MergePoint(set, position);
            if (set.IsUsed(position)) return position;
            position++;
            if (s_used.CanEnter(set, position) is { } exit)
            {
                if (exit.IsReturn) return exit.Result;
                (set, position) = exit.State;
            }
        }
    }
}
