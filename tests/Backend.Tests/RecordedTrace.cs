using System.Text;
using MetaTracer;
using MetaTracer.CodeWriter;
using MetaTracer.Resume;
using MetaTracer.Trace;
using static MetaTracer.Trace.OpCode;

namespace Backend.Tests;

/// <summary>What random recorded traces work on.</summary>
internal sealed class TestNode
{
    public long Number;
    public double Real;
    public TestNode? Next;
    public long[]? Items;
    public static long Shared;
    public static readonly long[] Stack = new long[3];
}

/// <summary>
/// A random loop, recorded as the meta-interpreter records: made while it runs, so that its guards hold in the first iteration. Every
/// guard's snapshot names the operation to go on at and all variables still needed, so that this class can itself go on from there: it
/// is the interpreter that the optimized code is compared with.
/// </summary>
internal sealed class RecordedTrace
{
    private static readonly FieldDescr Number = TraceBuilder.Field<TestNode>("Number", Kind.Int, Offset("Number"));
    private static readonly FieldDescr Real = TraceBuilder.Field<TestNode>("Real", Kind.Float, Offset("Real"));
    private static readonly FieldDescr Next = TraceBuilder.Field<TestNode>("Next", Kind.Ref, Offset("Next"));
    private static readonly FieldDescr Items = TraceBuilder.Field<TestNode>("Items", Kind.Ref, Offset("Items"));
    private static readonly ArrayDescr Item = TraceBuilder.Array<long>(Kind.Int);
    private static readonly ClassDescr NodeClass = TraceBuilder.Class<TestNode>();
    private static readonly StaticDescr Shared = new DescrCache().StaticOf(typeof(TestNode).GetField("Shared")!);
    private const int ArrayLength = 3;

    private static unsafe readonly CallDescr Touch = TraceBuilder.Call("touch", [Kind.Ref, Kind.Int], [Kind.Int], static (raw, ref refs) =>
    {
        var node = (TestNode?)System.Runtime.CompilerServices.Unsafe.Add(ref refs, 0);
        if (node is not null) node.Number += raw[1] & 3;
        raw[0] = node is null ? 1 : node.Number & 7;
    }, ExtraEffect.CannotRaise);

    private static unsafe readonly CallDescr Elidable = TraceBuilder.Call(
        "elidable", [Kind.Int], [Kind.Int], static (raw, ref refs) => raw[0] = raw[0] * 3 & 15, ExtraEffect.ElidableCannotRaise);

    private static int Offset(string field) => (int)FieldOffsets.Of(typeof(TestNode).GetField(field)!);

    private readonly Random _random;
    private readonly HashSet<int> _nonNull = [];
    private readonly List<Value> _ints = [], _nodes = [], _arrays = [], _floats = [];
    private readonly Dictionary<int, int[]> _live = [];
    private long[] _i = new long[400];
    private object?[] _r = new object?[400];
    private double[] _f = new double[400];

    /// <summary>Guards whose outcome no longer matters: a bridge goes on past them.</summary>
    public HashSet<int> Ignored { get; } = [];

    /// <summary>Guards that may not be ignored: what follows them would not be safe.</summary>
    public HashSet<int> Vital { get; } = [];

    public TreeLoop Loop { get; } = new(new ConstantPool());

    public RecordedTrace(int seed, LoopToken token)
    {
        _random = new Random(seed);
        foreach (Kind kind in (ReadOnlySpan<Kind>)[Kind.Ref, Kind.Ref, Kind.Int, Kind.Int, Kind.Float, Kind.Int]) Loop.AddInput(kind);
        Start();
        _nodes.AddRange([Loop.Inputs[0], Loop.Inputs[1]]);
        _ints.AddRange([Loop.Inputs[2], Loop.Inputs[3]]);
        _floats.Add(Loop.Inputs[4]);
        int count = _random.Next(8, 45);
        for (int i = 0; i < count; i++) Record();
        Value counter = Emit(int_sub, [Loop.Inputs[5], Loop.Constants.Int(1)]);
        Guard(guard_true, [Emit(int_gt, [counter, Loop.Constants.Int(0)])], vital: true);
        Loop.Append(jump, Value.None, [Pick(_nodes), Pick(_nodes), Pick(_ints), Pick(_ints), Pick(_floats), counter], token);
        FillSnapshots();
    }

