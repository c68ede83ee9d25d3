// Runs the frames that a failed guard or an aborted trace left, instruction by instruction, until the interpreter can take over: at the
// next merge point of the outermost portal frame, or when that frame returns. PyPy's blackhole interpreter.
//
// It only ever runs frames it was given: every call, also of a method the tracer would follow, runs the compiled C# method, which means
// the same and is faster. A merge point in an inner portal frame calls the portal with that frame's greens and reds.
using System.Diagnostics;
using System.Runtime.CompilerServices;
using MetaJit;
using MetaTracer.CodeWriter;
using MetaTracer.Trace;
using MetaTracer.Tracing;
using MetaTracer.Warmup;

namespace MetaTracer.Resume;

internal sealed class Blackhole(JitEngine engine)
{
    private readonly JitCodeWriter _codeWriter = engine.CodeWriter;

    /// <summary>Instructions executed, for statistics.</summary>
    public long Executed { get; private set; }

    /// <summary>
    /// Runs and consumes <paramref name="frames"/>, the outermost first. A <paramref name="pending"/> exception is raised as if the
    /// instruction before the innermost frame's pc had raised it.
    /// </summary>
    public PortalExit Run(List<Frame> frames, Exception? pending)
    {
        Frame frame = frames[^1];
        DriverState outermost = engine.StateOf(frames[0].Code.Portal!);
        if (pending is not null && !Unwind(frames, ref frame, pending, frame.Pc - 1)) return Failed(outermost, pending);

        while (true)
        {
            Exception? raised = RunFrame(frame);
            if (raised is null)
            {
                ref Insn insn = ref frame.Code.Code[frame.Pc];
                if (insn.Op == JitOp.Return)
                {
                    var values = (Operand[])insn.X!;
                    frames.RemoveAt(frames.Count - 1);
                    if (frames.Count == 0) return Returned(outermost, frame, values);
                    Frame caller = frames[^1];
                    Operand[] results = caller.PendingCall.Results;
                    for (int k = 0; k < results.Length; k++) caller.CopyFrom(frame, values[k], results[k]);
                    frame.Return();
                    frame = caller;
                    continue;
                }
                DriverState state = engine.StateOf(((MergePointInfo)insn.X!).Driver);
                PortalExit exit = state.Exit;
                state.StoreState(frame, exit);
                frames.RemoveAt(frames.Count - 1);
                frame.Return();
                if (frames.Count == 0) return exit;
                state.CallPortal(exit);
                frame = frames[^1];
                if (exit.Kind != ExitKind.Exception)
                {
                    StoreResult(frame, state, exit);
                    continue;
                }
                raised = exit.Exception!;
            }
            if (!Unwind(frames, ref frame, raised, frame.Pc - 1)) return Failed(outermost, raised);
        }
    }

