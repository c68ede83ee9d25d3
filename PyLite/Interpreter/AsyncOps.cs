using MetaJit;
using PyLite.Compiling;
using PyLite.Objects;

namespace PyLite.Interpreter;

/// <summary><c>await</c>, <c>async for</c> and <c>async with</c>.</summary>
public static class AsyncOps
{
    private static readonly PyStr AIter = PyStr.Intern("__aiter__"), ANext = PyStr.Intern("__anext__"), AEnter = PyStr.Intern("__aenter__"), AExit = PyStr.Intern("__aexit__");

    /// <summary>The iterator that is gone on with while something is awaited; null with an exception pending.</summary>
    /// <param name="awaited">The object.</param>
    /// <param name="where">0: it stands in an await; 1: it came from <c>__aenter__</c>; 2: from <c>__aexit__</c>.</param>
    public static PyObject? Awaitable(PyObject awaited, int where)
    {
        if (awaited is PyGenerator generator && generator.IsAwaitable)
            return generator.Delegate() == null ? generator : PyErr.Raise(Types.RuntimeError, "coroutine is being awaited already");
        if (awaited.Type.Lookup(Names.Await) is not { } method) return NotAwaitable(awaited, where);
        PyObject? iterator = Calls.CallMethod(method, awaited);
        if (iterator == null) return null;
        if (iterator is PyGenerator { IsAwaitable: true }) return PyErr.TypeError("__await__() returned a coroutine");
        return iterator.IsIterator ? iterator : PyErr.TypeError($"__await__() returned non-iterator of type '{iterator.Type.Name}'");
    }

    [DontLookInside]
    private static PyObject? NotAwaitable(PyObject awaited, int where) => PyErr.TypeError(where == 0
        ? $"object {awaited.Type.Name} can't be used in 'await' expression"
        : $"'async with' received an object from {(where == 1 ? "__aenter__" : "__aexit__")} that does not implement __await__: {awaited.Type.Name}");

    /// <summary><c>awaitable -> iterator</c></summary>
    public static bool GetAwaitable(PyFrame frame, int sp, int where)
    {
        PyObject? iterator = Awaitable(frame.Slots[sp - 1].V!, where);
        if (iterator == null) return false;
        frame.Slots[sp - 1].V = iterator;
        return true;
    }

    /// <summary><c>iterable -> asynchronous iterator</c></summary>
    public static bool GetAIter(PyFrame frame, int sp)
    {
        PyObject iterable = frame.Slots[sp - 1].V!;
        if (iterable is PyGenerator { Async: not null }) return true;
        if (iterable.Type.Lookup(AIter) is not { } method)
            return PyErr.Fail(Types.TypeError, $"'async for' requires an object with __aiter__ method, got {iterable.Type.Name}");
        PyObject? iterator = Calls.CallMethod(method, iterable);
        if (iterator == null) return false;
        if (iterator.Type.Lookup(ANext) == null)
            return PyErr.Fail(Types.TypeError, $"'async for' received an object from __aiter__ that does not implement __anext__: {iterator.Type.Name}");
        frame.Slots[sp - 1].V = iterator;
        return true;
    }

    /// <summary><c>iterator -> iterator, awaitable</c></summary>
    public static bool GetANext(PyFrame frame, int sp)
    {
        PyObject iterator = frame.Slots[sp - 1].V!;
        PyObject? next;
        if (iterator is PyGenerator { Async: not null } generator) next = AsyncGenerators.Send(generator, PyNone.None);
        else
        {
            if (iterator.Type.Lookup(ANext) is not { } method)
                return PyErr.Fail(Types.TypeError, $"'async for' requires an iterator with __anext__ method, got {iterator.Type.Name}");
            next = Calls.CallMethod(method, iterator);
            if (next == null) return false;
            PyObject? awaitable = Awaitable(next, 0);
            next = awaitable ?? InvalidNext(next);
        }
        if (next == null) return false;
        frame.Slots[sp].V = next;
        return true;
    }

    [DontLookInside]
    private static PyObject? InvalidNext(PyObject next)
    {
        PyException cause = PyErr.Take();
        PyErr.TypeError($"'async for' received an invalid object from __anext__: {next.Type.Name}");
        PyErr.Current!.Cause = PyErr.Current.Context = cause;
        PyErr.Current.SuppressContext = true;
        return null;
    }

    /// <summary><c>manager -> exit, awaitable</c></summary>
    public static bool BeforeWith(PyFrame frame, int sp)
    {
        PyObject manager = frame.Slots[sp - 1].V!;
        PyType type = manager.Type;
        PyObject? enter = type.Lookup(AEnter), exit = type.Lookup(AExit);
        if (enter == null || exit == null)
        {
            return PyErr.Fail(Types.TypeError,
                $"'{type.Name}' object does not support the asynchronous context manager protocol" + (enter == null ? "" : " (missed __aexit__ method)"));
        }
        if (exit.IsDescriptor && exit.DescriptorGet(manager, type) is var bound)
        {
            if (bound == null) return false;
            exit = bound;
        }
        PyObject? value = Calls.CallMethod(enter, manager);
        if (value == null) return false;
        frame.Slots[sp - 1].V = exit;
        frame.Slots[sp].V = value;
        return true;
    }

    // ---- aiter() and anext()

    /// <summary>A statement is done with what it has called. A coroutine that has not begun never will: that is a mistake worth a warning.</summary>
    public static bool Drop(PyGenerator value)
    {
        if (!value.IsCoroutine || value.IsStarted || value.IsFinished || value.IsDropped) return true;
        value.IsDropped = true;
        if (Imports.ImportModule("warnings") is not { } warnings || Attributes.Find(warnings, PyStr.Intern("_warn_unawaited_coroutine")) is not { } warn)
        {
            PyErr.Current = null;
            return Modules.WarningsModule.Warn(Types.RuntimeWarning, $"coroutine '{value.QualName}' was never awaited");
        }
        if (Calls.Call1(warn, value) != null) return true;
        // As of what a finalizer raises.
        Modules.Unraisable.Write(Modules.Unraisable.Usual, value, PyErr.Take());
        return true;
    }

    public static PyObject? Aiter(PyObject iterable)
    {
        if (iterable.Type.Lookup(AIter) is not { } method) return PyErr.TypeError($"'{iterable.Type.Name}' object is not an async iterable");
        PyObject? iterator = Calls.CallMethod(method, iterable);
        if (iterator == null || iterator.Type.Lookup(ANext) != null) return iterator;
        return PyErr.TypeError($"aiter() returned not an async iterator of type '{iterator.Type.Name}'");
    }

    public static PyObject? Anext(PyObject iterator, PyObject? otherwise)
    {
        if (iterator.Type.Lookup(ANext) is not { } method) return PyErr.TypeError($"'{iterator.Type.Name}' object is not an async iterator");
        PyObject? awaitable = Calls.CallMethod(method, iterator);
        return awaitable == null || otherwise == null ? awaitable : new PyAnextAwaitable(awaitable, otherwise);
    }
}
