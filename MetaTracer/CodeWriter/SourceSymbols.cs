using System.Collections.Concurrent;
using System.Reflection;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace MetaTracer.CodeWriter;

/// <summary>The C# line an IL instruction came from, read from the assembly's portable PDB. Slow; for reports.</summary>
internal static class SourceSymbols
{
    private static readonly ConcurrentDictionary<Module, ModuleDefinition?> Modules = new();
    private static readonly Lock CecilLock = new();

    /// <summary><c>file.cs:line</c>, or <c>Type.Method+IL offset</c> where there are no symbols.</summary>
    public static string Locate(MethodBase method, int ilOffset)
    {
        lock (CecilLock)
        {
            return Find(method, ilOffset) is { } point
                ? $"{Path.GetFileName(point.Document.Url)}:{point.StartLine}"
                : $"{TypeModel.NameOf(method)}+0x{ilOffset:x}";
        }
    }

    /// <summary>The C# name of a local variable, or null where there are no symbols or it is the compiler's own.</summary>
    public static string? LocalName(MethodBase method, int index)
    {
        lock (CecilLock)
        {
            return DefinitionOf(method) is { HasBody: true } definition && index < definition.Body.Variables.Count
                && definition.DebugInformation.TryGetName(definition.Body.Variables[index], out string name) ? name : null;
        }
    }

    private static MethodDefinition? DefinitionOf(MethodBase method) =>
        Modules.GetOrAdd(method.Module, Open)?.LookupToken(method.MetadataToken) as MethodDefinition;

    private static SequencePoint? Find(MethodBase method, int ilOffset)
    {
        if (DefinitionOf(method) is not { } definition) return null;
        SequencePoint? best = null;
        foreach (SequencePoint point in definition.DebugInformation.SequencePoints)
            if (!point.IsHidden && point.Offset <= ilOffset) best = point;
        return best;
    }

    private static ModuleDefinition? Open(Module module)
    {
        string path = module.FullyQualifiedName;
        if (!File.Exists(path) || !File.Exists(Path.ChangeExtension(path, ".pdb"))) return null;
        try
        {
            return ModuleDefinition.ReadModule(path, new ReaderParameters { ReadSymbols = true, ReadingMode = ReadingMode.Deferred });
        }
        catch (Exception e) when (e is IOException or BadImageFormatException or SymbolsNotFoundException or SymbolsNotMatchingException)
        {
            return null;
        }
    }
}
