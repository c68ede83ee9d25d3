// What README and docs/ show is true: each page is reached from README, each link leads somewhere, each command runs.
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Samples.Tests;

public sealed partial class DocumentationTests
{
    /// <summary>Commands that another part of the tests runs, by how they begin: the file that does so, and what of the command stands in it.</summary>
    private static readonly (string Command, string File, string Text)[] s_elsewhere =
    [
        ("dotnet test", ".ci/run", "dotnet test -c Release"),
        ("dotnet publish -c Release PyLite", ".ci/run", "dotnet publish -c Release PyLite"),
        ("METAJIT_BLESS=1", "tests/Shared/Snapshot.cs", "METAJIT_BLESS"),
        ("metajit check --bless", "tests/MetaTracer.Tests/OptimizerFileTests.cs", "METAJIT_BLESS"),
        ("pylite --jit-view", "tests/Viewer.Tests/PageTests.cs", "--jit-view"),
        ("metajit view", "tests/Viewer.Tests/ToolTests.cs", "\"metajit\", folder.Path, \"view\""),
        ("metajit summary", "tests/Viewer.Tests/ToolTests.cs", "\"metajit\", folder.Path, \"summary\""),
        ("dotnet new", "tests/toolkit/run", "dotnet new metajit-language"),
        ("dotnet run -c Release -- programs/fib.foo", "tests/toolkit/run", "programs/fib.bar"),
        ("dotnet tool install", "tests/toolkit/run", "dotnet tool install pylite"),
        ("pylite program.py", "tests/toolkit/run", "tool/pylite"),
        ("pylite --write-jit-images", "PyLite/PyLite.csproj", "--write-jit-images"),
        ("tools/pack", "tests/toolkit/run", "tools/pack"),
        ("tests/toolkit/run", ".ci/run", "tests/toolkit/run"),
        ("dotnet run -c Release --project tools/StencilCompiler", "tests/Backend.Tests/StencilTableTests.cs", "StencilCompiler"),
        ("samples/Lua/measure", "samples/Lua/measure", "luajit -joff"),
        ("dotnet-trace", "tests/MetaTracer.Tests/HookTests.cs", "EventListener"),
        ("dotnet-counters", "tests/MetaTracer.Tests/LifetimeTests.cs", "Counter"),
    ];

    /// <summary>What stands for something else in a command, and what makes one shorter that would take minutes.</summary>
    private static readonly (string Text, string Value)[] s_values =
    [
        ("PROGRAM.py", "tests/PyLite.Tests/programs/jit/int_loop.py"), ("FILE.trace", "tests/filetests/rewrite/identities.trace"), ("LOG FILE", "LOG tests/PyLite.Tests/programs/jit/int_loop.py"),
        ("--iterations 10", "--iterations 1"), ("--rounds 5", "--rounds 1"), ("start bench/programs/richards.py", "start tests/PyLite.Tests/programs/jit/int_loop.py"), ("--measure 2", "--measure 0"), ("--filter nbody,fib", "--filter fib"), ("--rounds 3", "--rounds 1"), ("bench/whole ", "SHORT "), ("whole FOLDER", "whole SHORT"),
    ];

