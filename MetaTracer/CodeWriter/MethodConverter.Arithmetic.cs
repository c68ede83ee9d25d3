using MetaTracer.Trace;

namespace MetaTracer.CodeWriter;

// Arithmetic, comparisons and conversions. Integers of 32 bits are kept sign-extended in 64-bit registers: operations that can leave that form
// are followed by int_signext, the others are not.
internal sealed partial class MethodConverter
{
    private const long Mask32 = 0xFFFFFFFF;

    private void Binary(OpCode ints, OpCode floats)
    {
        StackValue b = Pop(), a = Pop();
        if (a.Kind == Kind.Float)
        {
            bool isSingle = a.IsSingle && b.IsSingle;
            Operand result = _code.Pure(floats, a.Scalar, b.Scalar);
            PushFloat(isSingle ? _code.Pure(OpCode.float_round_single, result) : result, isSingle);
            return;
        }
        CheckInts(a, b);
        int width = Math.Max(a.Width, b.Width);
        PushWrapped(_code.Pure(ints, a.Scalar, b.Scalar), width);
    }

    /// <summary>And, or, xor: canonical operands give a canonical result.</summary>
    private void Bitwise(OpCode code)
    {
        StackValue b = Pop(), a = Pop();
        CheckInts(a, b);
        int width = Math.Max(a.Width, b.Width);
        IntRange? range = null;
        if (code == OpCode.int_and && !a.Range.IsSigned) range = a.Range;
        if (code == OpCode.int_and && !b.Range.IsSigned && (range is not { } known || b.Range.Bytes < known.Bytes)) range = b.Range;
        if (code != OpCode.int_and && a.Range == b.Range) range = a.Range;
        PushInt(_code.Pure(code, a.Scalar, b.Scalar), width, range);
    }

    private void PushWrapped(Operand result, int width)
    {
        if (width == 4) result = SignExtend32(result);
        PushInt(result, width);
    }

    private Operand SignExtend32(Operand value) => _code.Pure(OpCode.int_signext, value, _code.Int(4));

    private Operand ZeroExtend32(StackValue value) => value.Range is { IsSigned: false, Bytes: < 4 } || _code.TryInt(value.Scalar, out long c) && c >= 0
        ? value.Scalar
        : _code.Pure(OpCode.int_and, value.Scalar, _code.Int(Mask32));

    private void Shift(OpCode code)
    {
        StackValue count = Pop(), value = Pop();
        CheckInts(value, count);
        // Past the width the result is not specified; the machine's own 32-bit shifts take the count modulo 32, so we do.
        Operand places = count.Scalar;
        if (_code.TryInt(places, out long constant)) places = _code.Int(constant & (value.Width * 8 - 1));
        else if (value.Width == 4) places = _code.Pure(OpCode.int_and, places, _code.Int(31));
        switch (code)
        {
            case OpCode.uint_rshift when value.Width == 4:
                PushWrapped(_code.Pure(code, ZeroExtend32(value), places), 4);
                break;
            case OpCode.int_rshift:
                PushInt(_code.Pure(code, value.Scalar, places), value.Width, value.Range);
                break;
            default:
                PushWrapped(_code.Pure(code, value.Scalar, places), value.Width);
                break;
        }
    }

    private void Negate()
    {
        StackValue value = Pop();
        if (value.Kind == Kind.Float) PushFloat(_code.Pure(OpCode.float_neg, value.Scalar), value.IsSingle);
        else PushWrapped(_code.Pure(OpCode.int_neg, value.Scalar), value.Width);
    }

    private void Invert()
    {
        StackValue value = Pop();
        CheckInts(value, value);
        PushInt(_code.Pure(OpCode.int_invert, value.Scalar), value.Width);
    }

