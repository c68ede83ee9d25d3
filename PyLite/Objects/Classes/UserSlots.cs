using MetaJit;

namespace PyLite.Objects;

/// <summary>
/// The slots of instances of users' classes: the class's special method, else the slot of the wrapped builtin object, else what a type
/// without the slot does. The tracer follows these into the user's method.
/// </summary>
public static class UserSlots
{
    private static PyObject? Native(PyObject self) => self is PyInstance i ? i.Native : null;

    public static PyObject? UnwrapOrNull(PyObject? o) => o is PyInstance { Native: { } native } ? native : o;

    /// <summary>What a builtin object is combined with: the builtin object within, but for what a text is filled with, whose methods count.</summary>
    public static PyObject Operand(BinaryOp op, PyObject native, PyObject other) => op == BinaryOp.Mod && native is PyStr or PyBytes ? other : Unwrap(other);

    public static PyObject Unwrap(PyObject o) => o is PyInstance { Native: { } native } ? native : o;

    /// <summary>Whether what the class says goes before what the wrapped object does: the program's own method, or one of a class that wraps nothing.</summary>
    private static bool IsOwn(PyObject? method) => method != null && (method is not PyBuiltin b || b.KeepsSelf || b.Owner is { HasPlainInstances: true });

    public static PyStr? Repr(PyInstance self)
    {
        if (self.Type.Lookup(Names.Repr) is { } method && IsOwn(method)) return Calls.ReprWith(method, self, "__repr__");
        if (self.Native is PyBytes { IsMutable: true } bytes) return new PyStr(BytesText.Repr(bytes, self.Type.Name));
        if (self.Native is PySet set) return set.ReprAs(self.Type.Name);
        if (self.Native is not { } native || native.Repr() is not { } text) return self.Native is null ? Attributes.DefaultRepr(self) : null;
        // Of a class that has no text of its own, the program sees its own class.
        return text.Value.StartsWith('<') && text.EqualsStr(Attributes.DefaultRepr(native)) ? Attributes.DefaultRepr(self) : text;
    }

    public static PyStr? Str(PyInstance self)
    {
        PyObject? method = self.Type.Lookup(Names.Str);
        if (method is not PyBuiltin && method != null || method is PyBuiltin { KeepsSelf: true }) return Calls.ReprWith(method, self, "__str__");
        // A str goes by its own __str__, whatever its repr.
        if (method is PyBuiltin { Owner: { } owner } && owner != Types.Object && self.Native != null) return self.Native.Str();
        PyObject? repr = self.Type.Lookup(Names.Repr);
        if (IsOwn(repr)) return Calls.ReprWith(repr!, self, "__repr__");
        return self.Repr();
    }

    public static PyObject? StrAsGiven(PyInstance self)
    {
        PyObject? method = self.Type.Lookup(Names.Str);
        if (method != null && method is not PyBuiltin) return Calls.TextWith(method, self, "__str__");
        return method is PyBuiltin { Owner: { } owner } && owner == Types.Object ? ReprAsGiven(self) : Str(self);
    }

    public static PyObject? ReprAsGiven(PyInstance self) =>
        self.Type.Lookup(Names.Repr) is { } method && IsOwn(method) ? Calls.TextWith(method, self, "__repr__") : Repr(self);

    /// <summary>Whether an instance is equal to nothing but itself as a key, as most are: no code of the program's is asked for its hash.</summary>
    public static bool HashesByIdentity(PyInstance self) => !self.HasNative && self.Type.Lookup(Names.Hash) is PyBuiltin;

    public static long Hash(PyObject self)
    {
        PyObject? method = self.Type.Lookup(Names.Hash);
        if (method is PyNone)
        {
            PyErr.TypeError($"unhashable type: '{self.Type.Name}'");
            return -1;
        }
        if (method == null || method is PyBuiltin) return Native(self) is { } native ? native.Hash() : Identity.HashOf(self);
        PyObject? result = Calls.CallMethod(method, self);
        if (result == null) return -1;
        if (result is PyInt i) return i.Value == -1 ? -2 : i.Value;
        if (Unwrap(result) is PyLong or PyBool or PyInt) return Unwrap(result).Hash();
        PyErr.TypeError("__hash__ method should return an integer");
        return -1;
    }

