using MetaJit;
using PyLite.Modules;
using PyLite.Objects;

namespace PyLite.Interpreter;

/// <summary>
/// A merge sort by comparisons of the program, as a fold: each step is one comparison, so that the comparing function is compiled into the
/// loop of the sort instead of being entered for every pair. Stable; from runs of one key upwards; what is in order already is only copied.
/// </summary>
public sealed class MergeFold : CallFold
{
    /// <summary>Shorter ones are over before compiled code would have been entered.</summary>
    private const int Fewest = 64;

    private MergeFold() { }

    internal static MergeFold Make() => new();

    protected override string Name => "sort";

    /// <summary>Whether there are enough keys, and what compares the first of them is a function of the program.</summary>
    public static bool IsWorth(Slot[] keys, int count) => count >= Fewest && Comparing(keys[0].V!) != null;

    private static PyFunction? Comparing(PyObject key) => key switch
    {
        PyKeyWrapper wrapper => wrapper.Comparison as PyFunction,
        PyInstance instance => instance.Type.Lookup(Names.Lt) as PyFunction,
        _ => null,
    };

    /// <summary>Sorts keys, and values that follow them; false with an exception pending, and all of them in some order.</summary>
    public static bool Sort(Slot[] keys, int count, Slot[]? values)
    {
        var merge = new Merge(keys, count, values);
        bool sorted = Of(Kind.Sort, Comparing(keys[0].V!)!).OverIterator(new Endless(), merge) != null;
        merge.CopyTo(keys, values);
        return sorted;
    }

    protected override PyObject? Step(PyObject state, PyObject item)
    {
        var merge = (Merge)state;
        Slot[] keys = merge.Keys;
        int b = merge.B, a = merge.IsNewPair ? merge.EndA - 1 : merge.A;
        PyObject fromA = keys[a].V!, fromB = keys[b].V!;
        int less = Operators.CompareTruth(CompareOp.Lt, fromB, fromA);
        if (less < 0) return null;
        if (merge.IsNewPair)
        {
            // The first run's last key against the second's first: mostly they have to be merged.
            if (less == 0) merge.NextPair();
            else merge.IsNewPair = false;
            return state;
        }
        int at = merge.At;
        merge.At = at + 1;
        if (less == 1)
        {
            merge.Move(fromB, b, at);
            merge.B = b + 1;
            if (b + 1 == merge.EndB) merge.NextPair();
        }
        else
        {
            merge.Move(fromA, a, at);
            merge.A = a + 1;
            if (a + 1 == merge.EndA) merge.NextPair();
        }
        return state;
    }

    protected override bool IsFinal(PyObject state) => ((Merge)state).IsDone;

    /// <summary>Where the sort stands: two runs of keys that are being merged into the other array.</summary>
    private sealed class Merge : PyObject
    {
        public Slot[] Keys;
        public int A, EndA, B, EndB, At;
        public bool IsNewPair, IsDone;

        private readonly int _count;
        private Slot[] _merged;
        private Slot[]? _values, _mergedValues;
        private int _width = 1;

        public Merge(Slot[] keys, int count, Slot[]? values)
        {
            _count = count;
            Keys = keys.AsSpan(0, count).ToArray();
            _merged = new Slot[count];
            if (values != null)
            {
                _values = values.AsSpan(0, count).ToArray();
                _mergedValues = new Slot[count];
            }
            Begin(0);
        }

        public override PyType Type => Types.Object;

        public void Move(PyObject key, int from, int to)
        {
            _merged[to].V = key;
            if (_values != null) _mergedValues![to].V = _values[from].V;
        }

        private void Begin(int start)
        {
            At = A = start;
            EndA = B = Math.Min(start + _width, _count);
            EndB = Math.Min(EndA + _width, _count);
            IsNewPair = true;
        }

        /// <summary>Copies what is left of the two runs and goes on to the next two that have something to merge.</summary>
        [DontLookInside]
        public void NextPair()
        {
            while (true)
            {
                CopyRun(A, EndA);
                CopyRun(B, EndB);
                if (EndB < _count)
                {
                    Begin(EndB);
                }
                else
                {
                    (Keys, _merged) = (_merged, Keys);
                    (_values, _mergedValues) = (_mergedValues, _values);
                    _width *= 2;
                    if (_width >= _count)
                    {
                        IsDone = true;
                        return;
                    }
                    Begin(0);
                }
                if (B < EndB) return;
            }
        }

        private void CopyRun(int from, int end)
        {
            Array.Copy(Keys, from, _merged, At, end - from);
            if (_values != null) Array.Copy(_values, from, _mergedValues!, At, end - from);
            At += end - from;
        }

        /// <summary>In the middle of a pass the array it reads from still has everything.</summary>
        public void CopyTo(Slot[] keys, Slot[]? values)
        {
            Array.Copy(Keys, keys, _count);
            if (values != null) Array.Copy(_values!, values, _count);
        }
    }

    private sealed class Endless : PyObject
    {
        private static readonly PyType EndlessType = new("merge_steps", Types.Object, RuntimeTypeMethods.PopulateIterator);

        public override PyType Type => EndlessType;
        public override PyObject Next() => PyNone.None;
    }
}
