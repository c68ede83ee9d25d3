using System.Text.Json;

namespace PyLite.Tests;

/// <summary>What <c>--jit-stats</c> writes, read once the program has ended; the file goes with this object.</summary>
internal sealed class StatisticsFile : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public string[] Options => ["--jit-stats", _path];

    public long this[string counter] => Read().GetProperty(counter).GetInt64();

    public long Yields => Read().GetProperty("yields").EnumerateObject().Sum(yield => yield.Value.GetInt64());

    public void Dispose() => File.Delete(_path);

    /// <summary>That something was compiled, and ran.</summary>
    public void AssertCompiled() => Assert.True(this["loops"] + this["entries_compiled"] > 0 && this["entries"] > 0, File.ReadAllText(_path));

    private JsonElement Read()
    {
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(_path));
        return json.RootElement.Clone();
    }
}
