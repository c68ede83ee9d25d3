namespace Backend.Naming;

/// <summary>
/// The file in which perf looks for names of code that no file on disk has: <c>/tmp/perf-PID.map</c>, a line <c>START SIZE NAME</c> a piece.
/// </summary>
/// <remarks>It cannot be said in it that code is gone: where memory is used again, perf takes one of the names.</remarks>
internal sealed class PerfMap : CodeNames
{
    private readonly StreamWriter _file;

    public PerfMap()
    {
        // perf looks nowhere else. Another backend of this process has the same file; but the runtime, where it writes one, wants it for itself.
        string path = RuntimeWritesIt ? $"/tmp/metajit-{Environment.ProcessId}.map" : $"/tmp/perf-{Environment.ProcessId}.map";
        _file = new StreamWriter(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };
    }

    private static bool RuntimeWritesIt => Environment.GetEnvironmentVariable("DOTNET_PerfMapEnabled") is "1" or "3";

    public override void Add(nint start, int length, string name) => _file.Write($"{start:x} {length:x} {name}\n");

    public override void Remove(nint start)
    {
    }

    public override void Dispose() => _file.Dispose();
}
