using System.Buffers;
using System.Numerics;
using System.Text;
using MetaJit;

namespace PyLite.Objects;

/// <summary><c>str</c>.</summary>
[DontLookInside]
public static class StrMethods
{
    private static string S(PyObject o) => ((PyStr)o).Value;

    /// <summary>A str argument, or TypeError.</summary>
    public static bool Text(PyObject o, string what, out PyStr text)
    {
        if (UserSlots.Unwrap(o) is PyStr s)
        {
            text = s;
            return true;
        }
        text = PyStr.Empty;
        // Where the argument is named, None is not called by its class's name.
        return PyErr.Fail(Types.TypeError, $"{what} str, not {(what.Contains("argument", StringComparison.Ordinal) ? Define.NameOf(o) : o.Type.Name)}");
    }

    public static void Populate(PyType t)
    {
        SlotMethods.New(t);
        SlotMethods.Sequence(t);
        SlotMethods.Hash(t);
        SlotMethods.NewArgs(t);
        t.Method("__str__", self => self.Str());
        SlotMethods.Binary(t, BinaryOp.Add, BinaryOp.Mul, BinaryOp.Mod);
        SlotMethods.Reflected(t, BinaryOp.Mul, BinaryOp.Mod);
        SlotMethods.Format(t);

        t.Method("upper", CaseOf(c => c is >= 'a' and <= 'z' ? c - 32 : c, Upper));
        t.Method("lower", CaseOf(c => c is >= 'A' and <= 'Z' ? c + 32 : c, Lower));
        t.Method("casefold", CaseFold);
        t.Method("capitalize", Capitalize);
        t.Method("title", Title);
        t.Method("swapcase", SwapCase);
        t.Method("join", TextJoin.Join);
        t.Method("replace", (self, old, with) => old is PyStr x && with is PyStr y ? ReplaceAll((PyStr)self, x, y) : Replace((PyStr)self, old, with, null), (self, old, with, count) => Replace((PyStr)self, old, with, count));
        StrSplitting.Populate(t);
        StrSearch.Populate(t);
        t.Method("removeprefix", (self, p) => WithoutPrefix((PyStr)self, p));
        t.Method("removesuffix", (self, p) => WithoutSuffix((PyStr)self, p));
        t.Method("center", (self, width) => Justify(self, width, null, "center"), (self, width, fill) => Justify(self, width, fill, "center"));
        t.Method("ljust", (self, width) => Justify(self, width, null, "ljust"), (self, width, fill) => Justify(self, width, fill, "ljust"));
        t.Method("rjust", (self, width) => Justify(self, width, null, "rjust"), (self, width, fill) => Justify(self, width, fill, "rjust"));
        t.Method("zfill", (self, width) => ZFill((PyStr)self, width));
        t.MethodAny("expandtabs", (args, keywords) => ExpandTabs(args, keywords));
        t.MethodAny("format", FormatCalls.Format);
        t.Method("format_map", (self, mapping) => StrFormat.FormatMap((PyStr)self, mapping));
        t.Set("encode", new PyBuiltin("encode", t) { F1 = static self => BytesMethods.EncodeUtf8((PyStr)self), Any = BytesMethods.Encode });
        t.Method("translate", (self, table) => Translate((PyStr)self, table));
        t.Static("maketrans", (args, keywords) => MakeTrans(args));
        Test(t, "isdigit", CharacterTests.IsDigit);
        Test(t, "isdecimal", CharacterTests.IsDecimal);
        Test(t, "isnumeric", CharacterTests.IsNumeric);
        Test(t, "isalpha", CharacterTests.IsAlpha);
        Test(t, "isalnum", CharacterTests.IsAlphaNumeric);
        Test(t, "isspace", CharacterTests.IsSpace);
        t.Method("isascii", self => PyBool.Of(IsAscii((PyStr)self)));
        Test(t, "isupper", CharacterTests.IsUpper, static s => IsCased(s, upper: true));
        Test(t, "islower", CharacterTests.IsLower, static s => IsCased(s, upper: false));
        t.Method("istitle", self => PyBool.Of(CaseMapping.IsTitle(S(self))));
        Test(t, "isprintable", StringText.IsPrintable, static s => All(s, StringText.IsPrintable));
        Test(t, "isidentifier", static c => Parsing.Identifiers.IsName(((char)c).ToString()), static s => Parsing.Identifiers.IsName(s.Value));
    }

