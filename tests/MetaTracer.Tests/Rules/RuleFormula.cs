using System.Globalization;
using System.Text.RegularExpressions;

namespace MetaTracer.Tests.Rules;

/// <summary>
/// What the name of an integer rule claims: <c>left = right if condition and condition</c>. A binary operation within another one stands in
/// parentheses. <c>MIN</c> is the smallest integer, <c>64</c>, <c>63</c> and <c>32</c> are the width of integers, one less and half of it;
/// <c>fits(a + b)</c> says that the sum does not overflow, <c>signext4(x)</c> extends the lower half, <c>+ovf</c> asks whether it overflows.
/// </summary>
internal sealed partial class RuleFormula
{
    private readonly List<string> _tokens = [];
    private int _at;

    private RuleFormula(string name)
    {
        foreach (Match match in Token().Matches(name)) _tokens.Add(match.Value);
        Left = Expression();
        Expect("=");
        Right = Expression();
        if (_at == _tokens.Count) return;
        Expect("if");
        do Conditions.Add(Disjunction());
        while (Accept("and"));
        if (_at < _tokens.Count) throw new FormatException($"'{name}' has '{_tokens[_at]}' where its end should be");
    }

    public RuleTerm Left { get; }
    public RuleTerm Right { get; }
    public List<RuleTerm> Conditions { get; } = [];
    public SortedSet<string> Variables { get; } = [];

    public static RuleFormula Parse(string name) => new(name);

    /// <summary>Whether it holds for these values, as integers of so many bits.</summary>
    public bool Holds(IReadOnlyDictionary<string, long> values, int bits)
    {
        foreach (RuleTerm condition in Conditions)
            if (condition.Value(values, bits) == 0) return true;
        bool overflows = Left.Overflows(values, bits);
        return overflows == Right.Overflows(values, bits) && (overflows || Left.Value(values, bits) == Right.Value(values, bits));
    }

    /// <summary>A script for an SMT solver, of 64-bit integers: unsatisfiable if, and only if, the claim is true.</summary>
    /// <param name="one">A variable that is to be this number, or none.</param>
    public string Script((string Name, long Value) one = default)
    {
        string declarations = string.Concat(Variables.Select(name =>
            name == one.Name ? $"(define-fun {name} () (_ BitVec 64) {RuleTerm.SmtNumber(one.Value)})" : $"(declare-const {name} (_ BitVec 64))"));
        string conditions = string.Concat(Conditions.Select(condition => $"(assert (not (= {condition.Smt()} {RuleTerm.SmtNumber(0)})))"));
        string equal = $"(and (= {Left.SmtOverflows()} {Right.SmtOverflows()}) (or {Left.SmtOverflows()} (= {Left.Smt()} {Right.Smt()})))";
        return $"{declarations}{conditions}(assert (not {equal}))(check-sat)";
    }

    private RuleTerm Disjunction()
    {
        RuleTerm left = Expression();
        while (Accept("or")) left = new RuleTerm("or", [left, Expression()]);
        return left;
    }

    private RuleTerm Expression()
    {
        RuleTerm left = Unary();
        return _at < _tokens.Count && RuleTerm.IsBinary(_tokens[_at]) ? new RuleTerm(_tokens[_at++], [left, Unary()]) : left;
    }

    private RuleTerm Unary()
    {
        foreach (string sign in (string[])["-", "~", "!"])
            if (Accept(sign)) return new RuleTerm(sign, [Unary()]);
        if (Accept("("))
        {
            RuleTerm inner = Expression();
            Expect(")");
            return inner;
        }
        string token = _tokens[_at++];
        if (char.IsDigit(token[0]) || token == "MIN") return new RuleTerm(token, []);
        if (Accept("("))
        {
            RuleTerm argument = Expression();
            Expect(")");
            return new RuleTerm(token, [argument]);
        }
        Variables.Add(token);
        return new RuleTerm(token, []);
    }

    private bool Accept(string token)
    {
        bool found = _at < _tokens.Count && _tokens[_at] == token;
        if (found) _at++;
        return found;
    }

    private void Expect(string token)
    {
        if (!Accept(token)) throw new FormatException($"'{token}' is missing in '{string.Join(' ', _tokens)}'");
    }

    [GeneratedRegex(@"\w+|>>>|<<|>>|[-+*]ovf|==|!=|[<>]=?u|[<>]=|[/%]u|[-+*/%&|^~!()<>=]")]
    private static partial Regex Token();
}

/// <summary>An operator, function, variable or number of a <see cref="RuleFormula"/> with its arguments.</summary>
internal sealed record RuleTerm(string Name, RuleTerm[] Args)
{
    private static readonly Dictionary<string, string> Bitwise = new()
    {
        ["+"] = "bvadd",
        ["-"] = "bvsub",
        ["*"] = "bvmul",
        ["/"] = "bvsdiv",
        ["%"] = "bvsrem",
        ["/u"] = "bvudiv",
        ["%u"] = "bvurem",
        ["&"] = "bvand",
        ["|"] = "bvor",
        ["^"] = "bvxor",
        ["+ovf"] = "bvadd",
        ["-ovf"] = "bvsub",
        ["*ovf"] = "bvmul",
    };
    private static readonly Dictionary<string, string> Shifts = new()
    {
        ["<<"] = "bvshl",
        [">>"] = "bvashr",
        [">>>"] = "bvlshr",
    };
    private static readonly Dictionary<string, string> Comparisons = new()
    {
        ["=="] = "=",
        ["!="] = "distinct",
        ["<"] = "bvslt",
        ["<="] = "bvsle",
        [">"] = "bvsgt",
        [">="] = "bvsge",
        ["<u"] = "bvult",
        ["<=u"] = "bvule",
        [">u"] = "bvugt",
        [">=u"] = "bvuge",
    };

