using static MetaTracer.Trace.OpCode;

namespace MetaTracer.Trace;

/// <summary>A trace that is none: which operation, what is wrong with it and, where that is known, who left it so.</summary>
internal sealed class MalformedTraceException(string message) : InvalidOperationException(message);

/// <summary>
/// Checks a whole trace: variables are defined once and before use, operands, results and descrs fit (<see cref="OperationVerifier"/>), overflow
/// and exception guards follow their operation, jumps bring what their labels take, new objects and arrays hold what is stored in them.
/// Backends check every trace they compile; <see cref="Optimizer.PassVerifier"/> checks more often, where that is asked for.
/// </summary>
internal sealed class TraceVerifier
{
    private readonly TreeLoop _loop;
    private readonly bool _isComplete, _isRecorded;

    // Kind by variable, where it is defined; what is behind a label that does not take it is not.
    private readonly Kind[] _defined;

    // Every result so far: of two operations with one result, neither is right.
    private readonly bool[] _results;

    // By variable: where it was made, since the last label, by an operation that allocates; plus 1.
    private readonly int[] _made;

    private TraceVerifier(TreeLoop loop, bool isComplete = true, bool isRecorded = false)
    {
        (_isComplete, _isRecorded) = (isComplete, isRecorded);
        _loop = loop;
        _defined = new Kind[loop.VariableCount];
        _results = new bool[loop.VariableCount];
        _made = new int[loop.VariableCount];
        foreach (Value input in loop.Inputs) Define(input, -1);
    }

    /// <summary>Checks an optimized trace.</summary>
    /// <param name="loop">The trace.</param>
    /// <param name="isComplete">Whether it has its end. Until then its labels do not take all that they will.</param>
    /// <exception cref="MalformedTraceException">Something is wrong with it.</exception>
    public static void Check(TreeLoop loop, bool isComplete = true)
    {
        var verifier = new TraceVerifier(loop, isComplete);
        for (int i = 0; i < loop.Count; i++) verifier.CheckOptimized(i);
        if (isComplete) verifier.CheckEnd();
    }

    /// <summary>Checks a recorded trace, or a piece of one, which has no labels, and snapshots in place of fail arguments.</summary>
    /// <exception cref="MalformedTraceException">Something is wrong with it.</exception>
    public static void CheckRecorded(TreeLoop loop)
    {
        var verifier = new TraceVerifier(loop, isRecorded: true);
        for (int i = 0; i < loop.Count; i++) verifier.CheckRecorded(i);
        verifier.CheckEnd();
    }

    private void CheckEnd()
    {
        if (_loop.Count == 0) throw new MalformedTraceException("malformed trace: it has no operations");
        if (!EndsTrace(_loop[_loop.Count - 1])) throw Malformed(_loop.Count - 1, "the last operation does not end the trace");
    }

    private static bool EndsTrace(in Operation operation) => (operation.Info.Flags & OpFlags.Final) != 0 || operation.Code == guard_always_fails;

    private void CheckRecorded(int index)
    {
        ref readonly Operation operation = ref _loop.Operations[index];
        if (operation.Code == label) throw Malformed(index, "the recorded trace has no labels");
        CheckOperation(index, operation.Code == jump ? null : operation.Descr);
        if (operation.Code == jump)
        {
            if (operation.Descr is not LoopToken token) throw Malformed(index, "its descr must be a LoopToken");
            if (token.BackendData is not null && token.InputKinds.Length > _loop.Args(operation).Length) throw Malformed(index, $"it brings too little for loop {token.Number}");
        }
        if (operation.Snapshot < 0) return;
        ReadOnlySpan<int> data = _loop.Snapshots.Data;
        CheckSnapshotValues(data.Slice(operation.Snapshot + 2, data[operation.Snapshot + 1]), index);
        for (int frame = data[operation.Snapshot]; frame >= 0; frame = data[frame]) CheckSnapshotValues(data.Slice(frame + 4, data[frame + 3]), index);
    }

    private void CheckSnapshotValues(ReadOnlySpan<int> values, int index)
    {
        foreach (int raw in values)
            if (raw > 0) Use(Value.FromRaw(raw), index);
    }

