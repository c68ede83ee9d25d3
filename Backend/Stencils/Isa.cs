namespace Backend.Stencils;

/// <summary>The instruction sets that machine code exists for.</summary>
public enum Isa : byte { X64, Arm64 }
