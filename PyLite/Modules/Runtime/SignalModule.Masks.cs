using System.Runtime.InteropServices;
using PyLite.Interpreter;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>
/// Signals that are kept back. The system's mask is of no use here, since signals come to a thread of .NET's: what is blocked is heard and noted, and
/// acted upon when it is let in again.
/// </summary>
public static partial class SignalModule
{
    private static readonly Lock MaskGate = new();

    /// <summary>One bit a signal: those kept back, and those of them that have come.</summary>
    private static ulong s_blocked, s_waiting;

    /// <summary>Listeners for signals that the program has no handler for.</summary>
    private static readonly PosixSignalRegistration?[] Keepers = new PosixSignalRegistration?[Count];

    private static ulong Bit(int number) => 1UL << (number - 1);

    /// <summary>Notes a signal that is kept back; false when it is not.</summary>
    internal static bool IsKeptBack(int number)
    {
        lock (MaskGate)
        {
            if ((s_blocked & Bit(number)) == 0) return false;
            s_waiting |= Bit(number);
            return true;
        }
    }

    private static bool Mask(PyObject numbers, out ulong mask)
    {
        mask = 0;
        if (Sequences.ToList(numbers) is not { } items) return false;
        foreach (PyObject item in items)
        {
            if (!Sequences.Integer(item, out long number)) return false;
            if (number is < 1 or >= Count) return PyErr.Fail(Types.ValueError, $"signal number {number} out of range [1; {Count - 1}]");
            mask |= Bit((int)number);
        }
        return true;
    }

    private static PyObject? SetOf(ulong mask) =>
        PySet.From(new PyTuple([.. Enumerable.Range(1, Count - 1).Where(n => (mask & Bit(n)) != 0).Select(n => (PyObject)new PyInt(n))]), isFrozen: false);

    /// <summary>Keeps signals back, or lets them in: which were kept back before.</summary>
    [PyFunction]
    public static PyObject? pthread_sigmask(int how, PyObject mask)
    {
        if (!Mask(mask, out ulong given)) return null;
        if (how is not (SIG_BLOCK or SIG_UNBLOCK or SIG_SETMASK)) return SystemErrors.Raise(SystemErrors.Invalid);
        const int kill = 9, stop = 19;
        given &= ~(Bit(kill) | Bit(stop));
        ulong before, come;
        lock (MaskGate)
        {
            before = s_blocked;
            s_blocked = how == SIG_BLOCK ? before | given : how == SIG_UNBLOCK ? before & ~given : given;
            come = s_waiting & ~s_blocked;
            s_waiting &= s_blocked;
        }
        for (int number = 1; number < Count; number++)
        {
            bool isBlocked = (s_blocked & Bit(number)) != 0;
            if (isBlocked && Keepers[number] is null && Registrations[number] is null && number != Interrupt) Keepers[number] = Keeper(number);
            if (isBlocked || Keepers[number] is not { } keeper) continue;
            keeper.Dispose();
            Keepers[number] = null;
        }
        for (int number = 1; number < Count; number++)
            if ((come & Bit(number)) != 0 && raise_signal(number) is null) return null;
        return SetOf(before);
    }

    private static PosixSignalRegistration? Keeper(int number)
    {
        try
        {
            return PosixSignalRegistration.Create((PosixSignal)number, context => context.Cancel = IsKeptBack(number));
        }
        catch (Exception e) when (e is IOException or ArgumentException or PlatformNotSupportedException)
        {
            return null;
        }
    }

    /// <summary>Signals that have come and are kept back.</summary>
    [PyFunction]
    public static PyObject? sigpending() => SetOf(s_waiting);

    /// <summary>Waits until one of the signals has come, which should be kept back: its number.</summary>
    [PyFunction]
    public static PyObject? sigwait(PyObject sigset)
    {
        if (!Mask(sigset, out ulong wanted)) return null;
        while (true)
        {
            lock (MaskGate)
            {
                for (int number = 1; number < Count; number++)
                {
                    if ((s_waiting & wanted & Bit(number)) == 0) continue;
                    s_waiting &= ~Bit(number);
                    return new PyInt(number);
                }
            }
            if (!Interrupts.Sleep(TimeSpan.FromMilliseconds(5))) return null;
        }
    }
}
