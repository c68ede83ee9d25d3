using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>The exceptions of decimal arithmetic, and the bits that stand for them.</summary>
[DontLookInside]
internal static class DecimalSignals
{
    public static readonly PyType DecimalException = Make("DecimalException", Types.ArithmeticError);
    public static readonly PyType InvalidOperation = Make("InvalidOperation", DecimalException);
    public static readonly PyType FloatOperation = Make("FloatOperation", DecimalException, Types.TypeError);
    public static readonly PyType DivisionByZero = Make("DivisionByZero", DecimalException, Types.ZeroDivisionError);
    public static readonly PyType Inexact = Make("Inexact", DecimalException);
    public static readonly PyType Rounded = Make("Rounded", DecimalException);
    public static readonly PyType Subnormal = Make("Subnormal", DecimalException);
    public static readonly PyType Clamped = Make("Clamped", DecimalException);
    public static readonly PyType Overflow = Make("Overflow", Inexact, Rounded);
    public static readonly PyType Underflow = Make("Underflow", Inexact, Rounded, Subnormal);
    public static readonly PyType ConversionSyntax = Make("ConversionSyntax", InvalidOperation);
    public static readonly PyType DivisionImpossible = Make("DivisionImpossible", InvalidOperation);
    public static readonly PyType DivisionUndefined = Make("DivisionUndefined", InvalidOperation, Types.ZeroDivisionError);
    public static readonly PyType InvalidContext = Make("InvalidContext", InvalidOperation);

    /// <summary>The signals as a context lists them.</summary>
    public static readonly (PyType Type, DecimalStatus Bits)[] Listed =
    [
        (InvalidOperation, DecimalStatus.Invalid), (FloatOperation, DecimalStatus.FloatOperation), (DivisionByZero, DecimalStatus.DivisionByZero),
        (Overflow, DecimalStatus.Overflow), (Underflow, DecimalStatus.Underflow), (Subnormal, DecimalStatus.Subnormal), (Inexact, DecimalStatus.Inexact),
        (Rounded, DecimalStatus.Rounded), (Clamped, DecimalStatus.Clamped),
    ];

    /// <summary>In the order a context's text has them.</summary>
    private static readonly (PyType Type, DecimalStatus Bits)[] Shown = [Listed[8], Listed[0], Listed[2], Listed[6], Listed[1], Listed[3], Listed[7], Listed[5], Listed[4]];

    private static readonly (PyType Type, DecimalStatus Bits)[] Conditions =
    [
        (InvalidOperation, DecimalStatus.InvalidOperation), (ConversionSyntax, DecimalStatus.ConversionSyntax), (DivisionImpossible, DecimalStatus.DivisionImpossible),
        (DivisionUndefined, DecimalStatus.DivisionUndefined), (InvalidContext, DecimalStatus.InvalidContext),
    ];

    private static PyType Make(string name, params PyType[] bases)
    {
        var space = new PyDict();
        space.SetStr(Names.Module, new PyStr("decimal"));
        return (PyType)ClassBuilder.FromArguments(Types.Type, [new PyStr(name), new PyTuple([.. bases]), space], null)!;
    }

    /// <summary>Raises for the bits, which are trapped.</summary>
    public static void Raise(DecimalStatus status)
    {
        if ((status & DecimalStatus.NoMemory) != 0)
        {
            PyErr.Raise(Types.MemoryError, "");
            return;
        }
        PyType raised = Listed.First(s => (s.Bits & status) != 0).Type;
        List<PyObject> all = [.. Conditions.Where(s => (s.Bits & status) != 0).Select(s => s.Type), .. Listed.Skip(1).Where(s => (s.Bits & status) != 0).Select(s => s.Type)];
        PyErr.RaiseWithArgs(raised, new PyList([.. all]));
    }

    public static PyList List(DecimalStatus status) => new([.. Listed.Where(s => (s.Bits & status) != 0).Select(s => s.Type)]);

    public static string Text(DecimalStatus status) => "[" + string.Join(", ", Shown.Where(s => (s.Bits & status) != 0).Select(s => s.Type.Name)) + "]";

    private const string Valid = "valid values for signals are:\n  [InvalidOperation, FloatOperation, DivisionByZero,\n   Overflow, Underflow, Subnormal, Inexact, Rounded,\n   Clamped]";

    /// <summary>The bits of a signal; 0 with KeyError pending.</summary>
    public static DecimalStatus Find(PyObject signal)
    {
        foreach ((PyType type, DecimalStatus bits) in Listed)
            if (ReferenceEquals(type, signal)) return bits;
        PyErr.Raise(Types.KeyError, Valid);
        return 0;
    }

