using System.Numerics;
using MetaJit;

namespace PyLite.Objects;

/// <summary><c>format()</c>, f-strings and <c>__format__</c>.</summary>
public static class Formatting
{
    /// <summary><c>format(value, spec)</c></summary>
    public static PyObject? Format(PyObject value, PyStr spec)
    {
        if (spec.Value.Length == 0)
        {
            if (value is PyStr) return value;
            if (value is PyInt i) return i.Repr();
        }
        if (value is PyInt or PyFloat or PyStr or PyBool or PyLong or PyComplex) return FormatBuiltin(value, spec);
        if (value is PyInstance instance)
        {
            if (instance.Type.SpecialOverride(Names.Format) is { } method) return ByMethod(method, instance, spec);
            if (instance.Native == null && spec.Length == 0 && instance.Type.Lookup(Names.Format) is PyBuiltin { Owner: { } owner } && ReferenceEquals(owner, Types.Object))
                return instance.StrAsGiven();
        }
        return FormatOther(value, spec);
    }

    private static PyObject? ByMethod(PyObject method, PyObject value, PyStr spec)
    {
        PyObject? result = Calls.CallMethod(method, value, spec);
        return result is null or PyStr ? result : CheckFormatted(result);
    }

    [DontLookInside]
    private static PyObject? CheckFormatted(PyObject result) =>
        UserSlots.Unwrap(result) is PyStr ? result : PyErr.TypeError($"__format__ must return a str, not {result.Type.Name}");

    [DontLookInside]
    private static PyObject? FormatOther(PyObject value, PyStr spec)
    {
        if (value.Type.SpecialOverride(Names.Format) is { } method) return ByMethod(method, value, spec);
        if (value.Type.Lookup(Names.Format) is PyBuiltin { Owner: { } owner } own && owner != Types.Object && UserSlots.Unwrap(value) is not (PyInt or PyFloat or PyStr or PyLong or PyComplex or PyBool))
            return Calls.CallMethod(own, value, spec);
        if (spec.Value.Length == 0) return value.StrAsGiven();
        if (value is PyInstance { Native: { } native } && native is PyInt or PyFloat or PyStr or PyLong or PyComplex) return FormatBuiltin(native, spec, value);
        return PyErr.TypeError($"unsupported format string passed to {value.Type.Name}.__format__");
    }

    [DontLookInside]
    private static PyObject? FormatBuiltin(PyObject value, PyStr spec, PyObject? given = null)
    {
        if (spec.Value.Length == 0) return value.Str();
        if (given != null && value is PyInt or PyLong && spec.Value[^1] is 'e' or 'E' or 'f' or 'F' or 'g' or 'G' or '%' && given.Type.SpecialOverride(Names.Float) != null)
        {
            if (NumberMethods.ToFloat(given) is not { } real) return null;
            value = real;
        }
        try
        {
            FormatSpec parsed = FormatSpec.Of(spec.Value, (given ?? value).Type.Name);
            if (value is PyStr s) return new PyStr(parsed.Text(s.Value));
            if (value is PyFloat f) return new PyStr(parsed.Real(f.Value));
            if (value is PyComplex c) return new PyStr(parsed.Complex(c.Real, c.Imag));
            if (value is PyInt i && parsed.Integer(i.Value) is { } text) return PyStr.Narrow(text);
            PyLong.TryGet(value, out BigInteger n);
            return new PyStr(parsed.Integer(n));
        }
        catch (FormatException e)
        {
            return PyErr.ValueError(e.Message);
        }
        catch (InsufficientMemoryException)
        {
            return null;    // MemoryError is pending
        }
        catch (OverflowException e)
        {
            return PyErr.Raise(Types.OverflowError, e.Message);
        }
    }

    /// <summary>The body of <c>%e</c>, <c>%f</c> or <c>%g</c> (or upper case), without a sign.</summary>
    public static string Real(double value, char type, int precision, bool alternate)
    {
        value = Math.Abs(value);
        bool upper = char.IsUpper(type);
        if (!double.IsFinite(value)) return upper ? FloatText.NotFinite(value).ToUpperInvariant() : FloatText.NotFinite(value);
        return char.ToLowerInvariant(type) switch
        {
            'f' => FloatText.Fixed(value, precision, alternate),
            'e' => FloatText.Exponent(value, precision, upper ? 'E' : 'e', alternate),
            _ => FloatText.General(value, precision, upper ? 'E' : 'e', alternate),
        };
    }
}
