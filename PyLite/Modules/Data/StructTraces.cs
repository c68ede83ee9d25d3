using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>
/// Packing and unpacking of formats with few numbers, byte by byte: in a trace the format is a constant, and what is left are the loads and
/// stores of the bytes.
/// </summary>
internal static class StructTraces
{
    public static PyObject Unpack(StructFormat format, PyBytes bytes, int start) => Jit.IsTracing ? UnpackItems(format, bytes, start) : UnpackQuick(format, bytes, start);

    [DontLookInside]
    private static PyTuple UnpackQuick(StructFormat format, PyBytes bytes, int start) => StructCodec.Unpack(format, bytes.Span.Slice(start, format.Size));

    [UnrollSafe]
    private static PyTuple UnpackItems(StructFormat format, PyBytes bytes, int start)
    {
        var values = new PyObject[format.Codes.Length];
        for (int i = 0; i < values.Length; i++) values[i] = Item(format, i, bytes, start);
        return new PyTuple(values);
    }

    [UnrollSafe]
    private static PyObject Item(StructFormat format, int i, PyBytes bytes, int start)
    {
        int at = start + format.Offsets[i], size = format.Sizes[i];
        long bits = 0;
        for (int k = 0; k < size; k++) bits = bits << 8 | bytes[format.IsBigEndian ? at + k : at + size - 1 - k];
        switch (format.Codes[i])
        {
            case 'd': return new PyFloat(BitConverter.Int64BitsToDouble(bits));
            case '?': return PyBool.Of(bits != 0);
            case 'b' or 'h' or 'i' or 'l' or 'q' or 'n':
                int shift = 64 - 8 * size;
                return new PyInt(bits << shift >> shift);
            default: return bits >= 0 ? new PyInt(bits) : Large(bits);
        }
    }

    [DontLookInside]
    private static PyObject Large(long bits) => Argument.Result((ulong)bits);

    /// <summary>The bytes of values, which come after the format; null for those that are not ints or floats of the right size.</summary>
    [UnrollSafe]
    public static PyObject? Pack(StructFormat format, PyObject[] args, int first)
    {
        var bytes = new byte[format.Size];
        for (int i = 0; i < format.Codes.Length; i++)
        {
            long bits;
            int code = format.Codes[i], at = format.Offsets[i], size = format.Sizes[i];
            PyObject value = args[first + i];
            if (code == 'd')
            {
                if (value is not PyFloat f || double.IsNaN(f.Value)) return null;
                bits = BitConverter.DoubleToInt64Bits(f.Value);
            }
            else if (code == '?')
            {
                if (value is not PyBool flag) return null;
                bits = flag.Number;
            }
            else
            {
                if (value is not PyInt n) return null;
                bits = n.Value;
                if (size == 8)
                {
                    if (bits < 0 && code is ('Q' or 'L' or 'N')) return null;
                }
                else
                {
                    long limit = 1L << 8 * size;
                    if ((code is 'b' or 'h' or 'i' or 'l') ? bits < -(limit >> 1) || bits >= limit >> 1 : bits < 0 || bits >= limit) return null;
                }
            }
            for (int k = 0; k < size; k++) bytes[format.IsBigEndian ? at + size - 1 - k : at + k] = (byte)(bits >> 8 * k);
        }
        return new PyBytes(bytes);
    }
}