    private void CheckOptimized(int index)
    {
        ref readonly Operation operation = ref _loop.Operations[index];
        if (operation.Code == label)
        {
            CheckLabel(operation, index);
            return;
        }
        CheckOperation(index, operation.Descr);
        if (operation.Code == jump)
        {
            if (operation.Descr is not TargetToken target) throw Malformed(index, "its descr must be a TargetToken");
            if (LabelKinds(target, _loop) is { } kinds) CheckJump(kinds, index);
        }
        if (!operation.IsGuard) return;
        if (operation.Descr is not GuardDescr guard) throw Malformed(index, "its descr must be a GuardDescr");
        ReadOnlySpan<Value> failArgs = _loop.FailArgs(operation);
        if (failArgs.Length != guard.FailKinds.Length) throw Malformed(index, $"it has {failArgs.Length} fail arguments and {guard.FailKinds.Length} kinds of them");
        for (int k = 0; k < failArgs.Length; k++)
        {
            if (failArgs[k].IsNone) continue;
            Use(failArgs[k], index);
            if (failArgs[k].Kind != guard.FailKinds[k]) throw Malformed(index, $"fail argument {k}, {failArgs[k]}, is of another kind than it says");
        }
    }

    private void CheckOperation(int index, object? descr)
    {
        ref readonly Operation operation = ref _loop.Operations[index];
        if ((operation.Info.Flags & OpFlags.Final) != 0 && index != _loop.Count - 1) throw Malformed(index, "it must be the last operation");
        foreach (Value arg in _loop.Args(operation)) Use(arg, index);
        if (OperationVerifier.Problem(operation.Code, _loop.Args(operation), operation.Result, descr, _loop.Constants) is { } problem) throw Malformed(index, problem);
        CheckPlace(index);
        CheckNew(index);
        if (operation.Result.IsNone) return;
        Define(operation.Result, index);
        if ((operation.Info.Flags & OpFlags.Allocates) != 0) _made[operation.Result.Index] = index + 1;
    }

    private void CheckLabel(in Operation operation, int index)
    {
        if (operation.Descr is not TargetToken) throw Malformed(index, "its descr must be a TargetToken");
        ReadOnlySpan<Value> args = _loop.Args(operation);
        // What a label does not name does not live on behind it: jumps come from anywhere.
        var live = new Kind[_defined.Length];
        foreach (Value arg in args)
        {
            if (!arg.IsVariable) throw Malformed(index, "the arguments of a label are variables");
            Use(arg, index);
            if (live[arg.Index] != Kind.Void) throw Malformed(index, $"{arg} stands twice in a label");
            live[arg.Index] = arg.Kind;
        }
        if (_isComplete) live.CopyTo(_defined, 0);
        Array.Clear(_made);
    }

    /// <summary>Kinds of what a label takes: of this trace's, or one of another trace that was verified; null where that is not known.</summary>
    private static Kind[]? LabelKinds(TargetToken target, TreeLoop loop)
    {
        foreach (ref readonly Operation operation in loop.Operations)
            if (operation.Code == label && operation.Descr == target) return KindsOf(loop.Args(operation));
        return target.Kinds;
    }

    public static Kind[] KindsOf(ReadOnlySpan<Value> values)
    {
        var kinds = new Kind[values.Length];
        for (int k = 0; k < kinds.Length; k++) kinds[k] = values[k].Kind;
        return kinds;
    }

    private void CheckJump(Kind[] kinds, int index)
    {
        ReadOnlySpan<Value> args = _loop.Args(_loop[index]);
        if (args.Length != kinds.Length) throw Malformed(index, $"it brings {args.Length} values, its label takes {kinds.Length}");
        for (int k = 0; k < kinds.Length; k++)
            if (args[k].Kind != kinds[k]) throw Malformed(index, $"argument {k}, {args[k]}, is of another kind than what its label takes");
    }

