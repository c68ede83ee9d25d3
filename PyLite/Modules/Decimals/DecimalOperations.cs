using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

internal delegate DecimalValue DecimalUnary(in DecimalValue a, ref DecimalRules c);

internal delegate DecimalValue DecimalBinary(in DecimalValue a, in DecimalValue b, ref DecimalRules c);

/// <summary>A question about a number; the answer is no decimal.</summary>
internal delegate PyObject? DecimalQuestion(in DecimalValue a, PyDecimalContext c);

/// <summary>
/// The operations that are methods of both classes: of a number, with a context as the last argument, and of a context, with the numbers as
/// arguments.
/// </summary>
[DontLookInside]
internal static class DecimalOperations
{
    private static readonly (string Name, DecimalUnary Run)[] Unary =
    [
        ("exp", DecimalArithmetic.Exp), ("ln", DecimalArithmetic.Ln), ("log10", DecimalArithmetic.Log10), ("next_minus", DecimalArithmetic.NextMinus),
        ("next_plus", DecimalArithmetic.NextPlus), ("normalize", DecimalArithmetic.Normalize), ("sqrt", DecimalArithmetic.SquareRoot),
        ("logb", DecimalArithmetic.LogB), ("logical_invert", DecimalArithmetic.LogicalInvert),
        ("copy_abs", static (in DecimalValue a, ref DecimalRules c) => a.Absolute), ("copy_negate", static (in DecimalValue a, ref DecimalRules c) => a.Negated),
        ("canonical", static (in DecimalValue a, ref DecimalRules c) => a),
    ];

    private static readonly (string Name, DecimalUnary Run)[] UnaryOfContext =
    [
        ("abs", DecimalArithmetic.Abs), ("_apply", static (in DecimalValue a, ref DecimalRules c) => DecimalRounder.Finish(a, ref c)), ("minus", DecimalArithmetic.Minus), ("plus", DecimalArithmetic.Plus), ("copy_decimal", static (in DecimalValue a, ref DecimalRules c) => a),
        ("to_integral", DecimalArithmetic.ToIntegralValue), ("to_integral_value", DecimalArithmetic.ToIntegralValue), ("to_integral_exact", DecimalArithmetic.ToIntegralExact),
    ];

    private static readonly (string Name, DecimalBinary Run)[] Binary =
    [
        ("compare", DecimalArithmetic.Compare), ("compare_signal", DecimalArithmetic.CompareSignal), ("max", DecimalArithmetic.Max), ("max_mag", DecimalArithmetic.MaxMagnitude),
        ("min", DecimalArithmetic.Min), ("min_mag", DecimalArithmetic.MinMagnitude), ("next_toward", DecimalArithmetic.NextToward),
        ("remainder_near", DecimalArithmetic.RemainderNear), ("logical_and", DecimalArithmetic.LogicalAnd), ("logical_or", DecimalArithmetic.LogicalOr),
        ("logical_xor", DecimalArithmetic.LogicalXor), ("rotate", DecimalArithmetic.Rotate), ("scaleb", DecimalArithmetic.ScaleB), ("shift", DecimalArithmetic.Shift),
        ("compare_total", static (in DecimalValue a, in DecimalValue b, ref DecimalRules c) => DecimalValue.Of(DecimalArithmetic.TotalOrder(a, b))),
        ("compare_total_mag", static (in DecimalValue a, in DecimalValue b, ref DecimalRules c) => DecimalValue.Of(DecimalArithmetic.TotalOrder(a.Absolute, b.Absolute))),
        ("copy_sign", static (in DecimalValue a, in DecimalValue b, ref DecimalRules c) => a.WithSign(b.IsNegative)),
    ];

    private static readonly (string Name, DecimalBinary Run)[] BinaryOfContext =
    [
        ("add", DecimalArithmetic.Add), ("subtract", DecimalArithmetic.Subtract), ("multiply", DecimalArithmetic.Multiply), ("divide", DecimalArithmetic.Divide),
        ("divide_int", DecimalArithmetic.DivideInt), ("remainder", DecimalArithmetic.Remainder), ("quantize", DecimalArithmetic.Quantize),
    ];

