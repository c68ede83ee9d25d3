namespace PyLite.Importing;

/// <summary>The file of the command itself, which programs start again as <c>sys.executable</c>.</summary>
internal static class ProgramFile
{
    /// <summary>Empty where nothing tells. Of <c>dotnet pylite.dll</c> it is the command beside the library, since <c>dotnet</c> alone runs no Python.</summary>
    public static string Path { get; } = Find();

    private static string Find()
    {
        string running = Environment.ProcessPath ?? "";
        if (System.IO.Path.GetFileNameWithoutExtension(running) != "dotnet") return running;
        string name = (typeof(ProgramFile).Assembly.GetName().Name ?? "pylite") + System.IO.Path.GetExtension(running);
        string beside = System.IO.Path.Combine(AppContext.BaseDirectory, name);
        return File.Exists(beside) ? beside : running;
    }
}
