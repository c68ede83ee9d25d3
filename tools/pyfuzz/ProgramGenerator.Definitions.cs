namespace PyLite.Fuzz;

/// <content>Functions, generators and classes.</content>
internal sealed partial class ProgramGenerator
{
    private void Definition()
    {
        (string name, string parameters, int defaults) = Head("f");
        char result = Pick("iiiffsl".ToCharArray());
        Block(() =>
        {
            Line("global global_i, global_f");
            _result = result;
            Statements(3 + Below(6), 3);
            _result = '\0';
            Line($"return {Expression(result, 2)}");
        });
        _functions.Add(new Function(name, parameters, defaults, result, Math.Max(_cost, 1)));
    }

    private void Generator()
    {
        (string name, string parameters, int defaults) = Head("g");
        char result = Chance(70) ? 'i' : 'a';
        Block(() =>
        {
            Line("global global_i, global_f");
            Statements(Below(3), 1);
            string index = NewName("k");
            Line($"for {index} in range({Pick([3, 5, 9])}):");
            _scope.Add('i', index, assignable: false);
            _runs = 9;
            _loops = 1;
            Block(() =>
            {
                Statements(1 + Below(3), 1);
                if (Chance(30)) Line($"{Variable('a')} = yield {Expression('i', 2)}");
                else if (Chance(20) && GeneratorCall(1) is var (inner, kind) && (kind == result || result == 'a')) Line($"yield from {inner}");
                else Line($"yield {Expression(result, 2)}");
                Statements(Below(3), 1);
            });
            if (Chance(30)) Line($"return {Expression('i', 1)}");
        });
        _generators.Add(new Function(name, parameters, defaults, result, Math.Max(_cost, 9)));
    }

    private (string Name, string Parameters, int Defaults) Head(string prefix)
    {
        string name = NewName(prefix);
        _scope = new Scope();
        _risk = Chance(25) ? 1 : 0;
        _runs = 1;
        _cost = 0;
        _loops = 0;
        char[] parameters = [.. Enumerable.Range(0, 1 + Below(3)).Select(_ => Pick("iiifsla".ToCharArray()))];
        int defaults = Below(parameters.Length + 1);
        IEnumerable<string> texts = parameters.Select((kind, k) => k >= parameters.Length - defaults ? $"p{k}={Expression(kind, 0)}" : $"p{k}");
        Line($"def {name}({string.Join(", ", texts)}):");
        for (int k = 0; k < parameters.Length; k++) _scope.Add(parameters[k], $"p{k}");
        return (name, new string(parameters), defaults);
    }

    /// <summary>A function that calls itself with a count that falls.</summary>
    private void Recursion()
    {
        string name = NewName("r");
        bool twice = Chance(40);
        Line($"def {name}(n, p1, p2=0):");
        _scope = new Scope();
        _loops = 0;
        _cost = 0;
        _runs = twice ? 60 : 15;
        _scope.Add('i', "n", assignable: false);
        _scope.Add('i', "p1");
        _scope.Add('a', "p2");
        Block(() =>
        {
            Line("global global_i, global_f");
            Line($"if n <= 0: return {Expression('i', 2)}");
            Statements(1 + Below(3), 1);
            string call = $"{name}(n - 1, {Expression('i', 2)}, {Expression('a', 1)})";
            Line(twice ? $"return ({call} + {name}(n - 2, {Expression('i', 1)})) % {Pick(Grammar.Constants['m'])}" : $"return {Pick(["", "1 + ", "-"])}{call}");
        });
        string outer = NewName("f");
        Line($"def {outer}(p0, p1=3):");
        Block(() => Line($"return {name}({(twice ? 7 : 14)}, p0, p1)"));
        _functions.Add(new Function(outer, "ia", 1, 'i', Math.Max(_cost, 20)));
    }

    private void Class()
    {
        string name = NewName("C");
        _scope = new Scope();
        string bases = _classes.Count > 0 && Chance(50) ? $"({Pick(_classes)})" : "";
        bool isDerived = bases.Length > 0;
        Line($"class {name}{bases}:");
        _classes.Add(name);
        Block(() =>
        {
            Line($"k = {Expression('i', 0)}");
            Line("def __init__(self, x, k=1):");
            Block(() =>
            {
                if (isDerived && Chance(70)) Line("super().__init__(x, k)");
                foreach (string attribute in new[] { "u", "v" }.Concat(Chance(60) ? ["y"] : []).OrderBy(_ => Below(100)))
                    Line($"self.{attribute} = {Pick(["x", "k", "x + 1", "0"])}");
                Line(Chance(50) ? "self.w = 0.5" : "self.w = float(x % 1000)");
                if (Chance(40)) Line("if x & 1: self.z = x");
            });
            Method("m", "x=2");
            Line("def __repr__(self):");
            Block(() => Line($"return '{name}(%r)' % (self.u,)"));
            Method("set", "x", "self.u = x");
            if (!isDerived || Chance(40))
            {
                Line("@property");
                Method("p", "");
                Line("def __add__(self, other):");
                Block(() => Line($"return {name}(self.{Pick(Grammar.Constants['k'])}, other.u % 1000)"));
                Line("def __lt__(self, other): return self.u < other.u");
                Line("def __getitem__(self, x):");
                Block(() => Line(Chance(50) ? "return self.v + x" : "raise IndexError(x)"));
                Line("def __call__(self, x): return self.m(x) + 1");
            }
            if (Chance(50)) Line("def __eq__(self, other): return isinstance(other, C0) and self.u == other.u");
            if (Chance(50)) Line("def __setitem__(self, x, y): self.v = x; self.y = y");
            if (Chance(50))
            {
                Line("def __iter__(self):");
                Block(() => Line("yield self.u; yield self.v"));
            }
            else
            {
                Line("__iter__ = None");
            }
        });
    }

    private void Method(string name, string parameter, string? first = null)
    {
        Line($"def {name}(self{(parameter.Length > 0 ? ", " + parameter : "")}):");
        _scope = new Scope();
        _inMethod = true;
        _runs = 30;
        _loops = 0;
        if (parameter.Length > 0) _scope.Add('i', "x");
        foreach (string attribute in new[] { "u", "v" }) _scope.Add('i', "self." + attribute);
        Block(() =>
        {
            Line("global global_i, global_f");
            if (first is not null) Line(first);
            if (Chance(50)) Statements(1 + Below(2), 1);
            Line($"return {Expression('i', 2)}");
        });
        _inMethod = false;
    }
}
