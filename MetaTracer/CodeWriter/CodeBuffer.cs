using MetaTracer.Trace;

namespace MetaTracer.CodeWriter;

/// <summary>
/// JitCode in the making: instructions over any number of virtual registers. Constants are operands with negative register numbers, branch targets are
/// block numbers; <see cref="JitCodeAssembler"/> makes both final.
/// </summary>
internal sealed class CodeBuffer
{
    private readonly int[] _registers = new int[4];
    private readonly Dictionary<long, int> _intIndex = [];
    private readonly Dictionary<long, int> _floatIndex = [];
    private readonly Dictionary<object, int> _refIndex = new(ReferenceEqualityComparer.Instance);
    private int _nullIndex = -1;

    public InsnList Code { get; } = new();

    /// <summary>IL offset of each instruction.</summary>
    public List<int> Offsets { get; } = [];

    /// <summary>Exception region of each instruction, a number the converter gives.</summary>
    public List<int> Regions { get; } = [];

    public List<long> Ints { get; } = [];
    public List<object?> Refs { get; } = [];
    public List<double> Floats { get; } = [];

    /// <summary>Where the next instruction came from and which region it is in.</summary>
    public int CurrentOffset { get; set; }
    public int CurrentRegion { get; set; }

    public int RegisterCount(Kind kind) => _registers[(int)kind];

    public Operand NewRegister(Kind kind) => new(kind, _registers[(int)kind]++);

    public Operand Int(long value)
    {
        if (!_intIndex.TryGetValue(value, out int index))
        {
            _intIndex[value] = index = Ints.Count;
            Ints.Add(value);
        }
        return new Operand(Kind.Int, ~index);
    }

    public Operand Float(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        if (!_floatIndex.TryGetValue(bits, out int index))
        {
            _floatIndex[bits] = index = Floats.Count;
            Floats.Add(value);
        }
        return new Operand(Kind.Float, ~index);
    }

    public Operand Ref(object? value)
    {
        if (value is null)
        {
            if (_nullIndex < 0)
            {
                _nullIndex = Refs.Count;
                Refs.Add(null);
            }
            return new Operand(Kind.Ref, ~_nullIndex);
        }
        if (!_refIndex.TryGetValue(value, out int index))
        {
            _refIndex[value] = index = Refs.Count;
            Refs.Add(value);
        }
        return new Operand(Kind.Ref, ~index);
    }

    public Operand Zero(Kind kind) => kind switch { Kind.Int => Int(0), Kind.Float => Float(0), _ => Ref(null) };

    public static bool IsConstant(Operand operand) => operand.Register < 0;

    public bool TryInt(Operand operand, out long value)
    {
        value = IsConstant(operand) && operand.Kind == Kind.Int ? Ints[~operand.Register] : 0;
        return IsConstant(operand) && operand.Kind == Kind.Int;
    }

    public object? RefOf(Operand constant) => Refs[~constant.Register];

    public double FloatOf(Operand constant) => Floats[~constant.Register];

    public void Add(in Insn insn)
    {
        Code.Add(insn);
        Offsets.Add(CurrentOffset);
        Regions.Add(CurrentRegion);
    }

    public void Move(Operand to, Operand from)
    {
        if (to != from) Add(new Insn { Op = JitOp.Move, Kind = to.Kind, Dst = to.Register, A = from.Register });
    }

    /// <summary>A pure operation; folded when its arguments are constants.</summary>
    public Operand Pure(OpCode code, Operand a, Operand b = default)
    {
        if (IsConstant(a) && (b.Kind == Kind.Void || IsConstant(b)) && Fold(code, a, b) is { } folded) return folded;
        Operand result = NewRegister(OpInfo.Of(code).Result);
        Add(new Insn { Op = JitOp.Pure, Code = code, Kind = result.Kind, Dst = result.Register, A = a.Register, B = b.Register });
        return result;
    }

    public void Goto(int block) => Add(new Insn { Op = JitOp.Goto, Target = block });

    public void Branch(JitOp op, Operand condition, int block) => Add(new Insn { Op = op, Kind = condition.Kind, A = condition.Register, Target = block });

    private Operand? Fold(OpCode code, Operand a, Operand b)
    {
        Kind result = OpInfo.Of(code).Result;
        switch (a.Kind)
        {
            case Kind.Int when result == Kind.Int:
                long divisor = b.Kind == Kind.Int ? Ints[~b.Register] : 1;
                if (code is >= OpCode.int_div and <= OpCode.uint_rem && divisor is 0 or -1) return null;
                return Int(Executor.Int(code, Ints[~a.Register], divisor));
            case Kind.Int:
                return Float(Executor.IntToFloat(code, Ints[~a.Register]));
            case Kind.Float when result == Kind.Float:
                return Float(Executor.Float(code, FloatOf(a), b.Kind == Kind.Float ? FloatOf(b) : 0));
            case Kind.Float:
                return Int(Executor.FloatToInt(code, FloatOf(a), b.Kind == Kind.Float ? FloatOf(b) : 0));
            case Kind.Ref when code is OpCode.ptr_eq or OpCode.ptr_ne:
                return Int(Executor.Ref(code, RefOf(a), RefOf(b)));
            default:
                return null;
        }
    }
}

/// <summary>A list of instructions; see <see cref="OperandList"/> for why not the base library's.</summary>
internal sealed class InsnList
{
    private Insn[] _items = new Insn[64];

    public int Count { get; private set; }

    public ref Insn this[int index] => ref _items[index];

    public void Add(in Insn insn)
    {
        if (Count == _items.Length) _items = Resized(Count * 2);
        _items[Count++] = insn;
    }

    public Insn[] ToArray() => Resized(Count);

    private Insn[] Resized(int size)
    {
        var result = new Insn[size];
        for (int i = 0; i < Count; i++) result[i] = _items[i];
        return result;
    }
}
