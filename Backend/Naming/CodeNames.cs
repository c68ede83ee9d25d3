using Backend.Runtime;
using MetaTracer.Trace;

namespace Backend.Naming;

/// <summary>Tells a tool from outside what pieces of machine code are called.</summary>
internal abstract class CodeNames : IDisposable
{
    /// <summary>Those that the options ask for.</summary>
    public static CodeNames[] For(BackendOptions options)
    {
        List<CodeNames> names = [];
        if (options.PerfMap) names.Add(new PerfMap());
        if (options.GdbSymbols) names.Add(new GdbSymbols());
        return [.. names];
    }

    /// <summary>There is code now.</summary>
    public abstract void Add(nint start, int length, string name);

    /// <summary>There is no longer any.</summary>
    public abstract void Remove(nint start);

    public abstract void Dispose();

    /// <summary>What a loop's, an entry's or a bridge's code is called: as in the log, with the place of the user's program where it begins.</summary>
    public static string Of(LoopToken token, GuardDescr? guard, TreeLoop trace)
    {
        string what = guard is not null ? $"bridge {guard.Number} of loop {token.Number}" : $"{(token.IsLoop ? "loop" : "entry")} {token.Number}";
        foreach (ref Operation operation in trace.Operations)
            if (operation.Descr is MergePointDescr place) return $"{what} ({place.Location.ReplaceLineEndings(" ")})";
        return what;
    }
}
