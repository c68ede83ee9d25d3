using MetaJit;
using PyLite.Compiling;
using PyLite.Interpreter;
using PyLite.Objects;

namespace PyLite.Cli;

/// <summary>
/// With the JIT off, takes a hot loop into new activations of the interpreter while the program is young. .NET compiles the interpreter
/// better once it has been called often, but a running activation of ahead-compiled code is never replaced: a program that is one long loop
/// would stay in the slower code to its end.
/// </summary>
internal sealed class LoopRestarter : PortalEngine<PyCode, int, int, PyFrame, PyObject?>
{
    /// <summary>.NET counts thirty calls, from a tenth of a second after the start on, and then compiles in the background.</summary>
    private const int CallsAtATime = 32;
    private static readonly int[] s_milliseconds = [150, 300, 600, 1200, 2400];

    private readonly long _start = Environment.TickCount64;
    private int _backEdgesLeft = 1000;
    private int _callsLeft;
    private int _times;

    public override JitExit<PyCode, int, int, PyFrame, PyObject?>? CanEnter(PyCode code, int pc, int sp, PyFrame frame)
    {
        if (--_backEdgesLeft > 0) return null;
        if (_callsLeft == 0)
        {
            _backEdgesLeft = 1000;
            if (Environment.TickCount64 - _start < s_milliseconds[_times]) return null;
            _times++;
            _callsLeft = CallsAtATime;
        }
        _backEdgesLeft = 100;
        if (--_callsLeft == 0 && _times == s_milliseconds.Length) Evaluator.Driver.Engine = null;
        return new JitExit<PyCode, int, int, PyFrame, PyObject?> { IsReturn = true, Result = Evaluator.Run(code, pc, sp, frame) };
    }

    public override JitExit<PyCode, int, int, PyFrame, PyObject?>? EnterFunction(PyCode code, int pc, int sp, PyFrame frame) => null;
}
