using System.Runtime.InteropServices;
using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>
/// The state of a compression library of the system: a structure of its own that says where input and output are. Both bzip2's and xz's
/// begin with them, and differ in how wide the counts are.
/// </summary>
[DontLookInside]
internal abstract class NativeCodec : IDisposable
{
    private const int OutAt = 24, FirstOutput = 32 * 1024, MostOutput = 1 << 28;

    private readonly bool _isWide;
    private bool _isFreed;

    /// <param name="size">Of the structure, or more.</param>
    /// <param name="isWide">Counts have eight bytes, else four.</param>
    protected NativeCodec(int size, bool isWide)
    {
        _isWide = isWide;
        Memory = Marshal.AllocHGlobal(size);
        for (int i = 0; i < size; i += 8) Marshal.WriteInt64(Memory, i, 0);
    }

    /// <summary>Gives the structure back, also when nobody has ended it.</summary>
    ~NativeCodec() => Free();

    protected nint Memory { get; }

    protected abstract void End();

    /// <summary>One call of the library: 0 to go on, 1 at the end of the stream, -1 with an exception pending.</summary>
    protected abstract int Step(int action);

    private void Free()
    {
        if (_isFreed) return;
        _isFreed = true;
        End();
        Marshal.FreeHGlobal(Memory);
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void SetPart(int at, nint pointer, int count)
    {
        Marshal.WriteIntPtr(Memory, at, pointer);
        if (_isWide) Marshal.WriteInt64(Memory, at + 8, count);
        else Marshal.WriteInt32(Memory, at + 8, count);
    }

    protected int LeftIn => Marshal.ReadInt32(Memory, 8);

    protected int LeftOut => Marshal.ReadInt32(Memory, OutAt + 8);

    /// <summary>
    /// Runs input through the library until it is used up, the stream ends, or there are so many bytes of output; null with an exception
    /// pending.
    /// </summary>
    /// <param name="finishes">Goes on until the stream ends.</param>
    public byte[]? Run(ReadOnlySpan<byte> input, int action, long most, bool finishes, out bool ended, out int left, out bool isFull)
    {
        ended = isFull = false;
        left = 0;
        if (_isFreed) return [];
        byte[] source = input.Length == 0 ? [0] : input.ToArray();
        long limit = most < 0 ? MostOutput : most;
        byte[] output = new byte[Math.Max(1, Math.Min(limit, FirstOutput))];
        int made = 0;
        GCHandle inPin = GCHandle.Alloc(source, GCHandleType.Pinned);
        try
        {
            SetPart(0, inPin.AddrOfPinnedObject(), input.Length);
            while (true)
            {
                int room = (int)Math.Min(output.Length, limit) - made;
                GCHandle outPin = GCHandle.Alloc(output, GCHandleType.Pinned);
                int result;
                try
                {
                    SetPart(OutAt, outPin.AddrOfPinnedObject() + made, room);
                    result = Step(action);
                }
                finally
                {
                    outPin.Free();
                }
                if (result < 0) return null;
                made += room - LeftOut;
                left = LeftIn;
                isFull = LeftOut == 0;
                if (result == 1)
                {
                    ended = true;
                    break;
                }
                if (isFull)
                {
                    if (most >= 0 && made >= limit) break;
                    if (made >= MostOutput)
                    {
                        PyErr.Raise(Types.MemoryError, "");
                        return null;
                    }
                    if (made == output.Length) Array.Resize(ref output, (int)Math.Min(Math.Min((long)output.Length * 2, MostOutput), Math.Max(limit, 1)));
                }
                else if (left == 0 && !finishes)
                {
                    break;
                }
            }
            return output[..made];
        }
        finally
        {
            SetPart(0, 0, 0);
            SetPart(OutAt, 0, 0);
            inPin.Free();
        }
    }
}

/// <summary>What decompressors of both libraries have in common: input that is kept, the end, and what comes after it.</summary>
internal sealed class DecoderState(NativeCodec codec)
{
    private byte[] _kept = [];
    private bool _failed;

    public bool IsAtEnd { get; private set; }
    public bool NeedsInput { get; private set; } = true;
    public byte[] Unused { get; private set; } = [];

    /// <summary>Decompresses; null with an exception pending.</summary>
    public byte[]? Decode(ReadOnlySpan<byte> data, long most)
    {
        if (_failed) data = [];
        byte[] input = _kept.Length == 0 ? data.ToArray() : [.. _kept, .. data];
        byte[]? made = codec.Run(input, 0, most, false, out bool ended, out int left, out bool isFull);
        if (made is null)
        {
            _failed = true;
            NeedsInput = false;
            return null;
        }
        if (ended)
        {
            IsAtEnd = true;
            NeedsInput = false;
            Unused = input[(input.Length - left)..];
            _kept = [];
            codec.Dispose();
            return made;
        }
        _kept = left == 0 ? [] : input[(input.Length - left)..];
        NeedsInput = left == 0 && !isFull;
        return made;
    }
}
