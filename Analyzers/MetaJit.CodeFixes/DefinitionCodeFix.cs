using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace MetaJit.Analyzers;

/// <summary>What an editor offers to write where the mend of a mistake is always the same.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class DefinitionCodeFix : CodeFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds =>
        [Rules.DroppedExit.Id, Rules.MissingGreen.Id, Rules.MissingForce.Id, Rules.FollowedLoop.Id, Rules.MutableArray.Id];

    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root) return;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            SyntaxNode node = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
            foreach (var (title, old, mended) in Mends(diagnostic.Id, node))
            {
                SyntaxNode replacement = mended.WithAdditionalAnnotations(Formatter.Annotation);
                context.RegisterCodeFix(
                    CodeAction.Create(title, _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(old, replacement))), title), diagnostic);
            }
        }
    }

    private static IEnumerable<(string Title, SyntaxNode Old, SyntaxNode Mended)> Mends(string id, SyntaxNode node)
    {
        if (id == Rules.DroppedExit.Id)
        {
            if (node.FirstAncestorOrSelf<ExpressionStatementSyntax>() is { } statement && Acted(statement, node) is { } acted)
                yield return ("Return, or go on from the state", statement, acted);
        }
        else if (id == Rules.MissingGreen.Id)
        {
            if (node.FirstAncestorOrSelf<ParameterSyntax>() is { } parameter)
                yield return ("Mark it [Green]", parameter, parameter.WithAttributeLists([Attribute("Green").WithTrailingTrivia(SyntaxFactory.Space), .. parameter.AttributeLists]));
        }
        else if (id == Rules.MissingForce.Id)
        {
            if (node.FirstAncestorOrSelf<StatementSyntax>() is { Parent: BlockSyntax } touch && FrameOf(node) is { } frame)
            {
                StatementSyntax force = SyntaxFactory.ParseStatement($"Jit.ForceVirtualizable({frame});\n");
                var block = (BlockSyntax)touch.Parent;
                yield return ("Force it first", block, block.WithStatements(block.Statements.Insert(block.Statements.IndexOf(touch), force)));
            }
        }
        else if (id == Rules.FollowedLoop.Id)
        {
            if (node.FirstAncestorOrSelf<BaseMethodDeclarationSyntax>() is not { } method) yield break;
            foreach (string name in new[] { "UnrollSafe", "DontLookInside" })
                yield return ($"Mark it [{name}]", method, WithAttribute(method, name));
        }
        else if (id == Rules.MutableArray.Id)
        {
            if (node.FirstAncestorOrSelf<FieldDeclarationSyntax>() is { Declaration.Type: ArrayTypeSyntax } field && !field.Modifiers.Any(SyntaxKind.ReadOnlyKeyword))
                yield return ("Make it readonly", field, field.AddModifiers(SyntaxFactory.Token(SyntaxKind.ReadOnlyKeyword)));
        }
    }

    /// <summary>The call, with what its answer asks for; null where the state cannot be assigned to its arguments.</summary>
    private static StatementSyntax? Acted(ExpressionStatementSyntax statement, SyntaxNode node)
    {
        if (node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call || call.ArgumentList.Arguments.Any(argument => argument.Expression is not IdentifierNameSyntax)) return null;
        string state = string.Join(", ", call.ArgumentList.Arguments);
        return SyntaxFactory.ParseStatement($$"""
            if ({{call.WithoutTrivia()}} is { } exit)
            {
                if (exit.IsReturn) return exit.Result;
                ({{state}}) = exit.State;
            }

            """).WithLeadingTrivia(statement.GetLeadingTrivia());
    }

    /// <summary>The frame whose field is touched, where it has a name.</summary>
    private static string? FrameOf(SyntaxNode touch) => touch switch
    {
        MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax or ThisExpressionSyntax } access => access.Expression.ToString(),
        IdentifierNameSyntax => "this",
        _ => null,
    };

    private static AttributeListSyntax Attribute(string name) =>
        SyntaxFactory.AttributeList([SyntaxFactory.Attribute(SyntaxFactory.IdentifierName(name))]);

    private static MemberDeclarationSyntax WithAttribute(BaseMethodDeclarationSyntax method, string name)
    {
        SyntaxTriviaList leading = method.GetLeadingTrivia();
        AttributeListSyntax attribute = Attribute(name).WithLeadingTrivia(leading).WithTrailingTrivia(SyntaxFactory.ElasticLineFeed);
        MemberDeclarationSyntax bare = method.WithoutLeadingTrivia();
        return bare.WithAttributeLists(bare.AttributeLists.Insert(0, attribute));
    }
}
