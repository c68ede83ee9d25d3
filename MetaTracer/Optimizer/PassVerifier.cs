using MetaTracer.Resume;
using MetaTracer.Trace;

namespace MetaTracer.Optimizer;

/// <summary>
/// Checks a trace all the way through the optimizer: as it was recorded, each operation that a pass hands on, the optimized trace after each stage,
/// and the resume data of its guards. What it throws says which pass or stage left what. There is one for each run of the optimizer where
/// <see cref="OptimizerOptions.Verify"/> is set; nothing of it exists otherwise.
/// </summary>
internal sealed class PassVerifier(TreeLoop output)
{
    private const string Recorder = "recording";

    // Variables that an operation gives which is on its way through the passes, or has been.
    private readonly HashSet<int> _onTheWay = [];

    /// <summary>Links passes as <see cref="TraceOptimizer"/> does, with a check before the first and behind each.</summary>
    public Pass Link(TraceOptimizer optimizer, Pass[] passes, Pass end)
    {
        Pass next = end;
        for (int i = passes.Length - 1; i >= 0; i--)
        {
            passes[i].Next = new Check(this, PassNameOf(passes[i])) { Optimizer = optimizer, Next = next };
            next = passes[i];
        }
        return new Check(this, Recorder) { Optimizer = optimizer, Next = next };
    }

    private static string PassNameOf(Pass pass) => pass.GetType().Name is var name && name.EndsWith("Pass", StringComparison.Ordinal) ? name[..^4].ToLowerInvariant() : name;

    /// <summary>Checks a trace, or a piece of one, that the optimizer is given.</summary>
    public static void CheckRecorded(TreeLoop recorded) => Blame(Recorder, () => TraceVerifier.CheckRecorded(recorded));

    /// <summary>Checks the optimized trace.</summary>
    /// <param name="stage">What it has just been through.</param>
    /// <param name="isComplete">Whether it has its end.</param>
    public void CheckAfter(string stage, bool isComplete) => Blame(stage, () =>
    {
        TraceVerifier.Check(output, isComplete);
        if (!isComplete) return;
        foreach (ref readonly Operation operation in output.Operations)
        {
            if (operation.Code == OpCode.label) ((TargetToken)operation.Descr!).Kinds = TraceVerifier.KindsOf(output.Args(operation));
            if (operation.Descr is GuardDescr { Resume: { } resume } guard && ResumeVerifier.Problem(resume, guard.FailKinds) is { } problem)
                throw new MalformedTraceException($"malformed trace: resume data of {operation.Code}, guard {guard.Number}: {problem}");
        }
    });

    private static void Blame(string who, Action check)
    {
        try
        {
            check();
        }
        catch (MalformedTraceException problem)
        {
            throw new MalformedTraceException($"after {who}: {problem.Message}");
        }
    }

    private bool IsDefined(TraceOptimizer optimizer, Value value)
    {
        if (_onTheWay.Contains(value.Index) || optimizer.IsVirtual(value) || output.Inputs.Contains(value)) return true;
        // What the optimizer put there itself: copies before a label, say.
        foreach (ref readonly Operation operation in output.Operations)
            if (!operation.Result.IsNone) _onTheWay.Add(operation.Result.Index);
        return _onTheWay.Contains(value.Index);
    }

    private sealed class Check(PassVerifier verifier, string after) : Pass
    {
        public override void Process(ref Op op)
        {
            Span<Value> buffer = stackalloc Value[3];
            ReadOnlySpan<Value> args = op.Args(buffer);
            string? problem = OperationVerifier.Problem(op.Code, args, op.Result, op.Descr, Optimizer.Constants);
            for (int k = 0; k < args.Length && problem is null; k++)
            {
                Value arg = Optimizer.Get(args[k]);
                if (arg.IsVariable && !verifier.IsDefined(Optimizer, arg)) problem = $"{arg} is not defined there";
            }
            if (problem is not null) throw new MalformedTraceException($"after {after}: {op.Code}({string.Join(", ", args.ToArray())}): {problem}");
            if (!op.Result.IsNone) verifier._onTheWay.Add(op.Result.Index);
            Next.Process(ref op);
        }
    }
}
