using System.Runtime.InteropServices;
using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary><c>deque</c>: a ring of slots. What touches an end is followed by the tracer.</summary>
public sealed class PyDeque(long? maxLength) : PyObject
{
    public static readonly PyType DequeType = new("collections.deque", Types.Object, Populate, Make) { MatchKind = PatternKind.Sequence };

    /// <summary>The most items it has; negative when there is no limit.</summary>
    private long _max = maxLength ?? -1;
    private Slot[] _ring = new Slot[8];
    private int _head, _count;
    private int _version;

    private long? Limit => _max < 0 ? null : _max;

    public override PyType Type => DequeType;
    public override long Len() => _count;
    public override int Truth() => _count > 0 ? 1 : 0;

    private ref Slot At(int i) => ref _ring[(_head + i) & (_ring.Length - 1)];

    [DontLookInside]
    private void Grow()
    {
        var ring = new Slot[_ring.Length * 2];
        for (int i = 0; i < _count; i++) ring[i] = At(i);
        _ring = ring;
        _head = 0;
    }

    private void Append(PyObject item)
    {
        if (_max == 0) return;
        if (_count == _max) PopLeft();
        int count = _count;
        if (count == _ring.Length) Grow();
        _ring[(_head + count) & (_ring.Length - 1)].V = item;
        _count = count + 1;
        _version++;
    }

    private void AppendLeft(PyObject item)
    {
        if (_max == 0) return;
        if (_count == _max) PopRight();
        if (_count == _ring.Length) Grow();
        int head = (_head - 1) & (_ring.Length - 1);
        _ring[head].V = item;
        _head = head;
        _count++;
        _version++;
    }

    private PyObject PopRight()
    {
        int last = _count - 1, at = (_head + last) & (_ring.Length - 1);
        PyObject item = _ring[at].V!;
        _ring[at].V = null;
        _count = last;
        _version++;
        return item;
    }

    private PyObject PopLeft()
    {
        int head = _head;
        PyObject item = _ring[head].V!;
        _ring[head].V = null;
        _head = (head + 1) & (_ring.Length - 1);
        _count--;
        _version++;
        return item;
    }

    [DontLookInside]
    private List<PyObject> Items()
    {
        var items = new List<PyObject>(_count);
        for (int i = 0; i < _count; i++) items.Add(At(i).V!);
        return items;
    }

    [DontLookInside]
    private void SetAll(IEnumerable<PyObject> items)
    {
        _ring = new Slot[8];
        _head = _count = 0;
        _version++;
        foreach (PyObject item in items) Append(item);
    }

    [DontLookInside]
    private static PyObject? Make(PyObject[] args, PyStr[]? keywords)
    {
        if (args.Length == 1 && keywords == null && args[0] is not PyNone)
        {
            var plain = new PyDeque(null);
            return plain.Extend(args[0], left: false) ? plain : null;
        }
        return MakeOf(args, keywords);
    }

    [DontLookInside]
    private static PyObject? MakeOf(PyObject[] args, PyStr[]? keywords)
    {
        var deque = new PyDeque(null);
        return deque.Refill(args, keywords) ? deque : null;
    }

