// Made by hand from one pattern for two to five portal parameters; change all four together.
using System.Runtime.CompilerServices;

namespace MetaJit;

/// <summary>What the interpreter does next: return <see cref="Result"/>, or go on from <see cref="State"/>. Read it at once; an engine may use it again.</summary>
public sealed class JitExit<P1, P2, TResult>
{
    public bool IsReturn;
    public TResult Result = default!;
    public (P1, P2) State;
}

/// <summary>What an engine provides for a driver of 2 parameters.</summary>
public abstract class PortalEngine<P1, P2, TResult>
{
    /// <summary>A back edge to these greens was taken: counts, traces, or runs machine code. Null: go on interpreting.</summary>
    public abstract JitExit<P1, P2, TResult>? CanEnter(P1 p1, P2 p2);

    /// <summary>The portal was called with these arguments. Null: go on interpreting.</summary>
    public abstract JitExit<P1, P2, TResult>? EnterFunction(P1 p1, P2 p2);
}

/// <inheritdoc cref="JitDriver"/>
public sealed class JitDriver<P1, P2, TResult>(string name, Func<P1, P2, TResult> portal) : JitDriver(name, portal)
{
    private PortalEngine<P1, P2, TResult>? _engine;

    /// <inheritdoc/>
    public override object? Engine
    {
        get => _engine;
        set => _engine = (PortalEngine<P1, P2, TResult>?)value;
    }

    /// <summary>Stands at the head of the dispatch loop. A marker for the tracer: no instruction at all when interpreted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void MergePoint(P1 p1, P2 p2) { }

    /// <summary>Stands on every back edge of the user's program, with the state as it is at the jump's target.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public JitExit<P1, P2, TResult>? CanEnter(P1 p1, P2 p2) => _engine?.CanEnter(p1, p2);

    /// <summary>Stands first in the portal: functions that are called often are traced from their start.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public JitExit<P1, P2, TResult>? EnterFunction(P1 p1, P2 p2) => _engine?.EnterFunction(p1, p2);
}

/// <summary>What the interpreter does next: return <see cref="Result"/>, or go on from <see cref="State"/>. Read it at once; an engine may use it again.</summary>
public sealed class JitExit<P1, P2, P3, TResult>
{
    public bool IsReturn;
    public TResult Result = default!;
    public (P1, P2, P3) State;
}

/// <summary>What an engine provides for a driver of 3 parameters.</summary>
public abstract class PortalEngine<P1, P2, P3, TResult>
{
    /// <summary>A back edge to these greens was taken: counts, traces, or runs machine code. Null: go on interpreting.</summary>
    public abstract JitExit<P1, P2, P3, TResult>? CanEnter(P1 p1, P2 p2, P3 p3);

    /// <summary>The portal was called with these arguments. Null: go on interpreting.</summary>
    public abstract JitExit<P1, P2, P3, TResult>? EnterFunction(P1 p1, P2 p2, P3 p3);
}

/// <inheritdoc cref="JitDriver"/>
public sealed class JitDriver<P1, P2, P3, TResult>(string name, Func<P1, P2, P3, TResult> portal) : JitDriver(name, portal)
{
    private PortalEngine<P1, P2, P3, TResult>? _engine;

    /// <inheritdoc/>
    public override object? Engine
    {
        get => _engine;
        set => _engine = (PortalEngine<P1, P2, P3, TResult>?)value;
    }

    /// <summary>Stands at the head of the dispatch loop. A marker for the tracer: no instruction at all when interpreted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void MergePoint(P1 p1, P2 p2, P3 p3) { }

    /// <summary>Stands on every back edge of the user's program, with the state as it is at the jump's target.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public JitExit<P1, P2, P3, TResult>? CanEnter(P1 p1, P2 p2, P3 p3) => _engine?.CanEnter(p1, p2, p3);

    /// <summary>Stands first in the portal: functions that are called often are traced from their start.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public JitExit<P1, P2, P3, TResult>? EnterFunction(P1 p1, P2 p2, P3 p3) => _engine?.EnterFunction(p1, p2, p3);
}

