using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MetaTracer.CodeWriter;

/// <summary>
/// Where the runtime puts things: field offsets, instance sizes, array element sizes, addresses of static fields.
/// </summary>
/// <remarks>
/// Compiling an <c>ldflda</c> probe for every field would cost half a millisecond each, so offsets and sizes are read from the runtime's
/// own tables. That those tables look as expected is checked once, against C#'s own answers for a class made for it; where they do not,
/// every question is answered by a compiled probe instead.
/// </remarks>
internal static unsafe class ObjectLayout
{
    /// <summary>Bytes from a reference to the first field of an object, or to the value in a box.</summary>
    public const int FirstField = 8;

    /// <summary>Bytes from an array's reference to its first element.</summary>
    public const int FirstItem = 16;

    private const uint OffsetMask = 0x7FFFFFF;

    private static readonly bool TablesAreAsExpected = CheckTables();

    // The runtime's own function from a static field to its address, where there is one that answers as C# does.
    private static readonly delegate*<object, nint> StaticAddressOf = FindStaticAddressOf();

    /// <summary>Bytes from the reference to an instance field of a class.</summary>
    public static int FieldOffset(FieldInfo field) => FirstField + OffsetInStruct(field);

    /// <summary>Bytes from the start of a struct (or of a class's fields) to the field.</summary>
    public static int OffsetInStruct(FieldInfo field) => TablesAreAsExpected ? OffsetFromTable(field) : ProbeOffset(field);

    /// <summary>The first word of every instance of the class.</summary>
    public static nint MethodTable(Type type) => type.TypeHandle.Value;

    /// <summary>Bytes of an instance, the object header included.</summary>
    public static int InstanceSize(Type type) => TablesAreAsExpected ? BaseSize(type) : ProbeInstanceSize(type);

    /// <summary>Bytes from one element of an array of the type to the next.</summary>
    public static int ItemSize(Type element)
    {
        if (!element.IsValueType) return sizeof(nint);
        return TablesAreAsExpected ? ComponentSize(element.MakeArrayType()) : ProbeSize(element);
    }

    /// <summary>The address of a static field of primitive or reference type; 0 where it has no constant one. The class constructor must have run.</summary>
    public static nint StaticAddress(FieldInfo field)
    {
        Type owner = field.DeclaringType!;
        bool isStruct = field.FieldType is { IsValueType: true, IsPrimitive: false, IsEnum: false };
        if (isStruct || owner.IsCollectible || field.IsDefined(typeof(ThreadStaticAttribute), false)) return 0;
        // (A field of a generic class is one for all its instances over references.)
        if (StaticAddressOf != null && !owner.IsGenericType
            && field.GetType() == typeof(LayoutProbe).GetField(nameof(LayoutProbe.Shared))!.GetType())
            return StaticAddressOf(field);
        DynamicMethod probe = NewProbe("static-address", typeof(nint), []);
        ILGenerator il = probe.GetILGenerator();
        il.Emit(OpCodes.Ldsflda, field);
        il.Emit(OpCodes.Conv_U);
        il.Emit(OpCodes.Ret);
        return probe.CreateDelegate<Func<nint>>()();
    }

    private static int OffsetFromTable(FieldInfo field) => (int)(((uint*)field.FieldHandle.Value)[3] & OffsetMask);

    private static int BaseSize(Type type) => ((int*)type.TypeHandle.Value)[1];

    private static int ComponentSize(Type array) => *(ushort*)array.TypeHandle.Value;

