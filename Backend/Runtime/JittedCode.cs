using System.Reflection;

namespace Backend.Runtime;

/// <summary>Reads the x64 code that .NET made for one of our own methods, to learn addresses that only such code knows.</summary>
internal static unsafe class JittedCode
{
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
            X64Instruction instruction = X64Instruction.At(address);
            if (instruction.IsDirectJump) address = instruction.Target;
            else if (instruction.IsIndirectJump && instruction.RelativeAddress != 0) address = *(nint*)instruction.RelativeAddress;
            else return address;
        }
        return address;
    }
}
