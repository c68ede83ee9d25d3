// The operations that are compiled to an instruction of their own. Small, branching on exact classes: just what the tracer likes.
using MetaJit;

namespace Lisp;

public enum Primitive { Add, Subtract, Multiply, Divide, Quotient, Remainder, Less, Equal, Cons, Car, Cdr, IsPair, IsSame, Sqrt, MakeVector, VectorRef, VectorSet, VectorLength, Display, Newline }

public static class Primitives
{
    public static readonly Dictionary<string, (Primitive Id, int Arity)> ByName = new()
    {
        ["+"] = (Primitive.Add, 2),
        ["-"] = (Primitive.Subtract, 2),
        ["*"] = (Primitive.Multiply, 2),
        ["/"] = (Primitive.Divide, 2),
        ["quotient"] = (Primitive.Quotient, 2),
        ["remainder"] = (Primitive.Remainder, 2),
        ["<"] = (Primitive.Less, 2),
        ["="] = (Primitive.Equal, 2),
        ["cons"] = (Primitive.Cons, 2),
        ["car"] = (Primitive.Car, 1),
        ["cdr"] = (Primitive.Cdr, 1),
        ["pair?"] = (Primitive.IsPair, 1),
        ["eq?"] = (Primitive.IsSame, 2),
        ["sqrt"] = (Primitive.Sqrt, 1),
        ["make-vector"] = (Primitive.MakeVector, 2),
        ["vector-ref"] = (Primitive.VectorRef, 2),
        ["vector-set!"] = (Primitive.VectorSet, 3),
        ["vector-length"] = (Primitive.VectorLength, 1),
        ["display"] = (Primitive.Display, 1),
        ["newline"] = (Primitive.Newline, 0),
    };

    public static Value Apply0(Primitive id)
    {
        if (id != Primitive.Newline) throw Unknown(id);
        Interpreter.Output.Write('\n');
        return Symbol.Nil;
    }

    public static Value Apply1(Primitive id, Value a)
    {
        switch (id)
        {
            case Primitive.Car: return a is Pair first ? first.Car : throw Wrong(id, a);
            case Primitive.Cdr: return a is Pair second ? second.Cdr : throw Wrong(id, a);
            case Primitive.IsPair: return Symbol.Bool(a is Pair);
            case Primitive.Sqrt: return new Real(Math.Sqrt(ToReal(id, a)));
            case Primitive.VectorLength: return a is Vector vector ? new Int(vector.Items.Length) : throw Wrong(id, a);
            case Primitive.Display: Display(a); return Symbol.Nil;
            default: throw Unknown(id);
        }
    }

    public static Value Apply2(Primitive id, Value a, Value b)
    {
        switch (id)
        {
            case Primitive.Add:
                return a is Int x1 && b is Int y1 && !Jit.AddOverflow(x1.V, y1.V, out long sum) ? new Int(sum) : new Real(ToReal(id, a) + ToReal(id, b));
            case Primitive.Subtract:
                return a is Int x2 && b is Int y2 && !Jit.SubOverflow(x2.V, y2.V, out long less) ? new Int(less) : new Real(ToReal(id, a) - ToReal(id, b));
            case Primitive.Multiply:
                return a is Int x3 && b is Int y3 && !Jit.MulOverflow(x3.V, y3.V, out long product) ? new Int(product) : new Real(ToReal(id, a) * ToReal(id, b));
            case Primitive.Divide: return new Real(ToReal(id, a) / ToReal(id, b));
            case Primitive.Quotient: return Divisor(id, b) == -1 ? Apply2(Primitive.Subtract, new Int(0), a) : new Int(ToInt(id, a) / Divisor(id, b));
            case Primitive.Remainder: return new Int(Divisor(id, b) == -1 ? 0 : ToInt(id, a) % Divisor(id, b));
            case Primitive.Less: return Symbol.Bool(a is Int x4 && b is Int y4 ? x4.V < y4.V : ToReal(id, a) < ToReal(id, b));
            case Primitive.Equal: return Symbol.Bool(a is Int x5 && b is Int y5 ? x5.V == y5.V : ToReal(id, a) == ToReal(id, b));
            case Primitive.Cons: return new Pair(a, b);
            case Primitive.IsSame: return Symbol.Bool(a == b);
            case Primitive.MakeVector: return MakeVector(ToInt(id, a), b);
            case Primitive.VectorRef: return Items(id, a)[Index(id, Items(id, a), b)].V!;
            default: throw Unknown(id);
        }
    }

    public static Value Apply3(Primitive id, Value a, Value b, Value c)
    {
        if (id != Primitive.VectorSet) throw Unknown(id);
        Slot[] items = Items(id, a);
        items[Index(id, items, b)].V = c;
        return Symbol.Nil;
    }

    private static Slot[] Items(Primitive id, Value a) => a is Vector vector ? vector.Items : throw Wrong(id, a);

    private static long Index(Primitive id, Slot[] items, Value b)
    {
        long index = ToInt(id, b);
        return (ulong)index < (ulong)items.Length ? index : throw Wrong(id, b);
    }

    private static long ToInt(Primitive id, Value a) => a is Int i ? i.V : throw Wrong(id, a);

    private static double ToReal(Primitive id, Value a) => a is Real r ? r.V : a is Int i ? i.V : throw Wrong(id, a);

    private static long Divisor(Primitive id, Value a) => ToInt(id, a) is not 0 and long divisor ? divisor : throw Wrong(id, a);

    [DontLookInside]
    private static void Display(Value a) => Interpreter.Output.Write(a.ToString());

    [DontLookInside]
    private static Vector MakeVector(long length, Value fill) =>
        length is >= 0 and <= int.MaxValue ? new Vector((int)length, fill) : throw Wrong(Primitive.MakeVector, new Int(length));

    private static LispError Wrong(Primitive id, Value a) => new($"{id}: wrong argument: {a}");

    private static LispError Unknown(Primitive id) => new($"not a primitive of this arity: {id}");
}
