using System.Text;

namespace PyLite.Fuzz;

/// <summary>
/// Writes a random Python program that ends, from a seed: classes, generators, closures and functions with loops, called from the top level,
/// where every call is tried several times and its exception printed.
/// </summary>
internal sealed partial class ProgramGenerator
{
    /// <summary>How often the innermost statement of a function may run.</summary>
    private const int MaxRuns = 1500;

    private const string Kinds = "ifbsljtdeoxya";

    private readonly Random _random;
    private readonly int _size;
    private readonly StringBuilder _text = new(Prelude.Text);
    private readonly List<Function> _functions = [];
    private readonly List<Function> _generators = [];
    private readonly List<string> _classes = [];

    private int _indent;
    private int _names;

    /// <summary>How often the statement being written runs in one call of the function it is in, and how much that function costs so far.</summary>
    private int _runs = 1;
    private int _cost;

    /// <summary>Loops around the statement being written, in its function.</summary>
    private int _loops;
    private Scope _scope = new();

    /// <summary>Per cent of expressions and statements that may raise: more inside try.</summary>
    private int _risk;
    private bool _inMethod;

    /// <summary>What a return statement is to return; 0 where there may be none.</summary>
    private char _result;

    private ProgramGenerator(int seed, int size) => (_random, _size) = (new Random(seed), size);

    /// <param name="Parameters">Their kinds.</param>
    /// <param name="Defaults">How many of the last ones have default values.</param>
    private sealed record Function(string Name, string Parameters, int Defaults, char Result, int Cost);

    /// <summary>The program of a seed; the same on every machine.</summary>
    /// <param name="size">About how many functions it has.</param>
    public static string Generate(int seed, int size)
    {
        var generator = new ProgramGenerator(seed, size);
        generator.Program();
        return generator._text.ToString();
    }

    private void Program()
    {
        for (int k = Below(3); k >= 0; k--) Class();
        for (int k = Below(_size); k >= 0; k--) Generator();
        for (int k = _size + Below(_size); k >= 0; k--)
        {
            if (Chance(15)) Recursion();
            else Definition();
        }
        Line("def main():");
        Block(() =>
        {
            foreach (Function function in _functions)
            {
                Line("for turn in range(3):");
                Block(() =>
                {
                    _scope = new Scope();
                    _scope.Add('i', "turn", assignable: false);
                    Line("try:");
                    Block(() => Line($"show('{function.Name}', {Call(function, 2)})"));
                    Line("except Exception as error:");
                    Block(() => Line($"show('{function.Name}', said(error))"));
                });
            }
            Line("show(G)");
        });
        Line("main()");
        _scope = new Scope();
        if (Chance(20)) Line($"show({Expression('i', 3)})");
    }

    private int Below(int limit) => _random.Next(limit);

    private bool Chance(int percent) => _random.Next(100) < percent;

    private T Pick<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];

    private string NewName(string prefix) => prefix + _names++;

    private void Line(string text) => _text.Append(' ', 4 * _indent).Append(text).Append('\n');

    private void Block(Action body)
    {
        _indent++;
        body();
        _indent--;
    }
}
