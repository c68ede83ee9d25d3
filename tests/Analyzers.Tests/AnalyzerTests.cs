using Shared.Tests;

namespace Analyzers.Tests;

/// <summary>What is told of an interpreter while it is written, and what is not.</summary>
public sealed class AnalyzerTests
{
    /// <summary>An interpreter; what differs from a right one is given.</summary>
    private static string Interpreter(
        string parameters = "[Green] Code code, [Green] int pc, Frame frame", string step = "", string enter = "if (Driver.CanEnter(code, pc, frame) is { } exit) { if (exit.IsReturn) return exit.Result; (code, pc, frame) = exit.State; }",
        string mergePoint = "Driver.MergePoint(code, pc, frame);", string driver = "new(\"test\", Run) { Location = At }", string more = "") => $$"""
        public static class Interpreter
        {
            private static readonly JitDriver<Code, int, Frame, int> Driver = {{driver}};

            private static string At(Code code, int pc) => $"{pc}";

            public static int Run({{parameters}})
            {
                while (true)
                {
                    {{mergePoint}}
                    if (code.Ops[pc] == 0) return frame.Sum;
                    {{step}}
                    pc = code.Ops[pc];
                    {{enter}}
                }
            }
            {{more}}
        }
        """;

    private static string Single(string source) => Assert.Single(Checked.Problems(source));

    [Fact]
    public void Nothing_is_told_of_a_right_interpreter() => Assert.Empty(Checked.Problems(Interpreter()));

    [Theory]
    [InlineData("Driver.CanEnter(code, pc, frame);")]
    [InlineData("_ = Driver.CanEnter(code, pc, frame);")]
    public void The_answer_of_CanEnter_is_wanted(string enter) =>
        Assert.StartsWith("MJ1001 at 'Driver.CanEnter(code, pc, frame)': The answer of CanEnter is dropped", Single(Interpreter(enter: enter)));

    [Fact]
    public void The_answer_of_EnterFunction_is_wanted() =>
        Assert.StartsWith("MJ1001 at 'Driver.EnterFunction(code, pc, frame)'", Single(Interpreter(step: "Driver.EnterFunction(code, pc, frame);")));

    [Theory]
    [InlineData("try { #} finally { frame.Sum++; }", "try")]
    [InlineData("lock (code) { #}", "lock")]
    [InlineData("using (Stream.Null) { #}", "using")]
    [InlineData("using var stream = Stream.Null; #", "the range of a using declaration")]
    public void CanEnter_may_not_stand_in_try(string around, string name)
    {
        const string Enter = "if (Driver.CanEnter(code, pc, frame) is { } exit) { if (exit.IsReturn) return exit.Result; (code, pc, frame) = exit.State; }";
        string source = "using System.IO;\n" + Interpreter(enter: around.Replace("#", Enter));
        Assert.StartsWith($"MJ1002 at 'Driver.CanEnter(code, pc, frame)': CanEnter stands inside {name}: ", Single(source.Replace("using System.IO;\n", "").Replace("Stream", "System.IO.Stream")));
    }

    [Fact]
    public void CanEnter_may_stand_behind_try() => Assert.Empty(Checked.Problems(Interpreter(step: "try { frame.Sum++; } finally { frame.Sum--; }")));

    [Theory]
    [InlineData("Code code, int pc, Frame frame", "MJ1003 at 'Run': No parameter of the portal 'Run' is [Green]")]
    [InlineData("[Green] Code code, int pc, Frame frame", "MJ1003 at 'pc': The red 'pc' says which item of Ops is next")]
    [InlineData("Code code, [Green] int pc, Frame frame", "MJ1003 at 'code': The green 'pc' says which item of Ops is next, and the array is that of the red 'code'")]
    public void A_green_that_is_missing_is_named(string parameters, string problem) => Assert.StartsWith(problem, Single(Interpreter(parameters)));

    [Fact]
    public void A_green_is_missed_also_where_the_array_is_in_a_local() =>
        Assert.StartsWith("MJ1003 at 'pc'", Single(Interpreter("[Green] Code code, int pc, Frame frame", step: "var ops = code.Ops; if (ops[pc + 1] == 1) return 1;")));

    [Fact]
    public void MergePoint_takes_variables() =>
        Assert.StartsWith("MJ1004 at 'pc + 1': MergePoint takes the portal's parameters", Single(Interpreter(mergePoint: "Driver.MergePoint(code, pc + 1, frame);")));