    private void Divide(bool isRemainder, bool isUnsigned)
    {
        StackValue b = Pop(), a = Pop();
        if (a.Kind == Kind.Float)
        {
            if (isRemainder)
            {
                Operand remainder = CallHelper(nameof(ArithmeticHelpers.Remainder), a.Scalar, b.Scalar);
                PushFloat(remainder, a.IsSingle && b.IsSingle);
                return;
            }
            bool isSingle = a.IsSingle && b.IsSingle;
            Operand quotient = _code.Pure(OpCode.float_truediv, a.Scalar, b.Scalar);
            PushFloat(isSingle ? _code.Pure(OpCode.float_round_single, quotient) : quotient, isSingle);
            return;
        }
        CheckInts(a, b);
        int width = Math.Max(a.Width, b.Width);
        Operand dividend = a.Scalar, divisor = b.Scalar;
        if (isUnsigned && width == 4) (dividend, divisor) = (ZeroExtend32(a), ZeroExtend32(b));
        CheckDivision(dividend, divisor, width, isUnsigned);
        OpCode code = (isRemainder, isUnsigned) switch
        {
            (false, false) => OpCode.int_div,
            (true, false) => OpCode.int_rem,
            (false, true) => OpCode.uint_div,
            _ => OpCode.uint_rem,
        };
        Operand result = _code.Pure(code, dividend, divisor);
        if (isUnsigned) PushWrapped(result, width);
        else PushInt(result, width);
    }

    private void DivideFloor(OpCode code)
    {
        Operand divisor = Pop().Scalar, dividend = Pop().Scalar;
        CheckDivision(dividend, divisor, 8, isUnsigned: false);
        PushInt(_code.Pure(code, dividend, divisor), 8);
    }

    /// <summary>Throws as .NET does: by 0, and the smallest integer by -1.</summary>
    private void CheckDivision(Operand dividend, Operand divisor, int width, bool isUnsigned)
    {
        bool isConstant = _code.TryInt(divisor, out long constant);
        if (!isConstant || constant == 0) ThrowWhen(JitOp.BranchFalse, divisor, nameof(RuntimeExceptions.DivideByZero));
        if (!isUnsigned && (!isConstant || constant == -1))
        {
            Operand smallest = _code.Int(width == 4 ? int.MinValue : long.MinValue);
            Operand isMinusOne = _code.Pure(OpCode.int_eq, divisor, _code.Int(-1));
            Operand isSmallest = _code.Pure(OpCode.int_eq, dividend, smallest);
            if (isConstant)
            {
                ThrowWhen(JitOp.BranchTrue, isSmallest, nameof(RuntimeExceptions.Overflow));
            }
            else
            {
                int divide = NewLabel();
                _code.Branch(JitOp.BranchFalse, isMinusOne, divide);
                ThrowWhen(JitOp.BranchTrue, isSmallest, nameof(RuntimeExceptions.Overflow));
                PlaceLabel(divide);
            }
        }
    }

    private void Checked(OpCode code, bool isUnsigned)
    {
        StackValue b = Pop(), a = Pop();
        CheckInts(a, b);
        int width = Math.Max(a.Width, b.Width);
        if (isUnsigned)
        {
            CheckedUnsigned(code, a, b, width);
            return;
        }
        if (width == 4)
        {
            // The exact result fits in 64 bits; it must survive sign extension.
            Operand wide = _code.Pure(code switch { OpCode.int_add_ovf => OpCode.int_add, OpCode.int_sub_ovf => OpCode.int_sub, _ => OpCode.int_mul }, a.Scalar, b.Scalar);
            Operand narrow = SignExtend32(wide);
            ThrowWhen(JitOp.BranchTrue, _code.Pure(OpCode.int_ne, wide, narrow), nameof(RuntimeExceptions.Overflow));
            PushInt(wide, 4);
            return;
        }
        Operand result = Overflow(code, a.Scalar, b.Scalar, out Operand flag);
        ThrowWhen(JitOp.BranchTrue, flag, nameof(RuntimeExceptions.Overflow));
        PushInt(result, 8);
    }

    private Operand Overflow(OpCode code, Operand a, Operand b, out Operand flag)
    {
        Operand result = _code.NewRegister(Kind.Int);
        flag = _code.NewRegister(Kind.Int);
        _code.Add(new Insn { Op = JitOp.Overflow, Code = code, Kind = Kind.Int, Dst = result.Register, A = a.Register, B = b.Register, C = flag.Register });
        return result;
    }

