using System.Text;

namespace PyLite.Objects;

/// <summary>Encodings by the names Python has for them, beyond those that <c>str.encode</c> knows by itself. They are .NET's.</summary>
public static class NamedEncodings
{
    private static bool s_registered;

    /// <summary>Lower case, and one sign for what separates words.</summary>
    public static string Normalize(string name) => name.Trim().ToLowerInvariant().Replace('_', '-').Replace(' ', '-');

    /// <summary>The encoding, which reports what it cannot encode or decode by its fallback's exception; null when there is none of the name.</summary>
    public static Encoding? Find(string name)
    {
        Register();
        if (DotNetName(Normalize(name)) is not { } known) return null;
        try
        {
            return Encoding.GetEncoding(known, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static void Register()
    {
        if (s_registered) return;
        s_registered = true;
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
    }

    /// <summary>The encoding of a code page's number, or null.</summary>
    public static Encoding? OfPage(int page)
    {
        Register();
        try
        {
            return Encoding.GetEncoding(page, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static string? DotNetName(string name)
    {
        switch (name)
        {
            case "koi8-r" or "koi8-u" or "gb2312" or "gb18030" or "big5" or "euc-jp" or "euc-kr" or "shift-jis" or "iso-2022-jp":
                return name.Replace("shift-jis", "shift_jis");
            case "gbk" or "936" or "cp936": return "gb2312";
            case "sjis" or "s-jis" or "shiftjis" or "cp932" or "932" or "ms932": return "shift_jis";
            case "ujis" or "eucjp": return "euc-jp";
            case "euckr" or "cp949" or "949": return "euc-kr";
            case "mbcs" or "ansi": return "windows-1252";
            case "mac-roman" or "macroman" or "macintosh": return "macintosh";
        }
        foreach (string prefix in new[] { "windows-", "cp", "ibm", "dos-" })
        {
            if (!name.StartsWith(prefix) || !int.TryParse(name.AsSpan(prefix.Length).TrimStart('-'), out int page)) continue;
            return page is >= 1250 and <= 1258 ? $"windows-{page}" : page == 874 ? "windows-874" : page is >= 37 and < 1200 ? $"ibm{page:000}" : null;
        }
        foreach (string prefix in new[] { "iso-8859-", "iso8859-", "8859-", "latin-", "latin" })
        {
            if (!name.StartsWith(prefix) || !int.TryParse(name.AsSpan(prefix.Length), out int part)) continue;
            // The Latin alphabets are not numbered as the parts of the standard.
            if (prefix[0] == 'l') part = part switch { 1 or 2 or 3 or 4 => part, 5 => 9, 6 => 10, 7 => 13, 8 => 14, 9 => 15, 10 => 16, _ => 0 };
            return $"iso-8859-{part}";
        }
        return name.Length == 4 && name.StartsWith("125") ? "windows-" + name : null;
    }
}
