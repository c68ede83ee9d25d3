using MetaJit;

namespace Lua;

public static class Interpreter
{
    public static readonly JitDriver<Body, int, Frame, Machine, bool> Driver = new("lua", Run) { Location = At };

    private const int MaxDepth = 4000;

    /// <summary>A position as people write it, for logs.</summary>
    private static string At(Body body, int pc) => $"{body.Name}:{body.Lines[pc]} {body.Code[pc].Op}";

    /// <summary>The portal: runs a function from a position to its end, and leaves the results in the machine.</summary>
    public static bool Run([Green] Body body, [Green] int pc, Frame frame, Machine machine)
    {
        if (Driver.EnterFunction(body, pc, frame, machine) is { } entered)
        {
            if (entered.IsReturn) return entered.Result;
            (body, pc, frame, machine) = entered.State;
        }
        while (true)
        {
            Driver.MergePoint(body, pc, frame, machine);
            ref readonly Instruction i = ref body.Code[pc];
            Value[] r = frame.Registers;
            switch (i.Op)
            {
                case Op.Constant: r[i.A] = body.Constants[i.B]; break;
                case Op.Nil: r[i.A] = default; break;
                case Op.True: r[i.A] = Value.Of(true); break;
                case Op.False: r[i.A] = Value.Of(false); break;
                case Op.Move: r[i.A] = r[i.B]; break;
                case Op.NewCell: r[i.A] = new Value(new Cell(r[i.A])); break;
                case Op.GetCell: r[i.A] = CellIn(r[i.B]).Value; break;
                case Op.SetCell: CellIn(r[i.A]).Value = r[i.B]; break;
                case Op.Captured: r[i.A] = frame.Closure.Captured[i.B].Value; break;
                case Op.SetCaptured: frame.Closure.Captured[i.A].Value = r[i.B]; break;
                case Op.Global: r[i.A] = body.Globals[i.B].Value; break;
                case Op.SetGlobal: body.Globals[i.A].Value = r[i.B]; break;
                case Op.Table: r[i.A] = new Value(new Table()); break;
                case Op.Append: ((Table)r[i.A].Object!).Append(r[i.B]); break;
                case Op.Field: r[i.A] = TableIn(r[i.B], body, pc).Field(body.Names[i.C]); break;
                case Op.SetField: TableIn(r[i.A], body, pc).SetField(body.Names[i.B], r[i.C]); break;
                case Op.Item: r[i.A] = TableIn(r[i.B], body, pc).Get(r[i.C]); break;
                case Op.SetItem: TableIn(r[i.A], body, pc).Set(r[i.B], r[i.C]); break;
                case Op.Add: r[i.A] = new Value(Number(r[i.B], body, pc) + Number(r[i.C], body, pc)); break;
                case Op.Subtract: r[i.A] = new Value(Number(r[i.B], body, pc) - Number(r[i.C], body, pc)); break;
                case Op.Multiply: r[i.A] = new Value(Number(r[i.B], body, pc) * Number(r[i.C], body, pc)); break;
                case Op.Divide: r[i.A] = new Value(Number(r[i.B], body, pc) / Number(r[i.C], body, pc)); break;
                case Op.Modulo: r[i.A] = new Value(Modulo(Number(r[i.B], body, pc), Number(r[i.C], body, pc))); break;
                case Op.Power: r[i.A] = new Value(Math.Pow(Number(r[i.B], body, pc), Number(r[i.C], body, pc))); break;
                case Op.Concat: r[i.A] = Concat(r[i.B], r[i.C], body, pc); break;
                case Op.Negate: r[i.A] = new Value(-Number(r[i.B], body, pc)); break;
                case Op.Not: r[i.A] = Value.Of(!r[i.B].IsTrue); break;
                case Op.Length: r[i.A] = Length(r[i.B], body, pc); break;
                case Op.Equal: r[i.A] = Value.Of(Value.AreEqual(r[i.B], r[i.C])); break;
                case Op.Less: r[i.A] = Value.Of(IsLess(r[i.B], r[i.C], body, pc)); break;
                case Op.LessOrEqual: r[i.A] = Value.Of(IsLessOrEqual(r[i.B], r[i.C], body, pc)); break;
                case Op.Closure: r[i.A] = new Value(NewClosure(body.Functions[i.B], frame)); break;
                case Op.Call: Call(r, i.A, i.B, i.C, machine, body, pc); break;
                case Op.Return:
                    machine.Result = i.B > 0 ? r[i.A] : default;
                    machine.Second = i.B > 1 ? r[i.A + 1] : default;
                    machine.Third = i.B > 2 ? r[i.A + 2] : default;
                    return true;
                case Op.Jump:
                    pc = i.A;
                    continue;
                case Op.JumpIf:
                    if (!r[i.B].IsTrue) break;
                    pc = i.A;
                    continue;
                case Op.JumpUnless:
                    if (r[i.B].IsTrue) break;
                    pc = i.A;
                    continue;
                case Op.JumpUnlessLess:
                    if (IsLess(r[i.B], r[i.C], body, pc)) break;
                    pc = i.A;
                    continue;
                case Op.JumpUnlessLessOrEqual:
                    if (IsLessOrEqual(r[i.B], r[i.C], body, pc)) break;
                    pc = i.A;
                    continue;
                case Op.JumpUnlessEqual:
                    if (Value.AreEqual(r[i.B], r[i.C])) break;
                    pc = i.A;
                    continue;
                case Op.ForStart:
                    Number(r[i.A + 1], body, pc);
                    Number(r[i.A + 2], body, pc);
                    if (IsOver(Number(r[i.A], body, pc), r[i.A + 1].Number, r[i.A + 2].Number))
                    {
                        pc = i.B;
                        continue;
                    }
                    r[i.A + 3] = r[i.A];
                    break;
                case Op.ForNext:
                    double next = r[i.A].Number + r[i.A + 2].Number;
                    if (IsOver(next, r[i.A + 1].Number, r[i.A + 2].Number)) break;
                    r[i.A] = new Value(next);
                    r[i.A + 3] = new Value(next);
                    pc = i.B;
                    if (Driver.CanEnter(body, pc, frame, machine) is { } again)
                    {
                        if (again.IsReturn) return again.Result;
                        (body, pc, frame, machine) = again.State;
                    }
                    continue;
                case Op.JumpBack:
                    pc = i.A;
                    if (Driver.CanEnter(body, pc, frame, machine) is { } exit)
                    {
                        if (exit.IsReturn) return exit.Result;
                        (body, pc, frame, machine) = exit.State;
                    }
                    continue;
            }
            pc++;
        }
    }

