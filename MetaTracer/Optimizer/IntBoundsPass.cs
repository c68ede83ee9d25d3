using MetaTracer.Trace;
using static MetaTracer.Trace.OpCode;

namespace MetaTracer.Optimizer;

/// <summary>
/// Integer bounds and known bits: what an operation's result can be follows from what its arguments can be, guards narrow both ways,
/// and comparisons, sign extensions and overflow checks whose outcome is then certain go away.
/// </summary>
internal sealed class IntBoundsPass : Pass
{
    public override void Process(ref Op op)
    {
        switch (op.Code)
        {
            case int_add_ovf or int_sub_ovf or int_mul_ovf:
                ProcessOverflow(ref op);
                return;
            case guard_no_overflow:
                Next.Process(ref op);
                AfterNoOverflow();
                return;
            case guard_true or guard_false:
                Value condition = op.A;
                long truth = op.Code == guard_true ? 1 : 0;
                Next.Process(ref op);
                if (condition.IsVariable) Learn(condition, truth != 0);
                return;
            case int_signext:
                if (Optimizer.TryInt(op.B, out long bytes) && IntBound.OfSize((int)bytes, true).Contains(Optimizer.Bound(op.A)))
                {
                    Optimizer.MakeEqual(op.Result, op.A);
                    return;
                }
                break;
            case int_and when Optimizer.Bound(op.A).IsWithinOnesOf(Optimizer.Bound(op.B)):
                Optimizer.MakeEqual(op.Result, op.A);
                return;
            case int_and when Optimizer.Bound(op.B).IsWithinOnesOf(Optimizer.Bound(op.A)):
                Optimizer.MakeEqual(op.Result, op.B);
                return;
        }
        IntBound? bound = ResultBound(op);
        if (op.Code is >= int_div and <= int_floormod)
        {
            Division.Reduce(Optimizer, ref op);
            if (ResultBound(op) is { } reduced) bound = bound?.Intersect(reduced) ?? reduced;
        }
        if (bound is { IsConstant: true } && (op.Info.Flags & OpFlags.Pure) != 0)
        {
            Optimizer.MakeEqual(op.Result, Optimizer.Constants.Int(bound.Lower));
            return;
        }
        Next.Process(ref op);
        if (bound is not null) Optimizer.Narrow(op.Result, bound);
    }

    /// <summary>What follows from the type of what is read.</summary>
    public static IntBound? BoundOfRead(in Op op)
    {
        switch (op.Code)
        {
            case getfield_gc_i when op.Descr is FieldDescr field:
                IntBound? bound = field.Size < 8 ? IntBound.OfSize(field.Size, field.IsSigned) : null;
                return field.IsNonNegative ? (bound ?? IntBound.Any).AtLeast(0) : bound;
            case getarrayitem_gc_i or getarrayitem_gc_pure_i when op.Descr is ArrayDescr { Size: < 8 } array:
                return IntBound.OfSize(array.Size, array.IsSigned);
            case getstatic_gc_i when op.Descr is StaticDescr { Size: < 8 } place:
                return IntBound.OfSize(place.Size, place.IsSigned);
            case arraylen_gc or strlen:
                return IntBound.Length;
            case strgetitem:
                return IntBound.Range(0, char.MaxValue);
            default:
                return null;
        }
    }

    private IntBound? ResultBound(in Op op)
    {
        if (op.Code == arraylen_gc && Optimizer.Ptr(op.A) is { } array) return array.LengthBound;
        if (BoundOfRead(op) is { } read) return read;
        switch (op.Code)
        {
            case (>= float_lt and <= float_ge) or ptr_eq or ptr_ne:
                return IntBound.Bool;
            case int_is_true or int_is_zero:
                return Truth(Optimizer.Bound(op.A), op.Code == int_is_true);
            case (>= int_lt and <= uint_ge):
                return Compare(op.Code, Optimizer.Bound(op.A), Optimizer.Bound(op.B)) is { } known ? IntBound.Constant(known ? 1 : 0) : IntBound.Bool;
        }
        if (op.Code is not (>= int_add and <= int_invert)) return null;
        IntBound a = Optimizer.Bound(op.A), b = op.Count > 1 ? Optimizer.Bound(op.B) : IntBound.Any;
        IntBound? result = IntTransfer.Result(op.Code, a, b);
        if (op.Code == int_mul && op.A == op.B && !a.CanMultiplyOverflow(b)) return result!.AtLeast(0);
        return op.Code == int_add && op.A == op.B ? result!.Intersect(a.ShiftLeft(1)) : result;
    }

