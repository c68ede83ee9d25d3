using MetaJit;
using PyLite.Interpreter;
using PyLite.Objects;

namespace PyLite.Modules.Regex;

/// <summary><c>Pattern.sub</c> and <c>subn</c>.</summary>
internal static class Substitution
{
    [DontLookInside]
    public static PyObject? Sub(PyPattern pattern, PyObject replacement, PyObject text, long most, bool counted)
    {
        if (!Subject.Of(pattern, text, out Subject subject)) return null;
        if (replacement.IsCallable) return SubByFunction(pattern, replacement, subject, most, counted);
        ReplacementTemplate? template = null;
        PyObject literal = replacement;
        if (!ReplacementTemplate.IsLiteral(replacement))
        {
            if ((template = pattern.TemplateOf(replacement)) == null) return null;
            if (template.Literal is { } only)
            {
                literal = only;
                template = null;
            }
        }
        RegexProgram program = pattern.Program;
        MatchState state = MatchState.Rent(program);
        var parts = new PyList();
        int position = 0, end = subject.Length;
        long times = 0;
        bool mustAdvance = false;
        while ((most == 0 || times < most) && subject.Match(program, state, position, end, search: true, whole: false, mustAdvance))
        {
            int from = state.Start, to = state.End;
            if (from > position) parts.Append(subject.Part(position, from));
            if (template != null) template.AppendTo(parts, subject, state);
            else parts.Append(literal);
            times++;
            position = to;
            mustAdvance = from == to;
        }
        bool failed = state.Failed;
        state.Return();
        if (failed) return null;
        return Result(subject, parts, position, times, counted);
    }

    /// <summary>The parts and what is left of the subject as one text.</summary>
    private static PyObject? Result(in Subject subject, PyList parts, int position, long times, bool counted)
    {
        if (position < subject.Length) parts.Append(subject.Part(position, subject.Length));
        PyObject? result = parts.Count == 0 ? subject.Empty : subject.Join(parts);
        if (result == null || !counted) return result;
        return new PyTuple([result, new PyInt(times)]);
    }

    /// <summary>The function is called in a loop that can be compiled together with it.</summary>
    private static PyObject? SubByFunction(PyPattern pattern, PyObject function, in Subject subject, long most, bool counted)
    {
        var parts = new PyList();
        var matches = new Matches(pattern, subject, most, parts);
        if (!CallFold.Collect(function, matches, parts)) return null;
        if (matches.Times > 0) parts = WithoutNone(parts);
        return Result(subject, parts, matches.Position, matches.Times, counted);
    }

    /// <summary>A function that gives None has the match replaced by nothing.</summary>
    private static PyList WithoutNone(PyList parts)
    {
        int i = 0;
        while (i < parts.Count && parts[i] is not PyNone) i++;
        return i == parts.Count ? parts : new PyList([.. parts.ToArray().Where(static part => part is not PyNone)]);
    }

    /// <summary>The matches that are to be replaced. What is between them goes to the parts at once, before what the function makes of the match.</summary>
    private sealed class Matches(PyPattern pattern, in Subject subject, long most, PyList parts) : PyObject
    {
        private static readonly PyType IteratorType = new("match_iterator", Types.Object);

        private readonly Subject _subject = subject;
        private bool _mustAdvance;

        public int Position { get; private set; }

        public long Times { get; private set; }

        public override PyType Type => IteratorType;

        [DontLookInside]
        public override PyObject? Next()
        {
            if (most != 0 && Times >= most) return PyEnd.Value;
            RegexProgram program = pattern.Program;
            MatchState state = MatchState.Rent(program);
            PyObject? result;
            if (_subject.Match(program, state, Position, _subject.Length, search: true, whole: false, _mustAdvance))
            {
                int from = state.Start, to = state.End;
                if (from > Position) parts.Append(_subject.Part(Position, from));
                result = new PyMatch(pattern, _subject, state, 0, _subject.Length);
                Times++;
                Position = to;
                _mustAdvance = from == to;
            }
            else
            {
                result = state.Failed ? null : PyEnd.Value;
            }
            state.Return();
            return result;
        }
    }
}
