using System.Numerics;
using MetaJit;
using PyLite.Compiling;
using PyLite.Interpreter;

namespace PyLite.Objects;

/// <summary>The smaller builtin classes: functions, descriptors, ranges, slices, tracebacks.</summary>
public static class RuntimeTypeMethods
{
    public static void PopulateIterator(PyType t)
    {
        t.Method("__iter__", self => self);
        t.Method("__next__", self => Iteration.NextOrStop(self));
        t.Method("__length_hint__", self => new PyInt(self switch { PyListIterator l => l.Left, PyRangeIterator r => r.Left, _ => 0 }));
    }

    // ---- slice

    public static PyObject? MakeSlice(PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.Count("slice", args, 1, 3)) return null;
        return args.Length == 1 ? new PySlice(PyNone.None, args[0], PyNone.None) : new PySlice(args[0], args[1], args.Length > 2 ? args[2] : PyNone.None);
    }

    public static void PopulateSlice(PyType t)
    {
        SlotMethods.New(t);
        SlotMethods.Text(t);
        SlotMethods.Compare(t, ordered: true);
        t.Set("__hash__", PyNone.None);
        t.Member("start", self => ((PySlice)self).Start);
        t.Member("stop", self => ((PySlice)self).Stop);
        t.Member("step", self => ((PySlice)self).Step);
        t.Method("indices", (self, length) =>
        {
            if (!Sequences.AnyInteger(length, null, out BigInteger n)) return null;
            if (n.Sign < 0) return PyErr.ValueError("length should not be negative");
            return ((PySlice)self).BigIndices(n, out BigInteger start, out BigInteger stop, out BigInteger step)
                ? new PyTuple([PyLong.From(start), PyLong.From(stop), PyLong.From(step)]) : null;
        });
        t.Method("__reduce__", self => new PyTuple([Types.Slice, new PyTuple([((PySlice)self).Start, ((PySlice)self).Stop, ((PySlice)self).Step])]));
    }

    // ---- super

    public static PyObject? MakeSuper(PyObject[] args, PyStr[]? keywords)
    {
        if (args.Length == 0) return PyErr.Raise(Types.RuntimeError, "super(): no arguments");
        return args.Length != 2 ? PyErr.TypeError("super() takes two arguments, or none in a method") : MakeSuper(args[0], args[1]);
    }

    public static PyObject? MakeSuper(PyObject start, PyObject self)
    {
        if (start is not PyType type) return PyErr.TypeError($"super() argument 1 must be a type, not {start.Type.Name}");
        if (self is PyType c && c.IsSubtype(type)) return new PySuper(type, self, c, isClass: true);
        if (self.Type.IsSubtype(type)) return new PySuper(type, self, self.Type, isClass: false);
        return PyErr.TypeError("super(type, obj): obj must be an instance or subtype of type");
    }

    public static void PopulateSuper(PyType t)
    {
        t.Property("__thisclass__", self => ((PySuper)self).Start);
        t.Property("__self__", self => ((PySuper)self).Self);
        t.Property("__self_class__", self => ((PySuper)self).SelfType);
    }

    // ---- tracebacks

    public static void PopulateTraceback(PyType t)
    {
        t.Property("tb_lineno", self => new PyInt(((PyTraceback)self).Code.LineAt(((PyTraceback)self).Pc)));
        t.Property("tb_next", self => (PyObject?)((PyTraceback)self).Next_ ?? PyNone.None);
        t.Property("tb_frame", self => self);
        t.Property("f_code", self => ((PyTraceback)self).Code);
    }
}

/// <summary>The iteration protocol as programs see it: the end is StopIteration.</summary>
public static class Iteration
{
    public static PyObject? NextOrStop(PyObject iterator) => OrStop(iterator.Next(), iterator as PyResumable);

    public static PyObject? OrStop(PyObject? value, PyResumable? generator)
    {
        if (!ReferenceEquals(value, PyEnd.Value)) return value;
        if (generator == null || generator.Result is PyNone) return PyErr.Raise(new PyException(Types.StopIteration, PyTuple.Empty));
        PyObject result = generator.Result;
        generator.Result = PyNone.None;
        return PyErr.Raise(new PyException(Types.StopIteration, new PyTuple([result])));
    }
}

/// <summary>Calls a function until it gives the sentinel: <c>iter(callable, sentinel)</c>.</summary>
public sealed class PyCallableIterator(PyObject callable, PyObject sentinel) : PyObject
{
    private bool _done;

    public override PyType Type => Types.CallableIterator;
    public override bool IsIterator => true;
    public override PyObject Iter() => this;

    public override PyObject? Next()
    {
        if (_done) return PyEnd.Value;
        PyObject? value = Calls.Call0(callable);
        if (value == null)
        {
            if (!PyErr.TakeIf(Types.StopIteration)) return null;
            _done = true;
            return PyEnd.Value;
        }
        int equal = Operators.Equal(value, sentinel);
        if (equal < 0) return null;
        _done = equal == 1;
        return _done ? PyEnd.Value : value;
    }
}
