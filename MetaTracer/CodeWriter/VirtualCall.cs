using System.Reflection;
using System.Runtime.CompilerServices;
using MetaTracer.Trace;

namespace MetaTracer.CodeWriter;

/// <summary>
/// The stub of a virtual callee: for each class of receiver that comes, the stub of what it reaches. A compiled one takes over where there are
/// more than a few classes.
/// </summary>
internal sealed unsafe class VirtualCall
{
    private const int MaxClasses = 4;

    private readonly CalleeSignature _signature;
    private readonly VirtualDispatch _dispatch;
    private Entry[] _entries = [];
    private CallStub? _compiled;

    private VirtualCall(CalleeSignature signature, VirtualDispatch dispatch)
    {
        _signature = signature;
        _dispatch = dispatch;
    }

    /// <summary>Null where <see cref="CallStubBuilder"/> is to make it.</summary>
    public static CallStub? TryMake(CalleeSignature signature, VirtualDispatch dispatch)
    {
        MethodBase method = signature.Method;
        if (method.IsGenericMethod || DirectCall.ShapeOf(signature) is not { } shape) return null;
        var call = new VirtualCall(signature, dispatch);
        if (!typeof(Delegate).IsAssignableFrom(method.DeclaringType)) return method.IsVirtual ? call.Run : null;
        return method.Name != nameof(Action.Invoke) ? null : shape switch
        {
            "R:R" => call.Invoke0,
            "RR:R" => call.Invoke1,
            "RRR:R" => call.Invoke2,
            "RRRR:R" => call.Invoke3,
            _ => null,
        };
    }

    private void Run(long* raw, ref object? refs)
    {
        if (_compiled is { } compiled)
        {
            compiled(raw, ref refs);
            return;
        }
        Type receiver = refs!.GetType();
        foreach (Entry entry in _entries)
        {
            if (entry.Receiver != receiver) continue;
            entry.Stub(raw, ref refs);
            return;
        }
        StubFor(receiver)(raw, ref refs);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private CallStub StubFor(Type receiver)
    {
        CallStub? stub = _entries.Length == MaxClasses ? null
            : DirectCall.TryMake(new CalleeSignature(_dispatch.Resolve(receiver, _signature.Method), false, null));
        if (stub is null) return _compiled = CallStubBuilder.Compile(_signature);
        _entries = [.. _entries, new Entry(receiver, stub)];
        return stub;
    }

    // A delegate holds the address of code that takes what it is called with, whatever its class says of it.

    private void Invoke0(long* raw, ref object? refs) => refs = Unsafe.As<Func<object?>>(refs!)();

    private void Invoke1(long* raw, ref object? refs) => refs = Unsafe.As<Func<object?, object?>>(refs!)(At(ref refs, 1));

    private void Invoke2(long* raw, ref object? refs) => refs = Unsafe.As<Func<object?, object?, object?>>(refs!)(At(ref refs, 1), At(ref refs, 2));

    private void Invoke3(long* raw, ref object? refs) =>
        refs = Unsafe.As<Func<object?, object?, object?, object?>>(refs!)(At(ref refs, 1), At(ref refs, 2), At(ref refs, 3));

    private static object? At(ref object? refs, int place) => Unsafe.Add(ref refs, place);

    private sealed record Entry(Type Receiver, CallStub Stub);
}
