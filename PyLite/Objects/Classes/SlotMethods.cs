using MetaJit;

namespace PyLite.Objects;

/// <summary>The slots of builtin classes as the methods programs see: <c>int.__add__</c>, <c>list.__len__</c> and so on.</summary>
public static class SlotMethods
{
    /// <summary>What every sequence has; hashes and operators differ.</summary>
    public static void Sequence(PyType type)
    {
        Text(type);
        Len(type);
        Iter(type);
        Contains(type);
        GetItem(type);
        Compare(type, ordered: true);
    }

    public static void Compare(PyType type, bool ordered)
    {
        foreach (CompareOp op in Enum.GetValues<CompareOp>())
        {
            if (!ordered && op is not (CompareOp.Eq or CompareOp.Ne)) continue;
            CompareOp captured = op;
            type.Method(Names.Compare(op).Value, (self, other) => self.Compare(captured, UserSlots.Unwrap(other)));
        }
    }

    public static void Binary(PyType type, params BinaryOp[] ops)
    {
        foreach (BinaryOp op in ops)
        {
            BinaryOp captured = op;
            if (op == BinaryOp.Mul && (type == Types.Str || type == Types.Bytes || type == Types.ByteArray || type == Types.Tuple || type == Types.List))
            {
                type.Method("__mul__", (self, other) => self.Binary(BinaryOp.Mul, UserSlots.Unwrap(other)) is var product && product != PyNotImplemented.Value
                    ? product : PyErr.TypeError($"'{other.Type.Name}' object cannot be interpreted as an integer"));
                continue;
            }
            type.Method(Names.Binary(op).Value, (self, other) => IsLeftTo(other, self) ? PyNotImplemented.Value : self.Binary(captured, UserSlots.Operand(captured, self, other)));
        }
    }

    /// <summary>The methods of int leave floats and complex numbers to the other operand's own, and those of float complex numbers.</summary>
    internal static bool IsLeftTo(PyObject other, PyObject self) => self switch
    {
        PyInt or PyLong or PyBool => UserSlots.Unwrap(other) is PyFloat or PyComplex,
        PyFloat => UserSlots.Unwrap(other) is PyComplex,
        _ => false,
    };

    public static void Reflected(PyType type, params BinaryOp[] ops)
    {
        foreach (BinaryOp op in ops)
        {
            BinaryOp captured = op;
            type.Method(Names.Reflected(op).Value, (self, other) =>
            {
                if (IsLeftTo(other, self)) return PyNotImplemented.Value;
                PyObject? own = self.Reflected(captured, UserSlots.Unwrap(other));
                if (own != PyNotImplemented.Value) return own;
                // Texts and bytes format only what is one.
                PyObject plain = UserSlots.Unwrap(other);
                return captured == BinaryOp.Mod && (self is PyStr or PyBytes || plain is PyStr or PyBytes) && !other.Type.IsSubtype(type) ? own : plain.Binary(captured, self);
            });
        }
    }

    public static void InPlace(PyType type, params BinaryOp[] ops)
    {
        foreach (BinaryOp op in ops)
        {
            BinaryOp captured = op;
            type.Method(Names.InPlace(op).Value, (self, other) => self.InPlace(captured, UserSlots.Unwrap(other)));
        }
    }

    public static void Unary(PyType type, params UnaryOp[] ops)
    {
        foreach (UnaryOp op in ops)
        {
            UnaryOp captured = op;
            type.Method(Names.Unary(op).Value, self => self.Unary(captured));
        }
    }

    public static void Hash(PyType type) => type.Method("__hash__", self => self.Hash() is var h && h == -1 ? null : new PyInt(h));

    public static void Text(PyType type, bool withStr = false)
    {
        type.Method("__repr__", self => self.Repr());
        if (withStr) type.Method("__str__", self => self.Str());
    }

