using MetaJit;
using PyLite.Interpreter;

namespace PyLite.Objects;

/// <summary>Stands for "nothing in the class or its bases has changed": replaced when it does.</summary>
public sealed class VersionTag
{
    private static int s_count;

    public readonly int Id = ++s_count;
}

/// <summary>As what pattern matching takes the instances of a class.</summary>
[Flags]
public enum PatternKind
{
    None = 0,
    Sequence = 1,
    Mapping = 2,
}

/// <summary>A class, builtin or the user's.</summary>
public sealed class PyType : PyObject
{
    private readonly List<WeakReference<PyType>> _subclasses = [];
    /// <summary>Null: <c>type</c>.</summary>
    private readonly QuasiImmutable<PyType>? _metatype;
    private Action<PyType>? _populate;

    /// <summary>The class's own attributes. A value changed after it was first set stands in a <see cref="GlobalCell"/>.</summary>
    public readonly PyDict Dict;

    public readonly QuasiImmutable<VersionTag> Tag = new(new VersionTag());

    /// <summary>Both change with the version: whoever relies on them asks for it.</summary>
    public PyType[] Bases { get; private set; }
    public PyType[] Mro { get; private set; }

    /// <summary>Makes an instance of a builtin class, or of a user's class derived from it: <c>__new__</c> and <c>__init__</c> in one.</summary>
    public readonly Func<PyObject[], PyStr[]?, PyObject?>? Constructor;

    /// <summary>The builtin class below a user's class whose instances wrap one of its objects; null for plain instances.</summary>
    public readonly PyType? NativeBase;

    /// <summary>Made by a class statement.</summary>
    public readonly bool IsUser;

    /// <summary>Instances are <see cref="PyException"/>s.</summary>
    public readonly bool IsException;

    /// <summary>The names of <c>__slots__</c> of the class and its bases, when instances have no dictionary.</summary>
    public readonly HashSet<PyStr>? SlotNames;

    /// <summary>Whether instances say themselves what class they pass for.</summary>
    [Elidable]
    internal bool ClaimsClass(VersionTag tag) => Lookup(Names.Class) is not PyGetSet || SpecialOverride(Names.GetAttribute) != null;

    private PatternKind _matchKind;

    /// <summary>What the class itself was registered as.</summary>
    public PatternKind MatchKind
    {
        get => _matchKind;
        set
        {
            _matchKind = value;
            if (IsUser) Changed();
        }
    }

    /// <summary>The same, or what the first of its bases that is something is.</summary>
    public PatternKind PatternKinds
    {
        get
        {
            foreach (PyType t in Mro)
                if (t.MatchKind != PatternKind.None) return t.MatchKind;
            return PatternKind.None;
        }
    }

    [Elidable]
    public static PatternKind PatternKindAt(PyType type, VersionTag tag) => type.PatternKinds;

    /// <summary>The names in the class's own <c>__slots__</c>.</summary>
    public PyStr[] MemberNames = [];

    /// <summary>No class may be derived from it.</summary>
    public bool IsFinal { get; init; }

    /// <summary>A builtin class whose instances are like those of a user's: nothing is wrapped.</summary>
    public bool HasPlainInstances { get; init; }

    /// <summary>A builtin class on whose objects programs may hang attributes.</summary>
    public bool IsExtensible { get; set; }

    /// <summary>What <c>__new__</c> does, whatever it is given, where <c>__init__</c> is what fills an instance. A call of the class itself uses the constructor.</summary>
    public Func<PyObject>? MakeEmpty { get; set; }

    /// <summary>A builtin class whose <c>__new__</c> leaves keywords to the <c>__init__</c> of a class derived from it.</summary>
    public bool LeavesKeywords { get; init; }

    /// <summary>What a built-in class's constructor takes, as <c>__text_signature__</c> tells it; null where that is not known.</summary>
    public string? ConstructorText { get; init; }

    public bool HasPlainBase => HasPlainBaseAt(this, Tag.Get());

    [Elidable]
    private static bool HasPlainBaseAt(PyType type, VersionTag tag) => Array.Exists(type.Mro, t => t.HasPlainInstances);

