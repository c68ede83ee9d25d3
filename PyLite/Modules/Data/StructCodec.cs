using System.Buffers.Binary;
using System.Numerics;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Values to bytes and back, for one format.</summary>
public static class StructCodec
{
    // ---- bytes to values

    public static PyTuple Unpack(StructFormat format, ReadOnlySpan<byte> bytes)
    {
        var values = new PyObject[format.Items.Length];
        for (int i = 0; i < values.Length; i++)
        {
            StructItem item = format.Items[i];
            values[i] = Value(item.Code, bytes.Slice(item.Offset, item.Size), format.IsBigEndian);
        }
        return new PyTuple(values);
    }

    private static PyObject Value(char code, ReadOnlySpan<byte> b, bool big)
    {
        switch (code)
        {
            case 's': return new PyBytes(b.ToArray());
            case 'p': return new PyBytes(b.Length == 0 ? [] : b.Slice(1, Math.Min(b[0], b.Length - 1)).ToArray());
            case 'c': return new PyBytes([b[0]]);
            case '?': return PyBool.Of(b.IndexOfAnyExcept((byte)0) >= 0);
            case 'e': return new PyFloat((double)(big ? BinaryPrimitives.ReadHalfBigEndian(b) : BinaryPrimitives.ReadHalfLittleEndian(b)));
            case 'f': return new PyFloat(big ? BinaryPrimitives.ReadSingleBigEndian(b) : BinaryPrimitives.ReadSingleLittleEndian(b));
            case 'd': return new PyFloat(big ? BinaryPrimitives.ReadDoubleBigEndian(b) : BinaryPrimitives.ReadDoubleLittleEndian(b));
        }
        ulong bits = b.Length switch
        {
            1 => b[0],
            2 => big ? BinaryPrimitives.ReadUInt16BigEndian(b) : BinaryPrimitives.ReadUInt16LittleEndian(b),
            4 => big ? BinaryPrimitives.ReadUInt32BigEndian(b) : BinaryPrimitives.ReadUInt32LittleEndian(b),
            _ => big ? BinaryPrimitives.ReadUInt64BigEndian(b) : BinaryPrimitives.ReadUInt64LittleEndian(b),
        };
        int shift = 64 - 8 * b.Length;
        return IsSigned(code) ? new PyInt((long)(bits << shift) >> shift) : Argument.Result(bits);
    }

    private static bool IsSigned(char code) => code is 'b' or 'h' or 'i' or 'l' or 'q' or 'n';

    // ---- values to bytes

    /// <summary>Writes the values; false with an exception pending. There are as many as the format has items, and room for all.</summary>
    public static bool Pack(StructFormat format, ReadOnlySpan<PyObject> values, Span<byte> bytes)
    {
        for (int i = 0; i < values.Length; i++)
        {
            StructItem item = format.Items[i];
            Span<byte> room = bytes.Slice(item.Offset, item.Size);
            bool ok = item.Code switch
            {
                's' or 'p' => PutBytes(item.Code, values[i], room),
                'c' => PutCharacter(values[i], room),
                '?' => PutBool(values[i], room),
                'e' or 'f' or 'd' => PutFloat(item.Code, values[i], room, format),
                _ => PutInteger(item.Code, values[i], room, format),
            };
            if (!ok) return false;
        }
        return true;
    }

    private static bool Fail(string message) => PyErr.Fail(StructModule.Error, message);

    private static bool PutBytes(char code, PyObject value, Span<byte> room)
    {
        if (UserSlots.Unwrap(value) is not PyBytes b) return Fail($"argument for '{code}' must be a bytes object");
        if (room.Length == 0) return true;
        if (code == 'p')
        {
            room[0] = (byte)Math.Min(Math.Min(b.Length, room.Length - 1), 255);
            room = room[1..];
        }
        b.Span[..Math.Min(b.Length, room.Length)].CopyTo(room);
        return true;
    }

    private static bool PutCharacter(PyObject value, Span<byte> room)
    {
        if (UserSlots.Unwrap(value) is not PyBytes { IsMutable: false, Length: 1 } b) return Fail("char format requires a bytes object of length 1");
        room[0] = b[0];
        return true;
    }

    private static bool PutBool(PyObject value, Span<byte> room)
    {
        int truth = Operators.Truth(value);
        room[0] = truth > 0 ? (byte)1 : (byte)0;
        return truth >= 0;
    }

