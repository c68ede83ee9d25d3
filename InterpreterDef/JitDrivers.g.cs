// Made from the pattern in PortalPatternTests: change it there.
#nullable enable
using System.Runtime.CompilerServices;

namespace MetaJit;

/// <summary>What the interpreter does next: return <see cref="Result"/>, or go on from <see cref="State"/>. Read it at once; an engine may use it again.</summary>
public sealed class JitExit<P1, P2, TResult>
{
    /// <summary>The portal is to return; otherwise it goes on.</summary>
    public bool IsReturn;

    /// <summary>What it returns.</summary>
    public TResult Result = default!;

    /// <summary>The portal's parameters, in order, with which it goes on at the merge point.</summary>
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
    /// <summary>The portal is to return; otherwise it goes on.</summary>
    public bool IsReturn;

    /// <summary>What it returns.</summary>
    public TResult Result = default!;

    /// <summary>The portal's parameters, in order, with which it goes on at the merge point.</summary>
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
    /// <summary>The portal is to return; otherwise it goes on.</summary>
    public bool IsReturn;

    /// <summary>What it returns.</summary>
    public TResult Result = default!;

    /// <summary>The portal's parameters, in order, with which it goes on at the merge point.</summary>
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
    /// <summary>The portal is to return; otherwise it goes on.</summary>
    public bool IsReturn;

    /// <summary>What it returns.</summary>
    public TResult Result = default!;

    /// <summary>The portal's parameters, in order, with which it goes on at the merge point.</summary>
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

/// <summary>What the interpreter does next: return <see cref="Result"/>, or go on from <see cref="State"/>. Read it at once; an engine may use it again.</summary>
public sealed class JitExit<P1, P2, P3, P4, P5, P6, TResult>
{
    /// <summary>The portal is to return; otherwise it goes on.</summary>
    public bool IsReturn;

    /// <summary>What it returns.</summary>
    public TResult Result = default!;

    /// <summary>The portal's parameters, in order, with which it goes on at the merge point.</summary>
    public (P1, P2, P3, P4, P5, P6) State;
}

/// <summary>What an engine provides for a driver of 6 parameters.</summary>
public abstract class PortalEngine<P1, P2, P3, P4, P5, P6, TResult>
{
    /// <summary>A back edge to these greens was taken: counts, traces, or runs machine code. Null: go on interpreting.</summary>
    public abstract JitExit<P1, P2, P3, P4, P5, P6, TResult>? CanEnter(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6);

    /// <summary>The portal was called with these arguments. Null: go on interpreting.</summary>
    public abstract JitExit<P1, P2, P3, P4, P5, P6, TResult>? EnterFunction(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6);
}

/// <inheritdoc cref="JitDriver"/>
public sealed class JitDriver<P1, P2, P3, P4, P5, P6, TResult>(string name, Func<P1, P2, P3, P4, P5, P6, TResult> portal) : JitDriver(name, portal)
{
    private PortalEngine<P1, P2, P3, P4, P5, P6, TResult>? _engine;

    /// <inheritdoc/>
    public override object? Engine
    {
        get => _engine;
        set => _engine = (PortalEngine<P1, P2, P3, P4, P5, P6, TResult>?)value;
    }

    /// <summary>Stands at the head of the dispatch loop. A marker for the tracer: no instruction at all when interpreted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void MergePoint(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6) { }

    /// <summary>Stands on every back edge of the user's program, with the state as it is at the jump's target.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public JitExit<P1, P2, P3, P4, P5, P6, TResult>? CanEnter(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6) => _engine?.CanEnter(p1, p2, p3, p4, p5, p6);

    /// <summary>Stands first in the portal: functions that are called often are traced from their start.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public JitExit<P1, P2, P3, P4, P5, P6, TResult>? EnterFunction(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6) => _engine?.EnterFunction(p1, p2, p3, p4, p5, p6);
}

/// <summary>What the interpreter does next: return <see cref="Result"/>, or go on from <see cref="State"/>. Read it at once; an engine may use it again.</summary>
public sealed class JitExit<P1, P2, P3, P4, P5, P6, P7, TResult>
{
    /// <summary>The portal is to return; otherwise it goes on.</summary>
    public bool IsReturn;