    private static IntBound Truth(IntBound bound, bool isTrue)
    {
        if (!bound.Contains(0)) return IntBound.Constant(isTrue ? 1 : 0);
        return bound.IsConstant ? IntBound.Constant(isTrue ? 0 : 1) : IntBound.Bool;
    }

    private static bool? Compare(OpCode code, IntBound a, IntBound b)
    {
        switch (code)
        {
            case int_lt: return Less(a, b);
            case int_ge: return !Less(a, b);
            case int_gt: return Less(b, a);
            case int_le: return !Less(b, a);
            case int_eq: return Equal(a, b);
            case int_ne: return !Equal(a, b);
            case uint_lt: return LessUnsigned(a, b);
            case uint_ge: return !LessUnsigned(a, b);
            case uint_gt: return LessUnsigned(b, a);
            default: return !LessUnsigned(b, a);
        }
    }

    private static bool? Less(IntBound a, IntBound b) => a.Upper < b.Lower ? true : a.Lower >= b.Upper ? false : null;

    private static bool? LessUnsigned(IntBound a, IntBound b)
    {
        (ulong leastA, ulong mostA) = Unsigned(a);
        (ulong leastB, ulong mostB) = Unsigned(b);
        return mostA < leastB ? true : leastA >= mostB ? false : null;
    }

    private static (ulong Least, ulong Most) Unsigned(IntBound bound) =>
        bound.Lower >= 0 || bound.Upper < 0 ? ((ulong)bound.Lower, (ulong)bound.Upper) : (bound.Ones, bound.Ones | bound.Unknown);

    private static bool? Equal(IntBound a, IntBound b)
    {
        if (a.IsConstant && b.IsConstant) return a.Lower == b.Lower;
        return a.Meets(b) ? null : false;
    }

    private void ProcessOverflow(ref Op op)
    {
        IntBound a = Optimizer.Bound(op.A), b = Optimizer.Bound(op.B);
        (bool can, OpCode plain) = op.Code switch
        {
            int_add_ovf => (a.CanAddOverflow(b), int_add),
            int_sub_ovf => (a.CanSubtractOverflow(b), int_sub),
            _ => (a.CanMultiplyOverflow(b), int_mul),
        };
        if (!can)
        {
            op.Code = plain;
            Optimizer.DropOverflowGuard = true;
            IntBound bound = plain switch { int_add => a.Add(b), int_sub => a.Subtract(b), _ => a.Multiply(b) };
            Next.Process(ref op);
            Optimizer.Narrow(op.Result, bound);
            return;
        }
        Next.Process(ref op);
    }

    /// <summary>The operation before the guard did not overflow.</summary>
    private void AfterNoOverflow()
    {
        TreeLoop output = Optimizer.Output;
        if (output.Count < 2 || output[output.Count - 2] is var operation && (operation.Info.Flags & OpFlags.Overflow) == 0) return;
        ReadOnlySpan<Value> args = output.Args(operation);
        Value x = Optimizer.Get(args[0]), y = Optimizer.Get(args[1]);
        Optimizer.Narrow(operation.Result, IntTransfer.Result(operation.Code, Optimizer.Bound(x), Optimizer.Bound(y))!);
        if (operation.Code == int_mul_ovf && x == y) Optimizer.Narrow(operation.Result, IntBound.Any.AtLeast(0));
    }

    /// <summary>What follows, for the arguments of the comparison that computed it, from a condition's being true or false.</summary>
    private void Learn(Value condition, bool truth)
    {
        if (!Optimizer.TryProducer(condition, out Op producer)) return;
        if (producer.Count == 0) return;
        Value a = Optimizer.Get(producer[0]), b = producer.Count > 1 ? Optimizer.Get(producer[1]) : Value.None;
        switch (producer.Code)
        {
            case int_lt: Order(a, b, truth, strict: true); break;
            case int_le: Order(a, b, truth, strict: false); break;
            case int_gt: Order(b, a, truth, strict: true); break;
            case int_ge: Order(b, a, truth, strict: false); break;
            case uint_lt: OrderUnsigned(a, b, truth, strict: true); break;
            case uint_le: OrderUnsigned(a, b, truth, strict: false); break;
            case uint_gt: OrderUnsigned(b, a, truth, strict: true); break;
            case uint_ge: OrderUnsigned(b, a, truth, strict: false); break;
            case int_eq: Equality(a, b, truth); break;
            case int_ne: Equality(a, b, !truth); break;
            case int_is_zero: Equality(a, Optimizer.Constants.Int(0), truth); break;
            case int_is_true: Equality(a, Optimizer.Constants.Int(0), !truth); break;
        }
    }

