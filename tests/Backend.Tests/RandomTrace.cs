using System.Runtime.CompilerServices;
using MetaTracer;
using MetaTracer.Trace;
using static MetaTracer.Trace.OpCode;

namespace Backend.Tests;

/// <summary>
/// Loops and bridges made at random from a seed: the same seed gives the same traces, so that two backends can be compared. Every
/// trace counts its iterations down in its first value. Some loops call themselves, and some guards keep nearly all values alive.
/// </summary>
internal sealed unsafe class RandomTrace(int seed)
{
    internal sealed class Node
    {
        public Node? Next;
        public long Value;
        public double Weight;
        public int Small;
        public byte Tiny;
    }

    private const int MaxKept = 60;

    private static readonly Kind[] s_shape = [Kind.Int, Kind.Int, Kind.Int, Kind.Int, Kind.Float, Kind.Float, Kind.Ref, Kind.Ref, Kind.Ref];
    private static readonly FieldDescr s_next = Field("Next", Kind.Ref, 8, false);
    private static readonly FieldDescr s_value = Field("Value", Kind.Int, 8, true);
    private static readonly FieldDescr s_weight = Field("Weight", Kind.Float, 8, false);
    private static readonly FieldDescr s_small = Field("Small", Kind.Int, 4, true);
    private static readonly FieldDescr s_tiny = Field("Tiny", Kind.Int, 1, false);
    private static readonly ArrayDescr s_longs = TraceBuilder.Array<long>(Kind.Int);
    private static readonly ArrayDescr s_nodes = TraceBuilder.Array<Node>(Kind.Ref);

    private static readonly CallDescr s_mix = TraceBuilder.Call("Mix", [Kind.Int, Kind.Float, Kind.Ref], [Kind.Int, Kind.Ref, Kind.Float], Mix);
    private static readonly CallDescr s_make = TraceBuilder.Call("Make", [Kind.Ref, Kind.Int], [Kind.Ref], Make, ExtraEffect.CannotRaise);
    private static readonly CallDescr s_note = TraceBuilder.Call("Note", [Kind.Ref, Kind.Int], [], Note);
    private static readonly CallDescr s_find = TraceBuilder.Call("Find", [Kind.Ref, Kind.Int], [Kind.Ref], Find);
    private static readonly FormatException s_exception = new();

    private readonly Random _random = new(seed);
    private readonly Kind _result = ResultOf(seed);

    /// <summary>The loop calls itself, once an iteration; bridges do not, so that the calls stay few.</summary>
    private bool _callsItself;

    /// <summary>Guards keep nearly everything alive: more values than there are registers.</summary>
    private bool _keepsMuch;
    private readonly List<Value> _ints = [], _floats = [], _refs = [];
    private TraceBuilder _trace = new();

    public List<GuardDescr> Guards { get; } = [];
    public LoopToken Token { get; } = new(seed, null, []) { InputKinds = s_shape };
    private TargetToken? _start;

    private static FieldDescr Field(string name, Kind kind, int size, bool signed)
    {
        var probe = new Node();
        ref byte start = ref Unsafe.As<Shape>(probe).First;
        nint offset = name switch
        {
            "Next" => Unsafe.ByteOffset(ref start, ref Unsafe.As<Node?, byte>(ref probe.Next)),
            "Value" => Unsafe.ByteOffset(ref start, ref Unsafe.As<long, byte>(ref probe.Value)),
            "Weight" => Unsafe.ByteOffset(ref start, ref Unsafe.As<double, byte>(ref probe.Weight)),
            "Small" => Unsafe.ByteOffset(ref start, ref Unsafe.As<int, byte>(ref probe.Small)),
            _ => Unsafe.ByteOffset(ref start, ref probe.Tiny),
        };
        return TraceBuilder.Field<Node>(name, kind, (int)offset + 8, size, signed);
    }

    private sealed class Shape
    {
        public byte First = 0;
    }

    private static void Mix(long* raw, ref object? refs)
    {
        double f = BitConverter.Int64BitsToDouble(raw[1]);
        var node = (Node?)Unsafe.Add(ref refs, 2);
        long i = raw[0];
        if (i % 11 == 5) throw s_exception;
        raw[0] = i * 3 + (node?.Value ?? 0);
        Unsafe.Add(ref refs, 1) = node is null || i % 3 == 0 ? new Node { Value = i } : node.Next;
        raw[2] = BitConverter.DoubleToInt64Bits(f * 0.5 + i % 100);
    }

