using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using PyLite.Objects;

namespace PyLite.Modules;

// How single values are written.
public sealed partial class PyPickler
{
    private bool Save(PyObject o, bool isPersistentId = false)
    {
        PickleOutput output = _output!;
        if (!output.AtBoundary()) return false;
        if (_persistentId is not null && !isPersistentId)
        {
            int saved = SavePersistentId(o);
            if (saved != 0) return saved > 0;
        }
        switch (o)
        {
            case PyStr text:
                if (WriteKnown(o)) return true;
                return SaveText(text);
            case PyInt number: return SaveInt(number.Value);
            case PyNone:
                output.Write(PickleOp.None);
                return true;
            case PyBool truth:
                if (_protocol >= 2) output.Write(truth == PyBool.True ? PickleOp.NewTrue : PickleOp.NewFalse);
                else output.WriteLine(PickleOp.Int, truth == PyBool.True ? "01" : "00");
                return true;
            case PyFloat real:
                if (_isBinary) output.WriteFloat(real.Value);
                else output.WriteLine(PickleOp.Float, FloatText.Repr(real.Value));
                return true;
            case PyLong big: return SaveLong(big);
        }
        if (WriteKnown(o)) return true;
        if (o is PyBytes { IsMutable: false } bytes) return SaveBytes(bytes);
        if (!Recursion.Enter(" while pickling an object")) return false;
        bool done = SaveOther(o);
        Recursion.Leave();
        return done;
    }

    private bool SaveOther(PyObject o) => o switch
    {
        PyDict dict => SaveDict(dict),
        PyList list => SaveList(list),
        PyTuple tuple => SaveTuple(tuple),
        PySet set => SaveSet(set),
        PyBytes bytes => SaveByteArray(bytes),
        PyPickleBuffer buffer => SaveBuffer(buffer),
        ModuleDict names => SaveDict(names.Snapshot()),
        _ => SaveObject(o),
    };

    // ---- the memo

    /// <summary>An object that has been written is only named by its number.</summary>
    private bool WriteKnown(PyObject o)
    {
        int number = _memo.Find(o);
        if (number < 0) return false;
        WriteGet(number);
        return true;
    }

    private void WriteGet(int number)
    {
        PickleOutput output = _output!;
        if (!_isBinary) output.WriteLine(PickleOp.Get, number.ToString(System.Globalization.CultureInfo.InvariantCulture));
        else if (number < 256) output.Write(PickleOp.BinGet, (byte)number);
        else output.WriteUInt(PickleOp.LongBinGet, (uint)number);
    }

    private void Memoize(PyObject o)
    {
        if (_isFast) return;
        int number = _memo.Count;
        _memo.Set(o, number);
        WritePut(number);
    }

    private void WritePut(int number)
    {
        PickleOutput output = _output!;
        if (_protocol >= 4) output.Write(PickleOp.Memoize);
        else if (!_isBinary) output.WriteLine(PickleOp.Put, number.ToString(System.Globalization.CultureInfo.InvariantCulture));
        else if (number < 256) output.Write(PickleOp.BinPut, (byte)number);
        else output.WriteUInt(PickleOp.LongBinPut, (uint)number);
    }

    // ---- numbers

    private bool SaveInt(long value)
    {
        PickleOutput output = _output!;
        if (value is < int.MinValue or > int.MaxValue)
        {
            if (_protocol < 2)
            {
                output.WriteLine(PickleOp.Long, value.ToString(System.Globalization.CultureInfo.InvariantCulture) + "L");
                return true;
            }
            Span<byte> all = stackalloc byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(all, value);
            int size = 8;
            while (size > 1 && all[size - 1] == (byte)((sbyte)all[size - 2] >> 7)) size--;
            output.Write(PickleOp.Long1, (byte)size);
            output.Write(all[..size]);
            return true;
        }
        if (!_isBinary) output.WriteLine(PickleOp.Int, value.ToString(System.Globalization.CultureInfo.InvariantCulture));
        else if ((ulong)value < 256) output.Write(PickleOp.BinInt1, (byte)value);
        else if ((ulong)value < 65536) output.WriteUShort(PickleOp.BinInt2, (ushort)value);
        else output.WriteUInt(PickleOp.BinInt, (uint)(int)value);
        return true;
    }

    private bool SaveLong(PyLong big)
    {
        PickleOutput output = _output!;
        if (_protocol < 2)
        {
            if (big.Repr() is not { } digits) return false;
            output.WriteLine(PickleOp.Long, digits.Value + "L");
            return true;
        }
        byte[] bytes = big.Value.ToByteArray();
        if (bytes.Length < 256) output.Write(PickleOp.Long1, (byte)bytes.Length);
        else output.WriteUInt(PickleOp.Long4, (uint)bytes.Length);
        output.Write(bytes);
        return true;
    }

    // ---- text and bytes

    private bool SaveText(PyStr text)
    {
        if (!_isBinary)
        {
            _output!.WriteLine(PickleOp.Unicode, RawEscaped(text));
        }
        else if (text.IsNarrow)
        {
            ReadOnlySpan<char> characters = text.Characters;
            int size = Ascii.IsValid(characters) ? characters.Length : Encoding.UTF8.GetByteCount(characters);
            Span<byte> header = stackalloc byte[9];
            header = header[..TextHeader(header, size)];
            if (size < 1024)
            {
                _output!.Write(header);
                _output.WriteUtf8(characters, size);
            }
            else if (!_output!.WriteLarge(header, Encoding.UTF8.GetBytes(text.Value), null))
            {
                return false;
            }
        }
        else
        {
            if (TextEncoders.Utf8(text, "surrogatepass") is not { } bytes) return false;
            Span<byte> header = stackalloc byte[9];
            if (!_output!.WriteLarge(header[..TextHeader(header, bytes.Length)], bytes, null)) return false;
        }
        Memoize(text);
        return true;
    }

