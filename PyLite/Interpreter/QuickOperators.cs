using System.Runtime.CompilerServices;
using MetaJit;
using PyLite.Compiling;
using PyLite.Objects;

namespace PyLite.Interpreter;

/// <summary>
/// Operators for while nothing is traced: a case for each operator on ints and on floats. Null where the operands or the result are others:
/// then those that take any operands are asked, where null says that an exception is pending.
/// </summary>
[DontLookInside]
internal static class QuickOperators
{
    /// <summary>A binary operator, an operator in place or an item, by <see cref="QuickOperator"/>.</summary>
    public static PyObject? Binary(int operation, PyObject a, PyObject b)
    {
        if (b is PyInt y)
        {
            if (a is PyInt x) return Ints(operation, x, y);
        }
        else if (b is PyFloat g && a is PyFloat f)
        {
            return Floats(operation, f, g);
        }
        return null;
    }

    /// <summary>Null where the result is none of 64 bits, or the operator is a rare one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static PyInt? Ints(int operation, PyInt a, PyInt b)
    {
        long x = a.Value, y = b.Value;
        switch (operation)
        {
            case (int)BinaryOp.Add:
            case (int)BinaryOp.Add + QuickOperator.InPlace:
                if (!Jit.AddOverflow(x, y, out long sum)) return PyInt.Of(sum);
                break;
            case (int)BinaryOp.Sub:
            case (int)BinaryOp.Sub + QuickOperator.InPlace:
                if (!Jit.SubOverflow(x, y, out long difference)) return PyInt.Of(difference);
                break;
            case (int)BinaryOp.Mul:
            case (int)BinaryOp.Mul + QuickOperator.InPlace:
                if (!Jit.MulOverflow(x, y, out long product)) return PyInt.Of(product);
                break;
            case (int)BinaryOp.FloorDiv:
            case (int)BinaryOp.FloorDiv + QuickOperator.InPlace:
                if (((x | y) >>> 32) == 0 && y != 0) return PyInt.Of((uint)x / (uint)y);
                if (y is not (0 or -1)) return PyInt.Of(Jit.FloorDivide(x, y));
                break;
            case (int)BinaryOp.Mod:
            case (int)BinaryOp.Mod + QuickOperator.InPlace:
                if (((x | y) >>> 32) == 0 && y != 0) return PyInt.Of((uint)x % (uint)y);
                if (y is not (0 or -1)) return PyInt.Of(Jit.FloorRemainder(x, y));
                break;
            case (int)BinaryOp.And:
            case (int)BinaryOp.And + QuickOperator.InPlace:
                return PyInt.Of(x & y);
            case (int)BinaryOp.Or:
            case (int)BinaryOp.Or + QuickOperator.InPlace:
                return PyInt.Of(x | y);
            case (int)BinaryOp.Xor:
            case (int)BinaryOp.Xor + QuickOperator.InPlace:
                return PyInt.Of(x ^ y);
            case (int)BinaryOp.LShift:
            case (int)BinaryOp.LShift + QuickOperator.InPlace:
                if ((ulong)y < 64 && x << (int)y >> (int)y == x) return PyInt.Of(x << (int)y);
                break;
            case (int)BinaryOp.RShift:
            case (int)BinaryOp.RShift + QuickOperator.InPlace:
                if ((ulong)y < 64) return PyInt.Of(x >> (int)y);
                break;
        }
        return null;
    }

    private static PyFloat? Floats(int operation, PyFloat a, PyFloat b)
    {
        switch (operation)
        {
            case (int)BinaryOp.Add:
            case (int)BinaryOp.Add + QuickOperator.InPlace:
                return new PyFloat(a.Value + b.Value);
            case (int)BinaryOp.Sub:
            case (int)BinaryOp.Sub + QuickOperator.InPlace:
                return new PyFloat(a.Value - b.Value);
            case (int)BinaryOp.Mul:
            case (int)BinaryOp.Mul + QuickOperator.InPlace:
                return new PyFloat(a.Value * b.Value);
            case (int)BinaryOp.TrueDiv:
            case (int)BinaryOp.TrueDiv + QuickOperator.InPlace:
                if (b.Value != 0) return new PyFloat(a.Value / b.Value);
                break;
        }
        return null;
    }

    /// <inheritdoc cref="Binary"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static PyObject? AnyBinary(PyCode code, int pc, int operation, PyObject a, PyObject b)
    {
        if (operation == QuickOperator.GetItem)
        {
            if (a is PyList list) return list.GetItem(b);
            Frames.At(code, pc);
            return a.GetItem(b);
        }
        if (operation < QuickOperator.InPlace) return IntSites.Binary(code, pc, (BinaryOp)operation, a, b);
        return IntSites.InPlace(code, pc, (BinaryOp)(operation - QuickOperator.InPlace), a, b);
    }

    /// <summary>A comparison, an identity or a membership test.</summary>
    public static PyBool? Compare(int operation, PyObject a, PyObject b)
    {
        if (a is not PyInt x || b is not PyInt y) return null;
        return operation switch
        {
            (int)CompareOp.Lt => PyBool.Of(x.Value < y.Value),
            (int)CompareOp.Le => PyBool.Of(x.Value <= y.Value),
            (int)CompareOp.Eq or QuickOperator.Is => PyBool.Of(x.Value == y.Value),
            (int)CompareOp.Ne or QuickOperator.IsNot => PyBool.Of(x.Value != y.Value),
            (int)CompareOp.Gt => PyBool.Of(x.Value > y.Value),
            (int)CompareOp.Ge => PyBool.Of(x.Value >= y.Value),
            _ => null,
        };
    }

    /// <inheritdoc cref="Compare"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static PyObject? AnyCompare(PyCode code, int pc, int operation, PyObject a, PyObject b)
    {
        switch (operation)
        {
            case (int)CompareOp.Eq when a is PyStr s && b is PyStr t: return PyBool.Of(s.EqualsStr(t));
            case (int)CompareOp.Ne when a is PyStr s && b is PyStr t: return PyBool.Of(!s.EqualsStr(t));
            case QuickOperator.Is: return PyBool.Of(Identity.Same(a, b));
            case QuickOperator.IsNot: return PyBool.Of(!Identity.Same(a, b));
            case QuickOperator.Contains or QuickOperator.ContainsNot:
                Frames.At(code, pc);
                int found = b.Contains(a);
                return found < 0 ? null : PyBool.Of(found == 1 == (operation == QuickOperator.Contains));
            default: return IntSites.Compare(code, pc, (CompareOp)operation, a, b);
        }
    }
}
