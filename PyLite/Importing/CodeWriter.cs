using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using PyLite.Compiling;
using PyLite.Objects;

namespace PyLite.Importing;

/// <summary>The kinds of constants in a compiled file.</summary>
internal enum ConstantKind : byte
{
    None, True, False, Ellipsis, Int, Long, Float, Text, Word, Bytes, Tuple, Code, Complex,
}

/// <summary>Writes code objects as bytes; <see cref="CodeReader"/> reads them.</summary>
/// <remarks>
/// Numbers have seven bits a byte, the lowest first, the sign in the lowest bit. First stand a check sum, the words, that is the interned
/// strings, and the other texts that code shares; code refers to both by number. The body of a code object has its length in front, and so
/// can be left for later.
/// </remarks>
public sealed class CodeWriter
{
    private readonly Dictionary<string, int> _texts = [];
    private MemoryStream _bytes = new();
    private readonly Dictionary<PyStr, int> _words = new(ReferenceEqualityComparer.Instance);

    /// <summary>Bytes of the check sum, which is of all that follows it.</summary>
    internal const int SumSize = sizeof(uint);

    /// <summary>The code as bytes, or null when it holds a constant that has no form here.</summary>
    public static byte[]? Write(PyCode code)
    {
        var writer = new CodeWriter();
        if (!writer.Code(code)) return null;
        byte[] written = writer._bytes.ToArray();
        writer._bytes = new MemoryStream();
        writer._bytes.Write(new byte[SumSize]);
        writer.Table(writer._words.Keys.Select(word => word.Value));
        writer.Table(writer._texts.Keys);
        writer._bytes.Write(written);
        byte[] bytes = writer._bytes.ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Sum(bytes.AsSpan(SumSize)));
        return bytes;
    }

    /// <summary>CRC-32C.</summary>
    internal static uint Sum(ReadOnlySpan<byte> bytes)
    {
        uint sum = (uint)bytes.Length;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..]) sum = BitOperations.Crc32C(sum, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (byte last in bytes) sum = BitOperations.Crc32C(sum, last);
        return sum;
    }

    /// <summary>The keys of a dictionary that only grew are in the order of their numbers.</summary>
    private void Table(IEnumerable<string> texts)
    {
        Number(texts.Count());
        foreach (string text in texts) Text(text);
    }

    private bool Code(PyCode code)
    {
        code.ReadBody();
        Shared(code.Name);
        Shared(code.QualName);
        Shared(code.FileName);
        Number(code.FirstLine);
        Number((int)code.Flags);
        Number(code.ArgCount);
        Number(code.PositionalOnlyCount);
        Number(code.KeywordOnlyCount);
        Number(code.LocalCount);
        Number(code.CellCount);
        Number(code.StackSize);
        Number(code.SlotNames.Length);
        MemoryStream all = _bytes;
        _bytes = new MemoryStream();
        bool isWritten = Body(code);
        byte[] body = _bytes.ToArray();
        _bytes = all;
        Bytes(body);
        return isWritten;
    }

    private bool Body(PyCode code)
    {
        Words(code.SlotNames);
        Words(code.Names);
        Numbers(code.Code);
        Runs(code.Handlers.AsSpan(0, code.Code.Length));
        Runs(code.HandlerDepths.AsSpan(0, code.Code.Length));
        Positions(code.Positions);
        Number(code.Consts.Length);
        foreach (PyObject constant in code.Consts)
            if (!Constant(constant)) return false;
        return true;
    }

    private bool Constant(PyObject constant)
    {
        switch (constant)
        {
            case PyNone: return Kind(ConstantKind.None);
            case PyBool truth: return Kind(truth == PyBool.True ? ConstantKind.True : ConstantKind.False);
            case PyEllipsis: return Kind(ConstantKind.Ellipsis);
            case PyInt number:
                Kind(ConstantKind.Int);
                Number(number.Value);
                return true;
            case PyLong big when PyLong.TryGet(big, out BigInteger value):
                Kind(ConstantKind.Long);
                Bytes(value.ToByteArray());
                return true;
            case PyFloat real:
                Kind(ConstantKind.Float);
                _bytes.Write(BitConverter.GetBytes(real.Value));
                return true;
            case PyComplex complex:
                Kind(ConstantKind.Complex);
                _bytes.Write(BitConverter.GetBytes(complex.Real));
                _bytes.Write(BitConverter.GetBytes(complex.Imag));
                return true;
            case PyStr text when ReferenceEquals(PyStr.Intern(text), text):
                Kind(ConstantKind.Word);
                Word(text);
                return true;
            case PyStr text:
                Kind(ConstantKind.Text);
                Text(text.Value);
                return true;
            case PyBytes bytes when bytes.GetType() == typeof(PyBytes):
                Kind(ConstantKind.Bytes);
                Bytes(bytes.Span);
                return true;
            case PyTuple tuple:
                Kind(ConstantKind.Tuple);
                Number(tuple.Items.Length);
                foreach (PyObject item in tuple.Items)
                    if (!Constant(item)) return false;
                return true;
            case PyCode code:
                Kind(ConstantKind.Code);
                return Code(code);
            default:
                return false;
        }
    }

    private bool Kind(ConstantKind kind)
    {
        _bytes.WriteByte((byte)kind);
        return true;
    }

    private void Number(long value)
    {
        ulong rest = (ulong)(value << 1 ^ value >> 63);
        while (rest >= 0x80)
        {
            _bytes.WriteByte((byte)(rest | 0x80));
            rest >>= 7;
        }
        _bytes.WriteByte((byte)rest);
    }

    private void Bytes(ReadOnlySpan<byte> bytes)
    {
        Number(bytes.Length);
        _bytes.Write(bytes);
    }

    /// <summary>UTF-16, so that surrogates that stand alone survive; one byte a character where that is enough.</summary>
    private void Text(string text)
    {
        bool isNarrow = text.All(c => c < 256);
        Number((long)text.Length << 1 | (isNarrow ? 1u : 0u));
        if (isNarrow)
        {
            _bytes.Write(Encoding.Latin1.GetBytes(text));
            return;
        }
        foreach (char c in text) _bytes.Write([(byte)c, (byte)(c >> 8)]);
    }

    /// <summary>The number of a text that is written once.</summary>
    private void Shared(string text)
    {
        _texts.TryAdd(text, _texts.Count);
        Number(_texts[text]);
    }

    private void Word(PyStr word)
    {
        _words.TryAdd(word, _words.Count);
        Number(_words[word]);
    }

    private void Words(PyStr[] words)
    {
        Number(words.Length);
        foreach (PyStr word in words) Word(word);
    }

    private void Numbers(int[] numbers)
    {
        Number(numbers.Length);
        foreach (int number in numbers) Number(number);
    }

    /// <summary>Numbers of which neighbours are often the same: each with how often it stands there.</summary>
    private void Runs(ReadOnlySpan<int> numbers)
    {
        Number(numbers.Length);
        for (int i = 0; i < numbers.Length;)
        {
            int end = i + 1;
            while (end < numbers.Length && numbers[end] == numbers[i]) end++;
            Number(numbers[i]);
            Number(end - i);
            i = end;
        }
    }

    /// <summary>Each as its difference to the one before; how many bytes they take stands in front, for the reader that does not want them yet.</summary>
    private void Positions(SourceRange[] positions)
    {
        MemoryStream all = _bytes;
        _bytes = new MemoryStream();
        Number(positions.Length);
        SourceRange last = default;
        foreach (SourceRange range in positions)
        {
            Number(range.Line - last.Line);
            Number(range.Column - last.Column);
            Number(range.EndLine - range.Line);
            Number(range.EndColumn - range.Column);
            last = range;
        }
        byte[] taken = _bytes.ToArray();
        _bytes = all;
        Bytes(taken);
    }
}
