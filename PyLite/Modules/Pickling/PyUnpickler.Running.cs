using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using PyLite.Objects;

namespace PyLite.Modules;

// Reads a pickle: a program for a machine with a stack and a memo.
public sealed partial class PyUnpickler
{
    private PyObject[] _stack = [];
    private int _count;

    /// <summary>What lies below belongs to an outer mark and cannot be taken.</summary>
    private int _fence;
    private readonly List<int> _marks = [];

    // ---- the stack

    private void Push(PyObject o)
    {
        if (_count == _stack.Length) Array.Resize(ref _stack, _stack.Length * 2);
        _stack[_count++] = o;
    }

    private bool PushMade(PyObject? o)
    {
        if (o is null) return false;
        Push(o);
        return true;
    }

    private bool Underflow() => Fail(_marks.Count > 0 ? "unexpected MARK found" : "unpickling stack underflow");

    private static bool Fail(string message) => PyErr.Fail(PickleModule.UnpicklingError, message);

    /// <summary>Whether so many objects can be taken; false with an exception pending.</summary>
    private bool Has(int count) => _count - _fence >= count || Underflow();

    private PyObject Pop()
    {
        PyObject top = _stack[--_count];
        _stack[_count] = null!;
        return top;
    }

    /// <summary>Goes back to the last mark: where the objects above it begin, -1 with an exception pending when there is none.</summary>
    private int PopMark()
    {
        if (_marks.Count == 0)
        {
            Fail("could not find MARK");
            return -1;
        }
        int at = _marks[^1];
        _marks.RemoveAt(_marks.Count - 1);
        _fence = _marks.Count > 0 ? _marks[^1] : 0;
        return at;
    }

    private PyObject[] TakeFrom(int at)
    {
        PyObject[] taken = _stack.AsSpan(at, _count - at).ToArray();
        Array.Clear(_stack, at, _count - at);
        _count = at;
        return taken;
    }

    // ---- the memo

    private bool PutMemo(long at, PyObject o)
    {
        if (at >= _memo.Length)
        {
            if (at > Array.MaxLength / 2) return PyErr.Fail(Types.MemoryError, "");
            Array.Resize(ref _memo, (int)Math.Max(at + 1, _memo.Length * 2));
        }
        if (_memo[at] is null) _memoSize++;
        _memo[at] = o;
        return true;
    }

    private bool Put(long at) => _count > _fence ? PutMemo(at, _stack[_count - 1]) : Underflow();

    private bool Get(long at)
    {
        if ((ulong)at >= (ulong)_memo.Length || _memo[at] is not { } o) return Fail($"Memo value not found at index {at}");
        Push(o);
        return true;
    }

    // ---- the program

    private PyObject? Run()
    {
        PickleInput input = _input!;
        while (true)
        {
            int op = input.Next();
            if (op < 0) return PyErr.TakeIf(PickleModule.UnpicklingError) ? PyErr.Raise(Types.EOFError, "Ran out of input") : null;
            if (op == PickleOp.Stop) return Has(1) ? Pop() : null;
            if (!Do(op, input)) return null;
        }
    }

