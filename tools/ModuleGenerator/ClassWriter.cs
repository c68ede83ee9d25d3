using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PyLite.ModuleGenerator;

/// <summary>The other half of a class marked <c>[PyClass]</c>: the Python class and what fills it.</summary>
internal static class ClassWriter
{
    /// <summary>The slots a class may override, and what gives programs the method.</summary>
    private static readonly (string Slot, string Code)[] Slots =
    [
        ("Repr", "t.Method(\"__repr__\", static self => self.Repr());"),
        ("Str", "t.Method(\"__str__\", static self => self.Str());"),
        ("Hash", "SlotMethods.Hash(t);"),
        ("Truth", "SlotMethods.Bool(t);"),
        ("Len", "SlotMethods.Len(t);"),
        ("GetItem", "SlotMethods.GetItem(t);"),
        ("SetItem", "SlotMethods.SetItem(t);"),
        ("Contains", "SlotMethods.Contains(t);"),
        ("Iter", "SlotMethods.Iter(t);"),
        ("Next", "t.Method(\"__next__\", static self => Iteration.NextOrStop(self));"),
        ("Compare", "SlotMethods.Compare(t, ordered: true);"),
        ("Call", "t.MethodAny(\"__call__\", static (args, keywords) => args[0].Call(args[1..], keywords));"),
    ];

