namespace Backend.Stencils;

/// <summary>A position in the code of a <see cref="StencilWriter"/>, bound sooner or later.</summary>
internal readonly record struct StencilLabel(int Index);

/// <summary>Where a branch leads: a label of the same writer or an address.</summary>
internal readonly struct CodeTarget
{
    private CodeTarget(int label, long address) => (Label, Address) = (label, address);

    /// <summary>Index of the label plus 1; 0 for an address.</summary>
    internal int Label { get; }
    internal long Address { get; }
    internal bool IsNone => Label == 0 && Address == 0;

    public static implicit operator CodeTarget(StencilLabel label) => new(label.Index + 1, 0);
    public static implicit operator CodeTarget(long address) => new(0, address);
    public static implicit operator CodeTarget(nint address) => new(0, address);
}

/// <summary>Code that cannot be written: a branch too far, an immediate too large.</summary>
internal sealed class StencilException(string message) : Exception(message);

/// <summary>
/// Puts stencils one after the other and remembers what depends on where the code will stand, until <see cref="CopyTo"/> decides that.
/// May be used again after <see cref="Clear"/>.
/// </summary>
internal sealed unsafe class StencilWriter(StencilTable table)
{
    private byte[] _code = new byte[4096];
    private int _length;
    private Fixup[] _fixups = new Fixup[256];
    private int _fixupCount;
    private int[] _labels = new int[64];
    private int _labelCount;

    public StencilTable Table { get; } = table;

    /// <summary>Bytes written so far.</summary>
    public int Position => _length;

    public void Clear() => _length = _fixupCount = _labelCount = 0;

    public StencilLabel NewLabel()
    {
        if (_labelCount == _labels.Length) Array.Resize(ref _labels, _labelCount * 2);
        _labels[_labelCount] = -1;
        return new StencilLabel(_labelCount++);
    }

    public void Bind(StencilLabel label)
    {
        if (_labels[label.Index] >= 0) throw new InvalidOperationException("the label is bound already");
        _labels[label.Index] = _length;
    }

    /// <summary>Bytes from the start of the code to a bound label.</summary>
    public int OffsetOf(StencilLabel label) =>
        _labels[label.Index] >= 0 ? _labels[label.Index] : throw new InvalidOperationException("the label is not bound");

    /// <summary>Pads to a multiple of <paramref name="alignment"/>; what is skipped is never executed.</summary>
    public void Align(int alignment)
    {
        int padded = (_length + alignment - 1) & -alignment;
        Reserve(padded - _length);
        _code.AsSpan(_length, padded - _length).Clear();
        _length = padded;
    }

    /// <summary>Appends an operation.</summary>
    /// <param name="op">Which.</param>
    /// <param name="p0">The registers, in the order of the operation's parameters in stencils.c.</param>
    /// <param name="p1">See <paramref name="p0"/>.</param>
    /// <param name="p2">See <paramref name="p0"/>.</param>
    /// <param name="imm">The immediate or displacement; <see cref="StencilTable.Fits"/> tells beforehand whether it can be held.</param>
    /// <param name="imm64">The first 64-bit value.</param>
    /// <param name="imm64B">The second 64-bit value.</param>
    /// <param name="exit">Where EXIT leads.</param>
    /// <param name="address">Instead of <paramref name="imm64"/>: the address at which a label will be executed.</param>
    public void Emit(StencilOp op, int p0 = 0, int p1 = 0, int p2 = 0, long imm = 0, long imm64 = 0, long imm64B = 0,
        CodeTarget exit = default, CodeTarget address = default)
    {
        StencilGroup group = Table[op];
        StencilForm form = group.FormFor(imm) ?? throw new StencilException($"{op}: no form holds the immediate {imm}");
        Stencil stencil = form[group.IndexOf(p0, p1, p2)];

        Reserve(stencil.Code.Length);
        int start = _length;
        stencil.Code.CopyTo(_code.AsSpan(start));
        _length += stencil.Code.Length;
        foreach (ref readonly Hole hole in stencil.Holes)
        {
            int at = start + hole.Offset;
            switch (hole.Symbol)
            {
                case HoleSymbol.Immediate: Patch(op, hole, at, imm); break;
                case HoleSymbol.WideB: Patch(op, hole, at, imm64B); break;
                case HoleSymbol.Continue: Patch(op, hole, at, _length); break;
                case HoleSymbol.Wide when address.Label == 0: Patch(op, hole, at, address.IsNone ? imm64 : address.Address); break;
                case HoleSymbol.Wide: AddFixup(hole, at, address); break;
                case HoleSymbol.Exit:
                    if (exit.IsNone) throw new ArgumentException($"{op} has an exit that leads nowhere", nameof(exit));
                    AddFixup(hole, at, exit);
                    break;
            }
        }
    }

    /// <summary>Writes the code for execution at an address.</summary>
    /// <param name="destination">Room for <see cref="Position"/> bytes, writable.</param>
    /// <param name="executableAddress">Where the same bytes are executed.</param>
    /// <exception cref="StencilException">A branch does not reach its target.</exception>
    public void CopyTo(byte* destination, long executableAddress)
    {
        var code = new Span<byte>(destination, _length);
        _code.AsSpan(0, _length).CopyTo(code);
        foreach (ref readonly Fixup fixup in _fixups.AsSpan(0, _fixupCount))
        {
            long target = fixup.Target.Label == 0
                ? fixup.Target.Address
                : executableAddress + OffsetOf(new StencilLabel(fixup.Target.Label - 1));
            if (!Patcher.TryPatch(Table.Isa, code[fixup.At..], fixup.Kind, target + fixup.Addend, executableAddress + fixup.At))
                throw new StencilException($"a {fixup.Kind} hole at {fixup.At} of {_length} bytes does not reach its target");
        }
    }

    private void Patch(StencilOp op, in Hole hole, int at, long value)
    {
        if (!Patcher.TryPatch(Table.Isa, _code.AsSpan(at), hole.Kind, value + hole.Addend, at))
            throw new StencilException($"{op}: a hole of kind {hole.Kind} does not hold {value}");
    }

    private void AddFixup(in Hole hole, int at, CodeTarget target)
    {
        if (_fixupCount == _fixups.Length) Array.Resize(ref _fixups, _fixupCount * 2);
        _fixups[_fixupCount++] = new Fixup(at, hole.Kind, hole.Addend, target);
    }

    private void Reserve(int count)
    {
        if (_length + count > _code.Length) Array.Resize(ref _code, Math.Max(_code.Length * 2, _length + count));
    }

    private readonly record struct Fixup(int At, HoleKind Kind, int Addend, CodeTarget Target);
}
