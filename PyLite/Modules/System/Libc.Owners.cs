using System.Runtime.InteropServices;

namespace PyLite.Modules;

/// <summary>System calls about owners that the C library makes for all threads of the process, here for the calling thread.</summary>
internal static partial class Libc
{
    [DllImport(C, SetLastError = true)] public static extern long syscall(long number, long a, long b, long c);
    [DllImport(C, SetLastError = true)] private static extern long syscall(long number, long count, int[] groups);

    private static bool IsArm => RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    /// <summary>The descriptor of a process, to wait for; negative where the system has none.</summary>
    public static int pidfd_open(int pid, int flags) => (int)syscall(434, pid, flags, 0);

    /// <summary>Gives the calling thread another owner (negative: none); 0, or the number of the error.</summary>
    public static int BecomeOnThread(int user, int group, int[]? groups)
    {
        if (groups is not null && syscall(IsArm ? 159 : 116, groups.Length, groups) != 0) return Marshal.GetLastPInvokeError();
        if (group >= 0 && syscall(IsArm ? 149 : 119, group, group, group) != 0) return Marshal.GetLastPInvokeError();
        if (user >= 0 && syscall(IsArm ? 147 : 117, user, user, user) != 0) return Marshal.GetLastPInvokeError();
        return 0;
    }
}
