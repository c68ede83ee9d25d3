using MetaJit;
using PyLite.Compiling;
using PyLite.Objects;

namespace PyLite.Interpreter;

/// <summary>
/// Ctrl-C. The interpreter looks for no flag: an interrupt takes the place of the JIT engine, which every back edge and function
/// entry asks, raises KeyboardInterrupt there, and puts the engine back.
/// </summary>
public static class Interrupts
{
    private static readonly ManualResetEventSlim Signal = new();

    /// <summary>An interrupt waits to be raised.</summary>
    public static bool IsPending => Signal.IsSet;

    /// <summary>Makes machine code ask <see cref="IsPending"/> at its next back edge.</summary>
    public static Action? StopMachineCode { get; set; }

    /// <summary>
    /// Asks the running program to raise KeyboardInterrupt; from any thread. False when one is pending already: the program does not
    /// come to a place where it could be raised.
    /// </summary>
    public static bool Request()
    {
        if (Signal.IsSet) return false;
        Signal.Set();
        object? engine = Evaluator.Driver.Engine;
        Evaluator.Driver.Engine = new Raiser(engine);
        StopMachineCode?.Invoke();
        return true;
    }

    /// <summary>Waits; false, with KeyboardInterrupt pending, when it was interrupted.</summary>
    public static bool Sleep(TimeSpan time)
    {
        if (!Signal.Wait(time)) return true;
        RaiseNow();
        return false;
    }

    /// <summary>Waits for a task; false, with KeyboardInterrupt pending, when it was interrupted.</summary>
    public static bool Wait(Task task)
    {
        if (WaitHandle.WaitAny([Signal.WaitHandle, ((IAsyncResult)task).AsyncWaitHandle]) != 0) return true;
        RaiseNow();
        return false;
    }

    /// <summary>Raises KeyboardInterrupt for the pending interrupt.</summary>
    public static void RaiseNow()
    {
        if (Evaluator.Driver.Engine is Raiser raiser) raiser.Withdraw();
        Raise();
    }

    private static void Raise()
    {
        Signal.Reset();
        PyErr.Raise(new PyException(Types.KeyboardInterrupt, PyTuple.Empty));
    }

    private sealed class Raiser(object? engine) : PortalEngine<PyCode, int, int, PyFrame, PyObject?>
    {
        public void Withdraw() => Evaluator.Driver.Engine = engine;

        public override JitExit<PyCode, int, int, PyFrame, PyObject?> CanEnter(PyCode code, int pc, int sp, PyFrame frame)
        {
            Withdraw();
            Raise();
            int handler = Evaluator.FindHandler(code, pc, frame, sp, out int handlerSp);
            var exit = new JitExit<PyCode, int, int, PyFrame, PyObject?>();
            if (handler < 0)
            {
                exit.IsReturn = true;
                return exit;
            }
            frame.Slots[handlerSp].V = PyErr.Take();
            exit.State = (code, handler, handlerSp + 1, frame);
            return exit;
        }

        public override JitExit<PyCode, int, int, PyFrame, PyObject?> EnterFunction(PyCode code, int pc, int sp, PyFrame frame) =>
            CanEnter(code, pc, sp, frame);
    }
}
