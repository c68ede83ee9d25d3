using System.Globalization;
using System.Text;
using MetaJit;

namespace PyLite.Objects;

/// <summary><c>str</c>.</summary>
[DontLookInside]
public static class StrMethods
{
    private static string S(PyObject o) => ((PyStr)o).Value;

    /// <summary>A str argument, or TypeError.</summary>
    private static bool Text(PyObject o, string what, out string text)
    {
        if (UserSlots.Unwrap(o) is PyStr s)
        {
            text = s.Value;
            return true;
        }
        text = "";
        return PyErr.Fail(Types.TypeError, $"{what} str, not {o.Type.Name}");
    }

    public static void Populate(PyType t)
    {
        SlotMethods.New(t);
        SlotMethods.Sequence(t);
        SlotMethods.Hash(t);
        SlotMethods.Binary(t, BinaryOp.Add, BinaryOp.Mul, BinaryOp.Mod);
        SlotMethods.Reflected(t, BinaryOp.Mul);
        t.Method("__format__", (self, spec) => Formatting.Format(self, (PyStr)spec));

        t.Method("upper", Upper);
        t.Method("lower", Lower);
        t.Method("casefold", self => Define.Str(CaseMapping.CaseFold(S(self))));
        t.Method("capitalize", self => Define.Str(CaseMapping.Capitalize(S(self))));
        t.Method("title", self => Define.Str(CaseMapping.Title(S(self))));
        t.Method("swapcase", self => Define.Str(CaseMapping.SwapCase(S(self))));
        t.MethodArgs("strip", (args, _) => Strip(args, true, true));
        t.MethodArgs("lstrip", (args, _) => Strip(args, true, false));
        t.MethodArgs("rstrip", (args, _) => Strip(args, false, true));
        t.MethodAny("split", (args, keywords) => Split(args, keywords, fromRight: false));
        t.MethodAny("rsplit", (args, keywords) => Split(args, keywords, fromRight: true));
        t.MethodAny("splitlines", (args, keywords) => SplitLines(args, keywords));
        t.Method("join", (self, items) => Join((PyStr)self, items));
        t.MethodArgs("replace", (args, _) => Replace(args));
        t.MethodArgs("find", (args, _) => Find(args, last: false, raise: false, "find"));
        t.MethodArgs("rfind", (args, _) => Find(args, last: true, raise: false, "rfind"));
        t.MethodArgs("index", (args, _) => Find(args, last: false, raise: true, "index"));
        t.MethodArgs("rindex", (args, _) => Find(args, last: true, raise: true, "rindex"));
        t.MethodArgs("count", (args, _) => Count(args));
        t.MethodArgs("startswith", (args, _) => StartsWith(args, "startswith", static (s, p) => s.StartsWith(p, StringComparison.Ordinal)));
        t.MethodArgs("endswith", (args, _) => StartsWith(args, "endswith", static (s, p) => s.EndsWith(p, StringComparison.Ordinal)));
        t.Method("removeprefix", (self, p) => Text(p, "removeprefix() argument must be", out string prefix) ? Define.Str(S(self).StartsWith(prefix, StringComparison.Ordinal) ? S(self)[prefix.Length..] : S(self)) : null);
        t.Method("removesuffix", (self, p) => Text(p, "removesuffix() argument must be", out string suffix) ? Define.Str(suffix.Length > 0 && S(self).EndsWith(suffix, StringComparison.Ordinal) ? S(self)[..^suffix.Length] : S(self)) : null);
        t.Method("partition", (self, sep) => Partition((PyStr)self, sep, last: false));
        t.Method("rpartition", (self, sep) => Partition((PyStr)self, sep, last: true));
        t.MethodArgs("center", (args, _) => Justify(args, "center"));
        t.MethodArgs("ljust", (args, _) => Justify(args, "ljust"));
        t.MethodArgs("rjust", (args, _) => Justify(args, "rjust"));
        t.Method("zfill", (self, width) => ZFill((PyStr)self, width));
        t.MethodAny("expandtabs", (args, keywords) => ExpandTabs(args, keywords));
        t.MethodAny("format", (args, keywords) => StrFormat.Format(args, keywords));
        t.Method("format_map", (self, mapping) => StrFormat.FormatMap((PyStr)self, mapping));
        t.MethodAny("encode", (args, keywords) => BytesMethods.Encode(args, keywords));
        t.Method("translate", (self, table) => Translate((PyStr)self, table));
        t.Static("maketrans", (args, keywords) => MakeTrans(args));
        t.Method("isdigit", self => All(self, static c => char.IsDigit(c) || char.GetNumericValue(c) is var n && n is >= 0 and <= 9 && n == Math.Floor(n) && char.GetUnicodeCategory(c) == UnicodeCategory.OtherNumber));
        t.Method("isdecimal", self => All(self, char.IsDigit));
        t.Method("isnumeric", self => All(self, char.IsNumber));
        t.Method("isalpha", self => All(self, char.IsLetter));
        t.Method("isalnum", self => All(self, static c => char.IsLetterOrDigit(c) || char.IsNumber(c)));
        t.Method("isspace", self => All(self, IsSpace));
        t.Method("isascii", self => PyBool.Of(S(self).All(char.IsAscii)));
        t.Method("isupper", self => PyBool.Of(S(self).Any(char.IsUpper) && !S(self).Any(char.IsLower)));
        t.Method("islower", self => PyBool.Of(S(self).Any(char.IsLower) && !S(self).Any(char.IsUpper)));
        t.Method("istitle", self => PyBool.Of(CaseMapping.IsTitle(S(self))));
        t.Method("isprintable", self => PyBool.Of(PyStr.Decode(S(self)).All(StringText.IsPrintable)));
        t.Method("isidentifier", self => PyBool.Of(S(self) is { Length: > 0 } s && (char.IsLetter(s[0]) || s[0] == '_') && s.All(c => char.IsLetterOrDigit(c) || c == '_')));
    }

