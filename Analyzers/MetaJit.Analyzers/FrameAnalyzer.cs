using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace MetaJit.Analyzers;

/// <summary>Methods that traces call and do not follow, and that touch a frame whose fields a trace may keep in registers.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FrameAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rules.MissingForce];

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterOperationBlockAction(Look);
    }

    private static void Look(OperationBlockAnalysisContext context)
    {
        if (context.OwningSymbol is not IMethodSymbol method) return;
        IOperation[] all = [.. context.OperationBlocks.SelectMany(Definition.Within)];
        string? whyNot = Definition.WhyNotFollowed(method)
            ?? (all.Any(operation => operation is ILoopOperation) && !Definition.MayHaveLoops(method) ? "it has a loop" : null);
        if (whyNot is null || all.OfType<IInvocationOperation>().Any(call => Definition.IsDriverCall(call, "MergePoint"))) return;
        IInvocationOperation? force = all.OfType<IInvocationOperation>().FirstOrDefault(call => Definition.IsHint(call, "ForceVirtualizable", "FreshVirtualizable"));
        IFieldReferenceOperation? touch = all.OfType<IFieldReferenceOperation>().OrderBy(reference => reference.Syntax.SpanStart).FirstOrDefault(reference => IsTouch(method, reference));
        if (touch is null || force is not null && force.Syntax.SpanStart < touch.Syntax.SpanStart) return;
        context.ReportDiagnostic(Diagnostic.Create(Rules.MissingForce, touch.Syntax.GetLocation(), method.Name, whyNot, $"{touch.Field.ContainingType.Name}.{touch.Field.Name}"));
    }

    private static bool IsTouch(IMethodSymbol method, IFieldReferenceOperation reference)
    {
        IFieldSymbol field = reference.Field;
        if (field.IsStatic || !Definition.Has(field.ContainingType, "Virtualizable")) return false;
        if (method.MethodKind == MethodKind.Constructor && SymbolEqualityComparer.Default.Equals(method.ContainingType, field.ContainingType)) return false;
        // What never changes is right in memory too; of an array the items are followed.
        return !(field.IsReadOnly && field.Type is not IArrayTypeSymbol);
    }
}
