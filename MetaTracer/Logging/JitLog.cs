// The log of --jit-log: every trace as it was recorded and as it was compiled, its machine code, and every trace that was given up.
using System.Reflection;
using MetaTracer.Trace;

namespace MetaTracer.Logging;

internal sealed class JitLog(TextWriter writer, TraceBackend backend)
{
    private readonly HashSet<(MethodBase, string)> _residual = [];

    public void Trace(string title, TreeLoop trace)
    {
        writer.WriteLine($"# {title}");
        writer.WriteLine(TraceWriter.Write(trace));
        writer.Flush();
    }

    public void MachineCode(string title, object loopOrGuard)
    {
        string code = backend.Disassemble(loopOrGuard);
        if (code.Length == 0) return;
        writer.WriteLine($"# machine code of {title}");
        writer.WriteLine(code);
        writer.Flush();
    }

    public void Abort(string reason, string place, TreeLoop? trace)
    {
        writer.WriteLine($"# abort: {reason}");
        writer.WriteLine($"# at {place}");
        if (trace is not null) writer.WriteLine(TraceWriter.Write(trace));
        writer.Flush();
    }

    /// <summary>A C# method that traces call instead of following it; said once.</summary>
    public void Residual(MethodBase method, string reason)
    {
        if (_residual.Add((method, reason))) Line($"not followed: {method.DeclaringType?.Name}.{method.Name}: {reason}");
    }

    public void Line(string text)
    {
        writer.WriteLine($"# {text}");
        writer.Flush();
    }
}
