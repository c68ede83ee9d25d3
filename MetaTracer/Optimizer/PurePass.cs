using MetaTracer.Trace;
using static MetaTracer.Trace.OpCode;

namespace MetaTracer.Optimizer;

/// <summary>Common subexpressions: a pure operation with the same arguments is computed once.</summary>
/// <remarks>A table of its own, keyed by opcode, arguments and descr: this runs for nearly every operation.</remarks>
internal sealed class PurePass : Pass
{
    internal struct Entry
    {
        public OpCode Code;
        public int A, B;
        public object? Descr;
        public int Result, Next;

        /// <summary>Of a call: all its arguments.</summary>
        public Value[]? Many;

        /// <summary>Of a call: the interpreter said what it gives, and nothing has called.</summary>
        public bool IsTold;

        /// <summary>Imported from the piece before, where it was computed: using it puts it into the short preamble.</summary>
        public int Import;
    }

    private int[] _buckets = new int[64];
    private Entry[] _entries = new Entry[32];
    private int _count;
    private Op _overflow;

    // The calls among the entries are a chain of their own, the last one first.
    private int _lastCall;

    public ReadOnlySpan<Entry> Entries => _entries.AsSpan(0, _count);

    public override void Process(ref Op op)
    {
        switch (op.Code)
        {
            case call_pure_i or call_pure_r or call_pure_f or call_loopinvariant_i or call_loopinvariant_r or call_loopinvariant_f:
                ProcessCall(ref op);
                return;
            case call_assembler_i or call_assembler_r or call_assembler_f when op.Descr is LoopToken { Effect.IsElidable: true }:
                ProcessCall(ref op);
                return;
            case int_add_ovf or int_sub_ovf or int_mul_ovf:
                ProcessOverflow(ref op);
                return;
            case guard_no_overflow:
                Next.Process(ref op);
                // It did not overflow: both forms of the operation give this result from here on.
                Add(_overflow.Code, _overflow.A.Raw, _overflow.B.Raw, null, _overflow.Result.Raw);
                Add(Plain(_overflow.Code), _overflow.A.Raw, _overflow.B.Raw, null, _overflow.Result.Raw);
                return;
            case new_array:
                Next.Process(ref op);
                Add(arraylen_gc, op.Result.Raw, 0, null, op.A.Raw);
                return;
        }
        if ((op.Info.Flags & OpFlags.Pure) == 0)
        {
            Next.Process(ref op);
            return;
        }
        Normalize(ref op);
        object? descr = op.Code is getarrayitem_gc_pure_i or getarrayitem_gc_pure_r or getarrayitem_gc_pure_f ? op.Descr : null;
        if (Find(op.Code, op.A.Raw, op.B.Raw, descr) is { IsNone: false } known)
        {
            Optimizer.MakeEqual(op.Result, known);
            return;
        }
        if (FindOpposite(op) is { IsNone: false } opposite)
        {
            Optimizer.MakeEqual(op.Result, opposite);
            return;
        }
        Next.Process(ref op);
        Add(op.Code, op.A.Raw, op.B.Raw, descr, op.Result.Raw);
        // Memory behind the reference was read.
        if (op.Code is arraylen_gc or strlen or strgetitem) Optimizer.MakeNonNull(op.A);
    }

    private void ProcessOverflow(ref Op op)
    {
        Normalize(ref op);
        if (Find(op.Code, op.A.Raw, op.B.Raw, null) is { IsNone: false } known)
        {
            Optimizer.MakeEqual(op.Result, known);
            Optimizer.DropOverflowGuard = true;
            return;
        }
        _overflow = op;
        Next.Process(ref op);
    }

    /// <summary>The operation that does not ask whether it overflows.</summary>
    public static OpCode Plain(OpCode code) => code switch { int_add_ovf => int_add, int_sub_ovf => int_sub, _ => int_mul };

    private void ProcessCall(ref Op op)
    {
        object descr = op.Descr!;
        if (descr is CallDescr { Results.Length: > 1 })
        {
            Next.Process(ref op);
            return;
        }
        for (int i = _lastCall - 1; i >= 0; i = _entries[i].Next - 1)
        {
            if (_entries[i].Descr != descr || !SameArgs(_entries[i].Many!, op.Many!)) continue;
            Optimizer.MakeEqual(op.Result, Use(ref _entries[i]));
            Optimizer.DropExceptionGuard = true;
            return;
        }
        Value[] arguments = [.. op.Many!];
        Next.Process(ref op);
        AddCall(op.Code, arguments, descr, op.Result.Raw, 0);
    }

    /// <summary>Whether what a call gives is known.</summary>
    public bool KnowsCall(in Op op)
    {
        for (int i = _lastCall - 1; i >= 0; i = _entries[i].Next - 1)
            if (_entries[i].Descr == op.Descr && SameArgs(_entries[i].Many!, op.Many!)) return true;
        return false;
    }