    // ---- Recording

    private Value Pick(List<Value> values) => values[_random.Next(values.Count)];

    private Value IntArg() => _random.Next(4) == 0 ? Loop.Constants.Int(_random.Next(-2, 6)) : Pick(_ints);

    private Value Emit(OpCode code, ReadOnlySpan<Value> args, object? descr = null)
    {
        Value result = Loop.Emit(code, args, descr);
        Step(Loop.Count - 1);
        return result;
    }

    private void Guard(OpCode code, ReadOnlySpan<Value> args, bool vital = false)
    {
        if (vital) Vital.Add(Loop.Count);
        Loop.Emit(code, args);
    }

    private Value NonNull(Value node)
    {
        if (node.IsConstant || !_nonNull.Add(node.Raw)) return node;
        Guard(guard_nonnull, [node], vital: true);
        if (_random.Next(3) == 0 && _r[node.Index] is TestNode) Guard(guard_class, [node, Loop.Constants.Ref(NodeClass)], vital: true);
        return node;
    }

    /// <summary>A variable that is not null now; falls back on a new object.</summary>
    private Value Node()
    {
        Value node = Pick(_nodes);
        return _r[node.Index] is not null ? NonNull(node) : New();
    }

    private Value New()
    {
        Value made = Emit(new_with_vtable, [], NodeClass);
        _nonNull.Add(made.Raw);
        _nodes.Add(made);
        return made;
    }

    private Value ItemsArray()
    {
        if (_arrays.Count > 0 && _random.Next(3) > 0) return Pick(_arrays);
        Value node = Node();
        if (_random.Next(2) == 0 && ((TestNode)_r[node.Index]!).Items is not null)
        {
            Value read = Emit(getfield_gc_r, [node], Items);
            NonNull(read);
            _arrays.Add(read);
            return read;
        }
        Value made = Emit(new_array, [Loop.Constants.Int(ArrayLength)], Item);
        _nonNull.Add(made.Raw);
        _arrays.Add(made);
        return made;
    }

