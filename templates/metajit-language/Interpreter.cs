using MetaJit;

namespace Foo;

public static class Interpreter
{
    public static readonly JitDriver<Body, int, Frame, Machine, Value> Driver = new("foo", Run) { Location = At };

    /// <summary>A position as people write it, for logs.</summary>
    private static string At(Body body, int pc) => $"{body.Function.Name}:{body.Lines[pc]} {body.Code[pc].Op}";

    /// <summary>The portal: runs a function from a position to its end.</summary>
    public static Value Run([Green] Body body, [Green] int pc, Frame frame, Machine machine)
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
                case Op.Move: r[i.A] = r[i.B]; break;
                case Op.Global: r[i.A] = body.Globals.Values[i.B]; break;
                case Op.SetGlobal: body.Globals.Values[i.B] = r[i.A]; break;
                case Op.Add: r[i.A] = Add(r[i.B], r[i.C], body, pc); break;
                case Op.Subtract: r[i.A] = new Value(Number(r[i.B], body, pc) - Number(r[i.C], body, pc)); break;
                case Op.Multiply: r[i.A] = new Value(Number(r[i.B], body, pc) * Number(r[i.C], body, pc)); break;
                case Op.Divide: r[i.A] = new Value(Number(r[i.B], body, pc) / Number(r[i.C], body, pc)); break;
                case Op.Less: r[i.A] = Value.Of(Number(r[i.B], body, pc) < Number(r[i.C], body, pc)); break;
                case Op.Equal: r[i.A] = Value.Of(AreEqual(r[i.B], r[i.C])); break;
                case Op.Print: machine.Print(r[i.A]); break;
                case Op.Call: Call(body.Callees[i.B].Body, r, i.A, machine); break;
                case Op.Return: return r[i.A];
                case Op.Jump:
                    pc = i.B;
                    continue;
                case Op.JumpIfFalse:
                    if (r[i.A].IsTrue) break;
                    pc = i.B;
                    continue;
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

    /// <summary>The loop goes round as often as there are parameters: always as often for one call of the user's program.</summary>
    [UnrollSafe]
    private static void Call(Body callee, Value[] registers, int first, Machine machine)
    {
        callee = Jit.Promote(callee);
        var frame = new Frame(callee.Registers);
        for (int k = 0; k < callee.Function.Parameters; k++) frame.Registers[k] = registers[first + k];
        registers[first] = Run(callee, 0, frame, machine);
    }

    private static Value Add(Value left, Value right, Body body, int pc)
    {
        if (left.Text is null && right.Text is null) return new Value(left.Number + right.Number);
        return new Value(0, Join(left, right));
    }

    [DontLookInside]
    private static string Join(Value left, Value right) => left.ToString() + right.ToString();

    private static bool AreEqual(Value left, Value right) =>
        left.Text is null && right.Text is null ? left.Number == right.Number : HaveEqualTexts(left, right);

    [DontLookInside]
    private static bool HaveEqualTexts(Value left, Value right) => left.Text == right.Text;

    private static double Number(Value value, Body body, int pc) => value.Text is null ? value.Number : throw NoNumber(value, body, pc);

    private static FooError NoNumber(Value value, Body body, int pc) => new($"line {body.Lines[pc]}: '{value}' is no number");
}
