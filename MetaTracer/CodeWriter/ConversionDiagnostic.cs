using System.Reflection;

namespace MetaTracer.CodeWriter;

/// <summary>Why a method is not followed although it might have been: what it contains that cannot be converted, and where.</summary>
/// <param name="Method">The method, now a residual call.</param>
/// <param name="Reason">The construct, as a noun phrase.</param>
/// <param name="Instruction">The IL instruction.</param>
/// <param name="IlOffset">Its offset.</param>
internal sealed record ConversionDiagnostic(MethodBase Method, string Reason, string Instruction, int IlOffset)
{
    /// <summary><c>file.cs:line</c>, or the IL offset where there are no symbols.</summary>
    public string Location => SourceSymbols.Locate(Method, IlOffset);

    /// <summary>The same, for a method that must be followed.</summary>
    internal string AsPortalProblem() =>
        $"{Location}: {TypeModel.NameOf(Method)} is a portal and must be convertible whole, but it contains {Reason} (IL {Instruction} at {IlOffset:x4}): move that into a method of its own";

    public override string ToString() =>
        $"{Location}: {TypeModel.NameOf(Method)} is not followed: the tracer cannot convert {Reason} (IL {Instruction} at {IlOffset:x4})";
}
