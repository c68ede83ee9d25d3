namespace Analyzers.Tests;

/// <summary>What an editor writes when asked to mend a mistake.</summary>
public sealed class CodeFixTests
{
    private static string Interpreter(string parameters, string enter, string helper) => $$"""
        public static class Interpreter
        {
            private static readonly JitDriver<Code, int, Frame, int> Driver = new("test", Run);

            public static int Run({{parameters}})
            {
                while (true)
                {
                    Driver.MergePoint(code, pc, frame);
                    if (code.Ops[pc] == 0) return Helper(frame);
                    pc = code.Ops[pc];
                    {{enter}}
                }
            }

            {{helper}}
        }
        """;

    private const string Parameters = "[Green] Code code, [Green] int pc, Frame frame";

    private const string Enter = """
        if (Driver.CanEnter(code, pc, frame) is { } exit)
                    {
                        if (exit.IsReturn) return exit.Result;
                        (code, pc, frame) = exit.State;
                    }
        """;

    private const string Helper = "private static int Helper(Frame frame) => frame.Sum;";

    private static string Lines(string text) => string.Join("\n", text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));

    [Fact]
    public void What_CanEnter_says_is_done() => Assert.Equal(
        Lines(Interpreter(Parameters, Enter, Helper)), Lines(Checked.Mended(Interpreter(Parameters, "Driver.CanEnter(code, pc, frame);", Helper))));

    [Fact]
    public void A_green_is_marked() => Assert.Equal(
        Lines(Interpreter(Parameters, Enter, Helper)), Lines(Checked.Mended(Interpreter("[Green] Code code, int pc, Frame frame", Enter, Helper))));

    [Fact]
    public void A_frame_is_forced() => Assert.Equal(
        Lines(Interpreter(Parameters, Enter, "[DontLookInside] private static int Helper(Frame frame)\n{\nJit.ForceVirtualizable(frame);\nreturn frame.Sum;\n}")),
        Lines(Checked.Mended(Interpreter(Parameters, Enter, "[DontLookInside] private static int Helper(Frame frame)\n{\nreturn frame.Sum;\n}"))));

    [Theory]
    [InlineData(0, "UnrollSafe")]
    [InlineData(1, "DontLookInside")]
    public void A_loop_is_marked(int choice, string attribute)
    {
        const string Loop = "private static int Helper(object o)\n{\nint n = 9;\nwhile (n > 0) n--;\nreturn n;\n}";
        Assert.Equal(
            Lines(Interpreter(Parameters, Enter, $"[{attribute}]\n{Loop}")), Lines(Checked.Mended(Interpreter(Parameters, Enter, Loop), choice)));
    }

    [Fact]
    public void A_field_becomes_readonly() => Assert.Equal(
        "public sealed class Data { [ImmutableArray] public readonly int[] Items = []; }",
        Checked.Mended("public sealed class Data { [ImmutableArray] public int[] Items = []; }"));
}
