// Joins: once a loop has some bridges, a bridge ends at the first merge point, in whatever frame, that other code of the loop has passed, and
// jumps to the segment that begins there. Where there is none yet for the values it brings, recording goes on, and what follows becomes one.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MetaTracer.CodeWriter;
using MetaTracer.Optimizer;
using MetaTracer.Trace;
using MetaTracer.Warmup;
using static MetaTracer.Trace.OpCode;

namespace MetaTracer.Tracing;

internal sealed partial class MetaInterpreter
{
    // A piece shorter than this is not worth a label of its own. Between two labels of one bridge there is more: what is known at the first
    // may be asked again behind the second.
    private const int MinPiece = 32;
    private const int MinBetween = 80;

    // Every attempt to end a bridge at a join optimizes all of it.
    private const int MaxTriedJoins = 6;

    /// <summary>A join that the bridge goes through: a piece ends, and the next begins with these variables.</summary>
    private readonly record struct PassedJoin(Join Join, Value[] Live, int Start, int Snapshot);

    private readonly List<PassedJoin> _joins = [];

    // The merge points passed that are no loop headers.
    private readonly List<uint> _passedKeys = [];
    private int _triedJoins;

    private void AtPossibleJoin(Frame frame, DriverState driver, object?[] greens)
    {
        uint key = PlaceKey(greens);
        _passedKeys.Add(key);
        if (_from?.Owner is not { } owner || _retrace is not null || !engine.Compiler.UsesSegments(owner)) return;
        // It goes through the loop twice, to become another version of it.
        if (_from.JumpCount is not null) return;
        int piece = _trace.Count - (_joins.Count > 0 ? _joins[^1].Start : 0);
        if (piece < MinPiece || !owner.Joins.HasPassed(key) || !MayJoin(key)) return;
        bool mayPass = _joins.Count == 0 || piece >= MinBetween;
        if (!owner.Joins.TryFind(key, out Join? join))
        {
            if (!mayPass) return;
            join = NewJoin(key, driver, greens);
        }
        else if (!IsAt(join))
        {
            return;
        }
        if (_triedJoins < MaxTriedJoins && MayFit(join))
        {
            _triedJoins++;
            if (CompilePieces(join.Token, ArgumentsFor(join)))
            {
                engine.Stats.BridgesJoined++;
                if (_portalDepth == 0) ExitAt(frame, driver);
                else _exit = LeaveToBlackhole();
                return;
            }
            if (_from.DontTrace) throw new TraceAbort("bridge could not be compiled");
        }
        if (mayPass && !join.IsFull) Pass(join);
    }

    /// <summary>Whether what the trace knows of its frame beside its values is what any other trace may know of it.</summary>
    private bool MayJoin(uint key)
    {
        if (_writeThrough || _virtualizableEscaped) return false;
        foreach (PassedJoin passed in _joins)
            if (passed.Join.Key == key) return false;
        for (int k = 1; k < _virtualizable.Length; k++)
            if (_virtualizable[k].IsNone) return false;
        return true;
    }

    /// <summary>A hash of the merge point under way and of where its callers stand.</summary>
    private uint PlaceKey(object?[] greens)
    {
        uint key = JitCell.HashOf(greens);
        for (int k = _frames.Count - 2; k >= 0; k--)
        {
            Frame caller = _frames[k];
            if (caller.PlaceKey == 0) caller.PlaceKey = PlaceKeyOf(caller) | 1;
            key = JitCell.Mix(key, caller.PlaceKey);
        }
        return key;
    }

    private uint PlaceKeyOf(Frame caller)
    {
        uint key = JitCell.Mix((uint)RuntimeHelpers.GetHashCode(caller.Code), (uint)caller.Pc);
        if (caller.Code.Portal is not { } portal) return key;
        Operand[] live = caller.Code.LiveRegisters[caller.Pc] ?? [];
        foreach (Operand green in engine.StateOf(portal).MergePoint.Greens)
        {
            if (live.AsSpan().IndexOf(green) < 0) continue;
            key = JitCell.Mix(key, green.Kind switch
            {
                Kind.Int => JitCell.Key(caller.Ints[green.Register]),
                Kind.Float => JitCell.Key(BitConverter.DoubleToInt64Bits(caller.Floats[green.Register])),
                _ => (uint)RuntimeHelpers.GetHashCode(caller.Refs[green.Register]),
            });
        }
        return key;
    }

