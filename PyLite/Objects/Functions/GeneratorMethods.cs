using MetaJit;
using PyLite.Compiling;

namespace PyLite.Objects;

/// <summary>Methods and attributes of generators, coroutines and asynchronous generators.</summary>
public static class GeneratorMethods
{
    private static PyGenerator G(PyObject o) => (PyGenerator)o;

    public static void PopulateGenerator(PyType t)
    {
        t.Method("__iter__", self => self);
        t.Method("__next__", self => Iteration.NextOrStop(self));
        Resumable(t);
        Attributes(t, "gi");
        t.Property("gi_yieldfrom", self => G(self).Awaited());
        t.Property("gi_suspended", self => PyBool.Of(G(self).IsSuspended));
    }

    public static void PopulateCoroutine(PyType t)
    {
        t.Method("__await__", self => new PyCoroutineWrapper(G(self)));
        Resumable(t);
        Attributes(t, "cr");
        t.Property("cr_await", self => G(self).Awaited());
        t.Property("cr_suspended", self => PyBool.Of(G(self).IsSuspended));
        t.Property("cr_origin", self => Modules.CoroutineOrigins.Of(G(self)));
    }

    public static void PopulateAsyncGenerator(PyType t)
    {
        t.Method("__aiter__", self => self);
        t.Method("__anext__", self => AsyncGenerators.Send(G(self), PyNone.None));
        t.Method("asend", (self, value) => AsyncGenerators.Send(G(self), value));
        t.MethodArgs("athrow", (args, _) => Thrown(args) is { } error ? AsyncGenerators.Throw(G(args[0]), error) : null);
        t.Method("aclose", self => AsyncGenerators.Throw(G(self), null));
        Names_(t);
        t.ClassMethod("__class_getitem__", PyGenericAlias.OfClass);
        t.Property("ag_running", self => PyBool.Of(G(self).Async is { IsRunning: true }));
        t.Property("ag_frame", self => FrameOf(G(self)));
        t.Property("ag_code", self => G(self).Code);
        t.Property("ag_await", self => G(self).Awaited());
    }

    /// <summary>What is awaited: it can be sent to, and is an iterator besides.</summary>
    public static void PopulateAwaited(PyType t)
    {
        t.Method("__await__", self => self);
        t.Method("__iter__", self => self);
        t.Method("__next__", self => Iteration.NextOrStop(self));
        Resumable(t);
    }

    /// <summary>A coroutine's iterator, which is not awaitable itself.</summary>
    public static void PopulateWrapper(PyType t)
    {
        t.Method("__iter__", self => self);
        t.Method("__next__", self => Iteration.NextOrStop(self));
        Resumable(t);
    }

    private static void Resumable(PyType t)
    {
        t.Method("send", (self, value) => Iteration.OrStop(((PyResumable)self).Resume(value), (PyResumable)self));
        t.MethodArgs("throw", (args, _) => Thrown(args) is { } error ? Iteration.OrStop(((PyResumable)args[0]).Throw(error), (PyResumable)args[0]) : null);
        t.Method("close", self => Define.None(((PyResumable)self).Close()));
    }

    private static void Attributes(PyType t, string prefix)
    {
        Names_(t);
        t.Property(prefix + "_running", self => PyBool.Of(G(self).IsRunning));
        t.Property(prefix + "_frame", self => FrameOf(G(self)));
        t.Property(prefix + "_code", self => G(self).Code);
    }

    private static readonly System.Runtime.CompilerServices.ConditionalWeakTable<PyGenerator, PyFrameObject> Frames = [];

    /// <summary>The frame of one that is not done: the same object each time it is asked for.</summary>
    [DontLookInside]
    private static PyObject FrameOf(PyGenerator g) => g.IsFinished ? PyNone.None : FrameObjectOf(g);

    [DontLookInside]
    internal static PyFrameObject FrameObjectOf(PyGenerator g)
    {
        if (Frames.TryGetValue(g, out PyFrameObject? frame)) return frame;
        Frames.Add(g, frame = new PyFrameObject(g));
        List<WeakReference<PyGenerator>> ofCode = Asked.GetValue(g.Code, static _ => []);
        ofCode.RemoveAll(static known => !known.TryGetTarget(out PyGenerator? other) || other.IsFinished);
        ofCode.Add(new WeakReference<PyGenerator>(g));
        return frame;
    }

