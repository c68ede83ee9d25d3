using MetaJit;
using PyLite.Interpreter;

namespace PyLite.Objects;

/// <summary>
/// A <c>dict</c>: an array of entries in the order of insertion and an open-addressing index into it. While all keys are
/// str or int, lookups compare without calling anything a program could have defined.
/// </summary>
public sealed partial class PyDict : PyObject
{
    private struct Entry
    {
        public PyObject? Key;
        public PyObject? Value;
        public long Hash;
    }

    private const int Free = 0, Deleted = -1;

    private static readonly Entry[] NoEntries = new Entry[0];
    private static readonly int[] NoIndex = new int[0];

    private Entry[] _entries = NoEntries;
    /// <summary>Positions in the entries plus one, or free or deleted.</summary>
    private int[] _index = NoIndex;
    /// <summary>Entries in use, deleted ones included.</summary>
    private int _used;
    private int _count;
    /// <summary>Index slots that are not free; removed keys leave theirs behind.</summary>
    private int _filled;
    /// <summary>There is no entry in use before this one, which need not be in use itself.</summary>
    private int _first;

    private int _version;

    /// <summary>Changes when keys come or go; iterators check it.</summary>
    public int Version
    {
        get => _owner == null ? _version : ShownVersion;
        private set => _version = value;
    }

    public override PyType Type => Types.Dict;
    public int Count => _count != 0 || _owner == null ? _count : _owner.ShownCount;
    public override long Len() => Count;
    public override int Truth() => Count != 0 ? 1 : 0;

    // ---- access

    /// <summary>Stands for "the objects must be asked" where a value is wanted.</summary>
    private static readonly PyObject AskForValue = PyEnd.Value;

    /// <summary>The value, or null: with an exception pending when the key cannot be hashed or compared.</summary>
    public PyObject? Get(PyObject key)
    {
        if (key is PyInstance instance)
        {
            if (_owner != null) Detach();
            if (UserSlots.HashesByIdentity(instance) && FindInstance(key) is not Ask and var at) return at < 0 ? null : _entries[at].Value;
            long hash = key.Hash();
            return hash == -1 ? null : GetHashed(key, hash);
        }
        if (_owner is { } owner)
        {
            if (key is PyStr name) return owner.GetShown(name);
            Detach();
        }
        if (Jit.IsTracing) return GetTraced(key);
        PyObject? quick = GetQuick(key);
        return ReferenceEquals(quick, AskForValue) ? GetAny(key) : quick;
    }

    private PyObject? GetTraced(PyObject key)
    {
        int at = FindTraced(key, out _);
        return at == Ask ? GetAny(key) : at < 0 ? null : _entries[at].Value;
    }

    /// <summary><see cref="FindQuick"/> in code that the tracer follows.</summary>
    private int FindTraced(PyObject key, out long hash)
    {
        hash = KeySearch.Hash(key);
        return hash == -1 ? Ask : KeySearch.InDict(this, key, hash);
    }

    // An instance of a user's class computes its hash in code that the tracer follows. Mostly the very same object is the key.

    private PyObject? GetHashed(PyObject key, long hash)
    {
        int at = FindHashed(key, hash);
        return at < 0 ? null : _entries[at].Value;
    }

    public PyObject? GetStr(PyStr key)
    {
        int at = ProbeStr(key);
        if (at >= 0) return _entries[at].Value;
        if (_owner is { } owner) return owner.GetShown(key);
        if (Jit.IsVirtual(this) && Jit.IsConstant(key) && FindKnown(key, KnownHash(key)) is not Ask and var known) return known < 0 ? null : _entries[known].Value;
        if (Jit.IsTracing) return GetTraced(key);
        PyObject? quick = GetStrQuick(key);
        return ReferenceEquals(quick, AskForValue) ? GetAny(key) : quick;
    }

    public PyObject? GetInt(long key)
    {
        int at = ProbeInt(key);
        if (at >= 0) return _entries[at].Value;
        // Attributes have names.
        if (_owner != null) return null;
        if (Jit.IsTracing) return GetTraced(new PyInt(key));
        PyObject? quick = GetIntQuick(key);
        return ReferenceEquals(quick, AskForValue) ? GetAny(new PyInt(key)) : quick;
    }

