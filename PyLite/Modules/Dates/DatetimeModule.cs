using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Concrete date/time and related types.</summary>
[PyModule("_datetime")]
[DontLookInside]
public static partial class DatetimeModule
{
    [PyConstant] private static PyType date => PyDate.ClassType;
    [PyConstant] private static PyType datetime => PyDateTime.ClassType;
    [PyConstant] private static PyType time => PyTime.ClassType;
    [PyConstant] private static PyType timedelta => PyTimeDelta.ClassType;
    [PyConstant] private static PyType tzinfo => PyTzInfo.ClassType;
    [PyConstant] private static PyType timezone => PyTimezone.ClassType;
    [PyConstant] private static PyObject UTC => PyTimezone.Utc;
    [PyConstant] private static long MINYEAR => 1;
    [PyConstant] private static long MAXYEAR => 9999;
}
