using MetaJit;
using PyLite.Compiling;
using PyLite.Objects;

namespace PyLite.Interpreter;

/// <summary>
/// Calls while nothing is traced: of functions that get just the arguments they have parameters for; all others are those of
/// <see cref="CallOps"/>. False: an exception is pending.
/// </summary>
[DontLookInside]
internal static class QuickCalls
{
    public static bool Call(PyFrame caller, Slot[] slots, int sp, int count)
    {
        int at = sp - count - 1;
        PyObject? callable = slots[at].V;
        if (callable is PyFunction { Code: { IsSimple: true } code } f && code.ArgCount == count) return Call(f, code, slots, at, at + 1, count);
        if (callable is PyBuiltin b && count <= 2)
        {
            if (count == 1 && b.F1 is { } one && b.Owner == null) return Finish(slots, at, sp, one(slots[at + 1].V!));
            if (count == 2 && b.F2 is { } two && b.Owner == null) return Finish(slots, at, sp, two(slots[at + 1].V!, slots[at + 2].V!));
        }
        return CallOps.Call(caller, sp, count);
    }

    public static bool CallMethod(PyFrame caller, Slot[] slots, int sp, int count)
    {
        int at = sp - count - 2;
        PyObject? callable = slots[at].V, self = slots[at + 1].V;
        if (callable is PyFunction { Code: { IsSimple: true } code } f)
        {
            int given = self != null ? count + 1 : count;
            if (code.ArgCount == given) return Call(f, code, slots, at, sp - given, given);
        }
        else if (callable is PyBuiltin b && self != null && ReferenceEquals(b.Owner, self.Type))
        {
            if (count == 1 && b.F2 is { } two) return Finish(slots, at, sp, two(self, slots[at + 2].V!));
            if (count == 0 && b.F1 is { } one) return Finish(slots, at, sp, one(self));
            if (count == 2 && b.F3 is { } three) return Finish(slots, at, sp, three(self, slots[at + 2].V!, slots[at + 3].V!));
        }
        return CallOps.CallMethod(caller, sp, count);
    }

    private static bool Finish(Slot[] slots, int at, int sp, PyObject? result)
    {
        if (result == null) return false;
        for (int i = at + 1; i < sp; i++) slots[i].V = null;
        slots[at].V = result;
        return true;
    }

    /// <summary>Moves the arguments into a new frame, runs that, and puts the result where the function was.</summary>
    private static bool Call(PyFunction f, PyCode code, Slot[] slots, int at, int first, int count)
    {
        FramePool pool = code.Frames;
        PyFrame frame = pool.Take(f, code);
        Jit.FreshVirtualizable(frame);
        Slot[] locals = frame.Slots;
        for (int i = 0; i < count; i++)
        {
            locals[i].V = slots[first + i].V;
            slots[first + i].V = null;
        }
        if (!Recursion.Enter()) return false;
        PyObject? result = QuickEvaluator.Run(code, 0, code.StackBase, frame);
        Recursion.Leave();
        pool.Put(frame);
        if (result == null) return false;
        slots[at].V = result;
        return true;
    }
}