    /// <summary>False when the key cannot be hashed or compared.</summary>
    public bool Set(PyObject key, PyObject value)
    {
        int at;
        if (key is PyInstance instance)
        {
            if (_owner != null) Detach();
            if (UserSlots.HashesByIdentity(instance))
            {
                at = FindInstance(key);
                if (at >= 0)
                {
                    _entries[at].Value = value;
                    return true;
                }
            }
            long hash = key.Hash();
            return hash != -1 && SetHashed(key, hash, value);
        }
        at = key is PyStr s ? ProbeStr(s) : key is PyInt i ? ProbeInt(i.Value) : -1;
        if (at < 0)
        {
            if (_owner is { } owner)
            {
                if (key is PyStr name && owner.SetShown(name, value)) return true;
                Detach();
            }
            if (Jit.IsVirtual(this) && key is PyStr known && Jit.IsConstant(known) && SetKnown(known, value)) return true;
            if (!Jit.IsTracing) return SetQuick(key, value) || SetAny(key, value);
            at = FindTraced(key, out long hash);
            if (at == Ask) return SetAny(key, value);
            if (at == Missing)
            {
                Insert(key, hash, value);
                return true;
            }
        }
        _entries[at].Value = value;
        return true;
    }

    // The first place a key can be in is looked at by code that the tracer follows; the whole search is a call.

    private int ProbeStr(PyStr key)
    {
        int[] index = _index;
        if (index.Length == 0) return -1;
        int at = index[(int)(Jit.IsConstant(key) ? KnownHash(key) : key.KnownHash) & (index.Length - 1)] - 1;
        return at >= 0 && ReferenceEquals(_entries[at].Key, key) ? at : -1;
    }

    private int ProbeInt(long key)
    {
        int[] index = _index;
        if (index.Length == 0) return -1;
        int at = index[(int)key & (index.Length - 1)] - 1;
        return at >= 0 && _entries[at].Key is PyInt i && i.Value == key ? at : -1;
    }

    [DontLookInside]
    private PyObject? GetQuick(PyObject key)
    {
        if (!Keys.TryHash(key, out long hash)) return AskForValue;
        int at = FindQuick(key, hash);
        return at >= 0 ? _entries[at].Value : at == Ask ? AskForValue : null;
    }

    [DontLookInside]
    private PyObject? GetStrQuick(PyStr key)
    {
        if (_count == 0) return null;
        int at = FindStr(key, key.Hash());
        return at >= 0 ? _entries[at].Value : at == Ask ? AskForValue : null;
    }

    [DontLookInside]
    private PyObject? GetIntQuick(long key)
    {
        if (_count == 0) return null;
        int at = FindInt(key, IntMath.Hash(key));
        return at >= 0 ? _entries[at].Value : at == Ask ? AskForValue : null;
    }

    [DontLookInside]
    private PyObject? GetAny(PyObject key)
    {
        long hash = key.Hash();
        if (hash == -1) return null;
        int at = Find(key, hash);
        return at < 0 ? null : _entries[at].Value;
    }

    /// <summary>False: the objects must be asked.</summary>
    [DontLookInside]
    private bool SetQuick(PyObject key, PyObject value)
    {
        if (!Keys.TryHash(key, out long hash)) return false;
        int at = FindQuick(key, hash);
        if (at == Ask) return false;
        if (at >= 0) _entries[at].Value = value;
        else Insert(key, hash, value);
        return true;
    }

    [DontLookInside]
    private bool SetAny(PyObject key, PyObject value)
    {
        long hash = key.Hash();
        return hash != -1 && SetHashed(key, hash, value);
    }

    /// <summary>The value of the key, which is set if there is none; the key is hashed once.</summary>
    public PyObject? GetOrAdd(PyObject key, PyObject value)
    {
        if (_owner != null) return Get(key) ?? (PyErr.Current == null && Set(key, value) ? value : null);
        if (Jit.IsTracing && FindTraced(key, out long known) is not Ask and var place)
        {
            if (place >= 0) return _entries[place].Value;
            Insert(key, known, value);
            return value;
        }
        if (GetQuick(key) is var quick && !ReferenceEquals(quick, AskForValue))
            return quick ?? (PyErr.Current == null && Set(key, value) ? value : null);
        long hash = key.Hash();
        if (hash == -1) return null;
        int at = FindHashed(key, hash);
        if (at >= 0) return _entries[at].Value;
        if (at == Failed) return null;
        Insert(key, hash, value);
        return value;
    }