    private static readonly (string Name, DecimalQuestion Ask, bool OfContext)[] Questions =
    [
        ("is_canonical", static (in DecimalValue a, PyDecimalContext c) => PyBool.True, false),
        ("is_finite", static (in DecimalValue a, PyDecimalContext c) => PyBool.Of(a.IsFinite), false),
        ("is_infinite", static (in DecimalValue a, PyDecimalContext c) => PyBool.Of(a.IsInfinite), false),
        ("is_nan", static (in DecimalValue a, PyDecimalContext c) => PyBool.Of(a.IsNaN), false),
        ("is_qnan", static (in DecimalValue a, PyDecimalContext c) => PyBool.Of(a.Kind == DecimalKind.QuietNaN), false),
        ("is_snan", static (in DecimalValue a, PyDecimalContext c) => PyBool.Of(a.IsSignaling), false),
        ("is_signed", static (in DecimalValue a, PyDecimalContext c) => PyBool.Of(a.IsNegative), false),
        ("is_zero", static (in DecimalValue a, PyDecimalContext c) => PyBool.Of(a.IsZero), false),
        ("is_normal", static (in DecimalValue a, PyDecimalContext c) => PyBool.Of(a.IsFinite && !a.IsZero && a.Adjusted >= c.Rules.Emin), true),
        ("is_subnormal", static (in DecimalValue a, PyDecimalContext c) => PyBool.Of(a.IsFinite && !a.IsZero && a.Adjusted < c.Rules.Emin), true),
        ("number_class", static (in DecimalValue a, PyDecimalContext c) => new PyStr(Class(a, c)), true),
        ("to_eng_string", static (in DecimalValue a, PyDecimalContext c) => new PyStr(DecimalText.Write(a, isEngineering: true, c.Capitals)), true),
    ];

    private static string Class(in DecimalValue a, PyDecimalContext c)
    {
        if (a.IsNaN) return a.IsSignaling ? "sNaN" : "NaN";
        string sign = a.IsNegative ? "-" : "+";
        return sign + (a.IsInfinite ? "Infinity" : a.IsZero ? "Zero" : a.Adjusted < c.Rules.Emin ? "Subnormal" : "Normal");
    }

    public static void AddTo(PyType type, bool isContext)
    {
        foreach ((string name, DecimalUnary run) in Unary) type.Set(name, isContext ? OfContext(type, name, run) : OfNumber(type, name, run));
        foreach ((string name, DecimalBinary run) in Binary) type.Set(name, isContext ? OfContext(type, name, run) : OfNumber(type, name, run));
        foreach ((string name, DecimalQuestion ask, bool ofContext) in Questions)
        {
            if (isContext && name == "is_canonical") type.Method(name, static (self, a) => UserSlots.Unwrap(a) is PyDecimal ? PyBool.True : PyErr.TypeError("argument must be a Decimal"));
            else if (isContext) type.Method(name, (self, a) => PyDecimal.Convert(a, out DecimalValue v) ? ask(v, (PyDecimalContext)self) : null);
            else if (!ofContext) type.Method(name, self => ask(((PyDecimal)self).Value, PyDecimalContext.Default));
            else type.MethodAny(name, (args, keywords) =>
                Define.Parse(name, Calls.Rest(args), keywords, ["context"], 0, out PyObject?[] v) && PyDecimalContext.Of(v[0]) is { } c ? ask(((PyDecimal)args[0]).Value, c) : null);
        }
        if (isContext) AddToContext(type);
        else AddToNumber(type);
    }

