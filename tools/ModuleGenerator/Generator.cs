using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PyLite.ModuleGenerator;

/// <summary>
/// Makes Python modules and classes of C# classes marked <c>[PyModule]</c> and <c>[PyClass]</c>: what splits, checks and converts the
/// arguments of their methods, what fills the module, and the table of all modules. <c>docs/modules.md</c> tells how they are written.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class Generator : IIncrementalGenerator
{
    private const string Space = "PyLite.Modules.";

    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        // The text itself is what the stages hand on: a class whose text has not changed costs the later ones nothing.
        IncrementalValuesProvider<Output> modules = context.SyntaxProvider.ForAttributeWithMetadataName(
            Space + "PyModuleAttribute", static (node, _) => node is ClassDeclarationSyntax, static (c, _) => ModuleWriter.Write((INamedTypeSymbol)c.TargetSymbol));
        IncrementalValuesProvider<Output> classes = context.SyntaxProvider.ForAttributeWithMetadataName(
            Space + "PyClassAttribute", static (node, _) => node is ClassDeclarationSyntax, static (c, _) => ClassWriter.Write((INamedTypeSymbol)c.TargetSymbol));
        context.RegisterSourceOutput(modules, Add);
        context.RegisterSourceOutput(classes, Add);
        IncrementalValueProvider<ImmutableArray<(string, string)>> names = modules.Select(static (m, _) => (m.ModuleName, m.ClassName)).Collect();
        context.RegisterSourceOutput(names, static (c, all) => c.AddSource("DeclaredModules.g.cs", ModuleWriter.Table(all)));
    }

    private static void Add(SourceProductionContext context, Output output)
    {
        foreach (Complaint complaint in output.Complaints.Items) context.ReportDiagnostic(complaint.ToDiagnostic());
        context.AddSource(output.ClassName + ".g.cs", output.Text);
    }
}

/// <summary>What was made of one class.</summary>
internal sealed record Output(string ClassName, string ModuleName, string Text, Sequence<Complaint> Complaints);

/// <summary>A mistake in a declaration.</summary>
internal sealed record Complaint(string Text, Location? Place)
{
    private static readonly DiagnosticDescriptor Rule = new("PYMOD1", "A Python declaration cannot be made", "{0}", "PyLite", DiagnosticSeverity.Error, true);

    public Diagnostic ToDiagnostic() => Diagnostic.Create(Rule, Place, Text);
}

/// <summary>An array that is equal to another with equal items.</summary>
internal readonly struct Sequence<T>(ImmutableArray<T> items) : IEquatable<Sequence<T>>
{
    public ImmutableArray<T> Items { get; } = items;

    public bool Equals(Sequence<T> other) => Items.SequenceEqual(other.Items);
    public override bool Equals(object? obj) => obj is Sequence<T> other && Equals(other);
    public override int GetHashCode() => Items.Length;
}
