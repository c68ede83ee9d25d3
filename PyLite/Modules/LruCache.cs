using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>What <c>functools.lru_cache</c> makes of a function.</summary>
public sealed class PyLruCache(PyObject function, long size, bool isTyped, PyObject infoType) : PyExtensible
{
    public static readonly PyType CacheType = new("functools._lru_cache_wrapper", Types.Object, Populate, Make) { IsFinal = true };

    /// <summary>Stands before the named arguments in a key, so that none of them can be taken for a plain one.</summary>
    private static readonly PyObject Mark = new PyTuple([]);

    private readonly PyObject _function = function;

    /// <summary>The most results that are kept; negative for all of them.</summary>
    private readonly long _size = size;
    private readonly bool _isTyped = isTyped;
    private readonly PyDict _results = new();
    private long _hits, _misses;

    /// <summary>The results in the order of their last use, in a ring: behind this the latest, before it the one to go first.</summary>
    private readonly Use _ring = Use.Ring();

    /// <summary>A kept result, of a cache with a bound.</summary>
    private sealed class Use(PyObject key, PyObject result) : PyObject
    {
        public readonly PyObject Key = key, Result = result;
        public Use? Before, Behind;

        public override PyType Type => Types.Object;

        public static Use Ring()
        {
            var ring = new Use(PyNone.None, PyNone.None);
            ring.Before = ring.Behind = ring;
            return ring;
        }

        public void Leave()
        {
            Before!.Behind = Behind;
            Behind!.Before = Before;
        }

        public void ComeFirst(Use ring)
        {
            Use first = ring.Behind!;
            Before = ring;
            Behind = first;
            ring.Behind = this;
            first.Before = this;
        }
    }

    public override PyType Type => CacheType;
    public override bool IsCallable => true;
    public override bool IsDescriptor => true;
    public override PyObject DescriptorGet(PyObject? instance, PyType owner) => instance == null ? this : new PyBoundMethod(this, instance);

    private static PyObject? Make(PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.Parse("_lru_cache_wrapper", args, keywords, ["user_function", "maxsize", "typed", "cache_info_type"], 4, out PyObject?[] v)) return null;
        if (!v[0]!.IsCallable) return PyErr.TypeError("the first argument must be callable");
        long size = -1;
        if (v[1] is not PyNone && !Sequences.Integer(v[1]!, out size)) return null;
        return new PyLruCache(v[0]!, v[1] is PyNone ? -1 : Math.Max(0, size), v[2]!.Truth() == 1, v[3]!);
    }

    public override PyObject? Call(PyObject[] args, PyStr[]? keywords)
    {
        if (_size == 0)
        {
            _misses++;
            return _function.Call(args, keywords);
        }
        PyObject key = args.Length == 1 && keywords == null && !_isTyped && args[0] is PyInt or PyStr ? args[0] : Key(args, keywords);
        PyObject? known = key is PyInt i ? _results.GetInt(i.Value) : key is PyStr s ? _results.GetStr(s) : _results.Get(key);
        if (known != null)
        {
            _hits++;
            return _size < 0 ? known : Used((Use)known);
        }
        if (PyErr.Current != null) return null;
        _misses++;
        PyObject? result = _function.Call(args, keywords);
        if (result == null) return null;
        bool kept = _size < 0 ? _results.Set(key, result) : Keep(key, result);
        return kept ? result : null;
    }

    private PyObject Key(PyObject[] args, PyStr[]? keywords) =>
        !_isTyped && keywords == null ? new PyTuple(args) : LongKey(args, keywords ?? []);

    [DontLookInside]
    private PyTuple LongKey(PyObject[] args, PyStr[] keywords)
    {
        int plain = args.Length - keywords.Length;
        var items = new List<PyObject>(args[..plain]);
        if (keywords.Length > 0) items.Add(Mark);
        for (int i = 0; i < keywords.Length; i++)
        {
            items.Add(keywords[i]);
            items.Add(args[plain + i]);
        }
        if (_isTyped)
            foreach (PyObject arg in args) items.Add(arg.Type);
        return new PyTuple([.. items]);
    }

    private PyObject Used(Use use)
    {
        if (!ReferenceEquals(_ring.Behind, use))
        {
            use.Leave();
            use.ComeFirst(_ring);
        }
        return use.Result;
    }

    [DontLookInside]
    private bool Keep(PyObject key, PyObject result)
    {
        // The function may have called itself with the same arguments.
        if (_results.Get(key) != null) return true;
        if (PyErr.Current != null) return false;
        if (_results.Count >= _size)
        {
            Use last = _ring.Before!;
            last.Leave();
            if (!_results.Remove(last.Key) && PyErr.Current != null) return false;
        }
        var use = new Use(key, result);
        if (!_results.Set(key, use)) return false;
        use.ComeFirst(_ring);
        return true;
    }

    private void Clear()
    {
        _results.Clear();
        _ring.Before = _ring.Behind = _ring;
        _hits = _misses = 0;
    }

    private PyObject? Info() =>
        infoType.Call([new PyInt(_hits), new PyInt(_misses), _size < 0 ? PyNone.None : new PyInt(_size), new PyInt(_results.Count)], null);

    private static void Populate(PyType t)
    {
        t.Set("__module__", new PyStr("functools"));
        t.MethodAny("__call__", static (args, keywords) => args[0].Call(Calls.Rest(args), keywords));
        DescriptorMethods.Gets(t);
        t.Property("__dict__", static self => ((PyLruCache)self).Dictionary);
        t.Method("cache_info", static self => ((PyLruCache)self).Info());
        t.Method("cache_clear", static self =>
        {
            ((PyLruCache)self).Clear();
            return PyNone.None;
        });
        t.Method("__copy__", static self => self);
        t.Method("__reduce__", static self => self.GetAttr(Names.QualName));
        t.Method("__deepcopy__", static (self, memo) => self);
    }
}
