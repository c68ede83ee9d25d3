using MetaJit;

namespace PyLite.Objects;

/// <summary><c>property</c>.</summary>
public sealed class PyProperty(PyObject? get, PyObject? set, PyObject? delete, PyObject? doc) : PyObject
{
    public readonly PyObject? Getter = get, Setter = set, Deleter = delete;

    /// <summary>Null: the getter's.</summary>
    public PyObject? Doc = doc;

    /// <summary>The name it was given in its class.</summary>
    public PyObject? Name;

    public override PyType Type => Types.Property;
    public override bool IsDescriptor => true;
    public override bool IsDataDescriptor => true;

    public override PyObject? DescriptorGet(PyObject? instance, PyType owner)
    {
        if (instance == null) return this;
        if (Getter is { } get) return Calls.Call1(get, instance);
        return Missing("getter", owner);
    }

    public override bool DescriptorSet(PyObject instance, PyObject? value)
    {
        if (value == null)
        {
            if (Deleter is { } delete) return Calls.Call1(delete, instance) != null;
            return Missing("deleter", instance.Type) != null;
        }
        if (Setter is { } set) return Calls.Call2(set, instance, value) != null;
        return Missing("setter", instance.Type) != null;
    }

    [DontLookInside]
    private PyObject? Missing(string what, PyType owner) =>
        PyErr.Raise(Types.AttributeError, $"property{(Name == null ? "" : $" {Name.Repr()?.Value}")} of '{owner.QualName}' object has no {what}");
}

/// <summary><c>staticmethod</c>.</summary>
public sealed class PyStaticMethod(PyObject function) : PyExtensible
{
    public readonly PyObject Function = function;

    public override PyType Type => Types.StaticMethod;
    public override bool IsDescriptor => true;
    public override PyObject DescriptorGet(PyObject? instance, PyType owner) => Function;
    public override bool IsCallable => true;
    public override PyObject? Call(PyObject[] args, PyStr[]? keywords) => Function.Call(args, keywords);
    public override PyStr? Repr() => Function.Repr() is { } text ? new PyStr($"<staticmethod({text.Value})>") : null;
}

/// <summary><c>classmethod</c>.</summary>
public sealed class PyClassMethod(PyObject function) : PyExtensible
{
    public readonly PyObject Function = function;

    public override PyType Type => Function is PyBuiltin { Class: not null } ? Types.ClassMethodDescriptor : Types.ClassMethod;
    public override bool IsDescriptor => true;

    public override PyObject? DescriptorGet(PyObject? instance, PyType owner)
    {
        if (Function is PyFunction or PyBuiltin) return new PyBoundMethod(Function, owner);
        return Function.IsDescriptor ? Function.DescriptorGet(owner, owner) : new PyBoundMethod(Function, owner);
    }

    public override PyStr? Repr() => Function.Repr() is { } text ? new PyStr($"<classmethod({text.Value})>") : null;
}

