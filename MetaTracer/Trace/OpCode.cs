namespace MetaTracer.Trace;

/// <summary>What an operation does besides computing its result.</summary>
[Flags]
internal enum OpFlags
{
    None = 0,
    /// <summary>The result depends on the arguments alone: may be folded, merged, moved and dropped.</summary>
    Pure = 1,
    /// <summary>Reads memory: may be merged or dropped, and moved where no write comes between.</summary>
    Reads = 2,
    /// <summary>Writes memory or has another effect: stays.</summary>
    Effect = 4,
    Guard = 8,
    Call = 16,
    /// <summary>Sets the overflow flag that the guard directly after it tests.</summary>
    Overflow = 32,
    /// <summary>Ends the trace.</summary>
    Final = 64,
    /// <summary>Takes a variable number of arguments.</summary>
    Variadic = 128,
    Allocates = 256,
    /// <summary>The first and second argument may be exchanged.</summary>
    Commutative = 512,
}

/// <summary>
/// The operations of the trace IR: PyPy's, by name and meaning, with what .NET adds. Argument order is the name's own:
/// <c>getfield_gc_i(object)</c>, <c>setfield_gc(object, value)</c>, <c>getarrayitem_gc_i(array, index)</c>,
/// <c>setarrayitem_gc(array, index, value)</c>. Integers are 64 bits wide; comparisons give 0 or 1. Adding one is described in
/// docs/add-an-operation.md.
/// </summary>
internal enum OpCode : byte
{
    /// <summary>A place that jumps target; the descr is a <see cref="TargetToken"/>, the arguments are the values that live there.</summary>
    label,
    /// <summary>To the label of its descr, a <see cref="TargetToken"/>, of this loop or of another.</summary>
    jump,
    /// <summary>Leaves compiled code with a result (or none); the descr is a <see cref="FinishDescr"/>.</summary>
    finish,

    guard_true, guard_false,
    /// <summary>(value, constant) of any kind.</summary>
    guard_value,
    /// <summary>(object, class): exact class, the object known not to be null. The class is a constant reference to a <see cref="ClassDescr"/>.</summary>
    guard_class,
    /// <summary><see cref="guard_class"/> that fails for null too.</summary>
    guard_nonnull_class,
    guard_nonnull, guard_isnull,
    /// <summary>No exception came out of the call before it.</summary>
    guard_no_exception,
    /// <summary>(class): an exception of exactly this class came out of the call before it; the result is the exception.</summary>
    guard_exception,
    guard_no_overflow, guard_overflow,
    /// <summary>Nothing this loop relied on as quasi-immutable has changed.</summary>
    guard_not_invalidated,
    /// <summary>Always fails; ends a trace that has nowhere to go.</summary>
    guard_always_fails,

    int_add, int_sub, int_mul,
    /// <summary>Rounds toward zero, as .NET's division. The divisor is known not to be 0, and not -1 when the dividend may be the smallest value.</summary>
    int_div, int_rem,
    /// <summary>Quotient rounded down, and the remainder that goes with it, which has the divisor's sign; RPython's <c>int_py_div</c> and <c>int_py_mod</c>.</summary>
    int_floordiv, int_floormod,
    uint_div, uint_rem,
    /// <summary>The upper half of the product of 128 bits.</summary>
    uint_mul_high,
    int_and, int_or, int_xor,
    /// <summary>Shift counts are taken modulo 64.</summary>
    int_lshift, int_rshift, uint_rshift,
    /// <summary>(value, bytes): sign-extends the low 1, 2 or 4 bytes.</summary>
    int_signext,
    int_neg, int_invert, int_is_zero, int_is_true,
    int_lt, int_le, int_eq, int_ne, int_gt, int_ge,
    uint_lt, uint_le, uint_gt, uint_ge,
    int_add_ovf, int_sub_ovf, int_mul_ovf,

    float_add, float_sub, float_mul, float_truediv, float_neg, float_abs, float_sqrt,
    float_lt, float_le, float_eq, float_ne, float_gt, float_ge,
    cast_int_to_float,
    /// <summary>Toward zero, saturating, NaN to 0, as .NET converts.</summary>
    cast_float_to_int,
    /// <summary>Rounds to the nearest single and back.</summary>
    float_round_single,
    convert_float_bytes_to_longlong, convert_longlong_bytes_to_float,

    ptr_eq, ptr_ne,
    same_as_i, same_as_r, same_as_f,

    getfield_gc_i, getfield_gc_r, getfield_gc_f, setfield_gc,
    getarrayitem_gc_i, getarrayitem_gc_r, getarrayitem_gc_f, setarrayitem_gc,
    /// <summary>From an array whose elements never change.</summary>
    getarrayitem_gc_pure_i, getarrayitem_gc_pure_r, getarrayitem_gc_pure_f,
    arraylen_gc,
    /// <summary>A <see cref="string"/>'s length, and its UTF-16 unit at an index.</summary>
    strlen, strgetitem,
    getstatic_gc_i, getstatic_gc_r, getstatic_gc_f, setstatic_gc,
    /// <summary>A zeroed object of the class of the descr, a <see cref="ClassDescr"/>.</summary>
    new_with_vtable,
    /// <summary>(length): a zeroed array; the length is known not to be negative.</summary>
    new_array,

    /// <summary>Calls what the descr, a <see cref="CallDescr"/>, names.</summary>
    call_i, call_r, call_f, call_n,
    /// <summary>Calls of elidable methods whose arguments are not all constant.</summary>
    call_pure_i, call_pure_r, call_pure_f,
    /// <summary>Calls that may read or write the virtualizable frame; it was written back before them.</summary>
    call_may_force_i, call_may_force_r, call_may_force_f, call_may_force_n,
    /// <summary>(reds): runs the compiled code of the descr, a <see cref="LoopToken"/>, or the portal where there is none yet.</summary>
    call_assembler_i, call_assembler_r, call_assembler_f, call_assembler_n,
    call_loopinvariant_i, call_loopinvariant_r, call_loopinvariant_f,
    /// <summary>(condition, arguments): calls what the descr names if the condition is not zero.</summary>
    cond_call_n,
    /// <summary>(value, arguments): the value; where it is null, what the elidable method of the descr gives.</summary>
    cond_call_value_r,
    /// <summary>(n): the n-th (from 1) further result of the call directly before (struct results and out arguments are flattened).</summary>
    call_extra_i, call_extra_r, call_extra_f,

    /// <summary>(object): the trace relies on the value of a <see cref="MetaJit.QuasiImmutable"/>; a guard_not_invalidated follows.</summary>
    quasiimmut_field,
    /// <summary>Where the user's program is; the descr is a <see cref="MergePointDescr"/>. No code.</summary>
    debug_merge_point,
    enter_portal_frame, leave_portal_frame,
    /// <summary>(object): the interpreter promises that it is not null. (array, number): that it is an array of at least so many items. No code.</summary>
    assume_nonnull, assume_length,
    /// <summary>(object, class): the interpreter promises that it is of this very class. No code.</summary>
    record_exact_class,
    /// <summary>(result, arguments): the interpreter promises that the elidable method of the descr gives that result. No code.</summary>
    record_known_result,
}
