using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text;
using MetaJit;

namespace PyLite.Objects;

/// <summary>
/// A <c>str</c>: a sequence of code points. A narrow one, whose characters are all below U+10000 and no surrogates, is kept as UTF-16; any other
/// one as code points, so that positions are code points in both. What grows by <c>s += x</c> shares a buffer with its beginnings, and
/// becomes a .NET string only when it is asked for one.
/// </summary>
public sealed class PyStr : PyObject
{
    /// <summary>From this length on a concatenation may be done in place.</summary>
    private const int LongText = 256;

    /// <summary>Stands in <see cref="_storage"/> of a narrow string that is a concatenation and has no room to grow yet.</summary>
    private static readonly object Grown = new();

    [NonNegative]
    private readonly int _length;
    private readonly bool _isWide;
    private bool _isInterned;
    /// <summary>The UTF-16 text; null until it is asked for when <see cref="_storage"/> has the characters.</summary>
    private string? _value;
    /// <summary>A <see cref="TextBuffer{T}"/>: of a wide string always, of a narrow one without a value.</summary>
    private object? _storage;
    private long _hash;

    public PyStr(string value)
    {
        _value = value;
        if (HasSurrogates(value))
        {
            TextBuffer<int> points = TextBuffer<int>.Of(Decode(value));
            _storage = points;
            _length = points.Used;
            _isWide = true;
        }
        else
        {
            _length = value.Length;
        }
    }

    /// <summary>Narrow text.</summary>
    private PyStr(string value, int length)
    {
        _value = value;
        _length = length;
    }

    private PyStr(TextBuffer<char> buffer, int length)
    {
        _storage = buffer;
        _length = length;
    }

    private PyStr(TextBuffer<int> points, int length)
    {
        _storage = points;
        _length = length;
        _isWide = true;
    }

    [ImmutableArray] private static readonly PyStr[] Latin1 = MakeLatin1();
    private static readonly ConcurrentDictionary<string, PyStr> Interned = new();
    public static readonly PyStr Empty = new("");

    private static PyStr[] MakeLatin1()
    {
        var table = new PyStr[256];
        for (int i = 0; i < 256; i++)
        {
            table[i] = Narrow(((char)i).ToString());
            table[i].Hash();
            table[i]._isInterned = true;
        }
        return table;
    }

    /// <summary>A string of text that is known to have no surrogates.</summary>
    public static PyStr Narrow(string value) => new(value, value.Length);

    /// <summary>The one string object of these characters that names are compared by.</summary>
    public static PyStr Intern(string value) => value.Length == 1 && value[0] < 256 ? Latin1[value[0]] : Interned.TryGetValue(value, out PyStr? known) ? known : KeepInterned(value, new PyStr(value));

    /// <summary><see cref="Intern(string)"/> of a text of Latin-1.</summary>
    internal static PyStr Intern(ReadOnlySpan<byte> text)
    {
        const int Short = 64;
        if (text.Length > Short) return Intern(Encoding.Latin1.GetString(text));
        Span<char> characters = stackalloc char[Short];
        Encoding.Latin1.GetChars(text, characters);
        return text.Length == 1 ? Latin1[text[0]]
            : InternedBySpan.TryGetValue(characters[..text.Length], out PyStr? known) ? known : Intern(new string(characters[..text.Length]));
    }

    private static readonly ConcurrentDictionary<string, PyStr>.AlternateLookup<ReadOnlySpan<char>> InternedBySpan = Interned.GetAlternateLookup<ReadOnlySpan<char>>();

    [DontLookInside]
    private static PyStr KeepInterned(string text, PyStr candidate)
    {
        PyStr kept = Interned.GetOrAdd(text, candidate);
        kept.Hash();
        kept._isInterned = true;
        return kept;
    }

    public static PyStr Intern(PyStr value) => value._isInterned ? value : InternedText(value);

    // The name that a literal says is a constant of a trace.
    [Elidable]
    private static PyStr InternedText(PyStr value) => value._length == 1 && value.CodePointAt(0) is var c && c < 256 ? Latin1[c] : KeepInterned(value.Value, value);

    public static PyStr FromCodePoint(int c)
    {
        if (c < 256) return Latin1[c];
        return c < 1 << 16 && RareCharacters[c >> 8] is { } page && page[c & 255] is { } known ? known : FromRareCodePoint(c);
    }

