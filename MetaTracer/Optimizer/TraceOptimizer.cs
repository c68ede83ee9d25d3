using MetaTracer.Trace;

namespace MetaTracer.Optimizer;

/// <summary>
/// What the passes share while one straight piece of trace (a bridge, a function, a preamble, the body of a loop) is optimized: what
/// each variable is known to equal, what else is known of it, and the optimized trace so far.
/// </summary>
/// <remarks>Variables are numbers, so all of it stands in arrays indexed by them.</remarks>
internal sealed class TraceOptimizer
{
    private readonly Pass _first;
    private readonly Pass _heapOrEnd;
    private readonly OptimizationRun _run;
    private int[] _map;
    private int[] _equal;
    private object?[] _info;
    private int[] _definition;
    private int _capacity;
    private int _lastGuard = -1;
    private bool _passedMergePoint;

    /// <summary>Whether guards may be emitted: not for a jump whose condition has failed already.</summary>
    public bool MayAsk { get; set; } = true;

    /// <summary>Operations that a bridge may have to repeat because its guard resumes where an earlier one does.</summary>
    private const int SharedResumeDistance = 5;

    public TraceOptimizer(OptimizationRun run, TreeLoop recorded)
    {
        _run = run;
        Recorded = recorded;
        _capacity = Output.VariableCount + 64;
        _map = Scratch<int>.Rent(recorded.VariableCount);
        _equal = Scratch<int>.Rent(_capacity);
        _info = Scratch<object?>.Rent(_capacity);
        _definition = Scratch<int>.Rent(_capacity);
        run.Optimizers.Add(this);
        Start = Output.Count;

        Passes = OptimizerPipeline.CreatePasses(run.Enabled);
        var end = new EmitPass { Optimizer = this };
        Heap = null;
        for (int i = 0; i < Passes.Length; i++)
        {
            Passes[i].Optimizer = this;
            Passes[i].Next = i + 1 < Passes.Length ? Passes[i + 1] : end;
            if (Passes[i] is HeapPass heap) Heap = heap;
        }
        _first = Passes.Length > 0 ? Passes[0] : end;
        if (run.Verifier is { } verifier)
        {
            PassVerifier.CheckRecorded(recorded);
            _first = verifier.Link(this, Passes, end);
        }
        _heapOrEnd = Heap is null ? end : Heap;
    }

    public Pass[] Passes { get; }
    public HeapPass? Heap { get; }
    public TreeLoop Output => _run.Output;
    public ConstantPool Constants => _run.Output.Constants;
    public OptimizationRun Run => _run;

    /// <summary>The recorded trace that this piece is made of.</summary>
    public TreeLoop Recorded { get; }

    /// <summary>Index of this piece's first operation in the optimized trace.</summary>
    public int Start { get; }

    /// <summary>The _ovf operation just handled cannot overflow or is gone: so is the guard that follows it.</summary>
    public bool DropOverflowGuard { get; set; }

    /// <summary>The call just handled cannot raise or is gone: so is the guard_no_exception that follows it.</summary>
    public bool DropExceptionGuard { get; set; }

    /// <summary>A guard_not_invalidated stands in this piece and nothing since could have invalidated the trace.</summary>
    public bool KnownNotInvalidated { get; set; }

    // ---- Variables of the recorded trace and of the optimized one

    /// <summary>Says what a variable of the recorded trace is here.</summary>
    public void Map(Value recorded, Value value) => _map[recorded.Index] = value.Raw;

    /// <summary>What a value of the recorded trace is known to equal.</summary>
    /// <exception cref="InvalidLoopException">The trace does not define it.</exception>
    public Value Translate(Value recorded)
    {
        if (!recorded.IsVariable) return recorded;
        int raw = _map[recorded.Index];
        return raw != 0 ? Get(Value.FromRaw(raw)) : throw new InvalidLoopException($"the recorded trace uses {recorded} and does not define it");
    }

    /// <summary>What a value is known to equal.</summary>
    public Value Get(Value value)
    {
        while (value.IsVariable && value.Index < _capacity && _equal[value.Index] is not 0 and int equal) value = Value.FromRaw(equal);
        return value;
    }

    public Value NewVariable(Kind kind)
    {
        Value value = Output.NewVariable(kind);
        EnsureCapacity();
        return value;
    }

    private void EnsureCapacity()
    {
        if (Output.VariableCount > _capacity) Grow();
    }

