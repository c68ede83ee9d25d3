using System.Runtime.CompilerServices;
using Backend.Allocation;

namespace Backend.Runtime;

// Reference stacks stand on the dispatcher's own stack: the collector sees every slot precisely, and stores need no write barrier.
// Behind the part that frames may begin in stands room for one frame of the greatest size.

/// <summary>For loops that call no other machine code: one frame.</summary>
[InlineArray(Slots)]
internal struct SmallReferenceStack
{
    public const int Slots = FrameLayout.RefReserve / 8 + 1;
    private object? _first;
}

/// <summary>For code that calls code, as long as it was not seen to go deep: a stack is cleared whenever one is entered.</summary>
[InlineArray(Slots)]
internal struct MediumReferenceStack
{
    public const int Slots = 1024 + FrameLayout.RefReserve / 8;
    private object? _first;
}

/// <summary>For code that calls code deeply.</summary>
[InlineArray(Slots)]
internal struct LargeReferenceStack
{
    public const int Slots = 4096 + FrameLayout.RefReserve / 8;
    private object? _first;
}
