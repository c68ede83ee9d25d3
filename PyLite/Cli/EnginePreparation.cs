using System.Runtime.ExceptionServices;
using MetaTracer;

namespace PyLite.Cli;

/// <summary>
/// An engine that is being made on a thread of its own, while the program is compiled and begins to run interpreted. A program that ends
/// first does not wait for it.
/// </summary>
internal sealed class EnginePreparation
{
    private readonly Thread _thread;
    private JitEngine? _engine;
    private Exception? _failure;
    private volatile bool _isDone;

    /// <param name="prepare">Makes an engine; what it throws comes out of <see cref="Result"/>.</param>
    /// <param name="afterwards">Done on the same thread when the engine is there for the taking; touches nothing of it.</param>
    public EnginePreparation(Func<JitEngine> prepare, Action afterwards)
    {
        _thread = new Thread(() =>
        {
            try
            {
                _engine = prepare();
            }
            catch (Exception failure)
            {
                _failure = failure;
            }
            _isDone = true;
            if (_failure is null) afterwards();
        })
        {
            IsBackground = true,
            Name = "JIT preparation",
        };
        _thread.Start();
    }

    /// <summary>Whether <see cref="Result"/> is there without waiting.</summary>
    public bool IsDone => _isDone;

    /// <summary>The engine, handed over to the calling thread.</summary>
    public JitEngine Result()
    {
        SpinWait.SpinUntil(() => _isDone);
        if (_failure is { } failure) ExceptionDispatchInfo.Throw(failure);
        return _engine!;
    }
}