    /// <summary>A builtin class of tuples with named items.</summary>
    public bool IsStructSequence { get; init; }

    /// <summary>Instances of the class, and of those derived from it, wrap an object of the builtin class.</summary>
    public bool HasLayout => !IsUser && (Constructor != null && !HasPlainInstances && this != Types.Object || this == Types.BaseException || this == Types.Type || this == Types.Module);

    /// <summary>Where every instance's map begins.</summary>
    public readonly PyMap RootMap;

    /// <summary>How instances made from here on are laid out; it changes with the version.</summary>
    internal InstanceLayout Layout
    {
        get => LayoutAt(this, Tag.Get());
        [DontLookInside]
        set
        {
            _layout = value;
            Tag.Set(new VersionTag());
        }
    }

    private InstanceLayout _layout;

    [Elidable]
    private static InstanceLayout LayoutAt(PyType type, VersionTag tag) => type._layout;

    /// <summary>What messages call it: of a class of a C# module, with the module's name.</summary>
    public string Name;
    public string QualName;

    /// <summary><c>__name__</c></summary>
    public string ShortName => IsUser && !NamesModule ? Name : Name[(Name.LastIndexOf('.') + 1)..];

    /// <summary>Whether <see cref="Name"/> begins with the module's although the class is written in Python: CPython has it in C.</summary>
    public bool NamesModule { get; private set; }

    /// <summary>Has messages name the class with its module, as they do classes of C# modules.</summary>
    public void NameModule()
    {
        if (NamesModule) return;
        Name = $"{ModuleText()}.{Name}";
        NamesModule = true;
        Tag.Set(new VersionTag());
    }

    /// <summary><c>__name__</c> as programs see it.</summary>
    public PyStr NameText
    {
        get
        {
            PyType type = Jit.Promote(this);
            return NameAt(type, type.Tag.Get());
        }
    }

    [Elidable]
    private static PyStr NameAt(PyType type, VersionTag tag) => PyStr.Intern(type.ShortName);

    /// <summary>What <see cref="Construction.IsPlainAt"/> found, and for which version.</summary>
    internal bool IsPlain;
    internal VersionTag? PlainTag;

    /// <summary>A builtin class. Its attributes are filled in when first asked for.</summary>
    public PyType(string name, PyType? baseType, Action<PyType>? populate = null, Func<PyObject[], PyStr[]?, PyObject?>? constructor = null)
    {
        Name = name;
        QualName = ShortName;
        Bases = baseType == null ? [] : [baseType];
        Mro = baseType == null ? [this] : [this, .. baseType.Mro];
        Dict = new PyDict();
        _populate = populate;
        Constructor = constructor;
        IsException = name == "BaseException" || baseType is { IsException: true };
        RootMap = new PyMap(this);
    }

    /// <summary>A builtin class with two bases.</summary>
    public PyType(string name, PyType baseType, PyType second, Action<PyType>? populate)
        : this(name, baseType, populate)
    {
        Bases = [baseType, second];
        Mro = [this, baseType, .. second.Mro];
    }

    /// <summary>A user's class.</summary>
    public PyType(PyType metatype, string name, PyType[] bases, PyType[] mro, PyDict dict, HashSet<PyStr>? slotNames)
    {
        if (metatype.IsUser) _metatype = new QuasiImmutable<PyType>(metatype);
        Name = QualName = name;
        Bases = bases;
        Mro = [this, .. mro];
        Dict = dict;
        IsUser = true;
        SlotNames = slotNames;
        foreach (PyType t in mro)
        {
            IsException |= t.IsException;
            if (NativeBase == null && t.HasLayout && t.Constructor != null) NativeBase = t;
        }
        if (IsException || NativeBase == Types.Module) NativeBase = null;
        foreach (PyType b in bases) b._subclasses.Add(new WeakReference<PyType>(this));
        RootMap = new PyMap(this);
    }

    public override PyType Type => _metatype == null ? Types.Type : _metatype.Get();

