using Backend.Allocation;
using Backend.Stencils;
using MetaTracer.Trace;

namespace Backend.Code;

/// <summary>
/// Stores of references. Where the runtime's table of regions is known, the question whether the object is young is asked in the trace,
/// and the store into one that is needs nothing more; the write barrier is called behind the trace.
/// </summary>
internal sealed unsafe partial class TraceCompiler
{
    /// <summary>
    /// A call of the barrier behind the trace. The place is register <c>Object</c>, plus eight times register <c>Index</c> unless that
    /// is -1, plus the offset.
    /// </summary>
    private readonly record struct OldStore(
        StencilLabel Label, int Object, int Index, int Value, long Offset, StencilLabel Go, int Scratch = -1);

    private readonly List<OldStore> _oldStores = [];

    /// <summary>
    /// A reference into an object: null, and anything into an object that was bumped since the last yield, without the barrier.
    /// </summary>
    private void StoreReference(Value o, int a, long offset, Value value)
    {
        if (value.IsConstant && _loop.Constants.RefOf(value) is null)
        {
            _writer.Emit(StencilOp.store_8_zero, a, imm: offset);
            return;
        }
        int b = _allocator.Use(value);
        if (_fresh.Contains(o.Raw) || _backend.Options.PlainStores) _writer.Emit(StencilOp.store_8, a, b, imm: offset);
        else if (BranchIfOld(a) is { } old)
        {
            _writer.Emit(StencilOp.store_8, a, b, imm: offset);
            EndStore(new OldStore(old.Label, a, -1, b, offset, _writer.NewLabel()));
        }
        else if (_backend.BarrierThunk != 0) _writer.Emit(StencilOp.barrier, a, b, imm: offset, exit: _backend.BarrierThunk);
        else StoreByYield(o, value, () => _writer.Emit(StencilOp.const_slot, imm: _rawOut, imm64: offset));
    }

    /// <summary>The dispatcher stores: object and value by position, the displacement as the raw argument 0.</summary>
    private void StoreByYield(Value o, Value value, Action storeOffset)
    {
        storeOffset();
        StoreTo(o, OutPlace(Kind.Ref, 0));
        StoreTo(value, OutPlace(Kind.Ref, 1));
        YieldHere(NewSite(SiteKind.StoreRef, typeof(object), 2));
    }

    /// <summary>An item at a variable index of an array that is young; false where that is not to be asked here.</summary>
    private bool StoreYoungItem(ReadOnlySpan<Value> args, long baseOffset)
    {
        bool isNull = args[2].IsConstant && _loop.Constants.RefOf(args[2]) is null;
        if (isNull || _fresh.Contains(args[0].Raw) || _backend.Options.PlainStores || !_table.Fits(StencilOp.storex_8, baseOffset)) return false;
        int a = _allocator.Use(args[0]), i = _allocator.Use(args[1]), v = _allocator.Use(args[2]);
        if (BranchIfOld(a) is not { } old) return false;
        _writer.Emit(StencilOp.storex_8, a, i, v, imm: baseOffset);
        EndStore(new OldStore(old.Label, a, i, v, baseOffset, _writer.NewLabel(), old.Scratch));
        return true;
    }

    /// <summary>
    /// Goes to a label unless the object that a register points at, or into, is in a young region; null where there is no telling, or no
    /// register free for it. Nothing grows old or moves before the next yield.
    /// </summary>
    private (StencilLabel Label, int Scratch)? BranchIfOld(int register)
    {
        if (_backend.Regions is not { } regions || _allocator.TryTemporaries() is not var (region, table)) return null;
        StencilLabel old = _writer.NewLabel();
        _writer.Emit(StencilOp.uint_rshift_imm, region, register, imm: regions.Shift);
        _writer.Emit(StencilOp.load_abs_8, table, imm64: regions.TableAt);
        _writer.Emit(StencilOp.loadx_1u, region, table, region);
        _writer.Emit(StencilOp.guard_false, region, exit: old);
        return (old, region);
    }

    private void EndStore(in OldStore store)
    {
        _writer.Bind(store.Go);
        _oldStores.Add(store);
    }

    private void EmitOldStores()
    {
        foreach (OldStore store in _oldStores)
        {
            _writer.Bind(store.Label);
            int place = store.Object;
            if (store.Index >= 0) _writer.Emit(StencilOp.lea_8, place = store.Scratch, store.Object, store.Index);
            _writer.Emit(StencilOp.barrier, place, store.Value, imm: store.Offset, exit: _backend.BarrierThunk);
            _writer.Emit(StencilOp.jump, exit: store.Go);
        }
    }
}
