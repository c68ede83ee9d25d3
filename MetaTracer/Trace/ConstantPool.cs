using System.Runtime.CompilerServices;

namespace MetaTracer.Trace;

/// <summary>The constants of one loop and of what is derived from it (the optimized loop shares its recorded loop's pool). Equal constants get one index.</summary>
internal sealed class ConstantPool
{
    private readonly List<long> _ints = [];
    private readonly List<object?> _refs = [];
    private readonly List<double> _floats = [];
    private readonly Dictionary<long, int> _intIndex = [];
    private readonly Dictionary<long, int> _floatIndex = [];
    private readonly Dictionary<object, int> _refIndex = new(ReferenceEqualityComparer.Instance);

    public ConstantPool() => Null = Value.Constant(Kind.Ref, Add(_refs, null));

    /// <summary>The null reference.</summary>
    public Value Null { get; }

    public Value Int(long value)
    {
        if (!_intIndex.TryGetValue(value, out int index)) _intIndex[value] = index = Add(_ints, value);
        return Value.Constant(Kind.Int, index);
    }

    /// <summary>Doubles are told apart by their bits: 0.0 is not -0.0, and a NaN keeps its payload.</summary>
    public Value Float(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        if (!_floatIndex.TryGetValue(bits, out int index)) _floatIndex[bits] = index = Add(_floats, value);
        return Value.Constant(Kind.Float, index);
    }

    /// <summary>References are told apart by identity.</summary>
    public Value Ref(object? value)
    {
        if (value is null) return Null;
        if (!_refIndex.TryGetValue(value, out int index)) _refIndex[value] = index = Add(_refs, value);
        return Value.Constant(Kind.Ref, index);
    }

    /// <summary>A value of another trace: its constants become constants of this pool, its variables stay as they are.</summary>
    public Value Import(Value value, ConstantPool from)
    {
        if (!value.IsConstant || from == this) return value;
        return value.Kind switch { Kind.Int => Int(from.IntOf(value)), Kind.Float => Float(from.FloatOf(value)), _ => Ref(from.RefOf(value)) };
    }

    /// <summary>References so far: every index of one is below it.</summary>
    public int ReferenceCount => _refs.Count;

    public long IntOf(Value constant) => _ints[constant.Index];
    public double FloatOf(Value constant) => _floats[constant.Index];
    public object? RefOf(Value constant) => _refs[constant.Index];

    /// <summary>Lets go of every reference whose index is not marked; nobody asks for those any more.</summary>
    public void KeepReferences(ReadOnlySpan<bool> used)
    {
        for (int index = 0; index < _refs.Count; index++)
        {
            if (used[index] || _refs[index] is not { } dropped) continue;
            _refs[index] = null;
            _refIndex.Remove(dropped);
        }
    }

    private static int Add<T>(List<T> list, T value)
    {
        list.Add(value);
        return list.Count - 1;
    }
}
