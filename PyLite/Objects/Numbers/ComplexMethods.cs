using System.Numerics;
using MetaJit;

namespace PyLite.Objects;

/// <summary><c>complex</c>.</summary>
public static class ComplexMethods
{
    public static readonly PyStr ComplexName = PyStr.Intern("__complex__");

    private static readonly BinaryOp[] Ops = [BinaryOp.Add, BinaryOp.Sub, BinaryOp.Mul, BinaryOp.TrueDiv, BinaryOp.Pow];

    public static PyObject? Make(PyObject[] args, PyStr[]? keywords)
    {
        if (keywords == null && args is [PyFloat real, PyFloat imag]) return new PyComplex(real.Value, imag.Value);
        return MakeAny(args, keywords);
    }

    [DontLookInside]
    private static PyObject? MakeAny(PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.Parse("complex", args, keywords, ["real", "imag"], 0, out PyObject?[] v)) return null;
        if (v[0] is PyComplex same && v[1] == null) return same;
        if (v[0] is { } first && UserSlots.Unwrap(first) is PyStr text)
        {
            if (v[1] != null) return PyErr.TypeError("complex() can't take second arg if first is a string");
            return ComplexText.Parse(text.Value) is { } parsed ? parsed : PyErr.ValueError("complex() arg is a malformed string");
        }
        if (v[1] is { } second && UserSlots.Unwrap(second) is PyStr) return PyErr.TypeError("complex() second arg can't be a string");
        Complex a = default, b = default;
        if (v[0] != null && !ComplexMath.TryGet(v[0]!, out a, "complex() first argument must be a string or a number, not '")) return null;
        if (v[1] == null) return new PyComplex(a.Real, a.Imaginary);
        if (!ComplexMath.TryGet(v[1]!, out b, "complex() second argument must be a number, not '", asksMethod: false)) return null;
        bool isRealComplex = v[0] != null && UserSlots.Unwrap(v[0]!) is PyComplex, isImagComplex = UserSlots.Unwrap(v[1]!) is PyComplex;
        return new PyComplex(isImagComplex ? a.Real - b.Imaginary : a.Real, isRealComplex ? b.Real + a.Imaginary : b.Real);
    }

    private static PyComplex C(PyObject self) => (PyComplex)self;

    public static void Populate(PyType t)
    {
        SlotMethods.New(t);
        SlotMethods.Text(t);
        SlotMethods.Hash(t);
        SlotMethods.Bool(t);
        SlotMethods.Compare(t, ordered: true);
        SlotMethods.Binary(t, Ops);
        SlotMethods.Reflected(t, Ops);
        SlotMethods.Unary(t, UnaryOp.Neg, UnaryOp.Pos, UnaryOp.Abs);
        t.Method("__complex__", self => self);
        SlotMethods.Format(t);
        t.Method("__getnewargs__", self => new PyTuple([new PyFloat(C(self).Real), new PyFloat(C(self).Imag)]));
        t.Method("conjugate", self => new PyComplex(C(self).Real, -C(self).Imag));
        t.Member("real", self => new PyFloat(C(self).Real));
        t.Member("imag", self => new PyFloat(C(self).Imag));
    }
}
