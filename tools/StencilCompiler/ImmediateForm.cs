using Backend.Stencils;

namespace StencilCompiler;

/// <summary>
/// A short form of an immediate. The compiler is given an operation with literal numbers in place of the immediate; where the
/// code of two numbers differs, there is the hole, and a third number proves that filling it gives what the compiler gives.
/// </summary>
/// <param name="Name">As the comments of stencils.c write it.</param>
/// <param name="Isa">The instruction set that has it.</param>
/// <param name="Kind">How the hole is filled.</param>
/// <param name="Samples">Two numbers that differ in every byte of the hole, and the one to prove it with.</param>
internal sealed record ImmediateForm(string Name, Isa Isa, HoleKind Kind, long Min, long Max, int Scale, long[] Samples)
{
    private static readonly ImmediateForm[] All =
    [
        new("s8", Isa.X64, HoleKind.Signed8, -128, 127, 1, [0x15, 0x2A, -0x37]),
        new("p8", Isa.X64, HoleKind.Signed8, 2, 126, 1, [0x15, 0x2A, 0x37]),
        new("u6", Isa.X64, HoleKind.Signed8, 0, 63, 1, [37, 22, 51]),
        new("s32", Isa.X64, HoleKind.Signed32, int.MinValue, int.MaxValue, 1, [-0x12345679, -0x2A4B6C7D, -0x77665544]),
        new("u12", Isa.Arm64, HoleKind.Unsigned12, 0, 4095, 1, [0x155, 0x2AA, 0x7C3]),
        new("u12x2", Isa.Arm64, HoleKind.Unsigned12x2, 0, 4095 * 2, 2, [0x155 * 2, 0x2AA * 2, 0x7C3 * 2]),
        new("u12x4", Isa.Arm64, HoleKind.Unsigned12x4, 0, 4095 * 4, 4, [0x155 * 4, 0x2AA * 4, 0x7C3 * 4]),
        new("u12x8", Isa.Arm64, HoleKind.Unsigned12x8, 0, 4095 * 8, 8, [0x155 * 8, 0x2AA * 8, 0x7C3 * 8]),
        new("n12", Isa.Arm64, HoleKind.Negated12, -4095, -1, 1, [-0x155, -0x2AA, -0x7C3]),
        new("u16", Isa.Arm64, HoleKind.Unsigned16, 0, 65535, 1, [0x5A15, 0x2AE7, 0x7C38]),
        new("n16", Isa.Arm64, HoleKind.Inverted16, -65536, -1, 1, [-0x5A16, -0x2AE7, -0x7C38]),
        new("lsl6", Isa.Arm64, HoleKind.LeftShift, 0, 63, 1, [37, 22, 51]),
        new("lsr6", Isa.Arm64, HoleKind.RightShift, 0, 63, 1, [37, 22, 51]),
    ];

    public static ImmediateForm Named(string name, Isa isa) =>
        All.FirstOrDefault(form => form.Name == name && form.Isa == isa)
            ?? throw new StencilError($"there is no immediate form {name} on {isa}");

    /// <summary>Bytes of the hole, and of the instruction it is looked for in.</summary>
    public int Width => Kind is HoleKind.Signed8 ? 1 : 4;

    /// <summary>The number that a hole's present contents stand for.</summary>
    public long Read(ReadOnlySpan<byte> at)
    {
        long word = Width == 1 ? (sbyte)at[0] : BitConverter.ToInt32(at);
        return Kind switch
        {
            HoleKind.Signed8 or HoleKind.Signed32 => word,
            HoleKind.Negated12 => -((word >> 10) & 0xFFF),
            HoleKind.Unsigned16 => (word >> 5) & 0xFFFF,
            HoleKind.Inverted16 => ~((word >> 5) & 0xFFFF),
            HoleKind.LeftShift => 63 - ((word >> 10) & 63),
            HoleKind.RightShift => (word >> 16) & 63,
            _ => ((word >> 10) & 0xFFF) * Scale,
        };
    }
}

/// <summary>Something in stencils.c, or in what clang made of it, that the tool cannot use.</summary>
internal sealed class StencilError(string message) : Exception(message);
