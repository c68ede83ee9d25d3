// Merge points: where the trace notes the user's program position, closes a loop, or jumps into a compiled one; and the ends of a trace.
using MetaTracer.CodeWriter;
using MetaTracer.Trace;
using MetaTracer.Warmup;
using static MetaTracer.Trace.OpCode;

namespace MetaTracer.Tracing;

internal sealed partial class MetaInterpreter
{
    /// <summary>A loop header of the outermost portal frame that the trace has passed, and what lived there: a loop may begin there.</summary>
    private readonly record struct PassedMergePoint(JitCell Cell, Value[] Live, int Start);

    private readonly List<PassedMergePoint> _mergePoints = [];

    // Portal calls that were followed, in order, for blaming the largest: a cell when one is entered, null when one is left.
    private readonly List<(JitCell? Cell, int Position)> _inlined = [];

    /// <summary>The bridge under way has reached a loop that has no label for it, and goes on through the loop.</summary>
    private Retrace? _retrace;

    private DriverState? _seenLoopHeader;
    private int _portalDepth;

    private void AddMergePoint(JitCell cell, Value[] live) => _mergePoints.Add(new PassedMergePoint(cell, live, _trace.Count));

    private void EnterPortalFrame(DriverState driver, object?[] greens)
    {
        _portalDepth++;
        _inlined.Add((driver.Cells.Find(greens) ?? driver.Cells.Add(greens), _trace.Count));
    }

    private void LeavePortalFrame()
    {
        _portalDepth--;
        _inlined.Add((null, _trace.Count));
    }

    private void AtMergePoint(Frame frame, MergePointInfo info)
    {
        DriverState driver = engine.StateOf(info.Driver);
        foreach (Operand green in info.Greens) MakeConstant(frame, green);
        object?[] greens = driver.GreensOf(frame);
        if (_portalDepth == 0 && driver.Driver.LiveItems is not null) DropDead(driver, frame, greens);
        bool hasOperations = _trace.Count > 0;
        Emit(debug_merge_point, [], new MergePointDescr(info.Driver, greens, _portalDepth, driver.TypeGreens));

        if (!hasOperations && _from is null) GuardInterruptible();

        bool isHeader = _seenLoopHeader == driver;
        JitCell? cell = isHeader || hasOperations && _portalDepth == 0 ? driver.Cells.Find(greens) : null;
        if (!isHeader && cell?.CompiledToken is not { IsLoop: true })
        {
            AtPossibleJoin(frame, driver, greens);
            return;
        }
        _seenLoopHeader = null;

        if (_portalDepth == 0)
        {
            AtLoopHeader(frame, driver, cell ?? driver.Cells.Add(greens));
            return;
        }
        if (frame.Unrolled < engine.Parameters.MaxUnrollLoops
            || frame.Unrolled == 0 && driver.Driver.ShouldUnrollOneIteration is { } unroll && unroll.DynamicInvoke(driver.TypedGreens(greens)) is true)
        {
            frame.Unrolled++;
            return;
        }

        // A loop in an inlined function: leave the function's frame and call the loop's own code.
        bool seesFrame = StoreBackBefore(frame, info.Reds, driver.Effect);
        PortalExit exit = driver.Exit;
        driver.StoreState(frame, exit);
        _committed = true;
        Pop();
        CallAssembler(driver, cell ?? driver.Cells.Add(greens), frame, info.Reds, exit, seesFrame);
        frame.Return();
    }

    /// <summary>PyPy's reached_loop_header: the outermost portal frame is at a back edge's target.</summary>
    private void AtLoopHeader(Frame frame, DriverState driver, JitCell cell)
    {
        // An abort in here goes on at the merge point, where nothing but greens and reds is live.
        frame.Pc = _pc;
        _committed = true;
        // Code that only leads on from there, to another loop or out, is no loop to join: this trace may be the one that closes it.
        if (cell.CompiledToken is { IsLoop: true } compiled)
        {
            bool isRetrace = _retrace is not null;
            if (JumpTo(compiled, cell, frame))
            {
                ExitAt(frame, driver);
                return;
            }
            // It passed this header before: it must not become a loop that takes the other's place.
            if (isRetrace) throw new TraceAbort("bridge could not be compiled");
        }
        for (int k = _mergePoints.Count - 1; k >= 0; k--)
        {
            PassedMergePoint passed = _mergePoints[k];
            if (passed.Cell != cell) continue;
            // A bridge that was to be traced on through one loop has found another.
            if (GiveUpRetrace())
            {
                ExitAt(frame, driver);
                return;
            }
            LoopToken token = driver.Cells.TokenToCompile(cell);
            TreeLoop recorded = Closed(Cut(passed), passed.Start, token, frame);
            bool isCompiled = engine.Compiler.CompileLoop(recorded, driver, cell, token, _dependency, Virtualizable);
            recorded.Release();
            if (isCompiled)
            {
                token.Joins.Pass(_passedKeys);
                ExitAt(frame, driver);
                return;
            }
            if (_mergePoints.Count > MaxUnclosedLoops) throw new TraceAbort("loop could not be closed");
            _mergePoints.RemoveAt(k);
            break;
        }
        PassHeader(frame, cell);
    }

