using System.Runtime.CompilerServices;
using MetaTracer;
using MetaTracer.Trace;
using MetaTracer.Tracing;
using static MetaTracer.Trace.OpCode;

namespace Backend.Portable;

/// <summary>One activation of compiled code: the loop over its operations.</summary>
internal readonly unsafe ref struct PortableMachine(PortableBackend backend, PortableFrame frame)
{
    private readonly PortableBackend _backend = backend;
    private readonly PortableFrame _frame = frame;

    /// <summary>Runs from the first operation until the code is left; the backend's dead frame then says how.</summary>
    public void Run(PortableCode code)
    {
        bool overflow = false;
        int next = 0;
        while (true)
        {
            ref PortableOp op = ref code.Ops[next++];
            switch (op.Code)
            {
                case label or quasiimmut_field or debug_merge_point or enter_portal_frame or leave_portal_frame:
                    break;
                case jump:
                    var target = (PortableTarget)op.Data!;
                    Gather(code, op.Args!);
                    code = target.Code;
                    next = target.Index + 1;
                    _frame.Enter(code);
                    Scatter(target.Args);
                    _backend.Poll();
                    break;
                case finish:
                    LeaveWith((FinishDescr)op.Data!, code, op.Args!);
                    return;

                case >= int_add and <= uint_ge:
                    Int(ref op) = Executor.Int(op.Code, Int(code, op.A), op.B == 0 && IsUnary(op.Code) ? 0 : Int(code, op.B));
                    break;
                case int_add_ovf or int_sub_ovf or int_mul_ovf:
                    long left = Int(code, op.A), right = Int(code, op.B);
                    overflow = Executor.Overflows(op.Code, left, right);
                    Int(ref op) = Executor.Int(op.Code, left, right);
                    break;
                case float_add or float_sub or float_mul or float_truediv:
                    Float(ref op) = Executor.Float(op.Code, Float(code, op.A), Float(code, op.B));
                    break;
                case float_neg or float_abs or float_sqrt or float_round_single or same_as_f:
                    Float(ref op) = Executor.Float(op.Code, Float(code, op.A), 0);
                    break;
                case >= float_lt and <= float_ge:
                    Int(ref op) = Executor.FloatToInt(op.Code, Float(code, op.A), Float(code, op.B));
                    break;
                case cast_float_to_int or convert_float_bytes_to_longlong:
                    Int(ref op) = Executor.FloatToInt(op.Code, Float(code, op.A), 0);
                    break;
                case cast_int_to_float or convert_longlong_bytes_to_float:
                    Float(ref op) = Executor.IntToFloat(op.Code, Int(code, op.A));
                    break;
                case same_as_i:
                    Int(ref op) = Int(code, op.A);
                    break;
                case same_as_r:
                    Ref(ref op) = Ref(code, op.A);
                    break;
                case ptr_eq or ptr_ne:
                    Int(ref op) = Executor.Ref(op.Code, Ref(code, op.A), Ref(code, op.B));
                    break;
                case arraylen_gc or strlen:
                    Int(ref op) = Executor.Ref(op.Code, NotNull(ref op, Ref(code, op.A)), null);
                    break;

                case >= getfield_gc_i and <= setfield_gc:
                    Field(code, ref op);
                    break;
                case >= getarrayitem_gc_i and <= getarrayitem_gc_pure_f:
                    Item(code, ref op);
                    break;
                case strgetitem:
                    Int(ref op) = Unsafe.As<string>(NotNull(ref op, Ref(code, op.A)))[(int)Int(code, op.B)];
                    break;
                case getstatic_gc_i:
                    Int(ref op) = RawMemory.LoadInt((StaticDescr)op.Data!);
                    break;
                case getstatic_gc_r:
                    Ref(ref op) = RawMemory.LoadRef((StaticDescr)op.Data!);
                    break;
                case getstatic_gc_f:
                    Float(ref op) = RawMemory.LoadFloat((StaticDescr)op.Data!);
                    break;
                case setstatic_gc:
                    SetStatic(code, ref op);
                    break;
                case new_with_vtable:
                    Ref(ref op) = ObjectMemory.NewObject((ClassDescr)op.Data!);
                    break;
                case new_array:
                    Ref(ref op) = ObjectMemory.NewArray((ArrayDescr)op.Data!, Int(code, op.A));
                    break;

                case call_assembler_i or call_assembler_r or call_assembler_f or call_assembler_n:
                    CallAssembler(code, ref op);
                    CheckExceptionIsGuarded(code, next);
                    break;
                case cond_call_n:
                    ConditionalCall(code, ref op);
                    CheckExceptionIsGuarded(code, next);
                    break;
                case cond_call_value_r:
                    ConditionalCallValue(code, ref op);
                    CheckExceptionIsGuarded(code, next);
                    break;
                case >= call_i and <= call_loopinvariant_f:
                    Call(code, ref op);
                    CheckExceptionIsGuarded(code, next);
                    break;
                case call_extra_i:
                    Int(ref op) = _frame.Raw[op.A];
                    break;
                case call_extra_r:
                    Ref(ref op) = _frame.RefArgs[op.A];
                    break;
                case call_extra_f:
                    Float(ref op) = BitConverter.Int64BitsToDouble(_frame.Raw[op.A]);
                    break;

                case >= guard_true and <= guard_always_fails:
                    if (Holds(code, ref op, overflow)) break;
                    if (((PortableGuard)((GuardDescr)op.Data!).BackendData!).Bridge is not { } bridge)
                    {
                        Fail(code, ref op);
                        return;
                    }
                    // A bridge of an exception guard takes the exception with it: its first operation may ask for it.
                    Gather(code, op.Args!);
                    code = bridge;
                    next = 0;
                    _frame.Enter(code);
                    Scatter(code.Inputs);
                    break;
                default:
                    throw new InvalidOperationException($"the portable backend does not know {op.Code}");
            }
        }
    }

    private static bool IsUnary(OpCode code) => code is >= int_neg and <= int_is_true;

    private ref long Int(ref PortableOp op) => ref _frame.Ints[op.Result];
    private ref object? Ref(ref PortableOp op) => ref _frame.Refs[op.Result];
    private ref double Float(ref PortableOp op) => ref _frame.Floats[op.Result];
    private long Int(PortableCode code, int index) => index >= 0 ? _frame.Ints[index] : code.Ints[~index];
    private object? Ref(PortableCode code, int index) => index >= 0 ? _frame.Refs[index] : code.Refs[~index];
    private double Float(PortableCode code, int index) => index >= 0 ? _frame.Floats[index] : code.Floats[~index];

    private static object NotNull(ref PortableOp op, object? o) =>
        o ?? throw new InvalidOperationException($"{op.Code} of null: machine code would have faulted; a guard is missing before it");

    private void Field(PortableCode code, ref PortableOp op)
    {
        var field = (FieldDescr)op.Data!;
        ref byte at = ref ObjectMemory.At(NotNull(ref op, Ref(code, op.A)), field.Offset);
        switch (op.Code)
        {
            case getfield_gc_i: Int(ref op) = ObjectMemory.LoadInt(ref at, field.Size, field.IsSigned); break;
            case getfield_gc_r: Ref(ref op) = ObjectMemory.LoadRef(ref at); break;
            case getfield_gc_f: Float(ref op) = ObjectMemory.LoadFloat(ref at, field.Size); break;
            default: Store(code, ref at, field.Kind, field.Size, op.B); break;
        }
    }

    private void Item(PortableCode code, ref PortableOp op)
    {
        var array = (ArrayDescr)op.Data!;
        object o = NotNull(ref op, Ref(code, op.A));
        long index = Int(code, op.B);
        int length = Unsafe.As<byte, int>(ref ObjectMemory.At(o, 8));
        if ((ulong)index >= (ulong)length)
            throw new InvalidOperationException($"{op.Code} of {array.Name} at {index} of {length}: a guard is missing before it");
        ref byte at = ref ObjectMemory.At(o, array.BaseOffset + (nint)index * array.ItemSize);
        switch (op.Code)
        {
            case getarrayitem_gc_i or getarrayitem_gc_pure_i: Int(ref op) = ObjectMemory.LoadInt(ref at, array.Size, array.IsSigned); break;
            case getarrayitem_gc_r or getarrayitem_gc_pure_r: Ref(ref op) = ObjectMemory.LoadRef(ref at); break;
            case getarrayitem_gc_f or getarrayitem_gc_pure_f: Float(ref op) = ObjectMemory.LoadFloat(ref at, array.Size); break;
            case setarrayitem_gc: Store(code, ref at, array.Kind, array.Size, op.C); break;
            default: Int(ref op) = length; break;
        }
    }

    private void Store(PortableCode code, ref byte at, Kind kind, int size, int value)
    {
        if (kind == Kind.Int) ObjectMemory.StoreInt(ref at, size, Int(code, value));
        else if (kind == Kind.Ref) ObjectMemory.StoreRef(ref at, Ref(code, value));
        else ObjectMemory.StoreFloat(ref at, size, Float(code, value));
    }

    private void SetStatic(PortableCode code, ref PortableOp op)
    {
        var descr = (StaticDescr)op.Data!;
        if (descr.Kind == Kind.Int) RawMemory.StoreInt(descr, Int(code, op.A));
        else if (descr.Kind == Kind.Ref) RawMemory.StoreRef(descr, Ref(code, op.A));
        else RawMemory.StoreFloat(descr, Float(code, op.A));
    }

    private void Call(PortableCode code, ref PortableOp op)
    {
        var descr = (CallDescr)op.Data!;
        Gather(code, op.Args!);
        _frame.Pending = Invoke(descr);
        SetResult(ref op, OpInfo.Of(op.Code).Result);
    }

    private void ConditionalCall(PortableCode code, ref PortableOp op)
    {
        PortableArg[] args = op.Args!;
        Gather(code, args);
        _frame.Pending = null;
        if (_frame.Raw[0] != 0) _frame.Pending = InvokeWithoutFirst(args, (CallDescr)op.Data!);
    }

    private void ConditionalCallValue(PortableCode code, ref PortableOp op)
    {
        PortableArg[] args = op.Args!;
        Gather(code, args);
        _frame.Pending = null;
        if (_frame.RefArgs[0] is null) _frame.Pending = InvokeWithoutFirst(args, (CallDescr)op.Data!);
        Ref(ref op) = _frame.RefArgs[0];
    }

    /// <summary>What decides about a conditional call is no argument of the callee.</summary>
    private Exception? InvokeWithoutFirst(PortableArg[] args, CallDescr callee)
    {
        Array.Copy(_frame.Raw, 1, _frame.Raw, 0, args.Length - 1);
        Array.Copy(_frame.RefArgs, 1, _frame.RefArgs, 0, args.Length - 1);
        return Invoke(callee);
    }

    /// <summary>Calls the stub on the gathered arguments; its results replace them. Gives the exception that came out.</summary>
    private Exception? Invoke(CallDescr descr)
    {
        descr.Calls++;
        _backend.CountCall();
        try
        {
            fixed (long* raw = _frame.Raw) descr.Stub(raw, ref _frame.RefArgs[0]);
            return null;
        }
        catch (Exception e)
        {
            Array.Clear(_frame.Raw);
            Array.Clear(_frame.RefArgs);
            return e;
        }
    }

    private void CallAssembler(PortableCode code, ref PortableOp op)
    {
        var token = (LoopToken)op.Data!;
        Kind kind = OpInfo.Of(op.Code).Result;
        JitValues values;
        try
        {
            values = CallLoop(code, op.Args!, token);
            _frame.Pending = null;
        }
        catch (Exception e)
        {
            _frame.Raw[0] = 0;
            _frame.RefArgs[0] = null;
            _frame.Pending = e;
            SetResult(ref op, kind);
            return;
        }
        if (kind == Kind.Int) Int(ref op) = values.Ints[0];
        else if (kind == Kind.Ref) Ref(ref op) = values.Refs[0];
        else if (kind == Kind.Float) Float(ref op) = values.Floats[0];
    }

    private JitValues CallLoop(PortableCode code, PortableArg[] args, LoopToken token)
    {
        var reds = _backend.RentValues();
        try
        {
            CopyOut(code, args, reds);
            if (token.EntryPoint.Current?.BackendData is not PortableCode callee)
            {
                _backend.Host.CallPortal(token, reds);
                _backend.Dead.Values.Ints[0] = reds.Ints[0];
                _backend.Dead.Values.Refs[0] = reds.Refs[0];
                _backend.Dead.Values.Floats[0] = reds.Floats[0];
                return _backend.Dead.Values;
            }
            RuntimeHelpers.EnsureSufficientExecutionStack();
            _backend.Run(callee, reds);
        }
        finally
        {
            _backend.ReturnValues(reds);
        }
        DeadFrame dead = _backend.Dead;
        if (dead.Descr is not FinishDescr finished) _backend.Host.FinishCall(dead);
        else if (finished.IsException) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw((Exception)dead.Values.Refs[0]!);
        return dead.Values;
    }

    private void SetResult(ref PortableOp op, Kind kind)
    {
        if (kind == Kind.Int) Int(ref op) = _frame.Raw[0];
        else if (kind == Kind.Ref) Ref(ref op) = _frame.RefArgs[0];
        else if (kind == Kind.Float) Float(ref op) = BitConverter.Int64BitsToDouble(_frame.Raw[0]);
    }

    /// <summary>An exception with no guard to see it would be lost in silence: the recorder believed that the callee cannot raise.</summary>
    private void CheckExceptionIsGuarded(PortableCode code, int next)
    {
        if (_frame.Pending is null) return;
        while (code.Ops[next].Code is call_extra_i or call_extra_r or call_extra_f or debug_merge_point) next++;
        if (code.Ops[next].Code is not (guard_no_exception or guard_exception))
            throw new InvalidOperationException($"a callee raised although no guard_no_exception follows its call ({code.Ops[next - 1].Data})", _frame.Pending);
    }

    private bool Holds(PortableCode code, ref PortableOp op, bool overflow)
    {
        switch (op.Code)
        {
            case guard_true: return Int(code, op.A) != 0;
            case guard_false: return Int(code, op.A) == 0;
            case guard_value:
                return (Kind)op.C switch
                {
                    Kind.Int => Int(code, op.A) == Int(code, op.B),
                    Kind.Ref => ReferenceEquals(Ref(code, op.A), Ref(code, op.B)),
                    _ => BitConverter.DoubleToInt64Bits(Float(code, op.A)) == BitConverter.DoubleToInt64Bits(Float(code, op.B)),
                };
            case guard_class: return ObjectMemory.MethodTable(NotNull(ref op, Ref(code, op.A))) == op.MethodTable;
            case guard_nonnull_class: return Ref(code, op.A) is { } o && ObjectMemory.MethodTable(o) == op.MethodTable;
            case guard_nonnull: return Ref(code, op.A) is not null;
            case guard_isnull: return Ref(code, op.A) is null;
            case guard_no_overflow: return !overflow;
            case guard_overflow: return overflow;
            case guard_not_invalidated: return ((GuardDescr)op.Data!).Owner is not { IsInvalidated: true } && code.Owner is not { IsInvalidated: true };
            case guard_no_exception: return _frame.Pending is null;
            case guard_exception:
                if (_frame.Pending is not { } pending || ObjectMemory.MethodTable(pending) != op.MethodTable) return false;
                Ref(ref op) = pending;
                _frame.Pending = null;
                return true;
            default: return false;
        }
    }

    private void Fail(PortableCode code, ref PortableOp op)
    {
        DeadFrame dead = _backend.Dead;
        dead.Descr = (GuardDescr)op.Data!;
        dead.Exception = op.Code is guard_no_exception or guard_exception ? _frame.Pending : null;
        CopyOut(code, op.Args!, dead.Values);
    }

    private void LeaveWith(FinishDescr descr, PortableCode code, PortableArg[] args)
    {
        DeadFrame dead = _backend.Dead;
        dead.Descr = descr;
        dead.Exception = null;
        CopyOut(code, args, dead.Values);
    }

    private void CopyOut(PortableCode code, PortableArg[] args, JitValues values)
    {
        values.EnsureCapacity(args.Length);
        for (int k = 0; k < args.Length; k++)
        {
            switch (args[k].Kind)
            {
                case Kind.Int: values.Ints[k] = Int(code, args[k].Index); break;
                case Kind.Ref: values.Refs[k] = Ref(code, args[k].Index); break;
                case Kind.Float: values.Floats[k] = Float(code, args[k].Index); break;
            }
        }
    }

    private void Gather(PortableCode code, PortableArg[] args)
    {
        for (int k = 0; k < args.Length; k++)
        {
            switch (args[k].Kind)
            {
                case Kind.Int: _frame.Raw[k] = Int(code, args[k].Index); break;
                case Kind.Ref: _frame.RefArgs[k] = Ref(code, args[k].Index); break;
                case Kind.Float: _frame.Raw[k] = BitConverter.DoubleToInt64Bits(Float(code, args[k].Index)); break;
            }
        }
    }

    private void Scatter(PortableArg[] args)
    {
        for (int k = 0; k < args.Length; k++)
        {
            switch (args[k].Kind)
            {
                case Kind.Int: _frame.Ints[args[k].Index] = _frame.Raw[k]; break;
                case Kind.Ref: _frame.Refs[args[k].Index] = _frame.RefArgs[k]; break;
                case Kind.Float: _frame.Floats[args[k].Index] = BitConverter.Int64BitsToDouble(_frame.Raw[k]); break;
            }
        }
    }
}
