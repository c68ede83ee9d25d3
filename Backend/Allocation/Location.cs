using MetaTracer.Trace;

namespace Backend.Allocation;

/// <summary>Where a location is: a register of one of the two files, a slot of the raw or of the reference frame, or nowhere (a constant).</summary>
internal enum LocationKind : byte { None, Register, FloatRegister, RawSlot, RefSlot, Constant }

/// <summary>
/// Where a value is. Registers are numbered from 0 a file; slots by their byte offset from the frame pointer of their frame; constants
/// keep their <see cref="Value"/>.
/// </summary>
internal readonly record struct Location(LocationKind Kind, int Index)
{
    public static readonly Location None = default;

    public static Location Of(Kind kind, int register) => new(kind == MetaTracer.Trace.Kind.Float ? LocationKind.FloatRegister : LocationKind.Register, register);
    public static Location Slot(Kind kind, int offset) => new(kind == MetaTracer.Trace.Kind.Ref ? LocationKind.RefSlot : LocationKind.RawSlot, offset);
    public static Location Constant(Value value) => new(LocationKind.Constant, value.Raw);

    /// <summary>A number for each place: as a key of tables it needs no code that the runtime has to make first.</summary>
    public long Key => (long)Kind << 32 | (uint)Index;

    public bool Equals(Location other) => Key == other.Key;

    public override int GetHashCode() => Key.GetHashCode();

    public bool IsRegister => Kind is LocationKind.Register or LocationKind.FloatRegister;
    public bool IsSlot => Kind is LocationKind.RawSlot or LocationKind.RefSlot;

    public override string ToString() => Kind switch
    {
        LocationKind.Register => $"r{Index}",
        LocationKind.FloatRegister => $"f{Index}",
        LocationKind.RawSlot => $"[fr+{Index}]",
        LocationKind.RefSlot => $"[rs+{Index}]",
        LocationKind.Constant => Value.FromRaw(Index).ToString(),
        _ => "-",
    };
}
