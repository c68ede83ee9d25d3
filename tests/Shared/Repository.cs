namespace Shared.Tests;

/// <summary>Files of the repository, found upwards from the test's own folder.</summary>
internal static class Repository
{
    public static readonly string Root = Find();

    /// <summary>The absolute path of a file or folder of the repository.</summary>
    public static string PathOf(params string[] inside) => Path.Combine([Root, .. inside]);

    private static string Find()
    {
        DirectoryInfo? at = new(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "MetaJit.sln"))) at = at.Parent;
        return at?.FullName ?? throw new DirectoryNotFoundException("MetaJit.sln is in no folder above the tests");
    }
}
