namespace MetaTracer.CodeWriter;

/// <summary>
/// Something in a method that cannot become JitCode. Ends the conversion of that method and is caught there: the method is residual and
/// the reason is reported.
/// </summary>
/// <param name="construct">The construct, as a noun phrase: <c>a value of Span, a ref struct</c>.</param>
internal sealed class UnsupportedConstructException(string construct) : Exception(construct);