    // Characters that a program has met, by their upper byte: text has few alphabets, and a loop over it makes no objects.
    private static readonly PyStr?[]?[] RareCharacters = new PyStr?[256][];

    [DontLookInside]
    private static PyStr FromRareCodePoint(int c)
    {
        if (!IsNarrowPoint(c)) return new PyStr(TextBuffer<int>.Of([c]), 1);
        PyStr?[] page = RareCharacters[c >> 8] ??= new PyStr?[256];
        return page[c & 255] ??= Narrow(((char)c).ToString());
    }

    public static PyStr FromCodePoints(ReadOnlySpan<int> points)
    {
        foreach (int c in points)
            if (!IsNarrowPoint(c)) return new PyStr(TextBuffer<int>.Of(points.ToArray()), points.Length);
        return Narrow(TextPoints.Encode(points));
    }

    private static bool IsNarrowPoint(int c) => c is < 0xD800 or (> 0xDFFF and < 0x10000);

    /// <summary>The UTF-16 text.</summary>
    public string Value => _value ?? MakeValue();

    [DontLookInside]
    private string MakeValue()
    {
        if (_isWide) return _value = TextPoints.Encode(Points);
        _value = new string(Characters);
        _storage = Grown;
        return _value;
    }

    public override PyType Type => Types.Str;

    public bool IsNarrow => !_isWide;

    /// <summary>Whether it is the one object for its text that names in code are.</summary>
    public bool IsInterned => _isInterned;

    /// <summary>The number of code points.</summary>
    public int Length => _length;

    /// <summary>The characters of a narrow string, without making a .NET string of them.</summary>
    public ReadOnlySpan<char> Characters => _value is { } value ? value.AsSpan() : ((TextBuffer<char>)_storage!).Items.AsSpan(0, _length);

    /// <summary>The code points of a wide string.</summary>
    public ReadOnlySpan<int> Points => ((TextBuffer<int>)_storage!).Items.AsSpan(0, _length);

    /// <summary>The code points of any string.</summary>
    public int[] ToPoints() => _isWide ? Points.ToArray() : TextPoints.Widen(Characters);

    [Elidable]
    private static bool HasSurrogates(string s) => s.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF');

    public static int[] Decode(string s) => TextPoints.Decode(s);

    public int CodePointAt(int index)
    {
        if (_isWide) return ((TextBuffer<int>)_storage!).Items[index];
        return _value is { } value ? value[index] : ((TextBuffer<char>)_storage!).Items[index];
    }

    /// <summary>The hash when it has been asked for before, else 0.</summary>
    public long KnownHash => _hash;

    public override long Hash() => _hash != 0 ? _hash : ComputeHash();

    [DontLookInside]
    private long ComputeHash() => _hash = _isWide
        ? HashSecret.IsKeyed ? HashSecret.Hash(Points) : TextPoints.Hash(MemoryMarshal.AsBytes(Points))
        : HashSecret.IsKeyed ? HashSecret.Hash(Characters) : TextPoints.Hash(MemoryMarshal.AsBytes(Characters));

    public bool EqualsStr(PyStr other)
    {
        if (ReferenceEquals(this, other)) return true;
        if (_length != other._length) return false;
        if (_length == 1) return CodePointAt(0) == other.CodePointAt(0);
        if (Jit.IsTracing && _length <= FewCharacters && _value is { } text && other._value is { } otherText && !_isWide && !other._isWide)
            return KeySearch.SameText(text, otherText);
        return SameText(other);
    }

    /// <summary>Longer texts are compared many characters at a time, by a call.</summary>
    private const int FewCharacters = 24;

    [DontLookInside]
    private bool SameText(PyStr other)
    {
        if (_isWide != other._isWide) return false;
        return _isWide ? Points.SequenceEqual(other.Points) : Characters.SequenceEqual(other.Characters);
    }

    public static PyStr Concat(PyStr a, PyStr b)
    {
        if (a._length == 0) return b;
        if (b._length == 0) return a;
        int length = a._length + b._length;
        if (length >= LongText || a._isWide || b._isWide) return ConcatLong(a, b);
        return new PyStr(string.Concat(a.Value, b.Value), length);
    }

