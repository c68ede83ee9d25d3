using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary><c>itertools.zip_longest</c></summary>
public sealed class PyZipLongest(Slot[] iterators, PyObject fill) : ItertoolsIterator, IPositioned
{
    /// <summary>Those that have come to their end are null.</summary>
    private readonly Slot[] _iterators = iterators;
    private PyObject _fill = fill;
    private int _active = iterators.Length;

    [DontLookInside]
    public PyObject Reduce(PyType type) => new PyTuple([type, new PyTuple(Array.ConvertAll(_iterators, slot => slot.V ?? PyTuple.Empty)), _fill]);

    public bool SetState(PyObject state)
    {
        _fill = state;
        return true;
    }

    [UnrollSafe]
    public override PyObject? Next()
    {
        if (_active == 0) return PyEnd.Value;
        int count = Jit.Promote(_iterators.Length);
        var items = new PyObject[count];
        for (int i = 0; i < count; i++)
        {
            PyObject? iterator = _iterators[i].V;
            if (iterator == null)
            {
                items[i] = _fill;
                continue;
            }
            PyObject? item = iterator.Next();
            if (item == null)
            {
                _active = 0;
                return null;
            }
            if (ReferenceEquals(item, PyEnd.Value))
            {
                int active = _active - 1;
                _active = active;
                if (active == 0) return item;
                _iterators[i].V = null;
                item = _fill;
            }
            items[i] = item;
        }
        return new PyTuple(items);
    }
}

/// <summary><c>itertools.groupby</c></summary>
public sealed class PyGroupby(PyObject iterator, PyObject? key) : ItertoolsIterator, IPositioned
{
    [DontLookInside]
    public PyObject Reduce(PyType type)
    {
        var arguments = new PyTuple([_iterator, _key ?? PyNone.None]);
        return _value != null && _valueKey != null && _groupKey != null
            ? new PyTuple([type, arguments, new PyTuple([_valueKey, _value, _groupKey])]) : new PyTuple([type, arguments]);
    }

    [DontLookInside]
    public bool SetState(PyObject state)
    {
        if (UserSlots.Unwrap(state) is not PyTuple { Items: var parts }) return PyErr.Fail(Types.TypeError, "state is not a tuple");
        if (parts.Length != 3) return PyErr.Fail(Types.TypeError, $"function takes exactly 3 arguments ({parts.Length} given)");
        (_valueKey, _value, _groupKey) = (parts[0], parts[1], parts[2]);
        return true;
    }

    /// <summary><c>_grouper(groupby, key)</c>: the group that a groupby has given out last.</summary>
    public static PyObject? MakeGroup(PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.NoKeywords("_grouper", keywords) || !Define.Count("_grouper", args, 2, 2)) return null;
        if (args[0] is not PyGroupby parent) return PyErr.TypeError($"_grouper() argument 1 must be itertools.groupby, not {args[0].Type.Name}");
        var group = new Group(parent, args[1]);
        parent._group = group;
        return group;
    }

    private readonly PyObject _iterator = iterator;
    private readonly PyObject? _key = key;

    /// <summary>The item that was read last and not yet given out, and its key; the key of the group that was given out last.</summary>
    private PyObject? _value, _valueKey, _groupKey;
    private Group? _group;

    /// <summary>Reads an item; the end, an error (null), or None when there was one.</summary>
    private PyObject? Advance()
    {
        PyObject? item = _iterator.Next();
        if (item == null || ReferenceEquals(item, PyEnd.Value)) return item;
        PyObject? key = _key == null ? item : Calls.Call1(_key, item);
        if (key == null) return null;
        _value = item;
        _valueKey = key;
        return PyNone.None;
    }

    public override PyObject? Next()
    {
        _group = null;
        PyObject? key = _valueKey;
        if (key == null)
        {
            PyObject? read = Advance();
            if (read == null || ReferenceEquals(read, PyEnd.Value)) return read;
            key = _valueKey!;
        }
        if (_groupKey != null)
        {
            int equal = Operators.Equal(_groupKey, key);
            if (equal < 0) return null;
            if (equal == 1)
            {
                PyObject? read = SkipGroup();
                if (read == null || ReferenceEquals(read, PyEnd.Value)) return read;
                key = _valueKey!;
            }
        }
        _groupKey = key;
        var group = new Group(this, key);
        _group = group;
        return new PyTuple([key, group]);
    }

    /// <summary>Reads on to the next group.</summary>
    [DontLookInside]
    private PyObject? SkipGroup()
    {
        while (true)
        {
            PyObject? read = Advance();
            if (read == null || read == PyEnd.Value) return read;
            int equal = Operators.Equal(_groupKey!, _valueKey!);
            if (equal < 0) return null;
            if (equal == 0) return read;
        }
    }

    private sealed class Group(PyGroupby parent, PyObject key) : ItertoolsIterator, IReducible
    {
        public PyObject Reduce(PyType type) => ReferenceEquals(_parent._group, this)
            ? new PyTuple([type, new PyTuple([_parent, _key])]) : IteratorReduction.Ended(PyTuple.Empty);

        private readonly PyGroupby _parent = parent;
        private readonly PyObject _key = key;

        public override PyObject? Next()
        {
            PyGroupby parent = _parent;
            if (!ReferenceEquals(parent._group, this)) return PyEnd.Value;
            if (parent._value == null)
            {
                PyObject? read = parent.Advance();
                if (read == null || ReferenceEquals(read, PyEnd.Value)) return read;
            }
            int equal = Operators.Equal(_key, parent._valueKey!);
            if (equal < 0) return null;
            if (equal == 0) return PyEnd.Value;
            PyObject? item = parent._value;
            parent._value = parent._valueKey = null;
            // The comparison may have read on.
            return item ?? PyEnd.Value;
        }
    }
}

/// <summary>One of the iterators that <c>itertools.tee</c> makes.</summary>
public sealed class PyTee : ItertoolsIterator
{
    /// <summary>An item and, once it has been read, the next one. Nodes that every iterator has passed are garbage.</summary>
    private sealed class Node(PyObject? item)
    {
        public readonly PyObject? Item = item;
        public Node? Next;
    }

    /// <summary>The one iterator behind all of them, and whether it is asked just now.</summary>
    private sealed class Source(PyObject iterator)
    {
        public readonly PyObject Iterator = iterator;
        public bool IsRunning;
    }

    private readonly Source _source;
    private Node _last;

    private PyTee(Source source, Node last)
    {
        _source = source;
        _last = last;
    }

    public static PyTee Over(PyObject iterator) => iterator is PyTee tee ? tee.Copy() : new PyTee(new Source(iterator), new Node(null));

    public PyTee Copy() => new(_source, _last);

    [DontLookInside]
    public static PyObject? Several(PyObject iterable, int count)
    {
        if (iterable.Iter() is not { } iterator) return null;
        var all = new PyObject[count];
        for (int i = 0; i < count; i++) all[i] = i == 0 ? Over(iterator) : ((PyTee)all[0]).Copy();
        return new PyTuple(all);
    }

    public override PyObject? Next()
    {
        Node? next = _last.Next;
        if (next == null)
        {
            Source source = _source;
            if (source.IsRunning) return PyErr.Raise(Types.RuntimeError, "cannot re-enter the tee iterator");
            source.IsRunning = true;
            PyObject? item = source.Iterator.Next();
            source.IsRunning = false;
            if (item == null || ReferenceEquals(item, PyEnd.Value)) return item;
            next = new Node(item);
            _last.Next = next;
        }
        _last = next;
        return next.Item;
    }
}
