// Calls: followed into the callee's JitCode where there is one, otherwise executed once, here, and recorded; calls of the portal are
// followed up to a limit and then become call_assembler.
using System.Reflection;
using MetaTracer.CodeWriter;
using MetaTracer.Trace;
using MetaTracer.Warmup;
using static MetaTracer.Trace.OpCode;

namespace MetaTracer.Tracing;

internal sealed partial class MetaInterpreter
{
    // Operations after which a recursive function is not followed further than two levels.
    private const int LongForRecursion = 300;

    // Levels of one method, not a portal, that calls itself and is followed.
    private const int MaxOwnRecursion = 8;

    private void Call(Frame frame, CallInfo call)
    {
        if (call.Portal is not null)
        {
            CallPortal(frame, call);
            return;
        }
        CallCache site = CallCache.Of(call);
        site.Target ??= Resolve(call.Method, call);
        CallTarget(frame, call, site.Target);
    }

    private void CallVirtual(Frame frame, CallInfo call)
    {
        int receiver = call.Args[0].Register;
        if (!CheckNonNull(frame, receiver)) return;
        if (call.Method is { Name: "Invoke", DeclaringType: { } type } && type.IsSubclassOf(typeof(Delegate)))
        {
            Invoke(frame, call, (Delegate)frame.Refs[receiver]!);
            return;
        }
        if (IsGeneric(frame))
        {
            ResidualCallOf(frame, call, _codeWriter.CallDescrOf(call.Method, true, call.Shape));
            return;
        }
        EnsureClass(frame, receiver);
        Type actual = frame.Refs[receiver]!.GetType();
        CallCache site = CallCache.Of(call);
        if (site.Receiver != actual)
        {
            if (site.Others is null || !site.Others.TryGetValue(actual, out CallTarget? target))
            {
                target = Resolve(_codeWriter.ResolveVirtual(actual, call.Method), call);
                (site.Others ??= [])[actual] = target;
            }
            site.Receiver = actual;
            site.Target = target;
        }
        CallTarget(frame, call, site.Target!);
    }

    /// <summary>A delegate that is a constant, of one target method, is a call of that method.</summary>
    private void Invoke(Frame frame, CallInfo call, Delegate callee)
    {
        if (!frame.RefBoxes[call.Args[0].Register].IsVariable && callee.HasSingleTarget && call.Shape is null
            && _codeWriter.TryGet(callee.Method) is { } code && !IsTooDeep(code))
        {
            // Closed over its first argument, or open (then there is no target and the arguments are the method's own).
            int closed = callee.Target is null ? 0 : 1;
            bool fits = code.Parameters.Length == call.Args.Length - 1 + closed && (closed == 0 || code.Parameters[0].Kind == Kind.Ref);
            if (fits && (closed == 1 || callee.Method.IsStatic))
            {
                Frame inner = Frame.Rent(code);
                if (closed == 1) inner.Refs[code.Parameters[0].Register] = callee.Target;
                for (int k = 1; k < call.Args.Length; k++) inner.CopyFrom(frame, call.Args[k], code.Parameters[k - 1 + closed]);
                Push(inner);
                return;
            }
        }
        bool isKnown = !frame.RefBoxes[call.Args[0].Register].IsVariable && call.Shape is null;
        engine.Log?.Residual(callee.Method, isKnown ? WhyResidual(callee.Method) : "the delegate is no constant");
        ResidualCallOf(frame, call, isKnown ? _codeWriter.CallDescrOf(callee, call.Method) : _codeWriter.CallDescrOf(call.Method, true, call.Shape));
    }

    private CallTarget Resolve(MethodBase method, CallInfo call)
    {
        if (_codeWriter.TryGet(method, call.Shape) is { } code) return new CallTarget(code, null);
        engine.Log?.Residual(method, WhyResidual(method));
        return new CallTarget(null, _codeWriter.CallDescrOf(method, false, call.Shape));
    }

