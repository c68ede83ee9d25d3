using System.Text;
using PyLite.Importing;

namespace PyLite.Modules;

/// <summary>
/// The locale of the environment, as a process begins with it. Where that is C's, another with UTF-8 takes its place (PEP 538), for the
/// programs that this one starts too.
/// </summary>
internal static class StartLocale
{
    private const string Coerced = "C.UTF-8";

    /// <summary>What the environment says of characters; C where it says nothing.</summary>
    public static string Name => SearchPath.Variable("LC_ALL") ?? SearchPath.Variable("LC_CTYPE") ?? SearchPath.Variable("LANG") ?? "C";

    /// <summary>The locale is C's, or one that is not installed.</summary>
    public static bool IsC => Name is var name && !IsWithUtf8(name) && (name is "C" or "POSIX" || !IsInstalled(name));

    /// <summary>Bytes that are no text are to pass through standard streams.</summary>
    public static bool IsPlain => Name is var name && (name is "C" or "POSIX" || IsWithUtf8(name));

    private static bool IsWithUtf8(string name) => name is Coerced or "C.utf8" or "UTF-8";

    /// <summary>Puts a locale with UTF-8 in the place of C's, unless <c>LC_ALL</c> names that one.</summary>
    public static void Coerce()
    {
        if (SearchPath.Variable("LC_ALL") is not null) return;
        Libc.setenv("LC_CTYPE\0"u8.ToArray(), Encoding.ASCII.GetBytes(Coerced + "\0"), 1);
        Environment.SetEnvironmentVariable("LC_CTYPE", Coerced);
    }

    private static bool IsInstalled(string name)
    {
        nint locale = Libc.newlocale(1 << LocaleModule.LC_CTYPE, Encoding.UTF8.GetBytes(name + "\0"), 0);
        if (locale == 0) return false;
        Libc.freelocale(locale);
        return true;
    }
}
