using System.Globalization;
using System.Text;
using MetaJit;

namespace PyLite.Objects;

/// <summary>The methods of <c>bytes</c> and <c>bytearray</c> that treat them as ASCII text: splitting, stripping, case, justifying.</summary>
[DontLookInside]
public static class BytesText
{
    /// <summary>The text of a literal; of a bytearray, with the name of its class.</summary>
    public static string Repr(PyBytes bytes, string className = "bytearray")
    {
        char quote = bytes.Span.Contains((byte)'\'') && !bytes.Span.Contains((byte)'"') ? '"' : '\'';
        var b = new StringBuilder(bytes.IsMutable ? className + "(b" : "b").Append(quote);
        foreach (byte x in bytes.Span)
        {
            char c = (char)x;
            if (c == quote || c == '\\' || c == '\'' && bytes.IsMutable) b.Append('\\').Append(c);
            else if (c == '\n') b.Append("\\n");
            else if (c == '\r') b.Append("\\r");
            else if (c == '\t') b.Append("\\t");
            else if (c is < ' ' or >= '\x7f') b.Append("\\x").Append(((int)x).ToString("x2", CultureInfo.InvariantCulture));
            else b.Append(c);
        }
        return b.Append(quote).Append(bytes.IsMutable ? ")" : "").ToString();
    }

    public static void Populate(PyType t)
    {
        t.MethodAny("split", (args, keywords) => Split(args, keywords, fromRight: false));
        t.MethodAny("rsplit", (args, keywords) => Split(args, keywords, fromRight: true));
        t.MethodAny("splitlines", (args, keywords) => SplitLines(args, keywords));
        t.Method("strip", self => Strip(self, null, true, true), (self, set) => Strip(self, set, true, true));
        t.Method("lstrip", self => Strip(self, null, true, false), (self, set) => Strip(self, set, true, false));
        t.Method("rstrip", self => Strip(self, null, false, true), (self, set) => Strip(self, set, false, true));
        t.Method("replace", (self, old, with) => Replace((PyBytes)self, old, with, null), (self, old, with, count) => Replace((PyBytes)self, old, with, count));
        t.Method("join", TextJoin.JoinBytes);
        t.Method("upper", self => Map(self, static (b, _) => IsLower(b) ? b - 32 : b));
        t.Method("lower", self => Map(self, static (b, _) => IsUpper(b) ? b + 32 : b));
        t.Method("swapcase", self => Map(self, static (b, _) => IsUpper(b) ? b + 32 : IsLower(b) ? b - 32 : b));
        t.Method("capitalize", self => Map(self, static (b, before) => before < 0 ? ToUpper(b) : ToLower(b)));
        t.Method("title", self => Map(self, static (b, before) => before >= 0 && IsLetter(before) ? ToLower(b) : ToUpper(b)));
        t.Method("isdigit", self => All(self, IsDigit));
        t.Method("isalpha", self => All(self, IsLetter));
        t.Method("isalnum", self => All(self, static b => IsLetter(b) || IsDigit(b)));
        t.Method("isspace", self => All(self, IsSpace));
        t.Method("isascii", self => PyBool.Of(Ascii.IsValid(((PyBytes)self).Span)));
        t.Method("istitle", self => PyBool.Of(IsTitle(((PyBytes)self).Span)));
        t.Method("isupper", self => PyBool.Of(IsCased((PyBytes)self, upper: true)));
        t.Method("islower", self => PyBool.Of(IsCased((PyBytes)self, upper: false)));
        t.Method("center", (self, width) => Justify(self, width, null, "center"), (self, width, fill) => Justify(self, width, fill, "center"));
        t.Method("ljust", (self, width) => Justify(self, width, null, "ljust"), (self, width, fill) => Justify(self, width, fill, "ljust"));
        t.Method("rjust", (self, width) => Justify(self, width, null, "rjust"), (self, width, fill) => Justify(self, width, fill, "rjust"));
        t.Method("zfill", (self, width) => ZFill((PyBytes)self, width));
    }

    /// <summary>Upper case where a word begins, lower case in it, and some word.</summary>
    private static bool IsTitle(ReadOnlySpan<byte> bytes)
    {
        bool any = false, inWord = false;
        foreach (byte b in bytes)
        {
            if (IsLetter(b) && IsUpper(b) == inWord) return false;
            inWord = IsLetter(b);
            any |= inWord;
        }
        return any;
    }

    private static bool IsLower(int b) => b is >= 'a' and <= 'z';
    private static bool IsUpper(int b) => b is >= 'A' and <= 'Z';
    private static bool IsLetter(int b) => IsLower(b) || IsUpper(b);
    private static bool IsDigit(int b) => b is >= '0' and <= '9';
    private static bool IsSpace(int b) => b is ' ' or (>= '\t' and <= '\r');
    private static int ToUpper(int b) => IsLower(b) ? b - 32 : b;
    private static int ToLower(int b) => IsUpper(b) ? b + 32 : b;

