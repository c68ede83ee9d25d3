using System.Buffers;
using MetaJit;

namespace PyLite.Objects;

/// <summary>The methods of <c>str</c> that take it apart: splitting and stripping.</summary>
[DontLookInside]
public static class StrSplitting
{
    public static void Populate(PyType t)
    {
        t.Set("split", new PyBuiltin("split", t)
        {
            F1 = self => SplitSpace((PyStr)self, long.MaxValue),
            F2 = (self, separator) => separator is PyStr { Length: > 0 } s ? SplitBy((PyStr)self, s, long.MaxValue) : Split(self, separator, null, fromRight: false),
            F3 = (self, separator, max) => Split(self, separator, max, fromRight: false),
            Any = (args, keywords) => SplitAny(args, keywords, fromRight: false),
        });
        t.Set("rsplit", new PyBuiltin("rsplit", t)
        {
            F1 = self => SplitSpace((PyStr)self, long.MaxValue),
            F2 = (self, separator) => Split(self, separator, null, fromRight: true),
            F3 = (self, separator, max) => Split(self, separator, max, fromRight: true),
            Any = (args, keywords) => SplitAny(args, keywords, fromRight: true),
        });
        t.Set("splitlines", new PyBuiltin("splitlines", t)
        {
            F1 = self => SplitLines((PyStr)self, keepEnds: false),
            Any = (args, keywords) => Define.Parse("splitlines", Calls.Rest(args), keywords, ["keepends"], 0, out PyObject?[] v)
                ? SplitLines((PyStr)args[0], v[0] != null && Operators.Truth(v[0]!) == 1) : null,
        });
        // What the tracer follows are the lambdas: without an argument, and with plain ones, nothing of the program's can be called.
        t.Method("strip", self => Strip(self, null, true, true), (self, set) => Strip(self, set, true, true));
        t.Method("lstrip", self => Strip(self, null, true, false), (self, set) => Strip(self, set, true, false));
        t.Method("rstrip", self => Strip(self, null, false, true), (self, set) => Strip(self, set, false, true));
    }

    private static PyObject? SplitAny(PyObject[] args, PyStr[]? keywords, bool fromRight) =>
        Define.Parse(fromRight ? "rsplit" : "split", Calls.Rest(args), keywords, ["sep", "maxsplit"], 0, out PyObject?[] v) ? Split(args[0], v[0], v[1], fromRight) : null;

    private static PyObject? Split(PyObject selfObject, PyObject? separatorObject, PyObject? maxObject, bool fromRight)
    {
        long max = -1;
        if (maxObject != null && !Sequences.Integer(maxObject, out max)) return null;
        if (max < 0) max = long.MaxValue;
        var self = (PyStr)selfObject;
        if (separatorObject is null or PyNone) return fromRight ? SplitSpaceFromRight(self, max) : SplitSpace(self, max);
        if (UserSlots.Unwrap(separatorObject) is not PyStr separator) return PyErr.TypeError($"must be str or None, not {separatorObject.Type.Name}");
        if (separator.Length == 0) return PyErr.ValueError("empty separator");
        return fromRight ? SplitFromRight(self, separator, max) : SplitBy(self, separator, max);
    }

    private static PyList SplitSpace(PyStr self, long max)
    {
        if (max == long.MaxValue && self.IsNarrow) return SplitWords(self);
        var parts = new PyList();
        // Surrogates are no spaces: a wide string is taken apart in the same places.
        string text = self.Value;
        int i = 0, length = text.Length;
        while (true)
        {
            while (i < length && CharacterTests.IsSpace(text[i])) i++;
            if (i >= length) return parts;
            int start = i;
            if (parts.Count == max) i = length;
            else
                while (i < length && !CharacterTests.IsSpace(text[i])) i++;
            parts.Append(self.IsNarrow ? self.Part(start, i) : new PyStr(text[start..i]));
        }
    }

    private static PyList SplitWords(PyStr self)
    {
        ReadOnlySpan<char> text = self.Characters;
        // Where the first words begin and end, so that most texts are looked at once.
        Span<int> places = stackalloc int[2 * Few];
        int count = 0, at = 0;
        while (NextWord(text, ref at, out int start))
        {
            if (count < Few) (places[2 * count], places[2 * count + 1]) = (start, at);
            count++;
        }
        var parts = new PyObject[count];
        int known = Math.Min(count, Few);
        for (int k = 0; k < known; k++) parts[k] = self.Part(places[2 * k], places[2 * k + 1]);
        at = known == 0 ? 0 : places[2 * known - 1];
        for (int k = known; k < count && NextWord(text, ref at, out int start); k++) parts[k] = self.Part(start, at);
        return PyList.Of(parts);
    }

