using MetaJit;
using PyLite.Compiling;
using PyLite.Interpreter;

namespace PyLite.Objects;

/// <summary>
/// A frame as programs see it: a picture of the moment it was asked for. Variables of functions are in it where the frame itself is at hand: in frames
/// that a trace function is told of, those of generators, and those an exception has passed in interpreted code.
/// </summary>
[DontLookInside]
public sealed class PyFrameObject(PyCode code, int pc, long level, Func<PyFrameObject?>? back) : PyObject
{
    private Func<PyFrameObject?>? _findBack = back;
    private PyFrameObject? _back;
    private PyObject? _trace;

    public readonly PyCode Code = code;

    /// <summary>How many calls deep it runs; the outermost is 1, and none of the stack is 0 or less.</summary>
    public long Level { get; private set; } = level;

    /// <summary>The generator or coroutine whose frame it is, if one was asked for it.</summary>
    private readonly PyGenerator? _generator;

    public PyFrameObject(PyGenerator generator) : this(generator.Code, 0, -1, null) => _generator = generator;

    private readonly int _pc = pc;

    /// <summary>The instruction it stands at.</summary>
    public int Pc => _generator is { IsRunning: false } g ? g.Position : Interpreter.Frames.PositionNow(Code, LevelNow, _pc);

    /// <summary>A generator runs at whatever level it was resumed.</summary>
    private long LevelNow => _generator == null || IsTold ? Level : Interpreter.Frames.LevelOf(Code);

    public override PyType Type { [LookInside] get => Types.Frame; }

    /// <summary>The frame that called it.</summary>
    public PyFrameObject? Back
    {
        get
        {
            if (_generator != null && IsTold) return Interpreter.Frames.Outside(Level)();
            if (_generator != null) return _generator.IsRunning ? Interpreter.Frames.CallerOf(Code) : null;
            if (_findBack == null) return _back;
            _back = _findBack();
            _findBack = null;
            return _back;
        }
    }

    private PyObject Globals => Code.Globals?.Visible ?? new PyDict();

    internal int Line
    {
        get
        {
            int pc = Pc;
            if (pc < 0 || IsTold && LastPc < 0) return Code.FirstLine;
            // What is of no line belongs to the one before.
            return IsTold && LastLine > 0 && (uint)pc < (uint)Code.Positions.Length && Code.Positions[pc].Line <= 0 ? LastLine : Code.LineAt(pc);
        }
    }

    private bool IsFunction => (Code.Flags & CodeFlags.Optimized) != 0;

    // ---- variables

    /// <summary>
    /// The frame itself, where it is at hand. An object to the tracer: machine code that goes on with the frame keeps its variables to itself, and
    /// what is read here is then what they were.
    /// </summary>
    private object? _variables;

    /// <summary>What a program was given as <c>f_locals</c>, and may have changed.</summary>
    private PyDict? _locals;

    /// <summary>The variables are those of a frame that an exception has passed.</summary>
    internal void Keep(PyFrame frame)
    {
        Jit.MayBeStale(frame);
        _variables = frame;
    }

    /// <summary>The call is over, and these are its variables; a generator's go on changing. What is over already is of an earlier call.</summary>
    internal void End(PyFrame frame)
    {
        if (HasEnded) return;
        HasEnded = true;
        Jit.ForceVirtualizable(frame);
        if (frame.Generator != null) Keep(frame);
        else if (IsFunction && _variables == null) _locals = FrameBuiltins.Locals(Code, frame) as PyDict;
    }

    internal bool HasEnded { get; private set; }

    private PyObject Locals
    {
        get
        {
            object? variables = _variables ?? (HasEnded ? null : KeptFrames.Find(Level, Code));
            if (variables == null) return _locals ?? _generator?.Locals() ?? (IsFunction || Code.Name != "<module>" ? new PyDict() : Globals);
            PyObject now = FrameBuiltins.Locals(Code, (PyFrame)variables);
            if (IsFunction) _locals = now as PyDict;
            return now;
        }
    }