    private string WhyResidual(MethodBase method) =>
        _codeWriter.Policy.WhyNot(method)
        ?? _codeWriter.Diagnostics.FirstOrDefault(diagnostic => diagnostic.Method == method)?.ToString()
        ?? (IlReader.Read(method) is { HasLoop: true } ? "it has a loop and no [UnrollSafe]" : "it cannot be converted for what this call passes");

    private void CallTarget(Frame frame, CallInfo call, CallTarget target)
    {
        if (target.Code is not { } code)
        {
            ResidualCallOf(frame, call, target.Residual!);
            return;
        }
        if (IsTooDeep(code))
        {
            ResidualCallOf(frame, call, _codeWriter.CallDescrOf(code.Method, false, call.Shape));
            return;
        }
        Frame callee = Frame.Rent(code);
        for (int k = 0; k < call.Args.Length; k++) callee.CopyFrom(frame, call.Args[k], code.Parameters[k]);
        Push(callee);
    }

    private bool IsTooDeep(JitCode code)
    {
        int depth = 0;
        foreach (Frame frame in _frames)
            if (ReferenceEquals(frame.Code, code)) depth++;
        return depth >= MaxOwnRecursion;
    }

    private void ResidualCallOf(Frame frame, CallInfo call, CallDescr callee)
    {
        EffectInfo effect = callee.Effect;
        Operand[] args = call.Args, results = call.Results;
        if (callee.IsNotInTrace)
        {
            _raised = ResidualCall.Run(callee, frame, args, results);
            _committed = true;
            if (_raised is not null) throw new TraceAbort("exception in a method that is not in traces", callee.Name);
            foreach (Operand result in results) frame.SetBox(result, Value.None);
            return;
        }

        bool allConstant = true;
        foreach (Operand arg in args) allConstant &= frame.BoxOf(arg).IsNone;
        if (effect.IsElidable && engine.Options.CheckElidable) CheckElidable(callee, frame, args, results);
        if (effect.IsElidable && allConstant && ResidualCall.Run(callee, frame, args, results) is null)
        {
            foreach (Operand result in results) frame.SetBox(result, Value.None);
            return;
        }
        bool isLoopInvariant = effect.ExtraEffect == ExtraEffect.LoopInvariant && args.Length == 0 && results.Length == 1;
        if (isLoopInvariant && _heap.Field(Value.None, callee) is { IsNone: false } invariant)
        {
            _raised = ResidualCall.Run(callee, frame, args, results);
            frame.SetBox(results[0], AsRegisterBox(invariant));
            return;
        }

        bool seesFrame = StoreBackBefore(frame, args, effect);
        Span<Value> boxes = args.Length <= 32 ? stackalloc Value[args.Length] : new Value[args.Length];
        for (int k = 0; k < args.Length; k++) boxes[k] = Box(frame, args[k]);

        _raised = ResidualCall.Run(callee, frame, args, results);
        _committed = true;

        Kind kind = callee.Result;
        OpCode code =
            seesFrame ? ByKind(kind, call_may_force_i, call_may_force_r, call_may_force_f, call_may_force_n)
            : isLoopInvariant ? ByKind(kind, call_loopinvariant_i, call_loopinvariant_r, call_loopinvariant_f, call_n)
            : effect.IsElidable && results.Length == 1 ? ByKind(kind, call_pure_i, call_pure_r, call_pure_f, call_n)
            : ByKind(kind, call_i, call_r, call_f, call_n);
        Value box = Emit(code, boxes, callee);
        if (!effect.IsElidable)
        {
            foreach (Value argument in boxes) _heap.Escape(argument);
            _heap.Invalidate(effect);
        }
        SetResults(frame, results, box);
        if (isLoopInvariant) _heap.ReadField(Value.None, callee, box);
        if (seesFrame) ForgetWritten(effect);
        if (_raised is not null)
        {
            RaiseFromCall(_raised);
            return;
        }
        if (effect.CanRaise) GuardNoException();
        ReloadForgotten();
    }

