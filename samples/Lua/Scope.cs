namespace Lua;

/// <summary>A function while it is compiled: its code so far, its variables and the registers in use.</summary>
internal sealed class Scope(Scope? around, string name, HashSet<int> inCells)
{
    private readonly List<Instruction> _code = [];
    private readonly List<int> _lines = [];
    private readonly List<Value> _constants = [];
    private readonly List<string> _names = [];
    private readonly List<Global> _globals = [];
    private readonly List<int> _captures = [];
    private readonly List<string> _capturedNames = [];
    private readonly List<(string Name, int Register, int Number)> _locals = [];
    private int _declared, _most, _label = -1;

    public List<Body> Functions { get; } = [];

    /// <summary>The numbers of the variables that inner functions turned out to use.</summary>
    public HashSet<int> Captured { get; } = [];

    /// <summary>The jumps of each loop's <c>break</c>.</summary>
    public Stack<List<int>> Breaks { get; } = new();

    public int Next { get; private set; }
    public int Here => _code.Count;
    public int LocalCount => _locals.Count;

    public int Take()
    {
        _most = Math.Max(_most, Next + 1);
        return Next++;
    }

    public void FreeTo(int register) => Next = register;

    /// <summary>The variable of a name is in this register from now on; whether in a cell.</summary>
    public bool Declare(string variable, int register)
    {
        _locals.Add((variable, register, _declared));
        return inCells.Contains(_declared++);
    }

    public void Forget(int locals, int register)
    {
        _locals.RemoveRange(locals, _locals.Count - locals);
        Next = register;
    }

    public bool TryLocal(string variable, out int register, out bool isInCell)
    {
        int at = _locals.FindLastIndex(local => local.Name == variable);
        register = at < 0 ? -1 : _locals[at].Register;
        isInCell = at >= 0 && inCells.Contains(_locals[at].Number);
        return at >= 0;
    }

    /// <summary>Which of the captured variables has the name; -1 where no function around has it.</summary>
    public int CapturedNumber(string variable)
    {
        int known = _capturedNames.IndexOf(variable);
        if (known >= 0 || around is null) return known;
        int at = around._locals.FindLastIndex(local => local.Name == variable), outer = -1;
        if (at >= 0) around.Captured.Add(around._locals[at].Number);
        else if ((outer = around.CapturedNumber(variable)) < 0) return -1;
        _captures.Add(at >= 0 ? around._locals[at].Register : ~outer);
        _capturedNames.Add(variable);
        return _captures.Count - 1;
    }

    public int Constant(Value value) => NumberOf(_constants, value, (a, b) => Value.AreEqual(a, b) && a.IsNumber == b.IsNumber);

    public int Name(string text) => NumberOf(_names, text, ReferenceEquals);

    public int Global(Global global) => NumberOf(_globals, global, ReferenceEquals);

    private static int NumberOf<T>(List<T> list, T item, Func<T, T, bool> isSame)
    {
        int known = list.FindIndex(other => isSame(other, item));
        if (known < 0) list.Add(item);
        return known < 0 ? list.Count - 1 : known;
    }

    public int Emit(int line, Op op, int a = 0, int b = 0, int c = 0)
    {
        _code.Add(new Instruction(op, a, b, c));
        _lines.Add(line);
        return _code.Count - 1;
    }

    /// <summary>A jump leads to what is emitted next.</summary>
    public void Land(int jump)
    {
        _code[jump] = _code[jump].To(Here);
        _label = Here;
    }

    public int Label() => _label = Here;

    /// <summary>The last instruction, where nothing jumps behind it and it leaves its result in the register.</summary>
    public bool TryLast(int register, out Instruction last)
    {
        last = Here > 0 ? _code[^1] : default;
        return Here > 0 && _label != Here && last.A == register && last.Op is >= Op.Constant and <= Op.LessOrEqual
            and not (Op.NewCell or Op.SetCell or Op.SetCaptured or Op.SetGlobal or Op.Append or Op.SetField or Op.SetItem);
    }

    public void RemoveLast()
    {
        _code.RemoveAt(Here - 1);
        _lines.RemoveAt(_lines.Count - 1);
    }

    /// <summary>Asks a call that was emitted last for more results.</summary>
    public bool TryWiden(int register, int results)
    {
        if (Here == 0 || _label == Here || _code[^1] is not { Op: Op.Call } call || call.A != register) return false;
        _code[^1] = new Instruction(Op.Call, call.A, call.B, results);
        return true;
    }

    public Body Finish(int parameters) => new(
        name, parameters, Math.Max(_most, 1), [.. _code], [.. _lines], [.. _constants], [.. _names], [.. _globals], [.. Functions], [.. _captures]);
}
