using System.Runtime.CompilerServices;
using Backend.Stencils;
using MetaTracer.Trace;

namespace Backend.Tests;

/// <summary>
/// What each stencil must do, in terms of <see cref="Executor"/> wherever the trace IR has the operation: the other side of the
/// differential test. Works on the same memory as the machine code.
/// </summary>
internal sealed unsafe class StencilReference(byte* frame, byte* referenceFrame)
{
    public readonly long[] Ints = new long[StencilGroup.IntRegisters];
    public readonly double[] Floats = new double[StencilGroup.FloatRegisters];

    /// <returns>Whether execution goes on behind the stencil; false: it leaves through EXIT.</returns>
    public bool Apply(StencilOp op, ReadOnlySpan<int> p, long imm, long imm64, long imm64B)
    {
        string name = op.ToString();
        string bare = name.Replace("_imm", "");
        bool hasImmediate = bare != name;

        if (bare.EndsWith("_overflows") || bare.EndsWith("_ovf"))
        {
            OpCode code = Enum.Parse<OpCode>(bare.Replace("_overflows", "_ovf"));
            long left = Ints[p[1]], right = hasImmediate ? imm : Ints[p[2]];
            Ints[p[0]] = Executor.Int(code, left, right);
            return Executor.Overflows(code, left, right) == bare.EndsWith("_overflows");
        }
        if (bare.StartsWith("guard_")) return Guard(bare, p, hasImmediate ? imm : null, imm, imm64);
        if (bare.StartsWith("load_abs_")) return Load(bare[9..], p[0], (byte*)imm64);
        if (bare.StartsWith("store_abs_")) return Store(bare[10..], p[0], (byte*)imm64);
        if (bare.StartsWith("loadx_")) return Load(bare[6..], p[0], (byte*)(Ints[p[1]] + Ints[p[2]] * SizeOf(bare[6..]) + imm));
        if (bare.StartsWith("storex_")) return Store(bare[7..], p[2], (byte*)(Ints[p[0]] + Ints[p[1]] * SizeOf(bare[7..]) + imm));
        if (bare is "store_4_zero" or "store_8_zero") return Put((byte*)(Ints[p[0]] + imm), 0, bare[6] - '0');
        if (bare.StartsWith("load_")) return Load(bare[5..], p[0], (byte*)(Ints[p[1]] + imm));
        if (bare.StartsWith("store_")) return Store(bare[6..], p[1], (byte*)(Ints[p[0]] + imm));
        if (bare.StartsWith("int_signext_")) return Set(p[0], Executor.Int(OpCode.int_signext, Ints[p[1]], bare[^1] - '0'));
        if (bare.StartsWith("int_zeroext_")) return Set(p[0], Ints[p[1]] & (long)(ulong.MaxValue >> (64 - 8 * (bare[^1] - '0'))));
        if (bare.StartsWith("lea_")) return Set(p[0], Ints[p[1]] + Ints[p[2]] * (bare[^1] - '0'));

        switch (op)
        {
            case StencilOp.check_stack: return (ulong)frame < *(ulong*)imm64 && (ulong)referenceFrame < *(ulong*)imm64B;
            case StencilOp.const_0: return Set(p[0], 0);
            case StencilOp.const_i32: return Set(p[0], imm);
            case StencilOp.const_i64: return Set(p[0], imm64);
            case StencilOp.const_f0: return Set(p[0], 0.0);
            case StencilOp.const_f64: return Set(p[0], BitConverter.Int64BitsToDouble(imm64));
            case StencilOp.int_mov: return Set(p[0], Ints[p[1]]);
            case StencilOp.float_mov: return Set(p[0], Floats[p[1]]);
            case StencilOp.spill: return Put(frame + imm, Ints[p[0]], 8);
            case StencilOp.reload: return Set(p[0], *(long*)(frame + imm));
            case StencilOp.spill_f: return Put(frame + imm, BitConverter.DoubleToInt64Bits(Floats[p[0]]), 8);
            case StencilOp.reload_f: return Set(p[0], *(double*)(frame + imm));
            case StencilOp.spill_ref: return Put(referenceFrame + imm, Ints[p[0]], 8);
            case StencilOp.reload_ref: return Set(p[0], *(long*)(referenceFrame + imm));
            case StencilOp.clear_slot: return Put(frame + imm, 0, 8);
            case StencilOp.clear_ref_slot: return Put(referenceFrame + imm, 0, 8);
            case StencilOp.const_slot: return Put(frame + imm, imm64, 8);
            case StencilOp.const_ref_slot: return Put(referenceFrame + imm, *(long*)imm64, 8);
            case StencilOp.float_to_bits: return Set(p[0], Executor.FloatToInt(OpCode.convert_float_bytes_to_longlong, Floats[p[1]], 0));
            case StencilOp.bits_to_float: return Set(p[0], Executor.IntToFloat(OpCode.convert_longlong_bytes_to_float, Ints[p[1]]));
            case StencilOp.bump: return Bump(p[0], imm, imm64, imm64B);
            case StencilOp.bump_sized: return Bump(p[0], Ints[p[1]], imm64, imm64B);
            case StencilOp.bump_next: return Set(p[0], Ints[p[1]] + imm) && Put((byte*)Ints[p[0]], imm64B, 8);
        }

        OpCode known = Enum.Parse<OpCode>(bare);
        OpInfo info = OpInfo.Of(known);
        if (known == OpCode.cast_int_to_float) return Set(p[0], Executor.IntToFloat(known, Ints[p[1]]));
        if (bare.StartsWith("float_") || known == OpCode.cast_float_to_int)
        {
            double x = Floats[p[1]], y = p.Length > 2 ? Floats[p[2]] : 0;
            return info.Result == Kind.Float ? Set(p[0], Executor.Float(known, x, y)) : Set(p[0], Executor.FloatToInt(known, x, y));
        }
        return Set(p[0], Executor.Int(known, Ints[p[1]], hasImmediate ? imm : p.Length > 2 ? Ints[p[2]] : 0));
    }

