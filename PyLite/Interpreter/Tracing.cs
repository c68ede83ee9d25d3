using MetaJit;
using PyLite.Compiling;
using PyLite.Objects;

namespace PyLite.Interpreter;

/// <summary>
/// <c>sys.settrace</c> and <c>sys.setprofile</c>. While a function is set, something stands in the engine's place that every function entry asks: it runs
/// the function in the plain interpreter loop, which tells of lines, calls and exceptions. Without one nothing is paid. A frame that runs already is
/// followed once a program has set its <c>f_trace</c>: the quick instructions of its code are then replaced by one that leaves for the plain loop.
/// </summary>
[DontLookInside]
public static class Tracing
{
    private sealed class State
    {
        public PyObject? Trace, Profile;

        /// <summary>Thrown into the generator that runs next, where it stands.</summary>
        public PyException? Thrown;

        /// <summary>The function itself is running, and is not told of.</summary>
        public bool IsInside;

        /// <summary>The frame that the plain loop runs.</summary>
        public PyFrameObject? Current;

        /// <summary>By level of calls: frames that are told of, or that a program has given a trace function.</summary>
        public readonly Dictionary<long, PyFrameObject> Frames = [];
    }

    [ThreadStatic] private static State? t_state;

    /// <summary>The next frame is for the plain loop.</summary>
    public static bool IsStepping { get; private set; }

    /// <summary>Calls of builtin functions are told of.</summary>
    public static bool IsProfiling => t_state is { Profile: not null, IsInside: false };

    public static PyObject TraceFunction => t_state?.Trace ?? PyNone.None;
    public static PyObject ProfileFunction => t_state?.Profile ?? PyNone.None;

    public static PyObject SetTrace(PyObject function)
    {
        State s = t_state ??= new State();
        s.Trace = function is PyNone ? null : function;
        Attach();
        if (s.Trace != null)
        {
            foreach ((long level, PyFrameObject frame) in s.Frames)
                if (level <= Recursion.Depth && frame is { IsTold: false, Trace: not null }) frame.Code.LeaveAtOnce();
        }
        return PyNone.None;
    }

    public static PyObject SetProfile(PyObject function)
    {
        State s = t_state ??= new State();
        s.Profile = function is PyNone ? null : function;
        Attach();
        // Frames that run are told of at once.
        if (s.Profile != null)
        {
            foreach ((long level, PyCode code) in Frames.Running())
                if (Known(level, code) is not { IsTold: true }) code.LeaveAtOnce();
        }
        return PyNone.None;
    }

    /// <summary>Puts the listener in the engine's place, or the engine back, as the thread that runs wants it.</summary>
    public static void Attach()
    {
        bool isWanted = KeptFrames.IsOn || t_state is { } s && (s.Trace ?? s.Profile) != null;
        if (isWanted == Evaluator.Driver.Engine is Listener) return;
        if (!isWanted && Evaluator.Driver.Engine is null or not Listener && !Interrupts.IsWanted) return;
        Interrupts.Withdraw();
        if (isWanted && Evaluator.Driver.Engine is not Listener)
        {
            // Loops of builtins over generators have a driver of their own.
            object?[] engines = Array.ConvertAll(GlobalLock.Drivers, driver => driver.Engine);
            foreach (JitDriver driver in GlobalLock.Drivers) driver.Engine = null;
            Evaluator.Driver.Engine = new Listener(engines);
        }
        else if (!isWanted)
        {
            Detach();
        }
        if (Interrupts.IsWanted) Interrupts.Ask();
        if (isWanted) LeaveEngine();
    }

    /// <summary>The thread gives the lock away: the engine is for others.</summary>
    public static void Detach()
    {
        if (Evaluator.Driver.Engine is not Listener { Engines: var engines }) return;
        for (int i = 0; i < GlobalLock.Drivers.Length; i++)
            if (i < engines.Length) GlobalLock.Drivers[i].Engine = engines[i];
    }

