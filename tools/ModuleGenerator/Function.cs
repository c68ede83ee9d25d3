using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PyLite.ModuleGenerator;

/// <summary>What kind of callable a method becomes.</summary>
internal enum Role
{
    Function, Method, StaticMethod, ClassMethod, New,
}

/// <summary>One method that programs can call: its signature, and the code in between.</summary>
internal sealed class Function
{
    /// <summary>Forms for so many arguments have a delegate of their own.</summary>
    private const int MostFixed = 4;

    private readonly IMethodSymbol _method;
    private readonly Role _role;
    private readonly List<Parameter> _parameters = [];

    public readonly string Name;
    private readonly string _id;

    private bool TakesSelf => _role is Role.Method or Role.ClassMethod;

    private Function(IMethodSymbol method, Role role, string name)
    {
        _method = method;
        _role = role;
        Name = name;
        _id = method.Name;
    }

    public static Function Read(IMethodSymbol method, Role role, string name, List<Complaint> complaints)
    {
        var f = new Function(method, role, name);
        Passing passing = Passing.PositionalOnly;
        foreach (IParameterSymbol p in method.Parameters.Skip(role == Role.ClassMethod ? 1 : 0))
        {
            if (Attributes.Has(p, "Keyword")) passing = Passing.PositionalOrKeyword;
            if (Attributes.Has(p, "KeywordOnly")) passing = Passing.KeywordOnly;
            Passing own = p.IsParams || Attributes.Has(p, "Rest") ? Passing.Rest : Attributes.Has(p, "Named") ? Passing.Named : passing;
            f._parameters.Add(new Parameter(p, own));
            if (p.RefKind != RefKind.None) complaints.Add(new Complaint($"{method.Name}: parameter {p.Name} cannot be passed by reference", p.Locations.FirstOrDefault()));
            // What comes after *args can only be named.
            if (own == Passing.Rest) passing = Passing.KeywordOnly;
        }
        return f;
    }

    // ---- the signature

    public bool HasKeywords => _parameters.Exists(p => p.Passing is Passing.PositionalOrKeyword or Passing.KeywordOnly or Passing.Named);
    private List<Parameter> Positional => _parameters.FindAll(p => p.Passing is Passing.PositionalOnly or Passing.PositionalOrKeyword);
    private bool HasRest => _parameters.Exists(p => p.Passing == Passing.Rest);
    private bool HasRequiredKeyword => _parameters.Exists(p => p.Passing == Passing.KeywordOnly && p.IsRequired);
    private int Required => Positional.Count(p => p.IsRequired);

    /// <summary>Whether <see cref="TextSignature"/> says all there is to say.</summary>
    public bool IsTold => _parameters.TrueForAll(p => p.Passing is not (Passing.Rest or Passing.Named) && (p.IsRequired || p.Shown != Parameter.NotShown));

    /// <summary><c>__text_signature__</c>; of a constructor it is the class's.</summary>
    public string TextSignature()
    {
        List<string> parts = _role == Role.New ? [] : [_role switch { Role.Method => "$self", Role.ClassMethod => "$type", _ => "$module" }];
        bool onlyPositional = true, keywordOnly = false;
        for (int i = 0; i < _parameters.Count; i++)
        {
            Parameter p = _parameters[i];
            if (onlyPositional && p.Passing != Passing.PositionalOnly)
            {
                if (parts.Count > 0 && (i > 0 || p.Passing != Passing.Rest)) parts.Add("/");
                onlyPositional = false;
            }
            if (p.Passing == Passing.Rest) keywordOnly = true;
            if (p.Passing == Passing.KeywordOnly && !keywordOnly)
            {
                parts.Add("*");
                keywordOnly = true;
            }
            string star = p.Passing == Passing.Rest ? "*" : p.Passing == Passing.Named ? "**" : "";
            parts.Add(star + p.Name + (p.IsRequired || star != "" ? "" : "=" + p.Shown));
        }
        if (onlyPositional && parts.Count > 0) parts.Add("/");
        return "(" + string.Join(", ", parts) + ")";
    }

    private string SignatureField => "s_" + _id;

    /// <summary>The signature's own object.</summary>
    private void WriteSignature(Writer w, string owner)
    {
        List<Parameter> named = _parameters.FindAll(p => p.Passing is Passing.PositionalOnly or Passing.PositionalOrKeyword or Passing.KeywordOnly);
        string names = string.Join(", ", named.Select(p => $"\"{p.Name}\""));
        int positionalOnly = named.Count(p => p.Passing == Passing.PositionalOnly);
        int positional = named.Count(p => p.Passing != Passing.KeywordOnly);
        string requiredNames = string.Join(", ", named.Select(p => p.IsRequired ? "true" : "false"));
        // What is said of wrong arguments of __init__ names the class.
        bool isInit = Name == "__init__";
        w.Open($"private static readonly Signature {SignatureField} = new(\"{(isInit ? owner : Name)}\", \"{(isInit ? "builtins" : owner)}\", [{names}], [{requiredNames}])");
        w.Line($"PositionalOnly = {positionalOnly}, Positional = {positional}, TakesSelf = {(TakesSelf ? "true" : "false")},");
        w.Line($"HasRest = {(HasRest ? "true" : "false")}, HasNamed = {(_parameters.Exists(p => p.Passing == Passing.Named) ? "true" : "false")},");
        w.Line($"Text = {SymbolDisplay.FormatLiteral(TextSignature(), true)},");
        if (DocComment.Of(_method) is { } doc) w.Line($"Doc = {SymbolDisplay.FormatLiteral(doc, true)},");
        if ((Attributes.Find(_method, "PyFunction") ?? Attributes.Find(_method, "PyNew"))?.Named("IsUnnamed") is true) w.Line("IsUnnamed = true,");
        if (Attributes.Find(_method, "PyFunction")?.Named("CountError") is string error) w.Line($"CountError = {SymbolDisplay.FormatLiteral(error, true)},");
        w.Close(";");
        w.Line();
    }