    /// <summary>The dict of variables that a program has been given is brought up to date before a trace function is called.</summary>
    internal void LoadLocals()
    {
        if (_locals != null && _variables is PyFrame frame && IsFunction) _locals = FrameBuiltins.Locals(Code, frame) as PyDict;
    }

    /// <summary>What a trace function has changed in the dict of variables goes into the variables.</summary>
    internal void StoreLocals()
    {
        if (_locals == null || _variables is not PyFrame frame || !IsFunction) return;
        Jit.ForceVirtualizable(frame);
        for (int i = 0; i < Code.SlotNames.Length; i++)
        {
            PyObject? value = _locals.GetStr(Code.SlotNames[i]);
            if (frame.Slots[i].V is PyCell cell) cell.Value = value;
            else frame.Slots[i].V = value;
        }
    }

    // ---- trace functions

    /// <summary><c>f_trace</c></summary>
    internal PyObject? Trace { get => _trace; set => _trace = value; }

    internal bool TellsLines { get; private set; } = true;
    internal bool TellsInstructions { get; private set; }

    /// <summary>The plain loop runs it and tells of it.</summary>
    internal bool IsTold { get; private set; }

    /// <summary>The line and instruction it came to last.</summary>
    internal int LastLine, LastPc;

    internal void Enter(PyFrame frame, int line, int at)
    {
        Jit.MayBeStale(frame);
        (_variables, IsTold, LastLine, LastPc) = (frame, true, line, at);
        if (_generator != null) Level = Recursion.Depth;
    }

    internal void Leave()
    {
        (_variables, IsTold) = (null, false);
        if (_generator != null) Level = -1;
    }

    private bool SetTrace(PyObject? function)
    {
        _trace = function is PyNone ? null : function;
        if (_trace != null && !IsTold && Level > 0 && Level <= Recursion.Depth) Tracing.Follow(this);
        return true;
    }

    private PyObject? Clear()
    {
        if (_generator is { IsRunning: true } || IsTold || _generator == null && !HasEnded && Level > 0 && Interpreter.Frames.RunsAt(Level, Code)) return PyErr.Raise(Types.RuntimeError, "cannot clear an executing frame");
        (_variables, _locals) = (null, null);
        return _generator == null || _generator.Close() ? PyNone.None : null;
    }

    public override PyStr Repr() => new($"<frame at 0x{Identity.Of(this):x12}, file {new PyStr(Code.FileName).Repr().Value}, line {Line}, code {Code.Name}>");

    [LookInside]
    private static PyFrameObject F(PyObject self) => (PyFrameObject)self;

    public static void Populate(PyType t)
    {
        SlotMethods.Text(t);
        t.Property("f_back", self => (PyObject?)F(self).Back ?? PyNone.None);
        t.Property("f_code", self => F(self).Code);
        t.Property("f_globals", self => F(self).Globals);
        t.Property("f_builtins", self => (F(self).Code.Globals?.OwnBuiltins ?? Modules.Builtins.Dict).Visible);
        t.Property("f_locals", self => F(self).Locals);
        t.Property("f_lineno", self => new PyInt(F(self).Line));
        t.Property("f_lasti", self => new PyInt(F(self).Pc is >= 0 and var pc ? F(self).Code.View.OffsetOf(pc) : 0));
        t.Property("f_trace", self => F(self)._trace ?? PyNone.None, (self, value) => F(self).SetTrace(value));
        t.Property("f_trace_lines", self => PyBool.Of(F(self).TellsLines), (self, value) => Flag(value, "f_trace_lines", out bool on) && (F(self).TellsLines = on) == on);
        t.Property("f_trace_opcodes", self => PyBool.Of(F(self).TellsInstructions), (self, value) => Flag(value, "f_trace_opcodes", out bool on) && (F(self).TellsInstructions = on) == on);
        t.Method("clear", self => F(self).Clear());
    }

    private static bool Flag(PyObject? value, string name, out bool on)
    {
        on = ReferenceEquals(value, PyBool.True);
        return value is PyBool || PyErr.Fail(Types.TypeError, value == null ? $"cannot delete {name}" : "attribute value type must be bool");
    }
}
