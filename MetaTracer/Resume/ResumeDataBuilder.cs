using MetaTracer.CodeWriter;
using MetaTracer.Optimizer;
using MetaTracer.Trace;

namespace MetaTracer.Resume;

/// <summary>
/// Turns the snapshots of a recorded trace into fail arguments and <see cref="ResumeData"/>, with what the optimizer knows at the
/// guard: constants need no fail argument, nor does the condition whose failing is why one resumes; virtuals are described by their
/// fields, stores put off are listed. PyPy calls it numbering.
/// </summary>
internal sealed class ResumeDataBuilder(SnapshotStore snapshots)
{
    private readonly List<Value> _failArgs = [];
    private readonly List<Value> _constants = [];
    private readonly List<Value> _virtuals = [];
    private int[] _failIndex = [];
    private int[] _virtualIndex = [];
    private TraceOptimizer _optimizer = null!;
    private Value _condition;
    private int _conditionConstant;

    /// <summary>Sets the guard's resume data and fail kinds, and its operation's fail arguments.</summary>
    public void Build(TraceOptimizer optimizer, int snapshot, GuardDescr guard, int operationIndex)
    {
        _optimizer = optimizer;
        if (_failIndex.Length < optimizer.Output.VariableCount)
        {
            Array.Resize(ref _failIndex, optimizer.Output.VariableCount * 2);
            Array.Resize(ref _virtualIndex, _failIndex.Length);
        }

        Operation operation = optimizer.Output[operationIndex];
        _condition = Value.None;
        _conditionConstant = -1;
        if (operation.Code is OpCode.guard_true or OpCode.guard_false)
        {
            Value condition = optimizer.Output.Args(operation)[0];
            if (condition.IsVariable && optimizer.Bound(condition).IsBool) _condition = condition;
        }
        List<int> data = snapshots.Data;
        int depth = 0;
        for (int frame = data[snapshot]; frame >= 0; frame = data[frame]) depth++;
        var frames = new ResumeFrame[depth];
        Tagged[] virtualizable = Tags(data, snapshot + 2, data[snapshot + 1]);
        for (int frame = data[snapshot]; frame >= 0; frame = data[frame])
            frames[--depth] = new ResumeFrame(snapshots.Codes[data[frame + 1]], data[frame + 2], Tags(data, frame + 4, data[frame + 3]));
        PendingStore[] pending = optimizer.Heap?.PendingStores(this) ?? [];

        // Describing one virtual may find more.
        VirtualInfo[] virtuals = [];
        for (int i = 0; i < _virtuals.Count; i++)
        {
            if (i == virtuals.Length) Array.Resize(ref virtuals, Math.Max(_virtuals.Count, i + 1));
            virtuals[i] = Describe(_virtuals[i]);
        }

        var constants = new (Kind, long, object?)[_constants.Count];
        for (int i = 0; i < constants.Length; i++)
            constants[i] = i == _conditionConstant ? (Kind.Int, operation.Code == OpCode.guard_false ? 1 : 0, null) : ConstantOf(_constants[i]);
        guard.Resume = new ResumeData(frames, virtualizable, virtuals, pending, constants) { Condition = _conditionConstant };
        Finish(guard, operationIndex);
    }

    private void Finish(GuardDescr guard, int operationIndex)
    {
        var kinds = new Kind[_failArgs.Count];
        var failArgs = new Value[_failArgs.Count];
        for (int i = 0; i < failArgs.Length; i++)
        {
            failArgs[i] = _failArgs[i];
            kinds[i] = failArgs[i].Kind;
            _failIndex[failArgs[i].Index] = 0;
        }
        foreach (Value value in _virtuals) _virtualIndex[value.Index] = 0;
        guard.FailKinds = kinds;
        _optimizer.Output.SetFailArgs(operationIndex, failArgs);
        _failArgs.Clear();
        _constants.Clear();
        _virtuals.Clear();
    }

    private Tagged[] Tags(List<int> data, int start, int count)
    {
        if (count == 0) return [];
        var tags = new Tagged[count];
        for (int i = 0; i < count; i++) tags[i] = Tag(_optimizer.Translate(Value.FromRaw(data[start + i])));
        return tags;
    }

    /// <summary>Where a value of the optimized trace is to be found.</summary>
    public Tagged Tag(Value value)
    {
        value = _optimizer.Get(value);
        if (value.IsNone) return Tagged.None;
        if (value.IsConstant)
        {
            int constant = 0;
            while (constant < _constants.Count && _constants[constant] != value) constant++;
            if (constant == _constants.Count) _constants.Add(value);
            return Tagged.Of(Tagged.Source.Constant, constant);
        }
        if (value == _condition)
        {
            // A place of its own: guards that share this data find another value there.
            if (_conditionConstant < 0)
            {
                _conditionConstant = _constants.Count;
                _constants.Add(Value.None);
            }
            return Tagged.Of(Tagged.Source.Constant, _conditionConstant);
        }
        if (_optimizer.IsVirtual(value)) return Tagged.Of(Tagged.Source.Virtual, IndexIn(_virtuals, _virtualIndex, value));
        _optimizer.Reference(value);
        return Tagged.Of(Tagged.Source.FailArg, IndexIn(_failArgs, _failIndex, value));
    }

    private static int IndexIn(List<Value> values, int[] indexes, Value value)
    {
        ref int index = ref indexes[value.Index];
        if (index == 0)
        {
            values.Add(value);
            index = values.Count;
        }
        return index - 1;
    }

    private VirtualInfo Describe(Value value)
    {
        var fields = new List<(Descr, int, Tagged)>();
        if (_optimizer.Ptr(value) is VirtualObject made)
        {
            for (int i = 0; i < made.Count; i++)
                if (!_optimizer.IsZero(made.ValueAt(i))) fields.Add((made.Field(i), -1, Tag(made.ValueAt(i))));
            return new VirtualInfo(made.Class, null, 0, [.. fields]);
        }
        var array = (VirtualArray)_optimizer.Ptr(value)!;
        foreach ((ArrayDescr descr, Value[] items) in array.Planes)
            for (int i = 0; i < items.Length; i++)
                if (!_optimizer.IsZero(items[i])) fields.Add((descr, i, Tag(items[i])));
        return new VirtualInfo(null, array.Array, array.Length, [.. fields]);
    }

    private (Kind, long, object?) ConstantOf(Value constant)
    {
        ConstantPool pool = _optimizer.Constants;
        return constant.Kind switch
        {
            Kind.Int => (Kind.Int, pool.IntOf(constant), null),
            Kind.Float => (Kind.Float, BitConverter.DoubleToInt64Bits(pool.FloatOf(constant)), null),
            _ => (Kind.Ref, 0, pool.RefOf(constant)),
        };
    }
}
