using MetaJit;
using PyLite.Compiling;
using PyLite.Interpreter;

namespace PyLite.Objects;

/// <summary>A generator (or coroutine): a frame that stops at each <c>yield</c>.</summary>
public sealed class PyGenerator : PyObject
{
    private readonly PyFunction _function;
    private PyFrame? _frame;

    /// <summary>Where the frame goes on.</summary>
    private int _pc, _sp;
    private bool _started, _running;

    /// <summary>What it handled when it stopped inside an except block.</summary>
    private PyException? _handled;

    public readonly PyCode Code;

    /// <summary>The <c>return</c> value, once it is done.</summary>
    public PyObject Result = PyNone.None;

    public PyGenerator(PyFunction function, PyCode code, PyFrame frame)
    {
        _function = function;
        Code = code;
        frame.Generator = this;
        _frame = frame;
        _sp = code.StackBase;
    }

    public bool IsCoroutine => (Code.Flags & CodeFlags.Coroutine) != 0;
    public override PyType Type => IsCoroutine ? Types.Coroutine : Types.Generator;
    public override bool IsIterator => true;
    public override PyObject Iter() => this;
    public bool IsRunning => _running;
    public bool IsFinished => _frame == null;
    public bool IsStarted => _started;
    public string Name => _function.Name;
    public string QualName => _function.QualName;
    public override PyStr Repr() => new($"<{Type.Name} object {QualName} at 0x{Identity.Of(this):x12}>");

    /// <summary>The frame stops at a yield: it goes on at this position.</summary>
    public void Suspend(int pc, int sp)
    {
        _pc = pc;
        _sp = sp;
        _running = false;
    }

    public override PyObject? Next() => Resume(PyNone.None);

    /// <summary>Goes on with a value sent; <see cref="PyEnd.Value"/> when it returns (<see cref="Result"/>).</summary>
    public PyObject? Resume(PyObject sent)
    {
        PyFrame? frame = _frame;
        if (frame == null) return PyEnd.Value;
        if (_running) return PyErr.ValueError("generator already executing");
        PyCode code = Jit.Promote(Code);
        int pc = Jit.Promote(_pc), sp = Jit.Promote(_sp);
        if (_started)
        {
            frame.Slots[sp].V = sent;
            sp++;
        }
        else if (sent != PyNone.None)
        {
            return PyErr.TypeError("can't send non-None value to a just-started generator");
        }
        return Run(code, pc, sp, frame);
    }

    private PyObject? Run(PyCode code, int pc, int sp, PyFrame frame)
    {
        _started = true;
        _running = true;
        // It is so already: asked here, a trace knows whom the next yield suspends.
        if (!ReferenceEquals(frame.Generator, this)) frame.Generator = this;
        PyException? outer = PyErr.Handled;
        if (_handled != null) PyErr.Handled = _handled;
        if (!Recursion.Enter())
        {
            _running = false;
            return null;
        }
        PyObject? result = Evaluator.Run(code, pc, sp, frame);
        Recursion.Leave();
        PyException? inner = PyErr.Handled;
        _handled = ReferenceEquals(inner, outer) ? null : inner;
        PyErr.Handled = outer;
        if (!_running) return result;
        return Finish(result);
    }

    /// <summary>The frame has returned or raised.</summary>
    private PyObject? Finish(PyObject? result)
    {
        _running = false;
        _frame = null;
        _handled = null;
        if (result != null)
        {
            Result = result;
            return PyEnd.Value;
        }
        if (PyErr.Current is { } error && error.Type.IsSubtype(Types.StopIteration)) ReplaceStopIteration(error);
        return null;
    }

    [DontLookInside]
    private void ReplaceStopIteration(PyException error)
    {
        PyErr.Current = null;
        var replacement = new PyException(Types.RuntimeError, new PyTuple([new PyStr($"{Type.Name} raised StopIteration")]));
        replacement.Cause = replacement.Context = error;
        replacement.SuppressContext = true;
        PyErr.Current = replacement;
    }