    private int TextHeader(Span<byte> header, int size)
    {
        if (size < 256 && _protocol >= 4)
        {
            header[0] = PickleOp.ShortBinUnicode;
            header[1] = (byte)size;
            return 2;
        }
        header[0] = PickleOp.BinUnicode;
        BinaryPrimitives.WriteInt32LittleEndian(header[1..], size);
        return 5;
    }

    /// <summary>Text as protocol 0 has it: in one line of Latin-1.</summary>
    private static string RawEscaped(PyStr text)
    {
        var escaped = new StringBuilder();
        for (int i = 0; i < text.Length; i++)
        {
            int c = text.CodePointAt(i);
            if (c >= 0x10000) escaped.Append($"\\U{c:x8}");
            else if (c >= 256 || c is '\\' or 0 or '\n' or '\r' or 0x1a) escaped.Append($"\\u{c:x4}");
            else escaped.Append((char)c);
        }
        return escaped.ToString();
    }

    private bool SaveBytes(PyBytes bytes)
    {
        if (_protocol >= 3) return SaveBytesData(bytes, bytes.Span, bytes);
        if (bytes.Length == 0) return SaveReduced(Types.Bytes, PyTuple.Empty, null, null, null, null, bytes);
        if (PickleState.Get(PickleState.Part.Encode) is not { } encode) return false;
        return SaveReduced(encode, new PyTuple([TextDecoders.Latin1(bytes), PickleState.Latin1]), null, null, null, null, bytes);
    }

    private bool SaveBytesData(PyObject o, ReadOnlySpan<byte> bytes, PyObject? payload)
    {
        Span<byte> header = stackalloc byte[5];
        if (bytes.Length < 256)
        {
            header[0] = PickleOp.ShortBinBytes;
            header[1] = (byte)bytes.Length;
            header = header[..2];
        }
        else
        {
            header[0] = PickleOp.BinBytes;
            BinaryPrimitives.WriteInt32LittleEndian(header[1..], bytes.Length);
        }
        if (!_output!.WriteLarge(header, bytes, payload)) return false;
        Memoize(o);
        return true;
    }

    private bool SaveByteArray(PyBytes bytes)
    {
        if (_protocol >= 5) return SaveByteArrayData(bytes, bytes.Span, bytes);
        PyTuple args = bytes.Length == 0 ? PyTuple.Empty : new PyTuple([new PyBytes(bytes.ToArray())]);
        return SaveReduced(Types.ByteArray, args, null, null, null, null, bytes);
    }

    private bool SaveByteArrayData(PyObject o, ReadOnlySpan<byte> bytes, PyObject? payload)
    {
        Span<byte> header = stackalloc byte[9];
        header[0] = PickleOp.ByteArray8;
        BinaryPrimitives.WriteInt64LittleEndian(header[1..], bytes.Length);
        if (!_output!.WriteLarge(header, bytes, payload)) return false;
        Memoize(o);
        return true;
    }

    private bool SaveBuffer(PyPickleBuffer buffer)
    {
        if (_protocol < 5) return PyErr.Fail(PickleModule.PicklingError, "PickleBuffer can only pickled with protocol >= 5");
        if (buffer.Memory("operation forbidden on released PickleBuffer object") is not { } memory) return false;
        if (!memory.IsOneRun) return PyErr.Fail(PickleModule.PicklingError, "PickleBuffer can not be pickled when pointing to a non-contiguous buffer");
        bool inBand = true;
        if (_bufferCallback is not null)
        {
            if (Calls.Call1(_bufferCallback, buffer) is not { } answer) return false;
            int truth = Operators.Truth(answer);
            if (truth < 0) return false;
            inBand = truth == 1;
        }
        if (!inBand)
        {
            _output!.Write(PickleOp.NextBuffer);
            if (memory.IsReadOnly) _output.Write(PickleOp.ReadOnlyBuffer);
            return true;
        }
        return memory.IsReadOnly ? SaveBytesData(buffer, memory.Run, null) : SaveByteArrayData(buffer, memory.Run, null);
    }

    // ---- persistent ids

    /// <summary>1 when a persistent id stands for the object, 0 when not, -1 with an exception pending.</summary>
    private int SavePersistentId(PyObject o)
    {
        if (Calls.Call1(_persistentId!, o) is not { } id) return -1;
        if (id is PyNone) return 0;
        if (_isBinary)
        {
            if (!Save(id, isPersistentId: true)) return -1;
            _output!.Write(PickleOp.BinPersId);
            return 1;
        }
        if (id.Str() is not { } text) return -1;
        if (!text.IsNarrow || !Ascii.IsValid(text.Value)) return PyErr.Raise(PickleModule.PicklingError, "persistent IDs in protocol 0 must be ASCII strings") is null ? -1 : 0;
        _output!.WriteLine(PickleOp.PersId, text.Value);
        return 1;
    }
}
