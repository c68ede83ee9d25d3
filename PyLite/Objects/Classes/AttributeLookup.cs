using MetaJit;

namespace PyLite.Objects;

public enum ReadKind
{
    Boxed, Int, Float, ClassValue, Descriptor, Dictionary, Custom, Missing,
}

public enum WriteKind
{
    Boxed, Int, Float, Add, Descriptor, Dictionary, Custom, Forbidden,
}

/// <summary>What reading an attribute of an instance comes to, given its map and its class's version.</summary>
public sealed class AttributeRead(ReadKind kind, int index, PyObject? value)
{
    private const int Size = 4096;

    private struct Entry
    {
        public PyMap? Map;
        public VersionTag? Tag;
        public PyStr? Name;
        public AttributeRead? Found;
    }

    private static readonly Entry[] Entries = new Entry[Size];

    public readonly ReadKind Kind = kind;
    public readonly int Index = index;

    /// <summary>The class's attribute.</summary>
    public readonly PyObject? Value = value;

    [Elidable]
    public static AttributeRead Find(PyMap map, VersionTag tag, PyStr name)
    {
        ref Entry e = ref Entries[(map.Id * 31 + (int)name.Hash()) & (Size - 1)];
        if (ReferenceEquals(e.Map, map) && ReferenceEquals(e.Tag, tag) && ReferenceEquals(e.Name, name)) return e.Found!;
        AttributeRead found = Resolve(map, tag, name);
        e.Map = map;
        e.Tag = tag;
        e.Name = name;
        e.Found = found;
        return found;
    }

    private static AttributeRead Resolve(PyMap map, VersionTag tag, PyStr name)
    {
        PyType type = map.Type;
        if (type.SpecialOverride(Names.GetAttribute) is { } custom) return new AttributeRead(ReadKind.Custom, 0, custom);
        PyObject? cellOrValue = PyType.LookupAt(type, tag, name);
        PyObject? ofType = cellOrValue is GlobalCell cell ? cell.Value : cellOrValue;
        if (ofType is { IsDataDescriptor: true, IsDescriptor: true } && (ofType is not PySlotMember || map.IsDictionary || map.Find(name) == null))
            return new AttributeRead(ReadKind.Descriptor, 0, ofType);
        if (map.IsDictionary) return new AttributeRead(ReadKind.Dictionary, 0, cellOrValue);
        if (map.Find(name) is { } entry)
        {
            ReadKind kind = entry.Storage switch { Storage.Boxed => ReadKind.Boxed, Storage.Int => ReadKind.Int, _ => ReadKind.Float };
            return new AttributeRead(kind, entry.Index, null);
        }
        if (ofType == null) return new AttributeRead(ReadKind.Missing, 0, null);
        return ofType.IsDescriptor ? new AttributeRead(ReadKind.Descriptor, 0, ofType) : new AttributeRead(ReadKind.ClassValue, 0, cellOrValue);
    }
}

/// <summary>What writing an attribute of an instance comes to, given its map and its class's version.</summary>
public sealed class AttributeWrite(WriteKind kind, int index, PyObject? value)
{
    private const int Size = 2048;

    private struct Entry
    {
        public PyMap? Map;
        public VersionTag? Tag;
        public PyStr? Name;
        public AttributeWrite? Found;
    }

    private static readonly Entry[] Entries = new Entry[Size];

    public readonly WriteKind Kind = kind;
    public readonly int Index = index;
    public readonly PyObject? Value = value;

    [Elidable]
    public static AttributeWrite Find(PyMap map, VersionTag tag, PyStr name)
    {
        ref Entry e = ref Entries[(map.Id * 31 + (int)name.Hash()) & (Size - 1)];
        if (ReferenceEquals(e.Map, map) && ReferenceEquals(e.Tag, tag) && ReferenceEquals(e.Name, name)) return e.Found!;
        AttributeWrite found = Resolve(map, name);
        e.Map = map;
        e.Tag = tag;
        e.Name = name;
        e.Found = found;
        return found;
    }

    private static AttributeWrite Resolve(PyMap map, PyStr name)
    {
        PyType type = map.Type;
        if (type.SpecialOverride(Names.SetAttr) is { } custom) return new AttributeWrite(WriteKind.Custom, 0, custom);
        PyObject? ofType = type.Lookup(name);
        if (ofType is { IsDataDescriptor: true } && (ofType is not PySlotMember || map.IsDictionary)) return new AttributeWrite(WriteKind.Descriptor, 0, ofType);
        if (map.IsDictionary) return new AttributeWrite(WriteKind.Dictionary, 0, null);
        if (map.Find(name) is { } entry)
        {
            WriteKind kind = entry.Storage switch { Storage.Boxed => WriteKind.Boxed, Storage.Int => WriteKind.Int, _ => WriteKind.Float };
            return new AttributeWrite(kind, entry.Index, null);
        }
        return new AttributeWrite(ofType is PySlotMember || type.HasDictionary ? WriteKind.Add : WriteKind.Forbidden, 0, ofType);
    }
}
