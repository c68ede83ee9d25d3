using System.Text;
using MetaJit;
using Microsoft.Win32.SafeHandles;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>
/// The program's standard output and error: UTF-8, buffered here, flushed at exit or when a program asks. What goes wrong with writing
/// (the reader of a pipe has gone, a disk is full) is the program's to hear of, as OSError.
/// </summary>
[DontLookInside]
public static class StandardStreams
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public static readonly TextWriter Output = new StreamWriter(Open(1), Utf8, 1 << 16) { AutoFlush = false, NewLine = "\n" };
    public static readonly TextWriter Error = new StreamWriter(Open(2), Utf8, 1 << 10) { AutoFlush = true, NewLine = "\n" };

    /// <summary>Where output goes: a test may put a writer of its own here.</summary>
    public static TextWriter CurrentOutput = Output;
    public static TextWriter CurrentError = Error;

    private static readonly bool IsInteractive = !Console.IsOutputRedirected;

    /// <summary>
    /// The console's own streams ignore a closed pipe, so that a program would print for ever; a file stream tells. But that one keeps a
    /// position of its own where there is one, and the next process would write over what this one wrote.
    /// </summary>
    private static Stream Open(int number)
    {
        try
        {
            var stream = new FileStream(new SafeFileHandle(number, ownsHandle: false), FileAccess.Write, bufferSize: 0);
            return new Descriptor(!stream.CanSeek ? stream : number == 1 ? Console.OpenStandardOutput() : Console.OpenStandardError());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return Stream.Null;     // closed
        }
    }

    /// <summary>Writes to <c>sys.stdout</c>; false with an exception pending.</summary>
    public static bool Print(string text)
    {
        if (SysModule.ReplacedOutput is { } replaced) return Calls.Method(replaced, "write", new PyStr(text)) != null;
        return Write(CurrentOutput, text, IsInteractive && text.Contains('\n'));
    }

    /// <summary>Writes, and flushes when wanted; false with OSError pending.</summary>
    public static bool Write(TextWriter writer, string text, bool flush)
    {
        try
        {
            writer.Write(text);
            if (flush) writer.Flush();
            return true;
        }
        catch (IOException e)
        {
            if (writer == CurrentOutput) CurrentOutput = TextWriter.Null;   // what is still in the buffer has nowhere to go
            PyErr.RaiseWithArgs(Types.OSError, new PyInt(NumberOf(e)), new PyStr(MessageOf(e)));
            return false;
        }
    }

    /// <summary>False with OSError pending.</summary>
    public static bool Flush() => Write(CurrentOutput, "", true) && Write(CurrentError, "", true);

    // .NET keeps the system's error number in HResult where it has no exception of its own for it.
    private static int NumberOf(Exception e) => e.HResult is > 0 and < 200 ? e.HResult : 5;

    private static string MessageOf(Exception e) => NumberOf(e) switch
    {
        5 => "Input/output error",
        28 => "No space left on device",
        32 => "Broken pipe",
        _ => e.Message,
    };

    /// <summary>
    /// A stream that takes everything and keeps nothing once its descriptor turns out not to be for writing: that was closed when the process
    /// began, and .NET has opened a file of its own in its place.
    /// </summary>
    private sealed class Descriptor(Stream inner) : Stream
    {
        private Stream _inner = inner;

        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            try
            {
                _inner.Write(buffer);
            }
            catch (UnauthorizedAccessException)
            {
                _inner = Null;
            }
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));
        public override void Flush() => _inner.Flush();
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
