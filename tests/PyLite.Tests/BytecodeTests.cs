using PyLite.Compiling;

namespace PyLite.Tests;

/// <summary>What a few pieces of source become. Columns: line, position, instruction, and <c>!handler/depth</c>.</summary>
public class BytecodeTests
{
    private static string Function(string source)
    {
        PyCode module = PyCompiler.Compile(source, "x.py");
        PyCode function = (PyCode)Array.Find(module.Consts, constant => constant is PyCode)!;
        return Disassembler.Disassemble(function);
    }

    [Fact]
    public void A_loop_tests_at_its_head_and_jumps_back_once() => Assert.Equal(
        """
           2    0  LoadFast i
                1  LoadFast n
                2  CompareLt
                3  PopJumpIfFalse -> 9
           3    4  LoadFast i
                5  LoadConst 1
                6  InplaceAdd
                7  StoreFast i
           2    8  JumpBackward -> 0
           4    9  LoadFast i
               10  ReturnValue

        """.ReplaceLineEndings("\n"),
        Function("def f(i, n):\n    while i < n:\n        i += 1\n    return i\n"));

    [Fact]
    public void A_guarded_statement_names_its_handler_and_the_depth_kept_for_it() => Assert.Contains(
        "LoadGlobal g  !5/0", Function("def f():\n    try:\n        g()\n    except E:\n        pass\n"), StringComparison.Ordinal);

    [Theory]
    [InlineData("2 ** 64", "18446744073709551616")]
    [InlineData("2 ** 63 - 1", "9223372036854775807")]
    [InlineData("-(1 << 100)", "-1267650600228229401496703205376")]
    public void Constants_are_folded_up_to_CPythons_limit(string expression, string value) =>
        Assert.Contains($"LoadConst {value}", Function($"def f():\n    return {expression}\n"), StringComparison.Ordinal);

    [Theory]
    [InlineData("2 ** 65")]
    [InlineData("1 << 129")]
    public void Larger_ones_are_not(string expression) =>
        Assert.Contains("Binary", Function($"def f():\n    return {expression}\n"), StringComparison.Ordinal);

    [Fact]
    public void Constants_are_folded() => Assert.Contains("LoadConst 86400", Function("def f():\n    return 24 * 60 * 60\n"), StringComparison.Ordinal);
}