    private void Grow()
    {
        int size = Output.VariableCount * 2;
        Scratch<int>.Grow(ref _equal, _capacity, size);
        Scratch<object?>.Grow(ref _info, _capacity, size);
        Scratch<int>.Grow(ref _definition, _capacity, size);
        _capacity = size;
    }

    /// <summary>Gives its memory back: there is one for every piece of every trace. It is not to be used any more.</summary>
    public void Release()
    {
        Scratch<int>.Return(_map, Recorded.VariableCount);
        Scratch<int>.Return(_equal, _capacity);
        Scratch<object?>.Return(_info, _capacity);
        Scratch<int>.Return(_definition, _capacity);
        _map = _equal = _definition = [];
        _info = [];
        _capacity = 0;
    }

    /// <summary>From here on <paramref name="variable"/> is another name of <paramref name="value"/>. What is known of it is lost; what is known of the value stays.</summary>
    public void MakeEqual(Value variable, Value value)
    {
        EnsureCapacity();
        variable = Get(variable);
        value = Get(value);
        if (variable == value || variable.IsConstant) return;
        _equal[variable.Index] = value.Raw;
    }

    // ---- What is known of values

    public bool TryInt(Value value, out long constant)
    {
        if (value.IsConstant && value.Kind == Kind.Int)
        {
            constant = Constants.IntOf(value);
            return true;
        }
        constant = 0;
        return false;
    }

    public bool IsIntConstant(Value value, long constant) => TryInt(value, out long known) && known == constant;

    public IntBound Bound(Value value)
    {
        if (TryInt(value, out long constant)) return IntBound.Constant(constant);
        EnsureCapacity();
        return _info[value.Index] as IntBound ?? IntBound.Any;
    }

    /// <summary>Adds to what is known of an integer. A value that can only be one becomes that constant.</summary>
    public void Narrow(Value value, IntBound bound)
    {
        value = Get(value);
        IntBound known = Bound(value);
        IntBound narrowed = known.Intersect(bound);
        if (value.IsConstant || ReferenceEquals(known, narrowed)) return;
        _info[value.Index] = narrowed;
        if (narrowed.IsConstant) MakeEqual(value, Constants.Int(narrowed.Lower));
    }

    public PtrInfo? Ptr(Value value)
    {
        if (!value.IsVariable) return null;
        EnsureCapacity();
        return _info[value.Index] as PtrInfo;
    }

    public PtrInfo EnsurePtr(Value value)
    {
        EnsureCapacity();
        if (_info[value.Index] is PtrInfo info) return info;
        var made = new PtrInfo();
        _info[value.Index] = made;
        return made;
    }

    public object? Info(Value value)
    {
        if (!value.IsVariable) return null;
        EnsureCapacity();
        return _info[value.Index];
    }

    public void SetInfo(Value value, object? info)
    {
        EnsureCapacity();
        _info[value.Index] = info;
    }

    public bool IsVirtual(Value value) => Ptr(value) is { IsVirtual: true };

    public bool IsNull(Value value) => value.IsConstant && value.Kind == Kind.Ref && Constants.RefOf(value) is null;

    public bool IsNonNull(Value value)
    {
        if (value.IsConstant) return Constants.RefOf(value) is not null;
        return Ptr(value) is { NonNull: true };
    }

    public void MakeNonNull(Value value)
    {
        if (value.IsVariable) EnsurePtr(value).NonNull = true;
    }

    /// <summary>The exact class: true or false when it is known whether the value is exactly of that class, null when it is not known.</summary>
    public bool? IsOfClass(Value value, ClassDescr cls)
    {
        if (value.IsConstant)
        {
            object? reference = Constants.RefOf(value);
            if (reference is null) return false;
            return cls.Type is null || reference is TextConstant ? null : reference.GetType() == cls.Type;
        }
        return Ptr(value)?.Class is { } known ? known == cls || (known.Type is not null && known.Type == cls.Type) : null;
    }

