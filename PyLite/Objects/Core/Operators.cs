using MetaJit;

namespace PyLite.Objects;

/// <summary>
/// The operators as the language defines them: fast paths for exact ints and floats, then the left operand's slot, then the
/// right one's. Every method is small so that the tracer follows it and guards on the operands' classes.
/// </summary>
public static class Operators
{
    private static readonly string[] Symbols = ["+", "-", "*", "/", "//", "%", "** or pow()", "<<", ">>", "&", "|", "^", "@", "divmod()"];
    private static readonly string[] CompareSymbols = ["<", "<=", "==", "!=", ">", ">="];

    public static string Symbol(BinaryOp op) => Symbols[(int)op];
    public static string Symbol(CompareOp op) => CompareSymbols[(int)op];
    /// <summary>The TypeError of a unary operator.</summary>
    [DontLookInside]
    public static PyObject? BadOperand(UnaryOp op, PyType type) =>
        PyErr.TypeError($"bad operand type for {(op == UnaryOp.Abs ? "" : "unary ")}{Symbol(op)}: '{type.Name}'");

    public static string Symbol(UnaryOp op) => op switch { UnaryOp.Neg => "-", UnaryOp.Pos => "+", UnaryOp.Invert => "~", _ => "abs()" };

    public static PyObject? Add(PyObject a, PyObject b)
    {
        if (a is PyInt x && b is PyInt y)
            return Jit.AddOverflow(x.Value, y.Value, out long sum) ? PyLong.AddSlow(x.Value, y.Value) : new PyInt(sum);
        if (a is PyFloat f && b is PyFloat g) return new PyFloat(f.Value + g.Value);
        return BinaryGeneric(BinaryOp.Add, a, b);
    }

    public static PyObject? Sub(PyObject a, PyObject b)
    {
        if (a is PyInt x && b is PyInt y)
            return Jit.SubOverflow(x.Value, y.Value, out long difference) ? PyLong.SubSlow(x.Value, y.Value) : new PyInt(difference);
        if (a is PyFloat f && b is PyFloat g) return new PyFloat(f.Value - g.Value);
        return BinaryGeneric(BinaryOp.Sub, a, b);
    }

    public static PyObject? Mul(PyObject a, PyObject b)
    {
        if (a is PyInt x && b is PyInt y)
            return Jit.MulOverflow(x.Value, y.Value, out long product) ? PyLong.MulSlow(x.Value, y.Value) : new PyInt(product);
        if (a is PyFloat f && b is PyFloat g) return new PyFloat(f.Value * g.Value);
        return BinaryGeneric(BinaryOp.Mul, a, b);
    }

    /// <summary>Any binary operator; with a constant operator the tracer sees one case only.</summary>
    public static PyObject? Binary(BinaryOp op, PyObject a, PyObject b) => op switch
    {
        BinaryOp.Add => Add(a, b),
        BinaryOp.Sub => Sub(a, b),
        BinaryOp.Mul => Mul(a, b),
        _ => BinaryGeneric(op, a, b),
    };

    private static PyObject? BinaryGeneric(BinaryOp op, PyObject a, PyObject b)
    {
        // A subclass that overrides the reflected method goes first; only user classes can be such a subclass.
        if (b is PyInstance right && a is PyInstance left && right.Type != left.Type && right.Type.IsSubtype(left.Type)
            && right.Type.Overrides(Names.Reflected(op), left.Type))
        {
            PyObject? early = b.Reflected(op, a);
            if (early != PyNotImplemented.Value) return early;
            PyObject? late = a.Binary(op, b);
            return late != PyNotImplemented.Value ? late : Unsupported(op, a, b);
        }
        // A float takes what is an int, and a complex number both, whatever else that says.
        if (b is PyInstance { Native: PyInt or PyLong or PyBool or PyFloat } number && (a is PyComplex || a is PyFloat && number.Native is not PyFloat)
            && a.Binary(op, number.Native!) is var taken && taken != PyNotImplemented.Value)
            return taken;
        if (b is PyInstance { HasNative: true } native && a is not PyInstance && native.Type.IsSubtype(a.Type) && native.Type.SpecialOverride(Names.Reflected(op)) != null)
        {
            PyObject? early = b.Reflected(op, a);
            if (early != PyNotImplemented.Value) return early;
        }
        PyObject? result = a.Binary(op, b);
        if (result != PyNotImplemented.Value) return result;
        result = b.Reflected(op, a);
        if (result == PyNotImplemented.Value && a is PyInstance { Native: { } plain } && b is not PyInstance && a.Type.IsSubtype(b.Type)) result = plain.Binary(op, b);
        return result != PyNotImplemented.Value ? result : Unsupported(op, a, b);
    }

