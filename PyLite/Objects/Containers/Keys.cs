using System.Runtime.CompilerServices;
using MetaJit;

namespace PyLite.Objects;

/// <summary>
/// Hashes and equality of what keys mostly are: ints, strings, floats, bools, None, bytes, classes, functions, and tuples of such. Nothing of the program's can run meanwhile, which the
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
        if (HasOwnHash(key))
        {
            hash = key.Hash();
            return true;
        }
        hash = 0;
        return false;
    }

    /// <summary>Whether nothing of the program's is asked for the hash, of a key that is no int, str or tuple.</summary>
    internal static bool HasOwnHash(PyObject key) => key is PyFloat or PyNone or PyBool or PyFunction or PyBytes { IsMutable: false } || IsPlainClass(key);

    /// <summary>A class whose metaclass is <c>type</c> itself.</summary>
    private static bool IsPlainClass(PyObject o) => o is PyType type && ReferenceEquals(type.Type, Types.Type);

    /// <summary>1, 0 or <see cref="Ask"/>.</summary>
    public static int QuickEqual(PyObject a, PyObject b)
    {
        if (ReferenceEquals(a, b)) return 1;
        if (Exact.Int(a) is { } m && Exact.Int(b) is { } n) return m.Value == n.Value ? 1 : 0;
        if (Exact.Str(a) is { } s && Exact.Str(b) is { } t) return s.EqualsStr(t) ? 1 : 0;
        if (Exact.Tuple(a) is { } x && Exact.Tuple(b) is { } y) return x.QuickEquals(y);
        if (a is PyFloat f) return b is PyFloat g ? NaNs.SameOrEqual(f.Value, g.Value) ? 1 : 0 : TryWhole(b, out long whole) ? IsSame(whole, f.Value) : IsPlain(b) ? 0 : Ask;
        // Numbers of different types may be equal; nothing else of different types is.
        if (TryWhole(a, out long i))
            return TryWhole(b, out long k) ? i == k ? 1 : 0 : b is PyFloat h ? IsSame(i, h.Value) : IsPlain(b) ? 0 : Ask;
        if (a is PyBytes { IsMutable: false } u && b is PyBytes { IsMutable: false } v) return u.SameBytes(v) ? 1 : 0;
        return IsPlain(a) && (IsPlain(b) || b is PyFloat || TryWhole(b, out _)) ? 0 : Ask;
    }

    private static bool TryWhole(PyObject o, out long value)
    {
        if (o is PyInt i)
        {
            value = i.Value;
            return true;
        }
        value = o is PyBool b ? b.Number : 0;
        return o is PyBool;
    }

    /// <summary>Ints of more than 53 bits are compared as what they are.</summary>
    private static int IsSame(long i, double d) => (double)i == d && (d is > -Exactly and < Exactly || d < TwoTo63 && (long)d == i) ? 1 : 0;

    private const double Exactly = 1L << 53, TwoTo63 = 9223372036854775808.0;

    private static bool IsPlain(PyObject o) => o is PyStr or PyTuple or PyNone or PyFunction or PyBytes { IsMutable: false } || IsPlainClass(o);

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
