using Backend.Allocation;
using Backend.Stencils;
using MetaTracer.Trace;
using static MetaTracer.Trace.OpCode;

namespace Backend.Code;

/// <summary>
/// One trace to machine code: a forward pass that allocates registers and emits stencils as it goes. What is rare (guard exits, slow
/// paths) is put behind the trace. This file: the pass itself, labels and jumps; its other parts: arithmetic, memory, guards, calls.
/// </summary>
internal sealed unsafe partial class TraceCompiler : IMoveEmitter
{
    private readonly NativeBackend _backend;
    private readonly StencilTable _table;
    private readonly TreeLoop _loop;
    private readonly LoopToken? _owner;
    private readonly Lifetimes _lifetimes;
    private readonly StencilWriter _writer;
    private readonly RegisterAllocator _allocator;
    private readonly NativeCode _code;
    private readonly List<(TargetToken Token, StencilLabel Label, Location[] Places, Location[] Slots)> _labels = [];
    private readonly List<(StencilLabel Back, YieldSite Site)> _returns = [];
    private readonly List<(int, int)> _marks = [];
    private readonly HashSet<int> _fresh = [];
    private int _calleeRaw, _calleeRef;
    private int _rawOut, _refOut, _outgoing;

    /// <summary>Frames of this code would overlap those of its callees: compile again with more room.</summary>
    private sealed class FrameTooSmall(int raw, int references) : Exception
    {
        public int Raw { get; } = raw;
        public int References { get; } = references;
    }

    private TraceCompiler(NativeBackend backend, TreeLoop loop, LoopToken? owner, int calleeRaw, int calleeRef)
    {
        _backend = backend;
        _table = backend.Table;
        _loop = loop;
        _owner = owner;
        _calleeRaw = calleeRaw;
        _calleeRef = calleeRef;
        _writer = backend.TraceWriter;
        _writer.Clear();
        _lifetimes = new Lifetimes(loop);
        _allocator = new RegisterAllocator(loop.VariableCount, _lifetimes, this);
        _code = new NativeCode { Owner = owner };
    }

    /// <summary>Compiles a loop (<paramref name="from"/> null) or the bridge of a guard and publishes it; nothing is attached yet.</summary>
    public static NativeCode Compile(NativeBackend backend, TreeLoop loop, LoopToken? owner, NativeGuard? from)
    {
        TraceVerifier.Check(loop);
        // Code that calls code must say beforehand how large its frame is: as large as any of its loop has been.
        var main = owner?.BackendData as NativeCode;
        int raw = Math.Max(FrameLayout.RawSlot(12), main?.WidestRaw ?? 0), references = Math.Max(FrameLayout.RefSlot(12), main?.WidestRef ?? 0);
        while (true)
        {
            var compiler = new TraceCompiler(backend, loop, owner, raw, references);
            try
            {
                NativeCode code = compiler.Compile(from);
                (main ?? code).Widen(code);
                return code;
            }
            catch (FrameTooSmall needed)
            {
                backend.Release(compiler._code);
                raw = Math.Max(raw, needed.Raw);
                references = Math.Max(references, needed.References);
            }
            catch
            {
                backend.Release(compiler._code);
                throw;
            }
        }
    }

    private NativeCode Compile(NativeGuard? from)
    {
        StencilLabel entry = _writer.NewLabel();
        _writer.Bind(entry);
        if (from is null) BeginLoop();
        else BeginBridge(from);
        ReserveOutgoing();
        ReserveFrame();
        PreferPlacesOfJump();

        for (int i = 0; i < _loop.Count; i++)
        {
            _allocator.Position = i;
            if (_backend.KeepsTexts) _marks.Add((_writer.Position, i));
            i = Operation(i);
            _allocator.Unpin();
        }
        if (_backend.KeepsTexts) _marks.Add((_writer.Position, -1));
        EmitTails();
        CheckFrame();
        return Publish(entry);
    }

    private void CheckFrame()
    {
        int raw = _allocator.RawFrame, references = _allocator.RefFrame;
        if (raw > FrameLayout.MaxRawFrame || references > FrameLayout.MaxRefFrame)
            throw new NotSupportedException("the trace keeps more values at once than a frame of machine code has room for");
        if (_code.CallsFrames && (raw > _calleeRaw || references > _calleeRef)) throw new FrameTooSmall(raw, references);
        _code.RawFrame = _code.CallsFrames ? _calleeRaw : raw;
        _code.RefFrame = _code.CallsFrames ? _calleeRef : references;
    }

