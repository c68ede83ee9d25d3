// How often each trace runs, and what comes after each of its labels: counted by the traces themselves, where a log is to tell it.
using System.Reflection;
using MetaTracer.CodeWriter;
using MetaTracer.Logging;
using MetaTracer.Trace;
using static MetaTracer.Trace.OpCode;

namespace MetaTracer.Warmup;

/// <summary>How often a trace has come by a place.</summary>
internal sealed class RunCounter(string place)
{
#pragma warning disable CS0649 // Only traces write it.
    private long _runs;
#pragma warning restore CS0649

    /// <summary>A trace's beginning or a label, as the log names it.</summary>
    public string Place => place;

    public long Runs => _runs;

    public static FieldInfo Field { get; } = typeof(RunCounter).GetField(nameof(_runs), BindingFlags.Instance | BindingFlags.NonPublic)!;
}

internal static class RunCounters
{
    /// <summary>The trace with a counter at its beginning, whose name is <paramref name="name"/>, and one after each label.</summary>
    public static TreeLoop Add(TreeLoop trace, string name, DescrCache descrs, JitLog log)
    {
        FieldDescr runs = descrs.FieldOf(RunCounter.Field);
        var counted = new TreeLoop(trace.Constants) { VariableCount = trace.VariableCount };
        counted.Inputs.AddRange(trace.Inputs);
        if (trace[0].Code != label) Count(name);
        for (int k = 0; k < trace.Count; k++)
        {
            ref Operation operation = ref trace[k];
            int copy = counted.Append(operation.Code, operation.Result, trace.Args(operation), operation.Descr, operation.Snapshot);
            if (operation.FailCount > 0) counted.SetFailArgs(copy, trace.FailArgs(operation));
            if (operation.Code == label) Count($"label {operation.Descr}");
        }
        return counted;

        void Count(string place)
        {
            var counter = new RunCounter(place);
            log.Counters.Add(counter);
            Value at = counted.Constants.Ref(counter);
            Value before = counted.Emit(getfield_gc_i, [at], runs);
            counted.Emit(setfield_gc, [at, counted.Emit(int_add, [before, counted.Constants.Int(1)])], runs);
        }
    }
}
