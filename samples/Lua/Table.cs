using System.Collections.Immutable;
using MetaJit;

namespace Lua;

/// <summary>
/// Which names a table has, and where their values are; and its metatable. Tables that got the same names in the same order share one. It never
/// changes: a table that gets another name gets another shape. So a trace that has promoted a shape knows the place of each name.
/// </summary>
public sealed class Shape
{
    private readonly Dictionary<string, Shape> _longer = [];
    private readonly Dictionary<Table, Shape> _withMeta = [];
    private readonly ImmutableDictionary<string, int> _places;

    public readonly Table? Meta;

    private Shape(ImmutableDictionary<string, int> places, Table? meta)
    {
        _places = places;
        Meta = meta;
    }

    public static readonly Shape Empty = new(ImmutableDictionary<string, int>.Empty, null);

    public int Count => _places.Count;
    public IEnumerable<KeyValuePair<string, int>> Names => _places;

    /// <summary>The place of a name; -1 where it is none of the shape's.</summary>
    [Elidable]
    public int PlaceOf(string name) => _places.TryGetValue(name, out int place) ? place : -1;

    /// <summary>The shape with one more name.</summary>
    [Elidable]
    public Shape With(string name)
    {
        if (!_longer.TryGetValue(name, out Shape? longer)) _longer[name] = longer = new Shape(_places.Add(name, Count), Meta);
        return longer;
    }

    /// <summary>The shape with another metatable.</summary>
    [Elidable]
    public Shape WithMeta(Table meta)
    {
        if (!_withMeta.TryGetValue(meta, out Shape? other)) _withMeta[meta] = other = new Shape(_places, meta);
        return other;
    }
}

/// <summary>A table: values by name, in places that its shape knows; by number from 1 on; and by whatever else.</summary>
public sealed class Table
{
    private static readonly Value[] s_none = [];

    private Value[] _fields = s_none, _items = s_none;
    private Dictionary<(object, double), Value>? _others;
    private int _count;

    public Shape Shape { get; set; } = Shape.Empty;

    /// <summary>How many items it has by number: 1 to this.</summary>
    public int Count => _count;

    public Value Get(Value key)
    {
        if (key.IsNumber)
        {
            int index = (int)key.Number;
            if (index == key.Number && (uint)(index - 1) < (uint)_count) return _items[index - 1];
        }
        else if (key.Object is string name)
        {
            // In one place of a program mostly the same few.
            return Field(Jit.Promote(name));
        }
        return Other(key);
    }

    public void Set(Value key, Value value)
    {
        if (key.IsNumber)
        {
            int index = (int)key.Number;
            if (index == key.Number && (uint)(index - 1) < (uint)_count)
            {
                _items[index - 1] = value;
                return;
            }
            if (index == key.Number && index == _count + 1 && value.Object is not null)
            {
                Append(value);
                if (_others is not null) TakeOthers();
                return;
            }
        }
        else if (key.Object is string name)
        {
            SetField(Jit.Promote(name), value);
            return;
        }
        SetOther(key, value);
    }

    /// <summary>The value of a name, here or in what the metatable's <c>__index</c> says.</summary>
    public Value Field(string name)
    {
        // As deep as classes are derived from one another: a few steps, the same for the same shapes.
        Shape shape = Jit.Promote(Shape);
        int place = shape.PlaceOf(name);
        if (place >= 0 && _fields[place] is { Object: not null } value) return value;
        return shape.Meta is { } meta ? Inherited(meta, name) : default;
    }

    private static Value Inherited(Table meta, string name)
    {
        int place = Jit.Promote(meta.Shape).PlaceOf("__index");
        return place >= 0 && meta._fields[place].Object is Table next ? next.Field(name) : default;
    }

    public void SetField(string name, Value value)
    {
        Shape shape = Jit.Promote(Shape);
        int place = shape.PlaceOf(name);
        if (place < 0)
        {
            place = shape.Count;
            if (place >= _fields.Length) GrowFields();
            Shape = shape.With(name);
        }
        _fields[place] = value;
    }

    public void Append(Value value)
    {
        if (_count == _items.Length) GrowItems();
        _items[_count] = value;
        _count++;
    }

    [DontLookInside]
    private void GrowFields() => Array.Resize(ref _fields, Math.Max(4, _fields.Length * 2));

    [DontLookInside]
    private void GrowItems() => Array.Resize(ref _items, Math.Max(4, _items.Length * 2));

    [DontLookInside]
    private Value Other(Value key) => key.Object is not null && _others is not null && _others.TryGetValue((key.Object, key.Number), out Value value) ? value : default;

    [DontLookInside]
    private void SetOther(Value key, Value value)
    {
        if (key.Object is null) throw new LuaError(new Value("a key is nil"));
        _others ??= [];
        _others[(key.Object, key.Number)] = value;
    }

    /// <summary>What comes after the items is one of them now.</summary>
    [DontLookInside]
    private void TakeOthers()
    {
        while (_others!.Remove((Tag.Number, _count + 1.0), out Value next) && next.Object is not null) Append(next);
    }
}
