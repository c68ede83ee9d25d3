using System.Runtime.CompilerServices;

namespace MetaJit;

/// <summary>
/// Hints to the tracer. Interpreted, each is what its C# body says, and inlines to next to nothing; in a trace the
/// meta-interpreter gives it the meaning documented here. The names and meanings are those of PyPy's <c>rlib.jit</c>.
/// </summary>
public static class Jit
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>Makes <paramref name="value"/> a constant of the trace, behind a guard that it is the same again.</summary>
    [MethodImpl(Inline)]
    public static T Promote<T>(T value) => value;

    /// <summary><see cref="Promote{T}"/> by the characters of the string, not by its identity.</summary>
    [MethodImpl(Inline)]
    public static string PromoteString(string value) => value;

    /// <summary>Whether the tracer knows the value as a constant. False when interpreted.</summary>
    [MethodImpl(Inline)]
    public static bool IsConstant<T>(T value) => false;

    /// <summary>Whether the object is known to be virtual (allocated in this trace and not yet escaped). False when interpreted.</summary>
    [MethodImpl(Inline)]
    public static bool IsVirtual<T>(T value) where T : class? => false;

    /// <summary>True while the tracer records (and so in the trace), false when interpreted.</summary>
    public static bool IsTracing => false;

    /// <summary>True in machine code and while tracing, false when interpreted.</summary>
    public static bool WeAreJitted => false;

    /// <summary>Promises that <paramref name="value"/> is not null and of exactly the class <typeparamref name="T"/>: no guard is needed.</summary>
    [MethodImpl(Inline)]
    public static void RecordExactClass<T>(object value) where T : class { }

    /// <summary>Promises that <paramref name="value"/> is not null: no guard is needed.</summary>
    [MethodImpl(Inline)]
    public static void AssumeNonNull(object? value) { }

    /// <summary>
    /// Promises that the array is not null and has at least <paramref name="least"/> items: an access below that needs no guard. What is
    /// promised must be true wherever the trace may come by, or machine code reads what is not there.
    /// </summary>
    [MethodImpl(Inline)]
    public static void AssumeLength(Array? array, int least) { }

    /// <summary>Signed 64-bit addition. Returns true on overflow, and <paramref name="result"/> is then the wrapped sum.</summary>
    [MethodImpl(Inline)]
    public static bool AddOverflow(long a, long b, out long result)
    {
        result = unchecked(a + b);
        return ((a ^ result) & (b ^ result)) < 0;
    }

    /// <summary>Signed 64-bit subtraction. Returns true on overflow, and <paramref name="result"/> is then the wrapped difference.</summary>
    [MethodImpl(Inline)]
    public static bool SubOverflow(long a, long b, out long result)
    {
        result = unchecked(a - b);
        return ((a ^ b) & (a ^ result)) < 0;
    }

    /// <summary>Signed 64-bit multiplication. Returns true on overflow, and <paramref name="result"/> is then the wrapped product.</summary>
    [MethodImpl(Inline)]
    public static bool MulOverflow(long a, long b, out long result)
    {
        long high = Math.BigMul(a, b, out result);
        return high != result >> 63;
    }

    /// <summary>
    /// Quotient rounded down, as many languages divide: Python, Lua, Ruby. A trace knows it by its meaning: by a constant it is shifts and
    /// multiplications.
    /// </summary>
    /// <exception cref="DivideByZeroException"><paramref name="b"/> is 0.</exception>
    /// <exception cref="OverflowException">The smallest integer is divided by -1.</exception>
    [MethodImpl(Inline)]
    public static long FloorDivide(long a, long b)
    {
        long quotient = a / b, remainder = a - quotient * b;
        return quotient + SignDiffers(remainder, b);
    }

    /// <summary>The remainder of <see cref="FloorDivide"/>: 0, or of <paramref name="b"/>'s sign and nearer to 0.</summary>
    /// <inheritdoc cref="FloorDivide" path="/exception"/>
    [MethodImpl(Inline)]
    public static long FloorRemainder(long a, long b)
    {
        long remainder = a % b;
        return remainder + (b & SignDiffers(remainder, b));
    }

    /// <summary>-1 where the remainder is to be raised by the divisor, 0 where not.</summary>
    [MethodImpl(Inline)]
    private static long SignDiffers(long remainder, long b) => (remainder ^ b) >> 63 & (remainder | -remainder) >> 63;

    /// <summary>
    /// Says that the code which follows touches the fields of a <see cref="VirtualizableAttribute">virtualizable</see>
    /// outside traced code: every caller in a trace first writes the frame back to memory.
    /// </summary>
    [MethodImpl(Inline)]
    public static void ForceVirtualizable(object frame) { }

    /// <summary>
    /// Promises that the <see cref="VirtualizableAttribute">virtualizable</see> was made just now and no trace runs on it yet: code the tracer does not
    /// follow may touch its fields without <see cref="ForceVirtualizable"/>.
    /// </summary>
    [MethodImpl(Inline)]
    public static void FreshVirtualizable(object frame) { }

    /// <summary>
    /// Says that the <see cref="VirtualizableAttribute">virtualizable</see> is about to be stored where others may reach it without its
    /// <see cref="VirtualizableAttribute.EscapedField"/> being set, and that this is meant: whoever reads it there takes what was in memory last,
    /// or nobody does before the portal has returned from it.
    /// </summary>
    [MethodImpl(Inline)]
    public static void MayBeStale(object frame) { }

    /// <summary>
    /// Calls <paramref name="action"/> if the condition holds, in a trace without a guard: what happens now and then, either way (growing a list,
    /// counting an event), splits no trace in two. The trace does not follow the call. A static method of the interpreter, as a method group.
    /// </summary>
    /// <remarks>RPython's <c>conditional_call</c>.</remarks>
    [MethodImpl(Inline)]
    public static void ConditionalCall(bool condition, Action action)
    {
        if (condition) action();
    }

    /// <inheritdoc cref="ConditionalCall(bool, Action)"/>
    [MethodImpl(Inline)]
    public static void ConditionalCall<A>(bool condition, Action<A> action, A a)
    {
        if (condition) action(a);
    }

    /// <inheritdoc cref="ConditionalCall(bool, Action)"/>
    [MethodImpl(Inline)]
    public static void ConditionalCall<A, B>(bool condition, Action<A, B> action, A a, B b)
    {
        if (condition) action(a, b);
    }

    /// <inheritdoc cref="ConditionalCall(bool, Action)"/>
    [MethodImpl(Inline)]
    public static void ConditionalCall<A, B, C>(bool condition, Action<A, B, C> action, A a, B b, C c)
    {
        if (condition) action(a, b, c);
    }

    /// <summary>
    /// The value, or where it is null what the <see cref="ElidableAttribute"/> function gives; in a trace without a guard, as
    /// <see cref="ConditionalCall(bool, Action)"/>: for what is computed when it is first wanted.
    /// </summary>
    /// <remarks>RPython's <c>conditional_call_elidable</c>.</remarks>
    [MethodImpl(Inline)]
    public static TResult ConditionalCallElidable<A, TResult>(TResult? value, Func<A, TResult> function, A a) where TResult : class => value ?? function(a);

    /// <inheritdoc cref="ConditionalCallElidable{A, TResult}(TResult, Func{A, TResult}, A)"/>
    [MethodImpl(Inline)]
    public static TResult ConditionalCallElidable<A, B, TResult>(TResult? value, Func<A, B, TResult> function, A a, B b) where TResult : class => value ?? function(a, b);

    /// <summary>
    /// Promises that <paramref name="function"/>, a static method that is <see cref="ElidableAttribute"/>, given as a method group, would give
    /// <paramref name="result"/> for this argument: a trace that goes on to ask it need not call it.
    /// </summary>
    /// <remarks>RPython's <c>record_known_result</c>.</remarks>
    [MethodImpl(Inline)]
    public static void RecordKnownResult<A, TResult>(TResult result, Func<A, TResult> function, A a) { }

    /// <inheritdoc cref="RecordKnownResult{A, TResult}(TResult, Func{A, TResult}, A)"/>
    [MethodImpl(Inline)]
    public static void RecordKnownResult<A, B, TResult>(TResult result, Func<A, B, TResult> function, A a, B b) { }

    /// <inheritdoc cref="RecordKnownResult{A, TResult}(TResult, Func{A, TResult}, A)"/>
    [MethodImpl(Inline)]
    public static void RecordKnownResult<A, B, C, TResult>(TResult result, Func<A, B, C, TResult> function, A a, B b, C c) { }
}
