// Made from the pattern in PortalPatternTests: change it there. The typed side of an attached driver: turns the portal's C# parameters into
// places by kind and back. What happens on every back edge is in Enter: a hash of the greens, a look into the cells, a counter.
#nullable enable
using MetaJit;
using MetaTracer.CodeWriter;
using MetaTracer.Tracing;

namespace MetaTracer.Warmup;

internal static class TypedPortals
{
    /// <summary>The class for a number of parameters.</summary>
    public static Type Open(int parameters) => parameters switch
    {
        2 => typeof(TypedPortal<,,>),
        3 => typeof(TypedPortal<,,,>),
        4 => typeof(TypedPortal<,,,,>),
        5 => typeof(TypedPortal<,,,,,>),
        6 => typeof(TypedPortal<,,,,,,>),
        7 => typeof(TypedPortal<,,,,,,,>),
        8 => typeof(TypedPortal<,,,,,,,,>),
        9 => typeof(TypedPortal<,,,,,,,,,>),
        10 => typeof(TypedPortal<,,,,,,,,,,>),
        11 => typeof(TypedPortal<,,,,,,,,,,,>),
        12 => typeof(TypedPortal<,,,,,,,,,,,,>),
        13 => typeof(TypedPortal<,,,,,,,,,,,,,>),
        14 => typeof(TypedPortal<,,,,,,,,,,,,,,>),
        15 => typeof(TypedPortal<,,,,,,,,,,,,,,,>),
        16 => typeof(TypedPortal<,,,,,,,,,,,,,,,,>),
        _ => throw new ArgumentOutOfRangeException(nameof(parameters)),
    };
}

internal sealed class TypedPortal<P1, P2, TResult> : DriverState
{
    private readonly JitDriver<P1, P2, TResult> _typed;
    private readonly Func<P1, P2, TResult> _portal;
    private readonly JitExit<P1, P2, TResult> _exit = new();
    private readonly int _g1, _g2;

    public TypedPortal(JitEngine engine, JitDriver<P1, P2, TResult> driver, JitCode portal, VirtualizableInfo? virtualizable)
        : base(engine, driver, portal, virtualizable)
    {
        _typed = driver;
        _portal = (Func<P1, P2, TResult>)driver.Portal;
        _g1 = Array.IndexOf(GreenPositions, 0);
        _g2 = Array.IndexOf(GreenPositions, 1);
    }

    public override void Connect()
    {
        var entry = new Entry(this);
        if (!Engine.Options.IsForOneThread) _typed.Engine = entry;
        else ThreadEntries<PortalEngine<P1, P2, TResult>>.Connect(_typed, entry, () => new ByThread());
    }

    public override void CallPortal(PortalExit exit)
    {
        try
        {
            TResult result = _portal(
                Load<P1>(exit, 0),
                Load<P2>(exit, 1));
            StoreResult(exit, result);
            exit.Kind = ExitKind.Return;
        }
        catch (Exception exception)
        {
            exit.Kind = ExitKind.Exception;
            exit.Exception = exception;
        }
    }

    private JitExit<P1, P2, TResult>? Enter(P1 p1, P2 p2, float increment)
    {
        uint hash = 0;
        if (_g1 >= 0) hash = JitCell.Mix(hash, Portals.Key(p1));
        if (_g2 >= 0) hash = JitCell.Mix(hash, Portals.Key(p2));
        JitCell? cell = Cells.First(hash);
        while (cell is not null && !(Portals.Same(p1, cell, _g1) && Portals.Same(p2, cell, _g2))) cell = cell.Next;
        if (cell is not { IsReady: true } && !Cells.Tick(hash, increment)) return null;

        Engine.EnterOnThisThread(Driver);
        PortalExit exit = Exit;
        Store(exit, 0, p1);
        Store(exit, 1, p2);
        exit = Engine.Enter(this, cell);
        switch (exit.Kind)
        {
            case ExitKind.State:
                _exit.IsReturn = false;
                _exit.State = (
                    Load<P1>(exit, 0),
                    Load<P2>(exit, 1));
                exit.Clear();
                return _exit;
            case ExitKind.Return:
                _exit.IsReturn = true;
                _exit.Result = LoadResult<TResult>(exit);
                exit.Clear();
                return _exit;
            case ExitKind.Exception:
                throw Portals.Rethrow(exit);
            default:
                return null;
        }
    }

    internal sealed class Entry(TypedPortal<P1, P2, TResult> state) : PortalEngine<P1, P2, TResult>, IAttachedEngine
    {
        public JitEngine Engine => state.Engine;

        public override JitExit<P1, P2, TResult>? CanEnter(P1 p1, P2 p2) => state.Enter(p1, p2, state.Engine.LoopIncrement);

        public override JitExit<P1, P2, TResult>? EnterFunction(P1 p1, P2 p2) => state.Enter(p1, p2, state.Engine.FunctionIncrement);
    }

    private sealed class ByThread : PortalEngine<P1, P2, TResult>, IEntriesByThread
    {
        private readonly ThreadEntries<PortalEngine<P1, P2, TResult>> _entries = new();

        public IThreadEntries Entries => _entries;

        public override JitExit<P1, P2, TResult>? CanEnter(P1 p1, P2 p2) => _entries.Here?.CanEnter(p1, p2);

        public override JitExit<P1, P2, TResult>? EnterFunction(P1 p1, P2 p2) => _entries.Here?.EnterFunction(p1, p2);
    }
}

internal sealed class TypedPortal<P1, P2, P3, TResult> : DriverState
{
    private readonly JitDriver<P1, P2, P3, TResult> _typed;
    private readonly Func<P1, P2, P3, TResult> _portal;
    private readonly JitExit<P1, P2, P3, TResult> _exit = new();
    private readonly int _g1, _g2, _g3;

    public TypedPortal(JitEngine engine, JitDriver<P1, P2, P3, TResult> driver, JitCode portal, VirtualizableInfo? virtualizable)
        : base(engine, driver, portal, virtualizable)
    {
        _typed = driver;
        _portal = (Func<P1, P2, P3, TResult>)driver.Portal;
        _g1 = Array.IndexOf(GreenPositions, 0);
        _g2 = Array.IndexOf(GreenPositions, 1);
        _g3 = Array.IndexOf(GreenPositions, 2);
    }

    public override void Connect()
    {
        var entry = new Entry(this);
        if (!Engine.Options.IsForOneThread) _typed.Engine = entry;
        else ThreadEntries<PortalEngine<P1, P2, P3, TResult>>.Connect(_typed, entry, () => new ByThread());
    }

    public override void CallPortal(PortalExit exit)
    {
        try
        {
            TResult result = _portal(
                Load<P1>(exit, 0),
                Load<P2>(exit, 1),
                Load<P3>(exit, 2));
            StoreResult(exit, result);
            exit.Kind = ExitKind.Return;
        }
        catch (Exception exception)
        {
            exit.Kind = ExitKind.Exception;
            exit.Exception = exception;
        }
    }

    private JitExit<P1, P2, P3, TResult>? Enter(P1 p1, P2 p2, P3 p3, float increment)
    {
        uint hash = 0;
        if (_g1 >= 0) hash = JitCell.Mix(hash, Portals.Key(p1));
        if (_g2 >= 0) hash = JitCell.Mix(hash, Portals.Key(p2));
        if (_g3 >= 0) hash = JitCell.Mix(hash, Portals.Key(p3));
        JitCell? cell = Cells.First(hash);
        while (cell is not null && !(Portals.Same(p1, cell, _g1) && Portals.Same(p2, cell, _g2) && Portals.Same(p3, cell, _g3))) cell = cell.Next;
        if (cell is not { IsReady: true } && !Cells.Tick(hash, increment)) return null;

        Engine.EnterOnThisThread(Driver);
        PortalExit exit = Exit;
        Store(exit, 0, p1);
        Store(exit, 1, p2);
        Store(exit, 2, p3);
        exit = Engine.Enter(this, cell);
        switch (exit.Kind)
        {
            case ExitKind.State:
                _exit.IsReturn = false;
                _exit.State = (
                    Load<P1>(exit, 0),
                    Load<P2>(exit, 1),
                    Load<P3>(exit, 2));
                exit.Clear();
                return _exit;
            case ExitKind.Return:
                _exit.IsReturn = true;
                _exit.Result = LoadResult<TResult>(exit);
                exit.Clear();
                return _exit;
            case ExitKind.Exception:
                throw Portals.Rethrow(exit);
            default:
                return null;
        }
    }

    internal sealed class Entry(TypedPortal<P1, P2, P3, TResult> state) : PortalEngine<P1, P2, P3, TResult>, IAttachedEngine
    {
        public JitEngine Engine => state.Engine;

        public override JitExit<P1, P2, P3, TResult>? CanEnter(P1 p1, P2 p2, P3 p3) => state.Enter(p1, p2, p3, state.Engine.LoopIncrement);

        public override JitExit<P1, P2, P3, TResult>? EnterFunction(P1 p1, P2 p2, P3 p3) => state.Enter(p1, p2, p3, state.Engine.FunctionIncrement);
    }

    private sealed class ByThread : PortalEngine<P1, P2, P3, TResult>, IEntriesByThread
    {
        private readonly ThreadEntries<PortalEngine<P1, P2, P3, TResult>> _entries = new();

        public IThreadEntries Entries => _entries;

        public override JitExit<P1, P2, P3, TResult>? CanEnter(P1 p1, P2 p2, P3 p3) => _entries.Here?.CanEnter(p1, p2, p3);

        public override JitExit<P1, P2, P3, TResult>? EnterFunction(P1 p1, P2 p2, P3 p3) => _entries.Here?.EnterFunction(p1, p2, p3);
    }
}

internal sealed class TypedPortal<P1, P2, P3, P4, TResult> : DriverState
{
    private readonly JitDriver<P1, P2, P3, P4, TResult> _typed;
    private readonly Func<P1, P2, P3, P4, TResult> _portal;
    private readonly JitExit<P1, P2, P3, P4, TResult> _exit = new();
    private readonly int _g1, _g2, _g3, _g4;

    public TypedPortal(JitEngine engine, JitDriver<P1, P2, P3, P4, TResult> driver, JitCode portal, VirtualizableInfo? virtualizable)
        : base(engine, driver, portal, virtualizable)
    {
        _typed = driver;
        _portal = (Func<P1, P2, P3, P4, TResult>)driver.Portal;
        _g1 = Array.IndexOf(GreenPositions, 0);
        _g2 = Array.IndexOf(GreenPositions, 1);
        _g3 = Array.IndexOf(GreenPositions, 2);
        _g4 = Array.IndexOf(GreenPositions, 3);
    }

    public override void Connect()
    {
        var entry = new Entry(this);
        if (!Engine.Options.IsForOneThread) _typed.Engine = entry;
        else ThreadEntries<PortalEngine<P1, P2, P3, P4, TResult>>.Connect(_typed, entry, () => new ByThread());
    }

    public override void CallPortal(PortalExit exit)
    {
        try
        {
            TResult result = _portal(
                Load<P1>(exit, 0),
                Load<P2>(exit, 1),
                Load<P3>(exit, 2),
                Load<P4>(exit, 3));
            StoreResult(exit, result);
            exit.Kind = ExitKind.Return;
        }
        catch (Exception exception)
        {
            exit.Kind = ExitKind.Exception;
            exit.Exception = exception;
        }
    }

