namespace Backend.X64;

/// <summary>
/// What <c>op_barrier</c> calls where the runtime's barrier has the form it has with regions and one bit a card (x86-64): the same
/// questions, asked in three registers, so that the usual store saves three instead of eight and makes one call less. A store into
/// a young object, of an old one, or where the card is marked already, is over here; all else goes on in the runtime's barrier.
/// </summary>
/// <remarks>
/// In bytes and not a stencil, since it knows the layout of the runtime's code. The table, the limits and the cards are read from the
/// immediates of that code each time, because the collector patches them; so is its shift, by which this form is told from the one
/// that also tracks writes, which takes its place while a background collection runs. None of it changes while machine code runs.
/// </remarks>
internal static unsafe class BarrierThunk
{
    private const int ShiftAt = 0x10, ShiftCount = 3, TableAt = 0x08, LowAt = 0x20, HighAt = 0x30, CardsAt = 0x50, SecondShiftAt = 0x42;

    /// <summary>The runtime's barrier up to where it marks a card; zeroes stand for its four addresses and the two counts of its shifts.</summary>
    private static ReadOnlySpan<byte> RegionBarrier =>
    [
        0x48, 0x89, 0x37, 0x49, 0x89, 0xF8,                                                     // mov [rdi], rsi; mov r8, rdi
        0x48, 0xB8, 0, 0, 0, 0, 0, 0, 0, 0,                                                     // mov rax, TABLE
        0x48, 0xC1, 0xEF, 0, 0x80, 0x3C, 0x07, 0x00, 0x75, 0x04, 0xF3, 0xC3, 0x66, 0x90,        // shr rdi, S; cmp byte [rdi+rax], 0; jne; ret
        0x49, 0xB9, 0, 0, 0, 0, 0, 0, 0, 0, 0x4C, 0x39, 0xCE, 0x73, 0x01, 0xC3,                 // mov r9, LOW; cmp rsi, r9; jae; ret
        0x49, 0xB9, 0, 0, 0, 0, 0, 0, 0, 0, 0x4C, 0x39, 0xCE, 0x72, 0x02, 0xF3, 0xC3,           // mov r9, HIGH; cmp rsi, r9; jb; ret
        0x48, 0xC1, 0xEE, 0, 0x8A, 0x14, 0x06, 0x3A, 0x14, 0x07, 0x72, 0x03, 0xF3, 0xC3, 0x90,  // shr rsi, S; cmp [rsi+rax], [rdi+rax]; jb; ret
        0x48, 0xB8, 0, 0, 0, 0, 0, 0, 0, 0,                                                     // mov rax, CARDS
        0x44, 0x89, 0xC1, 0x49, 0xC1, 0xE8, 0x0B, 0xC1, 0xE9, 0x08, 0x83, 0xE1, 0x07,           // ecx = place >> 8 & 7; r8 = place >> 11
        0xB2, 0x01, 0xD2, 0xE2, 0x41, 0x84, 0x14, 0x00, 0x74, 0x02, 0xF3, 0xC3,                 // test byte [r8+rax], 1 << cl; je; ret
    ];

