using PyLite.Parsing;

namespace PyLite.Compiling;

/// <summary>The kinds of scope a name can live in.</summary>
public enum ScopeKind : byte
{
    Module, Class, Function, Comprehension,
}

/// <summary>What a scope does with a name.</summary>
[Flags]
public enum SymbolFlags : byte
{
    None = 0,
    Used = 1,
    /// <summary>Assigned, imported, defined, deleted or bound in any other way.</summary>
    Bound = 2,
    Parameter = 4,
    Global = 8,
    Nonlocal = 16,
    /// <summary>Bound as the iteration variable of a comprehension.</summary>
    Iteration = 32,
    Annotated = 64,
    /// <summary>Bound by an import, and so <see cref="Bound"/> as well.</summary>
    Imported = 128,
}

/// <summary>How code reaches a name.</summary>
public enum NameAccess : byte
{
    Fast, Deref, ClassDeref, Global, Name,
}

/// <summary>One scope of a program: its names, and after resolution its cells and free variables.</summary>
public sealed class Scope(ScopeKind kind, string name, Scope? parent, Node? node)
{
    public readonly ScopeKind Kind = kind;
    public readonly string Name = name;
    public readonly Scope? Parent = parent;
    public readonly Node? Node = node;
    public readonly List<Scope> Children = [];
    /// <summary>Flags as ints: collections over types of our own are compiled when the program starts, this one comes compiled with .NET.</summary>
    private readonly Dictionary<string, int> _symbols = [];
    private Dictionary<string, SourceRange>? _nonlocalRanges;

    public IEnumerable<string> Symbols => _symbols.Keys;
    /// <summary>Own variables that inner functions use.</summary>
    public readonly List<string> Cells = [];
    /// <summary>Variables of enclosing functions that this scope or one inside it uses.</summary>
    public readonly List<string> Free = [];
    /// <summary>For modules: names that are given to builtins that look at the frame of their caller.</summary>
    public HashSet<string>? FrameNames;
    public bool HasYield;
    /// <summary><c>super</c> is more than called at once: what is called by another name may be it.</summary>
    public bool NamesSuper;
    public bool HasAwait;
    public bool IsAsync;
    /// <summary>For classes: a method uses <c>__class__</c> or <c>super()</c>.</summary>
    public bool NeedsClassCell;

    public bool IsFunction => Kind is ScopeKind.Function or ScopeKind.Comprehension;

    public SymbolFlags this[string symbol] => _symbols.TryGetValue(symbol, out int flags) ? (SymbolFlags)flags : SymbolFlags.None;

    public void Add(string symbol, SymbolFlags flags) => _symbols[symbol] = (int)(this[symbol] | flags);

    /// <summary>Remembers where a nonlocal or global name was declared, for the fault when no enclosing function binds it or it is declared again.</summary>
    public void DeclareNonlocal(string symbol, SourceRange range) => (_nonlocalRanges ??= [])[symbol] = range;

    /// <summary>Where the name was declared nonlocal or global, if it was.</summary>
    public SourceRange? NonlocalRange(string symbol) =>
        _nonlocalRanges is not null && _nonlocalRanges.TryGetValue(symbol, out SourceRange range) ? range : null;

    /// <summary>Whether the name is a variable of this very scope.</summary>
    public bool Owns(string symbol) => (this[symbol] & (SymbolFlags.Bound | SymbolFlags.Parameter)) != 0
        && (this[symbol] & (SymbolFlags.Global | SymbolFlags.Nonlocal)) == 0;

    /// <summary>How code of this scope reaches the name. Module scopes say <see cref="NameAccess.Name"/>.</summary>
    public NameAccess AccessTo(string symbol)
    {
        SymbolFlags flags = this[symbol];
        if ((flags & SymbolFlags.Global) != 0) return NameAccess.Global;
        if (Kind == ScopeKind.Module) return NameAccess.Name;
        if (Kind == ScopeKind.Class)
        {
            if ((flags & SymbolFlags.Nonlocal) != 0) return NameAccess.Deref;
            if (Owns(symbol)) return NameAccess.Name;
            return Free.Contains(symbol) ? NameAccess.ClassDeref : NameAccess.Name;
        }
        if (Cells.Contains(symbol) || Free.Contains(symbol)) return NameAccess.Deref;
        return Owns(symbol) ? NameAccess.Fast : NameAccess.Global;
    }
}

/// <summary>Resolves which variable each name of each scope means, once all scopes are built.</summary>
public static class ScopeResolver
{
    public static void ResolveAll(Scope top)
    {
        Resolve(top);
        Sort(top);
    }

    /// <summary>Cells have the order of their names, as programs see it in <c>co_freevars</c> and closures.</summary>
    private static void Sort(Scope scope)
    {
        if (scope.Cells.Count > 1) scope.Cells.Sort(string.CompareOrdinal);
        if (scope.Free.Count > 1) scope.Free.Sort(string.CompareOrdinal);
        foreach (Scope child in scope.Children) Sort(child);
    }

    private static void Resolve(Scope scope)
    {
        foreach (string name in scope.Symbols)
        {
            SymbolFlags flags = scope[name];
            if ((flags & SymbolFlags.Global) != 0) continue;
            if ((flags & SymbolFlags.Nonlocal) != 0 || ((flags & SymbolFlags.Used) != 0 && !scope.Owns(name) && scope.Kind != ScopeKind.Module))
            {
                if (!MakeFree(scope, name) && scope.NonlocalRange(name) is { } range)
                    throw new PySyntaxException(SyntaxErrorKind.SyntaxError, $"no binding for nonlocal '{name}' found", range) { IsOfNames = true };
            }
        }
        foreach (Scope child in scope.Children) Resolve(child);
    }

    /// <summary>Whether an enclosing function has a variable of that name; if so, hands it down as a free variable to this scope.</summary>
    public static bool MakeFree(Scope scope, string name)
    {
        Scope? owner = scope.Parent;
        for (; owner is not null; owner = owner.Parent)
        {
            if (owner.Kind == ScopeKind.Module) return false;
            if (owner.Kind == ScopeKind.Class)
            {
                if (name != "__class__") continue;
                owner.NeedsClassCell = true;
                if (!owner.Cells.Contains(name)) owner.Cells.Add(name);
                break;
            }
            if ((owner[name] & SymbolFlags.Global) != 0) return false;
            if (!owner.Owns(name)) continue;
            if (!owner.Cells.Contains(name)) owner.Cells.Add(name);
            break;
        }
        if (owner is null) return false;
        for (Scope between = scope; between != owner; between = between.Parent!)
            if (!between.Free.Contains(name)) between.Free.Add(name);
        return true;
    }
}
