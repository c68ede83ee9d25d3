using PyLite.Compiling;

namespace PyLite.Parsing;

/// <summary>A statement.</summary>
public abstract class Stmt(SourceRange range) : Node(range);

public sealed class FunctionDef(SourceRange range, string name, Arguments args, List<Stmt> body, List<Expr> decorators, Expr? returns, bool isAsync)
    : Stmt(range)
{
    public readonly string Name = name;
    public readonly Arguments Args = args;
    public readonly List<Stmt> Body = body;
    public readonly List<Expr> Decorators = decorators;
    public readonly Expr? Returns = returns;
    public readonly bool IsAsync = isAsync;

    /// <inheritdoc cref="Assign.TypeComment"/>
    public string? TypeComment { get; init; }
}

public sealed class ClassDef(SourceRange range, string name, List<Expr> bases, List<Keyword> keywords, List<Stmt> body, List<Expr> decorators)
    : Stmt(range)
{
    public readonly string Name = name;
    public readonly List<Expr> Bases = bases;
    public readonly List<Keyword> Keywords = keywords;
    public readonly List<Stmt> Body = body;
    public readonly List<Expr> Decorators = decorators;
}

public sealed class Return(SourceRange range, Expr? value) : Stmt(range)
{
    public readonly Expr? Value = value;
}

public sealed class Delete(SourceRange range, List<Expr> targets) : Stmt(range)
{
    public readonly List<Expr> Targets = targets;
}

public sealed class Assign(SourceRange range, List<Expr> targets, Expr value) : Stmt(range)
{
    public readonly List<Expr> Targets = targets;
    public readonly Expr Value = value;

    /// <summary>What stands in a comment <c># type: …</c>, where those are asked for.</summary>
    public string? TypeComment { get; init; }
}

public sealed class AugAssign(SourceRange range, Expr target, BinaryOperator op, Expr value) : Stmt(range)
{
    public readonly Expr Target = target;
    public readonly BinaryOperator Op = op;
    public readonly Expr Value = value;
}

/// <summary><c>target: annotation = value</c>; simple when the target is a bare name without parentheses.</summary>
public sealed class AnnAssign(SourceRange range, Expr target, Expr annotation, Expr? value, bool simple) : Stmt(range)
{
    public readonly Expr Target = target;
    public readonly Expr Annotation = annotation;
    public readonly Expr? Value = value;
    public readonly bool Simple = simple;
}

public sealed class For(SourceRange range, Expr target, Expr iter, List<Stmt> body, List<Stmt> orElse, bool isAsync) : Stmt(range)
{
    public readonly Expr Target = target;
    public readonly Expr Iter = iter;
    public readonly List<Stmt> Body = body;
    public readonly List<Stmt> OrElse = orElse;
    public readonly bool IsAsync = isAsync;

    /// <inheritdoc cref="Assign.TypeComment"/>
    public string? TypeComment { get; init; }
}

public sealed class While(SourceRange range, Expr test, List<Stmt> body, List<Stmt> orElse) : Stmt(range)
{
    public readonly Expr Test = test;
    public readonly List<Stmt> Body = body;
    public readonly List<Stmt> OrElse = orElse;
}

public sealed class If(SourceRange range, Expr test, List<Stmt> body, List<Stmt> orElse) : Stmt(range)
{
    public readonly Expr Test = test;
    public readonly List<Stmt> Body = body;
    public readonly List<Stmt> OrElse = orElse;
}

public sealed class WithItem(Expr context, Expr? target)
{
    public readonly Expr Context = context;
    public readonly Expr? Target = target;
}

public sealed class With(SourceRange range, List<WithItem> items, List<Stmt> body, bool isAsync) : Stmt(range)
{
    public readonly List<WithItem> Items = items;
    public readonly List<Stmt> Body = body;
    public readonly bool IsAsync = isAsync;

    /// <inheritdoc cref="Assign.TypeComment"/>
    public string? TypeComment { get; init; }
}

public sealed class Raise(SourceRange range, Expr? exception, Expr? cause) : Stmt(range)
{
    public readonly Expr? Exception = exception;
    public readonly Expr? Cause = cause;
}

public sealed class ExceptHandler(SourceRange range, Expr? type, string? name, List<Stmt> body) : Node(range)
{
    public readonly Expr? Type = type;
    public readonly string? Name = name;
    public readonly List<Stmt> Body = body;
}

