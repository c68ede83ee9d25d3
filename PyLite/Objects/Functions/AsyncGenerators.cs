using MetaJit;
using PyLite.Compiling;

namespace PyLite.Objects;

/// <summary>What an asynchronous generator has besides its frame.</summary>
public sealed class AsyncState
{
    /// <summary>Something that was handed out to be awaited is under way.</summary>
    public bool IsRunning;

    /// <summary>It was closed, or has come to its end.</summary>
    public bool IsClosed;

    /// <summary>The hooks of <c>sys.set_asyncgen_hooks</c> have been asked.</summary>
    public bool IsKnown;

    /// <summary>Called, by the hook, when it is dropped half-way.</summary>
    public PyObject? Finalizer;

    /// <summary>Goes with the generator, and has the finalizer called.</summary>
    public object? Watcher;
}

/// <summary>Asynchronous generators: each step is an object to be awaited.</summary>
public static class AsyncGenerators
{
    /// <summary>What <c>sys.set_asyncgen_hooks</c> was given; null: none.</summary>
    public static PyObject? FirstIteration, Finalizer;

    /// <summary><c>asend(value)</c>, and <c>__anext__()</c> with None; null with an exception pending.</summary>
    public static PyObject? Send(PyGenerator generator, PyObject value) => Know(generator) ? new PyAsyncSend(generator, value) : null;

    /// <summary><c>athrow(error)</c>, or without one <c>aclose()</c>; null with an exception pending.</summary>
    public static PyObject? Throw(PyGenerator generator, PyException? error) => Know(generator) ? new PyAsyncThrow(generator, error) : null;

    private static bool Know(PyGenerator generator)
    {
        AsyncState state = generator.Async!;
        if (state.IsKnown) return true;
        state.IsKnown = true;
        state.Finalizer = Finalizer;
        if (Finalizer != null) state.Watcher = Modules.Finalizers.Watch(generator);
        return FirstIteration is not { } hook || Calls.Call1(hook, generator) != null;
    }
}

/// <summary>How far something awaited has come.</summary>
public enum AwaitState : byte
{
    New, Running, Closed,
}

/// <summary>What <c>asend()</c> and <c>__anext__()</c> give: done at the generator's next item, which is its result.</summary>
public sealed class PyAsyncSend(PyGenerator generator, PyObject value) : PyResumable
{
    private AwaitState _state;

    public override PyType Type => Types.AsyncGeneratorSend;
    public override bool IsIterator => true;
    public override PyObject Iter() => this;

    public override PyObject? Resume(PyObject sent)
    {
        AsyncState async = generator.Async!;
        if (_state != AwaitState.Running)
        {
            if (_state == AwaitState.Closed) return PyErr.Raise(Types.RuntimeError, "cannot reuse already awaited __anext__()/asend()");
            if (async.IsRunning)
            {
                _state = AwaitState.Closed;
                return PyErr.Raise(Types.RuntimeError, "anext(): asynchronous generator is already running");
            }
            if (sent == PyNone.None) sent = value;
            _state = AwaitState.Running;
            async.IsRunning = true;
        }
        return Settle(async, generator.Resume(sent));
    }

    private PyObject? Settle(AsyncState async, PyObject? stepped)
    {
        if (stepped != null && stepped != PyEnd.Value)
        {
            if (!generator.StandsAtItem) return stepped;
            async.IsRunning = false;
            _state = AwaitState.Closed;
            Result = stepped;
            return PyEnd.Value;
        }
        async.IsRunning = false;
        _state = AwaitState.Closed;
        if (stepped == PyEnd.Value)
        {
            async.IsClosed = true;
            return PyErr.Raise(new PyException(Types.StopAsyncIteration, PyTuple.Empty));
        }
        PyType raised = PyErr.Current!.Type;
        if (raised.IsSubtype(Types.StopAsyncIteration) || raised.IsSubtype(Types.GeneratorExit)) async.IsClosed = true;
        return null;
    }

    public override PyObject? Throw(PyException error)
    {
        if (_state == AwaitState.Closed) return PyErr.Raise(Types.RuntimeError, "cannot reuse already awaited __anext__()/asend()");
        return Settle(generator.Async!, generator.Throw(error, closesInner: false));
    }

    public override bool Close()
    {
        _state = AwaitState.Closed;
        return true;
    }
}

/// <summary>What <c>athrow(error)</c> and, without an error, <c>aclose()</c> give.</summary>
public sealed class PyAsyncThrow(PyGenerator generator, PyException? error) : PyResumable
{
    private AwaitState _state;

