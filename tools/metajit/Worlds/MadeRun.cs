using System.Globalization;
using System.Text;
using MetaTracer.Trace;
using static MetaTracer.Trace.OpCode;

namespace MetaJit.Tool.Worlds;

/// <summary>One run in a made-up world: memory as far as the run has changed it, and what its calls saw.</summary>
internal sealed class MadeRun(MadeWorld world)
{
    public MadeWorld World => world;

    private readonly Dictionary<(object? Target, object Place, long Index), Cell> _memory = [];
    private readonly Dictionary<object, int> _epochs = [];
    private readonly StringBuilder _seen = new();
    private int _calls, _everything;
    private string _lastCall = "";

    /// <summary>Variables by number.</summary>
    public Cell[] Values { get; } = new Cell[4096];

    public TreeLoop Loop { get; set; } = null!;

    public Cell Of(Value value)
    {
        if (value.IsNone) return default;
        if (value.IsVariable) return Values[value.Index];
        return value.Kind switch
        {
            Kind.Int => new Cell(Loop.Constants.IntOf(value)),
            Kind.Float => new Cell(0, Loop.Constants.FloatOf(value)),
            _ => new Cell(0, 0, world.Of(Loop.Constants.RefOf(value))),
        };
    }

    /// <summary>Whether a guard holds.</summary>
    public bool Holds(int at)
    {
        ref readonly Operation guard = ref Loop.Operations[at];
        ReadOnlySpan<Value> args = Loop.Args(guard);
        Cell first = args.Length > 0 ? Of(args[0]) : default;
        switch (guard.Code)
        {
            case guard_true: return first.Int != 0;
            case guard_false: return first.Int == 0;
            case guard_value: return Same(first, Of(args[1]));
            case guard_nonnull: return first.Ref is not null;
            case guard_isnull: return first.Ref is null;
            case guard_class or guard_nonnull_class: return IsOf(first.Ref, (ClassDescr)Loop.Constants.RefOf(args[1])!);
            case guard_no_overflow or guard_overflow:
                ref readonly Operation before = ref Loop.Operations[at - 1];
                ReadOnlySpan<Value> operands = Loop.Args(before);
                return Executor.Overflows(before.Code, Of(operands[0]).Int, Of(operands[1]).Int) == (guard.Code == guard_overflow);
            case guard_no_exception or guard_not_invalidated: return true;
            default: return false;
        }
    }

    private bool IsOf(object? o, ClassDescr cls) => o switch
    {
        null => false,
        MadeObject made => world.IsOf(made, cls),
        _ => o.GetType().Name == cls.Name,
    };

    private static bool Same(Cell a, Cell b) =>
        a.Int == b.Int && BitConverter.DoubleToInt64Bits(a.Float) == BitConverter.DoubleToInt64Bits(b.Float) && ReferenceEquals(a.Ref, b.Ref);

