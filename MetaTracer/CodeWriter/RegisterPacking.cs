using MetaTracer.Trace;

namespace MetaTracer.CodeWriter;

/// <summary>
/// Maps virtual registers to few real ones: registers whose live intervals, in the final order of instructions, do not overlap share one. Small frames make
/// entering a method cheap while tracing.
/// </summary>
internal sealed class RegisterPacking
{
    private readonly Liveness _liveness;
    private readonly int[] _first;
    private readonly int[] _last;

    /// <summary>Positions: 2 * pc where an instruction reads, 2 * pc + 1 where it writes.</summary>
    public RegisterPacking(Liveness liveness, int[] pcOf, bool[] isDead, Operand[] parameters, Operand[] undefined)
    {
        _liveness = liveness;
        _first = new int[liveness.Count];
        _last = new int[liveness.Count];
        Array.Fill(_first, int.MaxValue);
        Array.Fill(_last, int.MinValue);
        // All parameters are written at once, and so must all differ, used or not.
        foreach (Operand operand in parameters) Extend(liveness.IndexOf(operand), -1);
        foreach (Operand operand in undefined) Extend(liveness.IndexOf(operand), 0);
        foreach (RegionHandler handler in liveness.Handlers) Extend(liveness.IndexOf(handler.Register), 2 * pcOf[liveness.StartOf(handler)]);
        foreach (Liveness.BasicBlock block in liveness.Blocks)
        {
            int start = 2 * pcOf[block.Start], end = 2 * pcOf[block.End];
            foreach (int register in Liveness.Members(block.LiveIn)) Extend(register, start);
            foreach (int register in Liveness.Members(block.LiveOut)) Extend(register, end);
            // The place after a call still counts as in the call's region when it has raised.
            foreach (int register in Liveness.Members(liveness.HandlerLive(block.Region)))
            {
                Extend(register, start);
                Extend(register, end);
            }
            for (int i = block.Start; i < block.End; i++)
            {
                if (isDead[i]) continue;
                int position = 2 * pcOf[i];
                foreach (int use in liveness.UsesOf(i)) Extend(use, position);
                foreach (int define in liveness.DefsOf(i)) Extend(define, position + 1);
            }
        }
    }

    /// <summary>The real register of each virtual one, and how many of each kind there are.</summary>
    public int[] Pack(out int[] counts)
    {
        int[] result = new int[_liveness.Count];
        counts = new int[4];
        int[] order = new int[_liveness.Count], starts = new int[_liveness.Count];
        for (int register = 0; register < order.Length; register++) (order[register], starts[register]) = (register, _first[register]);
        Array.Sort(starts, order);
        foreach (Kind kind in (ReadOnlySpan<Kind>)[Kind.Int, Kind.Ref, Kind.Float])
        {
            var active = new PriorityQueue<int, int>();
            var free = new PriorityQueue<int, int>();
            foreach (int register in order)
            {
                if (_first[register] == int.MaxValue || _liveness.OperandOf(register).Kind != kind) continue;
                while (active.TryPeek(out int done, out int end) && end < _first[register])
                {
                    active.Dequeue();
                    free.Enqueue(result[done], result[done]);
                }
                result[register] = free.TryDequeue(out int reused, out _) ? reused : counts[(int)kind]++;
                active.Enqueue(register, _last[register]);
            }
        }
        return result;
    }

    private void Extend(int register, int position)
    {
        _first[register] = Math.Min(_first[register], position);
        _last[register] = Math.Max(_last[register], position);
    }
}