    private bool Closes => error == null;

    public override PyType Type => Types.AsyncGeneratorThrow;
    public override bool IsIterator => true;
    public override PyObject Iter() => this;

    public override PyObject? Resume(PyObject sent)
    {
        AsyncState async = generator.Async!;
        if (_state == AwaitState.Closed) return PyErr.Raise(Types.RuntimeError, "cannot reuse already awaited aclose()/athrow()");
        if (generator.IsFinished)
        {
            _state = AwaitState.Closed;
            return PyEnd.Value;
        }
        if (_state == AwaitState.Running) return Settle(async, generator.Resume(sent));
        if (async.IsRunning)
        {
            _state = AwaitState.Closed;
            return PyErr.Raise(Types.RuntimeError, $"{(Closes ? "aclose" : "athrow")}(): asynchronous generator is already running");
        }
        if (async.IsClosed)
        {
            _state = AwaitState.Closed;
            return PyErr.Raise(new PyException(Types.StopAsyncIteration, PyTuple.Empty));
        }
        if (sent != PyNone.None) return PyErr.Raise(Types.RuntimeError, "can't send non-None value to a just-started coroutine");
        _state = AwaitState.Running;
        async.IsRunning = true;
        if (Closes) async.IsClosed = true;
        return Settle(async, generator.Throw(error ?? new PyException(Types.GeneratorExit, PyTuple.Empty), closesInner: false));
    }

    private PyObject? Settle(AsyncState async, PyObject? stepped)
    {
        if (stepped != null && stepped != PyEnd.Value)
        {
            if (!generator.StandsAtItem) return stepped;
            Done(async);
            if (Closes) return PyErr.Raise(Types.RuntimeError, "async generator ignored GeneratorExit");
            Result = stepped;
            return PyEnd.Value;
        }
        Done(async);
        if (stepped == PyEnd.Value)
        {
            async.IsClosed = true;
            return Closes ? PyEnd.Value : PyErr.Raise(new PyException(Types.StopAsyncIteration, PyTuple.Empty));
        }
        if (Closes && (PyErr.TakeIf(Types.StopAsyncIteration) || PyErr.TakeIf(Types.GeneratorExit))) return PyEnd.Value;
        return null;
    }

    private void Done(AsyncState async)
    {
        async.IsRunning = false;
        _state = AwaitState.Closed;
    }

    public override PyObject? Throw(PyException thrown)
    {
        if (_state == AwaitState.Closed) return PyErr.Raise(Types.RuntimeError, "cannot reuse already awaited aclose()/athrow()");
        return Settle(generator.Async!, generator.Throw(thrown, closesInner: false));
    }

    public override bool Close()
    {
        _state = AwaitState.Closed;
        return true;
    }
}

/// <summary><c>anext(iterator, default)</c>: the default where the iterator has come to its end.</summary>
public sealed class PyAnextAwaitable(PyObject awaited, PyObject otherwise) : PyResumable
{
    private PyObject? _iterator;

    public override PyType Type => Types.AnextAwaitable;
    public override bool IsIterator => true;
    public override PyObject Iter() => this;

    private PyObject? Iterator => _iterator ??= Interpreter.AsyncOps.Awaitable(awaited, 0);

    public override PyObject? Resume(PyObject sent)
    {
        if (Iterator is not { } iterator) return null;
        return Settle(Interpreter.GeneratorOps.Step(iterator, sent, out PyObject result), result);
    }

    private PyObject? Settle(PyObject? stepped, PyObject result)
    {
        if (stepped == null && PyErr.TakeIf(Types.StopAsyncIteration))
        {
            Result = otherwise;
            return PyEnd.Value;
        }
        if (ReferenceEquals(stepped, PyEnd.Value)) Result = result;
        return stepped;
    }

    public override PyObject? Throw(PyException error)
    {
        if (Iterator is not { } iterator) return null;
        if (iterator is PyResumable inner) return Settle(inner.Throw(error), inner.Result);
        PyObject? value = Calls.Method(iterator, "throw", error);
        if (value == null && PyErr.Current!.Type.IsSubtype(Types.StopIteration)) return Settle(PyEnd.Value, PyGenerator.StopValue(PyErr.Take()));
        return Settle(value, PyNone.None);
    }

    public override bool Close()
    {
        if (Iterator is not { } iterator) return false;
        if (iterator is PyResumable inner) return inner.Close();
        return Calls.Method(iterator, "close") != null;
    }
}
