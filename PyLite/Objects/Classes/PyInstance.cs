using MetaJit;

namespace PyLite.Objects;

/// <summary>
/// An instance of a user's class: <see cref="PyPlainInstance"/>, <see cref="PyNumericInstance"/> or <see cref="PyWrapper"/>. Attributes stand
/// where the <see cref="Map"/> says.
/// </summary>
public abstract partial class PyInstance : PyObject
{
    public PyMap Map;

    private protected PyInstance(PyType type) => Map = type.RootMap;

    public override PyType Type => Jit.Promote(Map).Type;

    /// <summary>The wrapped object of a builtin class.</summary>
    public PyObject? Native => (this as PyWrapper)?.Wrapped;

    public bool HasNative => this is PyWrapper;

    /// <summary>The attribute that was found in the instance's own storage.</summary>
    public PyObject? Read(AttributeRead found) => found.Kind switch
    {
        ReadKind.Boxed => ReadSlot(found.Index),
        ReadKind.Int => PyInt.Of(ReadRaw(found.Index)),
        _ => new PyFloat(BitConverter.Int64BitsToDouble(ReadRaw(found.Index))),
    };

    public override PyObject? GetAttr(PyStr name)
    {
        PyMap map = Jit.Promote(Map);
        AttributeRead found = AttributeRead.Find(map, map.Type.Tag.Get(), name);
        switch (found.Kind)
        {
            case ReadKind.Boxed: return ReadSlot(found.Index);
            case ReadKind.Int: return new PyInt(ReadRaw(found.Index));
            case ReadKind.Float: return new PyFloat(BitConverter.Int64BitsToDouble(ReadRaw(found.Index)));
            case ReadKind.ClassValue: return found.Value is GlobalCell cell ? cell.Value : found.Value;
            case ReadKind.Descriptor: return Hooked(found.Value!.DescriptorGet(this, map.Type), map, name);
            case ReadKind.Dictionary: return GetInDictionary(found, name);
            case ReadKind.Custom: return GetCustom(found, name);
            default: return GetMissing(map, name);
        }
    }

    public override bool MayRunProgram => true;

    public override bool MayRunProgramFor(PyStr name)
    {
        PyMap map = Jit.Promote(Map);
        AttributeRead found = AttributeRead.Find(map, map.Type.Tag.Get(), name);
        return found.Kind is ReadKind.Custom or ReadKind.Missing || (found.Kind == ReadKind.Descriptor && found.Value is PyProperty or PyInstance);
    }

    /// <summary>Whether there is surely no such attribute: an exception to say so costs much more than to know it.</summary>
    public bool Lacks(PyStr name)
    {
        PyMap map = Jit.Promote(Map);
        return AttributeRead.Find(map, map.Type.Tag.Get(), name).Kind == ReadKind.Missing && map.Type.Lookup(Names.GetAttr) == null;
    }

    /// <summary>An AttributeError of the program's own is told what was looked for, so that a traceback can suggest other names.</summary>
    [DontLookInside]
    private PyObject? SayWhat(PyStr name)
    {
        if (PyErr.Current is { MissingName: null, MissingIn: null } e && e.Type.IsSubtype(Types.AttributeError)) (e.MissingName, e.MissingIn) = (name.Value, this);
        return null;
    }

    /// <summary>A property that raises AttributeError makes <c>__getattr__</c> answer.</summary>
    private PyObject? Hooked(PyObject? result, PyMap map, PyStr name)
    {
        if (result != null || map.Type.Lookup(Names.GetAttr) is not { } hook || !PyErr.TakeIf(Types.AttributeError)) return result;
        return Calls.CallMethod(hook, this, name);
    }

    private PyObject? GetInDictionary(AttributeRead found, PyStr name)
    {
        if (((PyDict)_s0!).GetStr(name) is { } own) return own;
        if (found.Value is not { } value) return GetMissing(Map, name);
        if (value is GlobalCell cell) return cell.Value;
        return value.IsDescriptor ? value.DescriptorGet(this, Type) : value;
    }

    private PyObject? GetCustom(AttributeRead found, PyStr name)
    {
        PyObject? result = Calls.CallMethod(found.Value!, this, name);
        return Hooked(result, Map, name);
    }

    private PyObject? GetMissing(PyMap map, PyStr name)
    {
        if (map.Type.Lookup(Names.GetAttr) is { } hook) return Calls.CallMethod(hook, this, name) ?? SayWhat(name);
        return PyErr.AttributeError(this, name);
    }

    /// <summary><c>object.__getattribute__</c>: without the class's own override.</summary>
    public PyObject? GetGeneric(PyStr name)
    {
        name = PyStr.Intern(name);
        PyObject? ofType = Type.Lookup(name);
        if (ofType is { IsDataDescriptor: true, IsDescriptor: true }) return ofType.DescriptorGet(this, Type);
        if (GetOwn(name) is { } own) return own;
        if (ofType != null) return ofType.IsDescriptor ? ofType.DescriptorGet(this, Type) : ofType;
        return PyErr.AttributeError(this, name);
    }

