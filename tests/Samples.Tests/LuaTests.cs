// The Lua subset: each part of the language prints what Lua prints, in every way of running; and the programs that are measured, in small.
using System.Globalization;
using System.Text.RegularExpressions;
using MetaJit.Testing;

namespace Samples.Tests;

[Collection("Interpreters")]
public sealed partial class LuaTests
{
    public static TheoryData<string> Programs => [.. Directory.GetFiles(Repository.PathOf("samples/Lua/programs"), "*.lua").Select(file => Path.GetFileName(file)).Order()];

    private static string Run(string text)
    {
        var output = new StringWriter { NewLine = "\n" };
        Lua.Program.Run(text, output);
        return output.ToString();
    }

    [Fact]
    public void The_language_is_as_in_Lua()
    {
        string text = File.ReadAllText(Repository.PathOf("tests/Samples.Tests/lua/language.lua"));
        Assert.Equal(File.ReadAllText(Repository.PathOf("tests/Samples.Tests/lua/language.expected.txt")), Differential.Check(Lua.Interpreter.Driver, () => Run(text)));
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void A_program_does_the_same_in_every_way(string program)
    {
        string text = File.ReadAllText(Repository.PathOf("samples/Lua/programs", program));
        string shorter = Many().Replace(text, match => (int.Parse(match.Value, CultureInfo.InvariantCulture) / 2000 + 20).ToString(CultureInfo.InvariantCulture)).Replace("fib(36)", "fib(12)").Replace("n = 10", "n = 5");
        Differential.Check(Lua.Interpreter.Driver, () => Run(shorter));
    }

    /// <summary>What makes a program take a second.</summary>
    [GeneratedRegex(@"\b\d{4,}\b")]
    private static partial Regex Many();

    [Theory]
    [InlineData("print(1 +)", "line 1: a name is wanted, not ')'")]
    [InlineData("x = = 1", "line 1: a name is wanted, not '='")]
    [InlineData("local a = 1\nprint(a.b)", "line 2: a table is wanted, not a number")]
    [InlineData("print(1 + {})", "line 1: a number is wanted, not a table")]
    [InlineData("local f\nf()", "line 2: a function is wanted, not a nil")]
    [InlineData("error('mine')", "mine")]
    [InlineData("a = 'x", "line 1: a text is not finished")]
    [InlineData("break", "line 1: 'break' outside a loop")]
    [InlineData("for i = 1, 'x' do end", "line 1: a number is wanted, not a string")]
    [InlineData("for i = 1 do end", "line 1: 'for' wants two or three numbers")]
    [InlineData("x = 3e", "line 1: '3e' is no number")]
    [InlineData("x = 1 ?", "line 1: '?' means nothing")]
    [InlineData("end", "line 1: 'end' begins no statement")]
    public void Mistakes_are_told(string text, string message) => Assert.Equal(message, Assert.Throws<Lua.LuaError>(() => Run(text)).Message);
}
