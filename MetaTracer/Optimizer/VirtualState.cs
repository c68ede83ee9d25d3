using MetaTracer.Trace;

namespace MetaTracer.Optimizer;

/// <summary>What a label knows of one value that lives there. Nodes form a graph: one value that stands in two places has one node.</summary>
internal abstract class StateNode;

/// <summary>The value is always this constant.</summary>
internal sealed class ConstantNode(Value value) : StateNode
{
    public Value Value { get; } = value;
}

/// <summary>The value is an argument of the label, about which something may be known.</summary>
internal sealed class LeafNode(Kind kind, int index) : StateNode
{
    public Kind Kind { get; } = kind;

    /// <summary>Which argument of the label it is.</summary>
    public int Index { get; } = index;

    public bool NonNull { get; init; }
    public ClassDescr? Class { get; init; }
    public IntBound? Bound { get; init; }
}

/// <summary>The value is a virtual: its fields (or elements) are described instead. What is not named is zero.</summary>
internal sealed class VirtualNode(ClassDescr? cls, ArrayDescr? array, int length) : StateNode
{
    public ClassDescr? Class { get; } = cls;
    public ArrayDescr? Array { get; } = array;
    public int Length { get; } = length;
    public List<(Descr Descr, int Index, StateNode Node)> Parts { get; } = [];

    public StateNode? Part(Descr descr, int index) => Parts.Find(part => part.Descr == descr && part.Index == index).Node;
}

/// <summary>
/// What a label knows of all values that live there: PyPy's virtual state. A jump may go to the label when its values fit; a more general
/// state fits more values.
/// </summary>
internal sealed class VirtualState(StateNode[] roots, int leafCount)
{
    public StateNode[] Roots { get; } = roots;
    public int LeafCount { get; } = leafCount;

    /// <summary>The same state with its constants in another pool.</summary>
    public VirtualState In(ConstantPool pool, ConstantPool from)
    {
        if (pool == from) return this;
        var made = new Dictionary<StateNode, StateNode>(ReferenceEqualityComparer.Instance);
        StateNode Node(StateNode node)
        {
            if (made.TryGetValue(node, out StateNode? known)) return known;
            switch (node)
            {
                case ConstantNode constant:
                    return made[node] = new ConstantNode(pool.Import(constant.Value, from));
                case VirtualNode shape:
                    var copy = new VirtualNode(shape.Class, shape.Array, shape.Length);
                    made[node] = copy;
                    foreach ((Descr descr, int index, StateNode part) in shape.Parts) copy.Parts.Add((descr, index, Node(part)));
                    return copy;
                default:
                    return node;
            }
        }
        return new VirtualState(System.Array.ConvertAll(Roots, Node), LeafCount);
    }

    /// <summary>Whether another state has the same virtuals and classes, so that the two differ in constants and bounds at most.</summary>
    public bool HasShapeOf(VirtualState other, ConstantPool constants)
    {
        var compared = new HashSet<(StateNode, StateNode)>();
        for (int i = 0; i < Roots.Length; i++)
            if (!HasShapeOf(Roots[i], other.Roots[i], constants, compared)) return false;
        return true;
    }

    private static bool HasShapeOf(StateNode? left, StateNode? right, ConstantPool constants, HashSet<(StateNode, StateNode)> compared)
    {
        // A part that is not named is zero.
        if (left is null || right is null) return (left ?? right) is not VirtualNode;
        if (left is not VirtualNode made || right is not VirtualNode other)
            return left is not VirtualNode && right is not VirtualNode && (ClassOf(left, constants) is not { } cls || ClassOf(right, constants) is not { } known || cls == known);
        if (!compared.Add((made, other))) return true;
        if (made.Class != other.Class || made.Array != other.Array || made.Length != other.Length) return false;
        foreach ((Descr descr, int index, StateNode part) in made.Parts)
            if (!HasShapeOf(part, other.Part(descr, index), constants, compared)) return false;
        foreach ((Descr descr, int index, StateNode part) in other.Parts)
            if (part is VirtualNode && made.Part(descr, index) is null) return false;
        return true;
    }

    private static Type? ClassOf(StateNode node, ConstantPool constants) => node switch
    {
        LeafNode leaf => leaf.Class?.Type,
        ConstantNode { Value: { Kind: Kind.Ref } reference } => constants.RefOf(reference)?.GetType(),
        _ => null,
    };

