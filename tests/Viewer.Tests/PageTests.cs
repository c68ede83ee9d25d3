// The page of a whole program in a real browser: every screen is opened by clicks, and what it shows is compared with the engine's counters.
using System.Text.Json;

namespace MetaJit.Viewer.Tests;

public class PageTests
{
    /// <summary>A folder that gets pictures of the page, as docs/ has them.</summary>
    private const string PicturesVariable = "METAJIT_PICTURES";

    [SkippableFact]
    public async Task Richards()
    {
        Browser.SkipIfMissing();
        using var folder = new TemporaryFolder();
        ToolRun run = ToolRun.Of("pylite", folder.Path, "--jit", "threshold=100,trace_eagerness=10", "--jit-view", Repository.PathOf("bench", "programs", "richards.py"));
        string page = folder.PathOf("richards.jit.html");
        Assert.Equal((0, $"pylite: what the JIT did is in {page}\n"), (run.ExitCode, run.Errors));
        Assert.Equal(File.ReadAllText(Repository.PathOf("bench", "programs", "richards.expected.txt")), run.Output);

        await using Browser browser = await Browser.Start();
        await browser.Open(page);
        await Overview(browser);
        await OneTrace(browser);
        await GuardsAndBridges(browser);
        await Filter(browser);
        await Search(browser);
        Assert.Empty(browser.Faults);
    }

    private static async Task Overview(Browser browser)
    {
        using JsonDocument counters = JsonDocument.Parse(await browser.Get<string>("JSON.stringify(run.statistics)"));
        long Counter(string name) => counters.RootElement.GetProperty(name).GetInt64();

        Assert.Equal("richards.py", await browser.Get<string>("document.title"));
        Assert.True(await browser.Get<bool>("run.isComplete && run.hasRuns"));
        foreach ((string kind, string name) in new[] { ("loop", "loops"), ("entry", "entries_compiled"), ("bridge", "bridges") })
            Assert.Equal(Counter(name), await browser.Get<long>($"run.traces.filter(trace => trace.kind === '{kind}').length"));
        Assert.Equal(Counter("loops").ToString(), await browser.Get<string>("document.querySelector('.figure b').textContent"));
        // Each was left as often as entered, and some guard failed each time that it was left.
        Assert.Equal(Counter("entries"), await browser.Get<long>("run.traces.reduce((sum, trace) => sum + trace.entered, 0)"));
        Assert.Equal(Counter("guard_failures"), await browser.Get<long>("run.guards.reduce((sum, guard) => sum + guard.failures, 0)"));
        Assert.Equal(await browser.Get<int>("run.traces.filter(trace => trace.parent === null).length"), await browser.Count("#tree .item"));
        await Picture(browser, "viewer-overview");
    }

    private static async Task OneTrace(Browser browser)
    {
        string first = await browser.Get<string>("run.traces.filter(trace => trace.kind === 'loop').sort(byWork)[0].id.toString()");
        await browser.Click($".item[data-trace='{first}'] .what");
        await browser.Shown($"trace{first}");
        Assert.Equal(1, await browser.Count(".item.chosen"));
        Assert.StartsWith("loop ", await browser.Get<string>("document.querySelector('h1').textContent"));
        // The program's text, the interpreter's C# line, operations and instructions.
        Assert.Contains("while task is not None:", await browser.Get<string>("[...document.querySelectorAll('.source')].map(line => line.textContent).join('\\n')"));
        await browser.Click("#unfold");
        Assert.Equal(await browser.Count(".step"), await browser.Count(".cells"));
        Assert.Matches(@"^Evaluator\.Run Evaluator\.cs:\d+$", await browser.Get<string>("document.querySelector('.csharp').textContent"));
        Assert.Matches(@"^IL_[0-9a-f]{4} [a-z]+", await browser.Get<string>("document.querySelector('.il').textContent"));
        Assert.Matches("ms", await browser.Get<string>("[...document.querySelectorAll('.figure b')].map(figure => figure.textContent).join()"));
        Assert.Equal(3, await browser.Count(".columns > div"));
        foreach (string shown in new[] { "[id^=recorded]", "[id^=optimized]", "[id^=code].code:not(.of)" }) Assert.NotEqual(0, await browser.Count(shown));
        // All that was left is there, and each operation's machine code is beside it.
        Assert.True(await browser.Get<bool>($"document.querySelectorAll('[id^=optimized].op:not(.label)').length >= traces.get({first}).left"));
        Assert.True(await browser.Get<bool>(
            "[...document.querySelectorAll('.cells')].every(cells => cells.children[1].children.length > 0 || cells.children[2].children.length === 0 || cells.closest('.step').textContent.includes('start') || cells.closest('.step').textContent.includes('exits'))"));
        Assert.DoesNotContain("RunCounter", await browser.Get<string>("document.querySelector('#steps').textContent"));
        await browser.Get<string>("document.querySelectorAll('#steps .source')[1].scrollIntoView(), document.querySelector('main').scrollBy(0, -50), ''");
        await Picture(browser, "viewer-loop");

        // A variable lights up everywhere.
        await browser.Click("[id^=optimized] .v");
        Assert.True(await browser.Get<bool>("new Set([...document.querySelectorAll('.v.same')].map(variable => variable.textContent)).size === 1"));

        await browser.Click(".tools input");
        Assert.Equal((2, 0), (await browser.Count(".columns > div"), await browser.Count("[id^=recorded]")));
        await browser.Click(".tools input");
        await browser.Click("#fold");
        Assert.Equal(0, await browser.Count(".cells"));
        await browser.Click(".step .head");
        Assert.Equal(1, await browser.Count(".cells"));
    }

