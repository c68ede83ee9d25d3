// Reads and writes fields, array items and statics by offset, as machine code does, but from C#: the meta-interpreter, the blackhole
// and resume use it on every heap access, where reflection would cost a hundred times as much, and backends for statics. Offsets count from the word an object
// reference points at (the method table). Nothing is checked here: the caller has done the null and bounds checks.
using System.Runtime.CompilerServices;
using MetaTracer.Trace;

namespace MetaTracer.Tracing;

internal static unsafe class RawMemory
{
    // Unsafe.As to this class gives the address of an object's first field, whatever the object is.
    private sealed class AnyObject
    {
        public byte FirstField;
    }

    private const int FirstFieldOffset = 8;

    private static ref byte At(object target, nint offset) =>
        ref Unsafe.AddByteOffset(ref Unsafe.As<AnyObject>(target).FirstField, offset - FirstFieldOffset);

    private static ref byte At(object array, ArrayDescr descr, long index) => ref At(array, (nint)(descr.BaseOffset + index * descr.ItemSize));

    public static long LoadInt(object target, FieldDescr field) => LoadInt(ref At(target, field.Offset), field.Size, field.IsSigned);
    public static double LoadFloat(object target, FieldDescr field) => LoadFloat(ref At(target, field.Offset), field.Size);
    public static object? LoadRef(object target, FieldDescr field) => Unsafe.As<byte, object?>(ref At(target, field.Offset));

    public static void StoreInt(object target, FieldDescr field, long value) => StoreInt(ref At(target, field.Offset), field.Size, value);
    public static void StoreFloat(object target, FieldDescr field, double value) => StoreFloat(ref At(target, field.Offset), field.Size, value);
    public static void StoreRef(object target, FieldDescr field, object? value) => Unsafe.As<byte, object?>(ref At(target, field.Offset)) = value;

    public static long LoadInt(object array, ArrayDescr descr, long index) => LoadInt(ref At(array, descr, index), descr.Size, descr.IsSigned);
    public static double LoadFloat(object array, ArrayDescr descr, long index) => LoadFloat(ref At(array, descr, index), descr.Size);
    public static object? LoadRef(object array, ArrayDescr descr, long index) => Unsafe.As<byte, object?>(ref At(array, descr, index));

    public static void StoreInt(object array, ArrayDescr descr, long index, long value) =>
        StoreInt(ref At(array, descr, index), descr.Size, value);

    public static void StoreFloat(object array, ArrayDescr descr, long index, double value) =>
        StoreFloat(ref At(array, descr, index), descr.Size, value);

    public static void StoreRef(object array, ArrayDescr descr, long index, object? value) =>
        Unsafe.As<byte, object?>(ref At(array, descr, index)) = value;

    public static int ArrayLength(object array) => Unsafe.As<Array>(array).Length;

    public static int StringLength(object text) => Unsafe.As<string>(text).Length;

    /// <summary>Runs the class constructor of the static's class, as the instruction that reads it would.</summary>
    public static void EnsureInitialized(StaticDescr descr)
    {
        if (descr.IsInitialized) return;
        if (descr.Field?.DeclaringType is { } type) RuntimeHelpers.RunClassConstructor(type.TypeHandle);
        descr.IsInitialized = true;
    }

    public static long LoadInt(StaticDescr descr)
    {
        EnsureInitialized(descr);
        return descr.Address != 0
            ? LoadInt(ref *(byte*)descr.Address, descr.Size, descr.IsSigned)
            : ToInt(descr.Field!.GetValue(null)!);
    }

    public static double LoadFloat(StaticDescr descr)
    {
        EnsureInitialized(descr);
        return descr.Address != 0 ? LoadFloat(ref *(byte*)descr.Address, descr.Size) : Convert.ToDouble(descr.Field!.GetValue(null));
    }

