using System.Text;
using MetaJit;

namespace PyLite.Objects;

/// <summary>Methods of <c>bytes</c> and <c>bytearray</c> that map bytes: by a table, to and from hexadecimal digits, tabs to spaces.</summary>
[DontLookInside]
public static class BytesTables
{
    public static void Populate(PyType t)
    {
        t.Static("maketrans", (args, keywords) => Define.NoKeywords(t.Name + ".maketrans", keywords) && Define.Count("maketrans", args, 2, 2) ? MakeTrans(args[0], args[1]) : null);
        t.MethodAny("translate", (args, keywords) => Translate((PyBytes)args[0], args, keywords));
        t.MethodAny("expandtabs", (args, keywords) => ExpandTabs((PyBytes)args[0], args, keywords));
        t.Set("hex", new PyBuiltin("hex", t) { F1 = static self => Hex((PyBytes)self), Any = static (args, keywords) => Hex((PyBytes)args[0], Calls.Rest(args), keywords) });
        t.ClassMethod("fromhex", (args, keywords) => FromHex(t, args, keywords));
    }

    private static PyObject? MakeTrans(PyObject fromObject, PyObject toObject)
    {
        if (BytesSearch.Like(fromObject) is not { } from || BytesSearch.Like(toObject) is not { } to) return null;
        if (from.Length != to.Length) return PyErr.ValueError("maketrans arguments must have same length");
        var table = new byte[256];
        for (int i = 0; i < 256; i++) table[i] = (byte)i;
        for (int i = 0; i < from.Length; i++) table[from[i]] = to[i];
        return new PyBytes(table);
    }

    private static PyObject? Translate(PyBytes self, PyObject[] args, PyStr[]? keywords)
    {
        if (args.Length - 1 - (keywords?.Length ?? 0) == 0)
            return PyErr.TypeError($"translate() takes at least 1 positional argument ({args.Length - 1} given)");
        if (!Define.Parse("translate", Calls.Rest(args), keywords, ["", "delete"], 0, out PyObject?[] v)) return null;
        PyBytes? table = null, deleted = null;
        if (v[0] is not PyNone)
        {
            if ((table = BytesSearch.Like(v[0]!)) == null) return null;
            if (table.Length != 256) return PyErr.ValueError("translation table must be 256 characters long");
        }
        if (v[1] != null && (deleted = BytesSearch.Like(v[1]!)) == null) return null;
        var result = new byte[self.Length];
        int count = 0;
        foreach (byte b in self.Span)
        {
            if (deleted != null && deleted.Span.Contains(b)) continue;
            result[count++] = table == null ? b : table[b];
        }
        return self.WithSameType(count == result.Length ? result : result[..count]);
    }

    private static PyObject? ExpandTabs(PyBytes self, PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.Parse("expandtabs", Calls.Rest(args), keywords, ["tabsize"], 0, out PyObject?[] v)) return null;
        long size = 8;
        if (v[0] != null && !Sequences.Integer(v[0]!, out size)) return null;
        if (size is > int.MaxValue or < int.MinValue) return PyErr.Raise(Types.OverflowError, "Python int too large to convert to C int");
        var result = new PyBytes([], isMutable: true);
        long column = 0;
        foreach (byte b in self.Span)
        {
            if (b != '\t')
            {
                result.Append(b);
                column = b is (byte)'\n' or (byte)'\r' ? 0 : column + 1;
                continue;
            }
            if (size <= 0) continue;
            long spaces = size - column % size;
            if (!Sequences.Size(spaces + result.Length, out _)) return null;
            for (long i = 0; i < spaces; i++) result.Append((byte)' ');
            column += spaces;
        }
        return self.WithSameType(result.ToArray());
    }

    // ---- hexadecimal

    [DontLookInside]
    private static PyStr Hex(PyBytes bytes) => PyStr.Narrow(Convert.ToHexStringLower(bytes.Span));

    /// <summary><c>hex(sep, bytes_per_sep)</c> of any bytes.</summary>
    public static PyObject? Hex(PyBytes bytes, PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.Parse("hex", args, keywords, ["sep", "bytes_per_sep"], 0, out PyObject?[] v)) return null;
        long group = 1;
        if (v[1] != null && !Sequences.Integer(v[1]!, out group)) return null;
        string hex = Convert.ToHexStringLower(bytes.Span);
        if (v[0] is not { } separatorObject) return PyStr.Narrow(hex);
        char separator;
        switch (UserSlots.Unwrap(separatorObject))
        {
            case PyStr s:
                if (s.Length != 1) return PyErr.ValueError("sep must be length 1.");
                if (s.CodePointAt(0) > 127) return PyErr.ValueError("sep must be ASCII.");
                separator = (char)s.CodePointAt(0);
                break;
            case PyBytes b:
                if (b.Length != 1) return PyErr.ValueError("sep must be length 1.");
                if (b[0] > 127) return PyErr.ValueError("sep must be ASCII.");
                separator = (char)b[0];
                break;
            default:
                return separatorObject.Len() < 0 ? null : PyErr.TypeError("sep must be str or bytes.");
        }
        int count = bytes.Length;
        if (group == 0 || count == 0) return PyStr.Narrow(hex);
        long size = Math.Min(Math.Abs(Math.Max(group, -long.MaxValue)), count);
        // Groups are counted from the right, or from the left when their size is negative.
        long first = group > 0 ? (count - 1) % size + 1 : size;
        var result = new StringBuilder(hex.Length + (int)(count / size));
        for (int i = 0; i < count; i++)
        {
            if (i >= first && (i - first) % size == 0) result.Append(separator);
            result.Append(hex, i * 2, 2);
        }
        return new PyStr(result.ToString());
    }

    private static PyObject? FromHex(PyType type, PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.NoKeywords(type.Name + ".fromhex", keywords)) return null;
        if (args.Length != 2) return PyErr.TypeError($"{type.Name}.fromhex() takes exactly one argument ({args.Length - 1} given)");
        if (UserSlots.Unwrap(args[1]) is not PyStr text) return PyErr.TypeError($"fromhex() argument must be str, not {args[1].Type.Name}");
        var bytes = new List<byte>(text.Length / 2);
        for (int i = 0; i < text.Length; i++)
        {
            int c = text.CodePointAt(i);
            if (c is ' ' or (>= '\t' and <= '\r')) continue;
            int high = Digit(c);
            int low = high >= 0 && i + 1 < text.Length ? Digit(text.CodePointAt(i + 1)) : -1;
            if (low < 0) return PyErr.ValueError($"non-hexadecimal number found in fromhex() arg at position {(high >= 0 ? i + 1 : i)}");
            bytes.Add((byte)(high << 4 | low));
            i++;
        }
        var made = new PyBytes([.. bytes], type == Types.ByteArray);
        // A subclass is called with the bytes.
        return ReferenceEquals(args[0], type) ? made : Calls.Call1(args[0], made);
    }

    private static int Digit(int c) => c < 128 && char.IsAsciiHexDigit((char)c) ? Convert.ToInt32(((char)c).ToString(), 16) : -1;
}
