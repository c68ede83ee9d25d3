using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace MetaTracer.CodeWriter;

/// <summary>
/// What C# builds an interpolated string with, as an object. The compiler's own <see cref="DefaultInterpolatedStringHandler"/> is a ref struct, which JitCode has
/// no registers for; the CodeWriter puts this class in its place, so that a message on a rare path does not keep a method from being followed.
/// </summary>
internal sealed class InterpolatedString
{
    private readonly StringBuilder _text = new();
    private StringBuilder.AppendInterpolatedStringHandler _handler;

    private InterpolatedString(int literalLength, int formattedCount) => _handler = new(literalLength, formattedCount, _text);

    public static InterpolatedString Create(int literalLength, int formattedCount) => new(literalLength, formattedCount);

    public void AppendLiteral(string value) => _handler.AppendLiteral(value);

    public void AppendFormatted<T>(T value) => _handler.AppendFormatted(value);

    public void AppendFormatted<T>(T value, string? format) => _handler.AppendFormatted(value, format);

    public void AppendFormatted<T>(T value, int alignment) => _handler.AppendFormatted(value, alignment);

    public void AppendFormatted<T>(T value, int alignment, string? format) => _handler.AppendFormatted(value, alignment, format);

    public void AppendFormatted(string? value) => _handler.AppendFormatted(value);

    public void AppendFormatted(string? value, int alignment, string? format) => _handler.AppendFormatted(value, alignment, format);

    public void AppendFormatted(object? value, int alignment, string? format) => _handler.AppendFormatted(value, alignment, format);

    public string ToStringAndClear()
    {
        string text = _text.ToString();
        _text.Clear();
        return text;
    }

    /// <summary>The type the CodeWriter uses in place of another.</summary>
    internal static Type InPlaceOf(Type type) => type == typeof(DefaultInterpolatedStringHandler) ? typeof(InterpolatedString) : type;

    /// <summary>This class's method for one of the handler's; null where it has none, or the method is not the handler's.</summary>
    internal static MethodInfo? InPlaceOf(MethodBase method)
    {
        if (method.DeclaringType != typeof(DefaultInterpolatedStringHandler)) return null;
        Type[] wanted = [.. Definition(method).GetParameters().Select(parameter => parameter.ParameterType)];
        string name = method.IsConstructor ? nameof(Create) : method.Name;
        foreach (MethodInfo candidate in typeof(InterpolatedString).GetMethods())
        {
            if (candidate.Name != name || candidate.IsGenericMethod != method.IsGenericMethod) continue;
            Type[] has = [.. candidate.GetParameters().Select(parameter => parameter.ParameterType)];
            if (!Fits(has, wanted)) continue;
            return method.IsGenericMethod ? candidate.MakeGenericMethod(method.GetGenericArguments()) : candidate;
        }
        return null;
    }

    private static bool Fits(Type[] has, Type[] wanted)
    {
        if (has.Length != wanted.Length) return false;
        for (int i = 0; i < has.Length; i++)
            if (has[i] != wanted[i] && !(has[i].IsGenericParameter && wanted[i].IsGenericParameter)) return false;
        return true;
    }

    private static MethodBase Definition(MethodBase method) => method is MethodInfo { IsGenericMethod: true } info ? info.GetGenericMethodDefinition() : method;
}
