using MetaJit;
using PyLite.Compiling;
using PyLite.Interpreter;

namespace PyLite.Objects;

/// <summary>A generator, coroutine or asynchronous generator: a frame that stops at each <c>yield</c>.</summary>
public sealed class PyGenerator : PyResumable
{
    private PyFrame? _frame;

    /// <summary>Where the frame goes on.</summary>
    private int _pc, _sp;
    private bool _started, _running;

    /// <summary>What it handled when it stopped inside an except block.</summary>
    private PyException? _handled;

    public readonly PyCode Code;

    /// <summary>What an asynchronous generator has besides; null for the others.</summary>
    public readonly AsyncState? Async;

    /// <summary>The function it was made by, or another one after an attribute was changed.</summary>
    private readonly PyFunction _function;

    private sealed record GivenNames(string Name, string QualName);

    /// <summary>Those a program has set.</summary>
    private GivenNames? _names;

    public PyGenerator(PyFunction function, PyCode code, PyFrame frame)
    {
        _function = function;
        Code = code;
        frame.Generator = this;
        _frame = frame;
        _sp = code.StackBase;
        if ((code.Flags & CodeFlags.AsyncGenerator) != 0) Async = new AsyncState();
    }

    public bool IsCoroutine => (Code.Flags & CodeFlags.Coroutine) != 0;

    /// <summary>A coroutine, or a generator that <c>types.coroutine</c> made one.</summary>
    public bool IsAwaitable => (Jit.Promote(Code).Flags & (CodeFlags.Coroutine | CodeFlags.IterableCoroutine)) != 0;

    public override PyType Type => Jit.Promote(Code).GeneratorType;
    public override bool IsIterator => (Jit.Promote(Code).Flags & CodeFlags.Generator) != 0;
    public override PyObject? Iter() => IsIterator ? this : base.Iter();

    public override PyObject? Next() => IsIterator ? Resume(PyNone.None) : PyErr.TypeError($"'{Type.Name}' object is not an iterator");

    /// <summary>It has stopped at a <c>yield</c> of its own and not in an <c>await</c>.</summary>
    public bool StandsAtItem => _frame != null && IsItem(Jit.Promote(Code), Jit.Promote(_pc));

    [Elidable]
    private static bool IsItem(PyCode code, int pc) => pc > 0 && code.Code[pc - 1] >> 8 == YieldKind.Item;

    /// <summary>It was warned that nobody awaits it.</summary>
    public bool IsDropped { get; set; }

    public bool IsRunning => _running;
    public bool IsFinished => _frame == null;
    public bool IsStarted => _started;
    public bool IsSuspended => _frame != null && _started && !_running;
    public string Name => _names?.Name ?? _function.Name;
    public string QualName => _names?.QualName ?? _function.QualName;
    public override PyStr Repr() => new($"<{Type.Name} object {QualName} at 0x{Identity.Of(this):x12}>");

    /// <summary>The frame stops at a yield: it goes on at this position.</summary>
    public void Suspend(int pc, int sp)
    {
        _pc = pc;
        _sp = sp;
        _running = false;
    }

    /// <summary>Where it stands: the instruction that stopped last, or -1 before the first.</summary>
    public int Position => _started ? _pc - 1 : -1;

    /// <summary>The variables of the moment; null when it is done.</summary>
    [DontLookInside]
    public PyObject? Locals() => _frame is { } frame ? FrameBuiltins.Locals(Code, frame) : null;

    public bool Rename(string? name, string? qualName)
    {
        _names = new GivenNames(name ?? Name, qualName ?? QualName);
        return true;
    }

    /// <summary>"generator", "coroutine" or "async generator".</summary>
    private string Kind => Async != null ? "async generator" : Type.Name;

    [DontLookInside]
    private PyObject? AlreadyRunning() => PyErr.ValueError($"{Kind} already executing");

