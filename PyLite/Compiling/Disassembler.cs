using System.Globalization;
using System.Text;

namespace PyLite.Compiling;

/// <summary>Shows bytecode as text, for tests and for people.</summary>
public static class Disassembler
{
    /// <summary>One instruction a line: <c>line pc Op arg (meaning)</c>, handlers at the end of the line.</summary>
    public static string Disassemble(PyCode code)
    {
        var text = new StringBuilder();
        int line = 0;
        for (int pc = 0; pc < code.Code.Length; pc++)
        {
            int here = code.LineAt(pc);
            text.Append(here == line ? "    " : here.ToString(CultureInfo.InvariantCulture).PadLeft(4)).Append(' ');
            line = here;
            text.Append(pc.ToString(CultureInfo.InvariantCulture).PadLeft(4)).Append("  ").Append(Instruction(code, pc));
            if (code.Handlers[pc] >= 0) text.Append(CultureInfo.InvariantCulture, $"  !{code.Handlers[pc]}/{code.HandlerDepths[pc]}");
            text.Append('\n');
        }
        return text.ToString();
    }

    /// <summary>One instruction, with what its operand means.</summary>
    public static string Instruction(PyCode code, int pc)
    {
        var op = (Op)(code.Code[pc] & 255);
        int arg = code.Code[pc] >> 8;
        return Meaning(code, op, arg) is { } meaning ? $"{op} {meaning}" : $"{op}";
    }

    private static string? Meaning(PyCode code, Op op, int arg)
    {
        switch (op)
        {
            case Op.LoadConst:
                return code.Consts[arg] is PyCode inner ? $"<code {inner.Name}>" : code.Consts[arg].Repr()?.Value ?? "?";
            case Op.LoadFast or Op.StoreFast or Op.DeleteFast or Op.MakeCell or Op.LoadClosure or Op.LoadDeref or Op.StoreDeref
                or Op.DeleteDeref or Op.LoadClassDeref:
                return code.SlotNames[arg].Value;
            case Op.LoadGlobal or Op.StoreGlobal or Op.DeleteGlobal or Op.LoadName or Op.StoreName or Op.DeleteName or Op.LoadAttr
                or Op.StoreAttr or Op.DeleteAttr or Op.LoadMethod or Op.ImportName or Op.ImportFrom:
                return code.Names[arg].Value;
            case Op.Jump or Op.JumpBackward or Op.PopJumpIfFalse or Op.PopJumpIfTrue or Op.PopJumpIfNone or Op.PopJumpIfNotNone
                or Op.JumpIfFalseOrPop or Op.JumpIfTrueOrPop or Op.ForIter or Op.Send:
                return $"-> {arg}";
            case Op.Copy or Op.Swap or Op.BuildSlice or Op.BuildTuple or Op.BuildList or Op.BuildSet or Op.BuildMap or Op.BuildString
                or Op.ListAppend or Op.SetAdd or Op.MapAdd or Op.ListExtend or Op.SetUpdate or Op.DictUpdate or Op.DictMerge
                or Op.UnpackSequence or Op.UnpackEx or Op.FormatValue or Op.Call or Op.CallKw or Op.CallEx or Op.CallMethod
                or Op.CallMethodKw or Op.CallWithFrame or Op.MakeFunction or Op.RaiseVarargs or Op.YieldValue or Op.MatchClass:
                return arg.ToString(CultureInfo.InvariantCulture);
            default:
                return null;
        }
    }
}