    /// <summary>less &lt; more, or its opposite: more &lt;= less.</summary>
    private void Order(Value less, Value more, bool truth, bool strict)
    {
        if (!truth)
        {
            (less, more) = (more, less);
            strict = !strict;
        }
        long step = strict ? 1 : 0;
        IntBound lessBound = Optimizer.Bound(less), moreBound = Optimizer.Bound(more);
        if (strict && (moreBound.Upper == long.MinValue || lessBound.Lower == long.MaxValue)) throw new InvalidLoopException("a comparison that cannot hold");
        NarrowBack(less, lessBound.AtMost(moreBound.Upper - step));
        NarrowBack(more, moreBound.AtLeast(lessBound.Lower + step));
    }

    private void OrderUnsigned(Value less, Value more, bool truth, bool strict)
    {
        if (!truth)
        {
            (less, more) = (more, less);
            strict = !strict;
        }
        // Below something that is not negative: not negative itself, as a bounds check shows.
        IntBound moreBound = Optimizer.Bound(more);
        if (!moreBound.IsNonNegative) return;
        NarrowBack(less, Optimizer.Bound(less).Intersect(IntBound.Range(0, moreBound.Upper - (strict && moreBound.Upper > 0 ? 1 : 0))));
        IntBound lessBound = Optimizer.Bound(Optimizer.Get(less));
        NarrowBack(more, moreBound.AtLeast(lessBound.Lower + (strict ? 1 : 0)));
    }

    private void Equality(Value a, Value b, bool equal)
    {
        IntBound boundA = Optimizer.Bound(a), boundB = Optimizer.Bound(b);
        if (equal)
        {
            NarrowBack(a, boundB);
            NarrowBack(b, boundA);
            return;
        }
        if (boundB.IsConstant) Exclude(a, boundA, boundB.Lower);
        else if (boundA.IsConstant) Exclude(b, boundB, boundA.Lower);
    }

    private void Exclude(Value value, IntBound bound, long excluded)
    {
        if (bound.IsConstant) return;
        if (bound.Lower == excluded) NarrowBack(value, bound.AtLeast(excluded + 1));
        else if (bound.Upper == excluded) NarrowBack(value, bound.AtMost(excluded - 1));
    }

    // How many operations are gone back through.
    private const int MaxDepth = 6;

    /// <summary>Narrows a value and what it was computed from.</summary>
    private void NarrowBack(Value value, IntBound bound, int depth = MaxDepth)
    {
        value = Optimizer.Get(value);
        if (value.IsConstant) return;
        IntBound before = Optimizer.Bound(value);
        Optimizer.Narrow(value, bound);
        IntBound now = Optimizer.Bound(Optimizer.Get(value));
        if (depth > 0 && !ReferenceEquals(before, now) && Optimizer.TryProducer(value, out Op producer)) NarrowArguments(producer, now, depth - 1);
    }

    private void NarrowArguments(in Op producer, IntBound result, int depth)
    {
        if (producer.Code == arraylen_gc)
        {
            if (producer.A.IsVariable && Optimizer.Get(producer.A) is { IsVariable: true } array) Optimizer.EnsurePtr(array).NarrowLength(result);
            return;
        }
        if (producer.Code is not (>= int_add and <= int_invert or >= int_add_ovf and <= int_mul_ovf)) return;
        Value a = Optimizer.Get(producer.A), b = producer.Count > 1 ? Optimizer.Get(producer.B) : Value.None;
        IntBound ofA = Optimizer.Bound(a), ofB = b.IsNone ? IntBound.Any : Optimizer.Bound(b);
        (IntBound first, IntBound second) = IntTransfer.Arguments(producer.Code, ofA, ofB, result);
        if (!ReferenceEquals(first, ofA)) NarrowBack(a, first, depth);
        if (!b.IsNone && !ReferenceEquals(second, ofB)) NarrowBack(b, second, depth);
    }
}
