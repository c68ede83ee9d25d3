using System.Numerics;
using MetaTracer.Trace;

namespace Backend.Allocation;

/// <summary>What the allocator asks to be emitted.</summary>
internal interface IMoveEmitter
{
    /// <summary>Copies between registers, slots and constants. At least one side is a register; a constant is never a target.</summary>
    void Move(Location from, Location to);
}

/// <summary>
/// Linear scan, forward over one trace. A value is in a register, in a slot, or in both: values never change, so a slot stays right
/// once written and is written at most once. Where no register is free, the value goes whose next use is farthest. At a label the
/// values' places are fixed; values that a jump will carry there prefer the registers that wait for them, so that a back edge has
/// little or nothing to move.
/// </summary>
internal sealed class RegisterAllocator
{
    private const int Free = -1, Files = 2;

    private readonly Lifetimes _lifetimes;
    private readonly IMoveEmitter _emitter;
    private readonly Kind[] _kinds;
    private readonly sbyte[] _register;
    private readonly int[] _slot;
    private readonly sbyte[] _preferred;

    /// <summary>A file and register: the variable in it, <see cref="Free"/>, or for a constant -2 - its place in <see cref="_constants"/>.</summary>
    private readonly int[][] _content = [new int[FrameLayout.IntRegisters], new int[FrameLayout.FloatRegisters]];
    private readonly int[][] _constants = [new int[FrameLayout.IntRegisters], new int[FrameLayout.FloatRegisters]];
    private readonly int[] _pinned = new int[Files];
    private readonly int[] _awaited = new int[Files];
    private readonly SlotPool _rawSlots = new(FrameLayout.RawSlots), _refSlots = new(FrameLayout.RefSlots);

    public RegisterAllocator(int variables, Lifetimes lifetimes, IMoveEmitter emitter)
    {
        _lifetimes = lifetimes;
        _emitter = emitter;
        _kinds = new Kind[variables];
        _register = new sbyte[variables];
        _slot = new int[variables];
        _preferred = new sbyte[variables];
        // Array.Fill is compiled when it is first used.
        for (int v = 0; v < variables; v++) _register[v] = _preferred[v] = -1;
        for (int v = 0; v < variables; v++) _slot[v] = -1;
        foreach (int[] file in _content)
            for (int r = 0; r < file.Length; r++) file[r] = Free;
    }

    /// <summary>The operation that is being compiled; uses before it are past.</summary>
    public int Position { get; set; } = -1;

    /// <summary>Bytes of the raw and the reference frame that slots reach.</summary>
    public int RawFrame => _rawSlots.Top;
    public int RefFrame => _refSlots.Top;

    /// <summary>The slots of the reference frame that hold something now, a bit each.</summary>
    public ulong[] LiveReferenceSlots() => _refSlots.Taken(FrameLayout.RefSlots / 8);

    private static int FileOf(Kind kind) => kind == Kind.Float ? 1 : 0;
    private SlotPool SlotsOf(Kind kind) => kind == Kind.Ref ? _refSlots : _rawSlots;

    // ---- places

    /// <summary>A variable that has its value already: an input.</summary>
    public void Place(Value variable, Location at)
    {
        Kind kind = variable.Kind;
        _kinds[variable.Index] = kind;
        if (at.IsRegister)
        {
            _content[FileOf(kind)][at.Index] = variable.Index;
            _register[variable.Index] = (sbyte)at.Index;
        }
        else
        {
            SlotsOf(kind).Take(at.Index);
            _slot[variable.Index] = at.Index;
        }
    }

    /// <summary>Keeps slots free of values for a purpose of the compiler's own; gives the offset of the first.</summary>
    public int ReserveSlots(Kind kind, int count) => SlotsOf(kind).TakeRun(count);

    /// <summary>Where a value is now: its register before its slot.</summary>
    public Location Where(Value value)
    {
        if (value.IsNone) return Location.None;
        if (value.IsConstant) return Location.Constant(value);
        if (_register[value.Index] >= 0) return Location.Of(value.Kind, _register[value.Index]);
        if (_slot[value.Index] >= 0) return Location.Slot(value.Kind, _slot[value.Index]);
        throw new InvalidOperationException($"{value} has no place at operation {Position}");
    }

    public bool IsInRegister(Value value) => value.IsVariable && _register[value.Index] >= 0;

    // ---- one operation

    /// <summary>The register a value is in, loading it where it is not in one. It stays until <see cref="Unpin"/>.</summary>
    public int Use(Value value)
    {
        int file = FileOf(value.Kind);
        int register = value.IsConstant ? RegisterOfConstant(value, file) : _register[value.Index];
        if (register < 0)
        {
            Location from = Where(value);
            register = Take(file, -1);
            _emitter.Move(from, Location.Of(value.Kind, register));
            SetContent(file, register, value);
        }
        _pinned[file] |= 1 << register;
        return register;
    }

