using System.Runtime.CompilerServices;
using MetaJit;
using PyLite.Objects;

namespace PyLite.Interpreter;

/// <summary>
/// Folds whose step calls a function of the program: the keys of <c>min</c>, <c>max</c> and <c>sort</c>, <c>reduce</c>, <c>filter</c>. There is
/// one for each piece of code that is called, so that each is compiled for itself, with the function's body in its loop.
/// </summary>
public abstract class CallFold : Fold
{
    private static readonly ConditionalWeakTable<PyObject, CallFold?[]> Known = [];

    private protected enum Kind
    {
        Least, Greatest, Apply, Collect, Reduce, Find, FindNot, Sort,
    }

    private protected static CallFold Of(Kind kind, PyObject function)
    {
        PyObject called = function is PyBoundMethod method ? method.Function : function;
        return FoldOf(kind, Jit.Promote(called is PyFunction f ? f.Code : called is PyBuiltin or PyType ? called : called.Type));
    }

    /// <summary>The one fold of its kind for what is called.</summary>
    [Elidable]
    private static CallFold FoldOf(Kind kind, PyObject what)
    {
        CallFold?[] folds = Known.GetValue(what, static _ => new CallFold?[8]);
        return folds[(int)kind] ??= kind switch
        {
            Kind.Least => new BestFold("min", CompareOp.Lt),
            Kind.Greatest => new BestFold("max", CompareOp.Gt),
            Kind.Apply => new ApplyFold(),
            Kind.Collect => new CollectFold(),
            Kind.Reduce => new ReduceFold(),
            Kind.Sort => MergeFold.Make(),
            _ => new FindFold(kind == Kind.Find),
        };
    }

    /// <summary>What is called and what has come out, an object of the folds alone.</summary>
    private sealed class State(PyObject function) : PyObject
    {
        public readonly PyObject Function = function;
        public PyObject? Value, Key;
        public Slot[]? Results;
        public PyList? List;
        public int Count;

        public override PyType Type => Types.Object;
    }

    /// <summary>The first of the items whose key is least or greatest; <see cref="PyEnd.Value"/> when there is none, null with an exception pending.</summary>
    public static PyObject? Best(CompareOp better, PyObject key, PyObject iterator)
    {
        var state = new State(key);
        CallFold fold = !Jit.IsTracing && HasFew(iterator) ? better == CompareOp.Lt ? FewLeast : FewGreatest : Of(better == CompareOp.Lt ? Kind.Least : Kind.Greatest, key);
        return fold.OverIterator(iterator, state) == null ? null : state.Value ?? PyEnd.Value;
    }

    private static readonly CallFold FewLeast = new BestFold("min", CompareOp.Lt), FewGreatest = new BestFold("max", CompareOp.Gt);

    private sealed class BestFold(string name, CompareOp better) : CallFold
    {
        private readonly CompareOp _better = better;

        protected override string Name => name;

        protected override PyObject? Step(PyObject state, PyObject item)
        {
            var best = (State)state;
            PyObject? key = Calls.Call1(best.Function, item);
            if (key == null) return null;
            PyObject? before = best.Key;
            if (before != null)
            {
                int better = Operators.CompareTruth(_better, key, before);
                if (better < 0) return null;
                if (better == 0) return state;
            }
            best.Key = key;
            best.Value = item;
            return state;
        }
    }

    /// <summary>Puts <c>function(item)</c> for each item into the results; false with an exception pending.</summary>
    public static bool Apply(PyObject function, Slot[] items, int count, Slot[] results)
    {
        if (!Jit.IsTracing && count < FewItems) return ApplyToFew(function, items, count, results);
        var state = new State(function) { Results = results };
        return Of(Kind.Apply, function).OverIterator(new SlotIterator(items, count), state) != null;
    }

    private static bool ApplyToFew(PyObject function, Slot[] items, int count, Slot[] results)
    {
        for (int i = 0; i < count; i++)
        {
            if (Calls.Call1(function, items[i].V!) is not { } result) return false;
            results[i].V = result;
        }
        return true;
    }

    private sealed class ApplyFold : CallFold
    {
        protected override string Name => "keys";

        protected override PyObject? Step(PyObject state, PyObject item)
        {
            var into = (State)state;
            PyObject? result = Calls.Call1(into.Function, item);
            if (result == null) return null;
            int at = into.Count;
            into.Results![at].V = result;
            into.Count = at + 1;
            return state;
        }
    }

    private sealed class SlotIterator(Slot[] items, int count) : PyObject
    {
        private static readonly PyType IteratorType = new("slot_iterator", Types.Object, RuntimeTypeMethods.PopulateIterator);
        private readonly Slot[] _items = items;
        private readonly int _count = count;
        private int _next;

        public override PyType Type => IteratorType;

        public override PyObject Next()
        {
            int at = _next;
            if (at >= _count) return PyEnd.Value;
            _next = at + 1;
            return _items[at].V!;
        }
    }

    /// <summary>Appends function(item) for each item of the iterator to a list; false with an exception pending.</summary>
    public static bool Collect(PyObject function, PyObject iterator, PyList results)
    {
        var state = new State(function) { List = results };
        return Of(Kind.Collect, function).OverIterator(iterator, state) != null;
    }

    private sealed class CollectFold : CallFold
    {
        protected override string Name => "collect";

        protected override PyObject? Step(PyObject state, PyObject item)
        {
            var into = (State)state;
            PyObject? result = Calls.Call1(into.Function, item);
            if (result == null) return null;
            into.List!.Append(result);
            return state;
        }
    }

    /// <summary><c>functools.reduce()</c> from a first value.</summary>
    public static PyObject? Reduced(PyObject function, PyObject iterator, PyObject first)
    {
        var state = new State(function) { Value = first };
        return Of(Kind.Reduce, function).OverIterator(iterator, state) == null ? null : state.Value;
    }

    private sealed class ReduceFold : CallFold
    {
        protected override string Name => "reduce";

        protected override PyObject? Step(PyObject state, PyObject item)
        {
            var reduced = (State)state;
            PyObject? next = Calls.Call2(reduced.Function, reduced.Value!, item);
            if (next == null) return null;
            reduced.Value = next;
            return state;
        }
    }

    /// <summary>The next item of which the function says yes, or no; <see cref="PyEnd.Value"/> at the end, null with an exception pending.</summary>
    public static PyObject? Find(PyObject function, PyObject iterator, bool wanted)
    {
        var state = new State(function);
        return Of(wanted ? Kind.Find : Kind.FindNot, function).OverIterator(iterator, state) == null ? null : state.Value ?? PyEnd.Value;
    }

    private sealed class FindFold(bool wanted) : CallFold
    {
        private readonly bool _wanted = wanted;

        protected override string Name => "find";

        protected override PyObject? Step(PyObject state, PyObject item)
        {
            var search = (State)state;
            PyObject? answer = Calls.Call1(search.Function, item);
            if (answer == null) return null;
            int truth = Operators.Truth(answer);
            if (truth < 0) return null;
            if (truth == 1 == _wanted) search.Value = item;
            return state;
        }

        protected override bool IsFinal(PyObject state) => ((State)state).Value != null;
    }
}
