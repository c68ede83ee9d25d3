// What compiled code saves: a run of it is worth the interpreter's steps that it replaces, whatever time it takes. Much of that time is
// calls that the trace does not follow, and those take as long when the interpreter makes them.
using MetaTracer.Trace;

namespace MetaTracer.Warmup;

/// <summary>Of all code of one token: its own trace and the bridges.</summary>
internal sealed class Worth
{
    // What a step takes the interpreter beyond what compiled code does for it: to fetch and tell apart, to hand values on. And what a call that
    // the trace does not follow takes compiled code beyond what it takes the interpreter.
    private const double Step = 12e-9, Call = 20e-9;

    // No code that goes round is believed to save more, in seconds for each second that it runs.
    private const double MaxRate = 6;

    private double _saved, _seconds;

    /// <summary>
    /// What code that goes round saves, in seconds for each second that it runs: how often it went round is not counted. Where the code calls
    /// other code, it is that which goes round.
    /// </summary>
    public static double RateOf(LoopToken token)
    {
        double rate = token.Worth.Rate;
        foreach (EntryPoint called in token.Calls)
            if (called.Current is { } callee) rate = Math.Max(rate, callee.Worth.Rate);
        return rate;
    }

    private double Rate => _seconds == 0 ? 0 : Math.Clamp(_saved / _seconds, 0, MaxRate);

    /// <summary>Tells each exit of a trace about to be generated whose it is, and what a run saves that ends there.</summary>
    /// <param name="from">Of a bridge, the guard it starts from.</param>
    public void Note(TreeLoop loop, LoopToken owner, GuardDescr? from)
    {
        double before = from?.Saves ?? 0, saves = before;
        foreach (ref Operation operation in loop.Operations)
        {
            _seconds += SecondsOf(operation);
            switch (operation.Descr)
            {
                case MergePointDescr:
                    saves += Step;
                    break;
                case CallDescr:
                    saves -= Call;
                    break;
                case GuardDescr guard:
                    guard.Saves = saves;
                    break;
                case FinishDescr finish:
                    operation.Descr = new FinishDescr(finish.Kind, finish.IsException) { Owner = owner, Saves = saves };
                    break;
            }
        }
        _saved += saves - before;
    }

    // About what each takes. A call's own work is not among it: that counts as time in which nothing is saved.
    private static double SecondsOf(in Operation operation) =>
        operation.Code is OpCode.debug_merge_point or OpCode.label or OpCode.enter_portal_frame or OpCode.leave_portal_frame ? 0
        : operation.Descr is CallDescr ? 40e-9
        : (operation.Info.Flags & OpFlags.Call) != 0 ? 20e-9
        : (operation.Info.Flags & OpFlags.Allocates) != 0 ? 8e-9
        : 0.5e-9;
}
