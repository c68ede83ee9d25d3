using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MetaJit.Analyzers;

/// <summary>What the toolkit's types and attributes are called, and questions about them.</summary>
internal static class Definition
{
    public static bool IsMetaJit(ISymbol? symbol, string name) => symbol?.Name == name && symbol.ContainingNamespace is { Name: "MetaJit", ContainingNamespace.IsGlobalNamespace: true };

    /// <summary>Whether the attribute stands there, given without its suffix.</summary>
    public static bool Has(ISymbol symbol, string attribute) => symbol.GetAttributes().Any(given => IsMetaJit(given.AttributeClass, attribute + "Attribute"));

    public static bool IsDriver(ITypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
            if (IsMetaJit(type, "JitDriver") && type is INamedTypeSymbol { IsGenericType: false }) return true;
        return false;
    }

    public static bool IsDriverCall(IInvocationOperation call, params string[] names) => names.Contains(call.TargetMethod.Name) && IsDriver(call.TargetMethod.ContainingType);

    public static bool IsHint(IInvocationOperation call, params string[] names) => names.Contains(call.TargetMethod.Name) && IsMetaJit(call.TargetMethod.ContainingType, "Jit");

    /// <summary>Without conversions and the making of a delegate.</summary>
    public static IOperation Unwrapped(IOperation operation)
    {
        while (true)
        {
            switch (operation)
            {
                case IConversionOperation conversion: operation = conversion.Operand; break;
                case IDelegateCreationOperation creation: operation = creation.Target; break;
                case IParenthesizedOperation parenthesized: operation = parenthesized.Operand; break;
                default: return operation;
            }
        }
    }

    /// <summary>Why traces call a method and do not follow it, as far as attributes say; null where none does.</summary>
    public static string? WhyNotFollowed(IMethodSymbol method)
    {
        foreach (string name in new[] { "DontLookInside", "Elidable", "ElidablePromote", "LoopInvariant", "NotInTrace" })
            if (Has(method, name)) return $"it is [{name}]";
        if (Has(method, "LookInside")) return null;
        return method.ContainingType is { } owner && Has(owner, "DontLookInside") ? "its class is [DontLookInside]" : null;
    }

    public static bool MayHaveLoops(IMethodSymbol method) => Has(method, "UnrollSafe") || Has(method, "LookInside") || Has(method, "LookInsideIff");

    /// <summary>All below, without the bodies of lambdas and local functions, which are methods of their own.</summary>
    public static IEnumerable<IOperation> Within(IOperation root)
    {
        foreach (IOperation child in root.ChildOperations)
        {
            if (child is IAnonymousFunctionOperation or ILocalFunctionOperation) continue;
            yield return child;
            foreach (IOperation below in Within(child)) yield return below;
        }
    }
}
