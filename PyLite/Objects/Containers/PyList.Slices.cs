using MetaJit;

namespace PyLite.Objects;

/// <summary>Assignment to slices of a list, and their deletion: in place, and unboxed where both lists are of one kind.</summary>
public sealed partial class PyList
{
    [DontLookInside]
    private bool SetSlice(PySlice slice, PyObject value)
    {
        if (ItemsToAssign(slice, value) is not { } added) return false;
        if (slice.Settled() is not { } settled || !settled.Indices(_count, out long start, out _, out long step, out long count)) return false;
        if (step == 1)
        {
            ReplaceRange((int)start, (int)count, added);
            return true;
        }
        if (added._count != count)
            return PyErr.Fail(Types.ValueError, $"attempt to assign sequence of size {added._count} to extended slice of size {count}");
        ReplaceEvery((int)start, (int)step, added);
        return true;
    }

    private PyList? ItemsToAssign(PySlice slice, PyObject value)
    {
        if (UserSlots.Unwrap(value) is PyList other && value.Type.SpecialOverride(Names.Iter) == null) return ReferenceEquals(other, this) ? Copy() : other;
        var items = new PyList();
        if (items.Extend(value)) return items;
        if (value is not PyGenerator && !value.IsIterator && value.Type.Lookup(Names.Iter) == null && PyErr.TakeIf(Types.TypeError))
            PyErr.TypeError(slice.Step == PyNone.None ? "can only assign an iterable" : "must assign iterable to extended slice");
        return null;
    }

    /// <summary>Makes both lists able to exchange items; the other one may be replaced by a copy.</summary>
    private void Unify(ref PyList other)
    {
        if (other._kind == _kind) return;
        if (_kind != ListKind.Object) Generalize();
        if (other._kind == ListKind.Object) return;
        other = other.Copy();
        other.Generalize();
    }

    private void ReplacePart(int start, int count, PyList added)
    {
        if (count == added._count && count > 0 && Jit.Promote(_kind) == Jit.Promote(added._kind)) CopyItems(added, 0, this, start, count);
        else ReplaceAny(start, count, added);
    }

    [DontLookInside]
    private void ReplaceAny(int start, int count, PyList added) => ReplaceRange(start, count, added);

    /// <summary>Puts the items of a list, which may be this one, in the place of so many.</summary>
    private void ReplaceRange(int start, int count, PyList added)
    {
        int n = added._count;
        if (n == 0)
        {
            RemoveRange(start, count);
            return;
        }
        if (_count == count && _kind != added._kind)
        {
            Reserve(n, added._kind);
            _count = start = count = 0;
        }
        Unify(ref added);
        MakeRoom(start, count, n);
        CopyItems(added, 0, this, start, n);
        _count += n - count;
    }

    private void ReplaceEvery(int start, int step, PyList added)
    {
        if (added._count == 0) return;
        Unify(ref added);
        if (_kind == ListKind.Int) Put(added._ints, added._count, _ints, start, step);
        else if (_kind == ListKind.Float) Put(added._floats, added._count, _floats, start, step);
        else Put(added._items, added._count, _items, start, step);
    }

    private static void Put<T>(T[] from, int count, T[] to, int start, int step)
    {
        for (int k = 0, i = start; k < count; k++, i += step) to[i] = from[k];
    }

    /// <summary>Moves what comes after a range so that another number of items has its place. The count stays as it is.</summary>
    private void MakeRoom(int start, int count, int wanted)
    {
        if (_kind == ListKind.Int) MakeRoom(ref _ints, start, count, wanted);
        else if (_kind == ListKind.Float) MakeRoom(ref _floats, start, count, wanted);
        else MakeRoom(ref _items, start, count, wanted);
    }

    private void MakeRoom<T>(ref T[] items, int start, int count, int wanted)
    {
        int needed = _count - count + wanted, end = start + count, rest = _count - end;
        if (needed <= items.Length)
        {
            Array.Copy(items, end, items, start + wanted, rest);
            // What was there last is no item any more.
            if (needed < _count) Array.Clear(items, needed, _count - needed);
            return;
        }
        var larger = new T[_count == 0 ? needed : (int)Math.Min(Array.MaxLength, needed + (long)(needed >> 3) + 4)];
        Array.Copy(items, larger, start);
        Array.Copy(items, end, larger, start + wanted, rest);
        items = larger;
    }

    private void RemoveRange(int start, int count)
    {
        if (count == 0) return;
        if (count == _count)
        {
            Clear();
            return;
        }
        MakeRoom(start, count, 0);
        _count -= count;
    }

    /// <summary>Removes so many items at equal distances.</summary>
    private void RemoveEvery(int low, long stride, int count)
    {
        if (count == 0) return;
        if (stride == 1 || count == 1)
        {
            RemoveRange(low, count);
            return;
        }
        if (_kind == ListKind.Int) CloseUp(_ints, low, (int)stride, count);
        else if (_kind == ListKind.Float) CloseUp(_floats, low, (int)stride, count);
        else CloseUp(_items, low, (int)stride, count);
        _count -= count;
    }

    private void CloseUp<T>(T[] items, int low, int stride, int count)
    {
        int to = low;
        for (int k = 0; k < count; k++)
        {
            int from = low + k * stride + 1;
            int kept = k + 1 < count ? stride - 1 : _count - from;
            Array.Copy(items, from, items, to, kept);
            to += kept;
        }
        Array.Clear(items, to, count);
    }
}
