using MetaJit;

namespace PyLite.Objects;

/// <summary><c>list[int]</c>: a class with the arguments it was subscripted with. In most ways it is the class itself.</summary>
[DontLookInside]
public sealed class PyGenericAlias : PyObject
{
    private static readonly PyStr Parameters_ = PyStr.Intern("__parameters__"), Substituted = PyStr.Intern("__typing_subst__"),
        Prepared = PyStr.Intern("__typing_prepare_subst__"), Unpacked_ = PyStr.Intern("__typing_unpacked_tuple_args__"), IsUnpacked = PyStr.Intern("__typing_is_unpacked_typevartuple__"),
        OrigClass = PyStr.Intern("__orig_class__");

    public readonly PyObject Origin;
    public readonly PyTuple Args;
    private readonly bool _isStarred;
    private PyTuple? _parameters;

    public PyGenericAlias(PyObject origin, PyTuple args, bool isStarred = false)
    {
        Origin = origin;
        Args = args;
        _isStarred = isStarred;
    }

    public override PyType Type { [LookInside] get => Types.GenericAlias; }
    public override bool IsCallable => Origin.IsCallable;

    /// <summary>The <c>__class_getitem__</c> of builtin classes.</summary>
    public static PyObject? OfClass(PyObject[] args, PyStr[]? keywords) =>
        Define.Count("__class_getitem__", args, 2, 2) ? Of(args[0], args[1]) : null;

    public static PyGenericAlias Of(PyObject origin, PyObject args) => new(origin, args as PyTuple ?? new PyTuple([args]));

    public static PyObject? Make(PyObject[] args, PyStr[]? keywords) =>
        Define.NoKeywords("GenericAlias", keywords) && Define.Count("GenericAlias", args, 2, 2) ? Of(args[0], args[1]) : null;

    // ---- parameters

    /// <summary>The type variables among the arguments, each once; null with an exception pending.</summary>
    public PyTuple? Parameters => _parameters ??= Collect(Args);

    public static PyTuple? Collect(PyTuple args)
    {
        var found = new List<PyObject>();
        foreach (PyObject arg in args.Items)
        {
            // A class is no parameter, whatever its attributes say.
            if (arg is PyType) continue;
            if (arg.Type.Lookup(Substituted) != null)
            {
                if (!Add(found, arg)) return null;
                continue;
            }
            PyObject? inner = Attributes.Find(arg, Parameters_);
            if (inner == null && PyErr.Current != null) return null;
            if (inner is not PyTuple tuple) continue;
            foreach (PyObject parameter in tuple.Items)
                if (!Add(found, parameter)) return null;
        }
        return new PyTuple([.. found]);
    }

    private static bool Add(List<PyObject> found, PyObject parameter)
    {
        foreach (PyObject known in found)
        {
            int equal = Operators.Equal(known, parameter);
            if (equal != 0) return equal > 0;
        }
        found.Add(parameter);
        return true;
    }

    /// <summary>The alias with arguments in the places of its parameters.</summary>
    public override PyObject? GetItem(PyObject key)
    {
        if (Parameters is not { } parameters) return null;
        return Substitute(this, Args, parameters, key) is { } args ? new PyGenericAlias(Origin, args, _isStarred) : null;
    }

    public static PyTuple? Substitute(PyObject self, PyTuple args, PyTuple parameters, PyObject key)
    {
        int count = parameters.Items.Length;
        if (count == 0)
        {
            if (self.Repr() is { } text) PyErr.TypeError($"{text.Value} is not a generic class");
            return null;
        }
        if (Flattened(key) is not { } items) return null;
        foreach (PyObject parameter in parameters.Items)
        {
            PyObject? prepare = Attributes.Find(parameter, Prepared);
            if (prepare == null && PyErr.Current != null) return null;
            if (prepare == null || prepare is PyNone) continue;
            if (Calls.Call2(prepare, self, items) is not { } prepared) return null;
            items = prepared as PyTuple ?? new PyTuple([prepared]);
        }
        if (items.Items.Length != count)
        {
            if (self.Repr() is { } text) PyErr.TypeError($"Too {(items.Items.Length > count ? "many" : "few")} arguments for {text.Value}; actual {items.Items.Length}, expected {count}");
            return null;
        }
        var made = new List<PyObject>();
        foreach (PyObject arg in args.Items)
        {
            if (arg is PyType)
            {
                made.Add(arg);
                continue;
            }
            PyObject? one = arg.Type.Lookup(Substituted) is { } substitute
                ? Calls.CallMethod(substitute, arg, items.Items[IndexOf(parameters, arg)]) : InnerSubstituted(arg, parameters, items);
            if (one == null) return null;
            if (one is PyTuple several && Attributes.Find(arg, IsUnpacked) is { } flag && flag.Truth() == 1) made.AddRange(several.Items);
            else made.Add(one);
            if (PyErr.Current != null) return null;
        }
        return new PyTuple([.. made]);
    }

