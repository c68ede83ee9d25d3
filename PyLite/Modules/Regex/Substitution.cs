using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules.Regex;

/// <summary><c>Pattern.sub</c> and <c>subn</c>.</summary>
internal static class Substitution
{
    [DontLookInside]
    public static PyObject? Sub(PyPattern pattern, PyObject replacement, PyObject text, long most, bool counted)
    {
        if (!Subject.Of(pattern, text, out Subject subject)) return null;
        ReplacementTemplate? template = null;
        bool isFunction = replacement.IsCallable;
        PyObject literal = replacement;
        if (!isFunction && !ReplacementTemplate.IsLiteral(replacement))
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
            if (template != null)
            {
                template.AppendTo(parts, subject, state);
            }
            else if (!isFunction)
            {
                parts.Append(literal);
            }
            else
            {
                // The function may match too.
                var match = new PyMatch(pattern, subject, state, 0, end);
                state.Return();
                if (Calls.Call1(replacement, match) is not { } item) return null;
                state = MatchState.Rent(program);
                if (item is not PyNone) parts.Append(item);
            }
            times++;
            position = to;
            mustAdvance = from == to;
        }
        bool failed = state.Failed;
        state.Return();
        if (failed) return null;
        if (position < end) parts.Append(subject.Part(position, end));
        PyObject? result = parts.Count == 0 ? subject.Empty : subject.Join(parts);
        if (result == null || !counted) return result;
        return new PyTuple([result, new PyInt(times)]);
    }
}