    private JitExit<P1, P2, P3, P4, TResult>? Enter(P1 p1, P2 p2, P3 p3, P4 p4, float increment)
    {
        uint hash = 0;
        if (_g1 >= 0) hash = JitCell.Mix(hash, Portals.Key(p1));
        if (_g2 >= 0) hash = JitCell.Mix(hash, Portals.Key(p2));
        if (_g3 >= 0) hash = JitCell.Mix(hash, Portals.Key(p3));
        if (_g4 >= 0) hash = JitCell.Mix(hash, Portals.Key(p4));
        JitCell? cell = Cells.First(hash);
        while (cell is not null && !(Portals.Same(p1, cell, _g1) && Portals.Same(p2, cell, _g2) && Portals.Same(p3, cell, _g3) && Portals.Same(p4, cell, _g4))) cell = cell.Next;
        if (cell is not { IsReady: true } && !Cells.Tick(hash, increment)) return null;

        Engine.EnterOnThisThread(Driver);
        PortalExit exit = Exit;
        Store(exit, 0, p1);
        Store(exit, 1, p2);
        Store(exit, 2, p3);
        Store(exit, 3, p4);
        exit = Engine.Enter(this, cell);
        switch (exit.Kind)
        {
            case ExitKind.State:
                _exit.IsReturn = false;
                _exit.State = (
                    Load<P1>(exit, 0),
                    Load<P2>(exit, 1),
                    Load<P3>(exit, 2),
                    Load<P4>(exit, 3));
                exit.Clear();
                return _exit;
            case ExitKind.Return:
                _exit.IsReturn = true;
                _exit.Result = LoadResult<TResult>(exit);
                exit.Clear();
                return _exit;
            case ExitKind.Exception:
                throw Portals.Rethrow(exit);
            default:
                return null;
        }
    }

    internal sealed class Entry(TypedPortal<P1, P2, P3, P4, TResult> state) : PortalEngine<P1, P2, P3, P4, TResult>, IAttachedEngine
    {
        public JitEngine Engine => state.Engine;

        public override JitExit<P1, P2, P3, P4, TResult>? CanEnter(P1 p1, P2 p2, P3 p3, P4 p4) => state.Enter(p1, p2, p3, p4, state.Engine.LoopIncrement);

        public override JitExit<P1, P2, P3, P4, TResult>? EnterFunction(P1 p1, P2 p2, P3 p3, P4 p4) => state.Enter(p1, p2, p3, p4, state.Engine.FunctionIncrement);
    }

    private sealed class ByThread : PortalEngine<P1, P2, P3, P4, TResult>, IEntriesByThread
    {
        private readonly ThreadEntries<PortalEngine<P1, P2, P3, P4, TResult>> _entries = new();

        public IThreadEntries Entries => _entries;

        public override JitExit<P1, P2, P3, P4, TResult>? CanEnter(P1 p1, P2 p2, P3 p3, P4 p4) => _entries.Here?.CanEnter(p1, p2, p3, p4);

        public override JitExit<P1, P2, P3, P4, TResult>? EnterFunction(P1 p1, P2 p2, P3 p3, P4 p4) => _entries.Here?.EnterFunction(p1, p2, p3, p4);
    }
}

internal sealed class TypedPortal<P1, P2, P3, P4, P5, TResult> : DriverState
{
    private readonly JitDriver<P1, P2, P3, P4, P5, TResult> _typed;
    private readonly Func<P1, P2, P3, P4, P5, TResult> _portal;
    private readonly JitExit<P1, P2, P3, P4, P5, TResult> _exit = new();
    private readonly int _g1, _g2, _g3, _g4, _g5;

    public TypedPortal(JitEngine engine, JitDriver<P1, P2, P3, P4, P5, TResult> driver, JitCode portal, VirtualizableInfo? virtualizable)
        : base(engine, driver, portal, virtualizable)
    {
        _typed = driver;
        _portal = (Func<P1, P2, P3, P4, P5, TResult>)driver.Portal;
        _g1 = Array.IndexOf(GreenPositions, 0);
        _g2 = Array.IndexOf(GreenPositions, 1);
        _g3 = Array.IndexOf(GreenPositions, 2);
        _g4 = Array.IndexOf(GreenPositions, 3);
        _g5 = Array.IndexOf(GreenPositions, 4);
    }

    public override void Connect()
    {
        var entry = new Entry(this);
        if (!Engine.Options.IsForOneThread) _typed.Engine = entry;
        else ThreadEntries<PortalEngine<P1, P2, P3, P4, P5, TResult>>.Connect(_typed, entry, () => new ByThread());
    }

    public override void CallPortal(PortalExit exit)
    {
        try
        {
            TResult result = _portal(
                Load<P1>(exit, 0),
                Load<P2>(exit, 1),
                Load<P3>(exit, 2),
                Load<P4>(exit, 3),
                Load<P5>(exit, 4));
            StoreResult(exit, result);
            exit.Kind = ExitKind.Return;
        }
        catch (Exception exception)
        {
            exit.Kind = ExitKind.Exception;
            exit.Exception = exception;
        }
    }

    private JitExit<P1, P2, P3, P4, P5, TResult>? Enter(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, float increment)
    {
        uint hash = 0;
        if (_g1 >= 0) hash = JitCell.Mix(hash, Portals.Key(p1));
        if (_g2 >= 0) hash = JitCell.Mix(hash, Portals.Key(p2));
        if (_g3 >= 0) hash = JitCell.Mix(hash, Portals.Key(p3));
        if (_g4 >= 0) hash = JitCell.Mix(hash, Portals.Key(p4));
        if (_g5 >= 0) hash = JitCell.Mix(hash, Portals.Key(p5));
        JitCell? cell = Cells.First(hash);
        while (cell is not null && !(Portals.Same(p1, cell, _g1) && Portals.Same(p2, cell, _g2) && Portals.Same(p3, cell, _g3) && Portals.Same(p4, cell, _g4) && Portals.Same(p5, cell, _g5))) cell = cell.Next;
        if (cell is not { IsReady: true } && !Cells.Tick(hash, increment)) return null;

        Engine.EnterOnThisThread(Driver);
        PortalExit exit = Exit;
        Store(exit, 0, p1);
        Store(exit, 1, p2);
        Store(exit, 2, p3);
        Store(exit, 3, p4);
        Store(exit, 4, p5);
        exit = Engine.Enter(this, cell);
        switch (exit.Kind)
        {
            case ExitKind.State:
                _exit.IsReturn = false;
                _exit.State = (
                    Load<P1>(exit, 0),
                    Load<P2>(exit, 1),
                    Load<P3>(exit, 2),
                    Load<P4>(exit, 3),
                    Load<P5>(exit, 4));
                exit.Clear();
                return _exit;
            case ExitKind.Return:
                _exit.IsReturn = true;
                _exit.Result = LoadResult<TResult>(exit);
                exit.Clear();
                return _exit;
            case ExitKind.Exception:
                throw Portals.Rethrow(exit);
            default:
                return null;
        }
    }

    internal sealed class Entry(TypedPortal<P1, P2, P3, P4, P5, TResult> state) : PortalEngine<P1, P2, P3, P4, P5, TResult>, IAttachedEngine
    {
        public JitEngine Engine => state.Engine;

        public override JitExit<P1, P2, P3, P4, P5, TResult>? CanEnter(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5) => state.Enter(p1, p2, p3, p4, p5, state.Engine.LoopIncrement);

        public override JitExit<P1, P2, P3, P4, P5, TResult>? EnterFunction(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5) => state.Enter(p1, p2, p3, p4, p5, state.Engine.FunctionIncrement);
    }

    private sealed class ByThread : PortalEngine<P1, P2, P3, P4, P5, TResult>, IEntriesByThread
    {
        private readonly ThreadEntries<PortalEngine<P1, P2, P3, P4, P5, TResult>> _entries = new();

        public IThreadEntries Entries => _entries;

        public override JitExit<P1, P2, P3, P4, P5, TResult>? CanEnter(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5) => _entries.Here?.CanEnter(p1, p2, p3, p4, p5);

        public override JitExit<P1, P2, P3, P4, P5, TResult>? EnterFunction(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5) => _entries.Here?.EnterFunction(p1, p2, p3, p4, p5);
    }
}

internal sealed class TypedPortal<P1, P2, P3, P4, P5, P6, TResult> : DriverState
{
    private readonly JitDriver<P1, P2, P3, P4, P5, P6, TResult> _typed;
    private readonly Func<P1, P2, P3, P4, P5, P6, TResult> _portal;
    private readonly JitExit<P1, P2, P3, P4, P5, P6, TResult> _exit = new();
    private readonly int _g1, _g2, _g3, _g4, _g5, _g6;

    public TypedPortal(JitEngine engine, JitDriver<P1, P2, P3, P4, P5, P6, TResult> driver, JitCode portal, VirtualizableInfo? virtualizable)
        : base(engine, driver, portal, virtualizable)
    {
        _typed = driver;
        _portal = (Func<P1, P2, P3, P4, P5, P6, TResult>)driver.Portal;
        _g1 = Array.IndexOf(GreenPositions, 0);
        _g2 = Array.IndexOf(GreenPositions, 1);
        _g3 = Array.IndexOf(GreenPositions, 2);
        _g4 = Array.IndexOf(GreenPositions, 3);
        _g5 = Array.IndexOf(GreenPositions, 4);
        _g6 = Array.IndexOf(GreenPositions, 5);
    }

    public override void Connect()
    {
        var entry = new Entry(this);
        if (!Engine.Options.IsForOneThread) _typed.Engine = entry;
        else ThreadEntries<PortalEngine<P1, P2, P3, P4, P5, P6, TResult>>.Connect(_typed, entry, () => new ByThread());
    }

    public override void CallPortal(PortalExit exit)
    {
        try
        {
            TResult result = _portal(
                Load<P1>(exit, 0),
                Load<P2>(exit, 1),
                Load<P3>(exit, 2),
                Load<P4>(exit, 3),
                Load<P5>(exit, 4),
                Load<P6>(exit, 5));
            StoreResult(exit, result);
            exit.Kind = ExitKind.Return;
        }
        catch (Exception exception)
        {
            exit.Kind = ExitKind.Exception;
            exit.Exception = exception;
        }
    }

    private JitExit<P1, P2, P3, P4, P5, P6, TResult>? Enter(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, float increment)
    {
        uint hash = 0;
        if (_g1 >= 0) hash = JitCell.Mix(hash, Portals.Key(p1));
        if (_g2 >= 0) hash = JitCell.Mix(hash, Portals.Key(p2));
        if (_g3 >= 0) hash = JitCell.Mix(hash, Portals.Key(p3));
        if (_g4 >= 0) hash = JitCell.Mix(hash, Portals.Key(p4));
        if (_g5 >= 0) hash = JitCell.Mix(hash, Portals.Key(p5));
        if (_g6 >= 0) hash = JitCell.Mix(hash, Portals.Key(p6));
        JitCell? cell = Cells.First(hash);
        while (cell is not null && !(Portals.Same(p1, cell, _g1) && Portals.Same(p2, cell, _g2) && Portals.Same(p3, cell, _g3) && Portals.Same(p4, cell, _g4) && Portals.Same(p5, cell, _g5) && Portals.Same(p6, cell, _g6))) cell = cell.Next;
        if (cell is not { IsReady: true } && !Cells.Tick(hash, increment)) return null;

        Engine.EnterOnThisThread(Driver);
        PortalExit exit = Exit;
        Store(exit, 0, p1);
        Store(exit, 1, p2);
        Store(exit, 2, p3);
        Store(exit, 3, p4);
        Store(exit, 4, p5);
        Store(exit, 5, p6);
        exit = Engine.Enter(this, cell);
        switch (exit.Kind)
        {
            case ExitKind.State:
                _exit.IsReturn = false;
                _exit.State = (
                    Load<P1>(exit, 0),
                    Load<P2>(exit, 1),
                    Load<P3>(exit, 2),
                    Load<P4>(exit, 3),
                    Load<P5>(exit, 4),
                    Load<P6>(exit, 5));
                exit.Clear();
                return _exit;
            case ExitKind.Return:
                _exit.IsReturn = true;
                _exit.Result = LoadResult<TResult>(exit);
                exit.Clear();
                return _exit;
            case ExitKind.Exception:
                throw Portals.Rethrow(exit);
            default:
                return null;
        }
    }

