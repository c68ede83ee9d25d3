using MetaJit;

namespace PyLite.Objects;

/// <summary><c>object</c>.</summary>
public static class ObjectMethods
{
    public static PyObject? Make(PyObject[] args, PyStr[]? keywords) =>
        args.Length > 0 ? PyErr.TypeError("object() takes no arguments") : PyInstance.New(Types.Object);

    public static void Populate(PyType t)
    {
        Define.New(t, (args, keywords) => args.Length == 0 ? PyErr.TypeError("object.__new__(): not enough arguments")
            : args[0] is PyType type ? NewObject(type, Calls.Rest(args), keywords) : PyErr.TypeError($"object.__new__(X): X is not a type object ({args[0].Type.Name})"));
        t.Set("__init__", new PyBuiltin("__init__", t) { Any = Init });
        t.Set("__init_subclass__", new PyClassMethod(new PyBuiltin("__init_subclass__")
        {
            Any = (args, keywords) => keywords is { Length: > 0 } ? PyErr.TypeError($"{((PyType)args[0]).Name}.__init_subclass__() takes no keyword arguments")
                : args.Length > 1 ? PyErr.TypeError($"{((PyType)args[0]).Name}.__init_subclass__() takes no arguments ({args.Length - 1} given)") : PyNone.None,
            Class = t,
        }));
        t.ClassMethod("__subclasshook__", (args, keywords) => PyNotImplemented.Value);
        t.Method("__repr__", self => Attributes.DefaultRepr(self));
        t.Method("__str__", self => self.Repr());
        t.Method("__hash__", self => new PyInt(Identity.HashOf(self)));
        t.Method("__eq__", (self, other) => Identity.Same(self, other) ? PyBool.True : PyNotImplemented.Value);
        t.Method("__ne__", (self, other) => NotEqual(self, other));
        foreach (CompareOp op in new[] { CompareOp.Lt, CompareOp.Le, CompareOp.Gt, CompareOp.Ge })
            t.Method(Names.Compare(op).Value, (self, other) => PyNotImplemented.Value);
        t.Method("__getattribute__", (self, name) => UserSlots.Unwrap(name) is PyStr s ? GetGeneric(self, s) : WrongName(name));
        t.Method("__setattr__", (self, name, value) => UserSlots.Unwrap(name) is PyStr s ? Define.None(SetGeneric(self, PyStr.Intern(s), value)) : WrongName(name));
        t.Method("__delattr__", (self, name) => UserSlots.Unwrap(name) is PyStr s ? Define.None(SetGeneric(self, PyStr.Intern(s), null)) : WrongName(name));
        t.Method("__format__", (self, spec) => FormatObject(self, spec));
        t.Method("__dir__", self => Introspection.OfInstance(self));
        t.Method("__reduce__", self => Reduction.ByCopyReg(self, PyInt.Zero));
        t.Method("__reduce_ex__", Reduction.ReduceEx);
        t.Method("__getstate__", self => Reduction.State(self));
        t.Method("__sizeof__", self => new PyInt(48));
        t.Property("__class__", self => self.Type, SetClass);
        t.Set("__doc__", PyNone.None);
    }

    private static PyObject? WrongName(PyObject name) => PyErr.TypeError($"attribute name must be string, not '{name.Type.Name}'");

    private static PyObject? NewObject(PyType type, PyObject[] args, PyStr[]? keywords)
    {
        type = Jit.Promote(type);
        return args.Length == 0 && HasPlainObjects(type, type.Tag.Get()) ? PyInstance.New(type) : NewOther(type, args, keywords);
    }

    /// <summary>Whether there is nothing to check or to do when an instance of the class is made.</summary>
    [Elidable]
    private static bool HasPlainObjects(PyType type, VersionTag tag) =>
        type is { IsUser: true, NativeBase: null, IsException: false } && (type.Lookup(Construction.AbstractMethods) is not { } names || names is not PyGetSet && names.Truth() <= 0) && !Modules.Finalizers.Has(type);