    /// <summary>A call that happens or not, without a guard that says which.</summary>
    private void ConditionalCall(Frame frame, CallInfo call)
    {
        Operand condition = call.Args[0];
        Operand[] args = call.Args[1..];
        CallDescr callee = CallCache.Of(call).Stub ??= _codeWriter.CallDescrOf(call.Method, false, call.Shape);
        bool isTrue = frame.Ints[condition.Register] != 0;
        if (frame.BoxOf(condition).IsNone)
        {
            if (isTrue) ResidualCallOf(frame, call with { Args = args }, callee);
            return;
        }
        EffectInfo effect = callee.Effect;
        bool seesFrame = StoreBackBefore(frame, args, effect);
        var boxes = new Value[call.Args.Length];
        for (int k = 0; k < boxes.Length; k++) boxes[k] = Box(frame, call.Args[k]);
        _raised = isTrue ? ResidualCall.Run(callee, frame, args, []) : null;
        _committed = true;
        Emit(cond_call_n, boxes, callee);
        foreach (Value argument in boxes) _heap.Escape(argument);
        _heap.Invalidate(effect);
        if (seesFrame) ForgetWritten(effect);
        if (_raised is not null)
        {
            RaiseFromCall(_raised);
            return;
        }
        if (effect.CanRaise) GuardNoException();
        ReloadForgotten();
    }

    /// <summary>A value, or what is computed where it is null, without a guard that says which.</summary>
    private void ConditionalCallElidable(Frame frame, CallInfo call)
    {
        int value = call.Args[0].Register;
        Operand[] args = call.Args[1..];
        CallDescr callee = CallCache.Of(call).Stub ??= _codeWriter.CallDescrOf(call.Method, false, call.Shape);
        bool isNull = frame.Refs[value] is null;
        Value box = frame.RefBoxes[value];
        if (box.IsNone || _heap.Has(box, BoxFacts.NonNull))
        {
            if (isNull) ResidualCallOf(frame, call with { Args = args }, callee);
            else frame.CopyFrom(frame, call.Args[0], call.Results[0]);
            return;
        }
        var boxes = new Value[call.Args.Length];
        for (int k = 0; k < boxes.Length; k++) boxes[k] = Box(frame, call.Args[k]);
        if (isNull) _raised = ResidualCall.Run(callee, frame, args, call.Results);
        else frame.Refs[call.Results[0].Register] = frame.Refs[value];
        _committed = true;
        frame.SetBox(call.Results[0], Emit(cond_call_value_r, boxes, callee));
        if (_raised is not null) RaiseFromCall(_raised);
        else if (callee.Effect.CanRaise) GuardNoException();
    }

    private void RecordKnownResult(Frame frame, CallInfo call)
    {
        var boxes = new Value[call.Args.Length];
        bool allConstant = true;
        for (int k = 0; k < boxes.Length; k++)
        {
            // Of constants the method itself is asked, while tracing.
            if (k > 0) allConstant &= frame.BoxOf(call.Args[k]).IsNone;
            boxes[k] = Box(frame, call.Args[k]);
        }
        if (!allConstant) Emit(record_known_result, boxes, CallCache.Of(call).Stub ??= _codeWriter.CallDescrOf(call.Method, false, call.Shape));
    }

    /// <summary>Calls a method that promises always to do the same, twice, and compares. The registers stay as they were.</summary>
    private void CheckElidable(CallDescr callee, Frame frame, Operand[] args, Operand[] results)
    {
        object?[] before = Array.ConvertAll(results, frame.Concrete);
        (Exception? Raised, object?[] Values) first = Outcome(), second = Outcome();
        bool isSame = first.Raised?.GetType() == second.Raised?.GetType();
        for (int k = 0; isSame && first.Raised is null && k < results.Length; k++)
        {
            object? one = first.Values[k], other = second.Values[k];
            // Equal strings and boxes may be made anew: nobody can tell them apart who does not look at their identity.
            isSame = ReferenceEquals(one, other) || one is string or ValueType && one.Equals(other);
        }
        if (isSame) return;
        string what = $"{SourceSymbols.Locate(callee.Method!, 0)}: {callee.Name} is [Elidable], but two calls with the same arguments gave {Show(first)} and {Show(second)}: "
            + "take the attribute away, or have it give the same object each time";
        engine.Warn([what]);
        throw new TraceAbort("an elidable method gave two results", what);

        (Exception?, object?[]) Outcome()
        {
            Exception? raised = ResidualCall.Run(callee, frame, args, results);
            object?[] values = Array.ConvertAll(results, frame.Concrete);
            for (int k = 0; k < results.Length; k++) frame.SetConcrete(results[k], before[k]);
            return (raised, values);
        }

        static string Show((Exception? Raised, object?[] Values) outcome) =>
            outcome.Raised is not null ? outcome.Raised.GetType().Name : string.Join(", ", outcome.Values.Select(value => value ?? "null"));
    }

