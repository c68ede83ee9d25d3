using System.Runtime.InteropServices;
using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>
/// Objects that are not kept by being here: what a <c>WeakSet</c> stands on. A member costs one handle of the collector. Nothing is told
/// when members go: whoever counts or lists looks which are left, and room is made before the table grows.
/// </summary>
[PyClass("_weakref.WeakTable")]
[DontLookInside]
public sealed partial class PyWeakTable : PyObject
{
    private struct Entry
    {
        public GCHandle Handle;
        public long Hash;

        /// <summary>Greater than that of those before: who iterates finds where it was.</summary>
        public long Number;

        /// <summary>The next entry of the bucket, or -1.</summary>
        public int Next;
    }

    private Entry[] _entries = new Entry[8];

    /// <summary>The first entry of each bucket plus one; as many as there is room for entries, a power of two.</summary>
    private int[] _buckets = new int[8];
    private int _count;
    private long _number;

    /// <summary>Changes whenever entries move, so that who compares keys by a program's <c>__eq__</c> notices.</summary>
    private int _version;

    [PyNew]
    public static PyObject New() => new PyWeakTable();

    ~PyWeakTable() => Free();

    private void Free()
    {
        for (int i = 0; i < _count; i++)
            if (_entries[i].Handle.IsAllocated) _entries[i].Handle.Free();
        _count = 0;
    }

    private static PyObject? TargetOf(in Entry entry) => entry.Handle.IsAllocated ? (PyObject?)entry.Handle.Target : null;

    private int Bucket(long hash) => (int)(hash ^ hash >> 32) & (_buckets.Length - 1);

    /// <summary>Where the object is; -1 when it is not here, -2 with an exception pending.</summary>
    private int Find(PyObject item, out long hash)
    {
        hash = item.Hash();
        if (hash == -1 && PyErr.Current is not null) return -2;
        while (true)
        {
            int version = _version;
            int at = _buckets[Bucket(hash)] - 1;
            for (; at >= 0; at = _entries[at].Next)
            {
                if (_entries[at].Hash != hash || TargetOf(_entries[at]) is not { } target) continue;
                if (ReferenceEquals(target, item)) return at;
                int same = Operators.Compare(CompareOp.Eq, target, item) is { } answer ? Operators.Truth(answer) : -1;
                if (same < 0) return -2;
                if (version != _version) break;
                if (same > 0) return at;
            }
            if (at < 0) return -1;
        }
    }

    /// <summary>Makes the object a member.</summary>
    [PyFunction]
    public PyObject? add(PyObject item)
    {
        if (!WeakReferences.IsPossible(item)) return PyErr.TypeError($"cannot create weak reference to '{item.Type.Name}' object");
        int at = Find(item, out long hash);
        if (at == -2) return null;
        if (at >= 0) return PyNone.None;
        if (_count == _entries.Length) MakeRoom();
        ref int bucket = ref _buckets[Bucket(hash)];
        _entries[_count] = new Entry { Handle = GCHandle.Alloc(item, Finalizers.IsFoundUntilCalled(item) ? GCHandleType.WeakTrackResurrection : GCHandleType.Weak), Hash = hash, Number = ++_number, Next = bucket - 1 };
        bucket = ++_count;
        return PyNone.None;
    }

    /// <summary>Takes out the entries that are empty; where that gives too little room, twice as much is made.</summary>
    private void MakeRoom()
    {
        _version++;
        int left = 0;
        for (int i = 0; i < _count; i++)
        {
            if (TargetOf(_entries[i]) is not null) _entries[left++] = _entries[i];
            else if (_entries[i].Handle.IsAllocated) _entries[i].Handle.Free();
        }
        Array.Clear(_entries, left, _count - left);
        _count = left;
        if (left > _entries.Length / 2)
        {
            Array.Resize(ref _entries, _entries.Length * 2);
            _buckets = new int[_entries.Length];
        }
        else
        {
            Array.Clear(_buckets);
        }
        for (int i = 0; i < _count; i++)
        {
            ref int bucket = ref _buckets[Bucket(_entries[i].Hash)];
            _entries[i].Next = bucket - 1;
            bucket = i + 1;
        }
    }

    /// <summary>Takes the object out: whether it was a member.</summary>
    [PyFunction]
    public PyObject? discard(PyObject item)
    {
        // As sets do: what cannot be referred to is an error, what is not here is none.
        if (!WeakReferences.IsPossible(item)) return PyErr.TypeError($"cannot create weak reference to '{item.Type.Name}' object");
        int at = Find(item, out _);
        if (at == -2) return null;
        if (at < 0) return PyBool.False;
        _entries[at].Handle.Free();
        return PyBool.True;
    }

    /// <summary>Takes all out.</summary>
    [PyFunction]
    public void clear()
    {
        _version++;
        Free();
        Array.Clear(_entries);
        Array.Clear(_buckets);
    }

    /// <summary>The members that are left.</summary>
    [PyFunction]
    public PyList members() => new([.. Left()]);

    private List<PyObject> Left()
    {
        var found = new List<PyObject>();
        for (int i = 0; i < _count; i++)
            if (TargetOf(_entries[i]) is { } target) found.Add(target);
        return found;
    }

    public override int Contains(PyObject item)
    {
        if (!WeakReferences.IsPossible(item)) return 0;
        int at = Find(item, out _);
        return at == -2 ? -1 : at >= 0 ? 1 : 0;
    }

    public override long Len()
    {
        long left = 0;
        for (int i = 0; i < _count; i++)
            if (TargetOf(_entries[i]) is not null) left++;
        return left;
    }

    public override PyObject Iter() => new PyWeakTableIterator(this);

    /// <summary>The first member that is left from that entry on, and where the next one is looked for.</summary>
    internal PyObject? From(ref int at, ref long number)
    {
        // Entries have moved to the front.
        if (at > _count || at > 0 && _entries[at - 1].Number != number)
        {
            at = Math.Min(at, _count);
            while (at > 0 && _entries[at - 1].Number > number) at--;
        }
        while (at < _count)
        {
            ref Entry entry = ref _entries[at++];
            number = entry.Number;
            if (TargetOf(entry) is { } target) return target;
        }
        return null;
    }

    /// <summary>As a set of references shows itself.</summary>
    public override PyStr? Repr()
    {
        List<string> parts = [];
        foreach (PyObject member in Left())
        {
            if (PyWeakReference.New(member)?.Repr() is not { } shown) return null;
            parts.Add(shown.Value);
        }
        return new PyStr(parts.Count == 0 ? "set()" : "{" + string.Join(", ", parts) + "}");
    }
}

/// <summary>Goes through a table's members, which may change meanwhile.</summary>
[PyClass("_weakref.WeakTableIterator")]
[DontLookInside]
public sealed partial class PyWeakTableIterator(PyWeakTable table) : PyObject
{
    private int _at;
    private long _number;

    public override bool IsIterator => true;
    public override PyObject Iter() => this;

    public override PyObject? Next() => table.From(ref _at, ref _number) ?? PyEnd.Value;
}
