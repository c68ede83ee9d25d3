using Backend.Stencils;

namespace Backend.Code;

/// <summary>What is put behind the trace, because it rarely runs: guards' exits and slow paths. And what is known once the code has its address.</summary>
internal sealed unsafe partial class TraceCompiler
{
    /// <summary>What is emitted there for a site, in registers that are live: a guard's exit, a yield that comes back, or one that does not.</summary>
    /// <param name="Label">Where the trace jumps to it.</param>
    /// <param name="Go">Of a yield that comes back: where.</param>
    private readonly record struct Tail(StencilLabel Label, Site Site, (int Ints, int Refs, int Floats) Live, StencilLabel Go);

    private Tail[] _tails = new Tail[64];
    private int[] _exitStubs = new int[64];
    private int _tailCount;

    private void AddExit(StencilLabel label, NativeGuard guard, (int Ints, int Refs, int Floats) live) => AddTail(new Tail(label, guard, live, default));

    private void AddSlowPath(StencilLabel label, YieldSite site, (int Ints, int Refs, int Floats) live, StencilLabel go) => AddTail(new Tail(label, site, live, go));

    private void AddLastPath(StencilLabel label, Site site) => AddTail(new Tail(label, site, default, default));

    private void AddTail(in Tail tail)
    {
        if (_tailCount == _tails.Length)
        {
            Array.Resize(ref _tails, _tailCount * 2);
            Array.Resize(ref _exitStubs, _tailCount * 2);
        }
        _tails[_tailCount++] = tail;
    }

    private void EmitTails()
    {
        EmitOldStores();
        EmitFetches();
        EmitLateCalls();
        for (int k = 0; k < _tailCount; k++)
        {
            ref readonly Tail tail = ref _tails[k];
            _writer.Bind(tail.Label);
            switch (tail.Site)
            {
                case NativeGuard guard:
                    _writer.Emit(StencilOp.jump_cell, imm64: (nint)guard.Cell);
                    _exitStubs[k] = _writer.Position;
                    _writer.Emit(StencilOp.site, imm: guard.Number);
                    _writer.Emit(StencilOp.jump, exit: _backend.SaveAndRestore(tail.Live).Save);
                    break;
                case YieldSite yield:
                    YieldAt(yield, tail.Live, tail.Go);
                    break;
                default:
                    LeaveAt(tail.Site);
                    break;
            }
        }
    }

    private void PublishSites(nint start)
    {
        nint AddressOf(int label) => label == 0 ? 0 : start + _writer.OffsetOf(new StencilLabel(label - 1));

        foreach (Site site in _code.Sites)
        {
            site.RawFrame = _code.RawFrame;
            site.RefFrame = _code.RefFrame;
            if (site is YieldSite yield)
            {
                yield.Continue = AddressOf(yield.ContinueLabel);
                yield.OnException = AddressOf(yield.OnExceptionLabel);
                yield.OnExpectedException = AddressOf(yield.OnExpectedExceptionLabel);
            }
            _backend.Sites.Publish(site);
        }
        for (int k = 0; k < _tailCount; k++)
        {
            if (_tails[k].Site is not NativeGuard guard) continue;
            *guard.Cell = start + _exitStubs[k];
            ((MetaTracer.Trace.GuardDescr)guard.Descr).BackendData = guard;
        }
        foreach ((StencilLabel back, YieldSite site) in _returns) _backend.AddReturnAddress(start + _writer.OffsetOf(back), site);
    }
}
