using MetaJit;
namespace PyLite.Objects;

/// <summary><c>type</c>: the attributes of classes.</summary>
public static class TypeMethods
{
    private const long HeapType = 1 << 9, BaseType = 1 << 10, Ready = 1 << 12, Abstract = 1 << 20;

    private static readonly PyStr AbstractMethods = PyStr.Intern("__abstractmethods__");

    private static PyType T(PyObject o) => (PyType)o;

    public static void Populate(PyType t)
    {
        t.Property("__name__", self => T(self).NameText, (self, value) => SetText(self, "__name__", value, static (type, text) => type.Name = text));
        t.Property("__qualname__", self => Define.Str(T(self).QualName), (self, value) => SetText(self, "__qualname__", value, static (type, text) => type.QualName = text));
        t.Property("__module__", self => T(self).OwnAttribute(Names.Module) is { } m and not PyGetSet ? m : (T(self).IsUser ? PyErr.Raise(Types.AttributeError, "__module__") : Define.Str(T(self).ModuleText())),
            (self, value) => SetOwn(self, Names.Module, value));
        t.Property("__doc__", self => DocOf(T(self)), (self, value) => value != null ? SetOwn(self, Names.Doc, value)
            : PyErr.Fail(Types.TypeError, $"cannot delete '__doc__' attribute of immutable type '{T(self).Name}'"));
        t.Property("__bases__", self => new PyTuple([.. T(self).Bases]), SetBases);
        t.Member("__base__", self => (PyObject?)T(self).Base ?? PyNone.None);
        t.Member("__mro__", self => new PyTuple([.. T(self).Mro]));
        t.Property("__dict__", self => new PyMappingProxy(T(self)));
        t.Property("__abstractmethods__", self => self != Types.Type && T(self).OwnAttribute(AbstractMethods) is { } names ? names : PyErr.AttributeError(self, AbstractMethods),
            (self, value) =>
            {
                if (value != null) return T(self).SetOwn(AbstractMethods, value);
                if (T(self).OwnAttribute(AbstractMethods) != null) return T(self).SetOwn(AbstractMethods, null);
                PyErr.AttributeError(self, AbstractMethods);
                return false;
            });
        t.Property("__annotations__", AnnotationsOf, (self, value) =>
        {
            if (!T(self).IsUser) return T(self).SetImmutable(Names.Annotations);
            if (value == null && T(self).OwnAttribute(Names.Annotations) == null) return PyErr.Fail(Types.AttributeError, "__annotations__");
            return T(self).SetOwn(Names.Annotations, value);
        });
        t.Property("__text_signature__", self => !T(self).IsUser && (Modules.BuiltinDocs.Of(T(self))?.Signature ?? T(self).ConstructorText) is { } signature ? Define.Str(signature) : PyNone.None);
        t.Member("__flags__", self => new PyInt(Flags(T(self))));
        t.Member("__basicsize__", self => new PyInt(T(self).Base is { } b && b != Types.Object ? 56 : T(self) == Types.Object ? 16 : 32));
        t.Member("__itemsize__", self => new PyInt(T(self).IsSubtype(Types.Int) ? 4 : T(self).IsSubtype(Types.Tuple) ? 8 : T(self).IsSubtype(Types.Bytes) ? 1 : 0));
        t.Member("__dictoffset__", self => new PyInt(T(self).HasDictionary ? 16 : 0));
        t.Member("__weakrefoffset__", self => new PyInt(T(self).IsUser && T(self).SlotNames == null ? 24 : 0));

        t.Method("mro", self => ClassBuilder.ComputeMro(T(self)) is { } mro ? new PyList(mro) : null);
        t.Method("__subclasses__", self => new PyList([.. T(self).Subclasses]));
        t.Method("__instancecheck__", (self, o) => TypeChecks.IsRealInstance(o, T(self)) is var yes && PyErr.Current != null ? null : PyBool.Of(yes));
        t.Method("__subclasscheck__", (self, o) => Define.Bool(TypeChecks.IsRealSubclass(o, T(self))));
        t.MethodAny("__call__", (args, keywords) => Construction.Instantiate(T(args[0]), Calls.Rest(args), keywords));
        t.MethodAny("__init__", (args, keywords) =>
        {
            int positional = args.Length - 1 - (keywords?.Length ?? 0);
            if (keywords is { Length: > 0 } && positional == 1) return PyErr.TypeError("type.__init__() takes no keyword arguments");
            return positional is 1 or 3 ? PyNone.None : PyErr.TypeError("type.__init__() takes 1 or 3 arguments");
        });
        Define.New(t, (args, keywords) =>
        {
            if (args.Length == 0 || args[0] is not PyType meta) return PyErr.TypeError("type.__new__(X): X is not a type object");
            if (!meta.IsSubtype(Types.Type)) return PyErr.TypeError($"type.__new__({meta.Name}): {meta.Name} is not a subtype of type");
            return ClassBuilder.FromArguments(meta, Calls.Rest(args), keywords);
        });
        t.ClassMethod("__prepare__", (args, keywords) => new PyDict());
        t.Method("__repr__", self => T(self).PlainRepr());
        t.Method("__getattribute__", (self, name) => UserSlots.Unwrap(name) is PyStr s ? T(self).GetGeneric(PyStr.Intern(s)) : PyErr.TypeError("attribute name must be string"));
        t.Method("__setattr__", (self, name, value) => UserSlots.Unwrap(name) is PyStr s ? Define.None(T(self).SetGeneric(PyStr.Intern(s), value)) : PyErr.TypeError("attribute name must be string"));
        t.Method("__delattr__", (self, name) => UserSlots.Unwrap(name) is PyStr s ? Define.None(T(self).SetGeneric(PyStr.Intern(s), null)) : PyErr.TypeError("attribute name must be string"));
        t.Method("__or__", (self, other) => PyUnionType.Or(self, other));
        t.Method("__ror__", (self, other) => PyUnionType.Or(other, self));
        t.Method("__dir__", self => Introspection.OfClass(T(self)));
        t.Method("__sizeof__", self => new PyInt(1064));
    }

