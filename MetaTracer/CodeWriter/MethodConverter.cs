using System.Reflection;
using System.Runtime.CompilerServices;
using MetaTracer.Trace;

namespace MetaTracer.CodeWriter;

/// <summary>
/// Converts the IL of one closed method, called through one shape, to JitCode: IL's stack machine is run symbolically, block by block, and
/// what it computes is emitted over virtual registers.
/// </summary>
/// <remarks>
/// This file has the frame of it: variables, blocks and edges. The other parts are one kind of instruction each.
/// </remarks>
internal sealed partial class MethodConverter
{
    private readonly JitCodeWriter _owner;
    private readonly MethodBase _method;
    private readonly CalleeSignature _signature;
    private readonly IlBody _body;
    private readonly CodeBuffer _code = new();
    private readonly List<Variable> _variables = [];
    private readonly int[] _arguments;
    private readonly int[] _locals;
    private readonly OperandList _parameters = new();
    private readonly List<int> _copiedOut = [];
    private readonly HashSet<int> _leaders = [];
    private readonly List<Block> _blocks = [];
    private readonly Dictionary<long, Block> _blockOf = [];
    private readonly Stack<Block> _work = new();
    private List<StackValue> _stack = [];
    private Block _block = null!;
    private IlInstruction _current = IlInstruction.None;

    private readonly HashSet<int> _cells;

    private MethodConverter(JitCodeWriter owner, CalleeSignature signature, IlBody body, HashSet<int> cells)
    {
        _cells = cells;
        _owner = owner;
        _method = body.Method;
        _signature = signature;
        _body = body;
        _arguments = new int[signature.Arguments.Length];
        _locals = new int[body.Locals.Length];
    }

    /// <summary>The instruction under conversion, for diagnostics.</summary>
    public IlInstruction Current => _current;

    public static MethodConverter For(JitCodeWriter owner, CalleeSignature signature, IlBody body, HashSet<int> cells) => new(owner, signature, body, cells);

    /// <summary>Set by <see cref="Convert"/> where it fails only because this local, passed by reference, must be in memory: convert again with it as a cell.</summary>
    public int? WantsCell { get; private set; }

    /// <exception cref="UnsupportedConstructException">Something in the method cannot be converted; <see cref="Current"/> is where.</exception>
    public JitCode Convert()
    {
        if (Array.Find(_body.Clauses, clause => clause.Flags == ExceptionHandlingClauseOptions.Filter) is { } filter)
        {
            _current = _body.At(filter.FilterOffset);
            throw new UnsupportedConstructException("an exception filter (when)");
        }
        FindLeaders();
        DeclareVariables();
        Block entry = BlockAt(0, null);
        entry.EntryStack = [];
        _work.Push(entry);
        while (_work.TryPop(out Block? block))
            if (block.Start < 0) ConvertFrom(block);
        EmitColdBlocks();
        var starts = new int[_blocks.Count];
        for (int i = 0; i < starts.Length; i++) starts[i] = _blocks[i].Start;
        var assembler = new JitCodeAssembler(_code, starts, _parameters.ToArray(), RegionTable());
        CheckCopiesInRegions(assembler);
        JitCode code = assembler.Assemble(_method, _owner.PortalOf(_method));
        foreach (ExtraLiveRegisters extra in assembler.ExtraLive) ReportExtraLive(_code.Offsets[extra.Instruction], extra.Registers);
        return code;
    }

    /// <summary>What is wrong with the method as a portal although it could be converted.</summary>
    public List<string> Problems { get; } = [];

    private void ReportExtraLive(int offset, Operand[] registers)
    {
        string[] names = [.. Array.ConvertAll(registers, NameOfVariable).Distinct()];
        if (names.Length == 0) return;
        Problems.Add($"{SourceSymbols.Locate(_method, offset)}: {TypeModel.NameOf(_method)} has {string.Join(" and ", names)} live at the merge point (IL {offset:x4}), "
            + "which is neither green nor red: keep it in a red, or compute it again after the merge point");
    }

    private string NameOfVariable(Operand register)
    {
        int variable = _variables.FindIndex(candidate => Operands.IndexOf(candidate.Parts, register) >= 0);
        int argument = Array.IndexOf(_arguments, variable), local = Array.IndexOf(_locals, variable);
        if (variable < 0 || argument < 0 && local < 0) return "a temporary value";
        if (argument >= 0) return $"the parameter '{_method.GetParameters()[argument - (_method.IsStatic ? 0 : 1)].Name}'";
        return SourceSymbols.LocalName(_method, local) is { } name ? $"the local '{name}'" : $"local number {local}";
    }

