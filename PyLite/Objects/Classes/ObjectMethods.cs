using MetaJit;

namespace PyLite.Objects;

/// <summary><c>object</c>.</summary>
public static class ObjectMethods
{
    public static PyObject? Make(PyObject[] args, PyStr[]? keywords) =>
        args.Length > 0 ? PyErr.TypeError("object() takes no arguments") : new PyInstance(Types.Object);

    public static void Populate(PyType t)
    {
        t.Set("__new__", new PyBuiltin("__new__")
        {
            Any = (args, keywords) => args.Length > 0 && args[0] is PyType type
                ? NewObject(type, args[1..], keywords) : PyErr.TypeError("object.__new__(X): X is not a type object"),
        });
        t.MethodAny("__init__", (args, keywords) => PyNone.None);
        t.MethodAny("__init_subclass__", (args, keywords) => PyNone.None);
        t.Set("__init_subclass__", new PyClassMethod(new PyBuiltin("__init_subclass__")
        {
            Any = (args, keywords) => keywords is { Length: > 0 }
                ? PyErr.TypeError($"{((PyType)args[0]).Name}.__init_subclass__() takes no keyword arguments") : PyNone.None,
        }));
        t.Method("__repr__", self => Attributes.DefaultRepr(self));
        t.Method("__str__", self => self is PyInstance { Native: null } or not PyInstance ? self.Repr() : UserSlots.Unwrap(self).Str());
        t.Method("__hash__", self => new PyInt(Identity.HashOf(self)));
        t.Method("__eq__", (self, other) => Identity.Same(self, other) ? PyBool.True : PyNotImplemented.Value);
        t.Method("__ne__", (self, other) => NotEqual(self, other));
        foreach (CompareOp op in new[] { CompareOp.Lt, CompareOp.Le, CompareOp.Gt, CompareOp.Ge })
            t.Method(Names.Compare(op).Value, (self, other) => PyNotImplemented.Value);
        t.Method("__getattribute__", (self, name) => name is PyStr s ? GetGeneric(self, s) : PyErr.TypeError("attribute name must be string"));
        t.Method("__setattr__", (self, name, value) => Define.None(SetGeneric(self, PyStr.Intern((PyStr)name), value)));
        t.Method("__delattr__", (self, name) => Define.None(SetGeneric(self, PyStr.Intern((PyStr)name), null)));
        t.Method("__format__", (self, spec) => FormatObject(self, spec));
        t.Method("__dir__", self => new PyList(Introspection.Dir(self)));
        t.Method("__reduce_ex__", (self, protocol) => PyErr.TypeError($"cannot pickle '{self.Type.Name}' object"));
        t.Method("__sizeof__", self => new PyInt(48));
        t.Property("__class__", self => self.Type, SetClass);
        t.Set("__doc__", PyNone.None);
    }

    private static PyObject? NewObject(PyType type, PyObject[] args, PyStr[]? keywords)
    {
        if (type.NativeBase != null || type.IsException || !type.IsUser && type != Types.Object)
            return type.IsUser ? Construction.Allocate(type, args, keywords)
                : PyErr.TypeError($"object.__new__({type.Name}) is not safe, use {type.Name}.__new__()");
        if (args.Length > 0 && type.Lookup(Names.New) is not PyBuiltin && type.Lookup(Names.Init) is PyBuiltin)
            return PyErr.TypeError("object.__new__() takes exactly one argument (the type to instantiate)");
        return args.Length > 0 && type.Lookup(Names.Init) is PyBuiltin ? PyErr.TypeError($"{type.Name}() takes no arguments") : new PyInstance(type);
    }

    private static PyObject? NotEqual(PyObject self, PyObject other)
    {
        PyObject? equal = self.Compare(CompareOp.Eq, other);
        if (equal == null || equal == PyNotImplemented.Value) return equal;
        int truth = Operators.Truth(equal);
        return truth < 0 ? null : PyBool.Of(truth == 0);
    }

    private static PyObject? GetGeneric(PyObject self, PyStr name) =>
        self is PyInstance i ? i.GetGeneric(name) : self.GetAttr(PyStr.Intern(name));