    /// <summary>A register for an operation's result.</summary>
    public int Define(Value variable)
    {
        int file = FileOf(variable.Kind);
        int register = Take(file, _preferred[variable.Index]);
        SetContent(file, register, variable);
        _pinned[file] |= 1 << register;
        return register;
    }

    /// <summary>A register that holds nothing, until <see cref="Unpin"/>.</summary>
    public int Temporary(Kind kind)
    {
        int file = FileOf(kind);
        int register = Take(file, -1);
        _pinned[file] |= 1 << register;
        return register;
    }

    /// <summary>Two registers for integers as <see cref="Temporary"/> gives them, if no value has to leave one for it.</summary>
    public (int First, int Second)? TryTemporaries()
    {
        int file = FileOf(Kind.Int), free = 0;
        for (int r = 0; r < _content[file].Length; r++)
            if (_content[file][r] < 0 && (_pinned[file] >> r & 1) == 0) free++;
        return free < 2 ? null : (Temporary(Kind.Int), Temporary(Kind.Int));
    }

    /// <summary>Registers used by the operation may be taken again.</summary>
    public void Unpin() => _pinned.AsSpan().Clear();

    /// <summary>Frees the registers and slots of values whose last use is at the operation.</summary>
    public void FreeDeadAt(int operation)
    {
        foreach (int variable in _lifetimes.DeathsAt(operation)) Release(variable);
    }

    /// <summary>Frees a value that nothing uses from here on.</summary>
    public void FreeUnused(Value variable)
    {
        if (_lifetimes.LastUse(variable.Index) <= Position) Release(variable.Index);
    }

    /// <summary>Forgets constants in registers (their registers are not saved over yields).</summary>
    public void ForgetConstants()
    {
        for (int file = 0; file < Files; file++)
            foreach (ref int content in _content[file].AsSpan())
                if (content < Free) content = Free;
    }

    /// <summary>Registers that hold integers, references and floats, as bit sets.</summary>
    public (int Ints, int Refs, int Floats) LiveRegisters()
    {
        int ints = 0, refs = 0, floats = 0;
        for (int r = 0; r < _content[0].Length; r++)
        {
            if (_content[0][r] < 0) continue;
            if (_kinds[_content[0][r]] == Kind.Ref) refs |= 1 << r;
            else ints |= 1 << r;
        }
        for (int r = 0; r < _content[1].Length; r++)
            if (_content[1][r] >= 0) floats |= 1 << r;
        return (ints, refs, floats);
    }

    // ---- labels and jumps

    /// <summary>
    /// Fixes the places of the values that live at a label: in registers as long as there are free ones, the soonest used first.
    /// What the label does not name is dead. A value that the loop only passes on, and that only guards' exits may want, is in its slot alone.
    /// One that is also used keeps its slot beside its register (<paramref name="slots"/>), so that the loop may evict it without storing
    /// it; whoever jumps here fills both.
    /// </summary>
    public Location[] FixAtLabel(ReadOnlySpan<Value> args, ReadOnlySpan<bool> passedOn, out Location[] slots)
    {
        Unpin();
        ForgetConstants();
        var lives = new bool[_register.Length];
        foreach (Value arg in args) lives[arg.Index] = true;
        for (int variable = 0; variable < lives.Length; variable++)
            if (!lives[variable]) Release(variable);
        for (int k = 0; k < args.Length; k++)
            if (passedOn[k] && _lifetimes.NextUse(args[k].Index, Position + 1) == int.MaxValue) KeepInSlot(args[k]);
        LoadSoonestUsed(args);

        var places = new Location[args.Length];
        slots = new Location[args.Length];
        _awaited.AsSpan().Clear();
        for (int k = 0; k < args.Length; k++)
        {
            places[k] = Where(args[k]);
            if (!places[k].IsRegister) continue;
            int file = FileOf(args[k].Kind);
            _awaited[file] |= 1 << places[k].Index;
            if (passedOn[k] && (_slot[args[k].Index] >= 0 || IsCrowded(file))) slots[k] = WithSlot(args[k]);
            else ReleaseSlot(args[k].Index);
        }
        return places;
    }

    private void LoadSoonestUsed(ReadOnlySpan<Value> args)
    {
        int count = 0;
        var uses = new int[args.Length];
        var waiting = new int[args.Length];
        for (int k = 0; k < args.Length; k++)
        {
            if (_register[args[k].Index] >= 0 || _lifetimes.NextUse(args[k].Index, Position + 1) is var next && next == int.MaxValue) continue;
            uses[count] = next;
            waiting[count++] = k;
        }
        Array.Sort(uses, waiting, 0, count);
        for (int i = 0; i < count; i++)
        {
            Value arg = args[waiting[i]];
            int file = FileOf(arg.Kind);
            int register = FreeRegister(file, -1);
            if (register < 0) continue;
            _emitter.Move(Where(arg), Location.Of(arg.Kind, register));
            SetContent(file, register, arg);
        }
    }

