using Backend.Allocation;
using Backend.Stencils;
using MetaTracer.Trace;
using static MetaTracer.Trace.OpCode;

namespace Backend.Code;

/// <summary>Residual calls, which the dispatcher makes, and calls from machine code to machine code.</summary>
internal sealed unsafe partial class TraceCompiler
{
    private int Call(int index)
    {
        ref readonly Operation operation = ref _loop.Operations[index];
        if (CopyItems(index) || MakeText(index)) return index;
        var descr = (CallDescr)operation.Descr!;
        ReadOnlySpan<Value> args = _loop.Args(operation);
        for (int k = 0; k < args.Length; k++) StoreTo(args[k], OutPlace(args[k].Kind, k));
        _allocator.FreeDeadAt(index);
        bool hasResult = HasUsedResult(operation, index);
        int register = DefineResult(operation, hasResult);
        YieldSite site = NewSite(SiteKind.Call, descr, args.Length);
        StencilLabel go = _writer.NewLabel();
        YieldAt(site, LiveWithout(operation.Result, hasResult), go);
        _writer.Bind(go);
        AfterCall(operation, index, site, hasResult, register, OutPlace(operation.Info.Result, 0));
        return index;
    }

    /// <summary>A call on a slow path, which comes back; where it does not happen, its arguments have been stored for nothing.</summary>
    private int ConditionalCall(int index)
    {
        ref readonly Operation operation = ref _loop.Operations[index];
        ReadOnlySpan<Value> args = _loop.Args(operation);
        for (int k = 1; k < args.Length; k++) StoreTo(args[k], OutPlace(args[k].Kind, k - 1));
        int condition = _allocator.Use(args[0]);
        _allocator.FreeDeadAt(index);
        _allocator.ForgetConstants();
        _fresh.Clear();
        YieldSite site = NewSite(SiteKind.Call, operation.Descr!, args.Length - 1);
        var live = _allocator.LiveRegisters();
        StencilLabel slow = _writer.NewLabel(), go = _writer.NewLabel();
        _writer.Emit(StencilOp.guard_int_eq_imm, condition, imm: 0, exit: slow);
        _writer.Bind(go);
        AddSlowPath(slow, site, live, go);
        AfterCall(operation, index, site, hasResult: false, -1, default);
        return index;
    }

    /// <summary>The value is moved to the result's register; where it is null, a slow path brings what the callee gives there.</summary>
    private int ConditionalCallValue(int index)
    {
        ref readonly Operation operation = ref _loop.Operations[index];
        ReadOnlySpan<Value> args = _loop.Args(operation);
        for (int k = 1; k < args.Length; k++) StoreTo(args[k], OutPlace(args[k].Kind, k - 1));
        int value = _allocator.Use(args[0]);
        _allocator.FreeDeadAt(index);
        int register = _allocator.Define(operation.Result);
        Move(Location.Of(Kind.Ref, value), Location.Of(Kind.Ref, register));
        _allocator.ForgetConstants();
        _fresh.Clear();
        YieldSite site = NewSite(SiteKind.Call, operation.Descr!, args.Length - 1);
        var live = _allocator.LiveRegisters();
        StencilLabel slow = _writer.NewLabel(), back = _writer.NewLabel(), go = _writer.NewLabel();
        _writer.Emit(StencilOp.guard_int_ne_imm, register, imm: 0, exit: slow);
        _writer.Bind(go);
        AddSlowPath(slow, site, live, back);
        _fetches.Add((back, register, go));
        AfterCall(operation, index, site, hasResult: false, -1, default);
        _allocator.FreeUnused(operation.Result);
        return index;
    }

    // Behind the trace: a call's result goes into its register, and the trace goes on.
    private readonly List<(StencilLabel Back, int Register, StencilLabel Go)> _fetches = [];

    private void EmitFetches()
    {
        foreach ((StencilLabel back, int register, StencilLabel go) in _fetches)
        {
            _writer.Bind(back);
            Move(OutPlace(Kind.Ref, 0), Location.Of(Kind.Ref, register));
            _writer.Emit(StencilOp.jump, exit: go);
        }
    }

    private bool HasUsedResult(in Operation operation, int index) => !operation.Result.IsNone && _lifetimes.LastUse(operation.Result.Index) > index;

    /// <summary>The result's register is made free before the call, so that nothing has to be moved between the call and its guard.</summary>
    private int DefineResult(in Operation operation, bool hasResult)
    {
        int register = hasResult ? _allocator.Define(operation.Result) : -1;
        _allocator.ForgetConstants();
        _fresh.Clear();
        return register;
    }

