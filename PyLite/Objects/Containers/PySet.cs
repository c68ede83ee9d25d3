using System.Runtime.CompilerServices;
using MetaJit;

namespace PyLite.Objects;

/// <summary>
/// A <c>set</c> or <c>frozenset</c>. The table is probed and grown as CPython's is, so that sets of ints come out in the same order.
/// </summary>
public sealed partial class PySet : PyObject
{
    private struct Entry
    {
        public PyObject? Key;
        public long Hash;

        /// <summary>Whether it has a key, and not one that was removed.</summary>
        public readonly bool IsKey => Key != null && Hash != -1;
    }

    private const int LinearProbes = 9;

    /// <summary>Answers of a search: not there, an exception is pending, the objects must be asked.</summary>
    private const int Missing = -1, Failed = -2, Ask = -3;

    /// <summary>Marks an entry whose key was removed; its hash is -1, which no key has.</summary>
    private static readonly PyObject Dummy = PyEnd.Value;

    /// <summary>The items with their hashes, as they are now.</summary>
    internal List<(PyObject Key, long Hash)> HashedKeys()
    {
        var keys = new List<(PyObject, long)>(_used);
        foreach (Entry e in _table)
            if (e.IsKey) keys.Add((e.Key!, e.Hash));
        return keys;
    }

    private Entry[] _table = new Entry[8];
    /// <summary>Entries in use, dummies included.</summary>
    private int _fill;
    private int _used;
    private long _hash = -1;
    /// <summary>Where <see cref="Pop"/> looks next.</summary>
    private int _finger;

    public readonly bool IsFrozen;

    public int Version { get; private set; }

    public PySet(bool isFrozen) => IsFrozen = isFrozen;

    public static PySet? From(PyObject iterable, bool isFrozen)
    {
        var set = new PySet(isFrozen);
        return set.UpdateFrom(iterable) ? set : null;
    }

    public override PyType Type => IsFrozen ? Types.FrozenSet : Types.Set;
    public int Count => _used;
    public override long Len() => _used;
    public override int Truth() => _used != 0 ? 1 : 0;

    // ---- searching

    private int FindQuick(PyObject key, long hash)
    {
        int free = -1;
        return FindQuick(key, hash, ref free);
    }

    /// <summary>
    /// Index of the key's entry, or <see cref="Missing"/>, or <see cref="Ask"/>; what the program defines is not called. The last entry on the way
    /// whose key was removed, if there is one, is where CPython adds a key.
    /// </summary>
    private int FindQuick(PyObject key, long hash, ref int free)
    {
        Entry[] table = _table;
        int mask = table.Length - 1;
        int i = (int)hash & mask;
        ulong perturb = (ulong)hash;
        while (true)
        {
            int last = i + LinearProbes <= mask ? i + LinearProbes : i;
            for (int at = i; at <= last; at++)
            {
                ref readonly Entry e = ref table[at];
                if (e.Key == null) return Missing;
                if (e.Hash != hash)
                {
                    if (e.Hash == -1) free = at;
                    continue;
                }
                if (ReferenceEquals(e.Key, key)) return at;
                int equal = Keys.QuickEqual(e.Key, key);
                if (equal != 0) return equal == 1 ? at : Ask;
            }
            perturb >>= 5;
            i = (int)((ulong)i * 5 + 1 + perturb) & mask;
        }
    }

    // The first places in a row, one at a time, for KeySearch.

    internal int FirstProbe(long hash) => (int)hash & (_table.Length - 1);

    internal int LastProbe(int first) => first + LinearProbes < _table.Length ? first + LinearProbes : first;

    internal int Probe(PyObject key, long hash, int at)
    {
        Entry[] table = _table;
        PyObject? here = table[at].Key;
        if (here == null) return KeySearch.Missing;
        if (table[at].Hash != hash) return KeySearch.Elsewhere;
        int equal = Keys.QuickEqual(here, key);
        return equal == 1 ? at : equal == 0 ? KeySearch.Elsewhere : KeySearch.Ask;
    }

    [DontLookInside]
    internal int FindCrowded(PyObject key, long hash) => FindQuick(key, hash);

    /// <summary>Index of the key's entry, or <see cref="Missing"/>, or <see cref="Failed"/>.</summary>
    private int Find(PyObject key, long hash)
    {
        int free = -1;
        return Find(key, hash, ref free);
    }

    private int Find(PyObject key, long hash, ref int free) => FindQuick(key, hash, ref free) is not Ask and var quick ? quick : FindAny(key, hash, ref free);

