using MetaJit;

namespace MetaTracer.CodeWriter;

/// <summary>What .NET's arithmetic does that the trace IR has no operation for. Called from JitCode.</summary>
internal static class ArithmeticHelpers
{
    [Elidable]
    public static double Remainder(double a, double b) => a % b;

    [Elidable]
    public static long ToUInt64(double value) => (long)(ulong)value;

    [Elidable]
    public static long ToUInt64Checked(double value) => (long)checked((ulong)value);

    [Elidable]
    public static long ToInt64Checked(double value) => checked((long)value);

    [Elidable]
    public static double FromUInt64(long value) => (ulong)value;

    [Elidable]
    public static double ToSingle(long value) => (float)value;

    [Elidable]
    public static long MultiplyUnsignedChecked(long a, long b) => (long)checked((ulong)a * (ulong)b);
}

/// <summary>The exceptions that .NET's own instructions raise, made where JitCode found the check to fail.</summary>
internal static class RuntimeExceptions
{
    public static Exception DivideByZero() => new DivideByZeroException();

    public static Exception Overflow() => new OverflowException();

    public static Exception NullReference() => new NullReferenceException();
}
