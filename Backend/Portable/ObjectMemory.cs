using System.Runtime.CompilerServices;
using MetaTracer.Trace;

namespace Backend.Portable;

/// <summary>
/// Reads and writes objects by byte offset, as machine code does, but through managed references: the collector follows them and
/// stores of references go through the write barrier. Offsets count from the method-table word.
/// </summary>
internal static unsafe class ObjectMemory
{
    /// <summary>Shape of any object as far as we look: its first byte of data stands one word after the method table.</summary>
    private sealed class Shape
    {
        public byte First = 0;
    }

    public static ref byte At(object o, nint offset) => ref Unsafe.AddByteOffset(ref Unsafe.As<Shape>(o).First, offset - sizeof(nint));

    public static nint MethodTable(object o) => Unsafe.As<byte, nint>(ref At(o, 0));

    /// <summary>The method table that machine code and this backend compare with.</summary>
    public static nint MethodTable(ClassDescr descr)
    {
        if (descr.MethodTable != 0) return descr.MethodTable;
        Type type = descr.Type ?? throw new InvalidOperationException($"class {descr.Name} comes from a text: there is no such class to compare with");
        return type.TypeHandle.Value;
    }

    public static long LoadInt(ref byte at, int size, bool signed) => (size, signed) switch
    {
        (8, _) => Unsafe.As<byte, long>(ref at),
        (4, true) => Unsafe.As<byte, int>(ref at),
        (4, false) => Unsafe.As<byte, uint>(ref at),
        (2, true) => Unsafe.As<byte, short>(ref at),
        (2, false) => Unsafe.As<byte, ushort>(ref at),
        (1, true) => (sbyte)at,
        (1, false) => at,
        _ => throw new InvalidOperationException($"an integer of {size} bytes"),
    };

    public static void StoreInt(ref byte at, int size, long value)
    {
        switch (size)
        {
            case 8: Unsafe.As<byte, long>(ref at) = value; break;
            case 4: Unsafe.As<byte, int>(ref at) = (int)value; break;
            case 2: Unsafe.As<byte, short>(ref at) = (short)value; break;
            case 1: at = (byte)value; break;
            default: throw new InvalidOperationException($"an integer of {size} bytes");
        }
    }

    public static double LoadFloat(ref byte at, int size) => size == 4 ? Unsafe.As<byte, float>(ref at) : Unsafe.As<byte, double>(ref at);

    public static void StoreFloat(ref byte at, int size, double value)
    {
        if (size == 4) Unsafe.As<byte, float>(ref at) = (float)value;
        else Unsafe.As<byte, double>(ref at) = value;
    }

    public static object? LoadRef(ref byte at) => Unsafe.As<byte, object?>(ref at);

    public static void StoreRef(ref byte at, object? value) => Unsafe.As<byte, object?>(ref at) = value;

    public static object NewObject(ClassDescr descr) =>
        RuntimeHelpers.GetUninitializedObject(descr.Type ?? throw new InvalidOperationException($"class {descr.Name} comes from a text and cannot be made"));

    public static Array NewArray(ArrayDescr descr, long length) =>
        Array.CreateInstanceFromArrayType(
            descr.ArrayType ?? throw new InvalidOperationException($"array {descr.Name} comes from a text and cannot be made"), checked((int)length));
}
