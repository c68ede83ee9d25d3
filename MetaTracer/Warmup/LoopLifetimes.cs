// How long compiled code is kept: PyPy's memory manager. Time is counted in traces begun. A loop that nobody has entered for
// loop_longevity generations, that was invalidated or replaced, is freed, unless code that is kept jumps to it or calls it, or it stands
// on a stack. Cells of positions that have no code go with it, so that programs that make code for ever stay small.
using MetaTracer.Logging;
using MetaTracer.Trace;

namespace MetaTracer.Warmup;

internal sealed class LoopLifetimes(JitEngine engine)
{
    private readonly List<LoopToken> _compiled = [];
    private readonly HashSet<LoopToken> _kept = [];
    private readonly HashSet<EntryPoint> _called = [];
    private readonly HashSet<LoopToken> _running = [];
    private readonly int _checkEvery = Math.Max(1, (int)Math.Sqrt(engine.Parameters.LoopLongevity));
    private int _nextCheck;

    /// <summary>Traces begun.</summary>
    public int Generation { get; private set; }

    /// <summary>Everything that has code.</summary>
    public IReadOnlyList<LoopToken> Compiled => _compiled;

    /// <summary>A trace found no room: the half that has not been entered for longest goes before the next one.</summary>
    public bool IsMemoryShort { get; set; }

    /// <summary>A loop or entry was compiled.</summary>
    public void Add(LoopToken token, TreeLoop loop)
    {
        token.Generation = Generation;
        _compiled.Add(token);
        AddEdges(token, loop);
    }

    /// <summary>What new code of a loop, its own or a bridge's, leads to.</summary>
    public static void AddEdges(LoopToken owner, TreeLoop code)
    {
        foreach (ref readonly Operation operation in code.Operations)
        {
            if (operation.Descr is TargetToken { Owner: { } target } && target != owner) owner.JumpsTo.Add(target);
            else if (operation.Descr is LoopToken callee) owner.Calls.Add(callee.EntryPoint);
        }
    }

    /// <summary>
    /// A trace is about to begin, for a cell or from a guard of a loop: from time to time frees what is old. Not in the middle of another
    /// trace, which may mention it.
    /// </summary>
    public void NextGeneration(JitCell? cell, LoopToken? from)
    {
        Generation++;
        if (Generation < _nextCheck && !IsMemoryShort || engine.IsTracing) return;
        _nextCheck = Generation + _checkEvery;
        if (Generation > 1) JitEventSource.Show(engine.Stats);
        int oldest = Generation - engine.Parameters.LoopLongevity;
        if (IsMemoryShort && _compiled.Count > 0)
        {
            int[] generations = [.. _compiled.Select(token => token.Generation).Order()];
            oldest = Math.Max(oldest, generations[generations.Length / 2] + 1);
        }
        IsMemoryShort = false;
        Collect(oldest, cell, from);
    }

    private void Collect(int oldest, JitCell? current, LoopToken? from)
    {
        _kept.Clear();
        _called.Clear();
        _running.Clear();
        engine.Backend.AddRunning(_running);
        foreach (LoopToken token in _running) Keep(token);
        if (from is not null) Keep(from);
        foreach (LoopToken token in _compiled)
            if (!token.IsInvalidated && token.Generation >= oldest && token.EntryPoint.Current == token) Keep(token);

        LoopToken[] freed = [.. _compiled.Where(token => !_kept.Contains(token))];
        if (freed.Length > 0)
        {
            _compiled.RemoveAll(token => !_kept.Contains(token));
            engine.Backend.Free(freed);
            foreach (LoopToken token in freed) Forget(token);
        }
        foreach (DriverState driver in engine.Drivers) driver.Cells.Sweep(cell => IsNeeded(cell, current, oldest));
    }

    /// <summary>Keeps a loop and all that its code leads to.</summary>
    private void Keep(LoopToken root)
    {
        Stack<LoopToken> open = new([root]);
        while (open.TryPop(out LoopToken? token))
        {
            if (!_kept.Add(token)) continue;
            foreach (LoopToken target in token.JumpsTo) open.Push(target);
            foreach (EntryPoint callee in token.Calls)
            {
                _called.Add(callee);
                if (callee.Current is { } current) open.Push(current);
            }
        }
    }

    private void Forget(LoopToken token)
    {
        engine.Stats.LoopsFreed++;
        engine.Log?.Line($"loop {token.Number} is freed");
        if (token.EntryPoint.Current == token) token.EntryPoint.Current = null;
        token.IsFreed = true;
        token.Targets.Clear();
        token.JumpsTo.Clear();
        token.Calls.Clear();
    }

    private bool IsNeeded(JitCell cell, JitCell? current, int oldest)
    {
        if (cell.Token is { IsFreed: true }) cell.Token = null;
        bool isNeeded = cell == current || _called.Contains(cell.EntryPoint) || cell.CompiledToken is not null
            || ((cell.NeverInline || cell.IsGivenUp) && cell.MarkedAt >= oldest);
        if (!isNeeded && cell.EntryPoint.BackendData is not null) engine.Backend.Free(cell.EntryPoint);
        return isNeeded;
    }
}
