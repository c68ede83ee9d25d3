// The typed side of an attached driver: turns the portal's C# parameters into places by kind and back. Made by hand from one pattern for
// two to five portal parameters; change all four together. What happens on every back edge is in Enter: a hash of the greens, a look
// into the cells, a counter.
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using MetaJit;
using MetaTracer.CodeWriter;
using MetaTracer.Trace;
using MetaTracer.Tracing;

namespace MetaTracer.Warmup;

/// <summary>What the typed portals share.</summary>
internal static class Portals
{
    /// <summary>The state of a driver, of the type that fits its number of parameters.</summary>
    public static DriverState Create(JitEngine engine, JitDriver driver, JitCode portal, VirtualizableInfo? virtualizable)
    {
        if (Rehearsal.StateOf(engine, driver, portal, virtualizable) is { } state) return state;
        Type[] types = driver.GetType().GetGenericArguments();
        Type open = types.Length switch
        {
            3 => typeof(TypedPortal<,,>),
            4 => typeof(TypedPortal<,,,>),
            5 => typeof(TypedPortal<,,,,>),
            _ => typeof(TypedPortal<,,,,,>),
        };
        return (DriverState)Activator.CreateInstance(open.MakeGenericType(types), engine, driver, portal, virtualizable)!;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Key<T>(T value) =>
        typeof(T).IsValueType ? JitCell.Key(ToBits(value)) : (uint)RuntimeHelpers.GetHashCode(Unsafe.As<T, object?>(ref value));

    /// <summary>Whether a parameter has the cell's value; always, when it is no green (the index is negative).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Same<T>(T value, JitCell cell, int green) =>
        green < 0 || (typeof(T).IsValueType
            ? cell.Ints[green] == ToBits(value)
            : ReferenceEquals(cell.Refs[green], Unsafe.As<T, object?>(ref value)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T>(PortalExit exit, int position, T value)
    {
        if (!typeof(T).IsValueType) exit.Refs[position] = Unsafe.As<T, object?>(ref value);
        else if (typeof(T) == typeof(double)) exit.Floats[position] = Unsafe.As<T, double>(ref value);
        else if (typeof(T) == typeof(float)) exit.Floats[position] = Unsafe.As<T, float>(ref value);
        else exit.Ints[position] = ToBits(value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Load<T>(PortalExit exit, int position)
    {
        if (!typeof(T).IsValueType) return Unsafe.As<object?, T>(ref exit.Refs[position]);
        if (typeof(T) == typeof(double)) return Unsafe.As<double, T>(ref exit.Floats[position]);
        if (typeof(T) == typeof(float))
        {
            float single = (float)exit.Floats[position];
            return Unsafe.As<float, T>(ref single);
        }
        // Integers of every width: the low bytes.
        return Unsafe.As<long, T>(ref exit.Ints[position]);
    }

    /// <summary>Throws an exception of the user's program with the stack it came with.</summary>
    public static Exception Rethrow(PortalExit exit)
    {
        Exception exception = exit.Exception!;
        exit.Clear();
        ExceptionDispatchInfo.Throw(exception);
        return exception;
    }

    /// <summary>A value type as a register holds it: signed and 32-bit integers sign-extended, the others zero-extended, doubles by bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long ToBits<T>(T value)
    {
        if (typeof(T) == typeof(sbyte)) return Unsafe.As<T, sbyte>(ref value);
        if (typeof(T) == typeof(short)) return Unsafe.As<T, short>(ref value);
        if (typeof(T) == typeof(float)) return BitConverter.DoubleToInt64Bits(Unsafe.As<T, float>(ref value));
        if (Unsafe.SizeOf<T>() == 8) return Unsafe.As<T, long>(ref value);
        if (Unsafe.SizeOf<T>() == 4) return Unsafe.As<T, int>(ref value);
        if (Unsafe.SizeOf<T>() == 2) return Unsafe.As<T, ushort>(ref value);
        return Unsafe.As<T, byte>(ref value);
    }
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

    public override void Connect() => _typed.Engine = new Entry(this);

    public override void CallPortal(PortalExit exit)
    {
        try
        {
            TResult result = _portal(
                Portals.Load<P1>(exit, 0),
                Portals.Load<P2>(exit, 1));
            Portals.Store(exit, 0, result);
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
        Portals.Store(exit, 0, p1);
        Portals.Store(exit, 1, p2);
        exit = Engine.Enter(this, cell);
        switch (exit.Kind)
        {
            case ExitKind.State:
                _exit.IsReturn = false;
                _exit.State = (
                    Portals.Load<P1>(exit, 0),
                    Portals.Load<P2>(exit, 1));
                exit.Clear();
                return _exit;
            case ExitKind.Return:
                _exit.IsReturn = true;
                _exit.Result = Portals.Load<TResult>(exit, 0);
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

    public override void Connect() => _typed.Engine = new Entry(this);

    public override void CallPortal(PortalExit exit)
    {
        try
        {
            TResult result = _portal(
                Portals.Load<P1>(exit, 0),
                Portals.Load<P2>(exit, 1),
                Portals.Load<P3>(exit, 2));
            Portals.Store(exit, 0, result);
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
        Portals.Store(exit, 0, p1);
        Portals.Store(exit, 1, p2);
        Portals.Store(exit, 2, p3);
        exit = Engine.Enter(this, cell);
        switch (exit.Kind)
        {
            case ExitKind.State:
                _exit.IsReturn = false;
                _exit.State = (
                    Portals.Load<P1>(exit, 0),
                    Portals.Load<P2>(exit, 1),
                    Portals.Load<P3>(exit, 2));
                exit.Clear();
                return _exit;
            case ExitKind.Return:
                _exit.IsReturn = true;
                _exit.Result = Portals.Load<TResult>(exit, 0);
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

    public override void Connect() => _typed.Engine = new Entry(this);

    public override void CallPortal(PortalExit exit)
    {
        try
        {
            TResult result = _portal(
                Portals.Load<P1>(exit, 0),
                Portals.Load<P2>(exit, 1),
                Portals.Load<P3>(exit, 2),
                Portals.Load<P4>(exit, 3));
            Portals.Store(exit, 0, result);
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
        Portals.Store(exit, 0, p1);
        Portals.Store(exit, 1, p2);
        Portals.Store(exit, 2, p3);
        Portals.Store(exit, 3, p4);
        exit = Engine.Enter(this, cell);
        switch (exit.Kind)
        {
            case ExitKind.State:
                _exit.IsReturn = false;
                _exit.State = (
                    Portals.Load<P1>(exit, 0),
                    Portals.Load<P2>(exit, 1),
                    Portals.Load<P3>(exit, 2),
                    Portals.Load<P4>(exit, 3));
                exit.Clear();
                return _exit;
            case ExitKind.Return:
                _exit.IsReturn = true;
                _exit.Result = Portals.Load<TResult>(exit, 0);
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

    public override void Connect() => _typed.Engine = new Entry(this);

    public override void CallPortal(PortalExit exit)
    {
        try
        {
            TResult result = _portal(
                Portals.Load<P1>(exit, 0),
                Portals.Load<P2>(exit, 1),
                Portals.Load<P3>(exit, 2),
                Portals.Load<P4>(exit, 3),
                Portals.Load<P5>(exit, 4));
            Portals.Store(exit, 0, result);
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
        Portals.Store(exit, 0, p1);
        Portals.Store(exit, 1, p2);
        Portals.Store(exit, 2, p3);
        Portals.Store(exit, 3, p4);
        Portals.Store(exit, 4, p5);
        exit = Engine.Enter(this, cell);
        switch (exit.Kind)
        {
            case ExitKind.State:
                _exit.IsReturn = false;
                _exit.State = (
                    Portals.Load<P1>(exit, 0),
                    Portals.Load<P2>(exit, 1),
                    Portals.Load<P3>(exit, 2),
                    Portals.Load<P4>(exit, 3),
                    Portals.Load<P5>(exit, 4));
                exit.Clear();
                return _exit;
            case ExitKind.Return:
                _exit.IsReturn = true;
                _exit.Result = Portals.Load<TResult>(exit, 0);
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
}
