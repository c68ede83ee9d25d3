using MetaTracer.Trace;
using static MetaTracer.Trace.OpCode;

namespace MetaTracer.Optimizer;

/// <summary>
/// One operation of a short preamble: what whoever jumps to the loop's label must compute, and check of the result, so that the loop's
/// body need not.
/// </summary>
/// <param name="Op">In terms of the label's arguments and of earlier short operations' results.</param>
/// <param name="Constant">The constant that the result must be; none where it becomes an argument of the label.</param>
/// <param name="NonNull">Whether the result must not be null.</param>
/// <param name="Class">The exact class that the result must have, if not null.</param>
internal sealed record ShortOp(Op Op, Value Constant, bool NonNull, ClassDescr? Class)
{
    /// <summary>Which of the builder's candidates it is, for leaving it out of another attempt.</summary>
    public required (OpCode, int, int, object?) Key { get; init; }
}

/// <summary>
/// The facts that held at the end of a preamble and that the loop's body may rely on: pure operations of the label's arguments, and what
/// memory was known to hold. Those the body does rely on make the short preamble.
/// </summary>
internal sealed class ShortPreambleBuilder
{
    private readonly TraceOptimizer _preamble;
    private readonly TraceOptimizer _body;
    private readonly List<ShortOp> _candidates = [];
    private readonly Dictionary<int, int> _candidateOf = [];
    private readonly bool[] _used;
    private readonly HashSet<(OpCode, int, int, object?)> _banned;

    /// <param name="leaves">The variable that stands for each leaf of the state: an argument of the label.</param>
    /// <param name="leafValues">What each leaf is at the end of the preamble.</param>
    public ShortPreambleBuilder(
        TraceOptimizer preamble, TraceOptimizer body, Value[] leaves, Value[] leafValues, HashSet<(OpCode, int, int, object?)> banned)
    {
        _preamble = preamble;
        _body = body;
        _banned = banned;
        _leafOf = [];
        for (int i = 0; i < leaves.Length; i++)
            if (leafValues[i].IsVariable) _leafOf.TryAdd(leafValues[i].Raw, leaves[i]);
        Collect();
        _used = new bool[_candidates.Count];
        body.Imports = this;
    }

    private readonly Dictionary<int, Value> _leafOf;

    /// <summary>The short preamble so far, in order.</summary>
    public List<ShortOp> Used { get; } = [];

    /// <summary>The label's arguments beyond the leaves.</summary>
    public List<Value> ExtraArguments { get; } = [];

    /// <summary>A body relies on a fact. What that fact is computed from is relied on as well.</summary>
    public void Use(int import)
    {
        int index = import - 1;
        if (_used[index]) return;
        _used[index] = true;
        ShortOp candidate = _candidates[index];
        for (int i = 0; i < candidate.Op.Count; i++)
            if (candidate.Op[i].IsVariable && _candidateOf.TryGetValue(candidate.Op[i].Raw, out int needed)) Use(needed + 1);
        Used.Add(candidate);
        if (candidate.Constant.IsNone) ExtraArguments.Add(candidate.Op.Result);
    }

    private void Collect()
    {
        PurePass? pure = Array.Find(_preamble.Passes, pass => pass is PurePass) as PurePass;
        PurePass? bodyPure = Array.Find(_body.Passes, pass => pass is PurePass) as PurePass;
        // What one fact gives may be what another needs.
        bool again = true;
        while (again)
        {
            int before = _candidates.Count;
            if (pure is not null) CollectPure(pure, bodyPure!);
            if (_preamble.Heap is { } heap) CollectHeap(heap);
            again = _candidates.Count > before;
        }
    }

    private void CollectPure(PurePass pure, PurePass bodyPure)
    {
        foreach (ref readonly PurePass.Entry entry in pure.Entries)
        {
            if (!MayRepeat(entry)) continue;
            Value result = _preamble.Get(Value.FromRaw(entry.Result));
            Op op;
            if (entry.Many is { } many)
            {
                var args = new Value[many.Length];
                bool known = true;
                for (int i = 0; i < args.Length; i++) known &= InBody(many[i], out args[i]);
                if (!known) continue;
                op = Op.Of(entry.Code, result, args, entry.Descr);
            }
            else
            {
                Value b = Value.None;
                if (!InBody(Value.FromRaw(entry.A), out Value a) || (entry.B != 0 && !InBody(Value.FromRaw(entry.B), out b))) continue;
                op = Op.Of(entry.Code, result, entry.B == 0 ? [a] : [a, b], entry.Descr);
                if (op.Code is arraylen_gc or strlen && !IsSafe(a)) continue;
            }
            if (Add(op) is not (> 0 and int import)) continue;
            if (op.Many is { } copied) bodyPure.AddCall(op.Code, copied, op.Descr, op.Result.Raw, import);
            else bodyPure.Add(op.Code, op.A.Raw, op.B.Raw, op.Descr, op.Result.Raw, import);
        }
    }