    /// <summary>Raises the exception where the frame stands.</summary>
    [DontLookInside]
    public PyObject? Throw(PyException error)
    {
        PyFrame? frame = _frame;
        if (frame == null)
        {
            PyErr.Current = error;
            return null;
        }
        if (_running) return PyErr.ValueError("generator already executing");
        if (_started && Delegate() is { } inner) return ThrowInto(inner, error, frame);
        if (!_started)
        {
            _frame = null;
            error.AddTraceback(Code, 0);
            PyErr.Current = error;
            return null;
        }
        return RaiseHere(error, frame);
    }

    private PyObject? RaiseHere(PyException error, PyFrame frame)
    {
        PyErr.Raise(error);
        // As if the yield itself had raised: find its handler first.
        int pc = Evaluator.FindHandler(Code, _pc - 1, frame, _sp, out int sp);
        if (pc < 0)
        {
            _running = true;
            return Finish(null);
        }
        frame.Slots[sp].V = PyErr.Take();
        return Run(Code, pc, sp + 1, frame);
    }

    /// <summary>The iterator of the <c>yield from</c> it stands in, or null.</summary>
    private PyObject? Delegate()
    {
        int word = Code.Code[_pc - 1];
        return (Op)(word & 255) == Op.YieldValue && word >> 8 == 1 ? _frame!.Slots[_sp - 1].V : null;
    }

    private PyObject? ThrowInto(PyObject inner, PyException error, PyFrame frame)
    {
        PyObject? result;
        _running = true;
        if (error.Type.IsSubtype(Types.GeneratorExit))
        {
            bool closed = Close(inner);
            _running = false;
            return RaiseHere(closed ? error : PyErr.Take(), frame);
        }
        if (inner is PyGenerator g) result = g.Throw(error);
        else if (Attributes.Find(inner, Names.Throw) is { } method) result = Calls.Call1(method, error);
        else
        {
            _running = false;
            return PyErr.Current != null ? RaiseHere(PyErr.Take(), frame) : RaiseHere(error, frame);
        }
        _running = false;
        if (result != null && result != PyEnd.Value) return result;
        if (result == null && !PyErr.Current!.Type.IsSubtype(Types.StopIteration)) return RaiseHere(PyErr.Take(), frame);
        PyObject value = result == PyEnd.Value ? ((PyGenerator)inner).Result : StopValue(PyErr.Take());
        // The yield from is done: its value replaces the iterator, and the frame goes on behind its loop.
        int send = _pc - 2;
        frame.Slots[_sp - 1].V = value;
        return Run(Code, Code.Code[send] >> 8, _sp, frame);
    }

    /// <summary>The value a StopIteration carries.</summary>
    public static PyObject StopValue(PyException stop) => stop.Args.Items.Length > 0 ? stop.Args.Items[0] : PyNone.None;

    /// <summary>Closes any iterator that has <c>close</c>.</summary>
    private static bool Close(PyObject inner)
    {
        if (inner is PyGenerator g) return g.Close();
        if (Attributes.Find(inner, Names.Close) is { } close) return Calls.Call0(close) != null;
        return PyErr.Current == null;
    }

    /// <summary><c>close()</c>: raises GeneratorExit where it stands. False with an exception pending.</summary>
    public bool Close()
    {
        if (_frame == null) return true;
        if (!_started)
        {
            _frame = null;
            return true;
        }
        PyObject? result = Throw(new PyException(Types.GeneratorExit, PyTuple.Empty));
        if (result == PyEnd.Value) return true;
        if (result != null) return PyErr.Fail(Types.RuntimeError, $"{Type.Name} ignored GeneratorExit");
        return PyErr.TakeIf(Types.GeneratorExit) || PyErr.TakeIf(Types.StopIteration);
    }
}
