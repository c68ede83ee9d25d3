using MetaTracer.CodeWriter;
using MetaTracer.Optimizer;
using MetaTracer.Trace;

namespace MetaTracer.Resume;

/// <summary>
/// Turns the snapshots of a recorded trace into fail arguments and records of a <see cref="ResumeStore"/>, with what the optimizer knows at
/// the guard: constants need no fail argument, nor does the condition whose failing is why one resumes; virtuals are described by their
/// fields, stores put off are listed. PyPy calls it numbering.
/// </summary>
internal sealed class ResumeDataBuilder(SnapshotStore snapshots)
{
    private readonly ByteWriter _heads = new(), _bodies = new(), _pending = new(), _state = new();
    private readonly Dictionary<object, int> _things = new(ReferenceEqualityComparer.Instance);
    private readonly (object? Thing, int Index)[] _recent = new (object?, int)[64];
    private int _pendingCount;
    private Value[] _failArgs = new Value[32];
    private int _failCount;
    private Value[] _virtuals = new Value[8];
    private int _virtualCount;

    // By variable: the last guard that wants it, and how it is found there.
    private int[] _wantedBy = [];
    private int[] _tagOf = [];
    private int _guards;

    // By constant, an array a kind: where it stands in the store, plus 1.
    private readonly int[][] _constants = [[], new int[32], new int[32], new int[8]];
    private TraceOptimizer _optimizer = null!;
    private Value _condition;

    public ResumeStore Store { get; } = new();

    /// <summary>Sets where the guard's record is and its fail kinds, and its operation's fail arguments.</summary>
    public void Build(TraceOptimizer optimizer, int snapshot, GuardDescr guard, int operationIndex)
    {
        _optimizer = optimizer;
        if (_wantedBy.Length < optimizer.Output.VariableCount)
        {
            Array.Resize(ref _wantedBy, optimizer.Output.VariableCount * 2);
            Array.Resize(ref _tagOf, _wantedBy.Length);
        }
        _guards++;
        _failCount = _virtualCount = _pendingCount = 0;
        _heads.Clear();
        _bodies.Clear();
        _pending.Clear();
        _state.Clear();

        ref readonly Operation operation = ref optimizer.Output[operationIndex];
        _condition = Value.None;
        guard.Condition = operation.Code == OpCode.guard_false;
        if (operation.Code is OpCode.guard_true or OpCode.guard_false)
        {
            Value condition = optimizer.Output.Args(operation)[0];
            if (condition.IsVariable && optimizer.Bound(condition).IsBool) _condition = condition;
        }

        ReadOnlySpan<int> data = snapshots.Data;
        _state.Write(data[snapshot + 1]);
        WriteValues(data.Slice(snapshot + 2, data[snapshot + 1]));
        int depth = 0;
        for (int frame = data[snapshot]; frame >= 0; frame = data[frame]) depth++;
        _state.Write(depth);
        for (int frame = data[snapshot]; frame >= 0; frame = data[frame])
        {
            JitCode code = snapshots.Codes[data[frame + 1]];
            if (data[frame] < 0) Store.Portal = code;
            _state.Write(IndexOfThing(code));
            _state.Write(data[frame + 2]);
            _state.Write(data[frame + 3]);
            WriteValues(data.Slice(frame + 4, data[frame + 3]));
        }
        optimizer.Heap?.DescribePendingStores(this);

        // Describing one virtual may find more.
        for (int i = 0; i < _virtualCount; i++) Describe(_virtuals[i]);
        _heads.Write(_virtualCount);
        for (int i = 0; i < _virtualCount; i++)
        {
            if (optimizer.Ptr(_virtuals[i]) is not VirtualArray array)
            {
                _heads.Write(IndexOfThing(optimizer.Ptr(_virtuals[i])!.Class!));
                continue;
            }
            _heads.Write(IndexOfThing(array.Array));
            _heads.Write(array.Length);
        }
        _bodies.Write(_pendingCount);

        guard.Store = Store;
        guard.ResumeAt = Store.Length;
        Store.Append(_heads.Written);
        Store.Append(_bodies.Written);
        Store.Append(_pending.Written);
        Store.Append(_state.Written);
        var kinds = new Kind[_failCount];
        for (int i = 0; i < kinds.Length; i++) kinds[i] = _failArgs[i].Kind;
        guard.FailKinds = kinds;
        optimizer.Output.SetFailArgs(operationIndex, _failArgs.AsSpan(0, _failCount));
    }

