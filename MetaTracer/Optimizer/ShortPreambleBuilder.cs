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
/// <param name="Bound">What the integer result must be within, if not null.</param>
internal sealed record ShortOp(Op Op, Value Constant, bool NonNull, ClassDescr? Class, IntBound? Bound)
{
    /// <summary>The candidate, from 0, that must hold before this one is computed: an index is inside its array. -1: none.</summary>
    public int Requires { get; init; } = -1;

    /// <summary>Whether it must not overflow.</summary>
    public bool IsChecked => (Op.Info.Flags & OpFlags.Overflow) != 0;

    /// <summary>Whether it is a call that must not raise.</summary>
    public bool MayRaise => Op.Descr is CallDescr { Effect.CanRaise: true };

    /// <summary>Whether the result is an argument of the label; others are only needed by later short operations.</summary>
    public bool IsArgument { get; set; }

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
    private readonly HashSet<(OpCode, int, int, object?)> _keys = new(ShortOpKeys.Instance);
    private readonly bool[] _used;
    private readonly HashSet<(OpCode, int, int, object?)> _banned;
    private readonly HashSet<(OpCode, int, int, object?)> _unbounded;

    /// <param name="state">Of the label.</param>
    /// <param name="leaves">The variable that stands for each leaf of the state: an argument of the label.</param>
    /// <param name="leafValues">What each leaf is at the end of the preamble.</param>
    public ShortPreambleBuilder(
        TraceOptimizer preamble, TraceOptimizer body, VirtualState state, Value[] leaves, Value[] leafValues, HashSet<(OpCode, int, int, object?)> banned,
        HashSet<(OpCode, int, int, object?)> unbounded, bool isSegment = false)
    {
        _preamble = preamble;
        _body = body;
        _banned = banned;
        _unbounded = unbounded;
        _leafOf = [];
        for (int i = 0; i < leaves.Length; i++)
            if (leafValues[i].IsVariable) _leafOf.TryAdd(leafValues[i].Raw, leaves[i]);
        if (!isSegment) FindTyped(state, leafValues);
        Collect();
        _used = new bool[_candidates.Count];
        body.Imports = this;
    }

    /// <summary>For a segment. Its first arguments are of no declared types: only what the label knows the class of may be read.</summary>
    public static ShortPreambleBuilder OfSegment(TraceOptimizer before, TraceOptimizer segment, VirtualState state, Value[] leaves, Value[] leafValues) =>
        new(before, segment, state, leaves, leafValues, new(ShortOpKeys.Instance), new(ShortOpKeys.Instance), isSegment: true);

    private readonly Dictionary<int, Value> _leafOf;

    // Values that are of the type their place has, whoever jumps to the label.
    private readonly HashSet<int> _typed = [];

    /// <summary>
    /// A red is of the type that the portal declares, and what the recorded trace got and left in its place is read as what that place is.
    /// </summary>
    private void FindTyped(VirtualState state, Value[] leafValues)
    {
        int reds = _preamble.Run.JumpToken?.InputKinds.Length ?? 0;
        List<Value> inputs = _preamble.Recorded.Inputs;
        for (int i = 0; i < state.Roots.Length; i++)
        {
            if (state.Roots[i] is not LeafNode leaf) continue;
            Value value = leafValues[leaf.Index];
            if (i < reds || i < inputs.Count && _preamble.Get(inputs[i]) == value) _typed.Add(value.Raw);
        }
    }

    /// <summary>The short preamble so far, in order.</summary>
    public List<ShortOp> Used { get; } = [];

    /// <summary>The operation behind a value that the body may take over.</summary>
    public bool TryProducer(Value value, out Op producer)
    {
        bool found = _candidateOf.TryGetValue(value.Raw, out int index);
        producer = found ? _candidates[index].Op : default;
        return found && producer.Many is null;
    }

    /// <summary>A value stands in the body's trace.</summary>
    public void Reference(Value value)
    {
        if (_candidateOf.TryGetValue(value.Raw, out int index) && !_used[index]) Use(index + 1);
    }

