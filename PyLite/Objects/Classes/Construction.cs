using MetaJit;

namespace PyLite.Objects;

/// <summary>What calling a class does.</summary>
public static class Construction
{
    public static PyObject? Call(PyType type, PyObject[] args, PyStr[]? keywords)
    {
        type = Jit.Promote(type);
        if (type.Type.SpecialOverride(Names.Call) is { } metacall) return Calls.CallMethodArgs(metacall, type, args, keywords);
        return Instantiate(type, args, keywords);
    }

    /// <summary><c>type.__call__</c>.</summary>
    public static PyObject? Instantiate(PyType type, PyObject[] args, PyStr[]? keywords)
    {
        if (ReferenceEquals(type, Types.Type) && args.Length == 1 && keywords == null) return args[0].Type;
        if (!type.IsUser && !type.IsException)
        {
            if (type.Constructor is { } make) return make(args, keywords);
            if (type.IsSubtype(Types.Type)) return NewClass(type, args, keywords);
            if (type.Lookup(Names.New) is PyBuiltin { Self: { } maker } own && maker != Types.Object) return own.Call(Calls.Prepend(type, args), keywords);
            return PyErr.TypeError($"cannot create '{type.Name}' instances");
        }
        if (IsPlainAt(type, type.Tag.Get()) && type.Lookup(Names.Init) is PyFunction init)
        {
            PyInstance plain = PyInstance.New(type, args);
            return CheckInit(init.Call(Calls.Prepend(plain, args), keywords)) ? plain : null;
        }
        PyObject? instance = New(type, args, keywords);
        if (type.IsSubtype(Types.Type) && instance is PyType && args.Length == 1 && keywords == null && type.Lookup(Names.New) is PyBuiltin) return instance;
        if (instance == null || !instance.Type.IsSubtype(type)) return instance;
        return Initialize(instance, type, args, keywords) ? instance : null;
    }

    /// <summary>What <c>type(name, bases, dict)</c> makes. One of the bases may say that another class is to make it, and to set it up.</summary>
    private static PyObject? NewClass(PyType metatype, PyObject[] args, PyStr[]? keywords)
    {
        PyObject? made = ClassBuilder.FromArguments(metatype, args, keywords);
        if (made is not PyType { Type: { IsUser: true } other } || other.SpecialOverride(Names.Init) is not { } init) return made;
        return CheckInit(Calls.CallMethodArgs(init, made, args, keywords)) ? made : null;
    }

    /// <summary>Whether instances are plain ones made by <c>object.__new__</c> and set up by the program's own <c>__init__</c>.</summary>
    [Elidable]
    public static bool IsPlainAt(PyType type, VersionTag tag)
    {
        if (!ReferenceEquals(type.PlainTag, tag))
        {
            type.IsPlain = IsPlain(type);
            type.PlainTag = tag;
        }
        return type.IsPlain;
    }

    private static bool IsPlain(PyType type) =>
        type.IsUser && type.NativeBase == null && !type.IsException && !type.IsSubtype(Types.Type)
        && type.Lookup(Names.New) is PyBuiltin { Self: { } maker } && maker == Types.Object && !type.IsSubtype(Types.Module) && type.Type.SpecialOverride(Names.Call) == null
        && (type.Lookup(AbstractMethods) is not { } names || names.Truth() <= 0) && !Modules.Finalizers.Has(type);

    private static PyObject? New(PyType type, PyObject[] args, PyStr[]? keywords)
    {
        PyObject? custom = type.Lookup(Names.New);
        if (custom is PyStaticMethod { Function: { } function }) custom = function;
        if (custom is PyClassMethod) custom = custom.DescriptorGet(null, type);
        if (custom != null && (custom is not PyBuiltin || type.IsSubtype(Types.Module) || type.HasPlainBase)) return custom.Call(Calls.Prepend(type, args), keywords);
        if (!CheckAbstract(type)) return null;
        return Allocate(type, args, keywords);
    }

