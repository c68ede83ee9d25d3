using MetaJit;

namespace PyLite.Objects;

/// <summary>A question about a text, as <c>str.isalpha</c> asks it. Programs that read ask it of single characters: for ASCII the answers are a table.</summary>
/// <param name="ofText">The answer for a text of any length.</param>
internal sealed class CharacterTest(Func<int, bool> ofCharacter, Func<PyStr, bool> ofText)
{
    private const int Ascii = 0x80;

    [ImmutableArray]
    private readonly bool[] _ascii = [.. Enumerable.Range(0, Ascii).Select(ofCharacter)];
    private readonly Func<PyStr, bool> _ofText = ofText;

    public bool IsTrueOf(PyStr s) => s.Length == 1 && s.CodePointAt(0) is >= 0 and < Ascii and var c ? _ascii[c] : IsTrueOfText(s);

    [DontLookInside]
    private bool IsTrueOfText(PyStr s) => _ofText(s);
}
