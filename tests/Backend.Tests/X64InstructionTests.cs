using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Backend.Runtime;
using Iced.Intel;

namespace Backend.Tests;

/// <summary>The small decoder that finds the runtime's addresses says the same as a whole one, on code that .NET makes.</summary>
public sealed unsafe class X64InstructionTests
{
    private sealed class Memory(nint start) : CodeReader
    {
        private byte* _next = (byte*)start;
        public override int ReadByte() => *_next++;
    }

    [SkippableFact]
    public void It_agrees_with_Iced_on_methods_of_ours()
    {
        Skip.IfNot(RuntimeInformation.ProcessArchitecture == Architecture.X64, "x64 only");
        int known = 0;
        const BindingFlags All = BindingFlags.Static | BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly;
        foreach (Type type in new[] { typeof(X64InstructionTests), typeof(JittedCode), typeof(AllocationContext), typeof(WriteBarrier), typeof(SuspensionFlag) })
        {
            foreach (MethodInfo method in type.GetMethods(All))
            {
                if (method.GetMethodBody() is null || method.ContainsGenericParameters) continue;
                RuntimeHelpers.PrepareMethod(method.MethodHandle);
                known += Compare(JittedCode.Follow(method.MethodHandle.GetFunctionPointer()));
            }
        }
        Assert.True(known > 300, $"only {known} instructions were of a known form");
    }

    /// <summary>Up to the method's first return; how many instructions the small decoder knew.</summary>
    private static int Compare(nint code)
    {
        int known = 0;
        Decoder decoder = Decoder.Create(64, new Memory(code), (ulong)code);
        for (int i = 0; i < 200; i++)
        {
            nint address = (nint)decoder.IP;
            decoder.Decode(out Instruction expected);
            if (expected.IsInvalid) break;
            X64Instruction actual = X64Instruction.At(address);
            if (actual.Length > 0)
            {
                known++;
                string text = $"{expected} ({Convert.ToHexString(new ReadOnlySpan<byte>((void*)address, expected.Length))})";
                Assert.True(expected.Length == actual.Length, text);
                Assert.True(actual.IsReturn == (expected.FlowControl == FlowControl.Return), text);
                Assert.True(actual.IsDirectCall == (expected.FlowControl == FlowControl.Call), text);
                Assert.True(actual.IsIndirectCall == (expected.FlowControl == FlowControl.IndirectCall), text);
                Assert.True(actual.IsDirectJump == (expected.FlowControl == FlowControl.UnconditionalBranch), text);
                Assert.True(actual.IsIndirectJump == (expected.FlowControl == FlowControl.IndirectBranch), text);
                if (actual.IsDirectCall || actual.IsDirectJump) Assert.True((ulong)actual.Target == expected.NearBranchTarget, text);
                Assert.True((ulong)actual.RelativeAddress == (expected.IsIPRelativeMemoryOperand ? expected.IPRelativeMemoryAddress : 0), text);
                Assert.True(
                    actual.IsCompareIntWithZero == (expected is { Code: Iced.Intel.Code.Cmp_rm32_imm8, Immediate8: 0, HasSegmentPrefix: false }
                        && *(byte*)address == 0x83), text);
            }
            if (expected.FlowControl is FlowControl.Return or FlowControl.Exception) break;
        }
        return known;
    }
}
