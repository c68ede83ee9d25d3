using MetaTracer.CodeWriter;
using MetaTracer.Trace;

namespace MetaTracer.Resume;

/// <summary>Whether a guard's resume data can be used: everything it names is there, and of the kind that the place for it wants.</summary>
internal static class ResumeVerifier
{
    /// <summary>What is wrong with it, or null.</summary>
    /// <param name="resume">The guard's resume data.</param>
    /// <param name="failKinds">Kinds of the guard's fail arguments.</param>
    public static string? Problem(ResumeData resume, Kind[] failKinds)
    {
        string? Value(Tagged tagged, Kind? wanted, string what)
        {
            if (tagged.IsNone) return null;
            int known = tagged.From switch { Tagged.Source.FailArg => failKinds.Length, Tagged.Source.Constant => resume.Constants.Length, _ => resume.Virtuals.Length };
            if (tagged.Index >= known) return $"{what} is {tagged.From} {tagged.Index} of {known}";
            Kind kind = tagged.From switch { Tagged.Source.FailArg => failKinds[tagged.Index], Tagged.Source.Constant => resume.Constants[tagged.Index].Kind, _ => Kind.Ref };
            return wanted is null || kind == wanted ? null : $"{what} is of kind {kind} and must be {wanted}";
        }

        for (int k = 0; k < resume.Virtuals.Length; k++)
        {
            VirtualInfo made = resume.Virtuals[k];
            foreach ((Descr descr, int index, Tagged value) in made.Fields)
            {
                if (descr is FieldDescr != made.Class is not null) return $"virtual {k} has {descr.Name}, which it cannot have";
                if (index >= 0 && index >= made.Length) return $"virtual {k} has {made.Length} items, and none at {index}";
                if (Value(value, KindOf(descr), $"{descr.Name} of virtual {k}") is { } problem) return problem;
            }
        }
        foreach (PendingStore store in resume.PendingStores)
        {
            if (store.Target.IsNone != (store.Descr is StaticDescr) || store.Value.IsNone) return $"the store to {store.Descr.Name} has no target or no value";
            string? problem = Value(store.Target, Kind.Ref, $"the target of the store to {store.Descr.Name}") ?? Value(store.Index, Kind.Int, $"the index of the store to {store.Descr.Name}")
                ?? Value(store.Value, KindOf(store.Descr), $"what is stored to {store.Descr.Name}");
            if (problem is not null) return problem;
        }
        foreach (Tagged value in resume.Virtualizable)
            if (Value(value, null, "a value of the virtualizable") is { } problem) return problem;
        foreach (ResumeFrame frame in resume.Frames)
            if (FrameProblem(frame, Value) is { } problem) return problem;
        return null;
    }

    private static string? FrameProblem(ResumeFrame frame, Func<Tagged, Kind?, string, string?> value)
    {
        Operand[]? live = frame.Pc < frame.Code.LiveRegisters.Length ? frame.Code.LiveRegisters[frame.Pc] : null;
        if (live is not null && live.Length != frame.Live.Length) return $"{frame.Code.Name} at {frame.Pc} has {live.Length} live registers, not {frame.Live.Length}";
        for (int k = 0; k < frame.Live.Length; k++)
            if (value(frame.Live[k], live?[k].Kind, $"register {k} of {frame.Code.Name} at {frame.Pc}") is { } problem) return problem;
        return null;
    }

    private static Kind KindOf(Descr descr) => descr switch { FieldDescr field => field.Kind, ArrayDescr array => array.Kind, StaticDescr place => place.Kind, _ => Kind.Void };
}