    private static void Test(PyType t, string name, Func<int, bool> ofCharacter, Func<PyStr, bool>? ofText = null)
    {
        var test = new CharacterTest(ofCharacter, ofText ?? (s => s.Length > 0 && All(s, ofCharacter)));
        t.Method(name, self => PyBool.Of(test.IsTrueOf((PyStr)self)));
    }

    /// <summary>Changes the case of a text. Of single characters of ASCII the results are a table.</summary>
    private static Func<PyObject, PyObject?> CaseOf(Func<int, int> ofCharacter, Func<PyObject, PyObject> ofText)
    {
        PyStr[] ascii = [.. Enumerable.Range(0, 0x80).Select(c => PyStr.FromCodePoint(ofCharacter(c)))];
        return self => (PyStr)self is { Length: 1 } s && s.CodePointAt(0) is >= 0 and < 0x80 and var c ? ascii[c] : ofText(self);
    }

    private static PyObject Upper(PyObject self)
    {
        var s = (PyStr)self;
        if (!IsAscii(s)) return new PyStr(CaseMapping.Upper(S(self)));
        return s.Characters.ContainsAnyInRange('a', 'z') ? PyStr.Narrow(string.Create(s.Length, s, static (to, s) => Ascii.ToUpper(s.Characters, to, out _))) : s;
    }

    private static PyObject Lower(PyObject self)
    {
        var s = (PyStr)self;
        if (!IsAscii(s)) return new PyStr(CaseMapping.Lower(S(self)));
        return s.Characters.ContainsAnyInRange('A', 'Z') ? PyStr.Narrow(string.Create(s.Length, s, static (to, s) => Ascii.ToLower(s.Characters, to, out _))) : s;
    }

    private static PyObject CaseFold(PyObject self) => IsAscii((PyStr)self) ? Lower(self) : new PyStr(CaseMapping.CaseFold(S(self)));
    private static PyObject Capitalize(PyObject self) => new PyStr(CaseMapping.Capitalize(S(self)));
    private static PyObject Title(PyObject self) => new PyStr(CaseMapping.Title(S(self)));
    private static PyObject SwapCase(PyObject self) => new PyStr(CaseMapping.SwapCase(S(self)));

    // Most text is.
    private static bool IsAscii(PyStr s) => s.IsNarrow && Ascii.IsValid(s.Characters);

    /// <summary>The result of an operation that is narrow when the string is, or the string itself when nothing has changed.</summary>
    private static PyStr Same(PyStr self, string result) =>
        ReferenceEquals(result, self.Value) ? self : self.IsNarrow ? PyStr.Narrow(result) : new PyStr(result);

    private static bool All(PyStr s, Func<int, bool> test)
    {
        if (s.IsNarrow)
        {
            foreach (char c in s.Characters)
                if (!test(c)) return false;
            return true;
        }
        foreach (int c in s.Points)
            if (!test(c)) return false;
        return true;
    }

    /// <summary>Some characters of that case and none of the other.</summary>
    private static bool IsCased(PyStr s, bool upper)
    {
        bool any = false;
        for (int i = 0; i < s.Length; i++)
        {
            int c = s.CodePointAt(i);
            if (upper ? CharacterTests.IsLower(c) : CharacterTests.IsUpper(c)) return false;
            any |= upper ? CharacterTests.IsUpper(c) : CharacterTests.IsLower(c);
        }
        return any;
    }

    private static PyObject? Replace(PyStr self, PyObject oldObject, PyObject withObject, PyObject? count)
    {
        if (!Text(oldObject, "replace() argument 1 must be", out PyStr oldText) || !Text(withObject, "replace() argument 2 must be", out PyStr withText)) return null;
        long max = -1;
        if (count != null && !Sequences.Integer(count, out max)) return null;
        return max < 0 ? ReplaceAll(self, oldText, withText) : ReplaceSome(self, oldText, withText, max);
    }

    private static PyObject ReplaceAll(PyStr self, PyStr old, PyStr with)
    {
        if (old.Length == 0) return ReplaceSome(self, old, with, long.MaxValue);
        string replaced = self.Value.Replace(old.Value, with.Value);
        return with.IsNarrow ? Same(self, replaced) : new PyStr(replaced);
    }

