using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PyLite.Objects;

/// <summary>
/// A number for each object that was asked for one, for as long as the object lives. A hash table of weak handles: the runtime's own table of
/// that kind keeps dependent handles, which make every collection slow.
/// </summary>
internal sealed class IdentityTable
{
    private struct Entry
    {
        public GCHandle Object;
        public long Number;
        public int Hash, Next;
    }

    private const int Least = 64;

    // Chains begin in the buckets; -1 ends one.
    private int[] _buckets = NewBuckets(Least);
    private Entry[] _entries = new Entry[Least];
    private int _count;
    private long _last;

    /// <param name="first">Numbers are greater than this one, and 16 apart.</param>
    public IdentityTable(long first) => _last = first;

    public long NumberOf(PyObject o)
    {
        int hash = RuntimeHelpers.GetHashCode(o);
        for (int at = _buckets[hash & (_buckets.Length - 1)]; at >= 0; at = _entries[at].Next)
            if (_entries[at].Hash == hash && ReferenceEquals(_entries[at].Object.Target, o)) return _entries[at].Number;
        if (_count == _entries.Length) DropDead();
        _entries[_count] = new Entry { Object = GCHandle.Alloc(o, GCHandleType.Weak), Number = _last += 16, Hash = hash };
        Link(_count++);
        return _last;
    }

    private void Link(int at)
    {
        ref int bucket = ref _buckets[_entries[at].Hash & (_buckets.Length - 1)];
        _entries[at].Next = bucket;
        bucket = at;
    }

    /// <summary>Takes out what has died, and makes the table larger if most of it lives.</summary>
    private void DropDead()
    {
        int kept = 0;
        for (int i = 0; i < _count; i++)
        {
            if (_entries[i].Object.Target is null) _entries[i].Object.Free();
            else _entries[kept++] = _entries[i];
        }
        Array.Clear(_entries, kept, _count - kept);
        _count = kept;
        if (kept > _entries.Length / 2) Array.Resize(ref _entries, _entries.Length * 2);
        _buckets = NewBuckets(_entries.Length);
        for (int i = 0; i < _count; i++) Link(i);
    }

    private static int[] NewBuckets(int count)
    {
        int[] buckets = new int[count];
        Array.Fill(buckets, -1);
        return buckets;
    }
}
