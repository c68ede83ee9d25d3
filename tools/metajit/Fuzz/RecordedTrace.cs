using System.Text;
using MetaTracer;
using MetaTracer.CodeWriter;
using MetaTracer.Resume;
using MetaTracer.Trace;
using MetaTracer.Tracing;
using static MetaTracer.Trace.OpCode;

namespace MetaJit.Tool.Fuzz;

/// <summary>
/// A recorded loop that can be run as it was recorded. Every guard's snapshot names the operation to go on at and all variables still needed, so that
/// this class can itself go on from there: it is the interpreter that optimized code is compared with.
/// </summary>
internal sealed partial class RecordedTrace
{
    /// <summary>Two nodes, two integers, a float, the iterations left, and a box.</summary>
    public static readonly Kind[] Inputs = [Kind.Ref, Kind.Ref, Kind.Int, Kind.Int, Kind.Float, Kind.Int, Kind.Ref];

    private readonly Dictionary<int, int[]> _live = [];
    private long[] _i = new long[400];
    private object?[] _r = new object?[400];
    private double[] _f = new double[400];

    /// <summary>Guards whose outcome no longer matters: a bridge goes on past them.</summary>
    public HashSet<int> Ignored { get; } = [];

    /// <summary>Guards that may not be ignored: what follows them would not be safe.</summary>
    public HashSet<int> Vital { get; } = [];

    public TreeLoop Loop { get; } = new(new ConstantPool());

    /// <summary>Places where bridges may end, with the tokens of the code that begins there.</summary>
    public List<(int Pc, LoopToken Token)> Joins { get; } = [];

    /// <summary>The first one behind an operation.</summary>
    public (int Pc, LoopToken Token)? JoinAfter(int pc) => Joins.FindIndex(join => join.Pc > pc) is >= 0 and int index ? Joins[index] : null;

    /// <summary>Operations run so far.</summary>
    public long Steps { get; private set; }

    /// <summary>Gives every guard, and the jump, the snapshot of what is needed from there on.</summary>
    public void FillSnapshots()
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
        store.AddSnapshot(store.AddFrame(-1, TraceParser.PseudoFrame, pc, Array.ConvertAll(_live[pc], raw => translate(raw))), []);

    // ---- Running

    /// <summary>Objects of the start; everything that can be seen of a run hangs from them and from its variables.</summary>
    public FuzzNode[] Roots { get; private set; } = [];

    private static readonly long[] s_starts = [2, 0, -1, 7, 255, long.MaxValue, long.MinValue, 64];

