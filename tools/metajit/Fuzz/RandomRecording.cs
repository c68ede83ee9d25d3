using MetaTracer.Trace;
using static MetaTracer.Trace.OpCode;

namespace MetaJit.Tool.Fuzz;

/// <summary>
/// Records a random loop as the meta-interpreter records: while it runs, so that its guards hold in the first iteration. It is made in steps, each
/// with random numbers of its own: with some of them left out it is a smaller loop, as valid.
/// </summary>
internal sealed class RandomRecording
{
    private static readonly OpCode[] s_ints =
        [int_add, int_sub, int_mul, int_and, int_or, int_xor, int_lshift, int_rshift, uint_rshift, uint_mul_high, int_neg, int_invert, int_signext, int_is_zero, int_is_true];

    private static readonly OpCode[] s_divisions = [int_div, int_rem, int_floordiv, int_floormod, uint_div, uint_rem];
    private static readonly OpCode[] s_floats = [float_add, float_sub, float_mul, float_truediv, float_neg, float_abs];
    private static readonly OpCode[] s_floatComparisons = [float_lt, float_le, float_eq, float_ne, float_gt, float_ge];
    private static readonly long[] s_landmarks = [0, 1, -1, 2, 3, 4, 7, 8, 15, 16, 63, 64, 255, -256, int.MaxValue, int.MinValue, long.MaxValue, long.MinValue];
    private static readonly long[] s_divisors = [1, 2, 3, 5, 7, 8, 10, 16, 60, 1000, -2, -3, -8, long.MaxValue];

    private readonly RecordedTrace _trace;
    private readonly HashSet<int> _nonNull = [], _nodeClass = [];
    private readonly List<Value> _ints = [], _nodes = [], _arrays = [], _floats = [], _boxes = [];
    private Random _random = new(0);

    private RandomRecording(RecordedTrace trace) => _trace = trace;

    /// <summary>How many steps the loop of a seed has.</summary>
    public static int StepsOf(int seed) => new Random(seed).Next(4, 45);

    public static RecordedTrace Make(int seed, IReadOnlyList<int> steps, LoopToken token)
    {
        var trace = new RecordedTrace();
        var recording = new RandomRecording(trace);
        recording.Record(seed, steps, token);
        return trace;
    }

    private TreeLoop Loop => _trace.Loop;

    private void Record(int seed, IReadOnlyList<int> steps, LoopToken token)
    {
        foreach (Kind kind in RecordedTrace.Inputs) Loop.AddInput(kind);
        _trace.Start(0);
        _nodes.AddRange([Loop.Inputs[0], Loop.Inputs[1]]);
        _ints.AddRange([Loop.Inputs[2], Loop.Inputs[3]]);
        _floats.Add(Loop.Inputs[4]);
        foreach (int step in steps)
        {
            _random = new Random(SeedOf(seed, step));
            Step();
        }
        _random = new Random(SeedOf(seed, -1));
        Value counter = Emit(int_sub, [Loop.Inputs[5], Constant(1)]);
        Guard(guard_true, [Emit(int_gt, [counter, Constant(0)])], vital: true);
        Value boxed = Emit(new_with_vtable, [], FuzzWorld.BoxClass);
        Emit(setfield_gc, [boxed, Pick(_ints)], FuzzWorld.BoxValue);
        Value box = _random.Next(2) == 0 ? boxed : _boxes.Count > 0 ? Pick(_boxes) : Loop.Inputs[6];
        Loop.Append(jump, Value.None, [Pick(_nodes), Pick(_nodes), Pick(_ints), Pick(_ints), Pick(_floats), counter, box], token);
        _trace.FillSnapshots();
        for (int pc = 2; pc < Loop.Count - 1; pc++)
            if (Loop[pc].Code is not (guard_no_overflow or guard_overflow) && _random.Next(8) == 0) _trace.Joins.Add((pc, new LoopToken(100 + pc, null, []) { IsJoin = true }));
    }

    private static int SeedOf(int seed, int step) => unchecked((seed * 486187739 + step) * 16777619 ^ (step << 7));

    private Value Constant(long value) => Loop.Constants.Int(value);

    // Late ones are more likely, so that operations meet.
    private Value Pick(List<Value> values) => _random.Next(2) == 0 ? values[^_random.Next(1, Math.Min(4, values.Count) + 1)] : values[_random.Next(values.Count)];

    private OpCode Pick(OpCode[] codes) => codes[_random.Next(codes.Length)];

    private Value IntArg() => _random.Next(8) switch
    {
        0 => Constant(_random.Next(-2, 6)),
        1 => Constant(s_landmarks[_random.Next(s_landmarks.Length)]),
        _ => Pick(_ints),
    };

    private Value Emit(OpCode code, ReadOnlySpan<Value> args, object? descr = null)
    {
        Value result = Loop.Emit(code, args, descr);
        _trace.Step(Loop.Count - 1);
        return result;
    }

    private void Guard(OpCode code, ReadOnlySpan<Value> args, bool vital = false)
    {
        if (vital) _trace.Vital.Add(Loop.Count);
        Loop.Emit(code, args);
    }

