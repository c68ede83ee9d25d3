using MetaJit;
using PyLite.Compiling;
using PyLite.Interpreter;
using PyLite.Objects;

namespace PyLite.Cli;

/// <summary>
/// Stands in for the engine until a program has run a little: reading the interpreter's own code costs more than most short programs take.
/// The few loops and calls it sees are not counted.
/// </summary>
/// <param name="calls">How many back edges and function entries pass before the engine starts.</param>
/// <param name="isReady">Asked from then on at each of them, until it says yes.</param>
/// <param name="start">Attaches the engine, which takes this object's place; false when it cannot run here.</param>
internal sealed class JitStarter(int calls, Func<bool> isReady, Func<bool> start) : PortalEngine<PyCode, int, int, PyFrame, PyObject?>
{
    private int _left = calls;

    public override JitExit<PyCode, int, int, PyFrame, PyObject?>? CanEnter(PyCode code, int pc, int sp, PyFrame frame) =>
        Started()?.CanEnter(code, pc, sp, frame);

    public override JitExit<PyCode, int, int, PyFrame, PyObject?>? EnterFunction(PyCode code, int pc, int sp, PyFrame frame) =>
        Started()?.EnterFunction(code, pc, sp, frame);

    private PortalEngine<PyCode, int, int, PyFrame, PyObject?>? Started()
    {
        if (--_left > 0 || !isReady()) return null;
        Evaluator.Driver.Engine = null;
        bool isAttached = start();
        // A Ctrl-C that came meanwhile has put itself in the place of this object, which is no longer asked.
        if (Interrupts.IsWanted) Interrupts.Ask();
        return isAttached ? (PortalEngine<PyCode, int, int, PyFrame, PyObject?>?)Evaluator.Driver.Engine : null;
    }
}
