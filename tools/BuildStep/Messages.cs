using System.Text.RegularExpressions;

namespace MetaJit.Build;

/// <summary>Writes an engine's messages as a compiler does, so that builds and editors show them at their C# line.</summary>
/// <param name="sources">The folder of the C# files: an engine names them without one.</param>
public sealed partial class Messages(string sources)
{
    private readonly Lazy<ILookup<string, string>> _files = new(() =>
        Directory.EnumerateFiles(sources, "*.cs", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true }).ToLookup(path => Path.GetFileName(path)));

    public void Write(string severity, string code, string message)
    {
        Match place = Place().Match(message);
        string text = (place.Success ? place.Groups[3].Value : message).ReplaceLineEndings(" ");
        string where = place.Success ? $"{PathOf(place.Groups[1].Value)}({place.Groups[2].Value})" : "MetaJit ";
        Console.WriteLine($"{where}: {severity} {code}: {text}");
    }

    /// <summary>The only file of the name; else the name.</summary>
    private string PathOf(string name) => _files.Value[name].ToArray() is [var path] ? path : name;

    [GeneratedRegex(@"^([^\s:()]+\.cs):(\d+): (.*)$", RegexOptions.Singleline)]
    private static partial Regex Place();
}
