using System.Reflection;
using Iced.Intel;

namespace Backend.Runtime;

/// <summary>Reads the x64 code that .NET made for one of our own methods, to learn addresses that only such code knows.</summary>
internal static unsafe class JittedCode
{
    private sealed class MemoryReader(nint start) : CodeReader
    {
        private byte* _next = (byte*)start;
        public override int ReadByte() => *_next++;
    }

    public static Decoder DecoderAt(nint address) => Decoder.Create(64, new MemoryReader(address), (ulong)address);

    /// <summary>Where the method's code is, behind the jumps of stubs.</summary>
    public static nint EntryOf(MethodInfo method)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.PrepareMethod(method.MethodHandle);
        return Follow(method.MethodHandle.GetFunctionPointer());
    }

    /// <summary>Follows unconditional jumps that stand first at an address.</summary>
    public static nint Follow(nint address)
    {
        for (int hop = 0; hop < 8; hop++)
        {
            Decoder decoder = DecoderAt(address);
            decoder.Decode(out Instruction instruction);
            if (instruction.IsJmpShortOrNear) address = (nint)instruction.NearBranchTarget;
            else if (instruction.FlowControl == FlowControl.IndirectBranch && instruction.IsIPRelativeMemoryOperand) address = *(nint*)instruction.IPRelativeMemoryAddress;
            else return address;
        }
        return address;
    }
}