    /// <summary>Those whose frame was asked for, by their code.</summary>
    private static readonly System.Runtime.CompilerServices.ConditionalWeakTable<Compiling.PyCode, List<WeakReference<PyGenerator>>> Asked = [];

    /// <summary>The frame that was asked of the one generator of the code that runs; null when there is none, or several and so no telling.</summary>
    internal static PyFrameObject? RunningFrameOf(Compiling.PyCode code)
    {
        if (!Asked.TryGetValue(code, out List<WeakReference<PyGenerator>>? ofCode)) return null;
        PyGenerator? running = null;
        foreach (WeakReference<PyGenerator> known in ofCode)
        {
            if (!known.TryGetTarget(out PyGenerator? g) || !g.IsRunning) continue;
            if (running != null) return null;
            running = g;
        }
        return running == null || Interpreter.Frames.CountOf(code) > 1 ? null : FrameObjectOf(running);
    }

    private static void Names_(PyType t)
    {
        t.Property("__name__", self => PyStr.Intern(G(self).Name), (self, value) => Text(value, "__name__") is { } name && G(self).Rename(name.Value, null));
        t.Property("__qualname__", self => PyStr.Intern(G(self).QualName), (self, value) => Text(value, "__qualname__") is { } name && G(self).Rename(null, name.Value));
    }

    private static PyStr? Text(PyObject? value, string what)
    {
        if (value != null && UserSlots.Unwrap(value) is PyStr s) return s;
        PyErr.TypeError($"{what} must be set to a string object");
        return null;
    }

    /// <summary>The exception of <c>throw(value)</c> or <c>throw(type, value, traceback)</c>; null with TypeError pending.</summary>
    [DontLookInside]
    private static PyException? Thrown(PyObject[] args)
    {
        if (!Define.Count("throw", Calls.Rest(args), 1, 3)) return null;
        PyObject given = args[1];
        PyObject? value = args.Length > 2 && args[2] is not PyNone ? args[2] : null;
        PyTraceback? traceback = null;
        if (args.Length > 3 && args[3] is not PyNone && (traceback = args[3] as PyTraceback) == null)
        {
            PyErr.TypeError("throw() third argument must be a traceback object");
            return null;
        }
        if (given is PyType { IsException: true } type)
        {
            PyObject? made = value switch
            {
                null => Calls.Call0(type),
                PyException e when e.Type.IsSubtype(type) => e,
                PyTuple tuple => type.Call(tuple.Items, null),
                _ => Calls.Call1(type, value),
            };
            if (made is not PyException)
            {
                if (made != null) PyErr.TypeError($"calling {type.Repr()?.Value} should have returned an instance of BaseException, not {made.Type.Name}");
                return null;
            }
            given = made;
        }
        else if (given is PyException && value != null)
        {
            PyErr.TypeError("instance exception may not have a separate value");
            return null;
        }
        if (given is not PyException error)
        {
            PyErr.TypeError($"exceptions must be classes or instances deriving from BaseException, not {given.Type.Name}");
            return null;
        }
        if (traceback != null) error.Traceback = traceback;
        return error;
    }
}

/// <summary><c>coroutine.__await__()</c>: an iterator that goes on with the coroutine.</summary>
public sealed class PyCoroutineWrapper(PyGenerator coroutine) : PyResumable
{
    public override PyType Type => Types.CoroutineWrapper;
    public override bool IsIterator => true;
    public override PyObject Iter() => this;

    public override PyObject? Resume(PyObject sent)
    {
        PyObject? value = coroutine.Resume(sent);
        if (ReferenceEquals(value, PyEnd.Value)) Result = coroutine.Result;
        return value;
    }

    public override PyObject? Throw(PyException error)
    {
        PyObject? value = coroutine.Throw(error);
        if (ReferenceEquals(value, PyEnd.Value)) Result = coroutine.Result;
        return value;
    }

    public override bool Close() => coroutine.Close();
}