    // Most text is ASCII.
    private static PyObject Upper(PyObject self) => new PyStr(Ascii.IsValid(S(self)) ? S(self).ToUpperInvariant() : CaseMapping.Upper(S(self)));

    private static PyObject Lower(PyObject self) => new PyStr(Ascii.IsValid(S(self)) ? S(self).ToLowerInvariant() : CaseMapping.Lower(S(self)));

    private static PyObject All(PyObject self, Func<char, bool> test)
    {
        string s = S(self);
        return PyBool.Of(s.Length > 0 && s.All(test));
    }

    public static bool IsSpace(char c) => char.IsWhiteSpace(c) || c is >= '\x1c' and <= '\x1f';

    private static PyObject? Strip(PyObject[] args, bool left, bool right)
    {
        if (!Define.Count("strip", args[1..], 0, 1)) return null;
        string s = S(args[0]);
        Func<char, bool> drop = IsSpace;
        if (args.Length > 1 && args[1] is not PyNone)
        {
            if (UserSlots.Unwrap(args[1]) is not PyStr set) return PyErr.TypeError("strip arg must be None or str");
            drop = c => set.Value.Contains(c);
        }
        int from = 0, to = s.Length;
        while (left && from < to && drop(s[from])) from++;
        while (right && to > from && drop(s[to - 1])) to--;
        return from == 0 && to == s.Length ? args[0] : new PyStr(s[from..to]);
    }

    private static PyObject? Split(PyObject[] args, PyStr[]? keywords, bool fromRight)
    {
        string function = fromRight ? "rsplit" : "split";
        if (!Define.Parse(function, args[1..], keywords, ["sep", "maxsplit"], 0, out PyObject?[] v)) return null;
        long max = -1;
        if (v[1] != null && !Sequences.Integer(v[1]!, out max)) return null;
        if (max < 0) max = long.MaxValue;
        string s = S(args[0]);
        List<string> parts;
        if (v[0] is null or PyNone)
        {
            parts = SplitSpace(s, max, fromRight);
        }
        else
        {
            if (UserSlots.Unwrap(v[0]!) is not PyStr sep) return PyErr.TypeError($"must be str or None, not {v[0]!.Type.Name}");
            if (sep.Value.Length == 0) return PyErr.ValueError("empty separator");
            parts = SplitBy(s, sep.Value, max, fromRight);
        }
        var list = new PyList();
        foreach (string part in parts) list.Append(new PyStr(part));
        return list;
    }