    private void Record()
    {
        switch (_random.Next(31))
        {
            case < 6:
                OpCode[] ints = [int_add, int_sub, int_mul, int_and, int_or, int_xor, int_lshift, int_rshift, uint_rshift, uint_mul_high, int_neg, int_invert, int_signext];
                OpCode code = ints[_random.Next(ints.Length)];
                _ints.Add(code switch
                {
                    int_neg or int_invert => Emit(code, [IntArg()]),
                    int_signext => Emit(code, [IntArg(), Loop.Constants.Int(1 << _random.Next(3))]),
                    int_lshift or int_rshift or uint_rshift => Emit(code, [IntArg(), Loop.Constants.Int(_random.Next(4))]),
                    _ => Emit(code, [IntArg(), IntArg()]),
                });
                break;
            case 6 or 7:
                _ints.Add(Emit(int_and, [Pick(_ints), Loop.Constants.Int(7)]));
                break;
            case 8 or 9:
                Value compared = Emit((OpCode)_random.Next((int)int_lt, (int)uint_ge + 1), [IntArg(), IntArg()]);
                if (compared.IsVariable) Guard(_i[compared.Index] != 0 ? guard_true : guard_false, [compared]);
                _ints.Add(compared);
                break;
            case 10:
                Value value = Pick(_ints);
                Guard(guard_value, [value, Loop.Constants.Int(_i[value.Index])]);
                break;
            case 11:
                OpCode ovf = (OpCode)_random.Next((int)int_add_ovf, (int)int_mul_ovf + 1);
                Value a = IntArg(), b = IntArg();
                bool overflows = Executor.Overflows(ovf, IntOf(a), IntOf(b));
                _ints.Add(Emit(ovf, [a, b]));
                Guard(overflows ? guard_overflow : guard_no_overflow, []);
                break;
            case 12 or 13:
                _ints.Add(Emit(getfield_gc_i, [Node()], Number));
                break;
            case 14 or 15:
                Value target = Node();
                Emit(setfield_gc, [target, IntArg()], Number);
                break;
            case 16:
                Value node = Node();
                _nodes.Add(Emit(getfield_gc_r, [node], Next));
                break;
            case 17:
                Value owner = Node();
                Emit(setfield_gc, [owner, _random.Next(4) == 0 ? Loop.Constants.Null : Pick(_nodes)], Next);
                break;
            case 18:
                New();
                break;
            case 19:
                Value made = Node();
                if (_random.Next(2) == 0) _floats.Add(Emit(getfield_gc_f, [made], Real));
                else Emit(setfield_gc, [made, Pick(_floats)], Real);
                break;
            case 20:
                OpCode[] floats = [float_add, float_sub, float_mul, float_neg, float_abs];
                OpCode f = floats[_random.Next(floats.Length)];
                _floats.Add(f is float_neg or float_abs ? Emit(f, [Pick(_floats)]) : Emit(f, [Pick(_floats), _random.Next(3) == 0 ? Loop.Constants.Float(1.5) : Pick(_floats)]));
                break;
            case 21 or 22:
                Value array = ItemsArray();
                Value index = _random.Next(2) == 0 ? Loop.Constants.Int(_random.Next(ArrayLength)) : Emit(int_and, [Pick(_ints), Loop.Constants.Int(1)]);
                Value length = Emit(arraylen_gc, [array]);
                Guard(guard_true, [Emit(uint_lt, [index, length])], vital: true);
                if (_random.Next(2) == 0) _ints.Add(Emit(getarrayitem_gc_i, [array, index], Item));
                else Emit(setarrayitem_gc, [array, index, IntArg()], Item);
                break;
            case 23:
                Value keeper = Node();
                Emit(setfield_gc, [keeper, ItemsArray()], Items);
                break;
            case 24:
                if (_random.Next(2) == 0) _ints.Add(Emit(call_i, [Pick(_nodes), Pick(_ints)], Touch));
                else _ints.Add(Emit(call_pure_i, [Pick(_ints)], Elidable));
                break;
            case 25:
                _ints.Add(Emit(getstatic_gc_i, [], Shared));
                break;
            case 26:
                Emit(setstatic_gc, [IntArg()], Shared);
                break;
            case 27 or 28 or 29:
                Value stack = Loop.Constants.Ref(TestNode.Stack);
                Value level = _random.Next(4) == 0 ? Loop.Constants.Int(_random.Next(2)) : Emit(int_and, [Pick(_ints), Loop.Constants.Int(1)]);
                if (_random.Next(3) == 0) _ints.Add(Emit(getarrayitem_gc_i, [stack, level], Item));
                else Emit(setarrayitem_gc, [stack, level, IntArg()], Item);
                // Often the same item again, with something in between.
                if (_random.Next(2) == 0) Record();
                if (_random.Next(2) == 0) Emit(setarrayitem_gc, [stack, level, IntArg()], Item);
                break;
            default:
                Value equal = Emit(_random.Next(2) == 0 ? ptr_eq : ptr_ne, [Pick(_nodes), Pick(_nodes)]);
                Guard(_i[equal.Index] != 0 ? guard_true : guard_false, [equal], vital: true);
                break;
        }
    }