    private static async Task GuardsAndBridges(Browser browser)
    {
        await browser.Click("#home");
        await browser.Shown("overview");
        string guard = await browser.Get<string>("run.guards.filter(guard => guard.failures && guard.bridge !== null).sort((a, b) => b.failures - a.failures)[0].number.toString()");
        await browser.Get<string>($"location.hash = 'guard{guard}'");
        await browser.Shown($"guard{guard}");
        string line = await browser.Get<string>("document.querySelector('.op.target').textContent");
        Assert.Contains($"descr=G{guard})", line);
        Assert.Matches("failed [0-9,]+ ×", line);
        await browser.Click(".op.target .leads a");
        await browser.WaitFor($"document.querySelector('h1')?.textContent.startsWith('bridge from guard {guard}')");
        await browser.WaitFor("document.querySelector('#steps')");
        // The way back, and the tree is open at the bridge.
        Assert.Contains($"guard {guard}", await browser.Get<string>("document.querySelector('main p').textContent"));
        await browser.WaitFor($"document.querySelector('.item.chosen .what')?.textContent.startsWith('bridge from guard {guard}')");
        await browser.Click("main p a");
        await browser.Shown($"guard{guard}");
    }

    private static async Task Filter(Browser browser)
    {
        await browser.Get<string>("(filter => { filter.value = 'bridge richards.py:191'; filter.dispatchEvent(new Event('input')); return ''; })(document.querySelector('#filter'))");
        Assert.NotEqual(0, await browser.Count("#tree .item"));
        Assert.True(await browser.Get<bool>("[...document.querySelectorAll('#tree .item')].every(item => /bridge.*richards\\.py:191/.test(item.textContent))"));
        await browser.Get<string>("(filter => { filter.value = ''; filter.dispatchEvent(new Event('input')); return ''; })(document.querySelector('#filter'))");
    }

    private static async Task Search(Browser browser)
    {
        await browser.Get<string>("(text => { text.value = 'guard_class'; return ''; })(document.querySelector('#text'))");
        await browser.Click("#find button");
        await browser.Shown("find/guard_class");
        await browser.WaitFor("document.querySelector('#progress.done')");
        Assert.True(await browser.Get<bool>("[...document.querySelectorAll('.hit')].every(hit => hit.querySelector('mark').textContent === 'guard_class')"));
        await browser.Click(".hit");
        await browser.WaitFor("document.querySelector('.op.target')?.textContent.includes('guard_class')");
    }

    private static async Task Picture(Browser browser, string name)
    {
        if (Environment.GetEnvironmentVariable(PicturesVariable) is { Length: > 0 } folder) await File.WriteAllBytesAsync(Path.Combine(Repository.Root, folder, name + ".png"), await browser.Picture());
    }
}