    private const int MaxUnclosedLoops = 10;

    /// <summary>Compiles the trace as a bridge, or as code for the cell it began at, that jumps to a loop.</summary>
    private bool JumpTo(LoopToken loop, JitCell cell, Frame frame)
    {
        if (_joins.Count > 0) return CompilePieces(loop, LiveAtHeader(frame));
        TreeLoop recorded = Closed(_trace, 0, loop, frame);
        bool isCompiled = CompileJump(recorded, loop, cell, frame);
        if (_retrace?.Recorded != recorded) recorded.Release();
        return isCompiled;
    }

    private bool CompileJump(TreeLoop recorded, LoopToken loop, JitCell cell, Frame frame)
    {
        if (_from is null) return CompileEntry(recorded);
        if (_retrace is null) return HasPassed(engine.Compiler.CompileBridge(recorded, _from, _dependency, out _retrace));
        int passed = _retrace.Target == loop ? _mergePoints.FindLastIndex(point => point.Cell == cell) : -1;
        if (passed < 0) return CompileBridge(recorded);
        TreeLoop iteration = Closed(Cut(_mergePoints[passed]), _mergePoints[passed].Start, loop, frame);
        return HasPassed(engine.Compiler.CompileRetrace(_retrace, recorded, iteration, _from, _dependency)) || GiveUpRetrace();
    }

    private bool CompileBridge(TreeLoop recorded) =>
        HasPassed(engine.Compiler.CompileBridge(recorded, _from!, _dependency)) || GiveUpRetrace();

    private bool CompileEntry(TreeLoop recorded)
    {
        bool isCompiled = engine.Compiler.CompileEntry(recorded, _driver, _cell!, _dependency, Virtualizable);
        if (isCompiled) _cell!.Token!.Joins.Pass(_passedKeys);
        return isCompiled;
    }

    /// <summary>Notes where a bridge's code passes, if it was compiled.</summary>
    private bool HasPassed(bool isCompiled)
    {
        if (!isCompiled) return false;
        LoopToken owner = _from!.Owner!;
        owner.Joins.Pass(_passedKeys);
        if (engine.Compiler.UsesSegments(owner)) engine.Economics.NoteJoined(_trace.Count);
        return true;
    }

    /// <summary>A bridge that went on through a loop to no good is compiled up to where it reached it. False: there is none.</summary>
    private bool GiveUpRetrace()
    {
        if (_retrace is not { } retrace) return false;
        _retrace = null;
        return engine.Compiler.CompileAsItIs(retrace, _from!, _dependency);
    }

    private VirtualizableLayout? Virtualizable =>
        _virtualizableObject is null ? null : new VirtualizableLayout(_info!, _driver.VirtualizableRed, _virtualizableObject);

    private void ExitAt(Frame frame, DriverState driver)
    {
        _exit = driver.Exit;
        driver.StoreState(frame, _exit);
    }

    /// <summary>What lives at a loop header: the reds and the virtualizable's values.</summary>
    private Value[] LiveAtHeader(Frame frame)
    {
        Operand[] reds = _driver.MergePoint.Reds;
        int values = Math.Max(0, _virtualizable.Length - 1);
        var live = new Value[reds.Length + values];
        for (int k = 0; k < reds.Length; k++) live[k] = Box(frame, reds[k]);
        for (int k = 0; k < values; k++) live[reds.Length + k] = _virtualizable[1 + k];
        return live;
    }

    /// <summary>A copy of the trace that ends in a jump, since recording goes on when it cannot be compiled.</summary>
    private TreeLoop Closed(TreeLoop trace, int start, LoopToken target, Frame frame)
    {
        int snapshot = Snapshot(_pc, default);
        TreeLoop closed = start == 0 ? trace.Slice(0, trace.Count, trace.Inputs) : trace;
        closed.Append(jump, Value.None, LiveAtHeader(frame), target, snapshot);
        return closed;
    }

    /// <summary>The trace from a passed header on.</summary>
    private TreeLoop Cut(PassedMergePoint passed) => passed.Start == 0 ? _trace : _trace.Slice(passed.Start, _trace.Count, passed.Live);

