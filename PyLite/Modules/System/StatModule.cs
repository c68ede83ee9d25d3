using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>The part of <c>stat</c> that tells what a file's mode says.</summary>
[PyModule("_stat")]
public static partial class StatModule
{
    private const int Kind = 0xF000;

    /// <summary>The mode as ls shows it: -rwxr-xr-x.</summary>
    [PyFunction]
    public static string filemode(uint mode)
    {
        Span<char> text = stackalloc char[10];
        text[0] = (mode & Kind) switch
        {
            0x8000 => '-',
            0x4000 => 'd',
            0xA000 => 'l',
            0x6000 => 'b',
            0x2000 => 'c',
            0x1000 => 'p',
            0xC000 => 's',
            _ => '?',
        };
        for (int i = 0; i < 9; i++) text[i + 1] = (mode >> (8 - i) & 1) != 0 ? "rwx"[i % 3] : '-';
        // Set-user-ID, set-group-ID and sticky bit show where the right to execute does.
        if ((mode & 0x800) != 0) text[3] = text[3] == 'x' ? 's' : 'S';
        if ((mode & 0x400) != 0) text[6] = text[6] == 'x' ? 's' : 'S';
        if ((mode & 0x200) != 0) text[9] = text[9] == 'x' ? 't' : 'T';
        return new string(text);
    }
}
