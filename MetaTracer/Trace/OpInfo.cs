using static MetaTracer.Trace.OpCode;
using static MetaTracer.Trace.OpFlags;

namespace MetaTracer.Trace;

/// <summary>The table of what is true of each operation; everything that treats operations in general reads it.</summary>
internal readonly record struct OpInfo(string Name, Kind Result, int Arity, OpFlags Flags)
{
    private static readonly string[] s_operands = new string[Enum.GetValues<OpCode>().Length];
    private static readonly OpInfo[] Table = Build();

    /// <summary>-1 for a variadic operation.</summary>
    public int Arity { get; } = Arity;

    public static OpInfo Of(OpCode code) => Table[(int)code];

    /// <summary>Kinds of the operands, a letter each: <c>i</c>, <c>p</c>, <c>f</c>, and <c>?</c> for any; of a variadic operation those that always stand first.</summary>
    public static string OperandsOf(OpCode code) => s_operands[(int)code];

    public static OpCode? Parse(string name) => Enum.TryParse(name, out OpCode code) && code.ToString() == name ? code : null;

    private static OpInfo[] Build()
    {
        string[] names = Enum.GetNames(typeof(OpCode));
        var table = new OpInfo[names.Length];

        void Add(OpFlags flags, Kind result, string operands, params ReadOnlySpan<OpCode> codes)
        {
            int arity = (flags & Variadic) != 0 ? -1 : operands.Length;
            foreach (OpCode code in codes)
            {
                table[(int)code] = new OpInfo(names[(int)code], result, arity, flags);
                s_operands[(int)code] = operands;
            }
        }

        Add(Variadic, Kind.Void, "", label);
        Add(Variadic | Final | Effect, Kind.Void, "", jump, finish);
        Add(Guard, Kind.Void, "i", guard_true, guard_false);
        Add(Guard, Kind.Void, "p", guard_nonnull, guard_isnull);
        Add(Guard, Kind.Void, "??", guard_value);
        Add(Guard, Kind.Void, "pp", guard_class, guard_nonnull_class);
        Add(Guard, Kind.Void, "", guard_no_exception, guard_no_overflow, guard_overflow, guard_not_invalidated, guard_always_fails);
        Add(Guard, Kind.Ref, "p", guard_exception);

        Add(Pure | Commutative, Kind.Int, "ii", int_add, int_mul, uint_mul_high, int_and, int_or, int_xor, int_eq, int_ne);
        Add(Pure, Kind.Int, "ii", int_sub, int_div, int_rem, int_floordiv, int_floormod, uint_div, uint_rem, int_lshift, int_rshift, uint_rshift, int_signext);
        Add(Pure, Kind.Int, "ii", int_lt, int_le, int_gt, int_ge, uint_lt, uint_le, uint_gt, uint_ge);
        Add(Pure, Kind.Int, "i", int_neg, int_invert, int_is_zero, int_is_true);
        Add(Pure | Overflow | Commutative, Kind.Int, "ii", int_add_ovf, int_mul_ovf);
        Add(Pure | Overflow, Kind.Int, "ii", int_sub_ovf);

        Add(Pure | Commutative, Kind.Float, "ff", float_add, float_mul);
        Add(Pure, Kind.Float, "ff", float_sub, float_truediv);
        Add(Pure, Kind.Float, "f", float_neg, float_abs, float_sqrt, float_round_single);
        Add(Pure, Kind.Float, "i", cast_int_to_float, convert_longlong_bytes_to_float);
        Add(Pure | Commutative, Kind.Int, "ff", float_eq, float_ne);
        Add(Pure, Kind.Int, "ff", float_lt, float_le, float_gt, float_ge);
        Add(Pure, Kind.Int, "f", cast_float_to_int, convert_float_bytes_to_longlong);
        Add(Pure | Commutative, Kind.Int, "pp", ptr_eq, ptr_ne);

        Add(Reads, Kind.Int, "p", getfield_gc_i);
        Add(Reads, Kind.Ref, "p", getfield_gc_r);
        Add(Reads, Kind.Float, "p", getfield_gc_f);
        Add(Effect, Kind.Void, "p?", setfield_gc);
        Add(Reads, Kind.Int, "pi", getarrayitem_gc_i);
        Add(Reads, Kind.Ref, "pi", getarrayitem_gc_r);
        Add(Reads, Kind.Float, "pi", getarrayitem_gc_f);
        Add(Pure, Kind.Int, "pi", getarrayitem_gc_pure_i, strgetitem);
        Add(Pure, Kind.Ref, "pi", getarrayitem_gc_pure_r);
        Add(Pure, Kind.Float, "pi", getarrayitem_gc_pure_f);
        Add(Effect, Kind.Void, "pi?", setarrayitem_gc);
        Add(Pure, Kind.Int, "p", arraylen_gc, strlen);
        Add(Reads, Kind.Int, "", getstatic_gc_i);
        Add(Reads, Kind.Ref, "", getstatic_gc_r);
        Add(Reads, Kind.Float, "", getstatic_gc_f);
        Add(Effect, Kind.Void, "?", setstatic_gc);
        Add(Allocates, Kind.Ref, "", new_with_vtable);
        Add(Allocates, Kind.Ref, "i", new_array);

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
            Add(flags | Call | Variadic, Kind.Int, "", i);
            Add(flags | Call | Variadic, Kind.Ref, "", r);
            Add(flags | Call | Variadic, Kind.Float, "", f);
            if (n is { } code) Add(flags | Call | Variadic, Kind.Void, "", code);
        }

        Add(Effect | Call | Variadic, Kind.Void, "i", cond_call_n);
        Add(Reads | Call | Variadic, Kind.Ref, "p", cond_call_value_r);
        Add(Effect, Kind.Int, "i", call_extra_i);
        Add(Effect, Kind.Ref, "i", call_extra_r);
        Add(Effect, Kind.Float, "i", call_extra_f);
        Add(Pure, Kind.Int, "i", same_as_i);
        Add(Pure, Kind.Ref, "p", same_as_r);
        Add(Pure, Kind.Float, "f", same_as_f);
        Add(Effect, Kind.Void, "p", quasiimmut_field);
        Add(Effect, Kind.Void, "", debug_merge_point, leave_portal_frame);
        Add(Effect | Variadic, Kind.Void, "", enter_portal_frame);
        Add(OpFlags.None, Kind.Void, "p", assume_nonnull);
        Add(OpFlags.None, Kind.Void, "pi", assume_length);
        Add(OpFlags.None, Kind.Void, "pp", record_exact_class);
        Add(Variadic, Kind.Void, "?", record_known_result);

        for (int i = 0; i < table.Length; i++)
            if (table[i].Name is null) throw new InvalidOperationException($"OpInfo has no row for {(OpCode)i}");
        return table;
    }
}