    /// <summary>A body relies on a fact. What that fact is computed from is relied on as well.</summary>
    public void Use(int import)
    {
        int index = import - 1;
        if (_used[index]) return;
        _used[index] = true;
        ShortOp candidate = _candidates[index];
        for (int i = 0; i < candidate.Op.Count; i++)
            if (candidate.Op[i].IsVariable && _candidateOf.TryGetValue(candidate.Op[i].Raw, out int needed)) Use(needed + 1);
        if (candidate.Requires >= 0) Use(candidate.Requires + 1);
        Used.Add(candidate);
        candidate.IsArgument = candidate.Constant.IsNone;
    }

    /// <summary>The label's arguments: the leaves of the virtual state, then in order the results it takes as well.</summary>
    public Value[] WithExtraArguments(Value[] leaves)
    {
        int count = leaves.Length;
        foreach (ShortOp op in Used)
            if (op.IsArgument) count++;
        var all = new Value[count];
        leaves.CopyTo(all, 0);
        count = leaves.Length;
        foreach (ShortOp op in Used)
            if (op.IsArgument) all[count++] = op.Op.Result;
        return all;
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
            // Memory first: what is also an operation of other values is cheaper to compute again than to read again.
            if (_preamble.Heap is { } heap) CollectHeap(heap);
            if (pure is not null) CollectPure(pure, bodyPure!);
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
                for (int i = 0; i < args.Length; i++)
                    known &= InBody(many[i], out args[i]) && (args[i].Kind != Kind.Ref || IsSafe(args[i], many[i]));
                if (!known) continue;
                op = Op.Of(entry.Code, result, args, entry.Descr);
            }
            else
            {
                Value b = Value.None;
                if (!InBody(Value.FromRaw(entry.A), out Value a) || (entry.B != 0 && !InBody(Value.FromRaw(entry.B), out b))) continue;
                op = Op.Of(entry.Code, result, entry.B == 0 ? [a] : [a, b], entry.Descr);
                if (op.Code is arraylen_gc or strlen or strgetitem && !IsSafe(a, Value.FromRaw(entry.A))) continue;
            }
            int requires = -1;
            if (op.Code is getarrayitem_gc_pure_i or getarrayitem_gc_pure_r or getarrayitem_gc_pure_f or strgetitem && !IsInside(op.A, op.B, out requires)) continue;
            if (Add(op, requires) is not (> 0 and int import)) continue;
            Value name = ResultOf(import);
            if (op.Many is { } copied) bodyPure.AddCall(op.Code, copied, op.Descr, name.Raw, import);
            else bodyPure.Add(op.Code, op.A.Raw, op.B.Raw, op.Descr, name.Raw, import);
            if ((op.Info.Flags & OpFlags.Overflow) != 0) bodyPure.Add(PurePass.Plain(op.Code), op.A.Raw, op.B.Raw, null, name.Raw, import);
        }
    }

    /// <summary>Operations that are right wherever their arguments are.</summary>
    private static bool MayRepeat(in PurePass.Entry entry)
    {
        if (entry.Import != 0 || entry.IsTold) return false;
        switch (entry.Code)
        {
            case >= int_div and <= uint_rem:
            case call_assembler_i or call_assembler_r or call_assembler_f:
                return false;
            case call_pure_i or call_pure_r or call_pure_f or call_loopinvariant_i or call_loopinvariant_r or call_loopinvariant_f:
                return entry.Descr is CallDescr;
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
                // What the piece before only might have taken over is not there.
                if (entry.Import != 0) continue;
                Value value = _preamble.Get(entry.Value), target = entry.Target, index = entry.Index;
                if (!target.IsNone && (!InBody(target, out target) || !IsSafe(target, entry.Target))) continue;
                int requires = -1;
                if (!index.IsNone && (!InBody(index, out index) || !IsInside(target, index, out requires))) continue;
                OpCode code = cache.Descr switch
                {
                    StaticDescr => value.Kind switch { Kind.Int => getstatic_gc_i, Kind.Ref => getstatic_gc_r, _ => getstatic_gc_f },
                    FieldDescr => value.Kind switch { Kind.Int => getfield_gc_i, Kind.Ref => getfield_gc_r, _ => getfield_gc_f },
                    _ => value.Kind switch { Kind.Int => getarrayitem_gc_i, Kind.Ref => getarrayitem_gc_r, _ => getarrayitem_gc_f },
                };
                Op op = Op.Of(code, value, target.IsNone ? [] : index.IsNone ? [target] : [target, index], cache.Descr);
                if (Add(op, requires) is > 0 and int import) _body.Heap!.Import(cache.Descr, target, index, ResultOf(import), import);
            }
        }
    }

    /// <summary>What a candidate gives: a constant, or what its value is called in the body.</summary>
    private Value ResultOf(int import) => _candidates[import - 1] is { Constant: { IsNone: false } constant } ? constant : _candidates[import - 1].Op.Result;

    /// <summary>Whether a candidate says that the index is below the length of the array or string: a comparison, or bounds of the length. Which one.</summary>
    private bool IsInside(Value array, Value index, out int check)
    {
        bool isConstant = _body.TryInt(index, out long constant) && constant >= 0;
        bool isNonNegative = _body.Bound(index).IsNonNegative;
        check = -1;
        if (array.IsConstant && isNonNegative && _body.Run.Output.Constants.RefOf(array) is Array made && _body.Bound(index).Upper < made.Length) return true;
        for (check = 0; check < _candidates.Count; check++)
        {
            ShortOp known = _candidates[check];
            if (isConstant && known.Op.Code is arraylen_gc or strlen && known.Op.A == array && known.Bound?.Lower > constant) return true;
            bool isCheck = known.Op.Code == uint_lt || known.Op.Code == int_lt && isNonNegative;
            if (!isCheck || known.Op.A != index || !_body.IsIntConstant(known.Constant, 1) || !known.Op.B.IsVariable) continue;
            if (!_candidateOf.TryGetValue(known.Op.B.Raw, out int length)) continue;
            if (_candidates[length].Op.Code is arraylen_gc or strlen && _candidates[length].Op.A == array) return true;
        }
        return false;
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

    /// <summary>
    /// Whether memory behind a reference may be read, because whoever jumps to the label makes sure of it: there is an object, and it is
    /// of the class that the preamble knew, which a label that is for several classes does not say. Where the preamble knew none, its code went
    /// by a declared type: of the place, or of what another short operation reads.
    /// </summary>
    private bool IsSafe(Value reference, Value inPreamble)
    {
        if (!_body.IsNonNull(reference)) return false;
        if (reference.IsConstant) return true;
        Value value = _preamble.Get(inPreamble);
        if (_preamble.Ptr(value)?.Class is { } known) return _body.Ptr(reference)?.Class == known;
        return !_leafOf.ContainsKey(value.Raw) || _typed.Contains(value.Raw);
    }

    /// <summary>The number of a new candidate; 0 when it is none.</summary>
    private int Add(Op op, int requires)
    {
        var key = (op.Code, op.Many is null ? op.A.Raw : op.Many.Length > 0 ? op.Many[0].Raw : 0, op.Many is null ? op.B.Raw : op.Many.Length, (object?)op.Descr);
        if (_banned.Contains(key)) return 0;
        Value result = op.Result;
        if (_preamble.IsVirtual(result)) return 0;
        // An argument that the body has anyway, or another fact's value: they need not stay equal, so this one has a name of its own.
        bool isFurther = result.IsVariable && (_leafOf.ContainsKey(result.Raw) || _candidateOf.ContainsKey(result.Raw));
        if (!_keys.Add(key) && (isFurther || result.IsConstant)) return 0;
        if ((op.Info.Flags & OpFlags.Overflow) != 0) _keys.Add((PurePass.Plain(op.Code), key.Item2, key.Item3, key.Item4));
        PtrInfo? info = _preamble.Ptr(result);
        IntBound? natural = IntBoundsPass.BoundOfRead(op), bound = null;
        if (result.IsVariable && result.Kind == Kind.Int && !_unbounded.Contains(key))
        {
            bound = VirtualStateBuilder.Worthwhile(_preamble.Bound(result));
            if (bound is not null && natural is not null && bound.Contains(natural)) bound = null;
        }
        if (isFurther) op.Result = result = Labels.Copy(_preamble.Run, result);
        var candidate = new ShortOp(op, result.IsConstant ? result : Value.None, info?.NonNull ?? false, info?.Class, bound) { Key = key, Requires = requires };
        _candidates.Add(candidate);
        if (!result.IsVariable) return _candidates.Count;
        _candidateOf[result.Raw] = _candidates.Count - 1;
        if (info is { NonNull: true }) _body.SetInfo(result, new PtrInfo { NonNull = true, Class = info.Class });
        else if (result.Kind == Kind.Int && (bound ?? natural) is { } known) _body.SetInfo(result, known);
        return _candidates.Count;
    }
}