    private void CheckedUnsigned(OpCode code, StackValue a, StackValue b, int width)
    {
        if (width == 4)
        {
            Operand x = ZeroExtend32(a), y = ZeroExtend32(b);
            Operand wide = _code.Pure(code switch { OpCode.int_add_ovf => OpCode.int_add, OpCode.int_sub_ovf => OpCode.int_sub, _ => OpCode.int_mul }, x, y);
            ThrowWhen(JitOp.BranchTrue, _code.Pure(OpCode.uint_gt, wide, _code.Int(Mask32)), nameof(RuntimeExceptions.Overflow));
            PushWrapped(wide, 4);
            return;
        }
        switch (code)
        {
            case OpCode.int_add_ovf:
                Operand sum = _code.Pure(OpCode.int_add, a.Scalar, b.Scalar);
                ThrowWhen(JitOp.BranchTrue, _code.Pure(OpCode.uint_lt, sum, a.Scalar), nameof(RuntimeExceptions.Overflow));
                PushInt(sum, 8);
                break;
            case OpCode.int_sub_ovf:
                ThrowWhen(JitOp.BranchTrue, _code.Pure(OpCode.uint_lt, a.Scalar, b.Scalar), nameof(RuntimeExceptions.Overflow));
                PushInt(_code.Pure(OpCode.int_sub, a.Scalar, b.Scalar), 8);
                break;
            default:
                PushInt(CallHelper(nameof(ArithmeticHelpers.MultiplyUnsignedChecked), a.Scalar, b.Scalar), 8);
                break;
        }
    }

    private void Compare(Il condition)
    {
        StackValue b = Pop(), a = Pop();
        (Operand result, bool isNegated, var test) = EmitCompare(condition, a, b);
        if (isNegated) result = _code.Pure(OpCode.int_is_zero, result);
        PushBool(result, test);
    }

    private void CompareAndBranch(Il condition, IlInstruction instruction)
    {
        StackValue b = Pop(), a = Pop();
        (Operand result, bool isNegated, var test) = EmitCompare(condition, a, b);
        BranchOn(new StackValue { Type = typeof(int), Parts = [result], Width = 4, Range = IntRange.Bool, NullTest = test }, !isNegated, instruction);
    }

    /// <summary>A comparison, with whether its outcome is to be negated, and what it says about null.</summary>
    private (Operand, bool IsNegated, (Operand, bool)? NullTest) EmitCompare(Il condition, StackValue a, StackValue b)
    {
        if (a.IsPointer || b.IsPointer) throw new UnsupportedConstructException("a comparison of pointers");
        Operand x = a.Scalar, y = b.Scalar;
        if (x.Kind != y.Kind) throw new UnsupportedConstructException($"a comparison of {a.Describe()} with {b.Describe()}");
        switch (x.Kind)
        {
            case Kind.Ref:
                bool isEqual = condition switch
                {
                    Il.Ceq or Il.Beq => true,
                    Il.Cgt_Un or Il.Bne_Un or Il.Bgt_Un or Il.Clt_Un => false,
                    _ => throw new UnsupportedConstructException("an ordering of references"),
                };
                (Operand, bool)? test = IsNull(y) ? (x, isEqual) : IsNull(x) ? (y, isEqual) : null;
                StackValue other = IsNull(y) ? a : b;
                if (test is not null && other.IsNonNull) return (_code.Int(isEqual ? 0 : 1), false, null);
                return (_code.Pure(isEqual ? OpCode.ptr_eq : OpCode.ptr_ne, x, y), false, test);
            case Kind.Float:
                // The unordered forms are the negation of the opposite ordered comparison: true for NaN.
                var (code, isNegated) = condition switch
                {
                    Il.Ceq or Il.Beq => (OpCode.float_eq, false),
                    Il.Bne_Un => (OpCode.float_ne, false),
                    Il.Cgt or Il.Bgt => (OpCode.float_gt, false),
                    Il.Clt or Il.Blt => (OpCode.float_lt, false),
                    Il.Bge => (OpCode.float_ge, false),
                    Il.Ble => (OpCode.float_le, false),
                    Il.Cgt_Un or Il.Bgt_Un => (OpCode.float_le, true),
                    Il.Clt_Un or Il.Blt_Un => (OpCode.float_ge, true),
                    Il.Bge_Un => (OpCode.float_lt, true),
                    _ => (OpCode.float_gt, true),
                };
                return (_code.Pure(code, x, y), isNegated, null);
            default:
                // Sign extension keeps the unsigned order of 32-bit integers, so one comparison serves both widths.
                OpCode ints = condition switch
                {
                    Il.Ceq or Il.Beq => OpCode.int_eq,
                    Il.Bne_Un => OpCode.int_ne,
                    Il.Cgt or Il.Bgt => OpCode.int_gt,
                    Il.Clt or Il.Blt => OpCode.int_lt,
                    Il.Bge => OpCode.int_ge,
                    Il.Ble => OpCode.int_le,
                    Il.Cgt_Un or Il.Bgt_Un => OpCode.uint_gt,
                    Il.Clt_Un or Il.Blt_Un => OpCode.uint_lt,
                    Il.Bge_Un => OpCode.uint_ge,
                    _ => OpCode.uint_le,
                };
                return (_code.Pure(ints, x, y), false, null);
        }
    }

