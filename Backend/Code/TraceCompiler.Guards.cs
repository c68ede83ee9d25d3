using Backend.Allocation;
using Backend.Portable;
using Backend.Stencils;
using MetaTracer.Trace;
using static MetaTracer.Trace.OpCode;

namespace Backend.Code;

/// <summary>Guards: the tests that are not fused with a comparison, and the exits of all of them.</summary>
internal sealed unsafe partial class TraceCompiler
{
    private int Guard(int index)
    {
        ref readonly Operation operation = ref _loop.Operations[index];
        ReadOnlySpan<Value> args = _loop.Args(operation);
        switch (operation.Code)
        {
            case guard_true or guard_nonnull:
                GuardCompare(int_ne, args[0], ZeroOf(args[0]), index, index);
                break;
            case guard_false or guard_isnull:
                GuardCompare(int_eq, args[0], ZeroOf(args[0]), index, index);
                break;
            case guard_value when args[0].Kind == Kind.Float:
                GuardFloatBits(index);
                break;
            case guard_value:
                GuardCompare(int_eq, args[0], args[1], index, index);
                break;
            case guard_class or guard_nonnull_class:
                GuardClass(index);
                break;
            case guard_not_invalidated:
                _writer.Emit(StencilOp.guard_cell_zero, imm64: _backend.InvalidationFlag(((GuardDescr)operation.Descr!).Owner ?? _owner), exit: Exit(index));
                _allocator.FreeDeadAt(index);
                break;
            case guard_always_fails:
                _writer.Emit(StencilOp.jump, exit: Exit(index));
                _allocator.FreeDeadAt(index);
                break;
            case guard_no_exception or guard_exception:
                GuardPending(index);
                break;
            default:
                throw new InvalidOperationException($"{operation.Code} does not follow the operation it belongs to");
        }
        return index;
    }

    private Value ZeroOf(Value value) => value.Kind == Kind.Ref ? _loop.Constants.Null : _loop.Constants.Int(0);

    private void GuardClass(int index)
    {
        ref readonly Operation operation = ref _loop.Operations[index];
        var descr = (ClassDescr)_loop.Constants.RefOf(_loop.Args(operation)[1])!;
        nint table = ObjectMemory.MethodTable(descr);
        _code.KeepAlive.Add(descr);
        int a = _allocator.Use(_loop.Args(operation)[0]);
        StencilLabel exit = Exit(index);
        _allocator.FreeDeadAt(index);
        _writer.Emit(operation.Code == guard_class ? StencilOp.guard_class : StencilOp.guard_nonnull_class, a, imm64: table, exit: exit);
    }

    /// <summary>Floats are promoted by their bits.</summary>
    private void GuardFloatBits(int index)
    {
        ref readonly Operation operation = ref _loop.Operations[index];
        int a = _allocator.Use(_loop.Args(operation)[0]);
        int bits = _allocator.Temporary(Kind.Int);
        _writer.Emit(StencilOp.float_to_bits, bits, a);
        StencilLabel exit = Exit(index);
        _allocator.FreeDeadAt(index);
        long value = BitConverter.DoubleToInt64Bits(_loop.Constants.FloatOf(_loop.Args(operation)[1]));
        _writer.Emit(StencilOp.guard_int_eq_64, bits, imm64: value, exit: exit);
    }