    private bool Do(int op, PickleInput input)
    {
        switch (op)
        {
            case PickleOp.Mark:
                _marks.Add(_count);
                _fence = _count;
                return true;
            case PickleOp.None:
                Push(PyNone.None);
                return true;
            case PickleOp.NewTrue:
                Push(PyBool.True);
                return true;
            case PickleOp.NewFalse:
                Push(PyBool.False);
                return true;
            case PickleOp.BinInt1:
                if (input.Next() is >= 0 and var small)
                {
                    Push(PyInt.Of(small));
                    return true;
                }
                return false;
            case PickleOp.BinInt2:
                {
                    if (!input.Take(2, out ReadOnlySpan<byte> b)) return false;
                    Push(PyInt.Of(BinaryPrimitives.ReadUInt16LittleEndian(b)));
                    return true;
                }
            case PickleOp.BinInt:
                {
                    if (!input.Take(4, out ReadOnlySpan<byte> b)) return false;
                    Push(PyInt.Of(BinaryPrimitives.ReadInt32LittleEndian(b)));
                    return true;
                }
            case PickleOp.BinFloat:
                {
                    if (!input.Take(8, out ReadOnlySpan<byte> b)) return false;
                    Push(new PyFloat(BinaryPrimitives.ReadDoubleBigEndian(b)));
                    return true;
                }
            case PickleOp.Long1:
            case PickleOp.Long4: return LoadLong(op == PickleOp.Long1 ? 1 : 4);
            case PickleOp.ShortBinUnicode: return Size(1, "BINUNICODE", out long size) && PushText(size);
            case PickleOp.BinUnicode: return Size(4, "BINUNICODE", out size) && PushText(size);
            case PickleOp.BinUnicode8: return Size(8, "BINUNICODE", out size) && PushText(size);
            case PickleOp.ShortBinBytes: return Size(1, "BINBYTES", out size) && PushBytes(size, false);
            case PickleOp.BinBytes: return Size(4, "BINBYTES", out size) && PushBytes(size, false);
            case PickleOp.BinBytes8: return Size(8, "BINBYTES", out size) && PushBytes(size, false);
            case PickleOp.ByteArray8: return Size(8, "BYTEARRAY8", out size) && PushBytes(size, true);
            case PickleOp.Memoize: return Put(_memoSize);
            case PickleOp.BinPut: return input.Next() is >= 0 and var at && Put(at);
            case PickleOp.LongBinPut: return Size(4, "", out size) && Put(size);
            case PickleOp.BinGet: return input.Next() is >= 0 and var from && Get(from);
            case PickleOp.LongBinGet: return Size(4, "", out size) && Get(size);
            case PickleOp.EmptyTuple:
                Push(PyTuple.Empty);
                return true;
            case PickleOp.EmptyList:
                Push(new PyList());
                return true;
            case PickleOp.EmptyDict:
                Push(new PyDict());
                return true;
            case PickleOp.EmptySet:
                Push(new PySet(isFrozen: false));
                return true;
            case PickleOp.Tuple1:
            case PickleOp.Tuple2:
            case PickleOp.Tuple3:
                {
                    int n = op - PickleOp.Tuple1 + 1;
                    if (!Has(n)) return false;
                    Push(new PyTuple(TakeFrom(_count - n)));
                    return true;
                }
            case PickleOp.Tuple:
                if (PopMark() is >= 0 and var tuple)
                {
                    Push(new PyTuple(TakeFrom(tuple)));
                    return true;
                }
                return false;
            case PickleOp.List:
                if (PopMark() is >= 0 and var list)
                {
                    Push(new PyList(TakeFrom(list)));
                    return true;
                }
                return false;
            case PickleOp.FrozenSet: return PopMark() is >= 0 and var frozen && PushMade(FrozenOf(TakeFrom(frozen)));
            case PickleOp.Dict: return LoadDict();
            case PickleOp.Append: return Has(1) && AddToList(_count - 1);
            case PickleOp.Appends: return PopMark() is >= 0 and var appends && AddToList(appends);
            case PickleOp.SetItem: return Has(2) && SetItems(_count - 2);
            case PickleOp.SetItems: return PopMark() is >= 0 and var pairs && SetItems(pairs);
            case PickleOp.AddItems: return PopMark() is >= 0 and var members && AddToSet(members);
            case PickleOp.NewObj: return LoadNewObj(false);
            case PickleOp.NewObjEx: return LoadNewObj(true);
            case PickleOp.Build: return Build();
            case PickleOp.Reduce: return LoadReduce();
            case PickleOp.Global: return LoadGlobal();
            case PickleOp.StackGlobal: return LoadStackGlobal();
            case PickleOp.Inst: return LoadInst();
            case PickleOp.Obj: return LoadObj();
            case PickleOp.Pop: return LoadPop();
            case PickleOp.PopMark:
                if (PopMark() is not (>= 0 and var mark)) return false;
                Array.Clear(_stack, mark, _count - mark);
                _count = mark;
                return true;
            case PickleOp.Dup:
                if (_count <= _fence) return Underflow();
                Push(_stack[_count - 1]);
                return true;
            case PickleOp.Frame: return Size(8, "FRAME length", out size) && input.Frame((int)Math.Min(size, int.MaxValue));
            case PickleOp.Proto: return LoadProto();
            case PickleOp.Ext1: return Size(1, "", out size) && LoadExtension(size);
            case PickleOp.Ext2: return Size(2, "", out size) && LoadExtension(size);
            case PickleOp.Ext4: return Size(4, "", out size) && LoadExtension((int)size);
            case PickleOp.PersId: return LoadPersistentLine();
            case PickleOp.BinPersId: return LoadPersistent();
            case PickleOp.NextBuffer: return LoadBuffer();
            case PickleOp.ReadOnlyBuffer: return MakeReadOnly();
            default: return LoadOld(op, input);
        }
    }

    /// <summary>The operations of protocols 0 and 1 that later ones do not have.</summary>
    private bool LoadOld(int op, PickleInput input)
    {
        switch (op)
        {
            case PickleOp.Int: return input.Line(out ReadOnlySpan<byte> line) && PushMade(IntOf(line));
            case PickleOp.Long: return input.Line(out line) && PushMade(LongOf(line));
            case PickleOp.Float: return input.Line(out line) && PushMade(FloatOf(line));
            case PickleOp.Unicode: return input.Line(out line) && PushMade(EscapeCodecs.DecodeRaw(new PyBytes(line.ToArray()), "strict", isLast: true, out _));
            case PickleOp.String: return input.Line(out line) && LoadString(line);
            case PickleOp.ShortBinString: return Size(1, "BINSTRING", out long size) && LoadBinString(size);
            case PickleOp.BinString: return Size(4, "BINSTRING", out size) && LoadBinString(size);
            case PickleOp.Put: return input.Line(out line) && Index(line, out long at) && (at >= 0 ? Put(at) : _count <= _fence ? Underflow() : PyErr.Fail(Types.ValueError, "negative PUT argument"));
            case PickleOp.Get: return input.Line(out line) && Index(line, out at) && Get(at);
            default:
                return Fail(op is >= 0x20 and <= 0x7e and not ('\'' or '\\') ? $"invalid load key, '{(char)op}'." : $"invalid load key, '\\x{op:x2}'.");
        }
    }

