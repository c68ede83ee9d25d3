using MetaJit;

namespace PyLite.Objects;

/// <summary>One reference in an array of references. Arrays of this struct need no covariance check when stored to.</summary>
public struct Slot
{
    public PyObject? V;
}

/// <summary>
/// A Python object. The virtual methods are CPython's type slots; each reports a Python exception by value: null, false or -1 is
/// returned and the exception stands in <see cref="PyErr.Current"/>. The defaults here are those of a type without the slot.
/// </summary>
public abstract class PyObject
{
    public abstract PyType Type { get; }

    /// <summary>An object of a builtin class has attributes of its own, which go before methods of the class.</summary>
    public virtual bool HasOwnAttributes => false;

    /// <summary>Operators, items, iteration and the like of the object may be functions of the program, which can ask where they were called from.</summary>
    public virtual bool MayRunProgram => false;

    /// <summary>Reading this attribute may run a function of the program.</summary>
    public virtual bool MayRunProgramFor(PyStr name) => false;

    public virtual PyObject? GetAttr(PyStr name) => Attributes.Generic(this, name);

    /// <summary>Setting this attribute may run a function of the program.</summary>
    public virtual bool MayRunProgramToSet(PyStr name) => false;

    /// <summary>Sets the attribute, or deletes it when the value is null.</summary>
    public virtual bool SetAttr(PyStr name, PyObject? value) => Attributes.SetGeneric(this, name, value);

    public virtual PyStr? Repr() => Attributes.DefaultRepr(this);

    public virtual PyStr? Str() => Repr();

    /// <summary><c>str(x)</c> and <c>repr(x)</c> as programs see them: what a method of a program's own gives may be of a class derived from str.</summary>
    public virtual PyObject? StrAsGiven() => Str();
    public virtual PyObject? ReprAsGiven() => Repr();

    /// <summary>The hash, never -1; or -1 with an exception pending.</summary>
    public virtual long Hash() => Identity.HashOf(this);

    /// <summary>1, 0, or -1 with an exception pending.</summary>
    public virtual int Truth() => 1;

    /// <summary>The length, or -1 with an exception pending.</summary>
    public virtual long Len()
    {
        PyErr.TypeError($"object of type '{Type.Name}' has no len()");
        return -1;
    }

    /// <summary><c>self op other</c>, or <see cref="PyNotImplemented.Value"/>.</summary>
    public virtual PyObject? Binary(BinaryOp op, PyObject other) => PyNotImplemented.Value;

    /// <summary><c>other op self</c>, asked after <paramref name="other"/> has declined.</summary>
    public virtual PyObject? Reflected(BinaryOp op, PyObject other) => PyNotImplemented.Value;

    /// <summary><c>self op= other</c> where the object changes itself, or <see cref="PyNotImplemented.Value"/>.</summary>
    public virtual PyObject? InPlace(BinaryOp op, PyObject other) => PyNotImplemented.Value;

    public virtual PyObject? Unary(UnaryOp op) => Operators.BadOperand(op, Type);

    /// <summary>A rich comparison, or <see cref="PyNotImplemented.Value"/>.</summary>
    public virtual PyObject? Compare(CompareOp op, PyObject other) => PyNotImplemented.Value;

    public virtual PyObject? GetItem(PyObject key) => PyErr.TypeError($"'{Type.Name}' object is not subscriptable");

    public virtual bool SetItem(PyObject key, PyObject value) =>
        PyErr.Fail(Types.TypeError, $"'{Type.Name}' object does not support item assignment");

    public virtual bool DelItem(PyObject key) => PyErr.Fail(Types.TypeError,
        $"'{Type.Name}' object {(Type.Lookup(Names.Len) != null && key.Type.Lookup(Names.Index) != null ? "doesn't" : "does not")} support item deletion");

    /// <summary>1, 0, or -1 with an exception pending.</summary>
    public virtual int Contains(PyObject item) => Sequences.ContainsByIteration(this, item);

    public virtual PyObject? Iter() => PyErr.TypeError($"'{Type.Name}' object is not iterable");

    /// <summary>The next item, <see cref="PyEnd.Value"/> at the end, or null with an exception pending.</summary>
    public virtual PyObject? Next() => PyErr.TypeError($"'{Type.Name}' object is not an iterator");

    public virtual bool IsIterator => false;

    /// <summary>Calls with positional arguments followed by the values of the keyword arguments.</summary>
    public virtual PyObject? Call(PyObject[] args, PyStr[]? keywords) => PyErr.TypeError($"'{Type.Name}' object is not callable");

    public virtual bool IsCallable => false;

    /// <summary>Descriptor read: what the attribute is for an instance (null when read from the class itself).</summary>
    public virtual PyObject? DescriptorGet(PyObject? instance, PyType owner) => this;

    /// <summary>Descriptor write or, with a null value, delete. Asked only of data descriptors.</summary>
    public virtual bool DescriptorSet(PyObject instance, PyObject? value) => PyErr.Fail(Types.AttributeError, "__set__");

    /// <summary>Whether <see cref="DescriptorGet"/> is more than the object itself.</summary>
    public virtual bool IsDescriptor => false;

    /// <summary>Whether the descriptor goes before the instance's own attributes.</summary>
    public virtual bool IsDataDescriptor => false;

    public override string ToString() => Repr()?.Value ?? $"<{Type.Name}>";
}

/// <summary>The binary operators, in the order of <see cref="Operators"/>' tables.</summary>
public enum BinaryOp
{
    Add, Sub, Mul, TrueDiv, FloorDiv, Mod, Pow, LShift, RShift, And, Or, Xor, MatMul, DivMod,
}

public enum UnaryOp
{
    Neg, Pos, Invert, Abs,
}

public enum CompareOp
{
    Lt, Le, Eq, Ne, Gt, Ge,
}
