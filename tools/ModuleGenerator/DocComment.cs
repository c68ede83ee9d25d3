using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PyLite.ModuleGenerator;

/// <summary>The summary in front of a declaration, as plain text: it is the <c>__doc__</c> too, so that nothing is said twice.</summary>
internal static class DocComment
{
    public static string? Of(ISymbol symbol)
    {
        // Not the symbol's own documentation: the compiler reads that only where documentation files are made.
        foreach (SyntaxReference reference in symbol.DeclaringSyntaxReferences)
        {
            string leading = reference.GetSyntax().GetLeadingTrivia().ToFullString();
            var lines = leading.Split('\n').Select(l => l.Trim()).Where(l => l.StartsWith("///")).Select(l => l.Substring(3).Trim());
            if (Plain(string.Join("\n", lines)) is { Length: > 0 } text) return text;
        }
        return null;
    }

    private static string Plain(string xml)
    {
        Match summary = Regex.Match(xml, "<summary>(.*?)</summary>", RegexOptions.Singleline);
        if (!summary.Success) return "";
        string text = Regex.Replace(summary.Groups[1].Value, "<(?:see|paramref|typeparamref) (?:cref|name|langword)=\"(?:[^\"]*\\.)?([^\"]*)\"\\s*/>", "$1");
        text = Regex.Replace(text, "</?(?:c|para|see|code|b|i)>", "");
        return text.Replace("&lt;", "<").Replace("&gt;", ">").Replace("&amp;", "&").Trim();
    }
}
