// Engines make what counts and enters for a driver by reflection, from the driver's types. Ahead compilation sees it only where code that is
// not generic makes one of these very types; else some thirty small methods of each driver are compiled when the program needs them.
using System.Runtime.CompilerServices;
using MetaJit;

namespace MetaTracer.Warmup;

/// <summary>
/// Names types of drivers to ahead compilation: those of the parameters, then of the result. All classes count as one, so <c>object</c>
/// stands for each. To be compiled and not to be called: it is enough that a method has the calls, with a driver that it is given.
/// </summary>
public static class PortalCode
{
    /// <inheritdoc cref="PortalCode"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Of<P1, P2, TResult>(JitDriver driver)
    {
        if (driver is JitDriver<P1, P2, TResult> typed)
            typed.Engine = new TypedPortal<P1, P2, TResult>.Entry(new TypedPortal<P1, P2, TResult>(null!, typed, null!, null));
    }

    /// <inheritdoc cref="PortalCode"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Of<P1, P2, P3, TResult>(JitDriver driver)
    {
        if (driver is JitDriver<P1, P2, P3, TResult> typed)
            typed.Engine = new TypedPortal<P1, P2, P3, TResult>.Entry(new TypedPortal<P1, P2, P3, TResult>(null!, typed, null!, null));
    }

    /// <inheritdoc cref="PortalCode"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Of<P1, P2, P3, P4, TResult>(JitDriver driver)
    {
        if (driver is JitDriver<P1, P2, P3, P4, TResult> typed)
            typed.Engine = new TypedPortal<P1, P2, P3, P4, TResult>.Entry(new TypedPortal<P1, P2, P3, P4, TResult>(null!, typed, null!, null));
    }

    /// <inheritdoc cref="PortalCode"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Of<P1, P2, P3, P4, P5, TResult>(JitDriver driver)
    {
        if (driver is JitDriver<P1, P2, P3, P4, P5, TResult> typed)
            typed.Engine = new TypedPortal<P1, P2, P3, P4, P5, TResult>.Entry(new TypedPortal<P1, P2, P3, P4, P5, TResult>(null!, typed, null!, null));
    }
}
