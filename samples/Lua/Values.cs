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
public sealed class Tag(string name)
{
    public static readonly Tag Number = new("number"), True = new("true"), False = new("false");

    public override string ToString() => name;
}

/// <summary>
/// A value: an object, which is null for nil and says of a number that it is one, and the number. A struct, so numbers need no memory; in a trace
/// it is two registers, and the first is gone where it is known.
/// </summary>
public readonly struct Value
{
    public readonly object? Object;
    public readonly double Number;

    public Value(double number)
    {
        Object = Tag.Number;
        Number = number;
    }

    public Value(object? @object)
    {
        Object = @object;
        Number = 0;
    }

    public bool IsNumber => ReferenceEquals(Object, Tag.Number);

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
        null => "nil",
        string text => text,
        Tag tag when tag == Tag.Number => Number.ToString(Number == Math.Floor(Number) && Math.Abs(Number) < 1e15 ? "0" : "g14", CultureInfo.InvariantCulture),
        Tag tag => tag.ToString(),
        Table => "table",
        _ => "function",
    };

    public string TypeName => Object switch
    {
        null => "nil",
        string => "string",
        Tag tag => tag == Tag.Number ? "number" : "boolean",
        Table => "table",
        _ => "function",
    };
}

/// <summary>A local variable that inner functions use too.</summary>
public sealed class Cell(Value value)
{
    public Value Value = value;
}

/// <summary>A variable outside functions. Programs are compiled with the very cells, so no name is looked up.</summary>
public sealed class Global(string name)
{
    public readonly string Name = name;
    public Value Value;
}

public abstract class Function;

/// <summary>A function of the program with the variables it has from outside.</summary>
public sealed class Closure(Body body, Cell[] captured) : Function
{
    public readonly Body Body = body;

    [ImmutableArray]
    public readonly Cell[] Captured = captured;
}

/// <summary>A function in C#, of up to three arguments.</summary>
public sealed class Native(string name, Func<Machine, int, Value, Value, Value, Value> code) : Function
{
    public readonly string Name = name;
    public readonly Func<Machine, int, Value, Value, Value, Value> Code = code;
}
