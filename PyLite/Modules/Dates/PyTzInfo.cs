using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Abstract base class for time zone info objects.</summary>
[PyClass("datetime.tzinfo")]
[DontLookInside]
public partial class PyTzInfo : PyObject
{
    [PyNew]
    public static PyObject? New([Rest] PyObject[] args, [Named] PyDict kwargs) => new PyTzInfo();

    [PyFunction] public virtual PyObject? tzname(PyObject dt) => Missing("tzname");
    [PyFunction] public virtual PyObject? utcoffset(PyObject dt) => Missing("utcoffset");
    [PyFunction] public virtual PyObject? dst(PyObject dt) => Missing("dst");

    private static PyObject? Missing(string name) => PyErr.Raise(Types.NotImplementedError, $"a tzinfo subclass must implement {name}()");

    [PyClassInit]
    private static void Complete(PyType type)
    {
        type.MethodOfInstance("fromutc", static (args, keywords) => Define.Count("fromutc", args, 2, 2) ? FromUtc(args[0], args[1]) : null);
        type.MethodOfInstance("__reduce__", static (args, keywords) => Reduce(args[0]));
    }

    private static PyObject? FromUtc(PyObject self, PyObject given)
    {
        if (UserSlots.Unwrap(given) is not PyDateTime moment) return PyErr.TypeError("fromutc: argument must be a datetime");
        if (!ReferenceEquals(moment.Zone, self)) return PyErr.ValueError("fromutc: dt.tzinfo is not self");
        if (!Zones.Offset(self, given, "utcoffset", out PyTimeDelta? offset) || offset == null)
            return PyErr.Current != null ? null : PyErr.ValueError("fromutc: non-None utcoffset() result required");
        if (!Zones.Offset(self, given, "dst", out PyTimeDelta? dst) || dst == null)
            return PyErr.Current != null ? null : PyErr.ValueError("fromutc: non-None dst() result required");
        PyObject result = given;
        Int128 delta = offset.Total - dst.Total;
        if (delta != 0)
        {
            if (moment.Moved(delta) is not { } standard) return null;
            result = standard;
            if (!Zones.Offset(self, result, "dst", out dst) || dst == null)
                return PyErr.Current != null ? null : PyErr.ValueError("fromutc: tz.dst() gave inconsistent results; cannot convert");
        }
        return dst.Truth() == 0 ? result : ((PyDateTime)UserSlots.Unwrap(result)).Moved(dst.Total);
    }

    private static PyObject? Reduce(PyObject self)
    {
        PyObject args = PyTuple.Empty;
        if (Attributes.Find(self, PyStr.Intern("__getinitargs__")) is { } given)
        {
            if (Calls.Call0(given) is not { } made) return null;
            args = made;
        }
        if (self.GetAttr(PyStr.Intern("__getstate__")) is not { } getState || Calls.Call0(getState) is not { } state) return null;
        return state is PyNone ? new PyTuple([self.Type, args]) : new PyTuple([self.Type, args, state]);
    }
}

/// <summary>Fixed offset from UTC implementation of tzinfo.</summary>
[PyClass("datetime.timezone", IsFinal = true)]
[DontLookInside]
public sealed partial class PyTimezone : PyTzInfo
{
    internal readonly PyTimeDelta Offset;
    private readonly PyStr? _name;

    private PyTimezone(PyTimeDelta offset, PyStr? name)
    {
        Offset = offset;
        _name = name;
    }

    internal static readonly PyTimezone Utc = new(PyTimeDelta.Zero, null);

    internal static PyTimezone Of(PyTimeDelta offset) => offset.Truth() == 0 ? Utc : new(offset, null);

    [PyNew]
    public static PyObject? New([Keyword] PyObject offset, [Unset] PyObject? name = null)
    {
        if (UserSlots.Unwrap(offset) is not PyTimeDelta delta) return PyErr.TypeError($"timezone() argument 1 must be datetime.timedelta, not {(offset is PyNone ? "None" : offset.Type.Name)}");
        PyStr? text = null;
        if (name != null && (text = UserSlots.Unwrap(name) as PyStr) == null) return PyErr.TypeError($"timezone() argument 2 must be str, not {(name is PyNone ? "None" : name.Type.Name)}");
        if (Int128.Abs(delta.Total) >= PyTimeDelta.Day)
            return PyErr.ValueError($"offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), not {offset.Repr()?.Value}.");
        return text == null && delta.Truth() == 0 ? Utc : new PyTimezone(delta, text);
    }

