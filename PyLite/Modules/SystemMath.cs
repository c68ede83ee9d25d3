using System.Runtime.InteropServices;
using MetaJit;

namespace PyLite.Modules;

/// <summary>Functions of the system's mathematical library that .NET has not: their last digits are those that CPython prints.</summary>
[DontLookInside]
internal static class SystemMath
{
    private const string Library = "libm.so.6";

    /// <summary>Whether the system has it.</summary>
    public static readonly bool IsThere = NativeLibrary.TryLoad(Library, out _);

    [DllImport(Library, EntryPoint = "erf")] public static extern double Erf(double x);
    [DllImport(Library, EntryPoint = "erfc")] public static extern double Erfc(double x);
    [DllImport(Library, EntryPoint = "expm1")] public static extern double Expm1(double x);
    [DllImport(Library, EntryPoint = "log1p")] public static extern double Log1p(double x);
    [DllImport(Library, EntryPoint = "tgamma")] public static extern double Gamma(double x);
    [DllImport(Library, EntryPoint = "lgamma")] public static extern double LogGamma(double x);
}
