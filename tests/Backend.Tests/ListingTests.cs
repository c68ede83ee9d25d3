using System.Runtime.InteropServices;
using System.Text;
using Backend.Arm64;
using Backend.Code;
using Backend.X64;
using MetaTracer.Trace;

namespace Backend.Tests;

public sealed class ListingTests(Xunit.Abstractions.ITestOutputHelper output)
{
    [SkippableFact]
    public void Machine_code_is_shown_under_its_operations()
    {
        Skip.IfNot(RuntimeInformation.ProcessArchitecture == Architecture.X64 && OperatingSystem.IsLinux(), "x64 Linux only");
        using var backend = new X64Backend();
        string text = ListingOfALoop(backend);
        string[] lines = text.Split('\n');
        // The back edge moves nothing: behind the polls comes the jump.
        int jump = Array.FindIndex(lines, line => line.StartsWith("; jump"));
        string[] backEdge = lines[(jump + 1)..Array.FindIndex(lines, line => line.StartsWith("; exits"))];
        Assert.DoesNotContain(backEdge, line => line.Contains(" mov ") && !line.Contains("0x"));
        Assert.Contains(lines, line => line.Contains("int_and("));
        Assert.Contains(lines, line => line.Contains(" jo "));
    }

    [SkippableFact]
    public void So_is_that_of_AArch64()
    {
        Skip.IfNot(Unicorn.IsInstalled, "libunicorn2 is not installed");
        Skip.IfNot(CapstoneLibrary.IsAvailable, "libcapstone is not installed");
        using var backend = new EmulatedArm64Backend();
        string[] lines = ListingOfALoop(backend).Split('\n');
        Assert.Contains(lines, line => line.Contains("int_and("));
        Assert.Contains(lines, line => line.Contains(" b.vs "));
        Assert.DoesNotContain(lines, line => line.Contains(".inst"));
    }

    [Fact]
    public void Without_a_disassembler_AArch64_code_is_words()
    {
        var text = new StringBuilder();
        Arm64.Disassembler.AppendWords([0xC0, 0x03, 0x5F, 0xD6], 0x1000, text);
        Assert.Equal("  1000  .inst 0xd65f03c0\n", text.ToString());
    }

    private string ListingOfALoop(NativeBackend backend)
    {
        var t = new TraceBuilder(Kind.Int, Kind.Int, Kind.Int);
        TargetToken start = t.Label(t[0], t[1], t[2]);
        t.Guard(OpCode.guard_true, [t.Op(OpCode.int_lt, t[2], t[0])], t[1], t[2]);
        Value sum = t.Op(OpCode.int_add, t[1], t.Op(OpCode.int_and, t[2], t.Int(7)));
        Value next = t.Op(OpCode.int_add_ovf, t[2], t.Int(1));
        t.Guard(OpCode.guard_no_overflow, []);
        t.Jump(start, t[0], sum, next);
        var token = new LoopToken(1, null, []);
        backend.CompileLoop(token, t.Loop);
        string text = backend.Disassemble(token);
        output.WriteLine(text);
        return text;
    }
}