    private static void Make(long* raw, ref object? refs) => refs = new Node { Next = (Node?)refs, Value = raw[1], Weight = raw[1] * 0.25 };

    private static void Find(long* raw, ref object? refs)
    {
        if (raw[1] % 17 == 3) throw s_exception;
        refs = raw[1] % 2 == 0 ? refs : new Node { Value = raw[1] };
    }

    private static void Note(long* raw, ref object? refs)
    {
        if (raw[1] % 13 == 7) throw s_exception;
        if (refs is Node node) node.Value = node.Value * 31 + raw[1];
    }

    // ---- calls of the loop by itself

    private static Kind ResultOf(int seed) => (seed % 3) switch { 0 => Kind.Int, 1 => Kind.Float, _ => Kind.Ref };

    /// <summary>What the host does when a guard fails in a loop that was called: a result of what the guard kept, or the exception goes on.</summary>
    public static void FinishCall(DeadFrame dead)
    {
        var guard = (GuardDescr)dead.Descr;
        if (dead.Exception is not null && guard.FailKinds.Length % 2 == 0) throw dead.Exception;
        long sum = guard.FailKinds.Length;
        object? found = null;
        for (int k = 0; k < guard.FailKinds.Length; k++)
        {
            if (guard.FailKinds[k] == Kind.Int) sum = sum * 31 + dead.Values.Ints[k];
            else if (guard.FailKinds[k] == Kind.Ref) found = dead.Values.Refs[k] as Node ?? found;
        }
        switch (ResultOf(guard.Owner!.Number))
        {
            case Kind.Int: dead.Values.Ints[0] = sum; break;
            case Kind.Float: dead.Values.Floats[0] = sum; break;
            default: dead.Values.Refs[0] = found; break;
        }
    }

    private void CallItself()
    {
        var args = new Value[s_shape.Length];
        args[0] = _trace.Op(int_rshift, Counter, _trace.Int(2));
        for (int k = 1; k < args.Length; k++) args[k] = Any(s_shape[k] == Kind.Int ? _ints : s_shape[k] == Kind.Float ? _floats : _refs);
        OpCode code = _result switch { Kind.Int => call_assembler_i, Kind.Float => call_assembler_f, _ => call_assembler_r };
        Value result = _trace.Loop.Emit(code, args, Token);
        Guard(guard_no_exception, [], Counter);
        Know([result]);
    }

    // ---- traces

    public TreeLoop Loop()
    {
        _callsItself = _random.Next(3) == 0;
        _keepsMuch = _random.Next(4) == 0;
        _trace = new TraceBuilder(s_shape) { Owner = Token };
        Know(_trace.Loop.Inputs);
        if (_random.Next(3) == 0) Operations(_random.Next(8));
        Value[] state = State(_trace.Loop.Inputs[0], distinct: true);
        Forget();
        Know(state);
        _start = _trace.Label(state);
        _label = state;
        Body(state[0], 8 + _random.Next(40));
        _callsItself = false;
        return _trace.Loop;
    }

    public TreeLoop Bridge(GuardDescr from)
    {
        Forget();
        _trace = new TraceBuilder(from.FailKinds) { Owner = Token };
        Know(_trace.Loop.Inputs);
        // By construction the first fail argument is the counter.
        Value counter = _trace.Loop.Inputs[0];
        if (from.Code == guard_no_exception) _refs.Add(_trace.GuardException(typeof(FormatException), out GuardDescr guard, FailArgs(counter)));
        _refs.RemoveAll(v => from.Code == guard_no_exception && v == _trace.Loop[_trace.Loop.Count - 1].Result);
        Body(counter, _random.Next(15));
        return _trace.Loop;
    }

    private void Body(Value counter, int operations)
    {
        Guard(guard_true, [_trace.Op(int_gt, counter, _trace.Int(0))], counter);
        int half = _random.Next(operations + 1);
        _counter = counter;
        Operations(half);
        if (_callsItself) CallItself();
        Value next = _trace.Op(int_sub, counter, _trace.Int(1));
        Operations(operations - half);
        if (_random.Next(12) == 0)
        {
            _trace.Finish(Any(_result switch { Kind.Int => _ints, Kind.Float => _floats, _ => _refs }));
            return;
        }
        _trace.Jump(_start!, State(next, distinct: false));
    }

    private Value _counter;
    private Value[] _label = [];

    private void Operations(int count)
    {
        for (int i = 0; i < count; i++) Operation();
    }