    private bool IsNull(Operand operand) => CodeBuffer.IsConstant(operand) && operand.Kind == Kind.Ref && _code.RefOf(operand) is null;

    /// <summary>Conversion to an integer of so many bytes.</summary>
    private void ConvertToInt(int bytes, bool isSigned, bool isNative = false)
    {
        StackValue value = Pop();
        if (value.IsPointer || value.Function is not null) throw new UnsupportedConstructException($"{value.Describe()} as a number");
        if (value.Kind == Kind.Float)
        {
            FloatToInt(value, bytes, isSigned);
            return;
        }
        if (value.Kind != Kind.Int) throw new UnsupportedConstructException("a reference as a number");
        switch (bytes)
        {
            case 8 when value.Width == 4 && !isSigned:
                Push(new StackValue { Type = typeof(long), Parts = [ZeroExtend32(value)], Range = value.Range is { IsSigned: false } range ? range : IntRange.Int64 });
                break;
            case 8:
                Push(value.AsInt(8));
                break;
            case 4:
                // Unsigned or not, 32 bits are kept sign-extended.
                PushInt(CutTo(value, IntRange.Int32), 4, value.Range.IsWithin(IntRange.Int32) ? value.Range : IntRange.Int32);
                break;
            default:
                var narrow = new IntRange(bytes, isSigned);
                PushInt(CutTo(value, narrow), 4, value.Range.IsWithin(narrow) ? value.Range : narrow);
                break;
        }
    }

    private void FloatToInt(StackValue value, int bytes, bool isSigned)
    {
        if (bytes == 8 && !isSigned)
        {
            PushInt(CallHelper(nameof(ArithmeticHelpers.ToUInt64), value.Scalar), 8);
            return;
        }
        Operand wide = _code.Pure(OpCode.cast_float_to_int, value.Scalar);
        if (bytes == 8)
        {
            PushInt(wide, 8);
            return;
        }
        // Saturates at the 32-bit type's own limits; what is narrower still is cut from that.
        bool isUnsigned32 = bytes == 4 && !isSigned;
        Operand clamped = Clamp(wide, isUnsigned32 ? 0 : int.MinValue, isUnsigned32 ? uint.MaxValue : int.MaxValue);
        if (isUnsigned32)
        {
            PushWrapped(clamped, 4);
            return;
        }
        PushInt(clamped, 4);
        if (bytes < 4) ConvertToInt(bytes, isSigned);
    }

