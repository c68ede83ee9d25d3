using System.Globalization;
using System.Text;
using MetaTracer.Trace;
using static MetaTracer.Trace.OpCode;

namespace MetaTracer.Tests.Rules;

/// <summary>
/// A recorded loop made at random, of integers, two objects (perhaps one) and an array: as a recorder does, it takes values along and guards what
/// is true of them. Every iteration ends with a call that sees what the next begins with.
/// </summary>
internal sealed class RandomLoop
{
    private const string Header = """
        class P size=32 bump
        field P.X i at=8 size=8 signed in=P
        field P.Y i at=16 size=8 signed in=P
        array long[] i base=16 item=8 size=8 signed
        call use (i i i i) -> () CannotRaise reads= writes=
        call mess (p) -> () CannotRaise reads=P.X writes=P.X
        [p0, p1, p2, i3, i4, i5, i6]
        guard_nonnull_class(p0, ConstClass(P)) []
        guard_nonnull_class(p1, ConstClass(P)) []
        guard_nonnull(p2) []

        """;

    private static readonly OpCode[] Binary =
    [
        int_add, int_add, int_sub, int_sub, int_mul, int_and, int_and, int_or, int_or, int_xor, int_lshift, int_rshift, uint_rshift, int_lt, int_le, int_eq, int_ne, uint_lt,
    ];

    private static readonly OpCode[] Unary = [int_neg, int_invert, int_is_zero, int_is_true];
    private static readonly OpCode[] Checked = [int_add_ovf, int_sub_ovf, int_mul_ovf];
    private static readonly long[] Constants = [0, 1, -1, 2, 3, 4, 5, 7, 8, 16, 32, 63, 255, -256, int.MaxValue, long.MinValue, long.MaxValue];

    private readonly Random _random;
    private readonly StringBuilder _text = new(Header);
    private readonly List<(string Name, long Value)> _ints = [];
    private readonly LoopWorld _world;
    private int _next = 7;

    private RandomLoop(Random random, LoopWorld world)
    {
        _random = random;
        _world = world;
        for (int i = 0; i < 4; i++) _ints.Add(($"i{3 + i}", world.Ints[i]));
    }

    /// <param name="world">What the first iteration begins with; it is changed as that iteration changes it.</param>
    public static string Make(Random random, LoopWorld world)
    {
        var loop = new RandomLoop(random, world);
        int length = random.Next(4, 16);
        for (int i = 0; i < length; i++) loop.Step();
        string[] next = [loop.Pick().Name, loop.Pick().Name, loop.Pick().Name, loop.Pick().Name];
        // Names only: a jump may give constants as well, but then there is little to see.
        string ints = string.Join(", ", next);
        string references = random.Next(4) == 0 ? "p1, p0, p2" : "p0, p1, p2";
        loop._text.Append(CultureInfo.InvariantCulture, $"call_n({ints}, descr=use)\njump({references}, {ints}) []\n");
        return loop._text.ToString();
    }

    private void Step()
    {
        switch (_random.Next(12))
        {
            case < 5:
                Compute(Binary[_random.Next(Binary.Length)], Pick(), Argument());
                return;
            case 5:
                Compute(Unary[_random.Next(Unary.Length)], Pick());
                return;
            case 6:
                OpCode code = Checked[_random.Next(Checked.Length)];
                ((string Name, long Value) a, (string Name, long Value) b) = (Pick(), Argument());
                bool overflows = Executor.Overflows(code, a.Value, b.Value);
                if (overflows) return;
                Compute(code, a, b);
                _text.Append("guard_no_overflow() []\n");
                return;
            case 7 or 8:
                OpCode comparison = Binary[_random.Next(13, Binary.Length)];
                (string Name, long Value) condition = Compute(comparison, Pick(), Argument());
                _text.Append(CultureInfo.InvariantCulture, $"guard_{(condition.Value != 0 ? "true" : "false")}({condition.Name}) []\n");
                return;
            case 9:
                string target = $"p{_random.Next(2)}", field = _random.Next(2) == 0 ? "P.X" : "P.Y";
                if (_random.Next(2) == 0)
                {
                    Define($"getfield_gc_i({target}, descr={field})", _world.Read(target, field));
                    return;
                }
                (string Name, long Value) stored = Argument();
                _world.Write(target, field, stored.Value);
                _text.Append(CultureInfo.InvariantCulture, $"setfield_gc({target}, {stored.Name}, descr={field})\n");
                return;
            case 10:
                Item();
                return;
            default:
                string messed = $"p{_random.Next(2)}";
                _world.Mess(_world.Object(messed));
                _text.Append(CultureInfo.InvariantCulture, $"call_n({messed}, descr=mess)\n");
                return;
        }
    }

    private void Item()
    {
        (string Name, long Value) index = Pick();
        if (index.Value is < 0 or > 6) index = Compute(int_and, index, ("3", 3));
        if (_random.Next(2) == 0) index = Compute(int_add, index, ("1", 1));
        (string Name, long Value) length = Define("arraylen_gc(p2)", LoopWorld.Length);
        (string Name, long Value) inside = Compute(uint_lt, index, length);
        _text.Append(CultureInfo.InvariantCulture, $"guard_true({inside.Name}) []\n");
        if (_random.Next(2) == 0)
        {
            Define($"getarrayitem_gc_i(p2, {index.Name}, descr=long[])", _world.Items[index.Value]);
            return;
        }
        (string Name, long Value) stored = Argument();
        _world.Items[index.Value] = stored.Value;
        _text.Append(CultureInfo.InvariantCulture, $"setarrayitem_gc(p2, {index.Name}, {stored.Name}, descr=long[])\n");
    }

    private (string Name, long Value) Compute(OpCode code, (string Name, long Value) a, (string Name, long Value) b) =>
        Define($"{code}({a.Name}, {b.Name})", Executor.Int(code, a.Value, b.Value));

    private (string Name, long Value) Compute(OpCode code, (string Name, long Value) a) => Define($"{code}({a.Name})", Executor.Int(code, a.Value, 0));

    private (string Name, long Value) Define(string operation, long value)
    {
        var made = ($"i{_next++}", value);
        _text.Append(CultureInfo.InvariantCulture, $"{made.Item1} = {operation}\n");
        _ints.Add(made);
        return made;
    }

    // Late ones are more likely, so that operations meet.
    private (string Name, long Value) Pick() => _random.Next(2) == 0 ? _ints[^_random.Next(1, Math.Min(4, _ints.Count))] : _ints[_random.Next(_ints.Count)];

    private (string Name, long Value) Argument()
    {
        if (_random.Next(5) < 3) return Pick();
        long constant = Constants[_random.Next(Constants.Length)];
        return (constant.ToString(CultureInfo.InvariantCulture), constant);
    }
}
