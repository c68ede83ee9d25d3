namespace PyLite.Cli;

/// <summary>Lines of source files, for tracebacks: read when first asked for.</summary>
public static class SourceLines
{
    private static readonly Dictionary<string, string[]> Files = [];

    /// <summary>The line (from 1) without its newline, or null when the file or the line is not there.</summary>
    public static string? Get(string fileName, int line)
    {
        if (!Files.TryGetValue(fileName, out string[]? lines))
        {
            lines = Read(fileName);
            Files[fileName] = lines;
        }
        return line >= 1 && line <= lines.Length ? lines[line - 1] : null;
    }

    private static string[] Read(string fileName)
    {
        if (fileName.StartsWith('<')) return [];
        try
        {
            return Text(fileName).Replace("\r\n", "\n").Replace('\r', '\n').Split('\n');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return [];
        }
    }

    private static string Text(string fileName)
    {
        byte[] bytes = File.ReadAllBytes(fileName);
        try
        {
            return Parsing.SourceText.OfFile(bytes, fileName);
        }
        catch (Parsing.PySyntaxException)
        {
            return System.Text.Encoding.UTF8.GetString(bytes);      // it is not in the encoding that it says
        }
    }
}
