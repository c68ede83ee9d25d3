using System.Runtime.InteropServices;
using Backend.Code;
using Backend.Naming;
using Backend.Runtime;
using Backend.X64;
using MetaTracer.Trace;

namespace Backend.Tests;

public sealed class CodeNamesTests
{
    [SkippableFact]
    public void Perf_gets_names_of_loops_bridges_and_shared_code()
    {
        SkipElsewhere();
        string path = $"/tmp/perf-{Environment.ProcessId}.map";
        try
        {
            using var backend = new X64Backend(new BackendOptions { PerfMap = true });
            (NativeCode loop, NativeCode bridge) = LoopWithBridge(backend);
            string[] lines = File.ReadAllLines(path);
            Assert.Contains($"{loop.Start:x} {loop.Length:x} loop 1", lines);
            Assert.Contains($"{bridge.Start:x} {bridge.Length:x} bridge 5 of loop 1", lines);
            Assert.Contains(lines, line => line.EndsWith(" metajit enter"));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [SkippableFact]
    public unsafe void Gdb_finds_a_list_of_object_files()
    {
        SkipElsewhere();
        using (var backend = new X64Backend(new BackendOptions { GdbSymbols = true }))
        {
            (NativeCode loop, NativeCode bridge) = LoopWithBridge(backend);
            Assert.Contains((loop.Start, "loop 1"), ObjectFiles());
            Assert.Contains((bridge.Start, "bridge 5 of loop 1"), ObjectFiles());
            Assert.Contains(ObjectFiles(), file => file.Name == "metajit enter");
            backend.Free([_token]);
            Assert.DoesNotContain(ObjectFiles(), file => file.Name.Contains("loop"));
        }
        Assert.Empty(ObjectFiles());
    }

    /// <summary>As gdb reads them: address and name of the one function in each, from the list whose beginning is a symbol of a library.</summary>
    private static unsafe List<(nint Start, string Name)> ObjectFiles()
    {
        nint library = NativeLibrary.Load(Path.Combine(Path.GetTempPath(), $"metajit-gdb-{Environment.ProcessId}.so"));
        List<(nint, string)> files = [];
        for (nint entry = ((nint*)NativeLibrary.GetExport(library, GdbLibrary.DescriptorName))[2]; entry != 0; entry = ((nint*)entry)[0])
        {
            byte* file = (byte*)((nint*)entry)[2];
            Assert.Equal(0x464C457Fu, *(uint*)file);
            // The first section is the code; the string table begins with an empty string and has the function's name first.
            byte* text = file + *(long*)(file + 0x28) + 64;
            files.Add((*(nint*)(text + 0x10), Marshal.PtrToStringUTF8((nint)(file + *(long*)(text + 2 * 64 + 0x18) + 1))!));
        }
        NativeLibrary.Free(library);
        return files;
    }

    [Fact]
    public void Tools_that_get_names()
    {
        Assert.True(new BackendOptions().WithNames("perf, gdb") is { PerfMap: true, GdbSymbols: true });
        Assert.Equal("there are no names for 'lldb'; choose from perf, gdb", Assert.Throws<FormatException>(() => new BackendOptions().WithNames("lldb")).Message);
    }

    private readonly LoopToken _token = new(1, null, []) { IsLoop = true };

    private (NativeCode Loop, NativeCode Bridge) LoopWithBridge(NativeBackend backend)
    {
        var t = new TraceBuilder(Kind.Int, Kind.Int) { Owner = _token };
        TargetToken start = t.Label(t[0], t[1]);
        GuardDescr guard = t.Guard(OpCode.guard_true, [t.Op(OpCode.int_lt, t[1], t[0])], t[1]);
        guard.Number = 5;
        t.Jump(start, t[0], t.Op(OpCode.int_add, t[1], t.Int(1)));
        backend.CompileLoop(_token, t.Loop);
        var b = new TraceBuilder(Kind.Int);
        b.Finish(b[0]);
        backend.CompileBridge(guard, b.Loop);
        return ((NativeCode)_token.BackendData!, ((NativeGuard)guard.BackendData!).Bridge!);
    }

    private static void SkipElsewhere() =>
        Skip.IfNot(RuntimeInformation.ProcessArchitecture == Architecture.X64 && OperatingSystem.IsLinux(), "x64 Linux only");
}