    /// <summary>The instance's own attribute, or null.</summary>
    [DontLookInside]
    public PyObject? GetOwn(PyStr name)
    {
        if (Map.IsDictionary) return ((PyDict)_s0!).GetStr(name);
        if (Map.Find(name) is not { } entry) return null;
        return Value(entry);
    }

    internal PyObject? Value(PyMap entry) => entry.Storage switch
    {
        Storage.Boxed => ReadSlot(entry.Index),
        Storage.Int => new PyInt(ReadRaw(entry.Index)),
        _ => new PyFloat(BitConverter.Int64BitsToDouble(ReadRaw(entry.Index))),
    };

    public override bool MayRunProgramToSet(PyStr name)
    {
        PyMap map = Jit.Promote(Map);
        return AttributeWrite.Find(map, map.Type.Tag.Get(), name).Kind is WriteKind.Descriptor or WriteKind.Custom;
    }

    public override bool SetAttr(PyStr name, PyObject? value)
    {
        PyMap map = Jit.Promote(Map);
        if (value == null) return Delete(name);
        return Write(AttributeWrite.Find(map, map.Type.Tag.Get(), name), map, name, value);
    }

    /// <summary>Sets an attribute; what that comes to was found for the map.</summary>
    internal bool Write(AttributeWrite found, PyMap map, PyStr name, PyObject value)
    {
        switch (found.Kind)
        {
            case WriteKind.Boxed:
                WriteSlot(found.Index, value);
                return true;
            case WriteKind.Int when value is PyInt i:
                WriteRaw(found.Index, i.Value);
                return true;
            case WriteKind.Float when value is PyFloat f:
                WriteRaw(found.Index, BitConverter.DoubleToInt64Bits(f.Value));
                return true;
            case WriteKind.Int or WriteKind.Float:
                Generalize(name, value);
                return true;
            case WriteKind.Add:
                AddAttribute(map, name, value);
                return true;
            case WriteKind.Descriptor: return found.Value!.DescriptorSet(this, value);
            case WriteKind.Dictionary: return ((PyDict)_s0!).SetStr(name, value);
            case WriteKind.Custom: return Calls.CallMethod(found.Value!, this, name, value) != null;
            default: return Forbidden(name, found.Value);
        }
    }

    /// <summary>No attribute of this name may be set.</summary>
    [DontLookInside]
    private bool Forbidden(PyStr name, PyObject? ofType)
    {
        if (ofType != null) return PyErr.Fail(Types.AttributeError, $"'{Type.Name}' object attribute '{name.Value}' is read-only");
        PyErr.AttributeError(this, name);
        return false;
    }

    /// <summary><c>object.__setattr__</c>: without the class's own override.</summary>
    [DontLookInside]
    public bool SetGeneric(PyStr name, PyObject? value)
    {
        name = PyStr.Intern(name);
        PyObject? ofType = Type.Lookup(name);
        if (ofType is { IsDataDescriptor: true }) return ofType.DescriptorSet(this, value);
        if (value == null) return DeleteOwn(name);
        if (!Type.HasDictionary) return Forbidden(name, ofType);
        SetOwn(name, value);
        return true;
    }

    /// <summary>Sets the instance's own attribute, whatever the class says.</summary>
    private void SetOwn(PyStr name, PyObject value)
    {
        if (Map.IsDictionary) Dictionary.SetStr(name, value);
        else if (Map.Find(name) is not { } entry) AddAttribute(Map, name, value);
        else if (entry.Storage == Storage.Boxed) WriteSlot(entry.Index, value);
        else Generalize(name, value);
    }

    // ---- slots: kept with the attributes, and beside them once those are in a dictionary

    /// <summary>The value of a slot, or null.</summary>
    [DontLookInside]
    public PyObject? GetSlot(PyStr name)
    {
        if (Map.IsDictionary) return (_s1 as PyDict)?.GetStr(name);
        return Map.Find(name) is { } entry ? Value(entry) : null;
    }

    /// <summary>Sets a slot, or empties it; false when it was empty.</summary>
    [DontLookInside]
    public bool SetSlot(PyStr name, PyObject? value)
    {
        if (value != null)
        {
            if (Map.IsDictionary) ((PyDict)(_s1 ??= new PyDict())).SetStr(name, value);
            else SetOwn(name, value);
            return true;
        }
        if (Map.IsDictionary) return _s1 is PyDict slots && slots.Remove(name);
        return Map.Find(name) != null && Remove(name);
    }

