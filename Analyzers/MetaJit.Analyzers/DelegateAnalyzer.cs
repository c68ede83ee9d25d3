using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace MetaJit.Analyzers;

/// <summary>Lambdas and methods of objects where the tracer wants a static method, which it calls without an object.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DelegateAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rules.NoStaticMethod];

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterOperationAction(LookAtDriver, OperationKind.ObjectCreation);
        context.RegisterOperationAction(LookAtHint, OperationKind.Invocation);
    }

    private static void LookAtDriver(OperationAnalysisContext context)
    {
        var creation = (IObjectCreationOperation)context.Operation;
        if (!Definition.IsDriver(creation.Type)) return;
        if (creation.Arguments.Length > 1) Check(context, "The portal", creation.Arguments[1].Value);
    }

    private static void LookAtHint(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (!Definition.IsHint(call, "ConditionalCall", "ConditionalCallElidable", "RecordKnownResult")) return;
        Check(context, $"Jit.{call.TargetMethod.Name}", call.Arguments[1].Value);
    }

    private static void Check(OperationAnalysisContext context, string who, IOperation given)
    {
        string? what = Definition.Unwrapped(given) switch
        {
            IAnonymousFunctionOperation => "a lambda",
            IMethodReferenceOperation { Method.IsStatic: false } => "a method of an object",
            _ => null,
        };
        if (what is not null) context.ReportDiagnostic(Diagnostic.Create(Rules.NoStaticMethod, given.Syntax.GetLocation(), who, what));
    }
}