    /// <summary>Gives every guard, and the jump, the snapshot of what is needed from there on.</summary>
    private void FillSnapshots()
    {
        var needed = new SortedSet<int>();
        for (int i = Loop.Count - 1; i >= 0; i--)
        {
            ref Operation operation = ref Loop[i];
            if (!operation.Result.IsNone) needed.Remove(operation.Result.Raw);
            foreach (Value arg in Loop.Args(operation))
                if (arg.IsVariable) needed.Add(arg.Raw);
            _live[i] = [.. needed];
        }
        for (int i = 0; i < Loop.Count; i++)
        {
            ref Operation operation = ref Loop[i];
            if (!operation.IsGuard && operation.Code != jump) continue;
            int pc = operation.Code is guard_no_overflow or guard_overflow ? i - 1 : i;
            operation.Snapshot = AddSnapshot(Loop.Snapshots, pc, raw => Value.FromRaw(raw));
        }
    }

    private int AddSnapshot(SnapshotStore store, int pc, Func<int, Value> translate) =>
        store.AddSnapshot(store.AddFrame(-1, TestCode, pc, Array.ConvertAll(_live[pc], raw => translate(raw))), []);

    private static readonly JitCode TestCode = new()
    {
        Method = typeof(RecordedTrace).GetMethod(nameof(Start))!,
        Name = "test",
        Code = [],
        IntCount = 0,
        RefCount = 0,
        FloatCount = 0,
        IntConstants = [],
        RefConstants = [],
        FloatConstants = [],
        Parameters = [],
        Handlers = [],
        IlOffsets = [],
        LiveRegisters = [],
    };

    // ---- Running

    /// <summary>Objects of the start; everything that can be seen of a run hangs from them and from its variables.</summary>
    public TestNode[] Roots { get; private set; } = [];

    /// <summary>Fresh objects in the inputs.</summary>
    public void Start()
    {
        TestNode.Shared = 1;
        Array.Fill(TestNode.Stack, 1);
        var third = new TestNode { Number = 3, Items = [1, 2, 3] };
        var second = new TestNode { Number = 2, Real = 2.5, Next = third, Items = [4, 5, 6] };
        var first = new TestNode { Number = 1, Real = 0.5, Next = second, Items = third.Items };
        third.Next = first;
        Roots = [first, second, third];
        object?[] refs = [first, second];
        for (int i = 0; i < 2; i++) _r[Loop.Inputs[i].Index] = refs[i];
        _i[Loop.Inputs[2].Index] = 2;
        _i[Loop.Inputs[3].Index] = 5;
        _f[Loop.Inputs[4].Index] = 1.25;
        _i[Loop.Inputs[5].Index] = 7;
    }

    public void Reds(JitValues values)
    {
        for (int i = 0; i < Loop.Inputs.Count; i++)
        {
            int index = Loop.Inputs[i].Index;
            values.Ints[i] = _i[index];
            values.Refs[i] = _r[index];
            values.Floats[i] = _f[index];
        }
    }

    private long IntOf(Value value) => value.IsConstant ? Loop.Constants.IntOf(value) : _i[value.Index];
    private object? RefOf(Value value) => value.IsConstant ? Loop.Constants.RefOf(value) : _r[value.Index];
    private double FloatOf(Value value) => value.IsConstant ? Loop.Constants.FloatOf(value) : _f[value.Index];

    /// <summary>Runs from an operation until a guard that matters fails, and describes the state there.</summary>
    public string Run(int pc)
    {
        while (true)
        {
            ref readonly Operation operation = ref Loop.Operations[pc];
            if (operation.Code == jump)
            {
                Jump(operation);
                pc = 0;
                continue;
            }
            if (operation.IsGuard)
            {
                if (!Ignored.Contains(pc) && !Holds(pc)) return Describe(pc);
            }
            else
            {
                Step(pc);
            }
            pc++;
        }
    }

    private void Jump(in Operation operation)
    {
        Value[] args = Loop.Args(operation).ToArray();
        (long, object?, double)[] values = Array.ConvertAll(args, arg => (
            arg.Kind == Kind.Int ? IntOf(arg) : 0, arg.Kind == Kind.Ref ? RefOf(arg) : null, arg.Kind == Kind.Float ? FloatOf(arg) : 0));
        for (int i = 0; i < values.Length; i++)
            (_i[Loop.Inputs[i].Index], _r[Loop.Inputs[i].Index], _f[Loop.Inputs[i].Index]) = values[i];
    }