    public static bool CheckAbstract(PyType type)
    {
        if (type.Lookup(AbstractMethods) is not { } names || names is PyGetSet || names.Truth() <= 0) return true;
        return IsAbstract(type, names);
    }

    [DontLookInside]
    private static bool IsAbstract(PyType type, PyObject names)
    {
        var missing = new List<string>();
        if (Sequences.ToList(names) is not { } list) return false;
        foreach (PyObject n in list) missing.Add(n.ToString().Trim('\''));
        missing.Sort(string.CompareOrdinal);
        string plural = missing.Count > 1 ? "s" : "";
        return PyErr.Fail(Types.TypeError, $"Can't instantiate abstract class {type.Name} with abstract method{plural} {string.Join(", ", missing)}");
    }

    internal static readonly PyStr AbstractMethods = PyStr.Intern("__abstractmethods__");

    /// <summary>What <c>object.__new__(type, …)</c> and the builtin classes' <c>__new__</c> make for a user's class.</summary>
    public static PyObject? Allocate(PyType type, PyObject[] args, PyStr[]? keywords)
    {
        if (type.IsPlainlyMade) return new PyException(type, new PyTuple(keywords == null ? args : Positional(args, keywords)));
        if (keywords == null && WrappedBase(type, type.Tag.Get()) is { } native)
            return native.Constructor!(IsFilledByInit(type, type.Tag.Get()) ? Calls.NoArguments : args, null) is { } wrapped ? new PyWrapper(type, UserSlots.Unwrap(wrapped)) : null;
        return AllocateOther(type, args, keywords);
    }

    /// <summary>
    /// The builtin class of values, or of lists, dicts or sets, that the instances of a user's class wrap; null where they do not, or want more than
    /// to be made.
    /// </summary>
    [Elidable]
    private static PyType? WrappedBase(PyType type, VersionTag tag)
    {
        if (type is not { IsUser: true, IsException: false, NativeBase: { } native } || Modules.Finalizers.Has(type)) return null;
        if (!IsValueType(native) && !IsPlainContainer(native)) return null;
        native.EnsurePopulated();
        return native;
    }

    /// <summary>Whether the arguments are for the program's own <c>__init__</c>, which fills what is made empty.</summary>
    [Elidable]
    private static bool IsFilledByInit(PyType type, VersionTag tag) => IsPlainContainer(type.NativeBase!) && type.Lookup(Names.Init) is not (null or PyBuiltin);

    private static bool IsPlainContainer(PyType native) => native == Types.List || native == Types.Dict || native == Types.Set;

    private static bool IsValueType(PyType type) =>
        type == Types.Tuple || type == Types.Int || type == Types.Float || type == Types.Str || type == Types.Bytes || type == Types.FrozenSet;

    [DontLookInside]
    private static PyObject[] Positional(PyObject[] args, PyStr[] keywords) => args[..(args.Length - keywords.Length)];