    /// <summary>The base whose instances have the most in them; of several that have as much, the first.</summary>
    public PyType? Base
    {
        get
        {
            if (Bases.Length < 2) return Bases.Length > 0 ? Bases[0] : null;
            PyType best = Bases[0], solid = best.Solid();
            foreach (PyType next in Bases)
                if (next.Solid() is var other && other != solid && other.IsSubtype(solid)) (best, solid) = (next, other);
            return best;
        }
    }

    /// <summary>The nearest base, or this class, whose instances have more in them than attributes.</summary>
    private PyType Solid()
    {
        for (PyType? t = this; t != null; t = t.Base)
            if (t.IsUser ? t.MemberNames.Length > 0 : t != Types.Object) return t;
        return Types.Object;
    }

    public IEnumerable<PyType> Subclasses
    {
        get
        {
            foreach (WeakReference<PyType> reference in _subclasses)
                if (reference.TryGetTarget(out PyType? t)) yield return t;
        }
    }

    public void EnsurePopulated()
    {
        if (_populate is not { } populate) return;
        _populate = null;
        populate(this);
        if (Constructor != null && !IsException && this != Types.Object && Dict.GetStr(Names.New) == null) SlotMethods.New(this);
    }

    // ---- lookup

    /// <summary>The attribute in the class or its bases, without descriptors; null when there is none.</summary>
    public PyObject? Lookup(PyStr name)
    {
        PyType type = Jit.Promote(this);
        PyObject? found = LookupAt(type, type.Tag.Get(), name);
        return found is GlobalCell cell ? cell.Value : found;
    }

    [Elidable]
    public static PyObject? LookupAt(PyType type, VersionTag tag, PyStr name) => MethodCache.Find(type, tag, name);

    /// <summary>The attribute when it is not one of the builtin classes' own: whether a user's class overrides a special method.</summary>
    public PyObject? SpecialOverride(PyStr name)
    {
        if (!IsUser) return null;
        return Lookup(name) is { } found and not PyBuiltin ? found : null;
    }

    /// <summary>Whether this class or one between it and the other defines the name.</summary>
    [DontLookInside]
    public bool Overrides(PyStr name, PyType other) => Lookup(name) is { } mine && mine != other.Lookup(name);

    public bool IsSubtype(PyType other) => ReferenceEquals(this, other) || IsSubtypeAt(this, Tag.Get(), other);

    [Elidable]
    private static bool IsSubtypeAt(PyType type, VersionTag tag, PyType other)
    {
        foreach (PyType t in type.Mro)
            if (ReferenceEquals(t, other)) return true;
        return false;
    }

    // ---- attributes

    public override PyObject? GetAttr(PyStr name)
    {
        PyType self = Jit.Promote(this);
        PyType meta = self.Type;
        if (!meta.IsUser) return self.GetGeneric(name);
        PyObject? value = meta.SpecialOverride(Names.GetAttribute) is { } custom ? Calls.CallMethod(custom, self, name) : self.GetGeneric(name);
        if (value != null || meta.Lookup(Names.GetAttr) is not { } hook || !PyErr.TakeIf(Types.AttributeError)) return value;
        return Calls.CallMethod(hook, self, name);
    }

    /// <summary><c>type.__getattribute__</c>: without the metaclass's own override.</summary>
    public PyObject? GetGeneric(PyStr name)
    {
        PyType self = Jit.Promote(this);
        PyType meta = self.Type;
        PyObject? ofMeta = meta.Lookup(name);
        if (ofMeta is { IsDataDescriptor: true, IsDescriptor: true }) return ofMeta.DescriptorGet(self, meta);
        PyObject? own = self.Lookup(name);
        if (own != null) return own.IsDescriptor ? own.DescriptorGet(null, self) : own;
        if (ofMeta != null) return ofMeta.IsDescriptor ? ofMeta.DescriptorGet(self, meta) : ofMeta;
        return PyErr.AttributeError(self, name);
    }

    /// <summary>The class's own attribute as it stands there, or null.</summary>
    [DontLookInside]
    public PyObject? OwnAttribute(PyStr name)
    {
        EnsurePopulated();
        PyObject? value = Dict.GetStr(name);
        return value is GlobalCell cell ? cell.Value : value;
    }

