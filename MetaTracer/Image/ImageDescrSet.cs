using System.Collections;
using MetaTracer.CodeWriter;
using MetaTracer.Trace;

namespace MetaTracer.Image;

/// <summary>What a call reads or writes, by the numbers that an image has for the names of descrs. Descrs of one name are in it together.</summary>
internal sealed class ImageDescrSet(ImageReader image, ulong[] members, bool hasAllArrays) : IReadOnlySet<Descr>, IAllArrays
{
    public bool HasAllArrays => hasAllArrays;

    /// <summary>Descrs of the names; all arrays are not counted.</summary>
    public int Count
    {
        get
        {
            int count = 0;
            foreach (ulong word in members) count += System.Numerics.BitOperations.PopCount(word);
            return count;
        }
    }

    public bool Contains(Descr descr)
    {
        if (hasAllArrays && descr is ArrayDescr) return true;
        int number = image.NameOf(descr);
        return number >= 0 && (members[number >> 6] >> number & 1) != 0;
    }

    public IEnumerator<Descr> GetEnumerator() => image.AllDescrs().Where(descr => image.NameOf(descr) is >= 0 and var n && (members[n >> 6] >> n & 1) != 0).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private HashSet<Descr> AsSet => [.. this];

    public bool IsProperSubsetOf(IEnumerable<Descr> other) => AsSet.IsProperSubsetOf(other);
    public bool IsProperSupersetOf(IEnumerable<Descr> other) => AsSet.IsProperSupersetOf(other);
    public bool IsSubsetOf(IEnumerable<Descr> other) => AsSet.IsSubsetOf(other);
    public bool IsSupersetOf(IEnumerable<Descr> other) => AsSet.IsSupersetOf(other);
    public bool Overlaps(IEnumerable<Descr> other) => AsSet.Overlaps(other);
    public bool SetEquals(IEnumerable<Descr> other) => AsSet.SetEquals(other);
}