    /// <summary>
    /// Executes a frame's instructions up to one that leaves the frame, a return or a merge point, at which its pc then is. Returns the
    /// exception that an instruction raised; the pc is behind that one then.
    /// </summary>
    private Exception? RunFrame(Frame frame)
    {
        Insn[] code = frame.Code.Code;
        long[] ints = frame.Ints;
        object?[] refs = frame.Refs;
        int pc = frame.Pc;
        long executed = 0;
        while (true)
        {
            ref Insn insn = ref code[pc];
            executed++;
            switch (insn.Op)
            {
                case JitOp.Return or JitOp.MergePoint:
                    frame.Pc = pc;
                    Executed += executed;
                    return null;
                case JitOp.Goto:
                    pc = insn.Target;
                    continue;
                case JitOp.BranchTrue:
                    pc = ints[insn.A] != 0 ? insn.Target : pc + 1;
                    continue;
                case JitOp.BranchFalse:
                    pc = ints[insn.A] == 0 ? insn.Target : pc + 1;
                    continue;
                case JitOp.BranchNull:
                    pc = refs[insn.A] is null ? insn.Target : pc + 1;
                    continue;
                case JitOp.BranchNonNull:
                    pc = refs[insn.A] is not null ? insn.Target : pc + 1;
                    continue;
                case JitOp.Move or JitOp.Promote when insn.Kind == Kind.Ref:
                    refs[insn.Dst] = refs[insn.A];
                    pc++;
                    continue;
                case JitOp.Move or JitOp.Promote when insn.Kind == Kind.Int:
                    ints[insn.Dst] = ints[insn.A];
                    pc++;
                    continue;
                case JitOp.Pure:
                    switch (insn.Code)
                    {
                        case OpCode.int_add: ints[insn.Dst] = ints[insn.A] + ints[insn.B]; break;
                        case OpCode.int_sub: ints[insn.Dst] = ints[insn.A] - ints[insn.B]; break;
                        case OpCode.int_and: ints[insn.Dst] = ints[insn.A] & ints[insn.B]; break;
                        case OpCode.int_eq: ints[insn.Dst] = ints[insn.A] == ints[insn.B] ? 1 : 0; break;
                        case OpCode.int_ne: ints[insn.Dst] = ints[insn.A] != ints[insn.B] ? 1 : 0; break;
                        case OpCode.int_lt: ints[insn.Dst] = ints[insn.A] < ints[insn.B] ? 1 : 0; break;
                        case OpCode.ptr_eq: ints[insn.Dst] = ReferenceEquals(refs[insn.A], refs[insn.B]) ? 1 : 0; break;
                        default: PureOperations.Execute(insn, frame); break;
                    }
                    pc++;
                    continue;
                case JitOp.GetField when insn.Kind == Kind.Ref && refs[insn.A] is { } target:
                    refs[insn.Dst] = RawMemory.LoadRef(target, (FieldDescr)insn.X!);
                    pc++;
                    continue;
                case JitOp.GetField when insn.Kind == Kind.Int && refs[insn.A] is { } owner:
                    ints[insn.Dst] = RawMemory.LoadInt(owner, (FieldDescr)insn.X!);
                    pc++;
                    continue;
                case JitOp.IsConstant or JitOp.IsVirtual:
                    ints[insn.Dst] = 0;
                    pc++;
                    continue;
            }
            frame.Pc = pc + 1;
            if (Step(frame, ref insn) is { } raised)
            {
                Executed += executed;
                return raised;
            }
            pc = frame.Pc;
        }
    }

