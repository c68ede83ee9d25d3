using MetaTracer.Trace;
using static MetaTracer.Trace.OpCode;

namespace MetaTracer.Optimizer;

/// <summary>
/// Whether the values of a jump fit a label's <see cref="VirtualState"/>, and which value each argument of the label then gets. Virtuals
/// that the label wants real are made real; where it may, a jump asks with a guard for what is not known of a value.
/// </summary>
internal sealed class StateMatcher(TraceOptimizer optimizer, VirtualState state, ConstantPool constants, int snapshot)
{
    private readonly Dictionary<StateNode, Value> _bound = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<int, StateNode> _virtualOf = [];
    private readonly Value[] _leaves = new Value[state.LeafCount];
    private readonly LeafNode[] _leafNodes = new LeafNode[state.LeafCount];

    private (StateNode? Node, Value Value, int Argument) _misfit;

    /// <summary>After a failed <see cref="Fits(Value[])"/>: why, for the log.</summary>
    public string Misfit => _misfit.Node is { } node
        ? $"value {_misfit.Argument} is {Describe(_misfit.Value)}, not {VirtualState.Describe(node, constants)}"
        : $"{Describe(_misfit.Value)} would have to be virtual and real";

    /// <summary>Changes nothing.</summary>
    public bool Fits(Value[] values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (Fits(state.Roots[i], values[i])) continue;
            _misfit.Argument = i;
            return false;
        }
        // A value cannot both stay virtual and be made real.
        foreach (Value leaf in _leaves)
        {
            if (!optimizer.IsVirtual(leaf) || !ReachesVirtualNode(leaf, [])) continue;
            _misfit.Value = leaf;
            return false;
        }
        return true;
    }

    private bool Reject(StateNode node, Value value)
    {
        _misfit = (node, value, 0);
        return false;
    }

    private string Describe(Value value) =>
        VirtualState.Describe(new VirtualStateBuilder(optimizer).Describe([value]).Roots[0], optimizer.Constants);

    private bool ReachesVirtualNode(Value value, HashSet<int> seen)
    {
        value = optimizer.Get(value);
        if (optimizer.Ptr(value) is not { IsVirtual: true } info || !seen.Add(value.Raw)) return false;
        if (_virtualOf.ContainsKey(value.Raw)) return true;
        foreach ((_, _, Value part) in VirtualParts.Of(optimizer, info))
            if (ReachesVirtualNode(part, seen)) return true;
        return false;
    }

    private bool Fits(StateNode node, Value value)
    {
        value = optimizer.Get(value);
        if (node is ConstantNode constant) return value == optimizer.Constants.Import(constant.Value, constants) || Reject(node, value);
        if (_bound.TryGetValue(node, out Value before)) return before == value || Reject(node, value);
        _bound[node] = value;
        if (node is LeafNode leaf)
        {
            _leaves[leaf.Index] = value;
            _leafNodes[leaf.Index] = leaf;
            return Satisfies(leaf, value) || (snapshot >= 0 && MayAsk(leaf, value)) || Reject(node, value);
        }
        var made = (VirtualNode)node;
        if (optimizer.Ptr(value) is not { IsVirtual: true } info || !_virtualOf.TryAdd(value.Raw, node)) return Reject(node, value);
        bool sameShape = info is VirtualArray array ? made.Array == array.Array && made.Length == array.Length : made.Array is null && made.Class == info.Class;
        if (!sameShape) return Reject(node, value);
        int named = 0;
        foreach ((Descr descr, int index, StateNode part) in made.Parts)
        {
            Value now = VirtualParts.ValueOf(optimizer, info, descr, index);
            if (!optimizer.IsZero(now)) named++;
            if (!Fits(part, now)) return false;
        }
        // What the state does not name it takes for zero.
        return VirtualParts.CountOf(optimizer, info) == named || Reject(node, value);
    }

    private bool Satisfies(LeafNode leaf, Value value) => leaf.Kind switch
    {
        Kind.Int => leaf.Bound is null || leaf.Bound.Contains(optimizer.Bound(value)),
        Kind.Ref => (!leaf.NonNull || optimizer.IsNonNull(value)) && (leaf.Class is null || optimizer.IsOfClass(value, leaf.Class) == true),
        _ => true,
    };

    /// <summary>Nothing known says that the guards would always fail.</summary>
    private bool MayAsk(LeafNode leaf, Value value)
    {
        if (value.IsConstant || optimizer.IsVirtual(value)) return false;
        if (leaf.Kind == Kind.Int)
        {
            IntBound known = optimizer.Bound(value), wanted = leaf.Bound!;
            return known.Lower <= wanted.Upper && known.Upper >= wanted.Lower;
        }
        return leaf.Class is null || optimizer.IsOfClass(value, leaf.Class) != false;
    }

    /// <summary>After <see cref="Fits(Value[])"/>: the label's arguments, with what had to be emitted for them.</summary>
    public Value[] Arguments()
    {
        for (int i = 0; i < _leaves.Length; i++)
        {
            _leaves[i] = optimizer.Force(_leaves[i]);
            LeafNode leaf = _leafNodes[i];
            if (!Satisfies(leaf, _leaves[i])) Ask(leaf, _leaves[i]);
        }
        for (int i = 0; i < _leaves.Length; i++) _leaves[i] = optimizer.Get(_leaves[i]);
        return _leaves;
    }

    private void Ask(LeafNode leaf, Value value)
    {
        if (leaf.Kind == Kind.Ref)
        {
            if (leaf.Class is not null) optimizer.Send(guard_nonnull_class, [value, optimizer.Constants.Ref(leaf.Class)], snapshot: snapshot);
            else optimizer.Send(guard_nonnull, [value], snapshot: snapshot);
            return;
        }
        AskForBound(optimizer, value, leaf.Bound!, snapshot);
    }

    /// <summary>Guards that an integer is within bounds, where that is not known.</summary>
    public static void AskForBound(TraceOptimizer optimizer, Value value, IntBound wanted, int snapshot)
    {
        IntBound known = optimizer.Bound(value);
        if (known.Lower < wanted.Lower)
            optimizer.Send(guard_true, [optimizer.Send(int_ge, [value, optimizer.Constants.Int(wanted.Lower)])], snapshot: snapshot);
        if (known.Upper > wanted.Upper)
            optimizer.Send(guard_true, [optimizer.Send(int_le, [optimizer.Get(value), optimizer.Constants.Int(wanted.Upper)])], snapshot: snapshot);
    }
}
