using MetaJit;

namespace PyLite.Objects;

/// <summary>Iterates over a dict's keys, values or items.</summary>
public sealed class PyDictIterator : PyObject, IReducible, ILengthHint
{
    private readonly PyDict _dict;
    private readonly DictView _view;
    private readonly bool _reverse;
    private readonly int _count, _version;
    private int _position, _left;

    public PyDictIterator(PyDict dict, DictView view, bool reverse)
    {
        _dict = dict;
        _view = view;
        _reverse = reverse;
        _count = _left = dict.Count;
        _version = dict.Version;
        _position = reverse ? dict.End : 0;
    }

    private PyDictIterator(PyDict dict, DictView view, bool reverse, int count, int left, int position)
    {
        (_dict, _view, _reverse, _count, _version) = (dict, view, reverse, count, dict.Version);
        (_left, _position) = (left, position);
    }

    public override PyType Type => _view switch
    {
        DictView.Keys => _reverse ? Types.DictReverseKeyIterator : Types.DictKeyIterator,
        DictView.Values => _reverse ? Types.DictReverseValueIterator : Types.DictValueIterator,
        _ => _reverse ? Types.DictReverseItemIterator : Types.DictItemIterator,
    };

    public override bool IsIterator => true;
    public override PyObject Iter() => this;

    public override PyObject? Next()
    {
        if (_position < 0) return PyEnd.Value;
        if (_count != _dict.Count)
        {
            _position = -1;
            return PyErr.Raise(Types.RuntimeError, "dictionary changed size during iteration");
        }
        if (!Step(out PyObject key, out PyObject value))
        {
            // As many keys as there were, but others: the new ones may stand where it has been already.
            if (!_reverse && _version != _dict.Version) return KeysChanged();
            _position = -1;
            return PyEnd.Value;
        }
        if (--_left < 0) return KeysChanged();
        if (_view == DictView.Keys) return key;
        if (_view == DictView.Values) return value;
        return new PyTuple([key, value]);
    }

    /// <summary>As many keys have come as there were: others have taken the place of some.</summary>
    [DontLookInside]
    private PyObject? KeysChanged()
    {
        _position = -1;
        return PyErr.Raise(Types.RuntimeError, "dictionary keys changed during iteration");
    }

    public PyObject LengthHint() => new PyInt(_position >= 0 && _count == _dict.Count ? Math.Max(0, _left) : 0);

    /// <summary>The items that are left, in a list.</summary>
    public PyObject? Reduce(PyType type)
    {
        var left = new PyList();
        if (_position < 0) return IteratorReduction.Of(left);
        var copy = new PyDictIterator(_dict, _view, _reverse, _count, _left, _position);
        while (true)
        {
            PyObject? item = copy.Next();
            if (item == null) return null;
            if (ReferenceEquals(item, PyEnd.Value)) return IteratorReduction.Of(left);
            left.Append(item);
        }
    }

    private bool Step(out PyObject key, out PyObject value)
    {
        if (!_reverse && _dict.EntryAt(_position, out key, out value))
        {
            _position++;
            return true;
        }
        if (!_reverse && _dict.IsPastEnd(_position))
        {
            key = value = PyNone.None;
            return false;
        }
        return StepFar(out key, out value);
    }

    [DontLookInside]
    private bool StepFar(out PyObject key, out PyObject value) =>
        _reverse ? _dict.PreviousEntry(ref _position, out key, out value) : _dict.NextEntry(ref _position, out key, out value);
}

/// <summary><c>dict.keys()</c>, <c>values()</c> or <c>items()</c>: follows the dict as it changes.</summary>
public sealed class PyDictView(PyDict dict, DictView view) : PyObject
{
    public readonly PyDict Dict = dict;
    public readonly DictView View = view;

    public override PyType Type => View switch { DictView.Keys => Types.DictKeys, DictView.Values => Types.DictValues, _ => Types.DictItems };
    public override long Len() => Dict.Count;
    public override int Truth() => Dict.Truth();
    public override PyObject Iter() => new PyDictIterator(Dict, View, reverse: false);

    [DontLookInside]
    public override PyStr? Repr()
    {
        if (ReprGuard.IsActive(this)) return new PyStr("...");
        ReprGuard.Enter(this);
        string? inner = Sequences.ToList(this) is { } items ? Sequences.ReprItems(items, items.Count) : null;
        ReprGuard.Leave();
        return inner is null ? null : new PyStr($"{Type.Name}([{inner}])");
    }

    public override int Contains(PyObject item)
    {
        if (View == DictView.Keys) return Dict.Contains(item);
        if (View == DictView.Values) return Sequences.ContainsByIteration(this, item);
        if (item is not PyTuple { Items: [var key, var value] }) return 0;
        PyObject? found = Dict.Get(key);
        return found == null ? PyErr.Current != null ? -1 : 0 : Operators.Equal(found, value);
    }

    private bool IsSetOperation(BinaryOp op) => View != DictView.Values && op is BinaryOp.Or or BinaryOp.And or BinaryOp.Sub or BinaryOp.Xor;

    public override PyObject? Binary(BinaryOp op, PyObject other) => !IsSetOperation(op) ? PyNotImplemented.Value : AsSet()?.Combine(op, other);

    public override PyObject? Reflected(BinaryOp op, PyObject other) => !IsSetOperation(op) ? PyNotImplemented.Value : PySet.From(other, false)?.Combine(op, this);

    public override long Hash()
    {
        if (View == DictView.Values) return base.Hash();
        PyErr.TypeError($"unhashable type: '{Type.Name}'");
        return -1;
    }

    public override PyObject? Compare(CompareOp op, PyObject other)
    {
        if (View == DictView.Values || other is not (PySet or PyDictView)) return PyNotImplemented.Value;
        if (op is CompareOp.Eq or CompareOp.Ne) return CompareItems(op, other);
        if (View == DictView.Items || other is PyDictView { View: DictView.Items }) return Define.Bool(CompareSizes(op, other));
        PyObject right = other is PyDictView { } v ? v.AsSet()! : other;
        return AsSet()?.Compare(op, right);
    }

    /// <summary>Whether one has all of the other, without hashing values: 1, 0, or -1 with an exception pending.</summary>
    private int CompareSizes(CompareOp op, PyObject other)
    {
        long difference = Len() - other.Len();
        if (op is CompareOp.Lt or CompareOp.Le ? difference > 0 || op == CompareOp.Lt && difference == 0 : difference < 0 || op == CompareOp.Gt && difference == 0) return 0;
        (PyObject small, PyObject large) = op is CompareOp.Lt or CompareOp.Le ? (this, other) : (other, (PyObject)this);
        if (Sequences.ToList(small) is not { } items) return -1;
        foreach (PyObject item in items)
            if (large.Contains(item) is var has && has != 1) return has;
        return 1;
    }

    /// <summary>Equality without hashing values.</summary>
    private PyObject? CompareItems(CompareOp op, PyObject other)
    {
        bool same = Len() == other.Len();
        if (same)
        {
            foreach (PyObject item in Sequences.ToList(this) ?? [])
            {
                int has = other.Contains(item);
                if (has < 0) return null;
                if (has == 1) continue;
                same = false;
                break;
            }
        }
        return PyBool.Of(same == (op == CompareOp.Eq));
    }

    private PySet? AsSet() => PySet.From(this, isFrozen: false);
}
