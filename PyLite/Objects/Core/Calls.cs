using System.Runtime.CompilerServices;
using MetaJit;
using PyLite.Interpreter;

namespace PyLite.Objects;

/// <summary>Calling Python objects from C#. Functions of the program get their arguments straight into their new frame.</summary>
public static class Calls
{
    /// <summary>The arguments of a call without any.</summary>
    public static readonly PyObject[] NoArguments = new PyObject[0];

    public static PyObject? Call0(PyObject callable)
    {
        if (callable is PyFunction f) return f.Call0();
        return callable.Call(NoArguments, null);
    }

    public static PyObject? Call1(PyObject callable, PyObject a)
    {
        if (callable is PyFunction f) return f.Call1(a);
        if (callable is PyBuiltin b) return b.Invoke1(a);
        if (callable is PyBoundMethod { Function: PyFunction g } m) return g.Call2(m.Self, a);
        return callable.Call([a], null);
    }

    public static PyObject? Call2(PyObject callable, PyObject a, PyObject b)
    {
        if (callable is PyFunction f) return f.Call2(a, b);
        if (callable is PyBuiltin c) return c.Invoke2(a, b);
        if (callable is PyBoundMethod { Function: PyFunction g } m) return g.Call3(m.Self, a, b);
        return callable.Call([a, b], null);
    }

    public static PyObject? Call3(PyObject callable, PyObject a, PyObject b, PyObject c)
    {
        if (callable is PyFunction f) return f.Call3(a, b, c);
        return callable.Call([a, b, c], null);
    }

    /// <summary>Calls with the items of a tuple, of which there are mostly few.</summary>
    public static PyObject? CallFew(PyObject callable, PyObject[] args)
    {
        if (args.Length > 3) return callable.Call(args, null);
        return Jit.Promote(args.Length) switch
        {
            0 => Call0(callable),
            1 => Call1(callable, args[0]),
            2 => Call2(callable, args[0], args[1]),
            _ => Call3(callable, args[0], args[1], args[2]),
        };
    }

    /// <summary>Calls what a class's lookup found, with <paramref name="self"/> as the instance.</summary>
    public static PyObject? CallMethod(PyObject method, PyObject self)
    {
        if (method is PyFunction f) return f.Call1(self);
        if (method is PyBuiltin { BindsSelf: true } b) return b.Invoke1(self);
        return method.DescriptorGet(self, self.Type) is { } bound ? Call0(bound) : null;
    }

    public static PyObject? CallMethod(PyObject method, PyObject self, PyObject a)
    {
        if (method is PyFunction f) return f.Call2(self, a);
        if (method is PyBuiltin { BindsSelf: true } b) return b.Invoke2(self, a);
        return method.DescriptorGet(self, self.Type) is { } bound ? Call1(bound, a) : null;
    }

    public static PyObject? CallMethod(PyObject method, PyObject self, PyObject a, PyObject b)
    {
        if (method is PyFunction f) return f.Call3(self, a, b);
        if (method is PyBuiltin { BindsSelf: true } c) return c.Invoke3(self, a, b);
        return method.DescriptorGet(self, self.Type) is { } bound ? Call2(bound, a, b) : null;
    }

    public static PyObject? CallMethodArgs(PyObject method, PyObject self, PyObject[] args, PyStr[]? keywords)
    {
        if (method is PyFunction or PyBuiltin { BindsSelf: true }) return method.Call(Prepend(self, args), keywords);
        return method.DescriptorGet(self, self.Type) is { } bound ? bound.Call(args, keywords) : null;
    }

    /// <summary>The arguments without the first.</summary>
    [UnrollSafe]
    public static PyObject[] Rest(PyObject[] args)
    {
        var rest = new PyObject[Jit.Promote(args.Length) - 1];
        for (int i = 0; i < rest.Length; i++) rest[i] = args[i + 1];
        return rest;
    }

    /// <summary>The arguments with one more in front.</summary>
    [UnrollSafe]
    public static PyObject[] Prepend(PyObject first, PyObject[] rest)
    {
        var all = new PyObject[rest.Length + 1];
        all[0] = first;
        for (int i = 0; i < rest.Length; i++) all[i + 1] = rest[i];
        return all;
    }

    /// <summary>Calls the named method; AttributeError when there is none.</summary>
    public static PyObject? Method(PyObject self, string name, params PyObject[] args) =>
        self.GetAttr(PyStr.Intern(name)) is { } method ? method.Call(args, null) : null;

    /// <summary>Calls a <c>__repr__</c> or <c>__str__</c>, which must give a str.</summary>
    public static PyStr? ReprWith(PyObject method, PyObject self, string name) => TextWith(method, self, name) is { } text ? (PyStr)UserSlots.Unwrap(text) : null;

    /// <summary>The same, with the text as the method gave it: of a class derived from str maybe.</summary>
    public static PyObject? TextWith(PyObject method, PyObject self, string name)
    {
        if (!Recursion.Enter()) return null;
        Frames.Nothing();
        PyObject? result = CallMethod(method, self);
        Recursion.Leave();
        if (result == null) return null;
        if (UserSlots.Unwrap(result) is PyStr) return result;
        PyErr.TypeError($"{name} returned non-string (type {result.Type.Name})");
        return null;
    }
}

/// <summary>Counts how deep Python calls nest, so that recursion ends in RecursionError and never in a dead process.</summary>
public static class Recursion
{
    public static long Depth;

    public static long Limit { get; private set; } = 1000;

    /// <summary>
    /// The limit as long as it seldom changes: to a trace it is a constant, which also says how deep calls can be. 0 in a program that sets it
    /// again and again, which must not lose its traces each time.
    /// </summary>
    private static readonly QuasiImmutable<long> SettledLimit = new(Limit);

    private const int FewChanges = 8;
    private static int s_changes;

    /// <summary>The highest limit the thread's stack is good for.</summary>
    public static long Highest = 200_000;

    /// <summary>Sets the limit, or the highest one there can be.</summary>
    public static void SetLimit(long limit)
    {
        limit = Math.Min(limit, Highest);
        if (limit == Limit) return;
        Limit = limit;
        long settled = ++s_changes > FewChanges ? 0 : limit;
        if (SettledLimit.Get() != settled) SettledLimit.Set(settled);
    }

    internal static bool IsFull
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (ulong)Depth >= (ulong)(SettledLimit.Get() is > 0 and var settled ? settled : Limit);
    }

    public static bool Enter()
    {
        if (IsFull) return TooDeep();
        Depth++;
        return true;
    }

    public static void Leave() => Depth--;

    public const string InRepr = " while getting the repr of an object";
    public const string InComparison = " in comparison";

    /// <summary>For what nests without Python calls: the message names it.</summary>
    public static bool Enter(string what)
    {
        if (IsFull) return TooDeep(what);
        Depth++;
        Frames.Nothing();
        return true;
    }

    [DontLookInside]
    private static bool TooDeep(string what = "") => PyErr.Fail(Types.RecursionError, "maximum recursion depth exceeded" + what);
}
