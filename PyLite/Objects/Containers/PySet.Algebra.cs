using MetaJit;
using PyLite.Interpreter;

namespace PyLite.Objects;

/// <summary>
/// Unions, intersections, differences and comparisons of sets. Hashes are taken from the tables and not asked again, and which set is gone
/// through is as in CPython, on which the order of the result depends.
/// </summary>
public sealed partial class PySet
{
    [DontLookInside]
    public PySet Copy(bool isFrozen)
    {
        var copy = new PySet(isFrozen);
        copy.Merge(this);
        return copy;
    }

    private bool Merge(PySet other)
    {
        if (ReferenceEquals(this, other) || other._used == 0) return true;
        // As CPython: make room first, and copy an equal table as it stands.
        if ((long)(_fill + other._used) * 5 >= (long)(_table.Length - 1) * 3) Resize((_used + other._used) * 2);
        if (_fill == 0 && _table.Length == other._table.Length && other._fill == other._used)
        {
            _table = other._table.AsSpan().ToArray();
            _fill = _used = other._used;
            Version++;
            return true;
        }
        bool isNew = _fill == 0;
        foreach (ref readonly Entry e in other._table.AsSpan())
        {
            if (!e.IsKey) continue;
            if (isNew) Insert(e.Key!, e.Hash, -1);
            else if (!AddHashed(e.Key!, e.Hash)) return false;
        }
        return true;
    }

    /// <summary>Adds the items of an iterable; false with an exception pending.</summary>
    public bool UpdateFrom(PyObject iterable) =>
        Fold.Follows(iterable) ? Fold.ToSet.Over(iterable, this) != null : AddItemsOf(iterable);

    [DontLookInside]
    private bool AddItemsOf(PyObject iterable)
    {
        switch (UserSlots.Unwrap(iterable))
        {
            case PySet s: return Merge(s);
            case PyDict d when iterable is PyDict:
                if ((long)(_fill + d.Count) * 5 >= (long)(_table.Length - 1) * 3) Resize((_used + d.Count) * 2);
                foreach ((PyObject key, long hash) in d.HashedKeys())
                    if (!AddHashed(key, hash)) return false;
                return true;
            case PyDictView { View: DictView.Keys } view: return UpdateFrom(view.Dict);
            case PyList l when iterable is PyList:
                for (int i = 0; i < l.Count; i++)
                    if (!Add(l[i])) return false;
                return true;
            case PyTuple t when iterable is PyTuple:
                foreach (PyObject item in t.Items)
                    if (!Add(item)) return false;
                return true;
        }
        return Fold.ToSet.Over(iterable, this) != null;
    }

    public PyObject? Combine(BinaryOp op, PyObject other)
    {
        if (UserSlots.Unwrap(other) as PySet is not { } right && (right = From(other, isFrozen: false)!) == null) return null;
        return op switch
        {
            BinaryOp.Or => Union(right),
            BinaryOp.And => Intersection(right),
            BinaryOp.Sub => Difference(right),
            BinaryOp.Xor => SymmetricDifference(right),
            _ => PyNotImplemented.Value,
        };
    }

    public PySet? Union(PySet other)
    {
        PySet result = Copy(IsFrozen);
        return ReferenceEquals(this, other) || result.Merge(other) ? result : null;
    }

    public PySet? Intersection(PySet other)
    {
        if (ReferenceEquals(this, other)) return Copy(IsFrozen);
        var result = new PySet(IsFrozen);
        (PySet large, PySet small) = other._used > _used ? (other, this) : (this, other);
        foreach (ref readonly Entry e in small._table.AsSpan())
        {
            if (!e.IsKey) continue;
            int has = large.ContainsHashed(e.Key!, e.Hash);
            if (has < 0) return null;
            // As in Merge: what is in one set is new to the result.
            if (has == 1) result.Insert(e.Key!, e.Hash, -1);
        }
        return result;
    }

