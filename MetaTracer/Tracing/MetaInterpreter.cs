// The meta-interpreter: executes the interpreter's JitCode on the concrete values of the running program and records, as a trace, what
// depended on something that is not constant. It runs until the trace closes a loop, leaves the portal, or is given up; in each of
// these cases the program's state is exactly where the concrete execution got to. The parts:
//   MetaInterpreter.cs              frames, the instruction loop, guards and snapshots
//   MetaInterpreter.Values.cs       arithmetic, branches, hints
//   MetaInterpreter.Heap.cs         objects, arrays, statics
//   MetaInterpreter.Virtualizable.cs  the traced frame's boxes
//   MetaInterpreter.Calls.cs        calls, returns, portal calls
//   MetaInterpreter.Exceptions.cs   raising and unwinding
//   MetaInterpreter.MergePoints.cs  merge points, closing and leaving the trace
//   MetaInterpreter.Joins.cs        merge points where bridges share code
using System.Diagnostics;
using MetaTracer.CodeWriter;
using MetaTracer.Logging;
using MetaTracer.Resume;
using MetaTracer.Trace;
using MetaTracer.Warmup;

namespace MetaTracer.Tracing;

internal sealed partial class MetaInterpreter(JitEngine engine)
{
    private const int MaxFrames = 400;

    private readonly JitCodeWriter _codeWriter = engine.CodeWriter;
    private readonly List<Frame> _frames = [];
    private readonly HeapCache _heap = new();

    private TreeLoop _trace = null!;
    private ConstantPool _constants = null!;
    private TraceDependency _dependency = null!;
    private DriverState _driver = null!;
    private Frame _frame = null!;

    // The instruction under way: its place, and whether it has already had an effect that must not be repeated.
    private int _pc;
    private bool _committed;
    private Exception? _raised;

    // Two guards of one instruction see the same registers, so they share a snapshot.
    private long _instruction;
    private long _snapshotInstruction;
    private int _snapshot;

    // How the trace ended; null while it goes on.
    private PortalExit? _exit;

    /// <summary>JitCode instructions executed, for statistics.</summary>
    public long Executed { get; private set; }

    /// <summary>The guard a bridge is traced from; null for a trace from the interpreter.</summary>
    private GuardDescr? _from;

    /// <summary>The instruction to record without asking for a value or class, once it comes.</summary>
    private (JitCode Code, int Pc)? _genericSite;

    /// <summary>The cell a trace from the interpreter is for.</summary>
    private JitCell? _cell;

    /// <summary>Traces from a merge point: <paramref name="state"/> holds the portal's parameters.</summary>
    public PortalExit TraceFromInterpreter(DriverState driver, JitCell cell, PortalExit state)
    {
        Begin(driver, new TreeLoop(new ConstantPool()));
        _cell = cell;
        Frame frame = driver.FrameAtMergePoint(state);
        Push(frame);
        foreach (Operand red in driver.MergePoint.Reds) frame.SetBox(red, _trace.AddInput(red.Kind));
        if (driver.Virtualizable is not null) BeginVirtualizable(frame);
        AddMergePoint(cell, [.. _trace.Inputs]);
        return Run(null);
    }

    /// <summary>Traces on from a guard that failed; <paramref name="dead"/> has rebuilt the frames, with boxes, and recorded what that took.</summary>
    public PortalExit TraceFromGuard(DriverState driver, GuardDescr guard, DeadFrame dead)
    {
        Begin(driver, new TreeLoop(new ConstantPool()));
        _from = guard;
        if (guard.Tried >= engine.Parameters.MaxGuardValues) _genericSite = guard.Site;
        Exception? pending = dead.Exception;
        try
        {
            Rebuild(guard, dead);
            dead.Clear(guard.FailKinds.Length);
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            // Rebuilding records but runs nothing of the program: do it again without recording.
            engine.NoteAbort(problem, CodePlace.Of("resuming a guard"), _driver, _trace, guard);
            ReleaseFrames();
            return engine.ResumeInBlackhole(guard, dead, pending);
        }
        return Run(pending);
    }

