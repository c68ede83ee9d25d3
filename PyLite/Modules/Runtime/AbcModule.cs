using System.Runtime.CompilerServices;
using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Abstract base classes: which classes count as subclasses of one, and which of its methods are still abstract.</summary>
[PyModule("_abc"), DontLookInside]
public static partial class AbcModule
{
    private static readonly PyStr Impl = PyStr.Intern("_abc_impl"), Abstract = PyStr.Intern("__abstractmethods__"), IsAbstractName = PyStr.Intern("__isabstractmethod__"),
        Hook = PyStr.Intern("__subclasshook__"), Flags = PyStr.Intern("__abc_tpflags__");

    /// <summary>Grows with each registration: what was found not to be a subclass before may be one now.</summary>
    private static long s_registrations;

    /// <summary>What is known of one abstract class.</summary>
    private sealed class AbcData : PyObject
    {
        private static readonly PyType DataType = new("_abc._abc_data", Types.Object) { IsFinal = true };

        public readonly List<WeakReference<PyType>> Registry = [];
        public ConditionalWeakTable<PyObject, object> Cache = [], NegativeCache = [];
        public long NegativeVersion;

        public override PyType Type => DataType;

        public IEnumerable<PyType> Registered
        {
            get
            {
                foreach (WeakReference<PyType> reference in Registry)
                    if (reference.TryGetTarget(out PyType? t)) yield return t;
            }
        }
    }

    private static readonly object Present = new();

    private static AbcData? DataOf(PyObject cls)
    {
        if (cls.GetAttr(Impl) is not { } found) return null;
        if (found is AbcData data) return data;
        PyErr.TypeError("_abc_impl is set to a wrong type");
        return null;
    }

    /// <summary>Returns the current ABC cache token: it changes with every call to register() on any ABC.</summary>
    [PyFunction]
    public static long get_cache_token() => s_registrations;

    /// <summary>Internal ABC helper for class set-up. Should be never used outside abc module.</summary>
    [PyFunction]
    public static PyObject? _abc_init(PyObject self)
    {
        if (self is not PyType type) return PyErr.TypeError("argument must be a class");
        if (!ComputeAbstract(type) || !type.SetAttr(Impl, new AbcData())) return null;
        if (type.OwnAttribute(Flags) is PyInt flags)
        {
            if (Kind(flags.Value) == (PatternKind.Sequence | PatternKind.Mapping))
                return PyErr.TypeError("__abc_tpflags__ cannot be both Py_TPFLAGS_SEQUENCE and Py_TPFLAGS_MAPPING");
            type.MatchKind |= Kind(flags.Value);
            if (!type.SetOwn(Flags, null)) return null;
        }
        return PyNone.None;
    }

    /// <summary>The flags that pattern matching asks for, as CPython numbers them.</summary>
    private static PatternKind Kind(long flags) => ((flags & 1 << 5) != 0 ? PatternKind.Sequence : 0) | ((flags & 1 << 6) != 0 ? PatternKind.Mapping : 0);

    private static bool ComputeAbstract(PyType type)
    {
        var names = new PySet(isFrozen: true);
        foreach ((PyObject key, PyObject value) in type.AttributesNow().Pairs())
        {
            int flag = IsAbstract(value);
            if (flag < 0 || flag == 1 && !names.Add(key)) return false;
        }
        foreach (PyType b in type.Bases)
        {
            PyObject? inherited = Attributes.Find(b, Abstract);
            if (PyErr.Current != null) return false;
            if (inherited == null) continue;
            if (Sequences.ToList(inherited) is not { } list) return false;
            foreach (PyObject name in list)
            {
                if (name is not PyStr text) continue;
                PyObject? value = Attributes.Find(type, PyStr.Intern(text));
                if (value == null && PyErr.Current != null) return false;
                int flag = value == null ? 0 : IsAbstract(value);
                if (flag < 0 || flag == 1 && !names.Add(name)) return false;
            }
        }
        return type.SetAttr(Abstract, names);
    }

    private static int IsAbstract(PyObject value)
    {
        if (value is PyType or PyStr or PyInt or PyNone || value is PyFunction { Dict: null }) return 0;
        if (Attributes.Find(value, IsAbstractName) is { } flag) return Operators.Truth(flag);
        return PyErr.Current != null ? -1 : 0;
    }

