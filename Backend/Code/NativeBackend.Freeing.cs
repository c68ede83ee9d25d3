using Backend.Runtime;
using MetaTracer.Trace;

namespace Backend.Code;

/// <summary>Giving back what compiled code took: memory, cells, the numbers of its sites, constants. Nothing runs it any more.</summary>
internal abstract unsafe partial class NativeBackend
{
    internal override void Free(IReadOnlyCollection<LoopToken> loops)
    {
        foreach (LoopToken loop in loops)
        {
            if (loop.BackendData is NativeCode code)
            {
                if (loop.EntryPoint.BackendData is EntryCells cells && *cells.Entry == code.Entry) *cells.Entry = cells.PortalStub;
                Free(code);
            }
            loop.BackendData = null;
            if (_invalidationFlags.Remove(loop, out nint flag)) Memory.FreeCell((nint*)flag);
        }
        CodeWasFreed();
    }

    internal override void Free(EntryPoint entry)
    {
        if (entry.BackendData is not EntryCells cells) return;
        entry.BackendData = null;
        Sites.Free(cells.Site);
        Memory.FreeCell(cells.Entry);
        ForgetName(cells.PortalStub);
        Memory.Free(cells.PortalStub, cells.StubBytes);
        CountCode(-cells.StubBytes);
    }

    /// <summary>A loop's code or a bridge's, with the bridges of its guards.</summary>
    private void Free(NativeCode root)
    {
        Stack<NativeCode> open = new([root]);
        while (open.TryPop(out NativeCode? code))
        {
            foreach (Site site in code.Sites)
                if (site is NativeGuard { Bridge: { } bridge }) open.Push(bridge);
            Release(code);
            ForgetName(code.Start);
            Memory.Free(code.Start, code.Length);
            CountCode(-code.Length);
        }
    }

    /// <summary>All but the code's own memory: code that could not be finished has none.</summary>
    internal void Release(NativeCode code)
    {
        foreach (Site site in code.Sites)
        {
            Sites.Free(site);
            if (site is NativeGuard guard) Memory.FreeCell(guard.Cell);
        }
        foreach (nint address in code.ReturnAddresses) _returns.Remove(address);
        _constants.Release(code.Slots);
    }

    internal void CountCode(int bytes)
    {
        if (bytes > 0) base.Stats.CodeBytes += bytes;
        CodeBytesInUse += bytes;
    }

    /// <summary>The addresses may hold other code from now on.</summary>
    private protected virtual void CodeWasFreed()
    {
    }
}