    /// <summary>What it returns.</summary>
    public TResult Result = default!;

    /// <summary>The portal's parameters, in order, with which it goes on at the merge point.</summary>
    public (P1, P2, P3, P4, P5, P6, P7) State;
}

/// <summary>What an engine provides for a driver of 7 parameters.</summary>
public abstract class PortalEngine<P1, P2, P3, P4, P5, P6, P7, TResult>
{
    /// <summary>A back edge to these greens was taken: counts, traces, or runs machine code. Null: go on interpreting.</summary>
    public abstract JitExit<P1, P2, P3, P4, P5, P6, P7, TResult>? CanEnter(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7);

    /// <summary>The portal was called with these arguments. Null: go on interpreting.</summary>
    public abstract JitExit<P1, P2, P3, P4, P5, P6, P7, TResult>? EnterFunction(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7);
}

/// <inheritdoc cref="JitDriver"/>
public sealed class JitDriver<P1, P2, P3, P4, P5, P6, P7, TResult>(string name, Func<P1, P2, P3, P4, P5, P6, P7, TResult> portal) : JitDriver(name, portal)
{
    private PortalEngine<P1, P2, P3, P4, P5, P6, P7, TResult>? _engine;

    /// <inheritdoc/>
    public override object? Engine
    {
        get => _engine;
        set => _engine = (PortalEngine<P1, P2, P3, P4, P5, P6, P7, TResult>?)value;
    }

    /// <summary>Stands at the head of the dispatch loop. A marker for the tracer: no instruction at all when interpreted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void MergePoint(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7) { }

    /// <summary>Stands on every back edge of the user's program, with the state as it is at the jump's target.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public JitExit<P1, P2, P3, P4, P5, P6, P7, TResult>? CanEnter(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7) => _engine?.CanEnter(p1, p2, p3, p4, p5, p6, p7);

    /// <summary>Stands first in the portal: functions that are called often are traced from their start.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public JitExit<P1, P2, P3, P4, P5, P6, P7, TResult>? EnterFunction(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7) => _engine?.EnterFunction(p1, p2, p3, p4, p5, p6, p7);
}

/// <summary>What the interpreter does next: return <see cref="Result"/>, or go on from <see cref="State"/>. Read it at once; an engine may use it again.</summary>
public sealed class JitExit<P1, P2, P3, P4, P5, P6, P7, P8, TResult>
{
    /// <summary>The portal is to return; otherwise it goes on.</summary>
    public bool IsReturn;

    /// <summary>What it returns.</summary>
    public TResult Result = default!;

    /// <summary>The portal's parameters, in order, with which it goes on at the merge point.</summary>
    public (P1, P2, P3, P4, P5, P6, P7, P8) State;
}

/// <summary>What an engine provides for a driver of 8 parameters.</summary>
public abstract class PortalEngine<P1, P2, P3, P4, P5, P6, P7, P8, TResult>
{
    /// <summary>A back edge to these greens was taken: counts, traces, or runs machine code. Null: go on interpreting.</summary>
    public abstract JitExit<P1, P2, P3, P4, P5, P6, P7, P8, TResult>? CanEnter(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8);

    /// <summary>The portal was called with these arguments. Null: go on interpreting.</summary>
    public abstract JitExit<P1, P2, P3, P4, P5, P6, P7, P8, TResult>? EnterFunction(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8);
}

/// <inheritdoc cref="JitDriver"/>
public sealed class JitDriver<P1, P2, P3, P4, P5, P6, P7, P8, TResult>(string name, Func<P1, P2, P3, P4, P5, P6, P7, P8, TResult> portal) : JitDriver(name, portal)
{
    private PortalEngine<P1, P2, P3, P4, P5, P6, P7, P8, TResult>? _engine;

    /// <inheritdoc/>
    public override object? Engine
    {
        get => _engine;
        set => _engine = (PortalEngine<P1, P2, P3, P4, P5, P6, P7, P8, TResult>?)value;
    }

    /// <summary>Stands at the head of the dispatch loop. A marker for the tracer: no instruction at all when interpreted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void MergePoint(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8) { }

    /// <summary>Stands on every back edge of the user's program, with the state as it is at the jump's target.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public JitExit<P1, P2, P3, P4, P5, P6, P7, P8, TResult>? CanEnter(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8) => _engine?.CanEnter(p1, p2, p3, p4, p5, p6, p7, p8);

