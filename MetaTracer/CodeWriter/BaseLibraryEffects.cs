using System.Reflection;
using System.Runtime.CompilerServices;
using MetaTracer.Trace;

namespace MetaTracer.CodeWriter;

/// <summary>
/// What calls of the base library do to an interpreter. Its IL is not gone through: it matters only which interpreter code it can call back,
/// and which memory that traces know it can write.
/// </summary>
/// <remarks>
/// It calls back through the objects it is given. Where the types of everything it is given admit no object of an interpreter's class and no
/// delegate, it cannot. Otherwise it must be in the reviewed list of members that never call a method of their elements.
/// </remarks>
internal sealed class BaseLibraryEffects(DescrCache descrs, LookInsidePolicy policy)
{
    /// <summary>Members that only move references about.</summary>
    private static readonly Dictionary<Type, HashSet<string>> Movers = new()
    {
        [typeof(List<>)] =
        [
            ".ctor", "Add", "AddWithResize", "AddRange", "get_Item", "set_Item", "get_Count", "get_Capacity", "Clear", "RemoveAt", "RemoveRange", "Insert", "InsertRange", "GetRange",
            "ToArray", "CopyTo", "Reverse", "EnsureCapacity", "GetEnumerator",
        ],
        [typeof(List<>.Enumerator)] = ["MoveNext", "get_Current", "Dispose"],
        [typeof(Stack<>)] = [".ctor", "Push", "Pop", "Peek", "get_Count", "TryPop", "Clear"],
        [typeof(Queue<>)] = [".ctor", "Enqueue", "Dequeue", "Peek", "get_Count", "TryDequeue", "Clear"],
        [typeof(Array)] = ["Copy", "Clear", "Resize", "Fill", "Empty", "get_Length", "Reverse", "CopyTo", "Clone"],
        [typeof(MetaJit.Items)] = ["Copy", "Pick", "Unwrap"],
        [typeof(Span<>)] = [".ctor", "get_Item", "get_Length", "CopyTo", "Clear", "Fill", "Slice", "ToArray", "op_Implicit", "get_Empty"],
        [typeof(ReadOnlySpan<>)] = [".ctor", "get_Item", "get_Length", "CopyTo", "Slice", "ToArray", "op_Implicit", "get_Empty"],
        [typeof(MemoryExtensions)] = ["AsSpan"],
        [typeof(KeyValuePair<,>)] = [".ctor", "get_Key", "get_Value"],
        [typeof(Nullable<>)] = [".ctor", "get_HasValue", "get_Value", "GetValueOrDefault"],
        [typeof(object)] = [".ctor", "GetType", "ReferenceEquals", "MemberwiseClone"],
        [typeof(RuntimeHelpers)] = ["GetHashCode", "InitializeArray", "GetSubArray", "EnsureSufficientExecutionStack", "TryEnsureSufficientExecutionStack"],
        [typeof(Unsafe)] = ["As", "AsRef", "Add", "AreSame"],
        [typeof(GC)] = ["KeepAlive"],
        [typeof(Interlocked)] = ["Exchange", "CompareExchange", "Increment", "Decrement", "Add"],
        [typeof(Volatile)] = ["Read", "Write"],
        [typeof(Exception)] = [".ctor", "get_Message", "get_InnerException"],
        [typeof(ArgumentNullException)] = ["ThrowIfNull"],
    };

    /// <summary>Members that find a place by a key, and only move the values that are there.</summary>
    private static readonly Dictionary<Type, HashSet<string>> Tables = new()
    {
        [typeof(Dictionary<,>)] =
        [
            ".ctor", "TryGetValue", "get_Item", "set_Item", "ContainsKey", "Add", "TryAdd", "Remove", "Clear", "get_Count", "EnsureCapacity",
        ],
        [typeof(HashSet<>)] = [".ctor", "Contains", "Add", "Remove", "Clear", "get_Count", "EnsureCapacity"],
    };

    private readonly Dictionary<Type, bool> _isClosed = [];

    /// <summary>Questions about texts: of the same texts the same answer, and none of them raises.</summary>
    public static bool IsAboutTexts(MethodBase method) =>
        method.IsStatic && method.DeclaringType == typeof(string)
        && method.Name is "op_Equality" or "op_Inequality" or nameof(string.Equals) or nameof(string.CompareOrdinal) or nameof(string.IsNullOrEmpty)
        && Array.TrueForAll(method.GetParameters(), parameter => parameter.ParameterType == typeof(string));

    /// <summary>
    /// Whether the member is one of a table whose keys are compared by the base library alone: they are texts or numbers, and no class of an
    /// interpreter compares such.
    /// </summary>
    private bool IsTable(Type definition, Type owner, string member)
    {
        if (!Tables.TryGetValue(definition, out HashSet<string>? members) || !members.Contains(member)) return false;
        Type key = owner.GetGenericArguments()[0];
        if (key != typeof(string) && !key.IsPrimitive && !key.IsEnum) return false;
        Type comparer = typeof(IEqualityComparer<>).MakeGenericType(key);
        return !policy.MayBeBelow(comparer).Any(candidate => candidate.ContainsGenericParameters || comparer.IsAssignableFrom(candidate));
    }