    internal sealed class Entry(TypedPortal<P1, P2, P3, P4, P5, P6, TResult> state) : PortalEngine<P1, P2, P3, P4, P5, P6, TResult>, IAttachedEngine
    {
        public JitEngine Engine => state.Engine;

        public override JitExit<P1, P2, P3, P4, P5, P6, TResult>? CanEnter(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6) => state.Enter(p1, p2, p3, p4, p5, p6, state.Engine.LoopIncrement);

        public override JitExit<P1, P2, P3, P4, P5, P6, TResult>? EnterFunction(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6) => state.Enter(p1, p2, p3, p4, p5, p6, state.Engine.FunctionIncrement);
    }

    private sealed class ByThread : PortalEngine<P1, P2, P3, P4, P5, P6, TResult>, IEntriesByThread
    {
        private readonly ThreadEntries<PortalEngine<P1, P2, P3, P4, P5, P6, TResult>> _entries = new();

        public IThreadEntries Entries => _entries;

        public override JitExit<P1, P2, P3, P4, P5, P6, TResult>? CanEnter(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6) => _entries.Here?.CanEnter(p1, p2, p3, p4, p5, p6);

        public override JitExit<P1, P2, P3, P4, P5, P6, TResult>? EnterFunction(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6) => _entries.Here?.EnterFunction(p1, p2, p3, p4, p5, p6);
    }
}

internal sealed class TypedPortal<P1, P2, P3, P4, P5, P6, P7, TResult> : DriverState
{
    private readonly JitDriver<P1, P2, P3, P4, P5, P6, P7, TResult> _typed;
    private readonly Func<P1, P2, P3, P4, P5, P6, P7, TResult> _portal;
    private readonly JitExit<P1, P2, P3, P4, P5, P6, P7, TResult> _exit = new();
    private readonly int _g1, _g2, _g3, _g4, _g5, _g6, _g7;

    public TypedPortal(JitEngine engine, JitDriver<P1, P2, P3, P4, P5, P6, P7, TResult> driver, JitCode portal, VirtualizableInfo? virtualizable)
        : base(engine, driver, portal, virtualizable)
    {
        _typed = driver;
        _portal = (Func<P1, P2, P3, P4, P5, P6, P7, TResult>)driver.Portal;
        _g1 = Array.IndexOf(GreenPositions, 0);
        _g2 = Array.IndexOf(GreenPositions, 1);
        _g3 = Array.IndexOf(GreenPositions, 2);
        _g4 = Array.IndexOf(GreenPositions, 3);
        _g5 = Array.IndexOf(GreenPositions, 4);
        _g6 = Array.IndexOf(GreenPositions, 5);
        _g7 = Array.IndexOf(GreenPositions, 6);
    }

    public override void Connect()
    {
        var entry = new Entry(this);
        if (!Engine.Options.IsForOneThread) _typed.Engine = entry;
        else ThreadEntries<PortalEngine<P1, P2, P3, P4, P5, P6, P7, TResult>>.Connect(_typed, entry, () => new ByThread());
    }

    public override void CallPortal(PortalExit exit)
    {
        try
        {
            TResult result = _portal(
                Load<P1>(exit, 0),
                Load<P2>(exit, 1),
                Load<P3>(exit, 2),
                Load<P4>(exit, 3),
                Load<P5>(exit, 4),
                Load<P6>(exit, 5),
                Load<P7>(exit, 6));
            StoreResult(exit, result);
            exit.Kind = ExitKind.Return;
        }
        catch (Exception exception)
        {
            exit.Kind = ExitKind.Exception;
            exit.Exception = exception;
        }
    }

    private JitExit<P1, P2, P3, P4, P5, P6, P7, TResult>? Enter(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, float increment)
    {
        uint hash = 0;
        if (_g1 >= 0) hash = JitCell.Mix(hash, Portals.Key(p1));
        if (_g2 >= 0) hash = JitCell.Mix(hash, Portals.Key(p2));
        if (_g3 >= 0) hash = JitCell.Mix(hash, Portals.Key(p3));
        if (_g4 >= 0) hash = JitCell.Mix(hash, Portals.Key(p4));
        if (_g5 >= 0) hash = JitCell.Mix(hash, Portals.Key(p5));
        if (_g6 >= 0) hash = JitCell.Mix(hash, Portals.Key(p6));
        if (_g7 >= 0) hash = JitCell.Mix(hash, Portals.Key(p7));
        JitCell? cell = Cells.First(hash);
        while (cell is not null && !(Portals.Same(p1, cell, _g1) && Portals.Same(p2, cell, _g2) && Portals.Same(p3, cell, _g3) && Portals.Same(p4, cell, _g4) && Portals.Same(p5, cell, _g5) && Portals.Same(p6, cell, _g6) && Portals.Same(p7, cell, _g7))) cell = cell.Next;
        if (cell is not { IsReady: true } && !Cells.Tick(hash, increment)) return null;

        Engine.EnterOnThisThread(Driver);
        PortalExit exit = Exit;
        Store(exit, 0, p1);
        Store(exit, 1, p2);
        Store(exit, 2, p3);
        Store(exit, 3, p4);
        Store(exit, 4, p5);
        Store(exit, 5, p6);
        Store(exit, 6, p7);
        exit = Engine.Enter(this, cell);
        switch (exit.Kind)
        {
            case ExitKind.State:
                _exit.IsReturn = false;
                _exit.State = (
                    Load<P1>(exit, 0),
                    Load<P2>(exit, 1),
                    Load<P3>(exit, 2),
                    Load<P4>(exit, 3),
                    Load<P5>(exit, 4),
                    Load<P6>(exit, 5),
                    Load<P7>(exit, 6));
                exit.Clear();
                return _exit;
            case ExitKind.Return:
                _exit.IsReturn = true;
                _exit.Result = LoadResult<TResult>(exit);
                exit.Clear();
                return _exit;
            case ExitKind.Exception:
                throw Portals.Rethrow(exit);
            default:
                return null;
        }
    }

    internal sealed class Entry(TypedPortal<P1, P2, P3, P4, P5, P6, P7, TResult> state) : PortalEngine<P1, P2, P3, P4, P5, P6, P7, TResult>, IAttachedEngine
    {
        public JitEngine Engine => state.Engine;

        public override JitExit<P1, P2, P3, P4, P5, P6, P7, TResult>? CanEnter(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7) => state.Enter(p1, p2, p3, p4, p5, p6, p7, state.Engine.LoopIncrement);

        public override JitExit<P1, P2, P3, P4, P5, P6, P7, TResult>? EnterFunction(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7) => state.Enter(p1, p2, p3, p4, p5, p6, p7, state.Engine.FunctionIncrement);
    }

    private sealed class ByThread : PortalEngine<P1, P2, P3, P4, P5, P6, P7, TResult>, IEntriesByThread
    {
        private readonly ThreadEntries<PortalEngine<P1, P2, P3, P4, P5, P6, P7, TResult>> _entries = new();

        public IThreadEntries Entries => _entries;

        public override JitExit<P1, P2, P3, P4, P5, P6, P7, TResult>? CanEnter(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7) => _entries.Here?.CanEnter(p1, p2, p3, p4, p5, p6, p7);

        public override JitExit<P1, P2, P3, P4, P5, P6, P7, TResult>? EnterFunction(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7) => _entries.Here?.EnterFunction(p1, p2, p3, p4, p5, p6, p7);
    }
}

internal sealed class TypedPortal<P1, P2, P3, P4, P5, P6, P7, P8, TResult> : DriverState
{
    private readonly JitDriver<P1, P2, P3, P4, P5, P6, P7, P8, TResult> _typed;
    private readonly Func<P1, P2, P3, P4, P5, P6, P7, P8, TResult> _portal;
    private readonly JitExit<P1, P2, P3, P4, P5, P6, P7, P8, TResult> _exit = new();
    private readonly int _g1, _g2, _g3, _g4, _g5, _g6, _g7, _g8;

    public TypedPortal(JitEngine engine, JitDriver<P1, P2, P3, P4, P5, P6, P7, P8, TResult> driver, JitCode portal, VirtualizableInfo? virtualizable)
        : base(engine, driver, portal, virtualizable)
    {
        _typed = driver;
        _portal = (Func<P1, P2, P3, P4, P5, P6, P7, P8, TResult>)driver.Portal;
        _g1 = Array.IndexOf(GreenPositions, 0);
        _g2 = Array.IndexOf(GreenPositions, 1);
        _g3 = Array.IndexOf(GreenPositions, 2);
        _g4 = Array.IndexOf(GreenPositions, 3);
        _g5 = Array.IndexOf(GreenPositions, 4);
        _g6 = Array.IndexOf(GreenPositions, 5);
        _g7 = Array.IndexOf(GreenPositions, 6);
        _g8 = Array.IndexOf(GreenPositions, 7);
    }

    public override void Connect()
    {
        var entry = new Entry(this);
        if (!Engine.Options.IsForOneThread) _typed.Engine = entry;
        else ThreadEntries<PortalEngine<P1, P2, P3, P4, P5, P6, P7, P8, TResult>>.Connect(_typed, entry, () => new ByThread());
    }

    public override void CallPortal(PortalExit exit)
    {
        try
        {
            TResult result = _portal(
                Load<P1>(exit, 0),
                Load<P2>(exit, 1),
                Load<P3>(exit, 2),
                Load<P4>(exit, 3),
                Load<P5>(exit, 4),
                Load<P6>(exit, 5),
                Load<P7>(exit, 6),
                Load<P8>(exit, 7));
            StoreResult(exit, result);
            exit.Kind = ExitKind.Return;
        }
        catch (Exception exception)
        {
            exit.Kind = ExitKind.Exception;
            exit.Exception = exception;
        }
    }

    private JitExit<P1, P2, P3, P4, P5, P6, P7, P8, TResult>? Enter(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, float increment)
    {
        uint hash = 0;
        if (_g1 >= 0) hash = JitCell.Mix(hash, Portals.Key(p1));
        if (_g2 >= 0) hash = JitCell.Mix(hash, Portals.Key(p2));
        if (_g3 >= 0) hash = JitCell.Mix(hash, Portals.Key(p3));
        if (_g4 >= 0) hash = JitCell.Mix(hash, Portals.Key(p4));
        if (_g5 >= 0) hash = JitCell.Mix(hash, Portals.Key(p5));
        if (_g6 >= 0) hash = JitCell.Mix(hash, Portals.Key(p6));
        if (_g7 >= 0) hash = JitCell.Mix(hash, Portals.Key(p7));
        if (_g8 >= 0) hash = JitCell.Mix(hash, Portals.Key(p8));
        JitCell? cell = Cells.First(hash);
        while (cell is not null && !(Portals.Same(p1, cell, _g1) && Portals.Same(p2, cell, _g2) && Portals.Same(p3, cell, _g3) && Portals.Same(p4, cell, _g4) && Portals.Same(p5, cell, _g5) && Portals.Same(p6, cell, _g6) && Portals.Same(p7, cell, _g7) && Portals.Same(p8, cell, _g8))) cell = cell.Next;
        if (cell is not { IsReady: true } && !Cells.Tick(hash, increment)) return null;

        Engine.EnterOnThisThread(Driver);
        PortalExit exit = Exit;
        Store(exit, 0, p1);
        Store(exit, 1, p2);
        Store(exit, 2, p3);
        Store(exit, 3, p4);
        Store(exit, 4, p5);
        Store(exit, 5, p6);
        Store(exit, 6, p7);
        Store(exit, 7, p8);
        exit = Engine.Enter(this, cell);
        switch (exit.Kind)
        {
            case ExitKind.State:
                _exit.IsReturn = false;
                _exit.State = (
                    Load<P1>(exit, 0),
                    Load<P2>(exit, 1),
                    Load<P3>(exit, 2),
                    Load<P4>(exit, 3),
                    Load<P5>(exit, 4),
                    Load<P6>(exit, 5),
                    Load<P7>(exit, 6),
                    Load<P8>(exit, 7));
                exit.Clear();
                return _exit;
            case ExitKind.Return:
                _exit.IsReturn = true;
                _exit.Result = LoadResult<TResult>(exit);
                exit.Clear();
                return _exit;
            case ExitKind.Exception:
                throw Portals.Rethrow(exit);
            default:
                return null;
        }
    }