    private static int IndexOf(PyTuple parameters, PyObject parameter)
    {
        int at = Array.FindIndex(parameters.Items, p => Operators.Equal(p, parameter) == 1);
        return Math.Max(at, 0);
    }

    private static PyObject? InnerSubstituted(PyObject arg, PyTuple parameters, PyTuple items)
    {
        if (Attributes.Find(arg, Parameters_) is not PyTuple { Items.Length: > 0 } inner) return PyErr.Current != null ? null : arg;
        var values = new List<PyObject>();
        foreach (PyObject parameter in inner.Items)
        {
            PyObject value = items.Items[IndexOf(parameters, parameter)];
            // A TypeVarTuple, which can be starred, stands for several.
            if (value is PyTuple several && parameter.Type.Lookup(Names.Iter) != null) values.AddRange(several.Items);
            else values.Add(value);
            if (PyErr.Current != null) return null;
        }
        return arg.GetItem(new PyTuple([.. values]));
    }

    /// <summary>The arguments, with <c>*tuple[…]</c> taken apart.</summary>
    private static PyTuple? Flattened(PyObject key)
    {
        PyObject[] given = key is PyTuple tuple ? tuple.Items : [key];
        var items = new List<PyObject>();
        foreach (PyObject item in given)
        {
            PyObject? unpacked = item is PyType ? null : Attributes.Find(item, Unpacked_);
            if (unpacked == null && PyErr.Current != null) return null;
            if (unpacked is PyTuple inner && inner.Items is not [.., PyEllipsis]) items.AddRange(inner.Items);
            else items.Add(item);
        }
        return new PyTuple([.. items]);
    }

    // ---- what it does as the class

    private static readonly HashSet<string> NotForwarded =
        ["__class__", "__bases__", "__origin__", "__args__", "__unpacked__", "__parameters__", "__typing_unpacked_tuple_args__", "__mro_entries__", "__reduce_ex__", "__reduce__", "__copy__", "__deepcopy__"];

    public override PyObject? GetAttr(PyStr name) => NotForwarded.Contains(name.Value) ? base.GetAttr(name) : Origin.GetAttr(name);

    public override PyObject? Call(PyObject[] args, PyStr[]? keywords)
    {
        PyObject? made = Origin.Call(args, keywords);
        if (made == null || made.SetAttr(OrigClass, this)) return made;
        return PyErr.TakeIf(Types.AttributeError) || PyErr.TakeIf(Types.TypeError) ? made : null;
    }

    public override PyObject? Iter() => new PyGenericAliasIterator(this);

    internal PyGenericAlias Starred => new(Origin, Args, isStarred: true);

    public override long Hash()
    {
        long origin = Origin.Hash(), args = Args.Hash();
        return origin == -1 || args == -1 ? -1 : origin ^ args;
    }

    public override PyObject? Compare(CompareOp op, PyObject other)
    {
        if (op is not (CompareOp.Eq or CompareOp.Ne) || UserSlots.Unwrap(other) is not PyGenericAlias alias) return PyNotImplemented.Value;
        int equal = _isStarred != alias._isStarred ? 0 : Operators.Equal(Origin, alias.Origin);
        if (equal == 1) equal = Operators.Equal(Args, alias.Args);
        return equal < 0 ? null : PyBool.Of(equal == 1 == (op == CompareOp.Eq));
    }

    public override PyObject? Binary(BinaryOp op, PyObject other) => op == BinaryOp.Or ? PyUnionType.Or(this, other) : PyNotImplemented.Value;
    public override PyObject? Reflected(BinaryOp op, PyObject other) => op == BinaryOp.Or ? PyUnionType.Or(other, this) : PyNotImplemented.Value;

