using System.Globalization;

namespace MetaJit.Viewer.Tests;

/// <summary>A log of 50 MB becomes a page that a browser opens and searches.</summary>
public class LargeLogTests
{
    private const int Bytes = 50_000_000, PlacesOfOne = 300;

    [SkippableFact]
    public async Task OpensAndIsSearched()
    {
        Browser.SkipIfMissing();
        using var folder = new TemporaryFolder();
        string log = folder.PathOf("large.log"), page = folder.PathOf("large.html");
        int loops = WriteLog(log);
        LoggedRun run = PageWriter.Write(log, page);
        Assert.Equal((loops, loops * (PlacesOfOne * 2 + 2)), (run.Traces.Count, run.Traces.Sum(trace => trace.Left)));
        Assert.InRange(new FileInfo(page).Length, 1, Bytes / 2);

        await using Browser browser = await Browser.Start();
        await browser.Open(page);
        // No more of the tree is drawn than anybody can look at.
        Assert.Equal((200, 1), (await browser.Count("#tree .item"), await browser.Count("#tree button")));
        await browser.Get<string>($"location.hash = 'trace{loops - 1}'");
        await browser.Shown($"trace{loops - 1}");
        Assert.Equal(1 + PlacesOfOne, await browser.Count(".step"));
        // A long trace is folded: what is in it is made when it is looked at.
        Assert.Equal(0, await browser.Count(".cells"));
        await browser.Get<string>($"location.hash = 'find/only_in_{loops})'");
        await browser.Shown($"find/only_in_{loops})");
        await browser.WaitFor("document.querySelector('#progress.done')");
        Assert.Equal(1, await browser.Count(".hit"));
        Assert.Empty(browser.Faults);
    }

    private static int WriteLog(string path)
    {
        using var log = new StreamWriter(path);
        int loop = 0, guard = 0, variable = 0;
        for (long written = 0; written < Bytes;)
        {
            loop++;
            var body = new StringWriter(CultureInfo.InvariantCulture);
            body.WriteLine("[p0, i1]");
            for (int place = 1; place <= PlacesOfOne; place++)
            {
                body.WriteLine($"debug_merge_point(descr='large.foo:{place} function{loop} Add')");
                body.WriteLine($"i{++variable} = int_add_ovf(i1, {(uint)(loop * 7919 + place) * 2654435761 % 100_000})");
                body.WriteLine($"guard_no_overflow(descr=G{++guard}) [p0, i1, i{variable}, i{variable / 2}, i{variable / 3}]");
            }
            body.WriteLine($"jump(p0, i{variable}, descr=Loop{loop})");
            string text = body.ToString(), title = $"loop {loop} (large.foo:1 function{loop} Add)";
            log.Write($"# recorded {title}\n{text}\n# optimized {title}\n{text.Replace("jump(", $"call_n(descr=only_in_{loop})\njump(")}\n");
            log.Write($"# compiled {title}: 100 bytes, 1.000 ms optimizing, 1.000 ms generating code\n");
            written += 2 * text.Length;
        }
        log.Write("# counts\n1 entered loop 1\n\n# statistics\n{}\n# end\n");
        return loop;
    }
}
