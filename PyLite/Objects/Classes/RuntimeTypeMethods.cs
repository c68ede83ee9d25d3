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
    }

    // ---- slice

    public static PyObject? MakeSlice(PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.NoKeywords("slice", keywords) || !Define.Count("slice", args, 1, 3)) return null;
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
        if (!Define.NoKeywords("super", keywords) || !Define.Count("super()", args, 0, 2)) return null;
        if (args.Length == 2) return MakeSuper(args[0], args[1]);
        return args[0] is PyType start ? new PyUnboundSuper(start) : PyErr.TypeError($"super() argument 1 must be a type, not {args[0].Type.Name}");
    }

    public static PyObject? MakeSuper(PyObject start, PyObject self)
    {
        if (start is not PyType type) return PyErr.TypeError($"super() argument 1 must be a type, not {start.Type.Name}");
        if (self is PyType c && c.IsSubtype(type)) return new PySuper(type, self, c, isClass: true);
        if (self.Type.IsSubtype(type)) return new PySuper(type, self, self.Type, isClass: false);
        // What stands for another object says so by its class.
        if (Attributes.Find(self, Names.Class) is PyType said && said.IsSubtype(type)) return new PySuper(type, self, said, isClass: false);
        if (PyErr.Current != null) return null;
        return PyErr.TypeError("super(type, obj): obj must be an instance or subtype of type");
    }

    public static void PopulateSuper(PyType t)
    {
        t.Member("__thisclass__", self => self is PySuper s ? s.Start : ((PyUnboundSuper)self).Start);
        t.Member("__self__", self => self is PySuper s ? s.Self : PyNone.None);
        t.Member("__self_class__", self => self is PySuper s ? s.SelfType : PyNone.None);
        t.MethodOfInstance("__get__", (args, keywords) =>
        {
            if (!Define.NoKeywords("__get__", keywords) || !Define.Count("", args.AsSpan(1).ToArray(), 1, 2)) return null;
            if (UserSlots.Unwrap(args[0]) is not PyUnboundSuper { Start: var start } || args[1] is PyNone) return args[0];
            return args[0].Type == Types.Super ? MakeSuper(start, args[1]) : args[0].Type.Call([start, args[1]], null);
        });
    }

    // ---- tracebacks

    public static PyObject? MakeTraceback(PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.Parse("traceback", args, keywords, ["tb_next", "tb_frame", "tb_lasti", "tb_lineno"], 4, out PyObject?[] v)) return null;
        if (v[0] is not (PyNone or PyTraceback)) return PyErr.TypeError($"expected traceback object or None, got '{v[0]!.Type.Name}'");
        if (v[1] is not PyFrameObject frame) return PyErr.TypeError($"traceback() argument 'tb_frame' must be frame, not {v[1]!.Type.Name}");
        if (!Sequences.Integer(v[2]!, out long last) || !Sequences.Integer(v[3]!, out long line)) return null;
        return new PyTraceback(frame.Code, frame.Code.View.PositionOf((int)last), v[0] as PyTraceback) { Line = (int)line, Frame = frame, Offset = (int)last };
    }

    public static void PopulateTraceback(PyType t)
    {
        Define.New(t, (args, keywords) => MakeTraceback(Calls.Rest(args), keywords));
        t.Member("tb_frame", self => ((PyTraceback)self).Frame);
        t.Member("tb_lasti", self => new PyInt(((PyTraceback)self).Offset));
        t.Member("tb_lineno", self => new PyInt(((PyTraceback)self).LineNumber));
        t.Property("tb_next", self => (PyObject?)((PyTraceback)self).Inwards() ?? PyNone.None, (self, value) =>
        {
            if (value == null) return PyErr.Fail(Types.TypeError, "can't delete tb_next attribute");
            if (value is not (PyNone or PyTraceback)) return PyErr.Fail(Types.TypeError, $"expected traceback object, got '{value.Type.Name}'");
            for (PyTraceback? link = value as PyTraceback; link != null; link = link.Next_)
                if (ReferenceEquals(link, self)) return PyErr.Fail(Types.ValueError, "traceback loop detected");
            ((PyTraceback)self).Next_ = value as PyTraceback;
            return true;
        });
        t.Method("__dir__", self => new PyList([new PyStr("tb_frame"), new PyStr("tb_next"), new PyStr("tb_lasti"), new PyStr("tb_lineno")]));
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
public sealed class PyCallableIterator(PyObject callable, PyObject sentinel) : PyObject, IReducible
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

    public PyObject Reduce(PyType type) => _done ? IteratorReduction.Of(PyTuple.Empty) : IteratorReduction.Of(callable, sentinel);
}