    private static List<string> SplitSpace(string s, long max, bool fromRight)
    {
        var parts = new List<string>();
        if (!fromRight)
        {
            int i = 0;
            while (true)
            {
                while (i < s.Length && IsSpace(s[i])) i++;
                if (i >= s.Length) return parts;
                if (parts.Count == max)
                {
                    parts.Add(s[i..]);
                    return parts;
                }
                int start = i;
                while (i < s.Length && !IsSpace(s[i])) i++;
                parts.Add(s[start..i]);
            }
        }
        int at = s.Length;
        while (true)
        {
            while (at > 0 && IsSpace(s[at - 1])) at--;
            if (at == 0) break;
            if (parts.Count == max)
            {
                parts.Add(s[..at]);
                break;
            }
            int end = at;
            while (at > 0 && !IsSpace(s[at - 1])) at--;
            parts.Add(s[at..end]);
        }
        parts.Reverse();
        return parts;
    }

    private static List<string> SplitBy(string s, string sep, long max, bool fromRight)
    {
        var parts = new List<string>();
        if (!fromRight)
        {
            int from = 0;
            while (parts.Count < max)
            {
                int at = s.IndexOf(sep, from, StringComparison.Ordinal);
                if (at < 0) break;
                parts.Add(s[from..at]);
                from = at + sep.Length;
            }
            parts.Add(s[from..]);
            return parts;
        }
        int to = s.Length;
        while (parts.Count < max)
        {
            int at = to == 0 ? -1 : s.LastIndexOf(sep, to - 1, StringComparison.Ordinal);
            if (at < 0) break;
            parts.Add(s[(at + sep.Length)..to]);
            to = at;
        }
        parts.Add(s[..to]);
        parts.Reverse();
        return parts;
    }