    private static OpCode ByKind(Kind kind, OpCode i, OpCode r, OpCode f, OpCode n) =>
        kind switch { Kind.Int => i, Kind.Ref => r, Kind.Float => f, _ => n };

    /// <summary>The boxes of a call's results: the operation's own, and one call_extra for each further one.</summary>
    private void SetResults(Frame frame, Operand[] results, Value first)
    {
        for (int k = 0; k < results.Length; k++)
        {
            Value box = k == 0 ? first : Emit(ByKind(results[k].Kind, call_extra_i, call_extra_r, call_extra_f), [_constants.Int(k)]);
            frame.SetBox(results[k], box);
        }
    }

    private void GuardNoException() => Guard(guard_no_exception, SnapshotAfterCall(), []);

    private void ReturnFrom(Frame frame, Operand[] values)
    {
        if (_frames.Count == 1)
        {
            Finish(frame, values);
            return;
        }
        Pop();
        Operand[] results = _frame.PendingCall.Results;
        for (int k = 0; k < results.Length; k++) _frame.CopyFrom(frame, values[k], results[k]);
        frame.Return();
    }

    /// <summary>A call of a portal: the user's program calls a function of its own.</summary>
    private void CallPortal(Frame frame, CallInfo call)
    {
        DriverState driver = engine.StateOf(call.Portal!);
        if (IsGeneric(frame))
        {
            ResidualCallOf(frame, call, _codeWriter.CallDescrOf(call.Method, false, call.Shape));
            return;
        }
        foreach (int position in driver.GreenPositions) MakeConstant(frame, call.Args[position]);
        object?[] greens = new object?[driver.GreenPositions.Length];
        for (int k = 0; k < greens.Length; k++) greens[k] = DriverState.ValueOf(frame, call.Args[driver.GreenPositions[k]]);
        JitCell? cell = driver.Cells.Find(greens);
        if (driver.Driver.IsOperation && cell is { IsGivenUp: true })
        {
            ResidualCallOf(frame, call, _codeWriter.CallDescrOf(call.Method, false, call.Shape));
            return;
        }
        if (CanInline(driver, cell, greens) && !IsRecursive(driver, ref cell, greens))
        {
            Frame callee = Frame.Rent(driver.Portal);
            for (int k = 0; k < call.Args.Length; k++) callee.CopyFrom(frame, call.Args[k], driver.Portal.Parameters[k]);
            callee.Greens = greens;
            Push(callee);
            EnterPortalFrame(driver, greens);
            return;
        }
        PortalExit exit = driver.Exit;
        for (int position = 0; position < call.Args.Length; position++) StoreParameter(exit, position, frame, call.Args[position]);
        Operand[] reds = Array.ConvertAll(driver.RedPositions, position => call.Args[position]);
        bool seesFrame = StoreBackBefore(frame, reds, driver.Effect);
        CallAssembler(driver, cell ?? driver.Cells.Add(greens), frame, reds, exit, seesFrame);
    }

    private bool CanInline(DriverState driver, JitCell? cell, object?[] greens)
    {
        if (engine.Parameters.Inlining == 0 || driver.Driver.IsOperation || cell is { NeverInline: true }) return false;
        return driver.Driver.CanNeverInline is not { } never || never.DynamicInvoke(driver.TypedGreens(greens)) is not true;
    }