    /// <summary>Takes an attribute out of the map: the instance goes the way to a map without it.</summary>
    [DontLookInside]
    private bool Remove(PyStr name)
    {
        List<PyMap> entries = Map.AllEntries();
        PyObject[] values = entries.ConvertAll(e => Value(e)!).ToArray();
        Forget();
        Map = Type.RootMap;
        for (int i = 0; i < values.Length; i++)
            if (!ReferenceEquals(entries[i].Name, name)) AddAttribute(Map, entries[i].Name!, values[i]);
        return true;
    }

    [DontLookInside]
    private bool IsSlot(PyStr name) => Type.MayHaveSlots && Type.AllSlotNames().Contains(name);

    /// <summary>An attribute that was unboxed gets a value of another type: this and all later instances keep it boxed.</summary>
    [DontLookInside]
    private void Generalize(PyStr name, PyObject value)
    {
        Map.AlwaysBox(name);
        List<PyMap> entries = Map.AllEntries();
        PyObject[] values = entries.ConvertAll(e => e.Name == name ? value : Value(e)!).ToArray();
        Forget();
        Map = Type.RootMap;
        for (int i = 0; i < values.Length; i++) AddAttribute(Map, entries[i].Name!, values[i]);
    }

    private bool Delete(PyStr name)
    {
        if (Type.SpecialOverride(Names.DelAttr) is { } custom) return Calls.CallMethod(custom, this, name) != null;
        if (Type.Lookup(name) is { IsDataDescriptor: true } data) return data.DescriptorSet(this, null);
        return DeleteOwn(name);
    }

    private bool DeleteOwn(PyStr name)
    {
        PyMap map = Jit.Promote(Map);
        if (map.Type.HasDictionary)
        {
            if (map.IsDictionary)
            {
                if (Dictionary.Remove(name)) return true;
            }
            else if (PyMap.FindIn(map, name) is { } entry && !(map.Type.MayHaveSlots && IsSlot(name)))
            {
                if (PyMap.Without(map, entry) is not { } without) return Remove(name);
                CloseGap(map, entry);
                Map = without;
                return true;
            }
        }
        return Forbidden(name, map.Type.HasDictionary ? null : map.Type.Lookup(name));
    }

    /// <summary>The names of the instance's own attributes.</summary>
    public IEnumerable<PyStr> OwnNames() =>
        Map.IsDictionary ? Dictionary.Pairs().Select(p => p.Key).OfType<PyStr>() : Map.Entries().Select(e => e.Name!);

    // ---- slots: the class's special methods, else the wrapped object's

    public override PyStr? Repr() => UserSlots.Repr(this);
    public override PyStr? Str() => UserSlots.Str(this);
    public override PyObject? StrAsGiven() => UserSlots.StrAsGiven(this);
    public override PyObject? ReprAsGiven() => UserSlots.ReprAsGiven(this);
    public override long Hash() => UserSlots.Hash(this);
    public override int Truth() => UserSlots.Truth(this);
    public override long Len() => UserSlots.Len(this);
    public override PyObject? Binary(BinaryOp op, PyObject other) => UserSlots.Binary(this, op, other);
    public override PyObject? Reflected(BinaryOp op, PyObject other) => UserSlots.Reflected(this, op, other);
    public override PyObject? InPlace(BinaryOp op, PyObject other) => UserSlots.InPlace(this, op, other);
    public override PyObject? Unary(UnaryOp op) => UserSlots.Unary(this, op);
    public override PyObject? Compare(CompareOp op, PyObject other) => UserSlots.Compare(this, op, other);
    public override PyObject? GetItem(PyObject key) => UserSlots.GetItem(this, key);
    public override bool SetItem(PyObject key, PyObject value) => UserSlots.SetItem(this, key, value);
    public override bool DelItem(PyObject key) => UserSlots.DelItem(this, key);
    public override int Contains(PyObject item) => UserSlots.Contains(this, item);
    public override PyObject? Iter() => UserSlots.Iter(this);
    public override PyObject? Next() => UserSlots.Next(this);
    public override bool IsIterator => Type.Lookup(Names.Next) != null;
    public override PyObject? Call(PyObject[] args, PyStr[]? keywords) => UserSlots.Call(this, args, keywords);
    public override bool IsCallable => Type.Lookup(Names.Call) != null;
    public override bool IsDescriptor => Type.Lookup(Names.Get) != null;
    public override bool IsDataDescriptor => Type.Lookup(Names.Set) != null || Type.Lookup(Names.Delete) != null;

    public override PyObject? DescriptorGet(PyObject? instance, PyType owner) =>
        Type.Lookup(Names.Get) is { } get ? Calls.CallMethod(get, this, instance ?? PyNone.None, owner) : this;

    public override bool DescriptorSet(PyObject instance, PyObject? value)
    {
        PyStr name = value == null ? Names.Delete : Names.Set;
        if (Type.Lookup(name) is not { } method)
        {
            PyErr.Raise(Types.AttributeError, name.Value);
            return false;
        }
        return (value == null ? Calls.CallMethod(method, this, instance) : Calls.CallMethod(method, this, instance, value)) != null;
    }
}