    /// <summary>Internal ABC helper for subclasss registration. Should be never used outside abc module.</summary>
    [PyFunction]
    public static PyObject? _abc_register(PyObject self, PyObject subclass)
    {
        if (subclass is not PyType type) return PyErr.TypeError("Can only register classes");
        int already = TypeChecks.IsSubclass(subclass, self);
        if (already != 0) return already < 0 ? null : subclass;
        int cycle = TypeChecks.IsSubclass(self, subclass);
        if (cycle != 0) return cycle < 0 ? null : PyErr.Raise(Types.RuntimeError, "Refusing to create an inheritance cycle");
        if (DataOf(self) is not { } data) return null;
        data.Registry.Add(new WeakReference<PyType>(type));
        s_registrations++;
        // As in CPython what a builtin class is in patterns does not change: str is no sequence there.
        if (self is PyType { PatternKinds: not PatternKind.None and var kind } && type.IsUser) type.MatchKind = kind;
        return subclass;
    }

    /// <summary>Internal ABC helper for instance checks. Should be never used outside abc module.</summary>
    [PyFunction]
    public static PyObject? _abc_instancecheck(PyObject self, PyObject instance)
    {
        if (DataOf(self) is not { } data || instance.GetAttr(Names.Class) is not { } subclass) return null;
        if (data.Cache.TryGetValue(subclass, out _)) return PyBool.True;
        PyObject type = instance.Type;
        if (ReferenceEquals(type, subclass))
        {
            if (data.NegativeVersion == s_registrations && data.NegativeCache.TryGetValue(subclass, out _)) return PyBool.False;
            return Calls.Method(self, "__subclasscheck__", subclass);
        }
        if (Calls.Method(self, "__subclasscheck__", subclass) is not { } first) return null;
        int truth = Operators.Truth(first);
        if (truth != 0) return truth < 0 ? null : PyBool.True;
        return Calls.Method(self, "__subclasscheck__", type);
    }

    /// <summary>Internal ABC helper for subclasss checks. Should be never used outside abc module.</summary>
    [PyFunction]
    public static PyObject? _abc_subclasscheck(PyObject self, PyObject subclass)
    {
        if (subclass is not PyType type) return PyErr.TypeError("issubclass() arg 1 must be a class");
        if (DataOf(self) is not { } data) return null;
        if (data.Cache.TryGetValue(type, out _)) return PyBool.True;
        if (data.NegativeVersion < s_registrations)
        {
            data.NegativeCache = [];
            data.NegativeVersion = s_registrations;
        }
        else if (data.NegativeCache.TryGetValue(type, out _))
        {
            return PyBool.False;
        }
        int found = Search(self, data, type);
        if (found < 0) return null;
        (found == 1 ? data.Cache : data.NegativeCache).AddOrUpdate(type, Present);
        return PyBool.Of(found == 1);
    }

    private static int Search(PyObject self, AbcData data, PyType type)
    {
        if (self.GetAttr(Hook) is not { } hook || Calls.Call1(hook, type) is not { } answer) return -1;
        if (answer != PyNotImplemented.Value)
        {
            if (answer is PyBool b) return b == PyBool.True ? 1 : 0;
            PyErr.Fail(Types.AssertionError, "__subclasshook__ must return either False, True, or NotImplemented");
            return -1;
        }
        if (Array.IndexOf(type.Mro, self) >= 0) return 1;
        foreach (PyType registered in data.Registered.ToArray())
        {
            int result = TypeChecks.IsSubclass(type, registered);
            if (result != 0) return result;
        }
        if (Calls.Method(self, "__subclasses__") is not { } derived || Sequences.ToList(derived) is not { } list) return -1;
        foreach (PyObject one in list)
        {
            int result = TypeChecks.IsSubclass(type, one);
            if (result != 0) return result;
        }
        return 0;
    }

    /// <summary>Internal ABC helper to reset registry of a given class. Should be only used by refleak.py</summary>
    [PyFunction]
    public static PyObject? _reset_registry(PyObject self)
    {
        if (DataOf(self) is not { } data) return null;
        data.Registry.Clear();
        return PyNone.None;
    }

    /// <summary>Internal ABC helper to reset both caches of a given class. Should be only used by refleak.py</summary>
    [PyFunction]
    public static PyObject? _reset_caches(PyObject self)
    {
        if (DataOf(self) is not { } data) return null;
        data.Cache = [];
        data.NegativeCache = [];
        return PyNone.None;
    }

    /// <summary>Internal ABC helper for cache and registry debugging: weak references to what is in the registry and in both caches, and negative cache version.</summary>
    [PyFunction]
    public static PyObject? _get_dump(PyObject self)
    {
        if (DataOf(self) is not { } data) return null;
        PySet? Set(IEnumerable<PyObject> classes) => PySet.From(new PyTuple([.. classes.Select(known => PyWeakReference.New(known)!)]), isFrozen: false);
        return Set(data.Registered) is { } registry && Set(data.Cache.Select(p => p.Key)) is { } cache && Set(data.NegativeCache.Select(p => p.Key)) is { } negative
            ? new PyTuple([registry, cache, negative, new PyInt(data.NegativeVersion)]) : null;
    }
}
