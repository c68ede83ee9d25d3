using System.Runtime.InteropServices;
using Backend.Arm64;
using Backend.Stencils;

namespace Backend.Tests;

/// <summary>
/// The stencils against <see cref="StencilReference"/>: a sample of the register placements of each operation, every form of its immediate.
/// </summary>
public sealed unsafe class StencilDifferentialTests
{
    private const int Placements = 48, ValuesPerPlacement = 6;

    // Tested by StencilControlTests, and by the driver itself, which uses most of them.
    private static readonly HashSet<StencilOp> Elsewhere =
    [
        StencilOp.site, StencilOp.move_frame, StencilOp.move_ref_frame, StencilOp.barrier, StencilOp.jump, StencilOp.jump_cell,
        StencilOp.jump_slot, StencilOp.leave, StencilOp.enter, StencilOp.barrier_thunk, StencilOp.barrier_trap,
    ];

    [SkippableFact]
    public void X64DoesWhatTheReferenceDoes()
    {
        Skip.IfNot(RuntimeInformation.ProcessArchitecture == Architecture.X64, "x86-64 code runs only on x86-64");
        using var bench = new NativeStencilBench();
        Compare(bench);
    }

    [SkippableFact]
    public void Arm64DoesWhatTheReferenceDoes()
    {
        Skip.IfNot(Unicorn.IsInstalled, "libunicorn2 is not installed");
        using var bench = new EmulatedStencilBench([0xC3]);
        Compare(bench);
    }

    private static void Compare(StencilBench bench)
    {
        var random = new Random(20);
        var cases = new List<Case>();
        foreach (StencilOp op in Enum.GetValues<StencilOp>())
        {
            if (Elsewhere.Contains(op)) continue;
            foreach (StencilForm form in bench.Table[op].Forms)
                foreach (int[] placement in Sample(bench.Table[op], random))
                    if (Case.Make(bench, op, placement, form, random) is { } made) cases.Add(made);
        }

        var wrong = new List<string>();
        int runs = 0;
        foreach (Case one in cases)
        {
            for (int i = 0; i < ValuesPerPlacement; i++, runs++)
            {
                if (one.Run(bench, random) is not { } difference) continue;
                wrong.Add(difference);
                break;
            }
        }
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {cases.Count} stencils differ:\n" + string.Join('\n', wrong.Take(30)));
        Assert.True(runs > 20_000, $"only {runs} runs");
    }

    private static IEnumerable<int[]> Sample(StencilGroup group, Random random)
    {
        int count = group.Shape.Aggregate(1, (n, kind) => n * StencilGroup.RegistersOf(kind));
        IEnumerable<int> indices = Enumerable.Range(0, Math.Min(count, Placements))
            .Select(i => count <= Placements ? i : random.Next(count));
        foreach (int index in indices)
        {
            var placement = new int[group.Shape.Length];
            for (int i = placement.Length - 1, rest = index; i >= 0; i--)
            {
                int registers = StencilGroup.RegistersOf(group.Shape[i]);
                placement[i] = rest % registers;
                rest /= registers;
            }
            yield return placement;
        }
    }

    /// <summary>A stencil with its immediates, written to the bench.</summary>
    private sealed record Case(StencilOp Op, int[] Placement, long Imm, long Imm64, long Imm64B, nint Code)
    {
        private bool IsMemory { get; } = Op.ToString() is string name && (name.StartsWith("load") || name.StartsWith("store"))
            && !name.Contains("_abs_");

        public static Case? Make(StencilBench bench, StencilOp op, int[] placement, StencilForm form, Random random)
        {
            string name = op.ToString();
            int size = name.StartsWith("load") || name.StartsWith("store") ? name.First(char.IsDigit) - '0' : 1;
            long imm = Immediate(form, size, random);
            if (name.StartsWith("spill") || name.StartsWith("reload") || name.Contains("slot"))
            {
                imm = StencilBench.Slots + 8 * random.Next(90);
                if (form.Max < 1000 && form.Max > 0) imm = name.Contains("ref") ? 8 * random.Next(15) : StencilBench.FloatsOut - 8;
                if (!form.Holds(imm)) return null;
            }
            if (op == StencilOp.guard_index) imm = 8;
            if (op is StencilOp.bump or StencilOp.bump_next) imm = 8 * random.Next(1, 12);
            if (!form.Holds(imm) && form.Max != long.MaxValue) return null;

            long cell = (nint)(bench.Data + StencilBench.CellsAt);
            bool isAddress = name.Contains("_abs_") || name.Contains("cell") || op is StencilOp.check_stack or StencilOp.const_ref_slot
                or StencilOp.bump or StencilOp.bump_sized;
            long imm64 = isAddress ? cell : random.NextInt64();
            long imm64B = op == StencilOp.check_stack ? cell + 8 : random.NextInt64();
            return new Case(op, placement, imm, imm64, imm64B, bench.WriteCase(op, placement, imm, imm64, imm64B));
        }