    public static int Truth(PyObject self)
    {
        if (self.Type.Lookup(Names.Bool) is { } method && method is not PyBuiltin)
        {
            PyObject? result = Calls.CallMethod(method, self);
            if (result == null) return -1;
            if (result is PyBool b) return (int)b.Number;
            PyErr.TypeError($"__bool__ should return bool, returned {result.Type.Name}");
            return -1;
        }
        if (self.Type.Lookup(Names.Len) is { } len && len is not PyBuiltin)
        {
            long n = Len(self);
            return n < 0 ? -1 : n > 0 ? 1 : 0;
        }
        return Native(self) is { } native ? native.Truth() : 1;
    }

    public static long Len(PyObject self)
    {
        if (self.Type.Lookup(Names.Len) is not { } method || method is PyBuiltin)
        {
            if (self.Type.Lookup(Names.Len) != null && Native(self) is { } native) return native.Len();
            PyErr.TypeError($"object of type '{self.Type.Name}' has no len()");
            return -1;
        }
        PyObject? result = Calls.CallMethod(method, self);
        if (result == null) return -1;
        if (Unwrap(result) is PyBool flag) return flag.Number;
        if (Unwrap(result) is PyInt { Value: >= 0 } n) return n.Value;
        return OddLength(result);
    }

    [DontLookInside]
    private static long OddLength(PyObject result)
    {
        if (!Conversions.Index(result, null, out System.Numerics.BigInteger n)) return -1;
        if (n.Sign < 0) PyErr.ValueError("__len__() should return >= 0");
        else if (n > long.MaxValue) PyErr.Raise(Types.OverflowError, $"cannot fit '{result.Type.Name}' into an index-sized integer");
        else return (long)n;
        return -1;
    }

    public static PyObject? Binary(PyObject self, BinaryOp op, PyObject other)
    {
        if (self.Type.Lookup(Names.Binary(op)) is { } method && method is not PyBuiltin) return Calls.CallMethod(method, self, other);
        return Native(self) is { } native ? native.Binary(op, Operand(op, native, other)) : PyNotImplemented.Value;
    }

    public static PyObject? Reflected(PyObject self, BinaryOp op, PyObject other)
    {
        if (self.Type.Lookup(Names.Reflected(op)) is { } method && method is not PyBuiltin) return Calls.CallMethod(method, self, other);
        if (Native(self) is not { } native) return PyNotImplemented.Value;
        PyObject? result = other is PyInstance ? PyNotImplemented.Value : other.Binary(op, native);
        return ReferenceEquals(result, PyNotImplemented.Value) ? native.Reflected(op, Unwrap(other)) : result;
    }

    public static PyObject? InPlace(PyObject self, BinaryOp op, PyObject other)
    {
        if (self.Type.Lookup(Names.InPlace(op)) is { } method && method is not PyBuiltin) return Calls.CallMethod(method, self, other);
        if (Native(self) is { } native && native.InPlace(op, other) is var changed && changed != PyNotImplemented.Value) return changed == native ? self : changed;
        return PyNotImplemented.Value;
    }

    public static PyObject? Unary(PyObject self, UnaryOp op)
    {
        PyObject? method = self.Type.Lookup(Names.Unary(op));
        if (method != null && method is not PyBuiltin) return Calls.CallMethod(method, self);
        if (method != null && Native(self) is { } native) return native.Unary(op);
        return Operators.BadOperand(op, self.Type);
    }

    public static PyObject? Compare(PyObject self, CompareOp op, PyObject other)
    {
        PyObject? method = self.Type.Lookup(Names.Compare(op));
        if (IsOwn(method)) return Calls.CallMethod(method!, self, other);
        // A builtin class's own __ne__ does not ask __eq__, object's does.
        if (op == CompareOp.Ne && (method is not PyBuiltin own || own.Owner is null || own.Owner == Types.Object) && self.Type.Lookup(Names.Eq) is { } eq && eq is not PyBuiltin)
        {
            PyObject? equal = Calls.CallMethod(eq, self, other);
            if (equal == null || equal == PyNotImplemented.Value) return equal;
            int truth = Operators.Truth(equal);
            return truth < 0 ? null : PyBool.Of(truth == 0);
        }
        return Native(self) is { } native ? native.Compare(op, Unwrap(other)) : PyNotImplemented.Value;
    }

    public static PyObject? GetItem(PyObject self, PyObject key)
    {
        PyObject? method = self.Type.Lookup(Names.GetItem);
        if (method != null && method is not PyBuiltin) return Calls.CallMethod(method, self, key);
        if (method != null && Native(self) is { } native)
        {
            return native is PyDict ? GetInDict((PyInstance)self, key) : native.GetItem(key);
        }
        return PyErr.TypeError($"'{self.Type.Name}' object is not subscriptable");
    }

