using System.Collections.Immutable;
using MetaJit.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Analyzers.Tests;

/// <summary>A source as the compiler sees it with the analyzers, and what the code fixes make of it.</summary>
internal static class Checked
{
    private const string Start = """
        using System;
        using MetaJit;

        public sealed class Code
        {
            [ImmutableArray] public readonly int[] Ops = [];
        }

        [Virtualizable]
        public sealed class Frame
        {
            public int Sum;
            public readonly string Name = "";
        }


        """;

    private static readonly MetadataReference[] s_references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private static readonly ImmutableArray<DiagnosticAnalyzer> s_analyzers =
        [new EntryAnalyzer(), new PortalAnalyzer(), new FrameAnalyzer(), new LoopAnalyzer(), new DelegateAnalyzer(), new FieldAnalyzer()];

    public static IEnumerable<DiagnosticDescriptor> Rules => s_analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics);

    /// <summary>What the analyzers say, as <c>MJ1001 at 'text': message</c>.</summary>
    public static string[] Problems(string source)
    {
        using var workspace = new AdhocWorkspace();
        return [.. Diagnostics(Document(workspace, source)).Select(Text)];
    }

    /// <summary>The source, without the shared start, after the n-th mend that is offered for its only problem.</summary>
    public static string Mended(string source, int choice = 0)
    {
        using var workspace = new AdhocWorkspace();
        Document document = Document(workspace, source);
        Diagnostic problem = Assert.Single(Diagnostics(document));
        var actions = new List<CodeAction>();
        new DefinitionCodeFix().RegisterCodeFixesAsync(new CodeFixContext(document, problem, (action, _) => actions.Add(action), default)).Wait();
        var operation = actions[choice].GetOperationsAsync(default).Result.OfType<ApplyChangesOperation>().Single();
        Document changed = operation.ChangedSolution.GetDocument(document.Id)!;
        Assert.Empty(Diagnostics(changed));
        return changed.GetTextAsync().Result.ToString()[Start.Length..].Trim();
    }

    private static Document Document(AdhocWorkspace workspace, string source) =>
        workspace.AddProject("Language", LanguageNames.CSharp)
            .WithMetadataReferences(s_references)
            .WithCompilationOptions(new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable))
            .WithParseOptions(new CSharpParseOptions(LanguageVersion.Latest))
            .AddDocument("Language.cs", Start + source);

    private static Diagnostic[] Diagnostics(Document document)
    {
        Compilation compilation = document.Project.GetCompilationAsync().Result!;
        Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        return [.. compilation.WithAnalyzers(s_analyzers).GetAnalyzerDiagnosticsAsync().Result.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)];
    }

    private static string Text(Diagnostic diagnostic) =>
        $"{diagnostic.Id} at '{diagnostic.Location.SourceTree!.GetText().ToString(diagnostic.Location.SourceSpan)}': {diagnostic.GetMessage()}";
}
