// What machine code pays for calls that traces do not follow. For each it is left and entered again, which costs about what some steps of an
// interpreter gain by being compiled. A loop that does little else is slower than the interpreter, and nobody sees why: so it is told.
using System.Globalization;
using MetaJit;
using MetaTracer.CodeWriter;
using MetaTracer.Trace;

namespace MetaTracer.Warmup;

internal sealed class CallCosts(JitEngine engine)
{
    /// <summary>
    /// A trace has been compiled: notes for each of its calls how many steps of the interpreter there are for one call, in the part that goes round.
    /// </summary>
    public static void Note(TreeLoop compiled)
    {
        Span<Operation> operations = compiled.Operations;
        int start = 0;
        for (int k = 0; k < operations.Length; k++)
            if (operations[k].Code == OpCode.label) start = k;
        int steps = 0, calls = 0;
        foreach (ref Operation operation in operations[start..])
        {
            if (operation.Code == OpCode.debug_merge_point) steps++;
            else if (Leaves(operation)) calls++;
        }
        if (calls == 0) return;
        // Where it jumps to is the merge point that it comes by last.
        if (operations[^1].Code == OpCode.jump) steps = Math.Max(steps - 1, 1);
        foreach (ref Operation operation in operations[start..])
            if (Leaves(operation)) ((CallDescr)operation.Descr!).NoteSite((double)steps / calls);
    }

    private static bool Leaves(in Operation operation) =>
        operation.Descr is CallDescr && operation.Code is not (OpCode.cond_call_n or OpCode.cond_call_value_r);

    /// <summary>Names the callees that cost more than the loops around them gain. Called now and then, between two operations of the program.</summary>
    public void Look()
    {
        if (engine.Options.DefinitionIsTested) return;
        _ = engine.Backend.Stats;       // brings the callees' counts up to date
        engine.Warn(engine.CodeWriter.Callees.Where(callee => callee.IsCostly).Select(Warning));
    }

    private static string Warning(CallDescr callee)
    {
        string place = callee.Method is { } method ? SourceSymbols.Locate(method, 0) + ": " : "";
        return $"{place}{callee.Name} is called by machine code after every {callee.StepsPerCall.ToString("0.#", CultureInfo.InvariantCulture)} steps of the interpreter, which costs "
            + $"more than the loops around it gain: have it followed ([{nameof(UnrollSafeAttribute)[..^9]}] for a short loop, less in [{nameof(DontLookInsideAttribute)[..^9]}]), or do more in one call";
    }
}