    private void Begin(DriverState driver, TreeLoop trace)
    {
        _driver = driver;
        _trace = trace;
        trace.Places = engine.Log?.NewPlaces();
        _constants = trace.Constants;
        _dependency = new TraceDependency();
        _from = null;
        _cell = null;
        _genericSite = null;
        _exit = null;
        _raised = null;
        _retrace = null;
        _portalDepth = 0;
        _seenLoopHeader = null;
        _snapshotInstruction = -1;
        _mergePoints.Clear();
        _joins.Clear();
        _passedKeys.Clear();
        _triedJoins = 0;
        _inlined.Clear();
        _heap.Reset();
        _virtualizable = [];
        _arrayBoxes = [];
        _inMemory = [];
        _isDead = [];
        _virtualizableBox = Value.None;
        _virtualizableObject = null;
        _writeThrough = false;
        _virtualizableEscaped = false;
        Debug.Assert(_frames.Count == 0);
    }

    /// <summary>Between traces nothing of the last one is kept.</summary>
    public void Forget()
    {
        _dependency?.End();
        _trace.Snapshots.Release();
        _trace.Release();
        Begin(null!, new TreeLoop(new ConstantPool()));
        _frame = null!;
        _constants = null!;
        _info = null;
        _arrayBoxes = [];
        _inMemory = [];
        _isDead = [];
    }

    private PortalExit Run(Exception? pending)
    {
        try
        {
            if (pending is not null || _from?.Code is OpCode.guard_exception) ResumeException(pending);
            else if (_from is not null) ReadRebuiltVirtualizable();
            while (_exit is null) Step();
            ReleaseFrames();
            return _exit;
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            engine.NoteAbort(problem, Where(), _driver, _trace, _from);
            AfterAbort(problem as TraceAbort);
            return LeaveToBlackhole();
        }
    }

    /// <summary>Goes on without recording from wherever the concrete execution is.</summary>
    private PortalExit LeaveToBlackhole()
    {
        if (_exit is not null)
        {
            ReleaseFrames();
            return _exit;
        }
        Frame top = _frames[^1];
        if (!_committed && ReferenceEquals(top, _frame)) top.Pc = _pc;
        List<Frame> frames = [.. _frames];
        _frames.Clear();
        return engine.RunBlackhole(frames, _raised);
    }

    private void ReleaseFrames()
    {
        foreach (Frame frame in _frames) frame.Return();
        _frames.Clear();
    }

