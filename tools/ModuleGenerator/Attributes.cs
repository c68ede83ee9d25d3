using Microsoft.CodeAnalysis;

namespace PyLite.ModuleGenerator;

/// <summary>Reading the attributes of a declaration.</summary>
internal static class Attributes
{
    public static AttributeData? Find(ISymbol symbol, string name) =>
        symbol.GetAttributes().FirstOrDefault(a => a.AttributeClass is { } c && c.Name == name + "Attribute" && c.ContainingNamespace.ToDisplayString() == "PyLite.Modules");

    public static bool Has(ISymbol symbol, string name) => Find(symbol, name) != null;

    /// <summary>The text given as the attribute's one argument.</summary>
    public static string? Text(this AttributeData attribute) => attribute.ConstructorArguments.Length > 0 ? attribute.ConstructorArguments[0].Value as string : null;

    public static object? Named(this AttributeData attribute, string name) => attribute.NamedArguments.FirstOrDefault(p => p.Key == name).Value.Value;

    public static IEnumerable<object?> NamedMany(this AttributeData attribute, string name)
    {
        TypedConstant value = attribute.NamedArguments.FirstOrDefault(p => p.Key == name).Value;
        return value.Kind == TypedConstantKind.Array && !value.IsNull ? value.Values.Select(v => v.Value) : [];
    }
}
