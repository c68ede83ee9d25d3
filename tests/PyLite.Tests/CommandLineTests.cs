// Command lines, run by a shell: what is printed, to where, and the exit code are CPython's.
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace PyLite.Tests;

/// <summary>The cases stand in <c>commands/command_lines.txt</c>, recorded from CPython 3.11 by the script beside it.</summary>
public sealed class CommandLineTests
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "pylite");

    [Fact]
    public void What_CPython_does()
    {
        if (!Directory.Exists("/usr/lib/python3.11")) return;
        string text = File.ReadAllText(Repository.PathOf("tests/PyLite.Tests/commands/command_lines.txt"));
        string folder = Directory.CreateTempSubdirectory("pylite-commands").FullName;
        var commands = new List<(string Command, string Expected)>();
        foreach (string part in Regex.Split(text, "^=== ", RegexOptions.Multiline)[1..])
        {
            int end = part.IndexOf('\n');
            string body = part[(end + 1)..];
            if (part.StartsWith("run ", StringComparison.Ordinal))
            {
                commands.Add((part[4..end], body));
                continue;
            }
            string file = Path.Combine(folder, part[(part.IndexOf(' ') + 1)..end]);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, part.StartsWith("base64", StringComparison.Ordinal) ? Convert.FromBase64String(body) : Encoding.UTF8.GetBytes(body));
        }
        var differences = new ConcurrentBag<string>();
        Parallel.ForEach(commands, new ParallelOptions { MaxDegreeOfParallelism = 2 }, c =>
        {
            string found = Run(folder, c.Command);
            if (found != c.Expected) differences.Add($"{c.Command}\nexpected:\n{c.Expected}\nfound:\n{found}");
        });
        Directory.Delete(folder, recursive: true);
        Assert.True(differences.IsEmpty, string.Join("\n\n", differences));
    }

    private static string Run(string folder, string command)
    {
        var start = new ProcessStartInfo("bash")
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(command.Replace("{PY}", Program, StringComparison.Ordinal));
        PyLiteProcess.ForgetPythonVariables(start);
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        process.WaitForExit();
        return $"{Shown(output.Result)}--- errors\n{Shown(errors.Result)}--- exit code {process.ExitCode}\n";

        string Shown(string text) => text.Replace(folder, "{DIR}", StringComparison.Ordinal).Replace(Program, "{PY}", StringComparison.Ordinal);
    }
}
