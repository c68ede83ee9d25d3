using System.Buffers.Binary;
using Backend.Stencils;

namespace Backend.Arm64;

/// <summary>Fills the holes of AArch64 stencils, which are fields of 32-bit instructions.</summary>
internal static class Patcher
{
    private const uint MovzToMovn = 0x40000000;

    public static bool TryPatch(Span<byte> code, HoleKind kind, long value, long address)
    {
        uint word = BinaryPrimitives.ReadUInt32LittleEndian(code);
        switch (kind)
        {
            case HoleKind.Branch26: return Branch(ref word, value - address, 26, 0) && Write(code, word);
            case HoleKind.Branch19: return Branch(ref word, value - address, 19, 5) && Write(code, word);
            case HoleKind.Branch14: return Branch(ref word, value - address, 14, 5) && Write(code, word);
            case HoleKind.SignedLow16:
                if (value != (int)value) return false;
                if (value < 0)
                {
                    word &= ~MovzToMovn;
                    value = ~value;
                }
                return Write(code, Field(word, (ulong)value & 0xFFFF, 16, 5));
            case HoleKind.SignedHigh16:
                return value == (int)value && Write(code, Field(word, ((ulong)value >> 16) & 0xFFFF, 16, 5));
            case >= HoleKind.Wide0 and <= HoleKind.Wide3:
                return Write(code, Field(word, ((ulong)value >> (16 * (kind - HoleKind.Wide0))) & 0xFFFF, 16, 5));
            case >= HoleKind.Unsigned12 and <= HoleKind.Unsigned12x8:
                int shift = kind - HoleKind.Unsigned12;
                if ((value & ((1 << shift) - 1)) != 0 || value < 0 || value >> shift > 0xFFF) return false;
                return Write(code, Field(word, (ulong)value >> shift, 12, 10));
            case HoleKind.Negated12:
                return value is <= 0 and >= -0xFFF && Write(code, Field(word, (ulong)-value, 12, 10));
            case HoleKind.Unsigned16:
                return value is >= 0 and <= 0xFFFF && Write(code, Field(word, (ulong)value, 16, 5));
            case HoleKind.Inverted16:
                return ~value is >= 0 and <= 0xFFFF && Write(code, Field(word, (ulong)~value, 16, 5));
            case HoleKind.LeftShift:
                return value is >= 0 and < 64 && Write(code, Field(Field(word, (ulong)-value & 63, 6, 16), (ulong)(63 - value), 6, 10));
            case HoleKind.RightShift:
                return value is >= 0 and < 64 && Write(code, Field(word, (ulong)value, 6, 16));
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, "not a hole of AArch64");
        }
    }

    private static bool Branch(ref uint word, long distance, int bits, int at)
    {
        long units = distance >> 2;
        if ((distance & 3) != 0 || units < -(1L << (bits - 1)) || units >= 1L << (bits - 1)) return false;
        word = Field(word, (ulong)units & ((1ul << bits) - 1), bits, at);
        return true;
    }

    private static uint Field(uint word, ulong value, int bits, int at)
    {
        uint mask = ((1u << bits) - 1) << at;
        return (word & ~mask) | ((uint)value << at);
    }

    private static bool Write(Span<byte> code, uint word)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(code, word);
        return true;
    }
}
