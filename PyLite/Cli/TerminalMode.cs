using System.Buffers.Binary;
using PyLite.Modules;

namespace PyLite.Cli;

/// <summary>A terminal that hands over each key as it is pressed, until this is disposed of.</summary>
internal sealed class TerminalMode : IDisposable
{
    private const int Size = 64;

    // Where Linux keeps them in its termios, and what is turned off.
    private const int InputFlags = 0, LocalFlags = 12, Characters = 17, MinimumCount = 6, Time = 5;
    private const uint FlowControl = 0x400, ReturnIsNewline = 0x100, Signals = 1, WholeLines = 2, Echo = 8, Extended = 0x8000;

    private readonly int _terminal;
    private readonly byte[] _before;

    private TerminalMode(int terminal, byte[] before)
    {
        _terminal = terminal;
        _before = before;
    }

    /// <summary>Null where it is no terminal.</summary>
    public static TerminalMode? Raw(int terminal)
    {
        byte[] before = new byte[Size];
        if (Libc.tcgetattr(terminal, before) != 0) return null;
        byte[] raw = [.. before];
        Clear(raw.AsSpan(InputFlags), FlowControl | ReturnIsNewline);
        Clear(raw.AsSpan(LocalFlags), Signals | WholeLines | Echo | Extended);
        raw[Characters + MinimumCount] = 1;
        raw[Characters + Time] = 0;
        return Libc.tcsetattr(terminal, 1, raw) == 0 ? new TerminalMode(terminal, before) : null;
    }

    private static void Clear(Span<byte> flags, uint bits) =>
        BinaryPrimitives.WriteUInt32LittleEndian(flags, BinaryPrimitives.ReadUInt32LittleEndian(flags) & ~bits);

    /// <summary>How many characters stand on a line; 80 where nobody knows.</summary>
    public static int Width(int terminal)
    {
        const nuint windowSize = 0x5413;
        byte[] size = new byte[8];
        return Libc.ioctl(terminal, windowSize, size) == 0 && BinaryPrimitives.ReadUInt16LittleEndian(size.AsSpan(2)) is > 0 and var width ? width : 80;
    }

    public void Dispose() => Libc.tcsetattr(_terminal, 1, _before);
}
