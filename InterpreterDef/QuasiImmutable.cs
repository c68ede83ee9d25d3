namespace MetaJit;

/// <summary>
/// A value that changes so seldom that a trace may treat it as a constant: reading it in a trace leaves no load, and
/// <see cref="Set"/> invalidates every trace that relied on the old value. Keep it in a <c>readonly</c> field.
/// </summary>
/// <remarks>PyPy's quasi-immutable fields, as an object of its own so that one write barrier serves all of them.</remarks>
public sealed class QuasiImmutable<T>(T value) : QuasiImmutable
{
    private T _value = value;

    /// <summary>The value now.</summary>
    public T Get() => _value;

    /// <summary>Replaces the value and invalidates dependent traces.</summary>
    public void Set(T value)
    {
        _value = value;
        Changed();
    }
}

/// <summary>The part of <see cref="QuasiImmutable{T}"/> an engine knows.</summary>
public abstract class QuasiImmutable
{
    private const int FirstCleanUp = 8;

    private List<IQuasiImmutableDependent>? _dependents;
    private int _cleanUpAt = FirstCleanUp;

    /// <summary>Called by an engine whose new trace relies on the value.</summary>
    public void Register(IQuasiImmutableDependent dependent)
    {
        _dependents ??= [];
        if (_dependents.Count >= _cleanUpAt)
        {
            // A value that never changes must not remember every trace that ever relied on it.
            _dependents.RemoveAll(known => known.IsGone);
            _cleanUpAt = Math.Max(FirstCleanUp, _dependents.Count * 2);
        }
        _dependents.Add(dependent);
    }

    private protected void Changed()
    {
        if (_dependents is not { } dependents) return;
        _dependents = null;
        foreach (IQuasiImmutableDependent dependent in dependents) dependent.Invalidate();
    }
}

/// <summary>Something that must not run any more once a quasi-immutable value has changed: a compiled loop or bridge.</summary>
public interface IQuasiImmutableDependent
{
    /// <summary>The value has changed: what relied on it must not be entered again, and is left at its next check.</summary>
    void Invalidate();

    /// <summary>There is nothing to invalidate any more.</summary>
    bool IsGone { get; }
}
