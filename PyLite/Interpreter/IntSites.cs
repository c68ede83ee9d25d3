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
        if (Jit.IsTracing && code.MeetsBigInts(pc) && IntFunctions.Binary(op, a, b) is { } any) return any;
        if (a is PyInt x && b is PyInt y)
        {
            if (Small(op, x.Value, y.Value) is { } small) return small;
            if (op is BinaryOp.Add or BinaryOp.Sub or BinaryOp.Mul or BinaryOp.LShift) code.MetBigInt(pc);
        }
        else if (a is PyLong || b is PyLong)
        {
            code.MetBigInt(pc);
        }
        if (!Jit.IsTracing || a.MayRunProgram) Frames.At(code, pc);
        return Operators.Binary(op, a, b);
    }

    public static PyObject? InPlace(PyCode code, int pc, BinaryOp op, PyObject a, PyObject b)
    {
        if (Jit.IsTracing && code.MeetsBigInts(pc) && IntFunctions.Binary(op, a, b) is { } any) return any;
        if (a is PyInt or PyLong && b is PyInt or PyLong) return Binary(code, pc, op, a, b);
        if (!Jit.IsTracing || a.MayRunProgram) Frames.At(code, pc);
        return Operators.InPlace(op, a, b);
    }

    /// <summary>The commonest operators where they stay within 64 bits; else null.</summary>
    private static PyInt? Small(BinaryOp op, long a, long b)
    {
        switch (op)
        {
            case BinaryOp.Add: return Jit.AddOverflow(a, b, out long sum) ? null : new PyInt(sum);
            case BinaryOp.Sub: return Jit.SubOverflow(a, b, out long difference) ? null : new PyInt(difference);
            case BinaryOp.Mul: return Jit.MulOverflow(a, b, out long product) ? null : new PyInt(product);
            case BinaryOp.LShift: return b is >= 0 and < 64 && a << (int)b >> (int)b == a ? new PyInt(a << (int)b) : null;
            case BinaryOp.And: return new PyInt(a & b);
            case BinaryOp.Or: return new PyInt(a | b);
            case BinaryOp.Xor: return new PyInt(a ^ b);
            default: return null;
        }
    }

    public static PyObject? Compare(PyCode code, int pc, CompareOp op, PyObject a, PyObject b)
    {
        if (Jit.IsTracing && code.MeetsBigInts(pc))
        {
            int truth = IntFunctions.Compare(op, a, b);
            if (truth >= 0) return PyBool.Of(truth != 0);
        }
        if (!Jit.IsTracing || a.MayRunProgram) Frames.At(code, pc);
        PyObject? result = Operators.Compare(op, a, b);
        if (a is PyLong || b is PyLong) code.MetBigInt(pc);
        return result;
    }

    public static PyObject? Unary(PyCode code, int pc, UnaryOp op, PyObject a)
    {
        if (Jit.IsTracing && code.MeetsBigInts(pc) && AnyInt.Unary(op, a) is { } any) return any;
        if (!Jit.IsTracing || a.MayRunProgram) Frames.At(code, pc);
        PyObject? result = a.Unary(op);
        if (a is PyLong) code.MetBigInt(pc);
        return result;
    }
}
