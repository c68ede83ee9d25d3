using PyLite.Objects;

namespace PyLite.Compiling;

/// <summary>A code object is an object of the program too.</summary>
public sealed partial class PyCode : PyObject
{
    public override PyType Type => Types.Code;

    public override PyStr Repr() => new($"<code object {Name} at 0x{Identity.Of(this):x12}, file \"{FileName}\", line {FirstLine}>");

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
