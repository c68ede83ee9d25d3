// The whole language: eight commands over a tape of bytes. The smallest interpreter on this toolkit that is worth compiling.
using System.Runtime.CompilerServices;
using MetaJit;

namespace Brainfuck;

public sealed class BrainfuckError(string message) : Exception(message);

/// <summary>A program: its commands, and for each bracket where the matching one is.</summary>
public sealed class Code
{
    [ImmutableArray]
    public readonly int[] Commands;

    [ImmutableArray]
    public readonly int[] Matching;

    public Code(string text)
    {
        Commands = text.Where("><+-.,[]".Contains).Select(c => (int)c).ToArray();
        Matching = new int[Commands.Length];
        var open = new Stack<int>();
        for (int i = 0; i < Commands.Length; i++)
        {
            if (Commands[i] == '[') open.Push(i);
            if (Commands[i] != ']') continue;
            if (!open.TryPop(out int start)) throw new BrainfuckError($"command {i + 1}: ']' without '['");
            Matching[start] = i;
            Matching[i] = start;
        }
        if (open.TryPeek(out int left)) throw new BrainfuckError($"command {left + 1}: '[' is not closed");
    }
}

/// <summary>What changes while a program runs. In a trace its fields live in registers.</summary>
[Virtualizable]
public sealed class Machine(Tape tape)
{
    public readonly Tape Tape = tape;
    public int Position;
}

public sealed class Tape(TextReader input, TextWriter output)
{
    public readonly byte[] Cells = new byte[30_000];

    [DontLookInside]
    public void Write(byte cell) => output.Write((char)cell);

    /// <summary>The next byte of the input; 0 at its end.</summary>
    [DontLookInside]
    public byte Read() => (byte)Math.Max(input.Read(), 0);
}

public static class Interpreter
{
    public static readonly JitDriver<Code, int, Machine, object?> Driver = new("brainfuck", Run) { Location = At };

    private static string At(Code code, int pc) => pc < code.Commands.Length ? $"{pc} {(char)code.Commands[pc]}" : "end";

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static object? Run([Green] Code code, [Green] int pc, Machine machine)
    {
        while (true)
        {
            Driver.MergePoint(code, pc, machine);
            if (pc >= code.Commands.Length) return null;
            byte[] cells = machine.Tape.Cells;
            switch (code.Commands[pc])
            {
                case '>': machine.Position = machine.Position == cells.Length - 1 ? throw OffTape(pc) : machine.Position + 1; break;
                case '<': machine.Position = machine.Position == 0 ? throw OffTape(pc) : machine.Position - 1; break;
                case '+': cells[machine.Position]++; break;
                case '-': cells[machine.Position]--; break;
                case '.': machine.Tape.Write(cells[machine.Position]); break;
                case ',': cells[machine.Position] = machine.Tape.Read(); break;
                case '[':
                    if (cells[machine.Position] == 0) pc = code.Matching[pc];
                    break;
                case ']':
                    if (cells[machine.Position] == 0) break;
                    pc = code.Matching[pc] + 1;
                    if (Driver.CanEnter(code, pc, machine) is { } exit)
                    {
                        if (exit.IsReturn) return exit.Result;
                        (code, pc, machine) = exit.State;
                    }
                    continue;
            }
            pc++;
        }
    }

    private static BrainfuckError OffTape(int pc) => new($"command {pc + 1}: off the tape");
}