    private const int Few = 32;

    private static bool NextWord(ReadOnlySpan<char> text, ref int at, out int start)
    {
        int i = at;
        while (i < text.Length && CharacterTests.IsSpace(text[i])) i++;
        start = i;
        while (i < text.Length && !CharacterTests.IsSpace(text[i])) i++;
        at = i;
        return i > start;
    }

    private static PyList SplitSpaceFromRight(PyStr self, long max)
    {
        var parts = new PyList();
        int at = self.Length;
        while (true)
        {
            while (at > 0 && CharacterTests.IsSpace(self.CodePointAt(at - 1))) at--;
            if (at == 0) break;
            int end = at;
            if (parts.Count == max) at = 0;
            else
                while (at > 0 && !CharacterTests.IsSpace(self.CodePointAt(at - 1))) at--;
            parts.Append(self.Part(at, end));
        }
        parts.Reverse();
        return parts;
    }

    private static PyList SplitBy(PyStr self, PyStr separator, long max)
    {
        if (max == long.MaxValue && separator.Length == 1 && self.IsNarrow && separator.IsNarrow) return SplitByCharacter(self, separator.Characters[0]);
        var parts = new PyList();
        int from = 0;
        while (parts.Count < max)
        {
            int at = TextSearch.IndexOf(self, separator, from, self.Length);
            if (at < 0) break;
            parts.Append(self.Part(from, at));
            from = at + separator.Length;
        }
        parts.Append(self.Part(from, self.Length));
        return parts;
    }

    private static PyList SplitByCharacter(PyStr self, char separator)
    {
        ReadOnlySpan<char> text = self.Characters;
        var parts = new PyObject[text.Count(separator) + 1];
        int from = 0;
        for (int k = 0; k < parts.Length - 1; k++)
        {
            int at = from + text[from..].IndexOf(separator);
            parts[k] = self.Part(from, at);
            from = at + 1;
        }
        parts[^1] = self.Part(from, text.Length);
        return PyList.Of(parts);
    }

    private static PyList SplitFromRight(PyStr self, PyStr separator, long max)
    {
        var parts = new PyList();
        int to = self.Length;
        while (parts.Count < max)
        {
            int at = TextSearch.Find(self, separator, 0, to, last: true);
            if (at < 0) break;
            parts.Append(self.Part(at + separator.Length, to));
            to = at;
        }
        parts.Append(self.Part(0, to));
        parts.Reverse();
        return parts;
    }

    private static readonly SearchValues<char> LineEnds = SearchValues.Create("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029");

    private static PyList SplitLines(PyStr self, bool keepEnds)
    {
        var lines = new PyList();
        int start = 0;
        for (int i = 0; i < self.Length; i++)
        {
            if (self.IsNarrow)
            {
                int next = self.Characters[i..].IndexOfAny(LineEnds);
                if (next < 0) break;
                i += next;
            }
            int c = self.CodePointAt(i);
            if (c > char.MaxValue || !LineEnds.Contains((char)c)) continue;
            int end = i;
            if (c == '\r' && i + 1 < self.Length && self.CodePointAt(i + 1) == '\n') i++;
            lines.Append(self.Part(start, keepEnds ? i + 1 : end));
            start = i + 1;
        }
        if (start < self.Length) lines.Append(self.Part(start, self.Length));
        return lines;
    }

    private static PyObject? Strip(PyObject selfObject, PyObject? setObject, bool left, bool right)
    {
        PyStr? set = null;
        if (setObject is not (null or PyNone) && (set = UserSlots.Unwrap(setObject) as PyStr) == null)
            return PyErr.TypeError($"{(left ? right ? "" : "l" : "r")}strip arg must be None or str");
        var self = (PyStr)selfObject;
        int from = 0, to = self.Length;
        while (left && from < to && Drops(set, self.CodePointAt(from))) from++;
        while (right && to > from && Drops(set, self.CodePointAt(to - 1))) to--;
        return self.Part(from, to);
    }

    private static bool Drops(PyStr? set, int c)
    {
        if (set == null) return CharacterTests.IsSpace(c);
        return set.IsNarrow ? c < 0x10000 && set.Characters.Contains((char)c) : set.Points.Contains(c);
    }
}
