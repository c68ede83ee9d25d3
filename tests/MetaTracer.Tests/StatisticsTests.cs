using System.Text.Json;
using Backend.Portable;

namespace MetaTracer.Tests;

/// <summary>What <c>--jit-stats</c> writes.</summary>
public sealed class StatisticsTests
{
    [Fact]
    public void Counters_have_the_same_names_in_JSON_as_in_code()
    {
        using var engine = new JitEngine(new PortableBackend());
        using var json = JsonDocument.Parse(engine.Stats.ToJson());
        var known = new HashSet<string>(engine.Stats.GetType().GetProperties().Select(property => property.Name)
            .Concat(engine.Stats.Backend.GetType().GetFields().Select(field => field.Name)));
        Assert.Equal("", string.Join(", ", json.RootElement.EnumerateObject().Select(counter => Pascal(counter.Name)).Where(name => !known.Contains(name))));
        Assert.Contains(json.RootElement.EnumerateObject(), counter => counter.Name == "loops");
    }

    /// <summary>SecondsTracing of seconds_tracing.</summary>
    private static string Pascal(string name) => string.Concat(name.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