    private static bool PutFloat(char code, PyObject value, Span<byte> room, StructFormat format)
    {
        if (!Argument.Double(value, out double v)) return PyErr.TakeIf(Types.TypeError) && Fail("required argument is not a float");
        bool big = format.IsBigEndian;
        v = NaNs.Shown(v);
        if (code == 'd')
        {
            if (big) BinaryPrimitives.WriteDoubleBigEndian(room, v);
            else BinaryPrimitives.WriteDoubleLittleEndian(room, v);
            return true;
        }
        if (code == 'f')
        {
            // The machine's own format says nothing of what is too large.
            if (!format.IsNative && double.IsFinite(v) && float.IsInfinity((float)v)) return TooLarge(code, value);
            if (big) BinaryPrimitives.WriteSingleBigEndian(room, (float)v);
            else BinaryPrimitives.WriteSingleLittleEndian(room, (float)v);
            return true;
        }
        Half half = double.IsNaN(v) ? BitConverter.UInt16BitsToHalf((ushort)(double.IsNegative(v) ? 0xfe00 : 0x7e00)) : (Half)v;
        if (double.IsFinite(v) && Half.IsInfinity(half)) return TooLarge(code, value);
        if (big) BinaryPrimitives.WriteHalfBigEndian(room, half);
        else BinaryPrimitives.WriteHalfLittleEndian(room, half);
        return true;
    }

    private static bool TooLarge(char code, PyObject value) => UserSlots.Unwrap(value) is PyInt or PyLong or PyBool
        ? Fail("int too large to convert") : PyErr.Fail(Types.OverflowError, $"float too large to pack with {code} format");

    private static bool PutInteger(char code, PyObject value, Span<byte> room, StructFormat format)
    {
        long low;
        if (value is PyInt i)
        {
            low = i.Value;
            if (!Fits(code, low, room.Length)) return OutOfRange(code, low, room.Length, format);
        }
        else
        {
            if (UserSlots.Unwrap(value) is not (PyInt or PyLong or PyBool) && value.Type.Lookup(Names.Index) == null) return Fail("required argument is not an integer");
            if (!Argument.Big(value, out BigInteger big)) return false;
            if (big >= long.MinValue && big <= long.MaxValue)
            {
                low = (long)big;
                if (!Fits(code, low, room.Length)) return OutOfRange(code, low, room.Length, format);
            }
            else
            {
                bool fits = room.Length == 8 && !IsSigned(code) && big.Sign > 0 && big <= ulong.MaxValue;
                if (!fits) return OutOfRange(code, big, room.Length, format);
                low = (long)(ulong)big;
            }
        }
        switch (room.Length)
        {
            case 1:
                room[0] = (byte)low;
                break;
            case 2:
                if (format.IsBigEndian) BinaryPrimitives.WriteInt16BigEndian(room, (short)low);
                else BinaryPrimitives.WriteInt16LittleEndian(room, (short)low);
                break;
            case 4:
                if (format.IsBigEndian) BinaryPrimitives.WriteInt32BigEndian(room, (int)low);
                else BinaryPrimitives.WriteInt32LittleEndian(room, (int)low);
                break;
            default:
                if (format.IsBigEndian) BinaryPrimitives.WriteInt64BigEndian(room, low);
                else BinaryPrimitives.WriteInt64LittleEndian(room, low);
                break;
        }
        return true;
    }

    private static bool Fits(char code, long value, int size)
    {
        // A pointer may be given as a negative number.
        if (size == 8) return value >= 0 || IsSigned(code) || code == 'P';
        long half = 1L << (8 * size - 1);
        return IsSigned(code) ? value >= -half && value < half : value >= 0 && value < 2 * half;
    }

    /// <summary>What is said depends on whether the machine's own type is meant: as CPython, which has a function for each of both.</summary>
    private static bool OutOfRange(char code, BigInteger value, int size, StructFormat format)
    {
        bool own = format.IsNative || format.IsBigEndian != BitConverter.IsLittleEndian && code is not ('l' or 'L' or 'b' or 'B' or '?');
        if (code == 'P') return Fail("int too large to convert");
        bool fitsLong = IsSigned(code) ? value >= long.MinValue && value <= long.MaxValue : value.Sign >= 0 && value <= ulong.MaxValue;
        if (size == 8) return Fail(own ? "argument out of range" : "int too large to convert");
        // Small ones are read as a signed number, of whatever sign they are.
        if (code is 'b' or 'B' or 'h' or 'H' && own || code is 'b' or 'B') fitsLong = value >= long.MinValue && value <= long.MaxValue;
        if (!fitsLong) return Fail("argument out of range");
        string what = code switch { 'b' => "byte", 'B' => "ubyte", 'h' when own => "short", 'H' when own => "ushort", _ => $"'{code}'" };
        BigInteger half = BigInteger.One << (8 * size - 1);
        return IsSigned(code) ? Fail($"{what} format requires {-half} <= number <= {half - 1}") : Fail($"{what} format requires 0 <= number <= {2 * half - 1}");
    }
}
