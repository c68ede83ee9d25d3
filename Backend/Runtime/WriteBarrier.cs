using System.Reflection;
using System.Runtime.CompilerServices;

namespace Backend.Runtime;

/// <summary>
/// The runtime's write barrier, found by decoding a store that .NET compiled. Its address is permanent, the code behind it is patched
/// by the collector. Arguments: rdi the address of the field, rsi the reference; it clobbers rax, rcx, rdx, rsi, rdi, r8, r9.
/// </summary>
internal static unsafe class WriteBarrier
{
    private sealed class Box
    {
        public object? Content;
    }

    /// <summary>The barrier's address, or 0 where what was found does not look like it.</summary>
    public static nint Find()
    {
        Store(new Box(), "x");
        nint entry = JittedCode.EntryOf(typeof(WriteBarrier).GetMethod(nameof(Store), BindingFlags.NonPublic | BindingFlags.Static)!);
        int instructions = 0;
        for (X64Instruction at = X64Instruction.At(entry); at.Length > 0 && instructions < 40; at = X64Instruction.At(entry += at.Length), instructions++)
        {
            if (at.IsDirectCall || at.IsDirectJump) return Checked(at.Target);
            if ((at.IsIndirectCall || at.IsIndirectJump) && at.RelativeAddress != 0) return Checked(*(nint*)at.RelativeAddress);
            if (at.IsReturn) return 0;
        }
        return 0;
    }

    /// <summary>The barrier begins by storing: <c>mov [rdi], rsi</c> among its first instructions.</summary>
    private static nint Checked(nint address)
    {
        nint next = address = JittedCode.Follow(address);
        for (int i = 0; i < 4; i++)
        {
            X64Instruction instruction = X64Instruction.At(next);
            if (instruction.IsStoreOfRsiAtRdi) return address;
            if (instruction.Length == 0) return 0;
            next += instruction.Length;
        }
        return 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Store(Box box, object value) => box.Content = value;
}
