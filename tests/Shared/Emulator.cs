using System.Runtime.InteropServices;

namespace Shared.Tests;

/// <summary>Tests of AArch64 code want libunicorn, and their disassembly libcapstone. On a developer's machine they may be missing; in CI not.</summary>
internal static class Emulator
{
    public static void SkipIfMissing()
    {
        if (Environment.GetEnvironmentVariable("CI") == "true") return;
        bool isThere = Exists("libunicorn.so.2") && Exists("libcapstone.so.4");
        Skip.IfNot(isThere, "libunicorn2 and libcapstone4 are not installed");
    }

    private static bool Exists(string library)
    {
        bool found = NativeLibrary.TryLoad(library, out nint handle);
        if (found) NativeLibrary.Free(handle);
        return found;
    }
}
