using PyLite.Compiling;

namespace PyLite.Objects;

/// <summary>Code objects as programs see them. The instructions are PyLite's own; what programs see of them is a <see cref="CodeView"/>.</summary>
public static class CodeMethods
{
    private static PyCode C(PyObject o)
    {
        var code = (PyCode)o;
        code.ReadBody();
        return code;
    }

    private static PyTuple Strings(IEnumerable<PyStr> names) => new([.. names]);

    public static void Populate(PyType t)
    {
        SlotMethods.New(t);
        SlotMethods.Text(t);
        SlotMethods.Hash(t);
        SlotMethods.Compare(t, ordered: true);
        t.Member("co_name", self => Define.Name(C(self).Name));
        t.Member("co_qualname", self => Define.Name(C(self).QualName));
        t.Member("co_filename", self => Define.Name(C(self).FileName));
        t.Member("co_firstlineno", self => new PyInt(C(self).FirstLine));
        t.Member("co_argcount", self => new PyInt(C(self).ArgCount));
        t.Member("co_posonlyargcount", self => new PyInt(C(self).PositionalOnlyCount));
        t.Member("co_kwonlyargcount", self => new PyInt(C(self).KeywordOnlyCount));
        t.Member("co_nlocals", self => new PyInt(C(self).LocalCount));
        t.Member("co_stacksize", self => new PyInt(C(self).StackSize));
        t.Member("co_flags", self => new PyInt(VisibleFlags(C(self))));
        t.Member("co_consts", self => new PyTuple(C(self).Consts));
        t.Member("co_names", self => Strings(C(self).Names));
        t.Property("co_varnames", self => Strings(C(self).SlotNames[..C(self).LocalCount]));
        t.Property("co_cellvars", self => Strings(CellNames(C(self))));
        t.Property("co_freevars", self => Strings(FreeNames(C(self))));
        t.Property("co_code", self => new PyBytes(C(self).View.Bytes));
        t.Property("_co_code_adaptive", self => new PyBytes(C(self).View.Bytes));
        t.Property("co_lnotab", self => new PyBytes([]));
        t.Member("co_linetable", self => CodeConstruction.LineTable(C(self)));
        t.Member("co_exceptiontable", self => new PyBytes(C(self).View.Handlers()));
        t.Method("_varname_from_oparg", (self, number) => NameOfSlot(C(self), number));
        t.Method("co_lines", self => new PyList(Lines(C(self))).Iter());
        t.Method("co_positions", self => new PyList(Positions(C(self))).Iter());
        t.MethodAny("replace", Replace);
    }

    private const int NewLocals = 2, Nested = 16;

    private static long VisibleFlags(PyCode code)
    {
        long flags = (long)code.Flags;
        if ((code.Flags & CodeFlags.Optimized) != 0) flags |= NewLocals;
        if (code.FreeCount > 0 || code.QualName.Contains("<locals>") && (code.Flags & CodeFlags.Optimized) != 0) flags |= Nested;
        return flags;
    }

    /// <summary>The flags that programs see, as ours.</summary>
    internal static CodeFlags FlagsOf(long visible) => (CodeFlags)(visible & ~(NewLocals | Nested));

    private static List<PyStr> CellNames(PyCode code)
    {
        // A parameter that inner functions use keeps its place among the parameters; an instruction makes its cell there.
        var names = new List<PyStr>();
        foreach (int word in code.Code)
            if ((Op)(word & 255) == Op.MakeCell && word >> 8 is var slot && slot < code.LocalCount) names.Add(code.SlotNames[slot]);
        names.AddRange(code.SlotNames[code.LocalCount..(code.LocalCount + code.CellCount)]);
        return names;
    }

    public static PyStr[] FreeNames(PyCode code) => code.SlotNames[(code.LocalCount + code.CellCount)..];

    private static List<PyObject> Lines(PyCode code)
    {
        var lines = new List<PyObject>();
        foreach ((int start, int end, SourceRange range) in code.View.Lines())
            lines.Add(new PyTuple([new PyInt(start), new PyInt(end), range.Line > 0 ? new PyInt(range.Line) : range.EndLine > 0 ? PyInt.Zero : PyNone.None]));
        return lines;
    }

    /// <summary><c>-X no_debug_ranges</c>: code has lines and no columns.</summary>
    public static bool HidesColumns { get; set; }

