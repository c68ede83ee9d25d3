using System.Diagnostics;

namespace MetaJit.Viewer.Tests;

/// <summary>What gdb shows of a program that it is attached to.</summary>
public class NamesTests
{
    private const string Gdb = "/usr/bin/gdb";

    [SkippableFact]
    public void GdbKnowsLoopsByName()
    {
        Skip.IfNot(File.Exists(Gdb), "gdb is not installed");
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.PathOf("waits.py"), "s = 0\nfor i in range(3000):\n    s += i & 7\nprint('ready', flush=True)\ninput()\n");
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "pylite"), ["--jit", "threshold=100", "--jit-names", "gdb", "waits.py"])
        {
            WorkingDirectory = folder.Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using Process program = Process.Start(start)!;
        Assert.Equal("ready", program.StandardOutput.ReadLine());
        ToolRun run = ToolRun.Of(Gdb, folder.Path, "-q", "-batch", "-nx", "-p", $"{program.Id}", "-ex", "info functions loop 1", "-ex", "info functions metajit enter");
        program.StandardInput.WriteLine();
        program.WaitForExit();
        Skip.If(run.Errors.Contains("ptrace: Operation not permitted"), "gdb may not be attached to processes here");
        Assert.Matches(@"0x\w+  loop 1 \(\S*waits\.py:\d+ ", run.Output);
        Assert.Matches(@"0x\w+  metajit enter", run.Output);
        Assert.False(File.Exists($"/tmp/metajit-gdb-{program.Id}.so"));
    }
}
