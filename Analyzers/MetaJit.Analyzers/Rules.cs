using Microsoft.CodeAnalysis;

namespace MetaJit.Analyzers;

/// <summary>What is told of an interpreter while it is written. docs/analyzer.md has a line for each.</summary>
public static class Rules
{
    private const string Category = "MetaJit";

    public static readonly DiagnosticDescriptor DroppedExit = Error("MJ1001", "The answer of CanEnter or EnterFunction is dropped",
        "The answer of {0} is dropped, so the interpreter does once more what machine code has done: return its Result, or go on from its State");

    public static readonly DiagnosticDescriptor EntryInTry = Error("MJ1002", "CanEnter stands inside try",
        "CanEnter stands inside {0}: leaving the loop there would run its handlers twice; move that into a method of its own");

    public static readonly DiagnosticDescriptor MissingGreen = Warning("MJ1003", "A green is missing",
        "{0}");

    public static readonly DiagnosticDescriptor NoVariable = Warning("MJ1004", "MergePoint of something that is no variable",
        "MergePoint takes the portal's parameters as they are here, and '{0}' is none of them");

    public static readonly DiagnosticDescriptor MissingForce = Warning("MJ1005", "A virtualizable is touched without being forced",
        "'{0}' is not followed by traces ({1}) and touches {2}, which a trace may keep in registers: call Jit.ForceVirtualizable first, or Jit.FreshVirtualizable where it was just made");

    public static readonly DiagnosticDescriptor FollowedLoop = Warning("MJ1006", "A loop in a method that the portal calls",
        "'{0}' has a loop, so traces call it and do not follow it: mark it [UnrollSafe] if it goes round a few times only, always as often where it is called; [DontLookInside] if a call is meant",
        WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor NoStaticMethod = Error("MJ1007", "A static method is wanted",
        "{0} wants a static method, given by its name, and not {1}");

    public static readonly DiagnosticDescriptor MutableArray = Error("MJ1008", "[ImmutableArray] is for readonly arrays",
        "{0} is [ImmutableArray] but {1}");

    public static readonly DiagnosticDescriptor NoInteger = Error("MJ1009", "[NonNegative] is for integers", "{0} is [NonNegative] but no integer");

    private static DiagnosticDescriptor Error(string id, string title, string message) => new(id, title, message, Category, DiagnosticSeverity.Error, true);

    private static DiagnosticDescriptor Warning(string id, string title, string message, params string[] tags) =>
        new(id, title, message, Category, DiagnosticSeverity.Warning, true, customTags: tags);
}