    internal sealed class Entry(TypedPortal<P1, P2, P3, P4, P5, P6, P7, P8, TResult> state) : PortalEngine<P1, P2, P3, P4, P5, P6, P7, P8, TResult>, IAttachedEngine
    {
        public JitEngine Engine => state.Engine;

        public override JitExit<P1, P2, P3, P4, P5, P6, P7, P8, TResult>? CanEnter(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8) => state.Enter(p1, p2, p3, p4, p5, p6, p7, p8, state.Engine.LoopIncrement);

        public override JitExit<P1, P2, P3, P4, P5, P6, P7, P8, TResult>? EnterFunction(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8) => state.Enter(p1, p2, p3, p4, p5, p6, p7, p8, state.Engine.FunctionIncrement);
    }

    private sealed class ByThread : PortalEngine<P1, P2, P3, P4, P5, P6, P7, P8, TResult>, IEntriesByThread
    {
        private readonly ThreadEntries<PortalEngine<P1, P2, P3, P4, P5, P6, P7, P8, TResult>> _entries = new();

        public IThreadEntries Entries => _entries;

        public override JitExit<P1, P2, P3, P4, P5, P6, P7, P8, TResult>? CanEnter(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8) => _entries.Here?.CanEnter(p1, p2, p3, p4, p5, p6, p7, p8);

        public override JitExit<P1, P2, P3, P4, P5, P6, P7, P8, TResult>? EnterFunction(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8) => _entries.Here?.EnterFunction(p1, p2, p3, p4, p5, p6, p7, p8);
    }
}

internal sealed class TypedPortal<P1, P2, P3, P4, P5, P6, P7, P8, P9, TResult> : DriverState
{
    private readonly JitDriver<P1, P2, P3, P4, P5, P6, P7, P8, P9, TResult> _typed;
    private readonly Func<P1, P2, P3, P4, P5, P6, P7, P8, P9, TResult> _portal;
    private readonly JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, TResult> _exit = new();
    private readonly int _g1, _g2, _g3, _g4, _g5, _g6, _g7, _g8, _g9;

    public TypedPortal(JitEngine engine, JitDriver<P1, P2, P3, P4, P5, P6, P7, P8, P9, TResult> driver, JitCode portal, VirtualizableInfo? virtualizable)
        : base(engine, driver, portal, virtualizable)
    {
        _typed = driver;
        _portal = (Func<P1, P2, P3, P4, P5, P6, P7, P8, P9, TResult>)driver.Portal;
        _g1 = Array.IndexOf(GreenPositions, 0);
        _g2 = Array.IndexOf(GreenPositions, 1);
        _g3 = Array.IndexOf(GreenPositions, 2);
        _g4 = Array.IndexOf(GreenPositions, 3);
        _g5 = Array.IndexOf(GreenPositions, 4);
        _g6 = Array.IndexOf(GreenPositions, 5);
        _g7 = Array.IndexOf(GreenPositions, 6);
        _g8 = Array.IndexOf(GreenPositions, 7);
        _g9 = Array.IndexOf(GreenPositions, 8);
    }

    public override void Connect()
    {
        var entry = new Entry(this);
        if (!Engine.Options.IsForOneThread) _typed.Engine = entry;
        else ThreadEntries<PortalEngine<P1, P2, P3, P4, P5, P6, P7, P8, P9, TResult>>.Connect(_typed, entry, () => new ByThread());
    }

    public override void CallPortal(PortalExit exit)
    {
        try
        {
            TResult result = _portal(
                Load<P1>(exit, 0),
                Load<P2>(exit, 1),
                Load<P3>(exit, 2),
                Load<P4>(exit, 3),
                Load<P5>(exit, 4),
                Load<P6>(exit, 5),
                Load<P7>(exit, 6),
                Load<P8>(exit, 7),
                Load<P9>(exit, 8));
            StoreResult(exit, result);
            exit.Kind = ExitKind.Return;
        }
        catch (Exception exception)
        {
            exit.Kind = ExitKind.Exception;
            exit.Exception = exception;
        }
    }

    private JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, TResult>? Enter(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, float increment)
    {
        uint hash = 0;
        if (_g1 >= 0) hash = JitCell.Mix(hash, Portals.Key(p1));
        if (_g2 >= 0) hash = JitCell.Mix(hash, Portals.Key(p2));
        if (_g3 >= 0) hash = JitCell.Mix(hash, Portals.Key(p3));
        if (_g4 >= 0) hash = JitCell.Mix(hash, Portals.Key(p4));
        if (_g5 >= 0) hash = JitCell.Mix(hash, Portals.Key(p5));
        if (_g6 >= 0) hash = JitCell.Mix(hash, Portals.Key(p6));
        if (_g7 >= 0) hash = JitCell.Mix(hash, Portals.Key(p7));
        if (_g8 >= 0) hash = JitCell.Mix(hash, Portals.Key(p8));
        if (_g9 >= 0) hash = JitCell.Mix(hash, Portals.Key(p9));
        JitCell? cell = Cells.First(hash);
        while (cell is not null && !(Portals.Same(p1, cell, _g1) && Portals.Same(p2, cell, _g2) && Portals.Same(p3, cell, _g3) && Portals.Same(p4, cell, _g4) && Portals.Same(p5, cell, _g5) && Portals.Same(p6, cell, _g6) && Portals.Same(p7, cell, _g7) && Portals.Same(p8, cell, _g8) && Portals.Same(p9, cell, _g9))) cell = cell.Next;
        if (cell is not { IsReady: true } && !Cells.Tick(hash, increment)) return null;

        Engine.EnterOnThisThread(Driver);
        PortalExit exit = Exit;
        Store(exit, 0, p1);
        Store(exit, 1, p2);
        Store(exit, 2, p3);
        Store(exit, 3, p4);
        Store(exit, 4, p5);
        Store(exit, 5, p6);
        Store(exit, 6, p7);
        Store(exit, 7, p8);
        Store(exit, 8, p9);
        exit = Engine.Enter(this, cell);
        switch (exit.Kind)
        {
            case ExitKind.State:
                _exit.IsReturn = false;
                _exit.State = (
                    Load<P1>(exit, 0),
                    Load<P2>(exit, 1),
                    Load<P3>(exit, 2),
                    Load<P4>(exit, 3),
                    Load<P5>(exit, 4),
                    Load<P6>(exit, 5),
                    Load<P7>(exit, 6),
                    Load<P8>(exit, 7),
                    Load<P9>(exit, 8));
                exit.Clear();
                return _exit;
            case ExitKind.Return:
                _exit.IsReturn = true;
                _exit.Result = LoadResult<TResult>(exit);
                exit.Clear();
                return _exit;
            case ExitKind.Exception:
                throw Portals.Rethrow(exit);
            default:
                return null;
        }
    }

    internal sealed class Entry(TypedPortal<P1, P2, P3, P4, P5, P6, P7, P8, P9, TResult> state) : PortalEngine<P1, P2, P3, P4, P5, P6, P7, P8, P9, TResult>, IAttachedEngine
    {
        public JitEngine Engine => state.Engine;

        public override JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, TResult>? CanEnter(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9) => state.Enter(p1, p2, p3, p4, p5, p6, p7, p8, p9, state.Engine.LoopIncrement);

        public override JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, TResult>? EnterFunction(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9) => state.Enter(p1, p2, p3, p4, p5, p6, p7, p8, p9, state.Engine.FunctionIncrement);
    }

    private sealed class ByThread : PortalEngine<P1, P2, P3, P4, P5, P6, P7, P8, P9, TResult>, IEntriesByThread
    {
        private readonly ThreadEntries<PortalEngine<P1, P2, P3, P4, P5, P6, P7, P8, P9, TResult>> _entries = new();

        public IThreadEntries Entries => _entries;

        public override JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, TResult>? CanEnter(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9) => _entries.Here?.CanEnter(p1, p2, p3, p4, p5, p6, p7, p8, p9);

        public override JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, TResult>? EnterFunction(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9) => _entries.Here?.EnterFunction(p1, p2, p3, p4, p5, p6, p7, p8, p9);
    }
}

internal sealed class TypedPortal<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, TResult> : DriverState
{
    private readonly JitDriver<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, TResult> _typed;
    private readonly Func<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, TResult> _portal;
    private readonly JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, TResult> _exit = new();
    private readonly int _g1, _g2, _g3, _g4, _g5, _g6, _g7, _g8, _g9, _g10;

    public TypedPortal(JitEngine engine, JitDriver<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, TResult> driver, JitCode portal, VirtualizableInfo? virtualizable)
        : base(engine, driver, portal, virtualizable)
    {
        _typed = driver;
        _portal = (Func<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, TResult>)driver.Portal;
        _g1 = Array.IndexOf(GreenPositions, 0);
        _g2 = Array.IndexOf(GreenPositions, 1);
        _g3 = Array.IndexOf(GreenPositions, 2);
        _g4 = Array.IndexOf(GreenPositions, 3);
        _g5 = Array.IndexOf(GreenPositions, 4);
        _g6 = Array.IndexOf(GreenPositions, 5);
        _g7 = Array.IndexOf(GreenPositions, 6);
        _g8 = Array.IndexOf(GreenPositions, 7);
        _g9 = Array.IndexOf(GreenPositions, 8);
        _g10 = Array.IndexOf(GreenPositions, 9);
    }

    public override void Connect()
    {
        var entry = new Entry(this);
        if (!Engine.Options.IsForOneThread) _typed.Engine = entry;
        else ThreadEntries<PortalEngine<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, TResult>>.Connect(_typed, entry, () => new ByThread());
    }

    public override void CallPortal(PortalExit exit)
    {
        try
        {
            TResult result = _portal(
                Load<P1>(exit, 0),
                Load<P2>(exit, 1),
                Load<P3>(exit, 2),
                Load<P4>(exit, 3),
                Load<P5>(exit, 4),
                Load<P6>(exit, 5),
                Load<P7>(exit, 6),
                Load<P8>(exit, 7),
                Load<P9>(exit, 8),
                Load<P10>(exit, 9));
            StoreResult(exit, result);
            exit.Kind = ExitKind.Return;
        }
        catch (Exception exception)
        {
            exit.Kind = ExitKind.Exception;
            exit.Exception = exception;
        }
    }

