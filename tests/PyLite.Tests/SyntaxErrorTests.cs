using PyLite.Compiling;
using PyLite.Parsing;
using Assert = Xunit.Assert;

namespace PyLite.Tests;

/// <summary>Faulty programs: message and place are CPython 3.11's. The cases stand in <c>syntax/*.txt</c>.</summary>
public class SyntaxErrorTests
{
    private const string Arrow = "--> ";

    public static TheoryData<string, string> Cases() => Read("errors.txt");

    public static TheoryData<string, string> WrongPrograms() => Read("wrong_programs.txt");

    private static TheoryData<string, string> Read(string file)
    {
        var cases = new TheoryData<string, string>();
        string text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "syntax", file));
        string source = "";
        foreach (string line in text[(text.IndexOf("\n\n", StringComparison.Ordinal) + 2)..].Split('\n'))
        {
            if (line.StartsWith(Arrow, StringComparison.Ordinal))
            {
                cases.Add(source, line[Arrow.Length..]);
                source = "";
            }
            else if (source.Length > 0 || line.Length > 0) source += line + "\n";
        }
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    [MemberData(nameof(WrongPrograms))]
    public void Message_and_place_are_CPythons(string source, string expected)
    {
        PySyntaxException fault = Assert.Throws<PySyntaxException>(() => PyCompiler.Compile(source, "x.py"));
        Assert.Equal(expected, $"{fault.Kind}: {fault.Message} ({fault.Range.Line}:{fault.Range.Column + 1})");
    }
}