    private int PcOf(int frame) => frame == _frames.Count - 1 ? _pc : _frames[frame].Pc;

    private Join NewJoin(uint key, DriverState driver, object?[] greens)
    {
        var frames = new (JitCode, int)[_frames.Count];
        List<JoinRegister> registers = [];
        Operand[] reds = _driver.MergePoint.Reds;
        for (int k = 0; k < frames.Length; k++)
        {
            Frame frame = _frames[k];
            frames[k] = (frame.Code, PcOf(k));
            ReadOnlySpan<Operand> unset = k == frames.Length - 1 ? default : frame.PendingCall.Results;
            foreach (Operand register in frame.Code.LiveRegisters[PcOf(k)] ?? throw new TraceAbort("no liveness", frame.ToString()))
                if (!unset.Contains(register)) registers.Add(RoleOf(k, register, isRed: k == 0 && frames.Length == 1 && reds.Contains(register)));
        }
        return new Join(key, engine.NewJoinToken(driver, greens), frames, [.. registers]);
    }

    /// <summary>What a register is now. A red of the outermost frame may be something else another time, though it is a constant.</summary>
    private JoinRegister RoleOf(int frame, Operand register, bool isRed)
    {
        Frame holder = _frames[frame];
        Value box = holder.BoxOf(register);
        if (box.IsVariable)
        {
            if (_virtualizableObject is not null && box == _virtualizableBox) return new JoinRegister(frame, register, JoinRole.Virtualizable, 0, null);
            int array = VirtualizableArrayOf(box);
            if (array >= 0) return new JoinRegister(frame, register, JoinRole.VirtualizableArray, array, null);
        }
        if (!box.IsNone || isRed) return new JoinRegister(frame, register, JoinRole.Variable, 0, null);
        return register.Kind switch
        {
            Kind.Int => new JoinRegister(frame, register, JoinRole.Constant, holder.Ints[register.Register], null),
            Kind.Float => new JoinRegister(frame, register, JoinRole.Constant, BitConverter.DoubleToInt64Bits(holder.Floats[register.Register]), null),
            _ => new JoinRegister(frame, register, JoinRole.Constant, 0, holder.Refs[register.Register]),
        };
    }

    /// <summary>Whether the trace stands where a join is, with the constants that its segments are for.</summary>
    private bool IsAt(Join join)
    {
        if (join.Frames.Length != _frames.Count) return false;
        for (int k = 0; k < join.Frames.Length; k++)
            if (join.Frames[k].Code != _frames[k].Code || join.Frames[k].Pc != PcOf(k)) return false;
        foreach (ref readonly JoinRegister register in join.Registers.AsSpan())
        {
            JoinRegister now = RoleOf(register.Frame, register.Register, isRed: false);
            bool fits = register.Role switch
            {
                JoinRole.Variable => now.Role is JoinRole.Variable or JoinRole.Constant,
                _ => now.Role == register.Role && now.IsSameConstant(register),
            };
            if (!fits) return false;
        }
        return true;
    }

    /// <summary>What a jump to a join gives: the traced frame, the variables, the frame's values.</summary>
    private Value[] ArgumentsFor(Join join)
    {
        var arguments = new List<Value>();
        if (_virtualizableObject is not null) arguments.Add(_virtualizableBox);
        foreach (ref readonly JoinRegister register in join.Registers.AsSpan())
            if (register.Role == JoinRole.Variable) arguments.Add(Box(_frames[register.Frame], register.Register));
        if (_virtualizable.Length > 1) arguments.AddRange(_virtualizable.AsSpan(1));
        return [.. arguments];
    }