    private bool Holds(int pc)
    {
        ref readonly Operation guard = ref Loop.Operations[pc];
        ReadOnlySpan<Value> args = Loop.Args(guard);
        switch (guard.Code)
        {
            case guard_true: return IntOf(args[0]) != 0;
            case guard_false: return IntOf(args[0]) == 0;
            case guard_value: return IntOf(args[0]) == IntOf(args[1]);
            case guard_nonnull or guard_class: return RefOf(args[0]) is not null;
            default:
                ref readonly Operation before = ref Loop.Operations[pc - 1];
                ReadOnlySpan<Value> operands = Loop.Args(before);
                return Executor.Overflows(before.Code, IntOf(operands[0]), IntOf(operands[1])) == (guard.Code == guard_overflow);
        }
    }

    private unsafe void Step(int pc)
    {
        ref readonly Operation operation = ref Loop.Operations[pc];
        ReadOnlySpan<Value> args = Loop.Args(operation);
        int result = operation.Result.IsNone ? 0 : operation.Result.Index;
        if (_i.Length <= result + 1)
        {
            Array.Resize(ref _i, result * 2);
            Array.Resize(ref _r, result * 2);
            Array.Resize(ref _f, result * 2);
        }
        switch (operation.Code)
        {
            case new_with_vtable: _r[result] = new TestNode(); break;
            case new_array: _r[result] = new long[IntOf(args[0])]; break;
            case getstatic_gc_i: _i[result] = TestNode.Shared; break;
            case setstatic_gc: TestNode.Shared = IntOf(args[0]); break;
            case arraylen_gc: _i[result] = ((long[])RefOf(args[0])!).Length; break;
            case getarrayitem_gc_i: _i[result] = ((long[])RefOf(args[0])!)[IntOf(args[1])]; break;
            case setarrayitem_gc: ((long[])RefOf(args[0])!)[IntOf(args[1])] = IntOf(args[2]); break;
            case getfield_gc_i or getfield_gc_r or getfield_gc_f:
                object? read = ((FieldDescr)operation.Descr!).Field!.GetValue(RefOf(args[0]));
                if (operation.Code == getfield_gc_i) _i[result] = (long)read!;
                else if (operation.Code == getfield_gc_f) _f[result] = (double)read!;
                else _r[result] = read;
                break;
            case setfield_gc:
                Set((TestNode)RefOf(args[0])!, (FieldDescr)operation.Descr!, args[1].Kind switch
                {
                    Kind.Int => IntOf(args[1]),
                    Kind.Float => FloatOf(args[1]),
                    _ => RefOf(args[1]),
                });
                break;
            case call_i or call_pure_i:
                long* raw = stackalloc long[2];
                object? reference = null;
                if (args[0].Kind == Kind.Ref) reference = RefOf(args[0]);
                for (int k = 0; k < args.Length; k++) raw[k] = args[k].Kind == Kind.Int ? IntOf(args[k]) : 0;
                ((CallDescr)operation.Descr!).Stub(raw, ref reference);
                _i[result] = raw[0];
                break;
            case ptr_eq or ptr_ne: _i[result] = Executor.Ref(operation.Code, RefOf(args[0]), RefOf(args[1])); break;
            default:
                if (operation.Info.Result == Kind.Float) _f[result] = Executor.Float(operation.Code, FloatOf(args[0]), args.Length > 1 ? FloatOf(args[1]) : 0);
                else _i[result] = Executor.Int(operation.Code, IntOf(args[0]), args.Length > 1 ? IntOf(args[1]) : 0);
                break;
        }
    }

    private static void Set(TestNode node, FieldDescr field, object? value) => field.Field!.SetValue(node, value);

    // ---- Guard failures

