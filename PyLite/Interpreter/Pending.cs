using MetaJit;

namespace PyLite.Interpreter;

/// <summary>Calls that are to be made between two instructions of the main thread: handlers of signals, callbacks.</summary>
[DontLookInside]
public static class Pending
{
    private static readonly Queue<Func<bool>> Calls = new();

    /// <summary>There is one.</summary>
    public static bool IsWaiting => Calls.Count > 0 && PyThread.Current.IsMain;

    /// <summary>Adds a call; from any thread. It gives false when it leaves an exception pending.</summary>
    public static void Add(Func<bool> call)
    {
        lock (Calls) Calls.Enqueue(call);
        Interrupts.Wake();
        Interrupts.Ask();
    }

    /// <summary>Makes the calls that wait now; false with an exception pending.</summary>
    public static bool Run()
    {
        for (int left = Calls.Count; left > 0 && IsWaiting; left--)
        {
            Func<bool> call;
            lock (Calls) call = Calls.Dequeue();
            if (!call()) return false;
        }
        return true;
    }
}