    /// <summary>
    /// <see cref="Find(PyObject, long)"/> of a key whose hash was computed in code that the tracer follows: its comparison with the first key of
    /// that hash, mostly the only one, is such code too.
    /// </summary>
    private int FindHashed(PyObject key, long hash)
    {
        int at = KeySearch.InSet(this, key, hash);
        if (at != Ask) return at;
        int first = FirstToAsk(key, hash), version = Version;
        int equal = Operators.Equal(_table[first].Key!, key);
        if (equal < 0) return Failed;
        if (version != Version) return FindPast(key, hash, -1);
        return equal == 1 ? first : FindPast(key, hash, first);
    }

    /// <summary>Index of the first entry that could have the key, where the objects must be asked.</summary>
    [DontLookInside]
    private int FirstToAsk(PyObject key, long hash)
    {
        int mask = _table.Length - 1;
        int i = (int)hash & mask;
        ulong perturb = (ulong)hash;
        while (true)
        {
            int last = i + LinearProbes <= mask ? i + LinearProbes : i;
            for (int at = i; at <= last; at++)
                if (_table[at].Key is { } known && _table[at].Hash == hash && Keys.QuickEqual(known, key) != 0) return at;
            perturb >>= 5;
            i = (int)((ulong)i * 5 + 1 + perturb) & mask;
        }
    }

    [DontLookInside]
    private int FindPast(PyObject key, long hash, int past)
    {
        int free = -1;
        return FindAny(key, hash, ref free, past);
    }

    /// <param name="key">The key.</param>
    /// <param name="hash">Its hash.</param>
    /// <param name="free">See <see cref="FindQuick(PyObject, long, ref int)"/>.</param>
    /// <param name="past">Index of an entry of the same hash: neither it nor one on the way to it has the key; -1 for none.</param>
    private int FindAny(PyObject key, long hash, ref int free, int past = -1)
    {
    restart:
        free = -1;
        int mask = _table.Length - 1;
        int i = (int)hash & mask;
        ulong perturb = (ulong)hash;
        while (true)
        {
            int probes = i + LinearProbes <= mask ? LinearProbes : 0;
            for (int at = i; at <= i + probes; at++)
            {
                Entry e = _table[at];
                if (e.Key == null) return Missing;
                if (e.Hash != hash)
                {
                    if (e.Hash == -1) free = at;
                    continue;
                }
                if (past >= 0)
                {
                    if (at == past) past = -1;
                    continue;
                }
                int version = Version;
                int equal = Operators.Equal(e.Key, key);
                if (equal < 0) return Failed;
                if (version != Version) goto restart;
                if (equal == 1) return at;
            }
            perturb >>= 5;
            i = (int)((ulong)i * 5 + 1 + perturb) & mask;
        }
    }

    private static long HashOfKey(PyObject key)
    {
        if (key is PySet { IsFrozen: false } s) return s.FrozenHash();
        if (key is PyInstance { Native: PySet { IsFrozen: false } wrapped } && key.Type.SpecialOverride(Names.Hash) is null or PyNone) return wrapped.FrozenHash();
        return key.Hash();
    }

    // ---- adding

    /// <summary>False with an exception pending.</summary>
    public bool Add(PyObject key)
    {
        long hash;
        if (key is not PyInstance)
        {
            if (!Jit.IsTracing) return AddQuick(key) || AddAny(key);
            hash = KeySearch.Hash(key);
            int at = hash == -1 ? Ask : KeySearch.InSet(this, key, hash);
            return at >= 0 || (at == Missing ? KeySearch.Add(this, key, hash) : AddAny(key));
        }
        // An instance of a user's class computes its hash in code that the tracer follows.
        hash = key.Hash();
        if (hash == -1) return false;
        if (!Jit.IsTracing) return AddHashed(key, hash);
        int place = KeySearch.InSet(this, key, hash);
        return place == Ask ? AddAsking(key, hash) : place >= 0 || KeySearch.Add(this, key, hash);
    }

    private bool AddAsking(PyObject key, long hash)
    {
        int first = FirstToAsk(key, hash), version = Version;
        int equal = Operators.Equal(_table[first].Key!, key);
        if (equal < 0) return false;
        return version == Version ? equal == 1 || AddPast(key, hash, first) : AddPast(key, hash, -1);
    }

    /// <summary>Adds the key where it is not there behind <paramref name="past"/>.</summary>
    [DontLookInside]
    private bool AddPast(PyObject key, long hash, int past)
    {
        int free = -1;
        int at = FindAny(key, hash, ref free, past);
        if (at == Missing) Insert(key, hash, free);
        return at != Failed;
    }

    /// <summary>False: the objects must be asked.</summary>
    [DontLookInside]
    private bool AddQuick(PyObject key)
    {
        if (!Keys.TryHash(key, out long hash)) return false;
        int free = -1;
        int at = FindQuick(key, hash, ref free);
        if (at == Missing) Insert(key, hash, free);
        return at != Ask;
    }

    [DontLookInside]
    private bool AddAny(PyObject key)
    {
        long hash = key.Hash();
        return hash != -1 && AddHashed(key, hash);
    }

