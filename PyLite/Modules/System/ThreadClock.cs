using System.Runtime.InteropServices;

namespace PyLite.Modules;

/// <summary>The processor time of the running thread, which .NET does not tell.</summary>
internal static class ThreadClock
{
    private struct TimeSpec
    {
        public long Seconds, Nanoseconds;
    }

    [DllImport("libc", EntryPoint = "clock_gettime")]
    private static extern int GetTime(int clock, out TimeSpec time);

    /// <summary>Null where the system has no such clock.</summary>
    public static long? Nanoseconds
    {
        get
        {
            if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS()) return null;
            // The clock's number is the system's.
            return GetTime(OperatingSystem.IsMacOS() ? 16 : 3, out TimeSpec time) == 0 ? time.Seconds * 1_000_000_000 + time.Nanoseconds : null;
        }
    }
}
