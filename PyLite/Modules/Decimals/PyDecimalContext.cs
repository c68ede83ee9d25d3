using System.Numerics;
using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Precision, rounding and limits of decimal arithmetic, what has happened, and what of that is raised.</summary>
[PyClass("decimal.Context")]
[DontLookInside]
public sealed partial class PyDecimalContext : PyObject
{
    /// <summary>Its status is always empty: operations work on a copy.</summary>
    internal DecimalRules Rules;
    internal DecimalStatus Flags, Traps;
    internal bool Capitals = true;

    private PySignalDict? _flags, _traps;

    // The contexts that others begin as.
    internal static readonly PyDecimalContext Default = new()
    {
        Rules = new() { Precision = 28, Emax = 999999, Emin = -999999, Rounding = DecimalRounding.HalfEven },
        Traps = DecimalStatus.Invalid | DecimalStatus.DivisionByZero | DecimalStatus.Overflow,
    };

    internal static readonly PyDecimalContext Extended = new() { Rules = Default.Rules with { Precision = 9 } };

    internal static readonly PyDecimalContext Basic = new()
    {
        Rules = Default.Rules with { Precision = 9, Rounding = DecimalRounding.HalfUp },
        Traps = Default.Traps | DecimalStatus.Clamped | DecimalStatus.Underflow,
    };

    // ---- the current one

    internal static readonly PyContextVar Variable = new() { name = new PyStr("decimal_context") };

    [ThreadStatic] private static PyDecimalContext? t_current;
    [ThreadStatic] private static object? t_currentIn;

    /// <summary>The context of the running code.</summary>
    internal static PyDecimalContext Current
    {
        get
        {
            // The table of a context's variables is never changed, but replaced.
            PyContext context = PyContext.Current;
            if (ReferenceEquals(t_currentIn, context.Version) && t_current is { } known) return known;
            if (context.Find(Variable) is not PyDecimalContext current) Current = current = Default.Copied();
            t_currentIn = context.Version;
            return t_current = current;
        }
        set => PyContext.Current.Set(Variable, value);
    }

    internal PyDecimalContext Copied() => new() { Rules = Rules, Flags = Flags, Traps = Traps, Capitals = Capitals };

    /// <summary>Notes what has happened; false with an exception pending.</summary>
    internal bool Note(DecimalStatus status)
    {
        Flags |= status & ~DecimalStatus.NoMemory;
        status &= Traps | DecimalStatus.NoMemory;
        if (status == 0) return true;
        DecimalSignals.Raise(status);
        return false;
    }

    /// <summary>The context given, the current one for None; null with an exception pending.</summary>
    internal static PyDecimalContext? Of(PyObject? given)
    {
        if (given is null or PyNone) return Current;
        if (UserSlots.Unwrap(given) is PyDecimalContext context) return context;
        PyErr.TypeError("optional argument must be a context");
        return null;
    }

    // ---- attributes

    private static readonly string[] Roundings =
        ["ROUND_UP", "ROUND_DOWN", "ROUND_CEILING", "ROUND_FLOOR", "ROUND_HALF_UP", "ROUND_HALF_DOWN", "ROUND_HALF_EVEN", "ROUND_05UP"];

    internal static bool Rounding(PyObject name, out DecimalRounding rounding)
    {
        int at = UserSlots.Unwrap(name) is PyStr s ? Array.IndexOf(Roundings, s.Value) : -1;
        rounding = (DecimalRounding)at;
        return at >= 0 || PyErr.Fail(Types.TypeError, "valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_DOWN,\n   ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,\n   ROUND_05UP]");
    }

    private static bool Number(PyObject? value, long low, long high, string complaint, out long number)
    {
        number = 0;
        if (value == null) return PyErr.Fail(Types.AttributeError, "context attributes cannot be deleted");
        if (!PyLong.TryGet(value, out BigInteger big)) return PyErr.Fail(Types.TypeError, "an integer is required");
        if (big < low || big > high) return PyErr.Fail(Types.ValueError, complaint);
        number = (long)big;
        return true;
    }