    /// <summary>What <c>__init__</c> does; false with an exception pending.</summary>
    [DontLookInside]
    private bool Refill(PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.Parse("deque", args, keywords, ["iterable", "maxlen"], 0, out PyObject?[] v)) return false;
        long max = -1;
        if (v[1] is not (null or PyNone))
        {
            if (UserSlots.Unwrap(v[1]!) is not (PyInt or PyLong or PyBool)) return PyErr.Fail(Types.TypeError, "an integer is required");
            if (!Sequences.Integer(v[1]!, out max)) return false;
            if (max < 0) return PyErr.Fail(Types.ValueError, "maxlen must be non-negative");
        }
        _max = max;
        SetAll([]);
        return v[0] is null || Extend(v[0]!, left: false);
    }

    private bool Extend(PyObject iterable, bool left) => Sequences.ToList(iterable) is { } items && Take(items, left);

    [DontLookInside]
    private bool Take(List<PyObject> items, bool left)
    {
        foreach (PyObject item in items)
        {
            if (left) AppendLeft(item);
            else Append(item);
        }
        return true;
    }

    // What is in the middle moves the items on the side where there are fewer.

    [DontLookInside]
    private void RemoveAt(int i)
    {
        if (i < _count / 2)
        {
            for (; i > 0; i--) At(i).V = At(i - 1).V;
            PopLeft();
            return;
        }
        for (; i < _count - 1; i++) At(i).V = At(i + 1).V;
        PopRight();
    }

    [DontLookInside]
    private void InsertAt(int i, PyObject item)
    {
        if (i < _count / 2)
        {
            AppendLeft(item);
            for (int k = 0; k < i; k++) At(k).V = At(k + 1).V;
        }
        else
        {
            Append(item);
            for (int k = _count - 1; k > i; k--) At(k).V = At(k - 1).V;
        }
        At(i).V = item;
    }

    [DontLookInside]
    private void Reverse()
    {
        for (int i = 0, j = _count - 1; i < j; i++, j--) (At(i).V, At(j).V) = (At(j).V, At(i).V);
        _version++;
    }

    [DontLookInside]
    private PyDeque Copy() => new(Limit) { _ring = _ring.AsSpan().ToArray(), _head = _head, _count = _count };

    /// <summary>The first place of an item, or the count; -1 with an exception pending, of the class given when comparing has changed the deque.</summary>
    [DontLookInside]
    private int IndexOf(PyObject item, int start, int stop, PyType whenChanged)
    {
        int version = _version;
        for (int i = start; i < stop; i++)
        {
            int equal = Operators.Equal(At(i).V!, item);
            if (equal < 0) return -1;
            if (equal == 1) return i;
            if (version != _version)
            {
                PyErr.Raise(whenChanged, "deque mutated during iteration");
                return -1;
            }
        }
        return _count;
    }

    private bool Index(PyObject key, out int index)
    {
        index = 0;
        if (key is not PyInt && key.Type.Lookup(Names.Index) == null) return PyErr.Fail(Types.TypeError, $"sequence index must be integer, not '{key.Type.Name}'");
        if (!Sequences.IndexOf(key, "sequence", out long i)) return false;
        if (!Sequences.Locate(ref i, _count)) return PyErr.Fail(Types.IndexError, "deque index out of range");
        index = (int)i;
        return true;
    }

    public override PyObject? GetItem(PyObject key) => Index(key, out int i) ? _ring[(_head + i) & (_ring.Length - 1)].V : null;

    public override bool SetItem(PyObject key, PyObject value)
    {
        if (!Index(key, out int i)) return false;
        _ring[(_head + i) & (_ring.Length - 1)].V = value;
        return true;
    }

    [DontLookInside]
    public override bool DelItem(PyObject key)
    {
        if (!Index(key, out int i)) return false;
        RemoveAt(i);
        return true;
    }

    public override PyObject Iter() => new Iterator(this, reverse: false);

    public override long Hash()
    {
        PyErr.TypeError("unhashable type: 'collections.deque'");
        return -1;
    }

    [DontLookInside]
    public override PyStr? Repr() => ReprAs("deque");

    private PyStr? ReprAs(string name)
    {
        if (ReprGuard.IsActive(this)) return new PyStr("[...]");
        ReprGuard.Enter(this);
        string? inner = Sequences.ReprItems(Items(), _count);
        ReprGuard.Leave();
        if (inner == null) return null;
        return new PyStr(_max >= 0 ? $"{name}([{inner}], maxlen={_max})" : $"{name}([{inner}])");
    }

    [DontLookInside]
    public override PyObject? Compare(CompareOp op, PyObject other) =>
        UserSlots.Unwrap(other) is PyDeque d ? Sequences.Compare(op, CollectionsMarshal.AsSpan(Items()), CollectionsMarshal.AsSpan(d.Items())) : PyNotImplemented.Value;

    [DontLookInside]
    public override PyObject? Binary(BinaryOp op, PyObject other)
    {
        if (op == BinaryOp.Add && UserSlots.Unwrap(other) is PyDeque d)
        {
            var sum = new PyDeque(Limit);
            sum.SetAll([.. Items(), .. d.Items()]);
            return sum;
        }
        if (op == BinaryOp.Add && other is not PyInstance) return PyErr.TypeError($"can only concatenate deque (not \"{other.Type.Name}\") to deque");
        return op == BinaryOp.Mul ? Repeated(other) : PyNotImplemented.Value;
    }

    public override PyObject? Reflected(BinaryOp op, PyObject other) => op == BinaryOp.Mul ? Repeated(other) : PyNotImplemented.Value;

    [DontLookInside]
    private PyObject? Repeated(PyObject count)
    {
        PyObject? items = Sequences.Repeat(new PyList(Items()), count);
        if (items is not PyList list) return items;
        var repeated = new PyDeque(Limit);
        return repeated.Extend(list, left: false) ? repeated : null;
    }

    public override PyObject? InPlace(BinaryOp op, PyObject other)
    {
        if (op == BinaryOp.Add) return Extend(other, left: false) ? this : null;
        if (op != BinaryOp.Mul) return PyNotImplemented.Value;
        PyObject? repeated = Repeated(other);
        if (repeated is not PyDeque items) return repeated;
        SetAll(items.Items());
        return this;
    }

    private static PyDeque D(PyObject o) => (PyDeque)o;

    private static PyObject None(Action action)
    {
        action();
        return PyNone.None;
    }

    private static void Populate(PyType t)
    {
        t.Set("__module__", new PyStr("collections"));
        t.ClassMethod("__class_getitem__", PyGenericAlias.OfClass);
        SlotMethods.New(t);
        t.MethodOfInstance("__repr__", static (args, keywords) => D(UserSlots.Unwrap(args[0])).ReprAs(args[0].Type.ShortName));
        SlotMethods.Len(t);
        SlotMethods.Iter(t);
        SlotMethods.GetItem(t);
        SlotMethods.SetItem(t);
        SlotMethods.Contains(t);
        SlotMethods.Compare(t, ordered: true);
        SlotMethods.Binary(t, BinaryOp.Add, BinaryOp.Mul);
        SlotMethods.Reflected(t, BinaryOp.Mul);
        SlotMethods.InPlace(t, BinaryOp.Add, BinaryOp.Mul);
        SlotMethods.Init(t, (self, args, keywords) => D(self).Refill(args, keywords));
        t.Set("__hash__", PyNone.None);
        t.Method("append", static (self, item) =>
        {
            D(self).Append(item);
            return PyNone.None;
        });
        t.Method("appendleft", static (self, item) =>
        {
            D(self).AppendLeft(item);
            return PyNone.None;
        });
        t.Method("pop", static self => D(self)._count == 0 ? PyErr.Raise(Types.IndexError, "pop from an empty deque") : D(self).PopRight());
        t.Method("popleft", static self => D(self)._count == 0 ? PyErr.Raise(Types.IndexError, "pop from an empty deque") : D(self).PopLeft());
        t.Method("extend", (self, items) => Define.None(D(self).Extend(items, left: false)));
        t.Method("extendleft", (self, items) => Define.None(D(self).Extend(items, left: true)));
        t.Method("clear", self => None(() => D(self).SetAll([])));
        t.MethodOfInstance("copy", CopyOf);
        t.MethodOfInstance("__copy__", CopyOf);
        t.Method("reverse", self =>
        {
            D(self).Reverse();
            return PyNone.None;
        });
        t.MethodArgs("rotate", (args, _) => Define.Count("deque.rotate", Calls.Rest(args), 0, 1) ? Rotate(args) : null);
        t.Method("count", (self, item) => Count(D(self), item));
        t.MethodArgs("index", (args, _) => Define.Count("index", Calls.Rest(args), 1, 3) ? IndexOf(args) : null);
        t.Method("remove", (self, item) => Remove(D(self), item));
        t.Method("insert", (self, index, item) =>
        {
            if (!Sequences.Integer(index, out long i)) return null;
            PyDeque d = D(self);
            if (d._count == d._max) return PyErr.Raise(Types.IndexError, "deque already at its maximum size");
            if (i < 0) i = Math.Max(0, i + d._count);
            d.InsertAt((int)Math.Min(i, d._count), item);
            return PyNone.None;
        });
        t.Method("__reversed__", self => new Iterator(D(self), reverse: true));
        t.MethodOfInstance("__reduce__", (args, keywords) =>
        {
            PyDeque deque = D(UserSlots.Unwrap(args[0]));
            if (Reduction.State(args[0]) is not { } state || args[0].Iter() is not { } items) return null;
            return new PyTuple([args[0].Type, deque._max >= 0 ? new PyTuple([PyTuple.Empty, new PyInt(deque._max)]) : PyTuple.Empty, state, items]);
        });
        t.Property("maxlen", self => D(self)._max is >= 0 and var max ? new PyInt(max) : PyNone.None);
    }

    /// <summary>A copy of the same class, which may be a program's.</summary>
    private static PyObject? CopyOf(PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.NoKeywords("copy", keywords) || !Define.Count("copy", args, 1, 1)) return null;
        PyDeque deque = D(UserSlots.Unwrap(args[0]));
        if (args[0] is not PyInstance own) return deque.Copy();
        return own.Type.Call(deque._max >= 0 ? [own, new PyInt(deque._max)] : [own], null);
    }

    [DontLookInside]
    private static PyObject? Count(PyDeque deque, PyObject item)
    {
        long n = 0;
        int version = deque._version;
        for (int i = 0; i < deque._count; i++)
        {
            int equal = Operators.Equal(deque.At(i).V!, item);
            if (equal < 0) return null;
            if (version != deque._version) return PyErr.Raise(Types.RuntimeError, "deque mutated during iteration");
            n += equal;
        }
        return new PyInt(n);
    }

    [DontLookInside]
    private static PyObject? IndexOf(PyObject[] args)
    {
        PyDeque deque = D(args[0]);
        if (!TextSearch.Bounds(args.Length > 2 ? args[2] : null, args.Length > 3 ? args[3] : null, deque._count, out int start, out int stop)) return null;
        int at = deque.IndexOf(args[1], start, stop, Types.RuntimeError);
        if (at < 0) return null;
        return at < stop && start < stop ? new PyInt(at) : args[1].Repr() is { } text ? PyErr.ValueError($"{text.Value} is not in deque") : null;
    }

    [DontLookInside]
    private static PyObject? Remove(PyDeque deque, PyObject item)
    {
        int version = deque._version, at = deque.IndexOf(item, 0, deque._count, Types.IndexError);
        if (at < 0) return null;
        if (version != deque._version) return PyErr.Raise(Types.IndexError, "deque mutated during iteration");
        if (at == deque._count) return item.Repr() is { } text ? PyErr.ValueError($"{text.Value} is not in deque") : null;
        deque.RemoveAt(at);
        return PyNone.None;
    }

    [DontLookInside]
    private static PyObject? Rotate(PyObject[] args)
    {
        long n = 1;
        if (args.Length > 1 && !Sequences.Integer(args[1], out n)) return null;
        PyDeque d = D(args[0]);
        if (d._count == 0) return PyNone.None;
        long by = (n % d._count + d._count) % d._count;
        if (by > d._count / 2)
            for (by = d._count - by; by > 0; by--) d.Append(d.PopLeft());
        for (; by > 0; by--) d.AppendLeft(d.PopRight());
        return PyNone.None;
    }

    internal sealed class Iterator(PyDeque deque, bool reverse) : PyObject, IReducible, ILengthHint
    {
        private readonly PyDeque _deque = deque;
        private readonly bool _reverse = reverse;
        public static readonly PyType Forwards = NewType("_deque_iterator", false), Backwards = NewType("_deque_reverse_iterator", true);
        private readonly int _version = deque._version, _count = deque._count;
        private int _index;

        private static PyType NewType(string name, bool reverse)
        {
            var type = new PyType("_collections." + name, Types.Object, IteratorReduction.PopulateCounting, (args, _) => New(name, args, reverse))
            {
                IsFinal = true,
                QualName = name,
            };
            type.Set("__module__", PyStr.Intern("_collections"));
            return type;
        }

        /// <summary>An iterator of a deque that has passed some of its items.</summary>
        private static PyObject? New(string name, PyObject[] args, bool reverse)
        {
            if (!Define.Count(name, args, 1, 2)) return null;
            if (UserSlots.Unwrap(args[0]) is not PyDeque deque) return PyErr.TypeError($"argument 1 must be collections.deque, not {args[0].Type.FullName}");
            long passed = 0;
            if (args.Length > 1 && !Sequences.Integer(args[1], out passed)) return null;
            return new Iterator(deque, reverse) { _index = (int)Math.Clamp(passed, 0, deque._count) };
        }

        public override PyType Type => _reverse ? Backwards : Forwards;
        public override bool IsIterator => true;
        public override PyObject Iter() => this;

        public PyObject LengthHint() => new PyInt(_count - _index);

        public PyObject Reduce(PyType type) => new PyTuple([type, new PyTuple([_deque, new PyInt(_index)])]);

        public override PyObject? Next()
        {
            PyDeque deque = _deque;
            int i = _index;
            if (_version != deque._version)
            {
                _index = _count;
                return PyErr.Raise(Types.RuntimeError, "deque mutated during iteration");
            }
            if (i >= _count) return PyEnd.Value;
            _index = i + 1;
            return deque._ring[(deque._head + (_reverse ? deque._count - 1 - i : i)) & (deque._ring.Length - 1)].V;
        }
    }
}