    internal bool SetHashed(PyObject key, long hash, PyObject value)
    {
        if (_owner != null) return Set(key, value);
        int at = FindHashed(key, hash);
        if (at == Failed) return false;
        if (at >= 0) _entries[at].Value = value;
        else Insert(key, hash, value);
        return true;
    }

    public bool SetStr(PyStr key, PyObject value) => Set(key, value);

    /// <summary>Adds a key that is not there.</summary>
    private void Insert(PyObject key, long hash, PyObject value)
    {
        if (Jit.IsTracing) KeySearch.Insert(this, key, hash, value);
        else Add(key, hash, value);
    }

    internal void Add(PyObject key, long hash, PyObject value)
    {
        if (_index.Length == 0)
        {
            _entries = new Entry[Smallest * 2 / 3];
            _index = new int[Smallest];
        }
        else if (_used == _entries.Length || _filled * 3 >= _index.Length * 2)
        {
            Resize();
        }
        int used = _used;
        ref Entry e = ref _entries[used];
        e.Key = key;
        e.Hash = hash;
        e.Value = value;
        int[] index = _index;
        int at = (int)hash & (index.Length - 1);
        if (index[at] > 0) at = FreeAfter(hash);
        if (index[at] == Free) _filled++;
        index[at] = _used = used + 1;
        _count++;
        Version++;
    }

    // Where the first place is taken.
    private int FreeAfter(long hash) => Jit.IsTracing ? (int)KeySearch.FreeIn(this, hash) & (_index.Length - 1) : NextFree(hash);

    [DontLookInside]
    private int NextFree(long hash)
    {
        int mask = _index.Length - 1;
        int at = (int)hash & mask;
        ulong perturb = (ulong)hash;
        do
        {
            perturb >>= 5;
            at = (int)((ulong)at * 5 + perturb + 1) & mask;
        }
        while (_index[at] > 0);
        return at;
    }

    internal bool IsTaken(long at)
    {
        int[] index = _index;
        return index[(int)at & (index.Length - 1)] > 0;
    }

    private const int Smallest = 8;

    [DontLookInside]
    private void Resize()
    {
        int size = Smallest;
        while (size * 2 / 3 <= _count + _count / 2 + 1) size *= 2;
        var entries = new Entry[size * 2 / 3];
        var index = new int[size];
        int used = 0;
        for (int i = 0; i < _used; i++)
        {
            ref Entry e = ref _entries[i];
            if (e.Key == null) continue;
            entries[used] = e;
            int at = (int)e.Hash & (size - 1);
            ulong perturb = (ulong)e.Hash;
            while (index[at] != Free)
            {
                perturb >>= 5;
                at = (int)((ulong)at * 5 + perturb + 1) & (size - 1);
            }
            index[at] = ++used;
        }
        _entries = entries;
        _index = index;
        _used = _filled = used;
        _first = 0;
    }

    /// <summary>Removes the key; false when it was not there (or with an exception pending).</summary>
    public bool Remove(PyObject key) => Pop(key) != null;

    /// <summary>Removes the key and returns its value; null when it was not there (or with an exception pending).</summary>
    public PyObject? Pop(PyObject key)
    {
        if (_owner is { } owner)
        {
            if (key is PyStr name) return owner.TakeShown(name);
            Detach();
        }
        if (Jit.IsTracing && FindTraced(key, out _) is not Ask and var at) return at < 0 ? null : TakeAt(at);
        PyObject? quick = PopQuick(key);
        return ReferenceEquals(quick, AskForValue) ? PopAny(key) : quick;
    }

    [DontLookInside]
    private PyObject? PopQuick(PyObject key)
    {
        if (!Keys.TryHash(key, out long hash)) return AskForValue;
        int at = FindQuick(key, hash);
        return at >= 0 ? TakeAt(at) : at == Ask ? AskForValue : null;
    }

    [DontLookInside]
    private PyObject? PopAny(PyObject key)
    {
        long hash = key.Hash();
        if (hash == -1) return null;
        int at = Find(key, hash);
        return at < 0 ? null : TakeAt(at);
    }

    [DontLookInside]
    private PyObject TakeAt(int position)
    {
        PyObject value = _entries[position].Value!;
        RemoveAt(position);
        return value;
    }

