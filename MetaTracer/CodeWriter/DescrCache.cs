using System.Reflection;
using MetaJit;
using MetaTracer.Trace;

namespace MetaTracer.CodeWriter;

/// <summary>The descrs of classes, fields, arrays and statics: one object a thing, made when first asked for.</summary>
internal sealed class DescrCache
{
    private readonly Dictionary<Type, ClassDescr> _classes = [];
    private readonly Dictionary<FieldPath, FieldDescr> _fields = [];
    private readonly Dictionary<(Type, FieldPath), FieldDescr> _boxes = [];
    private readonly Dictionary<(Type, FieldPath), ArrayDescr> _arrays = [];
    private readonly Dictionary<FieldPath, StaticDescr> _statics = [];
    private readonly Lock _lock = new();

    /// <summary>The one descr through which elements of all arrays of references are read and written: they are one alias class.</summary>
    public ArrayDescr References => ArrayOf(typeof(object[]));

    public ClassDescr ClassOf(Type type)
    {
        lock (_lock)
        {
            if (_classes.TryGetValue(type, out ClassDescr? descr)) return descr;
            bool isVariable = type.IsArray || type == typeof(string);
            int size = isVariable || type.IsAbstract ? 0 : ObjectLayout.InstanceSize(type);
            return _classes[type] = new ClassDescr(TypeModel.NameOf(type))
            {
                Type = type,
                MethodTable = ObjectLayout.MethodTable(type),
                InstanceSize = size,
                CanBumpAllocate = size is > 0 and <= 4096 && !type.IsCollectible && !HasFinalizer(type),
            };
        }
    }

    /// <summary>An instance field of a class; with more fields, a scalar inside the struct that stands in it.</summary>
    public FieldDescr FieldOf(FieldInfo field, params FieldInfo[] nested) => FieldOf(FieldPath.Of([field, .. nested]));

    /// <inheritdoc cref="FieldOf(FieldInfo, FieldInfo[])"/>
    public FieldDescr FieldOf(FieldPath path)
    {
        lock (_lock)
        {
            if (_fields.TryGetValue(path, out FieldDescr? descr)) return descr;
            FieldInfo root = path.First;
            Type owner = root.DeclaringType!, type = path.Last.FieldType;
            return _fields[path] = new FieldDescr($"{TypeModel.NameOf(owner)}.{path}")
            {
                Kind = TypeModel.KindOf(type),
                Offset = ObjectLayout.FirstField + path.Offset,
                Size = TypeModel.SizeOf(type),
                IsSigned = TypeModel.IsSignExtended(type),
                IsImmutable = root.IsInitOnly,
                IsImmutableArray = root.IsInitOnly && path.Last.IsDefined(typeof(ImmutableArrayAttribute), false),
                IsNonNegative = type.IsPrimitive && path.Last.IsDefined(typeof(NonNegativeAttribute), false),
                Parent = ClassOf(owner),
                Field = root,
            };
        }
    }

    /// <summary>The value in a boxed value type, or a scalar inside it.</summary>
    public FieldDescr BoxOf(Type boxed, FieldPath path)
    {
        lock (_lock)
        {
            if (_boxes.TryGetValue((boxed, path), out FieldDescr? descr)) return descr;
            Type type = path.IsEmpty ? boxed : path.Last.FieldType;
            return _boxes[(boxed, path)] = new FieldDescr($"{TypeModel.NameOf(boxed)}.{(path.IsEmpty ? "value" : "value." + path)}")
            {
                Kind = TypeModel.KindOf(type),
                Offset = ObjectLayout.FirstField + path.Offset,
                Size = TypeModel.SizeOf(type),
                IsSigned = TypeModel.IsSignExtended(type),
                IsImmutable = !TypeModel.IsStruct(boxed),
                Parent = ClassOf(boxed),
            };
        }
    }

