using System.Reflection;

namespace MetaTracer.CodeWriter;

/// <summary>A chain of fields, each but the first a field of the struct before it. Compared by the fields it names.</summary>
internal sealed class FieldPath : IEquatable<FieldPath>
{
    public static readonly FieldPath Empty = new([]);

    private readonly FieldInfo[] _fields;

    private FieldPath(FieldInfo[] fields) => _fields = fields;

    public static FieldPath Of(params FieldInfo[] fields) => fields.Length == 0 ? Empty : new(fields);

    public IReadOnlyList<FieldInfo> Fields => _fields;

    public bool IsEmpty => _fields.Length == 0;

    public FieldInfo First => _fields[0];

    public FieldInfo Last => _fields[^1];

    public FieldPath Then(FieldInfo field) => new([.. _fields, field]);

    public FieldPath Then(FieldPath path) => path.IsEmpty ? this : IsEmpty ? path : new([.. _fields, .. path._fields]);

    /// <summary>Bytes from the start of the first field's owner (its first field, for a class) to the last field.</summary>
    public int Offset
    {
        get
        {
            int offset = 0;
            foreach (FieldInfo link in _fields) offset += ObjectLayout.OffsetInStruct(link);
            return offset;
        }
    }

    public bool Equals(FieldPath? other)
    {
        if (other is null || other._fields.Length != _fields.Length) return false;
        for (int i = 0; i < _fields.Length; i++)
            if (!SameField(_fields[i], other._fields[i])) return false;
        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as FieldPath);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (FieldInfo field in _fields) hash.Add(field.MetadataToken);
        return hash.ToHashCode();
    }

    public override string ToString() => string.Join(".", _fields.Select(field => NameOf(field)));

    /// <summary>A field's name as people know it: an auto-property's backing field goes by the property's.</summary>
    public static string NameOf(FieldInfo field)
    {
        string name = field.Name;
        int end = name.IndexOf(">k__BackingField", StringComparison.Ordinal);
        return name.StartsWith('<') && end > 0 ? name[1..end] : name;
    }

    // Reflection hands out unequal FieldInfos for one field when it is reached through a subclass.
    private static bool SameField(FieldInfo a, FieldInfo b) =>
        a.MetadataToken == b.MetadataToken && a.DeclaringType == b.DeclaringType && a.Module == b.Module;
}