    [DontLookInside]
    private static PyObject? Unsupported(BinaryOp op, PyObject a, PyObject b, bool inPlace = false)
    {
        if (op == BinaryOp.Add && UserSlots.Unwrap(a) is PyStr or PyList or PyTuple or PyBytes)
        {
            string kind = UserSlots.Unwrap(a).Type.Name;
            if (UserSlots.Unwrap(a) is PyBytes) return PyErr.TypeError($"can't concat {b.Type.Name} to {a.Type.Name}");
            if (!inPlace || a is not PyList) return PyErr.TypeError($"can only concatenate {kind} (not \"{b.Type.Name}\") to {kind}");
        }
        if (op == BinaryOp.Mul && (a is PyStr or PyList or PyTuple or PyBytes || b is PyStr or PyList or PyTuple or PyBytes))
        {
            PyObject other = a is PyStr or PyList or PyTuple or PyBytes ? b : a;
            return PyErr.TypeError($"can't multiply sequence by non-int of type '{other.Type.Name}'");
        }
        string symbol = Symbol(op);
        if (op == BinaryOp.RShift && !inPlace && a is PyBuiltin { Name: "print", Owner: null })
            return PyErr.TypeError($"unsupported operand type(s) for >>: '{a.Type.Name}' and '{b.Type.Name}'. Did you mean \"print(<message>, file=<output_stream>)\"?");
        if (inPlace) symbol = op == BinaryOp.Pow ? "**=" : symbol + "=";
        return PyErr.TypeError($"unsupported operand type(s) for {symbol}: '{a.Type.Name}' and '{b.Type.Name}'");
    }

    public static PyObject? InPlace(BinaryOp op, PyObject a, PyObject b)
    {
        if (a is PyInt or PyFloat or PyStr) return BinaryInPlace(op, a, b);
        PyObject? result = a.InPlace(op, b);
        return result != PyNotImplemented.Value ? result : BinaryInPlace(op, a, b);
    }

    private static PyObject? BinaryInPlace(BinaryOp op, PyObject a, PyObject b)
    {
        if (a is PyInt or PyFloat && b is PyInt or PyFloat) return Binary(op, a, b);
        if (op == BinaryOp.Mul && a is PyInstance { Native: PyInt or PyLong or PyFloat } && IsSequence(b) && a.Type.SpecialOverride(Multiply) == null)
            return PyErr.TypeError($"unsupported operand type(s) for *=: '{a.Type.Name}' and '{b.Type.Name}'");
        PyObject? result = a.Binary(op, b);
        if (result != PyNotImplemented.Value) return result;
        result = b.Reflected(op, a);
        return result != PyNotImplemented.Value ? result : Unsupported(op, a, b, inPlace: true);
    }

    private static readonly PyStr Multiply = PyStr.Intern("__mul__");

    /// <summary>A number of a class of the program's own is no factor of these in place: CPython takes such a one for a sequence itself.</summary>
    private static bool IsSequence(PyObject b) => b is PyStr or PyBytes or PyList or PyTuple;

    public static PyObject? Unary(UnaryOp op, PyObject a) => a.Unary(op);

