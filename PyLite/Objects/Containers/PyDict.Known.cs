using MetaJit;

namespace PyLite.Objects;

// A dict that a trace has just made, of keys that the trace knows: where they go is known too, and until the dict is seen by something else
// there is none. The loops below are over constants and leave nothing in the trace.
public sealed partial class PyDict
{
    [Elidable]
    private static long KnownHash(PyStr key) => key.Hash();

    /// <summary>Makes room for so many, of which none is there yet.</summary>
    [UnrollSafe]
    internal void Prepare(int count)
    {
        int size = Smallest;
        while (size * 2 / 3 < count) size *= 2;
        _entries = new Entry[size * 2 / 3];
        _index = new int[size];
    }

    /// <summary>Position of the entry of the key, or <see cref="Missing"/>; <see cref="Ask"/> where another key has the same hash.</summary>
    [UnrollSafe]
    private int FindKnown(PyStr key, long hash)
    {
        int[] index = _index;
        if (index.Length == 0) return Missing;
        int mask = index.Length - 1;
        int at = (int)hash & mask;
        ulong perturb = (ulong)hash;
        while (true)
        {
            int slot = index[at];
            if (slot == Free) return Missing;
            if (slot > 0)
            {
                if (ReferenceEquals(_entries[slot - 1].Key, key)) return slot - 1;
                if (_entries[slot - 1].Hash == hash) return Ask;
            }
            perturb >>= 5;
            at = (int)((ulong)at * 5 + perturb + 1) & mask;
        }
    }

    /// <summary>False, and nothing done, where it is not so simple.</summary>
    private bool SetKnown(PyStr key, PyObject value)
    {
        long hash = KnownHash(key);
        int at = FindKnown(key, hash);
        if (at == Ask) return false;
        if (at >= 0)
        {
            _entries[at].Value = value;
            return true;
        }
        if (_index.Length == 0) Prepare(1);
        else if (_used == _entries.Length || _filled * 3 >= _index.Length * 2) return false;
        int used = _used;
        ref Entry e = ref _entries[used];
        e.Key = key;
        e.Hash = hash;
        e.Value = value;
        _index[FreeFor(hash)] = _used = used + 1;
        _filled++;
        _count++;
        Version++;
        return true;
    }

    // No key was taken out yet.
    [UnrollSafe]
    private int FreeFor(long hash)
    {
        int[] index = _index;
        int mask = index.Length - 1;
        int at = (int)hash & mask;
        ulong perturb = (ulong)hash;
        while (index[at] != Free)
        {
            perturb >>= 5;
            at = (int)((ulong)at * 5 + perturb + 1) & mask;
        }
        return at;
    }
}