/// <summary>An attribute of a builtin class that C# computes. A null value deletes.</summary>
public sealed class PyGetSet(
    string name, PyType? owner, Func<PyObject, PyObject?> get, Func<PyObject, PyObject?, bool>? set = null, bool isMember = false, bool keepsSelf = false) : PyObject
{
    public readonly string Name = name;

    /// <summary>The class it is an attribute of; null: any object will do.</summary>
    public readonly PyType? Owner = owner;

    /// <summary>Shows itself as the kind of descriptor that CPython has for fields of its structures.</summary>
    public readonly bool IsMember = isMember;

    private readonly Func<PyObject, PyObject?> _get = get;
    private readonly Func<PyObject, PyObject?, bool>? _set = set;
    private readonly bool _keepsSelf = keepsSelf;

    public override PyType Type => IsMember ? Types.MemberDescriptor : Types.GetSetDescriptor;
    public override bool IsDescriptor => true;
    public override bool IsDataDescriptor => true;

    public override PyObject? DescriptorGet(PyObject? instance, PyType owner)
    {
        if (instance == null) return this;
        return Receiver(instance) is { } self ? _get(self) : null;
    }

    /// <summary>The builtin object the attribute is of: an instance of a user's class stands for the object it wraps. Null: TypeError.</summary>
    private PyObject? Receiver(PyObject instance)
    {
        if (Owner == null || ReferenceEquals(Owner, Types.Object)) return instance;
        PyObject self = !_keepsSelf && instance is PyInstance { Native: { } native } ? native : instance;
        return self.Type.IsSubtype(Owner) ? self : WrongReceiver(self);
    }

    [DontLookInside]
    private PyObject? WrongReceiver(PyObject self) =>
        PyErr.TypeError($"descriptor '{Name}' for '{Owner!.Name}' objects doesn't apply to a '{self.Type.Name}' object");

    public override bool DescriptorSet(PyObject instance, PyObject? value)
    {
        if (_set == null) return NotWritable(instance);
        return Receiver(instance) is { } self && _set(self, value);
    }

    [DontLookInside]
    private bool NotWritable(PyObject instance) => IsMember ? PyErr.Fail(Types.AttributeError, "readonly attribute")
        : PyErr.Fail(Types.AttributeError, $"attribute '{Name}' of '{(Owner == null || Owner == Types.Object ? instance.Type : Owner).Name}' objects is not writable");

    public override PyStr Repr() => new($"<{(IsMember ? "member" : "attribute")} '{Name}' of '{(Owner ?? Types.Object).Name}' objects>");
}

/// <summary><c>super(start, self)</c>: attributes from the classes after <see cref="Start"/> in the order of <see cref="Self"/>'s class.</summary>
public sealed class PySuper(PyType start, PyObject self, PyType selfType, bool isClass) : PyObject
{
    public readonly PyType Start = start;
    public readonly PyObject Self = self;
    public readonly PyType SelfType = selfType;
    private readonly bool _isClass = isClass;

    public override PyType Type => Types.Super;

    /// <summary>What the classes after <see cref="Start"/> define, or null.</summary>
    public PyObject? Find(PyStr name)
    {
        PyType selfType = Jit.Promote(SelfType);
        PyType start = Jit.Promote(Start);
        PyObject? found = FindAfter(selfType, start, selfType.Tag.Get(), name);
        return found is GlobalCell cell ? cell.Value : found;
    }

    /// <summary>The tag stands for all the bases: a change in one of them changes it too.</summary>
    [Elidable]
    private static PyObject? FindAfter(PyType selfType, PyType start, VersionTag tag, PyStr name)
    {
        bool after = false;
        foreach (PyType t in selfType.Mro)
        {
            if (after)
            {
                t.EnsurePopulated();
                if (t.Dict.GetStr(name) is { } found) return found;
            }
            else
            {
                after = ReferenceEquals(t, start);
            }
        }
        return null;
    }

    public override PyObject? GetAttr(PyStr name)
    {
        PyObject? found = ReferenceEquals(name, Names.Class) ? null : Find(name);
        if (found == null)
        {
            return base.GetAttr(name);
        }
        if (!found.IsDescriptor) return found;
        return found.DescriptorGet(_isClass ? null : Self, SelfType);
    }

    public override PyStr Repr() => new($"<super: <class '{Start.Name}'>, <{SelfType.Name} object>>");

    /// <summary>Whether a plain function found is called with <see cref="Self"/>.</summary>
    public bool BindsInstance => !_isClass;

    public override bool SetAttr(PyStr name, PyObject? value) =>
        Find(name) is { IsDataDescriptor: true } data ? data.DescriptorSet(Self, value) : base.SetAttr(name, value);
}

/// <summary><c>super(type)</c>: as an attribute of a class it becomes the super object of each instance.</summary>
public sealed class PyUnboundSuper(PyType start) : PyObject
{
    public readonly PyType Start = start;

    public override PyType Type => Types.Super;
    public override bool IsDescriptor => true;

    public override PyObject? DescriptorGet(PyObject? instance, PyType owner) => instance == null ? this : RuntimeTypeMethods.MakeSuper(Start, instance);

    public override PyStr Repr() => new($"<super: <class '{Start.Name}'>, NULL>");
}