    /// <summary>Whether two references are surely not the same object.</summary>
    public bool AreDistinct(Value a, Value b)
    {
        if (a == b) return false;
        if (a.IsConstant && b.IsConstant) return true;
        PtrInfo? infoA = Ptr(a), infoB = Ptr(b);
        if (infoA is { IsVirtual: true } || infoB is { IsVirtual: true }) return true;
        if (IsNull(a) && infoB is { NonNull: true } || IsNull(b) && infoA is { NonNull: true }) return true;
        if (infoA is { IsFresh: true } && (infoB is { IsFresh: true } || b.IsConstant)) return true;
        if (infoB is { IsFresh: true } && a.IsConstant) return true;
        if (b.IsConstant) return infoA?.Class is { } known && Constants.RefOf(b) is not null && IsOfClass(b, known) == false;
        if (a.IsConstant) return infoB?.Class is { } other && Constants.RefOf(a) is not null && IsOfClass(a, other) == false;
        if (infoA is null || infoB is null) return false;
        return (infoA.Class is { Type: not null } classA && infoB.Class is { Type: not null } classB && classA.Type != classB.Type) || !infoA.LengthBound.Meets(infoB.LengthBound);
    }

    /// <summary>Whether two integers are surely not the same number.</summary>
    public bool AreUnequal(Value a, Value b)
    {
        if (a == b) return false;
        if (!Bound(a).Meets(Bound(b))) return true;
        (Value x, long c) = SplitOffset(a);
        (Value y, long d) = SplitOffset(b);
        return x == y && c != d;
    }

    /// <summary>A value as another one and a constant that is added to it.</summary>
    private (Value Value, long Offset) SplitOffset(Value value) =>
        TryProducer(value, out Op sum) && sum.Code is OpCode.int_add or OpCode.int_add_ovf && TryInt(Get(sum.B), out long offset)
            ? (Get(sum.A), offset)
            : (value, 0);

    // ---- Operations

    /// <summary>Gives one operation of the recorded trace, its arguments not yet translated, to the passes.</summary>
    public void Process(in Operation operation)
    {
        var op = new Op { Code = operation.Code, Descr = operation.Descr, Snapshot = operation.Snapshot, Count = operation.ArgCount };
        ReadOnlySpan<Value> args = Recorded.Args(operation);
        if (OpInfo.Of(op.Code).Arity < 0)
        {
            op.Many = new Value[args.Length];
            for (int i = 0; i < args.Length; i++) op.Many[i] = Translate(args[i]);
        }
        else
        {
            if (args.Length > 0) op.A = Translate(args[0]);
            if (args.Length > 1) op.B = Translate(args[1]);
            if (args.Length > 2) op.C = Translate(args[2]);
        }
        if (!operation.Result.IsNone)
        {
            op.Result = _run.IsCopying ? NewVariable(operation.Result.Kind) : operation.Result;
            Map(operation.Result, op.Result);
        }
        Dispatch(ref op);
    }

    private void Dispatch(ref Op op)
    {
        switch (op.Code)
        {
            case OpCode.guard_no_exception when DropExceptionGuard:
            case OpCode.guard_no_overflow when DropOverflowGuard:
                return;
            case OpCode.guard_exception when DropExceptionGuard:
            case OpCode.guard_overflow when DropOverflowGuard:
                throw new InvalidLoopException($"{op.Code} always fails");
            case OpCode.quasiimmut_field:
                if (!op.A.IsConstant || Constants.RefOf(op.A) is not MetaJit.QuasiImmutable quasi) throw new InvalidLoopException("a quasi-immutable value of an object that is not constant");
                _run.DependOn(quasi);
                return;
            case OpCode.record_known_result:
                foreach (Pass pass in Passes)
                    if (pass is PurePass pure) pure.AddKnown(op);
                return;
            case OpCode.assume_nonnull:
                MakeNonNull(op.A);
                return;
            case OpCode.record_exact_class:
                MakeNonNull(op.A);
                if (op.A.IsVariable) EnsurePtr(op.A).Class ??= (ClassDescr)Constants.RefOf(op.B)!;
                return;
            case OpCode.assume_length:
                if (op.A.IsVariable) EnsurePtr(op.A).AssumeLength(TryInt(op.B, out long least) ? (int)least : 0, op.B);
                return;
        }
        OpFlags flags = op.Info.Flags;
        if ((flags & OpFlags.Call) != 0) DropExceptionGuard = false;
        if ((flags & OpFlags.Overflow) != 0) DropOverflowGuard = false;
        _first.Process(ref op);
    }

    /// <summary>A fact of the piece before is used: it goes into the short preamble, and its value becomes an argument of the label.</summary>
    public void UseImport(int import) => Imports!.Use(import);

    /// <summary>In the body of a loop: the facts it may take over from the preamble.</summary>
    public ShortPreambleBuilder? Imports { get; set; }