    private void RemoveAt(int position)
    {
        long hash = _entries[position].Hash;
        int mask = _index.Length - 1;
        int at = (int)hash & mask;
        ulong perturb = (ulong)hash;
        while (_index[at] != position + 1)
        {
            perturb >>= 5;
            at = (int)((ulong)at * 5 + perturb + 1) & mask;
        }
        _index[at] = Deleted;
        _entries[position] = default;
        _count--;
        Version++;
        if (_count == 0) Empty();
        else if (position == _used - 1)
            while (_entries[_used - 1].Key == null) _used--;
        else if (position == _first) _first++;
    }

    /// <summary>Forgets the places of removed keys. A small table is kept: what was empty once mostly is again.</summary>
    private void Empty()
    {
        _used = _filled = _first = 0;
        if (_index.Length <= 64)
        {
            Array.Clear(_index);
            return;
        }
        _entries = NoEntries;
        _index = NoIndex;
    }

    /// <summary>Removes and returns the entry inserted last, or null.</summary>
    [DontLookInside]
    public (PyObject Key, PyObject Value)? PopLast()
    {
        if (_owner != null) return PopShown(Count - 1);
        if (_count == 0) return null;
        PyObject key = _entries[_used - 1].Key!;
        return (key, TakeAt(_used - 1));
    }

    /// <summary>Removes and returns the entry inserted first, or null.</summary>
    public (PyObject Key, PyObject Value)? PopFirst()
    {
        if (_owner != null) return PopShown(0);
        if (_count == 0) return null;
        while (_entries[_first].Key == null) _first++;
        PyObject key = _entries[_first].Key!;
        return (key, TakeAt(_first));
    }

    /// <summary>Makes the key the last one, or the first: 1, 0 if it was not there, or -1 with an exception pending.</summary>
    [DontLookInside]
    public int MoveToEnd(PyObject key, bool isLast)
    {
        long hash = key.Hash();
        if (hash == -1) return -1;
        int at = Find(key, hash);
        if (at < 0) return PyErr.Current != null ? -1 : 0;
        Entry entry = _entries[at];
        if (_count == 1) return 1;
        if (isLast)
        {
            if (at == _used - 1) return 1;
            RemoveAt(at);
            Add(entry.Key!, entry.Hash, entry.Value!);
            return 1;
        }
        while (_entries[_first].Key == null) _first++;
        if (at == _first) return 1;
        RemoveAt(at);
        if (_first == 0) MakeRoomInFront();
        PlaceInFront(entry);
        return 1;
    }

    /// <summary>Builds the table anew with as many unused entries in front as there are entries, so that not every key that becomes the first moves all others.</summary>
    private void MakeRoomInFront()
    {
        List<(PyObject Key, long Hash, PyObject Value)> kept = [];
        for (int i = _first; i < _used; i++)
            if (_entries[i].Key is { } key) kept.Add((key, _entries[i].Hash, _entries[i].Value!));
        int room = kept.Count + 8;
        int size = 8;
        while (size < room + kept.Count + 8) size *= 2;
        _index = new int[size];
        _entries = new Entry[size];
        _used = _first = room;
        _count = _filled = 0;
        foreach ((PyObject key, long hash, PyObject value) in kept) Add(key, hash, value);
    }

    private void PlaceInFront(Entry entry)
    {
        int mask = _index.Length - 1;
        int at = (int)entry.Hash & mask;
        ulong perturb = (ulong)entry.Hash;
        while (_index[at] > 0)
        {
            perturb >>= 5;
            at = (int)((ulong)at * 5 + perturb + 1) & mask;
        }
        if (_index[at] == Free) _filled++;
        _entries[--_first] = entry;
        _index[at] = _first + 1;
        _count++;
        Version++;
    }

    public void Clear()
    {
        if (_owner is { } owner)
        {
            owner.ClearShown(this);
            return;
        }
        _entries = NoEntries;
        _index = NoIndex;
        _used = _count = _filled = _first = 0;
        Version++;
    }

    /// <summary>Steps to the next entry at or after the position; false at the end.</summary>
    [DontLookInside]
    public bool NextEntry(ref int position, out PyObject key, out PyObject value)
    {
        if (_owner is { } owner)
        {
            bool isThere = owner.ShownAt(position, out key, out value);
            if (isThere) position++;
            return isThere;
        }
        if (position < _first) position = _first;
        while (position < _used)
        {
            ref Entry e = ref _entries[position++];
            if (e.Key == null) continue;
            key = e.Key;
            value = e.Value!;
            return true;
        }
        key = value = PyNone.None;
        return false;
    }