        private static long Immediate(StencilForm form, int size, Random random)
        {
            long min = Math.Max(form.Min, int.MinValue), max = Math.Min(form.Max, int.MaxValue);
            int step = Math.Max(size, form.Scale);
            long picked = random.Next(6) switch
            {
                0 => min,
                1 => max,
                2 => Math.Clamp(random.Next(-20, 20), min, max),
                _ => random.NextInt64(min, max + 1),
            };
            picked = picked / step * step;
            return picked < min ? picked + step : picked;
        }

        public string? Run(StencilBench bench, Random random)
        {
            var expected = new StencilReference(bench.Frame, bench.ReferenceFrame);
            Prepare(bench, expected, random);
            for (int i = 0; i < 10; i++) *(long*)(bench.Frame + StencilBench.IntsIn + 8 * i) = expected.Ints[i];
            for (int i = 0; i < 8; i++) *(double*)(bench.Frame + StencilBench.FloatsIn + 8 * i) = expected.Floats[i];
            // Where there is no result yet, no slot may look as if there were one.
            new Span<byte>(bench.Frame + StencilBench.IntsOut, StencilBench.Slots - StencilBench.IntsOut).Clear();

            byte[] before = new ReadOnlySpan<byte>(bench.Data, StencilBench.DataSize).ToArray();
            long[] ints = [.. expected.Ints];
            double[] floats = [.. expected.Floats];
            ulong site = bench.Run(Code);
            byte[] after = new ReadOnlySpan<byte>(bench.Data, StencilBench.DataSize).ToArray();
            before.CopyTo(new Span<byte>(bench.Data, StencilBench.DataSize));

            bool goesOn = expected.Apply(Op, Placement, Imm, Imm64, Imm64B);
            byte[] wanted = new ReadOnlySpan<byte>(bench.Data, StencilBench.DataSize).ToArray();
            string What() =>
                $"{Op}({string.Join(", ", Placement)}) imm {Imm}: ints {string.Join(' ', ints)}, floats {string.Join(' ', floats)}";
            if (site != (goesOn ? StencilBench.ContinueSite : StencilBench.ExitSite)) return $"{What()}: site {site}";
            for (int i = 0; i < 10; i++)
                if (BitConverter.ToInt64(after, StencilBench.IntsOut + 8 * i) is var found && found != expected.Ints[i])
                    return $"{What()}: r{i} is {found}, not {expected.Ints[i]}";
            for (int i = 0; i < 8; i++)
                if (BitConverter.ToDouble(after, StencilBench.FloatsOut + 8 * i) is var found && !found.Equals(expected.Floats[i]))
                    return $"{What()}: f{i} is {found}, not {expected.Floats[i]}";
            bool isFrameSlot = Op is StencilOp.spill or StencilOp.spill_f or StencilOp.clear_slot or StencilOp.const_slot;
            if (isFrameSlot && Imm < StencilBench.Slots) return null;
            Range memory = StencilBench.Slots..StencilBench.LeaveAt;
            if (after.AsSpan(memory).SequenceEqual(wanted.AsSpan(memory))) return null;
            for (int i = StencilBench.Slots; i < StencilBench.LeaveAt; i++)
                if (after[i] != wanted[i]) return $"{What()}: the byte at {i} is {after[i]}, not {wanted[i]}";
            return null;
        }