    private void Step()
    {
        Frame frame = _frame;
        int pc = frame.Pc;
        ref Insn insn = ref frame.Code.Code[pc];
        _pc = pc;
        _committed = false;
        _raised = null;
        if (_trace.Count > engine.Parameters.TraceLimit) throw TraceTooLong();
        if (engine.StopsRecording) throw new TraceAbort("stopped by the interpreter");
        frame.Pc = pc + 1;
        _instruction++;
        Executed++;
        _trace.Places?.Begin(_trace.Count, frame.Code, pc);
        switch (insn.Op)
        {
            case JitOp.Move: Move(frame, ref insn); break;
            case JitOp.Pure: Pure(frame, ref insn); break;
            case JitOp.Overflow: Overflow(frame, ref insn); break;
            case JitOp.Goto: frame.Pc = insn.Target; break;
            case JitOp.BranchTrue: if (IsTrue(frame, insn.A)) frame.Pc = insn.Target; break;
            case JitOp.BranchFalse: if (!IsTrue(frame, insn.A)) frame.Pc = insn.Target; break;
            case JitOp.BranchNull: if (IsNull(frame, insn.A)) frame.Pc = insn.Target; break;
            case JitOp.BranchNonNull: if (!IsNull(frame, insn.A)) frame.Pc = insn.Target; break;
            case JitOp.Switch: Switch(frame, ref insn); break;
            case JitOp.GetField: GetField(frame, ref insn, (FieldDescr)insn.X!); break;
            case JitOp.SetField: SetField(frame, ref insn, (FieldDescr)insn.X!); break;
            case JitOp.GetStatic: GetStatic(frame, ref insn, (StaticDescr)insn.X!); break;
            case JitOp.SetStatic: SetStatic(frame, ref insn, (StaticDescr)insn.X!); break;
            case JitOp.ArrayLength: ArrayLength(frame, ref insn); break;
            case JitOp.GetItem: GetItem(frame, ref insn, (ArrayDescr)insn.X!, isPure: false); break;
            case JitOp.GetItemPure: GetItem(frame, ref insn, (ArrayDescr)insn.X!, isPure: true); break;
            case JitOp.SetItem: SetItem(frame, ref insn, (ArrayDescr)insn.X!); break;
            case JitOp.BoundsCheck: CheckIndex(frame, insn.A, insn.B, isString: false); break;
            case JitOp.StringLength: StringLength(frame, ref insn); break;
            case JitOp.StringItem: StringItem(frame, ref insn); break;
            case JitOp.New: New(frame, ref insn, (ClassDescr)insn.X!); break;
            case JitOp.NewArray: NewArray(frame, ref insn, (ArrayDescr)insn.X!); break;
            case JitOp.IsInstance: IsInstance(frame, ref insn, (Type)insn.X!); break;
            case JitOp.CastClass: CastClass(frame, ref insn, (Type)insn.X!); break;
            case JitOp.NullCheck: CheckNonNull(frame, insn.A); break;
            case JitOp.Call: Call(frame, (CallInfo)insn.X!); break;
            case JitOp.CallVirtual: CallVirtual(frame, (CallInfo)insn.X!); break;
            case JitOp.ConditionalCall: ConditionalCall(frame, (CallInfo)insn.X!); break;
            case JitOp.ConditionalCallElidable: ConditionalCallElidable(frame, (CallInfo)insn.X!); break;
            case JitOp.RecordKnownResult: RecordKnownResult(frame, (CallInfo)insn.X!); break;
            case JitOp.Return: ReturnFrom(frame, (Operand[])insn.X!); break;
            case JitOp.Throw: Throw(frame, insn.A); break;
            case JitOp.MergePoint: AtMergePoint(frame, (MergePointInfo)insn.X!); break;
            case JitOp.LoopHeader:
                _seenLoopHeader = engine.StateOf(((MergePointInfo)insn.X!).Driver);
                SetNull(frame, insn.Dst);
                break;
            case JitOp.EnterFunction: SetNull(frame, insn.Dst); break;
            case JitOp.Promote: Promote(frame, ref insn); break;
            case JitOp.PromoteString: PromoteString(frame, ref insn); break;
            case JitOp.IsConstant: IsConstant(frame, ref insn); break;
            case JitOp.IsVirtual: SetInt(frame, insn.Dst, _heap.Has(frame.RefBoxes[insn.A], BoxFacts.Unescaped) ? 1 : 0); break;
            case JitOp.AssumeNonNull: AssumeNonNull(frame, insn.A); break;
            case JitOp.AssumeLength: AssumeLength(frame, ref insn); break;
            case JitOp.RecordExactClass: RecordExactClass(frame, insn.A, (ClassDescr)insn.X!); break;
            case JitOp.ForceVirtualizable: ForceVirtualizable(frame, insn.A); break;
            case JitOp.GetQuasiImmutable: GetQuasiImmutable(frame, ref insn, (FieldDescr)insn.X!); break;
            default: throw new TraceAbort("unknown instruction", insn.Op.ToString());
        }
    }

    private void Push(Frame frame)
    {
        if (_frames.Count >= MaxFrames) throw new TraceAbort("too many inlined calls");
        frame.IsBoxed = true;
        _frames.Add(frame);
        _frame = frame;
    }

    /// <summary>Drops the innermost frame without giving it back.</summary>
    private void Pop()
    {
        Frame frame = _frame;
        _frames.RemoveAt(_frames.Count - 1);
        if (frame.Code.Portal is not null && _frames.Count > 0) LeavePortalFrame();
        if (_frames.Count == 0) return;
        _frame = _frames[^1];
        _frame.ForgetSnapshotRecord();
    }

