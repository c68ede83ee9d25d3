namespace PyLite.Importing;

/// <summary>What kind of thing a module comes from.</summary>
public enum OriginKind
{
    /// <summary>Written in C#.</summary>
    BuiltIn,
    /// <summary>Written in Python, inside <c>pylite</c>.</summary>
    Embedded,
    /// <summary>A source file.</summary>
    Source,
    /// <summary>A folder, or several, without <c>__init__.py</c>.</summary>
    Namespace,
    /// <summary>What a finder of the program's own has found.</summary>
    Foreign,
}

/// <summary>Where a module comes from.</summary>
public sealed class ModuleOrigin(OriginKind kind, string name)
{
    public readonly OriginKind Kind = kind;

    /// <summary>The module's full name.</summary>
    public readonly string Name = name;

    /// <summary>The source file's full path.</summary>
    public string? File { get; init; }

    /// <summary>The folders of a package; null for a module that is none.</summary>
    public string[]? Folders { get; init; }

    /// <summary>The spec object a finder of the program's own has given.</summary>
    public Objects.PyObject? Spec { get; init; }

    /// <summary>The module is still being run.</summary>
    public bool IsInitializing { get; set; }

    public bool IsPackage => Folders is not null;

    /// <summary>The file name in tracebacks and code objects.</summary>
    public string ShownAs => Kind == OriginKind.Embedded || IsFrozen ? $"<frozen {Frozen ?? Name}>" : File ?? $"<{Name}>";

    /// <summary>One of those modules of CPython's library that are part of CPython's program.</summary>
    public bool IsFrozen => Frozen is not null;

    /// <summary>The name of such a module in tracebacks.</summary>
    public string? Frozen { get; init; }

    /// <summary>For people.</summary>
    public string Describe() => Kind switch
    {
        OriginKind.BuiltIn => "C#",
        OriginKind.Embedded => "embedded",
        OriginKind.Namespace => string.Join(Path.PathSeparator, Folders ?? []),
        _ => File ?? "a finder of the program's own",
    };
}