    public override PyStr? Repr()
    {
        if (ReprOf(Origin) is not { } origin) return null;
        var parts = new List<string>();
        foreach (PyObject arg in Args.Items)
        {
            if (ReprOf(arg) is not { } part) return null;
            parts.Add(part);
        }
        return new PyStr($"{(_isStarred ? "*" : "")}{origin}[{(parts.Count == 0 ? "()" : string.Join(", ", parts))}]");
    }

    /// <summary>A part of an alias or a union as annotations are shown: classes by their names.</summary>
    public static string? ReprOf(PyObject o)
    {
        if (o is PyEllipsis) return "...";
        if (o is PyList list)
        {
            var parts = new List<string>();
            foreach (PyObject item in list.ToArray())
            {
                if (ReprOf(item) is not { } part) return null;
                parts.Add(part);
            }
            return $"[{string.Join(", ", parts)}]";
        }
        if (o is PyGenericAlias || Attributes.Find(o, PyStr.Intern("__origin__")) != null && Attributes.Find(o, PyStr.Intern("__args__")) != null) return o.Repr()?.Value;
        if (PyErr.Current != null) return null;
        PyObject? name = Attributes.Find(o, Names.QualName), module = name == null ? null : Attributes.Find(o, Names.Module);
        if (PyErr.Current != null) return null;
        if (name == null || module == null || module is PyNone) return o.Repr()?.Value;
        string text = name.Str()?.Value ?? "?";
        return module is PyStr { Value: "builtins" } ? text : $"{module.Str()?.Value}.{text}";
    }

    public static void Populate(PyType t)
    {
        t.Set("__module__", new PyStr("types"));
        SlotMethods.New(t);
        SlotMethods.Text(t);
        SlotMethods.Hash(t);
        SlotMethods.Compare(t, ordered: true);
        SlotMethods.GetItem(t);
        SlotMethods.Iter(t);
        SlotMethods.Binary(t, BinaryOp.Or);
        SlotMethods.Reflected(t, BinaryOp.Or);
        t.Method("__getattribute__", (self, name) => UserSlots.Unwrap(name) is PyStr s ? self.GetAttr(PyStr.Intern(s)) : PyErr.TypeError("attribute name must be string"));
        t.MethodAny("__call__", (args, keywords) => args[0].Call(Calls.Rest(args), keywords));
        t.Member("__origin__", self => ((PyGenericAlias)self).Origin);
        t.Member("__args__", self => ((PyGenericAlias)self).Args);
        t.Member("__unpacked__", self => PyBool.Of(((PyGenericAlias)self)._isStarred));
        t.Property("__parameters__", self => ((PyGenericAlias)self).Parameters);
        t.Property("__typing_unpacked_tuple_args__", self => self is PyGenericAlias { _isStarred: true, Origin: PyType origin } a && origin == Types.Tuple ? a.Args : PyNone.None);
        t.Method("__mro_entries__", (self, bases) => new PyTuple([((PyGenericAlias)self).Origin]));
        t.Method("__instancecheck__", (self, o) => PyErr.TypeError("isinstance() argument 2 cannot be a parameterized generic"));
        t.Method("__subclasscheck__", (self, o) => PyErr.TypeError("issubclass() argument 2 cannot be a parameterized generic"));
        t.Method("__dir__", self => Introspection.Names(((PyGenericAlias)self).Origin, NotForwarded));
        t.Method("__reduce__", self =>
        {
            var alias = (PyGenericAlias)self;
            if (!alias._isStarred) return new PyTuple([Types.GenericAlias, new PyTuple([alias.Origin, alias.Args])]);
            return new PyGenericAlias(alias.Origin, alias.Args).Iter() is { } iterator
                ? new PyTuple([Modules.Builtins.Dict.Get("next")!, new PyTuple([iterator])]) : null;
        });
    }
}

/// <summary>Gives <c>*alias</c>, once.</summary>
internal sealed class PyGenericAliasIterator(PyGenericAlias alias) : PyObject, IReducible
{
    private bool _isDone;

    public override PyType Type => Types.GenericAliasIterator;
    public override bool IsIterator => true;
    public override PyObject Iter() => this;

    public override PyObject Next()
    {
        if (_isDone) return PyEnd.Value;
        _isDone = true;
        return alias.Starred;
    }

    public PyObject Reduce(PyType type) => IteratorReduction.Of(_isDone ? PyTuple.Empty : alias);
}