    [DontLookInside]
    private static PyStr ConcatLong(PyStr a, PyStr b)
    {
        int length = a._length + b._length;
        if (a._isWide || b._isWide)
        {
            int[] added = b.ToPoints();
            if (a._isWide && a._storage is TextBuffer<int> mine && mine.TryAppend(a._length, added)) return new PyStr(mine, length);
            return new PyStr(TextBuffer<int>.Joined(a._isWide ? a.Points : a.ToPoints(), added, hasRoom: a is { _isWide: true, _value: null }), length);
        }
        if (a._storage is TextBuffer<char> buffer && buffer.TryAppend(a._length, b.Characters)) return new PyStr(buffer, length);
        // The first concatenation may be the last one. What is concatenated again is about to grow.
        if (a._storage == null) return new PyStr(string.Concat(a.Characters, b.Characters), length) { _storage = Grown };
        return new PyStr(TextBuffer<char>.Joined(a.Characters, b.Characters, hasRoom: true), length);
    }

    public override int Truth() => _length != 0 ? 1 : 0;
    public override long Len() => _length;
    public override PyStr Str() => this;

    [DontLookInside]
    public override PyStr Repr() => new(StringText.Repr(this));

    public override PyObject? Binary(BinaryOp op, PyObject other)
    {
        if (op == BinaryOp.Add) return other is PyStr s ? Concat(this, s) : PyNotImplemented.Value;
        if (op == BinaryOp.Mul) return Sequences.Repeat(this, other);
        if (op == BinaryOp.Mod) return PercentFormat.Apply(this, other);
        return PyNotImplemented.Value;
    }

    public override PyObject? Reflected(BinaryOp op, PyObject other) =>
        op == BinaryOp.Mul ? Sequences.Repeat(this, other) : op == BinaryOp.Add && other is PyInstance { Native: PyStr s } ? Concat(s, this) : PyNotImplemented.Value;

    public override PyObject? Compare(CompareOp op, PyObject other)
    {
        if (other is not PyStr s) return PyNotImplemented.Value;
        if (op == CompareOp.Eq) return PyBool.Of(EqualsStr(s));
        if (op == CompareOp.Ne) return PyBool.Of(!EqualsStr(s));
        return PyBool.Of(IntMath.Compare(op, Order(s), 0));
    }

    /// <summary>Negative, zero or positive, as this comes before, with or after the other.</summary>
    public int Order(PyStr other)
    {
        if (_length == 0 || other._length == 0) return _length - other._length;
        int first = CodePointAt(0) - other.CodePointAt(0);
        return first != 0 || (_length == 1 && other._length == 1) ? first : OrderOfTexts(other);
    }

    [DontLookInside]
    private int OrderOfTexts(PyStr other)
    {
        // What compares by code unit compares by code point too, as long as there are no surrogates.
        if (!_isWide && !other._isWide) return Characters.SequenceCompareTo(other.Characters);
        if (_isWide && other._isWide) return Points.SequenceCompareTo(other.Points);
        int shorter = Math.Min(_length, other._length);
        for (int i = 0; i < shorter; i++)
            if (CodePointAt(i) != other.CodePointAt(i)) return CodePointAt(i) - other.CodePointAt(i);
        return _length - other._length;
    }

    public override PyObject? GetItem(PyObject key)
    {
        if (key is PyInt i) return ItemAt(i.Value);
        if (key is PySlice slice) return Sliced(slice);
        return Sequences.IndexOf(key, "string", out long index) ? ItemAt(index) : null;
    }

    public PyObject? ItemAt(long index)
    {
        int length = _length;
        if (!Sequences.Locate(ref index, length)) return PyErr.Raise(Types.IndexError, "string index out of range");
        return FromCodePoint(CodePointAt((int)index));
    }

    private PyObject? Sliced(PySlice slice)
    {
        if (slice.TryPlain(_length, out long from, out long end)) return Substring((int)from, (int)(end - from));
        return SlicedBySteps(slice);
    }