    /// <summary>Goes on with a value sent; <see cref="PyEnd.Value"/> when it returns (<see cref="PyResumable.Result"/>).</summary>
    public override PyObject? Resume(PyObject sent)
    {
        PyFrame? frame = _frame;
        if (frame == null) return ResumeFinished();
        if (_running) return AlreadyRunning();
        PyCode code = Jit.Promote(Code);
        int pc = Jit.Promote(_pc), sp = Jit.Promote(_sp);
        if (_started)
        {
            frame.Slots[sp].V = sent;
            sp++;
        }
        else if (sent != PyNone.None)
        {
            return SentTooEarly();
        }
        return Run(code, pc, sp, frame);
    }

    private PyObject? ResumeFinished()
    {
        if (IsCoroutine) return PyErr.Raise(Types.RuntimeError, "cannot reuse already awaited coroutine");
        Result = PyNone.None;
        return PyEnd.Value;
    }

    [DontLookInside]
    private PyObject? SentTooEarly() => PyErr.TypeError($"can't send non-None value to a just-started {Kind}");

    private PyObject? Run(PyCode code, int pc, int sp, PyFrame frame)
    {
        _started = true;
        _running = true;
        // It is so already: asked here, a trace knows whom the next yield suspends.
        if (!ReferenceEquals(frame.Generator, this)) frame.Generator = this;
        PyException? outer = PyErr.Handled;
        if (_handled != null)
        {
            // The outermost handler goes back to what its next caller handles, not to what the one before did.
            PyErr.Handled = _handled;
            frame.Slots[HandledBeforeAt(code, Jit.Promote(_pc) - 1)].V = outer == null ? PyNone.None : outer;
        }
        if (!Recursion.Enter())
        {
            _running = false;
            return null;
        }
        Frames.At(code, pc);
        PyObject? result = !Jit.IsTracing && KeptFrames.IsOn ? KeptFrames.Run(code, pc, sp, frame)
            : Jit.IsTracing || Tracing.IsStepping ? Evaluator.Run(code, pc, sp, frame) : QuickEvaluator.Run(code, pc, sp, frame);
        Recursion.Leave();
        PyException? inner = PyErr.Handled;
        PyErr.Handled = outer;
        if (_running) return Finish(result);
        _handled = inner != null && HandledBeforeAt(code, Jit.Promote(_pc) - 1) >= 0 ? inner : null;
        return result;
    }

    /// <summary>
    /// Where the frame keeps what was handled before the outermost handler that the position is in; -1 when it is in none. What leaves a handler
    /// by an exception goes through code that begins with Swap and PopExcept (<see cref="PyCompiler"/>), at that depth.
    /// </summary>
    [Elidable]
    private static int HandledBeforeAt(PyCode code, int pc)
    {
        int slot = -1;
        for (int handler; (handler = code.Handlers[pc]) >= 0; pc = handler)
            if ((Op)(code.Code[handler] & 255) == Op.Swap && (Op)(code.Code[handler + 1] & 255) == Op.PopExcept) slot = code.StackBase + code.HandlerDepths[pc] - 1;
        return slot;
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
        if (PyErr.Current is { } error)
        {
            if (error.Type.IsSubtype(Types.StopIteration)) ReplaceStop(error, "StopIteration");
            else if (Async != null && error.Type.IsSubtype(Types.StopAsyncIteration)) ReplaceStop(error, "StopAsyncIteration");
        }
        return null;
    }

    [DontLookInside]
    private void ReplaceStop(PyException error, string name)
    {
        PyErr.Current = null;
        var replacement = new PyException(Types.RuntimeError, new PyTuple([new PyStr($"{Kind} raised {name}")]));
        replacement.Cause = replacement.Context = error;
        replacement.SuppressContext = true;
        PyErr.Current = replacement;
    }

    /// <summary>Raises the exception where the frame stands.</summary>
    public override PyObject? Throw(PyException error) => Throw(error, closesInner: true);

