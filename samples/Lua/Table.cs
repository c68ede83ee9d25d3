using System.Collections.Immutable;
using MetaJit;

namespace Lua;

/// <summary>Which names a table has, and where their values are; and its metatable. Tables that got the same names in the same order share one. It
/// never changes: a table that gets another name gets another shape. So a trace that has promoted a shape knows the place of each name.</summary>
public sealed class Shape(ImmutableDictionary<string, int> places, Table? meta)
{
    /// <summary>What becomes of it by one more name, or by another metatable.</summary>
    private readonly Dictionary<object, Shape> _next = [];

    public static readonly Shape Empty = new(ImmutableDictionary<string, int>.Empty, null);

    public readonly Table? Meta = meta;
    public readonly int Count = places.Count;

    /// <summary>The place of a name; -1 where it is none of the shape's.</summary>
    [Elidable] public int PlaceOf(string name) => places.TryGetValue(name, out int place) ? place : -1;
    [Elidable] public Shape With(string name) => _next.TryGetValue(name, out Shape? next) ? next : _next[name] = new Shape(places.Add(name, Count), Meta);
    [Elidable] public Shape WithMeta(Table meta) => _next.TryGetValue(meta, out Shape? next) ? next : _next[meta] = new Shape(places, meta);
}

/// <summary>A table: values by name, in places that its shape knows; by number from 1 on; and by whatever else.</summary>
public sealed class Table
{
    private Value[] _fields = [], _items = [];
    private Dictionary<(object, double), Value>? _others;

    public Shape Shape { get; set; } = Shape.Empty;

    /// <summary>How many items it has by number: 1 to this.</summary>
    public int Count { get; private set; }

    public Value Get(Value key)
    {
        long index = key.Index;
        if ((ulong)(index - 1) < (ulong)Count) return _items[index - 1];
        // In one place of a program mostly the same few names.
        return key.Object is string name ? Field(Jit.Promote(name)) : Other(key);
    }

    public void Set(Value key, Value value)
    {
        long index = key.Index;
        if ((ulong)(index - 1) < (ulong)Count) _items[index - 1] = value;
        else if (index == Count + 1 && value.Object is not null) Append(value);
        else if (key.Object is string name) SetField(Jit.Promote(name), value);
        else SetOther(key, value);
    }

    /// <summary>The value of a name, here or in what the metatable's <c>__index</c> says: as deep as classes are derived from one another.</summary>
    public Value Field(string name)
    {
        Value own = Own(name);
        return own.Object is null && Jit.Promote(Shape).Meta?.Own("__index").Object is Table next ? next.Field(name) : own;
    }

    private Value Own(string name)
    {
        int place = Jit.Promote(Shape).PlaceOf(name);
        return place >= 0 ? _fields[place] : default;
    }

    public void SetField(string name, Value value)
    {
        Shape shape = Jit.Promote(Shape);
        int place = shape.PlaceOf(name);
        if (place < 0)
        {
            place = shape.Count;
            if (place >= _fields.Length) Grow(ref _fields);
            Shape = shape.With(name);
        }
        _fields[place] = value;
    }

    public void Append(Value value)
    {
        if (Count == _items.Length) Grow(ref _items);
        _items[Count] = value;
        Count++;
        if (_others is not null) TakeOthers();
    }

    [DontLookInside] private static void Grow(ref Value[] values) => Array.Resize(ref values, Math.Max(4, values.Length * 2));
    [DontLookInside] private Value Other(Value key) => key.Object is not null && _others is not null && _others.TryGetValue((key.Object, key.Number), out Value value) ? value : default;

    [DontLookInside]
    private void SetOther(Value key, Value value)
    {
        if (key.Object is null) throw new LuaError(new Value("a key is nil"));
        (_others ??= [])[(key.Object, key.Number)] = value;
    }

    /// <summary>What comes after the items is one of them now.</summary>
    [DontLookInside]
    private void TakeOthers()
    {
        while (_others!.Remove((Tag.Number, Count + 1.0), out Value next) && next.Object is not null) Append(next);
    }
}