    private bool SameArgs(Value[] known, Value[] args)
    {
        for (int i = 0; i < args.Length; i++)
            if (Optimizer.Get(known[i]) != Optimizer.Get(args[i])) return false;
        return known.Length == args.Length;
    }

    /// <summary>One form of each: constants second, comparisons as less-than.</summary>
    internal static void Normalize(ref Op op)
    {
        OpCode turned = op.Code switch
        {
            int_gt => int_lt,
            int_ge => int_le,
            uint_gt => uint_lt,
            uint_ge => uint_le,
            float_gt => float_lt,
            float_ge => float_le,
            _ => op.Code,
        };
        bool exchange = turned != op.Code;
        if (!exchange && (op.Info.Flags & OpFlags.Commutative) != 0)
            exchange = op.A.IsConstant ? op.B.IsVariable : op.B.IsVariable && op.A.Raw > op.B.Raw;
        if (!exchange) return;
        op.Code = turned;
        (op.A, op.B) = (op.B, op.A);
    }

    /// <summary>A comparison whose opposite is known to be true or false.</summary>
    private Value FindOpposite(in Op op)
    {
        (OpCode code, int a, int b) = op.Code switch
        {
            int_lt => (int_le, op.B.Raw, op.A.Raw),
            int_le => (int_lt, op.B.Raw, op.A.Raw),
            uint_lt => (uint_le, op.B.Raw, op.A.Raw),
            uint_le => (uint_lt, op.B.Raw, op.A.Raw),
            int_eq => (int_ne, op.A.Raw, op.B.Raw),
            int_ne => (int_eq, op.A.Raw, op.B.Raw),
            ptr_eq => (ptr_ne, op.A.Raw, op.B.Raw),
            ptr_ne => (ptr_eq, op.A.Raw, op.B.Raw),
            int_is_zero => (int_is_true, op.A.Raw, 0),
            int_is_true => (int_is_zero, op.A.Raw, 0),
            _ => (op.Code, 0, 0),
        };
        if (a == 0) return Value.None;
        Value known = Find(code, a, b, null, onlyConstant: true);
        return !known.IsNone && Optimizer.TryInt(known, out long truth) ? Optimizer.Constants.Int(1 - truth) : Value.None;
    }

    private Value Find(OpCode code, int a, int b, object? descr, bool onlyConstant = false)
    {
        for (int i = _buckets[Bucket(code, a, b)]; i > 0; i = _entries[i - 1].Next)
        {
            ref Entry entry = ref _entries[i - 1];
            if (entry.Code != code || entry.A != a || entry.B != b || entry.Descr != descr) continue;
            if (onlyConstant && !Optimizer.Get(Value.FromRaw(entry.Result)).IsConstant) return Value.None;
            return Use(ref entry);
        }
        return Value.None;
    }

    private Value Use(ref Entry entry)
    {
        if (entry.Import != 0)
        {
            int import = entry.Import;
            entry.Import = 0;
            Value result = Value.FromRaw(entry.Result);
            Optimizer.UseImport(import);
            return Optimizer.Get(result);
        }
        return Optimizer.Get(Value.FromRaw(entry.Result));
    }

    public void Add(OpCode code, int a, int b, object? descr, int result, int import = 0)
    {
        Grow();
        int bucket = Bucket(code, a, b);
        _entries[_count] = new Entry { Code = code, A = a, B = b, Descr = descr, Result = result, Next = _buckets[bucket], Import = import };
        _buckets[bucket] = ++_count;
    }

    public void AddCall(OpCode code, Value[] args, object? descr, int result, int import)
    {
        Grow();
        _entries[_count] = new Entry { Code = code, Many = args, Descr = descr, Result = result, Next = _lastCall, Import = import };
        _lastCall = ++_count;
    }

    /// <summary>The interpreter says what an elidable method gives: result, then arguments.</summary>
    public void AddKnown(in Op op)
    {
        OpCode code = op.Many![0].Kind switch { Kind.Int => call_pure_i, Kind.Ref => call_pure_r, _ => call_pure_f };
        AddCall(code, op.Many[1..], op.Descr, op.Many[0].Raw, 0);
        _entries[_count - 1].IsTold = true;
    }

    private void Grow()
    {
        if (_count < _entries.Length) return;
        Array.Resize(ref _entries, _count * 2);
        var buckets = new int[_buckets.Length * 2];
        _buckets = buckets;
        for (int i = 0; i < _count; i++)
        {
            ref Entry entry = ref _entries[i];
            if (entry.Many is not null) continue;
            int bucket = Bucket(entry.Code, entry.A, entry.B);
            entry.Next = buckets[bucket];
            buckets[bucket] = i + 1;
        }
    }

    private int Bucket(OpCode code, int a, int b)
    {
        uint hash = (uint)code * 0x9E3779B1u ^ (uint)a * 0x85EBCA77u ^ (uint)b * 0xC2B2AE3Du;
        return (int)((hash ^ (hash >> 15)) & (uint)(_buckets.Length - 1));
    }
}