    private static bool SetGeneric(PyObject self, PyStr name, PyObject? value) =>
        self is PyInstance i ? i.SetGeneric(name, value) : self is PyType t ? t.SetGeneric(name, value) : self.SetAttr(name, value);

    private static PyObject? FormatObject(PyObject self, PyObject spec)
    {
        if (spec is PyStr { Value: "" }) return self.Str();
        if (self is PyInstance { Native: { } native }) return Formatting.Format(native, (PyStr)spec);
        return PyErr.TypeError($"unsupported format string passed to {self.Type.Name}.__format__");
    }

    private static bool SetClass(PyObject self, PyObject? value)
    {
        if (self is not PyInstance i || value is not PyType { IsUser: true } type)
            return PyErr.Fail(Types.TypeError, "__class__ assignment only supported for mutable types or ModuleType subclasses");
        i.SetClass(type);
        return true;
    }
}

/// <summary><c>type</c>: the attributes of classes.</summary>
public static class TypeMethods
{
    public static void Populate(PyType t)
    {
        t.Property("__name__", self => Define.Str(((PyType)self).ShortName), (self, value) =>
        {
            ((PyType)self).Name = ((PyStr)value!).Value;
            return true;
        });
        t.Property("__qualname__", self => Define.Str(((PyType)self).QualName), (self, value) =>
        {
            ((PyType)self).QualName = ((PyStr)value!).Value;
            return true;
        });
        t.Property("__module__", self => Own((PyType)self, Names.Module) ?? Define.Str("builtins"), (self, value) => ((PyType)self).Dict.SetStr(Names.Module, value!));
        t.Property("__doc__", self => Own((PyType)self, Names.Doc) ?? PyNone.None, (self, value) => ((PyType)self).Dict.SetStr(Names.Doc, value!));
        t.Property("__bases__", self => new PyTuple([.. ((PyType)self).Bases]));
        t.Property("__base__", self => (PyObject?)((PyType)self).Base ?? PyNone.None);
        t.Property("__mro__", self => new PyTuple([.. ((PyType)self).Mro]));
        t.Property("__dict__", self => DictOf((PyType)self));
        t.Property("__abstractmethods__", self => Own((PyType)self, PyStr.Intern("__abstractmethods__")) ?? PyErr.AttributeError(self, PyStr.Intern("__abstractmethods__")),
            (self, value) => ((PyType)self).Dict.SetStr(PyStr.Intern("__abstractmethods__"), value!));
        t.Method("mro", self => new PyList(((PyType)self).Mro));
        t.Method("__subclasses__", self => new PyList([.. ((PyType)self).Subclasses]));
        t.Method("__instancecheck__", (self, o) => Define.Bool(o.Type.IsSubtype((PyType)self)));
        t.Method("__subclasscheck__", (self, o) => Define.Bool(o is PyType s && s.IsSubtype((PyType)self)));
        t.MethodAny("__call__", (args, keywords) => Construction.Instantiate((PyType)args[0], args[1..], keywords));
        t.MethodAny("__init__", (args, keywords) => PyNone.None);
        t.Static("__new__", (args, keywords) => ClassBuilder.FromArguments((PyType)args[0], args[1..], keywords));
        t.Set("__prepare__", new PyClassMethod(new PyBuiltin("__prepare__") { Any = (args, keywords) => new PyDict() }));
        t.Method("__repr__", self => self.Repr());
        t.Method("__or__", (self, other) => new PyTuple([self, other]));
    }

    private static PyObject? Own(PyType type, PyStr name)
    {
        type.EnsurePopulated();
        PyObject? value = type.Dict.GetStr(name);
        return value is GlobalCell cell ? cell.Value : value;
    }

    private static PyDict DictOf(PyType type)
    {
        type.EnsurePopulated();
        var dict = new PyDict();
        foreach ((PyObject key, PyObject value) in type.Dict.Pairs()) dict.Set(key, value is GlobalCell cell ? cell.Value! : value);
        return dict;
    }
}
