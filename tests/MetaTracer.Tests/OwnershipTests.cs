using Backend.Portable;
using MetaJit;
using MetaTracer.Tests.Tiny;

namespace MetaTracer.Tests;

/// <summary>Who may use an engine, a driver, a backend: one of each at a time, and whoever is one too many is told.</summary>
[Collection("the drivers are static: one test at a time")]
public sealed class OwnershipTests
{
    private const string Eager = "threshold=3,function_threshold=4,trace_eagerness=2";

    private static JitEngine Attached(JitEngineOptions? options = null)
    {
        var engine = new JitEngine(new PortableBackend(), new JitParameters().Parse(Eager), options);
        engine.Attach(TinyInterpreter.Driver);
        return engine;
    }

    private static string Run()
    {
        TinyCode code = TinyPrograms.Loop(Op.Square, 120);
        return TinyInterpreter.Run(code, 0, new TinyFrame(code)).ToString()!;
    }

    private static T OnAnotherThread<T>(Func<T> work)
    {
        T result = default!;
        Exception? problem = null;
        var thread = new Thread(() =>
        {
            try
            {
                result = work();
            }
            catch (Exception e)
            {
                problem = e;
            }
        })
        { Name = "the other" };
        thread.Start();
        thread.Join();
        return problem is null ? result : throw problem;
    }

    [Fact]
    public void A_second_thread_is_told_at_the_first_hot_loop()
    {
        string expected = Run();
        using JitEngine engine = Attached();
        Assert.Equal(expected, Run());
        var problem = Assert.Throws<InvalidOperationException>(() => OnAnotherThread(Run));
        Assert.Matches(@"^the driver 'tiny' is run by thread \d+ \(the other\), but its engine belongs to thread \d+", problem.Message);
        Assert.Contains("JitEngineOptions.ThreadsTakeTurns", problem.Message);
        Assert.Equal(expected, Run());
    }

    [Fact]
    public void An_engine_is_handed_over_by_attaching_again()
    {
        string expected = Run();
        using JitEngine engine = Attached();
        Assert.Equal(expected, Run());
        Assert.Equal(expected, OnAnotherThread(() =>
        {
            engine.Attach(TinyInterpreter.Driver);
            return Run();
        }));
        Assert.Throws<InvalidOperationException>(() => Run());
    }

    [Fact]
    public void Threads_may_take_turns()
    {
        string expected = Run();
        using JitEngine engine = Attached(new JitEngineOptions { ThreadsTakeTurns = true });
        for (int turn = 0; turn < 3; turn++)
        {
            Assert.Equal(expected, OnAnotherThread(Run));
            Assert.Equal(expected, Run());
        }
    }

    [Theory]
    [InlineData("portable")]
    [InlineData("native")]
    public void Each_thread_may_have_an_engine_of_its_own(string backend)
    {
        string expected = Run();
        using var all = new Barrier(3);
        var results = new string[3];
        var loops = new long[3];
        Thread[] threads = [.. Enumerable.Range(0, 3).Select(number => new Thread(() =>
        {
            using var engine = new JitEngine(
                Backend.Backends.Create(backend), new JitParameters().Parse(Eager), new JitEngineOptions { IsForOneThread = true });
            engine.Attach(TinyInterpreter.Driver);
            all.SignalAndWait();
            for (int turn = 0; turn < 20; turn++) results[number] = Run();
            loops[number] = engine.Stats.Loops;
            all.SignalAndWait();
        }))];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();
        Assert.All(results, result => Assert.Equal(expected, result));
        Assert.All(loops, count => Assert.Equal(loops[0], count));
        Assert.True(loops[0] > 0);

        // With all of them gone, an engine may be for every thread again.
        using JitEngine next = Attached();
        Assert.Equal(expected, Run());
    }

    [Fact]
    public void Engines_of_one_thread_each_and_others_do_not_mix()
    {
        using var mine = new JitEngine(new PortableBackend(), null, new JitEngineOptions { IsForOneThread = true });
        mine.Attach(TinyInterpreter.Driver);
        using var second = new JitEngine(new PortableBackend(), null, new JitEngineOptions { IsForOneThread = true });
        Assert.Throws<InvalidOperationException>(() => second.Attach(TinyInterpreter.Driver));
        using var other = new JitEngine(new PortableBackend());
        Assert.Throws<InvalidOperationException>(() => OnAnotherThread(() =>
        {
            other.Attach(TinyInterpreter.Driver);
            return 0;
        }));
    }

    [Fact]
    public void Disposing_one_engine_leaves_the_others_alone()
    {
        var first = new JitEngine(new PortableBackend());
        first.Attach(TinyInterpreter.Driver);
        first.Detach(TinyInterpreter.Driver);
        using JitEngine second = Attached();
        object? attached = TinyInterpreter.Driver.Engine;
        first.Detach(TinyInterpreter.Driver);
        first.Dispose();
        Assert.Same(attached, TinyInterpreter.Driver.Engine);
        Assert.Throws<ObjectDisposedException>(() => first.Attach(TinyInterpreter.Driver));
    }

    [Fact]
    public void An_operation_has_one_engine_as_well()
    {
        using var second = new JitEngine(new PortableBackend());
        using (var first = new JitEngine(new PortableBackend()))
        {
            first.Attach(OperationTests.Searcher.Power);
            Assert.Throws<InvalidOperationException>(() => second.Attach(OperationTests.Searcher.Power));
        }
        second.Attach(OperationTests.Searcher.Power);
    }

    [Fact]
    public void A_backend_serves_one_engine()
    {
        var backend = new PortableBackend();
        using var engine = new JitEngine(backend);
        var problem = Assert.Throws<InvalidOperationException>(() => new JitEngine(backend));
        Assert.Equal("the backend serves another engine: make one for each engine", problem.Message);
    }
}