    /// <summary>A rich comparison.</summary>
    public static PyObject? Compare(CompareOp op, PyObject a, PyObject b)
    {
        if (a is PyInt x && b is PyInt y) return PyBool.Of(IntMath.Compare(op, x.Value, y.Value));
        if (a is PyFloat f && b is PyFloat g) return PyBool.Of(FloatMath.Compare(op, f.Value, g.Value));
        return CompareGeneric(op, a, b);
    }

    private static PyObject? CompareGeneric(CompareOp op, PyObject a, PyObject b)
    {
        PyObject? result;
        if (b is PyInstance && !ReferenceEquals(b.Type, a.Type) && b.Type.IsSubtype(a.Type))
        {
            result = b.Compare(Swap(op), a);
            if (result != PyNotImplemented.Value) return result;
            result = a.Compare(op, b);
            if (result != PyNotImplemented.Value) return result;
        }
        else
        {
            result = a.Compare(op, b);
            if (result != PyNotImplemented.Value) return result;
            result = b.Compare(Swap(op), a);
            if (result != PyNotImplemented.Value) return result;
        }
        // What a derived class's own method leaves to the other object, that does with what is derived from its own class.
        bool isDerived = a is PyInstance { HasNative: true } && b is not PyInstance && a.Type.IsSubtype(b.Type);
        if (isDerived || b is PyInstance { HasNative: true } && a is not PyInstance && b.Type.IsSubtype(a.Type))
        {
            result = isDerived ? b.Compare(Swap(op), UserSlots.Unwrap(a)) : a.Compare(op, UserSlots.Unwrap(b));
            if (result != PyNotImplemented.Value) return result;
        }
        if (op == CompareOp.Eq) return PyBool.Of(Identity.Same(a, b));
        if (op == CompareOp.Ne) return PyBool.Of(!Identity.Same(a, b));
        return NotOrdered(op, a, b);
    }

    [DontLookInside]
    private static PyObject? NotOrdered(CompareOp op, PyObject a, PyObject b) =>
        PyErr.TypeError($"'{Symbol(op)}' not supported between instances of '{a.Type.Name}' and '{b.Type.Name}'");

    public static CompareOp Swap(CompareOp op) => op switch
    {
        CompareOp.Lt => CompareOp.Gt,
        CompareOp.Le => CompareOp.Ge,
        CompareOp.Gt => CompareOp.Lt,
        CompareOp.Ge => CompareOp.Le,
        _ => op,
    };

    /// <summary>Whether the comparison holds: 1, 0, or -1 with an exception pending.</summary>
    public static int CompareTruth(CompareOp op, PyObject a, PyObject b)
    {
        if (a is PyInt x && b is PyInt y) return IntMath.Compare(op, x.Value, y.Value) ? 1 : 0;
        PyObject? result = Compare(op, a, b);
        return result == null ? -1 : Truth(result);
    }

    /// <summary>Equality as containers ask it, identity first: 1, 0, or -1 with an exception pending.</summary>
    public static int Equal(PyObject a, PyObject b)
    {
        if (ReferenceEquals(a, b)) return 1;
        if (a is PyStr s && b is PyStr t) return s.EqualsStr(t) ? 1 : 0;
        if (a is PyFloat x && b is PyFloat y) return NaNs.SameOrEqual(x.Value, y.Value) ? 1 : 0;
        return CompareTruth(CompareOp.Eq, a, b);
    }

    /// <summary>1, 0, or -1 with an exception pending.</summary>
    public static int Truth(PyObject a)
    {
        if (ReferenceEquals(a, PyBool.True)) return 1;
        if (ReferenceEquals(a, PyBool.False)) return 0;
        return a.Truth();
    }

    public static PyObject? GetItem(PyObject container, PyObject key) => container.GetItem(key);

    /// <summary>The hash, or -1 with an exception pending.</summary>
    public static long Hash(PyObject a) => a.Hash();
}
