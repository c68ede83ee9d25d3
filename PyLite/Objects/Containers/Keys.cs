using System.Runtime.CompilerServices;
using MetaJit;

namespace PyLite.Objects;

/// <summary>
/// Hashes and equality of what keys mostly are: ints, strings, floats, bools, None, and tuples of such. Nothing of the program's can run meanwhile, which the
/// tracer knows of calls that go no further; whoever gets "ask" for an answer asks the objects.
/// </summary>
public static class Keys
{
    public const int Ask = -1;

    /// <summary>The hash, if the key is of these types.</summary>
    public static bool TryHash(PyObject key, out long hash)
    {
        if (Exact.Int(key) is { } i)
        {
            hash = IntMath.Hash(i.Value);
            return true;
        }
        if (Exact.Str(key) is { } s)
        {
            hash = s.Hash();
            return true;
        }
        if (Exact.Tuple(key) is { } t) return t.TryHash(out hash);
        if (key is PyFloat or PyNone or PyBool)
        {
            hash = key.Hash();
            return true;
        }
        hash = 0;
        return false;
    }

    /// <summary>1, 0 or <see cref="Ask"/>.</summary>
    public static int QuickEqual(PyObject a, PyObject b)
    {
        if (ReferenceEquals(a, b)) return 1;
        if (Exact.Int(a) is { } m && Exact.Int(b) is { } n) return m.Value == n.Value ? 1 : 0;
        if (Exact.Str(a) is { } s && Exact.Str(b) is { } t) return s.EqualsStr(t) ? 1 : 0;
        if (Exact.Tuple(a) is { } x && Exact.Tuple(b) is { } y) return x.QuickEquals(y);
        if (a is PyFloat f && b is PyFloat g) return f.Value == g.Value ? 1 : 0;
        // Numbers of different types may be equal; nothing else of different types is.
        bool isNumber = IsNumber(a), isOtherNumber = IsNumber(b);
        return (isNumber || IsPlain(a)) && (isOtherNumber || IsPlain(b)) && !(isNumber && isOtherNumber) ? 0 : Ask;
    }

    private static bool IsNumber(PyObject o) => o is PyInt or PyFloat or PyBool;

    private static bool IsPlain(PyObject o) => o is PyStr or PyTuple or PyNone;

    /// <summary><c>a op b</c> of an order, as code asks that the tracer does not follow: 1, 0, or -1 with an exception pending.</summary>
    public static int Order(CompareOp op, PyObject a, PyObject b) => QuickOrder(op, a, b) is not Ask and var quick ? quick : Operators.CompareTruth(op, a, b);

    /// <summary>The same for the commonest keys: 1, 0 or <see cref="Ask"/>.</summary>
    public static int QuickOrder(CompareOp op, PyObject a, PyObject b)
    {
        bool holds;
        if (Exact.Int(a) is { } m && Exact.Int(b) is { } n) holds = IntMath.Compare(op, m.Value, n.Value);
        else if (Exact.Float(a) is { } x && Exact.Float(b) is { } y) holds = FloatMath.Compare(op, x.Value, y.Value);
        else if (Exact.Str(a) is { } s && Exact.Str(b) is { } t) holds = IntMath.Compare(op, s.Order(t), 0);
        else return Exact.Tuple(a) is { } v && Exact.Tuple(b) is { } w && HasRoom ? v.QuickOrder(op, w) : Ask;
        return holds ? 1 : 0;
    }

    /// <summary>Whether one tuple in another may be gone into. A trace follows a few, and calls for the rest.</summary>
    internal static bool HasRoom => Jit.IsTracing || RuntimeHelpers.TryEnsureSufficientExecutionStack();

    /// <summary>Equality as tables ask it: 1, 0, or -1 with an exception pending.</summary>
    public static int Equal(PyObject a, PyObject b) => QuickEqual(a, b) is >= 0 and var quick ? quick : Operators.Equal(a, b);
}