    // ---- numbers, text and bytes

    /// <summary>A size, or another number without a sign, of so many bytes.</summary>
    private bool Size(int bytes, string what, out long size)
    {
        size = 0;
        if (!_input!.Take(bytes, out ReadOnlySpan<byte> b)) return false;
        for (int i = bytes - 1; i >= 0; i--) size = size << 8 | b[i];
        if (size >= 0) return true;
        return PyErr.Fail(Types.OverflowError, $"{what} exceeds system's maximum {(what[0] == 'F' ? "of" : "size of")} {long.MaxValue} bytes");
    }

    private bool PushText(long size)
    {
        if (!Fits(size) || !_input!.Take((int)size, out ReadOnlySpan<byte> bytes)) return false;
        return PushMade(TextOf(bytes));
    }

    /// <summary>Whether there can be so many bytes; else the pickle ends before.</summary>
    private static bool Fits(long size) => size <= Array.MaxLength || Fail("pickle data was truncated");

    private static PyStr? TextOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length == 1 && bytes[0] < 128) return PyStr.FromCodePoint(bytes[0]);
        if (bytes.Length == 0) return PyStr.Empty;
        return Ascii.IsValid(bytes) ? PyStr.Narrow(Encoding.Latin1.GetString(bytes)) : TextDecoders.Utf8(new PyBytes(bytes.ToArray()), "surrogatepass");
    }

    private bool PushBytes(long size, bool isMutable)
    {
        if (!Fits(size) || _input!.Copy((int)size) is not { } bytes) return false;
        Push(new PyBytes(bytes, isMutable));
        return true;
    }

    private bool LoadLong(int bytes)
    {
        if (!Size(bytes, "LONG", out long size)) return false;
        if (bytes == 4 && (int)size < 0) return Fail("LONG pickle has negative byte count");
        if (!_input!.Take((int)size, out ReadOnlySpan<byte> digits)) return false;
        if (size <= 8)
        {
            long value = size > 0 ? (sbyte)digits[^1] : 0;
            for (int i = (int)size - 2; i >= 0; i--) value = value << 8 | digits[i];
            Push(PyInt.Of(value));
            return true;
        }
        Push(PyLong.From(new BigInteger(digits)));
        return true;
    }

    private static bool Index(ReadOnlySpan<byte> line, out long index)
    {
        index = 0;
        return Parsed(line, 10) is { } number && Sequences.Integer(number, out index);
    }

    /// <summary>An int as <c>int()</c> reads it.</summary>
    private static PyObject? Parsed(ReadOnlySpan<byte> line, int numberBase)
    {
        if (long.TryParse(line, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out long quick)) return PyInt.Of(quick);
        PyObject? value = Calls.Call2(Types.Int, new PyStr(Encoding.Latin1.GetString(line)), PyInt.Of(numberBase));
        if (value is null && PyErr.TakeIf(Types.ValueError))
            PyErr.ValueError($"invalid literal for int() with base {numberBase}: {new PyStr(Encoding.Latin1.GetString(line) + "\n").Repr().Value}");
        return value;
    }

    private static PyObject? IntOf(ReadOnlySpan<byte> line)
    {
        if (line.Length == 2 && line[0] == '0' && line[1] is (byte)'0' or (byte)'1') return PyBool.Of(line[1] == '1');
        string text = Encoding.Latin1.GetString(line).Trim();
        if (BigInteger.TryParse(text, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out BigInteger value)) return PyLong.From(value);
        return Calls.Call2(Types.Int, new PyStr(text), PyInt.Zero) is { } other ? other
            : PyErr.TakeIf(Types.ValueError) ? PyErr.ValueError("could not convert string to int") : null;
    }

    private static PyObject? LongOf(ReadOnlySpan<byte> line) => Parsed(line.Length > 0 && line[^1] == 'L' ? line[..^1] : line, 10);

    private static PyObject? FloatOf(ReadOnlySpan<byte> line)
    {
        string text = Encoding.Latin1.GetString(line);
        return FloatParser.Parse(text) is { } value ? new PyFloat(value) : PyErr.ValueError($"could not convert string to float: '{text}\n'");
    }

    private bool LoadString(ReadOnlySpan<byte> line)
    {
        if (line.Length < 2 || line[0] != line[^1] || line[0] is not ((byte)'\'' or (byte)'"')) return Fail("the STRING opcode argument must be quoted");
        return EscapeCodecs.DecodeBytes(new PyBytes(line[1..^1].ToArray()), "strict") is { } bytes && PushMade(Decoded(bytes));
    }

    private bool LoadBinString(long size) => Fits(size) && _input!.Copy((int)size) is { } bytes && PushMade(Decoded(bytes));

    /// <summary>A string of Python 2.</summary>
    private PyObject? Decoded(byte[] bytes) =>
        _encoding == "bytes" ? new PyBytes(bytes) : CodecRegistry.Decode(new PyBytes(bytes), _encoding, _errors);
}
