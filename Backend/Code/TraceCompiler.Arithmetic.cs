using Backend.Stencils;
using MetaTracer.Trace;
using static MetaTracer.Trace.OpCode;

namespace Backend.Code;

/// <summary>Integer and float operations, and comparisons, alone or fused with the guard that follows.</summary>
internal sealed unsafe partial class TraceCompiler
{
    private int Integer(int index)
    {
        ref readonly Operation operation = ref _loop.Operations[index];
        switch (operation.Code)
        {
            case int_add_ovf or int_sub_ovf or int_mul_ovf: return Overflowing(index);
            case >= int_lt and <= uint_ge or int_is_zero or int_is_true: return Comparison(index);
        }
        ReadOnlySpan<Value> args = _loop.Args(operation);
        if (operation.Code == int_signext)
        {
            StencilOp extend = _loop.Constants.IntOf(args[1]) switch { 1 => StencilOp.int_signext_1, 2 => StencilOp.int_signext_2, _ => StencilOp.int_signext_4 };
            Unary(operation, index, extend);
        }
        else if (args.Length == 1)
        {
            Unary(operation, index, operation.Code == int_neg ? StencilOp.int_neg : StencilOp.int_invert);
        }
        else
        {
            Binary(operation, index);
        }
        return index;
    }

    private void Unary(in Operation operation, int index, StencilOp op)
    {
        int a = _allocator.Use(_loop.Args(operation)[0]);
        _writer.Emit(op, Result(operation, index), a);
    }

    private void Binary(in Operation operation, int index)
    {
        ReadOnlySpan<Value> args = _loop.Args(operation);
        Value left = args[0], right = args[1];
        if (left.IsConstant && (operation.Info.Flags & OpFlags.Commutative) != 0) (left, right) = (right, left);
        if (right.IsConstant && ImmediateForm(operation.Code, _loop.Constants.IntOf(right)) is var (op, immediate) && _table.Fits(op, immediate))
        {
            int a = _allocator.Use(left);
            _writer.Emit(op, Result(operation, index), a, imm: immediate);
            return;
        }
        int l = _allocator.Use(left), r = _allocator.Use(right);
        _writer.Emit(RegisterForm(operation.Code), Result(operation, index), l, r);
    }

    /// <summary>A register for the result; registers of arguments that die here may be taken for it.</summary>
    private int Result(in Operation operation, int index)
    {
        _allocator.FreeDeadAt(index);
        _allocator.Unpin();
        return _allocator.Define(operation.Result);
    }

    private static (StencilOp Op, long Immediate)? ImmediateForm(OpCode code, long value) => code switch
    {
        int_add => (StencilOp.int_add_imm, value),
        int_sub when value != long.MinValue => (StencilOp.int_add_imm, -value),
        int_mul => (StencilOp.int_mul_imm, value),
        int_and => (StencilOp.int_and_imm, value),
        int_or => (StencilOp.int_or_imm, value),
        int_xor => (StencilOp.int_xor_imm, value),
        int_lshift => (StencilOp.int_lshift_imm, value & 63),
        int_rshift => (StencilOp.int_rshift_imm, value & 63),
        uint_rshift => (StencilOp.uint_rshift_imm, value & 63),
        int_add_ovf => (StencilOp.int_add_ovf_imm, value),
        int_sub_ovf when value != long.MinValue => (StencilOp.int_add_ovf_imm, -value),
        int_mul_ovf => (StencilOp.int_mul_ovf_imm, value),
        _ => null,
    };

    private static StencilOp RegisterForm(OpCode code) => code switch
    {
        int_add => StencilOp.int_add,
        int_sub => StencilOp.int_sub,
        int_mul => StencilOp.int_mul,
        int_and => StencilOp.int_and,
        int_or => StencilOp.int_or,
        int_xor => StencilOp.int_xor,
        int_lshift => StencilOp.int_lshift,
        int_rshift => StencilOp.int_rshift,
        uint_rshift => StencilOp.uint_rshift,
        int_div => StencilOp.int_div,
        int_rem => StencilOp.int_rem,
        uint_div => StencilOp.uint_div,
        uint_rem => StencilOp.uint_rem,
        uint_mul_high => StencilOp.uint_mul_high,
        int_add_ovf => StencilOp.int_add_ovf,
        int_sub_ovf => StencilOp.int_sub_ovf,
        int_mul_ovf => StencilOp.int_mul_ovf,
        _ => throw new NotSupportedException($"machine code of {code}"),
    };