    private static PyObject? SplitLines(PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.Parse("splitlines", args[1..], keywords, ["keepends"], 0, out PyObject?[] v)) return null;
        bool keep = v[0] != null && Operators.Truth(v[0]!) == 1;
        string s = S(args[0]);
        var list = new PyList();
        int start = 0;
        for (int i = 0; i < s.Length; i++)
        {
            if (s[i] is not ('\n' or '\r' or '\v' or '\f' or '\x1c' or '\x1d' or '\x1e' or '\x85' or '\u2028' or '\u2029')) continue;
            int end = i;
            if (s[i] == '\r' && i + 1 < s.Length && s[i + 1] == '\n') i++;
            list.Append(new PyStr(s[start..(keep ? i + 1 : end)]));
            start = i + 1;
        }
        if (start < s.Length) list.Append(new PyStr(s[start..]));
        return list;
    }

    private static PyObject? Join(PyStr separator, PyObject iterable)
    {
        if (Sequences.ToList(iterable) is not { } items)
        {
            if (iterable is not PyInstance and not PyGenerator && PyErr.Current!.Type == Types.TypeError && iterable.Type.Lookup(Names.Iter) == null)
            {
                PyErr.Current = null;
                return PyErr.TypeError("can only join an iterable");
            }
            return null;
        }
        if (items.Count == 1 && items[0] is PyStr only) return only;
        var b = new StringBuilder();
        for (int i = 0; i < items.Count; i++)
        {
            if (UserSlots.Unwrap(items[i]) is not PyStr s)
                return PyErr.TypeError($"sequence item {i}: expected str instance, {items[i].Type.Name} found");
            if (i > 0) b.Append(separator.Value);
            b.Append(s.Value);
        }
        return new PyStr(b.ToString());
    }

    private static PyObject? Replace(PyObject[] args)
    {
        if (!Define.Count("replace", args[1..], 2, 3)) return null;
        if (!Text(args[1], "replace() argument 1 must be", out string old) || !Text(args[2], "replace() argument 2 must be", out string with)) return null;
        long max = -1;
        if (args.Length > 3 && !Sequences.Integer(args[3], out max)) return null;
        string s = S(args[0]);
        if (max < 0 && old.Length > 0) return new PyStr(s.Replace(old, with, StringComparison.Ordinal));
        if (max < 0) max = long.MaxValue;
        var b = new StringBuilder();
        if (old.Length == 0)
        {
            int[] points = PyStr.Decode(s);
            for (int i = 0; i <= points.Length; i++)
            {
                if (i < max) b.Append(with);
                if (i < points.Length) b.Append(char.ConvertFromUtf32(points[i]));
            }
            return new PyStr(b.ToString());
        }
        int from = 0;
        for (long n = 0; n < max; n++)
        {
            int at = s.IndexOf(old, from, StringComparison.Ordinal);
            if (at < 0) break;
            b.Append(s, from, at - from).Append(with);
            from = at + old.Length;
        }
        return new PyStr(b.Append(s, from, s.Length - from).ToString());
    }

    private static PyObject? Find(PyObject[] args, bool last, bool raise, string function)
    {
        if (!Define.Count(function, args[1..], 1, 3) || !Text(args[1], "must be", out string wanted)) return null;
        var self = (PyStr)args[0];
        if (!ListMethods.Bounds(args, self.Length, out long start, out long stop)) return null;
        long at = -1;
        if (start <= stop)
        {
            if (self.IsNarrow)
            {
                string part = self.Value[(int)start..(int)stop];
                int found = last ? part.LastIndexOf(wanted, StringComparison.Ordinal) : part.IndexOf(wanted, StringComparison.Ordinal);
                if (last && wanted.Length == 0) found = part.Length;
                at = found < 0 ? -1 : found + start;
            }
            else
            {
                string part = self.Substring((int)start, (int)(stop - start)).Value;
                int found = last ? part.LastIndexOf(wanted, StringComparison.Ordinal) : part.IndexOf(wanted, StringComparison.Ordinal);
                at = found < 0 ? -1 : PyStr.Decode(part[..found]).Length + start;
            }
        }
        return at < 0 && raise ? PyErr.ValueError("substring not found") : new PyInt(at);
    }

    private static PyObject? Count(PyObject[] args)
    {
        if (!Define.Count("count", args[1..], 1, 3) || !Text(args[1], "must be", out string wanted)) return null;
        var self = (PyStr)args[0];
        if (!ListMethods.Bounds(args, self.Length, out long start, out long stop)) return null;
        if (start > stop) return PyInt.Zero;
        string part = self.Substring((int)start, (int)(stop - start)).Value;
        if (wanted.Length == 0) return new PyInt(stop - start + 1);
        long n = 0;
        for (int at = part.IndexOf(wanted, StringComparison.Ordinal); at >= 0; at = part.IndexOf(wanted, at + wanted.Length, StringComparison.Ordinal)) n++;
        return new PyInt(n);
    }

    private static PyObject? StartsWith(PyObject[] args, string function, Func<string, string, bool> test)
    {
        if (!Define.Count(function, args[1..], 1, 3)) return null;
        var self = (PyStr)args[0];
        if (!ListMethods.Bounds(args, self.Length, out long start, out long stop)) return null;
        if (start > self.Length || start > stop) return PyBool.False;
        string s = start == 0 && stop == self.Length ? self.Value : self.Substring((int)start, (int)(stop - start)).Value;
        PyObject wanted = UserSlots.Unwrap(args[1]);
        if (wanted is PyStr one) return PyBool.Of(test(s, one.Value));
        if (wanted is not PyTuple many) return PyErr.TypeError($"{function} first arg must be str or a tuple of str, not {wanted.Type.Name}");
        foreach (PyObject item in many.Items)
        {
            if (item is not PyStr p) return PyErr.TypeError($"tuple for {function} must only contain str, not {item.Type.Name}");
            if (test(s, p.Value)) return PyBool.True;
        }
        return PyBool.False;
    }

    private static PyObject? Partition(PyStr self, PyObject separator, bool last)
    {
        if (!Text(separator, "must be", out string sep)) return null;
        if (sep.Length == 0) return PyErr.ValueError("empty separator");
        int at = last ? self.Value.LastIndexOf(sep, StringComparison.Ordinal) : self.Value.IndexOf(sep, StringComparison.Ordinal);
        if (at < 0) return new PyTuple(last ? [PyStr.Empty, PyStr.Empty, self] : [self, PyStr.Empty, PyStr.Empty]);
        return new PyTuple([new PyStr(self.Value[..at]), new PyStr(sep), new PyStr(self.Value[(at + sep.Length)..])]);
    }

    private static PyObject? Justify(PyObject[] args, string function)
    {
        if (!Define.Count(function, args[1..], 1, 2) || !Sequences.Integer(args[1], out long width)) return null;
        string fill = " ";
        if (args.Length > 2)
        {
            if (args[2] is not PyStr { Length: 1 } f) return PyErr.TypeError("The fill character must be exactly one character long");
            fill = f.Value;
        }
        var self = (PyStr)args[0];
        if (width <= self.Length) return self;
        if (!Sequences.Size(width - self.Length, out int pad)) return null;
        int left = function switch { "ljust" => 0, "rjust" => pad, _ => pad / 2 + (pad & (int)width & 1) };
        return new PyStr(Fill(fill, left) + self.Value + Fill(fill, pad - left));
    }

    private static string Fill(string one, int count) => one.Length == 1 ? new string(one[0], count) : string.Concat(Enumerable.Repeat(one, count));

    private static PyObject? ZFill(PyStr self, PyObject widthObject)
    {
        if (!Sequences.Integer(widthObject, out long width)) return null;
        string s = self.Value;
        if (width <= self.Length) return self;
        if (!Sequences.Size(width - self.Length, out int pad)) return null;
        int sign = s.Length > 0 && s[0] is '+' or '-' ? 1 : 0;
        return new PyStr(s[..sign] + new string('0', pad) + s[sign..]);
    }

    private static PyObject? ExpandTabs(PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.Parse("expandtabs", args[1..], keywords, ["tabsize"], 0, out PyObject?[] v)) return null;
        long size = 8;
        if (v[0] != null && !Sequences.Integer(v[0]!, out size)) return null;
        if (size is > int.MaxValue or < int.MinValue) return PyErr.Raise(Types.OverflowError, "Python int too large to convert to C int");
        var b = new StringBuilder();
        int column = 0;
        foreach (char c in S(args[0]))
        {
            if (c == '\t')
            {
                int n = 0;
                if (size > 0 && !Sequences.Size(size - column % size + b.Length, out n)) return null;
                n -= size > 0 ? b.Length : 0;
                b.Append(' ', n);
                column += n;
                continue;
            }
            b.Append(c);
            column = c is '\n' or '\r' ? 0 : column + 1;
        }
        return new PyStr(b.ToString());
    }

    private static PyObject? Translate(PyStr self, PyObject table)
    {
        var b = new StringBuilder();
        foreach (int c in PyStr.Decode(self.Value))
        {
            PyObject? to = table is PyDict d ? d.GetInt(c) : table.GetItem(new PyInt(c));
            if (to == null)
            {
                if (PyErr.Current != null && !PyErr.TakeIf(Types.LookupError)) return null;
                b.Append(PyStr.FromCodePoint(c).Value);
            }
            else if (to is PyInt i) b.Append(PyStr.FromCodePoint((int)i.Value).Value);
            else if (to is PyStr s) b.Append(s.Value);
            else if (to is not PyNone) return PyErr.TypeError("character mapping must return integer, None or str");
        }
        return new PyStr(b.ToString());
    }

    private static PyObject? MakeTrans(PyObject[] args)
    {
        if (!Define.Count("maketrans", args, 1, 3)) return null;
        var table = new PyDict();
        if (args.Length == 1)
        {
            if (args[0] is not PyDict map) return PyErr.TypeError("if you give only one argument to maketrans it must be a dict");
            foreach ((PyObject key, PyObject value) in map.Pairs())
                table.Set(key is PyStr { Length: 1 } s ? new PyInt(s.CodePointAt(0)) : key, value);
            return table;
        }
        if (args[0] is not PyStr from || args[1] is not PyStr to) return PyErr.TypeError("maketrans() argument 2 must be str");
        if (from.Length != to.Length) return PyErr.ValueError("the first two maketrans arguments must have equal length");
        for (int i = 0; i < from.Length; i++) table.Set(new PyInt(from.CodePointAt(i)), new PyInt(to.CodePointAt(i)));
        if (args.Length == 3)
            foreach (int c in PyStr.Decode(((PyStr)args[2]).Value)) table.Set(new PyInt(c), PyNone.None);
        return table;
    }
}

/// <summary><c>str(x)</c>, which the tracer follows for one argument.</summary>
public static class StrConstruction
{
    public static PyObject? Make(PyObject[] args, PyStr[]? keywords)
    {
        if (args.Length == 1 && keywords == null) return args[0].Str();
        return MakeAny(args, keywords);
    }

    [DontLookInside]
    private static PyObject? MakeAny(PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.Parse("str", args, keywords, ["object", "encoding", "errors"], 0, out PyObject?[] v)) return null;
        if (v[0] is not { } value) return PyStr.Empty;
        if (v[1] == null && v[2] == null) return value.Str();
        if (UserSlots.Unwrap(value) is not PyBytes bytes) return PyErr.TypeError($"decoding to str: need a bytes-like object, {value.Type.Name} found");
        return BytesMethods.Decode(bytes, v[1], v[2]);
    }
}
