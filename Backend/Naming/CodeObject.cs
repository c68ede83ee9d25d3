using Iced.Intel;

namespace Backend.Naming;

/// <summary>
/// An object file for one piece of machine code: its name, and how a debugger finds who entered it. Machine code keeps nothing on the machine's
/// stack, so that its caller's address is always on top; only what enters it saves registers there first.
/// </summary>
internal static class CodeObject
{
    // DWARF's numbers of rax, rcx, rdx, rbx, rsp, rbp, rsi, rdi; the others have their own.
    private static readonly int[] s_registers = [0, 2, 1, 3, 7, 6, 4, 5];

    private const int StackPointer = 7, ReturnAddress = 16;

    public static byte[] Bytes(nint start, int length, string name)
    {
        var strings = new ElfStrings();
        int symbol = strings.Add(name);
        int[] names = [.. ((string[])[".text", ".symtab", ".strtab", ".debug_frame"]).Select(strings.Add)];
        byte[] text = strings.Bytes, frames = Frames(start, length);

        var file = new ElfWriter();
        int symbolsAt = ElfWriter.HeaderBytes, symbolBytes = 2 * ElfWriter.SymbolBytes, stringsAt = symbolsAt + symbolBytes;
        int framesAt = (stringsAt + text.Length + 7) & -8, sectionsAt = framesAt + frames.Length;
        file.Header(ElfWriter.Relocatable, 0, sectionsAt, 5, 3);
        file.Symbol(0, 0, 0, 0, 0);
        file.Symbol(symbol, 2, 1, 0, length);
        file.Put(text);
        file.Align(8);
        file.Put(frames);
        file.SectionHeader(0, 0, 0, 0, 0, 0, align: 0);
        // The code is where it is: the file does not have it.
        file.SectionHeader(names[0], ElfWriter.NoBits, ElfWriter.Alloc | ElfWriter.Exec, (ulong)start, 0, length, align: 16);
        file.SectionHeader(names[1], ElfWriter.SymTab, 0, 0, symbolsAt, symbolBytes, link: 3, info: 1, entryBytes: ElfWriter.SymbolBytes);
        file.SectionHeader(names[2], ElfWriter.StrTab, 0, 0, stringsAt, text.Length, align: 1);
        file.SectionHeader(names[3], ElfWriter.ProgBits, 0, 0, framesAt, frames.Length);
        return file.ToArray();
    }

    /// <summary>DWARF's call frame information: what all code has in common, and what this has.</summary>
    private static byte[] Frames(nint start, int length)
    {
        var file = new ElfWriter();
        // Version 1, no augmentation; code counts by 1, data by -8; the caller's frame is at rsp + 8, its address below that.
        Block(file, [0xFF, 0xFF, 0xFF, 0xFF, 1, 0, 1, 0x78, ReturnAddress, 0x0C, StackPointer, 8, 0x80 | ReturnAddress, 1]);
        Block(file, [0, 0, 0, 0, .. BitConverter.GetBytes((long)start), .. BitConverter.GetBytes((long)length), .. Pushes(start, length)]);
        return file.ToArray();
    }

    private static void Block(ElfWriter file, byte[] content)
    {
        // Zeroes at the end do nothing.
        int bytes = (content.Length + 4 + 7 & -8) - 4;
        file.Put((uint)bytes);
        file.Put(content);
        file.Align(8);
    }

    /// <summary>After each register that the code begins with pushing: how far the caller's frame is now, and where the register is.</summary>
    private static unsafe byte[] Pushes(nint start, int length)
    {
        List<byte> rules = [];
        Decoder decoder = Decoder.Create(64, new ByteArrayCodeReader(new ReadOnlySpan<byte>((void*)start, Math.Min(length, 64)).ToArray()), (ulong)start);
        int words = 1;
        ulong at = (ulong)start;
        while (decoder.IP < (ulong)start + (ulong)Math.Min(length, 64))
        {
            decoder.Decode(out Instruction push);
            if (push.Mnemonic != Mnemonic.Push || push.Op0Kind != OpKind.Register) break;
            int number = push.Op0Register - Register.RAX;
            words++;
            rules.AddRange([0x02, (byte)(decoder.IP - at), 0x0E, (byte)(words * 8), (byte)(0x80 | (number < 8 ? s_registers[number] : number)), (byte)words]);
            at = decoder.IP;
        }
        return [.. rules];
    }
}