    /// <summary>The class's own attributes, as a dict of the moment that nobody may change.</summary>
    [DontLookInside]
    public PyDict AttributesNow()
    {
        EnsurePopulated();
        VersionTag now = Tag.Get();
        if (_attributes != null && ReferenceEquals(_attributesTag, now)) return _attributes;
        var dict = new PyDict();
        bool mayChange = false;
        foreach ((PyObject key, PyObject value) in Dict.Pairs())
        {
            // What is in a cell changes without a new tag.
            mayChange |= value is GlobalCell;
            dict.Set(key, value is GlobalCell cell ? cell.Value! : value);
        }
        (_attributes, _attributesTag) = mayChange ? (null, null) : (dict, now);
        return dict;
    }

    private PyDict? _attributes;
    private VersionTag? _attributesTag;

    /// <summary>Whether instances have a <c>__dict__</c>.</summary>
    public bool HasDictionary => IsUser ? SlotNames == null : IsException || HasPlainInstances || this == Types.Module || this == Types.Type;

    public bool MayHaveSlots => MayHaveSlotsAt(this, Tag.Get());

    [Elidable]
    private static bool MayHaveSlotsAt(PyType type, VersionTag tag) => Array.Exists(type.Mro, t => t.MemberNames.Length > 0);

    /// <summary>The slots of the class and its bases.</summary>
    public IEnumerable<PyStr> AllSlotNames() => Mro.SelectMany(t => t.MemberNames);

    /// <summary>Whether an instance of one class may become one of the other.</summary>
    public bool HasLayoutOf(PyType other) =>
        NativeBase == other.NativeBase && LaidOutAs == other.LaidOutAs && IsException == other.IsException && HasDictionary == other.HasDictionary && AllSlotNames().Order(NameOrder).SequenceEqual(other.AllSlotNames().Order(NameOrder));

    /// <summary>
    /// The class whose fields instances begin with, where that is more than being of the same builtin class: of exceptions the builtin class
    /// with fields of its own; of ints and tuples, whose attributes come after items, the first derived class that has attributes.
    /// </summary>
    private PyType? LaidOutAs
    {
        get
        {
            if (IsException) return Array.Find(Mro, static t => !t.IsUser && t.HasFields);
            if (IsSubtype(Types.Type)) return Types.Type;
            if (NativeBase != Types.Int && NativeBase != Types.Tuple && NativeBase != Types.Bytes) return null;
            return Array.FindLast(Mro, static t => t.IsUser && t.HasDictionary);
        }
    }

    /// <summary>A builtin class of exceptions that keeps more than every exception does.</summary>
    private bool HasFields => this == Types.BaseException || this == Types.OSError || this == Types.ImportError || this == Types.NameError || this == Types.AttributeError
        || this == Types.SyntaxError || this == Types.StopIteration || this == Types.SystemExit || this == Types.BaseExceptionGroup
        || this == Types.UnicodeEncodeError || this == Types.UnicodeDecodeError || this == Types.UnicodeTranslateError;

    /// <summary>Assignment to <c>__class__</c> of a class.</summary>
    [DontLookInside]
    internal void SetClass(PyType metatype)
    {
        _metatype!.Set(metatype);
        Changed();
    }

    private static readonly IComparer<PyStr> NameOrder = Comparer<PyStr>.Create((a, b) => string.CompareOrdinal(a.Value, b.Value));

    /// <summary>Gives the class other bases, or another order of them.</summary>
    [DontLookInside]
    internal void SetOrder(PyType[] bases, PyType[] mro)
    {
        foreach (PyType b in Bases)
            if (!bases.Contains(b)) b._subclasses.RemoveAll(r => !r.TryGetTarget(out PyType? t) || t == this);
        foreach (PyType b in bases)
            if (!Bases.Contains(b)) b._subclasses.Add(new WeakReference<PyType>(this));
        Bases = bases;
        Mro = mro;
        Changed();
    }

