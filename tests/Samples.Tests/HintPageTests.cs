using System.Text.RegularExpressions;
using MetaJit;

namespace Samples.Tests;

/// <summary>
/// The traces in docs are those that the examples give now. A block that follows a line <c>&lt;!-- trace NAME --&gt;</c> is one; <c>METAJIT_BLESS=1</c>
/// writes them anew.
/// </summary>
[Collection("Interpreters")]
public sealed partial class HintPageTests
{
    [Theory]
    [InlineData("docs/hints.md")]
    public void The_traces_are_what_the_page_shows(string page)
    {
        string path = Repository.PathOf(page), text = File.ReadAllText(path);
        Assert.Matches(Block(), text);
        string now = Block().Replace(text, match => $"<!-- trace {match.Groups[1].Value} -->\n```\n{TraceOf(match.Groups[1].Value)}\n```\n");
        if (Environment.GetEnvironmentVariable("METAJIT_BLESS") == "1") File.WriteAllText(path, now);
        else Assert.Equal(text, now);
    }

    [GeneratedRegex(@"<!-- trace ([^>]*) -->\n```\n(.*?)```\n", RegexOptions.Singleline)]
    private static partial Regex Block();

    private static string TraceOf(string example)
    {
        var program = new HintProgram(example);
        bool isFrame = example == "Virtualizable after";
        JitDriver driver = isFrame ? HintExamples.FrameDriver : HintExamples.Driver;
        string loop = MetaJit.Testing.TraceLog.Of(driver, () =>
        {
            if (isFrame) HintExamples.RunFrame(program, 5000, new HintFrame());
            else HintExamples.Run(program, 5000, new HintState());
        }).Loop(1);
        // What every guard restores is not what the page is about.
        return Restored().Replace(loop, "").TrimEnd();
    }

    [GeneratedRegex(@" \[[^\]\n]*\]( # .*)?$", RegexOptions.Multiline)]
    private static partial Regex Restored();
}
