using MetaJit;
using PyLite.Interpreter;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary><c>itertools.count</c></summary>
public sealed class PyCount(PyType type, PyObject start, PyObject step) : ItertoolsIterator, IReducible
{
    private readonly PyType _type = type;
    private readonly PyObject _step = step;
    private PyObject _next = start;

    public override PyType Type => _type;

    public override PyObject? Next()
    {
        PyObject current = _next;
        PyObject? next = Operators.Add(current, _step);
        if (next == null) return null;
        _next = next;
        return current;
    }

    [DontLookInside]
    public override PyStr? Repr()
    {
        if (_next.Repr() is not { } next || _step.Repr() is not { } step) return null;
        return new PyStr(_step is PyInt { Value: 1 } ? $"count({next.Value})" : $"count({next.Value}, {step.Value})");
    }

    public PyObject Reduce(PyType type) => new PyTuple([type, new PyTuple(_step is PyInt { Value: 1 } ? [_next] : [_next, _step])]);
}

/// <summary><c>itertools.cycle</c></summary>
public sealed class PyCycle(PyObject iterator) : ItertoolsIterator, IPositioned
{
    private PyObject? _iterator = iterator;
    private PyList _saved = new();
    private int _at;

    /// <summary>The iterator gives what is saved already: this is a copy that was made in the midst of a round.</summary>
    private bool _isSaved;

    public override PyObject? Next()
    {
        PyObject? iterator = _iterator;
        if (iterator != null)
        {
            PyObject? item = iterator.Next();
            if (item == null) return null;
            if (!ReferenceEquals(item, PyEnd.Value))
            {
                if (!_isSaved) _saved.Append(item);
                return item;
            }
            _iterator = null;
        }
        int count = _saved.Count;
        if (count == 0) return PyEnd.Value;
        int at = _at;
        _at = at + 1 == count ? 0 : at + 1;
        return _saved[at];
    }

    [DontLookInside]
    public PyObject? Reduce(PyType type)
    {
        var saved = new PyList([.. _saved.ToArray()]);
        if (_iterator != null) return new PyTuple([type, new PyTuple([_iterator]), new PyTuple([saved, PyInt.Of(_isSaved ? 1 : 0)])]);
        if (new PyList([.. saved.ToArray()[_at..]]).Iter() is not { } rest) return null;
        return new PyTuple([type, new PyTuple([rest]), new PyTuple([saved, PyInt.One])]);
    }

    [DontLookInside]
    public bool SetState(PyObject state)
    {
        if (UserSlots.Unwrap(state) is not PyTuple { Items: var parts }) return PyErr.Fail(Types.TypeError, "state is not a tuple");
        if (parts.Length != 2) return PyErr.Fail(Types.TypeError, $"function takes exactly 2 arguments ({parts.Length} given)");
        if (UserSlots.Unwrap(parts[0]) is not PyList saved) return PyErr.Fail(Types.TypeError, $"argument 1 must be list, not {parts[0].Type.Name}");
        if (!Sequences.Integer(parts[1], out long isSaved)) return false;
        _saved = saved;
        _isSaved = isSaved != 0;
        return true;
    }
}

/// <summary><c>itertools.repeat</c>; <see cref="Left"/> is negative where there is no end.</summary>
public sealed class PyRepeat(PyType type, PyObject item, long times) : ItertoolsIterator, IReducible
{
    private readonly PyType _type = type;
    private readonly PyObject _item = item;

    public long Left { get; private set; } = times;

    public override PyType Type => _type;

    public override PyObject? Next()
    {
        long left = Left;
        if (left == 0) return PyEnd.Value;
        if (left > 0) Left = left - 1;
        return _item;
    }

    public PyObject Reduce(PyType type) => new PyTuple([type, new PyTuple(Left < 0 ? [_item] : [_item, new PyInt(Left)])]);

    [DontLookInside]
    public override PyStr? Repr() => _item.Repr() is not { } item ? null : new PyStr(Left < 0 ? $"repeat({item.Value})" : $"repeat({item.Value}, {Left})");
}

/// <summary><c>itertools.chain</c></summary>
public sealed class PyChain(PyObject sources) : ItertoolsIterator, IPositioned
{
    private PyObject? _sources = sources;
    private PyObject? _active;

    public override PyObject? Next()
    {
        PyObject? active = _active;
        if (active != null)
        {
            PyObject? item = active.Next();
            if (item == null || !ReferenceEquals(item, PyEnd.Value)) return item;
        }
        return NextSource();
    }

    public PyObject Reduce(PyType type)
    {
        if (_sources == null) return new PyTuple([type, PyTuple.Empty]);
        return new PyTuple([type, PyTuple.Empty, new PyTuple(_active == null ? [_sources] : [_sources, _active])]);
    }

