using MetaJit;
using PyLite.Compiling;
using PyLite.Objects;

namespace PyLite.Interpreter;

/// <summary>
/// Calls while nothing is traced: of functions with positional parameters only, of classes with such an <c>__init__</c>, of builtins that
/// have a form for so many arguments; all others are those of <see cref="CallOps"/>. False: an exception is pending.
/// </summary>
[DontLookInside]
internal static class QuickCalls
{
    public static bool Call(PyFrame caller, Slot[] slots, int sp, int count)
    {
        int at = sp - count - 1;
        PyObject? callable = slots[at].V;
        switch (callable)
        {
            case PyFunction f:
                if (Takes(f, count)) return Call(f, slots, at, at + 1, count);
                break;
            case PyBuiltin { Owner: null } b:
                if (count == 1 && b.F1 is { } one) return Finish(slots, at, sp, one(slots[at + 1].V!));
                if (count == 2 && b.F2 is { } two) return Finish(slots, at, sp, two(slots[at + 1].V!, slots[at + 2].V!));
                break;
            case PyBoundMethod { Function: PyFunction f } m:
                if (!Takes(f, count + 1)) break;
                slots[at].V = m.Self;
                return Call(f, slots, at, at, count + 1);
            case PyType { IsUser: true } type:
                if (Construction.IsPlainAt(type, type.Tag.Get()) && type.Lookup(Names.Init) is PyFunction init && Takes(init, count + 1))
                    return Construct(type, init, slots, at, count);
                break;
            case PyType { IsException: false, Constructor: { } make }:
                if (ReferenceEquals(callable, Types.Type)) break;
                var args = new PyObject[count];
                for (int i = 0; i < count; i++) args[i] = slots[at + 1 + i].V!;
                return Finish(slots, at, sp, make(args, null));
        }
        return CallOps.Call(caller, sp, count);
    }

    public static bool CallMethod(PyFrame caller, Slot[] slots, int sp, int count)
    {
        int at = sp - count - 2;
        PyObject? callable = slots[at].V, self = slots[at + 1].V;
        if (callable is PyFunction f)
        {
            int given = self != null ? count + 1 : count;
            if (Takes(f, given)) return Call(f, slots, at, sp - given, given);
        }
        else if (callable is PyBuiltin b && self != null && ReferenceEquals(b.Owner, self.Type))
        {
            if (count == 1 && b.F2 is { } two) return Finish(slots, at, sp, two(self, slots[at + 2].V!));
            if (count == 0 && b.F1 is { } one) return Finish(slots, at, sp, one(self));
            if (count == 2 && b.F3 is { } three) return Finish(slots, at, sp, three(self, slots[at + 2].V!, slots[at + 3].V!));
        }
        return CallOps.CallMethod(caller, sp, count);
    }

    private static bool Takes(PyFunction f, int given)
    {
        PyCode code = f.Code;
        return code.IsSimple && given <= code.ArgCount && given >= code.ArgCount - f.Defaults.Length;
    }

    private static bool Finish(Slot[] slots, int at, int sp, PyObject? result)
    {
        if (result == null) return false;
        for (int i = at + 1; i < sp; i++) slots[i].V = null;
        slots[at].V = result;
        return true;
    }

    /// <summary>Calls a class of the program: the new object takes the class's place as the first argument of <c>__init__</c>.</summary>
    private static bool Construct(PyType type, PyFunction init, Slot[] slots, int at, int count)
    {
        PyInstance instance = PyInstance.New(type, slots, at + 1, count);
        slots[at].V = instance;
        if (!Call(init, slots, at, at, count + 1)) return false;
        if (!Construction.CheckInit(slots[at].V)) return false;
        slots[at].V = instance;
        return true;
    }

    /// <summary>Moves the arguments into a frame, runs that, and puts the result where the function was.</summary>
    private static bool Call(PyFunction f, Slot[] slots, int at, int first, int count)
    {
        PyCode code = f.Code;
        FramePool pool = code.Frames;
        PyFrame frame = pool.Take(f, code);
        Jit.FreshVirtualizable(frame);
        Slot[] locals = frame.Slots;
        for (int i = 0; i < count; i++)
        {
            locals[i].V = slots[first + i].V;
            slots[first + i].V = null;
        }
        for (int i = count; i < code.ArgCount; i++) locals[i].V = f.Defaults[i - code.ArgCount + f.Defaults.Length];
        if (!Recursion.Enter()) return false;
        Frames.At(code, 0);
        PyObject? result = KeptFrames.IsOn ? KeptFrames.Run(code, 0, code.StackBase, frame) : QuickEvaluator.Run(code, 0, code.StackBase, frame);
        Recursion.Leave();
        // A frame that an exception has passed belongs to its traceback.
        if (result == null) return false;
        pool.Put(frame);
        slots[at].V = result;
        return true;
    }
}