    /// <summary><c>sys.call_tracing</c>: calls a function that is told of, from inside the trace function.</summary>
    public static PyObject? CallTraced(PyObject function, PyObject[] args)
    {
        State s = t_state ??= new State();
        bool wasInside = s.IsInside;
        s.IsInside = false;
        PyObject? result = function.Call(args, null);
        s.IsInside = wasInside;
        return result;
    }

    /// <summary>The frame object that a program has for that level of calls already.</summary>
    internal static PyFrameObject? Known(long level, PyCode code) =>
        t_state is { } s && s.Frames.TryGetValue(level, out PyFrameObject? known) && ReferenceEquals(known.Code, code) ? known : null;

    /// <summary>While calls are told of, a frame is one object as long as it runs: profilers compare callers.</summary>
    internal static PyFrameObject Keep(PyFrameObject frame)
    {
        if (t_state is { } s && (s.Trace ?? s.Profile) != null && frame.Level < Recursion.Depth) s.Frames.TryAdd(frame.Level, frame);
        return frame;
    }

    /// <summary>A frame that runs has got a trace function of its own.</summary>
    internal static void Follow(PyFrameObject frame)
    {
        (t_state ??= new State()).Frames[frame.Level] = frame;
        frame.Code.LeaveAtOnce();
        LeaveEngine();
    }

    private static void LeaveEngine()
    {
        Interrupts.StopMachineCode?.Invoke();
        Interrupts.StopRecording?.Invoke();
    }

    // ---- running frames

    /// <summary>A frame that was followed goes on from that position.</summary>
    internal static PyObject? Continue(PyCode code, int pc, int sp, PyFrame frame)
    {
        code.StayQuick();
        if (t_state is { } s && (s.Trace ?? s.Profile) != null && !s.IsInside)
        {
            // The same code may run further out, and is followed there too.
            bool isFollowedOutside = false;
            foreach ((long level, PyFrameObject other) in s.Frames)
                isFollowedOutside |= level < Recursion.Depth && ReferenceEquals(other.Code, code) && !other.IsTold && Frames.RunsAt(level, code);
            if (isFollowedOutside) code.LeaveAtOnce();
            PyFrameObject? shown = Known(Recursion.Depth, code);
            if (shown == null && s.Profile != null) shown = Shown(code, pc, frame);
            if (shown != null) return Run(s, shown, code, pc, sp, frame, isCall: false);
            if (isFollowedOutside) return RunUntold(s, code, pc, sp, frame);
        }
        if (Evaluator.Driver.Engine is Listener) IsStepping = true;
        return QuickEvaluator.Run(code, pc, sp, frame);
    }

    /// <summary>The quick instructions are of no use while a frame further out is to leave them: the plain loop runs, and tells nothing.</summary>
    private static PyObject? RunUntold(State s, PyCode code, int pc, int sp, PyFrame frame)
    {
        PyFrameObject? outer = s.Current;
        s.Current = null;
        IsStepping = true;
        PyObject? result = Evaluator.Run(code, pc, sp, frame);
        s.Current = outer;
        return result;
    }

    private static PyFrameObject Shown(PyCode code, int pc, PyFrame frame)
    {
        Jit.ForceVirtualizable(frame);
        return frame.Generator is { } generator
            ? GeneratorMethods.FrameObjectOf(generator) : new PyFrameObject(code, pc, Recursion.Depth, Frames.Outside(Recursion.Depth));
    }

    private static PyObject? Run(State s, PyFrameObject shown, PyCode code, int pc, int sp, PyFrame frame, bool isCall)
    {
        long level = Recursion.Depth;
        PyFrameObject? outer = s.Current;
        s.Current = s.Frames[level] = shown;
        shown.Enter(frame, pc > 0 ? code.Positions[pc - 1].Line : 0, pc - 1);
        bool isOn = !isCall || (Tell(s, s.Profile, shown, "call", PyNone.None) && TellCall(s, shown));
        PyObject? result = null;
        if (isOn)
        {
            IsStepping = true;
            result = Evaluator.Run(code, pc, sp, frame);
        }
        else
        {
            PyErr.Pending.AddTraceback(code, pc);
        }
        result = TellReturn(s, shown, result);
        s.Current = outer;
        s.Frames.Remove(level);
        shown.Leave();
        return result;
    }