    /// <summary><c>__format__</c> of a text or number: without a specification it is <c>str()</c>, as a derived class may have it.</summary>
    public static void Format(PyType type) => type.Set("__format__", new PyBuiltin("__format__", type)
    {
        F2 = static (self, spec) =>
        {
            if (UserSlots.Unwrap(spec) is not PyStr text) return PyErr.TypeError($"__format__() argument must be str, not {(spec is PyNone ? "None" : spec.Type.Name)}");
            return text.Length == 0 && self is PyInstance ? self.Str() : Formatting.Format(UserSlots.Unwrap(self), text);
        },
        KeepsSelf = true,
    });

    /// <summary>What an immutable value is made of again: itself, as the builtin class has it.</summary>
    public static void NewArgs(PyType type) => type.Method("__getnewargs__", self => new PyTuple([self]));

    /// <summary>The class, what to make it of, and the attributes of a class derived from it.</summary>
    public static void Reduce(PyType type, Func<PyObject, PyObject?> argument) => type.MethodOfInstance("__reduce__", (args, keywords) =>
    {
        if (argument(UserSlots.Unwrap(args[0])) is not { } made || Reduction.State(args[0]) is not { } state) return null;
        return new PyTuple([args[0].Type, made, state]);
    });

    public static void Bool(PyType type) => type.Method("__bool__", self => Define.Bool(self.Truth()));

    public static void Len(PyType type) => type.Method("__len__", self => self.Len() is var n && n < 0 ? null : new PyInt(n));

    public static void Iter(PyType type) => type.Method("__iter__", self => self.Iter());

    public static void Contains(PyType type) => type.Method("__contains__", (self, item) => Define.Bool(self.Contains(item)));

    public static void GetItem(PyType type) => type.Method("__getitem__", (self, key) => self.GetItem(key));

    public static void SetItem(PyType type)
    {
        type.Method("__setitem__", (self, key, value) => Define.None(self.SetItem(key, value)));
        type.Method("__delitem__", (self, key) => Define.None(self.DelItem(key)));
    }

    /// <summary><c>__init__</c> of a mutable container: refills it.</summary>
    public static void Init(PyType type, Func<PyObject, PyObject[], PyStr[]?, bool> refill) =>
        type.MethodAny("__init__", (args, keywords) => Define.None(refill(args[0], Calls.Rest(args), keywords)));

    public static void New(PyType type) => Define.New(type, new Maker(type).Make);

    /// <summary><c>__new__</c> of a builtin class.</summary>
    private sealed class Maker(PyType type)
    {
        private readonly PyType _type = type;

        public PyObject? Make(PyObject[] args, PyStr[]? keywords)
        {
            if (args.Length > 0 && args[0] is PyType given && Jit.Promote(given) is { IsUser: true } made && made.IsSubtype(_type))
                return Construction.Allocate(made, Calls.Rest(args), keywords);
            return MakeOther(args, keywords);
        }

        [DontLookInside]
        private PyObject? MakeOther(PyObject[] args, PyStr[]? keywords)
        {
            if (args.Length == 0 || args[0] is not PyType t)
                return PyErr.TypeError(args.Length == 0 ? $"{_type.Name}.__new__(): not enough arguments" : $"{_type.Name}.__new__(X): X is not a type object ({args[0].Type.Name})");
            if (!t.IsSubtype(_type)) return PyErr.TypeError($"{_type.Name}.__new__({t.Name}): {t.Name} is not a subtype of {_type.Name}");
            if (!t.IsUser && t != _type && !t.IsException && t.Constructor != _type.Constructor)
                return PyErr.TypeError($"{_type.Name}.__new__({t.Name}) is not safe, use {t.Name}.__new__()");
            if (t.IsUser || t.IsException) return Construction.Allocate(t, Calls.Rest(args), keywords);
            if (t.MakeEmpty is { } empty) return empty();
            return t.Constructor is { } make ? make(Calls.Rest(args), keywords) : PyErr.TypeError($"cannot create '{t.Name}' instances");
        }
    }
}
