using MetaJit;
using PyLite.Compiling;

namespace PyLite.Objects;

/// <summary>A frame as programs see it: a picture of the moment it was asked for. Local variables of functions are not in it.</summary>
[DontLookInside]
public sealed class PyFrameObject(PyCode code, int pc, long level, Func<PyFrameObject?>? back) : PyObject
{
    private Func<PyFrameObject?>? _findBack = back;
    private PyFrameObject? _back;
    private PyObject? _trace;

    public readonly PyCode Code = code;

    /// <summary>The generator or coroutine whose frame it is, if one was asked for it.</summary>
    private readonly PyGenerator? _generator;

    public PyFrameObject(PyGenerator generator) : this(generator.Code, 0, -1, null) => _generator = generator;

    private readonly int _pc = pc;

    /// <summary>The instruction it stands at.</summary>
    public int Pc => _generator is { IsRunning: false } g ? g.Position : Interpreter.Frames.PositionNow(Code, level, _pc);

    public override PyType Type { [LookInside] get => Types.Frame; }

    /// <summary>The frame that called it.</summary>
    public PyFrameObject? Back
    {
        get
        {
            if (_generator != null) return _generator.IsRunning ? Interpreter.Frames.CallerOf(Code) : null;
            if (_findBack == null) return _back;
            _back = _findBack();
            _findBack = null;
            return _back;
        }
    }

    private PyObject Globals => Code.Globals?.Visible ?? new PyDict();

    private int Line => Pc < 0 ? Code.FirstLine : Code.LineAt(Pc);

    private PyObject Locals => _generator?.Locals() ?? (IsFunction || Code.Name != "<module>" ? new PyDict() : Globals);

    private PyObject? Clear()
    {
        if (_generator is { IsRunning: true }) return PyErr.Raise(Types.RuntimeError, "cannot clear an executing frame");
        return _generator == null || _generator.Close() ? PyNone.None : null;
    }

    private bool IsFunction => (Code.Flags & CodeFlags.Optimized) != 0;

    public override PyStr Repr() => new($"<frame at 0x{Identity.Of(this):x12}, file {new PyStr(Code.FileName).Repr().Value}, line {Line}, code {Code.Name}>");

    public static void Populate(PyType t)
    {
        SlotMethods.Text(t);
        t.Property("f_back", self => (PyObject?)((PyFrameObject)self).Back ?? PyNone.None);
        t.Property("f_code", self => ((PyFrameObject)self).Code);
        t.Property("f_globals", self => ((PyFrameObject)self).Globals);
        t.Property("f_builtins", self => (((PyFrameObject)self).Code.Globals?.OwnBuiltins ?? Modules.Builtins.Dict).Visible);
        t.Property("f_locals", self => ((PyFrameObject)self).Locals);
        t.Property("f_lineno", self => new PyInt(((PyFrameObject)self).Line));
        t.Property("f_lasti", self => new PyInt(((PyFrameObject)self).Pc is >= 0 and var pc ? pc * 4L : 0));
        t.Property("f_trace", self => ((PyFrameObject)self)._trace ?? PyNone.None, (self, value) =>
        {
            ((PyFrameObject)self)._trace = value;
            return true;
        });
        t.Property("f_trace_lines", self => PyBool.True, (self, value) => true);
        t.Property("f_trace_opcodes", self => PyBool.False, (self, value) => true);
        t.Method("clear", self => ((PyFrameObject)self).Clear());
    }
}