    /// <summary>Gives an operation to all passes.</summary>
    public void Send(ref Op op)
    {
        for (int i = 0; i < op.Count; i++) op.Set(i, Get(op[i]));
        Dispatch(ref op);
    }

    /// <summary>Gives an operation that the optimizer itself made to all passes and returns what its result equals.</summary>
    public Value Send(OpCode code, ReadOnlySpan<Value> args, object? descr = null, int snapshot = -1)
    {
        Kind kind = OpInfo.Of(code).Result;
        Value result = kind == Kind.Void ? Value.None : NewVariable(kind);
        Op op = Op.Of(code, result, args, descr, snapshot);
        Send(ref op);
        return Get(result);
    }

    /// <summary>Stores that were put off are done, in the trace.</summary>
    public void Flush()
    {
        foreach (Pass pass in Passes) pass.Flush();
    }

    /// <summary>Makes a virtual real: emits its allocation and the stores that fill it. Any other value is returned as it is.</summary>
    public Value Force(Value value)
    {
        value = Get(value);
        if (Ptr(value) is not { IsVirtual: true } info) return value;
        // It counts as real before its parts do: they may refer back to it.
        _info[value.Index] = new PtrInfo { Class = info.Class, NonNull = true, IsFresh = true, LengthBound = info.LengthBound };
        if (info is VirtualObject made)
        {
            AppendRaw(Op.Of(OpCode.new_with_vtable, value, [], made.Class));
            for (int i = 0; i < made.Count; i++)
                if (!IsZero(made.ValueAt(i))) Store(Op.Of(OpCode.setfield_gc, Value.None, [value, made.ValueAt(i)], made.Field(i)));
            return value;
        }
        var array = (VirtualArray)info;
        AppendRaw(Op.Of(OpCode.new_array, value, [Constants.Int(array.Length)], array.Array));
        foreach ((ArrayDescr descr, Value[] items) in array.Planes)
            for (int i = 0; i < items.Length; i++)
                if (!IsZero(items[i])) Store(Op.Of(OpCode.setarrayitem_gc, Value.None, [value, Constants.Int(i), items[i]], descr));
        return value;
    }

    private void Store(Op op)
    {
        for (int i = 0; i < op.Count; i++) op.Set(i, Get(op[i]));
        _heapOrEnd.Process(ref op);
    }

    /// <summary>Whether a value is what fresh memory holds.</summary>
    public bool IsZero(Value value)
    {
        value = Get(value);
        if (value.IsNone) return true;
        if (!value.IsConstant) return false;
        return value.Kind switch
        {
            Kind.Int => Constants.IntOf(value) == 0,
            Kind.Ref => Constants.RefOf(value) is null,
            _ => BitConverter.DoubleToInt64Bits(Constants.FloatOf(value)) == 0,
        };
    }

    public Value Zero(Kind kind) => kind switch { Kind.Int => Constants.Int(0), Kind.Ref => Constants.Null, _ => Constants.Float(0) };

    public void ForceArgs(ref Op op)
    {
        for (int i = 0; i < op.Count; i++) op.Set(i, Force(op[i]));
    }

    /// <summary>Puts an operation into the optimized trace. Virtuals among its arguments are made real first.</summary>
    public void Append(ref Op op)
    {
        ForceArgs(ref op);
        if (op.IsGuard) AppendGuard(ref op);
        else AppendRaw(op);
    }

    private int AppendRaw(in Op op)
    {
        Span<Value> buffer = stackalloc Value[3];
        ReadOnlySpan<Value> args = op.Args(buffer);
        if (Imports is not null)
            foreach (Value arg in args) Reference(arg);
        int index = Output.Append(op.Code, op.Result, args, op.Descr);
        _passedMergePoint |= op.Code == OpCode.debug_merge_point;
        if (!op.Result.IsNone)
        {
            EnsureCapacity();
            _definition[op.Result.Index] = index + 1;
        }
        if ((op.Info.Flags & (OpFlags.Effect | OpFlags.Call)) != 0 && op.Code is not (OpCode.debug_merge_point or OpCode.quasiimmut_field)) _lastGuard = -1;
        return index;
    }