        private void Prepare(StencilBench bench, StencilReference state, Random random)
        {
            random.NextBytes(new Span<byte>(bench.Data + StencilBench.Slots, StencilBench.LeaveAt - StencilBench.Slots));
            for (int i = 0; i < 10; i++) state.Ints[i] = Int(random);
            for (int i = 0; i < 8; i++) state.Floats[i] = Float(random);
            if (random.Next(3) == 0 && Placement.Length > 1) state.Ints[Placement[^2] % 10] = state.Ints[Placement[^1] % 10];
            if (random.Next(3) == 0 && Placement.Length > 1) state.Floats[Placement[^2] % 8] = state.Floats[Placement[^1] % 8];

            string name = Op.ToString();
            long heap = (nint)(bench.Data + StencilBench.HeapAt + 512);
            long* cells = (long*)(bench.Data + StencilBench.CellsAt);
            if (name.EndsWith("_imm") && random.Next(2) == 0) state.Ints[Placement[^1]] = Imm + random.Next(-1, 2);
            if (IsMemory)
            {
                bool store = name.StartsWith("store");
                int baseRegister = Placement[store ? 0 : 1];
                long place = heap + 8 * random.Next(8) - Imm;
                if (name.Contains("x_"))
                {
                    int index = Placement[store ? 1 : 2], size = name.First(char.IsDigit) - '0';
                    state.Ints[index] = random.Next(-20, 20);
                    // One register as base and as index: a sum that lands in the heap again.
                    if (index == baseRegister) place /= 1 + size;
                }
                state.Ints[baseRegister] = place;
            }
            switch (Op)
            {
                case StencilOp.int_div or StencilOp.int_rem or StencilOp.uint_div or StencilOp.uint_rem:
                    if (state.Ints[Placement[2]] is 0 or -1) state.Ints[Placement[2]] = random.Next(2) == 0 ? 7 : -3;
                    break;
                case StencilOp.guard_class or StencilOp.guard_nonnull_class or StencilOp.guard_class_reg:
                    *(long*)heap = random.Next(2) == 0 ? Imm64 : random.NextInt64();
                    if (Op == StencilOp.guard_class_reg) state.Ints[Placement[1]] = random.Next(2) == 0 ? *(long*)heap : random.NextInt64();
                    state.Ints[Placement[0]] = Op == StencilOp.guard_nonnull_class && random.Next(3) == 0 ? 0 : heap;
                    break;
                case StencilOp.guard_index:
                    state.Ints[Placement[1]] = random.Next(-2, 4);
                    state.Ints[Placement[0]] = heap;
                    *(int*)(heap + 8) = random.Next(0, 4);
                    break;
                case StencilOp.guard_int_eq_64: state.Ints[Placement[0]] = random.Next(2) == 0 ? Imm64 : random.NextInt64(); break;
                case StencilOp.guard_int_eq_cell: state.Ints[Placement[0]] = random.Next(2) == 0 ? cells[0] : random.NextInt64(); break;
                case StencilOp.guard_cell_zero:
                    cells[0] = (random.NextInt64() << 32) + random.Next(2);
                    break;
                case StencilOp.check_stack:
                    cells[0] = (nint)bench.Frame + random.Next(-1, 3);
                    cells[1] = (nint)bench.ReferenceFrame + random.Next(-1, 3);
                    break;
                case StencilOp.bump or StencilOp.bump_sized:
                    if (Op == StencilOp.bump_sized) state.Ints[Placement[1]] = 8 * random.Next(1, 12);
                    cells[0] = (nint)(cells + 4);
                    cells[3] = heap + 50;
                    cells[4] = heap;
                    break;
                case StencilOp.bump_next: state.Ints[Placement[1]] = heap; break;
            }
        }

        private static long Int(Random random) => random.Next(8) switch
        {
            0 => random.Next(-3, 4),
            1 => long.MaxValue - random.Next(3),
            2 => long.MinValue + random.Next(3),
            3 => random.Next(int.MinValue, int.MaxValue),
            4 => random.Next(200),
            5 => (long)uint.MaxValue + random.Next(-2, 3),
            6 => 1L << random.Next(64),
            _ => random.NextInt64(long.MinValue, long.MaxValue),
        };

        private static double Float(Random random) => random.Next(9) switch
        {
            0 => double.NaN,
            1 => random.Next(-4, 5),
            2 => -0.0,
            3 => double.PositiveInfinity,
            4 => double.NegativeInfinity,
            5 => 9.3e18 * (random.Next(3) - 1),
            6 => random.NextDouble() * 1e300,
            _ => (random.NextDouble() - 0.5) * 1e6,
        };
    }
}