    [DontLookInside]
    private static PyObject? AllocateOther(PyType type, PyObject[] args, PyStr[]? keywords)
    {
        if (UnicodeErrors.Is(type) && type.Lookup(Names.Init) is PyBuiltin) return UnicodeErrors.Make(type, args);
        if (type.IsSubtype(Types.SyntaxError) && type.Lookup(Names.Init) is PyBuiltin && !ExceptionFields.CheckDetails(args)) return null;
        if (type.IsException) return type.IsSubtype(Types.BaseExceptionGroup) ? ExceptionGroups.Make(type, args) : PyException.Make(type, args);
        if (type.IsSubtype(Types.Type)) return ClassBuilder.FromArguments(type, args, keywords);
        if (type.NativeBase is not { } native)
        {
            if (args.Length > 0 && type.Lookup(Names.Init) is PyBuiltin { Owner: { } owner } && owner == Types.Object && type.Lookup(Names.New) is PyBuiltin)
                return PyErr.TypeError($"{type.Name}() takes no arguments");
            return Modules.Finalizers.Has(type) ? Modules.Finalizers.Watch(PyInstance.New(type)) : PyInstance.New(type);
        }
        // A class with an __init__ of its own may take other arguments than the mutable builtin class below it.
        bool mutable = IsContainer(native);
        PyObject? init = type.Lookup(Names.Init);
        bool ownInit = init is not (null or PyBuiltin);
        native.EnsurePopulated();
        if (ownInit && keywords != null && native.LeavesKeywords) (args, keywords) = (Positional(args, keywords), null);
        PyObject? wrapped = native.MakeEmpty is { } empty && (ownInit || init is PyBuiltin { Owner: { } filler } && filler != Types.Object) ? empty() : mutable && ownInit ? native.Constructor!([], null) : native.Constructor!(args, keywords);
        if (wrapped == null) return null;
        var made = new PyWrapper(type, UserSlots.Unwrap(wrapped));
        if (made.Wrapped is Modules.IWrapped inner) inner.Wrap(made);
        return Modules.Finalizers.Has(type) ? Modules.Finalizers.Watch(made) : made;
    }

    /// <summary>Whether the builtin class below is one whose <c>__new__</c> makes something empty.</summary>
    private static bool IsContainer(PyType native) =>
        IsPlainContainer(native) || native == Types.ByteArray || native.Name is "collections.deque" or "collections.defaultdict";

    /// <summary>Whether <c>__init__</c> of the builtin class below gives instances what they hold.</summary>
    private static bool IsFilledLater(PyType type) =>
        type.IsException ? !type.IsSubtype(Types.OSError) : type.NativeBase is { } native && (IsContainer(native) || native.Name.EndsWith("OrderedDict", StringComparison.Ordinal));

    private static bool Initialize(PyObject instance, PyType type, PyObject[] args, PyStr[]? keywords)
    {
        PyObject? init = instance.Type.Lookup(Names.Init);
        if (init is PyBuiltin { Owner: { } owner } own && (owner == Types.Module || owner.HasPlainInstances || owner == Types.Type)) return CheckInit(own.Call(Calls.Prepend(instance, args), keywords));
        if (init == null || init is PyBuiltin)
        {
            // The builtin's __init__ fills what its __new__ made empty, or what an own __new__ has made.
            if (init is PyBuiltin { Owner: { } filler } fill && filler != Types.Object
                && (type.NativeBase is { MakeEmpty: not null } || (type.Lookup(Names.New) is not PyBuiltin && IsFilledLater(type))))
            {
                // Keywords are the own __new__'s.
                if (filler == Types.List && keywords is { Length: > 0 } && type.Lookup(Names.New) is not PyBuiltin) (args, keywords) = (args[..^keywords.Length], null);
                return CheckInit(fill.Call(Calls.Prepend(instance, args), keywords));
            }
            return keywords is not { Length: > 0 } || instance is not PyException e || TakeKeywords(e, args, keywords);
        }
        PyObject? result = Calls.CallMethodArgs(init, instance, args, keywords);
        return CheckInit(result);
    }

    [DontLookInside]
    private static bool TakeKeywords(PyException e, PyObject[] args, PyStr[] keywords)
    {
        // An OSError that the program's own __new__ made has taken its arguments there.
        if (e.Type.IsSubtype(Types.OSError) && e.Type.Lookup(Names.New) is not (PyBuiltin or PyStaticMethod { Function: PyBuiltin })) return true;
        return ExceptionFields.TakeKeywords(e, keywords, args.AsSpan(args.Length - keywords.Length));
    }

    public static bool CheckInit(PyObject? result)
    {
        if (result == null) return false;
        return result == PyNone.None || PyErr.Fail(Types.TypeError, $"__init__() should return None, not '{result.Type.Name}'");
    }
}
