using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary><c>itertools.product</c></summary>
public sealed class PyProduct(PyObject[][] pools) : ItertoolsIterator, IPositioned
{
    [DontLookInside]
    public PyObject Reduce(PyType type)
    {
        if (_isOver) return new PyTuple([type, new PyTuple([PyTuple.Empty])]);
        var arguments = new PyTuple(Array.ConvertAll(pools, pool => (PyObject)new PyTuple(pool)));
        return _items == null ? new PyTuple([type, arguments]) : new PyTuple([type, arguments, Positions.Of(_indices)]);
    }

    [DontLookInside]
    public bool SetState(PyObject state)
    {
        if (!Positions.Take(state, _indices, i => pools[i].Length - 1)) return false;
        if (Array.Exists(pools, pool => pool.Length == 0))
        {
            _isOver = true;
            return true;
        }
        _items = new PyObject[pools.Length];
        for (int i = 0; i < pools.Length; i++) _items[i] = pools[i][_indices[i]];
        return true;
    }

    private readonly int[] _indices = new int[pools.Length];
    private PyObject[]? _items;
    private bool _isOver;

    public override PyObject? Next() => Advance() ? Choice.Of(_items!) : PyEnd.Value;

    [DontLookInside]
    private bool Advance()
    {
        if (_isOver) return false;
        if (_items == null)
        {
            _items = new PyObject[pools.Length];
            for (int i = 0; i < pools.Length; i++)
            {
                if (pools[i].Length == 0) return End();
                _items[i] = pools[i][0];
            }
            return true;
        }
        for (int at = pools.Length - 1; at >= 0; at--)
        {
            if (++_indices[at] < pools[at].Length)
            {
                _items[at] = pools[at][_indices[at]];
                return true;
            }
            _indices[at] = 0;
            _items[at] = pools[at][0];
        }
        return End();
    }

    private bool End()
    {
        _isOver = true;
        return false;
    }
}

/// <summary>
/// The tuples that come out. Short ones are made by code that the tracer follows, so that one that is taken apart at once is never there.
/// </summary>
internal static class Choice
{
    private const int Short = 6;

    public static PyTuple Of(PyObject[] items) => Jit.Promote(items.Length) <= Short ? OfFew(items) : OfMany(items);

    [UnrollSafe]
    private static PyTuple OfFew(PyObject[] items)
    {
        var taken = new PyObject[Jit.Promote(items.Length)];
        for (int i = 0; i < taken.Length; i++) taken[i] = items[i];
        return new PyTuple(taken);
    }

    [DontLookInside]
    private static PyTuple OfMany(PyObject[] items) => new([.. items]);

    /// <summary>The items of a pool at the first so many of some places.</summary>
    public static PyTuple Of(PyObject[] pool, int[] places, int count) => Jit.Promote(count) <= Short ? OfFew(pool, places, count) : OfMany(pool, places, count);

    [UnrollSafe]
    private static PyTuple OfFew(PyObject[] pool, int[] places, int count)
    {
        var taken = new PyObject[Jit.Promote(count)];
        for (int i = 0; i < taken.Length; i++) taken[i] = pool[places[i]];
        return new PyTuple(taken);
    }

    [DontLookInside]
    private static PyTuple OfMany(PyObject[] pool, int[] places, int count)
    {
        var taken = new PyObject[count];
        for (int i = 0; i < taken.Length; i++) taken[i] = pool[places[i]];
        return new PyTuple(taken);
    }
}

/// <summary><c>itertools.permutations</c></summary>
public sealed class PyPermutations : ItertoolsIterator, IPositioned
{
    [DontLookInside]
    public PyObject Reduce(PyType type)
    {
        if (_isOver) return new PyTuple([type, new PyTuple([PyTuple.Empty, new PyInt(Math.Max(_length, 1))])]);
        var arguments = new PyTuple([new PyTuple(_pool), new PyInt(_length)]);
        return _hasBegun ? new PyTuple([type, arguments, new PyTuple([Positions.Of(_indices), Positions.Of(_cycles)])]) : new PyTuple([type, arguments]);
    }

    [DontLookInside]
    public bool SetState(PyObject state)
    {
        if (UserSlots.Unwrap(state) is not PyTuple { Items: [var indices, var cycles] }) return PyErr.Fail(Types.ValueError, "invalid arguments");
        if (!Positions.Take(indices, _indices, i => _pool.Length - 1) || !Positions.Take(cycles, _cycles, i => _pool.Length - i, 1)) return false;
        _hasBegun = true;
        return true;
    }

    private readonly PyObject[] _pool;
    private readonly int _length;