    private NativeCode Publish(StencilLabel entry)
    {
        int length = _writer.Position;
        nint address = _backend.Memory.Allocate(length);
        var bytes = new byte[length];
        fixed (byte* p = bytes) _writer.CopyTo(p, address);
        _backend.Memory.Publish(address, bytes);
        _backend.CountCode(length);
        _code.Start = address;
        _code.Length = length;
        _code.Entry = address + _writer.OffsetOf(entry);
        _code.InputKinds = KindsOf(_loop.Inputs.ToArray());
        if (_backend.KeepsTexts)
        {
            _code.Marks = [.. _marks];
            _code.Trace = _loop;
        }
        PublishSites(address);
        foreach (var (token, label, places, slots) in _labels) token.BackendData = new NativeLabel(address + _writer.OffsetOf(label), places, slots, _code);
        return _code;
    }

    // ---- beginnings

    private void BeginLoop()
    {
        StencilLabel exit = _writer.NewLabel();
        _writer.Emit(StencilOp.check_stack, imm64: _backend.Context.RawLimitAddress, imm64B: _backend.Context.RefLimitAddress, exit: exit);
        AddLastPath(exit, NewLastSite(SiteKind.StackFull, _owner ?? (object)_loop));
        for (int k = 0; k < _loop.Inputs.Count; k++)
        {
            Value input = _loop.Inputs[k];
            int slot = input.Kind == Kind.Ref ? FrameLayout.RefSlot(k) : FrameLayout.RawSlot(k);
            _allocator.Place(input, Location.Slot(input.Kind, slot));
        }
        FreeUnusedInputs();
    }

    private void BeginBridge(NativeGuard from)
    {
        var seen = new HashSet<Location>();
        for (int k = 0; k < _loop.Inputs.Count; k++)
        {
            Location place = from.Places[k];
            if (place.Kind is not (LocationKind.Constant or LocationKind.None) && seen.Add(place)) _allocator.Place(_loop.Inputs[k], place);
        }
        // The same value twice, or a constant: give it a place of its own.
        seen.Clear();
        for (int k = 0; k < _loop.Inputs.Count; k++)
        {
            Location place = from.Places[k];
            Value input = _loop.Inputs[k];
            if (place.Kind == LocationKind.None || (place.Kind != LocationKind.Constant && seen.Add(place)) || _lifetimes.LastUse(input.Index) < 0) continue;
            int register = _allocator.Define(input);
            // Making room may have moved the first of the two.
            if (place.Kind == LocationKind.Constant) LoadConstant(from.Code!.Constants!, Value.FromRaw(place.Index), register);
            else CopyInput(from.Places, k, register);
            _allocator.Unpin();
        }
        FreeUnusedInputs();
    }

    private void CopyInput(Location[] places, int k, int register)
    {
        int first = Array.IndexOf(places, places[k]);
        Move(_allocator.Where(_loop.Inputs[first]), Location.Of(_loop.Inputs[k].Kind, register));
    }

    private void FreeUnusedInputs()
    {
        foreach (Value input in _loop.Inputs) _allocator.FreeUnused(input);
    }

    /// <summary>Room for the arguments and results of calls, by position.</summary>
    private void ReserveOutgoing()
    {
        int count = 2;
        foreach (ref readonly Operation operation in _loop.Operations)
        {
            if ((operation.Info.Flags & OpFlags.Call) == 0) continue;
            count = Math.Max(count, operation.ArgCount);
            if (operation.Descr is CallDescr call) count = Math.Max(count, call.Results.Length);
        }
        _outgoing = count;
        _rawOut = _allocator.ReserveSlots(Kind.Int, count);
        _refOut = _allocator.ReserveSlots(Kind.Ref, count);
    }

    /// <summary>
    /// A guess at how large the frame will be, because calls between frames are made before it is known: more than what lives at once are only
    /// a few values that have no slot free for them where they are wanted. Never more than a frame may have.
    /// </summary>
    private void ReserveFrame()
    {
        const int spare = 4;
        var (raw, references) = _lifetimes.MostAlive(_loop);
        _calleeRaw = Math.Max(_calleeRaw, Math.Min(FrameLayout.MaxRawFrame, Math.Max(_allocator.RawFrame, FrameLayout.RawSlot(raw + spare))));
        _calleeRef = Math.Max(_calleeRef, Math.Min(FrameLayout.MaxRefFrame, Math.Max(_allocator.RefFrame, FrameLayout.RefSlot(references + spare))));
    }

    private void PreferPlacesOfJump()
    {
        ref readonly Operation last = ref _loop.Operations[_loop.Count - 1];
        if (last.Code == jump && ((TargetToken)last.Descr!).BackendData is NativeLabel target && !HasLabel((TargetToken)last.Descr!))
            _allocator.Prefer(_loop.Args(last), target.Places);
    }