    [DontLookInside]
    private static PyObject? NewOther(PyType type, PyObject[] args, PyStr[]? keywords)
    {
        if (type.IsUser && !Construction.CheckAbstract(type)) return null;
        if (type.NativeBase != null || type.IsException || !type.IsUser && type != Types.Object && !type.HasPlainInstances)
        {
            PyType unsafeFor = type.NativeBase ?? type;
            if (type.IsException) return Construction.Allocate(type, args, keywords);
            return PyErr.TypeError($"object.__new__({type.Name}) is not safe, use {unsafeFor.Name}.__new__()");
        }
        if (args.Length > 0 && type.Lookup(Names.New) is not PyBuiltin || args.Length > 0 && type.Lookup(Names.New) is PyBuiltin { Self: { } other } && other != Types.Object)
            return PyErr.TypeError("object.__new__() takes exactly one argument (the type to instantiate)");
        if (args.Length > 0 && IsObjects(type.Lookup(Names.Init))) return PyErr.TypeError($"{type.Name}() takes no arguments");
        return Modules.Finalizers.Has(type) ? Modules.Finalizers.Watch(PyInstance.New(type)) : PyInstance.New(type);
    }

    private static bool IsObjects(PyObject? init) => init is PyBuiltin { Owner: { } owner } && owner == Types.Object;

    private static PyObject? Init(PyObject[] args, PyStr[]? keywords)
    {
        if (args.Length <= 1) return PyNone.None;
        PyType type = args[0].Type;
        if (!IsObjects(type.Lookup(Names.Init))) return PyErr.TypeError("object.__init__() takes exactly one argument (the instance to initialize)");
        if (type.Lookup(Names.New) is PyBuiltin { Self: { } owner } && owner == Types.Object)
            return PyErr.TypeError($"{type.Name}.__init__() takes exactly one argument (the instance to initialize)");
        return PyNone.None;
    }

    private static PyObject? NotEqual(PyObject self, PyObject other)
    {
        PyObject? equal = self.Compare(CompareOp.Eq, other);
        if (equal == null || equal == PyNotImplemented.Value) return equal;
        int truth = Operators.Truth(equal);
        return truth < 0 ? null : PyBool.Of(truth == 0);
    }

    private static PyObject? GetGeneric(PyObject self, PyStr name) =>
        self switch
        {
            PyInstance i => i.GetGeneric(name),
            PyException e => e.GetGeneric(PyStr.Intern(name)),
            PyModule m => m.GetGeneric(PyStr.Intern(name)),
            Modules.PyLocal local => local.GetGeneric(PyStr.Intern(name)),
            _ => self.GetAttr(PyStr.Intern(name)),
        };

    private static bool SetGeneric(PyObject self, PyStr name, PyObject? value) =>
        self switch
        {
            PyInstance i => i.SetGeneric(name, value),
            PyType t => t.SetGeneric(name, value),
            PyException e => e.SetGeneric(PyStr.Intern(name), value),
            PyModule m => m.SetGeneric(PyStr.Intern(name), value),
            Modules.PyLocal local => local.SetGeneric(PyStr.Intern(name), value),
            _ => self.SetAttr(name, value),
        };

    private static PyObject? FormatObject(PyObject self, PyObject spec)
    {
        if (UserSlots.Unwrap(spec) is not PyStr text) return PyErr.TypeError($"__format__() argument must be str, not {spec.Type.Name}");
        if (text.Length == 0) return self.StrAsGiven();
        if (self is PyInstance { Native: PyInt or PyFloat or PyStr or PyLong or PyComplex } derived) return Formatting.Format(derived.Native, text);
        return PyErr.TypeError($"unsupported format string passed to {self.Type.Name}.__format__");
    }

    private static bool SetClass(PyObject self, PyObject? value)
    {
        if (value == null) return PyErr.Fail(Types.TypeError, "can't delete __class__ attribute");
        if (value is not PyType type) return PyErr.Fail(Types.TypeError, $"__class__ must be set to a class, not '{value.Type.Name}' object");
        if (self is PyModule module && type.IsSubtype(Types.Module))
        {
            module.ModuleType = type;
            return true;
        }
        if (!type.IsUser || !self.Type.IsUser || self is not (PyInstance or PyException or PyType))
            return PyErr.Fail(Types.TypeError, "__class__ assignment only supported for mutable types or ModuleType subclasses");
        if (!self.Type.HasLayoutOf(type))
            return PyErr.Fail(Types.TypeError, $"__class__ assignment: '{type.Name}' object layout differs from '{self.Type.Name}'");
        if (self is PyInstance i) i.SetClass(type);
        else if (self is PyException e) e.SetClass(type);
        else if (self is PyType t) t.SetClass(type);
        return true;
    }
}
