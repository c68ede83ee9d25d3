using MetaJit;

namespace PyLite.Objects;

/// <summary>How an instance keeps an attribute.</summary>
public enum Storage
{
    Boxed,
    /// <summary>An int, as its 64 bits.</summary>
    Int,
    /// <summary>A float, as its bits.</summary>
    Float,
}

/// <summary>
/// The hidden class of an instance: its type and, per attribute, where the instance keeps it. Instances that got the same attributes in
/// the same order share their map, so that with the map constant an attribute access is one load.
/// </summary>
public sealed class PyMap
{
    private static int s_count;

    // Successors of most maps are one or two.
    private const int MaxChain = 8;

    private PyMap? _next;
    private PyMap? _sibling;
    private int _count;
    /// <summary>By storage, once they are many.</summary>
    private Dictionary<PyStr, PyMap>[]? _many;
    private HashSet<PyStr>? _alwaysBoxed;
    private PyMap? _dictionary;

    public readonly int Id = ++s_count;
    public readonly PyType Type;
    public readonly PyMap? Parent;
    public readonly PyStr? Name;
    public readonly Storage Storage;
    /// <summary>The position of the attribute among those of its storage: references, or raw 64-bit values.</summary>
    public readonly int Index;
    public readonly int BoxedCount, RawCount;
    /// <summary>Attributes are in a dictionary instead.</summary>
    public readonly bool IsDictionary;

    /// <summary>Of a class's empty map: the one of instances whose attributes are in a dictionary.</summary>
    public PyMap Dictionary => _dictionary ??= new PyMap(Type, isDictionary: true);

    /// <summary>The name that the dict which shows the attributes has among them: one that no attribute can have.</summary>
    internal static readonly PyStr DictName = new("__dict__");

    /// <summary>Past so many attributes, or ways to go on from one map, programs keep data by name and not attributes.</summary>
    private const int MostShown = 48, MostNext = 32;

    private PyMap[]? _shown;

    /// <summary>The attributes in the order they were set, without the dict that shows them.</summary>
    public PyMap[] Shown => _shown ??= Entries().ToArray();

    /// <summary>How many attributes there are where a dict shows them, which stands among them.</summary>
    public int ShownCount => BoxedCount + RawCount - 1;

    /// <summary>Whether one more attribute of this name is better kept in a dictionary.</summary>
    public bool IsFull(PyStr name) => ShownCount >= MostShown || _count >= MostNext && Next(name, Storage.Boxed) == null;

    /// <summary>The empty map of a class.</summary>
    public PyMap(PyType type, bool isDictionary = false)
    {
        Type = type;
        IsDictionary = isDictionary;
    }

    private PyMap(PyMap parent, PyStr name, Storage storage)
    {
        Type = parent.Type;
        Parent = parent;
        Name = name;
        Storage = storage;
        Index = storage == Storage.Boxed ? parent.BoxedCount : parent.RawCount;
        BoxedCount = parent.BoxedCount + (storage == Storage.Boxed ? 1 : 0);
        RawCount = parent.RawCount + (storage == Storage.Boxed ? 0 : 1);
    }

    /// <summary>The map with one more attribute.</summary>
    [Elidable]
    public static PyMap Add(PyMap map, PyStr name, Storage storage)
    {
        if (map.Type.RootMap._alwaysBoxed is { } boxed && boxed.Contains(name)) storage = Storage.Boxed;
        return map.Next(name, storage) ?? map.AddNext(new PyMap(map, name, storage));
    }

    private PyMap? Next(PyStr name, Storage storage)
    {
        if (_many is { } many) return many[(int)storage].GetValueOrDefault(name);
        for (PyMap? next = _next; next != null; next = next._sibling)
            if (next.Storage == storage && ReferenceEquals(next.Name, name)) return next;
        return null;
    }

    private PyMap AddNext(PyMap next)
    {
        next._sibling = _next;
        _next = next;
        if (++_count > MaxChain && _many == null)
        {
            _many = [[], [], []];
            for (PyMap? known = next; known != null; known = known._sibling) _many[(int)known.Storage].Add(known.Name!, known);
        }
        else
        {
            _many?[(int)next.Storage].Add(next.Name!, next);
        }
        return next;
    }

    /// <summary>The map with the other attributes only, which keep their order; null when some of them would be stored in another way now.</summary>
    [Elidable]
    public static PyMap? Without(PyMap map, PyMap removed)
    {
        PyMap without = map.Type.RootMap;
        foreach (PyMap entry in map.AllEntries())
            if (entry != removed) without = Add(without, entry.Name!, entry.Storage);
        bool isBoxed = removed.Storage == Storage.Boxed;
        return without.BoxedCount == map.BoxedCount - (isBoxed ? 1 : 0) && without.RawCount == map.RawCount - (isBoxed ? 0 : 1) ? without : null;
    }

    /// <summary><see cref="Find"/> for names that traces know.</summary>
    [Elidable]
    public static PyMap? FindIn(PyMap map, PyStr name) => map.Find(name);

    /// <summary>The entry of the attribute, or null.</summary>
    public PyMap? Find(PyStr name)
    {
        for (PyMap? m = this; m?.Name != null; m = m.Parent)
            if (ReferenceEquals(m.Name, name)) return m;
        return null;
    }

    /// <summary>From now on instances of the class keep the attribute boxed, because it has had values of several types.</summary>
    public void AlwaysBox(PyStr name) => (Type.RootMap._alwaysBoxed ??= []).Add(name);

    /// <summary>The attributes in the order they were set, without the dict that shows them.</summary>
    public List<PyMap> Entries()
    {
        List<PyMap> entries = AllEntries();
        entries.RemoveAll(static e => ReferenceEquals(e.Name, DictName));
        return entries;
    }

    /// <summary>The attributes in the order they were set, and the dict that shows them.</summary>
    public List<PyMap> AllEntries()
    {
        var entries = new List<PyMap>();
        for (PyMap? m = this; m?.Name != null; m = m.Parent) entries.Add(m);
        entries.Reverse();
        return entries;
    }
}