    /// <summary>An operation that may overflow, together with its guard.</summary>
    private int Overflowing(int index)
    {
        ref readonly Operation operation = ref _loop.Operations[index];
        OpCode guard = _loop.Operations[index + 1].Code;
        ReadOnlySpan<Value> args = _loop.Args(operation);
        Value left = args[0], right = args[1];
        if (guard is not (guard_no_overflow or guard_overflow))
        {
            // Nobody asks whether it overflowed.
            OpCode plain = operation.Code switch { int_add_ovf => int_add, int_sub_ovf => int_sub, _ => int_mul };
            int x = _allocator.Use(left), y = _allocator.Use(right);
            _writer.Emit(RegisterForm(plain), Result(operation, index), x, y);
            _allocator.FreeUnused(operation.Result);
            return index;
        }
        if (left.IsConstant && operation.Code != int_sub_ovf) (left, right) = (right, left);
        bool noOverflow = guard == guard_no_overflow;
        if (noOverflow && right.IsConstant && ImmediateForm(operation.Code, _loop.Constants.IntOf(right)) is var (op, immediate) && _table.Fits(op, immediate))
        {
            int a = _allocator.Use(left);
            int d = OverflowResult(index);
            _writer.Emit(op, d, a, imm: immediate, exit: Exit(index + 1));
        }
        else
        {
            int a = _allocator.Use(left), b = _allocator.Use(right);
            StencilOp form = noOverflow ? RegisterForm(operation.Code) : operation.Code switch
            {
                int_add_ovf => StencilOp.int_add_overflows,
                int_sub_ovf => StencilOp.int_sub_overflows,
                _ => StencilOp.int_mul_overflows,
            };
            int d = OverflowResult(index);
            _writer.Emit(form, d, a, b, exit: Exit(index + 1));
        }
        _allocator.FreeDeadAt(index + 1);
        _allocator.FreeUnused(operation.Result);
        return index + 1;
    }

    private int OverflowResult(int index)
    {
        ref readonly Operation operation = ref _loop.Operations[index];
        // The result is written before the exit is taken: what the exit gives must not stand there. Only what died before may.
        _allocator.FreeDeadAt(index);
        _allocator.Unpin();
        return _allocator.Define(operation.Result);
    }

    // ---- comparisons

    private int Comparison(int index)
    {
        ref readonly Operation operation = ref _loop.Operations[index];
        ReadOnlySpan<Value> args = _loop.Args(operation);
        var (code, left, right) = operation.Code switch
        {
            int_is_zero => (int_eq, args[0], _loop.Constants.Int(0)),
            int_is_true => (int_ne, args[0], _loop.Constants.Int(0)),
            ptr_eq => (int_eq, args[0], args[1]),
            ptr_ne => (int_ne, args[0], args[1]),
            _ => (operation.Code, args[0], args[1]),
        };
        if (left.IsConstant) (code, left, right) = (Mirrored(code), right, left);
        if (FusesWithGuard(index) is { } wanted)
        {
            GuardCompare(wanted ? code : Negated(code), left, right, index, index + 1);
            return index + 1;
        }
        if (ConstantOf(right) is { } value && _table.Fits(ImmediateComparison(code), value))
        {
            int a = _allocator.Use(left);
            _writer.Emit(ImmediateComparison(code), Result(operation, index), a, imm: value);
            return index;
        }
        int l = _allocator.Use(left), r = _allocator.Use(right);
        if (code is int_gt or int_ge or uint_gt or uint_ge) (code, l, r) = (Mirrored(code), r, l);
        StencilOp op = code switch
        {
            int_lt => StencilOp.int_lt,
            int_le => StencilOp.int_le,
            int_eq => StencilOp.int_eq,
            int_ne => StencilOp.int_ne,
            uint_lt => StencilOp.uint_lt,
            _ => StencilOp.uint_le,
        };
        _writer.Emit(op, Result(operation, index), l, r);
        return index;
    }

