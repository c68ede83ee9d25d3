// One interpreter in several threads, each with an engine of its own: what stands in the driver then asks which thread it is.
using MetaJit;

namespace MetaTracer.Warmup;

/// <summary>What stands in a driver whose engines are for one thread each.</summary>
internal interface IEntriesByThread
{
    IThreadEntries Entries { get; }
}

/// <summary>The engines of one driver, by thread.</summary>
internal interface IThreadEntries
{
    /// <summary>The calling thread's engine.</summary>
    JitEngine? EngineHere { get; }

    /// <summary>No thread has one.</summary>
    bool IsEmpty { get; }

    /// <summary>Takes an engine out, from any thread.</summary>
    void Remove(JitEngine engine);
}

internal sealed class ThreadEntries<TEntry> : IThreadEntries
    where TEntry : class
{
    private readonly ThreadLocal<Place> _places = new(() => new Place(), trackAllValues: true);

    private sealed class Place
    {
        public volatile TEntry? Entry;
    }

    /// <summary>The calling thread's entry.</summary>
    public TEntry? Here => _places.Value!.Entry;

    public JitEngine? EngineHere => (Here as IAttachedEngine)?.Engine;

    /// <summary>Puts an engine's entry into the driver, for the calling thread.</summary>
    public static void Connect(JitDriver driver, TEntry entry, Func<IEntriesByThread> make)
    {
        lock (driver)
        {
            if (driver.Engine is not IEntriesByThread shared) driver.Engine = shared = make();
            ((ThreadEntries<TEntry>)shared.Entries)._places.Value!.Entry = entry;
        }
    }

    public bool IsEmpty => _places.Values.All(place => place.Entry is null);

    public void Remove(JitEngine engine)
    {
        foreach (Place place in _places.Values)
            if (place.Entry is IAttachedEngine attached && attached.Engine == engine) place.Entry = null;
    }
}
