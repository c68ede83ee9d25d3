using PyLite.Objects;

namespace PyLite.Compiling;

/// <summary>
/// Collects the instructions of one code object, with labels still symbolic. Each instruction remembers which exception handler was
/// active where it was emitted.
/// </summary>
public sealed class CodeBuilder(Scope scope, string name, string qualName, string fileName, int firstLine)
{
    /// <summary>An instruction before assembly. Label and handler are numbers from <see cref="NewLabel"/>, or -1.</summary>
    public struct Instruction
    {
        public Op Op;
        public int Arg;
        public int Label;
        public int Handler;
        public SourceRange Range;
        /// <summary>Not code: the handler <see cref="Label"/> begins to be active here, with <see cref="Arg"/> items fewer than on the stack.</summary>
        public bool IsSetup;
    }

    private Instruction[] _instructions = new Instruction[64];
    private int _count;
    private readonly List<int> _labels = [];
    private readonly List<PyObject> _constants = [];
    private readonly Dictionary<object, int> _constantIndex = [];
    private readonly Dictionary<string, int> _nameIndex = [];
    private readonly List<PyStr> _names = [];
    private readonly Dictionary<string, int> _localIndex = [];
    private readonly List<string> _locals = [];

    public Scope Scope { get; } = scope;
    public string Name { get; } = name;
    public string QualName { get; } = qualName;
    public string FileName { get; } = fileName;
    public int FirstLine { get; set; } = firstLine;
    public CodeFlags Flags { get; set; }
    public int ArgCount { get; set; }
    public int PositionalOnlyCount { get; set; }
    public int KeywordOnlyCount { get; set; }

    /// <summary>The range given to the instructions that follow.</summary>
    public SourceRange Range { get; set; }

    /// <summary>The handler of the instructions that follow, or -1.</summary>
    public int Handler { get; set; } = -1;

    public ReadOnlySpan<Instruction> Instructions => _instructions.AsSpan(0, _count);
    public List<int> Labels => _labels;
    public List<PyObject> Constants => _constants;
    public List<PyStr> Names => _names;
    public List<string> Locals => _locals;

    // ---- instructions and labels

    public void Emit(Op op, int arg = 0) =>
        Add(new Instruction { Op = op, Arg = arg, Label = -1, Handler = Handler, Range = Range });

    public void EmitJump(Op op, int label) =>
        Add(new Instruction { Op = op, Label = label, Handler = Handler, Range = Range });

    /// <summary>The handler at the label guards what follows; its stack is the present one without the topmost <paramref name="pop"/> items.</summary>
    public void BeginHandler(int label, int pop = 0)
    {
        Add(new Instruction { Op = Op.Nop, Arg = pop, Label = label, Handler = Handler, Range = Range, IsSetup = true });
        Handler = label;
    }

    public int NewLabel()
    {
        _labels.Add(-1);
        return _labels.Count - 1;
    }

    public void Mark(int label) => _labels[label] = _count;

    private void Add(Instruction instruction)
    {
        if (_count == _instructions.Length)
        {
            var larger = new Instruction[_count * 2];
            Array.Copy(_instructions, larger, _count);
            _instructions = larger;
        }
        _instructions[_count++] = instruction;
    }

    // ---- tables

    public int LocalIndex(string local)
    {
        if (_localIndex.TryGetValue(local, out int index)) return index;
        index = _locals.Count;
        _locals.Add(local);
        _localIndex.Add(local, index);
        return index;
    }

    /// <summary>A cell or free variable, numbered cells first; the assembler turns the number into a slot.</summary>
    public int DerefIndex(string variable)
    {
        int index = Scope.Cells.IndexOf(variable);
        if (index >= 0) return index;
        index = Scope.Free.IndexOf(variable);
        if (index < 0) throw new InvalidOperationException($"{variable} is no cell of {QualName}");
        return Scope.Cells.Count + index;
    }

    public int NameIndex(string global)
    {
        if (_nameIndex.TryGetValue(global, out int index)) return index;
        index = _names.Count;
        _names.Add(PyStr.Intern(global));
        _nameIndex.Add(global, index);
        return index;
    }

    public void EmitConstant(object? value) => Emit(Op.LoadConst, ConstantIndex(value));

    public void EmitObject(PyObject value)
    {
        _constants.Add(value);
        Emit(Op.LoadConst, _constants.Count - 1);
    }

    public int ConstantIndex(object? value)
    {
        object? key = ConstantObjects.Key(value);
        if (key is not null && _constantIndex.TryGetValue(key, out int index)) return index;
        index = _constants.Count;
        _constants.Add(ConstantObjects.Make(value));
        if (key is not null) _constantIndex.Add(key, index);
        return index;
    }
}
