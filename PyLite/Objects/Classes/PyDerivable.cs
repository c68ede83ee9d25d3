namespace PyLite.Objects;

/// <summary>
/// An object of a builtin class that keeps being one in classes derived from it, as exceptions, modules and thread locals do: their
/// instances are no <see cref="PyInstance"/> with an object inside. What operators do is what the derived class says.
/// </summary>
public abstract class PyDerivable : PyObject
{
    public override long Hash() => UserSlots.Hash(this);
    public override int Truth() => UserSlots.Truth(this);
    public override long Len() => UserSlots.Len(this);
    public override PyObject? Binary(BinaryOp op, PyObject other) => UserSlots.Binary(this, op, other);
    public override PyObject? Reflected(BinaryOp op, PyObject other) => UserSlots.Reflected(this, op, other);
    public override PyObject? InPlace(BinaryOp op, PyObject other) => UserSlots.InPlace(this, op, other);
    public override PyObject? Unary(UnaryOp op) => UserSlots.Unary(this, op);
    public override PyObject? Compare(CompareOp op, PyObject other) => UserSlots.Compare(this, op, other);
    public override PyObject? GetItem(PyObject key) => UserSlots.GetItem(this, key);
    public override bool SetItem(PyObject key, PyObject value) => UserSlots.SetItem(this, key, value);
    public override bool DelItem(PyObject key) => UserSlots.DelItem(this, key);
    public override int Contains(PyObject item) => UserSlots.Contains(this, item);
    public override PyObject? Iter() => UserSlots.Iter(this);
    public override PyObject? Next() => UserSlots.Next(this);
    public override bool IsIterator => Type.SpecialOverride(Names.Next) != null;
    public override PyObject? Call(PyObject[] args, PyStr[]? keywords) => UserSlots.Call(this, args, keywords);
    public override bool IsCallable => Type.SpecialOverride(Names.Call) != null;
}