    /// <summary>Whether some segment there may be for the program's values as they are now, in the order of <see cref="ArgumentsFor"/>.</summary>
    private bool MayFit(Join join)
    {
        if (join.Token.Targets.Count == 0) return false;
        var values = new List<RunningValue>();
        if (_virtualizableObject is not null) values.Add(RunningValue.Of(_virtualizableObject));
        foreach (ref readonly JoinRegister register in join.Registers.AsSpan())
        {
            if (register.Role != JoinRole.Variable) continue;
            Frame frame = _frames[register.Frame];
            int number = register.Register.Register;
            values.Add(register.Register.Kind switch
            {
                Kind.Int => RunningValue.Of(frame.Ints[number]),
                Kind.Ref => RunningValue.Of(frame.Refs[number]),
                _ => RunningValue.Of(frame.Floats[number]),
            });
        }
        for (int k = 1; k < _virtualizable.Length; k++)
        {
            if (k <= _info!.Scalars.Length) values.Add(RunningValue.Load(_virtualizableObject!, _info.Scalars[k - 1], -1));
            else
            {
                var (array, item, descr) = _info.Locate(_virtualizableObject!, k - 1);
                values.Add(RunningValue.Load(array, descr, item));
            }
        }
        foreach (TargetToken target in join.Token.Targets)
            if (RunningValues.MayFit((PeeledLoop)target.OptimizerData!, CollectionsMarshal.AsSpan(values))) return true;
        return false;
    }

    /// <summary>Goes on behind a join: everything that lives there gets a variable of its own, and nothing else is known.</summary>
    private void Pass(Join join)
    {
        int snapshot = Snapshot(_pc, default);
        HashSet<int> seen = [];
        var live = new List<Value>();
        if (_virtualizableObject is not null) live.Add(_virtualizableBox = _virtualizable[0] = Distinct(_virtualizableBox, seen));
        foreach (ref readonly JoinRegister register in join.Registers.AsSpan())
        {
            if (register.Role != JoinRole.Variable) continue;
            Value variable = Distinct(Box(_frames[register.Frame], register.Register), seen);
            _frames[register.Frame].SetBox(register.Register, variable);
            live.Add(variable);
        }
        for (int k = 1; k < _virtualizable.Length; k++) live.Add(_virtualizable[k] = Distinct(_virtualizable[k], seen));
        _joins.Add(new PassedJoin(join, [.. live], _trace.Count, snapshot));

        _heap.Reset();
        _snapshotInstruction = -1;
        foreach (Frame frame in _frames) frame.ForgetSnapshotRecord();
        if (_virtualizableObject is null) return;
        _heap.Learn(_virtualizableBox, BoxFacts.NonNull);
        Array.Clear(_arrayBoxes);
        Array.Clear(_inMemory);
        foreach (ref readonly JoinRegister register in join.Registers.AsSpan())
        {
            if (register.Role == JoinRole.Virtualizable) _frames[register.Frame].SetBox(register.Register, _virtualizableBox);
            else if (register.Role == JoinRole.VirtualizableArray)
                _frames[register.Frame].SetBox(register.Register, ReadVirtualizable(_info!.Arrays[(int)register.Bits].Field));
        }
    }

    /// <summary>Compiles the bridge piece by piece. The last one ends in a jump to a join or loop, or, if that is null, as it is.</summary>
    private bool CompilePieces(LoopToken? end, Value[] arguments)
    {
        var pieces = new TreeLoop[_joins.Count + 1];
        int start = 0, snapshot = end is null ? -1 : Snapshot(_pc, default);
        IEnumerable<Value> inputs = _trace.Inputs;
        for (int k = 0; k < _joins.Count; k++)
        {
            PassedJoin passed = _joins[k];
            pieces[k] = _trace.Slice(start, passed.Start, inputs);
            pieces[k].Append(jump, Value.None, passed.Live, passed.Join.Token, passed.Snapshot);
            (start, inputs) = (passed.Start, passed.Live);
        }
        pieces[^1] = _trace.Slice(start, _trace.Count, inputs);
        if (end is not null) pieces[^1].Append(jump, Value.None, arguments, end, snapshot);
        bool isCompiled = HasPassed(engine.Compiler.CompilePieces(pieces, _joins.ConvertAll(passed => passed.Join), _from!, _dependency));
        foreach (TreeLoop piece in pieces) piece.Release();
        return isCompiled;
    }
}