    /// <summary>What a node says of its value, in a few words.</summary>
    public static string Describe(StateNode node, ConstantPool constants)
    {
        switch (node)
        {
            case ConstantNode { Value: { Kind: Kind.Int } number }: return $"the constant {constants.IntOf(number)}";
            case ConstantNode { Value: { Kind: Kind.Float } real }: return $"the constant {constants.FloatOf(real)}";
            case ConstantNode { Value: var reference }:
                return constants.RefOf(reference) is { } known ? $"a constant {known.GetType().Name}" : "null";
            case LeafNode { Class: { } cls }: return $"real {cls}";
            case LeafNode { NonNull: true }: return "real and not null";
            case LeafNode { Bound: { } bound }: return $"within {bound}";
            case LeafNode leaf: return $"any {leaf.Kind}";
            default:
                var shape = (VirtualNode)node;
                return shape.Array is { } array ? $"virtual {array} of {shape.Length}" : $"virtual {shape.Class}";
        }
    }
}

/// <summary>Describes values as they are, or as they are in two iterations at once.</summary>
internal sealed class VirtualStateBuilder(TraceOptimizer optimizer)
{
    private readonly Dictionary<(object? Earlier, int Value), StateNode> _nodes = new(new PairComparer());
    private readonly Dictionary<object, int> _paired = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<int, object> _pairOf = [];
    private int _leaves;

    /// <summary>The state of values that live at the end of a preamble.</summary>
    public VirtualState Describe(Value[] values) => new(Array.ConvertAll(values, Node), _leaves);

    /// <summary>The least state that both an earlier state and these values fit.</summary>
    public VirtualState Generalize(VirtualState earlier, Value[] values)
    {
        var roots = new StateNode[values.Length];
        for (int i = 0; i < roots.Length; i++) roots[i] = Merge(earlier.Roots[i], values[i]);
        return new VirtualState(roots, _leaves);
    }

    // A tuple's own comparer is never compiled ahead.
    private sealed class PairComparer : IEqualityComparer<(object? Earlier, int Value)>
    {
        public bool Equals((object? Earlier, int Value) x, (object? Earlier, int Value) y) => x.Value == y.Value && Equals(x.Earlier, y.Earlier);
        public int GetHashCode((object? Earlier, int Value) pair) => pair.Value * 31 + (pair.Earlier?.GetHashCode() ?? 0);
    }

    private StateNode Node(Value value)
    {
        value = optimizer.Get(value);
        if (value.IsConstant) return new ConstantNode(value);
        if (_nodes.TryGetValue((null, value.Raw), out StateNode? node)) return node;
        if (optimizer.Ptr(value) is { IsVirtual: true } info)
        {
            VirtualNode made = Shape(info);
            _nodes[(null, value.Raw)] = made;
            foreach ((Descr descr, int index, Value part) in VirtualParts.Of(optimizer, info)) made.Parts.Add((descr, index, Node(part)));
            return made;
        }
        return _nodes[(null, value.Raw)] = Leaf(value);
    }

    private static VirtualNode Shape(PtrInfo info) => info is VirtualArray array
        ? new VirtualNode(null, array.Array, array.Length)
        : new VirtualNode(info.Class, null, 0);

    private LeafNode Leaf(Value value) => new(value.Kind, _leaves++)
    {
        NonNull = value.Kind == Kind.Ref && optimizer.IsNonNull(value),
        Class = value.Kind == Kind.Ref ? optimizer.Ptr(value)?.Class : null,
        Bound = value.Kind == Kind.Int ? Worthwhile(optimizer.Bound(value)) : null,
    };

    /// <summary>Bounds that help; others would only keep jumps from fitting.</summary>
    public static IntBound? Worthwhile(IntBound bound)
    {
        if (bound.IsNonNegative) return IntBound.Range(bound.Lower, bound.Upper);
        long lower = bound.Lower >= int.MinValue ? bound.Lower : long.MinValue, upper = bound.Upper <= int.MaxValue ? bound.Upper : long.MaxValue;
        return lower == long.MinValue && upper == long.MaxValue ? null : IntBound.Range(lower, upper);
    }

    private StateNode Merge(StateNode earlier, Value value)
    {
        value = optimizer.Get(value);
        (object, int) key = (earlier is ConstantNode c ? c.Value.Raw : earlier, value.Raw);
        if (_nodes.TryGetValue(key, out StateNode? known)) return known;
        switch (earlier)
        {
            case ConstantNode constant when constant.Value == value:
                return _nodes[key] = constant;
            case VirtualNode made when optimizer.Ptr(value) is { IsVirtual: true } info && SameShape(made, info) && IsPair(made, value):
                VirtualNode merged = Shape(info);
                _nodes[key] = merged;
                MergeParts(merged, made, info);
                return merged;
            case VirtualNode made:
                return _nodes[key] = Weaker(Kind.Ref, true, made.Class, null, value);
            case LeafNode leaf:
                return _nodes[key] = Weaker(leaf.Kind, leaf.NonNull, leaf.Class, leaf.Bound, value);
            case ConstantNode constant:
                Value old = constant.Value;
                object? reference = old.Kind == Kind.Ref ? optimizer.Constants.RefOf(old) : null;
                IntBound? bound = old.Kind == Kind.Int ? IntBound.Constant(optimizer.Constants.IntOf(old)) : null;
                return _nodes[key] = Weaker(old.Kind, reference is not null, null, bound, value);
            default:
                throw new InvalidOperationException(earlier.GetType().Name);
        }
    }

