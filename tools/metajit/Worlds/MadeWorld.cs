using MetaTracer.Trace;

namespace MetaJit.Tool.Worlds;

/// <summary>A value of any kind.</summary>
internal readonly record struct Cell(long Int, double Float = 0, object? Ref = null);

/// <summary>An object, array or string. What is not known of one of the world's is made up when it is asked for.</summary>
/// <param name="number">Of the world's objects; -1 for one that a run makes.</param>
internal sealed class MadeObject(int number)
{
    public int Number { get; } = number;
    public bool IsNew => Number < 0;
    public ClassDescr? Class { get; set; }
    public long? Length { get; set; }
}

/// <summary>The world is not one that the trace could have been recorded in.</summary>
internal sealed class ImpossibleWorldException(string why) : Exception(why);

/// <summary>
/// What a trace finds when it begins, and what its calls give: made up from a seed when it is first looked at, and the same for every run from then on.
/// </summary>
internal sealed class MadeWorld(int seed, long[] landmarks)
{
    private readonly Random _random = new(seed);
    private readonly Dictionary<(object? Target, object Place, long Index, int Epoch), Cell> _cells = [];
    private readonly Dictionary<string, Cell> _results = [];
    private readonly Dictionary<string, MadeObject> _constants = [];
    private readonly List<MadeObject> _objects = [];

    /// <summary>What stands at a place of an object of the world, or in a static, after so many calls that may have written there.</summary>
    public Cell At(object? target, object place, long index, int epoch, Kind kind)
    {
        if (!_cells.TryGetValue((target, place, index, epoch), out Cell cell)) _cells[(target, place, index, epoch)] = cell = Any(kind);
        return cell;
    }

    /// <summary>The same; null where nobody has looked.</summary>
    public Cell? Known(object? target, object place, long index, int epoch) => _cells.TryGetValue((target, place, index, epoch), out Cell cell) ? cell : null;

    /// <summary>What a call gives.</summary>
    /// <param name="call">The callee with its arguments and, where it is not elidable, which call it is.</param>
    /// <param name="kind">Kind of the result.</param>
    public Cell ResultOf(string call, Kind kind)
    {
        if (!_results.TryGetValue(call, out Cell result)) _results[call] = result = Any(kind);
        return result;
    }

    /// <summary>The interpreter promises what a call gives.</summary>
    public void Promise(string call, Cell result)
    {
        if (!_results.TryAdd(call, result) && _results[call] != result) throw new ImpossibleWorldException("a call gives something else than promised");
    }

    /// <summary>Whether an object is of exactly this class.</summary>
    public bool IsOf(MadeObject o, ClassDescr cls)
    {
        o.Class ??= _random.Next(6) > 0 ? cls : new ClassDescr("other");
        return o.Class == cls;
    }

    public long LengthOf(MadeObject o) => o.Length ??= _random.Next(3) == 0 ? Math.Abs(Any(Kind.Int).Int % 1000) : _random.Next(10);

    /// <summary>There is an item at this index.</summary>
    public void Require(MadeObject o, long index)
    {
        if (index is >= 0 and < 1 << 20) o.Length ??= index + 1 + _random.Next(4);
        if ((ulong)index >= (ulong)LengthOf(o)) throw new ImpossibleWorldException("an item outside its array");
    }

    /// <summary>A constant of a text as an object of the world.</summary>
    public object? Of(object? constant)
    {
        if (constant is not TextConstant text) return constant;
        if (!_constants.TryGetValue(text.ToString()!, out MadeObject? known)) _constants[text.ToString()!] = known = Make();
        return known;
    }

    private MadeObject Make()
    {
        var made = new MadeObject(_objects.Count);
        _objects.Add(made);
        return made;
    }

    public Cell Any(Kind kind)
    {
        switch (kind)
        {
            case Kind.Int:
                long near = _random.Next(4) == 0 ? _random.Next(-3, 4) : 0;
                return new Cell(_random.Next(3) == 0 ? _random.Next(-10, 20) : unchecked(landmarks[_random.Next(landmarks.Length)] + near));
            case Kind.Float:
                return new Cell(0, _random.Next(5) switch { 0 => -0.0, 1 => double.NaN, 2 => double.PositiveInfinity, _ => _random.Next(-6, 7) * 0.5 });
            default:
                if (_random.Next(12) == 0) return default;
                return new Cell(0, 0, _objects.Count > 0 && _random.Next(4) == 0 ? _objects[_random.Next(_objects.Count)] : Make());
        }
    }
}
