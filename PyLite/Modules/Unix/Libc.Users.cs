using System.Runtime.InteropServices;

namespace PyLite.Modules;

/// <summary>Users and groups, limits, and <c>fcntl</c> with a structure.</summary>
internal static partial class Libc
{
    [DllImport(C, SetLastError = true)] public static extern int fcntl(int fd, int command, byte[] argument);
    [DllImport(C, SetLastError = true)] public static extern int prlimit(int pid, int resource, ulong[]? limits, ulong[]? before);
    [DllImport(C)] public static extern nint getpwuid(uint id);
    [DllImport(C)] public static extern nint getpwnam(byte[] name);
    [DllImport(C)] public static extern void setpwent();
    [DllImport(C)] public static extern nint getpwent();
    [DllImport(C)] public static extern void endpwent();
    [DllImport(C)] public static extern nint getgrgid(uint id);
    [DllImport(C)] public static extern nint getgrnam(byte[] name);
    [DllImport(C)] public static extern void setgrent();
    [DllImport(C)] public static extern nint getgrent();
    [DllImport(C)] public static extern void endgrent();
}
