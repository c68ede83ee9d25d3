using System.Buffers.Binary;
using Backend.Stencils;

namespace Backend.X64;

/// <summary>Fills the holes of x86-64 stencils.</summary>
internal static class Patcher
{
    public static bool TryPatch(Span<byte> code, HoleKind kind, long value, long address)
    {
        switch (kind)
        {
            case HoleKind.Relative32:
                value -= address;
                if (value != (int)value) return false;
                BinaryPrimitives.WriteInt32LittleEndian(code, (int)value);
                return true;
            case HoleKind.Signed8:
                if (value != (sbyte)value) return false;
                code[0] = (byte)value;
                return true;
            case HoleKind.Signed32:
                if (value != (int)value) return false;
                BinaryPrimitives.WriteInt32LittleEndian(code, (int)value);
                return true;
            case HoleKind.Unsigned32:
                if (value != (uint)value) return false;
                BinaryPrimitives.WriteUInt32LittleEndian(code, (uint)value);
                return true;
            case HoleKind.Absolute64:
                BinaryPrimitives.WriteInt64LittleEndian(code, value);
                return true;
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, "not a hole of x86-64");
        }
    }
}
