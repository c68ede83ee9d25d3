using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>A time of a day, with a time zone or without.</summary>
[PyClass("datetime.time")]
[DontLookInside]
public sealed partial class PyTime : PyObject, IWrapped
{
    internal readonly ClockTime Clock;
    internal readonly PyObject? Zone;
    private PyInstance? _outer;

    internal PyTime(in ClockTime clock, PyObject? zone)
    {
        Clock = clock;
        Zone = zone;
    }

    void IWrapped.Wrap(PyWrapper outer) => _outer = outer;

    private PyObject Self => _outer ?? (PyObject)this;

    [PyNew(IsUnnamed = true)]
    public static PyObject? New(
        [Keyword, Unset] PyObject? hour = null, [Unset] PyObject? minute = null, [Unset] PyObject? second = null, [Unset] PyObject? microsecond = null,
        PyObject? tzinfo = null, [KeywordOnly, Unset] PyObject? fold = null)
    {
        PyObject? zone;
        if (PyDate.State(hour, 6, -1) is { } state && (state[0] & 0x7f) < 24)
        {
            if (!Zones.Check(minute, out zone)) return PyErr.TypeError("bad tzinfo state arg");
            int fold1 = state[0] >> 7;
            state[0] &= 0x7f;
            var restored = ClockTime.Restored(state, fold1);
            return restored.Check() ? new PyTime(restored, zone) : null;
        }
        if (!ClockTime.Read(hour, minute, second, microsecond, fold, default, out ClockTime clock) || !Zones.Check(tzinfo, out zone)) return null;
        return new PyTime(clock, zone);
    }

    internal static PyObject? Made(PyObject type, in ClockTime clock, PyObject? zone)
    {
        if (ReferenceEquals(type, ClassType)) return new PyTime(clock, zone);
        PyObject[] args = [new PyInt(clock.Hour), new PyInt(clock.Minute), new PyInt(clock.Second), new PyInt(clock.Micro), zone ?? PyNone.None];
        return clock.Fold == 0 ? type.Call(args, null) : type.Call([.. args, new PyInt(clock.Fold)], [PyStr.Intern("fold")]);
    }

    /// <summary>The time of a text in a form of ISO 8601.</summary>
    [PyFunction]
    [PyClassMethod]
    public static PyObject? fromisoformat(PyType type, PyObject time_string)
    {
        if (UserSlots.Unwrap(time_string) is not PyStr text) return PyErr.TypeError("fromisoformat: argument must be str");
        string s = text.Value.StartsWith('T') ? text.Value[1..] : text.Value;
        if (!IsoText.ReadTime(s, out ClockTime clock, out PyObject? zone)) return PyErr.Current != null ? null : IsoText.Invalid(time_string);
        return clock.Check() ? Made(type, clock, zone) : null;
    }

    [PyClassInit]
    private static void Complete(PyType type)
    {
        type.Set("min", new PyTime(default, null));
        type.Set("max", new PyTime(new(23, 59, 59, 999999, 0), null));
        type.Set("resolution", PyTimeDelta.Of(1)!);
    }

    [PyProperty] public long hour { [LookInside] get => Clock.Hour; }
    [PyProperty] public long minute { [LookInside] get => Clock.Minute; }
    [PyProperty] public long second { [LookInside] get => Clock.Second; }
    [PyProperty] public long microsecond { [LookInside] get => Clock.Micro; }
    [PyProperty] public long fold { [LookInside] get => Clock.Fold; }
    [PyProperty] public PyObject tzinfo { [LookInside] get => Zone ?? PyNone.None; }

    [PyFunction] public PyObject? utcoffset() => Zones.Result(Zone, PyNone.None, "utcoffset");
    [PyFunction] public PyObject? dst() => Zones.Result(Zone, PyNone.None, "dst");
    [PyFunction] public PyObject? tzname() => Zones.Name(Zone, PyNone.None);

    [PyFunction]
    public PyObject? isoformat([Keyword] string? timespec = null)
    {
        if (Clock.Text(timespec) is not { } text) return PyErr.ValueError("Unknown timespec value");
        if (!Zones.Offset(Zone, PyNone.None, "utcoffset", out PyTimeDelta? offset)) return null;
        return new PyStr(offset == null ? text : text + Zones.Text(offset, ":"));
    }