    private static bool SetText(PyObject self, string attribute, PyObject? value, Action<PyType, string> set)
    {
        if (!T(self).IsUser) return T(self).SetImmutable(PyStr.Intern(attribute));
        if (value == null) return PyErr.Fail(Types.TypeError, $"cannot delete '{attribute}' attribute of type '{T(self).Name}'");
        if (UserSlots.Unwrap(value) is not PyStr text) return PyErr.Fail(Types.TypeError, $"can only assign string to {T(self).Name}.{attribute}, not '{value.Type.Name}'");
        if (attribute == "__name__" && text.Value.Contains('\0')) return PyErr.Fail(Types.ValueError, "type name must not contain null characters");
        if (!Interpreter.Compilation.IsEncodable(text, text.Value)) return false;
        set(T(self), text.Value);
        T(self).Changed();
        return true;
    }

    private static bool SetOwn(PyObject self, PyStr name, PyObject? value)
    {
        if (!T(self).IsUser) return T(self).SetImmutable(name);
        if (value == null) return PyErr.Fail(Types.TypeError, $"cannot delete '{name.Value}' attribute of type '{T(self).Name}'");
        return T(self).SetOwn(name, value);
    }

    /// <summary><c>__doc__</c> of a class, and of instances of a builtin one.</summary>
    [DontLookInside]
    internal static PyObject? DocOf(PyType type)
    {
        PyObject? doc = type.OwnAttribute(Names.Doc);
        if (doc is null or PyGetSet or PyNone) return !type.IsUser && Modules.BuiltinDocs.Of(type)?.Doc is { } text ? Define.Str(text) : PyNone.None;
        return doc.IsDescriptor ? doc.DescriptorGet(null, type) : doc;
    }

    private static PyObject? AnnotationsOf(PyObject self)
    {
        PyType type = T(self);
        if (type.OwnAttribute(Names.Annotations) is { } own) return own.IsDescriptor ? own.DescriptorGet(null, type) : own;
        if (!type.IsUser) return PyErr.AttributeError(self, Names.Annotations);
        var made = new PyDict();
        type.SetOwn(Names.Annotations, made);
        return made;
    }

    private static long Flags(PyType type)
    {
        long flags = Ready;
        if (type.IsUser) flags |= HeapType;
        if (!type.IsFinal) flags |= BaseType;
        if (type.OwnAttribute(AbstractMethods) is { } names and not PyGetSet && names.Truth() == 1) flags |= Abstract;
        (PyType, int)[] families = [(Types.Int, 24), (Types.List, 25), (Types.Tuple, 26), (Types.Bytes, 27), (Types.Str, 28), (Types.Dict, 29), (Types.BaseException, 30), (Types.Type, 31)];
        foreach ((PyType family, int bit) in families)
            if (type.IsSubtype(family)) flags |= 1L << bit;
        return flags;
    }

    private static bool SetBases(PyObject self, PyObject? value)
    {
        PyType type = T(self);
        if (!type.IsUser) return type.SetImmutable(Names.Bases);
        if (value == null) return PyErr.Fail(Types.TypeError, $"cannot delete '__bases__' attribute of type '{type.Name}'");
        if (value is not PyTuple bases) return PyErr.Fail(Types.TypeError, $"can only assign tuple to {type.Name}.__bases__, not {value.Type.Name}");
        if (bases.Items.Length == 0) return PyErr.Fail(Types.TypeError, $"can only assign non-empty tuple to {type.Name}.__bases__, not ()");
        return ClassBuilder.ChangeBases(type, bases);
    }
}