    [PyClassInit]
    private static void Complete(PyType type)
    {
        type.Set("utc", Utc);
        type.Set("min", new PyTimezone(PyTimeDelta.Of(-(PyTimeDelta.Day - 60_000_000))!, null));
        type.Set("max", new PyTimezone(PyTimeDelta.Of(PyTimeDelta.Day - 60_000_000)!, null));
        type.Method("__getinitargs__", static self => self is PyTimezone t ? new PyTuple(t._name == null ? [t.Offset] : [t.Offset, t._name]) : null);
        type.Method("fromutc", static (self, given) =>
        {
            if (UserSlots.Unwrap(given) is not PyDateTime moment) return PyErr.TypeError("fromutc: argument must be a datetime instance");
            if (!ReferenceEquals(UserSlots.UnwrapOrNull(moment.Zone), self)) return PyErr.ValueError("fromutc: dt.tzinfo is not self");
            return moment.Moved(((PyTimezone)self).Offset.Total);
        });
    }

    private static bool IsMoment(PyObject dt, string name) =>
        dt is PyNone || UserSlots.Unwrap(dt) is PyDateTime || PyErr.Fail(Types.TypeError, $"{name}(dt) argument must be a datetime instance or None, not {dt.Type.Name}");

    [PyFunction("tzname")] public override PyObject? tzname(PyObject dt) => IsMoment(dt, "tzname") ? Str() : null;
    [PyFunction("utcoffset")] public override PyObject? utcoffset(PyObject dt) => IsMoment(dt, "utcoffset") ? Offset : null;
    [PyFunction("dst")] public override PyObject? dst(PyObject dt) => IsMoment(dt, "dst") ? PyNone.None : null;

    public override PyStr Str() => _name ?? new PyStr(Offset.Truth() == 0 ? "UTC" : "UTC" + Zones.Text(Offset, ":"));

    public override PyStr Repr() => new(ReferenceEquals(this, Utc) ? "datetime.timezone.utc"
        : $"datetime.timezone({Offset.Repr().Value}{(_name == null ? "" : ", " + _name.Repr().Value)})");

    public override long Hash() => Offset.Hash();

    public override PyObject? Compare(CompareOp op, PyObject other) =>
        op is CompareOp.Eq or CompareOp.Ne && UserSlots.Unwrap(other) is PyTimezone t ? PyBool.Of((Offset.Total == t.Offset.Total) == (op == CompareOp.Eq)) : PyNotImplemented.Value;
}

/// <summary>Asking time zones.</summary>
[DontLookInside]
internal static class Zones
{
    /// <summary>Whether an object may be a tzinfo; null stands for None.</summary>
    public static bool Check(PyObject? given, out PyObject? zone)
    {
        zone = given is PyNone ? null : given;
        return zone == null || UserSlots.Unwrap(zone) is PyTzInfo || PyErr.Fail(Types.TypeError, $"tzinfo argument must be None or of a tzinfo subclass, not type '{zone.Type.Name}'");
    }

    /// <summary>An offset, null for None; false with an exception pending.</summary>
    public static bool Offset(PyObject? zone, PyObject moment, string method, out PyTimeDelta? offset)
    {
        offset = null;
        if (zone == null) return true;
        if (zone is PyTimezone fixedZone)
        {
            if (method == "utcoffset") offset = fixedZone.Offset;
            return true;
        }
        if (zone.GetAttr(PyStr.Intern(method)) is not { } ask || Calls.Call1(ask, moment) is not { } given) return false;
        if (given is PyNone) return true;
        offset = UserSlots.Unwrap(given) as PyTimeDelta;
        if (offset == null) return PyErr.Fail(Types.TypeError, $"tzinfo.{method}() must return None or a timedelta, not '{given.Type.Name}'");
        return Int128.Abs(offset.Total) < PyTimeDelta.Day
            || PyErr.Fail(Types.ValueError, "offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24).");
    }

    public static PyObject? Result(PyObject? zone, PyObject moment, string method) => Offset(zone, moment, method, out PyTimeDelta? offset) ? offset ?? (PyObject)PyNone.None : null;

    public static PyObject? Name(PyObject? zone, PyObject moment)
    {
        if (zone == null) return PyNone.None;
        if (zone.GetAttr(PyStr.Intern("tzname")) is not { } ask || Calls.Call1(ask, moment) is not { } name) return null;
        return name is PyNone || UserSlots.Unwrap(name) is PyStr ? name : PyErr.TypeError($"tzinfo.tzname() must return None or a string, not '{name.Type.Name}'");
    }

    /// <summary>±HH:MM, and seconds where there are any.</summary>
    public static string Text(PyTimeDelta offset, string separator)
    {
        long micros = (long)offset.Total;
        string sign = micros < 0 ? "-" : "+";
        micros = Math.Abs(micros);
        long seconds = micros / 1_000_000;
        micros %= 1_000_000;
        string text = $"{sign}{seconds / 3600:00}{separator}{seconds / 60 % 60:00}";
        if (seconds % 60 != 0 || micros != 0) text += $"{separator}{seconds % 60:00}";
        return micros != 0 ? $"{text}.{micros:000000}" : text;
    }
}