    [PyFunction]
    public PyObject? strftime([Keyword] PyObject format)
    {
        if (UserSlots.Unwrap(format) is not PyStr f) return PyErr.TypeError($"strftime() argument 1 must be str, not {(format is PyNone ? "None" : format.Type.Name)}");
        return TimeText.StructTime(1900, 1, 1, Clock.Hour, Clock.Minute, Clock.Second, 0, 1, -1) is { } parts ? TimeText.Format(Self, f.Value, parts, Clock.Micro) : null;
    }

    [PyFunction]
    public PyObject? __format__(PyObject format)
    {
        if (UserSlots.Unwrap(format) is not PyStr f) return PyErr.TypeError($"__format__() argument 1 must be str, not {(format is PyNone ? "None" : format.Type.Name)}");
        if (f.Length == 0) return Self.Str();
        return Self.GetAttr(PyStr.Intern("strftime")) is { } method ? Calls.Call1(method, f) : null;
    }

    [PyFunction]
    public PyObject? replace(
        [Keyword, Unset] PyObject? hour = null, [Unset] PyObject? minute = null, [Unset] PyObject? second = null, [Unset] PyObject? microsecond = null,
        [Unset] PyObject? tzinfo = null, [KeywordOnly, Unset] PyObject? fold = null)
    {
        PyObject? zone = Zone;
        if (!ClockTime.AreInts(hour, minute, second, microsecond, fold) || !ClockTime.CheckFold(fold) || !ClockTime.Read(hour, minute, second, microsecond, fold, Clock, out ClockTime clock) || tzinfo != null && !Zones.Check(tzinfo, out zone)) return null;
        return Made(Self.Type, clock, zone);
    }

    private PyTuple State(bool withFold)
    {
        byte[] state = Clock.Bytes;
        if (withFold && Clock.Fold == 1) state[0] |= 0x80;
        return new PyTuple(Zone == null ? [new PyBytes(state)] : [new PyBytes(state), Zone]);
    }

    [PyFunction] public PyObject __reduce__() => new PyTuple([Self.Type, State(withFold: false)]);
    [PyFunction] public PyObject __reduce_ex__(long protocol) => new PyTuple([Self.Type, State(protocol > 3)]);

    public override PyStr? Repr()
    {
        string text = $"{(_outer == null ? "datetime.time" : _outer.Type.Name)}({Clock.Hour}, {Clock.Minute}{Clock.ReprTail}";
        if (Zone != null)
        {
            if (Zone.Repr() is not { } zone) return null;
            text += ", tzinfo=" + zone.Value;
        }
        return new PyStr(text + (Clock.Fold == 1 ? ", fold=1)" : ")"));
    }

    public override PyStr? Str() => Self.GetAttr(PyStr.Intern("isoformat")) is { } method && Calls.Call0(method) is { } text ? UserSlots.Unwrap(text) as PyStr : null;

    public override long Hash()
    {
        if (!Zones.Offset(Zone, PyNone.None, "utcoffset", out PyTimeDelta? offset)) return -1;
        return (Clock.Micros - (offset == null ? 0 : (long)offset.Total)).GetHashCode() is var h && h == -1 ? -2 : HashSecret.OfNumber(h);
    }

    public override PyObject? Compare(CompareOp op, PyObject other)
    {
        if (UserSlots.Unwrap(other) is not PyTime time) return PyNotImplemented.Value;
        PyTimeDelta? a = null, b = null;
        if (!ReferenceEquals(Zone, time.Zone)
            && (!Zones.Offset(Zone, PyNone.None, "utcoffset", out a) || !Zones.Offset(time.Zone, PyNone.None, "utcoffset", out b))) return null;
        if (a == null != (b == null))
        {
            if (op is CompareOp.Eq or CompareOp.Ne) return PyBool.Of(op == CompareOp.Ne);
            return PyErr.TypeError("can't compare offset-naive and offset-aware times");
        }
        long x = Clock.Micros - (a == null ? 0 : (long)a.Total), y = time.Clock.Micros - (b == null ? 0 : (long)b.Total);
        return PyBool.Of(IntMath.Compare(op, x, y));
    }
}
