using MetaJit;

namespace PyLite.Objects;

/// <summary>The classes of descriptors: <c>property</c>, <c>staticmethod</c>, <c>classmethod</c>, and those of builtin classes' attributes.</summary>
public static class DescriptorMethods
{
    private static readonly PyStr IsAbstract = PyStr.Intern("__isabstractmethod__");

    private static PyObject? Get(PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.NoKeywords("__get__", keywords)) return null;
        if (args.Length is < 2 or > 3) return PyErr.TypeError(args.Length < 2 ? " expected at least 1 argument, got 0" : $" expected at most 2 arguments, got {args.Length - 1}");
        PyObject? instance = args[1] is PyNone ? null : args[1];
        PyObject? owner = args.Length == 3 && args[2] is not PyNone ? args[2] : null;
        if (instance == null && owner == null) return PyErr.TypeError("__get__(None, None) is invalid");
        PyObject descriptor = UserSlots.Unwrap(args[0]);
        if (instance == null && descriptor is PyProperty or PyGetSet or PySlotMember) return args[0];
        return descriptor.DescriptorGet(instance, owner as PyType ?? (instance ?? owner)!.Type);
    }

    /// <summary><c>__init__</c>, which in a derived class may get other arguments than the class was called with: what is inside is made anew.</summary>
    private static void Initializes(PyType t, Func<PyObject[], PyStr[]?, PyObject?> make) => t.MethodOfInstance("__init__", (args, keywords) =>
    {
        if (args[0] is not PyWrapper self) return PyNone.None;
        if (make(Calls.Rest(args), keywords) is not { } inside) return null;
        self.Wrapped = inside;
        return inside is not PyProperty || KeepDoc(self) ? PyNone.None : null;
    });

    internal static void Gets(PyType t) => t.MethodOfInstance("__get__", Get);

    private static void Sets(PyType t)
    {
        t.Method("__set__", (self, instance, value) => Define.None(self.DescriptorSet(instance, value)));
        t.Method("__delete__", (self, instance) => Define.None(self.DescriptorSet(instance, null)));
    }

    private static PyObject? NotNone(PyObject? o) => o is PyNone ? null : o;

    // ---- property

    public static PyObject? MakeProperty(PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.Parse("property", args, keywords, ["fget", "fset", "fdel", "doc"], 0, out PyObject?[] v)) return null;
        return new PyProperty(NotNone(v[0]), NotNone(v[1]), NotNone(v[2]), NotNone(v[3]));
    }

    private static PyProperty P(PyObject o) => (PyProperty)UserSlots.Unwrap(o);

    /// <summary>The same property with another function, of the same class as the first.</summary>
    private static PyObject? With(PyObject self, PyObject? get, PyObject? set, PyObject? delete)
    {
        PyProperty old = P(self);
        PyObject? doc = get == null || get is PyNone ? old.Doc : null;
        PyProperty made = new(NotNone(get) ?? old.Getter, NotNone(set) ?? old.Setter, NotNone(delete) ?? old.Deleter, doc ?? old.Doc) { Name = old.Name };
        if (self is not PyInstance) return made;
        return Calls.CallFew(self.Type, [made.Getter ?? PyNone.None, made.Setter ?? PyNone.None, made.Deleter ?? PyNone.None, old.Doc ?? PyNone.None]);
    }

    private static PyObject? Doc(PyObject self)
    {
        PyProperty p = P(self);
        if (p.Doc != null || p.Getter == null) return p.Doc ?? PyNone.None;
        return Attributes.Find(p.Getter, Names.Doc) ?? (PyErr.Current != null ? null : PyNone.None);
    }

    /// <summary>An instance of a class derived from property, which has a documentation of its own, gets its getter's as an attribute.</summary>
    internal static bool KeepDoc(PyInstance self)
    {
        if (self.Native is not PyProperty { Doc: null, Getter: { } getter }) return true;
        if (Attributes.Find(getter, Names.Doc) is { } doc) return doc is PyNone || self.SetAttr(Names.Doc, doc);
        return PyErr.Current == null;
    }

    public static void PopulateProperty(PyType t)
    {
        SlotMethods.New(t);
        Gets(t);
        Sets(t);
        t.MakeEmpty = static () => new PyProperty(null, null, null, null);
        Initializes(t, MakeProperty);
        foreach ((string name, int which) in new[] { ("getter", 0), ("setter", 1), ("deleter", 2) })
        {
            t.Set(name, new PyBuiltin(name, t)
            {
                F2 = (self, f) => With(self, which == 0 ? f : null, which == 1 ? f : null, which == 2 ? f : null),
                KeepsSelf = true,
            });
        }
        t.MethodArgs("__set_name__", (args, keywords) =>
        {
            if (args.Length != 3) return PyErr.TypeError($"__set_name__() takes 2 positional arguments but {args.Length - 1} were given");
            P(args[0]).Name = args[2];
            return PyNone.None;
        });
        t.Member("fget", self => P(self).Getter ?? PyNone.None);
        t.Member("fset", self => P(self).Setter ?? PyNone.None);
        t.Member("fdel", self => P(self).Deleter ?? PyNone.None);
        t.Property("__doc__", Doc, (self, value) =>
        {
            P(self).Doc = value ?? PyNone.None;
            return true;
        });
        t.Property("__isabstractmethod__", self =>
        {
            foreach (PyObject? f in (PyObject?[])[P(self).Getter, P(self).Setter, P(self).Deleter])
            {
                int flag = f == null ? 0 : IsAbstractFlag(f);
                if (flag != 0) return Define.Bool(flag);
            }
            return PyBool.False;
        });
    }

    /// <summary>1, 0, or -1 with an exception pending.</summary>
    private static int IsAbstractFlag(PyObject f)
    {
        if (Attributes.Find(f, IsAbstract) is { } flag) return Operators.Truth(flag);
        return PyErr.Current != null ? -1 : 0;
    }

    // ---- staticmethod, classmethod

    private static readonly PyStr[] Copied = [Names.Module, Names.Name, Names.QualName, Names.Doc, Names.Annotations];

    /// <summary>As <c>functools.update_wrapper</c> does: the wrapper takes the function's name and documentation.</summary>
    [DontLookInside]
    private static PyObject? Wrapping(PyExtensible wrapper, PyObject function)
    {
        if (function is PyFunction) return wrapper;
        foreach (PyStr name in Copied)
        {
            if (Attributes.Find(function, name) is { } value) wrapper.SetOwn(name, value);
            else if (PyErr.Current != null) return null;
        }
        return wrapper;
    }

    public static PyObject? MakeStaticMethod(PyObject[] args, PyStr[]? keywords) =>
        Define.NoKeywords("staticmethod", keywords) && Define.Count("staticmethod", args, 1, 1) ? Wrapping(new PyStaticMethod(args[0]), args[0]) : null;

    public static PyObject? MakeClassMethod(PyObject[] args, PyStr[]? keywords) =>
        Define.NoKeywords("classmethod", keywords) && Define.Count("classmethod", args, 1, 1) ? Wrapping(new PyClassMethod(args[0]), args[0]) : null;

    private static PyObject FunctionOf(PyObject o) => o is PyStaticMethod s ? s.Function : ((PyClassMethod)o).Function;

    public static void PopulateMethodWrapper(PyType t)
    {
        SlotMethods.New(t);
        SlotMethods.Text(t);
        Gets(t);
        t.MakeEmpty = t == Types.StaticMethod ? static () => new PyStaticMethod(PyNone.None) : static () => new PyClassMethod(PyNone.None);
        Initializes(t, t == Types.StaticMethod ? MakeStaticMethod : MakeClassMethod);
        if (t == Types.StaticMethod) t.MethodAny("__call__", (args, keywords) => args[0].Call(Calls.Rest(args), keywords));
        t.Member("__func__", FunctionOf);
        t.Member("__wrapped__", FunctionOf);
        t.Property("__isabstractmethod__", self => Define.Bool(IsAbstractFlag(FunctionOf(self))));
        // A plain function's are read when asked for, so that making the wrapper costs nothing.
        foreach (PyStr name in Copied)
        {
            t.Property(name.Value, self => ((PyExtensible)self).Own(name) ?? FunctionOf(self).GetAttr(name), (self, value) =>
            {
                if (value != null) return ((PyExtensible)self).SetOwn(name, value);
                PyErr.AttributeError(self, name);
                return false;
            });
        }
        t.Property("__dict__", self =>
        {
            var wrapper = (PyExtensible)self;
            foreach (PyStr name in Copied)
                if (FunctionOf(self) is PyFunction f && wrapper.Own(name) == null && f.GetAttr(name) is { } value) wrapper.SetOwn(name, value);
            return wrapper.Dictionary;
        });
    }

    // ---- attributes of builtin classes

    public static void PopulateGetSet(PyType t)
    {
        SlotMethods.Text(t);
        Gets(t);
        Sets(t);
        t.Member("__objclass__", self => self is PyGetSet g ? g.Owner ?? Types.Object : ((PySlotMember)self).Owner);
        t.Member("__name__", self => Define.Str(NameOf(self)));
        t.Property("__qualname__", self => Define.Str((self is PyGetSet g ? g.Owner ?? Types.Object : ((PySlotMember)self).Owner).QualName + "." + NameOf(self)));
        t.Property("__doc__", self => PyNone.None);
        t.Method("__reduce__", self => new PyTuple([Builtins("getattr"), new PyTuple([self is PyGetSet g ? g.Owner ?? Types.Object : ((PySlotMember)self).Owner, Define.Str(NameOf(self))])]));
    }

    private static PyObject Builtins(string name) => Modules.Builtins.Dict.Get(name)!;

    private static string NameOf(PyObject self) => self is PyGetSet g ? g.Name : ((PySlotMember)self).Name.Value;
}
