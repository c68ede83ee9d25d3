namespace Backend.Stencils;

/// <summary>How a value is written into the bytes of a hole.</summary>
internal enum HoleKind : byte
{
    /// <summary>x64: four bytes, the distance from the hole to the target plus the addend.</summary>
    Relative32,
    /// <summary>x64: one sign-extended byte.</summary>
    Signed8,
    /// <summary>x64: four sign-extended bytes.</summary>
    Signed32,
    /// <summary>x64: four zero-extended bytes.</summary>
    Unsigned32,
    Absolute64,

    /// <summary>AArch64: b and bl.</summary>
    Branch26,
    /// <summary>AArch64: b.cond, cbz, cbnz.</summary>
    Branch19,
    /// <summary>AArch64: tbz, tbnz.</summary>
    Branch14,
    /// <summary>AArch64: bits 0 to 15 of a sign-extended 32-bit value, in a movz that becomes movn where the value is negative.</summary>
    SignedLow16,
    /// <summary>AArch64: bits 16 to 31 of the same, in the movk after it.</summary>
    SignedHigh16,
    /// <summary>AArch64: 16 bits of a 64-bit value in movz or movk.</summary>
    Wide0, Wide1, Wide2, Wide3,
    /// <summary>AArch64: 12 unsigned bits, in units of 1, 2, 4 or 8.</summary>
    Unsigned12, Unsigned12x2, Unsigned12x4, Unsigned12x8,
    /// <summary>AArch64: 12 unsigned bits of the negated value (sub for add, cmn for cmp).</summary>
    Negated12,
    /// <summary>AArch64: 16 unsigned bits in movz.</summary>
    Unsigned16,
    /// <summary>AArch64: 16 bits of the inverted value in movn.</summary>
    Inverted16,
    /// <summary>AArch64: the count of lsl, which is two fields of ubfm.</summary>
    LeftShift,
    /// <summary>AArch64: the count of lsr and asr.</summary>
    RightShift,
}

/// <summary>What is written into a hole.</summary>
internal enum HoleSymbol : byte
{
    /// <summary>The first byte after the stencil; only where the compiler could not fall through to it.</summary>
    Continue,
    /// <summary>Where guards and jumps lead.</summary>
    Exit,
    /// <summary>The immediate or displacement.</summary>
    Immediate,
    /// <summary>The first 64-bit value.</summary>
    Wide,
    /// <summary>The second 64-bit value.</summary>
    WideB,
}

/// <summary>A place in a stencil's bytes that gets its value when the stencil is copied.</summary>
/// <param name="Offset">Bytes from the start of the stencil.</param>
/// <param name="Addend">Added to the value before it is written.</param>
internal readonly record struct Hole(ushort Offset, HoleKind Kind, HoleSymbol Symbol, int Addend);