    /// <inheritdoc cref="Throw(PyException)"/>
    /// <param name="error">The exception.</param>
    /// <param name="closesInner">GeneratorExit closes what is awaited first; else it is thrown there as any other.</param>
    [DontLookInside]
    public PyObject? Throw(PyException error, bool closesInner)
    {
        PyFrame? frame = _frame;
        if (frame == null)
        {
            if (IsCoroutine) return PyErr.Raise(Types.RuntimeError, "cannot reuse already awaited coroutine");
            PyErr.Current = error;
            return null;
        }
        if (_running) return AlreadyRunning();
        if (_started && Delegate() is { } inner) return ThrowInto(inner, error, frame, closesInner);
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
        // What is thrown belongs to what the generator itself handles, and not to what its caller does.
        if (_handled != null)
        {
            PyException? outer = PyErr.Handled;
            PyErr.Handled = _handled;
            PyErr.Raise(error);
            PyErr.Handled = outer;
        }
        if (!Jit.IsTracing && Tracing.Throw(error)) return Run(Code, _pc - 1, _sp, frame);
        PyErr.Current = error;
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
    internal PyObject? Delegate()
    {
        PyFrame? frame = _frame;
        int pc = Jit.Promote(_pc);
        if (frame == null || _running || !StandsInAwait(Jit.Promote(Code), pc)) return null;
        return frame.Slots[Jit.Promote(_sp) - 1].V;
    }

    [Elidable]
    private static bool StandsInAwait(PyCode code, int pc) =>
        pc > 0 && (Op)(code.Code[pc - 1] & 255) == Op.YieldValue && code.Code[pc - 1] >> 8 == YieldKind.FromInner;

    /// <summary>What it waits for, or None.</summary>
    [DontLookInside]
    public PyObject Awaited() => Delegate() ?? PyNone.None;

    private PyObject? ThrowInto(PyObject inner, PyException error, PyFrame frame, bool closesInner)
    {
        if (!Recursion.Enter()) return null;
        // What is thrown into stands on the stack as if it had called.
        Frames.At(Code, _pc - 1);
        _running = true;
        if (closesInner && error.Type.IsSubtype(Types.GeneratorExit))
        {
            bool closed = Close(inner);
            Recursion.Leave();
            _running = false;
            return RaiseHere(closed ? error : PyErr.Take(), frame);
        }
        PyObject? result;
        if (inner is PyResumable g) result = g is PyGenerator plain ? plain.Throw(error, closesInner) : g.Throw(error);
        else if (Attributes.Find(inner, Names.Throw) is { } method) result = Calls.Call1(method, error);
        else
        {
            Recursion.Leave();
            _running = false;
            return PyErr.Current != null ? RaiseHere(PyErr.Take(), frame) : RaiseHere(error, frame);
        }
        Recursion.Leave();
        _running = false;
        if (result != null && result != PyEnd.Value) return result;
        if (result == null && !PyErr.Current!.Type.IsSubtype(Types.StopIteration)) return RaiseHere(PyErr.Take(), frame);
        PyObject value = result == PyEnd.Value ? ((PyResumable)inner).Result : StopValue(PyErr.Take());
        // The yield from is done: its value replaces the iterator, and the frame goes on behind its loop.
        int send = _pc - 2;
        frame.Slots[_sp - 1].V = value;
        return Run(Code, Code.Code[send] >> 8, _sp, frame);
    }

    /// <summary>The value a StopIteration carries.</summary>
    public static PyObject StopValue(PyException stop) => stop.Field("value") ?? (stop.Args.Items.Length > 0 ? stop.Args.Items[0] : PyNone.None);

    /// <summary>Closes any iterator that has <c>close</c>.</summary>
    private static bool Close(PyObject inner)
    {
        if (inner is PyResumable g) return g.Close();
        if (Attributes.Find(inner, Names.Close) is { } close) return Calls.Call0(close) != null;
        // That it cannot be looked for does not stop the closing.
        if (PyErr.Current != null) Modules.Unraisable.Write(Modules.Unraisable.Usual, inner, PyErr.Take());
        return true;
    }

    /// <summary><c>close()</c>: raises GeneratorExit where it stands. False with an exception pending.</summary>
    public override bool Close()
    {
        if (_frame == null) return true;
        if (!_started)
        {
            _frame = null;
            return true;
        }
        PyObject? result = Throw(new PyException(Types.GeneratorExit, PyTuple.Empty));
        if (result == PyEnd.Value) return true;
        if (result != null) return PyErr.Fail(Types.RuntimeError, $"{Kind} ignored GeneratorExit");
        return PyErr.TakeIf(Types.GeneratorExit) || PyErr.TakeIf(Types.StopIteration);
    }
}