    private Value NonNull(Value value)
    {
        if (value.IsVariable && _nonNull.Add(value.Raw)) Guard(guard_nonnull, [value], vital: true);
        return value;
    }

    /// <summary>A node that is not null now; falls back on a new one.</summary>
    private Value Node()
    {
        Value node = Pick(_nodes);
        if (_trace.RefOf(node) is null) return New();
        NonNull(node);
        if (_random.Next(4) == 0 && _nodeClass.Add(node.Raw)) GuardClass(node);
        return node;
    }

    private void GuardClass(Value node) =>
        Guard(guard_class, [node, Loop.Constants.Ref(_trace.RefOf(node) is FuzzLeaf ? FuzzWorld.Leaf : FuzzWorld.Node)]);

    private Value New()
    {
        Value made = Emit(new_with_vtable, [], _random.Next(4) == 0 ? FuzzWorld.Leaf : FuzzWorld.Node);
        _nonNull.Add(made.Raw);
        _nodes.Add(made);
        return made;
    }

    private Value Array()
    {
        if (_arrays.Count > 0 && _random.Next(3) > 0) return Pick(_arrays);
        Value node = Node();
        Value array;
        if (_random.Next(2) == 0 && ((FuzzNode)_trace.RefOf(node)!).Items is not null) array = NonNull(Emit(getfield_gc_r, [node], FuzzWorld.Items));
        else _nonNull.Add((array = Emit(new_array, [Constant(FuzzWorld.ArrayLength)], FuzzWorld.Item)).Raw);
        _arrays.Add(array);
        return array;
    }

    private void Step()
    {
        switch (_random.Next(40))
        {
            case < 7: Compute(); break;
            case 7 or 8: _ints.Add(Emit(int_and, [Pick(_ints), Constant(_random.Next(2) == 0 ? 7 : 1L << _random.Next(63))])); break;
            case 9 or 10 or 11: Compare(); break;
            case 12:
                Value value = Pick(_ints);
                Guard(guard_value, [value, Constant(_trace.IntOf(value))]);
                break;
            case 13 or 14:
                OpCode checkedCode = Pick([int_add_ovf, int_sub_ovf, int_mul_ovf]);
                Value a = IntArg(), b = IntArg();
                bool overflows = Executor.Overflows(checkedCode, _trace.IntOf(a), _trace.IntOf(b));
                _ints.Add(Emit(checkedCode, [a, b]));
                Guard(overflows ? guard_overflow : guard_no_overflow, []);
                break;
            case 15 or 16: _ints.Add(Emit(getfield_gc_i, [Node()], IntField())); break;
            case 17 or 18: StoreInt(); break;
            case 19: _nodes.Add(Emit(getfield_gc_r, [Node()], FuzzWorld.Next)); break;
            case 20: Emit(setfield_gc, [Node(), _random.Next(4) == 0 ? Loop.Constants.Null : Pick(_nodes)], FuzzWorld.Next); break;
            case 21: New(); break;
            case 22:
                Value owner = Node();
                if (_random.Next(2) == 0) _floats.Add(Emit(getfield_gc_f, [owner], FuzzWorld.Real));
                else Emit(setfield_gc, [owner, Pick(_floats)], FuzzWorld.Real);
                break;
            case 23: ComputeFloat(); break;
            case 24 or 25: AccessArray(); break;
            case 26: Emit(setfield_gc, [Node(), Array()], FuzzWorld.Items); break;
            case 27: Call(); break;
            case 28:
                if (_random.Next(2) == 0) _ints.Add(Emit(getstatic_gc_i, [], FuzzWorld.Shared));
                else Emit(setstatic_gc, [IntArg()], FuzzWorld.Shared);
                break;
            case 29 or 30 or 31: AccessStack(); break;
            case 32 or 33: MakeBox(); break;
            case 34 or 35: ReadBox(); break;
            case 36: _ints.Add(Emit(Pick(s_divisions), [Pick(_ints), Constant(s_divisors[_random.Next(s_divisors.Length)])])); break;
            case 37:
                Value tested = Pick(_nodes);
                if (_trace.RefOf(tested) is null) Guard(guard_isnull, [tested]);
                else if (_random.Next(2) == 0) Guard(guard_nonnull_class, [tested, Loop.Constants.Ref(_trace.RefOf(tested) is FuzzLeaf ? FuzzWorld.Leaf : FuzzWorld.Node)]);
                else Guard(guard_nonnull, [tested]);
                break;
            default:
                Value equal = Emit(_random.Next(2) == 0 ? ptr_eq : ptr_ne, [Pick(_nodes), _random.Next(5) == 0 ? Loop.Constants.Null : Pick(_nodes)]);
                Guard(_trace.IntOf(equal) != 0 ? guard_true : guard_false, [equal]);
                break;
        }
    }

    private FieldDescr IntField() => _random.Next(4) switch { 0 => FuzzWorld.Small, 1 => FuzzWorld.Tiny, _ => FuzzWorld.Number };