    private JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, TResult>? Enter(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10, float increment)
    {
        uint hash = 0;
        if (_g1 >= 0) hash = JitCell.Mix(hash, Portals.Key(p1));
        if (_g2 >= 0) hash = JitCell.Mix(hash, Portals.Key(p2));
        if (_g3 >= 0) hash = JitCell.Mix(hash, Portals.Key(p3));
        if (_g4 >= 0) hash = JitCell.Mix(hash, Portals.Key(p4));
        if (_g5 >= 0) hash = JitCell.Mix(hash, Portals.Key(p5));
        if (_g6 >= 0) hash = JitCell.Mix(hash, Portals.Key(p6));
        if (_g7 >= 0) hash = JitCell.Mix(hash, Portals.Key(p7));
        if (_g8 >= 0) hash = JitCell.Mix(hash, Portals.Key(p8));
        if (_g9 >= 0) hash = JitCell.Mix(hash, Portals.Key(p9));
        if (_g10 >= 0) hash = JitCell.Mix(hash, Portals.Key(p10));
        JitCell? cell = Cells.First(hash);
        while (cell is not null && !(Portals.Same(p1, cell, _g1) && Portals.Same(p2, cell, _g2) && Portals.Same(p3, cell, _g3) && Portals.Same(p4, cell, _g4) && Portals.Same(p5, cell, _g5) && Portals.Same(p6, cell, _g6) && Portals.Same(p7, cell, _g7) && Portals.Same(p8, cell, _g8) && Portals.Same(p9, cell, _g9) && Portals.Same(p10, cell, _g10))) cell = cell.Next;
        if (cell is not { IsReady: true } && !Cells.Tick(hash, increment)) return null;

        Engine.EnterOnThisThread(Driver);
        PortalExit exit = Exit;
        Store(exit, 0, p1);
        Store(exit, 1, p2);
        Store(exit, 2, p3);
        Store(exit, 3, p4);
        Store(exit, 4, p5);
        Store(exit, 5, p6);
        Store(exit, 6, p7);
        Store(exit, 7, p8);
        Store(exit, 8, p9);
        Store(exit, 9, p10);
        exit = Engine.Enter(this, cell);
        switch (exit.Kind)
        {
            case ExitKind.State:
                _exit.IsReturn = false;
                _exit.State = (
                    Load<P1>(exit, 0),
                    Load<P2>(exit, 1),
                    Load<P3>(exit, 2),
                    Load<P4>(exit, 3),
                    Load<P5>(exit, 4),
                    Load<P6>(exit, 5),
                    Load<P7>(exit, 6),
                    Load<P8>(exit, 7),
                    Load<P9>(exit, 8),
                    Load<P10>(exit, 9));
                exit.Clear();
                return _exit;
            case ExitKind.Return:
                _exit.IsReturn = true;
                _exit.Result = LoadResult<TResult>(exit);
                exit.Clear();
                return _exit;
            case ExitKind.Exception:
                throw Portals.Rethrow(exit);
            default:
                return null;
        }
    }

    internal sealed class Entry(TypedPortal<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, TResult> state) : PortalEngine<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, TResult>, IAttachedEngine
    {
        public JitEngine Engine => state.Engine;

        public override JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, TResult>? CanEnter(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10) => state.Enter(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, state.Engine.LoopIncrement);

        public override JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, TResult>? EnterFunction(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10) => state.Enter(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, state.Engine.FunctionIncrement);
    }

    private sealed class ByThread : PortalEngine<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, TResult>, IEntriesByThread
    {
        private readonly ThreadEntries<PortalEngine<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, TResult>> _entries = new();

        public IThreadEntries Entries => _entries;

        public override JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, TResult>? CanEnter(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10) => _entries.Here?.CanEnter(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10);

        public override JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, TResult>? EnterFunction(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10) => _entries.Here?.EnterFunction(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10);
    }
}

internal sealed class TypedPortal<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, TResult> : DriverState
{
    private readonly JitDriver<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, TResult> _typed;
    private readonly Func<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, TResult> _portal;
    private readonly JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, TResult> _exit = new();
    private readonly int _g1, _g2, _g3, _g4, _g5, _g6, _g7, _g8, _g9, _g10, _g11;

    public TypedPortal(JitEngine engine, JitDriver<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, TResult> driver, JitCode portal, VirtualizableInfo? virtualizable)
        : base(engine, driver, portal, virtualizable)
    {
        _typed = driver;
        _portal = (Func<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, TResult>)driver.Portal;
        _g1 = Array.IndexOf(GreenPositions, 0);
        _g2 = Array.IndexOf(GreenPositions, 1);
        _g3 = Array.IndexOf(GreenPositions, 2);
        _g4 = Array.IndexOf(GreenPositions, 3);
        _g5 = Array.IndexOf(GreenPositions, 4);
        _g6 = Array.IndexOf(GreenPositions, 5);
        _g7 = Array.IndexOf(GreenPositions, 6);
        _g8 = Array.IndexOf(GreenPositions, 7);
        _g9 = Array.IndexOf(GreenPositions, 8);
        _g10 = Array.IndexOf(GreenPositions, 9);
        _g11 = Array.IndexOf(GreenPositions, 10);
    }

    public override void Connect()
    {
        var entry = new Entry(this);
        if (!Engine.Options.IsForOneThread) _typed.Engine = entry;
        else ThreadEntries<PortalEngine<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, TResult>>.Connect(_typed, entry, () => new ByThread());
    }

    public override void CallPortal(PortalExit exit)
    {
        try
        {
            TResult result = _portal(
                Load<P1>(exit, 0),
                Load<P2>(exit, 1),
                Load<P3>(exit, 2),
                Load<P4>(exit, 3),
                Load<P5>(exit, 4),
                Load<P6>(exit, 5),
                Load<P7>(exit, 6),
                Load<P8>(exit, 7),
                Load<P9>(exit, 8),
                Load<P10>(exit, 9),
                Load<P11>(exit, 10));
            StoreResult(exit, result);
            exit.Kind = ExitKind.Return;
        }
        catch (Exception exception)
        {
            exit.Kind = ExitKind.Exception;
            exit.Exception = exception;
        }
    }

    private JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, TResult>? Enter(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10, P11 p11, float increment)
    {
        uint hash = 0;
        if (_g1 >= 0) hash = JitCell.Mix(hash, Portals.Key(p1));
        if (_g2 >= 0) hash = JitCell.Mix(hash, Portals.Key(p2));
        if (_g3 >= 0) hash = JitCell.Mix(hash, Portals.Key(p3));
        if (_g4 >= 0) hash = JitCell.Mix(hash, Portals.Key(p4));
        if (_g5 >= 0) hash = JitCell.Mix(hash, Portals.Key(p5));
        if (_g6 >= 0) hash = JitCell.Mix(hash, Portals.Key(p6));
        if (_g7 >= 0) hash = JitCell.Mix(hash, Portals.Key(p7));
        if (_g8 >= 0) hash = JitCell.Mix(hash, Portals.Key(p8));
        if (_g9 >= 0) hash = JitCell.Mix(hash, Portals.Key(p9));
        if (_g10 >= 0) hash = JitCell.Mix(hash, Portals.Key(p10));
        if (_g11 >= 0) hash = JitCell.Mix(hash, Portals.Key(p11));
        JitCell? cell = Cells.First(hash);
        while (cell is not null && !(Portals.Same(p1, cell, _g1) && Portals.Same(p2, cell, _g2) && Portals.Same(p3, cell, _g3) && Portals.Same(p4, cell, _g4) && Portals.Same(p5, cell, _g5) && Portals.Same(p6, cell, _g6) && Portals.Same(p7, cell, _g7) && Portals.Same(p8, cell, _g8) && Portals.Same(p9, cell, _g9) && Portals.Same(p10, cell, _g10) && Portals.Same(p11, cell, _g11))) cell = cell.Next;
        if (cell is not { IsReady: true } && !Cells.Tick(hash, increment)) return null;

        Engine.EnterOnThisThread(Driver);
        PortalExit exit = Exit;
        Store(exit, 0, p1);
        Store(exit, 1, p2);
        Store(exit, 2, p3);
        Store(exit, 3, p4);
        Store(exit, 4, p5);
        Store(exit, 5, p6);
        Store(exit, 6, p7);
        Store(exit, 7, p8);
        Store(exit, 8, p9);
        Store(exit, 9, p10);
        Store(exit, 10, p11);
        exit = Engine.Enter(this, cell);
        switch (exit.Kind)
        {
            case ExitKind.State:
                _exit.IsReturn = false;
                _exit.State = (
                    Load<P1>(exit, 0),
                    Load<P2>(exit, 1),
                    Load<P3>(exit, 2),
                    Load<P4>(exit, 3),
                    Load<P5>(exit, 4),
                    Load<P6>(exit, 5),
                    Load<P7>(exit, 6),
                    Load<P8>(exit, 7),
                    Load<P9>(exit, 8),
                    Load<P10>(exit, 9),
                    Load<P11>(exit, 10));
                exit.Clear();
                return _exit;
            case ExitKind.Return:
                _exit.IsReturn = true;
                _exit.Result = LoadResult<TResult>(exit);
                exit.Clear();
                return _exit;
            case ExitKind.Exception:
                throw Portals.Rethrow(exit);
            default:
                return null;
        }
    }

    internal sealed class Entry(TypedPortal<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, TResult> state) : PortalEngine<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, TResult>, IAttachedEngine
    {
        public JitEngine Engine => state.Engine;

        public override JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, TResult>? CanEnter(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10, P11 p11) => state.Enter(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, state.Engine.LoopIncrement);

        public override JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, TResult>? EnterFunction(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10, P11 p11) => state.Enter(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, state.Engine.FunctionIncrement);
    }

    private sealed class ByThread : PortalEngine<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, TResult>, IEntriesByThread
    {
        private readonly ThreadEntries<PortalEngine<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, TResult>> _entries = new();

        public IThreadEntries Entries => _entries;

        public override JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, TResult>? CanEnter(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10, P11 p11) => _entries.Here?.CanEnter(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11);

        public override JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, TResult>? EnterFunction(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10, P11 p11) => _entries.Here?.EnterFunction(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11);
    }
}

internal sealed class TypedPortal<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, TResult> : DriverState
{
    private readonly JitDriver<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, TResult> _typed;
    private readonly Func<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, TResult> _portal;
    private readonly JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, TResult> _exit = new();
    private readonly int _g1, _g2, _g3, _g4, _g5, _g6, _g7, _g8, _g9, _g10, _g11, _g12;

    public TypedPortal(JitEngine engine, JitDriver<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, TResult> driver, JitCode portal, VirtualizableInfo? virtualizable)
        : base(engine, driver, portal, virtualizable)
    {
        _typed = driver;
        _portal = (Func<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, TResult>)driver.Portal;
        _g1 = Array.IndexOf(GreenPositions, 0);
        _g2 = Array.IndexOf(GreenPositions, 1);
        _g3 = Array.IndexOf(GreenPositions, 2);
        _g4 = Array.IndexOf(GreenPositions, 3);
        _g5 = Array.IndexOf(GreenPositions, 4);
        _g6 = Array.IndexOf(GreenPositions, 5);
        _g7 = Array.IndexOf(GreenPositions, 6);
        _g8 = Array.IndexOf(GreenPositions, 7);
        _g9 = Array.IndexOf(GreenPositions, 8);
        _g10 = Array.IndexOf(GreenPositions, 9);
        _g11 = Array.IndexOf(GreenPositions, 10);
        _g12 = Array.IndexOf(GreenPositions, 11);
    }

    public override void Connect()
    {
        var entry = new Entry(this);
        if (!Engine.Options.IsForOneThread) _typed.Engine = entry;
        else ThreadEntries<PortalEngine<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, TResult>>.Connect(_typed, entry, () => new ByThread());
    }

    public override void CallPortal(PortalExit exit)
    {
        try
        {
            TResult result = _portal(
                Load<P1>(exit, 0),
                Load<P2>(exit, 1),
                Load<P3>(exit, 2),
                Load<P4>(exit, 3),
                Load<P5>(exit, 4),
                Load<P6>(exit, 5),
                Load<P7>(exit, 6),
                Load<P8>(exit, 7),
                Load<P9>(exit, 8),
                Load<P10>(exit, 9),
                Load<P11>(exit, 10),
                Load<P12>(exit, 11));
            StoreResult(exit, result);
            exit.Kind = ExitKind.Return;
        }
        catch (Exception exception)
        {
            exit.Kind = ExitKind.Exception;
            exit.Exception = exception;
        }
    }