    private static bool TellCall(State s, PyFrameObject shown)
    {
        if (s.Trace is not { } function) return true;
        if (Ask(s, function, shown, "call", PyNone.None) is not { } local) return Off(s, shown);
        shown.Trace = local is PyNone ? null : local;
        return true;
    }

    private static PyObject? TellReturn(State s, PyFrameObject shown, PyObject? result)
    {
        PyException? error = result == null ? PyErr.Take() : null;
        bool isOn = (s.Trace == null || shown.Trace == null || TellLocal(s, shown, "return", result ?? PyNone.None)) && Tell(s, s.Profile, shown, "return", result ?? PyNone.None);
        if (!isOn) return null;
        if (error != null) PyErr.Current = error;
        return result;
    }

    /// <summary>Calls the profile function. False: it has failed, and is not called any more.</summary>
    private static bool Tell(State s, PyObject? function, PyFrameObject shown, string what, PyObject argument)
    {
        if (function == null || s.IsInside || Ask(s, function, shown, what, argument) != null) return true;
        s.Profile = null;
        Attach();
        return false;
    }

    private static bool TellLocal(State s, PyFrameObject shown, string what, PyObject argument)
    {
        if (Ask(s, shown.Trace!, shown, what, argument) is not { } next) return Off(s, shown);
        if (next is not PyNone) shown.Trace = next;
        return true;
    }

    private static bool Off(State s, PyFrameObject shown)
    {
        s.Trace = shown.Trace = null;
        Attach();
        return false;
    }

    private static PyObject? Ask(State s, PyObject function, PyFrameObject shown, string what, PyObject argument)
    {
        s.IsInside = true;
        shown.LoadLocals();
        PyObject? answer = Calls.CallFew(function, [shown, PyStr.Intern(what), argument]);
        s.IsInside = false;
        shown.StoreLocals();
        return answer;
    }

    // ---- what the plain loop tells

    /// <summary>The instruction at that position is next. False: the trace function has raised an exception.</summary>
    public static bool Step(PyCode code, int pc)
    {
        if (t_state is { Thrown: { } thrown } state)
        {
            (state.Thrown, PyErr.Current) = (null, thrown);
            return false;
        }
        if (t_state is not { Trace: not null, IsInside: false, Current: { Trace: not null } shown } s) return true;
        Frames.At(code, pc);
        int line = code.Positions[pc].Line;
        Op op = (Op)(code.Code[pc] & 255);
        if (op == Op.JumpBackward) return StepBack(s, shown, code, pc);
        bool isNew = line > 0 && op != Op.MakeCell && (line != shown.LastLine || pc < shown.LastPc && op != Op.Send);
        if (line > 0 && op != Op.MakeCell) shown.LastLine = line;
        shown.LastPc = pc;
        if (isNew && shown.TellsLines && !TellLocal(s, shown, "line", PyNone.None)) return false;
        return !shown.TellsInstructions || shown.Trace == null || TellLocal(s, shown, "opcode", PyNone.None);
    }

    /// <summary>A jump back is of no line, but <c>continue</c> is; and of a loop without a test the line of its head is told.</summary>
    private static bool StepBack(State s, PyFrameObject shown, PyCode code, int pc)
    {
        int line = code.Positions[pc].Line, target = code.Code[pc] >> 8;
        bool isAlways = target > 0 && code.Code[target - 1] == ((int)Op.Nop | 1 << 8);
        int head = code.Positions[isAlways ? target - 1 : target].Line;
        if (line > 0 && line != shown.LastLine && line != code.Positions[pc - 1].Line && line != head)
        {
            shown.LastLine = line;
            if (shown.TellsLines && !TellLocal(s, shown, "line", PyNone.None)) return false;
        }
        shown.LastPc = pc;
        if (!isAlways) return true;
        Frames.At(code, target - 1);
        (shown.LastLine, shown.LastPc) = (head, target - 1);
        return !shown.TellsLines || shown.Trace == null || TellLocal(s, shown, "line", PyNone.None);
    }

