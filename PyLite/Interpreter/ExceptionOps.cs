using MetaJit;
using PyLite.Compiling;
using PyLite.Objects;

namespace PyLite.Interpreter;

/// <summary>Raising, catching, and <c>with</c>.</summary>
public static class ExceptionOps
{
    public static void Push(PyFrame frame, int sp)
    {
        var error = (PyException)frame.Slots[sp - 1].V!;
        frame.Slots[sp].V = error;
        frame.Slots[sp - 1].V = PyErr.Handled == null ? PyNone.None : PyErr.Handled;
        PyErr.Handled = error;
    }

    /// <summary><c>exc, type -> exc, bool</c></summary>
    public static bool Match(PyFrame frame, int sp)
    {
        var error = (PyException)frame.Slots[sp - 2].V!;
        PyObject wanted = frame.Slots[sp - 1].V!;
        int match = wanted is PyType { IsException: true } type ? Jit.Promote(error.Type).IsSubtype(Jit.Promote(type)) ? 1 : 0 : MatchAny(error, wanted);
        if (match < 0) return false;
        frame.Slots[sp - 1].V = PyBool.Of(match != 0);
        return true;
    }

    [DontLookInside]
    private static int MatchAny(PyException error, PyObject wanted)
    {
        if (UserSlots.Unwrap(wanted) is PyTuple tuple)
        {
            int found = 0;
            foreach (PyObject item in tuple.Items)
            {
                int match = UserSlots.Unwrap(item) is PyTuple ? -1 : MatchAny(error, item);
                if (match < 0) return -1;
                found |= match;
            }
            return found;
        }
        if (wanted is PyType { IsException: true } type) return error.Type.IsSubtype(type) ? 1 : 0;
        PyErr.TypeError("catching classes that do not inherit from BaseException is not allowed");
        return -1;
    }

    /// <summary><c>left, type -> left, match</c></summary>
    public static bool MatchGroup(PyFrame frame, int sp)
    {
        if (!ExceptionGroups.Match(frame.Slots[sp - 2].V!, frame.Slots[sp - 1].V!, out PyObject match, out PyObject rest)) return false;
        frame.Slots[sp - 2].V = rest;
        frame.Slots[sp - 1].V = match;
        if (match is PyException group) PyErr.Handled = group;
        return true;
    }

    /// <summary><c>original, raised, left -> exc</c></summary>
    public static bool CombineRaised(PyFrame frame, int sp)
    {
        PyObject? result = ExceptionGroups.Combine((PyException)frame.Slots[sp - 3].V!, (PyList)frame.Slots[sp - 2].V!, frame.Slots[sp - 1].V!);
        if (result == null) return false;
        frame.Slots[sp - 3].V = result;
        frame.Slots[sp - 2].V = null;
        frame.Slots[sp - 1].V = null;
        return true;
    }

    /// <summary><c>raise exc</c> or <c>raise exc from cause</c>: leaves an exception pending.</summary>
    public static void Raise(PyFrame frame, int sp, int count)
    {
        PyObject? cause = count == 2 ? frame.Slots[sp - 1].V : null;
        PyException? error = ToException(frame.Slots[sp - count].V!);
        if (error == null) return;
        if (cause != null)
        {
            if (cause is PyNone)
            {
                error.Cause = null;
            }
            else
            {
                error.Cause = cause is PyException or PyType { IsException: true } ? ToException(cause) : null;
                if (error.Cause == null)
                {
                    if (PyErr.Current == null) PyErr.TypeError("exception causes must derive from BaseException");
                    return;
                }
            }
            error.SuppressContext = true;
        }
        PyErr.Raise(error);
    }

    private static PyException? ToException(PyObject value)
    {
        if (value is PyException error) return error;
        if (value is PyType { IsException: true } type)
        {
            if (Jit.Promote(type).IsPlainException) return new PyException(type, PyTuple.Empty);
            PyObject? made = Calls.Call0(type);
            if (made is PyException instance) return instance;
            if (made != null)
                PyErr.TypeError($"calling <class '{type.Name}'> should have returned an instance of BaseException, not {made.Type.Name}");
            return null;
        }
        PyErr.TypeError("exceptions must derive from BaseException");
        return null;
    }

