using System.Text.RegularExpressions;
using Backend.Stencils;

namespace StencilCompiler;

/// <summary>An operation of stencils.c.</summary>
/// <param name="Name">Without the op_ or function_ before it.</param>
/// <param name="IsFunction">A whole C function rather than a stencil: it has no parameters and nothing is cut off its end.</param>
/// <param name="Parameters">Letters: a b c d integer registers, x y z float registers.</param>
/// <param name="Short">Short forms of the immediate, per instruction set.</param>
/// <param name="HasGeneral">Whether there is also a form without limits on the immediate, per instruction set.</param>
internal sealed record SourceOperation(string Name, bool IsFunction, string[] Parameters, int SwapA, int SwapB,
    Dictionary<Isa, ImmediateForm[]> Short, Dictionary<Isa, bool> HasGeneral)
{
    public string Shape { get; } = string.Concat(Parameters.Select(p => p[0] >= 'x' ? 'f' : 'i'));

    public int PlacementCount => Shape.Aggregate(1, (count, kind) => count * StencilGroup.RegistersOf(kind));

    /// <summary>The registers of a placement.</summary>
    public int[] Placement(int index)
    {
        var registers = new int[Shape.Length];
        for (int i = Shape.Length - 1; i >= 0; i--)
        {
            int count = StencilGroup.RegistersOf(Shape[i]);
            registers[i] = index % count;
            index /= count;
        }
        return registers;
    }

    /// <summary>Whether a placement gets a stencil of its own.</summary>
    public bool IsNormal(int[] placement) => SwapA < 0 || placement[SwapA] <= placement[SwapB];
}

/// <summary>Reads the operations out of stencils.c; see the head of that file for how they are written.</summary>
internal static partial class StencilSource
{
    [GeneratedRegex(@"^#define (op|function)_(\w+?)(?:\(([a-dx-z, ]*)\))? ")]
    private static partial Regex Definition();

    /// <summary>
    /// The operations in the order of the file. One that is defined once per instruction set may have short forms at both places;
    /// every operation exists on both, except functions.
    /// </summary>
    public static List<SourceOperation> Read(string path)
    {
        var operations = new List<SourceOperation>();
        string notes = "";
        foreach (string line in File.ReadLines(path))
        {
            if (line.StartsWith("//:"))
            {
                notes = line[3..];
                continue;
            }
            Match match = Definition().Match(line);
            if (match.Success) Add(operations, match, notes);
            notes = "";
        }
        return operations;
    }

    private static void Add(List<SourceOperation> operations, Match match, string notes)
    {
        string name = match.Groups[2].Value;
        string[] parameters = match.Groups[3].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        int swapA = -1, swapB = -1;
        var forms = new Dictionary<Isa, ImmediateForm[]>();
        var general = new Dictionary<Isa, bool>();
        string[] words = notes.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (int i = 0; i < words.Length; i++)
        {
            if (words[i] == "commutative")
            {
                swapA = Array.IndexOf(parameters, words[++i]);
                swapB = Array.IndexOf(parameters, words[++i]);
                if (swapA < 0 || swapB != swapA + 1) throw new StencilError($"{name}: commutative names two neighbouring parameters");
                continue;
            }
            string[] sides = words[i].Split('=');
            Isa isa = sides[0] switch
            {
                "x64" => Isa.X64,
                "arm64" => Isa.Arm64,
                _ => throw new StencilError($"{name}: what is {words[i]}?"),
            };
            string[] names = sides[1].Split(',');
            forms[isa] = [.. names.Where(n => n != "only").Select(n => ImmediateForm.Named(n, isa))];
            general[isa] = !names.Contains("only");
        }

        int known = operations.FindIndex(o => o.Name == name);
        if (known < 0)
        {
            operations.Add(new SourceOperation(name, match.Groups[1].Value == "function", parameters, swapA, swapB, forms, general));
            return;
        }
        SourceOperation first = operations[known];
        if (!first.Parameters.SequenceEqual(parameters)) throw new StencilError($"{name} is defined with other parameters before");
        foreach (Isa isa in forms.Keys)
        {
            first.Short[isa] = forms[isa];
            first.HasGeneral[isa] = general[isa];
        }
    }
}