    private static PyObject ReplaceSome(PyStr self, PyStr oldText, PyStr withText, long max)
    {
        string s = self.Value, old = oldText.Value, with = withText.Value;
        var b = new StringBuilder();
        if (old.Length == 0)
        {
            int[] points = self.ToPoints();
            for (int i = 0; i <= points.Length; i++)
            {
                if (i < max) b.Append(with);
                if (i < points.Length) b.Append(PyStr.FromCodePoint(points[i]).Value);
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
        if (from == 0) return self;
        if (b.Length < 256) return new PyStr(string.Concat(b.ToString(), s.AsSpan(from)));
        return new PyStr(b.Append(s, from, s.Length - from).ToString());
    }

    private static PyObject? WithoutPrefix(PyStr self, PyObject p)
    {
        if (!Text(p, "removeprefix() argument must be", out PyStr prefix)) return null;
        return TextSearch.Matches(self, prefix, 0, self.Length, atEnd: false) ? self.Part(prefix.Length, self.Length) : self;
    }

    private static PyObject? WithoutSuffix(PyStr self, PyObject p)
    {
        if (!Text(p, "removesuffix() argument must be", out PyStr suffix)) return null;
        return TextSearch.Matches(self, suffix, 0, self.Length, atEnd: true) ? self.Part(0, self.Length - suffix.Length) : self;
    }

    private static PyObject? Justify(PyObject selfObject, PyObject widthObject, PyObject? fillObject, string function)
    {
        if (!Sequences.Integer(widthObject, out long width)) return null;
        string fill = " ";
        if (fillObject != null)
        {
            if (UserSlots.Unwrap(fillObject) is not PyStr f) return PyErr.TypeError($"The fill character must be a unicode character, not {fillObject.Type.Name}");
            if (f.Length != 1) return PyErr.TypeError("The fill character must be exactly one character long");
            fill = f.Value;
        }
        var self = (PyStr)selfObject;
        if (width <= self.Length) return self;
        if (!Sequences.Size(width - self.Length, out int pad)) return null;
        int left = function switch { "ljust" => 0, "rjust" => pad, _ => pad / 2 + (pad & (int)width & 1) };
        if (fill.Length == 1 && self.IsNarrow)
        {
            return PyStr.Narrow(string.Create(self.Length + pad, (Text: self, Left: left, Fill: fill[0]), static (to, given) =>
            {
                to[..given.Left].Fill(given.Fill);
                given.Text.Characters.CopyTo(to[given.Left..]);
                to[(given.Left + given.Text.Length)..].Fill(given.Fill);
            }));
        }
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
        if (!Define.Parse("expandtabs", Calls.Rest(args), keywords, ["tabsize"], 0, out PyObject?[] v)) return null;
        long size = 8;
        if (v[0] != null && !Sequences.Integer(v[0]!, out size)) return null;
        if (size is > int.MaxValue or < int.MinValue) return PyErr.Raise(Types.OverflowError, "Python int too large to convert to C int");
        var b = new StringBuilder();
        int column = 0;
        foreach (char c in S(args[0]))
        {
            if (char.IsLowSurrogate(c)) column--;
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
        if (table is PyDict dictionary && (TranslateEach(self, dictionary) is var translated) && (translated is not null || PyErr.Current is not null)) return translated;
        var b = new StringBuilder(self.Length);
        // Nothing of the program's runs when a dict is asked for an int: the answers for ASCII are kept.
        PyObject?[]? known = table is PyDict ? new PyObject?[128] : null;
        for (int i = 0; i < self.Length; i++)
        {
            int c = self.CodePointAt(i);
            PyObject? to = known != null && c < 128 ? known[c] ??= Translated(table, c) : Translated(table, c);
            if (to == null) return null;
            if (PyLong.TryGet(to, out BigInteger point))
            {
                if (point.Sign < 0 || point > 0x10FFFF) return PyErr.ValueError("character mapping must be in range(0x110000)");
                AppendPoint(b, (int)point);
            }
            else if (UserSlots.Unwrap(to) is PyStr s) b.Append(s.Value);
            else if (to is not PyNone) return PyErr.TypeError("character mapping must return integer, None or str");
        }
        return new PyStr(b.ToString());
    }

    /// <summary>The translation of ASCII where each character becomes one other; null where that is not so, or with an exception pending.</summary>
    private static PyStr? TranslateEach(PyStr self, PyDict table)
    {
        if (!IsAscii(self)) return null;
        const char unknown = '\uD800';
        Span<char> known = stackalloc char[128];
        known.Fill(unknown);
        char[] to = ArrayPool<char>.Shared.Rent(self.Length);
        try
        {
            ReadOnlySpan<char> from = self.Characters;
            for (int i = 0; i < from.Length; i++)
            {
                ref char becomes = ref known[from[i]];
                if (becomes == unknown)
                {
                    switch (Translated(table, from[i]))
                    {
                        case PyInt { Value: >= 0 and < unknown } code: becomes = (char)code.Value; break;
                        case PyStr { IsNarrow: true, Length: 1 } one: becomes = one.Characters[0]; break;
                        default: return null;
                    }
                }
                to[i] = becomes;
            }
            return PyStr.Narrow(new string(to, 0, from.Length));
        }
        finally
        {
            ArrayPool<char>.Shared.Return(to);
        }
    }

    /// <summary>What the character becomes; null with an exception pending.</summary>
    private static PyObject? Translated(PyObject table, int c)
    {
        PyObject? to = table is PyDict d ? d.GetInt(c) : table.GetItem(new PyInt(c));
        if (to != null) return to;
        return PyErr.Current != null && !PyErr.TakeIf(Types.LookupError) ? null : new PyInt(c);
    }

    private static void AppendPoint(StringBuilder b, int c)
    {
        if (c < 0x10000) b.Append((char)c);
        else b.Append(char.ConvertFromUtf32(c));
    }

    private static PyObject? MakeTrans(PyObject[] args)
    {
        if (!Define.Count("maketrans", args, 1, 3)) return null;
        var table = new PyDict();
        if (args.Length == 1)
        {
            if (UserSlots.Unwrap(args[0]) is not PyDict map) return PyErr.TypeError("if you give only one argument to maketrans it must be a dict");
            foreach ((PyObject key, PyObject value) in map.Pairs())
            {
                PyObject plain = UserSlots.Unwrap(key);
                if (plain is PyStr { Length: not 1 }) return PyErr.ValueError("string keys in translate table must be of length 1");
                if (plain is not (PyStr or PyInt or PyLong or PyBool)) return PyErr.TypeError("keys in translate table must be strings or integers");
                table.Set(plain is PyStr s ? new PyInt(s.CodePointAt(0)) : key, value);
            }
            return table;
        }
        if (UserSlots.Unwrap(args[0]) is not PyStr from) return PyErr.TypeError("first maketrans argument must be a string if there is a second argument");
        if (UserSlots.Unwrap(args[1]) is not PyStr to) return PyErr.TypeError($"maketrans() argument 2 must be str, not {Define.NameOf(args[1])}");
        PyStr? without = args.Length == 3 ? UserSlots.Unwrap(args[2]) as PyStr : PyStr.Empty;
        if (without == null) return PyErr.TypeError($"maketrans() argument 3 must be str, not {Define.NameOf(args[2])}");
        if (from.Length != to.Length) return PyErr.ValueError("the first two maketrans arguments must have equal length");
        for (int i = 0; i < from.Length; i++) table.Set(new PyInt(from.CodePointAt(i)), new PyInt(to.CodePointAt(i)));
        foreach (int c in without.ToPoints()) table.Set(new PyInt(c), PyNone.None);
        return table;
    }
}

/// <summary><c>str(x)</c>, which the tracer follows for one argument.</summary>
public static class StrConstruction
{
    public static PyObject? Make(PyObject[] args, PyStr[]? keywords)
    {
        if (args.Length == 1 && keywords == null) return args[0].StrAsGiven();
        return MakeAny(args, keywords);
    }

    [DontLookInside]
    private static PyObject? MakeAny(PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.Parse("str", args, keywords, ["object", "encoding", "errors"], 0, out PyObject?[] v)) return null;
        if (v[0] is not { } value) return PyStr.Empty;
        if (v[1] == null && v[2] == null) return value.StrAsGiven();
        PyObject bare = UserSlots.Unwrap(value);
        if (bare is PyStr) return PyErr.TypeError("decoding str is not supported");
        if (!Buffers.TryBytes(bare, out ReadOnlySpan<byte> span)) return PyErr.TypeError($"decoding to str: need a bytes-like object, {value.Type.Name} found");
        return BytesMethods.Decode(bare as PyBytes ?? new PyBytes(span.ToArray()), v[1], v[2], "str");
    }
}