    [DontLookInside]
    internal bool AddHashed(PyObject key, long hash)
    {
        int free = -1;
        int at = Find(key, hash, ref free);
        if (at == Failed) return false;
        if (at == Missing) Insert(key, hash, free);
        return true;
    }

    /// <summary>
    /// Adds a key that is not there where the first place for it is free and the table has room for one more. Else false: nothing has been done.
    /// </summary>
    internal bool TryAddFirst(PyObject key, long hash)
    {
        Entry[] table = _table;
        int at = (int)hash & (table.Length - 1);
        if (table[at].Key != null || (_fill + 1) * 5 >= (table.Length - 1) * 3) return false;
        table[at].Key = key;
        table[at].Hash = hash;
        _fill++;
        _used++;
        Version++;
        return true;
    }

    private void Insert(PyObject key, long hash, int free)
    {
        _used++;
        Version++;
        if (free >= 0)
        {
            _table[free] = new Entry { Key = key, Hash = hash };
            return;
        }
        Place(_table, key, hash);
        _fill++;
        if ((long)_fill * 5 >= (long)(_table.Length - 1) * 3) Resize(Roomy);
    }

    private int Roomy => _used > 50000 ? _used * 2 : _used * 4;

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
        foreach (ref readonly Entry e in _table.AsSpan())
            if (e.IsKey) Place(table, e.Key!, e.Hash);
        _table = table;
        _fill = _used;
    }

    // ---- removing

    /// <summary>1 removed, 0 not there, -1 with an exception pending.</summary>
    public int Remove(PyObject key)
    {
        // What is not there is found without leaving the trace.
        if (Jit.IsTracing && KeySearch.Hash(key) is not -1 and var hash && KeySearch.InSet(this, key, hash) == Missing) return 0;
        return RemoveQuick(key) is >= 0 and var quick ? quick : RemoveAny(key);
    }

    /// <summary>1 removed, 0 not there, -1: the objects must be asked.</summary>
    [DontLookInside]
    private int RemoveQuick(PyObject key)
    {
        if (!Keys.TryHash(key, out long hash)) return -1;
        int at = FindQuick(key, hash);
        if (at < 0) return at == Missing ? 0 : -1;
        RemoveAt(at);
        return 1;
    }

    [DontLookInside]
    private int RemoveAny(PyObject key)
    {
        long hash = HashOfKey(key);
        if (hash == -1 && key is PyInstance { Native: PySet s } && PyErr.TakeIf(Types.TypeError)) return Remove(s.Copy(isFrozen: true));
        return hash == -1 ? -1 : RemoveHashed(key, hash);
    }

    private int RemoveHashed(PyObject key, long hash)
    {
        int at = Find(key, hash);
        if (at < 0) return at == Failed ? -1 : 0;
        RemoveAt(at);
        return 1;
    }

    private void RemoveAt(int at)
    {
        _table[at] = new Entry { Key = Dummy, Hash = -1 };
        _used--;
        Version++;
    }

    /// <summary>Removes and returns some item, or null when empty. The next search begins where this one ended.</summary>
    [DontLookInside]
    public PyObject? Pop()
    {
        if (_used == 0) return null;
        int mask = _table.Length - 1, at = _finger & mask;
        while (!_table[at].IsKey) at = (at + 1) & mask;
        PyObject key = _table[at].Key!;
        RemoveAt(at);
        _finger = at + 1;
        return key;
    }

    public void Clear()
    {
        _table = new Entry[8];
        _fill = _used = 0;
        Version++;
    }

    // ---- reading

    /// <summary>The item at the position, if there is one.</summary>
    public PyObject? ItemAt(int position)
    {
        Entry[] table = _table;
        return (uint)position < (uint)table.Length && table[position].Hash != -1 ? table[position].Key : null;
    }

    /// <summary>Whether an item is at the position, or the table's end.</summary>
    internal bool IsUsed(int position)
    {
        Entry[] table = _table;
        return (uint)position >= (uint)table.Length || (table[position].Key != null && table[position].Hash != -1);
    }

    /// <summary>The first position from this one on that has an item; at the end the table's length.</summary>
    [DontLookInside]
    internal int NextUsed(int position)
    {
        while (!IsUsed(position)) position++;
        return position;
    }

    /// <summary>Steps to the next item at or after the position; null at the end.</summary>
    [DontLookInside]
    public PyObject? NextItem(ref int position)
    {
        PyObject? item = ItemAt(position = NextUsed(position));
        if (item != null) position++;
        return item;
    }

    [DontLookInside]
    public List<PyObject> ToList()
    {
        var items = new List<PyObject>(_used);
        int position = 0;
        while (NextItem(ref position) is { } item) items.Add(item);
        return items;
    }

    public override int Contains(PyObject item)
    {
        if (item is PyInt i && ProbeInt(i.Value) is >= 0 and var found) return found;
        long hash;
        if (item is not PyInstance)
        {
            if (!Jit.IsTracing) return ContainsQuick(item) is >= 0 and var quick ? quick : ContainsAny(item);
            hash = KeySearch.Hash(item);
            int at = hash == -1 ? Ask : KeySearch.InSet(this, item, hash);
            return at >= 0 ? 1 : at == Missing ? 0 : ContainsAny(item);
        }
        hash = item.Hash();
        if (hash == -1) return ContainsSet(item);
        if (!Jit.IsTracing) return ContainsHashed(item, hash);
        int place = FindHashed(item, hash);
        return place >= 0 ? 1 : place == Missing ? 0 : -1;
    }

    /// <summary>A set of a program's class is looked for as a frozenset of the same items; -1: the hash has failed.</summary>
    [DontLookInside]
    private int ContainsSet(PyObject item) =>
        UserSlots.Unwrap(item) is PySet s && PyErr.TakeIf(Types.TypeError) ? Contains(s.Copy(isFrozen: true)) : -1;

    /// <summary>Looks at the first place the key can be in, by code that the tracer follows; -1: it takes the whole search, which is a call.</summary>
    private int ProbeInt(long key)
    {
        Entry[] table = _table;
        PyObject? first = table[(int)key & (table.Length - 1)].Key;
        if (first is PyInt i && i.Value == key) return 1;
        // The hash of such an int is the int itself: the search would begin, and end, here.
        return first == null && key is >= 0 and <= int.MaxValue ? 0 : -1;
    }

    /// <summary>1, 0, or -1: the objects must be asked.</summary>
    [DontLookInside]
    private int ContainsQuick(PyObject item)
    {
        if (!Keys.TryHash(item, out long hash)) return -1;
        int at = FindQuick(item, hash);
        return at >= 0 ? 1 : at == Missing ? 0 : -1;
    }

    [DontLookInside]
    private int ContainsAny(PyObject item)
    {
        long hash = HashOfKey(item);
        return hash == -1 ? -1 : ContainsHashed(item, hash);
    }

    /// <summary>1, 0, or -1 with an exception pending. Mostly the first place in the table tells.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int ContainsHashed(PyObject item, long hash)
    {
        Entry[] table = _table;
        PyObject? first = table[(int)hash & (table.Length - 1)].Key;
        return ReferenceEquals(first, item) ? 1 : first == null ? 0 : ContainsFurther(item, hash);
    }

    [DontLookInside]
    private int ContainsFurther(PyObject item, long hash)
    {
        int at = Find(item, hash);
        return at == Failed ? -1 : at >= 0 ? 1 : 0;
    }

    // ---- slots

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
        foreach (ref readonly Entry e in _table.AsSpan())
        {
            if (!e.IsKey) continue;
            ulong x = (ulong)e.Hash;
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
    public override PyStr? Repr() => ReprAs(Type.Name);

    /// <summary>With the name of the class that the object is of for the program.</summary>
    public PyStr? ReprAs(string name)
    {
        if (_used == 0) return new PyStr(name + "()");
        if (ReprGuard.IsActive(this)) return new PyStr(name + "(...)");
        ReprGuard.Enter(this);
        List<PyObject> items = ToList();
        string? inner = Sequences.ReprItems(items, items.Count);
        ReprGuard.Leave();
        if (inner == null) return null;
        return new PyStr(name == "set" ? $"{{{inner}}}" : $"{name}({{{inner}}})");
    }
}