    /// <summary>Maps each byte, given the one before it or -1.</summary>
    private static PyBytes Map(PyObject selfObject, Func<int, int, int> map)
    {
        var self = (PyBytes)selfObject;
        byte[] bytes = self.ToArray();
        int before = -1;
        for (int i = 0; i < bytes.Length; i++)
        {
            int b = bytes[i];
            bytes[i] = (byte)map(b, before);
            before = b;
        }
        return self.WithSameType(bytes);
    }

    private static PyBool All(PyObject self, Func<int, bool> test)
    {
        ReadOnlySpan<byte> bytes = ((PyBytes)self).Span;
        foreach (byte b in bytes)
            if (!test(b)) return PyBool.False;
        return PyBool.Of(bytes.Length > 0);
    }

    private static bool IsCased(PyBytes self, bool upper)
    {
        bool any = false;
        foreach (byte b in self.Span)
        {
            if (upper ? IsLower(b) : IsUpper(b)) return false;
            any |= IsLetter(b);
        }
        return any;
    }

    private static PyObject? Split(PyObject[] args, PyStr[]? keywords, bool fromRight)
    {
        if (!Define.Parse(fromRight ? "rsplit" : "split", Calls.Rest(args), keywords, ["sep", "maxsplit"], 0, out PyObject?[] v)) return null;
        long max = -1;
        if (v[1] != null && !Sequences.Integer(v[1]!, out max)) return null;
        if (max < 0) max = long.MaxValue;
        var self = (PyBytes)args[0];
        if (v[0] is null or PyNone) return SplitSpace(self, max, fromRight);
        if (BytesSearch.Like(v[0]!) is not { } separator) return null;
        if (separator.Length == 0) return PyErr.ValueError("empty separator");
        return fromRight ? SplitFromRight(self, separator, max) : SplitBy(self, separator, max);
    }

    private static PyList SplitSpace(PyBytes self, long max, bool fromRight)
    {
        var parts = new PyList();
        int at = 0, to = self.Length;
        while (true)
        {
            while (at < to && IsSpace(self[fromRight ? to - 1 : at]))
            {
                if (fromRight) to--;
                else at++;
            }
            if (at >= to) break;
            int start = at, end = to;
            if (parts.Count == max) at = to;
            else if (fromRight)
            {
                while (to > 0 && !IsSpace(self[to - 1])) to--;
                start = to;
            }
            else
            {
                while (at < to && !IsSpace(self[at])) at++;
                end = at;
            }
            parts.Append(Piece(self, start, end));
        }
        if (fromRight) parts.Reverse();
        return parts;
    }

    private static PyBytes Piece(PyBytes self, int from, int to) => self.WithSameType(self.Span[from..to].ToArray());

    private static PyList SplitBy(PyBytes self, PyBytes separator, long max)
    {
        var parts = new PyList();
        int from = 0;
        while (parts.Count < max)
        {
            int at = TextSearch.Find(self.Span, separator.Span, from, self.Length, last: false);
            if (at < 0) break;
            parts.Append(Piece(self, from, at));
            from = at + separator.Length;
        }
        parts.Append(Piece(self, from, self.Length));
        return parts;
    }

    private static PyList SplitFromRight(PyBytes self, PyBytes separator, long max)
    {
        var parts = new PyList();
        int to = self.Length;
        while (parts.Count < max)
        {
            int at = TextSearch.Find(self.Span, separator.Span, 0, to, last: true);
            if (at < 0) break;
            parts.Append(Piece(self, at + separator.Length, to));
            to = at;
        }
        parts.Append(Piece(self, 0, to));
        parts.Reverse();
        return parts;
    }

