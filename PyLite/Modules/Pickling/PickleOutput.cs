using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>
/// The bytes of a pickle that is being made. From protocol 4 on they are cut into frames of about 64 KiB; bytes as large as that stand between
/// frames. With a file, whole frames go to it as soon as they are done.
/// </summary>
internal sealed class PickleOutput
{
    private const int FrameTarget = 64 * 1024, LeastFrame = 4, FrameHeader = 9;

    private byte[] _bytes = new byte[256];
    private int _length;
    private int _frame = -1;
    private bool _isRented;

    /// <summary>The file's <c>write</c>; null where the pickle is kept.</summary>
    private readonly PyObject? _write;

    public PickleOutput(PyObject? write) => _write = write;

    /// <summary>Whether bytes go into frames.</summary>
    public bool IsFraming { get; set; }

    /// <summary>Room for so many bytes more.</summary>
    private Span<byte> Add(int count)
    {
        bool opens = IsFraming && _frame < 0;
        int needed = _length + count + (opens ? FrameHeader : 0);
        if (needed > _bytes.Length) Grow(needed);
        if (opens)
        {
            _frame = _length;
            _length += FrameHeader;
        }
        Span<byte> added = _bytes.AsSpan(_length, count);
        _length += count;
        return added;
    }

    private void Grow(int needed)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(Array.MaxLength, Math.Max(needed, _bytes.Length * 2L)));
        _bytes.AsSpan(0, _length).CopyTo(larger);
        Release();
        _bytes = larger;
        _isRented = true;
    }

    private void Release()
    {
        if (_isRented) ArrayPool<byte>.Shared.Return(_bytes);
        _isRented = false;
    }

    public void Write(byte op)
    {
        if (_length < _bytes.Length && (!IsFraming || _frame >= 0)) _bytes[_length++] = op;
        else Add(1)[0] = op;
    }

    public void Write(byte op, byte value)
    {
        Span<byte> room = Add(2);
        room[0] = op;
        room[1] = value;
    }

    public void WriteUShort(byte op, ushort value)
    {
        Span<byte> room = Add(3);
        room[0] = op;
        BinaryPrimitives.WriteUInt16LittleEndian(room[1..], value);
    }

    public void WriteUInt(byte op, uint value)
    {
        Span<byte> room = Add(5);
        room[0] = op;
        BinaryPrimitives.WriteUInt32LittleEndian(room[1..], value);
    }

    public void WriteFloat(double value)
    {
        Span<byte> room = Add(9);
        room[0] = PickleOp.BinFloat;
        BinaryPrimitives.WriteDoubleBigEndian(room[1..], NaNs.Shown(value));
    }

    /// <summary>An operation of the text protocol: its argument is a line.</summary>
    public void WriteLine(byte op, string text)
    {
        Span<byte> room = Add(text.Length + 2);
        room[0] = op;
        Encoding.Latin1.GetBytes(text, room[1..]);
        room[^1] = (byte)'\n';
    }

    public void Write(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Add(bytes.Length));

    /// <summary>Text of which is known how many bytes it makes.</summary>
    public void WriteUtf8(ReadOnlySpan<char> text, int size)
    {
        Span<byte> room = Add(size);
        if (size == text.Length) Ascii.FromUtf16(text, room, out _);
        else Encoding.UTF8.GetBytes(text, room);
    }

    /// <summary>Writes bytes after their header, outside of frames when they are many. The object is what a file gets then, if it may.</summary>
    public bool WriteLarge(ReadOnlySpan<byte> header, ReadOnlySpan<byte> bytes, PyObject? payload)
    {
        if (bytes.Length < FrameTarget)
        {
            Write(header);
            Write(bytes);
            return true;
        }
        bool framing = IsFraming;
        CloseFrame();
        IsFraming = false;
        Write(header);
        if (_write is null)
        {
            Write(bytes);
        }
        else
        {
            PyObject given = payload ?? new PyBytes(bytes.ToArray());
            if (!Flush() || Calls.Call1(_write, given) is null) return false;
        }
        IsFraming = framing;
        return true;
    }

    /// <summary>A value is about to begin: a frame that is full ends here.</summary>
    public bool AtBoundary() => _frame < 0 || _length - _frame - FrameHeader < FrameTarget || EndFullFrame();

    private bool EndFullFrame()
    {
        CloseFrame();
        return _write is null || Flush();
    }

    public void CloseFrame()
    {
        if (_frame < 0) return;
        int length = _length - _frame - FrameHeader;
        if (length >= LeastFrame)
        {
            _bytes[_frame] = PickleOp.Frame;
            BinaryPrimitives.WriteInt64LittleEndian(_bytes.AsSpan(_frame + 1), length);
        }
        else
        {
            // So short a frame is not worth its header.
            Array.Copy(_bytes, _frame + FrameHeader, _bytes, _frame, length);
            _length -= FrameHeader;
        }
        _frame = -1;
    }

    /// <summary>Gives the file what there is.</summary>
    public bool Flush()
    {
        if (_length == 0) return true;
        var bytes = new PyBytes(_bytes.AsSpan(0, _length).ToArray());
        _length = 0;
        return Calls.Call1(_write!, bytes) is not null;
    }

    /// <summary>Begins anew.</summary>
    public void Clear()
    {
        _length = 0;
        _frame = -1;
        IsFraming = false;
    }

    /// <summary>The bytes, which are not to be added to any more.</summary>
    public byte[] Finish()
    {
        byte[] all = _bytes.AsSpan(0, _length).ToArray();
        Release();
        _bytes = [];
        return all;
    }
}