    private Value[] State(Value counter, bool distinct)
    {
        var state = new Value[s_shape.Length];
        for (int k = 0; k < state.Length; k++)
        {
            Value value = k == 0 ? counter : Any(s_shape[k] == Kind.Int ? _ints : s_shape[k] == Kind.Float ? _floats : _refs);
            // Much of what a real loop carries is only passed on.
            if (!distinct && k > 0 && _label.Length > 0 && _random.Next(2) == 0) value = _label[k];
            if (distinct)
                while (value.IsConstant || state[..k].Contains(value))
                    value = s_shape[k] switch
                    {
                        Kind.Int => _trace.Op(int_xor, Any(_ints), _trace.Int(_random.Next(100))),
                        Kind.Float => _trace.Op(float_add, Any(_floats), _trace.Float(_random.Next(10))),
                        _ => _trace.Op(new_with_vtable, TraceBuilder.Class<Node>()),
                    };
            state[k] = value;
        }
        return state;
    }

    private void Forget()
    {
        _ints.Clear();
        _floats.Clear();
        _refs.Clear();
        _counter = Value.None;
        _label = [];
    }

    private void Know(IEnumerable<Value> values)
    {
        foreach (Value value in values) (value.Kind == Kind.Int ? _ints : value.Kind == Kind.Float ? _floats : _refs).Add(value);
    }

    /// <summary>One of the values, the younger the likelier, or a constant.</summary>
    private Value Any(List<Value> values)
    {
        bool constant = values.Count == 0 || _random.Next(6) == 0;
        if (!constant) return values[Math.Max(_random.Next(values.Count), _random.Next(values.Count))];
        if (ReferenceEquals(values, _ints)) return _trace.Int(_random.Next(4) switch { 0 => _random.NextInt64(), 1 => _random.Next(-200, 200), 2 => 1L << _random.Next(64), _ => 0 });
        if (ReferenceEquals(values, _floats)) return _trace.Float(_random.Next(3) switch { 0 => 0, 1 => double.NaN, _ => _random.NextDouble() * 100 });
        return _trace.Loop.Constants.Null;
    }

    private Value[] FailArgs(Value counter)
    {
        var args = new List<Value> { counter };
        foreach (List<Value> values in (List<Value>[])[_ints, _floats, _refs])
            foreach (Value value in values)
                if (_keepsMuch ? _random.Next(10) > 0 && args.Count < MaxKept : _random.Next(3) == 0) args.Add(value);
        return [.. args];
    }

    private GuardDescr Guard(OpCode code, ReadOnlySpan<Value> args, Value counter)
    {
        GuardDescr guard = _trace.Guard(code, args, FailArgs(counter));
        Guards.Add(guard);
        return guard;
    }

    private Value Counter => _counter.IsNone ? _trace.Loop.Inputs[0] : _counter;

    private Value NonNull()
    {
        Value value = _refs.Count == 0 ? Value.None : _refs[_random.Next(_refs.Count)];
        if (value.IsNone)
        {
            value = _trace.Op(new_with_vtable, TraceBuilder.Class<Node>());
            _refs.Add(value);
            return value;
        }
        Guard(guard_nonnull_class, [value, _trace.Ref(TraceBuilder.Class<Node>())], Counter);
        return value;
    }

    private static readonly OpCode[] s_binary =
        [int_add, int_sub, int_mul, int_and, int_or, int_xor, int_lshift, int_rshift, uint_rshift, uint_mul_high, int_add, int_sub];

    private static readonly OpCode[] s_compare = [int_lt, int_le, int_eq, int_ne, int_gt, int_ge, uint_lt, uint_le, uint_gt, uint_ge];
    private static readonly OpCode[] s_floats = [float_add, float_sub, float_mul, float_truediv];
    private static readonly OpCode[] s_floatCompare = [float_lt, float_le, float_eq, float_ne, float_gt, float_ge];

    private OpCode Pick(OpCode[] codes) => codes[_random.Next(codes.Length)];