    /// <summary>
    /// Whether the function stands in the trace as often as recursion is followed. It is then called from now on, here and in every other
    /// trace, and gets code of its own at its next entry: followed into each bridge anew it would multiply with every branch it takes. A large
    /// function gains little from being followed into itself, so that stops early in a trace that is long already.
    /// </summary>
    private bool IsRecursive(DriverState driver, ref JitCell? cell, object?[] greens)
    {
        int depth = DepthOf(greens);
        if (depth < engine.Parameters.MaxUnrollRecursion && (depth < 2 || _trace.Count < LongForRecursion)) return false;
        cell ??= driver.Cells.Add(greens);
        cell.DoNotInline();
        return true;
    }

    private int DepthOf(object?[] greens)
    {
        int depth = 0;
        foreach (Frame frame in _frames)
            if (frame.Greens is { } others && (frame.IsRebuilt ? SameReferences(others, greens) : JitCell.SameGreens(others, greens))) depth++;
        return depth;
    }

    private static bool SameReferences(object?[] left, object?[] right)
    {
        for (int k = 0; k < left.Length; k++)
            if (left[k] is not (long or double) && !ReferenceEquals(left[k], right[k])) return false;
        return true;
    }

    private static void StoreParameter(PortalExit exit, int position, Frame frame, Operand register)
    {
        switch (register.Kind)
        {
            case Kind.Int: exit.Ints[position] = frame.Ints[register.Register]; break;
            case Kind.Ref: exit.Refs[position] = frame.Refs[register.Register]; break;
            default: exit.Floats[position] = frame.Floats[register.Register]; break;
        }
    }

    /// <summary>
    /// Runs the portal once, concretely, and records that compiled code does so too. <paramref name="source"/> holds the reds in
    /// <paramref name="reds"/>; the result goes to where the innermost frame's call wants it. <paramref name="seesFrame"/> is what
    /// <see cref="StoreBackBefore"/> said, which may guard and so comes before anything of the instruction is done.
    /// </summary>
    private void CallAssembler(DriverState driver, JitCell cell, Frame source, Operand[] reds, PortalExit exit, bool seesFrame)
    {
        Span<Value> boxes = stackalloc Value[reds.Length];
        for (int k = 0; k < reds.Length; k++) boxes[k] = Box(source, reds[k]);

        engine.RunPortal(driver, exit);
        _committed = true;
        _raised = exit.Kind == ExitKind.Exception ? exit.Exception : null;

        Frame frame = _frame;
        Operand[] results = frame.PendingCall.Results;
        if (_raised is null && driver.ResultPlace is { } place)
        {
            place.Give(frame, results);
        }
        else if (_raised is null && results.Length > 0)
        {
            int register = results[0].Register;
            switch (results[0].Kind)
            {
                case Kind.Int: frame.Ints[register] = exit.Ints[0]; break;
                case Kind.Ref: frame.Refs[register] = exit.Refs[0]; break;
                default: frame.Floats[register] = exit.Floats[0]; break;
            }
        }
        OpCode code = ByKind(driver.ResultKind, call_assembler_i, call_assembler_r, call_assembler_f, call_assembler_n);
        Value box = Emit(code, boxes, driver.Cells.TokenFor(cell));
        EffectInfo effect = driver.Effect;
        if (!effect.IsElidable)
        {
            foreach (Value argument in boxes) _heap.Escape(argument);
            _heap.Invalidate(effect);
        }
        if (driver.ResultPlace is null) SetResults(frame, results, box);
        if (seesFrame) ForgetWritten(effect);
        if (_raised is not null)
        {
            RaiseFromCall(_raised);
            return;
        }
        GuardNoException();
        if (driver.ResultPlace is { } left) ReadResults(frame, results, left);
        ReloadForgotten();
    }

    /// <summary>A struct's fields, from where the portal has left it. Anything that runs in between could leave another there.</summary>
    private void ReadResults(Frame frame, Operand[] results, StructPlace place)
    {
        for (int k = 0; k < results.Length; k++)
            frame.SetBox(results[k], Emit(ByKind(results[k].Kind, getfield_gc_i, getfield_gc_r, getfield_gc_f), [_constants.Ref(place)], place.Fields[k]));
    }
}
