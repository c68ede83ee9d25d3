using MetaTracer.Optimizer;

namespace MetaTracer.Tests.Rules;

/// <summary>Every integer rule's name is true: of all integers of 64 bits, as Z3 proves, and tried with all small ones.</summary>
public sealed class IntegerRuleTests
{
    // What Z3 proves soon only for each count alone.
    private static readonly Dictionary<string, string> CountOf = new()
    {
        ["x /u (1 << n) = x >>> n"] = "n",
        ["x %u (1 << n) = x & ((1 << n) - 1)"] = "n",
        ["(x << c) << d = x << (c + d) if c <u 64 and d <u 64 and (c + d) < 64"] = "c",
        ["(x >> c) >> d = x >> (c + d) if c <u 64 and d <u 64 and (c + d) < 64"] = "c",
        ["(x >>> c) >>> d = x >>> (c + d) if c <u 64 and d <u 64 and (c + d) < 64"] = "c",
    };

    // What it does not prove: tried only. (A shift is a product, and products are associative: two rules that are proved.)
    private static readonly string[] NotProved = ["(x << c) * d = x * (d << c)"];

    public static TheoryData<string> Names() => new(IntegerRules.Table.Select(rule => rule.Name).Distinct());

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public void Is_proved_for_64_bits(string name)
    {
        Skip.IfNot(Solver.IsInstalled, "libz3 is not installed");
        Skip.If(NotProved.Contains(name), "tried for small integers only");
        RuleFormula formula = RuleFormula.Parse(name);
        if (!CountOf.TryGetValue(name, out string? variable))
        {
            Assert.Equal("unsat", Solver.Answer(formula.Script()));
            return;
        }
        for (int count = 0; count < 64; count++) Assert.Equal("unsat", Solver.Answer(formula.Script((variable, count))));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Holds_for_all_small_integers(string name)
    {
        RuleFormula formula = RuleFormula.Parse(name);
        string[] variables = [.. formula.Variables];
        int bits = variables.Length > 2 ? 4 : 8;
        var values = new Dictionary<string, long>();
        for (long packed = 0; packed < 1L << (bits * variables.Length); packed++)
        {
            for (int i = 0; i < variables.Length; i++) values[variables[i]] = packed << (64 - bits * (i + 1)) >> (64 - bits);
            Assert.True(formula.Holds(values, bits), $"{string.Join(", ", values)} as integers of {bits} bits");
        }
    }

    [Theory]
    [InlineData("x + y = x")]
    [InlineData("(x << c) >>> c = x")]
    [InlineData("(x + c) +ovf d = x +ovf (c + d) if fits(c + d)")]
    public void A_wrong_claim_is_found_out(string name)
    {
        Assert.ThrowsAny<Exception>(() => Holds_for_all_small_integers(name));
        if (Solver.IsInstalled) Assert.Equal("sat", Solver.Answer(RuleFormula.Parse(name).Script()));
    }
}