    /// <summary>
    /// The elements of an array type; with nested fields, one scalar of the structs that are its elements. For reading and writing elements of
    /// reference type use <see cref="References"/>, whatever the array's type.
    /// </summary>
    public ArrayDescr ArrayOf(Type arrayType, params FieldInfo[] nested) => ArrayOf(arrayType, FieldPath.Of(nested));

    /// <inheritdoc cref="ArrayOf(Type, FieldInfo[])"/>
    public ArrayDescr ArrayOf(Type arrayType, FieldPath path)
    {
        lock (_lock)
        {
            if (_arrays.TryGetValue((arrayType, path), out ArrayDescr? descr)) return descr;
            Type element = arrayType.GetElementType()!;
            Type type = path.IsEmpty ? element : path.Last.FieldType;
            string name = TypeModel.NameOf(arrayType) + (path.IsEmpty ? "" : "." + path);
            bool isStruct = TypeModel.IsStruct(type);
            return _arrays[(arrayType, path)] = new ArrayDescr(name)
            {
                // A whole struct has no kind; such a descr serves allocation only.
                Kind = isStruct ? Kind.Void : TypeModel.KindOf(type),
                ItemSize = ObjectLayout.ItemSize(element),
                BaseOffset = ObjectLayout.FirstItem + path.Offset,
                Size = isStruct ? ObjectLayout.ItemSize(element) : TypeModel.SizeOf(type),
                IsSigned = TypeModel.IsSignExtended(type),
                ArrayClass = ClassOf(arrayType),
                ArrayType = arrayType,
            };
        }
    }

    /// <summary>The descr that all accesses to such elements share: IL does not tell enums from integers, nor references from one another.</summary>
    internal ArrayDescr ItemOf(Type element, FieldPath path)
    {
        if (element.IsEnum) element = element.GetEnumUnderlyingType();
        return element.IsValueType ? ArrayOf(element.MakeArrayType(), path) : References;
    }

    public StaticDescr StaticOf(FieldInfo field)
    {
        lock (_lock)
        {
            var path = FieldPath.Of(field);
            if (_statics.TryGetValue(path, out StaticDescr? descr)) return descr;
            return _statics[path] = new StaticDescr($"{TypeModel.NameOf(field.DeclaringType!)}.{FieldPath.NameOf(field)}")
            {
                Kind = TypeModel.KindOf(field.FieldType),
                Size = TypeModel.SizeOf(field.FieldType),
                IsSigned = TypeModel.IsSignExtended(field.FieldType),
                IsImmutableArray = field.IsInitOnly && field.IsDefined(typeof(ImmutableArrayAttribute), false),
                AddressProbe = static f => ObjectLayout.StaticAddress(f),
                Field = field,
            };
        }
    }

    /// <summary>What each descr was made from.</summary>
    internal Dictionary<Descr, (Image.DescrForm Form, Type? Type, FieldPath Path)> Origins()
    {
        var origins = new Dictionary<Descr, (Image.DescrForm, Type?, FieldPath)>();
        lock (_lock)
        {
            foreach (var (type, descr) in _classes) origins[descr] = (Image.DescrForm.Class, type, FieldPath.Empty);
            foreach (var (path, descr) in _fields) origins[descr] = (Image.DescrForm.Field, null, path);
            foreach (var ((type, path), descr) in _boxes) origins[descr] = (Image.DescrForm.Box, type, path);
            foreach (var ((type, path), descr) in _arrays) origins[descr] = (Image.DescrForm.Array, type, path);
            foreach (var (path, descr) in _statics) origins[descr] = (Image.DescrForm.Static, null, path);
        }
        return origins;
    }

    private static bool HasFinalizer(Type type)
    {
        for (Type? t = type; t is not null && t != typeof(object); t = t.BaseType)
        {
            MethodInfo? finalizer = t.GetMethod(
                "Finalize", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly, []);
            if (finalizer is { IsVirtual: true }) return true;
        }
        return false;
    }
}