    /// <summary>Operations that are right wherever their arguments are.</summary>
    private static bool MayRepeat(in PurePass.Entry entry)
    {
        if (entry.Import != 0) return false;
        switch (entry.Code)
        {
            case int_div or int_rem or uint_div or uint_rem or strgetitem or getarrayitem_gc_pure_i or getarrayitem_gc_pure_r or getarrayitem_gc_pure_f:
            case int_add_ovf or int_sub_ovf or int_mul_ovf:
                return false;
            case call_pure_i or call_pure_r or call_pure_f or call_loopinvariant_i or call_loopinvariant_r or call_loopinvariant_f:
                return entry.Descr is CallDescr { Effect.CanRaise: false };
            default:
                return true;
        }
    }

    private void CollectHeap(HeapPass heap)
    {
        foreach (HeapCache cache in heap.Caches)
        {
            for (int i = 0; i < cache.Count; i++)
            {
                HeapCache.Entry entry = cache[i];
                Value value = _preamble.Get(entry.Value), target = entry.Target;
                if (!entry.Index.IsNone || (!target.IsNone && (!InBody(target, out target) || !IsSafe(target)))) continue;
                OpCode code = cache.Descr is StaticDescr
                    ? value.Kind switch { Kind.Int => getstatic_gc_i, Kind.Ref => getstatic_gc_r, _ => getstatic_gc_f }
                    : value.Kind switch { Kind.Int => getfield_gc_i, Kind.Ref => getfield_gc_r, _ => getfield_gc_f };
                Op op = Op.Of(code, value, target.IsNone ? [] : [target], cache.Descr);
                if (Add(op) is > 0 and int import) _body.Heap!.Import(cache.Descr, target, Value.None, value, import);
            }
        }
    }

    /// <summary>What a value of the preamble is called in the body; false when the body cannot have it.</summary>
    private bool InBody(Value value, out Value inBody)
    {
        value = _preamble.Get(value);
        inBody = value;
        if (value.IsConstant) return true;
        if (_leafOf.TryGetValue(value.Raw, out Value leaf))
        {
            inBody = leaf;
            return true;
        }
        return _candidateOf.ContainsKey(value.Raw);
    }

    /// <summary>Whether memory behind a reference may be read: whoever jumps to the label makes sure of it.</summary>
    private bool IsSafe(Value reference) => _body.IsNonNull(reference);

    /// <summary>The number of a new candidate; 0 when it is none.</summary>
    private int Add(Op op)
    {
        var key = (op.Code, op.Many is null ? op.A.Raw : op.Many.Length > 0 ? op.Many[0].Raw : 0, op.Many is null ? op.B.Raw : op.Many.Length, (object?)op.Descr);
        if (_banned.Contains(key)) return 0;
        Value result = op.Result;
        if (result.IsVariable)
        {
            // Another name of an argument that the body has anyway would need checking that they stay equal.
            if (_leafOf.ContainsKey(result.Raw) || _candidateOf.ContainsKey(result.Raw) || _preamble.IsVirtual(result)) return 0;
        }
        else
        {
            foreach (ShortOp known in _candidates)
                if (known.Key == key) return 0;
        }
        PtrInfo? info = _preamble.Ptr(result);
        var candidate = new ShortOp(op, result.IsConstant ? result : Value.None, info?.NonNull ?? false, info?.Class) { Key = key };
        _candidates.Add(candidate);
        if (!result.IsVariable) return _candidates.Count;
        _candidateOf[result.Raw] = _candidates.Count - 1;
        if (info is { NonNull: true }) _body.SetInfo(result, new PtrInfo { NonNull = true, Class = info.Class });
        else if (result.Kind == Kind.Int && IntBoundsPass.BoundOfRead(op) is { } bound) _body.SetInfo(result, bound);
        return _candidates.Count;
    }
}
