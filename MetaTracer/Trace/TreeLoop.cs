namespace MetaTracer.Trace;

/// <summary>One operation. Its arguments and fail arguments stand in the owning <see cref="TreeLoop"/>'s argument pool.</summary>
internal struct Operation
{
    public OpCode Code;
    public Value Result;
    public int ArgStart, ArgCount;

    /// <summary>Class, field, array, static, call, guard, target or finish descr, as the operation asks for.</summary>
    public object? Descr;

    /// <summary>Of a guard in a recorded trace: where its snapshot begins in <see cref="TreeLoop.Snapshots"/>; otherwise -1.</summary>
    public int Snapshot;

    /// <summary>Of a guard in an optimized trace: the values its resume data is built from, in the argument pool.</summary>
    public int FailStart, FailCount;

    public readonly OpInfo Info => OpInfo.Of(Code);
    public readonly bool IsGuard => (Info.Flags & OpFlags.Guard) != 0;
}

/// <summary>
/// A trace: input arguments, then operations, the last one <c>jump</c>, <c>finish</c> or <c>guard_always_fails</c>. Compact on
/// purpose: operations in one array, all their arguments in another, variables are numbers.
/// <para>
/// A recorded loop takes the reds and, after them, the virtualizable's scalar fields and array items; its jump gives the same. The
/// optimizer keeps these inputs and puts labels in. Before it is compiled, the inputs are cut to the reds, and reads of the
/// virtualizable go before the first label. The arguments of a label are distinct variables.
/// </para>
/// </summary>
internal sealed class TreeLoop(ConstantPool constants)
{
    private Operation[] _operations = [];
    private int _count;
    private Value[] _args = [];
    private int _argCount;

    public ConstantPool Constants { get; } = constants;

    /// <summary>The variables that have a value when the loop or bridge is entered.</summary>
    public List<Value> Inputs { get; } = [];

    /// <summary>Snapshots of a recorded trace; empty in an optimized one.</summary>
    public SnapshotStore Snapshots { get; init; } = new();

    /// <summary>Of a recorded trace whose log is to tell it; else null.</summary>
    internal RecordedPlaces? Places { get; set; }

    /// <summary>Variables numbered so far: every variable's index is below it.</summary>
    public int VariableCount { get; set; }

    public int Count => _count;
    public Span<Operation> Operations => _operations.AsSpan(0, _count);
    public ref Operation this[int index] => ref _operations[index];

    public ReadOnlySpan<Value> Args(in Operation operation) =>
        _args.AsSpan(operation.ArgStart, operation.ArgCount);

    public ReadOnlySpan<Value> FailArgs(in Operation operation) =>
        _args.AsSpan(operation.FailStart, operation.FailCount);

    public Value NewVariable(Kind kind) => Value.Variable(kind, VariableCount++);

    public Value AddInput(Kind kind)
    {
        Value value = NewVariable(kind);
        Inputs.Add(value);
        return value;
    }

    /// <summary>Appends an operation whose result, if its opcode has one, is a new variable, and returns that.</summary>
    public Value Emit(OpCode code, ReadOnlySpan<Value> args, object? descr = null)
    {
        Kind kind = OpInfo.Of(code).Result;
        Value result = kind == Kind.Void ? Value.None : NewVariable(kind);
        Append(code, result, args, descr);
        return result;
    }

    /// <summary>Appends an operation with a given result and returns its index.</summary>
    public int Append(OpCode code, Value result, ReadOnlySpan<Value> args, object? descr = null, int snapshot = -1)
    {
        if (_count == _operations.Length) Scratch<Operation>.Grow(ref _operations, _count, Math.Max(64, _count * 2));
        ref Operation operation = ref _operations[_count];
        operation.Code = code;
        operation.Result = result;
        operation.ArgStart = AddArgs(args);
        operation.ArgCount = args.Length;
        operation.Descr = descr;
        operation.Snapshot = snapshot;
        operation.FailStart = operation.FailCount = 0;
        return _count++;
    }

    private int AddArgs(ReadOnlySpan<Value> args)
    {
        int start = _argCount;
        if (start + args.Length > _args.Length)
        {
            Value[] larger = Scratch<Value>.Rent(Math.Max(Math.Max(128, _args.Length * 2), start + args.Length));
            _args.AsSpan(0, start).CopyTo(larger);
            // The arguments given may be some of these.
            args.CopyTo(larger.AsSpan(start));
            Scratch<Value>.Return(_args, start);
            _args = larger;
        }
        else
        {
            args.CopyTo(_args.AsSpan(start));
        }
        _argCount = start + args.Length;
        return start;
    }

    /// <summary>Sets a guard's fail arguments.</summary>
    public void SetFailArgs(int index, ReadOnlySpan<Value> failArgs)
    {
        ref Operation operation = ref this[index];
        operation.FailStart = AddArgs(failArgs);
        operation.FailCount = failArgs.Length;
    }

    /// <summary>Replaces an operation's arguments.</summary>
    public void SetArgs(int index, ReadOnlySpan<Value> args)
    {
        ref Operation operation = ref this[index];
        operation.ArgStart = AddArgs(args);
        operation.ArgCount = args.Length;
    }

    /// <summary>
    /// A trace of its own that takes <paramref name="inputs"/>, of the operations from <paramref name="start"/> to before <paramref name="end"/>
    /// of a recorded trace, whose arguments stand one after the other.
    /// </summary>
    public TreeLoop Slice(int start, int end, IEnumerable<Value> inputs)
    {
        var slice = new TreeLoop(Constants) { Snapshots = Snapshots, VariableCount = VariableCount, Places = Places?.From(start) };
        slice.Inputs.AddRange(inputs);
        if (start == end) return slice;
        ReadOnlySpan<Operation> operations = _operations.AsSpan(start, end - start);
        int firstArg = operations[0].ArgStart, args = operations[^1].ArgStart + operations[^1].ArgCount - firstArg;
        // With room for the operation that ends it.
        slice._operations = Scratch<Operation>.Rent(operations.Length + 1);
        slice._count = operations.Length;
        operations.CopyTo(slice._operations);
        slice._args = Scratch<Value>.Rent(args + 128);
        slice._argCount = args;
        _args.AsSpan(firstArg, args).CopyTo(slice._args);
        foreach (ref Operation operation in slice.Operations) operation.ArgStart -= firstArg;
        return slice;
    }

    /// <summary>Gives its memory back: the trace is not to be used any more. One that is not given back is collected like any object.</summary>
    public void Release()
    {
        Scratch<Operation>.Return(_operations, _count);
        Scratch<Value>.Return(_args, _argCount);
        _operations = [];
        _args = [];
        _count = _argCount = 0;
    }

    /// <summary>Drops the operations marked.</summary>
    public void Remove(ReadOnlySpan<bool> dead)
    {
        int kept = 0;
        Span<Operation> operations = Operations;
        for (int i = 0; i < operations.Length; i++)
            if (!dead[i]) operations[kept++] = operations[i];
        Truncate(kept);
    }

    /// <summary>Drops every operation from <paramref name="count"/> on.</summary>
    public void Truncate(int count)
    {
        Array.Clear(_operations, count, _count - count);
        _count = count;
    }
}