    /// <summary>Takes over the state of compiled code that failed at a guard, and returns where to go on.</summary>
    public int Resume(DeadFrame dead)
    {
        ResumeData resume = ((GuardDescr)dead.Descr).Resume!;
        var virtuals = new object[resume.Virtuals.Length];
        for (int i = 0; i < virtuals.Length; i++)
            virtuals[i] = resume.Virtuals[i].Class is not null ? new TestNode() : new long[resume.Virtuals[i].Length];
        object? Read(Tagged tagged, Kind kind) => tagged.From switch
        {
            Tagged.Source.Virtual => virtuals[tagged.Index],
            Tagged.Source.Constant => resume.Constants[tagged.Index] is var c && kind == Kind.Int ? c.Bits : kind == Kind.Float ? BitConverter.Int64BitsToDouble(c.Bits) : c.Ref,
            _ => kind switch { Kind.Int => dead.Values.Ints[tagged.Index], Kind.Float => dead.Values.Floats[tagged.Index], _ => dead.Values.Refs[tagged.Index] },
        };
        for (int i = 0; i < virtuals.Length; i++)
        {
            foreach ((Descr descr, int index, Tagged value) in resume.Virtuals[i].Fields)
            {
                if (descr is FieldDescr field) Set((TestNode)virtuals[i], field, Read(value, field.Kind));
                else ((long[])virtuals[i])[index] = (long)Read(value, Kind.Int)!;
            }
        }
        foreach (PendingStore store in resume.PendingStores)
        {
            switch (store.Descr)
            {
                case StaticDescr: TestNode.Shared = (long)Read(store.Value, Kind.Int)!; break;
                case FieldDescr field: Set((TestNode)Read(store.Target, Kind.Ref)!, field, Read(store.Value, field.Kind)); break;
                default: ((long[])Read(store.Target, Kind.Ref)!)[(long)Read(store.Index, Kind.Int)!] = (long)Read(store.Value, Kind.Int)!; break;
            }
        }
        ResumeFrame frame = Assert.Single(resume.Frames);
        int[] live = _live[frame.Pc];
        for (int i = 0; i < live.Length; i++)
        {
            Value variable = Value.FromRaw(live[i]);
            object? value = Read(frame.Live[i], variable.Kind);
            if (variable.Kind == Kind.Int) _i[variable.Index] = (long)value!;
            else if (variable.Kind == Kind.Float) _f[variable.Index] = (double)value!;
            else _r[variable.Index] = value;
        }
        return frame.Pc;
    }

