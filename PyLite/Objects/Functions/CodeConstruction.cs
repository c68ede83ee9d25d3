using PyLite.Compiling;
using PyLite.Importing;

namespace PyLite.Objects;

/// <summary>
/// <c>types.CodeType(…)</c>, by which programs send functions elsewhere. What CPython's instructions say is for reading only; those that
/// PyLite runs travel in <c>co_linetable</c>, which programs hand on as it is. Code made of other instructions tells its parameters, and is
/// not to be run.
/// </summary>
internal static class CodeConstruction
{
    private static ReadOnlySpan<byte> Magic => "PyLite"u8;

    /// <summary>The code without its constants, which programs hand on as objects.</summary>
    public static PyBytes LineTable(PyCode code)
    {
        CodeParts parts = code.Parts();
        parts.Consts = Array.ConvertAll(parts.Consts, _ => (PyObject)PyNone.None);
        return new PyBytes((byte[])[.. Magic, .. CodeWriter.Write(new PyCode(parts)) ?? []]);
    }

    private static PyCode? Carried(ReadOnlySpan<byte> lineTable)
    {
        if (!lineTable.StartsWith(Magic)) return null;
        try
        {
            return CodeReader.Read(lineTable[Magic.Length..].ToArray(), 0);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private enum Place
    {
        ArgCount, PositionalOnly, KeywordOnly, Locals, StackSize, Flags, Code, Consts, Names, VarNames, FileName, Name, QualName, FirstLine, LineTable, ExceptionTable,
        FreeVars, CellVars,
    }

    public static PyObject? Make(PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.NoKeywords("code", keywords) || !Define.Count("code", args, 16, 18)) return null;
        var numbers = new long[args.Length];
        for (int i = 0; i < args.Length; i++)
        {
            string? wanted = (Place)i switch
            {
                Place.Code or Place.LineTable or Place.ExceptionTable => UserSlots.Unwrap(args[i]) is PyBytes { IsMutable: false } ? null : "bytes",
                Place.FileName or Place.Name or Place.QualName => UserSlots.Unwrap(args[i]) is PyStr ? null : "str",
                Place.Consts or Place.Names or Place.VarNames or Place.FreeVars or Place.CellVars => UserSlots.Unwrap(args[i]) is PyTuple ? null : "tuple",
                _ => null,
            };
            if (wanted != null) return PyErr.TypeError($"code() argument {i + 1} must be {wanted}, not {args[i].Type.Name}");
            if ((Place)i is (>= Place.ArgCount and <= Place.Flags) or Place.FirstLine && !Sequences.Integer(args[i], out numbers[i])) return null;
        }
        for (Place place = Place.ArgCount; place <= Place.Locals; place++)
            if (numbers[(int)place] < 0) return PyErr.ValueError($"code: {NameOf(place)} must not be negative");
        if (Carried(((PyBytes)UserSlots.Unwrap(args[(int)Place.LineTable])).Span) is not { } code) return OfOtherInstructions(args, numbers);
        CodeParts parts = code.Parts();
        if (numbers[(int)Place.ArgCount] != parts.ArgCount || numbers[(int)Place.PositionalOnly] != parts.PositionalOnlyCount
            || numbers[(int)Place.KeywordOnly] != parts.KeywordOnlyCount || numbers[(int)Place.Locals] != parts.LocalCount)
            return PyErr.ValueError("code: the numbers of arguments and variables cannot be changed");
        parts.Name = Text(args, Place.Name);
        parts.QualName = Text(args, Place.QualName);
        parts.FileName = Text(args, Place.FileName);
        const CodeFlags Shape = CodeFlags.Optimized | CodeFlags.VarArgs | CodeFlags.VarKeywords;
        CodeFlags flags = CodeMethods.FlagsOf(numbers[(int)Place.Flags]);
        if ((flags & Shape) != (parts.Flags & Shape)) return PyErr.ValueError("code: the flags of arguments and variables cannot be changed");
        parts.Flags = flags;
        CodeMethods.MoveTo(parts, (int)numbers[(int)Place.FirstLine]);
        PyObject[] consts = Items(args, Place.Consts), names = Items(args, Place.Names);
        if (consts.Length < parts.Consts.Length || names.Length < parts.Names.Length) return PyErr.ValueError("code: the constants and names that the code uses must stay");
        if (!Array.TrueForAll(names, name => name is PyStr)) return PyErr.TypeError("name tuples must contain only strings");
        parts.Consts = Array.ConvertAll(consts, Interned);
        parts.Names = Array.ConvertAll(names, name => PyStr.Intern((PyStr)name));
        int free = parts.SlotNames.Length - parts.LocalCount - parts.CellCount;
        if (CodeMethods.Renamed(parts, args[(int)Place.VarNames], 0, parts.LocalCount) == null) return null;
        if (CodeMethods.Renamed(parts, args.Length > (int)Place.FreeVars ? args[(int)Place.FreeVars] : PyTuple.Empty, parts.LocalCount + parts.CellCount, free) == null) return null;
        var made = new PyCode(parts);
        return ((PyBytes)UserSlots.Unwrap(args[(int)Place.Code])).Span.SequenceEqual(made.View.Bytes) ? made : PyErr.ValueError("code: instructions cannot be changed");
    }

    private static PyObject? OfOtherInstructions(PyObject[] args, long[] numbers)
    {
        CodeFlags flags = CodeMethods.FlagsOf(numbers[(int)Place.Flags]);
        PyObject[] locals = Items(args, Place.VarNames), cells = args.Length > (int)Place.CellVars ? Items(args, Place.CellVars) : [],
            free = args.Length > (int)Place.FreeVars ? Items(args, Place.FreeVars) : [], slots = [.. locals, .. cells, .. free];
        if (!Array.TrueForAll(slots, name => name is PyStr)) return PyErr.TypeError("name tuples must contain only strings");
        long parameters = numbers[(int)Place.ArgCount] + numbers[(int)Place.KeywordOnly] + ((flags & CodeFlags.VarArgs) != 0 ? 1 : 0) + ((flags & CodeFlags.VarKeywords) != 0 ? 1 : 0);
        if (locals.Length < parameters) return PyErr.ValueError("code: co_varnames is too small");
        if (numbers[(int)Place.PositionalOnly] > numbers[(int)Place.ArgCount]) return PyErr.ValueError("code: posonlyargcount is larger than argcount");
        var stub = (PyCode)Array.Find(PyCompiler.Compile("def stub(): raise SystemError('unknown opcode')\n", Text(args, Place.FileName)).Consts, constant => constant is PyCode)!;
        CodeParts parts = stub.Parts();
        (parts.Name, parts.QualName, parts.FileName, parts.Flags) = (Text(args, Place.Name), Text(args, Place.QualName), Text(args, Place.FileName), flags);
        (parts.ArgCount, parts.PositionalOnlyCount) = ((int)numbers[(int)Place.ArgCount], (int)numbers[(int)Place.PositionalOnly]);
        (parts.KeywordOnlyCount, parts.LocalCount, parts.CellCount) = ((int)numbers[(int)Place.KeywordOnly], locals.Length, cells.Length);
        parts.SlotNames = Array.ConvertAll(slots, name => PyStr.Intern((PyStr)name));
        CodeMethods.MoveTo(parts, (int)numbers[(int)Place.FirstLine]);
        return new PyCode(parts);
    }

    private static string NameOf(Place place) => place switch
    {
        Place.ArgCount => "argcount",
        Place.PositionalOnly => "posonlyargcount",
        Place.KeywordOnly => "kwonlyargcount",
        _ => "nlocals",
    };

    private static string Text(PyObject[] args, Place place) => ((PyStr)UserSlots.Unwrap(args[(int)place])).Value;

    private static PyObject[] Items(PyObject[] args, Place place) => ((PyTuple)UserSlots.Unwrap(args[(int)place])).Items;

    /// <summary>Names of keyword arguments are constants too, and are known by their identity.</summary>
    private static PyObject Interned(PyObject constant) => constant switch
    {
        PyStr text => PyStr.Intern(text),
        PyTuple tuple => new PyTuple(Array.ConvertAll(tuple.Items, Interned)),
        _ => constant,
    };
}
