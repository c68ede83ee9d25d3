using MetaJit;

namespace Lua;

public static class Interpreter
{
    public static readonly JitDriver<Body, int, Frame, Machine, bool> Driver = new("lua", Run)
    {
        Location = (Body body, int pc) => $"{body.Name}:{body.Code[pc].Line} {body.Code[pc].Op}",
        LiveItems = (Body body, int pc) => body.LiveAt(pc),
    };

    private const int MaxDepth = 4000;
    private static readonly Registers s_none = new(), s_one = new(0), s_two = new(0, 1);

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
                case Op.Constant: r[i.A] = i.K; break;
                case Op.Move: r[i.A] = r[i.B]; break;
                case Op.NewCell: r[i.A] = new Value(new Cell(r[i.B])); break;
                case Op.GetCell: r[i.A] = ((Cell)r[i.B].Object!).Value; break;
                case Op.SetCell: ((Cell)r[i.B].Object!).Value = r[i.A]; break;
                case Op.Captured: r[i.A] = frame.Closure.Captured[i.B].Value; break;
                case Op.SetCaptured: frame.Closure.Captured[i.B].Value = r[i.A]; break;
                case Op.Global: r[i.A] = ((Global)i.K.Object!).Get(); break;
                case Op.SetGlobal: ((Global)i.K.Object!).Set(r[i.A]); break;
                case Op.Closure: r[i.A] = new Value(NewClosure((Body)i.K.Object!, frame)); break;
                case Op.Table: r[i.A] = new Value(new Table()); break;
                case Op.Append: ((Table)r[i.B].Object!).Append(r[i.A]); break;
                case Op.Field: r[i.A] = TableIn(r[i.B], i.Line).Field((string)i.K.Object!); break;
                case Op.SetField: TableIn(r[i.B], i.Line).SetField((string)i.K.Object!, r[i.A]); break;
                case Op.Item: r[i.A] = TableIn(r[i.B], i.Line).Get(r[i.C]); break;
                case Op.SetItem: TableIn(r[i.B], i.Line).Set(r[i.C], r[i.A]); break;
                case Op.Add: r[i.A] = new Value(Number(r[i.B], i.Line) + Number(r[i.C], i.Line)); break;
                case Op.Subtract: r[i.A] = new Value(Number(r[i.B], i.Line) - Number(r[i.C], i.Line)); break;
                case Op.Multiply: r[i.A] = new Value(Number(r[i.B], i.Line) * Number(r[i.C], i.Line)); break;
                case Op.Divide: r[i.A] = new Value(Number(r[i.B], i.Line) / Number(r[i.C], i.Line)); break;
                case Op.Modulo: r[i.A] = new Value(Modulo(Number(r[i.B], i.Line), Number(r[i.C], i.Line))); break;
                case Op.Power: r[i.A] = new Value(Math.Pow(Number(r[i.B], i.Line), Number(r[i.C], i.Line))); break;
                case Op.Concat: r[i.A] = new Value(string.Concat(Text(r[i.B], i.Line), Text(r[i.C], i.Line))); break;
                case Op.Equal: r[i.A] = Value.Of(Value.AreEqual(r[i.B], r[i.C])); break;
                case Op.Less: r[i.A] = Value.Of(IsLess(r[i.B], r[i.C], false, i.Line)); break;
                case Op.LessOrEqual: r[i.A] = Value.Of(IsLess(r[i.B], r[i.C], true, i.Line)); break;
                case Op.Negate: r[i.A] = new Value(-Number(r[i.B], i.Line)); break;
                case Op.Not: r[i.A] = Value.Of(!r[i.B].IsTrue); break;
                case Op.Length: r[i.A] = new Value(r[i.B].Object is string text ? text.Length : (double)TableIn(r[i.B], i.Line).Count); break;
                case Op.Call:
                    r[i.A] = Call(r[i.B], r, (Registers)i.K.Object!, machine, i.Line);
                    if (i.C > 1) r[i.A + 1] = machine.Results > 1 ? machine.Second : default;
                    if (i.C > 2) r[i.A + 2] = machine.Results > 2 ? machine.Third : default;
                    break;
                case Op.Return:
                    int[] results = ((Registers)i.K.Object!).Of;
                    machine.Results = results.Length;
                    machine.Result = results.Length > 0 ? r[results[0]] : default;
                    if (results.Length > 1) machine.Second = r[results[1]];
                    if (results.Length > 2) machine.Third = r[results[2]];
                    return true;
                case Op.Jump:
                case Op.JumpIf when r[i.A].IsTrue:
                case Op.JumpUnless when !r[i.A].IsTrue:
                case Op.ForTest when IsOver(Number(r[i.A], i.Line), Number(r[i.A + 1], i.Line), Number(r[i.A + 2], i.Line)):
                    pc = i.B;
                    continue;
                case Op.ForTest: r[i.A + 3] = r[i.A]; break;
                case Op.JumpBack:
                    pc = i.B;
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

