using PyLite.Compiling;
using PyLite.Interpreter;
using PyLite.Modules;

namespace PyLite.Importing;

/// <summary>Compiled code of the modules that come inside <c>pylite</c>, cached as that of files is.</summary>
internal static class EmbeddedCode
{
    /// <summary>The code of a module; null with an exception pending.</summary>
    public static PyCode? Get(string name, string shownAs)
    {
        string program = typeof(EmbeddedCode).Module.FullyQualifiedName;
        FileInfo state = new(Path.Combine(AppContext.BaseDirectory, Path.GetFileName(program)));
        string key = $"{state.FullName}:{name}.py";
        if (!state.Exists) return Compile(name, shownAs);
        if (CodeCache.Read(key, shownAs, state) is { } kept) return kept;
        PyCode? code = Compile(name, shownAs);
        if (code is not null) CodeCache.Write(key, shownAs, state, code, isLibrary: true);
        return code;
    }

    private static PyCode? Compile(string name, string shownAs) =>
        Compilation.Compile(EmbeddedModules.Source(name)!, shownAs, CompileMode.Module);
}