    private static PyObject? SplitLines(PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.Parse("splitlines", Calls.Rest(args), keywords, ["keepends"], 0, out PyObject?[] v)) return null;
        bool keepEnds = v[0] != null && Operators.Truth(v[0]!) == 1;
        var self = (PyBytes)args[0];
        var lines = new PyList();
        int start = 0;
        for (int i = 0; i < self.Length; i++)
        {
            if (self[i] is not ((byte)'\n' or (byte)'\r')) continue;
            int end = i;
            if (self[i] == '\r' && i + 1 < self.Length && self[i + 1] == '\n') i++;
            lines.Append(Piece(self, start, keepEnds ? i + 1 : end));
            start = i + 1;
        }
        if (start < self.Length) lines.Append(Piece(self, start, self.Length));
        return lines;
    }

    private static PyObject? Strip(PyObject selfObject, PyObject? setObject, bool left, bool right)
    {
        PyBytes? set = null;
        if (setObject is not (null or PyNone) && (set = BytesSearch.Like(setObject)) == null) return null;
        var self = (PyBytes)selfObject;
        int from = 0, to = self.Length;
        while (left && from < to && Drops(set, self[from])) from++;
        while (right && to > from && Drops(set, self[to - 1])) to--;
        return self.Part(from, to - from);
    }

    private static bool Drops(PyBytes? set, byte b) => set == null ? IsSpace(b) : set.Span.Contains(b);

    private static PyObject? Replace(PyBytes self, PyObject oldObject, PyObject withObject, PyObject? count)
    {
        if (BytesSearch.Like(oldObject) is not { } old || BytesSearch.Like(withObject) is not { } with) return null;
        long max = -1;
        if (count != null && !Sequences.Integer(count, out max)) return null;
        if (max < 0) max = long.MaxValue;
        var result = new PyBytes([], isMutable: true);
        int from = 0;
        for (long n = 0; n < max && from <= self.Length; n++)
        {
            int at = TextSearch.Find(self.Span, old.Span, from, self.Length, last: false);
            if (at < 0) break;
            result.Replace(result.Length, 0, self.Span[from..at]);
            result.Replace(result.Length, 0, with.Span);
            from = at + old.Length;
            // Between any two bytes there is an empty one.
            if (old.Length == 0 && from < self.Length) result.Append(self[from]);
            if (old.Length == 0) from++;
        }
        if (from < self.Length) result.Replace(result.Length, 0, self.Span[from..]);
        return self.WithSameType(result.ToArray());
    }

    /// <summary><c>bytes.join</c></summary>
    internal static PyObject? Join(PyBytes self, PyObject iterable)
    {
        if (Sequences.ToArray(iterable) is { } items) return JoinItems(self, items);
        if (!Sequences.IsIterable(iterable) && PyErr.TakeIf(Types.TypeError)) PyErr.TypeError("can only join an iterable");
        return null;
    }

    internal static PyObject? JoinItems(PyBytes self, PyObject[] items)
    {
        var pieces = new PyBytes[items.Length];
        long length = items.Length < 2 ? 0 : (items.Length - 1L) * self.Length;
        for (int i = 0; i < items.Length; i++)
        {
            if (BytesSearch.Likely(items[i]) is not { } piece) return PyErr.TypeError($"sequence item {i}: expected a bytes-like object, {items[i].Type.Name} found");
            pieces[i] = piece;
            length += piece.Length;
        }
        if (!Sequences.Size(length, out int size)) return null;
        var joined = new byte[size];
        Span<byte> rest = joined;
        for (int i = 0; i < pieces.Length; i++)
        {
            if (i > 0) Add(self, ref rest);
            Add(pieces[i], ref rest);
        }
        return self.WithSameType(joined);

        static void Add(PyBytes piece, ref Span<byte> rest)
        {
            piece.Span.CopyTo(rest);
            rest = rest[piece.Length..];
        }
    }

    private static PyObject? Justify(PyObject selfObject, PyObject widthObject, PyObject? fillObject, string function)
    {
        if (!Sequences.Integer(widthObject, out long width)) return null;
        byte fill = (byte)' ';
        if (fillObject != null)
        {
            if (UserSlots.Unwrap(fillObject) is not PyBytes { Length: 1 } f)
                return PyErr.TypeError($"{function}() argument 2 must be a byte string of length 1, not {fillObject.Type.Name}");
            fill = f[0];
        }
        var self = (PyBytes)selfObject;
        if (width <= self.Length) return self.Part(0, self.Length);
        if (!Sequences.Size(width - self.Length, out int pad)) return null;
        int left = function switch { "ljust" => 0, "rjust" => pad, _ => pad / 2 + (pad & (int)width & 1) };
        var bytes = new byte[self.Length + pad];
        Array.Fill(bytes, fill);
        self.Span.CopyTo(bytes.AsSpan(left));
        return self.WithSameType(bytes);
    }

    private static PyObject? ZFill(PyBytes self, PyObject widthObject)
    {
        if (!Sequences.Integer(widthObject, out long width)) return null;
        if (width <= self.Length) return self.Part(0, self.Length);
        if (!Sequences.Size(width - self.Length, out int pad)) return null;
        int sign = self.Length > 0 && self[0] is (byte)'+' or (byte)'-' ? 1 : 0;
        var bytes = new byte[self.Length + pad];
        Array.Fill(bytes, (byte)'0');
        self.Span[..sign].CopyTo(bytes);
        self.Span[sign..].CopyTo(bytes.AsSpan(pad + sign));
        return self.WithSameType(bytes);
    }
}
