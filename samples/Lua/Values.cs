// What a program computes with: numbers, texts, booleans, nil, tables and functions.
using System.Globalization;
using MetaJit;

namespace Lua;

/// <summary>A mistake of the user's program, or what it raises by <c>error</c>.</summary>
public sealed class LuaError(Value value, int line = 0) : Exception(line > 0 ? $"line {line}: {value}" : value.ToString())
{
    public Value Value { get; } = line > 0 && value.Object is string ? new Value($"line {line}: {value}") : value;
}

/// <summary>What is no object of its own: a number, true or false.</summary>
public sealed record Tag(string Name)
{
    public static readonly Tag Number = new("number"), True = new("true"), False = new("false");
}

/// <summary>A value: an object, which is null for nil and says of a number that it is one, and the number. A struct, so numbers need no memory; in
/// a trace it is two registers, and the first is gone where it is known.</summary>
public readonly struct Value(object? @object, double number = 0)
{
    public readonly object? Object = @object;
    public readonly double Number = number;

    public Value(double number) : this(Tag.Number, number) { }

    public bool IsNumber => ReferenceEquals(Object, Tag.Number);

    /// <summary>The whole number that it is; 0 where it is none.</summary>
    public long Index => IsNumber && (long)Number == Number ? (long)Number : 0;

    /// <summary>All but nil and false count as true.</summary>
    public bool IsTrue => Object is not null && !ReferenceEquals(Object, Tag.False);

    public static Value Of(bool truth) => new(truth ? Tag.True : Tag.False);

    public static bool AreEqual(Value a, Value b)
    {
        if (a.IsNumber) return b.IsNumber && a.Number == b.Number;
        if (ReferenceEquals(a.Object, b.Object)) return true;
        // Most texts that differ do so in what a trace can see: comparing the rest is a call.
        return a.Object is string left && b.Object is string right && left.Length == right.Length && (left.Length == 0 || left[0] == right[0] && left == right);
    }

    public override string ToString() => Object switch
    {
        string text => text,
        Tag tag when tag != Tag.Number => tag.Name,
        Tag => Number.ToString(Number == Math.Floor(Number) && Math.Abs(Number) < 1e15 ? "0" : "g14", CultureInfo.InvariantCulture),
        _ => TypeName,
    };

    public string TypeName => Object switch { null => "nil", string => "string", Tag => IsNumber ? "number" : "boolean", Table => "table", _ => "function" };
}

/// <summary>A local variable that inner functions use too.</summary>
public sealed class Cell(Value value) { public Value Value = value; }

/// <summary>A variable outside functions. Programs are compiled with the very objects, so no name is looked up. Most get a value once; then it is a
/// constant of every trace that reads it.</summary>
public sealed class Global
{
    private readonly QuasiImmutable<Cell?> _only = new(null);
    private bool _isSet;
    private Value _now;

    public Value Get() => _only.Get() is { } cell ? cell.Value : _now;

    public void Set(Value value)
    {
        _now = value;
        if (_isSet && _only.Get() is null) return;
        _only.Set(_isSet ? null : new Cell(value));
        _isSet = true;
    }
}

/// <summary>A function of the program with the variables it has from outside.</summary>
public sealed class Closure(Body body, Cell[] captured)
{
    public readonly Body Body = body;
    [ImmutableArray] public readonly Cell[] Captured = captured;
}

/// <summary>A function in C#, of up to three arguments.</summary>
public delegate Value Native(Machine machine, int count, Value a, Value b, Value c);