    /// <summary>A store that the heap pass has put off. <paramref name="index"/>: of an array's item; otherwise none.</summary>
    public void AddPendingStore(Descr descr, Value target, Value index, Value value)
    {
        _pendingCount++;
        _pending.Write(IndexOfThing(descr));
        if (descr is ArrayDescr) _pending.Write(Tag(_optimizer.Get(index)));
        _pending.Write(Tag(_optimizer.Get(target)));
        _pending.Write(Tag(_optimizer.Get(value)));
    }

    /// <summary>The number of a class, descr or code in the store; never 0.</summary>
    public int IndexOfThing(object thing)
    {
        ref (object? Thing, int Index) recent = ref _recent[System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(thing) & 63];
        if (ReferenceEquals(recent.Thing, thing)) return recent.Index;
        if (!_things.TryGetValue(thing, out int index)) _things[thing] = index = Store.AddThing(thing);
        recent = (thing, index);
        return index;
    }

    private void WriteValues(ReadOnlySpan<int> recorded)
    {
        foreach (int raw in recorded) _state.Write(Tag(_optimizer.Translate(Value.FromRaw(raw))));
    }

    /// <summary>Where a value of the optimized trace is to be found, as a record says it.</summary>
    private int Tag(Value value)
    {
        if (!value.IsVariable) return value.IsNone ? 0 : TagConstant(value);
        int variable = value.Index;
        if (_wantedBy[variable] == _guards) return _tagOf[variable];
        Tagged tagged;
        if (value == _condition)
        {
            // A place of its own: guards that share this data find another value there.
            tagged = Tagged.Of(Tagged.Source.Constant, ResumeStore.ConditionNumber);
        }
        else if (_optimizer.IsVirtual(value))
        {
            if (_virtualCount == _virtuals.Length) Array.Resize(ref _virtuals, _virtualCount * 2);
            _virtuals[_virtualCount] = value;
            tagged = Tagged.Of(Tagged.Source.Virtual, _virtualCount++);
        }
        else
        {
            _optimizer.Reference(value);
            if (_failCount == _failArgs.Length) Array.Resize(ref _failArgs, _failCount * 2);
            _failArgs[_failCount] = value;
            tagged = Tagged.Of(Tagged.Source.FailArg, _failCount++);
        }
        _wantedBy[variable] = _guards;
        return _tagOf[variable] = tagged.Raw + 1;
    }

    private int TagConstant(Value value)
    {
        ref int[] known = ref _constants[(int)value.Kind];
        if (value.Index >= known.Length) Array.Resize(ref known, (value.Index + 1) * 2);
        ref int place = ref known[value.Index];
        if (place == 0)
        {
            ConstantPool pool = _optimizer.Constants;
            place = 1 + value.Kind switch
            {
                Kind.Int => Store.AddNumber(pool.IntOf(value), isFloat: false),
                Kind.Float => Store.AddNumber(BitConverter.DoubleToInt64Bits(pool.FloatOf(value)), isFloat: true),
                _ => Store.AddReference(pool.RefOf(value)),
            };
        }
        return Tagged.Of(value.Kind == Kind.Ref ? Tagged.Source.Reference : Tagged.Source.Constant, place - 1).Raw + 1;
    }

    private void Describe(Value value)
    {
        if (_optimizer.Ptr(value) is VirtualObject made)
        {
            for (int i = 0; i < made.Count; i++)
            {
                Value field = _optimizer.Get(made.ValueAt(i));
                if (_optimizer.IsZero(field)) continue;
                _bodies.Write(IndexOfThing(made.Field(i)));
                _bodies.Write(Tag(field));
            }
        }
        else
        {
            foreach ((ArrayDescr descr, Value[] items) in ((VirtualArray)_optimizer.Ptr(value)!).Planes)
            {
                for (int i = 0; i < items.Length; i++)
                {
                    Value item = _optimizer.Get(items[i]);
                    if (_optimizer.IsZero(item)) continue;
                    _bodies.Write(IndexOfThing(descr));
                    _bodies.Write(i);
                    _bodies.Write(Tag(item));
                }
            }
        }
        _bodies.Write(0);
    }
}