    private Operand Clamp(Operand value, long low, long high)
    {
        Operand result = _code.NewRegister(Kind.Int);
        _code.Move(result, value);
        foreach (var (limit, code) in new[] { (low, OpCode.int_ge), (high, OpCode.int_le) })
        {
            int within = NewLabel();
            _code.Branch(JitOp.BranchTrue, _code.Pure(code, value, _code.Int(limit)), within);
            _code.Move(result, _code.Int(limit));
            PlaceLabel(within);
        }
        return result;
    }

    /// <summary>Conversion to an integer of so many bytes that raises when the value does not fit.</summary>
    private void ConvertChecked(int bytes, bool isSigned, bool isSourceUnsigned)
    {
        StackValue value = Pop();
        if (value.Kind == Kind.Float)
        {
            string helper = bytes == 8 && !isSigned ? nameof(ArithmeticHelpers.ToUInt64Checked) : nameof(ArithmeticHelpers.ToInt64Checked);
            Operand whole = CallHelper(helper, value.Scalar);
            if (bytes == 8)
            {
                PushInt(whole, 8);
                return;
            }
            value = new StackValue { Type = typeof(long), Parts = [whole] };
        }
        Operand source = value.Scalar;
        if (isSourceUnsigned && value.Width == 4) source = ZeroExtend32(value);
        bool isSourceHuge = isSourceUnsigned && value.Width == 8;
        if (bytes == 8)
        {
            // Only the sign can be wrong: a signed source for an unsigned target, or the other way round.
            if (isSigned ? isSourceHuge : !isSourceUnsigned && (value.Range.IsSigned))
                ThrowWhen(JitOp.BranchTrue, _code.Pure(OpCode.int_lt, source, _code.Int(0)), nameof(RuntimeExceptions.Overflow));
            PushInt(source, 8);
            return;
        }
        var target = new IntRange(bytes, isSigned);
        if (isSourceHuge || !isSigned)
        {
            long high = isSigned ? (1L << (8 * bytes - 1)) - 1 : (1L << (8 * bytes)) - 1;
            bool fits = !isSourceUnsigned && !value.Range.IsSigned && value.Range.IsWithin(target);
            if (!fits) ThrowWhen(JitOp.BranchTrue, _code.Pure(OpCode.uint_gt, source, _code.Int(high)), nameof(RuntimeExceptions.Overflow));
        }
        else if (isSourceUnsigned || !value.Range.IsWithin(target))
        {
            Operand cut = _code.Pure(OpCode.int_signext, source, _code.Int(bytes));
            ThrowWhen(JitOp.BranchTrue, _code.Pure(OpCode.int_ne, cut, source), nameof(RuntimeExceptions.Overflow));
        }
        if (bytes == 4) PushWrapped(source, 4);
        else PushInt(source, 4, target);
    }

    private void ConvertToFloat(bool isSingle, bool isSourceUnsigned)
    {
        StackValue value = Pop();
        if (value.Kind == Kind.Float)
        {
            Operand same = isSingle && !value.IsSingle ? _code.Pure(OpCode.float_round_single, value.Scalar) : value.Scalar;
            PushFloat(same, isSingle);
            return;
        }
        Operand whole = value.Scalar;
        if (isSourceUnsigned && value.Width == 8)
        {
            PushFloat(CallHelper(nameof(ArithmeticHelpers.FromUInt64), whole), isSingle: false);
            return;
        }
        if (isSourceUnsigned) whole = ZeroExtend32(value);
        if (isSingle && value.Width == 8 && !value.Range.IsWithin(IntRange.Int32))
        {
            // By way of a double it would be rounded twice.
            PushFloat(CallHelper(nameof(ArithmeticHelpers.ToSingle), whole), isSingle: true);
            return;
        }
        Operand result = _code.Pure(OpCode.cast_int_to_float, whole);
        PushFloat(isSingle ? _code.Pure(OpCode.float_round_single, result) : result, isSingle);
    }

    private static void CheckInts(StackValue a, StackValue b)
    {
        if (a.IsPointer || b.IsPointer) throw new UnsupportedConstructException("pointer arithmetic");
        if (a.Kind != Kind.Int || b.Kind != Kind.Int) throw new UnsupportedConstructException($"arithmetic on {a.Describe()} and {b.Describe()}");
    }
}