    public PySet? Difference(PySet other)
    {
        if (_used >> 2 > other._used) return Without(other);
        var result = new PySet(IsFrozen);
        foreach (ref readonly Entry e in _table.AsSpan())
        {
            if (!e.IsKey) continue;
            int has = other.ContainsHashed(e.Key!, e.Hash);
            if (has < 0) return null;
            if (has == 0) result.Insert(e.Key!, e.Hash, -1);
        }
        return result;
    }

    /// <summary>A copy from which the other's items are removed.</summary>
    public PySet? Without(PySet other)
    {
        PySet rest = Copy(IsFrozen);
        return rest.RemoveAll(other) ? rest : null;
    }

    public PySet? SymmetricDifference(PySet other)
    {
        PySet result = other.Copy(IsFrozen);
        return result.Toggle(this) ? result : null;
    }

    /// <summary>Removes the items of another set; false with an exception pending.</summary>
    public bool RemoveAll(PySet other)
    {
        if (ReferenceEquals(this, other))
        {
            Clear();
            return true;
        }
        if (other._used >> 3 > _used && other.Intersection(this) is { } common) other = common;
        foreach (ref readonly Entry e in other._table.AsSpan())
            if (e.IsKey && RemoveHashed(e.Key!, e.Hash) < 0) return false;
        if (_fill - _used > (_table.Length - 1) / 4) Resize(Roomy);
        return PyErr.Current == null;
    }

    /// <summary>Removes what is in both and adds what is only in the other; false with an exception pending.</summary>
    private bool Toggle(PySet other)
    {
        if (ReferenceEquals(this, other))
        {
            Clear();
            return true;
        }
        foreach (ref readonly Entry e in other._table.AsSpan())
        {
            if (!e.IsKey) continue;
            int removed = RemoveHashed(e.Key!, e.Hash);
            if (removed < 0 || removed == 0 && !AddHashed(e.Key!, e.Hash)) return false;
        }
        return true;
    }

    public bool? IsSubsetOf(PySet other)
    {
        if (_used > other._used) return false;
        foreach (ref readonly Entry e in _table.AsSpan())
        {
            if (!e.IsKey) continue;
            int has = other.ContainsHashed(e.Key!, e.Hash);
            if (has != 1) return has < 0 ? null : false;
        }
        return true;
    }

    public bool? IsDisjointFrom(PySet other)
    {
        (PySet large, PySet small) = other._used > _used ? (other, this) : (this, other);
        foreach (ref readonly Entry e in small._table.AsSpan())
        {
            if (!e.IsKey) continue;
            int has = large.ContainsHashed(e.Key!, e.Hash);
            if (has != 0) return has < 0 ? null : false;
        }
        return true;
    }

    /// <summary>Becomes the result of an operation on itself.</summary>
    public void Become(PySet other)
    {
        if (ReferenceEquals(this, other)) return;
        _table = other._table;
        _fill = other._fill;
        _used = other._used;
        Version++;
    }

    [DontLookInside]
    public override PyObject? Binary(BinaryOp op, PyObject other)
    {
        PyObject right = UserSlots.Unwrap(other);
        // Views of dicts answer themselves: the result is a set, also when this one is frozen.
        if (right is not PySet || op is not (BinaryOp.Or or BinaryOp.And or BinaryOp.Sub or BinaryOp.Xor))
            return PyNotImplemented.Value;
        return Combine(op, right);
    }

    [DontLookInside]
    public override PyObject? InPlace(BinaryOp op, PyObject other)
    {
        if (IsFrozen) return PyNotImplemented.Value;
        if (UserSlots.Unwrap(other) is PySet s)
        {
            switch (op)
            {
                case BinaryOp.Or: return Merge(s) ? this : null;
                case BinaryOp.Sub: return RemoveAll(s) ? this : null;
                case BinaryOp.Xor: return Toggle(s) ? this : null;
            }
        }
        PyObject? result = Binary(op, other);
        if (result is not PySet changed) return result;
        Become(changed);
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
}