    [Theory]
    [InlineData("[DontLookInside] public static void Helper(Frame frame) { frame.Sum = 1; }", "it is [DontLookInside]")]
    [InlineData("[Elidable] public static int Helper(Frame frame) => frame.Sum;", "it is [Elidable]")]
    [InlineData("public static void Helper(Frame frame) { for (int i = 0; i < 2; i++) frame.Sum++; }", "it has a loop")]
    public void A_frame_is_forced_first(string helper, string why) =>
        Assert.StartsWith($"MJ1005 at 'frame.Sum': 'Helper' is not followed by traces ({why}) and touches Frame.Sum", Single(Interpreter(more: helper)));

    [Theory]
    [InlineData("[DontLookInside] public static void Helper(Frame frame) { Jit.ForceVirtualizable(frame); frame.Sum = 1; }")]
    [InlineData("[DontLookInside] public static string Helper(Frame frame) => frame.Name;")]
    [InlineData("public static void Helper(Frame frame) { frame.Sum = 1; }")]
    [InlineData("[UnrollSafe] public static void Helper(Frame frame) { for (int i = 0; i < 2; i++) frame.Sum++; }")]
    public void A_frame_need_not_be_forced(string helper) => Assert.Empty(Checked.Problems(Interpreter(more: helper)));

    [Fact]
    public void A_loop_below_the_portal_is_named()
    {
        const string Helpers = """
            static int Outer(int n) => Inner(n);
            static int Inner(int n) { while (n > 9) n--; return n; }
            static int NotCalled(int n) { while (n > 9) n--; return n; }
            [DontLookInside] static int Meant(int n) { while (n > 9) n--; return n; }
            [UnrollSafe] static int Unrolled(int n) { while (n > 9) n--; return n; }
            static Exception Wrong(int n) { while (n > 9) n--; return new Exception(); }
            """;
        string problem = Single(Interpreter(step: "if (Outer(pc) + Meant(pc) + Unrolled(pc) < 0) throw Wrong(pc);", more: Helpers));
        Assert.StartsWith("MJ1006 at 'while': 'Inner' has a loop", problem);
    }

    [Fact]
    public void A_portal_is_no_lambda() => Assert.StartsWith(
        "MJ1007 at '(code, pc, frame) => 0': The portal wants a static method, given by its name, and not a lambda",
        Single(Interpreter(driver: "new(\"test\", (code, pc, frame) => 0) { Location = At }")));

    [Fact]
    public void What_names_places_may_be_a_lambda() => Assert.Empty(Checked.Problems(Interpreter(driver: "new(\"test\", Run) { Location = (Code code, int pc) => \"\" }")));

    [Fact]
    public void An_operation_of_the_language_is_at_no_position() => Assert.Empty(Checked.Problems(Interpreter("Code code, int pc, Frame frame", driver: "new(\"test\", Run) { IsOperation = true }")));

    [Fact]
    public void A_hint_wants_a_static_method() => Assert.StartsWith(
        "MJ1007 at '() => Console.Write(1)': Jit.ConditionalCall wants a static method", Single(Interpreter(step: "Jit.ConditionalCall(pc > 3, () => Console.Write(1));")));

    [Theory]
    [InlineData("[ImmutableArray] public int[] Items = [];", "MJ1008 at 'Items': Data.Items is [ImmutableArray] but not readonly")]
    [InlineData("[ImmutableArray] public readonly System.Collections.Generic.List<int> Items = [];", "MJ1008 at 'Items': Data.Items is [ImmutableArray] but no array")]
    public void An_immutable_array_is_readonly(string field, string problem) => Assert.StartsWith(problem, Single($"public sealed class Data {{ {field} }}"));

    [Fact]
    public void What_is_never_negative_is_an_integer()
    {
        Assert.StartsWith("MJ1009 at 'Share': Data.Share is [NonNegative] but no integer", Single("public sealed class Data { [NonNegative] public double Share; }"));
        Assert.Empty(Checked.Problems("public sealed class Data { [NonNegative] public int Count; [NonNegative] public long Size; }"));
    }

    [Fact]
    public void Each_has_its_line_in_the_documentation()
    {
        string page = File.ReadAllText(Repository.PathOf("docs", "analyzer.md"));
        foreach (var rule in Checked.Rules) Assert.Contains($"| {rule.Id} | {rule.DefaultSeverity.ToString().ToLowerInvariant()} |", page);
    }
}