    private static List<PyObject> Positions(PyCode code)
    {
        var positions = new List<PyObject>();
        PyTuple nowhere = new([PyNone.None, PyNone.None, PyNone.None, PyNone.None]);
        foreach (SourceRange p in code.View.Units())
        {
            if (p.EndLine == 0 && p.Line == 0) positions.Add(nowhere);
            else if (HidesColumns) positions.Add(new PyTuple([new PyInt(p.Line), new PyInt(p.Line), PyNone.None, PyNone.None]));
            else positions.Add(new PyTuple([new PyInt(p.Line), new PyInt(p.EndLine), new PyInt(Bytes(code, p.Line, p.Column)), new PyInt(Bytes(code, p.EndLine, p.EndColumn))]));
        }
        return positions;
    }

    /// <summary>A column as Python counts: in bytes of UTF-8.</summary>
    private static int Bytes(PyCode code, int line, int column) =>
        column > 0 && Cli.SourceLines.Get(code.FileName, line) is { } text && column <= text.Length && !System.Text.Ascii.IsValid(text)
            ? System.Text.Encoding.UTF8.GetByteCount(text.AsSpan(0, column)) : column;

    private static PyObject? NameOfSlot(PyCode code, PyObject number)
    {
        if (!Sequences.Integer(number, out long n)) return null;
        return n >= 0 && n < code.SlotNames.Length ? code.SlotNames[n] : PyErr.Raise(Types.IndexError, "tuple index out of range");
    }

    /// <summary><c>code.replace(co_name=…, …)</c>. The instructions themselves and what they refer to by number stay.</summary>
    private static PyObject? Replace(PyObject[] args, PyStr[]? keywords)
    {
        PyCode code = C(args[0]);
        int named = keywords?.Length ?? 0;
        if (args.Length - named > 1) return PyErr.TypeError($"replace() takes 0 positional arguments but {args.Length - named - 1} was given");
        CodeParts parts = code.Parts();
        for (int k = 0; k < named; k++)
        {
            string name = keywords![k].Value;
            PyObject value = args[args.Length - named + k];
            switch (name)
            {
                case "co_name" or "co_qualname" or "co_filename":
                    if (UserSlots.Unwrap(value) is not PyStr s) return PyErr.TypeError($"replace() argument '{name}' must be str, not {value.Type.Name}");
                    if (name == "co_name") parts.Name = s.Value;
                    else if (name == "co_qualname") parts.QualName = s.Value;
                    else parts.FileName = s.Value;
                    break;
                case "co_firstlineno":
                    if (!Sequences.Integer(value, out long line)) return null;
                    MoveTo(parts, (int)line);
                    break;
                case "co_flags":
                    if (!Sequences.Integer(value, out long flags)) return null;
                    parts.Flags = FlagsOf(flags);
                    break;
                case "co_consts":
                    if (value is not PyTuple consts || consts.Items.Length < code.Consts.Length) return PyErr.ValueError("co_consts: the constants that the code uses must stay");
                    parts.Consts = consts.Items;
                    break;
                case "co_varnames":
                    if (Renamed(parts, value, 0, code.LocalCount) == null) return null;
                    break;
                case "co_freevars":
                    if (Renamed(parts, value, code.LocalCount + code.CellCount, code.FreeCount) == null) return null;
                    break;
                default:
                    if (args[0].GetAttr(keywords[k]) is not { } now) return PyErr.TypeError($"'{name}' is an invalid keyword argument for replace()");
                    int same = Operators.Equal(now, value);
                    if (same < 0) return null;
                    if (same == 0) return PyErr.ValueError($"{name} of a code object cannot be replaced");
                    break;
            }
        }
        return new PyCode(parts);
    }

    /// <summary>Lines are counted from the first one: where that is another, so are they.</summary>
    internal static void MoveTo(CodeParts parts, int line)
    {
        int by = line - parts.FirstLine;
        parts.FirstLine = line;
        parts.Positions = Array.ConvertAll(parts.Positions, p => p.Line <= 0 ? p : p with { Line = p.Line + by, EndLine = p.EndLine + by });
    }

    internal static CodeParts? Renamed(CodeParts parts, PyObject names, int first, int count)
    {
        if (names is not PyTuple tuple || tuple.Items.Length != count || !Array.TrueForAll(tuple.Items, n => n is PyStr))
        {
            PyErr.ValueError("code: varnames is too small");
            return null;
        }
        parts.SlotNames = [.. parts.SlotNames];
        for (int i = 0; i < count; i++) parts.SlotNames[first + i] = PyStr.Intern((PyStr)tuple.Items[i]);
        return parts;
    }
}
