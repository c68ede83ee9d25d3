using System.Reflection;
using System.Runtime.CompilerServices;
using Iced.Intel;
using IcedCode = Iced.Intel.Code;

namespace Backend.Runtime;

/// <summary>
/// The runtime's flag "threads must stop", which .NET tests after every SuppressGCTransition call and machine code tests at every back
/// edge: found by decoding such a test.
/// </summary>
internal static unsafe class SuspensionFlag
{
    private static volatile bool s_stop = true;

    /// <summary>The flag's address (32 bits wide), or 0 where it was not found or is set while nothing suspends.</summary>
    public static int* Find(nint codeThatReturns)
    {
        Probe(codeThatReturns);
        nint entry = JittedCode.EntryOf(typeof(SuspensionFlag).GetMethod(nameof(Probe), BindingFlags.NonPublic | BindingFlags.Static)!);
        Decoder decoder = JittedCode.DecoderAt(entry);
        bool called = false;
        for (int i = 0; i < 100; i++)
        {
            decoder.Decode(out Instruction instruction);
            called |= instruction.FlowControl is FlowControl.IndirectCall or FlowControl.Call;
            // The test stands before or behind the call, always on an absolute address; our own flag is a byte.
            if (instruction.Code == IcedCode.Cmp_rm32_imm8 && instruction.Immediate8 == 0 && instruction.IsIPRelativeMemoryOperand)
                return Checked((int*)instruction.IPRelativeMemoryAddress);
            if (instruction.FlowControl == FlowControl.Return && called) break;
        }
        return null;
    }

    /// <summary>It must be clear at most moments.</summary>
    private static int* Checked(int* flag)
    {
        for (int attempt = 0; attempt < 100; attempt++)
        {
            if (Volatile.Read(ref *flag) == 0) return flag;
            Thread.Yield();
        }
        return null;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Probe(nint code)
    {
        var function = (delegate* unmanaged[SuppressGCTransition]<nint>)code;
        do function();
        while (!s_stop);
    }
}