    /// <summary>Runs one operation that is no guard, label, jump or finish.</summary>
    public void Step(int at)
    {
        ref readonly Operation operation = ref Loop.Operations[at];
        Cell[] args = Array.ConvertAll(Loop.Args(operation).ToArray(), Of);
        Cell a = args.Length > 0 ? args[0] : default, b = args.Length > 1 ? args[1] : default;
        object? result = null;
        switch (operation.Code)
        {
            case debug_merge_point or enter_portal_frame or leave_portal_frame or quasiimmut_field: break;
            case assume_nonnull: NotNull(a.Ref); break;
            case assume_length: world.Require(NotNull(a.Ref), b.Int - 1); break;
            case record_exact_class when IsOf(a.Ref, (ClassDescr)b.Ref!): break;
            case record_exact_class: throw new ImpossibleWorldException("an object of another class than promised");
            case record_known_result: world.Promise(Text((Descr)operation.Descr!, args.AsSpan(1)), a); break;
            case new_with_vtable: result = new Cell(0, 0, new MadeObject(-1) { Class = (ClassDescr)operation.Descr! }); break;
            case new_array when a.Int is < 0 or > 1 << 20: throw new ImpossibleWorldException("an array of no possible length");
            case new_array: result = new Cell(0, 0, new MadeObject(-1) { Class = ((ArrayDescr)operation.Descr!).ArrayClass, Length = a.Int }); break;
            case getfield_gc_i or getfield_gc_r or getfield_gc_f: result = Load(NotNull(a.Ref), (Descr)operation.Descr!, 0); break;
            case setfield_gc: Store(NotNull(a.Ref), (Descr)operation.Descr!, 0, b); break;
            case getstatic_gc_i or getstatic_gc_r or getstatic_gc_f: result = Load(null, (Descr)operation.Descr!, 0); break;
            case setstatic_gc: Store(null, (Descr)operation.Descr!, 0, a); break;
            case getarrayitem_gc_i or getarrayitem_gc_r or getarrayitem_gc_f:
                world.Require(NotNull(a.Ref), b.Int);
                result = Load((MadeObject)a.Ref!, (Descr)operation.Descr!, b.Int);
                break;
            case getarrayitem_gc_pure_i or getarrayitem_gc_pure_r or getarrayitem_gc_pure_f:
                world.Require(NotNull(a.Ref), b.Int);
                result = Load((MadeObject)a.Ref!, (Descr)operation.Descr!, b.Int, isPure: true);
                break;
            case setarrayitem_gc:
                world.Require(NotNull(a.Ref), b.Int);
                Store((MadeObject)a.Ref!, (Descr)operation.Descr!, b.Int, args[2]);
                break;
            case arraylen_gc: result = new Cell(world.LengthOf(NotNull(a.Ref))); break;
            case strlen: result = new Cell(a.Ref is string whole ? whole.Length : world.LengthOf(NotNull(a.Ref))); break;
            case strgetitem when a.Ref is string text: result = new Cell(b.Int >= 0 && b.Int < text.Length ? text[(int)b.Int] : throw new ImpossibleWorldException("a character outside its string")); break;
            case strgetitem:
                world.Require(NotNull(a.Ref), b.Int);
                result = new Cell(world.At(a.Ref, strgetitem, b.Int, 0, Kind.Int).Int & 0xFFFF);
                break;
            case ptr_eq: result = new Cell(ReferenceEquals(a.Ref, b.Ref) ? 1 : 0); break;
            case ptr_ne: result = new Cell(ReferenceEquals(a.Ref, b.Ref) ? 0 : 1); break;
            case same_as_i or same_as_r or same_as_f: result = a; break;
            case call_extra_i or call_extra_r or call_extra_f: result = world.ResultOf($"{_lastCall} #{a.Int}", operation.Result.Kind); break;
            case cond_call_n:
                if (a.Int != 0) Call(operation, args.AsSpan(1));
                break;
            case cond_call_value_r: result = a.Ref is not null ? a : Call(operation, args.AsSpan(1)); break;
            default:
                if ((operation.Info.Flags & OpFlags.Call) != 0) result = Call(operation, args);
                else result = Compute(operation, a, b, Loop.Args(operation)[0].Kind);
                break;
        }
        if (result is Cell cell && !operation.Result.IsNone) Values[operation.Result.Index] = cell;
    }

    private static Cell Compute(in Operation operation, Cell a, Cell b, Kind kind)
    {
        try
        {
            return (kind, operation.Info.Result) switch
            {
                (Kind.Int, Kind.Int) => new Cell(Executor.Int(operation.Code, a.Int, b.Int)),
                (Kind.Int, _) => new Cell(0, Executor.IntToFloat(operation.Code, a.Int)),
                (_, Kind.Int) => new Cell(Executor.FloatToInt(operation.Code, a.Float, b.Float)),
                _ => new Cell(0, Executor.Float(operation.Code, a.Float, b.Float)),
            };
        }
        catch (ArithmeticException)
        {
            throw new ImpossibleWorldException("a division that the interpreter would not do");
        }
    }

    private static MadeObject NotNull(object? o) => o as MadeObject ?? throw new ImpossibleWorldException("an access to null");

    // ---- Memory

    private int EpochOf(Descr place) => place is FieldDescr { IsImmutable: true } ? 0 : _everything + _epochs.GetValueOrDefault(place);

    private Cell Load(MadeObject? target, Descr place, long index, bool isPure = false)
    {
        if (_memory.TryGetValue((target, place, index), out Cell known)) return known;
        Kind kind = KindOf(place);
        return target is { IsNew: true } ? default : Narrow(place, world.At(target, place, index, isPure ? 0 : EpochOf(place), kind));
    }

    public void Store(MadeObject? target, Descr place, long index, Cell value) => _memory[(target, place, index)] = Narrow(place, value);

    private static Kind KindOf(Descr place) => place switch { FieldDescr field => field.Kind, ArrayDescr array => array.Kind, _ => ((StaticDescr)place).Kind };

    private static Cell Narrow(Descr place, Cell value)
    {
        (Kind kind, int size, bool isSigned) = place switch
        {
            FieldDescr f => (f.Kind, f.Size, f.IsSigned),
            ArrayDescr a => (a.Kind, a.Size, a.IsSigned),
            _ => (((StaticDescr)place).Kind, ((StaticDescr)place).Size, ((StaticDescr)place).IsSigned),
        };
        if (kind == Kind.Float && size == 4) return new Cell(0, (float)value.Float);
        if (kind != Kind.Int || size == 8) return value;
        int unused = 64 - 8 * size;
        return new Cell(isSigned ? value.Int << unused >> unused : value.Int << unused >>> unused);
    }

    // ---- Calls