    public override bool SetAttr(PyStr name, PyObject? value)
    {
        if (!IsUser)
        {
            return SetImmutable(name);
        }
        if (Type != Types.Type && Type.SpecialOverride(value == null ? Names.DelAttr : Names.SetAttr) is { } hook)
            return (value == null ? Calls.CallMethod(hook, this, name) : Calls.CallMethod(hook, this, name, value)) != null;
        return SetGeneric(name, value);
    }

    /// <summary><c>type.__setattr__</c>: without the metaclass's own override.</summary>
    public bool SetGeneric(PyStr name, PyObject? value)
    {
        if (!IsUser) return SetImmutable(name);
        if (Type.Lookup(name) is { IsDataDescriptor: true } data) return data.DescriptorSet(this, value);
        return SetOwn(name, value);
    }

    [DontLookInside]
    internal bool SetImmutable(PyStr name) => PyErr.Fail(Types.TypeError, $"cannot set '{name.Value}' attribute of immutable type '{Name}'");

    internal bool SetOwn(PyStr name, PyObject? value)
    {
        if (value == null || OwnCellAt(this, Tag.Get(), name) is not { } cell) return ChangeOwn(name, value);
        cell.Value = value;
        return true;
    }

    /// <summary>The cell of an attribute that changes often, if it is one.</summary>
    [Elidable]
    private static GlobalCell? OwnCellAt(PyType type, VersionTag tag, PyStr name) => type.Dict.GetStr(name) as GlobalCell;

    [DontLookInside]
    private bool ChangeOwn(PyStr name, PyObject? value)
    {
        name = PyStr.Intern(name);
        PyObject? old = Dict.GetStr(name);
        if (value == null)
        {
            if (!Dict.Remove(name))
            {
                PyErr.AttributeError(this, name);
                return false;
            }
            Changed();
            return true;
        }
        value = PyBorrowedSlot.Of(name, value, Mro);
        if (old is GlobalCell)
        {
            ((GlobalCell)old).Value = value;
            return true;
        }
        // Data that changes goes to a cell, so that a counter in a class does not invalidate everything that uses the class.
        if (old != null && value is PyInt or PyFloat or PyStr or PyNone or PyBool or PyInstance or PyList or PyTuple or PyDict
            && old is not (PyFunction or PyProperty or PyBuiltin))
        {
            Dict.SetStr(name, new GlobalCell(value, mutable: true));
            Changed();
            return true;
        }
        Dict.SetStr(name, value);
        Changed();
        return true;
    }

    /// <summary>Calling the class just makes the exception.</summary>
    public bool IsPlainException => !IsUser && IsPlainlyMade;

    /// <summary>Exceptions that are made of any arguments and keep nothing else.</summary>
    public bool IsPlainlyMade => IsException && !IsSubtype(Types.OSError) && !IsSubtype(Types.BaseExceptionGroup) && !IsSubtype(Types.UnicodeError) && !IsSubtype(Types.SyntaxError);

    internal void Changed()
    {
        Tag.Set(new VersionTag());
        foreach (PyType t in Subclasses) t.Changed();
    }

    // ---- slots

    [DontLookInside]
    public override PyStr? Repr()
    {
        if (Type.SpecialOverride(Names.Repr) is { } method) return Calls.ReprWith(method, this, "__repr__");
        return PlainRepr();
    }

    public PyStr PlainRepr() => new($"<class '{FullName}'>");

    /// <summary>The name with its module, but for builtins.</summary>
    public string FullName => ModuleText() is var module and not "builtins" ? $"{module}.{QualName}" : QualName;

    public string ModuleText()
    {
        EnsurePopulated();
        return Dict.GetStr(Names.Module) is { } m && (m is GlobalCell c ? c.Value : m) is PyStr s ? s.Value : "builtins";
    }

    public override long Hash() => Type.SpecialOverride(Names.Hash) != null ? UserSlots.Hash(this) : base.Hash();

    public override PyStr? Str() => Type.SpecialOverride(Names.Str) is { } method ? Calls.ReprWith(method, this, "__str__") : Repr();

    public override bool IsCallable => true;

    public override PyObject? Call(PyObject[] args, PyStr[]? keywords) => Construction.Call(this, args, keywords);