    /// <summary>Whether one virtual stays one virtual: two that were one, or one that were two, cannot both be described.</summary>
    private bool IsPair(VirtualNode node, Value value)
    {
        if (!_paired.TryAdd(node, value.Raw) && _paired[node] != value.Raw) return false;
        return _pairOf.TryAdd(value.Raw, node) || _pairOf[value.Raw] == node;
    }

    private static bool SameShape(VirtualNode node, PtrInfo info) => info is VirtualArray array
        ? node.Array == array.Array && node.Length == array.Length
        : node.Array is null && node.Class == info.Class;

    private void MergeParts(VirtualNode merged, VirtualNode earlier, PtrInfo info)
    {
        int named = 0;
        foreach ((Descr descr, int index, StateNode node) in earlier.Parts)
        {
            Value now = VirtualParts.ValueOf(optimizer, info, descr, index);
            if (!optimizer.IsZero(now)) named++;
            merged.Parts.Add((descr, index, Merge(node, now)));
        }
        if (VirtualParts.CountOf(optimizer, info) == named) return;
        foreach ((Descr descr, int index, Value value) in VirtualParts.Of(optimizer, info))
        {
            if (earlier.Parts.Exists(part => part.Descr == descr && part.Index == index)) continue;
            merged.Parts.Add((descr, index, Merge(new ConstantNode(optimizer.Zero(VirtualParts.KindOf(descr))), value)));
        }
    }

    private LeafNode Weaker(Kind kind, bool nonNull, ClassDescr? cls, IntBound? bound, Value value)
    {
        bool stillNonNull = kind == Kind.Ref && nonNull && optimizer.IsNonNull(value);
        return new LeafNode(kind, _leaves++)
        {
            NonNull = stillNonNull,
            Class = stillNonNull && cls is not null && optimizer.IsOfClass(value, cls) == true ? cls : null,
            Bound = kind == Kind.Int && bound is not null ? Worthwhile(bound.Widen(optimizer.Bound(value))) : null,
        };
    }
}

/// <summary>The fields or elements of virtuals, as one list.</summary>
internal static class VirtualParts
{
    public static List<(Descr Descr, int Index, Value Value)> Of(TraceOptimizer optimizer, PtrInfo info)
    {
        var parts = new List<(Descr, int, Value)>();
        if (info is VirtualObject made)
        {
            for (int i = 0; i < made.Count; i++)
                if (!optimizer.IsZero(made.ValueAt(i))) parts.Add((made.Field(i), -1, optimizer.Get(made.ValueAt(i))));
        }
        else if (info is VirtualArray array)
        {
            foreach ((ArrayDescr descr, Value[] items) in array.Planes)
                for (int i = 0; i < items.Length; i++)
                    if (!optimizer.IsZero(items[i])) parts.Add((descr, i, optimizer.Get(items[i])));
        }
        return parts;
    }

    /// <summary>How many <see cref="Of"/> gives.</summary>
    public static int CountOf(TraceOptimizer optimizer, PtrInfo info)
    {
        int count = 0;
        if (info is VirtualObject made)
        {
            for (int i = 0; i < made.Count; i++)
                if (!optimizer.IsZero(made.ValueAt(i))) count++;
        }
        else if (info is VirtualArray array)
        {
            foreach ((_, Value[] items) in array.Planes)
                foreach (Value item in items)
                    if (!optimizer.IsZero(item)) count++;
        }
        return count;
    }

    /// <summary>One field or element; what was never stored is zero.</summary>
    public static Value ValueOf(TraceOptimizer optimizer, PtrInfo info, Descr descr, int index)
    {
        Value value = Value.None;
        if (info is VirtualObject made && descr is FieldDescr field)
        {
            value = made[field];
        }
        else if (info is VirtualArray array)
        {
            foreach ((ArrayDescr plane, Value[] items) in array.Planes)
                if (plane == descr) value = items[index];
        }
        return optimizer.IsZero(value) ? optimizer.Zero(KindOf(descr)) : optimizer.Get(value);
    }

    public static Kind KindOf(Descr descr) => descr is FieldDescr field ? field.Kind : ((ArrayDescr)descr).Kind;

    public static void Set(PtrInfo info, Descr descr, int index, Value value)
    {
        if (info is VirtualObject made) made.Set((FieldDescr)descr, value);
        else ((VirtualArray)info).Plane((ArrayDescr)descr)![index] = value;
    }
}