    private bool HasLabel(TargetToken token)
    {
        foreach (ref readonly Operation operation in _loop.Operations)
            if (operation.Code == label && ReferenceEquals(operation.Descr, token)) return true;
        return false;
    }

    // ---- one operation; gives the index of the last one that was dealt with

    private int Operation(int index)
    {
        ref readonly Operation operation = ref _loop.Operations[index];
        OpInfo info = operation.Info;
        OpCode code = operation.Code;
        // Nobody uses it and it does nothing.
        if (info.Result != Kind.Void && (info.Flags & (OpFlags.Effect | OpFlags.Guard | OpFlags.Call | OpFlags.Overflow)) == 0
            && _lifetimes.LastUse(operation.Result.Index) == index)
        {
            _allocator.FreeDeadAt(index);
            return index;
        }
        if (operation.IsGuard) return Guard(index);
        if (code == cond_call_n) return ConditionalCall(index);
        if (code == cond_call_value_r) return ConditionalCallValue(index);
        if ((info.Flags & OpFlags.Call) != 0) return code is call_assembler_i or call_assembler_r or call_assembler_f or call_assembler_n ? CallAssembler(index) : Call(index);
        switch (code)
        {
            case label: Label(operation); break;
            case jump: Jump(operation); break;
            case finish: Finish(operation); break;
            case debug_merge_point or enter_portal_frame or leave_portal_frame or quasiimmut_field: _allocator.FreeDeadAt(index); break;
            case >= int_add and <= int_mul_ovf: return Integer(index);
            case >= float_lt and <= float_ge when FusesWithGuard(index) is { } wanted: return GuardFloatCompare(index, wanted);
            case >= float_add and <= convert_longlong_bytes_to_float: Float(operation, index); break;
            case ptr_eq or ptr_ne: return Comparison(index);
            case same_as_i or same_as_r or same_as_f: SameAs(operation, index); break;
            case >= getfield_gc_i and <= setstatic_gc: Memory(operation, index); break;
            case new_with_vtable: NewObject(operation, index); break;
            case new_array: NewArray(operation, index); break;
            case call_extra_i or call_extra_r or call_extra_f: CallExtra(operation, index); break;
            default: throw new NotSupportedException($"machine code of {code}");
        }
        return index;
    }

    private void Label(in Operation operation)
    {
        var token = (TargetToken)operation.Descr!;
        ReadOnlySpan<Value> args = _loop.Args(operation);
        ref readonly Operation last = ref _loop.Operations[_loop.Count - 1];
        bool isTarget = last.Code == jump && ReferenceEquals(last.Descr, token);
        var passedOn = new bool[args.Length];
        for (int k = 0; isTarget && k < args.Length; k++) passedOn[k] = _loop.Args(last)[k] == args[k];
        Location[] places = _allocator.FixAtLabel(args, passedOn, out Location[] slots);
        _fresh.Clear();
        StencilLabel label = _writer.NewLabel();
        _writer.Bind(label);
        _labels.Add((token, label, places, slots));
        if (isTarget) _allocator.Prefer(_loop.Args(last), places);
    }

    private void Jump(in Operation operation)
    {
        Poll();
        var token = (TargetToken)operation.Descr!;
        CodeTarget to = default;
        Location[]? places = null, slots = null;
        foreach (var (own, label, ownPlaces, ownSlots) in _labels)
            if (ReferenceEquals(own, token)) (to, places, slots) = (label, ownPlaces, ownSlots);
        if (places is null || slots is null)
        {
            NativeLabel target = token.BackendData as NativeLabel ?? throw new InvalidOperationException("jump to a label that was not compiled");
            _code.CallsFrames |= target.Code.CallsFrames;
            (to, places, slots) = (target.Address, target.Places, target.Slots);
        }
        ReadOnlySpan<Value> args = _loop.Args(operation);
        if (args.Length != places.Length) throw new InvalidOperationException($"jump with {args.Length} values to a label of {places.Length}");
        var from = new Location[args.Length * 2];
        var goal = new Location[args.Length * 2];
        int count = 0;
        for (int k = 0; k < args.Length; k++)
        {
            Location place = _allocator.Where(args[k]);
            (from[count], goal[count++]) = (place, places[k]);
            if (slots[k].IsSlot && !_allocator.IsInSlot(args[k], slots[k])) (from[count], goal[count++]) = (place, slots[k]);
        }
        ParallelMove.Emit(from.AsSpan(0, count), goal.AsSpan(0, count), this);
        _writer.Emit(StencilOp.jump, exit: to);
    }

