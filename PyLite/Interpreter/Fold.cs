using MetaJit;
using PyLite.Compiling;
using PyLite.Modules;
using PyLite.Objects;

namespace PyLite.Interpreter;

/// <summary>
/// What a builtin does with the items of an iterator, one at a time: <c>sum</c>, <c>any</c>, <c>list</c> and their like. Their loop is a
/// portal of its own, so that it is compiled together with the generator it takes its items from.
/// </summary>
public abstract class Fold
{
    /// <summary>Greens: the fold and what the iterator is made of. Reds: the iterator and what has come out so far.</summary>
    public static readonly JitDriver<Fold, PyObject, PyObject, PyObject, PyObject?> Driver = new("fold", Run) { Location = LocationOf };

    private static string LocationOf(Fold fold, PyObject source) =>
        $"{fold.Name} over {(source is PyCode code ? $"{code.FileName}:{code.FirstLine} {code.QualName}" : source is PyType type ? type.Name : $"map of {source.Type.Name}")}";

    protected abstract string Name { get; }

    /// <summary>What has come out with one more item, or null with an exception pending.</summary>
    protected abstract PyObject? Step(PyObject state, PyObject item);

    /// <summary>Whether further items change nothing any more.</summary>
    protected virtual bool IsFinal(PyObject state) => false;

    /// <summary>Whether the items are made one by one, by the program's code or by an iterator: a trace goes through that. Else C# does it all.</summary>
    public static bool Follows(PyObject iterable) => iterable.IsIterator || iterable is PyInstance { Native: null };

    /// <summary>Folds the items of an iterable; null with an exception pending.</summary>
    public PyObject? Over(PyObject iterable, PyObject state)
    {
        if (iterable.Iter() is not { } iterator) return null;
        return !AsksForLength || iterable is not PyInstance || LengthHint.Ask(iterable) ? OverIterator(iterator, state) : null;
    }

    /// <summary>Whether the iterable is asked first how many items there are.</summary>
    protected virtual bool AsksForLength => false;

    /// <inheritdoc cref="Over"/>
    public PyObject? OverIterator(PyObject iterator, PyObject state)
    {
        if (!Jit.IsTracing && HasFew(iterator)) return OverFew(iterator, state);
        PyObject source = iterator switch { PyGenerator generator => generator.Code, PyMapIterator map => map.Source, _ => iterator.Type };
        return Run(this, source, iterator, state);
    }

    /// <summary>Over before compiled code would have been entered.</summary>
    private protected static bool HasFew(PyObject iterator) => iterator is PyListIterator { Left: < FewItems } or PyTupleIterator { Left: < FewItems };

    private protected const int FewItems = 16;

    [DontLookInside]
    private PyObject? OverFew(PyObject iterator, PyObject state)
    {
        while (true)
        {
            PyObject? item = iterator.Next();
            if (item == null) return null;
            if (item == PyEnd.Value) return state;
            PyObject? next = Step(state, item);
            if (next == null) return null;
            state = next;
            if (IsFinal(state)) return state;
        }
    }

    private static PyObject? Run([Green] Fold fold, [Green] PyObject source, PyObject iterator, PyObject state)
    {
        if (Driver.EnterFunction(fold, source, iterator, state) is { } whole)
        {
            if (whole.IsReturn) return whole.Result;
            (fold, source, iterator, state) = whole.State;
        }
        while (true)
        {
            Driver.MergePoint(fold, source, iterator, state);
            PyObject? item = iterator.Next();
            if (item == null) return null;
            if (item == PyEnd.Value) return state;
            PyObject? next = fold.Step(state, item);
            if (next == null) return null;
            state = next;
            if (fold.IsFinal(state)) return state;
            if (Driver.CanEnter(fold, source, iterator, state) is { } exit)
            {
                if (exit.IsReturn) return exit.Result;
                (fold, source, iterator, state) = exit.State;
            }
        }
    }

    /// <summary><c>sum()</c>.</summary>
    public static readonly Fold Sum = new SumFold();

    /// <summary><c>math.prod()</c>.</summary>
    public static readonly Fold Product = new ProductFold();

    /// <summary><c>any()</c>, from False.</summary>
    public static readonly Fold Any = new TruthFold("any", PyBool.True);

    /// <summary><c>all()</c>, from True.</summary>
    public static readonly Fold All = new TruthFold("all", PyBool.False);

    /// <summary><c>min()</c> and <c>max()</c> without a key, from the first item.</summary>
    public static readonly Fold Min = new ExtremeFold("min", CompareOp.Lt), Max = new ExtremeFold("max", CompareOp.Gt);

    /// <summary>Counts equal items in a dict.</summary>
    public static readonly Fold Count = new CountFold();

    /// <summary>Appends to a list.</summary>
    public static readonly Fold ToList = new ListFold();

    /// <summary>Adds to a set.</summary>
    public static readonly Fold ToSet = new SetFold();

    /// <summary>Adds pairs to a <see cref="PyDictFilling"/>.</summary>
    public static readonly Fold ToDict = new DictFold();

    private sealed class SumFold : Fold
    {
        protected override string Name => "sum";
        protected override PyObject? Step(PyObject state, PyObject item) => Operators.Add(state, item);
    }

    private sealed class ProductFold : Fold
    {
        protected override string Name => "prod";
        protected override PyObject? Step(PyObject state, PyObject item) => Operators.Mul(state, item);
    }

    private sealed class TruthFold(string name, PyObject final) : Fold
    {
        private readonly PyObject _final = final;

        protected override string Name => name;

        protected override PyObject? Step(PyObject state, PyObject item)
        {
            int truth = Operators.Truth(item);
            return truth < 0 ? null : PyBool.Of(truth == 1);
        }

        protected override bool IsFinal(PyObject state) => ReferenceEquals(state, _final);
    }

    private sealed class ExtremeFold(string name, CompareOp better) : Fold
    {
        private readonly CompareOp _better = better;

        protected override string Name => name;

        protected override PyObject? Step(PyObject state, PyObject item)
        {
            int better = Operators.CompareTruth(_better, item, state);
            return better < 0 ? null : better == 1 ? item : state;
        }
    }

    private sealed class ListFold : Fold
    {
        protected override bool AsksForLength => true;
        protected override string Name => "list";

        protected override PyObject? Step(PyObject state, PyObject item)
        {
            ((PyList)state).Append(item);
            return state;
        }
    }

    private sealed class CountFold : Fold
    {
        protected override string Name => "count";

        protected override PyObject? Step(PyObject state, PyObject item)
        {
            var counts = (PyDict)state;
            PyObject? before = item is PyStr s ? counts.GetStr(s) : item is PyInt i ? counts.GetInt(i.Value) : counts.Get(item);
            if (before == null && PyErr.Current != null) return null;
            PyObject? count = before == null ? PyInt.One : Operators.Add(before, PyInt.One);
            return count != null && counts.Set(item, count) ? state : null;
        }
    }

    private sealed class DictFold : Fold
    {
        protected override string Name => "dict";
        protected override PyObject? Step(PyObject state, PyObject item) => ((PyDictFilling)state).Add(item) ? state : null;
    }

    private sealed class SetFold : Fold
    {
        protected override string Name => "set";
        protected override PyObject? Step(PyObject state, PyObject item) => ((PySet)state).Add(item) ? state : null;
    }
}