    private bool Guard(string name, ReadOnlySpan<int> p, long? immediate, long displacement, long imm64)
    {
        switch (name)
        {
            case "guard_true": return Ints[p[0]] != 0;
            case "guard_false": return Ints[p[0]] == 0;
            case "guard_int_eq_64": return Ints[p[0]] == imm64;
            case "guard_int_eq_cell": return Ints[p[0]] == *(long*)imm64;
            case "guard_class": return *(long*)Ints[p[0]] == imm64;
            case "guard_class_reg": return *(long*)Ints[p[0]] == Ints[p[1]];
            case "guard_nonnull_class": return Ints[p[0]] != 0 && *(long*)Ints[p[0]] == imm64;
            case "guard_index": return (ulong)Ints[p[1]] < *(uint*)(Ints[p[0]] + displacement);
            case "guard_cell_zero": return *(uint*)imm64 == 0;
            case "guard_float_nlt": return !(Floats[p[0]] < Floats[p[1]]);
            case "guard_float_nle": return !(Floats[p[0]] <= Floats[p[1]]);
        }
        OpCode code = Enum.Parse<OpCode>(name["guard_".Length..]);
        return name.StartsWith("guard_float")
            ? Executor.FloatToInt(code, Floats[p[0]], Floats[p[1]]) != 0
            : Executor.Int(code, Ints[p[0]], immediate ?? Ints[p[1]]) != 0;
    }

    private bool Bump(int register, long size, long cell, long methodTable)
    {
        ulong* context = *(ulong**)cell;
        ulong fresh = context[0], end = fresh + (ulong)size;
        Set(register, (long)fresh);
        if (end > context[-1]) return false;
        context[0] = end;
        *(long*)fresh = methodTable;
        return true;
    }

    private bool Load(string kind, int register, byte* at) => kind switch
    {
        "1s" => Set(register, *(sbyte*)at),
        "1u" => Set(register, *at),
        "2s" => Set(register, Unsafe.ReadUnaligned<short>(at)),
        "2u" => Set(register, Unsafe.ReadUnaligned<ushort>(at)),
        "4s" => Set(register, Unsafe.ReadUnaligned<int>(at)),
        "4u" => Set(register, Unsafe.ReadUnaligned<uint>(at)),
        "8" => Set(register, Unsafe.ReadUnaligned<long>(at)),
        "f4" => Set(register, (double)Unsafe.ReadUnaligned<float>(at)),
        "f8" => Set(register, Unsafe.ReadUnaligned<double>(at)),
        _ => throw new ArgumentException(kind),
    };

    private bool Store(string kind, int register, byte* at) => kind switch
    {
        "f4" => Put(at, BitConverter.SingleToInt32Bits((float)Floats[register]), 4),
        "f8" => Put(at, BitConverter.DoubleToInt64Bits(Floats[register]), 8),
        _ => Put(at, Ints[register], kind[0] - '0'),
    };

    private static int SizeOf(string kind) => (kind[0] == 'f' ? kind[1] : kind[0]) - '0';

    private static bool Put(byte* at, long value, int size)
    {
        new ReadOnlySpan<byte>(&value, size).CopyTo(new Span<byte>(at, size));
        return true;
    }

    private bool Set(int register, long value)
    {
        Ints[register] = value;
        return true;
    }

    private bool Set(int register, double value)
    {
        Floats[register] = value;
        return true;
    }
}
