using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using MetaJit;
using PyLite.Interpreter;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>
/// <c>__del__</c> of program's classes. The collector is .NET's, so it is called later than in CPython: between two instructions after a
/// collection has found that nothing holds the object, in <c>gc.collect()</c>, or at the end of the program. Once for each object.
/// In the same way, but not at the end, event loops are told of asynchronous generators that were left half-way.
/// </summary>
[DontLookInside]
internal static class Finalizers
{
    /// <summary>Goes together with its object, and tells when that is.</summary>
    private sealed class Watcher(PyObject watched)
    {
        private PyObject? _watched = watched;

        /// <summary>The object, for the first who asks.</summary>
        public PyObject? Take() => Interlocked.Exchange(ref _watched, null);

        ~Watcher()
        {
            if (Take() is not { } gone || gone is PyGenerator { IsFinished: true }) return;
            Gone.Enqueue(gone);
            Ask();
        }
    }

    private static readonly ConditionalWeakTable<PyInstance, Watcher> Watched = [];
    private static readonly ConcurrentQueue<PyObject> Gone = new();
    private static int s_isAsked;

    /// <summary>So many between two instructions.</summary>
    private const int AtOnce = 100;
    private const int Rounds = 10;

    [ThreadStatic] private static bool t_isRunning;

    /// <summary>Whether instances of the class are to be watched.</summary>
    public static bool Has(PyType type) => type.Lookup(Names.Del) is not null;

    /// <summary>Has <c>__del__</c> called when nothing holds the object any more.</summary>
    public static PyInstance Watch(PyInstance made)
    {
        Watched.AddOrUpdate(made, new Watcher(made));
        return made;
    }

    /// <summary>What an asynchronous generator has to hold on to, so that its finalizer is called when nothing holds the generator any more.</summary>
    public static object Watch(PyGenerator generator) => new Watcher(generator);

    /// <summary>
    /// Whether weak references find the object until its finalizer has been called: between the collection and the call an event loop
    /// that is closed must still close the generator.
    /// </summary>
    public static bool IsFoundUntilCalled(PyObject o) => o is PyGenerator { Async: not null };

    private static void Ask()
    {
        if (Interlocked.Exchange(ref s_isAsked, 1) == 0) Pending.Add(RunSome);
    }

    /// <summary>Calls what waits, and what collections find meanwhile, but not for ever. Nothing is left pending.</summary>
    public static void Run()
    {
        for (int round = 0; round < Rounds && !Gone.IsEmpty; round++) Call(Gone.Count);
    }

    /// <summary>The program must get on, however fast other threads leave objects behind.</summary>
    private static bool RunSome()
    {
        Volatile.Write(ref s_isAsked, 0);
        Call(AtOnce);
        if (!Gone.IsEmpty) Ask();
        return true;
    }

    private static void Call(int most)
    {
        // Inside a finalizer: what it leaves behind is called after it.
        if (t_isRunning) return;
        t_isRunning = true;
        try
        {
            List<PyObject> files = [];
            while (most-- > 0 && Gone.TryDequeue(out PyObject? gone))
            {
                if (gone is PyInstance instance && IsFile(instance)) files.Add(gone);
                else Finalize(gone);
            }
            if (files.Count == 0) return;
            // Buffers that went with them still have to write into them.
            OpenFiles.CloseFound();
            files.ForEach(Finalize);
        }
        finally
        {
            t_isRunning = false;
        }
    }

    /// <summary>The program ends: what is still there goes.</summary>
    public static void RunAll()
    {
        Call(int.MaxValue);
        List<PyInstance> left = [];
        foreach ((_, Watcher watcher) in Watched)
            if (watcher.Take() is PyInstance watched) left.Add(watched);
        // What the program's objects have to write goes into texts, these into files of the program's classes, and these into plain ones.
        foreach (PyInstance watched in left)
            if (!IsFile(watched)) Finalize(watched);
        OpenFiles.CloseAll(texts: true);
        foreach (PyInstance watched in left)
            if (IsFile(watched)) Finalize(watched);
        OpenFiles.CloseAll(texts: false);
    }

    private static bool IsFile(PyInstance instance) => instance.Native is PyIOBase;

    private static void Finalize(PyObject gone)
    {
        if (FinalizerOf(gone) is not { } finalizer) return;
        PyException? pending = PyErr.Current, handled = PyErr.Handled;
        PyErr.Current = PyErr.Handled = null;
        PyObject? result = gone is PyGenerator ? Calls.Call1(finalizer, gone) : Calls.CallMethod(finalizer, gone);
        if (result == null) Unraisable.Write("Exception ignored in: ", finalizer, PyErr.Take());
        (PyErr.Current, PyErr.Handled) = (pending, handled);
    }

    private static PyObject? FinalizerOf(PyObject gone) =>
        gone is PyGenerator generator ? generator.IsFinished ? null : generator.Async!.Finalizer : gone.Type.Lookup(Names.Del);
}