    private static bool IsOver(double index, double end, double step) => step >= 0 ? index > end : index < end;

    private static Cell CellIn(Value value) => (Cell)value.Object!;

    private static Table TableIn(Value value, Body body, int pc) => value.Object as Table ?? throw Wrong("table", value, body, pc);

    private static double Number(Value value, Body body, int pc) => value.IsNumber ? value.Number : throw Wrong("number", value, body, pc);

    private static LuaError Wrong(string wanted, Value value, Body body, int pc) => new(new Value($"a {wanted} is wanted, not a {value.TypeName}"), body.Lines[pc]);

    private static double Modulo(double a, double b)
    {
        if (b > 0 && a >= 0 && a < 1L << 53 && b < 1L << 53 && (long)a == a && (long)b == b) return (long)a % (long)b;
        return a - Math.Floor(a / b) * b;
    }

    private static bool IsLess(Value a, Value b, Body body, int pc) =>
        a.Object is string left && b.Object is string right ? string.CompareOrdinal(left, right) < 0 : Number(a, body, pc) < Number(b, body, pc);

    private static bool IsLessOrEqual(Value a, Value b, Body body, int pc) =>
        a.Object is string left && b.Object is string right ? string.CompareOrdinal(left, right) <= 0 : Number(a, body, pc) <= Number(b, body, pc);

    private static Value Length(Value value, Body body, int pc) =>
        value.Object is string text ? new Value(text.Length) : new Value(TableIn(value, body, pc).Count);

    private static Value Concat(Value a, Value b, Body body, int pc)
    {
        if (a.Object is string left && b.Object is string right) return new Value(string.Concat(left, right));
        return new Value(string.Concat(Text(a, body, pc), Text(b, body, pc)));
    }

    [DontLookInside]
    private static string Text(Value value, Body body, int pc) => value.IsNumber || value.Object is string ? value.ToString() : throw Wrong("string", value, body, pc);

    /// <summary>As many captured variables as the code says: always as many for one instruction.</summary>
    [UnrollSafe]
    private static Closure NewClosure(Body body, Frame frame)
    {
        var captured = new Cell[body.Captures.Length];
        for (int k = 0; k < captured.Length; k++)
        {
            int from = body.Captures[k];
            captured[k] = from >= 0 ? CellIn(frame.Registers[from]) : frame.Closure.Captured[~from];
        }
        return new Closure(body, captured);
    }

    private static void Call(Value[] r, int first, int arguments, int results, Machine machine, Body body, int pc)
    {
        switch (r[first].Object)
        {
            case Closure closure:
                Enter(closure, r, first + 1, arguments, machine);
                break;
            case Native native:
                native = Jit.Promote(native);
                machine.Second = default;
                machine.Third = default;
                machine.Result = native.Code(
                    machine, arguments, arguments > 0 ? r[first + 1] : default, arguments > 1 ? r[first + 2] : default, arguments > 2 ? r[first + 3] : default);
                break;
            default:
                throw Wrong("function", r[first], body, pc);
        }
        if (results > 0) r[first] = machine.Result;
        if (results > 1) r[first + 1] = machine.Second;
        if (results > 2) r[first + 2] = machine.Third;
    }

    /// <summary>Calls a function of the program; its results are the machine's. The loop goes round as often as there are parameters.</summary>
    [UnrollSafe]
    private static void Enter(Closure closure, Value[] r, int first, int arguments, Machine machine)
    {
        Body body = Jit.Promote(closure.Body);
        var frame = new Frame(closure);
        int given = Math.Min(arguments, body.Parameters);
        for (int k = 0; k < given; k++) frame.Registers[k] = r[first + k];
        if (++machine.Depth > MaxDepth) throw TooDeep(machine);
        Run(body, 0, frame, machine);
        machine.Depth--;
    }

    private static LuaError TooDeep(Machine machine)
    {
        machine.Depth = 0;
        return new LuaError(new Value("stack overflow"));
    }

    /// <summary><c>pcall</c>: what the function raises is a result.</summary>
    public static Value CallProtected(Machine machine, Value function, int arguments, Value a, Value b)
    {
        int depth = machine.Depth;
        try
        {
            CallWith(machine, function, arguments, a, b);
            machine.Third = machine.Second;
            machine.Second = machine.Result;
            return Value.Of(true);
        }
        catch (LuaError error)
        {
            machine.Depth = depth;
            machine.Second = error.Value;
            machine.Third = default;
            return Value.Of(false);
        }
    }

    private static void CallWith(Machine machine, Value function, int arguments, Value a, Value b)
    {
        switch (function.Object)
        {
            case Closure closure:
                Enter(closure, [a, b], 0, arguments, machine);
                break;
            case Native native:
                machine.Second = default;
                machine.Result = Jit.Promote(native).Code(machine, arguments, a, b, default);
                break;
            default:
                throw new LuaError(new Value($"attempt to call a {function.TypeName}"));
        }
    }
}
