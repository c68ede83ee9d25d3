namespace MetaJit.Viewer.Tests;

/// <summary>What is read of a log's text.</summary>
public class LogReaderTests
{
    private const string Log = """
        # not followed: Text.Find: it has a loop
        # recorded loop 1 (a.foo:3 Add)
        class Frame size=24 bump

        [p0, i1]
        debug_merge_point(descr='a.foo:3 Add') #@ Machine.Run Machine.cs:12
        i2 = int_add(i1, 1)
        i3 = int_lt(i2, 9)
        guard_true(i3) [p0 | i2]
        debug_merge_point(descr='a.foo:4 Jump')
        jump(p0, i2, descr=Loop1)

        # optimized loop 1 (a.foo:3 Add)
        [p0, i1]
        label(p0, i1, descr=L1.0)
        i7 = getfield_gc_i(ConstPtr(RunCounter), descr=RunCounter._runs)
        i8 = int_add(i7, 1)
        setfield_gc(ConstPtr(RunCounter), i8, descr=RunCounter._runs)
        debug_merge_point(descr='a.foo:3 Add')
        i2 = int_add(i1, 1)
        i3 = int_lt(i2, 9)
        guard_true(i3, descr=G1) [p0, i2]
        debug_merge_point(descr='a.foo:4 Jump')
        jump(p0, i2, descr=L1.0)

        # machine code of loop 1 (a.foo:3 Add)
        ; entry
          7f00  mov rax, rbx
        ; i7 = getfield_gc_i(ConstPtr(RunCounter~2), descr=RunCounter._runs)
          7f08  mov rcx, [rdx]
        ; i8 = int_add(i7, 1)
          7f0c  inc rcx
        ; setfield_gc(ConstPtr(RunCounter), i8, descr=RunCounter._runs)
          7f10  mov [rdx], rcx
        ; i2 = int_add(i1, 1)
          7f14  inc rax

        # compiled loop 1 (a.foo:3 Add): 64 bytes, 1.500 ms optimizing, 0.250 ms generating code
        # recorded bridge from guard 1 of loop 1
        [p0, i2]
        debug_merge_point(descr='a.foo:5 Print')
        call_n(p0, descr=Text.Print)
        finish(p0)

        # optimized bridge from guard 1 of loop 1
        [p0, i2]
        debug_merge_point(descr='a.foo:5 Print')
        call_n(p0, descr=Text.Print)
        finish(p0)

        # compiled bridge from guard 1 of loop 1: 32 bytes, 0.100 ms optimizing, 0.050 ms generating code
        # abort: trace too long
        # at Machine.Run Machine.cs:40, in a bridge from guard 1
        [p0]
        debug_merge_point(descr='a.foo:7 Loop')

        # loop 1 is freed
        # counts
        12 entered loop 1
        3400 microseconds loop 1
        300 runs label L1.0
        4 runs bridge 1
        2 failed guard 1
        7 calls Text.Print
        3 calls Text.Print

        # statistics
        {
          "loops": 1
        }
        # end

        """;

    private sealed class Texts : Dictionary<int, TraceTexts>, ITraceSink;

    private static LoggedRun Read(string text, ITraceSink? sink = null) => LogReader.Read(new StringReader(text), "a.log", sink);

    [Fact]
    public void TracesWithPlacesSizesAndCounts()
    {
        LoggedRun run = Read(Log);
        Assert.True(run is { IsComplete: true, HasRuns: true });
        Assert.Equal(["loop 1", "bridge from guard 1"], run.Traces.Select(trace => trace.Name));
        LoggedTrace loop = run.Traces[0], bridge = run.Traces[1];
        Assert.Equal(("a.foo:3 Add", 4, 4, 1, 64L, 12L, "freed", "L1.0"), (loop.Place, loop.Recorded, loop.Left, loop.Guards, loop.Bytes, loop.Entered, loop.State, loop.JumpsTo));
        Assert.Equal(3400, loop.Microseconds);
        Assert.Equal((1.5, 0.25), (loop.OptimizingMilliseconds, loop.GeneratingMilliseconds));
        Assert.Equal(new Stretch("L1.0", 4) { Runs = 300 }, Assert.Single(loop.Stretches));
        Assert.Equal(("a.foo:5 Print", 2, 4L, loop), (bridge.Place, bridge.Left, bridge.Runs, bridge.Parent));
        Assert.Equal(4 * 300 + 2 * 4, run.Work);
    }

