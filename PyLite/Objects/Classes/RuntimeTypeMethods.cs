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

    // ---- range, slice

    public static PyObject? MakeRange(PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.NoKeywords("range", keywords) || !Define.Count("range", args, 1, 3)) return null;
        return args.Length == 1 ? PyRange.Make(PyInt.Zero, args[0], PyInt.One) : PyRange.Make(args[0], args[1], args.Length > 2 ? args[2] : PyInt.One);
    }

    public static void PopulateRange(PyType t)
    {
        SlotMethods.Text(t);
        SlotMethods.Len(t);
        SlotMethods.Iter(t);
        SlotMethods.Contains(t);
        SlotMethods.GetItem(t);
        SlotMethods.Hash(t);
        SlotMethods.Compare(t, ordered: false);
        t.Property("start", self => new PyInt(((PyRange)self).Start));
        t.Property("stop", self => new PyInt(((PyRange)self).Stop));
        t.Property("step", self => new PyInt(((PyRange)self).Step));
        t.Method("index", (self, item) => self.Contains(item) is var has && has == 1 && item is PyInt i
            ? new PyInt((i.Value - ((PyRange)self).Start) / ((PyRange)self).Step) : PyErr.Current != null ? null : PyErr.ValueError($"{item} is not in range"));
        t.Method("count", (self, item) => self.Contains(item) is var n && n < 0 ? null : new PyInt(n));
        t.Method("__reversed__", self => Reversed((PyRange)self));
    }

    public static PyObject Reversed(PyRange r) => new PyRangeIterator(r.Start + (r.Length - 1) * r.Step, -r.Step, r.Length);

    public static PyObject? MakeSlice(PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.Count("slice", args, 1, 3)) return null;
        return args.Length == 1 ? new PySlice(PyNone.None, args[0], PyNone.None) : new PySlice(args[0], args[1], args.Length > 2 ? args[2] : PyNone.None);
    }

    public static void PopulateSlice(PyType t)
    {
        t.Property("start", self => ((PySlice)self).Start);
        t.Property("stop", self => ((PySlice)self).Stop);
        t.Property("step", self => ((PySlice)self).Step);
        t.Method("indices", (self, length) => Sequences.Integer(length, out long n) && ((PySlice)self).Indices(n, out long start, out long stop, out long step, out _)
            ? new PyTuple([new PyInt(start), new PyInt(stop), new PyInt(step)]) : null);
    }

    // ---- functions

    public static PyObject? MakeMethod(PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.NoKeywords("method", keywords) || !Define.Count("method", args, 2, 2)) return null;
        if (!args[0].IsCallable) return PyErr.TypeError("first argument must be callable");
        return args[1] is PyNone ? PyErr.TypeError("self must not be None") : new PyBoundMethod(args[0], args[1]);
    }

    public static void PopulateCallable(PyType t)
    {
        t.MethodAny("__call__", (args, keywords) => args[0].Call(args[1..], keywords));
        t.Property("__name__", self => self is PyBoundMethod { Function: var f } ? f.GetAttr(Names.Name) : self.GetAttr(Names.Name));
        t.Property("__self__", self => self is PyBoundMethod m ? m.Self : PyNone.None);
    }

    private static PyFunction F(PyObject o) => (PyFunction)o;

    public static void PopulateFunction(PyType t)
    {
        t.MethodAny("__call__", (args, keywords) => args[0].Call(args[1..], keywords));
        t.Method("__get__", (self, instance) => new PyBoundMethod(self, instance), (self, instance, owner) => instance is PyNone ? self : new PyBoundMethod(self, instance));
        t.Property("__name__", self => Define.Str(F(self).Name), (self, value) =>
        {
            if (value is not PyStr s) return PyErr.Fail(Types.TypeError, "__name__ must be set to a string object");
            F(self).Name = s.Value;
            return true;
        });
        t.Property("__qualname__", self => Define.Str(F(self).QualName), (self, value) =>
        {
            if (value is not PyStr s) return PyErr.Fail(Types.TypeError, "__qualname__ must be set to a string object");
            F(self).QualName = s.Value;
            return true;
        });
        t.Property("__doc__", self => F(self).Doc ?? (F(self).Code.Consts is [PyStr doc, ..] ? doc : PyNone.None), (self, value) =>
        {
            F(self).Doc = value;
            return true;
        });
        t.Property("__module__", self => F(self).Dict?.GetStr(Names.Module) ?? F(self).Globals.Get(Names.Name) ?? PyNone.None,
            (self, value) => (F(self).Dict ??= new PyDict()).SetStr(Names.Module, value!));
        t.Property("__code__", self => F(self).Code);
        t.Property("__globals__", self => F(self).Globals);
        t.Property("__defaults__", self => F(self).Defaults.Length == 0 ? PyNone.None : new PyTuple([.. F(self).Defaults]));
        t.Property("__kwdefaults__", self => (PyObject?)F(self).KeywordDefaults ?? PyNone.None);
        t.Property("__closure__", self => F(self).Closure.Length == 0 ? PyNone.None : new PyTuple([.. F(self).Closure]));
        t.Property("__annotations__", self => AnnotationsOf(F(self)), (self, value) =>
        {
            F(self).Annotations = value;
            return true;
        });
    }

    private static PyObject AnnotationsOf(PyFunction f)
    {
        if (f.Annotations is PyTuple pairs)
        {
            var dict = new PyDict();
            for (int i = 0; i + 1 < pairs.Items.Length; i += 2) dict.Set(pairs.Items[i], pairs.Items[i + 1]);
            f.Annotations = dict;
        }
        return f.Annotations ??= new PyDict();
    }

    public static void PopulateCell(PyType t) =>
        t.Property("cell_contents", self => ((PyCell)self).Value ?? PyErr.ValueError("Cell is empty"));

    public static void PopulateCode(PyType t)
    {
        t.Property("co_name", self => Define.Str(((PyCode)self).Name));
        t.Property("co_qualname", self => Define.Str(((PyCode)self).QualName));
        t.Property("co_filename", self => Define.Str(((PyCode)self).FileName));
        t.Property("co_firstlineno", self => new PyInt(((PyCode)self).FirstLine));
        t.Property("co_argcount", self => new PyInt(((PyCode)self).ArgCount));
        t.Property("co_varnames", self => new PyTuple([.. ((PyCode)self).SlotNames[..((PyCode)self).LocalCount]]));
    }

    // ---- descriptors

    public static PyObject? MakeProperty(PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.Parse("property", args, keywords, ["fget", "fset", "fdel", "doc"], 0, out PyObject?[] v)) return null;
        return new PyProperty(NotNone(v[0]), NotNone(v[1]), NotNone(v[2]), NotNone(v[3]));
    }

    private static PyObject? NotNone(PyObject? o) => o is PyNone ? null : o;

    public static void PopulateDescriptor(PyType t)
    {
        t.Method("__get__", (self, instance) => self.DescriptorGet(instance is PyNone ? null : instance, instance.Type),
            (self, instance, owner) => self.DescriptorGet(instance is PyNone ? null : instance, owner as PyType ?? instance.Type));
        t.Property("__isabstractmethod__", self => Attributes.Find(self.GetAttr(Names.Func)!, PyStr.Intern("__isabstractmethod__")) ?? PyBool.False);
    }

    public static void PopulateProperty(PyType t)
    {
        t.Method("__get__", (self, instance) => self.DescriptorGet(instance is PyNone ? null : instance, instance.Type),
            (self, instance, owner) => self.DescriptorGet(instance is PyNone ? null : instance, owner as PyType ?? instance.Type));
        t.Method("__set__", (self, instance, value) => Define.None(self.DescriptorSet(instance, value)));
        t.Method("getter", (self, f) => new PyProperty(f, ((PyProperty)self).Setter, ((PyProperty)self).Deleter, ((PyProperty)self).Doc));
        t.Method("setter", (self, f) => new PyProperty(((PyProperty)self).Getter, f, ((PyProperty)self).Deleter, ((PyProperty)self).Doc));
        t.Method("deleter", (self, f) => new PyProperty(((PyProperty)self).Getter, ((PyProperty)self).Setter, f, ((PyProperty)self).Doc));
        t.Property("fget", self => ((PyProperty)self).Getter ?? PyNone.None);
        t.Property("fset", self => ((PyProperty)self).Setter ?? PyNone.None);
        t.Property("fdel", self => ((PyProperty)self).Deleter ?? PyNone.None);
        t.Property("__doc__", self => ((PyProperty)self).Doc ?? ((PyProperty)self).Getter?.GetAttr(Names.Doc) ?? PyNone.None);
        t.Property("__isabstractmethod__", self => ((PyProperty)self).Getter is { } g && Attributes.Find(g, PyStr.Intern("__isabstractmethod__")) is { } flag ? flag : PyBool.False);
    }

    public static PyObject? MakeStaticMethod(PyObject[] args, PyStr[]? keywords) => Define.Count("staticmethod", args, 1, 1) ? new PyStaticMethod(args[0]) : null;

    public static PyObject? MakeClassMethod(PyObject[] args, PyStr[]? keywords) => Define.Count("classmethod", args, 1, 1) ? new PyClassMethod(args[0]) : null;

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
