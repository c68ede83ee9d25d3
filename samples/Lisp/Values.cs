// What a Lisp program computes with. Immutable fields are `readonly`: the tracer then never reads one twice.
using System.Globalization;
using MetaJit;

namespace Lisp;

public sealed class LispError(string message) : Exception(message);

public abstract class Value;

public sealed class Int(long value) : Value
{
    public readonly long V = value;
    public override string ToString() => V.ToString(CultureInfo.InvariantCulture);
}

public sealed class Real(double value) : Value
{
    public readonly double V = value;

    public override string ToString()
    {
        string text = V.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().IndexOfAnyExcept("-0123456789") < 0 ? text + ".0" : text;
    }
}

public sealed class Text(string value) : Value
{
    public readonly string V = value;
    public override string ToString() => V;
}

/// <summary>A name, `nil` (the empty list), `#t` and `#f`: values that are equal only to themselves.</summary>
public sealed class Symbol : Value
{
    private static readonly Dictionary<string, Symbol> Table = [];

    public static readonly Symbol Nil = Of("()"), True = Of("#t"), False = Of("#f");

    public readonly string Name;

    private Symbol(string name) => Name = name;

    public static Symbol Of(string name) => Table.TryGetValue(name, out Symbol? known) ? known : Table[name] = new Symbol(name);

    public static Value Bool(bool value) => value ? True : False;

    public override string ToString() => Name;
}

public sealed class Pair(Value car, Value cdr) : Value
{
    public readonly Value Car = car, Cdr = cdr;

    public override string ToString()
    {
        var items = new List<string>();
        Value rest = this;
        for (; rest is Pair pair; rest = pair.Cdr) items.Add(pair.Car.ToString()!);
        if (rest != Symbol.Nil) items.Add($". {rest}");
        return $"({string.Join(' ', items)})";
    }
}

/// <summary>A one-reference struct as array element: stores into such an array need no covariance check.</summary>
public struct Slot
{
    public Value? V;
}

public sealed class Vector(int length, Value fill) : Value
{
    public readonly Slot[] Items = Filled(length, fill);

    private static Slot[] Filled(int length, Value fill)
    {
        var items = new Slot[length];
        Array.Fill(items, new Slot { V = fill });
        return items;
    }

    public override string ToString() => $"#({string.Join(' ', Items.Select(item => item.V))})";
}

/// <summary>A function with the variables it captured.</summary>
public sealed class Closure(Code code, Value?[] captured) : Value
{
    public readonly Code Code = code;

    [ImmutableArray]
    public readonly Value?[] Captured = captured;

    public override string ToString() => $"#<{Code.Name}>";
}

/// <summary>Holds a local variable that is the target of a `set!`, so that closures share it.</summary>
public sealed class Cell(Value? value) : Value
{
    public Value? V = value;
}

/// <summary>A global variable. Until its first `set!` its value is a constant of every trace that reads it.</summary>
public sealed class Global(string name)
{
    public readonly string Name = name;
    private readonly QuasiImmutable<Value?> _constant = new(null);
    private Value? _varying;

    public Value Get() => _constant.Get() ?? _varying ?? throw Unbound();

    public void Define(Value value) => _constant.Set(value);

    public void Set(Value value)
    {
        Get();
        _varying = value;
        if (_constant.Get() is not null) _constant.Set(null);
    }

    private LispError Unbound() => new($"unbound variable: {Name}");
}