    /// <summary>Whether few registers are free, so that values will be evicted.</summary>
    private bool IsCrowded(int file)
    {
        int free = 0;
        foreach (int content in _content[file])
            if (content < 0) free++;
        return free < 3;
    }

    /// <summary>A slot for a value in a register, written where there was none.</summary>
    private Location WithSlot(Value value)
    {
        ref int slot = ref _slot[value.Index];
        if (slot < 0)
        {
            slot = SlotsOf(value.Kind).Take();
            _emitter.Move(Location.Of(value.Kind, _register[value.Index]), Location.Slot(value.Kind, slot));
        }
        return Location.Slot(value.Kind, slot);
    }

    private void KeepInSlot(Value value)
    {
        int register = _register[value.Index];
        if (register < 0) return;
        WithSlot(value);
        _content[FileOf(value.Kind)][register] = Free;
        _register[value.Index] = -1;
    }

    /// <summary>Whether the value stands, perhaps beside its register, in that slot.</summary>
    public bool IsInSlot(Value value, Location slot) => value.IsVariable && _slot[value.Index] == slot.Index && Location.Slot(value.Kind, slot.Index) == slot;

    /// <summary>Tells the allocator where a jump wants its arguments, before the operations that lead to it.</summary>
    public void Prefer(ReadOnlySpan<Value> args, ReadOnlySpan<Location> places)
    {
        for (int k = 0; k < args.Length; k++)
        {
            if (!args[k].IsVariable || !places[k].IsRegister) continue;
            _preferred[args[k].Index] = (sbyte)places[k].Index;
            _awaited[FileOf(args[k].Kind)] |= 1 << places[k].Index;
        }
    }

    // ---- registers

    private int RegisterOfConstant(Value value, int file)
    {
        int[] content = _content[file];
        for (int r = 0; r < content.Length; r++)
            if (content[r] < Free && _constants[file][r] == value.Raw) return r;
        return -1;
    }

    private void SetContent(int file, int register, Value value)
    {
        if (value.IsConstant)
        {
            _content[file][register] = Free - 1;
            _constants[file][register] = value.Raw;
            return;
        }
        _kinds[value.Index] = value.Kind;
        _content[file][register] = value.Index;
        _register[value.Index] = (sbyte)register;
    }

    private int Take(int file, int preferred)
    {
        int register = FreeRegister(file, preferred);
        return register >= 0 ? register : Evict(file);
    }

    /// <summary>A free register: the preferred one, else one that no back edge waits for, else any.</summary>
    private int FreeRegister(int file, int preferred)
    {
        int free = 0, constants = 0;
        int[] content = _content[file];
        for (int r = 0; r < content.Length; r++)
        {
            if ((_pinned[file] >> r & 1) != 0) continue;
            if (content[r] == Free) free |= 1 << r;
            else if (content[r] < Free) constants |= 1 << r;
        }
        if (preferred >= 0 && ((free | constants) >> preferred & 1) != 0) return Emptied(file, preferred);
        if ((free & ~_awaited[file]) is var quiet and not 0) return BitOperations.TrailingZeroCount(quiet);
        if ((constants & ~_awaited[file]) is var cached and not 0) return Emptied(file, BitOperations.TrailingZeroCount(cached));
        if (free != 0) return BitOperations.TrailingZeroCount(free);
        return constants != 0 ? Emptied(file, BitOperations.TrailingZeroCount(constants)) : -1;
    }

    private int Emptied(int file, int register)
    {
        _content[file][register] = Free;
        return register;
    }

    private int Evict(int file)
    {
        int victim = -1, farthest = -1;
        int[] content = _content[file];
        for (int r = 0; r < content.Length; r++)
        {
            if ((_pinned[file] >> r & 1) != 0) continue;
            int next = _lifetimes.NextUse(content[r], Position);
            if (next <= farthest) continue;
            farthest = next;
            victim = r;
        }
        if (victim < 0) throw new InvalidOperationException("an operation needs more registers than there are");
        int variable = content[victim];
        Kind kind = _kinds[variable];
        if (_slot[variable] < 0)
        {
            _slot[variable] = SlotsOf(kind).Take();
            _emitter.Move(Location.Of(kind, victim), Location.Slot(kind, _slot[variable]));
        }
        _register[variable] = -1;
        content[victim] = Free;
        return victim;
    }

    private void Release(int variable)
    {
        if (_register[variable] >= 0)
        {
            _content[FileOf(_kinds[variable])][_register[variable]] = Free;
            _register[variable] = -1;
        }
        ReleaseSlot(variable);
    }

    private void ReleaseSlot(int variable)
    {
        if (_slot[variable] < 0) return;
        SlotsOf(_kinds[variable]).Release(_slot[variable]);
        _slot[variable] = -1;
    }
}