    [PyProperty(Setter = nameof(SetPrec))] public long prec => Rules.Precision;
    [PyProperty(Setter = nameof(SetEmax))] public long Emax => Rules.Emax;
    [PyProperty(Setter = nameof(SetEmin))] public long Emin => Rules.Emin;
    [PyProperty(Setter = nameof(SetRounding))] public string rounding => Roundings[(int)Rules.Rounding];
    [PyProperty(Setter = nameof(SetCapitals))] public long capitals => Capitals ? 1 : 0;
    [PyProperty(Setter = nameof(SetClamp))] public long clamp => Rules.Clamp ? 1 : 0;
    [PyProperty(Setter = nameof(SetFlags))] public PyObject flags => _flags ??= new PySignalDict(this, isTraps: false);
    [PyProperty(Setter = nameof(SetTraps))] public PyObject traps => _traps ??= new PySignalDict(this, isTraps: true);

    private bool SetPrec(PyObject? value)
    {
        if (!Number(value, 1, DecimalRules.MaxPrecision, "valid range for prec is [1, MAX_PREC]", out long number)) return false;
        Rules.Precision = number;
        return true;
    }

    private bool SetEmax(PyObject? value)
    {
        if (!Number(value, 0, DecimalRules.MaxEmax, "valid range for Emax is [0, MAX_EMAX]", out long number)) return false;
        Rules.Emax = number;
        return true;
    }

    private bool SetEmin(PyObject? value)
    {
        if (!Number(value, DecimalRules.MinEmin, 0, "valid range for Emin is [MIN_EMIN, 0]", out long number)) return false;
        Rules.Emin = number;
        return true;
    }

    private bool SetCapitals(PyObject? value)
    {
        if (!Number(value, 0, 1, "valid values for capitals are 0 or 1", out long number)) return false;
        Capitals = number == 1;
        return true;
    }

    private bool SetClamp(PyObject? value)
    {
        if (!Number(value, 0, 1, "valid values for clamp are 0 or 1", out long number)) return false;
        Rules.Clamp = number == 1;
        return true;
    }

    private bool SetRounding(PyObject? value)
    {
        if (value == null) return PyErr.Fail(Types.AttributeError, "context attributes cannot be deleted");
        if (!Rounding(value, out DecimalRounding rounding)) return false;
        Rules.Rounding = rounding;
        return true;
    }

    private bool SetFlags(PyObject? value) => SetSignals(value, ref Flags);

    private bool SetTraps(PyObject? value) => SetSignals(value, ref Traps);

    private static bool SetSignals(PyObject? value, ref DecimalStatus signals, bool isInitial = false)
    {
        if (value == null) return PyErr.Fail(Types.AttributeError, "context attributes cannot be deleted");
        if (!DecimalSignals.Read(value, out DecimalStatus status, isInitial)) return false;
        signals = status;
        return true;
    }

    private static PyDecimalContext Unset()
    {
        PyDecimalContext made = Default.Copied();
        made.Flags = 0;
        return made;
    }

    [PyClassInit] private static void AddEmpty(PyType type) => type.MakeEmpty = Unset;

    [PyNew(IsUnnamed = true)]
    public static PyObject? New(
        [Keyword] PyObject? prec = null, PyObject? rounding = null, PyObject? Emin = null, PyObject? Emax = null, PyObject? capitals = null, PyObject? clamp = null,
        PyObject? flags = null, PyObject? traps = null)
    {
        PyDecimalContext made = Unset();
        return made.Change(prec, rounding, Emin, Emax, capitals, clamp, flags, traps) ? made : null;
    }

