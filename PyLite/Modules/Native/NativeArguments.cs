using System.Runtime.InteropServices;
using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>
/// The arguments of a call as the machine passes them. Ints and floats have registers of their own, which a function reads as far as it has
/// parameters: one shape with all registers filled serves every function. What does not fit into registers follows on the stack.
/// </summary>
[DontLookInside]
internal sealed class NativeArguments
{
    private const int Floats = 8, Most = 12;

    /// <summary>Registers for ints: six on x64, eight on Arm64. The shape has eight, of which the last two are the first of the stack on x64.</summary>
    private static readonly int Ints = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 6 : 8;

    private readonly long[] _ints = new long[8];
    private readonly double[] _floats = new double[Floats];
    private readonly long[] _stack = new long[Most + 8];
    private int _intCount, _floatCount, _stackCount;

    public bool IsFull => _stackCount > Most;

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate long ForLong(
        long a, long b, long c, long d, long e, long f, double p, double q, double r, double s, double t, double u, double v, double w);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate double ForDouble(
        long a, long b, long c, long d, long e, long f, double p, double q, double r, double s, double t, double u, double v, double w);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate long ForLongMany(
        long a, long b, long c, long d, long e, long f, double p, double q, double r, double s, double t, double u, double v, double w,
        long k0, long k1, long k2, long k3, long k4, long k5, long k6, long k7, long k8, long k9, long k10, long k11);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate double ForDoubleMany(
        long a, long b, long c, long d, long e, long f, double p, double q, double r, double s, double t, double u, double v, double w,
        long k0, long k1, long k2, long k3, long k4, long k5, long k6, long k7, long k8, long k9, long k10, long k11);

    private static readonly Dictionary<(nint, Type), Delegate> Known = [];

    public bool Add(char kind, PyObject value)
    {
        if (_stackCount > Most) return true;
        if (kind == 'i')
        {
            if (!Argument.Bits(value, out ulong bits)) return false;
            if (_intCount < Ints) _ints[_intCount++] = (long)bits;
            else _stack[_stackCount++] = (long)bits;
            return true;
        }
        if (!Argument.Double(value, out double number)) return false;
        number = NaNs.Shown(number);
        // A float is in the low half of its register.
        if (kind == 'f') number = BitConverter.Int64BitsToDouble((uint)BitConverter.SingleToInt32Bits((float)number));
        if (_floatCount < Floats) _floats[_floatCount++] = number;
        else _stack[_stackCount++] = BitConverter.DoubleToInt64Bits(number);
        return true;
    }

    private static T? Function<T>(nint address) where T : Delegate
    {
        lock (Known)
        {
            if (Known.TryGetValue((address, typeof(T)), out Delegate? known)) return (T)known;
            try
            {
                var made = Marshal.GetDelegateForFunctionPointer<T>(address);
                Known[(address, typeof(T))] = made;
                return made;
            }
            catch (InvalidCastException)
            {
                // A callback of ours, called in another way than it was made for.
                PyErr.TypeError("the function pointer is that of a callback with another type");
                return null;
            }
        }
    }

    /// <summary>On Arm64 the seventh and eighth int have registers, which come before the stack in the longer shape only there.</summary>
    private long[] Stack => Ints == 6 ? _stack : [_ints[6], _ints[7], .. _stack];

    private bool IsShort => _stackCount == 0 && _intCount <= 6;

    public long CallForLong(nint address)
    {
        long[] i = _ints, k = Stack;
        double[] x = _floats;
        if (IsShort) return Function<ForLong>(address) is not { } plain ? 0 : plain(i[0], i[1], i[2], i[3], i[4], i[5], x[0], x[1], x[2], x[3], x[4], x[5], x[6], x[7]);
        return Function<ForLongMany>(address) is not { } many ? 0 : many(
            i[0], i[1], i[2], i[3], i[4], i[5], x[0], x[1], x[2], x[3], x[4], x[5], x[6], x[7], k[0], k[1], k[2], k[3], k[4], k[5], k[6], k[7], k[8], k[9], k[10], k[11]);
    }

    public double CallForDouble(nint address)
    {
        long[] i = _ints, k = Stack;
        double[] x = _floats;
        if (IsShort) return Function<ForDouble>(address) is not { } plain ? 0 : plain(i[0], i[1], i[2], i[3], i[4], i[5], x[0], x[1], x[2], x[3], x[4], x[5], x[6], x[7]);
        return Function<ForDoubleMany>(address) is not { } many ? 0 : many(
            i[0], i[1], i[2], i[3], i[4], i[5], x[0], x[1], x[2], x[3], x[4], x[5], x[6], x[7], k[0], k[1], k[2], k[3], k[4], k[5], k[6], k[7], k[8], k[9], k[10], k[11]);
    }
}

/// <summary>Callback(function, kinds, result): an address that C may call, which calls the function with a tuple of ints and floats.</summary>
[PyClass("_native.Callback")]
[DontLookInside]
public sealed partial class PyNativeCallback : PyObject
{
    private readonly PyObject _function;
    private readonly string _kinds, _result;
    private readonly Delegate _entry;

    private PyNativeCallback(PyObject function, string kinds, string result)
    {
        (_function, _kinds, _result) = (function, kinds, result);
        _entry = result is "d" or "f" ? new NativeArguments.ForDouble(EnterForDouble) : new NativeArguments.ForLong(EnterForLong);
        address = Marshal.GetFunctionPointerForDelegate(_entry);
    }

    [PyNew]
    public static PyObject? New(PyObject function, string kinds, string result)
    {
        if (kinds.Count(static c => c == 'i') > 6 || kinds.Count(static c => c != 'i') > 8) return PyErr.TypeError("too many arguments for a callback");
        return new PyNativeCallback(function, kinds, result);
    }

    [PyProperty] public long address { get; }

    private long EnterForLong(
        long a, long b, long c, long d, long e, long f, double p, double q, double r, double s, double t, double u, double v, double w) =>
        Run([a, b, c, d, e, f], [p, q, r, s, t, u, v, w]) is { } made && Argument.Bits(made, out ulong bits) ? (long)bits : Ignored();

    private double EnterForDouble(
        long a, long b, long c, long d, long e, long f, double p, double q, double r, double s, double t, double u, double v, double w)
    {
        if (Run([a, b, c, d, e, f], [p, q, r, s, t, u, v, w]) is not { } made || !Argument.Double(made, out double value)) return Ignored();
        return _result == "f" ? BitConverter.Int64BitsToDouble((uint)BitConverter.SingleToInt32Bits((float)value)) : value;
    }

    /// <summary>There is nobody to raise an exception to.</summary>
    private static long Ignored()
    {
        PyErr.Current = null;
        return 0;
    }

    private PyObject? Run(ReadOnlySpan<long> ints, ReadOnlySpan<double> floats)
    {
        int i = 0, x = 0;
        var values = new PyObject[_kinds.Length];
        for (int k = 0; k < values.Length; k++)
        {
            values[k] = _kinds[k] switch
            {
                'i' => new PyInt(ints[i++]),
                'd' => new PyFloat(floats[x++]),
                _ => new PyFloat(BitConverter.Int32BitsToSingle((int)BitConverter.DoubleToInt64Bits(floats[x++]))),
            };
        }
        return Calls.Call1(_function, new PyTuple(values));
    }
}
