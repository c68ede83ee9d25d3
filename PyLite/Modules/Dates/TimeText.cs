using System.Text;
using MetaJit;
using PyLite.Interpreter;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary><c>strftime</c> and <c>timetuple</c>.</summary>
[DontLookInside]
internal static class TimeText
{
    public static PyObject StructTime(int year, int month, int day, int hour, int minute, int second, int weekday, int yearDay, int dst) =>
        TimeModule.StructOf(year, month, day, hour, minute, second, weekday, yearDay, dst);

    /// <summary>Microseconds and time zone are put into the format; the rest is done by the <c>time</c> module.</summary>
    public static PyObject? Format(PyObject self, string format, PyObject parts, int micros)
    {
        var b = new StringBuilder();
        string? zone = null, name = null;
        for (int i = 0; i < format.Length; i++)
        {
            if (format[i] != '%' || i + 1 == format.Length)
            {
                b.Append(format[i]);
                continue;
            }
            char c = format[++i];
            switch (c)
            {
                case 'f':
                    b.Append($"{micros:000000}");
                    break;
                case 'z':
                    if (zone == null)
                    {
                        if (Ask(self, "utcoffset") is not { } offset) return null;
                        zone = UserSlots.Unwrap(offset) is PyTimeDelta d ? Zones.Text(d, "") : "";
                    }
                    b.Append(zone);
                    break;
                case 'Z':
                    if (name == null)
                    {
                        if (Ask(self, "tzname") is not { } given) return null;
                        name = UserSlots.Unwrap(given) is PyStr s ? s.Value.Replace("%", "%%") : "";
                    }
                    b.Append(name);
                    break;
                default:
                    b.Append('%').Append(c);
                    break;
            }
        }
        if (Imports.Import("time", null, PyNone.None, PyInt.Zero)?.GetAttr(PyStr.Intern("strftime")) is not { } write) return null;
        return Calls.Call2(write, new PyStr(b.ToString()), parts);
    }

    private static PyObject? Ask(PyObject self, string name) =>
        UserSlots.Unwrap(self) is PyDate and not PyDateTime ? PyNone.None : self.GetAttr(PyStr.Intern(name)) is { } method ? Calls.Call0(method) : null;
}
