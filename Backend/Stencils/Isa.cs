namespace Backend.Stencils;

/// <summary>The instruction sets that machine code exists for.</summary>
internal enum Isa : byte { X64, Arm64 }
