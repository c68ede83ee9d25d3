using System.Text;
using MetaJit;
using PyLite.Interpreter;

namespace PyLite.Objects;

/// <summary>
/// A <c>set</c> or <c>frozenset</c>. The table is probed and grown as CPython's is, so that sets of ints come out in the same order.
/// </summary>
public sealed class PySet : PyObject
{
    private struct Entry
    {
        public PyObject? Key;
        public long Hash;
    }

    private const int LinearProbes = 9;

    /// <summary>Marks an entry whose key was removed.</summary>
    private static readonly PyObject Dummy = PyEnd.Value;

    private Entry[] _table = new Entry[8];
    /// <summary>Entries in use, dummies included.</summary>
    private int _fill;
    private int _used;
    private long _hash = -1;

    public readonly bool IsFrozen;

    public int Version { get; private set; }

    public PySet(bool isFrozen) => IsFrozen = isFrozen;

    [DontLookInside]
    public static PySet? From(PyObject iterable, bool isFrozen)
    {
        var set = new PySet(isFrozen);
        return set.UpdateFrom(iterable) ? set : null;
    }

    public override PyType Type => IsFrozen ? Types.FrozenSet : Types.Set;
    public int Count => _used;
    public override long Len() => _used;
    public override int Truth() => _used != 0 ? 1 : 0;

    /// <summary>Index of the key's entry; -1 not there; -2 with an exception pending.</summary>
    private int Find(PyObject key, long hash)
    {
    restart:
        int mask = _table.Length - 1;
        int i = (int)hash & mask;
        ulong perturb = (ulong)hash;
        while (true)
        {
            int probes = i + LinearProbes <= mask ? LinearProbes : 0;
            for (int at = i; at <= i + probes; at++)
            {
                Entry e = _table[at];
                if (e.Key == null) return -1;
                if (e.Hash != hash || ReferenceEquals(e.Key, Dummy)) continue;
                int version = Version;
                int equal = Operators.Equal(e.Key, key);
                if (equal < 0) return -2;
                if (version != Version) goto restart;
                if (equal == 1) return at;
            }
            perturb >>= 5;
            i = (int)((ulong)i * 5 + 1 + perturb) & mask;
        }
    }

    /// <summary>False with an exception pending.</summary>
    [DontLookInside]
    public bool Add(PyObject key)
    {
        long hash = key.Hash();
        if (hash == -1) return false;
        int at = Find(key, hash);
        if (at == -2) return false;
        if (at < 0) Insert(key, hash);
        return true;
    }

    private void Insert(PyObject key, long hash)
    {
        Place(_table, key, hash);
        _fill++;
        _used++;
        Version++;
        if ((long)_fill * 5 >= (long)(_table.Length - 1) * 3) Resize(_used > 50000 ? _used * 2 : _used * 4);
    }

    private static void Place(Entry[] table, PyObject key, long hash)
    {
        int mask = table.Length - 1;
        int i = (int)hash & mask;
        ulong perturb = (ulong)hash;
        while (true)
        {
            int probes = i + LinearProbes <= mask ? LinearProbes : 0;
            for (int at = i; at <= i + probes; at++)
            {
                if (table[at].Key != null) continue;
                table[at] = new Entry { Key = key, Hash = hash };
                return;
            }
            perturb >>= 5;
            i = (int)((ulong)i * 5 + 1 + perturb) & mask;
        }
    }

    private void Resize(int minimum)
    {
        int size = 8;
        while (size <= minimum) size *= 2;
        var table = new Entry[size];
        foreach (Entry e in _table)
            if (e.Key != null && !ReferenceEquals(e.Key, Dummy)) Place(table, e.Key, e.Hash);
        _table = table;
        _fill = _used;
    }

    /// <summary>1 removed, 0 not there, -1 with an exception pending.</summary>
    [DontLookInside]
    public int Remove(PyObject key)
    {
        long hash = HashOfKey(key);
        if (hash == -1) return -1;
        int at = Find(key, hash);
        if (at < 0) return at == -2 ? -1 : 0;
        RemoveAt(at);
        return 1;
    }

    private static long HashOfKey(PyObject key)
    {
        if (key is PySet s && !s.IsFrozen) return s.FrozenHash();
        return key.Hash();
    }

