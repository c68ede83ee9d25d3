using PyLite.Objects;

namespace PyLite.Compiling;

/// <summary>A code object is an object of the program too.</summary>
public sealed partial class PyCode : PyObject
{
    public override PyType Type => Types.Code;

    public override PyStr Repr() => new($"<code object {Name} at 0x{Identity.Of(this):x12}, file \"{FileName}\", line {FirstLine}>");

    public override long Hash() => HashCode.Combine(Name, FirstLine, ArgCount, KeywordOnlyCount, (int)Flags);

    /// <summary>Two are equal that do the same at the same line, in whatever file.</summary>
    public override PyObject? Compare(CompareOp op, PyObject other)
    {
        if (op is not (CompareOp.Eq or CompareOp.Ne) || other is not PyCode code) return PyNotImplemented.Value;
        return PyBool.Of((ReferenceEquals(this, code) || HasSameHead(code) && HasSameBody(code)) == (op == CompareOp.Eq));
    }

    private bool HasSameHead(PyCode other) =>
        Name == other.Name && FirstLine == other.FirstLine && Flags == other.Flags && ArgCount == other.ArgCount
        && PositionalOnlyCount == other.PositionalOnlyCount && KeywordOnlyCount == other.KeywordOnlyCount;

    private bool HasSameBody(PyCode other)
    {
        ReadBody();
        other.ReadBody();
        return Code.AsSpan().SequenceEqual(other.Code) && AreSame(SlotNames, other.SlotNames) && AreSame(Names, other.Names) && AreSame(Consts, other.Consts);
    }

    private static bool AreSame(PyObject[] some, PyObject[] others)
    {
        if (some.Length != others.Length) return false;
        for (int i = 0; i < some.Length; i++)
            if (!IsSame(some[i], others[i])) return false;
        return true;
    }

    /// <summary>Constants are the same that are written the same: 1 is not 1.0.</summary>
    private static bool IsSame(PyObject a, PyObject b)
    {
        if (a is PyTuple some) return b is PyTuple others && AreSame(some.Items, others.Items);
        return Identity.Same(a, b) || a.Type == b.Type && a is not PyFloat && Operators.Equal(a, b) == 1;
    }

    /// <summary>The docstring of a function, or None.</summary>
    public PyObject Doc
    {
        get
        {
            ReadBody();
            return Consts is [PyStr doc, ..] ? doc : PyNone.None;
        }
    }

    private CodeView? _view;

    /// <summary>The instructions as programs see them.</summary>
    public CodeView View => _view ??= new CodeView(this);

    /// <summary>What the code is made of, for another one like it.</summary>
    internal CodeParts Parts()
    {
        ReadBody();
        return new CodeParts
        {
            Name = Name,
            QualName = QualName,
            FileName = FileName,
            FirstLine = FirstLine,
            Flags = Flags,
            ArgCount = ArgCount,
            PositionalOnlyCount = PositionalOnlyCount,
            KeywordOnlyCount = KeywordOnlyCount,
            LocalCount = LocalCount,
            CellCount = CellCount,
            StackSize = StackSize,
            SlotNames = SlotNames,
            Code = Code,
            Consts = Consts,
            Names = Names,
            Handlers = Handlers,
            HandlerDepths = HandlerDepths,
            Positions = Positions,
        };
    }
}
