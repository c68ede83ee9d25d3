using System.Text;
using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>The program's standard output and error: UTF-8, buffered here, flushed at exit or when a program asks.</summary>
[DontLookInside]
public static class StandardStreams
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public static readonly TextWriter Output = new StreamWriter(Console.OpenStandardOutput(), Utf8, 1 << 16) { AutoFlush = false, NewLine = "\n" };
    public static readonly TextWriter Error = new StreamWriter(Console.OpenStandardError(), Utf8, 1 << 10) { AutoFlush = true, NewLine = "\n" };

    /// <summary>Where output goes: a test may put a writer of its own here.</summary>
    public static TextWriter CurrentOutput = Output;
    public static TextWriter CurrentError = Error;

    private static readonly bool IsInteractive = !Console.IsOutputRedirected;

    /// <summary>Writes to <c>sys.stdout</c>; false with an exception pending.</summary>
    public static bool Print(string text)
    {
        if (SysModule.ReplacedOutput is { } replaced) return Calls.Method(replaced, "write", new PyStr(text)) != null;
        CurrentOutput.Write(text);
        if (IsInteractive && text.Contains('\n')) CurrentOutput.Flush();
        return true;
    }

    public static void Flush()
    {
        try
        {
            CurrentOutput.Flush();
            CurrentError.Flush();
        }
        catch (IOException)
        {
            // The reader has gone: there is nobody to tell.
        }
    }
}