/// <summary>What the interpreter does next: return <see cref="Result"/>, or go on from <see cref="State"/>. Read it at once; an engine may use it again.</summary>
public sealed class JitExit<P1, P2, P3, P4, TResult>
{
    public bool IsReturn;
    public TResult Result = default!;
    public (P1, P2, P3, P4) State;
}

/// <summary>What an engine provides for a driver of 4 parameters.</summary>
public abstract class PortalEngine<P1, P2, P3, P4, TResult>
{
    /// <summary>A back edge to these greens was taken: counts, traces, or runs machine code. Null: go on interpreting.</summary>
    public abstract JitExit<P1, P2, P3, P4, TResult>? CanEnter(P1 p1, P2 p2, P3 p3, P4 p4);

    /// <summary>The portal was called with these arguments. Null: go on interpreting.</summary>
    public abstract JitExit<P1, P2, P3, P4, TResult>? EnterFunction(P1 p1, P2 p2, P3 p3, P4 p4);
}

/// <inheritdoc cref="JitDriver"/>
public sealed class JitDriver<P1, P2, P3, P4, TResult>(string name, Func<P1, P2, P3, P4, TResult> portal) : JitDriver(name, portal)
{
    private PortalEngine<P1, P2, P3, P4, TResult>? _engine;

    /// <inheritdoc/>
    public override object? Engine
    {
        get => _engine;
        set => _engine = (PortalEngine<P1, P2, P3, P4, TResult>?)value;
    }

    /// <summary>Stands at the head of the dispatch loop. A marker for the tracer: no instruction at all when interpreted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void MergePoint(P1 p1, P2 p2, P3 p3, P4 p4) { }

    /// <summary>Stands on every back edge of the user's program, with the state as it is at the jump's target.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public JitExit<P1, P2, P3, P4, TResult>? CanEnter(P1 p1, P2 p2, P3 p3, P4 p4) => _engine?.CanEnter(p1, p2, p3, p4);

    /// <summary>Stands first in the portal: functions that are called often are traced from their start.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public JitExit<P1, P2, P3, P4, TResult>? EnterFunction(P1 p1, P2 p2, P3 p3, P4 p4) => _engine?.EnterFunction(p1, p2, p3, p4);
}

/// <summary>What the interpreter does next: return <see cref="Result"/>, or go on from <see cref="State"/>. Read it at once; an engine may use it again.</summary>
public sealed class JitExit<P1, P2, P3, P4, P5, TResult>
{
    public bool IsReturn;
    public TResult Result = default!;
    public (P1, P2, P3, P4, P5) State;
}

/// <summary>What an engine provides for a driver of 5 parameters.</summary>
public abstract class PortalEngine<P1, P2, P3, P4, P5, TResult>
{
    /// <summary>A back edge to these greens was taken: counts, traces, or runs machine code. Null: go on interpreting.</summary>
    public abstract JitExit<P1, P2, P3, P4, P5, TResult>? CanEnter(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5);

    /// <summary>The portal was called with these arguments. Null: go on interpreting.</summary>
    public abstract JitExit<P1, P2, P3, P4, P5, TResult>? EnterFunction(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5);
}

/// <inheritdoc cref="JitDriver"/>
public sealed class JitDriver<P1, P2, P3, P4, P5, TResult>(string name, Func<P1, P2, P3, P4, P5, TResult> portal) : JitDriver(name, portal)
{
    private PortalEngine<P1, P2, P3, P4, P5, TResult>? _engine;

    /// <inheritdoc/>
    public override object? Engine
    {
        get => _engine;
        set => _engine = (PortalEngine<P1, P2, P3, P4, P5, TResult>?)value;
    }

    /// <summary>Stands at the head of the dispatch loop. A marker for the tracer: no instruction at all when interpreted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void MergePoint(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5) { }

    /// <summary>Stands on every back edge of the user's program, with the state as it is at the jump's target.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public JitExit<P1, P2, P3, P4, P5, TResult>? CanEnter(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5) => _engine?.CanEnter(p1, p2, p3, p4, p5);

    /// <summary>Stands first in the portal: functions that are called often are traced from their start.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public JitExit<P1, P2, P3, P4, P5, TResult>? EnterFunction(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5) => _engine?.EnterFunction(p1, p2, p3, p4, p5);
}
