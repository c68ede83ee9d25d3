// Exceptions raised in traced code go to their handler inside the trace; what is left of them is the guards that decided it.
using MetaTracer.CodeWriter;
using MetaTracer.Trace;
using MetaTracer.Warmup;
using static MetaTracer.Trace.OpCode;

namespace MetaTracer.Tracing;

internal sealed partial class MetaInterpreter
{
    private void Throw(Frame frame, int register)
    {
        if (!CheckNonNull(frame, register)) return;
        EnsureClass(frame, register);
        Raise((Exception)frame.Refs[register]!, frame.RefBoxes[register], _pc);
    }

    /// <summary>A check failed: compiled code makes a new exception each time.</summary>
    private void RaiseNew(Func<Exception> make)
    {
        Value box = Emit(call_r, [], _codeWriter.CallDescrOf(make.Method, false));
        _heap.Learn(box, BoxFacts.NonNull | BoxFacts.KnownClass);
        Raise(make(), box, _pc);
    }

    /// <summary>The call under way has raised.</summary>
    private void RaiseFromCall(Exception exception)
    {
        Value box = GuardException(exception);
        ReloadForgotten();
        Raise(exception, box, _frame.Pc - 1);
    }

    private Value GuardException(Exception exception)
    {
        Value expected = _constants.Ref(_codeWriter.Descrs.ClassOf(exception.GetType()));
        Value box = _trace.NewVariable(Kind.Ref);
        _trace.Append(guard_exception, box, [expected], null, SnapshotAfterCall());
        _heap.Learn(box, BoxFacts.NonNull | BoxFacts.KnownClass);
        return box;
    }

    /// <summary>The bridge of a guard about exceptions begins with the other guard about them.</summary>
    private void ResumeException(Exception? pending)
    {
        _pc = _frame.Pc - 1;
        _committed = true;
        _raised = pending;
        if (pending is not null)
        {
            Value box = GuardException(pending);
            ReadRebuiltVirtualizable();
            Raise(pending, box, _frame.Pc - 1);
        }
        else
        {
            GuardNoException();
            if (engine.StructLeftFor(_frame) is { } place)
            {
                Operand[] results = _frame.PendingCall.Results;
                place.Give(_frame, results);
                ReadResults(_frame, results, place);
            }
            ReadRebuiltVirtualizable();
        }
        _raised = null;
    }

    /// <summary>
    /// Goes to the handler of an exception that was raised at <paramref name="pc"/> of the innermost frame; without one the trace ends.
    /// </summary>
    private void Raise(Exception exception, Value box, int pc)
    {
        _committed = true;
        _raised = exception;
        while (true)
        {
            Frame frame = _frame;
            // Where an abort would have to raise it again.
            frame.Pc = pc + 1;
            if (Handlers.Find(frame.Code, pc, exception) is { } handler)
            {
                frame.Refs[handler.ExceptionRegister] = exception;
                frame.RefBoxes[handler.ExceptionRegister] = box;
                frame.Pc = handler.Handler;
                _raised = null;
                return;
            }
            if (_frames.Count == 1)
            {
                FinishWithException(exception, box.IsNone ? _constants.Ref(exception) : box);
                return;
            }
            Pop();
            frame.Return();
            pc = _frame.Pc - 1;
        }
    }

    private void FinishWithException(Exception exception, Value box)
    {
        _trace.Emit(finish, [box], FinishDescr.Exception);
        PortalExit exit = _driver.Exit;
        exit.Kind = ExitKind.Exception;
        exit.Exception = exception;
        CompileFinished(exit);
    }
}
