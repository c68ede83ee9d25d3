// Runs the pylite command as a user would, in a process of its own.
using System.Diagnostics;

namespace PyLite.Tests;

/// <param name="Errors">Standard error, without the path of the folder in which the program ran.</param>
internal sealed record PyLiteRun(string Output, string Errors, int ExitCode);

internal static class PyLiteProcess
{
    /// <summary>Far more than any test needs; what runs into it hangs.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(600);

    /// <summary>What is set where the tests run is no part of them.</summary>
    public static void ForgetPythonVariables(ProcessStartInfo start)
    {
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("PYTHON", StringComparison.Ordinal)).ToArray()) start.Environment.Remove(name);
    }

    public static PyLiteRun Run(
        string folder, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, TimeSpan? limit = null)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "pylite"))
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        ForgetPythonVariables(start);
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(limit ?? Limit))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"no end after {(limit ?? Limit).TotalSeconds:0} s: pylite {string.Join(' ', arguments)}");
        }
        return new PyLiteRun(output.Result, errors.Result.Replace(folder + Path.DirectorySeparatorChar, ""), process.ExitCode);
    }
}