    private void Operation()
    {
        switch (_random.Next(30))
        {
            case <= 6: _ints.Add(_trace.Op(Pick(s_binary), Any(_ints), Any(_ints))); break;
            case 7: _ints.Add(_trace.Op(_random.Next(2) == 0 ? int_neg : int_invert, Any(_ints))); break;
            case 8: _ints.Add(_trace.Op(int_signext, Any(_ints), _trace.Int(1 << _random.Next(3)))); break;
            case 9: _ints.Add(_trace.Op(Pick(s_compare), Any(_ints), Any(_ints))); break;
            case 10:
                Value divisor = _trace.Op(int_add, _trace.Op(int_and, Any(_ints), _trace.Int(255)), _trace.Int(1));
                _ints.Add(_trace.Op(Pick([int_div, int_rem, uint_div, uint_rem]), Any(_ints), divisor));
                break;
            case 11 or 12:
                Value sum = _trace.Op(Pick([int_add_ovf, int_sub_ovf, int_mul_ovf]), Any(_ints), Any(_ints));
                Guard(_random.Next(8) == 0 ? guard_overflow : guard_no_overflow, [], Counter);
                _ints.Add(sum);
                break;
            case 13 or 14:
                Guard(_random.Next(2) == 0 ? guard_true : guard_false, [_trace.Op(Pick(s_compare), Any(_ints), Any(_ints))], Counter);
                break;
            case 15: _floats.Add(_trace.Op(Pick(s_floats), Any(_floats), Any(_floats))); break;
            case 16: _floats.Add(_trace.Op(Pick([float_neg, float_abs, float_sqrt, float_round_single]), Any(_floats))); break;
            case 17: _floats.Add(_trace.Op(cast_int_to_float, Any(_ints))); break;
            case 18:
                // The sign of a NaN that an operation makes differs between processors: no bits of one are looked at.
                if (_random.Next(2) == 0) _ints.Add(_trace.Op(cast_float_to_int, Any(_floats)));
                else _ints.Add(_trace.Op(convert_float_bytes_to_longlong, _trace.Op(cast_int_to_float, Any(_ints))));
                break;
            case 19: _ints.Add(_trace.Op(Pick(s_floatCompare), Any(_floats), Any(_floats))); break;
            case 20: Guard(_random.Next(2) == 0 ? guard_true : guard_false, [_trace.Op(Pick(s_floatCompare), Any(_floats), Any(_floats))], Counter); break;
            case 21: _refs.Add(_trace.LoadField(NonNull(), s_next)); break;
            case 22: Know([_trace.LoadField(NonNull(), _random.Next(4) switch { 0 => s_value, 1 => s_small, 2 => s_tiny, _ => s_weight })]); break;
            case 23: Store(); break;
            case 24 or 25:
                Value node = _trace.Op(new_with_vtable, TraceBuilder.Class<Node>());
                _trace.Op(setfield_gc, s_next, node, Any(_refs));
                _trace.Op(setfield_gc, s_value, node, Any(_ints));
                _refs.Add(node);
                break;
            case 26: Array(); break;
            case 27: Call(); break;
            case 28 when _random.Next(2) == 0:
                _trace.Op(cond_call_n, s_note, _random.Next(3) == 0 ? Any(_ints) : _trace.Op(Pick(s_compare), Any(_ints), Any(_ints)), Any(_refs), Any(_ints));
                Guard(guard_no_exception, [], Counter);
                break;
            case 28 when _random.Next(2) == 0:
                Value value = _trace.Op(cond_call_value_r, s_find, _random.Next(2) == 0 ? Any(_refs) : _trace.LoadField(NonNull(), s_next), Any(_refs), Any(_ints));
                bool isKnown = _random.Next(2) == 0;
                if (isKnown) _refs.Add(value);
                Guard(guard_no_exception, [], Counter);
                if (!isKnown && _random.Next(3) > 0) _refs.Add(value);
                break;
            case 28: _refs.Add(_trace.Op(call_r, s_make, Any(_refs), Any(_ints))); break;
            default: _ints.Add(_trace.Op(_random.Next(2) == 0 ? ptr_eq : ptr_ne, Any(_refs), Any(_refs))); break;
        }
    }

    private void Store()
    {
        Value node = NonNull();
        switch (_random.Next(5))
        {
            case 0: _trace.Op(setfield_gc, s_next, node, Any(_refs)); break;
            case 1: _trace.Op(setfield_gc, s_value, node, Any(_ints)); break;
            case 2: _trace.Op(setfield_gc, s_small, node, Any(_ints)); break;
            case 3: _trace.Op(setfield_gc, s_tiny, node, Any(_ints)); break;
            default: _trace.Op(setfield_gc, s_weight, node, Any(_floats)); break;
        }
    }

