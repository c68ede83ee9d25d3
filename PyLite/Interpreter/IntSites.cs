using MetaJit;
using PyLite.Compiling;
using PyLite.Objects;

namespace PyLite.Interpreter;

/// <summary>
/// Operators at a place of the program. Where ints of more than 64 bits have been met, a trace does not ask whether they are, which would
/// split it at every operation into a short and a long way: it calls <see cref="AnyInt"/>.
/// </summary>
public static class IntSites
{
    public static PyObject? Binary(PyCode code, int pc, BinaryOp op, PyObject a, PyObject b)
    {
        if (Jit.IsTracing && code.MeetsBigInts(pc) && AnyInt.Binary(op, a, b) is { } any) return any;
        PyObject? result = Operators.Binary(op, a, b);
        Note(code, pc, a, b, result);
        return result;
    }

    public static PyObject? InPlace(PyCode code, int pc, BinaryOp op, PyObject a, PyObject b)
    {
        if (Jit.IsTracing && code.MeetsBigInts(pc) && AnyInt.Binary(op, a, b) is { } any) return any;
        PyObject? result = Operators.InPlace(op, a, b);
        Note(code, pc, a, b, result);
        return result;
    }

    /// <summary>The result's class is asked for only where it is known to be an int's.</summary>
    private static void Note(PyCode code, int pc, PyObject a, PyObject b, PyObject? result)
    {
        if (a is PyLong || b is PyLong || a is PyInt && b is PyInt && result is PyLong) code.MetBigInt(pc);
    }

    public static PyObject? Compare(PyCode code, int pc, CompareOp op, PyObject a, PyObject b)
    {
        if (Jit.IsTracing && code.MeetsBigInts(pc))
        {
            int truth = AnyInt.Compare(op, a, b);
            if (truth >= 0) return PyBool.Of(truth != 0);
        }
        PyObject? result = Operators.Compare(op, a, b);
        if (a is PyLong || b is PyLong) code.MetBigInt(pc);
        return result;
    }

    public static PyObject? Unary(PyCode code, int pc, UnaryOp op, PyObject a)
    {
        if (Jit.IsTracing && code.MeetsBigInts(pc) && AnyInt.Unary(op, a) is { } any) return any;
        PyObject? result = a.Unary(op);
        if (a is PyLong) code.MetBigInt(pc);
        return result;
    }
}
