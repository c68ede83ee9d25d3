using System.Numerics;
using System.Runtime.CompilerServices;
using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>How an array keeps its items: in C# arrays of their type, which traces read and write, or as bytes.</summary>
public enum ArrayKind
{
    Raw,
    Double,
    Long,
    Int,
    Byte,
}

/// <summary>The types of an array's items: what they are in bytes, and which values fit.</summary>
public static class ArrayItems
{
    public const string Codes = "bBuhHiIlLqQfd";

    public static int SizeOf(char code) => code switch
    {
        'b' or 'B' => 1,
        'h' or 'H' => 2,
        'i' or 'I' or 'f' or 'u' => 4,
        'l' or 'L' => OperatingSystem.IsWindows() ? 4 : 8,
        _ => 8,
    };

    /// <summary>An item that is an int, other than one of 64 bits without a sign.</summary>
    [DontLookInside]
    public static long ReadInteger(Span<byte> items, int at, char code) => code switch
    {
        'b' => (sbyte)items[at],
        'B' => items[at],
        'h' => Unsafe.ReadUnaligned<short>(ref items[at]),
        'H' => Unsafe.ReadUnaligned<ushort>(ref items[at]),
        'i' => Unsafe.ReadUnaligned<int>(ref items[at]),
        'I' => Unsafe.ReadUnaligned<uint>(ref items[at]),
        'l' or 'L' when OperatingSystem.IsWindows() => code == 'l' ? Unsafe.ReadUnaligned<int>(ref items[at]) : Unsafe.ReadUnaligned<uint>(ref items[at]),
        _ => Unsafe.ReadUnaligned<long>(ref items[at]),
    };

    [DontLookInside]
    public static double ReadFloat(Span<byte> items, int at, char code) =>
        code == 'f' ? Unsafe.ReadUnaligned<float>(ref items[at]) : Unsafe.ReadUnaligned<double>(ref items[at]);

    [DontLookInside]
    public static void WriteInteger(Span<byte> items, int at, int size, long value)
    {
        switch (size)
        {
            case 1:
                items[at] = (byte)value;
                break;
            case 2:
                Unsafe.WriteUnaligned(ref items[at], (short)value);
                break;
            case 4:
                Unsafe.WriteUnaligned(ref items[at], (int)value);
                break;
            default:
                Unsafe.WriteUnaligned(ref items[at], value);
                break;
        }
    }

    /// <summary>The bits of an item that a value gives; false with an exception pending.</summary>
    [DontLookInside]
    public static bool Convert(char code, PyObject value, out long bits)
    {
        bits = 0;
        if (code == 'u')
        {
            if (UserSlots.Unwrap(value) is not PyStr { Length: 1 } s) return PyErr.Fail(Types.TypeError, "array item must be unicode character");
            bits = s.CodePointAt(0);
            return true;
        }
        if (code is 'f' or 'd')
        {
            if (!Argument.Double(value, out double d)) return false;
            d = NaNs.Shown(d);
            bits = code == 'f' ? BitConverter.SingleToInt32Bits((float)d) : BitConverter.DoubleToInt64Bits(d);
            return true;
        }
        if (value is PyInt i && Fits(code, i.Value))
        {
            bits = i.Value;
            return true;
        }
        if (!Argument.Big(value, out BigInteger n)) return false;
        (BigInteger low, BigInteger high) = code is 'b' or 'h' or 'i' or 'l' or 'q'
            ? (-(BigInteger.One << (8 * SizeOf(code) - 1)), (BigInteger.One << (8 * SizeOf(code) - 1)) - 1) : (0, (BigInteger.One << (8 * SizeOf(code))) - 1);
        if (n < low || n > high) return PyErr.Fail(Types.OverflowError, TooLarge(code, n, n < low));
        bits = (long)(ulong)(n & ulong.MaxValue);
        return true;
    }

    private static bool Fits(char code, long n) => code switch
    {
        'b' => n == (sbyte)n,
        'B' => n == (byte)n,
        'h' => n == (short)n,
        'H' => n == (ushort)n,
        'i' => n == (int)n,
        'I' => n == (uint)n,
        'q' => true,
        'Q' => n >= 0,
        'l' => SizeOf('l') == 8 || n == (int)n,
        _ => SizeOf('L') == 8 ? n >= 0 : n == (uint)n,
    };

    private static string TooLarge(char code, BigInteger n, bool below)
    {
        bool fitsLong = n >= long.MinValue && n <= long.MaxValue;
        string edge = below ? "less than minimum" : "greater than maximum";
        switch (code)
        {
            case 'q': return "int too big to convert";
            case 'Q': return below ? "can't convert negative int to unsigned" : "int too big to convert";
            case 'I' or 'L' when below: return "can't convert negative value to unsigned int";
            case 'I' when n <= ulong.MaxValue: return "unsigned int is " + edge;
            case 'I' or 'L': return "Python int too large to convert to C unsigned long";
            case 'l': return "Python int too large to convert to C long";
        }
        if (!fitsLong) return "Python int too large to convert to C long";
        string what = code switch { 'b' => "signed char", 'B' => "unsigned byte integer", 'h' => "signed short integer", 'H' => "unsigned short", _ => "signed integer" };
        return $"{what} is {edge}";
    }

    /// <summary>Whether an int fits an item as it is, with nothing to convert.</summary>
    public static bool FitsPlainly(ArrayKind kind, long n) => kind == ArrayKind.Long || (kind == ArrayKind.Int ? n == (int)n : n == (byte)n);

    /// <summary>What an array of such items keeps.</summary>
    public static ArrayKind KindOf(char code) => code switch
    {
        'd' => ArrayKind.Double,
        'q' => ArrayKind.Long,
        'l' => SizeOf('l') == 8 ? ArrayKind.Long : ArrayKind.Int,
        'i' => ArrayKind.Int,
        'B' => ArrayKind.Byte,
        _ => ArrayKind.Raw,
    };

    /// <summary>Reverses the bytes of each item.</summary>
    public static void SwapBytes(Span<byte> items, int size)
    {
        for (int i = 0; i < items.Length; i += size) items.Slice(i, size).Reverse();
    }
}
