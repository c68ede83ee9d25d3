using System.Diagnostics;
using MetaJit;
using PyLite.Compiling;
using PyLite.Modules;
using PyLite.Objects;

namespace PyLite.Interpreter;

/// <summary>
/// Ctrl-C. The interpreter looks for no flag: an interrupt takes the place of the JIT engine, which every back edge and function
/// entry asks, raises KeyboardInterrupt there, and puts the engine back.
/// </summary>
public static partial class Interrupts
{
    private static readonly ManualResetEventSlim Signal = new();
    private static readonly object Gate = new();

    /// <summary>A Ctrl-C waits to be raised.</summary>
    public static bool IsPending => Signal.IsSet;

    /// <summary>There is something to do between two instructions, for the thread that runs.</summary>
    public static bool IsWanted => (IsPending && PyThread.Current.IsMain) || Pending.IsWaiting;

    /// <summary>Makes machine code ask <see cref="IsWanted"/> at its next back edge.</summary>
    public static Action? StopMachineCode { get; set; }

    /// <summary>Has the traces that are being recorded given up.</summary>
    public static Action? StopRecording { get; set; }

    /// <summary>
    /// Asks the running program to raise KeyboardInterrupt; from any thread. False when one is pending already: the program does not
    /// come to a place where it could be raised.
    /// </summary>
    public static bool Request()
    {
        if (Signal.IsSet) return false;
        Signal.Set();
        Wake();
        Ask();
        return true;
    }

    /// <summary>Ends the process by the signal itself, as if nobody had listened to it.</summary>
    public static void EndProcess()
    {
        const int interrupt = 2;
        Libc.signal(interrupt, 0);
        Libc.kill(Libc.getpid(), interrupt);
    }

    /// <summary>Has the thread that runs do what waits, at its next back edge or function entry; from any thread.</summary>
    public static void Ask()
    {
        lock (Gate)
        {
            if (Evaluator.Driver.Engine is not Attendant) Evaluator.Driver.Engine = new Attendant(Evaluator.Driver.Engine);
        }
        StopMachineCode?.Invoke();
    }

    /// <summary>Puts the engine back.</summary>
    public static void Withdraw()
    {
        lock (Gate)
        {
            if (Evaluator.Driver.Engine is Attendant attendant) Evaluator.Driver.Engine = attendant.Engine;
        }
    }

    /// <summary>Does what waits: other threads, Ctrl-C, callbacks. False with an exception pending.</summary>
    public static bool Attend()
    {
        GlobalLock.Yield();
        if (IsPending && PyThread.Current.IsMain)
        {
            RaiseNow();
            return false;
        }
        return Pending.Run();
    }

    /// <summary>Waits; false, with an exception pending, when it was interrupted.</summary>
    public static bool Sleep(TimeSpan time)
    {
        if (!PyThread.Current.IsMain)
        {
            GlobalLock.Without(() =>
            {
                Thread.Sleep(time);
                return true;
            });
            return true;
        }
        if (time < TimeSpan.FromMilliseconds(1)) return !GlobalLock.Without(() => Signal.Wait(time)) || Check();
        // Handlers of signals run at once, and then the waiting goes on, until all of the time is over: polls count in milliseconds.
        long start = Stopwatch.GetTimestamp();
        for (TimeSpan left = time; left > TimeSpan.Zero; left = time - Stopwatch.GetElapsedTime(start))
            if (Poll(new PollRequest(0), (long)Math.Ceiling(left.TotalMilliseconds)) < 0) return false;
        return true;
    }

    /// <summary>Raises KeyboardInterrupt for the pending interrupt.</summary>
    public static void RaiseNow()
    {
        Withdraw();
        Signal.Reset();
        PyErr.Raise(new PyException(Types.KeyboardInterrupt, PyTuple.Empty));
    }

    private sealed class Attendant(object? engine) : PortalEngine<PyCode, int, int, PyFrame, PyObject?>
    {
        public object? Engine => engine;

        public override JitExit<PyCode, int, int, PyFrame, PyObject?>? CanEnter(PyCode code, int pc, int sp, PyFrame frame)
        {
            Withdraw();
            if (Attend()) return null;
            var exit = new JitExit<PyCode, int, int, PyFrame, PyObject?>();
            int handler = Evaluator.FindHandler(code, pc, frame, sp, out int handlerSp, BackEdge(code, pc));
            if (handler < 0)
            {
                exit.IsReturn = true;
                return exit;
            }
            frame.Slots[handlerSp].V = PyErr.Take();
            exit.State = (code, handler, handlerSp + 1, frame);
            return exit;
        }

        /// <summary>The jump back to the head of a loop; -1: that is no head of one.</summary>
        private static int BackEdge(PyCode code, int pc)
        {
            int at = code.Code.Length - 1;
            while (at >= pc && code.Code[at] != ((int)Op.JumpBackward | pc << 8)) at--;
            return at < pc ? -1 : at;
        }

        public override JitExit<PyCode, int, int, PyFrame, PyObject?>? EnterFunction(PyCode code, int pc, int sp, PyFrame frame) =>
            CanEnter(code, pc, sp, frame) ?? Tracing.EnterFunction(Engine, code, pc, sp, frame);
    }
}