    private void Poll()
    {
        _allocator.ForgetConstants();
        YieldSite site = NewSite(SiteKind.Poll, _owner ?? (object)_loop);
        var live = _allocator.LiveRegisters();
        StencilLabel slow = _writer.NewLabel(), go = _writer.NewLabel();
        if (_backend.SuspensionFlag != 0) _writer.Emit(StencilOp.guard_cell_zero, imm64: _backend.SuspensionFlag, exit: slow);
        _writer.Emit(StencilOp.guard_cell_zero, imm64: _backend.Context.PollAddress, exit: slow);
        _writer.Bind(go);
        AddSlowPath(slow, site, live, go);
        _fresh.Clear();
    }

    private void Finish(in Operation operation)
    {
        var descr = (FinishDescr)operation.Descr!;
        ReadOnlySpan<Value> args = _loop.Args(operation);
        if (args.Length > 0)
        {
            int register = _allocator.Use(args[0]);
            Location place = Location.Slot(args[0].Kind, args[0].Kind == Kind.Ref ? FrameLayout.RefResult : FrameLayout.RawResult);
            Move(Location.Of(args[0].Kind, register), place);
        }
        Site site = NewLastSite(SiteKind.Finish, descr);
        if (descr.IsException)
        {
            LeaveAt(site);
            return;
        }
        _writer.Emit(StencilOp.site, imm: site.Number);
        _writer.Emit(StencilOp.jump_slot, imm: FrameLayout.ReturnAddress);
    }

    private void SameAs(in Operation operation, int index)
    {
        Value from = _loop.Args(operation)[0];
        int source = _allocator.Use(from);
        _allocator.FreeDeadAt(index);
        _allocator.Unpin();
        int target = _allocator.Define(operation.Result);
        if (source != target) Move(Location.Of(from.Kind, source), Location.Of(from.Kind, target));
    }

    // ---- moves

    public void Move(Location from, Location to)
    {
        switch (from.Kind, to.Kind)
        {
            case (LocationKind.Register, LocationKind.Register): _writer.Emit(StencilOp.int_mov, to.Index, from.Index); break;
            case (LocationKind.FloatRegister, LocationKind.FloatRegister): _writer.Emit(StencilOp.float_mov, to.Index, from.Index); break;
            case (LocationKind.Register, LocationKind.RawSlot): _writer.Emit(StencilOp.spill, from.Index, imm: to.Index); break;
            case (LocationKind.Register, LocationKind.RefSlot): _writer.Emit(StencilOp.spill_ref, from.Index, imm: to.Index); break;
            case (LocationKind.FloatRegister, LocationKind.RawSlot): _writer.Emit(StencilOp.spill_f, from.Index, imm: to.Index); break;
            case (LocationKind.RawSlot, LocationKind.Register): _writer.Emit(StencilOp.reload, to.Index, imm: from.Index); break;
            case (LocationKind.RefSlot, LocationKind.Register): _writer.Emit(StencilOp.reload_ref, to.Index, imm: from.Index); break;
            case (LocationKind.RawSlot, LocationKind.FloatRegister): _writer.Emit(StencilOp.reload_f, to.Index, imm: from.Index); break;
            case (LocationKind.Constant, LocationKind.Register or LocationKind.FloatRegister):
                LoadConstant(_loop.Constants, Value.FromRaw(from.Index), to.Index, to.Kind == LocationKind.FloatRegister);
                break;
            default: throw new InvalidOperationException($"no move from {from} to {to}");
        }
    }

    private void LoadConstant(ConstantPool pool, Value constant, int register) => LoadConstant(pool, constant, register, constant.Kind == Kind.Float);

    private void LoadConstant(ConstantPool pool, Value constant, int register, bool asFloat)
    {
        if (constant.Kind == Kind.Ref)
        {
            if (pool.RefOf(constant) is { } o) _writer.Emit(StencilOp.load_abs_8, register, imm64: _backend.AddressOfConstant(o, _code));
            else _writer.Emit(StencilOp.const_0, register);
            return;
        }
        long bits = constant.Kind == Kind.Int ? pool.IntOf(constant) : BitConverter.DoubleToInt64Bits(pool.FloatOf(constant));
        if (asFloat)
        {
            if (bits == 0) _writer.Emit(StencilOp.const_f0, register);
            else _writer.Emit(StencilOp.const_f64, register, imm64: bits);
        }
        else if (bits == 0)
        {
            _writer.Emit(StencilOp.const_0, register);
        }
        else if (_table.Fits(StencilOp.const_i32, bits))
        {
            _writer.Emit(StencilOp.const_i32, register, imm: bits);
        }
        else
        {
            _writer.Emit(StencilOp.const_i64, register, imm64: bits);
        }
    }
}
