using Backend.Arm64;
using Backend.Portable;
using Backend.Runtime;
using Backend.X64;
using MetaTracer;

namespace Backend;

/// <summary>The backends by the names that <c>--backend</c> takes.</summary>
public static class Backends
{
    /// <summary>All that <see cref="Create"/> knows; not each runs everywhere.</summary>
    public static readonly string[] Names = ["native", "portable", "emulated-arm64"];

    /// <summary>Makes a backend.</summary>
    /// <exception cref="ArgumentException">There is no backend of that name.</exception>
    /// <exception cref="PlatformNotSupportedException">It does not run here; the message says why and what to use instead.</exception>
    public static TraceBackend Create(string name, BackendOptions? options = null) => name switch
    {
        "native" => new X64Backend(options),
        "portable" => new PortableBackend(),
        "emulated-arm64" => new EmulatedArm64Backend(options),
        _ => throw new ArgumentException($"there is no backend '{name}'; choose one of {string.Join(", ", Names)}"),
    };
}