    /// <summary><c>dict.__getitem__</c> of a class derived from dict: a missing key is its <c>__missing__</c>'s.</summary>
    public static PyObject? GetInDict(PyInstance self, PyObject key)
    {
        if (self.Native is not PyDict dict) return PyErr.TypeError($"descriptor '__getitem__' for 'dict' objects doesn't apply to a '{self.Type.Name}' object");
        if (self.Type.Lookup(Names.Missing) is not { } missing) return dict.GetItem(key);
        PyObject? found = key is PyStr s ? dict.GetStr(s) : key is PyInt i ? dict.GetInt(i.Value) : dict.Get(key);
        return found != null || PyErr.Current != null ? found : Calls.CallMethod(missing, self, key);
    }

    public static bool SetItem(PyObject self, PyObject key, PyObject value)
    {
        PyObject? method = self.Type.Lookup(Names.SetItem);
        if (method != null && method is not PyBuiltin) return Calls.CallMethod(method, self, key, value) != null;
        if (method != null && Native(self) is { } native) return native.SetItem(key, value);
        return PyErr.Fail(Types.TypeError, $"'{self.Type.Name}' object does not support item assignment");
    }

    public static bool DelItem(PyObject self, PyObject key)
    {
        PyObject? method = self.Type.Lookup(Names.DelItem);
        if (method != null && method is not PyBuiltin) return Calls.CallMethod(method, self, key) != null;
        if (method != null && Native(self) is { } native) return native.DelItem(key);
        return PyErr.Fail(Types.TypeError, $"'{self.Type.Name}' object {(key.Type.Lookup(Names.Index) != null ? "doesn't" : "does not")} support item deletion");
    }

    public static int Contains(PyObject self, PyObject item)
    {
        PyObject? method = self.Type.Lookup(Names.Contains);
        if (method is PyNone)
        {
            PyErr.TypeError($"'{self.Type.Name}' object is not a container");
            return -1;
        }
        PyObject? native = Native(self);
        if (method != null && (method is not PyBuiltin || native == null))
        {
            PyObject? result = Calls.CallMethod(method, self, item);
            return result == null ? -1 : Operators.Truth(result);
        }
        if (native != null && (method != null || self.Type.SpecialOverride(Names.Iter) == null && native.Type.Lookup(Names.Iter) != null)) return native.Contains(item);
        return Sequences.ContainsByIteration(self, item);
    }

    public static PyObject? Iter(PyObject self)
    {
        PyObject? method = self.Type.Lookup(Names.Iter);
        if (method != null && method is not PyBuiltin and not PyNone)
        {
            PyObject? iterator = Calls.CallMethod(method, self);
            if (iterator == null || iterator.IsIterator) return iterator;
            return PyErr.TypeError($"iter() returned non-iterator of type '{iterator.Type.Name}'");
        }
        if (method is not PyNone)
        {
            if (self.Type.SpecialOverride(Names.GetItem) is { } && Native(self) == null) return new PySequenceIterator(self);
            if (method != null && Native(self) is { } native) return native.IsIterator && native is not PyResumable ? self : native.Iter();
        }
        return PyErr.TypeError($"'{self.Type.Name}' object is not iterable");
    }

    public static PyObject? Next(PyObject self)
    {
        if (self.Type.Lookup(Names.Next) is not { } method || method is PyBuiltin)
            return Native(self) is { IsIterator: true } native ? native.Next() : PyErr.TypeError($"'{self.Type.Name}' object is not an iterator");
        PyObject? result = Calls.CallMethod(method, self);
        if (result == null && PyErr.TakeIf(Types.StopIteration)) return PyEnd.Value;
        return result;
    }

    public static PyObject? Call(PyObject self, PyObject[] args, PyStr[]? keywords)
    {
        if (self.Type.Lookup(Names.Call) is not { } method) return PyErr.TypeError($"'{self.Type.Name}' object is not callable");
        if (method is PyInstance) return CallThrough(method, self, args, keywords);
        return Calls.CallMethodArgs(method, self, args, keywords);
    }

    /// <summary>A <c>__call__</c> that is itself an object with a <c>__call__</c>.</summary>
    private static PyObject? CallThrough(PyObject method, PyObject self, PyObject[] args, PyStr[]? keywords)
    {
        if (!Recursion.Enter(" while calling a Python object")) return null;
        PyObject? result = Calls.CallMethodArgs(method, self, args, keywords);
        Recursion.Leave();
        return result;
    }
}