    [Fact]
    public void GuardsAndWhereTheyLead()
    {
        LoggedRun run = Read(Log);
        LoggedGuard guard = run.Guards[1];
        Assert.Equal(("guard_true", "a.foo:3 Add", 2L, run.Traces[1]), (guard.Code, guard.Place, guard.Failures, guard.Bridge));
    }

    [Fact]
    public void WhatWasNotCompiled()
    {
        LoggedRun run = Read(Log);
        Assert.Equal(new GivenUp("trace too long", "Machine.Run Machine.cs:40", 1, 2), Assert.Single(run.GivenUp));
        Assert.Equal(("Text.Find", "it has a loop"), Assert.Single(run.NotFollowed));
        Assert.Equal(("Text.Print", 10), Assert.Single(run.Calls));
    }

    [Fact]
    public void TextsWithoutDeclarationsAndCounters()
    {
        var texts = new Texts();
        Read(Log, texts);
        Assert.Equal([0, 1, 2], texts.Keys.Order());
        Assert.StartsWith("[p0, i1]", texts[0].Recorded[0]);
        Assert.Equal(
            ["[p0, i1]", "label(p0, i1, descr=L1.0)", "debug_merge_point(descr='a.foo:3 Add')", "i2 = int_add(i1, 1)", "i3 = int_lt(i2, 9)", "guard_true(i3, descr=G1) [p0, i2]",
                "debug_merge_point(descr='a.foo:4 Jump')", "jump(p0, i2, descr=L1.0)"],
            texts[0].Optimized);
        Assert.Equal(["; entry", "  7f00  mov rax, rbx", "; i2 = int_add(i1, 1)", "  7f14  inc rax"], texts[0].Code);
    }

    [Fact]
    public void SummaryIsTheFirstScreen()
    {
        string summary = Summary.Of(Read(Log), "/somewhere/a.log");
        Assert.StartsWith("a.log: 1 loop, 0 function entries, 1 bridge; 1 trace given up\n6 operations recorded, 6 left; 1 guard, 1 guard failed; 96 bytes of machine code\n", summary);
        Assert.Contains("99.3%       300        12           4  loop 1  a.foo:3 Add\n", summary);
        Assert.Contains("         2  guard 1  guard_true  a.foo:3 Add  (has a bridge now)\n", summary);
        Assert.Contains("         1  trace too long\n", summary);
        Assert.Contains("        10  Text.Print\n", summary);
    }

    /// <summary>Wherever a log is cut off, what there is of it can be read.</summary>
    [Fact]
    public void CutOffAnywhere()
    {
        int first = Log.IndexOf('\n') + 1;
        for (int length = first; length < Log.LastIndexOf("# end", StringComparison.Ordinal); length++)
        {
            LoggedRun run = Read(Log[..length]);
            Assert.False(run.IsComplete);
            Assert.Contains("The log is cut off", Summary.Of(run, "a.log"));
        }
    }

    [Theory]
    [InlineData("", "a.log is empty: nothing got hot in the program, or it was ended before")]
    [InlineData("# A page\n\ntext\n", "a.log is no log of traces, as --jit-log writes them: it begins with '# A page'")]
    [InlineData("\u0001PNG\u0002", "a.log is no log of traces, as --jit-log writes them: it begins with '?PNG?'")]
    public void NoLog(string text, string message) => Assert.Equal(message, Assert.Throws<LogFormatException>(() => Read(text)).Message);

    [Theory]
    [InlineData("/a/b c.py:12 f LoadFast", "/a/b c.py", 12)]
    [InlineData("prime.lisp:7", "prime.lisp", 7)]
    [InlineData("17 +", null, 0)]
    [InlineData("sum over list", null, 0)]
    public void PlacesWithAndWithoutLines(string place, string? file, int line) =>
        Assert.Equal(file is null ? null : (file, line), UserPlace.FileAndLine(place));
}