    /// <summary>Fresh objects in the inputs. What they are like depends on the variant: the recording was made with variant 0.</summary>
    public void Start(int variant)
    {
        FuzzNode.Shared = 1;
        System.Array.Fill(FuzzNode.Stack, 1);
        var third = new FuzzNode { Number = 3, Items = [1, 2, 3] };
        FuzzNode second = variant % 3 == 1 ? new FuzzLeaf() : new FuzzNode();
        (second.Number, second.Real, second.Next, second.Items, second.Box) = (2 + variant, 2.5, third, [4, 5, 6], new FuzzBox(variant));
        var first = new FuzzNode { Number = 1, Real = 0.5, Next = variant % 5 == 2 ? null : second, Items = third.Items, Small = -variant, Tiny = (byte)variant };
        third.Next = variant % 4 == 3 ? null : first;
        Roots = [first, second, third];
        object?[] refs = [first, variant % 7 == 4 ? first : second];
        for (int i = 0; i < 2; i++) _r[Loop.Inputs[i].Index] = refs[i];
        _i[Loop.Inputs[2].Index] = s_starts[variant % s_starts.Length];
        _i[Loop.Inputs[3].Index] = 5 + variant;
        _f[Loop.Inputs[4].Index] = 1.25 - variant;
        _i[Loop.Inputs[5].Index] = 7;
        _r[Loop.Inputs[6].Index] = new FuzzBox(40 + variant);
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

    public long IntOf(Value value) => value.IsConstant ? Loop.Constants.IntOf(value) : _i[value.Index];
    public object? RefOf(Value value) => value.IsConstant ? Loop.Constants.RefOf(value) : _r[value.Index];
    private double FloatOf(Value value) => value.IsConstant ? Loop.Constants.FloatOf(value) : _f[value.Index];

    /// <summary>Runs from an operation until a guard that matters fails, and describes the state there.</summary>
    public string Run(int pc, out int failed)
    {
        while (true)
        {
            Steps++;
            ref readonly Operation operation = ref Loop.Operations[pc];
            if (operation.Code == jump)
            {
                Jump(operation);
                pc = 0;
                continue;
            }
            if (!operation.IsGuard)
            {
                Step(pc);
            }
            else if (!Ignored.Contains(pc) && !Holds(pc))
            {
                failed = pc;
                return Describe(pc);
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
            case guard_nonnull: return RefOf(args[0]) is not null;
            case guard_isnull: return RefOf(args[0]) is null;
            case guard_class or guard_nonnull_class: return RefOf(args[0])?.GetType() == ((ClassDescr)Loop.Constants.RefOf(args[1])!).Type;
            default:
                ref readonly Operation before = ref Loop.Operations[pc - 1];
                ReadOnlySpan<Value> operands = Loop.Args(before);
                return Executor.Overflows(before.Code, IntOf(operands[0]), IntOf(operands[1])) == (guard.Code == guard_overflow);
        }
    }

    /// <summary>Runs one operation that is no guard and no jump.</summary>
    public unsafe void Step(int pc)
    {
        ref readonly Operation operation = ref Loop.Operations[pc];
        ReadOnlySpan<Value> args = Loop.Args(operation);
        int result = operation.Result.IsNone ? 0 : operation.Result.Index;
        if (_i.Length <= result + 1)
        {
            System.Array.Resize(ref _i, result * 2);
            System.Array.Resize(ref _r, result * 2);
            System.Array.Resize(ref _f, result * 2);
        }
        switch (operation.Code)
        {
            case new_with_vtable: _r[result] = FuzzWorld.New((ClassDescr)operation.Descr!); break;
            case new_array: _r[result] = new long[IntOf(args[0])]; break;
            case getstatic_gc_i: _i[result] = FuzzNode.Shared; break;
            case setstatic_gc: FuzzNode.Shared = IntOf(args[0]); break;
            case arraylen_gc: _i[result] = ((long[])RefOf(args[0])!).Length; break;
            case getarrayitem_gc_i: _i[result] = ((long[])RefOf(args[0])!)[IntOf(args[1])]; break;
            case setarrayitem_gc: ((long[])RefOf(args[0])!)[IntOf(args[1])] = IntOf(args[2]); break;
            case getfield_gc_i: _i[result] = RawMemory.LoadInt(RefOf(args[0])!, (FieldDescr)operation.Descr!); break;
            case getfield_gc_f: _f[result] = RawMemory.LoadFloat(RefOf(args[0])!, (FieldDescr)operation.Descr!); break;
            case getfield_gc_r: _r[result] = RawMemory.LoadRef(RefOf(args[0])!, (FieldDescr)operation.Descr!); break;
            case setfield_gc:
                Set(RefOf(args[0])!, (FieldDescr)operation.Descr!, args[1].Kind switch { Kind.Int => IntOf(args[1]), Kind.Float => FloatOf(args[1]), _ => RefOf(args[1]) });
                break;
            case call_i or call_n or call_pure_i:
                long* raw = stackalloc long[2];
                object? reference = null;
                if (args[0].Kind == Kind.Ref) reference = RefOf(args[0]);
                for (int k = 0; k < args.Length; k++) raw[k] = args[k].Kind == Kind.Int ? IntOf(args[k]) : 0;
                ((CallDescr)operation.Descr!).Stub(raw, ref reference);
                if (!operation.Result.IsNone) _i[result] = raw[0];
                break;
            case ptr_eq or ptr_ne: _i[result] = Executor.Ref(operation.Code, RefOf(args[0]), RefOf(args[1])); break;
            case cast_int_to_float: _f[result] = IntOf(args[0]); break;
            default:
                if (operation.Info.Result == Kind.Float) _f[result] = Executor.Float(operation.Code, FloatOf(args[0]), args.Length > 1 ? FloatOf(args[1]) : 0);
                else if (args[0].Kind == Kind.Float) _i[result] = Executor.FloatToInt(operation.Code, FloatOf(args[0]), args.Length > 1 ? FloatOf(args[1]) : 0);
                else _i[result] = Executor.Int(operation.Code, IntOf(args[0]), args.Length > 1 ? IntOf(args[1]) : 0);
                break;
        }
    }

    private static void Set(object target, FieldDescr field, object? value)
    {
        if (field.Kind == Kind.Int) RawMemory.StoreInt(target, field, (long)value!);
        else if (field.Kind == Kind.Float) RawMemory.StoreFloat(target, field, (double)value!);
        else RawMemory.StoreRef(target, field, value);
    }

    // ---- Comparing

    /// <summary>Everything that can be seen at an operation: variables still needed and all objects, each under a number of its own.</summary>
    private string Describe(int pc)
    {
        var text = new StringBuilder($"at {pc}: static {FuzzNode.Shared}, stack {string.Join(' ', FuzzNode.Stack)}");
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
            string value = variable.Kind switch { Kind.Int => $"{_i[variable.Index]}", Kind.Float => Float(_f[variable.Index]), _ => Name(_r[variable.Index]) };
            text.Append($" {variable}={value}");
        }
        foreach (FuzzNode root in Roots) Name(root);
        while (queue.TryDequeue(out object? o))
        {
            text.Append($"\n  #{numbers[o]}: ");
            if (o is FuzzNode node) text.Append($"{node.GetType().Name} {node.Number} {node.Small} {node.Tiny} {Float(node.Real)} {Name(node.Next)} {Name(node.Items)} {Name(node.Box)}");
            else if (o is FuzzBox box) text.Append($"box of {box.Value}");
            else text.AppendJoin(' ', (long[])o);
        }
        return text.ToString();
    }

    // One NaN is as good as another.
    private static string Float(double value) => double.IsNaN(value) ? "nan" : value.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
}