    public static LuaError Wrong(string wanted, Value value, int line = 0) => new(new Value($"a {wanted} is wanted, not a {value.TypeName}"), line);
    public static Table TableIn(Value value, int line = 0) => value.Object as Table ?? throw Wrong("table", value, line);
    public static double Number(Value value, int line = 0) => value.IsNumber ? value.Number : throw Wrong("number", value, line);
    private static string Text(Value value, int line) => value.Object as string ?? Library.Text(new Value(Number(value, line)));
    private static bool IsOver(double index, double end, double step) => step >= 0 ? index > end : index < end;

    private static double Modulo(double a, double b)
    {
        if (b > 0 && a >= 0 && a < 1L << 53 && b < 1L << 53 && (long)a == a && (long)b == b) return (long)a % (long)b;
        return a - Math.Floor(a / b) * b;
    }

    private static bool IsLess(Value a, Value b, bool orEqual, int line)
    {
        if (a.Object is string left && b.Object is string right) return string.CompareOrdinal(left, right) < (orEqual ? 1 : 0);
        return orEqual ? Number(a, line) <= Number(b, line) : Number(a, line) < Number(b, line);
    }

    /// <summary>As many captured variables as the code says: always as many for one instruction.</summary>
    [UnrollSafe]
    private static Closure NewClosure(Body body, Frame frame)
    {
        var captured = new Cell[body.Captures.Length];
        for (int k = 0; k < captured.Length; k++)
        {
            int from = body.Captures[k];
            captured[k] = from >= 0 ? (Cell)frame.Registers[from].Object! : frame.Closure.Captured[~from];
        }
        return new Closure(body, captured);
    }

    /// <summary>Calls a function with what is in some registers. The loop goes round as often as there are parameters.</summary>
    [UnrollSafe]
    private static Value Call(Value function, Value[] r, Registers arguments, Machine machine, int line)
    {
        int[] of = arguments.Of;
        if (function.Object is Native native)
        {
            machine.Results = 1;
            return Jit.Promote(native)(machine, of.Length, of.Length > 0 ? r[of[0]] : default, of.Length > 1 ? r[of[1]] : default, of.Length > 2 ? r[of[2]] : default);
        }
        if (function.Object is not Closure closure) throw Wrong("function", function, line);
        Body body = Jit.Promote(closure.Body);
        var frame = new Frame(closure);
        for (int k = 0; k < of.Length && k < body.Parameters; k++) frame.Registers[k] = r[of[k]];
        if (++machine.Depth > MaxDepth) throw new LuaError(new Value("stack overflow"));
        Run(body, 0, frame, machine);
        machine.Depth--;
        return machine.Result;
    }

    /// <summary><c>pcall</c>: what the function raises is a result.</summary>
    public static Value CallProtected(Machine machine, int arguments, Value function, Value a, Value b)
    {
        long depth = machine.Depth;
        try
        {
            Value result = Call(function, [a, b], arguments > 2 ? s_two : arguments > 1 ? s_one : s_none, machine, 0);
            (machine.Second, machine.Third, machine.Results) = (result, machine.Results > 1 ? machine.Second : default, 3);
            return Value.Of(true);
        }
        catch (LuaError error)
        {
            (machine.Second, machine.Results, machine.Depth) = (error.Value, 2, depth);
            return Value.Of(false);
        }
    }
}
