using MetaTracer.Trace;
using LoadRaw = MetaTracer.Tracing.RawMemory;

namespace MetaTracer.Optimizer;

/// <summary>A value of the running program, at the place where a trace stands.</summary>
internal readonly record struct RunningValue(Kind Kind, long Bits, object? Reference)
{
    public static RunningValue Of(long value) => new(Kind.Int, value, null);
    public static RunningValue Of(double value) => new(Kind.Float, BitConverter.DoubleToInt64Bits(value), null);
    public static RunningValue Of(object? value) => new(Kind.Ref, 0, value);

    public static RunningValue Load(object target, Descr descr, int index) => (descr, VirtualParts.KindOf(descr)) switch
    {
        (FieldDescr field, Kind.Int) => Of(LoadRaw.LoadInt(target, field)),
        (FieldDescr field, Kind.Ref) => Of(LoadRaw.LoadRef(target, field)),
        (FieldDescr field, _) => Of(LoadRaw.LoadFloat(target, field)),
        (ArrayDescr array, Kind.Int) => Of(LoadRaw.LoadInt(target, array, index)),
        (ArrayDescr array, Kind.Ref) => Of(LoadRaw.LoadRef(target, array, index)),
        var (array, _) => Of(LoadRaw.LoadFloat(target, (ArrayDescr)array, index)),
    };
}

/// <summary>
/// Whether a label may be for the values that the program has: what a jump can give is known for sure only once the trace is optimized, which
/// takes long. PyPy too gives the virtual state the values at run time.
/// </summary>
internal static class RunningValues
{
    // Deeper parts of virtuals are not looked at.
    private const int MaxDepth = 6;

    public static bool MayFit(PeeledLoop label, ReadOnlySpan<RunningValue> values)
    {
        for (int i = 0; i < values.Length; i++)
            if (!MayFit(label.State.Roots[i], values[i], label.Constants, 0)) return false;
        return true;
    }

    private static bool MayFit(StateNode node, RunningValue value, ConstantPool constants, int depth)
    {
        switch (node)
        {
            case ConstantNode { Value: var constant }:
                return value.Kind switch
                {
                    Kind.Int => constants.IntOf(constant) == value.Bits,
                    Kind.Float => BitConverter.DoubleToInt64Bits(constants.FloatOf(constant)) == value.Bits,
                    _ => ReferenceEquals(constants.RefOf(constant), value.Reference),
                };
            case LeafNode leaf:
                if (value.Kind == Kind.Int) return leaf.Bound is null || leaf.Bound.Contains(value.Bits);
                return value.Kind != Kind.Ref || value.Reference is not null
                    ? leaf.Class?.Type is not { } cls || value.Reference?.GetType() == cls
                    : !leaf.NonNull;
            default:
                var made = (VirtualNode)node;
                if (value.Reference is not { } target || depth == MaxDepth) return value.Reference is not null;
                if (made.Array is not null ? target is not Array array || array.Length != made.Length : target.GetType() != made.Class!.Type) return false;
                foreach ((Descr descr, int index, StateNode part) in made.Parts)
                    if (!MayFit(part, RunningValue.Load(target, descr, index), constants, depth + 1)) return false;
                return true;
        }
    }
}
