// The objects of the test language: boxed integers and floats, and things that try what C# interpreters do with objects.
using System.Runtime.CompilerServices;
using MetaJit;

namespace MetaTracer.Tests.Tiny;

public interface IShape
{
    long Area();
}

public abstract class TinyObject
{
    public virtual TinyObject Add(TinyObject other) => throw new TinyError("cannot add");

    public virtual bool IsLess(TinyObject other) => throw new TinyError("cannot compare");
}

public sealed class TinyInt(long value) : TinyObject, IShape
{
    public readonly long Value = value;

    public override TinyObject Add(TinyObject other)
    {
        if (other is TinyInt integer)
            return Jit.AddOverflow(Value, integer.Value, out long sum) ? new TinyFloat((double)Value + integer.Value) : new TinyInt(sum);
        return other is TinyFloat real ? new TinyFloat(Value + real.Value) : base.Add(other);
    }

    public override bool IsLess(TinyObject other) => other switch
    {
        TinyInt integer => Value < integer.Value,
        TinyFloat real => Value < real.Value,
        _ => base.IsLess(other),
    };

    public long Area() => Value * Value;

    public override string ToString() => Value.ToString();
}

public sealed class TinyFloat(double value) : TinyObject, IShape
{
    public readonly double Value = value;

    public override TinyObject Add(TinyObject other) => other switch
    {
        TinyInt integer => new TinyFloat(Value + integer.Value),
        TinyFloat real => new TinyFloat(Value + real.Value),
        _ => base.Add(other),
    };

    public override bool IsLess(TinyObject other) => other is TinyFloat real ? Value < real.Value : Value < ((TinyInt)other).Value;

    public long Area() => (long)Value;

    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

public sealed class TinyCell : TinyObject
{
    public TinyObject? Content;
    public int Count;
}

public sealed class TinyError(string message) : Exception(message);

public struct Slot
{
    public TinyObject? V;
}

public readonly record struct Pair(long Low, long High);

/// <summary>C# that is awkward to trace, one construct a method.</summary>
public static class Helpers
{
    public static long Calls;
    public static object? Last;
    public static readonly QuasiImmutable<long> Scale = new(3);
    public static readonly long[] Table = [2, 3, 5, 7, 11, 13, 17, 19];
    private static readonly Func<long, long> Twice = n => n * 2;

    /// <summary>Raised and caught inside the trace, in an inlined callee.</summary>
    public static long Checked(long n)
    {
        try
        {
            return Refuse(n % 3 == 0, n);
        }
        catch (TinyError)
        {
            return -n;
        }
    }

    private static long Refuse(bool refuse, long n) => refuse ? throw new TinyError("no") : n;

    /// <summary>Raised by a callee that is not followed.</summary>
    public static long CheckedOutside(long n)
    {
        try
        {
            return RefuseOutside(n);
        }
        catch (Exception e) when (e.Message.Length > 0)
        {
            return 1;
        }
    }

    public static long CaughtOutside(long n)
    {
        try
        {
            return RefuseOutside(n);
        }
        catch (TinyError)
        {
            return 1000;
        }
        catch (ArgumentException)
        {
            return 2000;
        }
    }

    [DontLookInside]
    private static long RefuseOutside(long n) => (n % 4) switch
    {
        0 => throw new TinyError("no"),
        3 => throw new ArgumentException("never"),
        _ => n,
    };

    /// <summary>.NET's own checks.</summary>
    public static long OutOfBounds(long n)
    {
        try
        {
            return Table[n % 10];
        }
        catch (IndexOutOfRangeException)
        {
            return 100;
        }
    }

    public static long NullReference(TinyCell? cell)
    {
        try
        {
            return cell!.Count;
        }
        catch (NullReferenceException)
        {
            return 77;
        }
    }

    public static long Divide(long a, long b)
    {
        try
        {
            return a / b;
        }
        catch (DivideByZeroException)
        {
            return 5;
        }
    }

    public static long Finally(long n)
    {
        long result = n;
        try
        {
            try
            {
                if (n % 5 == 0) throw new TinyError("five");
            }
            finally
            {
                result += 10;
            }
        }
        catch (TinyError)
        {
            result += 100;
        }
        return result;
    }

    public static long OutArgument(long n)
    {
        Split(n, out long low, out long high);
        return low * 3 + high;
    }

    private static void Split(long n, out long low, out long high)
    {
        low = n & 7;
        high = n >> 3;
    }

    public static long StructResult(long n)
    {
        Pair pair = SplitOutside(n);
        return pair.Low - pair.High;
    }

    [DontLookInside]
    private static Pair SplitOutside(long n) => new(n & 15, n >> 4);

    public static long Delegate(long n) => Twice(n) + Apply(m => m + n, n);

    private static long Apply(Func<long, long> f, long n) => f(n);

    [Elidable]
    public static long Square(long n) => n * n;

    public static long Statics(long n)
    {
        Calls++;
        Last = n % 2 == 0 ? Table : null;
        return Calls % 7 + (Last is long[] table ? table.Length : 0);
    }

    public static long Narrow(long n)
    {
        byte b = (byte)(n * 37);
        short s = (short)(n * 4711);
        uint u = (uint)(n * 0x9E3779B1);
        int i = unchecked((int)(n * 100003));
        return b + s + u % 1000 + (i >> 3) + (long)(u >> 5) % 77;
    }

    public static long Text(long n)
    {
        string text = n % 2 == 0 ? "even number" : "odd";
        return text.Length * 100 + text[(int)(n % text.Length)];
    }

    public static double Floats(double x, long n)
    {
        float single = (float)(x / 3);
        double y = Math.Sqrt(Math.Abs(x) + n) - single;
        return y < 0 ? -y : double.IsNaN(y) ? 0 : y * 0.5;
    }

    public static TinyObject Shape(IShape shape) => new TinyInt(shape.Area() + Scale.Get());

    [UnrollSafe]
    public static long Unrolled(long n)
    {
        long sum = 0;
        foreach (long prime in Table) sum += prime * n;
        return sum;
    }

    public static long Boxing(long n)
    {
        object boxed = n % 2 == 0 ? (object)n : (int)n;
        return boxed switch { long value => value, int value => value * 2L, _ => 0 };
    }

    public static (long, double) Tuple(long n) => (n + 1, n * 0.5);

    public static long? Maybe(long n) => n % 3 == 0 ? null : n;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static long Generic<T>(T value) where T : class => value is TinyInt integer ? integer.Value : 0;
}
