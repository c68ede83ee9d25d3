using static MetaTracer.Trace.OpCode;
using static MetaTracer.Trace.OpFlags;

namespace MetaTracer.Trace;

/// <summary>The table of what is true of each operation; everything that treats operations in general reads it.</summary>
internal readonly record struct OpInfo(string Name, Kind Result, int Arity, OpFlags Flags)
{
    private static readonly OpInfo[] Table = Build();

    /// <summary>-1 for a variadic operation.</summary>
    public int Arity { get; } = Arity;

    public static OpInfo Of(OpCode code) => Table[(int)code];

    public static OpCode? Parse(string name) => Enum.TryParse(name, out OpCode code) && code.ToString() == name ? code : null;

    private static OpInfo[] Build()
    {
        string[] names = Enum.GetNames<OpCode>();
        var table = new OpInfo[names.Length];

        void Add(OpFlags flags, Kind result, int arity, params ReadOnlySpan<OpCode> codes)
        {
            foreach (OpCode code in codes) table[(int)code] = new OpInfo(names[(int)code], result, arity, flags);
        }

        Add(Variadic, Kind.Void, -1, label);
        Add(Variadic | Final | Effect, Kind.Void, -1, jump, finish);
        Add(Guard, Kind.Void, 1, guard_true, guard_false, guard_nonnull, guard_isnull);
        Add(Guard, Kind.Void, 2, guard_value, guard_class, guard_nonnull_class);
        Add(Guard, Kind.Void, 0, guard_no_exception, guard_no_overflow, guard_overflow, guard_not_invalidated, guard_always_fails);
        Add(Guard, Kind.Ref, 1, guard_exception);

        Add(Pure | Commutative, Kind.Int, 2, int_add, int_mul, uint_mul_high, int_and, int_or, int_xor, int_eq, int_ne);
        Add(Pure, Kind.Int, 2, int_sub, int_div, int_rem, int_floordiv, int_floormod, uint_div, uint_rem, int_lshift, int_rshift, uint_rshift, int_signext);
        Add(Pure, Kind.Int, 2, int_lt, int_le, int_gt, int_ge, uint_lt, uint_le, uint_gt, uint_ge);
        Add(Pure, Kind.Int, 1, int_neg, int_invert, int_is_zero, int_is_true);
        Add(Pure | Overflow | Commutative, Kind.Int, 2, int_add_ovf, int_mul_ovf);
        Add(Pure | Overflow, Kind.Int, 2, int_sub_ovf);

        Add(Pure | Commutative, Kind.Float, 2, float_add, float_mul);
        Add(Pure, Kind.Float, 2, float_sub, float_truediv);
        Add(Pure, Kind.Float, 1, float_neg, float_abs, float_sqrt, cast_int_to_float, float_round_single, convert_longlong_bytes_to_float);
        Add(Pure | Commutative, Kind.Int, 2, float_eq, float_ne);
        Add(Pure, Kind.Int, 2, float_lt, float_le, float_gt, float_ge);
        Add(Pure, Kind.Int, 1, cast_float_to_int, convert_float_bytes_to_longlong);
        Add(Pure | Commutative, Kind.Int, 2, ptr_eq, ptr_ne);

        Add(Reads, Kind.Int, 1, getfield_gc_i);
        Add(Reads, Kind.Ref, 1, getfield_gc_r);
        Add(Reads, Kind.Float, 1, getfield_gc_f);
        Add(Effect, Kind.Void, 2, setfield_gc);
        Add(Reads, Kind.Int, 2, getarrayitem_gc_i);
        Add(Reads, Kind.Ref, 2, getarrayitem_gc_r);
        Add(Reads, Kind.Float, 2, getarrayitem_gc_f);
        Add(Pure, Kind.Int, 2, getarrayitem_gc_pure_i, strgetitem);
        Add(Pure, Kind.Ref, 2, getarrayitem_gc_pure_r);
        Add(Pure, Kind.Float, 2, getarrayitem_gc_pure_f);
        Add(Effect, Kind.Void, 3, setarrayitem_gc);
        Add(Pure, Kind.Int, 1, arraylen_gc, strlen);
        Add(Reads, Kind.Int, 0, getstatic_gc_i);
        Add(Reads, Kind.Ref, 0, getstatic_gc_r);
        Add(Reads, Kind.Float, 0, getstatic_gc_f);
        Add(Effect, Kind.Void, 1, setstatic_gc);
        Add(Allocates, Kind.Ref, 0, new_with_vtable);
        Add(Allocates, Kind.Ref, 1, new_array);

        (OpCode I, OpCode R, OpCode F, OpCode? N, OpFlags Flags)[] calls =
        [
            (call_i, call_r, call_f, call_n, Effect),
            (call_pure_i, call_pure_r, call_pure_f, null, Reads),
            (call_may_force_i, call_may_force_r, call_may_force_f, call_may_force_n, Effect),
            (call_assembler_i, call_assembler_r, call_assembler_f, call_assembler_n, Effect),
            (call_loopinvariant_i, call_loopinvariant_r, call_loopinvariant_f, null, Reads),
        ];
        foreach (var (i, r, f, n, flags) in calls)
        {
            Add(flags | Call | Variadic, Kind.Int, -1, i);
            Add(flags | Call | Variadic, Kind.Ref, -1, r);
            Add(flags | Call | Variadic, Kind.Float, -1, f);
            if (n is { } code) Add(flags | Call | Variadic, Kind.Void, -1, code);
        }

        Add(Effect | Call | Variadic, Kind.Void, -1, cond_call_n);
        Add(Reads | Call | Variadic, Kind.Ref, -1, cond_call_value_r);
        Add(Effect, Kind.Int, 1, call_extra_i);
        Add(Effect, Kind.Ref, 1, call_extra_r);
        Add(Effect, Kind.Float, 1, call_extra_f);
        Add(Pure, Kind.Int, 1, same_as_i);
        Add(Pure, Kind.Ref, 1, same_as_r);
        Add(Pure, Kind.Float, 1, same_as_f);
        Add(Effect, Kind.Void, 1, quasiimmut_field);
        Add(Effect, Kind.Void, 0, debug_merge_point, leave_portal_frame);
        Add(Effect | Variadic, Kind.Void, -1, enter_portal_frame);
        Add(OpFlags.None, Kind.Void, 1, assume_nonnull);
        Add(OpFlags.None, Kind.Void, 2, assume_length, record_exact_class);
        Add(Variadic, Kind.Void, -1, record_known_result);

        for (int i = 0; i < table.Length; i++)
            if (table[i].Name is null) throw new InvalidOperationException($"OpInfo has no row for {(OpCode)i}");
        return table;
    }
}
