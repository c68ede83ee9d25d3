namespace CollectorStress;

/// <summary>
/// Keeps the finalizer thread from doing anything until it is disposed of. After every full collection that thread would run the shared
/// array pool's callback, which allocates, which under stress is a full collection: it would do nothing else from then on.
/// </summary>
internal sealed class FinalizerBlock : IDisposable
{
    private readonly ManualResetEventSlim _reached = new(), _ended = new();

    public static FinalizerBlock Begin()
    {
        var block = new FinalizerBlock();
        Drop(block);
        GC.Collect();
        block._reached.Wait();
        return block;
    }

    public void Dispose() => _ended.Set();

    private static void Drop(FinalizerBlock block) => _ = new Finalized(block);

    private sealed class Finalized(FinalizerBlock block)
    {
        ~Finalized()
        {
            block._reached.Set();
            block._ended.Wait();
        }
    }
}
