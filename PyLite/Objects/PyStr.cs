using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using MetaJit;

namespace PyLite.Objects;

/// <summary>
/// A <c>str</c>: a sequence of code points. Kept as a .NET string; one with surrogate pairs gets an array of code points when it is
/// indexed. A long concatenation stays a tree until its characters are asked for, so that building a string piece by piece is linear.
/// </summary>
public sealed class PyStr : PyObject
{
    private const int RopeThreshold = 256;
    private const int WideUnknown = 0, Narrow = 1, Wide = 2;

    private string? _value;
    /// <summary>Without <see cref="_value"/> the <see cref="Rope"/>; of a wide string the array of its code points, once it was asked for.</summary>
    private object? _other;
    private long _hash;
    private readonly int _units;
    private int _wide;

    /// <summary>A concatenation that was not done yet.</summary>
    private sealed class Rope(PyStr left, PyStr right)
    {
        public readonly PyStr Left = left, Right = right;
    }

    public PyStr(string value)
    {
        _value = value;
        _units = value.Length;
    }

    private PyStr(PyStr left, PyStr right)
    {
        _other = new Rope(left, right);
        _units = left._units + right._units;
        _wide = BothNarrow(left, right);
    }

    private static readonly PyStr[] Latin1 = MakeLatin1();
    private static readonly ConcurrentDictionary<string, PyStr> Interned = new();
    public static readonly PyStr Empty = new("");

    private static PyStr[] MakeLatin1()
    {
        var table = new PyStr[256];
        for (int i = 0; i < 256; i++)
        {
            table[i] = new PyStr(((char)i).ToString()) { _wide = Narrow };
            table[i].Hash();
        }
        return table;
    }

    /// <summary>The one string object of these characters that names are compared by.</summary>
    public static PyStr Intern(string value) => value.Length == 1 && value[0] < 256 ? Latin1[value[0]] : Interned.GetOrAdd(value, static v => Hashed(new PyStr(v)));

    private static PyStr Hashed(PyStr s)
    {
        s.Hash();
        return s;
    }

    public static PyStr Intern(PyStr value) => value._units == 1 && value.Value[0] < 256 ? Latin1[value.Value[0]] : Interned.GetOrAdd(value.Value, Hashed(value));

    public static PyStr FromCodePoint(int c) =>
        c < 256 ? Latin1[c] : c is >= 0xD800 and <= 0xDFFF || c < 0x10000 ? new PyStr(((char)c).ToString()) : new PyStr(char.ConvertFromUtf32(c));

    /// <summary>The UTF-16 text.</summary>
    public string Value => _value ?? Flatten();

    public override PyType Type => Types.Str;

    [DontLookInside]
    private string Flatten()
    {
        // Right to left with an explicit stack: the tree is as deep as the program's loop was long.
        char[] text = new char[_units];
        int end = _units;
        var pending = new Stack<PyStr>();
        pending.Push(this);
        while (pending.Count > 0)
        {
            PyStr s = pending.Pop();
            if (s._value is { } value)
            {
                end -= value.Length;
                value.CopyTo(0, text, end, value.Length);
                continue;
            }
            var rope = (Rope)s._other!;
            pending.Push(rope.Left);
            pending.Push(rope.Right);
        }
        _value = new string(text);
        _other = null;
        return _value;
    }

    public bool IsNarrow
    {
        get
        {
            if (_wide == WideUnknown) _wide = HasSurrogates(Value) ? Wide : Narrow;
            return _wide == Narrow;
        }
    }

    [DontLookInside]
    private static bool HasSurrogates(string s) => s.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF');

    /// <summary>The number of code points.</summary>
    public int Length => IsNarrow ? _units : CodePoints.Length;

    public int[] CodePoints => Value is var value && _other is int[] known ? known : (int[])(_other = Decode(value));

    [DontLookInside]
    public static int[] Decode(string s)
    {
        var points = new List<int>(s.Length);
        for (int i = 0; i < s.Length; i++)
        {
            if (char.IsHighSurrogate(s[i]) && i + 1 < s.Length && char.IsLowSurrogate(s[i + 1])) points.Add(char.ConvertToUtf32(s[i], s[++i]));
            else points.Add(s[i]);
        }
        return [.. points];
    }

    public static PyStr FromCodePoints(ReadOnlySpan<int> points)
    {
        var b = new StringBuilder(points.Length);
        foreach (int c in points)
        {
            if (c < 0x10000) b.Append((char)c);
            else b.Append(char.ConvertFromUtf32(c));
        }
        return new PyStr(b.ToString());
    }

    public int CodePointAt(int index) => IsNarrow ? Value[index] : CodePoints[index];

    /// <summary>The hash when it has been asked for before, else 0.</summary>
    public long KnownHash => _hash;

    public override long Hash() => _hash != 0 ? _hash : ComputeHash();

    [DontLookInside]
    private long ComputeHash()
    {
        ulong h = 14695981039346656037;
        foreach (char c in Value) h = (h ^ c) * 1099511628211;
        h ^= h >> 29;
        long result = (long)h;
        if (result is 0 or -1) result = 7;
        return _hash = result;
    }

    public bool EqualsStr(PyStr other)
    {
        if (ReferenceEquals(this, other)) return true;
        if (_units != other._units) return false;
        return _units == 1 ? Value[0] == other.Value[0] : SameText(other);
    }

    [DontLookInside]
    private bool SameText(PyStr other) => string.Equals(Value, other.Value);