    private void RemoveAt(int at)
    {
        _table[at].Key = Dummy;
        _used--;
        Version++;
    }

    /// <summary>Removes and returns some item, or null when empty.</summary>
    [DontLookInside]
    public PyObject? Pop()
    {
        for (int i = 0; i < _table.Length; i++)
        {
            if (_table[i].Key is not { } key || ReferenceEquals(key, Dummy)) continue;
            RemoveAt(i);
            return key;
        }
        return null;
    }

    public void Clear()
    {
        _table = new Entry[8];
        _fill = _used = 0;
        Version++;
    }

    [DontLookInside]
    public PySet Copy(bool isFrozen)
    {
        var copy = new PySet(isFrozen);
        copy.Merge(this);
        return copy;
    }

    /// <summary>Steps to the next item at or after the position; null at the end.</summary>
    [DontLookInside]
    public PyObject? NextItem(ref int position)
    {
        while (position < _table.Length)
        {
            PyObject? key = _table[position++].Key;
            if (key != null && !ReferenceEquals(key, Dummy)) return key;
        }
        return null;
    }

    public List<PyObject> ToList()
    {
        var items = new List<PyObject>(_used);
        int position = 0;
        while (NextItem(ref position) is { } item) items.Add(item);
        return items;
    }

    private void Merge(PySet other)
    {
        // As CPython: make room first, and copy an equal table as it stands.
        if ((long)(_fill + other._used) * 5 >= (long)(_table.Length - 1) * 3) Resize((_used + other._used) * 2);
        if (_fill == 0 && _table.Length == other._table.Length && other._fill == other._used)
        {
            _table = [.. other._table];
            _fill = _used = other._used;
            Version++;
            return;
        }
        foreach (Entry e in other._table)
        {
            if (e.Key == null || ReferenceEquals(e.Key, Dummy)) continue;
            if (_used == 0 || Find(e.Key, e.Hash) == -1) Insert(e.Key, e.Hash);
        }
    }

    [DontLookInside]
    public bool UpdateFrom(PyObject iterable)
    {
        if (UserSlots.Unwrap(iterable) is PySet s)
        {
            Merge(s);
            return true;
        }
        return Fold.ToSet.Over(iterable, this) != null;
    }

    public override int Contains(PyObject item)
    {
        int found = item is PyInt i ? ProbeInt(i.Value) : -1;
        return found >= 0 ? found : ContainsAny(item);
    }

    /// <summary>Looks at the first place the key can be in, by code that the tracer follows; -1: it takes the whole search, which is a call.</summary>
    private int ProbeInt(long key)
    {
        Entry[] table = _table;
        PyObject? first = table[(int)key & (table.Length - 1)].Key;
        if (first is PyInt i && i.Value == key) return 1;
        // The hash of such an int is the int itself: the search would begin, and end, here.
        return first == null && key is >= 0 and <= int.MaxValue ? 0 : -1;
    }

    [DontLookInside]
    private int ContainsAny(PyObject item)
    {
        long hash = HashOfKey(item);
        if (hash == -1) return -1;
        int at = Find(item, hash);
        return at == -2 ? -1 : at >= 0 ? 1 : 0;
    }

    // ---- algebra

    public PyObject? Combine(BinaryOp op, PyObject other)
    {
        if (From(other, isFrozen: false) is not { } right) return null;
        return op switch
        {
            BinaryOp.Or => Union(right),
            BinaryOp.And => Intersection(right),
            BinaryOp.Sub => Difference(right),
            BinaryOp.Xor => SymmetricDifference(right),
            _ => PyNotImplemented.Value,
        };
    }

    public PySet Union(PySet other)
    {
        PySet result = Copy(IsFrozen);
        result.Merge(other);
        return result;
    }

    public PySet? Intersection(PySet other)
    {
        var result = new PySet(IsFrozen);
        (PySet large, PySet small) = other._used > _used ? (other, this) : (this, other);
        foreach (PyObject item in small.ToList())
        {
            int has = large.Contains(item);
            if (has < 0 || has == 1 && !result.Add(item)) return null;
        }
        return result;
    }