    /// <summary>Stands first in the portal: functions that are called often are traced from their start.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public JitExit<P1, P2, P3, P4, P5, P6, P7, P8, TResult>? EnterFunction(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8) => _engine?.EnterFunction(p1, p2, p3, p4, p5, p6, p7, p8);
}

/// <summary>What the interpreter does next: return <see cref="Result"/>, or go on from <see cref="State"/>. Read it at once; an engine may use it again.</summary>
public sealed class JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, TResult>
{
    /// <summary>The portal is to return; otherwise it goes on.</summary>
    public bool IsReturn;

    /// <summary>What it returns.</summary>
    public TResult Result = default!;

    /// <summary>The portal's parameters, in order, with which it goes on at the merge point.</summary>
    public (P1, P2, P3, P4, P5, P6, P7, P8, P9) State;
}

/// <summary>What an engine provides for a driver of 9 parameters.</summary>
public abstract class PortalEngine<P1, P2, P3, P4, P5, P6, P7, P8, P9, TResult>
{
    /// <summary>A back edge to these greens was taken: counts, traces, or runs machine code. Null: go on interpreting.</summary>
    public abstract JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, TResult>? CanEnter(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9);

    /// <summary>The portal was called with these arguments. Null: go on interpreting.</summary>
    public abstract JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, TResult>? EnterFunction(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9);
}

/// <inheritdoc cref="JitDriver"/>
public sealed class JitDriver<P1, P2, P3, P4, P5, P6, P7, P8, P9, TResult>(string name, Func<P1, P2, P3, P4, P5, P6, P7, P8, P9, TResult> portal) : JitDriver(name, portal)
{
    private PortalEngine<P1, P2, P3, P4, P5, P6, P7, P8, P9, TResult>? _engine;

    /// <inheritdoc/>
    public override object? Engine
    {
        get => _engine;
        set => _engine = (PortalEngine<P1, P2, P3, P4, P5, P6, P7, P8, P9, TResult>?)value;
    }

    /// <summary>Stands at the head of the dispatch loop. A marker for the tracer: no instruction at all when interpreted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void MergePoint(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9) { }

    /// <summary>Stands on every back edge of the user's program, with the state as it is at the jump's target.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, TResult>? CanEnter(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9) => _engine?.CanEnter(p1, p2, p3, p4, p5, p6, p7, p8, p9);

    /// <summary>Stands first in the portal: functions that are called often are traced from their start.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, TResult>? EnterFunction(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9) => _engine?.EnterFunction(p1, p2, p3, p4, p5, p6, p7, p8, p9);
}

/// <summary>What the interpreter does next: return <see cref="Result"/>, or go on from <see cref="State"/>. Read it at once; an engine may use it again.</summary>
public sealed class JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, TResult>
{
    /// <summary>The portal is to return; otherwise it goes on.</summary>
    public bool IsReturn;

    /// <summary>What it returns.</summary>
    public TResult Result = default!;

    /// <summary>The portal's parameters, in order, with which it goes on at the merge point.</summary>
    public (P1, P2, P3, P4, P5, P6, P7, P8, P9, P10) State;
}

/// <summary>What an engine provides for a driver of 10 parameters.</summary>
public abstract class PortalEngine<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, TResult>
{
    /// <summary>A back edge to these greens was taken: counts, traces, or runs machine code. Null: go on interpreting.</summary>
    public abstract JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, TResult>? CanEnter(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10);

    /// <summary>The portal was called with these arguments. Null: go on interpreting.</summary>
    public abstract JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, TResult>? EnterFunction(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10);
}

/// <inheritdoc cref="JitDriver"/>
public sealed class JitDriver<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, TResult>(string name, Func<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, TResult> portal) : JitDriver(name, portal)
{
    private PortalEngine<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, TResult>? _engine;

    /// <inheritdoc/>
    public override object? Engine
    {
        get => _engine;
        set => _engine = (PortalEngine<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, TResult>?)value;
    }

    /// <summary>Stands at the head of the dispatch loop. A marker for the tracer: no instruction at all when interpreted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void MergePoint(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10) { }

