using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using MetaTracer.Trace;

namespace MetaTracer.CodeWriter;

/// <summary>A scalar part of a value: the value itself, or one innermost field of a struct.</summary>
/// <param name="Type">Type of the part.</param>
/// <param name="Kind">Int, Ref or Float.</param>
/// <param name="Path">Fields from the struct to the part; empty for a scalar.</param>
internal sealed record Leaf(Type Type, Kind Kind, FieldPath Path);

/// <summary>How .NET types map to the three kinds of register: structs are taken apart into their scalar fields.</summary>
internal static class TypeModel
{
    private static readonly ConcurrentDictionary<Type, Leaf[]> LeafCache = new();

    /// <summary>A value type that is neither a primitive nor an enum: its value is its leaves.</summary>
    public static bool IsStruct(Type type) => type is { IsValueType: true, IsPrimitive: false, IsEnum: false } && type != typeof(void);

    /// <summary>The kind of a type that is no struct and no managed pointer.</summary>
    public static Kind KindOf(Type type)
    {
        if (type == typeof(void)) return Kind.Void;
        if (type == typeof(double) || type == typeof(float)) return Kind.Float;
        if (type.IsByRef) throw new UnsupportedConstructException($"a managed pointer ({type}) as a value");
        return type.IsPrimitive || type.IsEnum || type.IsPointer || type.IsFunctionPointer ? Kind.Int : IsStruct(type) ? Kind.Void : Kind.Ref;
    }

    /// <summary>The scalar parts of a value of the type, in the order of the fields' declaration; none for void.</summary>
    public static Leaf[] LeavesOf(Type type) => LeafCache.GetOrAdd(type, static t =>
    {
        var leaves = new List<Leaf>();
        AddLeaves(t, FieldPath.Empty, leaves);
        return [.. leaves];
    });

    /// <summary>The position among the struct's leaves where the leaves of one of its fields begin.</summary>
    public static int FirstLeafOf(Type structType, FieldInfo field)
    {
        int index = 0;
        foreach (FieldInfo candidate in InstanceFields(structType))
        {
            if (candidate.MetadataToken == field.MetadataToken) return index;
            index += LeavesOf(candidate.FieldType).Length;
        }
        throw new UnsupportedConstructException($"{field.DeclaringType}.{field.Name} is not a field of {structType}");
    }

    /// <summary>Bytes of a scalar in memory.</summary>
    public static int SizeOf(Type type)
    {
        if (type.IsEnum) type = type.GetEnumUnderlyingType();
        return Type.GetTypeCode(type) switch
        {
            TypeCode.Boolean or TypeCode.Byte or TypeCode.SByte => 1,
            TypeCode.Int16 or TypeCode.UInt16 or TypeCode.Char => 2,
            TypeCode.Int32 or TypeCode.UInt32 or TypeCode.Single => 4,
            _ => 8,
        };
    }

    /// <summary>
    /// Whether registers hold the integer type sign-extended. Unsigned 32-bit integers are, like everything of 32 bits on .NET's evaluation
    /// stack: the instruction that uses one knows whether it means it unsigned.
    /// </summary>
    public static bool IsSignExtended(Type type)
    {
        if (type.IsEnum) type = type.GetEnumUnderlyingType();
        return Type.GetTypeCode(type) is not (TypeCode.Boolean or TypeCode.Byte or TypeCode.UInt16 or TypeCode.Char);
    }

    /// <summary>A type's name as C# writes it, without namespaces.</summary>
    public static string NameOf(Type type)
    {
        if (type.IsArray) return NameOf(type.GetElementType()!) + "[" + new string(',', type.GetArrayRank() - 1) + "]";
        if (type.IsByRef) return NameOf(type.GetElementType()!) + "&";
        if (type.IsPointer) return NameOf(type.GetElementType()!) + "*";
        if (type.IsGenericParameter) return type.Name;
        string name = type.Name;
        if (type.IsGenericType)
        {
            int tick = name.IndexOf('`');
            if (tick >= 0) name = name[..tick];
            name += "<" + string.Join(",", type.GetGenericArguments().Select(NameOf)) + ">";
        }
        return type.DeclaringType is { } outer && !type.IsGenericType ? NameOf(outer) + "." + name : name;
    }

    /// <summary>A method's name as C# writes it: <c>Type.Method</c>.</summary>
    public static string NameOf(MethodBase method) => method.DeclaringType is { } type ? $"{NameOf(type)}.{method.Name}" : method.Name;

    /// <summary>The instance fields of a struct in the order of declaration.</summary>
    public static FieldInfo[] InstanceFields(Type type)
    {
        FieldInfo[] fields = type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);
        Array.Sort(fields, static (a, b) => a.MetadataToken.CompareTo(b.MetadataToken));
        return fields;
    }

    private static void AddLeaves(Type type, FieldPath path, List<Leaf> leaves)
    {
        if (type == typeof(void)) return;
        if (!IsStruct(type))
        {
            leaves.Add(new Leaf(type, KindOf(type), path));
            return;
        }
        if (WhyOpaque(type) is { } why) throw new UnsupportedConstructException($"a value of {NameOf(type)}, {why}");
        foreach (FieldInfo field in InstanceFields(type)) AddLeaves(field.FieldType, path.Then(field), leaves);
    }

    private static string? WhyOpaque(Type type)
    {
        if (type.IsByRefLike) return "a ref struct";
        if (type.IsExplicitLayout) return "a struct with explicit layout";
        if (type.IsDefined(typeof(InlineArrayAttribute), false)) return "an inline array";
        if (type.Namespace == "System.Runtime.Intrinsics" || type.FullName?.StartsWith("System.Numerics.Vector", StringComparison.Ordinal) == true)
            return "a SIMD vector";
        return type.StructLayoutAttribute is { Size: > 1 } && InstanceFields(type).Length > 0 ? "a struct with a fixed size" : null;
    }
}
