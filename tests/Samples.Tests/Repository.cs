namespace Samples.Tests;

/// <summary>Files of the repository, found upwards from the test's own folder.</summary>
internal static class Repository
{
    public static readonly string Root = Find();

    public static string[] Files(string folder, string pattern) => [.. Directory.GetFiles(Path.Combine(Root, folder), pattern).Select(Path.GetFileName).Order()!];

    public static string Read(params string[] path) => File.ReadAllText(Path.Combine([Root, .. path]));

    private static string Find()
    {
        DirectoryInfo? at = new(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "MetaJit.sln"))) at = at.Parent;
        return at?.FullName ?? throw new DirectoryNotFoundException("MetaJit.sln is in no folder above the tests");
    }
}
