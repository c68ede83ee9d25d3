using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MetaJit.Analyzers;

/// <summary>Fields that promise what fields of their kind cannot.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FieldAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rules.MutableArray, Rules.NoInteger];

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(Look, SymbolKind.Field);
    }

    private static void Look(SymbolAnalysisContext context)
    {
        var field = (IFieldSymbol)context.Symbol;
        if (Definition.Has(field, "NonNegative") && field.Type.SpecialType is < SpecialType.System_SByte or > SpecialType.System_UInt64)
            context.ReportDiagnostic(Diagnostic.Create(Rules.NoInteger, field.Locations[0], $"{field.ContainingType.Name}.{field.Name}"));
        if (!Definition.Has(field, "ImmutableArray")) return;
        string? problem = field.Type is not IArrayTypeSymbol { Rank: 1 } ? "no array"
            : !field.IsReadOnly ? "not readonly, so another array may take its place: make it readonly"
            : null;
        if (problem is not null) context.ReportDiagnostic(Diagnostic.Create(Rules.MutableArray, field.Locations[0], $"{field.ContainingType.Name}.{field.Name}", problem));
    }
}
