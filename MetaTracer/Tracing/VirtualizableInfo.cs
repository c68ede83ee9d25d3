// Which fields of a virtualizable class live in boxes while its frame is traced. PyPy's VirtualizableInfo, without tokens: the frame in
// memory is kept up to date while tracing, and is stale in compiled code until a guard fails.
using System.Reflection;
using MetaJit;
using MetaTracer.CodeWriter;
using MetaTracer.Trace;

namespace MetaTracer.Tracing;

/// <summary>A <c>readonly</c> array field whose items are followed; an array of structs has one descr a field of the struct.</summary>
internal sealed record VirtualizableArray(FieldDescr Field, ArrayDescr[] Items);

/// <remarks>
/// The virtualizable section of snapshots and of a loop's inputs: the object itself (not among a loop's inputs, where it is a red
/// already), the scalar fields, then array by array the items: index 0 with each of its descrs, index 1, …
/// Other <c>readonly</c> fields never differ from memory and are not followed.
/// </remarks>
internal sealed class VirtualizableInfo
{
    private readonly Dictionary<FieldDescr, int> _scalarIndex = [];
    private readonly Dictionary<FieldDescr, int> _arrayIndex = [];

    public VirtualizableInfo(Type type, DescrCache descrs)
    {
        Type = type;
        List<FieldDescr> scalars = [];
        List<VirtualizableArray> arrays = [];
        string? escapedField = type.GetCustomAttribute<VirtualizableAttribute>()?.EscapedField;
        for (Type? level = type; level is not null && level != typeof(object); level = level.BaseType)
        {
            foreach (FieldInfo field in level.GetFields(Declared))
            {
                if (!field.IsInitOnly)
                {
                    if (field.Name == escapedField) EscapedIndex = scalars.Count;
                    foreach (FieldInfo[] nested in Leaves(field.FieldType)) scalars.Add(descrs.FieldOf(field, nested));
                }
                else if (field.FieldType.IsSZArray)
                {
                    arrays.Add(new VirtualizableArray(
                        descrs.FieldOf(field),
                        [.. Leaves(field.FieldType.GetElementType()!).Select(nested => ItemDescr(descrs, field.FieldType, nested))]));
                }
            }
        }
        Scalars = [.. scalars];
        Arrays = [.. arrays];
        for (int k = 0; k < Scalars.Length; k++) _scalarIndex[Scalars[k]] = k;
        for (int k = 0; k < Arrays.Length; k++) _arrayIndex[Arrays[k].Field] = k;
    }

    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    public Type Type { get; }
    public FieldDescr[] Scalars { get; }
    public VirtualizableArray[] Arrays { get; }

    /// <summary>Index among <see cref="Scalars"/> of the field that says that others may reach the frame; -1 if none ever can.</summary>
    public int EscapedIndex { get; } = -1;

    /// <summary>Index among <see cref="Scalars"/>, or -1.</summary>
    public int ScalarIndex(FieldDescr field) => _scalarIndex.TryGetValue(field, out int index) ? index : -1;

    /// <summary>Index among <see cref="Arrays"/>, or -1.</summary>
    public int ArrayIndex(FieldDescr field) => _arrayIndex.TryGetValue(field, out int index) ? index : -1;

    public bool Follows(FieldDescr field) => _scalarIndex.ContainsKey(field) || _arrayIndex.ContainsKey(field);

    /// <summary>The array of a followed field.</summary>
    public Array ArrayOf(object frame, int array) =>
        RawMemory.LoadRef(frame, Arrays[array].Field) as Array
        ?? throw new InvalidOperationException($"{Arrays[array].Field} of a virtualizable is null: it must be set in the constructor");

    /// <summary>Kind of one value of the section, counted from the first scalar, given the frame.</summary>
    public Kind KindOf(object frame, int index) => index < Scalars.Length ? Scalars[index].Kind : Locate(frame, index).Descr.Kind;

    /// <summary>How many values follow the frame itself in the section.</summary>
    public int ValueCount(object frame)
    {
        int count = Scalars.Length;
        for (int k = 0; k < Arrays.Length; k++) count += ArrayOf(frame, k).Length * Arrays[k].Items.Length;
        return count;
    }

    /// <summary>The array, index and descr of a value of the section that is an array item.</summary>
    public (Array Array, int Item, ArrayDescr Descr) Locate(object frame, int index)
    {
        index -= Scalars.Length;
        for (int k = 0; k < Arrays.Length; k++)
        {
            Array array = ArrayOf(frame, k);
            int perItem = Arrays[k].Items.Length;
            if (index < array.Length * perItem) return (array, index / perItem, Arrays[k].Items[index % perItem]);
            index -= array.Length * perItem;
        }
        throw new ArgumentOutOfRangeException(nameof(index));
    }

    private static ArrayDescr ItemDescr(DescrCache descrs, Type arrayType, FieldInfo[] nested) =>
        nested.Length == 0 && !arrayType.GetElementType()!.IsValueType
            ? descrs.ArrayOf(typeof(object[]))
            : descrs.ArrayOf(arrayType, nested);

    /// <summary>The paths to the primitive fields of a type: one empty path unless it is a struct of ours.</summary>
    private static IEnumerable<FieldInfo[]> Leaves(Type type)
    {
        if (!type.IsValueType || type.IsPrimitive || type.IsEnum)
        {
            yield return [];
            yield break;
        }
        foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            foreach (FieldInfo[] rest in Leaves(field.FieldType))
                yield return [field, .. rest];
    }
}
