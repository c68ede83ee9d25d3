using MetaJit;
using PyLite.Interpreter;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Decimal arithmetic with a context for precision, rounding and exceptions.</summary>
[PyModule("_decimal")]
[DontLookInside]
public static partial class DecimalModule
{
    [PyConstant] private static PyType Decimal => PyDecimal.ClassType;
    [PyConstant] private static PyType Context => PyDecimalContext.ClassType;

    [PyConstant] private static PyObject DefaultContext => PyDecimalContext.Default;
    [PyConstant] private static PyObject BasicContext => PyDecimalContext.Basic;
    [PyConstant] private static PyObject ExtendedContext => PyDecimalContext.Extended;

    [PyConstant] private static long MAX_PREC => DecimalRules.MaxPrecision;
    [PyConstant] private static long MAX_EMAX => DecimalRules.MaxEmax;
    [PyConstant] private static long MIN_EMIN => DecimalRules.MinEmin;
    [PyConstant] private static long MIN_ETINY => DecimalRules.MinEtiny;
    [PyConstant] private static bool HAVE_THREADS => true;
    [PyConstant] private static bool HAVE_CONTEXTVAR => true;
    [PyConstant("__version__")] private static string Version => "1.70";
    [PyConstant("__libmpdec_version__")] private static string LibraryVersion => "2.5.1";

    /// <summary>The class of what <c>as_tuple</c> gives.</summary>
    internal static PyObject? TupleClass { get; private set; }

    [PyModuleInit]
    private static bool Initialize(PyModule module)
    {
        ModuleDict d = module.Globals;
        if (TupleClass is { } known) d.Set("DecimalTuple", known);
        else if (Imports.Import("collections", null, PyNone.None, PyInt.Zero)?.GetAttr(PyStr.Intern("namedtuple")) is not { } make
            || Calls.Call2(make, new PyStr("DecimalTuple"), new PyStr("sign digits exponent")) is not { } tuple
            || !tuple.SetAttr(Names.Module, new PyStr("decimal"))) return false;
        else d.Set("DecimalTuple", TupleClass = tuple);
        foreach (PyType type in (PyType[])[
            DecimalSignals.DecimalException, DecimalSignals.InvalidOperation, DecimalSignals.FloatOperation, DecimalSignals.DivisionByZero, DecimalSignals.Overflow,
            DecimalSignals.Underflow, DecimalSignals.Subnormal, DecimalSignals.Inexact, DecimalSignals.Rounded, DecimalSignals.Clamped, DecimalSignals.ConversionSyntax,
            DecimalSignals.DivisionImpossible, DecimalSignals.DivisionUndefined, DecimalSignals.InvalidContext])
            d.Set(type.Name, type);
        foreach (string rounding in (string[])["ROUND_UP", "ROUND_DOWN", "ROUND_CEILING", "ROUND_FLOOR", "ROUND_HALF_UP", "ROUND_HALF_DOWN", "ROUND_HALF_EVEN", "ROUND_05UP"])
            d.Set(rounding, PyStr.Intern(rounding));
        return Register("numbers", "Number", PyDecimal.ClassType) && Register("collections.abc", "MutableMapping", PySignalDict.ClassType);
    }

    private static bool Register(string module, string name, PyType type)
    {
        PyObject? found = Imports.Import(module, null, new PyTuple([new PyStr(name)]), PyInt.Zero)?.GetAttr(PyStr.Intern(name));
        return found?.GetAttr(PyStr.Intern("register")) is { } register && Calls.Call1(register, type) != null;
    }

    /// <summary>The context of the running code.</summary>
    [PyFunction]
    public static PyObject getcontext() => PyDecimalContext.Current;

    /// <summary>Makes a context the current one.</summary>
    [PyFunction]
    public static PyObject? setcontext(PyObject context)
    {
        if (UserSlots.Unwrap(context) is not PyDecimalContext c) return PyErr.TypeError("argument must be a context");
        // The templates stay as they are.
        if (ReferenceEquals(c, PyDecimalContext.Default) || ReferenceEquals(c, PyDecimalContext.Basic) || ReferenceEquals(c, PyDecimalContext.Extended))
        {
            c = c.Copied();
            c.Flags = 0;
        }
        PyDecimalContext.Current = c;
        return PyNone.None;
    }

    /// <summary>For a with statement: a copy of the context, the current one unless given, with other settings.</summary>
    [PyFunction(IsUnnamed = true)]
    public static PyObject? localcontext(
        [Keyword] PyObject? ctx = null, [KeywordOnly] PyObject? prec = null, PyObject? rounding = null, PyObject? Emin = null, PyObject? Emax = null,
        PyObject? capitals = null, PyObject? clamp = null, PyObject? flags = null, PyObject? traps = null)
    {
        PyDecimalContext global = PyDecimalContext.Current;
        if (PyDecimalContext.Of(ctx) is not { } from) return null;
        PyDecimalContext local = from.Copied();
        return local.Change(prec, rounding, Emin, Emax, capitals, clamp, flags, traps) ? new PyDecimalContextManager(local, global) : null;
    }
}
