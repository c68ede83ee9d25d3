using System.Numerics;
using System.Text;
using PyLite.Compiling;
using PyLite.Objects;

namespace PyLite.Importing;

/// <summary>Reads code objects that <see cref="CodeWriter"/> wrote.</summary>
public sealed class CodeReader
{
    private readonly byte[] _bytes;
    private readonly List<PyStr> _words = [];
    private int _at;

    private CodeReader(byte[] bytes, int at)
    {
        _bytes = bytes;
        _at = at;
    }

    /// <summary>The code that begins at a place in the bytes.</summary>
    /// <exception cref="InvalidDataException">The bytes are not such code.</exception>
    public static PyCode Read(byte[] bytes, int at)
    {
        try
        {
            return new CodeReader(bytes, at).Code();
        }
        catch (Exception e) when (e is IndexOutOfRangeException or ArgumentException or OverflowException or OutOfMemoryException)
        {
            throw new InvalidDataException("no compiled code", e);
        }
    }

    private PyCode Code()
    {
        var parts = new CodeParts
        {
            Name = Text(),
            QualName = Text(),
            FileName = Text(),
            FirstLine = Small(),
            Flags = (CodeFlags)Small(),
            ArgCount = Small(),
            PositionalOnlyCount = Small(),
            KeywordOnlyCount = Small(),
            LocalCount = Small(),
            CellCount = Small(),
            StackSize = Small(),
            SlotNames = Words(),
            Names = Words(),
            Code = Numbers(),
            Handlers = Runs(),
            HandlerDepths = Runs(),
            Positions = Positions(),
            Consts = Constants(),
        };
        return new PyCode(parts);
    }

    private PyObject[] Constants()
    {
        var constants = new PyObject[Count()];
        for (int i = 0; i < constants.Length; i++) constants[i] = Constant();
        return constants;
    }

    private PyObject Constant() => (ConstantKind)_bytes[_at++] switch
    {
        ConstantKind.None => PyNone.None,
        ConstantKind.True => PyBool.True,
        ConstantKind.False => PyBool.False,
        ConstantKind.Ellipsis => PyEllipsis.Ellipsis,
        ConstantKind.Int => new PyInt(Number()),
        ConstantKind.Long => PyLong.From(new BigInteger(Bytes())),
        ConstantKind.Float => new PyFloat(BitConverter.ToDouble(Take(8))),
        ConstantKind.Complex => new PyComplex(BitConverter.ToDouble(Take(8)), BitConverter.ToDouble(Take(8))),
        ConstantKind.Text => new PyStr(Text()),
        ConstantKind.Word => Word(),
        ConstantKind.Bytes => new PyBytes(Bytes().ToArray()),
        ConstantKind.Tuple => new PyTuple(Constants()),
        ConstantKind.Code => Code(),
        var kind => throw new InvalidDataException($"no constant of kind {kind}"),
    };

    private long Number()
    {
        ulong value = 0;
        int shift = 0;
        byte part;
        do
        {
            part = _bytes[_at++];
            value |= (ulong)(part & 0x7F) << shift;
            shift += 7;
        } while (part >= 0x80);
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    private int Small() => (int)Number();

    /// <summary>How many there are of something that takes at least a byte each.</summary>
    private int Count()
    {
        int count = Small();
        return (uint)count <= (uint)(_bytes.Length - _at) ? count : throw new InvalidDataException("longer than the file");
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        ReadOnlySpan<byte> taken = _bytes.AsSpan(_at, count);
        _at += count;
        return taken;
    }

    private ReadOnlySpan<byte> Bytes() => Take(Count());

    private string Text()
    {
        int header = Small();
        if ((header & 1) != 0) return Encoding.Latin1.GetString(Take(header >> 1));
        ReadOnlySpan<byte> bytes = Take(header);
        var text = new StringBuilder(header >> 1);
        for (int i = 0; i < bytes.Length; i += 2) text.Append((char)(bytes[i] | bytes[i + 1] << 8));
        return text.ToString();
    }

    private PyStr Word()
    {
        int number = Small();
        if (number < _words.Count) return _words[number];
        PyStr word = PyStr.Intern(Text());
        _words.Add(word);
        return word;
    }

    private PyStr[] Words()
    {
        var words = new PyStr[Count()];
        for (int i = 0; i < words.Length; i++) words[i] = Word();
        return words;
    }

    private int[] Numbers()
    {
        int[] numbers = new int[Count()];
        for (int i = 0; i < numbers.Length; i++) numbers[i] = Small();
        return numbers;
    }

    private int[] Runs()
    {
        int length = Small();
        if (length < 0) throw new InvalidDataException("negative length");
        int[] numbers = new int[length];
        for (int i = 0; i < length;)
        {
            int number = Small();
            int times = Small();
            if (times <= 0) throw new InvalidDataException("a run of nothing");
            Array.Fill(numbers, number, i, times);
            i += times;
        }
        return numbers;
    }

    private SourceRange[] Positions()
    {
        var positions = new SourceRange[Count()];
        int line = 0, column = 0;
        for (int i = 0; i < positions.Length; i++)
        {
            line += Small();
            column += Small();
            positions[i] = new SourceRange(line, column, line + Small(), column + Small());
        }
        return positions;
    }
}