    private (int Ints, int Refs, int Floats) LiveWithout(Value result, bool hasResult)
    {
        var live = _allocator.LiveRegisters();
        if (!hasResult) return live;
        int bit = ~(1 << _allocator.Where(result).Index);
        if (result.Kind == Kind.Float) live.Floats &= bit;
        else if (result.Kind == Kind.Ref) live.Refs &= bit;
        else live.Ints &= bit;
        return live;
    }

    /// <summary>Fetches the result. Where an exception can come, the results are zero then: the exit must not see a stale reference.</summary>
    private void AfterCall(in Operation operation, int index, YieldSite site, bool hasResult, int register, Location result)
    {
        int next = index + 1;
        while (next < _loop.Count && _loop.Operations[next].Code == debug_merge_point) next++;
        OpCode following = next < _loop.Count ? _loop.Operations[next].Code : debug_merge_point;
        _lastCall = null;
        _lastCallIsDirect = false;
        if (following is guard_no_exception or guard_exception or call_extra_i or call_extra_r or call_extra_f)
        {
            _lastCall = site;
            // A result that the guard's exit gives must come from the place where the dispatcher put zero.
            _lastCallIsDirect = following is guard_no_exception or guard_exception && !(hasResult && IsFailArg(next, operation.Result));
        }
        if (hasResult) Move(result, Location.Of(operation.Result.Kind, register));
    }

    private bool IsFailArg(int guard, Value value)
    {
        foreach (Value arg in _loop.FailArgs(_loop.Operations[guard]))
            if (arg == value) return true;
        return false;
    }

    private void CallExtra(in Operation operation, int index)
    {
        int position = (int)_loop.Constants.IntOf(_loop.Args(operation)[0]);
        if (HasUsedResult(operation, index))
        {
            int register = _allocator.Define(operation.Result);
            Move(OutPlace(operation.Result.Kind, position), Location.Of(operation.Result.Kind, register));
        }
        _allocator.FreeDeadAt(index);
    }

    private static Kind[] KindsOf(ReadOnlySpan<Value> values)
    {
        var kinds = new Kind[values.Length];
        for (int k = 0; k < kinds.Length; k++) kinds[k] = values[k].Kind;
        return kinds;
    }

    private int CallAssembler(int index)
    {
        ref readonly Operation operation = ref _loop.Operations[index];
        var token = (LoopToken)operation.Descr!;
        ReadOnlySpan<Value> args = _loop.Args(operation);
        if (args.Length > FrameLayout.MaxFrameArguments) throw new NotSupportedException($"call_assembler with {args.Length} arguments");
        _code.CallsFrames = true;
        for (int k = 0; k < args.Length; k++)
        {
            bool isRef = args[k].Kind == Kind.Ref;
            StoreTo(args[k], Location.Slot(args[k].Kind, isRef ? _calleeRef + FrameLayout.RefSlot(k) : _calleeRaw + FrameLayout.RawSlot(k)));
        }
        _allocator.FreeDeadAt(index);
        bool hasResult = HasUsedResult(operation, index);
        int register = DefineResult(operation, hasResult);
        var live = LiveWithout(operation.Result, hasResult);
        YieldSite site = NewSite(SiteKind.CallAssembler, token);
        site.Result = operation.Info.Result;
        site.ArgKinds = KindsOf(args);
        AddSaved(site, live);

        EmitSave(_writer, live, leave: 0);
        StencilLabel back = _writer.NewLabel(), reload = _writer.NewLabel();
        _writer.Emit(StencilOp.const_slot, imm: _calleeRaw + FrameLayout.ReturnAddress, address: back);
        _writer.Emit(StencilOp.move_frame, imm: _calleeRaw);
        _writer.Emit(StencilOp.move_ref_frame, imm: _calleeRef);
        _writer.Emit(StencilOp.jump_cell, imm64: _backend.EntryCell(token));
        _writer.Bind(back);
        _writer.Emit(StencilOp.move_frame, imm: -_calleeRaw);
        _writer.Emit(StencilOp.move_ref_frame, imm: -_calleeRef);
        // The dispatcher comes back here with an exception; the callee's place of the result is zero then.
        _writer.Bind(reload);
        EmitRestore(_writer, live, goOn: false);
        site.ContinueLabel = reload.Index + 1;
        _returns.Add((back, site));
        Location result = operation.Info.Result == Kind.Ref
            ? new Location(LocationKind.RefSlot, _calleeRef + FrameLayout.RefResult)
            : new Location(LocationKind.RawSlot, _calleeRaw + FrameLayout.RawResult);
        AfterCall(operation, index, site, hasResult, register, result);
        // Coming back by a return address nothing tells an exception: the flag does.
        _lastCallIsDirect = false;
        return index;
    }
}