    private JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, TResult>? Enter(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10, P11 p11, P12 p12, float increment)
    {
        uint hash = 0;
        if (_g1 >= 0) hash = JitCell.Mix(hash, Portals.Key(p1));
        if (_g2 >= 0) hash = JitCell.Mix(hash, Portals.Key(p2));
        if (_g3 >= 0) hash = JitCell.Mix(hash, Portals.Key(p3));
        if (_g4 >= 0) hash = JitCell.Mix(hash, Portals.Key(p4));
        if (_g5 >= 0) hash = JitCell.Mix(hash, Portals.Key(p5));
        if (_g6 >= 0) hash = JitCell.Mix(hash, Portals.Key(p6));
        if (_g7 >= 0) hash = JitCell.Mix(hash, Portals.Key(p7));
        if (_g8 >= 0) hash = JitCell.Mix(hash, Portals.Key(p8));
        if (_g9 >= 0) hash = JitCell.Mix(hash, Portals.Key(p9));
        if (_g10 >= 0) hash = JitCell.Mix(hash, Portals.Key(p10));
        if (_g11 >= 0) hash = JitCell.Mix(hash, Portals.Key(p11));
        if (_g12 >= 0) hash = JitCell.Mix(hash, Portals.Key(p12));
        JitCell? cell = Cells.First(hash);
        while (cell is not null && !(Portals.Same(p1, cell, _g1) && Portals.Same(p2, cell, _g2) && Portals.Same(p3, cell, _g3) && Portals.Same(p4, cell, _g4) && Portals.Same(p5, cell, _g5) && Portals.Same(p6, cell, _g6) && Portals.Same(p7, cell, _g7) && Portals.Same(p8, cell, _g8) && Portals.Same(p9, cell, _g9) && Portals.Same(p10, cell, _g10) && Portals.Same(p11, cell, _g11) && Portals.Same(p12, cell, _g12))) cell = cell.Next;
        if (cell is not { IsReady: true } && !Cells.Tick(hash, increment)) return null;

        Engine.EnterOnThisThread(Driver);
        PortalExit exit = Exit;
        Store(exit, 0, p1);
        Store(exit, 1, p2);
        Store(exit, 2, p3);
        Store(exit, 3, p4);
        Store(exit, 4, p5);
        Store(exit, 5, p6);
        Store(exit, 6, p7);
        Store(exit, 7, p8);
        Store(exit, 8, p9);
        Store(exit, 9, p10);
        Store(exit, 10, p11);
        Store(exit, 11, p12);
        exit = Engine.Enter(this, cell);
        switch (exit.Kind)
        {
            case ExitKind.State:
                _exit.IsReturn = false;
                _exit.State = (
                    Load<P1>(exit, 0),
                    Load<P2>(exit, 1),
                    Load<P3>(exit, 2),
                    Load<P4>(exit, 3),
                    Load<P5>(exit, 4),
                    Load<P6>(exit, 5),
                    Load<P7>(exit, 6),
                    Load<P8>(exit, 7),
                    Load<P9>(exit, 8),
                    Load<P10>(exit, 9),
                    Load<P11>(exit, 10),
                    Load<P12>(exit, 11));
                exit.Clear();
                return _exit;
            case ExitKind.Return:
                _exit.IsReturn = true;
                _exit.Result = LoadResult<TResult>(exit);
                exit.Clear();
                return _exit;
            case ExitKind.Exception:
                throw Portals.Rethrow(exit);
            default:
                return null;
        }
    }

    internal sealed class Entry(TypedPortal<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, TResult> state) : PortalEngine<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, TResult>, IAttachedEngine
    {
        public JitEngine Engine => state.Engine;

        public override JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, TResult>? CanEnter(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10, P11 p11, P12 p12) => state.Enter(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, state.Engine.LoopIncrement);

        public override JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, TResult>? EnterFunction(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10, P11 p11, P12 p12) => state.Enter(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, state.Engine.FunctionIncrement);
    }

    private sealed class ByThread : PortalEngine<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, TResult>, IEntriesByThread
    {
        private readonly ThreadEntries<PortalEngine<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, TResult>> _entries = new();

        public IThreadEntries Entries => _entries;

        public override JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, TResult>? CanEnter(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10, P11 p11, P12 p12) => _entries.Here?.CanEnter(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12);

        public override JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, TResult>? EnterFunction(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10, P11 p11, P12 p12) => _entries.Here?.EnterFunction(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12);
    }
}

internal sealed class TypedPortal<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, TResult> : DriverState
{
    private readonly JitDriver<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, TResult> _typed;
    private readonly Func<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, TResult> _portal;
    private readonly JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, TResult> _exit = new();
    private readonly int _g1, _g2, _g3, _g4, _g5, _g6, _g7, _g8, _g9, _g10, _g11, _g12, _g13;

    public TypedPortal(JitEngine engine, JitDriver<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, TResult> driver, JitCode portal, VirtualizableInfo? virtualizable)
        : base(engine, driver, portal, virtualizable)
    {
        _typed = driver;
        _portal = (Func<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, TResult>)driver.Portal;
        _g1 = Array.IndexOf(GreenPositions, 0);
        _g2 = Array.IndexOf(GreenPositions, 1);
        _g3 = Array.IndexOf(GreenPositions, 2);
        _g4 = Array.IndexOf(GreenPositions, 3);
        _g5 = Array.IndexOf(GreenPositions, 4);
        _g6 = Array.IndexOf(GreenPositions, 5);
        _g7 = Array.IndexOf(GreenPositions, 6);
        _g8 = Array.IndexOf(GreenPositions, 7);
        _g9 = Array.IndexOf(GreenPositions, 8);
        _g10 = Array.IndexOf(GreenPositions, 9);
        _g11 = Array.IndexOf(GreenPositions, 10);
        _g12 = Array.IndexOf(GreenPositions, 11);
        _g13 = Array.IndexOf(GreenPositions, 12);
    }

    public override void Connect()
    {
        var entry = new Entry(this);
        if (!Engine.Options.IsForOneThread) _typed.Engine = entry;
        else ThreadEntries<PortalEngine<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, TResult>>.Connect(_typed, entry, () => new ByThread());
    }

    public override void CallPortal(PortalExit exit)
    {
        try
        {
            TResult result = _portal(
                Load<P1>(exit, 0),
                Load<P2>(exit, 1),
                Load<P3>(exit, 2),
                Load<P4>(exit, 3),
                Load<P5>(exit, 4),
                Load<P6>(exit, 5),
                Load<P7>(exit, 6),
                Load<P8>(exit, 7),
                Load<P9>(exit, 8),
                Load<P10>(exit, 9),
                Load<P11>(exit, 10),
                Load<P12>(exit, 11),
                Load<P13>(exit, 12));
            StoreResult(exit, result);
            exit.Kind = ExitKind.Return;
        }
        catch (Exception exception)
        {
            exit.Kind = ExitKind.Exception;
            exit.Exception = exception;
        }
    }

    private JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, TResult>? Enter(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10, P11 p11, P12 p12, P13 p13, float increment)
    {
        uint hash = 0;
        if (_g1 >= 0) hash = JitCell.Mix(hash, Portals.Key(p1));
        if (_g2 >= 0) hash = JitCell.Mix(hash, Portals.Key(p2));
        if (_g3 >= 0) hash = JitCell.Mix(hash, Portals.Key(p3));
        if (_g4 >= 0) hash = JitCell.Mix(hash, Portals.Key(p4));
        if (_g5 >= 0) hash = JitCell.Mix(hash, Portals.Key(p5));
        if (_g6 >= 0) hash = JitCell.Mix(hash, Portals.Key(p6));
        if (_g7 >= 0) hash = JitCell.Mix(hash, Portals.Key(p7));
        if (_g8 >= 0) hash = JitCell.Mix(hash, Portals.Key(p8));
        if (_g9 >= 0) hash = JitCell.Mix(hash, Portals.Key(p9));
        if (_g10 >= 0) hash = JitCell.Mix(hash, Portals.Key(p10));
        if (_g11 >= 0) hash = JitCell.Mix(hash, Portals.Key(p11));
        if (_g12 >= 0) hash = JitCell.Mix(hash, Portals.Key(p12));
        if (_g13 >= 0) hash = JitCell.Mix(hash, Portals.Key(p13));
        JitCell? cell = Cells.First(hash);
        while (cell is not null && !(Portals.Same(p1, cell, _g1) && Portals.Same(p2, cell, _g2) && Portals.Same(p3, cell, _g3) && Portals.Same(p4, cell, _g4) && Portals.Same(p5, cell, _g5) && Portals.Same(p6, cell, _g6) && Portals.Same(p7, cell, _g7) && Portals.Same(p8, cell, _g8) && Portals.Same(p9, cell, _g9) && Portals.Same(p10, cell, _g10) && Portals.Same(p11, cell, _g11) && Portals.Same(p12, cell, _g12) && Portals.Same(p13, cell, _g13))) cell = cell.Next;
        if (cell is not { IsReady: true } && !Cells.Tick(hash, increment)) return null;

        Engine.EnterOnThisThread(Driver);
        PortalExit exit = Exit;
        Store(exit, 0, p1);
        Store(exit, 1, p2);
        Store(exit, 2, p3);
        Store(exit, 3, p4);
        Store(exit, 4, p5);
        Store(exit, 5, p6);
        Store(exit, 6, p7);
        Store(exit, 7, p8);
        Store(exit, 8, p9);
        Store(exit, 9, p10);
        Store(exit, 10, p11);
        Store(exit, 11, p12);
        Store(exit, 12, p13);
        exit = Engine.Enter(this, cell);
        switch (exit.Kind)
        {
            case ExitKind.State:
                _exit.IsReturn = false;
                _exit.State = (
                    Load<P1>(exit, 0),
                    Load<P2>(exit, 1),
                    Load<P3>(exit, 2),
                    Load<P4>(exit, 3),
                    Load<P5>(exit, 4),
                    Load<P6>(exit, 5),
                    Load<P7>(exit, 6),
                    Load<P8>(exit, 7),
                    Load<P9>(exit, 8),
                    Load<P10>(exit, 9),
                    Load<P11>(exit, 10),
                    Load<P12>(exit, 11),
                    Load<P13>(exit, 12));
                exit.Clear();
                return _exit;
            case ExitKind.Return:
                _exit.IsReturn = true;
                _exit.Result = LoadResult<TResult>(exit);
                exit.Clear();
                return _exit;
            case ExitKind.Exception:
                throw Portals.Rethrow(exit);
            default:
                return null;
        }
    }

    internal sealed class Entry(TypedPortal<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, TResult> state) : PortalEngine<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, TResult>, IAttachedEngine
    {
        public JitEngine Engine => state.Engine;

        public override JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, TResult>? CanEnter(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10, P11 p11, P12 p12, P13 p13) => state.Enter(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, state.Engine.LoopIncrement);

        public override JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, TResult>? EnterFunction(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10, P11 p11, P12 p12, P13 p13) => state.Enter(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, state.Engine.FunctionIncrement);
    }

    private sealed class ByThread : PortalEngine<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, TResult>, IEntriesByThread
    {
        private readonly ThreadEntries<PortalEngine<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, TResult>> _entries = new();

        public IThreadEntries Entries => _entries;

        public override JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, TResult>? CanEnter(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10, P11 p11, P12 p12, P13 p13) => _entries.Here?.CanEnter(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13);

        public override JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, TResult>? EnterFunction(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10, P11 p11, P12 p12, P13 p13) => _entries.Here?.EnterFunction(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13);
    }
}

internal sealed class TypedPortal<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, TResult> : DriverState
{
    private readonly JitDriver<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, TResult> _typed;
    private readonly Func<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, TResult> _portal;
    private readonly JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, TResult> _exit = new();
    private readonly int _g1, _g2, _g3, _g4, _g5, _g6, _g7, _g8, _g9, _g10, _g11, _g12, _g13, _g14;