    private void CheckPlace(int index)
    {
        switch (_loop[index].Code)
        {
            case guard_no_overflow or guard_overflow when index == 0 || (_loop[index - 1].Info.Flags & OpFlags.Overflow) == 0:
                throw Malformed(index, "an _ovf operation must come directly before it");
            case guard_no_exception or guard_exception:
                // At the start of a bridge it asks about the exception that the bridge's guard failed on.
                if (CallBefore(index) is >= 0 and var before && (_loop[before].Info.Flags & OpFlags.Call) == 0) throw Malformed(index, "a call must come directly before it");
                return;
            case call_extra_i or call_extra_r or call_extra_f:
                if (CallBefore(index) is not (>= 0 and var call) || _loop[call].Descr is not CallDescr callee) throw Malformed(index, "a call must come directly before it");
                long which = _loop.Constants.IntOf(_loop.Args(_loop[index])[0]);
                if (which < 1 || which >= callee.Results.Length) throw Malformed(index, $"the call before it has no result {which}");
                if (callee.Results[which] != _loop[index].Result.Kind) throw Malformed(index, $"result {which} of the call before it is of another kind");
                return;
        }
    }

    private int CallBefore(int index)
    {
        int before = index - 1;
        while (before >= 0 && (_loop[before].Code is call_extra_i or call_extra_r or call_extra_f or debug_merge_point || (_isRecorded && Rebuilds(_loop[before].Code)))) before--;
        return before;
    }

    /// <summary>A recorded bridge begins with what rebuilds virtual objects and does stores that were put off; most of it goes.</summary>
    private static bool Rebuilds(OpCode code) => code is new_with_vtable or new_array or setfield_gc or setarrayitem_gc or setstatic_gc;

    /// <summary>What is stored into, or read from, an object or array that the trace has just made must lie in it: there is no check when it runs.</summary>
    private void CheckNew(int index)
    {
        ref readonly Operation operation = ref _loop.Operations[index];
        bool isField = operation.Code is setfield_gc or getfield_gc_i or getfield_gc_r or getfield_gc_f;
        bool isItem = operation.Code is setarrayitem_gc or getarrayitem_gc_i or getarrayitem_gc_r or getarrayitem_gc_f;
        if (!isField && !isItem) return;
        Value target = _loop.Args(operation)[0];
        if (!target.IsVariable || _made[target.Index] is not (> 0 and var place)) return;
        ref readonly Operation made = ref _loop.Operations[place - 1];
        bool isArray = made.Code == new_array;
        if (isArray == isField) throw Malformed(index, $"{target} is {(isArray ? "an array" : "no array")}");
        if (isField && !Holds((ClassDescr)made.Descr!, (FieldDescr)operation.Descr!))
            throw Malformed(index, $"{((FieldDescr)operation.Descr!).Name} is no field of {((ClassDescr)made.Descr!).Name}, which {target} is");
        if (isArray && Constant(_loop.Args(operation)[1]) is { } item && Constant(_loop.Args(made)[0]) is { } length && (ulong)item >= (ulong)length)
            throw Malformed(index, $"{target} has {length} items, and none at {item}");
    }

    private long? Constant(Value value) => value.IsConstant ? _loop.Constants.IntOf(value) : null;

    private static bool Holds(ClassDescr made, FieldDescr field)
    {
        if (made.Type is { } type && field.Parent?.Type is { } parent) return parent.IsAssignableFrom(type);
        return true;
    }

    private void Use(Value value, int index)
    {
        if (value.IsConstant) return;
        if (value.IsNone) throw Malformed(index, "an argument is missing");
        if (value.Index >= _defined.Length || _defined[value.Index] == Kind.Void) throw Malformed(index, $"{value} is not defined there");
        if (_defined[value.Index] != value.Kind) throw Malformed(index, $"{value} is defined with another kind");
    }

    private void Define(Value value, int index)
    {
        if (!value.IsVariable || value.Index >= _defined.Length) throw Malformed(index, $"{value} is not a variable of the trace");
        if (_results[value.Index]) throw Malformed(index, $"{value} is defined twice");
        _results[value.Index] = true;
        _defined[value.Index] = value.Kind;
    }

    private MalformedTraceException Malformed(int index, string what) =>
        new(index < 0 ? $"malformed trace: inputs: {what}" : $"malformed trace: operation {index}, {_loop[index].Code}: {what}");
}
