using System.Runtime.CompilerServices;
using MetaTracer.Trace;

namespace MetaTracer.Optimizer;

/// <summary>Reads fields and elements of constant objects by offset, for folding. Offsets count from the method-table word.</summary>
internal static unsafe class RawMemory
{
    private sealed class Shape
    {
        public byte First = 0;
    }

    public static Value Constant(ConstantPool pool, object o, nint offset, Kind kind, int size, bool signed)
    {
        ref byte at = ref Unsafe.AddByteOffset(ref Unsafe.As<Shape>(o).First, offset - sizeof(nint));
        return kind switch
        {
            Kind.Ref => pool.Ref(Unsafe.As<byte, object?>(ref at)),
            Kind.Float => pool.Float(size == 4 ? Unsafe.ReadUnaligned<float>(ref at) : Unsafe.ReadUnaligned<double>(ref at)),
            _ => pool.Int((size, signed) switch
            {
                (8, _) => Unsafe.ReadUnaligned<long>(ref at),
                (4, true) => Unsafe.ReadUnaligned<int>(ref at),
                (4, false) => Unsafe.ReadUnaligned<uint>(ref at),
                (2, true) => Unsafe.ReadUnaligned<short>(ref at),
                (2, false) => Unsafe.ReadUnaligned<ushort>(ref at),
                (_, true) => (sbyte)at,
                _ => at,
            }),
        };
    }
}
