using MetaTracer;
using MetaTracer.Trace;

namespace Backend.Portable;

/// <summary>
/// Executes traces in C#, one operation at a time: what machine code is compared with, and what runs where machine code is not allowed.
/// </summary>
internal sealed class PortableBackend : TraceBackend
{
    private readonly Stack<PortableFrame> _frames = [];
    private readonly Stack<PortableFrame> _running = [];
    private readonly Stack<JitValues> _values = [];
    private volatile bool _pollRequested;

    private const int CallsBetweenLooks = 1 << 16;
    private long _calls;

    public override string Name => "portable";

    internal DeadFrame Dead { get; } = new();

    internal override void CompileLoop(LoopToken token, TreeLoop loop)
    {
        long start = System.Diagnostics.Stopwatch.GetTimestamp();
        var code = new PortableCode(loop, token);
        code.Publish();
        token.BackendData = code;
        if (!token.IsInvalidated) token.EntryPoint.Current = token;
        Stats.Seconds += System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    internal override void CompileBridge(GuardDescr guard, TreeLoop bridge)
    {
        long start = System.Diagnostics.Stopwatch.GetTimestamp();
        var place = guard.BackendData as PortableGuard ?? throw new InvalidOperationException("a bridge from a guard that was not compiled");
        var code = new PortableCode(bridge, guard.Owner);
        code.Publish();
        place.Bridge = code;
        guard.HasBridge = true;
        Stats.Seconds += System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    internal override DeadFrame Execute(LoopToken token, JitValues reds)
    {
        Stats.Entries++;
        var code = token.BackendData as PortableCode ?? throw new InvalidOperationException($"loop {token.Number} is not compiled");
        Run(code, reds);
        return Dead;
    }

    internal override void AddRunning(HashSet<LoopToken> running)
    {
        foreach (PortableFrame frame in _running)
            if (frame.Code?.Owner is { } owner) running.Add(owner);
    }

    /// <summary>Nothing refers to the code any more: the collector does the rest.</summary>
    internal override void Free(IReadOnlyCollection<LoopToken> loops)
    {
        foreach (LoopToken loop in loops) loop.BackendData = null;
    }

    public override void RequestPoll() => _pollRequested = true;

    /// <summary>Runs code from its start; <see cref="Dead"/> says how it was left.</summary>
    internal void Run(PortableCode code, JitValues inputs)
    {
        if (!_frames.TryPop(out PortableFrame? frame)) frame = new PortableFrame();
        _running.Push(frame);
        try
        {
            frame.Enter(code);
            PortableArg[] args = code.Inputs;
            for (int k = 0; k < args.Length; k++)
            {
                switch (args[k].Kind)
                {
                    case Kind.Int: frame.Ints[args[k].Index] = inputs.Ints[k]; break;
                    case Kind.Ref: frame.Refs[args[k].Index] = inputs.Refs[k]; break;
                    case Kind.Float: frame.Floats[args[k].Index] = inputs.Floats[k]; break;
                }
            }
            new PortableMachine(this, frame).Run(code);
        }
        finally
        {
            _running.Pop();
            frame.Clear();
            _frames.Push(frame);
        }
    }

    internal JitValues RentValues() => _values.TryPop(out JitValues? values) ? values : new JitValues();

    internal void ReturnValues(JitValues values)
    {
        Array.Clear(values.Refs);
        _values.Push(values);
    }

    /// <summary>Code is left for a call; now and then the engine looks at what calls cost.</summary>
    internal void CountCall()
    {
        if (++_calls % CallsBetweenLooks == 0) Host.LookAtCalls();
    }

    internal void Poll()
    {
        if (!_pollRequested) return;
        _pollRequested = false;
        Host.Poll();
    }
}