    /// <summary>Whether a trace function is to be told that this exception comes out of the instruction at which a generator stands.</summary>
    internal static bool Throw(PyException thrown)
    {
        if (t_state is not { Trace: not null, IsInside: false } s) return false;
        s.Thrown = thrown;
        return true;
    }

    /// <summary>The exception that is pending was raised, or came out of a call, here.</summary>
    public static void Raised()
    {
        if (t_state is not { Trace: not null, IsInside: false, Current: { Trace: not null } shown } s || PyErr.Current == null) return;
        PyException e = PyErr.Take();
        if (TellLocal(s, shown, "exception", new PyTuple([e.Type, e, (PyObject?)e.Traceback ?? PyNone.None]))) PyErr.Current = e;
    }

    /// <summary>Calls as the instruction says, with word to the profile function where a builtin is called.</summary>
    public static bool Call(PyFrame frame, int sp, int count, bool isMethod) => Told(frame, sp, count, isMethod, isNamed: false);

    /// <summary>As <see cref="Call"/>, where some arguments are named: the names stand above them.</summary>
    public static bool CallNamed(PyFrame frame, int sp, int count, bool isMethod) => Told(frame, sp, count, isMethod, isNamed: true);

    private static bool Told(PyFrame frame, int sp, int count, bool isMethod, bool isNamed)
    {
        Jit.ForceVirtualizable(frame);
        int at = sp - count - (isMethod ? 2 : 1) - (isNamed ? 1 : 0);
        PyObject? callable = frame.Slots[at].V, self = isMethod ? frame.Slots[at + 1].V : null;
        PyObject? function = callable switch
        {
            PyBuiltin b => self == null ? b : new PyBoundMethod(b, self),
            PyBoundMethod { Function: PyBuiltin } m => m,
            _ => null,
        };
        State s = t_state!;
        PyFrameObject? shown = s.Current;
        if (function == null || shown == null) return Plainly(frame, sp, count, isMethod, isNamed);
        if (!Tell(s, s.Profile, shown, "c_call", function)) return false;
        if (Plainly(frame, sp, count, isMethod, isNamed)) return Tell(s, s.Profile, shown, "c_return", function);
        PyException e = PyErr.Take();
        if (Tell(s, s.Profile, shown, "c_exception", function)) PyErr.Current = e;
        return false;
    }

    private static bool Plainly(PyFrame frame, int sp, int count, bool isMethod, bool isNamed)
    {
        Jit.ForceVirtualizable(frame);
        if (isNamed) return isMethod ? CallOps.CallMethodKeywords(frame, sp, count) : CallOps.CallKeywords(frame, sp, count);
        return isMethod ? CallOps.CallMethod(frame, sp, count) : CallOps.Call(frame, sp, count);
    }

    /// <summary>What the listener says, if it is what stands behind.</summary>
    internal static JitExit<PyCode, int, int, PyFrame, PyObject?>? EnterFunction(object? engine, PyCode code, int pc, int sp, PyFrame frame) =>
        (engine as Listener)?.EnterFunction(code, pc, sp, frame);

    private sealed class Listener(object?[] engines) : PortalEngine<PyCode, int, int, PyFrame, PyObject?>
    {
        /// <summary>What stood in the places of all drivers.</summary>
        public object?[] Engines => engines;

        public override JitExit<PyCode, int, int, PyFrame, PyObject?>? CanEnter(PyCode code, int pc, int sp, PyFrame frame) => null;

        public override JitExit<PyCode, int, int, PyFrame, PyObject?>? EnterFunction(PyCode code, int pc, int sp, PyFrame frame)
        {
            if (IsStepping)
            {
                IsStepping = false;
                return null;
            }
            if (t_state is not { IsInside: false } s || (s.Trace ?? s.Profile) == null) return null;
            return new JitExit<PyCode, int, int, PyFrame, PyObject?> { IsReturn = true, Result = Run(s, Shown(code, pc, frame), code, pc, sp, frame, isCall: true) };
        }
    }
}