    /// <summary>Positions in the pool, those taken first; and for each place how many of the rest it has still to see.</summary>
    private readonly int[] _indices = [], _cycles = [];
    private bool _hasBegun, _isOver;

    public PyPermutations(PyObject[] pool, long length)
    {
        _pool = pool;
        _isOver = length > pool.Length;
        if (_isOver) return;
        _length = (int)length;
        _indices = new int[pool.Length];
        for (int i = 0; i < pool.Length; i++) _indices[i] = i;
        _cycles = new int[_length];
        for (int i = 0; i < _length; i++) _cycles[i] = pool.Length - i;
    }

    public override PyObject? Next() => Advance() ? Choice.Of(_pool, _indices, _length) : PyEnd.Value;

    [DontLookInside]
    private bool Advance()
    {
        if (_isOver) return false;
        if (!_hasBegun)
        {
            _hasBegun = true;
            return true;
        }
        for (int i = _length - 1; i >= 0; i--)
        {
            if (--_cycles[i] > 0)
            {
                int other = _indices.Length - _cycles[i];
                (_indices[i], _indices[other]) = (_indices[other], _indices[i]);
                return true;
            }
            // This place has seen them all: it goes back to the first, and the place before it moves on.
            int first = _indices[i];
            Array.Copy(_indices, i + 1, _indices, i, _indices.Length - i - 1);
            _indices[^1] = first;
            _cycles[i] = _indices.Length - i;
        }
        _isOver = true;
        return false;
    }
}

/// <summary><c>itertools.combinations</c> and <c>combinations_with_replacement</c>.</summary>
public sealed class PyCombinations : ItertoolsIterator, IPositioned
{
    [DontLookInside]
    public PyObject Reduce(PyType type)
    {
        var arguments = new PyTuple([_isOver ? PyTuple.Empty : new PyTuple(_pool), new PyInt(_isOver ? Math.Max(_indices.Length, 1) : _indices.Length)]);
        return _isOver || !_hasBegun ? new PyTuple([type, arguments]) : new PyTuple([type, arguments, Positions.Of(_indices)]);
    }

    [DontLookInside]
    public bool SetState(PyObject state)
    {
        if (!Positions.Take(state, _indices, i => _isRepeating ? _pool.Length - 1 : _pool.Length - _indices.Length + i)) return false;
        _hasBegun = true;
        return true;
    }

    private readonly PyType _type;
    private readonly PyObject[] _pool;
    private readonly bool _isRepeating;
    private readonly int[] _indices = [];
    private bool _hasBegun, _isOver;

    public PyCombinations(PyType type, PyObject[] pool, long length, bool isRepeating)
    {
        _type = type;
        _pool = pool;
        _isRepeating = isRepeating;
        _isOver = isRepeating ? pool.Length == 0 && length > 0 : length > pool.Length;
        if (_isOver) return;
        _indices = new int[length];
        if (isRepeating) return;
        for (int i = 0; i < _indices.Length; i++) _indices[i] = i;
    }

    public override PyType Type => _type;

    public override PyObject? Next() => Advance() ? Choice.Of(_pool, _indices, _indices.Length) : PyEnd.Value;

    [DontLookInside]
    private bool Advance()
    {
        if (_isOver) return false;
        if (!_hasBegun)
        {
            _hasBegun = true;
            return true;
        }
        int n = _pool.Length, r = _indices.Length, at = r - 1;
        while (at >= 0 && _indices[at] == (_isRepeating ? n - 1 : at + n - r)) at--;
        if (at < 0)
        {
            _isOver = true;
            return false;
        }
        int index = ++_indices[at];
        for (int i = at + 1; i < r; i++) _indices[i] = _isRepeating ? index : ++index;
        return true;
    }
}

/// <summary>Positions in pools as a copy or pickle of an iterator keeps them.</summary>
[DontLookInside]
internal static class Positions
{
    public static PyTuple Of(int[] positions) => new(Array.ConvertAll(positions, i => (PyObject)new PyInt(i)));

    /// <summary>Takes as many positions over, each within its bounds; false with an exception pending.</summary>
    public static bool Take(PyObject state, int[] positions, Func<int, int> last, int first = 0)
    {
        if (UserSlots.Unwrap(state) is not PyTuple { Items: var given } || given.Length != positions.Length) return PyErr.Fail(Types.ValueError, "invalid arguments");
        for (int i = 0; i < given.Length; i++)
        {
            if (!Sequences.Integer(given[i], out long position)) return false;
            positions[i] = (int)Math.Max(first, Math.Min(position, last(i)));
        }
        return true;
    }
}