    /// <summary>
    /// The exit of a guard, to be called when everything its test needs is in registers and nothing that dies at the guard is freed
    /// yet: a jump through the guard's cell, which leads at first to code that saves the fail arguments and leaves.
    /// </summary>
    /// <param name="index">The guard.</param>
    /// <param name="comparison">The comparison it is fused with: its result is in no register, but known where the guard fails.</param>
    private StencilLabel Exit(int index, int comparison = -1)
    {
        ref readonly Operation operation = ref _loop.Operations[index];
        var descr = (GuardDescr)operation.Descr!;
        ReadOnlySpan<Value> failArgs = _loop.FailArgs(operation);
        var places = new Location[failArgs.Length];
        (int Ints, int Refs, int Floats) used = default;
        for (int k = 0; k < places.Length; k++)
        {
            bool isCondition = comparison >= 0 && comparison < index && failArgs[k] == _loop.Operations[comparison].Result;
            places[k] = isCondition
                ? Location.Constant(_loop.Constants.Int(operation.Code == guard_true ? 0 : 1))
                : _allocator.Where(failArgs[k]);
            if (places[k].Kind == LocationKind.Constant) _code.Constants = _loop.Constants;
            else if (places[k].Kind == LocationKind.FloatRegister) used.Floats |= 1 << places[k].Index;
            else if (places[k].Kind == LocationKind.Register && failArgs[k].Kind == Kind.Ref) used.Refs |= 1 << places[k].Index;
            else if (places[k].Kind == LocationKind.Register) used.Ints |= 1 << places[k].Index;
        }
        var guard = new NativeGuard(_backend.Memory.NewCell(0), places) { Kind = SiteKind.Guard, Descr = descr, Code = _code };
        _backend.AddSite(guard);
        StencilLabel label = _writer.NewLabel();
        AddExit(label, guard, used);
        return label;
    }

    // ---- exceptions

    private YieldSite? _lastCall;
    private bool _lastCallIsDirect;

    /// <summary>
    /// After a call, the dispatcher itself goes on at the guard's exit, or behind guard_exception: nothing is tested. Where further
    /// results were fetched between, or at the start of a bridge, a flag or the dispatcher is asked.
    /// </summary>
    private void GuardPending(int index)
    {
        ref readonly Operation operation = ref _loop.Operations[index];
        bool wantsException = operation.Code == guard_exception;
        if (_lastCall is not { } call)
        {
            GuardPendingAtStart(index, wantsException);
            return;
        }
        _lastCall = null;
        if (!_lastCallIsDirect && wantsException)
        {
            call.FlagsException = true;
            GuardPendingAtStart(index, wantsException);
            return;
        }
        if (!wantsException)
        {
            StencilLabel exit = Exit(index);
            if (_lastCallIsDirect)
            {
                call.OnExceptionLabel = exit.Index + 1;
            }
            else
            {
                call.FlagsException = true;
                _writer.Emit(StencilOp.guard_cell_zero, imm64: _backend.Context.ExceptionFlagAddress, exit: exit);
            }
            _allocator.FreeDeadAt(index);
            return;
        }
        StencilLabel other = Exit(index), match = _writer.NewLabel();
        _writer.Emit(StencilOp.jump, exit: other);
        _writer.Bind(match);
        call.ExpectedException = ExpectedClass(operation);
        call.OnExceptionLabel = other.Index + 1;
        call.OnExpectedExceptionLabel = match.Index + 1;
        TakeException(operation, index, call);
    }

    /// <summary>At the start of a bridge the exception its guard failed on is still pending: the dispatcher compares.</summary>
    private void GuardPendingAtStart(int index, bool wantsException)
    {
        ref readonly Operation operation = ref _loop.Operations[index];
        YieldSite site = NewSite(SiteKind.CheckException, operation.Descr!);
        YieldHere(site);
        StencilLabel exit = Exit(index);
        if (wantsException)
        {
            StencilLabel match = _writer.NewLabel();
            _writer.Emit(StencilOp.jump, exit: exit);
            _writer.Bind(match);
            site.ExpectedException = ExpectedClass(operation);
            site.OnExpectedExceptionLabel = match.Index + 1;
        }
        site.OnExceptionLabel = exit.Index + 1;
        if (wantsException) TakeException(operation, index, site);
        else _allocator.FreeDeadAt(index);
    }

    private nint ExpectedClass(in Operation operation)
    {
        var descr = (ClassDescr)_loop.Constants.RefOf(_loop.Args(operation)[0])!;
        _code.KeepAlive.Add(descr);
        return ObjectMemory.MethodTable(descr);
    }

    private void TakeException(in Operation operation, int index, YieldSite site)
    {
        _allocator.FreeDeadAt(index);
        int d = _allocator.Define(operation.Result);
        Move(new Location(LocationKind.RefSlot, site.RefOut), Location.Of(Kind.Ref, d));
        _allocator.FreeUnused(operation.Result);
    }
}
