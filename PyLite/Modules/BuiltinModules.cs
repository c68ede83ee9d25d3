using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>The modules written in C#, by name.</summary>
[DontLookInside]
public static class BuiltinModules
{
    public static PyModule? Create(string name) => name switch
    {
        "builtins" => Builtins.Module,
        "sys" => SysModule.Module,
        "time" => TimeModule.Create(),
        "_collections" => CollectionsModule.Create(),
        "_copy" => CopyModule.Create(),
        "_functools" => FunctoolsModule.Create(),
        "_random" => PyTwister.CreateModule(),
        "itertools" => Itertools.Create(),
        "_operator" => OperatorModule.Create(),
        "os" => OsModule.Create(),
        "os.path" or "posixpath" => OsModule.CreatePath(),
        _ => DeclaredModules.Create(name),
    };
}

/// <summary>Modules written in Python that come with PyLite.</summary>
public static class EmbeddedModules
{
    public static string? Source(string name)
    {
        using Stream? stream = typeof(EmbeddedModules).Assembly.GetManifestResourceStream($"PyLite.Modules.Python.{name}.py");
        if (stream == null) return null;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