    public static bool IsBinary(string token) => Bitwise.ContainsKey(token) || Shifts.ContainsKey(token) || Comparisons.ContainsKey(token);

    private bool AsksForOverflow => Name.EndsWith("ovf", StringComparison.Ordinal);

    public long Value(IReadOnlyDictionary<string, long> values, int bits)
    {
        if (Args.Length == 0) return values.TryGetValue(Name, out long known) ? known : Extend(Number(bits), bits);
        if (Name == "fits") return Bool(!Args[0].ExactlyOverflows(values, bits));
        long a = Args[0].Value(values, bits), b = Args.Length > 1 ? Args[1].Value(values, bits) : 0;
        ulong mask = ulong.MaxValue >> (64 - bits), x = (ulong)a & mask, y = (ulong)b & mask;
        int count = (int)b & (bits - 1);
        return Extend(Name switch
        {
            "+" or "+ovf" => a + b,
            "-" when Args.Length == 2 => a - b,
            "-ovf" => a - b,
            "-" => -a,
            "*" or "*ovf" => a * b,
            "/" => b == 0 ? 0 : a / b,
            "%" => b == 0 ? 0 : a % b,
            "/u" => y == 0 ? 0 : (long)(x / y),
            "%u" => y == 0 ? 0 : (long)(x % y),
            "&" => a & b,
            "|" => a | b,
            "^" => a ^ b,
            "~" => ~a,
            "!" => Bool(a == 0),
            "or" => Bool(a != 0 || b != 0),
            "<<" => a << count,
            ">>" => a >> count,
            ">>>" => (long)(x >> count),
            "==" => Bool(a == b),
            "!=" => Bool(a != b),
            "<" => Bool(a < b),
            "<=" => Bool(a <= b),
            ">" => Bool(a > b),
            ">=" => Bool(a >= b),
            "<u" => Bool(x < y),
            "<=u" => Bool(x <= y),
            ">u" => Bool(x > y),
            ">=u" => Bool(x >= y),
            "signext4" => Extend(a, bits / 2),
            _ => throw new FormatException($"there is no operation '{Name}'"),
        }, bits);
    }

    /// <summary>Whether it asks for overflow and there is one.</summary>
    public bool Overflows(IReadOnlyDictionary<string, long> values, int bits) => AsksForOverflow && ExactlyOverflows(values, bits);

    private bool ExactlyOverflows(IReadOnlyDictionary<string, long> values, int bits)
    {
        long a = Args[0].Value(values, bits), b = Args[1].Value(values, bits);
        long exact = Name[0] switch { '+' => a + b, '-' => a - b, _ => a * b };
        return Extend(exact, bits) != exact;
    }

    public string Smt()
    {
        if (Args.Length == 0) return char.IsDigit(Name[0]) || Name == "MIN" ? SmtNumber(Number(64)) : Name;
        if (Name == "fits") return SmtBool($"(not {Args[0].SmtExactlyOverflows()})");
        string a = Args[0].Smt(), b = Args.Length > 1 ? Args[1].Smt() : "";
        if (Args.Length == 1)
        {
            return Name switch
            {
                "-" => $"(bvneg {a})",
                "~" => $"(bvnot {a})",
                "!" => SmtBool($"(= {a} {SmtNumber(0)})"),
                "signext4" => $"((_ sign_extend 32) ((_ extract 31 0) {a}))",
                _ => throw new FormatException($"there is no function '{Name}'"),
            };
        }
        if (Name == "or") return $"(bvor {a} {b})";
        if (Shifts.TryGetValue(Name, out string? shift)) return $"({shift} {a} (bvand {b} {SmtNumber(63)}))";
        return Comparisons.TryGetValue(Name, out string? comparison) ? SmtBool($"({comparison} {a} {b})") : $"({Bitwise[Name]} {a} {b})";
    }

    public string SmtOverflows() => AsksForOverflow ? SmtExactlyOverflows() : "false";

    private string SmtExactlyOverflows()
    {
        string operation = Name[0] switch { '+' => "bvadd", '-' => "bvsub", _ => "bvmul" };
        string a = Args[0].Smt(), b = Args[1].Smt();
        return $"(distinct ((_ sign_extend 64) ({operation} {a} {b})) ({operation} ((_ sign_extend 64) {a}) ((_ sign_extend 64) {b})))";
    }

    public static string SmtNumber(long value) => $"(_ bv{((ulong)value).ToString(CultureInfo.InvariantCulture)} 64)";

    private static string SmtBool(string condition) => $"(ite {condition} {SmtNumber(1)} {SmtNumber(0)})";

    private long Number(int bits) => Name switch
    {
        "MIN" => 1L << (bits - 1),
        "64" => bits,
        "63" => bits - 1,
        "32" => bits / 2,
        _ => long.Parse(Name, CultureInfo.InvariantCulture),
    };

    private static long Extend(long value, int bits) => value << (64 - bits) >> (64 - bits);

    private static long Bool(bool value) => value ? 1 : 0;
}