    public TypedPortal(JitEngine engine, JitDriver<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, TResult> driver, JitCode portal, VirtualizableInfo? virtualizable)
        : base(engine, driver, portal, virtualizable)
    {
        _typed = driver;
        _portal = (Func<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, TResult>)driver.Portal;
        _g1 = Array.IndexOf(GreenPositions, 0);
        _g2 = Array.IndexOf(GreenPositions, 1);
        _g3 = Array.IndexOf(GreenPositions, 2);
        _g4 = Array.IndexOf(GreenPositions, 3);
        _g5 = Array.IndexOf(GreenPositions, 4);
        _g6 = Array.IndexOf(GreenPositions, 5);
        _g7 = Array.IndexOf(GreenPositions, 6);
        _g8 = Array.IndexOf(GreenPositions, 7);
        _g9 = Array.IndexOf(GreenPositions, 8);
        _g10 = Array.IndexOf(GreenPositions, 9);
        _g11 = Array.IndexOf(GreenPositions, 10);
        _g12 = Array.IndexOf(GreenPositions, 11);
        _g13 = Array.IndexOf(GreenPositions, 12);
        _g14 = Array.IndexOf(GreenPositions, 13);
    }

    public override void Connect()
    {
        var entry = new Entry(this);
        if (!Engine.Options.IsForOneThread) _typed.Engine = entry;
        else ThreadEntries<PortalEngine<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, TResult>>.Connect(_typed, entry, () => new ByThread());
    }

    public override void CallPortal(PortalExit exit)
    {
        try
        {
            TResult result = _portal(
                Load<P1>(exit, 0),
                Load<P2>(exit, 1),
                Load<P3>(exit, 2),
                Load<P4>(exit, 3),
                Load<P5>(exit, 4),
                Load<P6>(exit, 5),
                Load<P7>(exit, 6),
                Load<P8>(exit, 7),
                Load<P9>(exit, 8),
                Load<P10>(exit, 9),
                Load<P11>(exit, 10),
                Load<P12>(exit, 11),
                Load<P13>(exit, 12),
                Load<P14>(exit, 13));
            StoreResult(exit, result);
            exit.Kind = ExitKind.Return;
        }
        catch (Exception exception)
        {
            exit.Kind = ExitKind.Exception;
            exit.Exception = exception;
        }
    }

    private JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, TResult>? Enter(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10, P11 p11, P12 p12, P13 p13, P14 p14, float increment)
    {
        uint hash = 0;
        if (_g1 >= 0) hash = JitCell.Mix(hash, Portals.Key(p1));
        if (_g2 >= 0) hash = JitCell.Mix(hash, Portals.Key(p2));
        if (_g3 >= 0) hash = JitCell.Mix(hash, Portals.Key(p3));
        if (_g4 >= 0) hash = JitCell.Mix(hash, Portals.Key(p4));
        if (_g5 >= 0) hash = JitCell.Mix(hash, Portals.Key(p5));
        if (_g6 >= 0) hash = JitCell.Mix(hash, Portals.Key(p6));
        if (_g7 >= 0) hash = JitCell.Mix(hash, Portals.Key(p7));
        if (_g8 >= 0) hash = JitCell.Mix(hash, Portals.Key(p8));
        if (_g9 >= 0) hash = JitCell.Mix(hash, Portals.Key(p9));
        if (_g10 >= 0) hash = JitCell.Mix(hash, Portals.Key(p10));
        if (_g11 >= 0) hash = JitCell.Mix(hash, Portals.Key(p11));
        if (_g12 >= 0) hash = JitCell.Mix(hash, Portals.Key(p12));
        if (_g13 >= 0) hash = JitCell.Mix(hash, Portals.Key(p13));
        if (_g14 >= 0) hash = JitCell.Mix(hash, Portals.Key(p14));
        JitCell? cell = Cells.First(hash);
        while (cell is not null && !(Portals.Same(p1, cell, _g1) && Portals.Same(p2, cell, _g2) && Portals.Same(p3, cell, _g3) && Portals.Same(p4, cell, _g4) && Portals.Same(p5, cell, _g5) && Portals.Same(p6, cell, _g6) && Portals.Same(p7, cell, _g7) && Portals.Same(p8, cell, _g8) && Portals.Same(p9, cell, _g9) && Portals.Same(p10, cell, _g10) && Portals.Same(p11, cell, _g11) && Portals.Same(p12, cell, _g12) && Portals.Same(p13, cell, _g13) && Portals.Same(p14, cell, _g14))) cell = cell.Next;
        if (cell is not { IsReady: true } && !Cells.Tick(hash, increment)) return null;

        Engine.EnterOnThisThread(Driver);
        PortalExit exit = Exit;
        Store(exit, 0, p1);
        Store(exit, 1, p2);
        Store(exit, 2, p3);
        Store(exit, 3, p4);
        Store(exit, 4, p5);
        Store(exit, 5, p6);
        Store(exit, 6, p7);
        Store(exit, 7, p8);
        Store(exit, 8, p9);
        Store(exit, 9, p10);
        Store(exit, 10, p11);
        Store(exit, 11, p12);
        Store(exit, 12, p13);
        Store(exit, 13, p14);
        exit = Engine.Enter(this, cell);
        switch (exit.Kind)
        {
            case ExitKind.State:
                _exit.IsReturn = false;
                _exit.State = (
                    Load<P1>(exit, 0),
                    Load<P2>(exit, 1),
                    Load<P3>(exit, 2),
                    Load<P4>(exit, 3),
                    Load<P5>(exit, 4),
                    Load<P6>(exit, 5),
                    Load<P7>(exit, 6),
                    Load<P8>(exit, 7),
                    Load<P9>(exit, 8),
                    Load<P10>(exit, 9),
                    Load<P11>(exit, 10),
                    Load<P12>(exit, 11),
                    Load<P13>(exit, 12),
                    Load<P14>(exit, 13));
                exit.Clear();
                return _exit;
            case ExitKind.Return:
                _exit.IsReturn = true;
                _exit.Result = LoadResult<TResult>(exit);
                exit.Clear();
                return _exit;
            case ExitKind.Exception:
                throw Portals.Rethrow(exit);
            default:
                return null;
        }
    }

    internal sealed class Entry(TypedPortal<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, TResult> state) : PortalEngine<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, TResult>, IAttachedEngine
    {
        public JitEngine Engine => state.Engine;

        public override JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, TResult>? CanEnter(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10, P11 p11, P12 p12, P13 p13, P14 p14) => state.Enter(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14, state.Engine.LoopIncrement);

        public override JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, TResult>? EnterFunction(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10, P11 p11, P12 p12, P13 p13, P14 p14) => state.Enter(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14, state.Engine.FunctionIncrement);
    }

    private sealed class ByThread : PortalEngine<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, TResult>, IEntriesByThread
    {
        private readonly ThreadEntries<PortalEngine<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, TResult>> _entries = new();

        public IThreadEntries Entries => _entries;

        public override JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, TResult>? CanEnter(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10, P11 p11, P12 p12, P13 p13, P14 p14) => _entries.Here?.CanEnter(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14);

        public override JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, TResult>? EnterFunction(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10, P11 p11, P12 p12, P13 p13, P14 p14) => _entries.Here?.EnterFunction(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14);
    }
}

internal sealed class TypedPortal<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, TResult> : DriverState
{
    private readonly JitDriver<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, TResult> _typed;
    private readonly Func<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, TResult> _portal;
    private readonly JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, TResult> _exit = new();
    private readonly int _g1, _g2, _g3, _g4, _g5, _g6, _g7, _g8, _g9, _g10, _g11, _g12, _g13, _g14, _g15;

    public TypedPortal(JitEngine engine, JitDriver<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, TResult> driver, JitCode portal, VirtualizableInfo? virtualizable)
        : base(engine, driver, portal, virtualizable)
    {
        _typed = driver;
        _portal = (Func<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, TResult>)driver.Portal;
        _g1 = Array.IndexOf(GreenPositions, 0);
        _g2 = Array.IndexOf(GreenPositions, 1);
        _g3 = Array.IndexOf(GreenPositions, 2);
        _g4 = Array.IndexOf(GreenPositions, 3);
        _g5 = Array.IndexOf(GreenPositions, 4);
        _g6 = Array.IndexOf(GreenPositions, 5);
        _g7 = Array.IndexOf(GreenPositions, 6);
        _g8 = Array.IndexOf(GreenPositions, 7);
        _g9 = Array.IndexOf(GreenPositions, 8);
        _g10 = Array.IndexOf(GreenPositions, 9);
        _g11 = Array.IndexOf(GreenPositions, 10);
        _g12 = Array.IndexOf(GreenPositions, 11);
        _g13 = Array.IndexOf(GreenPositions, 12);
        _g14 = Array.IndexOf(GreenPositions, 13);
        _g15 = Array.IndexOf(GreenPositions, 14);
    }

    public override void Connect()
    {
        var entry = new Entry(this);
        if (!Engine.Options.IsForOneThread) _typed.Engine = entry;
        else ThreadEntries<PortalEngine<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, TResult>>.Connect(_typed, entry, () => new ByThread());
    }

    public override void CallPortal(PortalExit exit)
    {
        try
        {
            TResult result = _portal(
                Load<P1>(exit, 0),
                Load<P2>(exit, 1),
                Load<P3>(exit, 2),
                Load<P4>(exit, 3),
                Load<P5>(exit, 4),
                Load<P6>(exit, 5),
                Load<P7>(exit, 6),
                Load<P8>(exit, 7),
                Load<P9>(exit, 8),
                Load<P10>(exit, 9),
                Load<P11>(exit, 10),
                Load<P12>(exit, 11),
                Load<P13>(exit, 12),
                Load<P14>(exit, 13),
                Load<P15>(exit, 14));
            StoreResult(exit, result);
            exit.Kind = ExitKind.Return;
        }
        catch (Exception exception)
        {
            exit.Kind = ExitKind.Exception;
            exit.Exception = exception;
        }
    }

    private JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, TResult>? Enter(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10, P11 p11, P12 p12, P13 p13, P14 p14, P15 p15, float increment)
    {
        uint hash = 0;
        if (_g1 >= 0) hash = JitCell.Mix(hash, Portals.Key(p1));
        if (_g2 >= 0) hash = JitCell.Mix(hash, Portals.Key(p2));
        if (_g3 >= 0) hash = JitCell.Mix(hash, Portals.Key(p3));
        if (_g4 >= 0) hash = JitCell.Mix(hash, Portals.Key(p4));
        if (_g5 >= 0) hash = JitCell.Mix(hash, Portals.Key(p5));
        if (_g6 >= 0) hash = JitCell.Mix(hash, Portals.Key(p6));
        if (_g7 >= 0) hash = JitCell.Mix(hash, Portals.Key(p7));
        if (_g8 >= 0) hash = JitCell.Mix(hash, Portals.Key(p8));
        if (_g9 >= 0) hash = JitCell.Mix(hash, Portals.Key(p9));
        if (_g10 >= 0) hash = JitCell.Mix(hash, Portals.Key(p10));
        if (_g11 >= 0) hash = JitCell.Mix(hash, Portals.Key(p11));
        if (_g12 >= 0) hash = JitCell.Mix(hash, Portals.Key(p12));
        if (_g13 >= 0) hash = JitCell.Mix(hash, Portals.Key(p13));
        if (_g14 >= 0) hash = JitCell.Mix(hash, Portals.Key(p14));
        if (_g15 >= 0) hash = JitCell.Mix(hash, Portals.Key(p15));
        JitCell? cell = Cells.First(hash);
        while (cell is not null && !(Portals.Same(p1, cell, _g1) && Portals.Same(p2, cell, _g2) && Portals.Same(p3, cell, _g3) && Portals.Same(p4, cell, _g4) && Portals.Same(p5, cell, _g5) && Portals.Same(p6, cell, _g6) && Portals.Same(p7, cell, _g7) && Portals.Same(p8, cell, _g8) && Portals.Same(p9, cell, _g9) && Portals.Same(p10, cell, _g10) && Portals.Same(p11, cell, _g11) && Portals.Same(p12, cell, _g12) && Portals.Same(p13, cell, _g13) && Portals.Same(p14, cell, _g14) && Portals.Same(p15, cell, _g15))) cell = cell.Next;
        if (cell is not { IsReady: true } && !Cells.Tick(hash, increment)) return null;

        Engine.EnterOnThisThread(Driver);
        PortalExit exit = Exit;
        Store(exit, 0, p1);
        Store(exit, 1, p2);
        Store(exit, 2, p3);
        Store(exit, 3, p4);
        Store(exit, 4, p5);
        Store(exit, 5, p6);
        Store(exit, 6, p7);
        Store(exit, 7, p8);
        Store(exit, 8, p9);
        Store(exit, 9, p10);
        Store(exit, 10, p11);
        Store(exit, 11, p12);
        Store(exit, 12, p13);
        Store(exit, 13, p14);
        Store(exit, 14, p15);
        exit = Engine.Enter(this, cell);
        switch (exit.Kind)
        {
            case ExitKind.State:
                _exit.IsReturn = false;
                _exit.State = (
                    Load<P1>(exit, 0),
                    Load<P2>(exit, 1),
                    Load<P3>(exit, 2),
                    Load<P4>(exit, 3),
                    Load<P5>(exit, 4),
                    Load<P6>(exit, 5),
                    Load<P7>(exit, 6),
                    Load<P8>(exit, 7),
                    Load<P9>(exit, 8),
                    Load<P10>(exit, 9),
                    Load<P11>(exit, 10),
                    Load<P12>(exit, 11),
                    Load<P13>(exit, 12),
                    Load<P14>(exit, 13),
                    Load<P15>(exit, 14));
                exit.Clear();
                return _exit;
            case ExitKind.Return:
                _exit.IsReturn = true;
                _exit.Result = LoadResult<TResult>(exit);
                exit.Clear();
                return _exit;
            case ExitKind.Exception:
                throw Portals.Rethrow(exit);
            default:
                return null;
        }
    }

