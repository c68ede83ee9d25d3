using System.Buffers;
using System.Runtime.CompilerServices;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>The objects a pickler has written, by identity, with the numbers of their entries in the memo: an open-addressing table.</summary>
internal sealed class IdentityMemo
{
    private const int Least = 64, LeastRented = 4096;

    /// <summary>Its first <see cref="_size"/> entries. Large ones are rented, and given back empty.</summary>
    private (PyObject? Object, int Number)[] _table = new (PyObject?, int)[Least];
    private int _size = Least;

    public int Count { get; private set; }

    /// <summary>The number of the object; -1 when it has none.</summary>
    public int Find(PyObject o)
    {
        (PyObject? Object, int Number)[] table = _table;
        int mask = _size - 1;
        for (int at = Spread(o) & mask; ; at = (at + 1) & mask)
        {
            ref (PyObject? Object, int Number) entry = ref table[at];
            if (ReferenceEquals(entry.Object, o)) return entry.Number;
            if (entry.Object is null) return -1;
        }
    }

    private static int Spread(PyObject o) => (int)((uint)RuntimeHelpers.GetHashCode(o) * 0x9E3779B1u >> 7);

    /// <summary>Gives the object a number, another one if it has one.</summary>
    public void Set(PyObject o, int number)
    {
        if (Count * 2 >= _size) Grow();
        if (Put(_table, _size, o, number)) Count++;
    }

    /// <summary>Counts an object that is never asked for.</summary>
    public void Skip() => Set(new Nobody(), Count);

    private sealed class Nobody : PyObject
    {
        public override PyType Type => Types.Object;
    }

    private static bool Put((PyObject? Object, int Number)[] table, int size, PyObject o, int number)
    {
        int mask = size - 1;
        for (int at = Spread(o) & mask; ; at = (at + 1) & mask)
        {
            ref (PyObject? Object, int Number) entry = ref table[at];
            if (entry.Object is not null && !ReferenceEquals(entry.Object, o)) continue;
            bool isNew = entry.Object is null;
            entry = (o, number);
            return isNew;
        }
    }

    private void Grow()
    {
        int size = _size * 4;
        (PyObject?, int)[] larger = size < LeastRented ? new (PyObject?, int)[size] : ArrayPool<(PyObject?, int)>.Shared.Rent(size);
        foreach ((PyObject? o, int number) in _table.AsSpan(0, _size))
            if (o is not null) Put(larger, size, o, number);
        Release();
        (_table, _size) = (larger, size);
    }

    private void Release()
    {
        if (_size >= LeastRented) ArrayPool<(PyObject?, int)>.Shared.Return(_table, clearArray: true);
    }

    public void Clear()
    {
        Release();
        _table = new (PyObject?, int)[Least];
        _size = Least;
        Count = 0;
    }

    /// <summary>Objects and numbers, in the order of the numbers.</summary>
    public List<(PyObject Object, int Number)> Entries()
    {
        var entries = new List<(PyObject Object, int Number)>(Count);
        foreach ((PyObject? o, int number) in _table.AsSpan(0, _size))
            if (o is not null and not Nobody) entries.Add((o, number));
        entries.Sort(static (a, b) => a.Number.CompareTo(b.Number));
        return entries;
    }

    public IdentityMemo Copy()
    {
        var copy = new IdentityMemo();
        foreach ((PyObject? o, int number) in _table.AsSpan(0, _size))
            if (o is not null) copy.Set(o, number);
        return copy;
    }
}