    /// <summary>Stands on every back edge of the user's program, with the state as it is at the jump's target.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, TResult>? CanEnter(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10) => _engine?.CanEnter(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10);

    /// <summary>Stands first in the portal: functions that are called often are traced from their start.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, TResult>? EnterFunction(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10) => _engine?.EnterFunction(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10);
}

/// <summary>What the interpreter does next: return <see cref="Result"/>, or go on from <see cref="State"/>. Read it at once; an engine may use it again.</summary>
public sealed class JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, TResult>
{
    /// <summary>The portal is to return; otherwise it goes on.</summary>
    public bool IsReturn;

    /// <summary>What it returns.</summary>
    public TResult Result = default!;

    /// <summary>The portal's parameters, in order, with which it goes on at the merge point.</summary>
    public (P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11) State;
}

/// <summary>What an engine provides for a driver of 11 parameters.</summary>
public abstract class PortalEngine<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, TResult>
{
    /// <summary>A back edge to these greens was taken: counts, traces, or runs machine code. Null: go on interpreting.</summary>
    public abstract JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, TResult>? CanEnter(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10, P11 p11);

    /// <summary>The portal was called with these arguments. Null: go on interpreting.</summary>
    public abstract JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, TResult>? EnterFunction(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10, P11 p11);
}

/// <inheritdoc cref="JitDriver"/>
public sealed class JitDriver<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, TResult>(string name, Func<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, TResult> portal) : JitDriver(name, portal)
{
    private PortalEngine<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, TResult>? _engine;

    /// <inheritdoc/>
    public override object? Engine
    {
        get => _engine;
        set => _engine = (PortalEngine<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, TResult>?)value;
    }

    /// <summary>Stands at the head of the dispatch loop. A marker for the tracer: no instruction at all when interpreted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void MergePoint(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10, P11 p11) { }

    /// <summary>Stands on every back edge of the user's program, with the state as it is at the jump's target.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, TResult>? CanEnter(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10, P11 p11) => _engine?.CanEnter(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11);

    /// <summary>Stands first in the portal: functions that are called often are traced from their start.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, TResult>? EnterFunction(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10, P11 p11) => _engine?.EnterFunction(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11);
}

/// <summary>What the interpreter does next: return <see cref="Result"/>, or go on from <see cref="State"/>. Read it at once; an engine may use it again.</summary>
public sealed class JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, TResult>
{
    /// <summary>The portal is to return; otherwise it goes on.</summary>
    public bool IsReturn;

    /// <summary>What it returns.</summary>
    public TResult Result = default!;

    /// <summary>The portal's parameters, in order, with which it goes on at the merge point.</summary>
    public (P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12) State;
}

/// <summary>What an engine provides for a driver of 12 parameters.</summary>
public abstract class PortalEngine<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, TResult>
{
    /// <summary>A back edge to these greens was taken: counts, traces, or runs machine code. Null: go on interpreting.</summary>
    public abstract JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, TResult>? CanEnter(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10, P11 p11, P12 p12);

    /// <summary>The portal was called with these arguments. Null: go on interpreting.</summary>
    public abstract JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, TResult>? EnterFunction(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10, P11 p11, P12 p12);
}

/// <inheritdoc cref="JitDriver"/>
public sealed class JitDriver<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, TResult>(string name, Func<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, TResult> portal) : JitDriver(name, portal)
{
    private PortalEngine<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, TResult>? _engine;

    /// <inheritdoc/>
    public override object? Engine
    {
        get => _engine;
        set => _engine = (PortalEngine<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, TResult>?)value;
    }

    /// <summary>Stands at the head of the dispatch loop. A marker for the tracer: no instruction at all when interpreted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void MergePoint(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10, P11 p11, P12 p12) { }

    /// <summary>Stands on every back edge of the user's program, with the state as it is at the jump's target.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, TResult>? CanEnter(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10, P11 p11, P12 p12) => _engine?.CanEnter(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12);

    /// <summary>Stands first in the portal: functions that are called often are traced from their start.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, TResult>? EnterFunction(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10, P11 p11, P12 p12) => _engine?.EnterFunction(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12);
}

/// <summary>What the interpreter does next: return <see cref="Result"/>, or go on from <see cref="State"/>. Read it at once; an engine may use it again.</summary>
public sealed class JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, TResult>
{
    /// <summary>The portal is to return; otherwise it goes on.</summary>
    public bool IsReturn;

