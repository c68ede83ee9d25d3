using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace MetaJit.Analyzers;

/// <summary>Portals that do not say which of their parameters are a position in the user's program.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PortalAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rules.MissingGreen];

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
        if (all.OfType<IInvocationOperation>().FirstOrDefault(call => Definition.IsDriverCall(call, "MergePoint")) is not { } point || IsOperation(point, context)) return;
        if (!method.Parameters.Any(parameter => Definition.Has(parameter, "Green")))
        {
            context.ReportDiagnostic(Diagnostic.Create(Rules.MissingGreen, method.Locations[0],
                $"No parameter of the portal '{method.Name}' is [Green]: mark those that identify a position in the user's program"));
            return;
        }
        var told = new System.Collections.Generic.HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (IArrayElementReferenceOperation item in all.OfType<IArrayElementReferenceOperation>())
        {
            if (Origin(item.ArrayReference, context) is not IFieldReferenceOperation { Field: var array, Instance: { } holder } || !Definition.Has(array, "ImmutableArray")) continue;
            if (item.Indices.Length != 1 || Parameter(holder) is not { } program || Parameter(item.Indices[0]) is not { } position) continue;
            bool isProgramGreen = Definition.Has(program, "Green"), isPositionGreen = Definition.Has(position, "Green");
            if (isProgramGreen == isPositionGreen) continue;
            IParameterSymbol red = isProgramGreen ? position : program;
            if (!told.Add(red)) continue;
            string text = isProgramGreen
                ? $"The red '{position.Name}' says which item of {array.Name} is next, so it says where in the program '{program.Name}' the interpreter is: mark it [Green], or traces ask for its value at every step"
                : $"The green '{position.Name}' says which item of {array.Name} is next, and the array is that of the red '{program.Name}': mark that [Green] as well, or nothing read from it is a constant";
            context.ReportDiagnostic(Diagnostic.Create(Rules.MissingGreen, red.Locations[0], text));
        }
    }

    /// <summary>Whether the driver is one of an operation of the language, which is at no position of a program.</summary>
    private static bool IsOperation(IInvocationOperation mergePoint, OperationBlockAnalysisContext context) =>
        mergePoint.Instance is IFieldReferenceOperation { Field: var driver }
        && driver.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(context.CancellationToken) is VariableDeclaratorSyntax { Initializer.Value: { } made }
        && made.DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(option =>
            option.Left is IdentifierNameSyntax { Identifier.ValueText: "IsOperation" } && option.Right.IsKind(SyntaxKind.TrueLiteralExpression));

    /// <summary>What a local that stands for an array was made of.</summary>
    private static IOperation Origin(IOperation array, OperationBlockAnalysisContext context)
    {
        array = Definition.Unwrapped(array);
        if (array is not ILocalReferenceOperation { Local: var local }) return array;
        return local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(context.CancellationToken) is VariableDeclaratorSyntax { Initializer.Value: { } made }
            && array.SemanticModel?.GetOperation(made, context.CancellationToken) is { } origin ? Definition.Unwrapped(origin) : array;
    }

    private static IParameterSymbol? Parameter(IOperation value) => Definition.Unwrapped(value) switch
    {
        IParameterReferenceOperation reference => reference.Parameter,
        IIncrementOrDecrementOperation step => Parameter(step.Target),
        IBinaryOperation { RightOperand.ConstantValue.HasValue: true } sum => Parameter(sum.LeftOperand),
        _ => null,
    };
}