    [PyFunction("__init__", IsUnnamed = true)]
    public PyObject? Init(
        [Keyword] PyObject? prec = null, PyObject? rounding = null, PyObject? Emin = null, PyObject? Emax = null, PyObject? capitals = null, PyObject? clamp = null,
        PyObject? flags = null, PyObject? traps = null) => Change(prec, rounding, Emin, Emax, capitals, clamp, flags, traps) ? PyNone.None : null;

    /// <summary>Sets what is given.</summary>
    internal bool Change(PyObject? prec, PyObject? rounding, PyObject? emin, PyObject? emax, PyObject? capitals, PyObject? clamp, PyObject? flags, PyObject? traps) =>
        (prec == null || SetPrec(prec)) && (rounding == null || SetRounding(rounding)) && (emin == null || SetEmin(emin)) && (emax == null || SetEmax(emax))
        && (capitals == null || SetCapitals(capitals)) && (clamp == null || SetClamp(clamp)) && (flags == null || SetSignals(flags, ref Flags, isInitial: true))
        && (traps == null || SetSignals(traps, ref Traps, isInitial: true));

    public override PyStr Repr() => new(
        $"Context(prec={Rules.Precision}, rounding={rounding}, Emin={Rules.Emin}, Emax={Rules.Emax}, capitals={capitals}, clamp={clamp}, "
        + $"flags={DecimalSignals.Text(Flags)}, traps={DecimalSignals.Text(Traps)})");

    /// <summary>The lowest exponent of a subnormal number.</summary>
    [PyFunction] public long Etiny() => Rules.Etiny;

    /// <summary>The highest exponent of a number with all digits.</summary>
    [PyFunction] public long Etop() => Rules.Etop;

    /// <summary>Ten.</summary>
    [PyFunction] public PyObject radix() => new PyDecimal(DecimalValue.Of(10));

    /// <summary>No signal has happened.</summary>
    [PyFunction] public void clear_flags() => Flags = 0;

    /// <summary>No signal is raised.</summary>
    [PyFunction] public void clear_traps() => Traps = 0;

    /// <summary>A context with the same settings.</summary>
    [PyFunction(Aliases = ["__copy__"])] public PyObject copy() => Copied();

    [PyFunction]
    public PyObject __reduce__() => new PyTuple([ClassType, new PyTuple([
        new PyInt(Rules.Precision), new PyStr(rounding), new PyInt(Rules.Emin), new PyInt(Rules.Emax), new PyInt(capitals), new PyInt(clamp),
        DecimalSignals.List(Flags), DecimalSignals.List(Traps)])]);

    /// <summary>A decimal of a number or text, rounded by this context.</summary>
    [PyFunction]
    public PyObject? create_decimal([Unset] PyObject? num = null) => num == null ? new PyDecimal(new DecimalValue(false, 0, 0)) : PyDecimal.Make(num, this, isRounded: true);

    /// <summary>A decimal of a float or int, rounded by this context.</summary>
    [PyFunction]
    public PyObject? create_decimal_from_float(PyObject f)
    {
        if (!PyDecimal.OfFloat(f, out DecimalValue value)) return null;
        DecimalRules rules = Rules;
        value = DecimalRounder.Finish(value, ref rules);
        return PyDecimal.Result(value, rules.Status, this);
    }

    [PyClassInit]
    private static void AddOperations(PyType type) => DecimalOperations.AddTo(type, isContext: true);
}

/// <summary>What <c>localcontext</c> gives to a with statement.</summary>
[PyClass("decimal.ContextManager")]
[DontLookInside]
public sealed partial class PyDecimalContextManager : PyObject
{
    private readonly PyDecimalContext _local, _global;

    internal PyDecimalContextManager(PyDecimalContext local, PyDecimalContext global)
    {
        _local = local;
        _global = global;
    }

    [PyFunction]
    public PyObject __enter__()
    {
        PyDecimalContext.Current = _local;
        return _local;
    }

    [PyFunction]
    public bool __exit__(params PyObject[] exception)
    {
        PyDecimalContext.Current = _global;
        return false;
    }
}