    [DontLookInside]
    private PyObject? SlicedBySteps(PySlice slice)
    {
        if (!slice.Indices(_length, out long start, out _, out long step, out long count)) return null;
        if (step == 1) return Substring((int)start, (int)count);
        if (!_isWide)
        {
            return Narrow(string.Create((int)count, (this, start, step), static (to, from) =>
            {
                ReadOnlySpan<char> text = from.Item1.Characters;
                for (long i = 0, at = from.start; i < to.Length; i++, at += from.step) to[(int)i] = text[(int)at];
            }));
        }
        int[] points = new int[count];
        for (int i = 0; i < count; i++) points[i] = CodePointAt((int)(start + i * step));
        return FromCodePoints(points);
    }

    /// <summary>Part of the string, in code points.</summary>
    public PyStr Substring(int start, int count)
    {
        if (count <= 0) return Empty;
        if (count == _length) return this;
        if (count == 1) return FromCodePoint(CodePointAt(start));
        if (!_isWide && _value is { } value) return new PyStr(value.Substring(start, count), count);
        return PartOfBuffer(start, count);
    }

    [DontLookInside]
    private PyStr PartOfBuffer(int start, int count) => _isWide ? FromCodePoints(Points.Slice(start, count)) : Narrow(new string(Characters.Slice(start, count)));

    public PyStr Repeated(int times)
    {
        if (times == 1 || _length == 0) return this;
        if (times == 0) return Empty;
        if (_isWide)
        {
            var points = new int[_length * times];
            for (int i = 0; i < points.Length; i += _length) Points.CopyTo(points.AsSpan(i));
            return new PyStr(TextBuffer<int>.Of(points), points.Length);
        }
        if (_length == 1) return Narrow(new string((char)CodePointAt(0), times));
        return Narrow(string.Create(_length * times, this, static (to, s) =>
        {
            ReadOnlySpan<char> text = s.Characters;
            for (; to.Length > 0; to = to[text.Length..]) text.CopyTo(to);
        }));
    }

    /// <summary>The part between two positions.</summary>
    public PyStr Part(int from, int to) => Substring(from, to - from);

    public override int Contains(PyObject item)
    {
        if (item is PyStr s)
        {
            // Of a text in the program: where a character of ASCII is looked for, its characters are a table.
            if (Jit.IsConstant(this) && s._length == 1 && s.CodePointAt(0) is >= 0 and < Ascii and var c) return AsciiIn(this)[c];
            return TextSearch.IndexOf(this, s, 0, _length) >= 0 ? 1 : 0;
        }
        if (UserSlots.Unwrap(item) is PyStr inner) return TextSearch.IndexOf(this, inner, 0, _length) >= 0 ? 1 : 0;
        PyErr.TypeError($"'in <string>' requires string as left operand, not {item.Type.Name}");
        return -1;
    }

    private const int Ascii = 0x80;

    /// <summary>For each character of ASCII, 1 where the text has it.</summary>
    [Elidable]
    private static byte[] AsciiIn(PyStr text)
    {
        byte[] has = new byte[Ascii];
        for (int i = 0; i < text._length; i++)
            if (text.CodePointAt(i) is < Ascii and var c) has[c] = 1;
        return has;
    }

    public override PyObject Iter() => new PyStrIterator(this);
}

/// <summary>Iterates over the characters of a string.</summary>
public sealed class PyStrIterator(PyStr source) : PyObject, IPositioned, ILengthHint
{
    private readonly PyStr _source = source;
    private int _index;

    public override PyType Type => Types.StrIterator;
    public override bool IsIterator => true;
    public override PyObject Iter() => this;

    public override PyObject Next()
    {
        int i = _index;
        if (i >= _source.Length) return PyEnd.Value;
        _index = i + 1;
        return PyStr.FromCodePoint(_source.CodePointAt(i));
    }

    public PyObject LengthHint() => new PyInt(_source.Length - _index);

    public PyObject Reduce(PyType type) => _index >= _source.Length ? IteratorReduction.Of(PyStr.Empty) : IteratorReduction.Of(_source, _index);

    public bool SetState(PyObject state)
    {
        if (!IteratorReduction.Position(state, _source.Length, out int at)) return false;
        if (_index < _source.Length) _index = at;
        return true;
    }
}

/// <summary>Strings the runtime itself prints often.</summary>
public static class Strings
{
    public static readonly PyStr None = new("None");
    public static readonly PyStr True = new("True");
    public static readonly PyStr False = new("False");
    public static readonly PyStr NotImplemented = new("NotImplemented");
    public static readonly PyStr Ellipsis = new("Ellipsis");
}
