using MetaJit;
using PyLite.Modules;

namespace PyLite.Objects;

/// <summary>
/// A function written in C#: a builtin, or a method of a builtin class (then the first argument is the object). One may have forms for
/// several argument counts; the tracer follows those, since the delegate of a constant builtin is constant.
/// </summary>
public sealed class PyBuiltin(string name, PyType? owner = null) : PyObject
{
    public readonly string Name = name;

    /// <summary>The class it is a method of; null for functions.</summary>
    public readonly PyType? Owner = owner;

    /// <summary>Forms for so many arguments, <c>self</c> included.</summary>
    public Func<PyObject?>? F0 { get; init; }
    public Func<PyObject, PyObject?>? F1 { get; init; }
    public Func<PyObject, PyObject, PyObject?>? F2 { get; init; }
    public Func<PyObject, PyObject, PyObject, PyObject?>? F3 { get; init; }
    public Func<PyObject, PyObject, PyObject, PyObject, PyObject?>? F4 { get; init; }

    /// <summary>Any number, with keywords: positional arguments, then the values of the keywords.</summary>
    public Func<PyObject[], PyStr[]?, PyObject?>? Any { get; init; }

    /// <summary><see cref="Any"/> takes no keywords after all.</summary>
    public bool IsPositional { get; init; }

    /// <summary>The parameters, of a function declared by attributes.</summary>
    public Signature? Parameters { get; init; }

    /// <summary>The class whose <c>__new__</c> or class method it is.</summary>
    public PyType? Self { get; init; }
    public PyType? Class { get; init; }

    private string? _module;

    /// <summary>The module it is a function of.</summary>
    public string Module
    {
        get => _module ?? (Parameters is { TakesSelf: false } s ? s.Owner : "builtins");
        init => _module = value;
    }

    /// <summary>Says what module it is a function of, where that has not been said.</summary>
    internal void BelongTo(string module)
    {
        if (Parameters is null) _module ??= module;
    }

    /// <summary>A method that wants the instance of a user's class and not what it wraps.</summary>
    public bool KeepsSelf { get; init; }

    /// <summary>Stands for a slot of the class: programs see a wrapper, of a type of its own.</summary>
    public readonly bool IsSlot = owner != null && SlotNames.All.Contains(name);

    /// <summary>Read through an instance it becomes a bound method.</summary>
    public bool BindsSelf { get; init; } = owner != null;

    public override PyType Type => Owner == null ? Types.BuiltinFunction : IsSlot ? Types.WrapperDescriptor : Types.MethodDescriptor;
    public override bool IsCallable => true;
    public override bool IsDescriptor => BindsSelf;

    public override PyObject DescriptorGet(PyObject? instance, PyType owner) => instance == null || !BindsSelf ? this : new PyBoundMethod(this, instance);

    /// <summary>The object a method works on: an instance of a user's class stands for the builtin object it wraps. Null: TypeError.</summary>
    private PyObject? Receiver(PyObject self)
    {
        if (Owner == null || ReferenceEquals(Owner, Types.Object)) return self;
        PyObject found = !KeepsSelf && self is PyInstance { Native: { } native } ? native : self;
        return found.Type.IsSubtype(Owner) ? found : WrongReceiver(self);
    }

    [DontLookInside]
    private PyObject? WrongReceiver(PyObject self) =>
        PyErr.TypeError(IsSlot ? $"descriptor '{Name}' requires a '{Owner!.Name}' object but received a '{self.Type.Name}'"
            : $"descriptor '{Name}' for '{Owner!.Name}' objects doesn't apply to a '{self.Type.Name}' object");

    public PyObject? Invoke0()
    {
        PyBuiltin b = Jit.Promote(this);
        return b.F0 is { } f ? f() : b.InvokeAny(Calls.NoArguments, null);
    }

    public PyObject? Invoke1(PyObject x)
    {
        PyBuiltin b = Jit.Promote(this);
        if (b.F1 is not { } f) return b.InvokeAny([x], null);
        return b.Receiver(x) is { } self ? f(self) : null;
    }

    public PyObject? Invoke2(PyObject x, PyObject y)
    {
        PyBuiltin b = Jit.Promote(this);
        if (b.F2 is not { } f) return b.InvokeAny([x, y], null);
        return b.Receiver(x) is { } self ? f(self, y) : null;
    }

    public PyObject? Invoke3(PyObject x, PyObject y, PyObject z)
    {
        PyBuiltin b = Jit.Promote(this);
        if (b.F3 is not { } f) return b.InvokeAny([x, y, z], null);
        return b.Receiver(x) is { } self ? f(self, y, z) : null;
    }

    public PyObject? Invoke4(PyObject x, PyObject y, PyObject z, PyObject w)
    {
        PyBuiltin b = Jit.Promote(this);
        if (b.F4 is not { } f) return b.InvokeAny([x, y, z, w], null);
        return b.Receiver(x) is { } self ? f(self, y, z, w) : null;
    }

