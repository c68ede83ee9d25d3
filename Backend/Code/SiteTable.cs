using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MetaTracer.Trace;

namespace Backend.Code;

/// <summary>
/// What the dispatcher needs of a site at every yield, in one cache line: there are thousands of sites, and where each was three objects
/// apart, waiting for memory was most of what a yield cost.
/// </summary>
[StructLayout(LayoutKind.Sequential, Size = 64)]
internal struct SiteRecord
{
    public SiteKind Kind;

    /// <summary>As in <see cref="Site"/> and <see cref="YieldSite"/>.</summary>
    public int RawFrame, RefFrame, RawOut, RefOut;

    /// <summary>Of a call: its callee's number.</summary>
    public int Callee;
    public nint Continue, Restore;
}

/// <summary>A method that machine code calls.</summary>
internal struct CalleeRecord
{
    /// <summary>Null before the first call.</summary>
    public CallStub? Stub;
    public long Calls;
    public CallDescr Descr;
}

/// <summary>The sites of all code, by number, and the callees of those that call.</summary>
internal sealed unsafe class SiteTable : IDisposable
{
    private readonly Stack<int> _free = [];
    private readonly Dictionary<CallDescr, int> _numbers = new(ReferenceEqualityComparer.Instance);
    private Site?[] _sites = new Site?[256];
    private SiteRecord* _records = NewRecords(256);
    private CalleeRecord[] _callees = new CalleeRecord[64];

    /// <summary>Numbers given so far, those of freed sites too.</summary>
    public int Count { get; private set; }

    public Site? this[long number]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (ulong)number < (ulong)Count ? _sites[number] : null;
    }

    /// <summary>Null for a number that was never given.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public SiteRecord* Record(long number) => (ulong)number < (ulong)Count ? _records + number : null;

    public ref CalleeRecord Callee(int number) => ref _callees[number];

    public void Add(Site site)
    {
        if (!_free.TryPop(out int number)) number = Count++;
        if (number == _sites.Length) Grow();
        site.Number = number;
        _sites[number] = site;
        _records[number] = new SiteRecord { Kind = site.Kind };
    }

    /// <summary>The site's code has its frame and its addresses.</summary>
    public void Publish(Site site)
    {
        ref SiteRecord record = ref _records[site.Number];
        record.RawFrame = site.RawFrame;
        record.RefFrame = site.RefFrame;
        if (site is not YieldSite yield) return;
        record.RawOut = yield.RawOut;
        record.RefOut = yield.RefOut;
        record.Continue = yield.Continue;
        record.Restore = yield.Restore;
        if (yield.Kind == SiteKind.Call) record.Callee = NumberOf((CallDescr)yield.Descr);
    }

    public void Free(Site site)
    {
        _sites[site.Number] = null;
        _free.Push(site.Number);
    }

    /// <summary>Writes down how often each callee was called.</summary>
    public void CountCalls()
    {
        for (int number = 0; number < _numbers.Count; number++) _callees[number].Descr.Calls = _callees[number].Calls;
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(_records);
        _records = null;
    }

    private int NumberOf(CallDescr callee)
    {
        if (_numbers.TryGetValue(callee, out int number)) return number;
        number = _numbers.Count;
        if (number == _callees.Length) Array.Resize(ref _callees, number * 2);
        _callees[number].Descr = callee;
        _numbers.Add(callee, number);
        return number;
    }

    private void Grow()
    {
        SiteRecord* larger = NewRecords(_sites.Length * 2);
        new Span<SiteRecord>(_records, _sites.Length).CopyTo(new Span<SiteRecord>(larger, _sites.Length));
        NativeMemory.AlignedFree(_records);
        _records = larger;
        Array.Resize(ref _sites, _sites.Length * 2);
    }

    private static SiteRecord* NewRecords(int count) => (SiteRecord*)NativeMemory.AlignedAlloc((nuint)count * (nuint)sizeof(SiteRecord), (nuint)sizeof(SiteRecord));
}