    /// <summary>Whether the next operation is the guard that the comparison was made for, and what it wants: true or false.</summary>
    private bool? FusesWithGuard(int index)
    {
        if (index + 1 >= _loop.Count) return null;
        ref readonly Operation operation = ref _loop.Operations[index];
        ref readonly Operation next = ref _loop.Operations[index + 1];
        if (next.Code is not (guard_true or guard_false) || _loop.Args(next)[0] != operation.Result) return null;
        // Its exit may give the result: there it is known.
        return _lifetimes.LastUse(operation.Result.Index) == index + 1 ? next.Code == guard_true : null;
    }

    /// <summary>A guard that an integer or reference comparison holds.</summary>
    private void GuardCompare(OpCode code, Value left, Value right, int index, int guard)
    {
        if (ConstantOf(right) is { } value)
        {
            int a = _allocator.Use(left);
            StencilOp? op = (code, value) switch
            {
                (int_eq, 0) => StencilOp.guard_false,
                (int_ne, 0) => StencilOp.guard_true,
                _ when _table.Fits(ImmediateGuard(code), value) => ImmediateGuard(code),
                (int_eq, _) => StencilOp.guard_int_eq_64,
                _ => null,
            };
            if (op is { } form)
            {
                StencilLabel exit = Exit(guard, index);
                FreeDead(index, guard);
                _writer.Emit(form, a, imm: form == StencilOp.guard_int_eq_64 ? 0 : value, imm64: value, exit: exit);
                return;
            }
        }
        if (code == int_eq && right.IsConstant && right.Kind == Kind.Ref)
        {
            int a = _allocator.Use(left);
            StencilLabel exit = Exit(guard, index);
            FreeDead(index, guard);
            _writer.Emit(StencilOp.guard_int_eq_cell, a, imm64: _backend.AddressOfConstant(_loop.Constants.RefOf(right)!, _code), exit: exit);
            return;
        }
        int l = _allocator.Use(left), r = _allocator.Use(right);
        if (code is int_gt or int_ge or uint_gt or uint_ge) (code, l, r) = (Mirrored(code), r, l);
        StencilOp register = code switch
        {
            int_lt => StencilOp.guard_int_lt,
            int_le => StencilOp.guard_int_le,
            int_eq => StencilOp.guard_int_eq,
            int_ne => StencilOp.guard_int_ne,
            uint_lt => StencilOp.guard_uint_lt,
            _ => StencilOp.guard_uint_le,
        };
        StencilLabel label = Exit(guard, index);
        FreeDead(index, guard);
        _writer.Emit(register, l, r, exit: label);
    }

    private void FreeDead(int first, int last)
    {
        for (int i = first; i <= last; i++) _allocator.FreeDeadAt(i);
    }

    /// <summary>The integer that a constant is in a register; null too for references other than null.</summary>
    private long? ConstantOf(Value value)
    {
        if (!value.IsConstant) return null;
        if (value.Kind == Kind.Int) return _loop.Constants.IntOf(value);
        return _loop.Constants.RefOf(value) is null ? 0 : null;
    }

    private static OpCode Mirrored(OpCode code) => code switch
    {
        int_lt => int_gt,
        int_gt => int_lt,
        int_le => int_ge,
        int_ge => int_le,
        uint_lt => uint_gt,
        uint_gt => uint_lt,
        uint_le => uint_ge,
        uint_ge => uint_le,
        _ => code,
    };

    private static OpCode Negated(OpCode code) => code switch
    {
        int_lt => int_ge,
        int_ge => int_lt,
        int_le => int_gt,
        int_gt => int_le,
        uint_lt => uint_ge,
        uint_ge => uint_lt,
        uint_le => uint_gt,
        uint_gt => uint_le,
        int_eq => int_ne,
        _ => int_eq,
    };

