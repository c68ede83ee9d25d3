using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using MetaJit;
using MetaTracer.CodeWriter;
using MetaTracer.Tracing;

namespace MetaTracer.Warmup;

/// <summary>What the typed portals share.</summary>
internal static class Portals
{
    /// <summary>The state of a driver, of the type that fits its number of parameters.</summary>
    public static DriverState Create(JitEngine engine, JitDriver driver, JitCode portal, VirtualizableInfo? virtualizable)
    {
        if (Rehearsal.StateOf(engine, driver, portal, virtualizable) is { } state) return state;
        Type[] types = driver.GetType().GetGenericArguments();
        Type open = TypedPortals.Open(types.Length - 1);
        return (DriverState)Activator.CreateInstance(open.MakeGenericType(types), engine, driver, portal, virtualizable)!;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Key<T>(T value) =>
        typeof(T).IsValueType ? JitCell.Key(ToBits(value)) : (uint)RuntimeHelpers.GetHashCode(Unsafe.As<T, object?>(ref value));

    /// <summary>Whether a parameter has the cell's value; always, when it is no green (the index is negative).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Same<T>(T value, JitCell cell, int green) =>
        green < 0 || (typeof(T).IsValueType
            ? cell.Ints[green] == ToBits(value)
            : ReferenceEquals(cell.Refs[green], Unsafe.As<T, object?>(ref value)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T>(PortalExit exit, int position, T value)
    {
        if (!typeof(T).IsValueType) exit.Refs[position] = Unsafe.As<T, object?>(ref value);
        else if (typeof(T) == typeof(double)) exit.Floats[position] = Unsafe.As<T, double>(ref value);
        else if (typeof(T) == typeof(float)) exit.Floats[position] = Unsafe.As<T, float>(ref value);
        else exit.Ints[position] = ToBits(value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Load<T>(PortalExit exit, int position)
    {
        if (!typeof(T).IsValueType) return Unsafe.As<object?, T>(ref exit.Refs[position]);
        if (typeof(T) == typeof(double)) return Unsafe.As<double, T>(ref exit.Floats[position]);
        if (typeof(T) == typeof(float))
        {
            float single = (float)exit.Floats[position];
            return Unsafe.As<float, T>(ref single);
        }
        // Integers of every width: the low bytes.
        return Unsafe.As<long, T>(ref exit.Ints[position]);
    }

    /// <summary>Throws an exception of the user's program with the stack it came with.</summary>
    public static Exception Rethrow(PortalExit exit)
    {
        Exception exception = exit.Exception!;
        exit.Clear();
        ExceptionDispatchInfo.Throw(exception);
        return exception;
    }

    /// <summary>A value type as a register holds it: signed and 32-bit integers sign-extended, the others zero-extended, doubles by bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long ToBits<T>(T value)
    {
        if (typeof(T) == typeof(sbyte)) return Unsafe.As<T, sbyte>(ref value);
        if (typeof(T) == typeof(short)) return Unsafe.As<T, short>(ref value);
        if (typeof(T) == typeof(float)) return BitConverter.DoubleToInt64Bits(Unsafe.As<T, float>(ref value));
        if (Unsafe.SizeOf<T>() == 8) return Unsafe.As<T, long>(ref value);
        if (Unsafe.SizeOf<T>() == 4) return Unsafe.As<T, int>(ref value);
        if (Unsafe.SizeOf<T>() == 2) return Unsafe.As<T, ushort>(ref value);
        return Unsafe.As<T, byte>(ref value);
    }
}