    public static object? LoadRef(StaticDescr descr)
    {
        EnsureInitialized(descr);
        return descr.Address != 0 ? Unsafe.As<byte, object?>(ref *(byte*)descr.Address) : descr.Field!.GetValue(null);
    }

    public static void StoreInt(StaticDescr descr, long value)
    {
        EnsureInitialized(descr);
        if (descr.Address != 0) StoreInt(ref *(byte*)descr.Address, descr.Size, value);
        else descr.Field!.SetValue(null, FromInt(value, descr.Field.FieldType));
    }

    public static void StoreFloat(StaticDescr descr, double value)
    {
        EnsureInitialized(descr);
        if (descr.Address != 0) StoreFloat(ref *(byte*)descr.Address, descr.Size, value);
        else descr.Field!.SetValue(null, Convert.ChangeType(value, descr.Field.FieldType));
    }

    public static void StoreRef(StaticDescr descr, object? value)
    {
        EnsureInitialized(descr);
        if (descr.Address != 0) Unsafe.As<byte, object?>(ref *(byte*)descr.Address) = value;
        else descr.Field!.SetValue(null, value);
    }

    /// <summary>An integer, enum, boolean or character as the 64 bits a register holds: sign-extended, 32-bit unsigned ones too.</summary>
    public static long ToInt(object boxed) => boxed switch
    {
        long value => value,
        int value => value,
        bool value => value ? 1 : 0,
        uint value => (int)value,
        ulong value => (long)value,
        char value => value,
        byte value => value,
        sbyte value => value,
        short value => value,
        ushort value => value,
        nint value => value,
        nuint value => (long)value,
        Enum value => ToInt(Convert.ChangeType(value, Enum.GetUnderlyingType(value.GetType()))),
        _ => throw new ArgumentException($"{boxed.GetType()} is not an integer"),
    };

    /// <summary>The other way round.</summary>
    public static object FromInt(long value, Type type)
    {
        if (type.IsEnum) return Enum.ToObject(type, value);
        return Type.GetTypeCode(type) switch
        {
            TypeCode.Boolean => value != 0,
            TypeCode.Char => (char)value,
            TypeCode.SByte => (sbyte)value,
            TypeCode.Byte => (byte)value,
            TypeCode.Int16 => (short)value,
            TypeCode.UInt16 => (ushort)value,
            TypeCode.Int32 => (int)value,
            TypeCode.UInt32 => (uint)value,
            TypeCode.UInt64 => (ulong)value,
            _ => type == typeof(nint) ? (nint)value : type == typeof(nuint) ? (nuint)value : value,
        };
    }

    private static long LoadInt(ref byte place, int size, bool isSigned) => (size, isSigned) switch
    {
        (8, _) => Unsafe.ReadUnaligned<long>(ref place),
        (4, true) => Unsafe.ReadUnaligned<int>(ref place),
        (4, false) => Unsafe.ReadUnaligned<uint>(ref place),
        (2, true) => Unsafe.ReadUnaligned<short>(ref place),
        (2, false) => Unsafe.ReadUnaligned<ushort>(ref place),
        (1, true) => (sbyte)place,
        _ => place,
    };

    private static void StoreInt(ref byte place, int size, long value)
    {
        switch (size)
        {
            case 8: Unsafe.WriteUnaligned(ref place, value); break;
            case 4: Unsafe.WriteUnaligned(ref place, (int)value); break;
            case 2: Unsafe.WriteUnaligned(ref place, (short)value); break;
            default: place = (byte)value; break;
        }
    }

    private static double LoadFloat(ref byte place, int size) =>
        size == 8 ? Unsafe.ReadUnaligned<double>(ref place) : Unsafe.ReadUnaligned<float>(ref place);

    private static void StoreFloat(ref byte place, int size, double value)
    {
        if (size == 8) Unsafe.WriteUnaligned(ref place, value);
        else Unsafe.WriteUnaligned(ref place, (float)value);
    }
}