    /// <summary>Takes the place in rbx and the reference in r10, which it may change, and preserves all other registers.</summary>
    private static ReadOnlySpan<byte> Thunk =>
    [
        0x4C, 0x89, 0x13,                               // mov [rbx], r10
        0x50, 0x53, 0x51,                               // push rax; push rbx; push rcx
        0x48, 0xB9, 0, 0, 0, 0, 0, 0, 0, 0,             // mov rcx, BARRIER
        0x48, 0xC1, 0xEB, 0,                            // shr rbx, S
        0x81, 0x79, ShiftAt, 0, 0, 0, 0,                // cmp dword [rcx+ShiftAt], its shift
        0x75, 0x4A,                                     // jne slow
        0x48, 0x8B, 0x41, TableAt,                      // mov rax, [rcx+TableAt]
        0x80, 0x3C, 0x03, 0x00,                         // cmp byte [rbx+rax], 0: the place is in a young region
        0x74, 0x3C,                                     // je out
        0x4C, 0x3B, 0x51, LowAt,                        // cmp r10, [rcx+LowAt]
        0x72, 0x36,                                     // jb out
        0x4C, 0x3B, 0x51, HighAt,                       // cmp r10, [rcx+HighAt]
        0x73, 0x30,                                     // jae out
        0x49, 0xC1, 0xEA, 0,                            // shr r10, S
        0x45, 0x0F, 0xB6, 0x14, 0x02,                   // movzx r10d, byte [r10+rax]
        0x44, 0x3A, 0x14, 0x03,                         // cmp r10b, [rbx+rax]: the reference is to one that is not younger
        0x73, 0x21,                                     // jae out
        0x48, 0x8B, 0x5C, 0x24, 0x08,                   // mov rbx, [rsp+8]
        0x48, 0x8B, 0x41, CardsAt,                      // mov rax, [rcx+CardsAt]
        0x48, 0x89, 0xD9,                               // mov rcx, rbx
        0x48, 0xC1, 0xEB, 0x0B,                         // shr rbx, 11
        0x44, 0x0F, 0xB6, 0x14, 0x03,                   // movzx r10d, byte [rbx+rax]
        0xC1, 0xE9, 0x08, 0x83, 0xE1, 0x07,             // shr ecx, 8; and ecx, 7
        0x41, 0x0F, 0xA3, 0xCA,                         // bt r10d, ecx: the card is marked
        0x73, 0x04,                                     // jae slow
        0x59, 0x5B, 0x58, 0xC3,                         // out: pop rcx; pop rbx; pop rax; ret
        0x59, 0x5B, 0x58,                               // slow: pop rcx; pop rbx; pop rax
        0x4C, 0x8B, 0x13,                               // mov r10, [rbx]
        0xFF, 0x25, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, // jmp [rip]: the thunk that calls the barrier
    ];

    private const int BarrierHole = 0x08, PlaceShiftHole = 0x13, ComparedHole = 0x17, ReferenceShiftHole = 0x36;

    /// <summary>The code for a barrier, or null where that has another form. <paramref name="slow"/> takes what <c>op_barrier</c> brings.</summary>
    public static byte[]? For(nint barrier, nint slow)
    {
        if (!IsKnown(barrier)) return null;
        byte[] code = Thunk.ToArray();
        byte shift = *(byte*)(barrier + ShiftAt + ShiftCount);
        BitConverter.TryWriteBytes(code.AsSpan(BarrierHole), (long)barrier);
        code[PlaceShiftHole] = code[ReferenceShiftHole] = shift;
        BitConverter.TryWriteBytes(code.AsSpan(ComparedHole), *(int*)(barrier + ShiftAt));
        BitConverter.TryWriteBytes(code.AsSpan(code.Length - sizeof(long)), (long)slow);
        return code;
    }

    /// <summary>Where a known barrier says which table of regions it asks, and the shift that makes an address an index.</summary>
    public static (nint TableAt, int Shift) RegionsOf(nint barrier) => (barrier + TableAt, *(byte*)(barrier + ShiftAt + ShiftCount));

    private static bool IsKnown(nint barrier)
    {
        ReadOnlySpan<byte> expected = RegionBarrier;
        for (int i = 0; i < expected.Length; i++)
            if (!IsHole(i) && *(byte*)(barrier + i) != expected[i]) return false;
        return *(byte*)(barrier + ShiftAt + ShiftCount) == *(byte*)(barrier + SecondShiftAt);

        static bool IsHole(int i) => i is >= TableAt and < TableAt + 8 or >= LowAt and < LowAt + 8 or >= HighAt and < HighAt + 8
            or >= CardsAt and < CardsAt + 8 or ShiftAt + ShiftCount or SecondShiftAt;
    }
}