public sealed class Try(SourceRange range, List<Stmt> body, List<ExceptHandler> handlers, List<Stmt> orElse, List<Stmt> finalBody, bool isStar) : Stmt(range)
{
    /// <summary>Its clauses are <c>except*</c>.</summary>
    public readonly bool IsStar = isStar;
    public readonly List<Stmt> Body = body;
    public readonly List<ExceptHandler> Handlers = handlers;
    public readonly List<Stmt> OrElse = orElse;
    public readonly List<Stmt> FinalBody = finalBody;
}

public sealed class Assert(SourceRange range, Expr test, Expr? message) : Stmt(range)
{
    public readonly Expr Test = test;
    public readonly Expr? Message = message;
}

/// <summary><c>name as asName</c> in an import.</summary>
public sealed class Alias(SourceRange range, string name, string? asName) : Node(range)
{
    public readonly string Name = name;
    public readonly string? AsName = asName;
}

public sealed class Import(SourceRange range, List<Alias> names) : Stmt(range)
{
    public readonly List<Alias> Names = names;
}

/// <summary><paramref name="level"/> is the number of leading dots; <paramref name="module"/> may then be null.</summary>
public sealed class ImportFrom(SourceRange range, string? module, List<Alias> names, int level) : Stmt(range)
{
    public readonly string? Module = module;
    public readonly List<Alias> Names = names;
    public readonly int Level = level;
}

public sealed class Global(SourceRange range, List<string> names) : Stmt(range)
{
    public readonly List<string> Names = names;
}

public sealed class Nonlocal(SourceRange range, List<string> names) : Stmt(range)
{
    public readonly List<string> Names = names;
}

public sealed class ExprStmt(SourceRange range, Expr value) : Stmt(range)
{
    public readonly Expr Value = value;
}

public sealed class Pass(SourceRange range) : Stmt(range);

public sealed class Break(SourceRange range) : Stmt(range);

public sealed class Continue(SourceRange range) : Stmt(range);

public sealed class Match(SourceRange range, Expr subject, List<MatchCase> cases) : Stmt(range)
{
    public readonly Expr Subject = subject;
    public readonly List<MatchCase> Cases = cases;
}

public sealed class MatchCase(Pattern pattern, Expr? guard, List<Stmt> body)
{
    public readonly Pattern Pattern = pattern;
    public readonly Expr? Guard = guard;
    public readonly List<Stmt> Body = body;
}

/// <summary>A pattern of a match statement.</summary>
public abstract class Pattern(SourceRange range) : Node(range);

/// <summary>Compares with <c>==</c>, or with <c>is</c> for None, True and False.</summary>
public sealed class MatchValue(SourceRange range, Expr value) : Pattern(range)
{
    public readonly Expr Value = value;
}

/// <summary><c>pattern as name</c>; a capture without pattern; the wildcard without either.</summary>
public sealed class MatchAs(SourceRange range, Pattern? pattern, string? name) : Pattern(range)
{
    public readonly Pattern? Pattern = pattern;
    public readonly string? Name = name;
}

public sealed class MatchOr(SourceRange range, List<Pattern> patterns) : Pattern(range)
{
    public readonly List<Pattern> Patterns = patterns;
}

/// <summary><c>*name</c> in a sequence pattern; null for <c>*_</c>.</summary>
public sealed class MatchStar(SourceRange range, string? name) : Pattern(range)
{
    public readonly string? Name = name;
}

public sealed class MatchSequence(SourceRange range, List<Pattern> patterns) : Pattern(range)
{
    public readonly List<Pattern> Patterns = patterns;
}

public sealed class MatchMapping(SourceRange range, List<Expr> keys, List<Pattern> patterns, string? rest) : Pattern(range)
{
    public readonly List<Expr> Keys = keys;
    public readonly List<Pattern> Patterns = patterns;
    public readonly string? Rest = rest;
}

public sealed class MatchClass(SourceRange range, Expr type, List<Pattern> patterns, List<string> names, List<Pattern> namedPatterns) : Pattern(range)
{
    public readonly Expr Type = type;
    public readonly List<Pattern> Patterns = patterns;
    public readonly List<string> Names = names;
    public readonly List<Pattern> NamedPatterns = namedPatterns;
}
