using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PyLite.ModuleGenerator;

/// <summary>How arguments reach a parameter.</summary>
internal enum Passing
{
    PositionalOnly, PositionalOrKeyword, KeywordOnly,
    /// <summary><c>*args</c>.</summary>
    Rest,
    /// <summary><c>**kwargs</c>.</summary>
    Named,
}

/// <summary>One parameter: its name, how it is passed, and the code that makes its C# value.</summary>
internal sealed class Parameter
{
    public readonly string Name;
    public readonly Passing Passing;
    public readonly bool IsRequired;

    private readonly IParameterSymbol _symbol;
    private readonly string _type;
    private readonly bool _isNullable, _keepsNone;
    private readonly string? _bareType;

    public Parameter(IParameterSymbol symbol, Passing passing)
    {
        _symbol = symbol;
        Name = symbol.Name;
        Passing = passing;
        IsRequired = !symbol.HasExplicitDefaultValue && passing is not (Passing.Rest or Passing.Named);
        _keepsNone = Attributes.Has(symbol, "Unset");
        ITypeSymbol type = symbol.Type;
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            _isNullable = true;
            type = nullable.TypeArguments[0];
        }
        else if (type.IsReferenceType)
        {
            _isNullable = type.NullableAnnotation == NullableAnnotation.Annotated;
        }
        _type = type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat).TrimEnd('?');
        _bareType = type.Name;
    }

    /// <summary>The parameter's name as C# writes it.</summary>
    public string Variable => "v_" + Name;

    private bool IsPlainObject => _bareType == "PyObject";

    /// <summary>For what a default stands that no text can show.</summary>
    public const string NotShown = "<unrepresentable>";

    /// <summary>What a text signature shows as the default.</summary>
    public string Shown
    {
        get
        {
            if (Attributes.Find(_symbol, "Shown")?.Text() is { } text) return text;
            if (_keepsNone) return NotShown;
            object? value = _symbol.ExplicitDefaultValue;
            return value switch
            {
                null => "None",
                bool b => b ? "True" : "False",
                string s => "'" + s.Replace("\\", "\\\\").Replace("'", "\\'").Replace("\n", "\\n") + "'",
                double d => ShownDouble(d),
                _ => value.ToString(),
            };
        }
    }

    private static string ShownDouble(double d)
    {
        string text = d.ToString("R", System.Globalization.CultureInfo.InvariantCulture).ToLowerInvariant();
        return text.Contains(".") || text.Contains("e") ? text : text + ".0";
    }

    /// <summary>The C# text of the default.</summary>
    public string Default => _symbol.ExplicitDefaultValue switch
    {
        null => _symbol.Type.IsValueType && !_isNullable ? "default" : "null",
        string s => SymbolDisplay.FormatLiteral(s, quote: true),
        double d => d.ToString("R", System.Globalization.CultureInfo.InvariantCulture) + "d",
        object value => SymbolDisplay.FormatPrimitive(value, quoteStrings: true, useHexadecimalNumbers: false),
    };

    /// <summary>
    /// The value of an argument that is given: an expression, after statements that return null when it cannot be converted. In messages
    /// the parameter is named as <paramref name="place"/>.
    /// </summary>
    public string Convert(Writer w, string argument, string function, string place)
    {
        if (IsPlainObject) return _isNullable && !_keepsNone ? $"{argument} is PyNone ? null : {argument}" : argument;
        string test = Test(argument, Variable, function, place);
        if (!_isNullable)
        {
            w.Line($"if (!{test}) return null;");
            return Variable;
        }
        w.Line($"{_type}? n_{Name} = null;");
        w.Open($"if ({argument} is not PyNone)");
        w.Line($"if (!{test}) return null;");
        w.Line($"n_{Name} = {Variable};");
        w.Close();
        return "n_" + Name;
    }

    /// <summary>The same for an argument that may be missing.</summary>
    public string ConvertOptional(Writer w, string argument, string function, string place)
    {
        if (IsPlainObject) return _isNullable && !_keepsNone ? $"{argument} is PyNone ? null : {argument}" : argument;
        bool isSpan = _bareType == "ReadOnlySpan";
        string declared = _isNullable ? _type + "?" : _type;
        w.Line($"{declared} o_{Name} = {(isSpan ? "default" : Default)};");
        w.Open($"if ({argument} is {{ }} given_{Name}{(_isNullable ? " and not PyNone" : "")})");
        w.Line($"if (!{Test("given_" + Name, Variable, function, place)}) return null;");
        w.Line($"o_{Name} = {Variable};");
        w.Close();
        return "o_" + Name;
    }

    private string Test(string argument, string variable, string function, string place)
    {
        string named = $"\"{function}\", \"{place}\"";
        return _bareType switch
        {
            "Int64" => $"Argument.Long({argument}, out long {variable})",
            "Int32" => $"Argument.Int({argument}, out int {variable})",
            "UInt32" => $"Argument.Bits({argument}, out uint {variable})",
            "UInt64" => $"Argument.Bits({argument}, out ulong {variable})",
            "Double" => $"Argument.Double({argument}, out double {variable})",
            "Boolean" => $"Argument.Bool({argument}, out bool {variable})",
            "BigInteger" => $"Argument.Big({argument}, out global::System.Numerics.BigInteger {variable})",
            "String" => $"Argument.Text({argument}, {named}, out string {variable}{(_isNullable ? ", orNone: true" : "")})",
            "PyStr" => $"Argument.Str({argument}, {named}, out PyStr? {variable})",
            "PyBytes" => $"Argument.Bytes({argument}, {named}, out PyBytes? {variable})",
            "PyList" => $"Argument.List({argument}, {named}, out PyList? {variable})",
            "PyTuple" => $"Argument.Tuple({argument}, {named}, out PyTuple? {variable})",
            "PyDict" => $"Argument.Dict({argument}, {named}, out PyDict? {variable})",
            "ReadOnlySpan" => $"Argument.BytesLike({argument}, out global::System.ReadOnlySpan<byte> {variable})",
            _ => $"Argument.Is<{_type}>({argument}, {named}, out {_type}? {variable})",
        };
    }
}