    public static PyStr Concat(PyStr a, PyStr b)
    {
        if (a._units == 0) return b;
        if (b._units == 0) return a;
        if (a._units + b._units >= RopeThreshold) return new PyStr(a, b);
        return new PyStr(string.Concat(a.Value, b.Value)) { _wide = BothNarrow(a, b) };
    }

    /// <summary>Narrow where both are known to be, else unknown.</summary>
    private static int BothNarrow(PyStr a, PyStr b) => a._wide & b._wide & Narrow;

    public override int Truth() => _units != 0 ? 1 : 0;
    public override long Len() => Length;
    public override PyStr Str() => this;

    [DontLookInside]
    public override PyStr Repr() => new(StringText.Repr(Value));

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
    public int Order(PyStr other) => _units == 1 && other._units == 1 ? Value[0] - other.Value[0] : OrderOfTexts(other);

    [DontLookInside]
    private int OrderOfTexts(PyStr other)
    {
        // What compares by code unit compares by code point too, as long as there are no surrogates.
        if (IsNarrow && other.IsNarrow) return string.CompareOrdinal(Value, other.Value);
        return CodePoints.AsSpan().SequenceCompareTo(other.CodePoints);
    }

    public override PyObject? GetItem(PyObject key)
    {
        if (key is PyInt i) return ItemAt(i.Value);
        if (key is PySlice slice) return Sliced(slice);
        return Sequences.IndexOf(key, "string", out long index) ? ItemAt(index) : null;
    }

    public PyObject? ItemAt(long index)
    {
        int length = Length;
        if (index < 0) index += length;
        if (index < 0 || index >= length) return PyErr.Raise(Types.IndexError, "string index out of range");
        return FromCodePoint(CodePointAt((int)index));
    }

    private PyObject? Sliced(PySlice slice)
    {
        if (slice.TryPlain(Length, out long from, out long end)) return Substring((int)from, (int)(end - from));
        return SlicedBySteps(slice);
    }

    [DontLookInside]
    private PyObject? SlicedBySteps(PySlice slice)
    {
        if (!slice.Indices(Length, out long start, out _, out long step, out long count)) return null;
        if (step == 1) return Substring((int)start, (int)count);
        int[] points = new int[count];
        for (int i = 0; i < count; i++) points[i] = CodePointAt((int)(start + i * step));
        return FromCodePoints(points);
    }

    /// <summary>Part of the string, in code points.</summary>
    public PyStr Substring(int start, int count)
    {
        if (count <= 0) return Empty;
        if (IsNarrow)
        {
            if (count == _units) return this;
            return count == 1 ? FromCodePoint(Value[start]) : new PyStr(Value.Substring(start, count)) { _wide = Narrow };
        }
        return FromCodePoints(CodePoints.AsSpan(start, count));
    }

    public override int Contains(PyObject item)
    {
        if (item is PyStr s) return Value.Contains(s.Value, StringComparison.Ordinal) ? 1 : 0;
        PyErr.TypeError($"'in <string>' requires string as left operand, not {item.Type.Name}");
        return -1;
    }

    public override PyObject Iter() => new PyStrIterator(this);
}

/// <summary>Iterates over the characters of a string.</summary>
public sealed class PyStrIterator(PyStr source) : PyObject
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

/// <summary>Text of string literals as <c>repr()</c> writes them.</summary>
public static class StringText
{
    public static string Repr(string value)
    {
        char quote = value.Contains('\'') && !value.Contains('"') ? '"' : '\'';
        var b = new StringBuilder(value.Length + 2);
        b.Append(quote);
        for (int i = 0; i < value.Length; i++)
        {
            char c = value[i];
            if (c == quote || c == '\\') b.Append('\\').Append(c);
            else if (c == '\n') b.Append("\\n");
            else if (c == '\r') b.Append("\\r");
            else if (c == '\t') b.Append("\\t");
            else if (c < ' ' || c == 0x7f) b.Append("\\x").Append(((int)c).ToString("x2", CultureInfo.InvariantCulture));
            else if (c < 0x7f) b.Append(c);
            else if (char.IsHighSurrogate(c) && i + 1 < value.Length && char.IsLowSurrogate(value[i + 1]))
            {
                int point = char.ConvertToUtf32(c, value[i + 1]);
                i++;
                if (IsPrintable(point)) b.Append(char.ConvertFromUtf32(point));
                else b.Append("\\U").Append(point.ToString("x8", CultureInfo.InvariantCulture));
            }
            else if (IsPrintable(c)) b.Append(c);
            else if (c < 0x100) b.Append("\\x").Append(((int)c).ToString("x2", CultureInfo.InvariantCulture));
            else b.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
        }
        return b.Append(quote).ToString();
    }

    /// <summary><c>ascii()</c> of text that is already a repr.</summary>
    public static string Ascii(string repr)
    {
        var b = new StringBuilder(repr.Length);
        foreach (int c in PyStr.Decode(repr))
        {
            if (c < 0x80) b.Append((char)c);
            else if (c < 0x100) b.Append("\\x").Append(c.ToString("x2", CultureInfo.InvariantCulture));
            else if (c < 0x10000) b.Append("\\u").Append(c.ToString("x4", CultureInfo.InvariantCulture));
            else b.Append("\\U").Append(c.ToString("x8", CultureInfo.InvariantCulture));
        }
        return b.ToString();
    }

    public static bool IsPrintable(int c)
    {
        if (c < 0x7f) return c >= ' ';
        UnicodeCategory category = CharUnicodeInfo.GetUnicodeCategory(c);
        return category is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator);
    }
}
