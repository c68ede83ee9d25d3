using System.Runtime.InteropServices;

namespace MetaTracer.Tests.Rules;

/// <summary>The SMT solver Z3, where its library is installed.</summary>
internal static partial class Solver
{
    public static bool IsInstalled { get; } = NativeLibrary.TryLoad("libz3.so.4", out _);

    // Steps, as the solver counts them: a limit that does not depend on the machine's speed.
    private const int MaxSteps = 10_000_000;

    /// <summary>The answer to a script that ends in <c>(check-sat)</c>: unsat, sat, or unknown when it takes too many steps.</summary>
    public static string Answer(string script)
    {
        nint configuration = Z3_mk_config(), context = Z3_mk_context(configuration);
        try
        {
            return Marshal.PtrToStringUTF8(Z3_eval_smtlib2_string(context, $"(set-option :rlimit {MaxSteps}){script}"))!.Trim();
        }
        finally
        {
            Z3_del_context(context);
            Z3_del_config(configuration);
        }
    }

    [LibraryImport("libz3.so.4")]
    private static partial nint Z3_mk_config();

    [LibraryImport("libz3.so.4")]
    private static partial void Z3_del_config(nint configuration);

    [LibraryImport("libz3.so.4")]
    private static partial nint Z3_mk_context(nint configuration);

    [LibraryImport("libz3.so.4")]
    private static partial void Z3_del_context(nint context);

    [LibraryImport("libz3.so.4", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint Z3_eval_smtlib2_string(nint context, string script);
}
