using System.Runtime.InteropServices;

namespace MetaJit.Bench;

/// <summary>The processor time of child processes, as the kernel sums it up when they have ended.</summary>
internal static class ChildUsage
{
    private const int Children = -1, LongsInUsage = 18;

    /// <summary>User and system seconds of all children that have ended, and of theirs.</summary>
    public static double Seconds()
    {
        // struct rusage begins with the user and the system time, each as seconds and microseconds.
        var usage = new long[LongsInUsage];
        if (getrusage(Children, usage) != 0) return 0;
        return usage[0] + usage[2] + (usage[1] + usage[3]) / 1e6;
    }

    [DllImport("libc", SetLastError = true)]
    private static extern int getrusage(int who, [Out] long[] usage);
}
