using System.Runtime.CompilerServices;
using static MetaTracer.Trace.OpCode;

namespace MetaTracer.Trace;

/// <summary>
/// What the pure operations compute: the one definition that constant folding, the meta-interpreter, the blackhole and the portable
/// backend share, and that machine code is tested against.
/// </summary>
internal static class Executor
{
    /// <summary>Integer operations of one or two integers; <paramref name="b"/> is ignored by those of one. The _ovf ones wrap.</summary>
    public static long Int(OpCode code, long a, long b) => code switch
    {
        int_add or int_add_ovf => a + b,
        int_sub or int_sub_ovf => a - b,
        int_mul or int_mul_ovf => a * b,
        int_div => a / b,
        int_rem => a % b,
        int_floordiv => MetaJit.Jit.FloorDivide(a, b),
        int_floormod => MetaJit.Jit.FloorRemainder(a, b),
        uint_div => (long)((ulong)a / (ulong)b),
        uint_rem => (long)((ulong)a % (ulong)b),
        uint_mul_high => (long)Math.BigMul((ulong)a, (ulong)b, out _),
        int_and => a & b,
        int_or => a | b,
        int_xor => a ^ b,
        int_lshift => a << (int)b,
        int_rshift => a >> (int)b,
        uint_rshift => a >>> (int)b,
        int_signext => b switch { 1 => (sbyte)a, 2 => (short)a, _ => (int)a },
        int_neg => -a,
        int_invert => ~a,
        int_is_zero => Bool(a == 0),
        int_is_true => Bool(a != 0),
        int_lt => Bool(a < b),
        int_le => Bool(a <= b),
        int_eq => Bool(a == b),
        int_ne => Bool(a != b),
        int_gt => Bool(a > b),
        int_ge => Bool(a >= b),
        uint_lt => Bool((ulong)a < (ulong)b),
        uint_le => Bool((ulong)a <= (ulong)b),
        uint_gt => Bool((ulong)a > (ulong)b),
        uint_ge => Bool((ulong)a >= (ulong)b),
        same_as_i => a,
        _ => throw Unexpected(code),
    };

    /// <summary>Whether an _ovf operation overflows.</summary>
    public static bool Overflows(OpCode code, long a, long b) => code switch
    {
        int_add_ovf => MetaJit.Jit.AddOverflow(a, b, out _),
        int_sub_ovf => MetaJit.Jit.SubOverflow(a, b, out _),
        int_mul_ovf => MetaJit.Jit.MulOverflow(a, b, out _),
        _ => throw Unexpected(code),
    };

    /// <summary>Float operations with a float result.</summary>
    public static double Float(OpCode code, double a, double b) => code switch
    {
        float_add => a + b,
        float_sub => a - b,
        float_mul => a * b,
        float_truediv => a / b,
        float_neg => -a,
        float_abs => Math.Abs(a),
        float_sqrt => Math.Sqrt(a),
        float_round_single => (float)a,
        same_as_f => a,
        _ => throw Unexpected(code),
    };

    /// <summary>Float operations with an integer result.</summary>
    public static long FloatToInt(OpCode code, double a, double b) => code switch
    {
        float_lt => Bool(a < b),
        float_le => Bool(a <= b),
        float_eq => Bool(a == b),
        float_ne => Bool(a != b),
        float_gt => Bool(a > b),
        float_ge => Bool(a >= b),
        cast_float_to_int => (long)a,
        convert_float_bytes_to_longlong => BitConverter.DoubleToInt64Bits(a),
        _ => throw Unexpected(code),
    };

    /// <summary>Integer operations with a float result.</summary>
    public static double IntToFloat(OpCode code, long a) => code switch
    {
        cast_int_to_float => a,
        convert_longlong_bytes_to_float => BitConverter.Int64BitsToDouble(a),
        _ => throw Unexpected(code),
    };

    /// <summary>Operations on references with an integer result.</summary>
    public static long Ref(OpCode code, object? a, object? b) => code switch
    {
        ptr_eq => Bool(ReferenceEquals(a, b)),
        ptr_ne => Bool(!ReferenceEquals(a, b)),
        arraylen_gc => Unsafe.As<Array>(a!).Length,
        strlen => Unsafe.As<string>(a!).Length,
        _ => throw Unexpected(code),
    };

    private static long Bool(bool value) => value ? 1 : 0;

    private static ArgumentException Unexpected(OpCode code) => new($"{code} is not an operation of this shape");
}
