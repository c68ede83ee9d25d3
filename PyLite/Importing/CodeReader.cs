using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using PyLite.Compiling;
using PyLite.Objects;

namespace PyLite.Importing;

/// <summary>Reads code objects that <see cref="CodeWriter"/> wrote.</summary>
public sealed class CodeReader
{
    private readonly byte[] _bytes;
    private readonly PyStr?[] _words = [];
    private readonly string?[] _texts = [];
    private readonly int[] _wordsAt = [], _textsAt = [];
    private int _at;

    private CodeReader(byte[] bytes, int at, bool hasTables)
    {
        _bytes = bytes;
        _at = at;
        if (!hasTables) return;
        _wordsAt = Table();
        _words = new PyStr?[_wordsAt.Length];
        _textsAt = Table();
        _texts = new string?[_textsAt.Length];
    }

    /// <summary>The code that begins at a place in the bytes and goes to their end. What is in it is read when it is wanted.</summary>
    /// <exception cref="InvalidDataException">The bytes are not such code.</exception>
    public static PyCode Read(byte[] bytes, int at)
    {
        ReadOnlySpan<byte> all = bytes.AsSpan(at);
        if (all.Length < CodeWriter.SumSize || BinaryPrimitives.ReadUInt32LittleEndian(all) != CodeWriter.Sum(all[CodeWriter.SumSize..])) throw new InvalidDataException("no compiled code");
        return new CodeReader(bytes, at + CodeWriter.SumSize, hasTables: true).Code();
    }

    /// <summary>The positions of code that was read from the bytes, which begin there.</summary>
    internal static SourceRange[] Positions(byte[] bytes, int at) => new CodeReader(bytes, at, hasTables: false).Positions();

    /// <summary>Where each text of a table begins.</summary>
    private int[] Table()
    {
        int[] places = new int[Count()];
        for (int i = 0; i < places.Length; i++)
        {
            places[i] = _at;
            int header = Small();
            _at += (header & 1) != 0 ? header >> 1 : header;
        }
        return places;
    }

    private PyCode Code()
    {
        var head = new CodeParts
        {
            Name = Shared(),
            QualName = Shared(),
            FileName = Shared(),
            FirstLine = Small(),
            Flags = (CodeFlags)Small(),
            ArgCount = Small(),
            PositionalOnlyCount = Small(),
            KeywordOnlyCount = Small(),
            LocalCount = Small(),
            CellCount = Small(),
            StackSize = Small(),
        };
        return new PyCode(head, Small(), this, Skipped());
    }

    /// <summary>The body of code whose head has been read.</summary>
    internal CodeParts Body(int at)
    {
        _at = at;
        return new CodeParts
        {
            SlotNames = Words(),
            Names = Words(),
            Code = Numbers(),
            Handlers = Runs(),
            HandlerDepths = Runs(),
            KeptPositions = (_bytes, Skipped()),
            Consts = Constants(),
        };
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
        if (_bytes[_at] is < 0x80 and var single)
        {
            _at++;
            return (single >> 1) ^ -(single & 1);
        }
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

    /// <summary>Where bytes begin that are not read now.</summary>
    private int Skipped()
    {
        int count = Count(), at = _at;
        _at += count;
        return at;
    }

    private string Shared()
    {
        int number = Small();
        return _texts[number] ??= TextAt(_textsAt[number]);
    }

    private string TextAt(int place)
    {
        int back = _at;
        _at = place;
        string text = Text();
        _at = back;
        return text;
    }

    private string Text() => Text(Small());

    /// <param name="header">The length, and whether a byte a character is enough.</param>
    private string Text(int header)
    {
        if ((header & 1) != 0) return Encoding.Latin1.GetString(Take(header >> 1));
        ReadOnlySpan<byte> bytes = Take(header);
        var text = new StringBuilder(header >> 1);
        for (int i = 0; i < bytes.Length; i += 2) text.Append((char)(bytes[i] | bytes[i + 1] << 8));
        return text.ToString();
    }

    private PyStr Word()
    {
        int number = Small();
        return _words[number] ??= WordAt(_wordsAt[number]);
    }

    private PyStr WordAt(int place)
    {
        int back = _at;
        _at = place;
        int header = Small();
        PyStr word = (header & 1) != 0 ? PyStr.Intern(Take(header >> 1)) : PyStr.Intern(Text(header));
        _at = back;
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
        int[]? numbers = null;
        for (int i = 0; i < length;)
        {
            int number = Small();
            int times = Small();
            if (times <= 0) throw new InvalidDataException("a run of nothing");
            // Most code has no handlers: nobody's array then, which is longer.
            if (times == length && length <= Longest && number is -1 or 0) return number == 0 ? Zeros : Nowhere;
            numbers ??= new int[length];
            for (int end = checked(i + times); i < end; i++) numbers[i] = number;
        }
        return numbers ?? [];
    }

    private const int Longest = 1000;
    private static readonly int[] Zeros = new int[Longest], Nowhere = MakeNowhere();

    private static int[] MakeNowhere()
    {
        int[] nowhere = new int[Longest];
        // No Fill: .NET compiles it at run time.
        for (int i = 0; i < nowhere.Length; i++) nowhere[i] = -1;
        return nowhere;
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
