using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace PyLite.Fuzz;

/// <summary>A running worker, seen from outside. One that hangs or dies is started again for the next program.</summary>
internal sealed class WorkerProcess(string way, TimeSpan limit) : IDisposable
{
    /// <summary>Programs before the process is renewed, so that code and types do not pile up.</summary>
    private const int ProgramsPerProcess = 200;

    private Process? _process;
    private int _programs;

    public string Way => way;

    /// <summary>What the program prints; a line in brackets if it does not come to its end.</summary>
    public string Run(string file)
    {
        if (++_programs > ProgramsPerProcess) Dispose();
        Process process = _process ??= Start();
        process.StandardInput.WriteLine(file);
        process.StandardInput.Flush();
        Task<string?> answer = Task.Run(() => ReadAnswer(process.StandardOutput.BaseStream));
        if (answer.Wait(limit) && answer.Result is { } text) return text;
        string how = answer.IsCompleted && process.WaitForExit(limit) ? $"exit code {process.ExitCode}" : $"no end after {limit.TotalSeconds:0} s";
        Dispose();
        return $"[{how}]\n";
    }

    private Process Start()
    {
        _programs = 1;
        bool isPython = way == Ways.Python;
        var start = new ProcessStartInfo(isPython ? "python3.11" : Path.Combine(AppContext.BaseDirectory, "pyfuzz")) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (isPython) start.ArgumentList.Add("-c");
        start.ArgumentList.Add(isPython ? Worker.PythonWorker : "worker");
        if (!isPython) start.ArgumentList.Add(way);
        return Process.Start(start)!;
    }

    /// <summary>Null when the process has ended.</summary>
    private static string? ReadAnswer(Stream stream)
    {
        int length = 0;
        for (int digit; (digit = stream.ReadByte()) != '\n'; length = length * 10 + digit - '0')
            if (digit is < '0' or > '9') return null;
        byte[] text = new byte[length];
        return stream.ReadAtLeast(text, length, throwOnEndOfStream: false) == length ? Encoding.UTF8.GetString(text) : null;
    }

    public void Dispose()
    {
        if (_process is not { } process) return;
        _process = null;
        if (!process.HasExited) process.Kill();
        process.Dispose();
    }
}