    private Value IntBox(Frame frame, int register)
    {
        Value box = frame.IntBoxes[register];
        return box.IsNone ? _constants.Int(frame.Ints[register]) : box;
    }

    private Value RefBox(Frame frame, int register)
    {
        Value box = frame.RefBoxes[register];
        return box.IsNone ? _constants.Ref(frame.Refs[register]) : box;
    }

    private Value FloatBox(Frame frame, int register)
    {
        Value box = frame.FloatBoxes[register];
        return box.IsNone ? _constants.Float(frame.Floats[register]) : box;
    }

    private Value Box(Frame frame, Operand register) => register.Kind switch
    {
        Kind.Int => IntBox(frame, register.Register),
        Kind.Ref => RefBox(frame, register.Register),
        _ => FloatBox(frame, register.Register),
    };

    private static void SetInt(Frame frame, int register, long constant)
    {
        frame.Ints[register] = constant;
        frame.IntBoxes[register] = Value.None;
    }

    private static void SetNull(Frame frame, int register)
    {
        frame.Refs[register] = null;
        frame.RefBoxes[register] = Value.None;
    }

    /// <summary>A box for a register: none where the value is a constant of the trace, or a guard has made it one.</summary>
    private Value AsRegisterBox(Value value) => value.IsVariable && !_heap.Has(value, BoxFacts.Constant) ? value : Value.None;

    private Value Emit(OpCode code, ReadOnlySpan<Value> args, object? descr = null) => _trace.Emit(code, args, descr);

    /// <summary>Records a guard that resumes by executing the instruction under way again.</summary>
    private void Guard(OpCode code, params ReadOnlySpan<Value> args) => Guard(code, Snapshot(), args);

    private void Guard(OpCode code, int snapshot, ReadOnlySpan<Value> args) => _trace.Append(code, Value.None, args, null, snapshot);

    /// <summary>The state before the instruction under way.</summary>
    private int Snapshot()
    {
        if (_committed) throw new InvalidOperationException("a guard would execute an instruction again that has had its effect");
        if (_snapshotInstruction != _instruction)
        {
            _snapshot = Snapshot(_pc, default);
            _snapshotInstruction = _instruction;
        }
        return _snapshot;
    }

    /// <summary>The state with the innermost frame at the instruction after its call, whose results are set.</summary>
    private int SnapshotAfterCall() => Snapshot(_frame.Pc, engine.StructLeftFor(_frame) is null ? default : _frame.PendingCall.Results);

    private int Snapshot(int topPc, ReadOnlySpan<Operand> unset)
    {
        int parent = -1;
        for (int k = 0; k < _frames.Count - 1; k++)
        {
            Frame caller = _frames[k];
            if (!caller.HasSnapshotRecord) caller.SnapshotRecord = AddFrame(parent, caller, caller.Pc, caller.PendingCall.Results);
            parent = caller.SnapshotRecord;
        }
        int top = AddFrame(parent, _frame, topPc, unset);
        return _trace.Snapshots.AddSnapshot(top, SectionForSnapshot());
    }

    private int AddFrame(int parent, Frame frame, int pc, ReadOnlySpan<Operand> unset)
    {
        Operand[] live = frame.Code.LiveRegisters[pc]
            ?? throw new TraceAbort("no liveness", $"{frame.Code} at {pc}");
        Span<Value> values = live.Length <= 64 ? stackalloc Value[live.Length] : new Value[live.Length];
        for (int k = 0; k < live.Length; k++) values[k] = unset.Contains(live[k]) ? Value.None : Box(frame, live[k]);
        return _trace.Snapshots.AddFrame(parent, frame.Code, pc, values);
    }

    /// <summary>The instruction under way, for reports.</summary>
    private CodePlace Where() => _frame is null ? CodePlace.Of("") : new CodePlace(_frame.Code, _pc);
}