    private void AppendGuard(ref Op op)
    {
        bool asksForException = op.Code is OpCode.guard_no_exception or OpCode.guard_exception;
        bool sharesResume = _lastGuard >= 0 && Output.Count - _lastGuard <= SharedResumeDistance && !asksForException;
        // Before it is there: who asks for a jump goes on without one, with all that has been emitted.
        if (!MayAsk) throw new InvalidLoopException($"{op.Code} would ask for what this jump has asked for before");
        if (!sharesResume && op.Snapshot < 0) throw new InvalidLoopException($"{op.Code} has no snapshot to resume from");
        int index = AppendRaw(op);
        var guard = new GuardDescr { Code = op.Code, Number = _run.Options.NextGuardNumber(), Owner = _run.Token };
        Output[index].Descr = guard;
        if (op.Snapshot >= 0)
        {
            if (_run.IsConditionOfJump(op.Snapshot)) guard.ConditionOf = _run.JumpToken;
            if (op.Code is OpCode.guard_value or OpCode.guard_class or OpCode.guard_nonnull_class) NoteSite(guard, op.Snapshot);
        }
        if (sharesResume)
        {
            // Nothing has happened since the last guard that going back to it would repeat: its resume data serves this one too. A bridge
            // computes again what stands between, so that may not be much.
            ref Operation last = ref Output[_lastGuard];
            Output[index].FailStart = last.FailStart;
            Output[index].FailCount = last.FailCount;
            var lastDescr = (GuardDescr)last.Descr!;
            guard.Store = lastDescr.Store;
            guard.ResumeAt = lastDescr.ResumeAt;
            // The condition of the other one held.
            guard.Condition = !lastDescr.Condition;
            guard.FailKinds = lastDescr.FailKinds;
        }
        else
        {
            _run.Resume.Build(this, op.Snapshot, guard, index);
            _lastGuard = asksForException ? -1 : index;
        }
        _run.Facts.Add(this, guard, op, Output.FailArgs(Output[index]));
        Learn(op);
    }

    /// <summary>Which instruction a guard on a value or class is for, and how many others it has been compiled for on the way here.</summary>
    public void NoteSite(GuardDescr guard, int snapshot)
    {
        if (snapshot < 0) return;
        guard.Site = Recorded.Snapshots.PlaceOf(snapshot);
        if (!_passedMergePoint && _run.From is { Site: { } failed } from && failed == guard.Site) guard.Tried = from.Tried + 1;
    }

    /// <summary>
    /// What a guard of a reference says, from after it on. Whichever passes are on, because a loop's label relies on it: what was read
    /// behind such a guard is read by whoever jumps there.
    /// </summary>
    private void Learn(in Op guard)
    {
        if (guard.Code is not (OpCode.guard_nonnull or OpCode.guard_class or OpCode.guard_nonnull_class) || !guard.A.IsVariable) return;
        PtrInfo info = EnsurePtr(guard.A);
        info.NonNull = true;
        if (guard.Code != OpCode.guard_nonnull) info.Class = (ClassDescr)Constants.RefOf(guard.B)!;
    }

    /// <summary>
    /// The operation that computed a variable: one of this piece, or one of the piece before that the short preamble may repeat. Not one that
    /// overflowed: whoever asks takes the result of an _ovf operation as exact.
    /// </summary>
    public bool TryProducer(Value value, out Op producer)
    {
        producer = default;
        if (!value.IsVariable || value.Index >= _capacity) return false;
        int index = _definition[value.Index] - 1;
        if (index < 0) return Imports is not null && Imports.TryProducer(value, out producer);
        ref readonly Operation operation = ref Output.Operations[index];
        if (operation.Info.Arity < 0 || HasOverflowed(index)) return false;
        producer = Op.Of(operation.Code, operation.Result, Output.Args(operation), operation.Descr);
        return true;
    }

    private bool HasOverflowed(int index) =>
        (Output[index].Info.Flags & OpFlags.Overflow) != 0 && index + 1 < Output.Count && Output[index + 1].Code == OpCode.guard_overflow;

    /// <summary><see cref="TryProducer(Value, out Op)"/>, where only that operation is of interest: it mostly is another one.</summary>
    public bool TryProducer(Value value, OpCode code, out Op producer)
    {
        if (value.IsVariable && value.Index < _capacity && _definition[value.Index] is > 0 and int place && Output[place - 1].Code != code)
        {
            producer = default;
            return false;
        }
        return TryProducer(value, out producer) && producer.Code == code;
    }

    /// <summary>A value becomes part of the trace: if it comes from the piece before, the label must bring it.</summary>
    public void Reference(Value value)
    {
        if (Imports is not null && value.IsVariable) Imports.Reference(value);
    }
}