    internal sealed class Entry(TypedPortal<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, TResult> state) : PortalEngine<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, TResult>, IAttachedEngine
    {
        public JitEngine Engine => state.Engine;

        public override JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, TResult>? CanEnter(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10, P11 p11, P12 p12, P13 p13, P14 p14, P15 p15) => state.Enter(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14, p15, state.Engine.LoopIncrement);

        public override JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, TResult>? EnterFunction(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10, P11 p11, P12 p12, P13 p13, P14 p14, P15 p15) => state.Enter(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14, p15, state.Engine.FunctionIncrement);
    }

    private sealed class ByThread : PortalEngine<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, TResult>, IEntriesByThread
    {
        private readonly ThreadEntries<PortalEngine<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, TResult>> _entries = new();

        public IThreadEntries Entries => _entries;

        public override JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, TResult>? CanEnter(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10, P11 p11, P12 p12, P13 p13, P14 p14, P15 p15) => _entries.Here?.CanEnter(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14, p15);

        public override JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, TResult>? EnterFunction(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10, P11 p11, P12 p12, P13 p13, P14 p14, P15 p15) => _entries.Here?.EnterFunction(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14, p15);
    }
}

internal sealed class TypedPortal<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, P16, TResult> : DriverState
{
    private readonly JitDriver<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, P16, TResult> _typed;
    private readonly Func<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, P16, TResult> _portal;
    private readonly JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, P16, TResult> _exit = new();
    private readonly int _g1, _g2, _g3, _g4, _g5, _g6, _g7, _g8, _g9, _g10, _g11, _g12, _g13, _g14, _g15, _g16;

    public TypedPortal(JitEngine engine, JitDriver<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, P16, TResult> driver, JitCode portal, VirtualizableInfo? virtualizable)
        : base(engine, driver, portal, virtualizable)
    {
        _typed = driver;
        _portal = (Func<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, P16, TResult>)driver.Portal;
        _g1 = Array.IndexOf(GreenPositions, 0);
        _g2 = Array.IndexOf(GreenPositions, 1);
        _g3 = Array.IndexOf(GreenPositions, 2);
        _g4 = Array.IndexOf(GreenPositions, 3);
        _g5 = Array.IndexOf(GreenPositions, 4);
        _g6 = Array.IndexOf(GreenPositions, 5);
        _g7 = Array.IndexOf(GreenPositions, 6);
        _g8 = Array.IndexOf(GreenPositions, 7);
        _g9 = Array.IndexOf(GreenPositions, 8);
        _g10 = Array.IndexOf(GreenPositions, 9);
        _g11 = Array.IndexOf(GreenPositions, 10);
        _g12 = Array.IndexOf(GreenPositions, 11);
        _g13 = Array.IndexOf(GreenPositions, 12);
        _g14 = Array.IndexOf(GreenPositions, 13);
        _g15 = Array.IndexOf(GreenPositions, 14);
        _g16 = Array.IndexOf(GreenPositions, 15);
    }

    public override void Connect()
    {
        var entry = new Entry(this);
        if (!Engine.Options.IsForOneThread) _typed.Engine = entry;
        else ThreadEntries<PortalEngine<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, P16, TResult>>.Connect(_typed, entry, () => new ByThread());
    }

    public override void CallPortal(PortalExit exit)
    {
        try
        {
            TResult result = _portal(
                Load<P1>(exit, 0),
                Load<P2>(exit, 1),
                Load<P3>(exit, 2),
                Load<P4>(exit, 3),
                Load<P5>(exit, 4),
                Load<P6>(exit, 5),
                Load<P7>(exit, 6),
                Load<P8>(exit, 7),
                Load<P9>(exit, 8),
                Load<P10>(exit, 9),
                Load<P11>(exit, 10),
                Load<P12>(exit, 11),
                Load<P13>(exit, 12),
                Load<P14>(exit, 13),
                Load<P15>(exit, 14),
                Load<P16>(exit, 15));
            StoreResult(exit, result);
            exit.Kind = ExitKind.Return;
        }
        catch (Exception exception)
        {
            exit.Kind = ExitKind.Exception;
            exit.Exception = exception;
        }
    }

    private JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, P16, TResult>? Enter(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10, P11 p11, P12 p12, P13 p13, P14 p14, P15 p15, P16 p16, float increment)
    {
        uint hash = 0;
        if (_g1 >= 0) hash = JitCell.Mix(hash, Portals.Key(p1));
        if (_g2 >= 0) hash = JitCell.Mix(hash, Portals.Key(p2));
        if (_g3 >= 0) hash = JitCell.Mix(hash, Portals.Key(p3));
        if (_g4 >= 0) hash = JitCell.Mix(hash, Portals.Key(p4));
        if (_g5 >= 0) hash = JitCell.Mix(hash, Portals.Key(p5));
        if (_g6 >= 0) hash = JitCell.Mix(hash, Portals.Key(p6));
        if (_g7 >= 0) hash = JitCell.Mix(hash, Portals.Key(p7));
        if (_g8 >= 0) hash = JitCell.Mix(hash, Portals.Key(p8));
        if (_g9 >= 0) hash = JitCell.Mix(hash, Portals.Key(p9));
        if (_g10 >= 0) hash = JitCell.Mix(hash, Portals.Key(p10));
        if (_g11 >= 0) hash = JitCell.Mix(hash, Portals.Key(p11));
        if (_g12 >= 0) hash = JitCell.Mix(hash, Portals.Key(p12));
        if (_g13 >= 0) hash = JitCell.Mix(hash, Portals.Key(p13));
        if (_g14 >= 0) hash = JitCell.Mix(hash, Portals.Key(p14));
        if (_g15 >= 0) hash = JitCell.Mix(hash, Portals.Key(p15));
        if (_g16 >= 0) hash = JitCell.Mix(hash, Portals.Key(p16));
        JitCell? cell = Cells.First(hash);
        while (cell is not null && !(Portals.Same(p1, cell, _g1) && Portals.Same(p2, cell, _g2) && Portals.Same(p3, cell, _g3) && Portals.Same(p4, cell, _g4) && Portals.Same(p5, cell, _g5) && Portals.Same(p6, cell, _g6) && Portals.Same(p7, cell, _g7) && Portals.Same(p8, cell, _g8) && Portals.Same(p9, cell, _g9) && Portals.Same(p10, cell, _g10) && Portals.Same(p11, cell, _g11) && Portals.Same(p12, cell, _g12) && Portals.Same(p13, cell, _g13) && Portals.Same(p14, cell, _g14) && Portals.Same(p15, cell, _g15) && Portals.Same(p16, cell, _g16))) cell = cell.Next;
        if (cell is not { IsReady: true } && !Cells.Tick(hash, increment)) return null;

        Engine.EnterOnThisThread(Driver);
        PortalExit exit = Exit;
        Store(exit, 0, p1);
        Store(exit, 1, p2);
        Store(exit, 2, p3);
        Store(exit, 3, p4);
        Store(exit, 4, p5);
        Store(exit, 5, p6);
        Store(exit, 6, p7);
        Store(exit, 7, p8);
        Store(exit, 8, p9);
        Store(exit, 9, p10);
        Store(exit, 10, p11);
        Store(exit, 11, p12);
        Store(exit, 12, p13);
        Store(exit, 13, p14);
        Store(exit, 14, p15);
        Store(exit, 15, p16);
        exit = Engine.Enter(this, cell);
        switch (exit.Kind)
        {
            case ExitKind.State:
                _exit.IsReturn = false;
                _exit.State = (
                    Load<P1>(exit, 0),
                    Load<P2>(exit, 1),
                    Load<P3>(exit, 2),
                    Load<P4>(exit, 3),
                    Load<P5>(exit, 4),
                    Load<P6>(exit, 5),
                    Load<P7>(exit, 6),
                    Load<P8>(exit, 7),
                    Load<P9>(exit, 8),
                    Load<P10>(exit, 9),
                    Load<P11>(exit, 10),
                    Load<P12>(exit, 11),
                    Load<P13>(exit, 12),
                    Load<P14>(exit, 13),
                    Load<P15>(exit, 14),
                    Load<P16>(exit, 15));
                exit.Clear();
                return _exit;
            case ExitKind.Return:
                _exit.IsReturn = true;
                _exit.Result = LoadResult<TResult>(exit);
                exit.Clear();
                return _exit;
            case ExitKind.Exception:
                throw Portals.Rethrow(exit);
            default:
                return null;
        }
    }

    internal sealed class Entry(TypedPortal<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, P16, TResult> state) : PortalEngine<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, P16, TResult>, IAttachedEngine
    {
        public JitEngine Engine => state.Engine;

        public override JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, P16, TResult>? CanEnter(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10, P11 p11, P12 p12, P13 p13, P14 p14, P15 p15, P16 p16) => state.Enter(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14, p15, p16, state.Engine.LoopIncrement);

        public override JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, P16, TResult>? EnterFunction(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10, P11 p11, P12 p12, P13 p13, P14 p14, P15 p15, P16 p16) => state.Enter(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14, p15, p16, state.Engine.FunctionIncrement);
    }

    private sealed class ByThread : PortalEngine<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, P16, TResult>, IEntriesByThread
    {
        private readonly ThreadEntries<PortalEngine<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, P16, TResult>> _entries = new();

        public IThreadEntries Entries => _entries;

        public override JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, P16, TResult>? CanEnter(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10, P11 p11, P12 p12, P13 p13, P14 p14, P15 p15, P16 p16) => _entries.Here?.CanEnter(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14, p15, p16);

        public override JitExit<P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, P16, TResult>? EnterFunction(P1 p1, P2 p2, P3 p3, P4 p4, P5 p5, P6 p6, P7 p7, P8 p8, P9 p9, P10 p10, P11 p11, P12 p12, P13 p13, P14 p14, P15 p15, P16 p16) => _entries.Here?.EnterFunction(p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14, p15, p16);
    }
}
