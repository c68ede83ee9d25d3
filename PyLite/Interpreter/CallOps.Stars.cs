using MetaJit;
using PyLite.Objects;

namespace PyLite.Interpreter;

// Calls with *iterable and **mapping. What a wrapper passes on, a tuple and a dict of few names, is taken apart by code that the tracer
// follows: in a trace the wrapper's own tuple and dict are not even made.
public static partial class CallOps
{
    /// <summary>With more arguments a call is not worth unrolling.</summary>
    private const int FewStarred = 16;

    public static bool CallEx(PyFrame frame, int sp, int hasKeywords, int plain)
    {
        int at = sp - 2 - hasKeywords - plain;
        PyObject callable = frame.Slots[at].V!;
        PyObject? named = hasKeywords != 0 ? frame.Slots[sp - 1].V : null;
        // Like CPython, which makes a tuple of several arguments before it looks at the mapping, and of a lone starred one after it.
        PyDict? keywords = plain == 0 ? Keywords(named, callable) : null;
        if (keywords == null && plain == 0) return false;
        PyObject[]? args = Starred(frame.Slots[at + 1 + plain].V!, callable, isLone: plain == 0);
        if (args == null) return false;
        keywords ??= Keywords(named, callable);
        if (keywords == null) return false;
        return Finish(frame, at, sp, CallStarred(frame, at + 1, plain, callable, args, keywords));
    }

    private static readonly PyDict NoKeywords = new();

    /// <summary>The mapping after <c>**</c> as a dict; null with TypeError pending.</summary>
    private static PyDict? Keywords(PyObject? named, PyObject callable)
    {
        if (named == null) return NoKeywords;
        if (named is PyDict dict) return dict;
        var merged = new PyDict();
        return BuildOps.DictMerge(merged, named, callable) ? merged : null;
    }

    private static PyObject[]? Starred(PyObject iterable, PyObject callable, bool isLone) =>
        iterable is PyTuple tuple ? tuple.Items : StarredAny(iterable, callable, isLone);

    [DontLookInside]
    private static PyObject[]? StarredAny(PyObject iterable, PyObject callable, bool isLone)
    {
        if (Sequences.ToArray(iterable) is { } args) return args;
        if (iterable.Type.Lookup(Names.Iter) == null && iterable.Type.Lookup(Names.GetItem) == null && PyErr.TakeIf(Types.TypeError))
            PyErr.TypeError($"{(isLone ? $"{NameOf(callable)} argument" : "Value")} after * must be an iterable, not {iterable.Type.Name}");
        return null;
    }

    private static PyObject? CallStarred(PyFrame frame, int first, int plain, PyObject callable, PyObject[] args, PyDict keywords)
    {
        bool noneNamed = ReferenceEquals(keywords, NoKeywords) || keywords.Count == 0;
        if (args.Length > FewStarred) return CallMany(callable, Plain(frame, first, plain), args, keywords);
        int count = Jit.Promote(args.Length);
        if (noneNamed) return callable.Call(plain == 0 ? args : Joined(frame, first, plain, args, count, 0), null);
        int names = Jit.Promote(keywords.Count);
        if (names > FewStarred || keywords.End != names) return CallMany(callable, Plain(frame, first, plain), args, keywords);
        PyObject[] all = Joined(frame, first, plain, args, count, names);
        KeywordNames? known = TakeNamed(keywords, all, plain + count, names);
        return known != null ? callable.Call(all, Jit.Promote(known).Names) : CallMany(callable, Plain(frame, first, plain), args, keywords);
    }

    private static PyObject[] Plain(PyFrame frame, int first, int plain) => Joined(frame, first, plain, Calls.NoArguments, 0, 0);

    /// <summary>The plain arguments, the starred ones, and room for named ones.</summary>
    [UnrollSafe]
    private static PyObject[] Joined(PyFrame frame, int first, int plain, PyObject[] args, int count, int room)
    {
        var all = new PyObject[plain + count + room];
        for (int i = 0; i < plain; i++) all[i] = frame.Slots[first + i].V!;
        for (int i = 0; i < count; i++) all[plain + i] = args[i];
        return all;
    }

    /// <summary>Moves the values of a dict without gaps behind the other arguments; null when a key is no str.</summary>
    [UnrollSafe]
    private static KeywordNames? TakeNamed(PyDict keywords, PyObject[] all, int at, int count)
    {
        KeywordNames? names = KeywordNames.None;
        for (int i = 0; i < count && names != null; i++)
        {
            if (!keywords.EntryAt(i, out PyObject key, out PyObject value) || key is not PyStr name) return null;
            all[at + i] = value;
            // A call in one place mostly has the same names, which literals have made.
            names = names.With(name.IsInterned ? Jit.Promote(name) : name);
        }
        return names;
    }

    /// <summary>Calls with plain arguments, further ones and named ones.</summary>
    [DontLookInside]
    public static PyObject? CallMany(PyObject callable, PyObject[] plain, PyObject[] args, PyDict keywords)
    {
        if (keywords.Count == 0) return callable.Call([.. plain, .. args], null);
        var all = new List<PyObject>([.. plain, .. args]);
        var names = new List<PyStr>();
        foreach ((PyObject key, PyObject value) in keywords.Pairs())
        {
            if (UserSlots.Unwrap(key) is not PyStr name) return PyErr.TypeError("keywords must be strings");
            names.Add(PyStr.Intern(name));
            all.Add(value);
        }
        return callable.Call([.. all], [.. names]);
    }
}

/// <summary>The names of a call's keyword arguments, one object for the same names in the same order.</summary>
public sealed class KeywordNames
{
    /// <summary>Sequences remembered; programs that make up names at run time may need more, and do without.</summary>
    private const int Most = 2000;

    private static int _made;

    public static readonly KeywordNames None = new([]);

    [ImmutableArray] public readonly PyStr[] Names;
    private readonly Dictionary<string, KeywordNames> _longer = [];

    private KeywordNames(PyStr[] names) => Names = names;

    /// <summary>These names and one more; null when too many sequences are known already.</summary>
    [Elidable]
    public KeywordNames? With(PyStr name)
    {
        if (_longer.TryGetValue(name.Value, out KeywordNames? longer)) return longer;
        if (_made >= Most) return null;
        _made++;
        return _longer[name.Value] = new KeywordNames([.. Names, PyStr.Intern(name)]);
    }
}