    private static void AddToNumber(PyType type)
    {
        type.Method("conjugate", static self => self);
        type.Method("radix", static self => new PyDecimal(DecimalValue.Of(10)));
        type.MethodAny("same_quantum", static (args, keywords) =>
            Define.Parse("same_quantum", Calls.Rest(args), keywords, ["other", "context"], 1, out PyObject?[] v) && PyDecimalContext.Of(v[1]) != null
            && PyDecimal.Convert(v[0]!, out DecimalValue b) ? PyBool.Of(SameQuantum(((PyDecimal)args[0]).Value, b)) : null);
        type.Set("quantize", new PyBuiltin("quantize", type)
        {
            F2 = static (self, other) => Quantize(self, other, null, null),
            Any = static (args, keywords) => Define.Parse("quantize", Calls.Rest(args), keywords, ["exp", "rounding", "context"], 1, out PyObject?[] v) ? Quantize(args[0], v[0]!, v[1], v[2]) : null,
        });
        foreach ((string name, DecimalUnary run) in new (string, DecimalUnary)[] { ("to_integral", DecimalArithmetic.ToIntegralValue), ("to_integral_value", DecimalArithmetic.ToIntegralValue), ("to_integral_exact", DecimalArithmetic.ToIntegralExact) })
        {
            type.MethodAny(name, (args, keywords) =>
            {
                if (!Define.Parse(name, Calls.Rest(args), keywords, ["rounding", "context"], 0, out PyObject?[] v)) return null;
                return Prepare(v[0], v[1], out PyDecimalContext? c, out DecimalRules rules) ? Finished(run(((PyDecimal)args[0]).Value, ref rules), rules.Status, c) : null;
            });
        }
        type.MethodAny("fma", static (args, keywords) =>
        {
            if (!Define.Parse("fma", Calls.Rest(args), keywords, ["other", "third", "context"], 2, out PyObject?[] v) || !Prepare(null, v[2], out PyDecimalContext? c, out DecimalRules rules)) return null;
            if (!PyDecimal.Convert(v[0]!, out DecimalValue b) || !PyDecimal.Convert(v[1]!, out DecimalValue d)) return null;
            return Finished(DecimalArithmetic.FusedMultiplyAdd(((PyDecimal)args[0]).Value, b, d, ref rules), rules.Status, c);
        });
    }

    private static PyObject? Quantize(PyObject self, PyObject other, PyObject? rounding, PyObject? context)
    {
        if (!Prepare(rounding, context, out PyDecimalContext? c, out DecimalRules rules) || !PyDecimal.Convert(other, out DecimalValue b)) return null;
        return Finished(DecimalArithmetic.Quantize(((PyDecimal)self).Value, b, ref rules), rules.Status, c);
    }

    private static bool Prepare(PyObject? rounding, PyObject? context, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out PyDecimalContext? c, out DecimalRules rules)
    {
        rules = default;
        c = PyDecimalContext.Of(context);
        if (c == null) return false;
        rules = c.Rules;
        if (rounding is null or PyNone) return true;
        if (!PyDecimalContext.Rounding(rounding, out DecimalRounding given)) return false;
        rules.Rounding = given;
        return true;
    }

    private static PyObject? Finished(in DecimalValue value, DecimalStatus status, PyDecimalContext c) => PyDecimal.Result(value, status, c);

    private static bool SameQuantum(in DecimalValue a, in DecimalValue b) =>
        a.IsFinite && b.IsFinite ? a.Exponent == b.Exponent : a.IsNaN && b.IsNaN || a.IsInfinite && b.IsInfinite;

    private static PyBuiltin OfNumber(PyType type, string name, DecimalUnary run)
    {
        // Some only look and have no context.
        bool hasContext = name is not ("copy_abs" or "copy_negate" or "canonical");
        return new PyBuiltin(name, type)
        {
            F1 = self => Run(run, ((PyDecimal)self).Value, PyDecimalContext.Current),
            Any = !hasContext ? null : (args, keywords) =>
                Define.Parse(name, Calls.Rest(args), keywords, ["context"], 0, out PyObject?[] v) && PyDecimalContext.Of(v[0]) is { } c ? Run(run, ((PyDecimal)args[0]).Value, c) : null,
        };
    }

    private static PyBuiltin OfNumber(PyType type, string name, DecimalBinary run) => new(name, type)
    {
        F2 = (self, other) => PyDecimal.Convert(other, out DecimalValue b) ? Run(run, ((PyDecimal)self).Value, b, PyDecimalContext.Current) : null,
        Any = (args, keywords) =>
            Define.Parse(name, Calls.Rest(args), keywords, ["other", "context"], 1, out PyObject?[] v) && PyDecimalContext.Of(v[1]) is { } c && PyDecimal.Convert(v[0]!, out DecimalValue b)
                ? Run(run, ((PyDecimal)args[0]).Value, b, c) : null,
    };