    /// <summary>A bare <c>raise</c>; false (with RuntimeError pending) when nothing is being handled.</summary>
    public static bool RaiseAgain()
    {
        if (PyErr.Handled is { } handled)
        {
            PyErr.Current = handled;
            return true;
        }
        return PyErr.Fail(Types.RuntimeError, "No active exception to reraise");
    }

    /// <summary><c>manager -> exit, value</c></summary>
    public static bool BeforeWith(PyFrame frame, int sp)
    {
        PyObject manager = frame.Slots[sp - 1].V!;
        PyType type = manager.Type;
        PyObject? enter = type.Lookup(Names.Enter);
        PyObject? exit = type.Lookup(Names.Exit);
        if (enter == null || exit == null) return NotAManager(type, enter == null);
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

    [DontLookInside]
    private static bool NotAManager(PyType type, bool enterMissing) =>
        PyErr.Fail(Types.TypeError, $"'{type.Name}' object does not support the context manager protocol" + (enterMissing ? "" : " (missed __exit__ method)"));

    /// <summary><c>exit, previous, exc -> exit, previous, exc, result</c></summary>
    public static bool WithExceptStart(PyFrame frame, int sp)
    {
        var error = (PyException)frame.Slots[sp - 1].V!;
        PyObject? result = Calls.Call3(frame.Slots[sp - 3].V!, error.Type, error, error.Traceback == null ? PyNone.None : error.Traceback);
        if (result == null) return false;
        frame.Slots[sp].V = result;
        return true;
    }
}

/// <summary><c>yield from</c>.</summary>
public static class GeneratorOps
{
    public static bool GetYieldFromIter(PyCode code, PyFrame frame, int sp)
    {
        PyObject iterable = frame.Slots[sp - 1].V!;
        if (iterable is PyGenerator generator && (generator.IsIterator || code.IsCoroutineLike)) return true;
        if (iterable is PyGenerator { IsCoroutine: true })
            return PyErr.Fail(Types.TypeError, "cannot 'yield from' a coroutine object in a non-coroutine generator");
        PyObject? iterator = iterable.Iter();
        if (iterator == null) return false;
        frame.Slots[sp - 1].V = iterator;
        return true;
    }

    /// <summary>1: yielded a value; 0: the iterator is done and its result replaces it; -1: an exception is pending.</summary>
    public static int Send(PyFrame frame, int sp)
    {
        PyObject iterator = frame.Slots[sp - 2].V!;
        PyObject sent = frame.Slots[sp - 1].V!;
        PyObject? value = Step(iterator, sent, out PyObject result);
        if (value == null) return -1;
        if (!ReferenceEquals(value, PyEnd.Value))
        {
            frame.Slots[sp - 1].V = value;
            return 1;
        }
        frame.Slots[sp - 2].V = result;
        frame.Slots[sp - 1].V = null;
        return 0;
    }

    /// <summary>One step of any iterator with a value sent: what it yields; <see cref="PyEnd.Value"/> and the result; or null with an exception pending.</summary>
    public static PyObject? Step(PyObject iterator, PyObject sent, out PyObject result)
    {
        result = PyNone.None;
        if (iterator is PyGenerator generator)
        {
            PyObject? stepped = generator.Resume(sent);
            if (ReferenceEquals(stepped, PyEnd.Value)) result = generator.Result;
            return stepped;
        }
        if (iterator is PyResumable resumable)
        {
            PyObject? stepped = resumable.Resume(sent);
            if (ReferenceEquals(stepped, PyEnd.Value)) result = resumable.Result;
            return stepped;
        }
        return StepOther(iterator, sent, ref result);
    }

    private static PyObject? StepOther(PyObject iterator, PyObject sent, ref PyObject result)
    {
        // A user's __next__ is called as such: the StopIteration has the result.
        PyObject? value = sent is not PyNone ? Calls.Method(iterator, "send", sent)
            : iterator is PyInstance && iterator.Type.Lookup(Names.Next) is { } method and not PyBuiltin ? Calls.CallMethod(method, iterator) : iterator.Next();
        if (value != null || !PyErr.Current!.Type.IsSubtype(Types.StopIteration)) return value;
        result = PyGenerator.StopValue(PyErr.Take());
        return PyEnd.Value;
    }
}
