using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace MetaJit.Analyzers;

/// <summary>
/// Loops in methods that a portal calls, itself or through others, when nobody has said what traces are to do with them. Only calls whose target
/// is known are gone through; when an engine attaches it sees the others as well.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LoopAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rules.FollowedLoop];

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.GetTypeByMetadataName("MetaJit.JitDriver") is null) return;
            var program = new Calls();
            start.RegisterOperationBlockAction(program.Add);
            start.RegisterCompilationEndAction(program.Tell);
        });
    }

    private sealed class Calls
    {
        private readonly ConcurrentDictionary<IMethodSymbol, Method> _methods = new(SymbolEqualityComparer.Default);

        public void Add(OperationBlockAnalysisContext context)
        {
            if (context.OwningSymbol is not IMethodSymbol symbol) return;
            var method = new Method();
            foreach (IOperation operation in context.OperationBlocks.SelectMany(Definition.Within))
            {
                switch (operation)
                {
                    case ILoopOperation loop:
                        method.Loop ??= loop.Syntax.GetFirstToken().GetLocation();
                        break;
                    case IInvocationOperation call:
                        method.IsPortal |= Definition.IsDriverCall(call, "MergePoint");
                        method.Callees.Add(call.TargetMethod.OriginalDefinition);
                        break;
                    case IObjectCreationOperation { Constructor: { } constructor }:
                        method.Callees.Add(constructor.OriginalDefinition);
                        break;
                    case IPropertyReferenceOperation { Property: var property }:
                        if (property.GetMethod is { } get) method.Callees.Add(get.OriginalDefinition);
                        if (property.SetMethod is { } set) method.Callees.Add(set.OriginalDefinition);
                        break;
                }
            }
            _methods[symbol.OriginalDefinition] = method;
        }

        public void Tell(CompilationAnalysisContext context)
        {
            var seen = new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default);
            var work = new Stack<IMethodSymbol>(_methods.Where(known => known.Value.IsPortal).Select(known => known.Key));
            while (work.Count > 0)
            {
                IMethodSymbol symbol = work.Pop();
                if (!seen.Add(symbol) || !_methods.TryGetValue(symbol, out Method method)) continue;
                if (!method.IsPortal)
                {
                    if (Definition.WhyNotFollowed(symbol) is not null || IsForErrors(symbol)) continue;
                    if (method.Loop is { } loop && !Definition.MayHaveLoops(symbol))
                    {
                        context.ReportDiagnostic(Diagnostic.Create(Rules.FollowedLoop, loop, symbol.Name));
                        continue;
                    }
                }
                foreach (IMethodSymbol callee in method.Callees) work.Push(callee);
            }
        }

        /// <summary>An error is on its way: nothing fast comes after.</summary>
        private static bool IsForErrors(IMethodSymbol method)
        {
            for (ITypeSymbol? type = method.ReturnType; type is not null; type = type.BaseType)
                if (type is { Name: "Exception", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } }) return true;
            return method.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "DoesNotReturnAttribute");
        }
    }

    private sealed class Method
    {
        public readonly List<IMethodSymbol> Callees = [];
        public Location? Loop;
        public bool IsPortal;
    }
}
