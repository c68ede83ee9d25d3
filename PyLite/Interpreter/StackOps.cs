using MetaJit;
using PyLite.Compiling;
using PyLite.Objects;

namespace PyLite.Interpreter;

/// <summary>Instructions that work on the top of the value stack. False: an exception is pending and the stack is as it was.</summary>
public static class StackOps
{
    public static bool Unary(PyCode code, int pc, PyFrame frame, int sp, UnaryOp op)
    {
        PyObject? result = IntSites.Unary(code, pc, op, frame.Slots[sp - 1].V!);
        if (result == null) return false;
        frame.Slots[sp - 1].V = result;
        return true;
    }

    public static bool Not(PyFrame frame, int sp)
    {
        int truth = Operators.Truth(frame.Slots[sp - 1].V!);
        if (truth < 0) return false;
        frame.Slots[sp - 1].V = PyBool.Of(truth == 0);
        return true;
    }

    public static bool Binary(PyCode code, int pc, PyFrame frame, int sp, BinaryOp op)
    {
        Slot[] slots = frame.Slots;
        PyObject? result = IntSites.Binary(code, pc, op, slots[sp - 2].V!, slots[sp - 1].V!);
        if (result == null) return false;
        slots[sp - 1].V = null;
        slots[sp - 2].V = result;
        return true;
    }

    public static bool InPlace(PyCode code, int pc, PyFrame frame, int sp, BinaryOp op)
    {
        Slot[] slots = frame.Slots;
        PyObject? result = IntSites.InPlace(code, pc, op, slots[sp - 2].V!, slots[sp - 1].V!);
        if (result == null) return false;
        slots[sp - 1].V = null;
        slots[sp - 2].V = result;
        return true;
    }

    public static bool Compare(PyCode code, int pc, PyFrame frame, int sp, CompareOp op)
    {
        Slot[] slots = frame.Slots;
        PyObject? result = IntSites.Compare(code, pc, op, slots[sp - 2].V!, slots[sp - 1].V!);
        if (result == null) return false;
        slots[sp - 1].V = null;
        slots[sp - 2].V = result;
        return true;
    }

    public static bool Contains(PyFrame frame, int sp, int wanted)
    {
        Slot[] slots = frame.Slots;
        int result = slots[sp - 1].V!.Contains(slots[sp - 2].V!);
        if (result < 0) return false;
        slots[sp - 1].V = null;
        slots[sp - 2].V = PyBool.Of(result == wanted);
        return true;
    }

    /// <summary>Clears the stack down to a handler's height and puts the pending exception there.</summary>
    [UnrollSafe]
    public static void Unwind(PyFrame frame, int height, int sp)
    {
        PyException error = PyErr.Current!;
        PyErr.Current = null;
        for (int i = height; i < sp; i++) frame.Slots[i].V = null;
        frame.Slots[height].V = error;
    }
}