    public static Output Write(INamedTypeSymbol type)
    {
        List<Complaint> complaints = [];
        AttributeData attribute = Attributes.Find(type, "PyClass")!;
        string full = attribute.Text() ?? type.Name;
        int dot = full.LastIndexOf('.');
        string name = full.Substring(dot + 1), module = dot < 0 ? "builtins" : full.Substring(0, dot);
        var w = new Writer();
        w.Begin(type.ContainingNamespace.ToDisplayString());
        w.Open($"partial class {type.Name}");
        List<string> fill = [], settings = [];
        if (attribute.Named("IsFinal") is true) settings.Add("IsFinal = true");
        string? constructor = null;
        foreach (ISymbol member in Members(type))
        {
            if (member is IMethodSymbol method)
            {
                if (Attributes.Find(method, "PyFunction") is { } f)
                {
                    string called = f.Text() ?? method.Name;
                    bool isClassMethod = Attributes.Has(method, "PyClassMethod");
                    Role role = isClassMethod ? Role.ClassMethod : method.IsStatic ? Role.StaticMethod : Role.Method;
                    string made = Function.Read(method, role, called, complaints).Write(w, name, "t");
                    string kept = role switch { Role.ClassMethod => $"new PyClassMethod({made})", Role.StaticMethod => $"new PyStaticMethod({made})", _ => made };
                    fill.Add($"t.Set(\"{called}\", {kept});");
                    foreach (object? alias in f.NamedMany("Aliases")) fill.Add($"t.Set(\"{alias}\", t.Dict.GetStr(PyStr.Intern(\"{called}\"))!);");
                }
                else if (Attributes.Has(method, "PyNew"))
                {
                    Function made = Function.Read(method, Role.New, name, complaints);
                    made.Write(w, module, null);
                    constructor = made.Constructor;
                    if (made.IsTold) settings.Add($"ConstructorText = {SymbolDisplay.FormatLiteral(made.TextSignature(), true)}");
                    if (!made.HasKeywords) settings.Add("LeavesKeywords = true");
                }
                else if (Attributes.Has(method, "PyClassInit"))
                {
                    fill.Add($"{member.Name}(t);");
                }
                else if (method.IsOverride)
                {
                    foreach ((string slot, string code) in Slots)
                        if (slot == method.Name) fill.Add(code);
                }
            }
            else if (member is IPropertySymbol or IFieldSymbol && Attributes.Find(member, "PyProperty") is { } p)
            {
                ITypeSymbol valueType = member is IFieldSymbol field ? field.Type : ((IPropertySymbol)member).Type;
                string own = type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
                string set = p.Named("Setter") is string setter ? $", static (self, value) => (({own})self).{setter}(value)" : "";
                string kind = p.Named("IsMember") is true ? "Member" : "Property";
                fill.Add($"t.{kind}(\"{p.Text() ?? member.Name}\", static self => {Function.Result(valueType, $"(({own})self).@{member.Name}")}{set});");
            }
            else if (member is IFieldSymbol or IPropertySymbol && Attributes.Find(member, "PyConstant") is { } constant)
            {
                ITypeSymbol valueType = member is IFieldSymbol field ? field.Type : ((IPropertySymbol)member).Type;
                fill.Add($"t.Set(\"{constant.Text() ?? member.Name}\", {Function.Result(valueType, "@" + member.Name)}!);");
            }
        }
        foreach ((string kind, string operators) in new[] { ("Binary", "Operators"), ("Reflected", "Reflected"), ("InPlace", "InPlace") })
        {
            string list = string.Join(", ", attribute.NamedMany(operators).Select(o => $"(BinaryOp){o}"));
            if (list.Length > 0) fill.Add($"SlotMethods.{kind}(t, {list});");
        }
        INamedTypeSymbol? declaredBase = type.BaseType;
        while (declaredBase is not null && !Attributes.Has(declaredBase, "PyClass")) declaredBase = declaredBase.BaseType;
        bool isDerived = declaredBase is not null;
        string baseType = isDerived ? declaredBase!.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) + ".ClassType" : "Types.Object";
        if (constructor != null) fill.Add("SlotMethods.New(t);");
        w.Line("/// <summary>The class as programs see it.</summary>");
        w.Line($"public {(isDerived ? "new " : "")}static readonly PyType ClassType = MakeType();");
        w.Line();
        w.Line("public override PyType Type { [MetaJit.LookInside] get => ClassType; }");
        w.Line();
        w.Open("private static PyType MakeType()");
        string with = settings.Count > 0 ? $" {{ {string.Join(", ", settings)} }}" : "";
        w.Line($"var type = new PyType(\"{full}\", {baseType}, Populate{(constructor == null ? "" : ", " + constructor)}){with};");
        w.Line($"type.QualName = \"{name}\";");
        w.Line($"type.Set(\"__module__\", PyStr.Intern(\"{module}\"));");
        if (HangsAttributes(type)) w.Line("type.IsExtensible = true;");
        w.Line("return type;");
        w.Close();
        w.Line();
        w.Open("private static void Populate(PyType t)");
        string doc = DocComment.Of(type) is { } text ? $"new PyStr({SymbolDisplay.FormatLiteral(text, true)})" : "PyNone.None";
        w.Line($"t.Set(\"__doc__\", {doc});");
        foreach (string line in fill) w.Line(line);
        w.Close();
        w.Close();
        return new Output(type.Name, module, w.ToString(), new([.. complaints]));
    }

    /// <summary>Whether the class, and no Python class it derives from, is the one that has objects keep attributes.</summary>
    private static bool HangsAttributes(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? part = type; part is not null && (ReferenceEquals(part, type) || !Attributes.Has(part, "PyClass")); part = part.BaseType)
            if (part.Name != "PyObject" && part.GetMembers("HasOwnAttributes").Length > 0) return true;
        return false;
    }

    /// <summary>The members of a class, and those it has from bases that are no Python classes.</summary>
    private static IEnumerable<ISymbol> Members(INamedTypeSymbol type)
    {
        HashSet<string> seen = [];
        for (INamedTypeSymbol? part = type; part is not null; part = part.BaseType)
        {
            if (!ReferenceEquals(part, type) && (part.SpecialType == SpecialType.System_Object || Attributes.Has(part, "PyClass") || part.Name is "PyObject" or "PyExtensible")) yield break;
            List<string> own = [];
            foreach (ISymbol member in part.GetMembers())
            {
                own.Add(member.Name);
                if (ReferenceEquals(part, type) || (!seen.Contains(member.Name) && !(member is IMethodSymbol m && Attributes.Has(m, "PyNew")))) yield return member;
            }
            seen.UnionWith(own);
        }
    }
}