    public override PyObject? GetItem(PyObject key)
    {
        if (Type.SpecialOverride(Names.GetItem) is { } hook) return Calls.CallMethod(hook, this, key);
        if (ReferenceEquals(this, Types.Type)) return PyGenericAlias.Of(this, key);
        if (Lookup(Names.ClassGetItem) is { } method and not PyNone)
            return (method.IsDescriptor ? method.DescriptorGet(null, this) : method) is { } bound ? Calls.Call1(bound, key) : null;
        return PyErr.TypeError($"type '{Name}' is not subscriptable");
    }

    public override bool SetItem(PyObject key, PyObject value) =>
        Type.SpecialOverride(Names.SetItem) is { } hook ? Calls.CallMethod(hook, this, key, value) != null : base.SetItem(key, value);

    public override bool DelItem(PyObject key) =>
        Type.SpecialOverride(Names.DelItem) is { } hook ? Calls.CallMethod(hook, this, key) != null : base.DelItem(key);

    public override int Truth() => Type.IsUser ? UserSlots.Truth(this) : 1;

    public override PyObject? Unary(UnaryOp op) => Type.SpecialOverride(Names.Unary(op)) is { } hook ? Calls.CallMethod(hook, this) : base.Unary(op);

    public override PyObject? Iter() => Type.SpecialOverride(Names.Iter) is { } hook ? Calls.CallMethod(hook, this) : base.Iter();

    public override PyObject? Next() => Type.SpecialOverride(Names.Next) != null ? UserSlots.Next(this) : base.Next();

    public override bool IsIterator => Type.SpecialOverride(Names.Next) != null;

    public override long Len() => Type.SpecialOverride(Names.Len) != null ? UserSlots.Len(this) : base.Len();

    public override int Contains(PyObject item) =>
        Type.SpecialOverride(Names.Contains) is { } hook ? (Calls.CallMethod(hook, this, item) is { } r ? Operators.Truth(r) : -1) : base.Contains(item);

    public override PyObject? Binary(BinaryOp op, PyObject other)
    {
        if (Type.SpecialOverride(Names.Binary(op)) is { } hook) return Calls.CallMethod(hook, this, other);
        return op == BinaryOp.Or ? PyUnionType.Or(this, other) : PyNotImplemented.Value;
    }

    public override PyObject? Reflected(BinaryOp op, PyObject other)
    {
        if (Type.SpecialOverride(Names.Reflected(op)) is { } hook) return Calls.CallMethod(hook, this, other);
        return op == BinaryOp.Or ? PyUnionType.Or(other, this) : PyNotImplemented.Value;
    }

    public override PyObject? InPlace(BinaryOp op, PyObject other) =>
        Type.SpecialOverride(Names.InPlace(op)) is { } hook ? Calls.CallMethod(hook, this, other) : PyNotImplemented.Value;

    public override PyObject? Compare(CompareOp op, PyObject other) =>
        Type.IsUser ? UserSlots.Compare(this, op, other) : PyNotImplemented.Value;
}

/// <summary>A cache of class lookups, by class version and name. Lost entries are found again the slow way.</summary>
internal static class MethodCache
{
    private const int Size = 4096;

    private struct Entry
    {
        public VersionTag? Tag;
        public PyStr? Name;
        public PyObject? Value;
    }

    private static readonly Entry[] Entries = new Entry[Size];

    public static PyObject? Find(PyType type, VersionTag tag, PyStr name)
    {
        ref Entry e = ref Entries[(tag.Id * 31 + (int)name.Hash()) & (Size - 1)];
        if (ReferenceEquals(e.Tag, tag) && ReferenceEquals(e.Name, name)) return e.Value;
        PyObject? found = Search(type, name);
        e.Tag = tag;
        e.Name = name;
        e.Value = found;
        return found;
    }

    /// <summary>Lets go of what was found, so that it does not live longer than its class has it.</summary>
    public static void Clear() => Array.Clear(Entries);

    private static PyObject? Search(PyType type, PyStr name)
    {
        foreach (PyType t in type.Mro)
        {
            t.EnsurePopulated();
            if (t.Dict.GetStr(name) is { } found) return found;
        }
        return null;
    }
}