    private static PyBuiltin OfContext(PyType type, string name, DecimalUnary run) => new(name, type)
    {
        F2 = (self, a) => PyDecimal.Convert(a, out DecimalValue v) ? Run(run, v, (PyDecimalContext)self) : null,
    };

    private static PyBuiltin OfContext(PyType type, string name, DecimalBinary run) => new(name, type)
    {
        F3 = (self, a, b) => Both(run, a, b, (PyDecimalContext)self),
        Any = (args, keywords) => Define.Parse(name, Calls.Rest(args), keywords, ["a", "b"], 2, out PyObject?[] v) ? Both(run, v[0]!, v[1]!, (PyDecimalContext)args[0]) : null,
    };

    private static PyObject? Run(DecimalUnary run, in DecimalValue a, PyDecimalContext c)
    {
        DecimalRules rules = c.Rules;
        return Finished(run(a, ref rules), rules.Status, c);
    }

    private static PyObject? Run(DecimalBinary run, in DecimalValue a, in DecimalValue b, PyDecimalContext c)
    {
        DecimalRules rules = c.Rules;
        return Finished(run(a, b, ref rules), rules.Status, c);
    }

    private static PyObject? Both(DecimalBinary run, PyObject a, PyObject b, PyDecimalContext c) =>
        PyDecimal.Convert(a, out DecimalValue x) && PyDecimal.Convert(b, out DecimalValue y) ? Run(run, x, y, c) : null;

    private static void AddToContext(PyType type)
    {
        foreach ((string name, DecimalUnary run) in UnaryOfContext) type.Set(name, OfContext(type, name, run));
        foreach ((string name, DecimalBinary run) in BinaryOfContext) type.Set(name, OfContext(type, name, run));
        type.Method("canonical", static (self, a) => UserSlots.Unwrap(a) is PyDecimal d ? d : PyErr.TypeError("argument must be a Decimal"));
        type.Method("to_sci_string", static (self, a) => PyDecimal.Convert(a, out DecimalValue v) ? new PyStr(DecimalText.Write(v, isEngineering: false, ((PyDecimalContext)self).Capitals)) : null);
        type.Method("same_quantum", static (self, a, b) =>
            PyDecimal.Convert(a, out DecimalValue x) && PyDecimal.Convert(b, out DecimalValue y) ? PyBool.Of(SameQuantum(x, y)) : null);
        type.Method("divmod", static (self, a, b) =>
        {
            if (!PyDecimal.Convert(a, out DecimalValue x) || !PyDecimal.Convert(b, out DecimalValue y)) return null;
            var c = (PyDecimalContext)self;
            DecimalRules rules = c.Rules;
            return PyDecimal.Pair(DecimalArithmetic.DivMod(x, y, ref rules), rules.Status, c);
        });
        type.Set("fma", new PyBuiltin("fma", type)
        {
            F4 = static (self, a, b, third) =>
        {
            if (!PyDecimal.Convert(a, out DecimalValue x) || !PyDecimal.Convert(b, out DecimalValue y) || !PyDecimal.Convert(third, out DecimalValue z)) return null;
            var c = (PyDecimalContext)self;
            DecimalRules rules = c.Rules;
            return Finished(DecimalArithmetic.FusedMultiplyAdd(x, y, z, ref rules), rules.Status, c);
        }
        });
        type.MethodAny("power", static (args, keywords) =>
        {
            if (!Define.Parse("power", Calls.Rest(args), keywords, ["a", "b", "modulo"], 2, out PyObject?[] v)) return null;
            if (!PyDecimal.Convert(v[0]!, out DecimalValue x) || !PyDecimal.Convert(v[1]!, out DecimalValue y)) return null;
            var c = (PyDecimalContext)args[0];
            DecimalRules rules = c.Rules;
            if (v[2] is null or PyNone) return Finished(DecimalArithmetic.Power(x, y, ref rules), rules.Status, c);
            return PyDecimal.Convert(v[2]!, out DecimalValue z) ? Finished(DecimalArithmetic.PowerModulo(x, y, z, ref rules), rules.Status, c) : null;
        });
    }
}
