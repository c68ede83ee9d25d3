using System.Text;
using MetaJit;

namespace PyLite.Objects;

/// <summary>What operators and builtin functions ask of a dict.</summary>
public sealed partial class PyDict
{
    public override PyObject? GetItem(PyObject key)
    {
        PyObject? value = key is PyStr s ? GetStr(s) : key is PyInt i ? GetInt(i.Value) : Get(key);
        if (value != null || PyErr.Current != null) return value;
        return PyErr.Raise(new PyException(Types.KeyError, new PyTuple([key])));
    }

    public override bool SetItem(PyObject key, PyObject value) => Set(key, value);

    [DontLookInside]
    public override bool DelItem(PyObject key)
    {
        if (Remove(key)) return true;
        if (PyErr.Current == null) PyErr.RaiseWithArgs(Types.KeyError, key);
        return false;
    }

    public override int Contains(PyObject item)
    {
        PyObject? value = item is PyStr s ? GetStr(s) : item is PyInt i ? GetInt(i.Value) : Get(item);
        return value != null ? 1 : PyErr.Current != null ? -1 : 0;
    }

    public override long Hash()
    {
        PyErr.TypeError("unhashable type: 'dict'");
        return -1;
    }

    public override PyObject Iter() => new PyDictIterator(this, DictView.Keys, reverse: false);

    public override PyObject? Binary(BinaryOp op, PyObject other)
    {
        if (op != BinaryOp.Or || UserSlots.Unwrap(other) is not PyDict) return PyNotImplemented.Value;
        PyDict merged = Copy();
        return merged.Update(other) ? merged : null;
    }

    public override PyObject? InPlace(BinaryOp op, PyObject other)
    {
        if (op != BinaryOp.Or) return PyNotImplemented.Value;
        return Update(other) ? this : null;
    }

    [DontLookInside]
    public override PyObject? Compare(CompareOp op, PyObject other)
    {
        if (op is not (CompareOp.Eq or CompareOp.Ne) || UserSlots.Unwrap(other) is not PyDict d) return PyNotImplemented.Value;
        int equal = EqualTo(d);
        return equal < 0 ? null : PyBool.Of(equal == 1 == (op == CompareOp.Eq));
    }

    private int EqualTo(PyDict other)
    {
        if (Count != other.Count) return 0;
        if (_owner != null || other._owner != null) return EqualAsShown(other);
        if (!Recursion.Enter(Recursion.InComparison)) return -1;
        int equal = 1;
        for (int i = _first; i < _used && equal == 1; i++)
        {
            Entry e = _entries[i];
            if (e.Key == null) continue;
            int at = other.Find(e.Key, e.Hash);
            equal = at == Failed ? -1 : at < 0 ? 0 : Operators.Equal(e.Value!, other._entries[at].Value!);
        }
        Recursion.Leave();
        return equal;
    }

    [DontLookInside]
    public override PyStr? Repr()
    {
        if (ReprGuard.IsActive(this)) return new PyStr("{...}");
        if (!Recursion.Enter(Recursion.InRepr)) return null;
        ReprGuard.Enter(this);
        string? text = ReprPairs();
        ReprGuard.Leave();
        Recursion.Leave();
        return text == null ? null : new PyStr(text);
    }

    private string? ReprPairs()
    {
        var b = new StringBuilder("{");
        foreach ((PyObject key, PyObject value) in Pairs())
        {
            if (b.Length > 1) b.Append(", ");
            if (key.Repr() is not { } k || value.Repr() is not { } v) return null;
            b.Append(k.Value).Append(": ").Append(v.Value);
        }
        return b.Append('}').ToString();
    }
}

public enum DictView
{
    Keys, Values, Items,
}
