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
/// Numbers have seven bits a byte, the lowest first, the sign in the lowest bit. A word, that is an interned string, is written once and
/// then referred to by its number.
/// </remarks>
public sealed class CodeWriter
{
    private readonly Dictionary<string, int> _texts = [];
    private MemoryStream _bytes = new();
    private readonly Dictionary<PyStr, int> _words = new(ReferenceEqualityComparer.Instance);

    /// <summary>The code as bytes, or null when it holds a constant that has no form here.</summary>
    public static byte[]? Write(PyCode code)
    {
        var writer = new CodeWriter();
        return writer.Code(code) ? writer._bytes.ToArray() : null;
    }

    private bool Code(PyCode code)
    {
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

    /// <summary>A text that is written once.</summary>
    private void Shared(string text)
    {
        if (_texts.TryGetValue(text, out int known))
        {
            Number(known);
            return;
        }
        Number(_texts.Count);
        _texts.Add(text, _texts.Count);
        Text(text);
    }

    private void Word(PyStr word)
    {
        if (_words.TryGetValue(word, out int known))
        {
            Number(known);
            return;
        }
        Number(_words.Count);
        _words.Add(word, _words.Count);
        Text(word.Value);
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
