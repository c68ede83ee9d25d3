using MetaJit;

namespace PyLite.Objects;

// Where a key is: one loop for each kind of key, because what a loop may call decides what traces know across it.
public sealed partial class PyDict
{
    /// <summary>Answers of a search: not there, an exception is pending, the objects must be asked.</summary>
    private const int Missing = -1, Failed = -2, Ask = -3;

    /// <summary>Position of the entry of the key, or <see cref="Missing"/>, or <see cref="Ask"/>; what the program defines is not called.</summary>
    private int FindQuick(PyObject key, long hash)
    {
        if (_count == 0) return Missing;
        if (Exact.Str(key) is { } s) return FindStr(s, hash);
        Entry[] entries = _entries;
        int[] index = _index;
        int mask = index.Length - 1;
        int at = (int)hash & mask;
        ulong perturb = (ulong)hash;
        while (true)
        {
            int slot = index[at];
            if (slot == Free) return Missing;
            if (slot > 0 && entries[slot - 1].Hash == hash)
            {
                int equal = Keys.QuickEqual(entries[slot - 1].Key!, key);
                if (equal != 0) return equal == 1 ? slot - 1 : Ask;
            }
            perturb >>= 5;
            at = (int)((ulong)at * 5 + perturb + 1) & mask;
        }
    }

    private int FindStr(PyStr key, long hash)
    {
        Entry[] entries = _entries;
        int[] index = _index;
        int mask = index.Length - 1;
        int at = (int)hash & mask;
        ulong perturb = (ulong)hash;
        while (true)
        {
            int slot = index[at];
            if (slot == Free) return Missing;
            if (slot > 0)
            {
                ref readonly Entry e = ref entries[slot - 1];
                if (ReferenceEquals(e.Key, key)) return slot - 1;
                if (e.Hash == hash)
                {
                    if (e.Key is not PyStr s) return Ask;
                    if (s.EqualsStr(key)) return slot - 1;
                }
            }
            perturb >>= 5;
            at = (int)((ulong)at * 5 + perturb + 1) & mask;
        }
    }

    private int FindInt(long key, long hash)
    {
        Entry[] entries = _entries;
        int[] index = _index;
        int mask = index.Length - 1;
        int at = (int)hash & mask;
        ulong perturb = (ulong)hash;
        while (true)
        {
            int slot = index[at];
            if (slot == Free) return Missing;
            if (slot > 0 && entries[slot - 1].Hash == hash)
            {
                if (entries[slot - 1].Key is not PyInt i) return Ask;
                if (i.Value == key) return slot - 1;
            }
            perturb >>= 5;
            at = (int)((ulong)at * 5 + perturb + 1) & mask;
        }
    }

    /// <summary>What stands at one place of the index, for <see cref="KeySearch"/>.</summary>
    internal int Probe(PyObject key, long hash, long at)
    {
        int[] index = _index;
        if (index.Length == 0) return KeySearch.Missing;
        int slot = index[(int)at & (index.Length - 1)];
        if (slot == Free) return KeySearch.Missing;
        if (slot < 0) return KeySearch.Elsewhere;
        slot--;
        Entry[] entries = _entries;
        if (entries[slot].Hash != hash) return KeySearch.Elsewhere;
        int equal = Keys.QuickEqual(entries[slot].Key!, key);
        return equal == 1 ? slot : equal == 0 ? KeySearch.Elsewhere : KeySearch.Ask;
    }

    /// <summary>Position of the entry of the key, or <see cref="Missing"/>, or <see cref="Failed"/>.</summary>
    [DontLookInside]
    private int Find(PyObject key, long hash) => FindQuick(key, hash) is not Ask and var quick ? quick : FindAny(key, hash);

    /// <summary>
    /// <see cref="Find"/> of a key whose hash was computed in code that the tracer follows: its comparison with the first key of that hash, mostly
    /// the only one, is such code too.
    /// </summary>
    private int FindHashed(PyObject key, long hash)
    {
        int at = FindSame(key, hash);
        if (at != Ask) return at;
        return Jit.IsTracing ? AskFirst(key, hash) : Find(key, hash);
    }

    private int AskFirst(PyObject key, long hash)
    {
        int first = FirstToAsk(key, hash);
        int version = Version;
        int equal = Operators.Equal(_entries[first].Key!, key);
        if (equal < 0) return Failed;
        if (version != Version) return Find(key, hash);
        return equal == 1 ? first : FindAny(key, hash, first);
    }

    /// <summary>Position of the first entry that could have the key, where the objects must be asked.</summary>
    [DontLookInside]
    private int FirstToAsk(PyObject key, long hash)
    {
        int mask = _index.Length - 1;
        int at = (int)hash & mask;
        ulong perturb = (ulong)hash;
        while (true)
        {
            int slot = _index[at] - 1;
            if (slot >= 0 && _entries[slot].Hash == hash && Keys.QuickEqual(_entries[slot].Key!, key) != 0) return slot;
            perturb >>= 5;
            at = (int)((ulong)at * 5 + perturb + 1) & mask;
        }
    }

    /// <param name="key">The key.</param>
    /// <param name="hash">Its hash.</param>
    /// <param name="past">Position of an entry of the same hash: neither it nor one on the way to it has the key; -1 for none.</param>
    [DontLookInside]
    private int FindAny(PyObject key, long hash, int past = -1)
    {
    restart:
        if (_count == 0) return Missing;
        int mask = _index.Length - 1;
        int at = (int)hash & mask;
        ulong perturb = (ulong)hash;
        while (true)
        {
            int slot = _index[at];
            if (slot == Free) return Missing;
            if (past >= 0)
            {
                if (slot - 1 == past) past = -1;
            }
            else if (slot > 0 && _entries[slot - 1].Hash == hash)
            {
                Entry e = _entries[slot - 1];
                if (ReferenceEquals(e.Key, key)) return slot - 1;
                int version = Version;
                int equal = Operators.Equal(e.Key!, key);
                if (equal < 0) return Failed;
                if (version != Version) goto restart;
                if (equal == 1) return slot - 1;
            }
            perturb >>= 5;
            at = (int)((ulong)at * 5 + perturb + 1) & mask;
        }
    }

    /// <summary><see cref="FindSame"/> for an object whose hash is its identity's.</summary>
    private int FindInstance(PyObject key) => FindSame(key, Identity.HashOf(key));

    /// <summary>Position of the entry of this very object, or <see cref="Missing"/>, or <see cref="Ask"/>.</summary>
    private int FindSame(PyObject key, long hash) => Jit.IsTracing ? KeySearch.InDict(this, key, hash) : FindObject(key, hash);

    [DontLookInside]
    private int FindObject(PyObject key, long hash)
    {
        if (_count == 0) return Missing;
        int[] index = _index;
        int mask = index.Length - 1;
        int at = (int)hash & mask;
        ulong perturb = (ulong)hash;
        while (true)
        {
            int slot = index[at];
            if (slot == Free) return Missing;
            if (slot > 0 && _entries[slot - 1].Hash == hash) return ReferenceEquals(_entries[slot - 1].Key, key) ? slot - 1 : Ask;
            perturb >>= 5;
            at = (int)((ulong)at * 5 + perturb + 1) & mask;
        }
    }
}
