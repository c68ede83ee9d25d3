// The Pythons that are compared, in the order of the table's columns.
using System.Diagnostics;

namespace MetaJit.Bench;

public sealed record Python(string Name, string Executable, string[] Arguments)
{
    public static List<Python> Installed(string pylite, string? only)
    {
        if (!File.Exists(pylite)) throw new FileNotFoundException($"{pylite} is not there: build it with dotnet build -c Release PyLite");
        var all = new List<Python> { new("pylite", pylite, []), new("jit-off", pylite, ["--jit", "off"]) };
        if ((OnPath("python3.11") ?? OnPath("python3")) is { } cpython) all.Add(new("cpython", ItselfOf(cpython), []));
        if (OnPath("pypy3") is { } pypy) all.Add(new("pypy", ItselfOf(pypy), []));
        if (only is null) return all;
        string[] names = only.Split(',', StringSplitOptions.RemoveEmptyEntries);
        foreach (string name in names)
            if (!all.Exists(python => python.Name == name))
                throw new FormatException($"'{name}' is not one of the Pythons here: {string.Join(", ", all.Select(python => python.Name))}");
        return all.FindAll(python => names.Contains(python.Name));
    }

    /// <summary>What is on the path may be a script of a version manager, whose own time is not the interpreter's.</summary>
    private static string ItselfOf(string python)
    {
        var start = new ProcessStartInfo(python, ["-c", "import sys; print(sys.executable)"]) { RedirectStandardOutput = true };
        using Process asked = Process.Start(start)!;
        string answer = asked.StandardOutput.ReadToEnd().Trim();
        asked.WaitForExit();
        return asked.ExitCode == 0 && File.Exists(answer) ? answer : python;
    }

    private static string? OnPath(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}
