using MetaJit;

namespace PyLite.Objects;

// The instance's __dict__. Asking for it changes nothing for the instance: the dict shows the attributes where they are, by the map, among
// which it stands itself. Only what a map has no place for makes the attributes move into the dict.
public abstract partial class PyInstance
{
    private PyDict Dictionary => (PyDict)_s0!;

    /// <summary><c>__dict__</c></summary>
    public PyDict MakeDictionary()
    {
        PyMap map = Jit.Promote(Map);
        if (map.IsDictionary) return Dictionary;
        if (PyMap.FindIn(map, PyMap.DictName) is { } entry) return (PyDict)ReadSlot(entry.Index);
        if (map.Type.MayHaveSlots) return MoveToDictionary(new PyDict());
        var dict = new PyDict(this);
        AddAttribute(map, PyMap.DictName, dict);
        return dict;
    }

    /// <summary>From here on the attributes live in a dictionary, and slots in another.</summary>
    [DontLookInside]
    private PyDict MoveToDictionary(PyDict dict)
    {
        PyDict? slots = null;
        foreach (PyMap entry in Map.Entries())
        {
            if (IsSlot(entry.Name!)) (slots ??= new PyDict()).SetStr(entry.Name!, Value(entry)!);
            else dict.SetStr(entry.Name!, Value(entry)!);
        }
        Forget();
        _s0 = dict;
        _s1 = slots;
        Map = Map.Type.RootMap.Dictionary;
        return dict;
    }

    /// <summary>The dict that shows the attributes keeps them itself from here on.</summary>
    internal void MoveInto(PyDict shown) => MoveToDictionary(shown);

    /// <summary><c>__dict__</c> where a program has asked for it, else a copy.</summary>
    [DontLookInside]
    public PyDict MakeDictionaryCopy()
    {
        if (Map.IsDictionary || Map.Find(PyMap.DictName) != null) return MakeDictionary();
        var dict = new PyDict();
        foreach (PyMap entry in Map.Entries())
            if (!IsSlot(entry.Name!)) dict.SetStr(entry.Name!, Value(entry)!);
        return dict;
    }

    public void SetDictionary(PyDict dict)
    {
        PyDict before = MakeDictionary();
        if (ReferenceEquals(before, dict)) return;
        before.Detach();
        _s0 = dict;
    }

    /// <summary>Assignment to <c>__class__</c>.</summary>
    [DontLookInside]
    public void SetClass(PyType type)
    {
        if (Map.Find(PyMap.DictName) != null && !type.MayHaveSlots)
        {
            List<PyMap> entries = Map.AllEntries();
            PyObject[] values = entries.ConvertAll(e => Value(e)!).ToArray();
            Forget();
            Map = type.RootMap;
            for (int i = 0; i < values.Length; i++) AddAttribute(Map, entries[i].Name!, values[i]);
            return;
        }
        PyDict dict = MakeDictionary();
        dict.Detach();
        var slots = (PyDict?)_s1;
        Map = type.RootMap;
        _s0 = _s1 = null;
        foreach ((PyObject key, PyObject value) in slots?.Pairs() ?? []) AddAttribute(Map, (PyStr)key, value);
        if (dict.Pairs().TrueForAll(p => p.Key is PyStr) && dict.Count < 32)
        {
            foreach ((PyObject key, PyObject value) in dict.Pairs()) AddAttribute(Map, PyStr.Intern((PyStr)key), value);
            return;
        }
        MakeDictionary().Detach();
        _s0 = dict;
    }

    /// <summary>Puts an attribute, of an interned name, where <c>__dict__</c> has it.</summary>
    internal void SetState(PyStr name, PyObject value)
    {
        // Slots are beside the dictionary, not in it.
        if (Type.MayHaveSlots && IsSlot(name)) MakeDictionary().SetStr(name, value);
        else SetOwn(name, value);
    }

    // ---- what the dict that shows the attributes asks

    internal int ShownCount => Jit.Promote(Map).ShownCount;

    internal PyObject? GetShown(PyStr name)
    {
        name = Known(name);
        if (Jit.IsTracing && !Jit.IsConstant(name)) return GetOfAnyName(name);
        PyMap map = Jit.Promote(Map);
        return PyMap.FindIn(map, Interned(name)) is { } entry ? Value(entry) : null;
    }

    /// <summary>The name of an attribute is mostly the same at one place; a text that was just made is not.</summary>
    private static PyStr Known(PyStr name) => !Jit.IsConstant(name) && name.IsInterned ? Jit.Promote(name) : name;

    [Elidable]
    private static PyStr Interned(PyStr name) => PyStr.Intern(name);

    [DontLookInside]
    private PyObject? GetOfAnyName(PyStr name) => Map.Find(PyStr.Intern(name)) is { } entry ? Value(entry) : null;

    /// <summary>False, and nothing done, where the attribute had better be in a dictionary.</summary>
    internal bool SetShown(PyStr name, PyObject value)
    {
        name = Known(name);
        if (Jit.IsTracing && !Jit.IsConstant(name)) return SetOfAnyName(name, value);
        PyMap map = Jit.Promote(Map);
        name = Interned(name);
        if (PyMap.FindIn(map, name) is not { } entry)
        {
            if (IsFull(map, name)) return false;
            AddAttribute(map, name, value);
        }
        else if (entry.Storage == Storage.Boxed)
        {
            WriteSlot(entry.Index, value);
        }
        else if (entry.Storage == Storage.Int && value is PyInt i)
        {
            WriteRaw(entry.Index, i.Value);
        }
        else if (entry.Storage == Storage.Float && value is PyFloat f)
        {
            WriteRaw(entry.Index, BitConverter.DoubleToInt64Bits(f.Value));
        }
        else
        {
            Generalize(name, value);
        }
        return true;
    }

    [DontLookInside]
    private bool SetOfAnyName(PyStr name, PyObject value) => SetShown(name, value);

    [Elidable]
    private static bool IsFull(PyMap map, PyStr name) => map.IsFull(name);

    internal PyObject? TakeShown(PyStr name)
    {
        name = PyStr.Intern(name);
        PyObject? value = GetShown(name);
        if (value != null) DeleteOwn(name);
        return value;
    }

    /// <summary>The attribute at a position, in the order they were set.</summary>
    internal bool ShownAt(int position, out PyObject key, out PyObject value)
    {
        PyMap[] shown = ShownOf(Jit.Promote(Map));
        if ((uint)position >= (uint)shown.Length)
        {
            key = value = PyNone.None;
            return false;
        }
        PyMap entry = shown[position];
        key = entry.Name!;
        value = Jit.IsTracing && !Jit.IsConstant(position) ? ValueOfAny(entry) : Value(entry)!;
        return true;
    }

    [Elidable]
    private static PyMap[] ShownOf(PyMap map) => map.Shown;

    [DontLookInside]
    private PyObject ValueOfAny(PyMap entry) => Value(entry)!;

    /// <summary>Takes all attributes away.</summary>
    internal void ClearShown(PyDict dict)
    {
        Forget();
        Map = Type.RootMap;
        AddAttribute(Map, PyMap.DictName, dict);
    }
}