    /// <summary>Executes one instruction that stays in its frame and that <see cref="RunFrame"/> does not execute itself. Returns the exception it raised.</summary>
    private Exception? Step(Frame frame, ref Insn insn)
    {
        long[] ints = frame.Ints;
        object?[] refs = frame.Refs;
        switch (insn.Op)
        {
            case JitOp.Move:
                switch (insn.Kind)
                {
                    case Kind.Int: ints[insn.Dst] = ints[insn.A]; break;
                    case Kind.Ref: refs[insn.Dst] = refs[insn.A]; break;
                    default: frame.Floats[insn.Dst] = frame.Floats[insn.A]; break;
                }
                return null;
            case JitOp.Pure:
                PureOperations.Execute(insn, frame);
                return null;
            case JitOp.Overflow:
                {
                    long a = ints[insn.A], b = ints[insn.B];
                    ints[insn.Dst] = Executor.Int(insn.Code, a, b);
                    ints[insn.C] = Executor.Overflows(insn.Code, a, b) ? 1 : 0;
                    return null;
                }

            case JitOp.Switch:
                {
                    var targets = (int[])insn.X!;
                    if ((ulong)ints[insn.A] < (ulong)targets.Length) frame.Pc = targets[ints[insn.A]];
                    return null;
                }

            case JitOp.GetField:
            case JitOp.SetField:
                if (refs[insn.A] is not { } target) return new NullReferenceException();
                Field(frame, ref insn, target, (FieldDescr)insn.X!);
                return null;
            case JitOp.GetStatic:
            case JitOp.SetStatic:
                return Static(frame, ref insn, (StaticDescr)insn.X!);
            case JitOp.ArrayLength:
                if (refs[insn.A] is not { } sized) return new NullReferenceException();
                ints[insn.Dst] = RawMemory.ArrayLength(sized);
                return null;
            case JitOp.GetItem:
            case JitOp.GetItemPure:
            case JitOp.SetItem:
            case JitOp.BoundsCheck:
                if (refs[insn.A] is not { } array) return new NullReferenceException();
                if ((ulong)ints[insn.B] >= (ulong)RawMemory.ArrayLength(array)) return new IndexOutOfRangeException();
                return insn.Op == JitOp.BoundsCheck ? null : Item(frame, ref insn, array, (ArrayDescr)insn.X!);
            case JitOp.StringLength:
                if (refs[insn.A] is not { } text) return new NullReferenceException();
                ints[insn.Dst] = RawMemory.StringLength(text);
                return null;
            case JitOp.StringItem:
                if (refs[insn.A] is not string characters) return new NullReferenceException();
                if ((ulong)ints[insn.B] >= (ulong)characters.Length) return new IndexOutOfRangeException();
                ints[insn.Dst] = characters[(int)ints[insn.B]];
                return null;

            case JitOp.New:
                refs[insn.Dst] = RuntimeHelpers.GetUninitializedObject(((ClassDescr)insn.X!).Type!);
                return null;
            case JitOp.NewArray:
                if (ints[insn.A] < 0) return new OverflowException();
                refs[insn.Dst] = Allocation.NewArray((ArrayDescr)insn.X!, ints[insn.A]);
                return null;
            case JitOp.IsInstance:
                refs[insn.Dst] = ((Type)insn.X!).IsInstanceOfType(refs[insn.A]) ? refs[insn.A] : null;
                return null;
            case JitOp.CastClass:
                if (refs[insn.A] is { } value && !((Type)insn.X!).IsInstanceOfType(value)) return RuntimeErrors.Cast(value, (Type)insn.X!);
                refs[insn.Dst] = refs[insn.A];
                return null;
            case JitOp.NullCheck:
                return refs[insn.A] is null ? new NullReferenceException() : null;

            case JitOp.Call:
            case JitOp.CallVirtual:
                {
                    var call = (CallInfo)insn.X!;
                    bool isVirtual = insn.Op == JitOp.CallVirtual;
                    if (isVirtual && refs[call.Args[0].Register] is null) return new NullReferenceException();
                    CallDescr callee = CallCache.Of(call).Stub ??= _codeWriter.CallDescrOf(call.Method, isVirtual, call.Shape);
                    return ResidualCall.Run(callee, frame, call.Args, call.Results);
                }
            case JitOp.ConditionalCall:
                {
                    var call = (CallInfo)insn.X!;
                    if (ints[call.Args[0].Register] == 0) return null;
                    CallDescr callee = CallCache.Of(call).Stub ??= _codeWriter.CallDescrOf(call.Method, false, call.Shape);
                    return ResidualCall.Run(callee, frame, call.Args[1..], []);
                }
            case JitOp.ConditionalCallElidable:
                {
                    var call = (CallInfo)insn.X!;
                    CallDescr callee = CallCache.Of(call).Stub ??= _codeWriter.CallDescrOf(call.Method, false, call.Shape);
                    if (refs[call.Args[0].Register] is not { } known) return ResidualCall.Run(callee, frame, call.Args[1..], call.Results);
                    refs[call.Results[0].Register] = known;
                    return null;
                }
            case JitOp.Throw:
                return (Exception?)refs[insn.A] ?? new NullReferenceException();

            case JitOp.LoopHeader:
            case JitOp.EnterFunction:
                refs[insn.Dst] = null;
                return null;
            case JitOp.Promote:
            case JitOp.PromoteString:
                switch (insn.Kind)
                {
                    case Kind.Int: ints[insn.Dst] = ints[insn.A]; break;
                    case Kind.Ref: refs[insn.Dst] = refs[insn.A]; break;
                    default: frame.Floats[insn.Dst] = frame.Floats[insn.A]; break;
                }
                return null;
            case JitOp.RecordExactClass:
            case JitOp.AssumeNonNull:
            case JitOp.AssumeLength:
            case JitOp.RecordKnownResult:
            case JitOp.ForceVirtualizable:
                return null;
            case JitOp.GetQuasiImmutable:
                if (refs[insn.A] is not { } holder) return new NullReferenceException();
                Field(frame, ref insn, holder, (FieldDescr)insn.X!);
                return null;
            default:
                throw new UnreachableException($"the blackhole does not know {insn.Op}");
        }
    }

    private static void Field(Frame frame, ref Insn insn, object target, FieldDescr field)
    {
        bool isStore = insn.Op == JitOp.SetField;
        switch (field.Kind)
        {
            case Kind.Int when isStore: RawMemory.StoreInt(target, field, frame.Ints[insn.B]); break;
            case Kind.Ref when isStore: RawMemory.StoreRef(target, field, frame.Refs[insn.B]); break;
            case Kind.Float when isStore: RawMemory.StoreFloat(target, field, frame.Floats[insn.B]); break;
            case Kind.Int: frame.Ints[insn.Dst] = RawMemory.LoadInt(target, field); break;
            case Kind.Ref: frame.Refs[insn.Dst] = RawMemory.LoadRef(target, field); break;
            default: frame.Floats[insn.Dst] = RawMemory.LoadFloat(target, field); break;
        }
    }