    private void StoreInt()
    {
        Value node = Node(), value = IntArg();
        FieldDescr field = IntField();
        // What is stored in a narrow field is as it will be read.
        if (field == FuzzWorld.Small) value = Emit(int_signext, [value, Constant(4)]);
        else if (field == FuzzWorld.Tiny) value = Emit(int_and, [value, Constant(255)]);
        Emit(setfield_gc, [node, value], field);
    }

    private void Compute()
    {
        OpCode code = Pick(s_ints);
        _ints.Add(code switch
        {
            _ when OpInfo.Of(code).Arity == 1 => Emit(code, [IntArg()]),
            int_signext => Emit(code, [IntArg(), Constant(1 << _random.Next(3))]),
            int_lshift or int_rshift or uint_rshift when _random.Next(3) > 0 => Emit(code, [IntArg(), Constant(_random.Next(4) == 0 ? _random.Next(64) : _random.Next(4))]),
            _ => Emit(code, [IntArg(), IntArg()]),
        });
    }

    private void Compare()
    {
        Value compared = _random.Next(8) == 0
            ? Emit(Pick(s_floatComparisons), [Pick(_floats), _random.Next(2) == 0 ? Loop.Constants.Float(1.5) : Pick(_floats)])
            : Emit((OpCode)_random.Next((int)int_lt, (int)uint_ge + 1), [IntArg(), IntArg()]);
        if (_random.Next(4) > 0) Guard(_trace.IntOf(compared) != 0 ? guard_true : guard_false, [compared]);
        _ints.Add(compared);
    }

    private void ComputeFloat()
    {
        if (_random.Next(6) == 0)
        {
            _floats.Add(Emit(cast_int_to_float, [Pick(_ints)]));
            return;
        }
        OpCode code = Pick(s_floats);
        _floats.Add(OpInfo.Of(code).Arity == 1 ? Emit(code, [Pick(_floats)]) : Emit(code, [Pick(_floats), _random.Next(3) == 0 ? Loop.Constants.Float(_random.Next(3) - 0.5) : Pick(_floats)]));
    }

    private void AccessArray()
    {
        Value array = Array();
        Value index = _random.Next(2) == 0 ? Constant(_random.Next(FuzzWorld.ArrayLength)) : Emit(int_and, [Pick(_ints), Constant(1)]);
        if (index.IsVariable && _random.Next(2) == 0) index = Emit(int_add, [index, Constant(1)]);
        Value length = Emit(arraylen_gc, [array]);
        Guard(guard_true, [Emit(uint_lt, [index, length])], vital: true);
        if (_random.Next(2) == 0) _ints.Add(Emit(getarrayitem_gc_i, [array, index], FuzzWorld.Item));
        else Emit(setarrayitem_gc, [array, index, IntArg()], FuzzWorld.Item);
    }

    private void AccessStack()
    {
        Value stack = Loop.Constants.Ref(FuzzNode.Stack);
        Value level = _random.Next(4) == 0 ? Constant(_random.Next(2)) : Emit(int_and, [Pick(_ints), Constant(1)]);
        if (_random.Next(3) == 0) _ints.Add(Emit(getarrayitem_gc_i, [stack, level], FuzzWorld.Item));
        else Emit(setarrayitem_gc, [stack, level, IntArg()], FuzzWorld.Item);
        // Often the same item again, with something in between.
        if (_random.Next(2) == 0) Step();
        if (_random.Next(2) == 0) Emit(setarrayitem_gc, [stack, level, IntArg()], FuzzWorld.Item);
    }

    private void MakeBox()
    {
        Value box = Emit(new_with_vtable, [], FuzzWorld.BoxClass);
        Emit(setfield_gc, [box, IntArg()], FuzzWorld.BoxValue);
        _nonNull.Add(box.Raw);
        _boxes.Add(box);
        if (_random.Next(3) == 0) Emit(setfield_gc, [Node(), box], FuzzWorld.Box);
    }

    private void ReadBox()
    {
        Value box = _random.Next(3) switch
        {
            0 => Loop.Inputs[6],
            1 when _boxes.Count > 0 => Pick(_boxes),
            _ => Emit(getfield_gc_r, [Node()], FuzzWorld.Box),
        };
        if (_trace.RefOf(box) is null) return;
        if (_nonNull.Add(box.Raw)) Guard(guard_nonnull_class, [box, Loop.Constants.Ref(FuzzWorld.BoxClass)], vital: true);
        _ints.Add(Emit(getfield_gc_i, [box], FuzzWorld.BoxValue));
        _boxes.Add(box);
    }

    private void Call()
    {
        switch (_random.Next(3))
        {
            case 0: _ints.Add(Emit(call_i, [Pick(_nodes), Pick(_ints)], FuzzWorld.Touch)); break;
            case 1: Emit(call_n, [Pick(_nodes)], FuzzWorld.Bump); break;
            default: _ints.Add(Emit(call_pure_i, [Pick(_ints)], FuzzWorld.Elidable)); break;
        }
    }
}