    /// <summary>Records the bridge that starts at a failed guard and goes on past guard <paramref name="failing"/>, as it went before.</summary>
    public TreeLoop Bridge(GuardDescr from, int failing, LoopToken token)
    {
        ResumeData resume = from.Resume!;
        var bridge = new TreeLoop(new ConstantPool());
        // Numbers of its own, and a pool with other constants first: nothing may rely on the loop's.
        for (int i = 0; i < 5; i++) bridge.Constants.Int(1000 + i);
        foreach (Kind kind in from.FailKinds) bridge.AddInput(kind);
        Value[] virtuals = Array.ConvertAll(resume.Virtuals, info => info.Class is not null
            ? bridge.Emit(new_with_vtable, [], info.Class)
            : bridge.Emit(new_array, [bridge.Constants.Int(info.Length)], info.Array));
        Value Read(Tagged tagged) => tagged.From switch
        {
            Tagged.Source.Virtual => virtuals[tagged.Index],
            Tagged.Source.FailArg => bridge.Inputs[tagged.Index],
            _ => resume.Constants[tagged.Index] is var c && c.Kind == Kind.Int ? bridge.Constants.Int(c.Bits)
                : c.Kind == Kind.Float ? bridge.Constants.Float(BitConverter.Int64BitsToDouble(c.Bits)) : bridge.Constants.Ref(c.Ref),
        };
        for (int i = 0; i < virtuals.Length; i++)
        {
            foreach ((Descr descr, int index, Tagged value) in resume.Virtuals[i].Fields)
            {
                if (index < 0) bridge.Emit(setfield_gc, [virtuals[i], Read(value)], descr);
                else bridge.Emit(setarrayitem_gc, [virtuals[i], bridge.Constants.Int(index), Read(value)], descr);
            }
        }
        foreach (PendingStore store in resume.PendingStores)
        {
            switch (store.Descr)
            {
                case StaticDescr: bridge.Emit(setstatic_gc, [Read(store.Value)], store.Descr); break;
                case FieldDescr: bridge.Emit(setfield_gc, [Read(store.Target), Read(store.Value)], store.Descr); break;
                default: bridge.Emit(setarrayitem_gc, [Read(store.Target), Read(store.Index), Read(store.Value)], store.Descr); break;
            }
        }

        ResumeFrame frame = resume.Frames[0];
        var map = new Dictionary<int, Value>();
        int[] live = _live[frame.Pc];
        for (int i = 0; i < live.Length; i++) map[live[i]] = Read(frame.Live[i]);
        Value Translate(int raw) => raw > 0 ? map[raw] : bridge.Constants.Import(Value.FromRaw(raw), Loop.Constants);
        for (int pc = frame.Pc; pc < Loop.Count; pc++)
        {
            Operation operation = Loop[pc];
            OpCode code = operation.Code;
            if (Ignored.Contains(pc) || pc == failing)
            {
                code = code switch { guard_true => guard_false, guard_false => guard_true, guard_no_overflow => guard_overflow, guard_overflow => guard_no_overflow, _ => code };
                if (code == guard_value || pc != failing && code is guard_true or guard_false) continue;
            }
            Value[] args = Array.ConvertAll(Loop.Args(operation).ToArray(), arg => Translate(arg.Raw));
            int snapshot = -1;
            if (operation.Snapshot >= 0)
                snapshot = AddSnapshot(bridge.Snapshots, code is guard_no_overflow or guard_overflow ? pc - 1 : pc, Translate);
            if (code == jump)
            {
                bridge.Append(jump, Value.None, args, token, snapshot);
                continue;
            }
            Value result = operation.Result.IsNone ? Value.None : bridge.NewVariable(operation.Result.Kind);
            bridge.Append(code, result, args, operation.Descr, snapshot);
            if (!result.IsNone) map[operation.Result.Raw] = result;
        }
        return bridge;
    }

    // ---- Comparing

    /// <summary>Everything that can be seen at an operation: variables still needed and all objects, each under a number of its own.</summary>
    private string Describe(int pc)
    {
        var text = new StringBuilder($"at {pc}: static {TestNode.Shared}, stack {string.Join(' ', TestNode.Stack)}");
        var numbers = new Dictionary<object, int>(ReferenceEqualityComparer.Instance);
        var queue = new Queue<object>();
        string Name(object? o)
        {
            if (o is null) return "null";
            if (numbers.TryGetValue(o, out int number)) return $"#{number}";
            numbers[o] = number = numbers.Count;
            queue.Enqueue(o);
            return $"#{number}";
        }
        foreach (int raw in _live[pc])
        {
            Value variable = Value.FromRaw(raw);
            string value = variable.Kind switch { Kind.Int => $"{_i[variable.Index]}", Kind.Float => $"{_f[variable.Index]:R}", _ => Name(_r[variable.Index]) };
            text.Append($" {variable}={value}");
        }
        foreach (TestNode root in Roots) Name(root);
        while (queue.TryDequeue(out object? o))
        {
            text.Append($"\n  #{numbers[o]}: ");
            if (o is TestNode node) text.Append($"{node.Number} {node.Real:R} {Name(node.Next)} {Name(node.Items)}");
            else text.AppendJoin(' ', (long[])o);
        }
        return text.ToString();
    }
}

/// <summary>Where a field stands, counted from the method-table word.</summary>
internal static class FieldOffsets
{
    public static long Of(System.Reflection.FieldInfo field) => new DescrCache().FieldOf(field).Offset;
}
