using System.Reflection;
using System.Runtime.CompilerServices;
using Iced.Intel;
using IcedCode = Iced.Intel.Code;

namespace Backend.Runtime;

/// <summary>
/// The runtime's write barrier, found by decoding a store that .NET compiled. Its address is permanent, the code behind it is patched
/// by the collector. Arguments: rdi the address of the field, rsi the reference; it clobbers rax, rcx, rdx, rsi, rdi, r8, r9.
/// </summary>
internal static class WriteBarrier
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
        Decoder decoder = JittedCode.DecoderAt(entry);
        for (int i = 0; i < 40; i++)
        {
            decoder.Decode(out Instruction instruction);
            switch (instruction.FlowControl)
            {
                case FlowControl.Call:
                case FlowControl.UnconditionalBranch:
                    return Checked((nint)instruction.NearBranchTarget);
                case FlowControl.IndirectCall or FlowControl.IndirectBranch when instruction.IsIPRelativeMemoryOperand:
                    unsafe
                    {
                        return Checked(*(nint*)instruction.IPRelativeMemoryAddress);
                    }
                case FlowControl.Return or FlowControl.Exception:
                    return 0;
            }
        }
        return 0;
    }

    /// <summary>The barrier begins by storing: <c>mov [rdi], rsi</c> among its first instructions.</summary>
    private static nint Checked(nint address)
    {
        address = JittedCode.Follow(address);
        Decoder decoder = JittedCode.DecoderAt(address);
        for (int i = 0; i < 4; i++)
        {
            decoder.Decode(out Instruction instruction);
            if (instruction is { Code: IcedCode.Mov_rm64_r64, MemoryBase: Register.RDI, Op1Register: Register.RSI, MemoryIndex: Register.None, MemoryDisplacement64: 0 })
                return address;
        }
        return 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Store(Box box, object value) => box.Content = value;
}
