using System.Reflection;
using System.Runtime.CompilerServices;

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
        bool called = false;
        int instructions = 0;
        for (X64Instruction at = X64Instruction.At(entry); at.Length > 0 && instructions < 100; at = X64Instruction.At(entry += at.Length), instructions++)
        {
            called |= at.IsDirectCall || at.IsIndirectCall;
            // The test stands before or behind the call, always on an absolute address; our own flag is a byte.
            if (at.IsCompareIntWithZero && at.RelativeAddress != 0) return Checked((int*)at.RelativeAddress);
            if (at.IsReturn && called) break;
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
