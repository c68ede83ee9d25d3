using MetaTracer;
using MetaTracer.Resume;
using MetaTracer.Trace;
using static MetaTracer.Trace.OpCode;

namespace MetaJit.Tool.Fuzz;

internal sealed partial class RecordedTrace
{
    // ---- Guard failures

    /// <summary>Takes over the state of compiled code that failed at a guard, and returns where to go on.</summary>
    public int Resume(DeadFrame dead)
    {
        ResumeData resume = ((GuardDescr)dead.Descr).Resume!;
        var virtuals = new object[resume.Virtuals.Length];
        for (int i = 0; i < virtuals.Length; i++)
            virtuals[i] = resume.Virtuals[i].Class is { } cls ? FuzzWorld.New(cls) : new long[resume.Virtuals[i].Length];
        object? Read(Tagged tagged, Kind kind) => tagged.From switch
        {
            Tagged.Source.Virtual => virtuals[tagged.Index],
            Tagged.Source.Constant => resume.Constants[tagged.Index] is var c && kind == Kind.Int ? c.Bits : kind == Kind.Float ? BitConverter.Int64BitsToDouble(c.Bits) : c.Ref,
            _ => kind switch { Kind.Int => dead.Values.Ints[tagged.Index], Kind.Float => dead.Values.Floats[tagged.Index], _ => dead.Values.Refs[tagged.Index] },
        };
        for (int i = 0; i < virtuals.Length; i++)
        {
            foreach ((Descr descr, int index, Tagged value) in resume.Virtuals[i].Fields)
            {
                if (descr is FieldDescr field) Set(virtuals[i], field, Read(value, field.Kind));
                else ((long[])virtuals[i])[index] = (long)Read(value, Kind.Int)!;
            }
        }
        foreach (PendingStore store in resume.PendingStores)
        {
            switch (store.Descr)
            {
                case StaticDescr: FuzzNode.Shared = (long)Read(store.Value, Kind.Int)!; break;
                case FieldDescr field: Set(Read(store.Target, Kind.Ref)!, field, Read(store.Value, field.Kind)); break;
                default: ((long[])Read(store.Target, Kind.Ref)!)[(long)Read(store.Index, Kind.Int)!] = (long)Read(store.Value, Kind.Int)!; break;
            }
        }
        ResumeFrame frame = resume.Frames.Single();
        int[] live = _live[frame.Pc];
        for (int i = 0; i < live.Length; i++)
        {
            Value variable = Value.FromRaw(live[i]);
            object? value = Read(frame.Live[i], variable.Kind);
            if (variable.Kind == Kind.Int) _i[variable.Index] = (long)value!;
            else if (variable.Kind == Kind.Float) _f[variable.Index] = (double)value!;
            else _r[variable.Index] = value;
        }
        return frame.Pc;
    }