    [DontLookInside]
    public bool SetState(PyObject state)
    {
        if (UserSlots.Unwrap(state) is not PyTuple { Items: var parts }) return PyErr.Fail(Types.TypeError, "state is not a tuple");
        if (parts.Length is < 1 or > 2) return PyErr.Fail(Types.TypeError, $"function takes {(parts.Length < 1 ? "at least 1 argument" : "at most 2 arguments")} ({parts.Length} given)");
        if (!parts[0].IsIterator || parts.Length == 2 && !parts[1].IsIterator) return PyErr.Fail(Types.TypeError, "Arguments must be iterators.");
        _sources = parts[0];
        _active = parts.Length == 2 ? parts[1] : null;
        return true;
    }

    /// <summary>The first item of the next iterable that has one.</summary>
    [DontLookInside]
    private PyObject? NextSource()
    {
        while (_sources != null)
        {
            _active = null;
            PyObject? source = _sources.Next();
            if (source == null) return null;
            if (source == PyEnd.Value)
            {
                _sources = null;
                break;
            }
            _active = source.Iter();
            if (_active == null) return null;
            PyObject? item = _active.Next();
            if (item == null || item != PyEnd.Value) return item;
        }
        _active = null;
        return PyEnd.Value;
    }
}

/// <summary><c>itertools.islice</c>; a stop of -1 is none.</summary>
public sealed class PyIslice(PyObject iterator, long start, long stop, long step) : ItertoolsIterator, IPositioned
{
    private PyObject? _iterator = iterator;
    private readonly long _stop = stop;
    private readonly long _step = step;
    private long _next = start;
    private long _count;

    public override PyObject? Next()
    {
        PyObject? iterator = _iterator;
        if (iterator == null) return PyEnd.Value;
        if (_count < _next)
        {
            PyObject? skipped = Skip(iterator);
            if (skipped == null || ReferenceEquals(skipped, PyEnd.Value)) return skipped;
        }
        long count = _count;
        if (_stop >= 0 && count >= _stop) return End(PyEnd.Value);
        PyObject? item = iterator.Next();
        if (item == null || ReferenceEquals(item, PyEnd.Value)) return End(item);
        _count = count + 1;
        long next = _next + _step;
        if (next < 0 || _stop >= 0 && next > _stop) next = _stop;
        _next = next;
        return item;
    }

    private PyObject? End(PyObject? item)
    {
        _iterator = null;
        return item;
    }

    [DontLookInside]
    public PyObject? Reduce(PyType type)
    {
        if (_iterator == null) return new PyList().Iter() is { } none ? new PyTuple([type, new PyTuple([none, PyInt.Zero]), PyInt.Zero]) : null;
        return new PyTuple([type, new PyTuple([_iterator, new PyInt(_next), _stop < 0 ? PyNone.None : new PyInt(_stop), new PyInt(_step)]), new PyInt(_count)]);
    }

    public bool SetState(PyObject state) => Sequences.Integer(state, out _count);

    [DontLookInside]
    private PyObject? Skip(PyObject iterator)
    {
        while (_count < _next)
        {
            PyObject? item = iterator.Next();
            if (item == null || item == PyEnd.Value) return End(item);
            _count++;
        }
        return PyNone.None;
    }
}

/// <summary><c>itertools.takewhile</c></summary>
public sealed class PyTakeWhile(PyObject function, PyObject iterator) : ItertoolsIterator, IPositioned
{
    public PyObject Reduce(PyType type) => new PyTuple([type, new PyTuple([_function, _iterator]), PyInt.Of(_isOver ? 1 : 0)]);

    public bool SetState(PyObject state)
    {
        int truth = Operators.Truth(state);
        _isOver = truth == 1;
        return truth >= 0;
    }

    private readonly PyObject _function = function, _iterator = iterator;
    private bool _isOver;

    public override PyObject? Next()
    {
        if (_isOver) return PyEnd.Value;
        PyObject? item = _iterator.Next();
        if (item == null || ReferenceEquals(item, PyEnd.Value)) return item;
        PyObject? answer = Calls.Call1(_function, item);
        if (answer == null) return null;
        int truth = Operators.Truth(answer);
        if (truth == 1) return item;
        if (truth < 0) return null;
        _isOver = true;
        return PyEnd.Value;
    }
}

/// <summary><c>itertools.dropwhile</c></summary>
public sealed class PyDropWhile(PyObject function, PyObject iterator) : ItertoolsIterator, IPositioned
{
    public PyObject Reduce(PyType type) => new PyTuple([type, new PyTuple([_function, _iterator]), PyInt.Of(_hasBegun ? 1 : 0)]);

    public bool SetState(PyObject state)
    {
        int truth = Operators.Truth(state);
        _hasBegun = truth == 1;
        return truth >= 0;
    }