    private static Exception? Static(Frame frame, ref Insn insn, StaticDescr descr)
    {
        bool isStore = insn.Op == JitOp.SetStatic;
        try
        {
            switch (descr.Kind)
            {
                case Kind.Int when isStore: RawMemory.StoreInt(descr, frame.Ints[insn.A]); break;
                case Kind.Ref when isStore: RawMemory.StoreRef(descr, frame.Refs[insn.A]); break;
                case Kind.Float when isStore: RawMemory.StoreFloat(descr, frame.Floats[insn.A]); break;
                case Kind.Int: frame.Ints[insn.Dst] = RawMemory.LoadInt(descr); break;
                case Kind.Ref: frame.Refs[insn.Dst] = RawMemory.LoadRef(descr); break;
                default: frame.Floats[insn.Dst] = RawMemory.LoadFloat(descr); break;
            }
            return null;
        }
        catch (TypeInitializationException failed)
        {
            return failed;
        }
    }

    private static Exception? Item(Frame frame, ref Insn insn, object array, ArrayDescr descr)
    {
        long index = frame.Ints[insn.B];
        if (insn.Op == JitOp.SetItem)
        {
            switch (descr.Kind)
            {
                case Kind.Int: RawMemory.StoreInt(array, descr, index, frame.Ints[insn.C]); break;
                case Kind.Float: RawMemory.StoreFloat(array, descr, index, frame.Floats[insn.C]); break;
                default:
                    object? value = frame.Refs[insn.C];
                    if (!RuntimeErrors.ArrayAdmits(array, value)) return new ArrayTypeMismatchException();
                    RawMemory.StoreRef(array, descr, index, value);
                    break;
            }
            return null;
        }
        switch (descr.Kind)
        {
            case Kind.Int: frame.Ints[insn.Dst] = RawMemory.LoadInt(array, descr, index); break;
            case Kind.Ref: frame.Refs[insn.Dst] = RawMemory.LoadRef(array, descr, index); break;
            default: frame.Floats[insn.Dst] = RawMemory.LoadFloat(array, descr, index); break;
        }
        return null;
    }

    /// <summary>Goes to the handler of an exception that was raised at <paramref name="pc"/> of the innermost frame. False: there is none.</summary>
    private static bool Unwind(List<Frame> frames, ref Frame frame, Exception exception, int pc)
    {
        while (true)
        {
            if (Handlers.Find(frame.Code, pc, exception) is { } handler)
            {
                frame.Refs[handler.ExceptionRegister] = exception;
                frame.Pc = handler.Handler;
                return true;
            }
            frames.RemoveAt(frames.Count - 1);
            frame.Return();
            if (frames.Count == 0) return false;
            frame = frames[^1];
            pc = frame.Pc - 1;
        }
    }

    private static PortalExit Failed(DriverState state, Exception exception)
    {
        state.Exit.Kind = ExitKind.Exception;
        state.Exit.Exception = exception;
        return state.Exit;
    }

    private static PortalExit Returned(DriverState state, Frame frame, Operand[] values)
    {
        PortalExit exit = state.Exit;
        exit.Kind = ExitKind.Return;
        if (state.ResultPlace is { } place)
        {
            place.Take(frame, values);
        }
        else if (values.Length > 0)
        {
            switch (values[0].Kind)
            {
                case Kind.Int: exit.Ints[0] = frame.Ints[values[0].Register]; break;
                case Kind.Ref: exit.Refs[0] = frame.Refs[values[0].Register]; break;
                default: exit.Floats[0] = frame.Floats[values[0].Register]; break;
            }
        }
        frame.Return();
        return exit;
    }

    private static void StoreResult(Frame caller, DriverState state, PortalExit exit)
    {
        if (state.ResultPlace is { } place)
        {
            place.Give(caller, caller.PendingCall.Results);
            return;
        }
        if (caller.PendingCall.Results is not [var result]) return;
        switch (result.Kind)
        {
            case Kind.Int: caller.Ints[result.Register] = exit.Ints[0]; break;
            case Kind.Ref: caller.Refs[result.Register] = exit.Refs[0]; break;
            default: caller.Floats[result.Register] = exit.Floats[0]; break;
        }
    }
}