public sealed class PySetIterator(PySet set) : PyObject, IReducible, ILengthHint
{
    private readonly int _count = set.Count;
    private int _position, _given;

    public override PyType Type => Types.SetIterator;
    public override bool IsIterator => true;
    public override PyObject Iter() => this;

    public override PyObject? Next()
    {
        if (_count != set.Count) return PyErr.Raise(Types.RuntimeError, "Set changed size during iteration");
        // Often the next place in the table has an item: that is looked at by code that the tracer follows.
        PyObject? item = set.ItemAt(_position);
        if (item == null)
        {
            _position = Jit.IsTracing ? KeySearch.UsedInSet(set, _position) : set.NextUsed(_position);
            item = set.ItemAt(_position);
            if (item == null) return PyEnd.Value;
        }
        _position++;
        _given++;
        return item;
    }

    public PyObject LengthHint() => new PyInt(_count == set.Count ? _count - _given : 0);

    /// <summary>The items that are left, in a list.</summary>
    public PyObject? Reduce(PyType type)
    {
        if (_count != set.Count) return PyErr.Raise(Types.RuntimeError, "Set changed size during iteration");
        var left = new PyList();
        for (int at = _position; set.NextItem(ref at) is { } item;) left.Append(item);
        return IteratorReduction.Of(left);
    }
}