    // ---- the code in between

    /// <summary>Writes the signature and the forms, and returns the expression that makes the function.</summary>
    public string Write(Writer w, string owner, string? ownerType)
    {
        WriteSignature(w, owner);
        List<string> forms = [];
        int self = TakesSelf ? 1 : 0;
        int least = Required + self, most = Positional.Count + self;
        bool any = HasKeywords || HasRest || most > MostFixed || _role == Role.New;
        if (!HasRequiredKeyword && _role != Role.New)
        {
            for (int count = least; count <= MostFixed && (count <= most || HasRest); count++)
            {
                WriteFixed(w, count);
                forms.Add($"F{count} = Invoke{count}_{_id}");
            }
        }
        if (any)
        {
            WriteAny(w);
            forms.Add($"Any = InvokeAny_{_id}");
        }
        if (!HasKeywords && any) forms.Add("IsPositional = true");
        forms.Add("Parameters = " + SignatureField);
        return $"new PyBuiltin(\"{Name}\"{(_role == Role.Method ? ", " + ownerType : "")}) {{ {string.Join(", ", forms)} }}";
    }

    /// <summary>The method that makes an instance, as a class wants it.</summary>
    public string Constructor => "InvokeAny_" + _id;

    private string Place(Parameter p)
    {
        if (p.Passing != Passing.PositionalOnly) return $"argument '{p.Name}'";
        return _parameters.Count == 1 && p.IsRequired ? "argument" : $"argument {_parameters.IndexOf(p) + 1}";
    }

    private void WriteFixed(Writer w, int count)
    {
        string arguments = string.Join(", ", Enumerable.Range(0, count).Select(i => $"PyObject a{i}"));
        w.Open($"private static PyObject? Invoke{count}_{_id}({arguments})");
        int self = TakesSelf ? 1 : 0, given = count - self;
        List<string> values = _role == Role.ClassMethod ? ["(PyType)a0"] : [];
        int position = 0;
        foreach (Parameter p in _parameters)
        {
            switch (p.Passing)
            {
                case Passing.Rest:
                    List<string> rest = [.. Enumerable.Range(position, Math.Max(0, given - position)).Select(i => $"a{i + self}")];
                    values.Add(rest.Count == 0 ? "PyLite.Objects.Calls.NoArguments" : $"new PyObject[] {{ {string.Join(", ", rest)} }}");
                    break;
                case Passing.Named:
                    values.Add("new PyDict()");
                    break;
                case Passing.KeywordOnly:
                    values.Add(p.Default);
                    break;
                default:
                    values.Add(position < given ? p.Convert(w, $"a{position + self}", Name, Place(p)) : p.Default);
                    position++;
                    break;
            }
        }
        WriteCall(w, values, "a0");
        w.Close();
        w.Line();
    }

    private void WriteAny(Writer w)
    {
        w.Open($"private static PyObject? InvokeAny_{_id}(PyObject[] args, PyStr[]? keywords)");
        List<string> values = _role == Role.ClassMethod ? ["(PyType)args[0]"] : [];
        if (_parameters.Count > 0)
        {
            string rest = HasRest ? ", out PyObject[] rest" : "", named = _parameters.Exists(p => p.Passing == Passing.Named) ? ", out PyDict named" : "";
            w.Line($"if ({SignatureField}.Bind(args, keywords{rest}{named}) is not {{ }} bound) return null;");
        }
        else
        {
            w.Line($"if ({SignatureField}.Bind(args, keywords) is null) return null;");
        }
        int at = 0;
        foreach (Parameter p in _parameters)
        {
            if (p.Passing == Passing.Rest) values.Add("rest");
            else if (p.Passing == Passing.Named) values.Add("named");
            else if (p.IsRequired) values.Add(p.Convert(w, $"bound[{at++}]!", Name, Place(p)));
            else values.Add(p.ConvertOptional(w, $"bound[{at++}]", Name, Place(p)));
        }
        WriteCall(w, values, "args[0]");
        w.Close();
        w.Line();
    }

    private void WriteCall(Writer w, List<string> values, string self)
    {
        string target = _role == Role.Method
            ? $"(({_method.ContainingType.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)}){self}).{_method.Name}" : "@" + _method.Name;
        string call = $"{target}({string.Join(", ", values)})";
        if (_method.ReturnsVoid)
        {
            w.Line(call + ";");
            w.Line("return PyNone.None;");
            return;
        }
        w.Line($"return {Result(_method.ReturnType, call)};");
    }

    /// <summary>The expression that makes an object of a C# result.</summary>
    public static string Result(ITypeSymbol type, string value) => IsObject(type) ? value : $"Argument.Result({value})";

    private static bool IsObject(ITypeSymbol? type)
    {
        for (; type != null; type = type.BaseType)
            if (type.Name == "PyObject") return true;
        return false;
    }
}
