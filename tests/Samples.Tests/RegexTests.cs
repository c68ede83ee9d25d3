// The regex matcher finds what .NET's own finds, in every way of running.
using System.Text;
using System.Text.RegularExpressions;
using MetaJit.Testing;

namespace Samples.Tests;

[Collection("Interpreters")]
public sealed class RegexTests
{
    // To .NET "$" is also before a line's end that ends the text.
    private static readonly string s_log = Patterns.Program.Log(3000).TrimEnd('\n');

    private static string Ours(string pattern, string text)
    {
        Patterns.Pattern compiled = Patterns.Compiler.Compile(pattern);
        var all = new StringBuilder();
        foreach (int[] slots in Patterns.Program.Matches(compiled, text)) all.Append($"{slots[0]}-{slots[1]} ");
        return all.ToString();
    }

    private static string Theirs(string pattern, string text)
    {
        var all = new StringBuilder();
        foreach (Match match in new Regex(pattern, RegexOptions.ECMAScript).Matches(text)) all.Append($"{match.Index}-{match.Index + match.Length} ");
        return all.ToString();
    }

    [Theory]
    [InlineData("ERROR")]
    [InlineData(@"[a-z]+@[a-z]+\.com")]
    [InlineData(@"\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}")]
    [InlineData(@"(GET|POST|PUT) /[\w/]*")]
    [InlineData("\"([^\"\\\\]|\\\\.)*\"")]
    [InlineData(@"\b\w+ing\b")]
    [InlineData(@"(\w+) \1")]
    [InlineData(@"[A-Z]\w* .*? took \d+ ms")]
    [InlineData("(a|e|i|o|u|y)+[bcd]")]
    [InlineData(@"x*y*z*\d\d:\d\d")]
    [InlineData("^..|..$")]
    [InlineData(@"(\d*)*x|ng")]
    [InlineData(@"(a|ab)(c|bcd)(d*)")]
    [InlineData(@"[^\s\d]{2,}?[-\]e]")]
    [InlineData(@"((t)h?e ?){2}")]
    [InlineData(@"\w+?\b.\W\d")]
    [InlineData("(?:in|se)+")]
    public void Finds_what_others_find(string pattern) =>
        Assert.Equal(Theirs(pattern, s_log), Differential.Check(Patterns.Matcher.Driver, () => Ours(pattern, s_log)));

    [Fact]
    public void Random_patterns_find_what_others_find()
    {
        var random = new Random(7);
        string text = string.Concat(Enumerable.Range(0, 300).Select(_ => "aabbc d"[random.Next(7)]));
        for (int k = 0; k < 40; k++)
        {
            // With a loop in front, so that there is something to compile.
            string pattern = "[abc]*" + Part(random, 3);
            Assert.Equal($"{pattern}: {Theirs(pattern, text)}", Differential.Check(Patterns.Matcher.Driver, () => $"{pattern}: {Ours(pattern, text)}"));
        }
    }

    private static string Part(Random random, int depth) => random.Next(depth == 0 ? 3 : 8) switch
    {
        0 => "a",
        1 => "[ab]",
        2 => ".",
        3 => $"(?:{Part(random, depth - 1)}|{Part(random, depth - 1)})",
        4 => $"(?:c{Part(random, depth - 1)})*",
        5 => $"(?:{Part(random, depth - 1)})?",
        6 => $"(?:b{Part(random, depth - 1)})+?",
        _ => Part(random, depth - 1) + Part(random, depth - 1),
    };

    [Fact]
    public void A_hot_loop_over_a_set_is_a_few_operations()
    {
        string loop = MetaJit.Testing.TraceLog.Of(Patterns.Matcher.Driver, () => Ours("[a-z]+[0-9]", string.Concat(Enumerable.Repeat(new string('x', 200) + " ", 50)))).Loop(1);
        string body = loop[loop.LastIndexOf("label(", StringComparison.Ordinal)..];
        Assert.DoesNotContain("call", body);
        Assert.DoesNotContain("getarrayitem_gc_i(p", body);
    }

    [Theory]
    [InlineData("a)", "character 2: ')' without '('")]
    [InlineData("(a", "character 3: '(' is not closed")]
    [InlineData("*", "character 1: nothing stands before '*'")]
    [InlineData("[z-a]", "character 5: a range ends before it begins")]
    [InlineData("a{2", "character 4: '}' is wanted")]
    [InlineData(@"\q", @"character 3: '\q' means nothing")]
    [InlineData("(?=a)", "character 3: only '(?:' is known")]
    [InlineData("a{2000}", "character 8: so many times cannot be; 1000 is the most")]
    public void Mistakes_are_told(string pattern, string message) => Assert.Equal(message, Assert.Throws<Patterns.PatternError>(() => Patterns.Compiler.Compile(pattern)).Message);
}
