using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PyLite.ModuleGenerator;

/// <summary>The other half of a class marked <c>[PyModule]</c>.</summary>
internal static class ModuleWriter
{
    public static Output Write(INamedTypeSymbol type)
    {
        List<Complaint> complaints = [];
        string module = Attributes.Find(type, "PyModule")?.Text() ?? type.Name;
        var w = new Writer();
        w.Begin(type.ContainingNamespace.ToDisplayString());
        w.Open($"partial class {type.Name}");
        // What cannot be declared is done when the rest is there.
        List<string> fill = [], last = [];
        bool canFail = false;
        foreach (ISymbol member in type.GetMembers())
        {
            if (member is IMethodSymbol method && Attributes.Find(method, "PyFunction") is { } attribute)
            {
                string name = attribute.Text() ?? method.Name;
                if (!method.IsStatic) complaints.Add(new Complaint($"{method.Name}: a function of a module is static", method.Locations.FirstOrDefault()));
                string made = Function.Read(method, Role.Function, name, complaints).Write(w, module, null);
                fill.Add($"d.Set(\"{name}\", {made});");
                foreach (object? alias in attribute.NamedMany("Aliases")) fill.Add($"d.Set(\"{alias}\", d.Get(\"{name}\")!);");
            }
            else if (member is IFieldSymbol or IPropertySymbol && Attributes.Find(member, "PyConstant") is { } constant)
            {
                ITypeSymbol valueType = member is IFieldSymbol field ? field.Type : ((IPropertySymbol)member).Type;
                fill.Add($"d.Set(\"{constant.Text() ?? member.Name}\", {Function.Result(valueType, "@" + member.Name)}!);");
            }
            else if (member is IMethodSymbol init && Attributes.Has(member, "PyModuleInit"))
            {
                canFail |= !init.ReturnsVoid;
                last.Add(init.ReturnsVoid ? $"{member.Name}(m);" : $"if (!{member.Name}(m)) return null;");
            }
        }
        w.Line($"/// <summary>The module, made anew{(canFail ? "; null with an exception pending" : "")}.</summary>");
        w.Line("[DontLookInside]");
        w.Open($"public static PyModule{(canFail ? "?" : "")} Create()");
        w.Line($"var m = new PyModule(\"{module}\");");
        w.Line("ModuleDict d = m.Globals;");
        if (DocComment.Of(type) is { } doc) w.Line($"d.Set(Names.Doc, new PyStr({SymbolDisplay.FormatLiteral(doc, true)}));");
        foreach (string line in fill.Concat(last)) w.Line(line);
        w.Line("return m;");
        w.Close();
        w.Close();
        return new Output(type.Name, module, w.ToString(), new([.. complaints]));
    }

    /// <summary>The table of all modules.</summary>
    public static string Table(ImmutableArray<(string Module, string Class)> modules)
    {
        var w = new Writer();
        w.Begin("PyLite.Modules");
        w.Line("/// <summary>The modules that are declared by attributes.</summary>");
        w.Open("public static class DeclaredModules");
        w.Line($"public static readonly string[] Names = [{string.Join(", ", modules.Select(m => m.Module).OrderBy(n => n, StringComparer.Ordinal).Select(n => $"\"{n}\""))}];");
        w.Line();
        w.Line("/// <summary>The module, made anew; null when there is none of the name, or with an exception pending.</summary>");
        w.Line("[DontLookInside]");
        w.Open("public static PyModule? Create(string name) => name switch");
        foreach ((string module, string type) in modules) w.Line($"\"{module}\" => {type}.Create(),");
        w.Line("_ => null,");
        w.Close(";");
        w.Close();
        return w.ToString();
    }
}
