using System.Runtime.InteropServices;
using MetaJit;

namespace PyLite.Interpreter;

/// <summary>
/// The lock under which all Python code runs. It costs nothing while the program has one thread. Who waits for it asks, after a while,
/// the thread that has it to let go between two instructions.
/// </summary>
/// <remarks>
/// Machine code is run by one thread at a time: when the thread that lets go is inside it, the others are interpreted until that thread
/// has come back and left it.
/// </remarks>
[DontLookInside]
public static class GlobalLock
{
    private static readonly object Gate = new();
    private static bool s_isShared, s_isHeld;
    private static int s_waiting;
    private static long s_turns;
    private static PyThread? s_engineOwner;
    private static object?[]? s_engines;

    /// <summary>How long a thread waits before it asks for the lock.</summary>
    public static TimeSpan Interval { get; set; } = TimeSpan.FromMilliseconds(5);

    /// <summary>Less than a millisecond would be no waiting at all, and threads that ask without end keep each other from running.</summary>
    private static int WaitMilliseconds => Math.Max(1, (int)Interval.TotalMilliseconds);

    /// <summary>The drivers whose engine only one thread may use.</summary>
    public static JitDriver[] Drivers { get; set; } = [Evaluator.Driver];

    /// <summary>Whether the thread that has the lock is inside machine code.</summary>
    public static Func<bool> IsInMachineCode { get; set; } = static () => false;

    /// <summary>What takes the place of the engine for threads that may not use it.</summary>
    public static Func<object?> Interpreted { get; set; } = static () => null;

    /// <summary>Whether another thread wants the lock.</summary>
    public static bool IsWanted => Volatile.Read(ref s_waiting) > 0;

    /// <summary>Whether more than one thread has been there.</summary>
    public static bool IsShared => s_isShared;

    /// <summary>There will be a second thread: from here on the lock is one. On the thread that runs the program.</summary>
    public static void Share()
    {
        if (s_isShared) return;
        _ = PyThread.Current;
        s_isHeld = true;
        s_isShared = true;
    }

    /// <summary>Does something that may take long without the lock. The system's last error number comes through.</summary>
    public static T Without<T>(Func<T> blocking)
    {
        if (!s_isShared) return blocking();
        Release();
        try
        {
            return blocking();
        }
        finally
        {
            int error = Marshal.GetLastPInvokeError();
            Acquire();
            Marshal.SetLastPInvokeError(error);
        }
    }

    public static void Acquire()
    {
        lock (Gate)
        {
            s_waiting++;
            while (s_isHeld)
            {
                long turn = s_turns;
                if (!Monitor.Wait(Gate, WaitMilliseconds) && s_isHeld && turn == s_turns) Interrupts.Ask();
            }
            s_waiting--;
            s_isHeld = true;
            s_turns++;
            Monitor.PulseAll(Gate);
        }
        PyThread.Current.Restore();
        TakeEngine();
    }

    public static void Release()
    {
        LeaveEngine();
        PyThread.Current.Save();
        lock (Gate)
        {
            s_isHeld = false;
            Monitor.PulseAll(Gate);
        }
    }

    /// <summary>Lets another thread run, if one waits; true when one has.</summary>
    public static bool Yield()
    {
        if (!s_isShared || !IsWanted) return false;
        long turn = s_turns;
        Release();
        lock (Gate)
        {
            // Who lets go must not take the lock again before anybody else has seen that it is free.
            while (turn == s_turns && s_waiting > 0) Monitor.Wait(Gate, WaitMilliseconds);
        }
        Acquire();
        return true;
    }

    private static void LeaveEngine()
    {
        Interrupts.Withdraw();
        Tracing.Detach();
        PyThread thread = PyThread.Current;
        if (s_engineOwner is { } owner && owner != thread) return;
        s_engines = Array.ConvertAll(Drivers, driver => driver.Engine);
        s_engineOwner = IsInMachineCode() ? thread : null;
    }

    private static void TakeEngine()
    {
        bool isMine = s_engineOwner is null || s_engineOwner == PyThread.Current;
        for (int i = 0; i < Drivers.Length; i++)
        {
            if (!isMine) Drivers[i].Engine = i == 0 ? Interpreted() : null;
            else if (s_engines is { } engines && i < engines.Length) Drivers[i].Engine = engines[i];
        }
        Tracing.Attach();
        if (Interrupts.IsWanted) Interrupts.Ask();
    }
}
