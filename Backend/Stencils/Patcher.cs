namespace Backend.Stencils;

/// <summary>Writes a value into a hole.</summary>
internal static class Patcher
{
    /// <param name="code">From the first byte of the hole on.</param>
    /// <param name="value">The immediate, or the address of the target.</param>
    /// <param name="address">Where the hole's first byte will be executed; matters only for distances.</param>
    /// <returns>Whether the hole can hold the value; if not, nothing was written.</returns>
    public static bool TryPatch(Isa isa, Span<byte> code, HoleKind kind, long value, long address) =>
        isa == Isa.X64 ? X64.Patcher.TryPatch(code, kind, value, address) : Arm64.Patcher.TryPatch(code, kind, value, address);
}