    /// <summary>
    /// Records the bridge that starts at a failed guard and goes on past guard <paramref name="failing"/>, as it went before, to the loop's end or to a join.
    /// </summary>
    public TreeLoop Bridge(GuardDescr from, int failing, (int Pc, LoopToken Token)? until = null)
    {
        ResumeData resume = from.Resume!;
        var bridge = new TreeLoop(new ConstantPool());
        // Numbers of its own, and a pool with other constants first: nothing may rely on the loop's.
        for (int i = 0; i < 5; i++) bridge.Constants.Int(1000 + i);
        foreach (Kind kind in from.FailKinds) bridge.AddInput(kind);
        Value[] virtuals = Array.ConvertAll(resume.Virtuals, info => info.Class is not null
            ? bridge.Emit(new_with_vtable, [], info.Class)
            : bridge.Emit(new_array, [bridge.Constants.Int(info.Length)], info.Array));
        Value Read(Tagged tagged) => tagged.From switch
        {
            Tagged.Source.Virtual => virtuals[tagged.Index],
            Tagged.Source.FailArg => bridge.Inputs[tagged.Index],
            _ => resume.Constants[tagged.Index] is var c && c.Kind == Kind.Int ? bridge.Constants.Int(c.Bits)
                : c.Kind == Kind.Float ? bridge.Constants.Float(BitConverter.Int64BitsToDouble(c.Bits)) : bridge.Constants.Ref(c.Ref),
        };
        for (int i = 0; i < virtuals.Length; i++)
        {
            foreach ((Descr descr, int index, Tagged value) in resume.Virtuals[i].Fields)
            {
                if (index < 0) bridge.Emit(setfield_gc, [virtuals[i], Read(value)], descr);
                else bridge.Emit(setarrayitem_gc, [virtuals[i], bridge.Constants.Int(index), Read(value)], descr);
            }
        }
        foreach (PendingStore store in resume.PendingStores)
        {
            switch (store.Descr)
            {
                case StaticDescr: bridge.Emit(setstatic_gc, [Read(store.Value)], store.Descr); break;
                case FieldDescr: bridge.Emit(setfield_gc, [Read(store.Target), Read(store.Value)], store.Descr); break;
                default: bridge.Emit(setarrayitem_gc, [Read(store.Target), Read(store.Index), Read(store.Value)], store.Descr); break;
            }
        }

        ResumeFrame frame = resume.Frames[0];
        int[] live = _live[frame.Pc];
        var map = new Dictionary<int, Value>();
        for (int i = 0; i < live.Length; i++) map[live[i]] = Read(frame.Live[i]);
        Copy(bridge, map, frame.Pc, until is null ? Loop.Count : until.Value.Pc, failing);
        if (until is { } join) EndAt(bridge, map, join);
        return bridge;
    }

    /// <summary>
    /// What was recorded after a trace that ended at an operation: from there to the loop's end, or from the loop's start to its end where a trace
    /// came round. Its inputs are variables of its own.
    /// </summary>
    public TreeLoop Further(TreeLoop before, int pc)
    {
        var further = new TreeLoop(before.Constants) { Snapshots = before.Snapshots, VariableCount = before.VariableCount };
        var map = new Dictionary<int, Value>();
        foreach (int raw in pc == 0 ? [.. Loop.Inputs.Select(input => input.Raw)] : _live[pc]) map[raw] = further.AddInput(Value.FromRaw(raw).Kind);
        Copy(further, map, pc, Loop.Count, failing: -1);
        return further;
    }

    private void EndAt(TreeLoop piece, Dictionary<int, Value> map, (int Pc, LoopToken Token) join) =>
        piece.Append(jump, Value.None, Array.ConvertAll(_live[join.Pc], raw => map[raw]), join.Token, AddSnapshot(piece.Snapshots, join.Pc, raw => map[raw]));

    /// <summary>Records operations of the loop, past guards that are ignored and one that has failed.</summary>
    private void Copy(TreeLoop trace, Dictionary<int, Value> map, int start, int end, int failing)
    {
        Value Translate(int raw) => raw > 0 ? map[raw] : trace.Constants.Import(Value.FromRaw(raw), Loop.Constants);
        for (int pc = start; pc < end; pc++)
        {
            Operation operation = Loop[pc];
            OpCode code = operation.Code;
            if (Ignored.Contains(pc) || pc == failing)
            {
                code = code switch { guard_true => guard_false, guard_false => guard_true, guard_no_overflow => guard_overflow, guard_overflow => guard_no_overflow, _ => code };
                if (code is guard_value or guard_class or guard_nonnull or guard_isnull or guard_nonnull_class || (pc != failing && code is guard_true or guard_false)) continue;
            }
            Value[] args = Array.ConvertAll(Loop.Args(operation).ToArray(), arg => Translate(arg.Raw));
            int snapshot = -1;
            if (operation.Snapshot >= 0)
                snapshot = AddSnapshot(trace.Snapshots, code is guard_no_overflow or guard_overflow ? pc - 1 : pc, Translate);
            if (code == jump)
            {
                trace.Append(jump, Value.None, args, operation.Descr, snapshot);
                continue;
            }
            Value result = operation.Result.IsNone ? Value.None : trace.NewVariable(operation.Result.Kind);
            trace.Append(code, result, args, operation.Descr, snapshot);
            if (!result.IsNone) map[operation.Result.Raw] = result;
        }
    }
}