    public override PyObject? Call(PyObject[] args, PyStr[]? keywords)
    {
        PyBuiltin b = Jit.Promote(this);
        if (keywords == null)
        {
            switch (args.Length)
            {
                case 0 when b.F0 != null: return b.Invoke0();
                case 1 when b.F1 != null: return b.Invoke1(args[0]);
                case 2 when b.F2 != null: return b.Invoke2(args[0], args[1]);
                case 3 when b.F3 != null: return b.Invoke3(args[0], args[1], args[2]);
                case 4 when b.F4 != null: return b.Invoke4(args[0], args[1], args[2], args[3]);
            }
        }
        return b.InvokeAny(args, keywords);
    }

    private PyObject? InvokeAny(PyObject[] args, PyStr[]? keywords)
    {
        if (Owner != null)
        {
            if (args.Length == 0) return NoReceiver();
            if (Receiver(args[0]) is not { } self) return null;
            if (!ReferenceEquals(self, args[0])) args = WithReceiver(self, args);
        }
        if (Any is { } any && !(IsPositional && keywords is { Length: > 0 })) return any(args, keywords);
        return WrongArguments(args, keywords);
    }

    [DontLookInside]
    private PyObject? NoReceiver() => PyErr.TypeError($"unbound method {Owner!.ShortName}.{Name}() needs an argument");

    [DontLookInside]
    private static PyObject[] WithReceiver(PyObject self, PyObject[] args) => [self, .. Calls.Rest(args)];

    [DontLookInside]
    private PyObject? WrongArguments(PyObject[] args, PyStr[]? keywords)
    {
        if (Parameters is { } signature)
        {
            int named = keywords?.Length ?? 0;
            signature.WrongCount(args.Length - (signature.TakesSelf ? 1 : 0) - named, named);
            return null;
        }
        string shown = Owner != null ? $"{Owner.ShortName}.{Name}()" : $"{Name}()";
        if (keywords is { Length: > 0 }) return PyErr.TypeError($"{shown} takes no keyword arguments");
        int skip = Owner != null ? 1 : 0;
        int given = args.Length - skip;
        int min = (F0 != null ? 0 : F1 != null ? 1 : F2 != null ? 2 : 3) - skip;
        int max = (F4 != null ? 4 : F3 != null ? 3 : F2 != null ? 2 : F1 != null ? 1 : 0) - skip;
        if (min == max)
        {
            string wanted = min == 0 ? "no arguments" : min == 1 ? "exactly one argument" : $"exactly {min} arguments";
            if (min >= 2) return PyErr.TypeError($"{Name} expected {min} arguments, got {given}");
            return PyErr.TypeError($"{shown} takes {wanted} ({given} given)");
        }
        // These read their arguments as a format, which says it in other words.
        if (Name is "find" or "rfind" or "index" or "rindex" or "count" or "startswith" or "endswith" && (Owner == Types.Str || Owner == Types.Bytes || Owner == Types.ByteArray))
            return PyErr.TypeError(given < min ? $"{Name}() takes at least {min} argument{(min == 1 ? "" : "s")} ({given} given)" : $"{Name}() takes at most {max} arguments ({given} given)");
        if (given < min) return PyErr.TypeError($"{Name} expected at least {min} argument{(min == 1 ? "" : "s")}, got {given}");
        return PyErr.TypeError($"{Name} expected at most {max} argument{(max == 1 ? "" : "s")}, got {given}");
    }

    public override PyStr Repr() => new(
        Owner != null ? $"<{(IsSlot ? "slot wrapper" : "method")} '{Name}' of '{Owner.Name}' objects>"
        : Self != null ? $"<built-in method {Name} of type object at 0x{Identity.Of(Self):x12}>" : $"<built-in function {Name}>");
}

/// <summary>The special methods that are slots of a class in CPython, so that <c>int.__add__</c> is another kind of thing than <c>int.bit_length</c>.</summary>
internal static class SlotNames
{
    public static readonly HashSet<string> All = Names();

    private static HashSet<string> Names()
    {
        var names = new HashSet<string>();
        foreach (string stem in (string[])["add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "lshift", "rshift", "and", "or", "xor", "matmul", "divmod"])
        {
            names.Add($"__{stem}__");
            names.Add($"__r{stem}__");
            names.Add($"__i{stem}__");
        }
        names.UnionWith((string[])["__lt__", "__le__", "__eq__", "__ne__", "__gt__", "__ge__", "__neg__", "__pos__", "__invert__", "__abs__", "__init__", "__repr__",
            "__str__", "__hash__", "__call__", "__bool__", "__len__", "__getitem__", "__setitem__", "__delitem__", "__contains__", "__iter__", "__next__",
            "__getattribute__", "__getattr__", "__setattr__", "__delattr__", "__get__", "__set__", "__delete__", "__index__", "__int__", "__float__", "__del__",
            "__await__", "__aiter__", "__anext__"]);
        return names;
    }
}