    private static StencilOp ImmediateComparison(OpCode code) => code switch
    {
        int_lt => StencilOp.int_lt_imm,
        int_le => StencilOp.int_le_imm,
        int_gt => StencilOp.int_gt_imm,
        int_ge => StencilOp.int_ge_imm,
        int_eq => StencilOp.int_eq_imm,
        int_ne => StencilOp.int_ne_imm,
        uint_lt => StencilOp.uint_lt_imm,
        uint_le => StencilOp.uint_le_imm,
        uint_gt => StencilOp.uint_gt_imm,
        _ => StencilOp.uint_ge_imm,
    };

    private static StencilOp ImmediateGuard(OpCode code) => code switch
    {
        int_lt => StencilOp.guard_int_lt_imm,
        int_le => StencilOp.guard_int_le_imm,
        int_gt => StencilOp.guard_int_gt_imm,
        int_ge => StencilOp.guard_int_ge_imm,
        int_eq => StencilOp.guard_int_eq_imm,
        int_ne => StencilOp.guard_int_ne_imm,
        uint_lt => StencilOp.guard_uint_lt_imm,
        uint_le => StencilOp.guard_uint_le_imm,
        uint_gt => StencilOp.guard_uint_gt_imm,
        _ => StencilOp.guard_uint_ge_imm,
    };

    // ---- floats

    private void Float(in Operation operation, int index)
    {
        ReadOnlySpan<Value> args = _loop.Args(operation);
        int a = _allocator.Use(args[0]);
        int b = args.Length > 1 ? _allocator.Use(args[1]) : 0;
        OpCode code = operation.Code;
        if (code is float_gt or float_ge) (code, a, b) = (code == float_gt ? float_lt : float_le, b, a);
        StencilOp op = code switch
        {
            float_add => StencilOp.float_add,
            float_sub => StencilOp.float_sub,
            float_mul => StencilOp.float_mul,
            float_truediv => StencilOp.float_truediv,
            float_neg => StencilOp.float_neg,
            float_abs => StencilOp.float_abs,
            float_sqrt => StencilOp.float_sqrt,
            float_lt => StencilOp.float_lt,
            float_le => StencilOp.float_le,
            float_eq => StencilOp.float_eq,
            float_ne => StencilOp.float_ne,
            cast_int_to_float => StencilOp.cast_int_to_float,
            cast_float_to_int => StencilOp.cast_float_to_int,
            float_round_single => StencilOp.float_round_single,
            convert_float_bytes_to_longlong => StencilOp.float_to_bits,
            convert_longlong_bytes_to_float => StencilOp.bits_to_float,
            _ => throw new NotSupportedException($"machine code of {code}"),
        };
        int d = Result(operation, index);
        if (args.Length > 1) _writer.Emit(op, d, a, b);
        else _writer.Emit(op, d, a);
    }

    /// <summary>A float comparison and the guard that follows it; NaN makes every comparison but ne false.</summary>
    private int GuardFloatCompare(int index, bool wanted)
    {
        ref readonly Operation operation = ref _loop.Operations[index];
        ReadOnlySpan<Value> args = _loop.Args(operation);
        int a = _allocator.Use(args[0]), b = _allocator.Use(args[1]);
        OpCode code = operation.Code;
        if (code is float_gt or float_ge) (code, a, b) = (code == float_gt ? float_lt : float_le, b, a);
        StencilOp op = (code, wanted) switch
        {
            (float_lt, true) => StencilOp.guard_float_lt,
            (float_lt, false) => StencilOp.guard_float_nlt,
            (float_le, true) => StencilOp.guard_float_le,
            (float_le, false) => StencilOp.guard_float_nle,
            (float_eq, true) or (float_ne, false) => StencilOp.guard_float_eq,
            _ => StencilOp.guard_float_ne,
        };
        StencilLabel exit = Exit(index + 1, index);
        FreeDead(index, index + 1);
        _writer.Emit(op, a, b, exit: exit);
        return index + 1;
    }
}
