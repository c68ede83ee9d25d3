using System.Globalization;

namespace Foo;

/// <summary>A mistake in the user's program.</summary>
public sealed class FooError(string message) : Exception(message);

/// <summary>A value of the language: a number, or a text. A struct, so numbers need no object; in a trace it is two registers.</summary>
public readonly struct Value(double number, string? text = null)
{
    public readonly string? Text = text;
    public readonly double Number = number;

    public bool IsTrue => Text is not null || Number != 0;

    public static Value Of(bool truth) => new(truth ? 1 : 0);

    public override string ToString() => Text ?? Number.ToString(CultureInfo.InvariantCulture);
}
