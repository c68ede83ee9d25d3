using Backend.Allocation;
using Backend.Stencils;
using MetaTracer.Trace;

namespace Backend.Code;

/// <summary>
/// Returning to the dispatcher: the site's number goes into the frame, code shared by all sites with the same live registers saves
/// them, references and the rest apart, and leaves; coming back, its twin loads them again.
/// </summary>
internal sealed unsafe partial class TraceCompiler
{
    /// <param name="outgoing">Places of outgoing arguments that hold something when machine code leaves here.</param>
    private YieldSite NewSite(SiteKind kind, object descr, int outgoing = 0)
    {
        var site = new YieldSite { Kind = kind, Descr = descr, Code = _code, RawOut = _rawOut, RefOut = _refOut, LiveReferences = LiveReferences(outgoing) };
        _backend.AddSite(site);
        return site;
    }

    /// <summary>A site that code does not go on from.</summary>
    private Site NewLastSite(SiteKind kind, object descr)
    {
        var site = new Site { Kind = kind, Descr = descr, Code = _code };
        _backend.AddSite(site);
        return site;
    }

    /// <summary>Leaves with nothing in registers that anyone wants.</summary>
    private void LeaveAt(Site site)
    {
        _writer.Emit(StencilOp.site, imm: site.Number);
        _writer.Emit(StencilOp.jump, exit: _backend.LeaveAddress);
    }

    /// <summary>Leaves with live registers saved; comes back to <paramref name="go"/> with them as they were.</summary>
    private void YieldAt(YieldSite site, (int Ints, int Refs, int Floats) live, StencilLabel go)
    {
        var (save, restore) = _backend.SaveAndRestore(live);
        _writer.Emit(StencilOp.site, imm: site.Number);
        _writer.Emit(StencilOp.jump, exit: save);
        site.Restore = restore;
        AddSaved(site, live);
        site.ContinueLabel = go.Index + 1;
    }

    /// <summary>Of the places for outgoing arguments, which the allocator counts as taken, only those in use.</summary>
    private ulong[] LiveReferences(int outgoing)
    {
        ulong[] live = _allocator.LiveReferenceSlots();
        for (int slot = _refOut / 8 + outgoing; slot < _refOut / 8 + _outgoing; slot++) live[slot / 64] &= ~(1ul << slot % 64);
        return live;
    }

    private static void AddSaved(YieldSite site, (int Ints, int Refs, int Floats) live) =>
        site.LiveReferences[0] |= (ulong)(uint)live.Refs << FrameLayout.RefSave / 8;

    /// <summary>A yield in the normal course of the trace: every call does it, and what has no fast path.</summary>
    private void YieldHere(YieldSite site)
    {
        _allocator.ForgetConstants();
        _fresh.Clear();
        StencilLabel go = _writer.NewLabel();
        YieldAt(site, _allocator.LiveRegisters(), go);
        _writer.Bind(go);
    }

    private Location OutPlace(Kind kind, int position) => Location.Slot(kind, (kind == Kind.Ref ? _refOut : _rawOut) + position * 8);

    /// <summary>An argument into a slot of a frame.</summary>
    private void StoreTo(Value value, Location slot)
    {
        if (value.IsConstant && value.Kind == Kind.Ref)
        {
            if (_loop.Constants.RefOf(value) is { } o) _writer.Emit(StencilOp.const_ref_slot, imm: slot.Index, imm64: _backend.AddressOfConstant(o, _code));
            else _writer.Emit(StencilOp.clear_ref_slot, imm: slot.Index);
            return;
        }
        if (value.IsConstant)
        {
            long bits = value.Kind == Kind.Int ? _loop.Constants.IntOf(value) : BitConverter.DoubleToInt64Bits(_loop.Constants.FloatOf(value));
            if (bits == 0) _writer.Emit(StencilOp.clear_slot, imm: slot.Index);
            else _writer.Emit(StencilOp.const_slot, imm: slot.Index, imm64: bits);
            return;
        }
        int register = _allocator.Use(value);
        Move(Location.Of(value.Kind, register), slot);
        _allocator.Unpin();
    }

    /// <summary>Code that saves the registers of a set and leaves, and code that loads them and goes on at the frame's continue address.</summary>
    public static void EmitSave(StencilWriter writer, (int Ints, int Refs, int Floats) live, nint leave)
    {
        for (int r = 0; r < FrameLayout.IntRegisters; r++)
        {
            if ((live.Ints >> r & 1) != 0) writer.Emit(StencilOp.spill, r, imm: FrameLayout.RawSave + r * 8);
            if ((live.Refs >> r & 1) != 0) writer.Emit(StencilOp.spill_ref, r, imm: FrameLayout.RefSave + r * 8);
        }
        for (int r = 0; r < FrameLayout.FloatRegisters; r++)
            if ((live.Floats >> r & 1) != 0) writer.Emit(StencilOp.spill_f, r, imm: FrameLayout.FloatSave + r * 8);
        if (leave != 0) writer.Emit(StencilOp.jump, exit: leave);
    }

    /// <inheritdoc cref="EmitSave"/>
    public static void EmitRestore(StencilWriter writer, (int Ints, int Refs, int Floats) live, bool goOn)
    {
        for (int r = 0; r < FrameLayout.IntRegisters; r++)
        {
            if ((live.Ints >> r & 1) != 0) writer.Emit(StencilOp.reload, r, imm: FrameLayout.RawSave + r * 8);
            if ((live.Refs >> r & 1) != 0) writer.Emit(StencilOp.reload_ref, r, imm: FrameLayout.RefSave + r * 8);
        }
        for (int r = 0; r < FrameLayout.FloatRegisters; r++)
            if ((live.Floats >> r & 1) != 0) writer.Emit(StencilOp.reload_f, r, imm: FrameLayout.FloatSave + r * 8);
        if (goOn) writer.Emit(StencilOp.jump_slot, imm: FrameLayout.Continue);
    }
}
