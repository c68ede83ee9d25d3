using System.Runtime.CompilerServices;
using MetaJit;
using PyLite.Compiling;
using PyLite.Objects;

namespace PyLite.Interpreter;

/// <summary>
/// Calls. Arguments move from the caller's stack straight into the callee's slots. False: an exception is pending.
/// </summary>
public static partial class CallOps
{
    public static bool LoadMethod(PyCode code, int pc, PyFrame frame, int sp, PyStr name)
    {
        PyObject obj = frame.Slots[sp - 1].V!;
        PyObject? method = FindMethod(obj, name);
        if (method != null)
        {
            frame.Slots[sp].V = obj is PySuper s ? s.Self : obj;
            frame.Slots[sp - 1].V = method;
            return true;
        }
        if (obj.MayRunProgramFor(name)) Frames.At(code, pc);
        PyObject? value = obj.GetAttr(name);
        if (value == null) return false;
        frame.Slots[sp - 1].V = value;
        return true;
    }

    /// <summary>The plain function the class has for the attribute, to be called with the object first; null when it takes more to get it.</summary>
    private static PyObject? FindMethod(PyObject obj, PyStr name)
    {
        if (obj is PyInstance instance)
        {
            PyMap map = Jit.Promote(instance.Map);
            AttributeRead found = AttributeRead.Find(map, map.Type.Tag.Get(), name);
            return found.Kind == ReadKind.Descriptor ? Plain(found.Value) : null;
        }
        if (obj is PySuper super) return super.BindsInstance ? Plain(super.Find(name)) : null;
        if (obj is PyType or PyModule or PyFunction or PyGenericAlias) return null;
        if (obj is PyException { HasFields: true } || obj.HasOwnAttributes) return null;
        return Plain(obj.Type.Lookup(name));
    }

    private static PyObject? Plain(PyObject? found)
    {
        if (found is PyFunction) return found;
        return found is PyBuiltin { BindsSelf: true } ? found : null;
    }

    public static bool Call(PyFrame frame, int sp, int count)
    {
        int at = sp - count - 1;
        PyObject? result = Invoke(frame, frame.Slots[at].V!, null, at + 1, count);
        return Finish(frame, at, sp, result);
    }

    public static bool CallMethod(PyFrame frame, int sp, int count)
    {
        int at = sp - count - 2;
        PyObject? result = Invoke(frame, frame.Slots[at].V!, frame.Slots[at + 1].V, at + 2, count);
        return Finish(frame, at, sp, result);
    }

    [UnrollSafe]
    private static bool Finish(PyFrame frame, int at, int sp, PyObject? result)
    {
        if (result == null) return false;
        for (int i = at + 1; i < sp; i++) frame.Slots[i].V = null;
        frame.Slots[at].V = result;
        return true;
    }

    private static PyObject? Invoke(PyFrame caller, PyObject callable, PyObject? self, int first, int count)
    {
        if (callable is PyFunction f) return InvokeFunction(f, caller, self, first, count);
        if (callable is PyBuiltin b) return InvokeBuiltin(b, caller, self, first, count);
        if (callable is PyType t && self == null) return InvokeType(t, caller, first, count);
        if (callable is PyBoundMethod m && self == null)
        {
            if (m.Function is PyFunction g) return InvokeFunction(g, caller, m.Self, first, count);
            if (m.Function is PyBuiltin c) return InvokeBuiltin(c, caller, m.Self, first, count);
        }
        return callable.Call(Arguments(caller, self, first, count), null);
    }

    [UnrollSafe]
    private static PyObject[] Arguments(PyFrame caller, PyObject? self, int first, int count)
    {
        int extra = self == null ? 0 : 1;
        if (count + extra == 0) return Calls.NoArguments;
        var args = new PyObject[count + extra];
        if (self != null) args[0] = self;
        for (int i = 0; i < count; i++) args[i + extra] = caller.Slots[first + i].V!;
        return args;
    }

    [UnrollSafe]
    private static PyObject? InvokeFunction(PyFunction f, PyFrame caller, PyObject? self, int first, int count)
    {
        PyCode code = Jit.Promote(f.Code);
        int given = self == null ? count : count + 1;
        int required = code.ArgCount - f.Defaults.Length;
        if (!code.HasPlainParameters || given > code.ArgCount || given < required) return f.Call(Arguments(caller, self, first, count), null);
        PyFrame frame = f.NewFrame(code);
        int at = 0;
        if (self != null) frame.Slots[at++].V = self;
        for (int i = first; i < first + count; i++)
        {
            frame.Slots[at++].V = caller.Slots[i].V;
            caller.Slots[i].V = null;
        }
        for (; at < code.ArgCount; at++) frame.Slots[at].V = f.Defaults[at - required];
        return f.Start(frame);
    }