    /// <summary>What it returns.</summary>
    public TResult Result = default!;

    /// <summary>The portal's parameters, in order, with which it goes on at the merge point.</summary>
    public (P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13) State;
}

/// <summary>What an engine provides for a driver of 13 parameters.</summary>
public abstract class PortalEngine<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, TResult>
{
    /// <summary>A back edge to these greens was taken: counts, traces, or runs machine code. Null: go on interpreting.</summary>
    public abstract JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, TResult>? CanEnter(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10, P11 p11, P12 p12, P13 p13);

    /// <summary>The portal was called with these arguments. Null: go on interpreting.</summary>
    public abstract JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, TResult>? EnterFunction(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10, P11 p11, P12 p12, P13 p13);
}

/// <inheritdoc cref="JitDriver"/>
public sealed class JitDriver<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, TResult>(string name, Func<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, TResult> portal) : JitDriver(name, portal)
{
    private PortalEngine<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, TResult>? _engine;

    /// <inheritdoc/>
    public override object? Engine
    {
        get => _engine;
        set => _engine = (PortalEngine<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, TResult>?)value;
    }

    /// <summary>Stands at the head of the dispatch loop. A marker for the tracer: no instruction at all when interpreted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void MergePoint(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10, P11 p11, P12 p12, P13 p13) { }

    /// <summary>Stands on every back edge of the user's program, with the state as it is at the jump's target.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, TResult>? CanEnter(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10, P11 p11, P12 p12, P13 p13) => _engine?.CanEnter(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13);

    /// <summary>Stands first in the portal: functions that are called often are traced from their start.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, TResult>? EnterFunction(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10, P11 p11, P12 p12, P13 p13) => _engine?.EnterFunction(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13);
}

/// <summary>What the interpreter does next: return <see cref="Result"/>, or go on from <see cref="State"/>. Read it at once; an engine may use it again.</summary>
public sealed class JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, TResult>
{
    /// <summary>The portal is to return; otherwise it goes on.</summary>
    public bool IsReturn;

    /// <summary>What it returns.</summary>
    public TResult Result = default!;

    /// <summary>The portal's parameters, in order, with which it goes on at the merge point.</summary>
    public (P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14) State;
}

/// <summary>What an engine provides for a driver of 14 parameters.</summary>
public abstract class PortalEngine<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, TResult>
{
    /// <summary>A back edge to these greens was taken: counts, traces, or runs machine code. Null: go on interpreting.</summary>
    public abstract JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, TResult>? CanEnter(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10, P11 p11, P12 p12, P13 p13, P14 p14);

    /// <summary>The portal was called with these arguments. Null: go on interpreting.</summary>
    public abstract JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, TResult>? EnterFunction(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10, P11 p11, P12 p12, P13 p13, P14 p14);
}

/// <inheritdoc cref="JitDriver"/>
public sealed class JitDriver<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, TResult>(string name, Func<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, TResult> portal) : JitDriver(name, portal)
{
    private PortalEngine<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, TResult>? _engine;

    /// <inheritdoc/>
    public override object? Engine
    {
        get => _engine;
        set => _engine = (PortalEngine<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, TResult>?)value;
    }

    /// <summary>Stands at the head of the dispatch loop. A marker for the tracer: no instruction at all when interpreted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void MergePoint(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10, P11 p11, P12 p12, P13 p13, P14 p14) { }

    /// <summary>Stands on every back edge of the user's program, with the state as it is at the jump's target.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, TResult>? CanEnter(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10, P11 p11, P12 p12, P13 p13, P14 p14) => _engine?.CanEnter(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14);

    /// <summary>Stands first in the portal: functions that are called often are traced from their start.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, TResult>? EnterFunction(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10, P11 p11, P12 p12, P13 p13, P14 p14) => _engine?.EnterFunction(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14);
}

/// <summary>What the interpreter does next: return <see cref="Result"/>, or go on from <see cref="State"/>. Read it at once; an engine may use it again.</summary>
public sealed class JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, TResult>
{
    /// <summary>The portal is to return; otherwise it goes on.</summary>
    public bool IsReturn;

