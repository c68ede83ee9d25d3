using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace MetaJit.Analyzers;

/// <summary>Calls of <c>MergePoint</c>, <c>CanEnter</c> and <c>EnterFunction</c>.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EntryAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rules.DroppedExit, Rules.EntryInTry, Rules.NoVariable];

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterOperationAction(Look, OperationKind.Invocation);
    }

    private static void Look(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (Definition.IsDriverCall(call, "CanEnter", "EnterFunction") && IsDropped(call))
            context.ReportDiagnostic(Diagnostic.Create(Rules.DroppedExit, call.Syntax.GetLocation(), call.TargetMethod.Name));
        if (Definition.IsDriverCall(call, "CanEnter") && Protection(call.Syntax) is { } protection)
            context.ReportDiagnostic(Diagnostic.Create(Rules.EntryInTry, call.Syntax.GetLocation(), protection));
        if (!Definition.IsDriverCall(call, "MergePoint")) return;
        foreach (IArgumentOperation argument in call.Arguments)
        {
            if (Definition.Unwrapped(argument.Value) is not (IParameterReferenceOperation or ILocalReferenceOperation))
                context.ReportDiagnostic(Diagnostic.Create(Rules.NoVariable, argument.Syntax.GetLocation(), argument.Syntax));
        }
    }

    private static bool IsDropped(IInvocationOperation call) =>
        call.Parent is IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation };

    /// <summary>What is left together with the loop, and has something to run then.</summary>
    private static string? Protection(SyntaxNode node)
    {
        for (SyntaxNode? at = node, below = null; at is not null and not (MemberDeclarationSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax); below = at, at = at.Parent)
        {
            switch (at)
            {
                case TryStatementSyntax attempt when attempt.Block == below: return "try";
                case UsingStatementSyntax: return "using";
                case LockStatementSyntax: return "lock";
                case BlockSyntax block:
                    foreach (StatementSyntax statement in block.Statements)
                    {
                        if (statement == below) break;
                        if (statement is LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 }) return "the range of a using declaration";
                    }
                    break;
            }
        }
        return null;
    }
}