    /// <summary>The entry at exactly this position, if there is one.</summary>
    public bool EntryAt(int position, out PyObject key, out PyObject value)
    {
        if (position < _used && _entries[position].Key is { } found)
        {
            key = found;
            value = _entries[position].Value!;
            return true;
        }
        if (_owner is { } owner) return owner.ShownAt(position, out key, out value);
        key = value = PyNone.None;
        return false;
    }

    public bool IsPastEnd(int position) => position >= _used;

    /// <summary>Steps backwards; the position counts down from <see cref="End"/>.</summary>
    public bool PreviousEntry(ref int position, out PyObject key, out PyObject value)
    {
        if (_owner is { } owner)
        {
            bool isThere = owner.ShownAt(position - 1, out key, out value);
            if (isThere) position--;
            return isThere;
        }
        while (position > 0)
        {
            ref Entry e = ref _entries[--position];
            if (e.Key == null) continue;
            key = e.Key;
            value = e.Value!;
            return true;
        }
        key = value = PyNone.None;
        return false;
    }

    public int End => _owner == null ? _used : Count;

    public List<(PyObject Key, PyObject Value)> Pairs()
    {
        var pairs = new List<(PyObject, PyObject)>(Count);
        int position = 0;
        while (NextEntry(ref position, out PyObject key, out PyObject value)) pairs.Add((key, value));
        return pairs;
    }

    [DontLookInside]
    public PyDict Copy()
    {
        var copy = new PyDict();
        if (_owner == null) copy.TakeEntriesOf(this);
        else foreach ((PyObject key, PyObject value) in Pairs()) copy.Set(key, value);
        return copy;
    }

    /// <summary>An empty dict gets the entries of another one.</summary>
    private void TakeEntriesOf(PyDict other)
    {
        _entries = other._entries.AsSpan().ToArray();
        _index = other._index.AsSpan().ToArray();
        (_used, _count, _filled, _first) = (other._used, other._count, other._filled, other._first);
        Version++;
        // Mostly holes: they are left behind.
        if (_used > 2 * _count + 8) Resize();
    }

    /// <summary>The keys with their hashes, as they are now.</summary>
    public List<(PyObject Key, long Hash)> HashedKeys()
    {
        if (_owner != null) return Pairs().ConvertAll(static p => (p.Key, p.Key.Hash()));
        var keys = new List<(PyObject, long)>(_count);
        for (int i = _first; i < _used; i++)
            if (_entries[i].Key is { } key) keys.Add((key, _entries[i].Hash));
        return keys;
    }

    private bool UpdateFromDict(PyDict other)
    {
        if (ReferenceEquals(this, other)) return true;
        if (other._owner != null) other = other.Copy();
        if (_count == 0 && _owner == null)
        {
            TakeEntriesOf(other);
            return true;
        }
        int version = other.Version;
        for (int i = other._first; i < other._used; i++)
        {
            Entry e = other._entries[i];
            if (e.Key == null) continue;
            if (!SetHashed(e.Key, e.Hash, e.Value!)) return false;
            if (other.Version != version) return PyErr.Fail(Types.RuntimeError, "dict mutated during update");
        }
        return true;
    }

    /// <summary>Takes over the entries of a mapping or the pairs of an iterable.</summary>
    public bool Update(PyObject other) => Fold.Follows(other) && other is not PyInstance ? AddPairs(other) : UpdateWithAllOf(other);

    [DontLookInside]
    private bool UpdateWithAllOf(PyObject other)
    {
        switch (UserSlots.Unwrap(other))
        {
            case PyDict d:
                // As CPython has it, what is iterated over otherwise is asked for its keys and items.
                if (other is PyInstance && other.Type.SpecialOverride(Names.Iter) != null) break;
                return UpdateFromDict(d);
            case ModuleDict m: return Update(m.Snapshot());
        }
        if (Attributes.Find(other, Names.Keys) is { } keys)
        {
            if (Calls.Call0(keys) is not { } iterable || Sequences.ToList(iterable) is not { } list) return false;
            foreach (PyObject key in list)
                if (other.GetItem(key) is not { } value || !Set(key, value)) return false;
            return true;
        }
        return PyErr.Current == null && other.Iter() is { } pairs && AddPairs(pairs);
    }

    private bool AddPairs(PyObject iterator) => Fold.ToDict.OverIterator(iterator, new PyDictFilling(this)) != null;
}