    /// <summary>What it returns.</summary>
    public TResult Result = default!;

    /// <summary>The portal's parameters, in order, with which it goes on at the merge point.</summary>
    public (P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15) State;
}

/// <summary>What an engine provides for a driver of 15 parameters.</summary>
public abstract class PortalEngine<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, TResult>
{
    /// <summary>A back edge to these greens was taken: counts, traces, or runs machine code. Null: go on interpreting.</summary>
    public abstract JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, TResult>? CanEnter(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10, P11 p11, P12 p12, P13 p13, P14 p14, P15 p15);

    /// <summary>The portal was called with these arguments. Null: go on interpreting.</summary>
    public abstract JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, TResult>? EnterFunction(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10, P11 p11, P12 p12, P13 p13, P14 p14, P15 p15);
}

/// <inheritdoc cref="JitDriver"/>
public sealed class JitDriver<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, TResult>(string name, Func<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, TResult> portal) : JitDriver(name, portal)
{
    private PortalEngine<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, TResult>? _engine;

    /// <inheritdoc/>
    public override object? Engine
    {
        get => _engine;
        set => _engine = (PortalEngine<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, TResult>?)value;
    }

    /// <summary>Stands at the head of the dispatch loop. A marker for the tracer: no instruction at all when interpreted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void MergePoint(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10, P11 p11, P12 p12, P13 p13, P14 p14, P15 p15) { }

    /// <summary>Stands on every back edge of the user's program, with the state as it is at the jump's target.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, TResult>? CanEnter(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10, P11 p11, P12 p12, P13 p13, P14 p14, P15 p15) => _engine?.CanEnter(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14, p15);

    /// <summary>Stands first in the portal: functions that are called often are traced from their start.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, TResult>? EnterFunction(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10, P11 p11, P12 p12, P13 p13, P14 p14, P15 p15) => _engine?.EnterFunction(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14, p15);
}

/// <summary>What the interpreter does next: return <see cref="Result"/>, or go on from <see cref="State"/>. Read it at once; an engine may use it again.</summary>
public sealed class JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, P16, TResult>
{
    /// <summary>The portal is to return; otherwise it goes on.</summary>
    public bool IsReturn;

    /// <summary>What it returns.</summary>
    public TResult Result = default!;

    /// <summary>The portal's parameters, in order, with which it goes on at the merge point.</summary>
    public (P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, P16) State;
}

/// <summary>What an engine provides for a driver of 16 parameters.</summary>
public abstract class PortalEngine<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, P16, TResult>
{
    /// <summary>A back edge to these greens was taken: counts, traces, or runs machine code. Null: go on interpreting.</summary>
    public abstract JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, P16, TResult>? CanEnter(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10, P11 p11, P12 p12, P13 p13, P14 p14, P15 p15, P16 p16);

    /// <summary>The portal was called with these arguments. Null: go on interpreting.</summary>
    public abstract JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, P16, TResult>? EnterFunction(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10, P11 p11, P12 p12, P13 p13, P14 p14, P15 p15, P16 p16);
}

/// <inheritdoc cref="JitDriver"/>
public sealed class JitDriver<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, P16, TResult>(string name, Func<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, P16, TResult> portal) : JitDriver(name, portal)
{
    private PortalEngine<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, P16, TResult>? _engine;

    /// <inheritdoc/>
    public override object? Engine
    {
        get => _engine;
        set => _engine = (PortalEngine<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, P16, TResult>?)value;
    }

    /// <summary>Stands at the head of the dispatch loop. A marker for the tracer: no instruction at all when interpreted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void MergePoint(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10, P11 p11, P12 p12, P13 p13, P14 p14, P15 p15, P16 p16) { }

    /// <summary>Stands on every back edge of the user's program, with the state as it is at the jump's target.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, P16, TResult>? CanEnter(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10, P11 p11, P12 p12, P13 p13, P14 p14, P15 p15, P16 p16) => _engine?.CanEnter(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14, p15, p16);

    /// <summary>Stands first in the portal: functions that are called often are traced from their start.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, P16, TResult>? EnterFunction(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10, P11 p11, P12 p12, P13 p13, P14 p14, P15 p15, P16 p16) => _engine?.EnterFunction(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14, p15, p16);
}
