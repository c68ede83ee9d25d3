using System.Text;
using MetaJit;
using PyLite.Interpreter;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>
/// The program's standard input. Another thread waits for it, so that Ctrl-C can be heard meanwhile; it reads a piece at a time, and
/// lines are cut from the piece.
/// </summary>
[DontLookInside]
public static class StandardInput
{
    private static readonly StreamReader Reader = new(Console.OpenStandardInput(), new UTF8Encoding(false), false, 1 << 15);
    private static readonly char[] Piece = new char[1 << 15];
    private static int s_at;
    private static int s_end;

    // Not over yet when its wait was interrupted; the next one who wants input waits for it again.
    private static Task<int>? s_reading;

    /// <summary>The next line with its newline, empty at the end; null with KeyboardInterrupt pending.</summary>
    public static PyStr? ReadLine()
    {
        var line = new StringBuilder();
        while (true)
        {
            if (s_at == s_end && !Fill()) return null;
            if (s_at == s_end) return new PyStr(line.ToString());
            int newline = Array.IndexOf(Piece, '\n', s_at, s_end - s_at);
            int to = newline < 0 ? s_end : newline + 1;
            line.Append(Piece, s_at, to - s_at);
            s_at = to;
            if (newline < 0) continue;
            if (line.Length > 1 && line[^2] == '\r') line.Remove(line.Length - 2, 1);
            return new PyStr(line.ToString());
        }
    }

    /// <summary>All that is left, or so many characters; null with KeyboardInterrupt pending.</summary>
    public static PyStr? Read(long count = long.MaxValue)
    {
        var text = new StringBuilder();
        while (text.Length < count)
        {
            if (s_at == s_end && !Fill()) return null;
            if (s_at == s_end) break;
            int taken = (int)Math.Min(s_end - s_at, count - text.Length);
            text.Append(Piece, s_at, taken);
            s_at += taken;
        }
        return new PyStr(text.Replace("\r\n", "\n").ToString());
    }

    private static bool Fill()
    {
        s_reading ??= Task.Run(() => Reader.Read(Piece, 0, Piece.Length));
        if (!Interrupts.Wait(s_reading)) return false;
        s_at = 0;
        s_end = s_reading.Result;
        s_reading = null;
        return true;
    }
}
