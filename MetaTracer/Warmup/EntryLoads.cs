// Gives a loop its entry: compiled code takes the reds only, so reads of the virtualizable's fields and items go before the first label.
using MetaTracer.Trace;
using MetaTracer.Tracing;
using static MetaTracer.Trace.OpCode;

namespace MetaTracer.Warmup;

/// <summary>How the inputs of a recorded loop that follow the reds are to be read from the frame.</summary>
/// <param name="Red">Which red is the frame.</param>
/// <param name="Frame">A frame of the traced code, for its arrays' lengths.</param>
internal sealed record VirtualizableLayout(VirtualizableInfo Info, int Red, object Frame);

internal static class EntryLoads
{
    public static TreeLoop Add(TreeLoop loop, int reds, VirtualizableLayout? layout)
    {
        if (layout is null) return loop;
        var entry = new TreeLoop(loop.Constants) { VariableCount = loop.VariableCount };
        entry.Inputs.AddRange(loop.Inputs[..reds]);
        Value frame = loop.Inputs[layout.Red];
        int next = reds;
        foreach (FieldDescr field in layout.Info.Scalars)
        {
            OpCode code = field.Kind switch { Kind.Int => getfield_gc_i, Kind.Ref => getfield_gc_r, _ => getfield_gc_f };
            entry.Append(code, loop.Inputs[next++], [frame], field);
        }
        for (int k = 0; k < layout.Info.Arrays.Length; k++)
        {
            var (field, items) = layout.Info.Arrays[k];
            int length = layout.Info.ArrayOf(layout.Frame, k).Length;
            if (length == 0) continue;
            Value array = entry.Emit(getfield_gc_r, [frame], field);
            for (int index = 0; index < length; index++)
            {
                foreach (ArrayDescr item in items)
                {
                    OpCode code = item.Kind switch { Kind.Int => getarrayitem_gc_i, Kind.Ref => getarrayitem_gc_r, _ => getarrayitem_gc_f };
                    entry.Append(code, loop.Inputs[next++], [array, loop.Constants.Int(index)], item);
                }
            }
        }
        for (int k = 0; k < loop.Count; k++)
        {
            ref Operation operation = ref loop[k];
            int copy = entry.Append(operation.Code, operation.Result, loop.Args(operation), operation.Descr, operation.Snapshot);
            if (operation.FailCount > 0) entry.SetFailArgs(copy, loop.FailArgs(operation));
        }
        return entry;
    }
}
