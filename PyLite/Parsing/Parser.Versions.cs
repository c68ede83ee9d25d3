using PyLite.Compiling;

namespace PyLite.Parsing;

/// <summary>What older versions of Python do not have, for texts that are to be read as one of theirs: <c>ast.parse(..., feature_version=(3, 7))</c>.</summary>
public sealed partial class Parser
{
    /// <summary>The 11 of 3.11, the newest that is known: everything is allowed.</summary>
    public const int NewestVersion = 11;

    private int _version = NewestVersion;

    /// <summary>Something new has just been read.</summary>
    /// <param name="version">The 8 of 3.8, the first that has it.</param>
    /// <param name="features">What the message says: "Assignment expressions are".</param>
    /// <param name="place">Where that is noticed; usually the token that follows.</param>
    private void Since(int version, string features, SourceRange? place = null)
    {
        if (_version < version) throw Fault($"{features} only supported in Python 3.{version} and greater", place ?? Current.Range);
    }

    /// <summary>The same of a statement with a block, which has been read to its last line's end.</summary>
    private void BlockSince(int version, string features)
    {
        if (_version >= version) return;
        int last = _index - 1;
        while (_tokens[last].Kind == TokenKind.Dedent) last--;
        Since(version, features, _tokens[last].Range);
    }
}
