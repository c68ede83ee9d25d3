using MetaJit;

namespace PyLite.Compiling;

/// <summary>Which operators of the code meet ints of more than 64 bits. Only a hint: whatever it says, the result is the same.</summary>
public sealed partial class PyCode
{
    /// <summary>Times after which an operator counts as one that does.</summary>
    private const byte Often = 40;

    private byte[]? _bigInts;

    /// <summary>Whether traces should leave the operator at a position to a call that takes ints of any length.</summary>
    [Elidable]
    public bool MeetsBigInts(int pc) => _bigInts is { } met && met[pc] >= Often;

    /// <summary>Notes that an operand or the result of the operator at a position was a long int.</summary>
    [DontLookInside]
    public void MetBigInt(int pc)
    {
        _bigInts ??= new byte[Code.Length];
        if (_bigInts[pc] < Often) _bigInts[pc]++;
    }
}