    /// <summary>Offsets where a basic block begins.</summary>
    private void FindLeaders()
    {
        for (int i = 0; i < _body.Instructions.Length; i++)
        {
            IlInstruction instruction = _body.Instructions[i];
            if (instruction.Operand is int[] targets)
                foreach (int target in targets) _leaders.Add(target);
            else if (IlBody.IsBranch(instruction.Code)) _leaders.Add(instruction.Target);
            else continue;
            if (i + 1 < _body.Instructions.Length) _leaders.Add(_body.Instructions[i + 1].Offset);
        }
        foreach (ExceptionHandlingClause clause in _body.Clauses)
        {
            _leaders.Add(clause.TryOffset);
            _leaders.Add(clause.TryOffset + clause.TryLength);
            _leaders.Add(clause.HandlerOffset);
            _leaders.Add(clause.HandlerOffset + clause.HandlerLength);
        }
    }

    private void DeclareVariables()
    {
        for (int i = 0; i < _arguments.Length; i++)
        {
            CalleeArgument argument = _signature.Arguments[i];
            switch (argument.Shape)
            {
                case null:
                    _arguments[i] = Declare(argument.Type);
                    _parameters.AddRange(_variables[_arguments[i]].Parts);
                    break;
                case ArgumentShape.Copy copy:
                    int value = Declare(copy.Type);
                    if (copy.In) _parameters.AddRange(_variables[value].Parts);
                    else ZeroVariable(value);
                    if (copy.Out) _copiedOut.Add(value);
                    _arguments[i] = DeclarePointer(new Place(PlaceRoot.Local, copy.Type, null, FieldPath.Empty, value), []);
                    break;
                case ArgumentShape.Pointer pointer:
                    Operand[] parts = NewRegistersFor(pointer.Place);
                    _parameters.AddRange(parts);
                    _arguments[i] = DeclarePointer(pointer.Place with { IsImmutable = false }, parts);
                    if (pointer.Place.IsImmutable) _immutableArrays.Add(parts[0]);
                    break;
                default:
                    throw new UnsupportedConstructException("a function pointer as an argument");
            }
        }
        for (int i = 0; i < _locals.Length; i++)
        {
            Type type = InterpolatedString.InPlaceOf(_body.Locals[i]);
            _locals[i] = type.IsByRef ? DeclarePointer(null, []) : Declare(type);
            if (type.IsSZArray && IsAlwaysImmutable(i)) _immutableArrays.Add(_variables[_locals[i]].Parts[0]);
        }
        foreach (int index in _cells)
            if (index < _variables.Count) MakeCell(index);
    }

    /// <summary>
    /// Keeps the variable in an object: a pointer to it is then a pointer into that object, with all the aliasing pointers have. The optimizer makes the
    /// object virtual where nothing but followed code sees it.
    /// </summary>
    private void MakeCell(int index)
    {
        Variable variable = _variables[index];
        Type type = typeof(StrongBox<>).MakeGenericType(variable.Type);
        FieldInfo value = type.GetField(nameof(StrongBox<int>.Value))!;
        Operand cell = NewObject(type);
        var place = new Place(PlaceRoot.Field, variable.Type, null, FieldPath.Of(value));
        if (variable.Parts is [var first, ..] && _parameters.Contains(first)) StorePlace([cell], place, ValueOf(variable.Type, variable.Parts));
        variable.Cell = (cell, place);
        foreach (Variable pointer in _variables)
            if (pointer.Place is { Root: PlaceRoot.Local } target && target.Variable == index) (pointer.Place, pointer.Parts) = (place, [cell]);
    }

    private int Declare(Type type)
    {
        // A local of a type without registers (a span) is an error only where it is used.
        Operand[]? parts = IsConvertible(type) ? NewRegistersFor(type) : null;
        _variables.Add(new Variable { Type = type, Parts = parts ?? [], IsOpaque = parts is null, IsExit = ExitCheck.IsExit(type) });
        return _variables.Count - 1;
    }

    private int DeclarePointer(Place? place, Operand[] parts)
    {
        _variables.Add(new Variable { Type = place?.Type ?? typeof(void), Parts = parts, Place = place, IsPointer = true });
        return _variables.Count - 1;
    }

    private static bool IsConvertible(Type type)
    {
        try
        {
            TypeModel.LeavesOf(type);
            return true;
        }
        catch (UnsupportedConstructException)
        {
            return false;
        }
    }

    private void ZeroVariable(int variable)
    {
        foreach (Operand part in _variables[variable].Parts) Assign(part, _code.Zero(part.Kind));
    }

    private Block BlockAt(int offset, FinallyCopy? copy)
    {
        long key = (long)(copy?.Number ?? 0) << 32 | (uint)offset;
        if (_blockOf.TryGetValue(key, out Block? block)) return block;
        block = new Block { Number = _blocks.Count, Offset = offset, Copy = copy };
        _blocks.Add(block);
        return _blockOf[key] = block;
    }