    private static bool CheckTables()
    {
        const BindingFlags Instance = BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public;
        var probe = new LayoutProbe { D = new LayoutProbe.Pair { X = 1, Y = 2 } };
        ref byte start = ref Unsafe.As<byte, byte>(ref probe.First());
        bool Agrees(string name, nint actual) =>
            OffsetFromTable(typeof(LayoutProbe).GetField(name, Instance)!) == OffsetFromTable(typeof(LayoutProbe).GetField(nameof(LayoutProbe.A), Instance)!) + actual;

        return Agrees(nameof(LayoutProbe.B), Unsafe.ByteOffset(ref start, ref Unsafe.As<object?, byte>(ref probe.B)))
            && Agrees(nameof(LayoutProbe.C), Unsafe.ByteOffset(ref start, ref Unsafe.As<short, byte>(ref probe.C)))
            && Agrees(nameof(LayoutProbe.D), Unsafe.ByteOffset(ref start, ref Unsafe.As<LayoutProbe.Pair, byte>(ref probe.D)))
            && OffsetFromTable(typeof(LayoutProbe.Pair).GetField(nameof(LayoutProbe.Pair.Y), Instance)!) == 8
            && BaseSize(typeof(LayoutProbe)) == ProbeInstanceSize(typeof(LayoutProbe))
            && ComponentSize(typeof(LayoutProbe.Pair[])) == sizeof(LayoutProbe.Pair)
            && ComponentSize(typeof(short[])) == 2;
    }

    private static delegate*<object, nint> FindStaticAddressOf()
    {
        MethodInfo? method = typeof(RuntimeFieldHandle).GetMethod("GetStaticFieldAddress", BindingFlags.Static | BindingFlags.NonPublic);
        RuntimeHelpers.RunClassConstructor(typeof(LayoutProbe).TypeHandle);
        FieldInfo reference = typeof(LayoutProbe).GetField(nameof(LayoutProbe.Shared))!;
        FieldInfo number = typeof(LayoutProbe).GetField(nameof(LayoutProbe.Count))!;
        if (method is null || method.ReturnType != typeof(nint)
            || method.GetParameters() is not [var parameter] || parameter.ParameterType != reference.GetType())
            return null;
        var answer = (delegate*<object, nint>)method.MethodHandle.GetFunctionPointer();
        return answer(reference) == (nint)Unsafe.AsPointer(ref LayoutProbe.Shared)
            && answer(number) == (nint)Unsafe.AsPointer(ref LayoutProbe.Count)
            ? answer
            : null;
    }

    private static int ProbeInstanceSize(Type type)
    {
        long Allocated()
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            RuntimeHelpers.GetUninitializedObject(type);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Allocated();
        return (int)Math.Min(Allocated(), Allocated());
    }

    private static int ProbeSize(Type type)
    {
        DynamicMethod probe = NewProbe("size", typeof(int), []);
        ILGenerator il = probe.GetILGenerator();
        il.Emit(OpCodes.Sizeof, type);
        il.Emit(OpCodes.Ret);
        return probe.CreateDelegate<Func<int>>()();
    }

    private static int ProbeOffset(FieldInfo field)
    {
        // On raw zeroed memory that merely stands for an object: nothing moves while the two addresses are compared.
        DynamicMethod probe = NewProbe("field-offset", typeof(nint), [typeof(nint)]);
        ILGenerator il = probe.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldflda, field);
        il.Emit(OpCodes.Conv_U);
        il.Emit(OpCodes.Ret);
        void* memory = NativeMemory.AllocZeroed(1 << 16);
        try
        {
            nint offset = probe.CreateDelegate<Func<nint, nint>>()((nint)memory) - (nint)memory;
            return (int)offset - (field.DeclaringType!.IsValueType ? 0 : FirstField);
        }
        finally
        {
            NativeMemory.Free(memory);
        }
    }

    private static DynamicMethod NewProbe(string name, Type result, Type[] parameters) =>
        new("metajit-" + name, result, parameters, typeof(ObjectLayout).Module, skipVisibility: true);

    private sealed class LayoutProbe
    {
        public struct Pair
        {
            public int X;
            public long Y;
        }

        public static object? Shared = null;
        public static long Count = 0;

        public long A;
        public object? B;
        public short C;
        public Pair D;

        public ref byte First() => ref Unsafe.As<long, byte>(ref A);
    }
}
