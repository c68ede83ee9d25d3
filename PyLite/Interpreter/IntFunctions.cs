using MetaJit;
using PyLite.Objects;

namespace PyLite.Interpreter;

/// <summary>
/// The operators of <see cref="AnyInt"/> as traces call them: portals of their own, so that the ways of short and of long ints through an
/// operation are compiled once, and machine code calls them without leaving.
/// </summary>
public static class IntFunctions
{
    private static readonly JitDriver<BinaryOp, PyObject, PyObject, PyObject?> s_binary = new("int", Binary)
    {
        Location = static (BinaryOp op) => $"int {op}",
        IsOperation = true,
    };

    private static readonly JitDriver<CompareOp, PyObject, PyObject, int> s_compare = new("int comparison", Compare)
    {
        Location = static (CompareOp op) => $"int {op}",
        IsOperation = true,
    };

    public static JitDriver[] Drivers => [s_binary, s_compare];

    /// <inheritdoc cref="AnyInt.Binary"/>
    [Elidable]
    public static PyObject? Binary([Green] BinaryOp op, PyObject a, PyObject b)
    {
        if (s_binary.EnterFunction(op, a, b) is { } whole)
        {
            if (whole.IsReturn) return whole.Result;
            (op, a, b) = whole.State;
        }
        s_binary.MergePoint(op, a, b);
        return TryTwoWords(a, out ulong x, out ulong x1) && TryTwoWords(b, out ulong y, out ulong y1) && AnyInt.TwoWords(op, x, x1, y, y1) is { } common
            ? common : AnyInt.Binary(op, a, b);
    }

    /// <inheritdoc cref="AnyInt.Compare"/>
    [Elidable]
    public static int Compare([Green] CompareOp op, PyObject a, PyObject b)
    {
        if (s_compare.EnterFunction(op, a, b) is { } whole)
        {
            if (whole.IsReturn) return whole.Result;
            (op, a, b) = whole.State;
        }
        s_compare.MergePoint(op, a, b);
        if (!TryTwoWords(a, out ulong x, out ulong x1) || !TryTwoWords(b, out ulong y, out ulong y1)) return AnyInt.Compare(op, a, b);
        bool isTrue = op switch
        {
            CompareOp.Eq => ((x ^ y) | (x1 ^ y1)) == 0,
            CompareOp.Ne => ((x ^ y) | (x1 ^ y1)) != 0,
            CompareOp.Lt => IsLess(x, x1, y, y1),
            CompareOp.Ge => !IsLess(x, x1, y, y1),
            CompareOp.Gt => IsLess(y, y1, x, x1),
            _ => !IsLess(y, y1, x, x1),
        };
        return isTrue ? 1 : 0;
    }

    private static bool IsLess(ulong x, ulong x1, ulong y, ulong y1) => x1 == y1 ? x < y : (long)x1 < (long)y1;

    // As PyLong.TryGetTwoWords, in the words that a trace has operations for.
    private static bool TryTwoWords(PyObject a, out ulong low, out ulong high)
    {
        low = high = 0;
        if (a is PyInt one)
        {
            low = (ulong)one.Value;
            high = (ulong)(one.Value >> 63);
            return true;
        }
        if (a is not PyLong { IsTwoWords: true } two) return false;
        low = two.Low;
        high = two.High;
        return true;
    }
}
