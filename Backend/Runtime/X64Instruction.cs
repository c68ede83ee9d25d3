namespace Backend.Runtime;

/// <summary>
/// The little of an x64 instruction that finding the runtime's own addresses needs: how long it is, where it goes, and which absolute
/// address it names. Opcodes that the code read here does not use have no length, which ends a search without an answer.
/// </summary>
/// <remarks>A whole decoder (Iced) is at hand, but making its tables costs a start-up more than everything else this backend does.</remarks>
internal readonly unsafe struct X64Instruction
{
    private const byte TwoByteEscape = 0x0F, Group1 = 0x83, Group5 = 0xFF;

    private readonly byte* _start;
    private readonly byte* _modRm;
    private readonly bool _wide;

    /// <summary>Its length in bytes; 0 when it is none of those known here.</summary>
    public int Length { get; }

    /// <summary>The opcode; two-byte ones begin with 0F.</summary>
    public int Opcode { get; }

    private X64Instruction(byte* start, byte* modRm, bool wide, int opcode, int length)
    {
        _start = start;
        _modRm = modRm;
        _wide = wide;
        Opcode = opcode;
        Length = length;
    }

    public static X64Instruction At(nint address)
    {
        byte* start = (byte*)address, at = start;
        bool operandSize = false, wide = false;
        while (*at is 0x66 or 0xF2 or 0xF3 or 0x2E or 0x3E or 0x64 or 0x65) operandSize |= *at++ == 0x66;
        if (*at is >= 0x40 and <= 0x4F) wide = (*at++ & 8) != 0;
        int opcode = *at++;
        if (opcode == 0xC5 && at[0] == 0xF8 && at[1] == 0x77) return new X64Instruction(start, null, wide, opcode, 3);    // vzeroupper
        if (opcode == TwoByteEscape) opcode = TwoByteEscape << 8 | *at++;
        if (Shape(opcode, operandSize, wide, *at) is not var (hasModRm, immediate)) return default;
        if (!hasModRm) return new X64Instruction(start, null, wide, opcode, (int)(at - start) + immediate);
        byte* modRm = at++;
        int mode = *modRm >> 6, rm = *modRm & 7;
        int displacement = mode switch { 1 => 1, 2 => 4, 0 when rm == 5 => 4, _ => 0 };
        if (mode != 3 && rm == 4)
        {
            int sib = *at++;
            if (mode == 0 && (sib & 7) == 5) displacement = 4;
        }
        return new X64Instruction(start, modRm, wide, opcode, (int)(at - start) + displacement + immediate);
    }

    /// <summary>Whether a ModRM byte follows the opcode, and how many bytes of immediate; null for what is not known.</summary>
    private static (bool HasModRm, int Immediate)? Shape(int opcode, bool operandSize, bool wide, byte next) => opcode switch
    {
        // add, or, adc, sbb, and, sub, xor, cmp: four forms with ModRM, two with an immediate for the accumulator.
        < 0x40 => (opcode & 7) switch { < 4 => (true, 0), 4 => (false, 1), 5 => (false, operandSize ? 2 : 4), _ => null },
        >= 0x50 and < 0x60 or 0x90 or 0xC3 or 0xC9 or 0xCC or 0x98 or 0x99 => (false, 0),
        0x63 or >= 0x84 and <= 0x8D or 0x8F or 0xD1 or 0xD3 => (true, 0),
        0x6A or >= 0x70 and < 0x80 or 0xEB or 0xA8 => (false, 1),
        0x68 or 0xE8 or 0xE9 => (false, 4),
        0x69 or 0x81 or 0xC7 => (true, operandSize ? 2 : 4),
        0x6B or 0x80 or 0x83 or 0xC0 or 0xC1 or 0xC6 => (true, 1),
        >= 0xB0 and < 0xB8 => (false, 1),
        >= 0xB8 and < 0xC0 => (false, wide ? 8 : operandSize ? 2 : 4),
        0xF6 => (true, (next >> 3 & 7) < 2 ? 1 : 0),
        0xF7 => (true, (next >> 3 & 7) < 2 ? operandSize ? 2 : 4 : 0),
        0xFE or Group5 => (true, 0),
        0x0F0B or 0x0F05 => (false, 0),
        // Moves of vector registers, conditional moves, zero- and sign-extension, hints.
        >= 0x0F10 and <= 0x0F1F or >= 0x0F28 and <= 0x0F2F or >= 0x0F40 and < 0x0F50 or 0x0F57 or 0x0F6F or 0x0F7F
            or 0x0F6E or 0x0F7E or 0x0FAF or 0x0FB6 or 0x0FB7 or 0x0FBE or 0x0FBF or 0x0FEF or 0x0FD6 => (true, 0),
        >= 0x0F80 and < 0x0F90 => (false, 4),
        >= 0x0F90 and < 0x0FA0 => (true, 0),
        _ => null,
    };

    public bool IsReturn => Opcode == 0xC3;

    /// <summary>A call or an unconditional jump whose distance is in the instruction.</summary>
    public bool IsDirectCall => Opcode == 0xE8;

    public bool IsDirectJump => Opcode is 0xE9 or 0xEB;

    public bool IsIndirectCall => Opcode == Group5 && Register == 2;

    public bool IsIndirectJump => Opcode == Group5 && Register == 4;

    /// <summary>Where a direct call or jump goes.</summary>
    public nint Target => Next + (Opcode == 0xEB ? *(sbyte*)(Next - 1) : *(int*)(Next - 4));

    /// <summary>The address of a memory operand that is given relative to the instruction; 0 where it has no such operand.</summary>
    public nint RelativeAddress => _modRm != null && (*_modRm & 0xC7) == 5 ? Next + *(int*)(_modRm + 1) : 0;

    /// <summary><c>cmp dword [address], 0</c> with a byte of immediate.</summary>
    public bool IsCompareIntWithZero => Opcode == Group1 && !_wide && *_start == Group1 && Register == 7 && *(byte*)(Next - 1) == 0;

    /// <summary><c>mov [rdi], rsi</c>.</summary>
    public bool IsStoreOfRsiAtRdi => Length == 3 && _start[0] == 0x48 && Opcode == 0x89 && *_modRm == 0x37;

    private nint Next => (nint)_start + Length;

    private int Register => *_modRm >> 3 & 7;
}
