// regex [OPTIONS] PATTERN FILE prints every match; regex [OPTIONS] --measure [MEGABYTES] compares with .NET's own.
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Backend;

namespace Patterns;

public static class Program
{
    /// <summary>What is measured: one loop, several, choices, backtracking, groups.</summary>
    private static readonly string[] s_patterns =
    [
        "ERROR", "[a-z]+@[a-z]+\\.com", "\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}", "(GET|POST|PUT) /[\\w/]*", "\"([^\"\\\\]|\\\\.)*\"",
        "\\b\\w+ing\\b", "(\\w+) \\1", "[A-Z]\\w* .*? took \\d+ ms", "(a|e|i|o|u|y)+[bcd]", "x*y*z*\\d\\d:\\d\\d",
    ];

    public static int Main(string[] arguments)
    {
        using var output = new StreamWriter(Console.OpenStandardOutput());
        try
        {
            int measure = Array.IndexOf(arguments, "--measure"), size = 2;
            if (measure >= 0)
            {
                bool hasSize = measure + 1 < arguments.Length && int.TryParse(arguments[measure + 1], CultureInfo.InvariantCulture, out size);
                arguments = [.. arguments[..measure], .. arguments[(hasSize ? measure + 2 : measure + 1)..]];
            }
            const string usage = "regex [OPTIONS] PATTERN FILE\nregex [OPTIONS] --measure [MEGABYTES]";
            if (JitCommandLine.Take(usage, measure >= 0 ? 0 : 2, ref arguments, out int exitCode) is not { } jit) return exitCode;
            if (measure >= 0)
            {
                jit.Run(Matcher.Driver, () => Measure(size, output));
                return 0;
            }
            Pattern compiled = Compiler.Compile(arguments[0]);
            string text = File.ReadAllText(arguments[1]);
            jit.Run(Matcher.Driver, () => Print(compiled, text, output));
            return 0;
        }
        catch (Exception problem) when (problem is PatternError or IOException or UnauthorizedAccessException)
        {
            output.Flush();
            Console.Error.WriteLine($"regex: {problem.Message}");
            return 1;
        }
    }

    /// <summary>All matches, one after the other: where each group stands.</summary>
    public static IEnumerable<int[]> Matches(Pattern pattern, string text)
    {
        for (int from = 0; from <= text.Length;)
        {
            if (Matcher.Find(pattern, text, from) is not { } slots) yield break;
            yield return slots;
            from = slots[1] > slots[0] ? slots[1] : slots[1] + 1;
        }
    }

    private static void Print(Pattern pattern, string text, StreamWriter output)
    {
        foreach (int[] slots in Matches(pattern, text)) output.WriteLine(text.AsSpan(slots[0], slots[1] - slots[0]));
    }

    private static void Measure(int megabytes, StreamWriter output)
    {
        string text = Log(megabytes << 20);
        output.WriteLine($"{"pattern",-40} {"matches",8} {"ours",8} {".NET",8} {"compiled",8}   milliseconds");
        foreach (string pattern in s_patterns)
        {
            Pattern own = Compiler.Compile(pattern);
            var interpreted = new System.Text.RegularExpressions.Regex(pattern, System.Text.RegularExpressions.RegexOptions.ECMAScript);
            var compiled = new System.Text.RegularExpressions.Regex(pattern, System.Text.RegularExpressions.RegexOptions.ECMAScript | System.Text.RegularExpressions.RegexOptions.Compiled);
            var (count, ours) = Timed(() => Matches(own, text).Count());
            var (expected, dotnet) = Timed(() => interpreted.Count(text));
            var (_, fast) = Timed(() => compiled.Count(text));
            output.WriteLine($"{pattern,-40} {count,8} {ours,8:F0} {dotnet,8:F0} {fast,8:F0}{(count == expected ? "" : $"   .NET finds {expected}")}");
            output.Flush();
        }
    }

    private static (int Count, double Milliseconds) Timed(Func<int> count)
    {
        long start = Stopwatch.GetTimestamp();
        int found = count();
        return (found, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }

    /// <summary>Lines as a server writes them, always the same.</summary>
    public static string Log(int characters)
    {
        string[] methods = ["GET", "POST", "PUT", "HEAD"], words = ["serving", "index", "the the", "cache", "opening", "user", "done", "mailing", "again again", "body"];
        var text = new StringBuilder();
        uint state = 12345;
        int Random(int limit)
        {
            state = state * 1664525 + 1013904223;
            return (int)((state >> 8) % (uint)limit);
        }

        while (text.Length < characters)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Random(24):00}:{Random(60):00} {Random(256)}.{Random(256)}.{Random(256)}.{Random(256)} {methods[Random(4)]} /{words[Random(10)].Replace(' ', '/')}/{Random(1000)} ");
            if (Random(20) == 0) text.Append("ERROR ");
            if (Random(5) == 0) text.Append(CultureInfo.InvariantCulture, $"\"{words[Random(10)]} \\\"{Random(100)}\\\"\" ");
            if (Random(7) == 0) text.Append(CultureInfo.InvariantCulture, $"{words[Random(2)]}@{words[Random(2)]}.com ");
            text.Append(CultureInfo.InvariantCulture, $"Request {words[Random(10)]} took {Random(500)} ms\n");
        }
        return text.ToString();
    }
}