    private static string[] Pages { get; } =
    [
        "README.md",
        .. new[] { "docs", "samples", "packages" }.SelectMany(folder => Directory.GetFiles(Repository.PathOf(folder), "*.md", SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(Repository.Root, path)).Order(StringComparer.Ordinal),
    ];

    [GeneratedRegex(@"\]\(([^)#:\s]+)(#[^)]*)?\)")]
    private static partial Regex Link();

    private static IEnumerable<string> LinksOf(string page) =>
        Link().Matches(File.ReadAllText(Repository.PathOf(page))).Select(match => Path.GetRelativePath(Repository.Root, Path.GetFullPath(match.Groups[1].Value, Repository.PathOf(Path.GetDirectoryName(page)!))));

    [Fact]
    public void Each_page_is_reached_from_README()
    {
        var reached = new HashSet<string> { "README.md" };
        var work = new Stack<string>(reached);
        while (work.TryPop(out string? page))
            foreach (string link in LinksOf(page))
                if (link.EndsWith(".md", StringComparison.Ordinal) && reached.Add(link)) work.Push(link);
        Assert.Equal([], Pages.Where(page => !page.StartsWith("packages", StringComparison.Ordinal) && !reached.Contains(page)));
    }

    [Fact]
    public void Each_link_leads_somewhere() => Assert.Equal(
        [], Pages.SelectMany(page => LinksOf(page).Where(link => !Path.Exists(Repository.PathOf(link))).Select(link => $"{page}: {link}")));

    public static TheoryData<string> Commands => [.. Pages.SelectMany(CommandsOf).Distinct()];

    /// <summary>Lines of blocks without a language, and what stands in quotes, that begin like a command with arguments.</summary>
    private static IEnumerable<string> CommandsOf(string page)
    {
        string text = File.ReadAllText(Repository.PathOf(page));
        foreach (Match block in Block().Matches(text))
            foreach (string line in block.Groups[1].Value.Split('\n'))
                if (Begin().IsMatch(line)) yield return Explanation().Replace(line, "");
        foreach (Match quoted in Quoted().Matches(Block().Replace(text, "")))
            if (Begin().IsMatch(quoted.Groups[1].Value)) yield return quoted.Groups[1].Value.Replace('\n', ' ');
    }

    [GeneratedRegex(@"^```\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();

    [GeneratedRegex(@"(?<!`)`([^`]+)`(?!`)")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^(dotnet|python3.11|dotnet-trace|dotnet-counters|pylite|metajit|tools/\S+|tests/\S+/run|samples/\S+/measure|METAJIT_BLESS=1) [^|\[(]*$|^tests/\S+/run$")]
    private static partial Regex Begin();

    [GeneratedRegex(@"  +.*$")]
    private static partial Regex Explanation();

    [SkippableTheory]
    [MemberData(nameof(Commands))]
    public void Each_command_runs(string command)
    {
        if (s_elsewhere.FirstOrDefault(known => command.StartsWith(known.Command, StringComparison.Ordinal)) is { File: { } file, Text: var part })
        {
            Assert.Contains(part, File.ReadAllText(Repository.PathOf(file)));
            return;
        }
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "short.py"), "print(sum(range(100)))\n");
            command = command.Replace("--with PYLITE", $"--with {ProgramOf("PyLite")} --count 20 --rounds 1");
            foreach (var (text, value) in s_values) command = command.Replace(text, value);
            string[] words = [.. command.Replace("LOG", Path.Combine(folder, "log")).Replace("SHORT", folder).Split(' ', StringSplitOptions.RemoveEmptyEntries)];
            var start = new ProcessStartInfo { WorkingDirectory = Repository.Root, RedirectStandardOutput = true, RedirectStandardError = true };
            int first = words is ["dotnet", "run", ..] ? Array.IndexOf(words, "--") + 1 : 1;
            start.FileName = words is ["dotnet", "run", ..] ? ProgramOf(words[Array.IndexOf(words, "--project") + 1]) : words[0] switch
            {
                "pylite" => ProgramOf("PyLite"),
                "metajit" => ProgramOf("tools/metajit"),
                "python3.11" => Found("python3.11"),
                _ => Repository.PathOf(words[0]),
            };
            bool isOurs = start.FileName.StartsWith(Repository.Root, StringComparison.Ordinal);
            Skip.If(!File.Exists(start.FileName) && !(isOurs && Environment.GetEnvironmentVariable("CI") == "true"), $"there is no {start.FileName}");
            // What a command writes belongs nowhere in the repository.
            foreach (string word in words[first..]) start.ArgumentList.Add(IsWritten(words, word) ? Path.Combine(folder, word) : word);
            using Process process = Process.Start(start)!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, $"{command}\n{output}\n{errors.Result}");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static bool IsWritten(string[] words, string word) =>
        Array.IndexOf(words, word) is > 0 and var at && words[at - 1] is "--jit-log" or "--jit-stats" or "--json" && !Path.IsPathRooted(word) && word != "-";

    /// <summary>A program of this machine, where it is found.</summary>
    private static string Found(string program) =>
        Environment.GetEnvironmentVariable("PATH")!.Split(':').Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists) ?? program;

    /// <summary>The program that a project makes.</summary>
    private static string ProgramOf(string project)
    {
        string path = Directory.GetFiles(Repository.PathOf(project), "*.csproj").Single();
        string name = Regex.Match(File.ReadAllText(path), "<AssemblyName>(.*)</AssemblyName>") is { Success: true } named ? named.Groups[1].Value : Path.GetFileNameWithoutExtension(path);
        return Repository.PathOf(project, "bin", "Release", "net10.0", name);
    }
}
