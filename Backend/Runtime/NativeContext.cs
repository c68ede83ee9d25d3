using Backend.Code;

namespace Backend.Runtime;

/// <summary>The words that machine code and dispatcher share, at constant addresses: one block a backend.</summary>
internal sealed unsafe class NativeContext
{
    private readonly nint* _words = (nint*)CodeMemory.MapData(4096);

    /// <summary>The frames as they were when machine code last left.</summary>
    public nint Frame => _words[0];
    public nint RefFrame => _words[1];
    public nint FrameAddress => (nint)(_words + 0);
    public nint RefFrameAddress => (nint)(_words + 1);

    /// <summary>Frames begin below these.</summary>
    public ref nint RawLimit => ref _words[2];
    public ref nint RefLimit => ref _words[3];
    public nint RawLimitAddress => (nint)(_words + 2);
    public nint RefLimitAddress => (nint)(_words + 3);

    /// <summary>Not zero: leave at the next back edge. Bit 0: somebody asked for it; bit 1: time is over.</summary>
    public ref int Poll => ref *(int*)(_words + 4);
    public nint PollAddress => (nint)(_words + 4);

    /// <summary>Not zero: an exception is pending although code goes on behind its call.</summary>
    public ref int ExceptionFlag => ref *(int*)(_words + 5);
    public nint ExceptionFlagAddress => (nint)(_words + 5);

    /// <summary>The address of the running thread's allocation pointer.</summary>
    public ref nint AllocationContext => ref _words[6];
    public nint AllocationContextAddress => (nint)(_words + 6);

    /// <summary>A flag that stays clear: for traces that nothing invalidates.</summary>
    public nint ClearFlagAddress => (nint)(_words + 8);

    /// <summary>Where the next dispatcher may begin its frames; <see cref="RefTop"/> is 0 where no reference stack is there yet.</summary>
    public nint RawTop, RefTop;
}