    private void Array()
    {
        bool references = _random.Next(2) == 0;
        ArrayDescr descr = references ? s_nodes : s_longs;
        Value length = _random.Next(2) == 0 ? _trace.Int(4) : _trace.Op(int_add, _trace.Op(int_and, Any(_ints), _trace.Int(7)), _trace.Int(4));
        Value array = _trace.Op(new_array, descr, length);
        Value index = _random.Next(2) == 0 ? _trace.Int(3) : _trace.Op(int_and, Any(_ints), _trace.Int(3));
        _trace.Op(setarrayitem_gc, descr, array, index, references ? Any(_refs) : Any(_ints));
        _ints.Add(_trace.Op(arraylen_gc, array));
        Know([_trace.LoadItem(array, descr, _random.Next(2) == 0 ? index : _trace.Op(int_and, Any(_ints), _trace.Int(3)))]);
    }

    private void Call()
    {
        Value i = _trace.Op(call_i, s_mix, Any(_ints), Any(_floats), Any(_refs));
        Value r = Value.None, f = Value.None;
        if (_random.Next(2) == 0)
        {
            r = _trace.Op(call_extra_r, _trace.Int(1));
            f = _trace.Op(call_extra_f, _trace.Int(2));
        }
        if (_random.Next(3) == 0) _ints.Add(i);
        Guard(guard_no_exception, [], Counter);
        if (!_ints.Contains(i)) _ints.Add(i);
        if (!r.IsNone) Know([r, f]);
    }

    // ---- running

    /// <summary>What a run did, as text: every exit with its values.</summary>
    public static List<string> Run(int seed, TraceBackend backend)
    {
        var random = new RandomTrace(seed);
        var inputs = new Random(seed);
        backend.CompileLoop(random.Token, random.Loop());
        var log = new List<string>();
        for (int run = 0; run < 12; run++)
        {
            var reds = new JitValues();
            for (int k = 0; k < s_shape.Length; k++)
            {
                if (k == 0) reds.Ints[k] = 1 + inputs.Next(30);
                else if (s_shape[k] == Kind.Int) reds.Ints[k] = inputs.Next(2) == 0 ? inputs.Next(-50, 50) : inputs.NextInt64();
                else if (s_shape[k] == Kind.Float) reds.Floats[k] = inputs.NextDouble() * 1000 - 500;
                else reds.Refs[k] = inputs.Next(5) == 0 ? null : new Node { Value = inputs.Next(1000), Weight = inputs.NextDouble(), Next = new Node { Small = 7, Tiny = 200 } };
            }
            DeadFrame dead = backend.Execute(random.Token, reds);
            log.Add(random.Describe(dead));
            if (dead.Descr is GuardDescr { HasBridge: false } guard && guard.FailKinds.Length > 0 && random.Guards.Count < 400 && inputs.Next(2) == 0 && random.Guards.Contains(guard))
                backend.CompileBridge(guard, random.Bridge(guard));
        }
        return log;
    }

    private string Describe(DeadFrame dead)
    {
        var text = new System.Text.StringBuilder();
        Kind[] kinds;
        if (dead.Descr is GuardDescr guard)
        {
            text.Append("guard ").Append(Guards.IndexOf(guard)).Append(' ').Append(guard.Code).Append(dead.Exception is null ? "" : " raised");
            kinds = guard.FailKinds;
        }
        else
        {
            text.Append("finish");
            kinds = [((FinishDescr)dead.Descr).Kind];
        }
        for (int k = 0; k < kinds.Length; k++)
        {
            text.Append(' ');
            if (kinds[k] == Kind.Int) text.Append(dead.Values.Ints[k]);
            else if (kinds[k] == Kind.Float) text.Append(double.IsNaN(dead.Values.Floats[k]) ? "NaN" : dead.Values.Floats[k].ToString("R"));
            else Append(text, dead.Values.Refs[k], 4);
        }
        return text.ToString();
    }

    private static void Append(System.Text.StringBuilder text, object? o, int depth)
    {
        switch (o)
        {
            case null: text.Append('-'); break;
            case Node node:
                text.Append('(').Append(node.Value).Append(',').Append(node.Small).Append(',').Append(node.Tiny).Append(',');
                text.Append(double.IsNaN(node.Weight) ? "NaN" : node.Weight.ToString("R")).Append(' ');
                if (depth > 0) Append(text, node.Next, depth - 1);
                text.Append(')');
                break;
            case Exception: text.Append("exception"); break;
            default: text.Append(o.GetType().Name); break;
        }
    }
}
