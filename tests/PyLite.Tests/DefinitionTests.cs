using Backend;
using Backend.Runtime;
using MetaTracer;
using PyLite.Cli;
using PyLite.Interpreter;

namespace PyLite.Tests;

/// <summary>Checks of PyLite's definition as an interpreter that <c>pylite</c> itself leaves out, for the start-up.</summary>
public sealed class DefinitionTests
{
    [Fact]
    public void Every_check_passes_when_an_engine_attaches()
    {
        using var engine = new JitEngine(Backends.Create("portable", new BackendOptions()));
        Assert.All(JitSession.Drivers, engine.Attach);
        Assert.NotNull(Evaluator.Driver.Engine);
    }
}