    public PySet? Difference(PySet other)
    {
        var result = new PySet(IsFrozen);
        foreach (PyObject item in ToList())
        {
            int has = other.Contains(item);
            if (has < 0 || has == 0 && !result.Add(item)) return null;
        }
        return result;
    }

    public PySet? SymmetricDifference(PySet other)
    {
        PySet result = other.Copy(IsFrozen);
        foreach (PyObject item in ToList())
        {
            int removed = result.Remove(item);
            if (removed < 0 || removed == 0 && !result.Add(item)) return null;
        }
        return result;
    }

    public bool? IsSubsetOf(PySet other)
    {
        if (_used > other._used) return false;
        foreach (PyObject item in ToList())
        {
            int has = other.Contains(item);
            if (has < 0) return null;
            if (has == 0) return false;
        }
        return true;
    }

    /// <summary>Becomes the result of an operation on itself.</summary>
    public void Become(PySet other)
    {
        _table = other._table;
        _fill = other._fill;
        _used = other._used;
        Version++;
    }

    [DontLookInside]
    public override PyObject? Binary(BinaryOp op, PyObject other)
    {
        PyObject right = UserSlots.Unwrap(other);
        if (right is not (PySet or PyDictView { View: not DictView.Values }) || op is not (BinaryOp.Or or BinaryOp.And or BinaryOp.Sub or BinaryOp.Xor))
            return PyNotImplemented.Value;
        return Combine(op, right);
    }

    [DontLookInside]
    public override PyObject? InPlace(BinaryOp op, PyObject other)
    {
        if (IsFrozen) return PyNotImplemented.Value;
        PyObject? result = Binary(op, other);
        if (result is not PySet s) return result;
        Become(s);
        return this;
    }

    [DontLookInside]
    public override PyObject? Compare(CompareOp op, PyObject other)
    {
        if (UserSlots.Unwrap(other) is not PySet s) return PyNotImplemented.Value;
        bool? result = op switch
        {
            CompareOp.Eq => _used == s._used ? IsSubsetOf(s) : false,
            CompareOp.Ne => _used == s._used ? !IsSubsetOf(s) : true,
            CompareOp.Le => IsSubsetOf(s),
            CompareOp.Lt => _used < s._used ? IsSubsetOf(s) : false,
            CompareOp.Ge => s.IsSubsetOf(this),
            _ => s._used < _used ? s.IsSubsetOf(this) : false,
        };
        return result is { } b ? PyBool.Of(b) : null;
    }

    public override long Hash()
    {
        if (IsFrozen) return FrozenHash();
        PyErr.TypeError("unhashable type: 'set'");
        return -1;
    }

    [DontLookInside]
    private long FrozenHash()
    {
        if (_hash != -1 && IsFrozen) return _hash;
        ulong h = 0;
        foreach (PyObject item in ToList())
        {
            ulong x = (ulong)item.Hash();
            h ^= (x ^ 89869747 ^ x << 16) * 3644798167;
        }
        h ^= ((ulong)_used + 1) * 1927868237;
        h ^= h >> 11 ^ h >> 25;
        h = h * 69069 + 907133923;
        _hash = h == ulong.MaxValue ? 590923713 : (long)h;
        return _hash;
    }

    public override PyObject Iter() => new PySetIterator(this);

    [DontLookInside]
    public override PyStr? Repr()
    {
        string name = Type.Name;
        if (_used == 0) return new PyStr(name + "()");
        if (ReprGuard.IsActive(this)) return new PyStr(name + "(...)");
        ReprGuard.Enter(this);
        List<PyObject> items = ToList();
        string? inner = Sequences.ReprItems(items, items.Count);
        ReprGuard.Leave();
        if (inner == null) return null;
        return new PyStr(IsFrozen ? $"frozenset({{{inner}}})" : $"{{{inner}}}");
    }
}

public sealed class PySetIterator(PySet set) : PyObject
{
    private readonly int _count = set.Count;
    private int _position;

    public override PyType Type => Types.SetIterator;
    public override bool IsIterator => true;
    public override PyObject Iter() => this;

    public override PyObject? Next()
    {
        if (_count != set.Count) return PyErr.Raise(Types.RuntimeError, "Set changed size during iteration");
        return set.NextItem(ref _position) ?? PyEnd.Value;
    }
}