    private Cell Call(in Operation operation, ReadOnlySpan<Cell> args)
    {
        var descr = operation.Descr as CallDescr;
        EffectInfo effect = descr?.Effect ?? ((LoopToken)operation.Descr!).Effect;
        string name = descr?.Name ?? $"Loop{((LoopToken)operation.Descr!).Number}";
        bool isPure = effect.IsElidable || effect.ExtraEffect == ExtraEffect.LoopInvariant;
        string call = Text(name, args);
        if (!isPure)
        {
            call = $"{++_calls}: {call}";
            _seen.Append(call);
            DescribeMemory(_seen, new Dictionary<object, int>(ReferenceEqualityComparer.Instance), place => effect.MayRead(place));
            _seen.Append('\n');
            Forget(effect);
        }
        _lastCall = call;
        return operation.Result.IsNone ? default : world.ResultOf(call, operation.Result.Kind);
    }

    /// <summary>Objects of the world may have changed where the call may write. Those that the run made stay.</summary>
    private void Forget(EffectInfo effect)
    {
        if (effect.Writes is null) _everything++;
        else foreach (Descr place in effect.Writes) _epochs[place] = _epochs.GetValueOrDefault(place) + 1;
        foreach ((object? target, object place, long index) in _memory.Keys.ToArray())
            if (target is not MadeObject { IsNew: true } && place is not FieldDescr { IsImmutable: true } && effect.MayWrite((Descr)place)) _memory.Remove((target, place, index));
    }

    private string Text(Descr callee, ReadOnlySpan<Cell> args) => Text(callee.Name, args);

    private string Text(string name, ReadOnlySpan<Cell> args)
    {
        var text = new StringBuilder(name);
        var numbers = new Dictionary<object, int>(ReferenceEqualityComparer.Instance);
        foreach (Cell arg in args) Describe(text, arg, numbers);
        return text.ToString();
    }

    // ---- Comparing

    /// <summary>What calls saw, the values given, and what is different in memory.</summary>
    public string Describe(string where, IEnumerable<Value> values)
    {
        var text = new StringBuilder(_seen.ToString());
        text.Append(where);
        var numbers = new Dictionary<object, int>(ReferenceEqualityComparer.Instance);
        foreach (Value value in values)
        {
            text.Append(' ').Append(value).Append('=');
            Describe(text, Of(value), numbers);
        }
        DescribeMemory(text, numbers, _ => true);
        return text.ToString();
    }

    private void DescribeMemory(StringBuilder text, Dictionary<object, int> numbers, Func<Descr, bool> isSeen)
    {
        var changes = _memory.Where(entry => entry.Key.Target is not MadeObject { IsNew: true } && isSeen((Descr)entry.Key.Place)
            && !(world.Known(entry.Key.Target, entry.Key.Place, entry.Key.Index, EpochOf((Descr)entry.Key.Place)) is { } before && Same(Narrow((Descr)entry.Key.Place, before), entry.Value)));
        foreach (var (key, value) in changes.OrderBy(entry => (entry.Key.Target as MadeObject)?.Number ?? -1).ThenBy(entry => ((Descr)entry.Key.Place).Name, StringComparer.Ordinal).ThenBy(entry => entry.Key.Index))
        {
            text.Append(CultureInfo.InvariantCulture, $" [{(key.Target as MadeObject)?.Number} {((Descr)key.Place).Name} {key.Index}]:");
            Describe(text, value, numbers);
        }
    }

    private void Describe(StringBuilder text, Cell cell, Dictionary<object, int> numbers)
    {
        if (cell.Ref is null)
        {
            text.Append(CultureInfo.InvariantCulture, $" {cell.Int}").Append(cell.Float == 0 && !double.IsNegative(cell.Float) ? "" : double.IsNaN(cell.Float) ? " nan" : $" {cell.Float:R}");
        }
        else if (cell.Ref is not MadeObject made)
        {
            text.Append(" '").Append(cell.Ref).Append('\'');
        }
        else if (!made.IsNew)
        {
            text.Append(CultureInfo.InvariantCulture, $" #{made.Number}");
        }
        else if (numbers.TryGetValue(made, out int number))
        {
            text.Append(CultureInfo.InvariantCulture, $" new{number}");
        }
        else
        {
            numbers[made] = number = numbers.Count;
            text.Append(CultureInfo.InvariantCulture, $" new{number} {made.Class} {made.Length}(");
            foreach (var (key, value) in _memory.Where(entry => entry.Key.Target == made && !Same(entry.Value, default))
                .OrderBy(entry => ((Descr)entry.Key.Place).Name, StringComparer.Ordinal).ThenBy(entry => entry.Key.Index).ToArray())
            {
                text.Append(CultureInfo.InvariantCulture, $" {((Descr)key.Place).Name} {key.Index}:");
                Describe(text, value, numbers);
            }
            text.Append(')');
        }
    }
}