    public MethodEffects Of(MethodBase method)
    {
        Type owner = method.DeclaringType!;
        if (typeof(Delegate).IsAssignableFrom(owner) && method is not ConstructorInfo) return MethodEffects.Unknown;
        Type definition = owner.IsGenericType ? owner.GetGenericTypeDefinition() : owner;
        if (typeof(MetaJit.QuasiImmutable).IsAssignableFrom(owner) && method.Name != "Get") return MethodEffects.Unknown;
        bool isMover = Movers.TryGetValue(definition, out HashSet<string>? members) && members.Contains(method.Name) || IsTable(definition, owner, method.Name)
            || method is ConstructorInfo && typeof(Exception).IsAssignableFrom(owner) || typeof(MetaJit.QuasiImmutable).IsAssignableFrom(owner) && method.Name == "Get"
            || owner.FullName!.StartsWith("System.ValueTuple`", StringComparison.Ordinal) && method is ConstructorInfo
            || method is ConstructorInfo && typeof(Delegate).IsAssignableFrom(owner);
        if (isMover ? IsGivenIterator(method) : !CannotCallBack(method)) return MethodEffects.Unknown;
        var effects = new MethodEffects();
        if (!method.IsStatic) Touch(owner, effects);
        foreach (ParameterInfo parameter in method.GetParameters()) Touch(parameter.ParameterType, effects);
        return effects;
    }

    /// <summary>
    /// Whether a member that moves references may get them from code of an interpreter, an iterator method above all, which it runs meanwhile.
    /// </summary>
    private bool IsGivenIterator(MethodBase method)
    {
        foreach (ParameterInfo parameter in method.GetParameters())
        {
            Type type = parameter.ParameterType;
            if (!type.IsInterface) continue;
            Type definition = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
            foreach (Type candidate in policy.MayBeBelow(type))
            {
                if (type.IsAssignableFrom(candidate)) return true;
                // Of an open generic class it is not known which instances there are.
                if (candidate.ContainsGenericParameters
                    && Array.Exists(candidate.GetInterfaces(), implemented => implemented.IsGenericType && implemented.GetGenericTypeDefinition() == definition)) return true;
            }
        }
        return false;
    }

    private bool CannotCallBack(MethodBase method) =>
        (method.IsStatic || IsClosed(method.DeclaringType!))
        && Array.TrueForAll(method.GetParameters(), parameter => IsClosed(parameter.ParameterType))
        && (!method.IsGenericMethod || Array.TrueForAll(method.GetGenericArguments(), IsClosed));

    /// <summary>Whether no object that the type admits is of an interpreter's class, nor leads to one.</summary>
    private bool IsClosed(Type type)
    {
        if (type.IsPrimitive || type.IsEnum || type == typeof(string) || type.IsPointer) return true;
        if (type.HasElementType) return IsClosed(type.GetElementType()!);
        if (_isClosed.TryGetValue(type, out bool isClosed)) return isClosed;
        isClosed = type != typeof(object) && !typeof(Delegate).IsAssignableFrom(type) && type != typeof(Delegate) && !type.IsGenericParameter
            && !policy.Interpreters.Contains(type.Assembly)
            && Array.TrueForAll(type.GetGenericArguments(), IsClosed)
            && !policy.MayBeBelow(type).Any(type.IsAssignableFrom);
        return _isClosed[type] = isClosed;
    }

    private static readonly Type[] s_spans = [typeof(Span<>), typeof(Memory<>), typeof(ReadOnlySpan<>), typeof(ReadOnlyMemory<>)];

    /// <summary>The elements of arrays, lists and spans handed over are read and written, also of those that come as some kind of collection.</summary>
    private void Touch(Type type, MethodEffects effects)
    {
        if (type.IsByRef) type = type.GetElementType()!;
        if (type.IsInterface && type.GetGenericArguments() is [var item] && type.IsAssignableFrom(item.MakeArrayType()))
        {
            Touch(item.MakeArrayType(), effects);
            Touch(typeof(List<>).MakeGenericType(item), effects);
            return;
        }
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(List<>.Enumerator)) type = typeof(List<>).MakeGenericType(type.GetGenericArguments());
        if (type == typeof(Array))
        {
            effects.TouchesAnyArray = true;
            return;
        }
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(List<>))
            foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)) Note(descrs.FieldOf(field));
        Type? element = type.IsSZArray ? type.GetElementType()
            : type.IsGenericType && type.GetGenericTypeDefinition() is var definition
                && (definition == typeof(List<>) || s_spans.Contains(definition)) ? type.GetGenericArguments()[0] : null;
        if (element is null) return;
        if (!element.IsValueType)
        {
            Note(descrs.References);
            return;
        }
        foreach (Leaf leaf in LeavesOf(element)) Note(descrs.ArrayOf(element.MakeArrayType(), leaf.Path));

        void Note(Descr descr)
        {
            effects.Reads.Add(descr);
            effects.Writes.Add(descr);
        }
    }

    private static Leaf[] LeavesOf(Type type)
    {
        try
        {
            return TypeModel.LeavesOf(type);
        }
        catch (UnsupportedConstructException)
        {
            return [];
        }
    }
}