    private static PyObject? InvokeBuiltin(PyBuiltin b, PyFrame caller, PyObject? self, int first, int count)
    {
        if (self != null)
        {
            switch (count)
            {
                case 0: return b.Invoke1(self);
                case 1: return b.Invoke2(self, caller.Slots[first].V!);
                case 2: return b.Invoke3(self, caller.Slots[first].V!, caller.Slots[first + 1].V!);
            }
        }
        else
        {
            switch (count)
            {
                case 0: return b.Invoke0();
                case 1: return b.Invoke1(caller.Slots[first].V!);
                case 2: return b.Invoke2(caller.Slots[first].V!, caller.Slots[first + 1].V!);
                case 3: return b.Invoke3(caller.Slots[first].V!, caller.Slots[first + 1].V!, caller.Slots[first + 2].V!);
            }
        }
        return b.Call(Arguments(caller, self, first, count), null);
    }

    private static PyObject? InvokeType(PyType t, PyFrame caller, int first, int count)
    {
        PyType type = Jit.Promote(t);
        if (Construction.IsPlainAt(type, type.Tag.Get()))
        {
            PyObject? init = type.Lookup(Names.Init);
            if (init is PyFunction f)
            {
                PyInstance instance = PyInstance.New(type, caller.Slots, first, count);
                return Construction.CheckInit(InvokeFunction(f, caller, instance, first, count)) ? instance : null;
            }
            if (count == 0 && init is PyBuiltin) return PyInstance.New(type);
        }
        else if (type.IsPlainException)
        {
            return new PyException(type, new PyTuple(Arguments(caller, null, first, count)));
        }
        return type.Call(Arguments(caller, null, first, count), null);
    }

    // ---- keywords

    /// <summary>The items of calls' tuples of keyword names.</summary>
    private static readonly ConditionalWeakTable<PyObject, PyStr[]> s_keywordNames = [];

    [Elidable]
    private static PyStr[] NamesOf(PyObject names) =>
        s_keywordNames.GetValue(names, static tuple => Array.ConvertAll(((PyTuple)tuple).Items, static name => PyStr.Intern((PyStr)name)));

    public static bool CallKeywords(PyFrame frame, int sp, int count)
    {
        int at = sp - count - 2;
        PyStr[] names = NamesOf(frame.Slots[sp - 1].V!);
        PyObject? result = frame.Slots[at].V!.Call(Arguments(frame, null, at + 1, count), names);
        return Finish(frame, at, sp, result);
    }

    public static bool CallMethodKeywords(PyFrame frame, int sp, int count)
    {
        int at = sp - count - 3;
        PyStr[] names = NamesOf(frame.Slots[sp - 1].V!);
        PyObject? result = frame.Slots[at].V!.Call(Arguments(frame, frame.Slots[at + 1].V, at + 2, count), names);
        return Finish(frame, at, sp, result);
    }

    /// <summary>The callable as messages name it.</summary>
    public static string NameOf(PyObject callable) => callable switch
    {
        PyFunction f => $"{ModulePrefix(f)}{f.QualName}()",
        PyBoundMethod { Function: PyFunction f } => $"{ModulePrefix(f)}{f.QualName}()",
        PyBuiltin b => $"{(b.Owner == null ? "" : b.Owner.Name + ".")}{b.Name}()",
        PyType t => t.IsUser ? $"{t.ModuleText()}.{t.QualName}()" : $"{t.QualName}()",
        _ => callable.Str()?.Value ?? callable.Type.Name,
    };

    private static string ModulePrefix(PyFunction f) => f.Globals.Get(Names.Name) is PyStr s ? s.Value + "." : "";

    // ---- functions

    public static void MakeFunction(PyFrame frame, int sp, int flags)
    {
        Slot[] slots = frame.Slots;
        var code = (PyCode)slots[sp - 1].V!;
        slots[--sp].V = null;
        PyObject? closure = (flags & 8) != 0 ? Pop(slots, ref sp) : null;
        PyObject? annotations = (flags & 4) != 0 ? Pop(slots, ref sp) : null;
        PyObject? keywordDefaults = (flags & 2) != 0 ? Pop(slots, ref sp) : null;
        PyObject? defaults = (flags & 1) != 0 ? Pop(slots, ref sp) : null;
        slots[sp].V = NewFunction(code, frame.Globals, (PyTuple?)defaults, (PyDict?)keywordDefaults, annotations, (PyTuple?)closure);
    }

    private static PyObject Pop(Slot[] slots, ref int sp)
    {
        PyObject value = slots[--sp].V!;
        slots[sp].V = null;
        return value;
    }

    private static PyFunction NewFunction(PyCode code, ModuleDict globals, PyTuple? defaults, PyDict? keywordDefaults, PyObject? annotations, PyTuple? closure)
    {
        var f = new PyFunction(code, globals, defaults == null ? Calls.NoArguments : defaults.Items, keywordDefaults, closure == null ? PyFunction.NoClosure : Cells(closure));
        if (annotations != null) f.Annotations = annotations;
        return f;
    }

    [UnrollSafe]
    private static PyCell[] Cells(PyTuple closure)
    {
        var cells = new PyCell[closure.Items.Length];
        for (int i = 0; i < cells.Length; i++) cells[i] = (PyCell)closure.Items[i];
        return cells;
    }
}
