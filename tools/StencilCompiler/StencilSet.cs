using System.Collections.Concurrent;
using System.Text;
using Backend.Stencils;

namespace StencilCompiler;

/// <summary>All stencils of an operation in one form: by placement, null where a mirror image serves.</summary>
internal sealed record FormStencils(long Min, long Max, int Scale, CutStencil?[] Stencils);

/// <summary>An operation with all its forms.</summary>
internal sealed record OperationStencils(SourceOperation Operation, List<FormStencils> Forms);

/// <summary>Compiles every operation in every placement and form for one instruction set.</summary>
internal sealed class StencilSet(Isa isa, Clang clang)
{
    // Functions in one run of the compiler: enough that starting it does not matter, few enough that two cores share the work evenly.
    private const int FunctionsPerRun = 2000;

    private readonly ConcurrentBag<string> _errors = [];

    public List<OperationStencils> Compile(List<SourceOperation> operations)
    {
        // One job per form and sample; a run of the compiler takes jobs with the same literal.
        var jobs = new List<Job>();
        foreach (SourceOperation operation in operations)
        {
            if (operation.HasGeneral.GetValueOrDefault(isa, true)) jobs.Add(new Job(operation, null, -1));
            foreach (ImmediateForm form in operation.Short.GetValueOrDefault(isa, []))
                for (int sample = 0; sample < form.Samples.Length; sample++)
                    jobs.Add(new Job(operation, form, sample));
        }
        var runs = new List<List<Job>>();
        foreach (var sameLiteral in jobs.GroupBy(j => j.Literal))
        {
            int room = 0;
            foreach (Job job in sameLiteral)
            {
                if (room <= 0)
                {
                    runs.Add([]);
                    room = FunctionsPerRun;
                }
                runs[^1].Add(job);
                room -= job.Placements.Length;
            }
        }
        Parallel.ForEach(runs, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, Run);

        var result = new List<OperationStencils>();
        foreach (var group in jobs.GroupBy(j => j.Operation))
            Try(() => result.Add(new OperationStencils(group.Key, FormsOf(group.Key, [.. group]))));
        return _errors.IsEmpty ? result : throw new StencilError(string.Join('\n', _errors.Order()));
    }

    private List<FormStencils> FormsOf(SourceOperation operation, Job[] jobs)
    {
        var forms = new List<FormStencils>();
        foreach (ImmediateForm form in operation.Short.GetValueOrDefault(isa, []))
            forms.Add(ShortForm(form, [.. jobs.Where(j => j.Form == form)]));
        if (jobs.FirstOrDefault(j => j.Form is null) is { } general) forms.Add(GeneralForm(general.Results));
        return forms;
    }

    /// <summary>Goes on after an error, so that one run shows the errors of all operations.</summary>
    private void Try(Action action)
    {
        try
        {
            action();
        }
        catch (StencilError error)
        {
            _errors.Add($"{isa}: {error.Message}");
        }
    }

    private void Run(List<Job> jobs)
    {
        var text = new StringBuilder();
        foreach (Job job in jobs)
        {
            if (job.Operation.IsFunction)
            {
                // A function that this instruction set does not have is left out here and has no stencils.
                text.Append($"#ifdef function_{job.Operation.Name}\nfunction_{job.Operation.Name}\n#endif\n");
                continue;
            }
            foreach (int index in job.Placements)
            {
                string registers = string.Join(',', job.Operation.Placement(index));
                text.Append($"STENCIL({NameOf(job.Operation, index)}) {{ op_{job.Operation.Name}({registers}) }}\n");
            }
        }
        Try(() =>
        {
            Dictionary<string, CompiledFunction> functions = clang.Compile(isa, text.ToString(), jobs[0].Literal);
            foreach (Job job in jobs) Try(() => Cut(job, functions));
        });
    }

    private void Cut(Job job, Dictionary<string, CompiledFunction> functions)
    {
        bool whole = job.Operation.IsFunction;
        foreach (int index in job.Placements)
        {
            string name = whole ? job.Operation.Name : NameOf(job.Operation, index);
            if (functions.TryGetValue(name, out CompiledFunction? function))
                job.Results[index] = isa == Isa.X64 ? X64Cutter.Cut(function, whole) : Arm64Cutter.Cut(function, whole);
            else if (!whole)
                throw new StencilError($"the compiler made nothing of {name}");
        }
    }

    private static string NameOf(SourceOperation operation, int index) =>
        operation.Name + string.Concat(operation.Placement(index).Select(r => "_" + r));

    private FormStencils ShortForm(ImmediateForm form, Job[] samples)
    {
        Job first = samples[0];
        var stencils = new CutStencil?[first.Results.Length];
        foreach (int index in first.Placements)
        {
            if (samples.Any(s => s.Results[index] is null)) throw new StencilError($"{first.Operation.Name}: not compiled");
            stencils[index] = LiteralHoles.Find(NameOf(first.Operation, index), isa, form, [.. samples.Select(s => s.Results[index]!)]);
        }
        // Where the compiler stores the neighbour of the number (x <= 5 as x < 6), the range is that much smaller at one end.
        IEnumerable<Hole> immediates = stencils.SelectMany(s => s?.Holes ?? []).Where(h => h.Symbol == HoleSymbol.Immediate);
        int[] addends = [.. immediates.Select(h => h.Addend).Distinct()];
        long min = form.Min + addends.Max(a => Math.Max(0, -a)), max = form.Max - addends.Max(a => Math.Max(0, a));
        return new FormStencils(min, max, form.Scale, stencils);
    }

    private static FormStencils GeneralForm(CutStencil?[] stencils)
    {
        Hole[] immediates = [.. stencils.SelectMany(s => s?.Holes ?? []).Where(h => h.Symbol == HoleSymbol.Immediate)];
        if (immediates.Length == 0) return new FormStencils(long.MinValue, long.MaxValue, 1, stencils);
        bool unsigned = immediates.Any(h => h.Kind == HoleKind.Unsigned32);
        return new FormStencils(unsigned ? 0 : int.MinValue, int.MaxValue, 1, stencils);
    }

    private sealed record Job(SourceOperation Operation, ImmediateForm? Form, int Sample)
    {
        public long? Literal => Form?.Samples[Sample];
        public int[] Placements { get; } =
            [.. Enumerable.Range(0, Operation.PlacementCount).Where(i => Operation.IsNormal(Operation.Placement(i)))];
        public CutStencil?[] Results { get; } = new CutStencil?[Operation.PlacementCount];
    }
}
