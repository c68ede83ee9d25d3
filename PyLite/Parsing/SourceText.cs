using System.Text;
using PyLite.Compiling;
using PyLite.Objects;

namespace PyLite.Parsing;

/// <summary>Source text from bytes: a byte order mark, a declared encoding in one of the first two lines, or UTF-8.</summary>
public static class SourceText
{
    private static readonly Encoding Utf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);

    /// <summary>The text of a file.</summary>
    /// <exception cref="PySyntaxException">The bytes are none, or the encoding is not known.</exception>
    public static string OfFile(ReadOnlySpan<byte> bytes, string fileName) => Decode(bytes, fileName);

    /// <summary>The text of bytes given to <c>compile</c>, <c>eval</c> or <c>exec</c>.</summary>
    /// <exception cref="PySyntaxException">The bytes are none, or the encoding is not known.</exception>
    public static string OfBytes(ReadOnlySpan<byte> bytes) => Decode(bytes, null);

    private static string Decode(ReadOnlySpan<byte> bytes, string? file)
    {
        bool hasMark = bytes.StartsWith(Encoding.UTF8.Preamble);
        if (hasMark) bytes = bytes[3..];
        string? declared = Declared(bytes);
        if (declared is null or "utf-8")
        {
            try
            {
                return Utf8.GetString(bytes);
            }
            catch (DecoderFallbackException)
            {
                throw NotUtf8(bytes, file, declared != null || hasMark);
            }
        }
        if (hasMark) throw Problem($"encoding problem: {declared} with BOM", file);
        if (declared == "iso-8859-1") return Encoding.Latin1.GetString(bytes);
        if (declared is "ascii" or "us-ascii" or "646")
        {
            int at = bytes.IndexOfAnyExceptInRange((byte)0, (byte)127);
            if (at < 0) return Encoding.Latin1.GetString(bytes);
            throw Problem(file != null ? $"encoding problem: {declared}" : $"'ascii' codec can't decode byte 0x{bytes[at]:x2} in position {at}: ordinal not in range(128)", file);
        }
        if (NamedEncodings.Find(declared) is not { } encoding) throw Problem(file != null ? $"encoding problem: {declared}" : $"unknown encoding: {declared}", file);
        try
        {
            return encoding.GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            int at = Math.Clamp(e.Index, 0, bytes.Length - 1);
            throw Problem(file != null ? $"encoding problem: {declared}" : $"'{declared}' codec can't decode byte 0x{bytes[at]:x2} in position {at}: character maps to <undefined>", file);
        }
    }

    private static PySyntaxException Problem(string message, string? file) => file != null
        ? new(SyntaxErrorKind.SyntaxError, message, default) { HasNoPlace = true }
        : new(SyntaxErrorKind.SyntaxError, message, new SourceRange(0, -2, 0, 0)) { IsOfEncoding = true };

    private static PySyntaxException NotUtf8(ReadOnlySpan<byte> bytes, string? file, bool isDeclared)
    {
        int at = 0, line = 1, lineStart = 0;
        while (at < bytes.Length)
        {
            if (Rune.DecodeFromUtf8(bytes[at..], out _, out int length) != System.Buffers.OperationStatus.Done) break;
            if (bytes[at] == '\n')
            {
                line++;
                lineStart = at + 1;
            }
            at += length;
        }
        if (file != null && !isDeclared)
        {
            return Problem($"Non-UTF-8 code starting with '\\x{bytes[at]:x2}' in file {file} on line {line}, "
                + "but no encoding declared; see https://peps.python.org/pep-0263/ for details", file);
        }
        int end = bytes[lineStart..].IndexOf((byte)'\n');
        ReadOnlySpan<byte> shown = end < 0 ? bytes[lineStart..] : bytes.Slice(lineStart, end + 1);
        string text = Encoding.UTF8.GetString(shown);
        int column = Encoding.UTF8.GetCharCount(bytes[lineStart..at]);
        // Decoded is the text of the token: what follows it does not count.
        (string reason, _) = Utf8Faults.At(bytes[at..(at + 1)]);
        var range = new SourceRange(line, column, line, column + 1);
        return new PySyntaxException(SyntaxErrorKind.SyntaxError, $"(unicode error) 'utf-8' codec can't decode byte 0x{bytes[at]:x2} in position 0: {reason}", range) { SourceLine = text };
    }

    /// <summary>The encoding that a comment in the first two lines declares, or null.</summary>
    private static string? Declared(ReadOnlySpan<byte> bytes)
    {
        for (int line = 0; line < 2 && bytes.Length > 0; line++)
        {
            int end = bytes.IndexOfAny((byte)'\n', (byte)'\r');
            ReadOnlySpan<byte> text = end < 0 ? bytes : bytes[..end];
            ReadOnlySpan<byte> trimmed = text.TrimStart(" \t\f"u8);
            if (trimmed.Length > 0 && trimmed[0] != '#') return null;
            if (Cookie(trimmed) is { } name) return name;
            if (end < 0) return null;
            bytes = bytes[(bytes[end] == '\r' && end + 1 < bytes.Length && bytes[end + 1] == '\n' ? end + 2 : end + 1)..];
        }
        return null;
    }

    /// <summary><c>coding:</c> or <c>coding=</c> and a name, anywhere in a comment.</summary>
    private static string? Cookie(ReadOnlySpan<byte> comment)
    {
        while (comment.IndexOf("coding"u8) is >= 0 and var at)
        {
            comment = comment[(at + 6)..];
            if (comment.Length == 0 || comment[0] is not ((byte)':' or (byte)'=')) continue;
            ReadOnlySpan<byte> name = comment[1..].TrimStart(" \t"u8);
            int length = 0;
            while (length < name.Length && (char.IsAsciiLetterOrDigit((char)name[length]) || name[length] is (byte)'-' or (byte)'_' or (byte)'.')) length++;
            if (length == 0) continue;
            return Normal(Encoding.ASCII.GetString(name[..length]));
        }
        return null;
    }

    private static string Normal(string name)
    {
        string start = name[..Math.Min(12, name.Length)].ToLowerInvariant().Replace('_', '-');
        if (start == "utf-8" || start.StartsWith("utf-8-")) return "utf-8";
        foreach (string latin in new[] { "latin-1", "iso-8859-1", "iso-latin-1" })
            if (start == latin || start.StartsWith(latin + "-")) return "iso-8859-1";
        // Spellings that the codecs know.
        return start switch { "utf8" or "u8" or "cp65001" => "utf-8", "latin1" or "l1" or "iso8859-1" or "8859" => "iso-8859-1", _ => name };
    }
}