    /// <summary>Converts a block and, as long as control falls through or jumps to blocks not yet converted, those after it.</summary>
    private void ConvertFrom(Block? block)
    {
        while (block is not null)
        {
            block.Start = _straightLineStart = _code.Code.Count;
            _block = block;
            _stack = [.. block.EntryStack!];
            ForgetConstants();
            EnterRegion(block.Offset);
            Block? next = ConvertBlock();
            if (next is { Start: >= 0 })
            {
                _code.Goto(next.Number);
                next = null;
            }
            block = next;
        }
    }

    /// <summary>Converts one block; gives the block control goes to in the end, null where it goes elsewhere.</summary>
    private Block? ConvertBlock()
    {
        int index = _body.IndexOfOffset[_block.Offset];
        _next = null;
        while (true)
        {
            if (index >= _body.Instructions.Length) throw new UnsupportedConstructException("control running off the method's end");
            _current = _body.Instructions[index];
            _code.CurrentOffset = _current.Offset;
            int made = _current.Code == Il.Ldsfld ? CachedDelegate(index) : 0;
            if (made > 0)
            {
                // Where it goes on is a branch's target, but no longer a place where branches meet.
                index += made;
                continue;
            }
            int compared = ClassComparison(index);
            if (compared == 0 && !ConvertInstruction(_current)) return _next;
            index += Math.Max(compared, 1);
            if (index < _body.Instructions.Length && _leaders.Contains(_body.Instructions[index].Offset))
                return EdgeTo(BlockAt(_body.Instructions[index].Offset, _block.Copy));
        }
    }

    /// <summary>Where a block that ended in a jump goes.</summary>
    private Block? _next;

    /// <summary>No branch comes in after this instruction of the current block.</summary>
    private int _straightLineStart;

    /// <summary>A branch target within the code of one IL instruction.</summary>
    private int NewLabel()
    {
        _blocks.Add(new Block { Number = _blocks.Count, Offset = -1, Copy = null });
        return _blocks.Count - 1;
    }

    private void PlaceLabel(int label) => _blocks[label].Start = _straightLineStart = _code.Code.Count;

    /// <summary>
    /// Moves what is on the stack to where the target expects it, and schedules the target. What one edge established of places and types
    /// must hold on the others.
    /// </summary>
    private Block EdgeTo(Block target)
    {
        if (target.EntryStack is null)
        {
            target.EntryStack = [];
            foreach (StackValue value in _stack)
            {
                Operand[] registers = Operands.Map(value.Parts, part => _code.NewRegister(part.Kind));
                for (int i = 0; i < registers.Length; i++) _code.Move(registers[i], value.Parts[i]);
                target.EntryStack.Add(value.InRegisters(registers, keepFacts: false));
            }
            _work.Push(target);
            return target;
        }
        if (target.EntryStack.Count != _stack.Count) throw new UnsupportedConstructException("an evaluation stack of varying depth");
        if (_stack.Count > 0 && target.Copy == _block.Copy && target.Offset <= _block.Offset)
            throw new UnsupportedConstructException("a backward branch with values on the evaluation stack");
        for (int slot = 0; slot < _stack.Count; slot++)
        {
            StackValue from = _stack[slot], to = target.EntryStack[slot];
            if (from.Place != to.Place || !Equals(from.Function, to.Function) || from.Token != to.Token || from.Parts.Length != to.Parts.Length)
                throw new UnsupportedConstructException("a pointer or token that depends on a branch");
            for (int i = 0; i < from.Parts.Length; i++)
            {
                if (from.Parts[i].Kind != to.Parts[i].Kind) throw new UnsupportedConstructException("a stack entry of varying kind");
                _code.Move(to.Parts[i], from.Parts[i]);
            }
        }
        return target;
    }

    /// <summary>A local variable or argument.</summary>
    private sealed class Variable
    {
        public required Type Type { get; set; }
        public required Operand[] Parts { get; set; }
        public bool IsPointer { get; init; }
        public Place? Place { get; set; }
        public bool IsOpaque { get; init; }

        /// <summary>What CanEnter says: always null in a trace.</summary>
        public bool IsExit { get; init; }

        /// <summary>The object the variable is kept in, where it is.</summary>
        public (Operand Object, Place Place)? Cell { get; set; }

        /// <summary>In the current block: the constant it holds.</summary>
        public StackValue? Constant { get; set; }
    }

    /// <summary>A basic block of IL, converted once for every copy of the finally handler it stands in.</summary>
    private sealed class Block
    {
        public required int Number { get; init; }
        public required int Offset { get; init; }
        public required FinallyCopy? Copy { get; init; }

        /// <summary>The stack on entry, in registers of the block's own; null until an edge is known.</summary>
        public List<StackValue>? EntryStack { get; set; }

        /// <summary>Its first instruction; -1 until converted.</summary>
        public int Start { get; set; } = -1;
    }
}
