using PyLite.Fuzz;

namespace PyLite.Tests;

/// <summary>A few of the random programs of <c>tools/pyfuzz</c>; the tool runs as many as one has time for.</summary>
public sealed class FuzzTests
{
    private const int Size = 2;

    /// <summary>The last ones have found faults.</summary>
    private static readonly int[] Seeds = [1, 2, 3, 4, 5, 6, 1029];

    [Fact]
    public void Random_programs_print_the_same_in_every_way()
    {
        using var fuzzer = new Fuzzer([Ways.Off, "eager", "guards=3"], TimeSpan.FromSeconds(100));
        foreach (int seed in Seeds)
        {
            Difference? difference = fuzzer.Check(ProgramGenerator.Generate(seed, Size));
            Assert.True(difference is null, $"pyfuzz show {seed} --size {Size}: {difference?.Way}, {difference?.Describe()}");
        }
    }

    [Fact]
    public void A_program_is_reduced_to_what_matters()
    {
        string reduced = Reducer.Reduce("a = 1\nif a:\n    b = 2\n    print(b)\nelse:\n    c = 3\n", program => program.Contains("print(b)"));
        Assert.Equal("print(b)\n", reduced);
    }
}