    /// <summary>The bits of a dict of all signals; of a list of some for a new context.</summary>
    public static bool Read(PyObject given, out DecimalStatus status, bool isInitial = false)
    {
        status = 0;
        switch (UserSlots.Unwrap(given))
        {
            case PySignalDict signals:
                status = signals.Bits;
                return true;
            case PyList list when isInitial:
                foreach (PyObject signal in list.ToArray())
                {
                    DecimalStatus bits = Find(signal);
                    if (bits == 0) return false;
                    status |= bits;
                }
                return true;
            case PyDict dict:
                foreach ((PyType type, DecimalStatus bits) in Listed)
                {
                    if (dict.Count != Listed.Length || dict.Get(type) is not { } value) return PyErr.Current == null && PyErr.Fail(Types.KeyError, "invalid signal dict");
                    int truth = Operators.Truth(value);
                    if (truth < 0) return false;
                    if (truth > 0) status |= bits;
                }
                return true;
            default:
                return PyErr.Fail(Types.TypeError, "argument must be a signal dict");
        }
    }
}

/// <summary>The flags or traps of a context as a mapping from signals to bools.</summary>
[PyClass("decimal.SignalDict")]
[DontLookInside]
public sealed partial class PySignalDict : PyObject
{
    private readonly PyDecimalContext _context;
    private readonly bool _isTraps;

    internal PySignalDict(PyDecimalContext context, bool isTraps)
    {
        _context = context;
        _isTraps = isTraps;
    }

    internal DecimalStatus Bits
    {
        get => _isTraps ? _context.Traps : _context.Flags;
        set
        {
            if (_isTraps) _context.Traps = value;
            else _context.Flags = value;
        }
    }

    public override long Len() => DecimalSignals.Listed.Length;

    public override int Truth() => 1;

    public override PyObject? Iter() => keys().Iter();

    public override int Contains(PyObject item)
    {
        foreach ((PyType type, _) in DecimalSignals.Listed)
            if (ReferenceEquals(type, item)) return 1;
        return 0;
    }

    public override PyObject? GetItem(PyObject key) => DecimalSignals.Find(key) is var bits && bits != 0 ? PyBool.Of((Bits & bits) != 0) : null;

    public override bool SetItem(PyObject key, PyObject value)
    {
        DecimalStatus bits = DecimalSignals.Find(key);
        if (bits == 0) return false;
        int truth = Operators.Truth(value);
        if (truth < 0) return false;
        Bits = truth > 0 ? Bits | bits : Bits & ~bits;
        return true;
    }

    public override bool DelItem(PyObject key) => PyErr.Fail(Types.ValueError, "signal keys cannot be deleted");

    public override long Hash()
    {
        PyErr.TypeError("unhashable type: 'SignalDict'");
        return -1;
    }

    public override PyObject? Compare(CompareOp op, PyObject other)
    {
        if (op is not (CompareOp.Eq or CompareOp.Ne)) return PyNotImplemented.Value;
        bool same;
        if (other is PySignalDict signals) same = Bits == signals.Bits;
        else if (UserSlots.Unwrap(other) is PyDict)
        {
            if (!DecimalSignals.Read(other, out DecimalStatus bits))
            {
                if (!PyErr.TakeIf(Types.KeyError)) return null;
                return PyBool.Of(op == CompareOp.Ne);
            }
            same = DecimalSignals.List(bits).Len() == DecimalSignals.List(Bits).Len() && DecimalSignals.Text(bits) == DecimalSignals.Text(Bits);
        }
        else return PyNotImplemented.Value;
        return PyBool.Of(same == (op == CompareOp.Eq));
    }

    public override PyStr Repr() =>
        new("{" + string.Join(", ", DecimalSignals.Listed.Select(s => $"{s.Type.PlainRepr().Value}:{((Bits & s.Bits) != 0 ? "True" : "False")}")) + "}");

    /// <summary>A dict of the same.</summary>
    [PyFunction]
    public PyObject copy()
    {
        var dict = new PyDict();
        foreach ((PyType type, DecimalStatus bits) in DecimalSignals.Listed) dict.Set(type, PyBool.Of((Bits & bits) != 0));
        return dict;
    }

    [PyFunction] public PyObject keys() => new PyList([.. DecimalSignals.Listed.Select(s => s.Type)]);

    [PyFunction] public PyObject values() => new PyList([.. DecimalSignals.Listed.Select(s => PyBool.Of((Bits & s.Bits) != 0))]);

    [PyFunction] public PyObject items() => new PyList([.. DecimalSignals.Listed.Select(s => new PyTuple([s.Type, PyBool.Of((Bits & s.Bits) != 0)]))]);

    [PyFunction]
    public PyObject? get(PyObject key, [Unset] PyObject? @default = null) => Contains(key) == 1 ? GetItem(key) : @default ?? PyNone.None;

    /// <summary>Sets signals as another mapping has them.</summary>
    [PyFunction]
    public PyObject? update(PyObject other)
    {
        if (Calls.Call1(Types.Dict, other) is not { } made || UserSlots.Unwrap(made) is not PyDict dict) return null;
        foreach ((PyObject key, PyObject value) in dict.Pairs())
            if (!SetItem(key, value)) return null;
        return PyNone.None;
    }
}