    private readonly PyObject _function = function, _iterator = iterator;
    private bool _hasBegun;

    public override PyObject? Next()
    {
        if (_hasBegun) return _iterator.Next();
        PyObject? first = CallFold.Find(_function, _iterator, wanted: false);
        if (first != null && !ReferenceEquals(first, PyEnd.Value)) _hasBegun = true;
        return first;
    }
}

/// <summary><c>itertools.starmap</c></summary>
public sealed class PyStarmap(PyObject function, PyObject iterator) : ItertoolsIterator, IReducible
{
    public PyObject Reduce(PyType type) => new PyTuple([type, new PyTuple([_function, _iterator])]);

    private readonly PyObject _function = function, _iterator = iterator;

    public override PyObject? Next()
    {
        PyObject? item = _iterator.Next();
        if (item == null || ReferenceEquals(item, PyEnd.Value)) return item;
        PyObject[]? args = item is PyTuple tuple ? tuple.Items : Sequences.ToArray(item);
        return args == null ? null : Calls.CallFew(_function, args);
    }
}

/// <summary><c>itertools.compress</c></summary>
public sealed class PyCompress(PyObject data, PyObject selectors) : ItertoolsIterator, IReducible
{
    public PyObject Reduce(PyType type) => new PyTuple([type, new PyTuple([_data, _selectors])]);

    private readonly PyObject _data = data, _selectors = selectors;

    public override PyObject? Next()
    {
        PyObject? item = Step(out bool isSelected);
        return isSelected ? item : NextSelected();
    }

    /// <summary>What ends the iterator counts as selected.</summary>
    private PyObject? Step(out bool isSelected)
    {
        isSelected = true;
        PyObject? item = _data.Next();
        if (item == null || ReferenceEquals(item, PyEnd.Value)) return item;
        PyObject? selector = _selectors.Next();
        if (selector == null || ReferenceEquals(selector, PyEnd.Value)) return selector;
        int truth = Operators.Truth(selector);
        isSelected = truth != 0;
        return truth < 0 ? null : item;
    }

    [DontLookInside]
    private PyObject? NextSelected()
    {
        while (true)
        {
            PyObject? item = Step(out bool isSelected);
            if (isSelected) return item;
        }
    }
}

/// <summary><c>itertools.pairwise</c></summary>
public sealed class PyPairwise(PyObject iterator) : ItertoolsIterator
{
    private PyObject? _iterator = iterator;
    private PyObject? _previous;

    public override PyObject? Next()
    {
        PyObject? iterator = _iterator;
        if (iterator == null) return PyEnd.Value;
        PyObject? previous = _previous;
        if (previous == null)
        {
            previous = iterator.Next();
            if (previous == null || ReferenceEquals(previous, PyEnd.Value)) return End(previous);
            _previous = previous;
        }
        PyObject? item = iterator.Next();
        if (item == null || ReferenceEquals(item, PyEnd.Value)) return End(item);
        _previous = item;
        return new PyTuple([previous, item]);
    }

    private PyObject? End(PyObject? item)
    {
        _iterator = _previous = null;
        return item;
    }
}

/// <summary><c>itertools.accumulate</c></summary>
public sealed class PyAccumulate(PyObject iterator, PyObject? function, PyObject? initial) : ItertoolsIterator, IPositioned
{
    [DontLookInside]
    public PyObject? Reduce(PyType type)
    {
        PyObject function = _function ?? PyNone.None;
        if (_initial == null && _total is not PyNone) return new PyTuple([type, new PyTuple([_iterator, function]), _total ?? PyNone.None]);
        // What comes first is put before the rest. A None of the sums would look like none.
        if (new PyList([_initial ?? PyNone.None]).Iter() is not { } first || new PyList([first, _iterator]).Iter() is not { } sources) return null;
        PyObject all = new PyChain(sources);
        if (_initial != null) return new PyTuple([type, new PyTuple([all, function]), PyNone.None]);
        return new PyTuple([Itertools.IsliceType, new PyTuple([new PyAccumulate(all, _function, null), PyInt.One, PyNone.None])]);
    }

    public bool SetState(PyObject state)
    {
        _total = state;
        return true;
    }

    private readonly PyObject _iterator = iterator;
    private readonly PyObject? _function = function;
    private PyObject? _initial = initial;
    private PyObject? _total;

    public override PyObject? Next()
    {
        PyObject? initial = _initial;
        if (initial != null)
        {
            _initial = null;
            _total = initial;
            return initial;
        }
        PyObject? item = _iterator.Next();
        if (item == null || ReferenceEquals(item, PyEnd.Value)) return item;
        PyObject? total = _total;
        if (total != null) item = _function == null ? Operators.Add(total, item) : Calls.Call2(_function, total, item);
        if (item != null) _total = item;
        return item;
    }
}
