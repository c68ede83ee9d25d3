using System.Runtime.CompilerServices;
using MetaJit;

namespace MetaTracer.Tests.CodeWriter;

#pragma warning disable CS1718 // x != x is how to ask for NaN

/// <summary>
/// C# as good programmers write it, one construct a method. Each runs as C# and as JitCode, and the results must agree. A method marked with an
/// attribute <see cref="RunsAttribute"/> runs with those arguments; several attributes give several runs.
/// </summary>
public static class Zoo
{
    [AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
    public sealed class RunsAttribute(params object?[]? arguments) : Attribute
    {
        public object?[] Arguments { get; } = arguments ?? [null];
    }

    public record struct Point(int X, long Y);
    public record Person(string Name, int Age);

    public struct Pair
    {
        public int X;
        public long Y;
    }

    public struct Nested
    {
        public Point P;
        public string? Label;
        public float F;
    }

    public interface IShape
    {
        double Area();
        int Sides => 4;
    }

    public struct Square(double side) : IShape
    {
        public double Side = side;
        public readonly double Area() => Side * Side;
        public void Grow() => Side += 1;
    }

    public sealed class Circle(double r) : IShape
    {
        public double Area() => r * r * 3;
        public int Sides => 0;
    }

    public abstract class Animal
    {
        public abstract string Say();
        public virtual int Legs() => 4;
    }

    public class Dog : Animal
    {
        public override string Say() => "wuff";
    }

    public sealed class Bird : Animal
    {
        public override string Say() => "piep";
        public override int Legs() => base.Legs() - 2;
    }

    public sealed class Holder
    {
        public sbyte S8;
        public byte U8;
        public short S16;
        public ushort U16;
        public int S32;
        public uint U32;
        public long S64;
        public float F32;
        public double F64;
        public bool Flag;
        public char Letter;
        public Color Shade;
        public string? Text;
        public Nested Inner;
        public int? Maybe;
        public readonly int[] Items = [1, 2, 3];
    }

    public enum Color : byte { Red, Green, Blue, Alpha }

    public sealed class Oops(int code) : Exception("oops")
    {
        public int Code { get; } = code;
    }

    private static int s_count;

    [DontLookInside]
    private static string Text(params object?[] parts) => string.Join(" ", parts);
    private static readonly Holder s_holder = new() { S32 = 42 };
    private static readonly Dictionary<string, int> s_map = new() { ["a"] = 1 };

    [Runs(3, 4), Runs(int.MaxValue, 1), Runs(int.MinValue, -1)]
    public static int Wraps(int a, int b) => a + b - (a * b) + (a ^ b) + (a & 0xFF) + ~b + -a;

    [Runs(0), Runs(1), Runs(2)]
    public static string ExactClass(int which)
    {
        object o = which == 0 ? new Person("A", 1) : which == 1 ? "text" : new Exception();
        if (o.GetType() == typeof(string)) return "a string";
        return o.GetType() != typeof(Person) ? "something" : "a person";
    }

    [Runs(3L, 4L), Runs(long.MaxValue, 1L)]
    public static long Wide(long a, long b) => a + b - (a * b) + (a | b) + (a << 3) + (b >> 2) + (b >>> 5);

    [Runs(7, 2), Runs(-7, 2), Runs(7, 0), Runs(int.MinValue, -1)]
    public static int Divides(int a, int b)
    {
        try
        {
            return a / b * 10 + a % b;
        }
        catch (DivideByZeroException)
        {
            return -100;
        }
        catch (OverflowException)
        {
            return -200;
        }
    }

    [Runs(7L, 2L), Runs(7L, 0L), Runs(long.MinValue, -1L), Runs(long.MinValue, 1L)]
    public static long DividesWide(long a, long b)
    {
        try
        {
            return a / b + a % b;
        }
        catch (ArithmeticException e)
        {
            return e.GetType().Name.Length;
        }
    }

    [Runs(7u, 2u), Runs(0xFFFFFFFFu, 3u), Runs(0x80000000u, 0xFFFFFFFFu)]
    public static uint UnsignedDivides(uint a, uint b) => a / b + a % b + (a >> 3) + (a > b ? 1u : 0u) + (uint)((ulong)a * b % 7);

    [Runs(1, 31), Runs(-1, 33), Runs(-8, 2)]
    public static int Shifts(int a, int n) => (a << n) + (a >> n) + (int)((uint)a >> n);

    [Runs(300, -1), Runs(-300, 70000), Runs(65535, 255)]
    public static long Narrow(int a, int b) =>
        (byte)a + 3L * (sbyte)b + 5L * (short)a + 7L * (ushort)b + 11L * (char)a + 13L * (uint)b + 17L * (long)(ulong)b;

    [Runs((byte)250, (short)-3, (ushort)65535, (sbyte)-128, 'x', 4000000000u, ulong.MaxValue)]
    public static long NarrowArguments(byte b, short s, ushort u, sbyte sb, char c, uint ui, ulong ul) =>
        (byte)(b + 10) + (short)(s * 20000) + (ushort)(u + 1) + (sbyte)(sb - 1) + c + (long)(ui >> 3) + (long)(ul >> 60) + (long)(ul % 7) + unchecked((int)(ui * 3)) + ui;

    [Runs(1.5, 2.5f, 3L), Runs(-1e300, 1e30f, long.MaxValue), Runs(double.NaN, float.NaN, 0L)]
    public static double Floats(double a, float b, long c) =>
        a * b + c - a % 2 + Math.Sqrt(Math.Abs(a)) + (a > b ? 1 : 0) + (a >= c ? 2 : 0) + (double.IsNaN(a) ? 4 : 0) + (a < 0 ? 8 : 0) + (a != a ? 16 : 0) + -a;

    [Runs(0.1f, 0.2f), Runs(16777216f, 1f)]
    public static float Singles(float a, float b) => a * b + a / b - b + (float)(a + (double)b) + (float)123456789L + a % b;

    [Runs(long.MaxValue), Runs(9007199254740993L), Runs(-5L)]
    public static float LongToSingle(long a) => (float)a + (float)(ulong)a;

    [Runs(1.9), Runs(-1.9), Runs(1e20), Runs(-1e20), Runs(double.NaN), Runs(3e9), Runs(300.7), Runs(-40000.5)]
    public static string FloatsToInts(double a) =>
        Text(unchecked((int)a), unchecked((uint)a), unchecked((long)a), unchecked((ulong)a), unchecked((short)a), unchecked((byte)a), unchecked((sbyte)a), unchecked((ushort)a));

    [Runs(1L, 2L), Runs(long.MaxValue, 1L), Runs(long.MinValue, -1L)]
    public static long Checked(long a, long b)
    {
        try
        {
            return checked(a + b * 3 - a);
        }
        catch (OverflowException)
        {
            return -1;
        }
    }

    [Runs(1), Runs(-1), Runs(200), Runs(70000), Runs(int.MaxValue)]
    public static string CheckedNarrow(int a)
    {
        string text = "";
        for (int i = 0; i < 10; i++) text += OneCheck(i, a) + " ";
        return text;
    }

    [UnrollSafe]
    private static string OneCheck(int which, int a)
    {
        try
        {
            return which switch
            {
                0 => checked((byte)a).ToString(),
                1 => checked((sbyte)a).ToString(),
                2 => checked((ushort)a).ToString(),
                3 => checked((uint)a).ToString(),
                4 => checked((ulong)a).ToString(),
                5 => checked(a * 2).ToString(),
                6 => checked((uint)a * 3).ToString(),
                7 => checked((uint)a - 5).ToString(),
                8 => checked((int)(uint)a).ToString(),
                _ => checked((int)(a * 1.5e3)).ToString(),
            };
        }
        catch (OverflowException)
        {
            return "overflow";
        }
    }

    [Runs(3L, 4L), Runs(long.MaxValue, long.MaxValue)]
    public static long Hints(long a, long b)
    {
        bool add = Jit.AddOverflow(a, b, out long sum), mul = Jit.MulOverflow(a, b, out long product), sub = Jit.SubOverflow(a, b, out long difference);
        return (add ? 1 : 0) + (mul ? 2 : 0) + (sub ? 4 : 0) + (sum ^ product ^ difference) + Jit.Promote(a);
    }

    [Runs(3L, 4L), Runs(-3L, 4L), Runs(long.MinValue, long.MinValue), Runs(long.MaxValue, -1L), Runs(0x123456789ABCDEFL, -0x7654321076543210L)]
    public static long Products(long a, long b)
    {
        long high = Math.BigMul(a, b, out long low);
        ulong unsignedHigh = Math.BigMul((ulong)a, (ulong)b, out ulong unsignedLow);
        return high ^ low << 1 ^ (long)(unsignedHigh * 7) ^ (long)unsignedLow << 2;
    }

    [Runs(1), Runs("long text"), Runs("s"), Runs(null), Runs(5.5), Runs('c')]
    public static int Patterns(object? o) => o switch
    {
        int i when i > 3 => i,
        int => 100,
        string { Length: > 2 } s => s.Length,
        Person("n", 5) => 7,
        null => 0,
        char c => c,
        _ => -1,
    };

    [Runs("abc"), Runs("stu"), Runs("xyz"), Runs("")]
    public static int StringSwitch(string s) => s switch { "abc" => 1, "def" => 2, "ghi" => 3, "jkl" => 4, "mno" => 5, "pqr" => 6, "stu" => 7, _ => 0 };

    [Runs(0), Runs(3), Runs(1001), Runs(-1), Runs(7)]
    public static int IntSwitch(int i) => i switch { 0 => 5, 1 => 7, 2 => 9, 3 => 1, 1000 => 2, 1001 => 3, 1002 => 4, _ => 1 };

    [Runs(Color.Red), Runs(Color.Alpha)]
    public static int EnumSwitch(Color c)
    {
        switch (c)
        {
            case Color.Red: return 1;
            case Color.Green: return 2;
            case Color.Blue: goto case Color.Red;
            default: return 9;
        }
    }

    private static (int Quotient, int Remainder) DivMod(int a, int b) => (a / b, a % b);

    [Runs(100), Runs(-13)]
    public static int Tuples(int a)
    {
        var (q, r) = DivMod(a, 7);
        (q, r) = (r, q);
        var pair = (q, r);
        pair = (pair.r, pair.q);
        return pair.q * 1000 + pair.r;
    }

    [Runs(2), Runs(5)]
    public static int Structs(int a)
    {
        var p = new Point(a, 2);
        Point q = p with { X = 4 };
        p.X++;
        q.Y += p.X;
        var n = new Nested { P = q, F = 1.5f };
        n.P.X *= 3;
        Nested copy = n;
        copy.P.X = 1;
        return n.P.X + (int)n.P.Y + (p == q ? 1000 : 0) + copy.P.X + (int)(n.F * 2) + (n.Label?.Length ?? 0);
    }

    [Runs(7)]
    public static string StructFields(int a)
    {
        var h = new Holder { S32 = a, Inner = new Nested { P = new Point(a, 8), Label = "x", F = 0.5f } };
        h.Inner.P.X += 5;
        Nested n = h.Inner;
        n.P.X = 0;
        h.Inner.P = new Point(h.Inner.P.X, n.P.Y + 1);
        ref Point p = ref h.Inner.P;
        p.Y++;
        return Text(h.Inner.P.X, h.Inner.P.Y, h.Inner.Label, h.Inner.F, n.P.X);
    }

    [Runs(7)]
    public static long StructArrays(int a)
    {
        var points = new Pair[3];
        points[1].X = a;
        points[1].Y -= 3;
        points[2] = points[1];
        points[2].X += 1;
        ref Pair p = ref points[0];
        p.X = 9;
        Bump(ref points[2].X);
        Bump(ref p.X);
        return points[0].X + 10 * points[1].X + 100 * points[2].X + points[2].Y;
    }

    private static void Bump(ref int x) => x += 1;

    [Runs(1, 2)]
    public static int Swaps(int a, int b)
    {
        Swap(ref a, ref b);
        var h = new Holder { S32 = 5 };
        Swap(ref a, ref h.S32);
        int[] items = [10, 20];
        Swap(ref items[1], ref h.S32);
        return a + 10 * b + 100 * h.S32 + items[1] * 1000;
    }

    private static void Swap<T>(ref T a, ref T b) => (a, b) = (b, a);

    [Runs("a"), Runs("b")]
    public static int Outs(string key)
    {
        if (!s_map.TryGetValue(key, out int value)) value = -5;
        Both(value, out int twice, out string text);
        return value + twice + text.Length;
    }

    private static void Both(int a, out int twice, out string text)
    {
        twice = a * 2;
        text = "out";
    }

    private static long ByIn(in Point p) => p.X + p.Y;

    [Runs(4)]
    public static long Ins(int a)
    {
        var p = new Point(a, 2);
        return ByIn(p) + ByIn(in p);
    }

    [Runs("text"), Runs(null), Runs(5)]
    public static int Tries(object? o)
    {
        int trail = 0;
        try
        {
            trail += 1;
            try
            {
                trail += ((string)o!).Length * 10;
            }
            catch (InvalidCastException e)
            {
                trail += 100 + (e.Message.Length > 0 ? 1 : 0);
            }
            finally
            {
                trail += 1000;
            }
        }
        catch (NullReferenceException)
        {
            trail += 5000;
        }
        finally
        {
            trail += 20000;
        }
        return trail;
    }

    [Runs(1), Runs(2), Runs(3), Runs(4)]
    public static int Leaves(int a)
    {
        int trail = 0;
        for (int i = 0; i < 3; i++)
        {
            try
            {
                if (a == 1) continue;
                if (a == 2) break;
                if (a == 3) return trail + 7;
                trail += 10;
            }
            finally
            {
                trail += 100;
            }
        }
        return trail;
    }

    // An exception filter: not convertible, so it has no runs here.
    public static int Filters(int a)
    {
        try
        {
            return Thrower(a);
        }
        catch (Oops e) when (a == 99)
        {
            return e.Code;
        }
        catch (Oops e)
        {
            return e.Code * 2;
        }
    }

    [Runs(1), Runs(2), Runs(3)]
    public static int Catches(int a)
    {
        try
        {
            try
            {
                return Thrower(a);
            }
            finally
            {
                s_count++;
            }
        }
        catch (Oops e)
        {
            return e.Code * 2;
        }
        catch (Exception e)
        {
            return e.Message.Length;
        }
    }

    private static int Thrower(int a)
    {
        try
        {
            if (a == 1) throw new Oops(21);
            if (a == 2) throw new InvalidOperationException("two");
        }
        catch (InvalidOperationException)
        {
            s_count += 5;
            throw;
        }
        return a;
    }

    [Runs(5, null), Runs(null, null), Runs(5, 6)]
    public static int Nullables(object? x, object? y)
    {
        int? a = (int?)x, b = (int?)y;
        var h = new Holder { Maybe = a };
        object? boxed = h.Maybe;
        return ((a + b) ?? a ?? -1) + (h.Maybe.HasValue ? 100 : 0) + h.Maybe.GetValueOrDefault() + (boxed is null ? 1000 : 0) + (a > b ? 5 : 0);
    }

    [Runs(5)]
    public static int Lambdas(int k)
    {
        int sum = 0;
        Action<int> add = x => sum += x * k;
        add(3);
        Func<int, int> twice = static x => x * 2;
        int Local(int z) => z + k;
        Func<string> say = new Dog().Say;
        return sum + twice(4) + Local(1) + say().Length;
    }

    [Runs(5)]
    public static int Boxes(int a)
    {
        object o = new Point(a, 3);
        object c = Color.Blue;
        object i = 5;
        return ((Point)o).X + (int)(Color)c + (byte)c + (int)i + (o is Point { Y: 3 } ? 50 : 0) + o.GetHashCode() * 0 + c.ToString()!.Length;
    }

    [Runs(3.0)]
    public static double Interfaces(double d)
    {
        IShape[] shapes = [new Square(d), new Circle(d)];
        var s = new Square(2);
        s.Grow();
        return shapes[0].Area() + 100 * shapes[1].Area() + shapes[0].Sides + shapes[1].Sides + s.Area() + AreaOf(s) + AreaOf(new Circle(1));
    }

    private static double AreaOf<T>(T shape) where T : IShape => shape.Area() + shape.Sides;

    [Runs(true), Runs(false)]
    public static string Virtuals(bool bird)
    {
        Animal a = bird ? new Bird() : new Dog();
        return a.Say() + a.Legs() + a;
    }

    [Runs(1, 2)]
    public static string Generics(int a, int b) => Larger(a, b) + Larger("a", "b") + new Box<string>("q").Item.Length + Box<int>.Count + new Box<int>(a).With(x => x + 1).Item;

    private static T Larger<T>(T a, T b) where T : IComparable<T> => a.CompareTo(b) > 0 ? a : b;

    public sealed class Box<T>(T item)
    {
        public readonly T Item = item;
        public static int Count = 3;
        public Box<T> With(Func<T, T> f) => new(f(Item));
    }

    [Runs(-3), Runs(40)]
    public static string Fields(int a)
    {
        var h = new Holder
        {
            S8 = (sbyte)a,
            U8 = (byte)a,
            S16 = (short)(a * 1000),
            U16 = (ushort)(a * 1000),
            S32 = a,
            U32 = (uint)a,
            S64 = a * 10000000000L,
            F32 = a / 3f,
            F64 = a / 3.0,
            Flag = a > 0,
            Letter = (char)(a & 127),
            Shade = (Color)(a & 3),
            Text = "t",
        };
        h.U8++;
        h.U32 += 5;
        h.S8 -= 100;
        return Text(h.S8, h.U8, h.S16, h.U16, h.S32, h.U32, h.S64, h.F32, h.F64, h.Flag, (int)h.Letter, h.Shade, h.Text, h.U32 > 10 ? "+" : "-", (ulong)h.U32);
    }

    [Runs(1), Runs(5), Runs(-1)]
    public static string Arrays(int i)
    {
        byte[] bytes = [1, 200, 3];
        sbyte[] signed = [-1, 2, 3];
        ushort[] shorts = [1, 65535, 3];
        uint[] words = [1, 4000000000, 3];
        bool[] flags = [true, false, true];
        char[] letters = ['a', 'b', 'c'];
        float[] singles = [1.5f, 2.5f, 3.5f];
        object[] objects = ["x", 5, null!];
        try
        {
            bytes[i] += 100;
            signed[i] = (sbyte)(signed[i] - 100);
            words[i]++;
            singles[i] /= 3;
            flags[i] = !flags[i];
            objects[i] = letters;
            return Text(bytes[i], signed[i], shorts[i], words[i], flags[i], letters[i], singles[i], objects[i], bytes.Length, words[i] / 2);
        }
        catch (IndexOutOfRangeException)
        {
            return "range";
        }
    }

    [Runs(3)]
    public static int Covariance(int n)
    {
        object[] strings = new string[n];
        try
        {
            strings[0] = "fine";
            strings[1] = 5;
            return 1;
        }
        catch (ArrayTypeMismatchException)
        {
            return strings[0].ToString()!.Length;
        }
    }

    [Runs(-1), Runs(2)]
    public static int NegativeLength(int n)
    {
        try
        {
            return new int[n].Length;
        }
        catch (OverflowException)
        {
            return -7;
        }
    }

    [Runs(3)]
    public static int Statics(int a)
    {
        s_count = a;
        s_count += s_holder.S32;
        Counter.Value = 5;
        Counter.Value += 2;
        return s_count + Counter.Value + Counter.Start.Length;
    }

    private static class Counter
    {
        public static readonly string Start = "start";
        public static int Value = 5;
    }

    [Runs(10), Runs(0)]
    public static long Loops(int n)
    {
        long sum = 0;
        for (int i = 0; i < n; i++)
        {
            if (i % 3 == 0) continue;
            sum += i;
        }
        foreach (int x in (int[])[1, 2, 3]) sum = sum * 2 + x;
        do sum--;
        while (sum > 20);
        return sum;
    }

    [Runs(5)]
    public static int Collections(int n)
    {
        var list = new List<int> { 1, 2, n };
        var map = new Dictionary<string, int> { ["x"] = 1, ["y"] = n };
        int sum = 0;
        foreach (int x in list) sum += x;
        foreach (var (key, value) in map) sum += key.Length + value;
        return sum + list[2] + list.Count;
    }

    [Runs(1), Runs(3), Runs(9)]
    public static string Lists(int n)
    {
        var list = new List<Point>(2) { new(n, 1) };
        list.Add(new Point(2, n));
        list[0] = new Point(list[1].X, list.Count);
        list.Add(list[0]);
        try
        {
            list[n] = new Point(7, 7);
        }
        catch (ArgumentOutOfRangeException e)
        {
            return $"{list[2]} {e.ParamName} {list.Count}";
        }
        return $"{list[n]} {list.Count}";
    }

    [Runs("abc"), Runs(null), Runs("")]
    public static int Conditions(string? s) => (s?.Length ?? 50) + (s is { Length: > 0 } && s[0] == 'a' || s is null ? 100 : 0) + (string.IsNullOrEmpty(s) ? 1 : 2);

    [Runs(5), Runs(1000)]
    public static string Strings(int n) => $"{n}: {n:x} {n + 1,6} {n / 3.0:f2} {"s"}{Color.Blue}|{new Point(n, 1)}" + n + "x" + string.Concat("a", n.ToString());

    [Runs(3), Runs(-3)]
    public static int MinMax(int a) => Math.Min(a, 2) + Math.Max(a, 1) * 10 + Math.Abs(a) * 100 + (int)Math.Max(a, 0.5);

    [Runs(3)]
    public static int Compound(int a)
    {
        var h = new Holder { S32 = a };
        int[] items = [1, 2, 3, 4, 5, 6];
        items[h.S32++] += 10;
        items[h.S32--] *= h.S32;
        int x = a;
        x = x++ + ++x;
        return items[3] + items[4] * 100 + h.S32 + x;
    }

    [Runs(true), Runs(false)]
    public static string Types(bool flag)
    {
        object o = flag ? "s" : 5;
        return (o.GetType() == typeof(string)) + typeof(Point).Name + (Describe<int>() + Describe<string>()) + sizeof(long);
    }

    private static string Describe<T>() => typeof(T) == typeof(int) ? "int" : default(T) is null ? "null" : "other";

    [Runs(3), Runs(8)]
    public static int Iff(int n) => Sum(n) + Sum(2);

    [LookInsideIff(nameof(IsSmall))]
    private static int Sum(int n)
    {
        int sum = 0;
        for (int i = 0; i < n; i++) sum += i;
        return sum;
    }

    private static bool IsSmall(int n) => n < 5;

    [Runs(5)]
    public static object? Records(int a)
    {
        var p = new Person("n", a);
        Person q = p with { Age = 6 };
        return (p == q) + " " + p.Equals(new Person("n", a)) + q.Age;
    }

    [Runs("abc")]
    public static int Using(string text)
    {
        using var reader = new StringReader(text);
        lock (reader) s_count = reader.Read();
        return s_count + Interlocked.Increment(ref s_count);
    }

    [Runs(2), Runs(9)]
    public static int Quasi(int a)
    {
        var q = new QuasiImmutable<Person?>(null);
        var v = new QuasiImmutable<int>(a);
        q.Set(new Person("x", a));
        v.Set(v.Get() + 1);
        return q.Get()!.Age + v.Get();
    }

    [Runs(3)]
    public static int Finallies(int a)
    {
        int trail = 0;
        try
        {
            try
            {
                Deep(a, ref trail);
            }
            finally
            {
                try
                {
                    trail += 10;
                    if (a == 3) throw new Oops(1);
                }
                catch (Oops)
                {
                    trail += 100;
                }
            }
        }
        catch (InvalidOperationException)
        {
            trail += 1000;
        }
        return trail;
    }

    [DontLookInside]
    private static void Deep(int a, ref int trail)
    {
        if (a > 100) trail = 1;
    }

    [Runs(5, 6)]
    public static long MixedResults(long a, long b)
    {
        (long sum, double mean, string text) = Stats(a, b);
        return sum + (long)mean + text.Length;
    }

    [DontLookInside]
    private static (long, double, string) Stats(long a, long b) => (a + b, (a + b) / 2.0, "text");

    [Runs(2.5), Runs(-1e20)]
    public static bool ReadOnlyStructsMadeOutside(double a)
    {
        var big = new System.Numerics.BigInteger(a);
        return big > 0 && big < 3;
    }

    [Runs(5)]
    public static int CountedFromTheEnd(int a)
    {
        int[] items = [a, a + 1, a + 2];
        return items[..^1].Length * 10 + items[^1];
    }
}