    /// <summary>Goes on past a header from which a loop may begin: everything that lives there gets a variable of its own.</summary>
    private void PassHeader(Frame frame, JitCell cell)
    {
        _heap.Reset();
        Operand[] reds = _driver.MergePoint.Reds;
        HashSet<int> seen = [];
        var live = new Value[reds.Length + Math.Max(0, _virtualizable.Length - 1)];
        for (int k = 0; k < reds.Length; k++)
        {
            live[k] = Distinct(Box(frame, reds[k]), seen);
            frame.SetBox(reds[k], live[k]);
        }
        for (int k = 1; k < _virtualizable.Length; k++)
            live[reds.Length + k - 1] = _virtualizable[k] = Distinct(_virtualizable[k], seen);
        if (_virtualizableObject is not null)
        {
            _virtualizableBox = _virtualizable[0] = frame.BoxOf(reds[_driver.VirtualizableRed]);
            _heap.Learn(_virtualizableBox, BoxFacts.NonNull);
            Array.Clear(_arrayBoxes);
            Array.Clear(_inMemory);
        }
        AddMergePoint(cell, live);
        GuardInterruptible();
        frame.Pc = _pc + 1;
    }

    /// <summary>
    /// At a loop's head: lets whoever invalidates the loop stop it. Resumes after the merge point: the optimizer lets guards that follow share
    /// this state, and a bridge that began at the merge point itself would close at once, into the loop whose guard has just failed.
    /// </summary>
    private void GuardInterruptible()
    {
        if (!engine.Options.Interruptible) return;
        Guard(guard_not_invalidated, Snapshot(_pc + 1, default), []);
        _heap.IsValidityGuarded = true;
    }

    private Value Distinct(Value value, HashSet<int> seen)
    {
        if (value.IsVariable && seen.Add(value.Raw)) return value;
        Value copy = Emit(ByKind(value.Kind, same_as_i, same_as_r, same_as_f), [value]);
        seen.Add(copy.Raw);
        return copy;
    }

    /// <summary>The outermost portal frame returns: the trace ends.</summary>
    private void Finish(Frame frame, Operand[] values)
    {
        PortalExit exit = _driver.Exit;
        exit.Kind = ExitKind.Return;
        exit.Exception = null;
        if (_driver.ResultPlace is { } place)
        {
            place.Take(frame, values);
            for (int k = 0; k < values.Length; k++) _trace.Emit(setfield_gc, [_constants.Ref(place), Box(frame, values[k])], place.Fields[k]);
            _trace.Emit(finish, [], FinishDescr.Void);
        }
        else if (values.Length > 0)
        {
            StoreParameter(exit, 0, frame, values[0]);
            _trace.Emit(finish, [Box(frame, values[0])], FinishDescr.Of(values[0].Kind));
        }
        else
        {
            _trace.Emit(finish, [], FinishDescr.Void);
        }
        CompileFinished(exit);
    }

    private void CompileFinished(PortalExit exit)
    {
        _exit = exit;
        if (_joins.Count > 0) CompilePieces(end: null, []);
        else if (_from is not null) CompileBridge(_trace);
        else CompileEntry(_trace);
    }

    /// <summary>
    /// Blames the functions that were followed and took the most, all their calls together, until little enough is left: they get code of their
    /// own instead. PyPy blames one a time; a long loop of many calls would be given up before it is short enough.
    /// </summary>
    private TraceAbort TraceTooLong()
    {
        Dictionary<JitCell, int> sizes = [];
        Stack<(JitCell Cell, int Start)> open = [];
        foreach (var (cell, position) in _inlined)
        {
            if (cell is not null) open.Push((cell, position));
            else if (open.TryPop(out var left)) Count(left.Cell, position - left.Start);
        }
        while (open.TryPop(out var unfinished)) Count(unfinished.Cell, _trace.Count - unfinished.Start);
        int rest = _trace.Count;
        List<JitCell> blamed = [];
        foreach (JitCell cell in sizes.Keys.OrderByDescending(cell => sizes[cell]))
        {
            if (rest < _trace.Count / 3) break;
            cell.DoNotInline();
            blamed.Add(cell);
            rest -= sizes[cell];
        }
        return new TraceAbort("trace too long", blamed.Count == 0 ? null : $"no longer inlining {string.Join(", ", blamed)}");

        void Count(JitCell cell, int size) => sizes[cell] = sizes.GetValueOrDefault(cell) + size;
    }

    /// <summary>A place whose traces fail again and again is given up.</summary>
    private void AfterAbort(TraceAbort? abort)
    {
        if (GiveUpRetrace()) return;
        bool hasBlamed = abort?.Message.Contains("no longer inlining") ?? false;
        if (_from is not null) engine.Compiler.GiveUpAfterFailures(_from, hasBlamed);
        else
        {
            _cell!.NoteAbort(hasBlamed);
            // Traced again at once: it is as hot as it was.
            if (hasBlamed) _cell.IsWanted = true;
        }
    }
}
