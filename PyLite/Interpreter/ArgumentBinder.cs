using MetaJit;
using PyLite.Compiling;
using PyLite.Objects;

namespace PyLite.Interpreter;

/// <summary>Binds any arguments to a function's parameters: keywords, defaults, <c>*args</c>, <c>**kwargs</c>, with CPython's messages.</summary>
public static class ArgumentBinder
{
    /// <summary>Calls with more arguments are not worth a plan, nor a trace their unrolling.</summary>
    private const int MaxPlanned = 32;

    /// <summary>A frame with its arguments in place, or null with TypeError pending.</summary>
    [UnrollSafe]
    public static PyFrame? Bind(PyFunction f, PyObject[] args, PyStr[]? keywords)
    {
        PyCode code = Jit.Promote(f.Code);
        if (args.Length > MaxPlanned) return BindAny(f, args, keywords);
        ArgumentPlan plan = Jit.Promote(ArgumentPlan.Of(code, keywords, Jit.Promote(args.Length)));
        if (!plan.IsPossible) return BindAny(f, args, keywords);
        PyFrame frame = f.NewFrame(code);
        Slot[] slots = frame.Slots;
        int parameters = plan.Sources.Length;
        for (int i = 0; i < parameters; i++)
        {
            int source = plan.Sources[i];
            PyObject? value = source >= 0 ? args[source] : Default(f, code, i);
            if (value == null) return BindAny(f, args, keywords);
            slots[i].V = value;
        }
        if ((code.Flags & CodeFlags.VarArgs) != 0) slots[parameters++].V = Surplus(args, code.ArgCount, plan.Positional);
        if ((code.Flags & CodeFlags.VarKeywords) != 0)
        {
            var rest = new PyDict();
            for (int i = 0; i < plan.Rest.Length; i++) rest.SetStr(plan.RestNames[i], args[plan.Rest[i]]);
            slots[parameters].V = rest;
        }
        return frame;
    }

    /// <summary>The default of a parameter, or null.</summary>
    private static PyObject? Default(PyFunction f, PyCode code, int parameter)
    {
        if (parameter >= code.ArgCount) return f.KeywordDefaults?.GetStr(code.SlotNames[parameter]);
        int at = parameter - code.ArgCount + f.Defaults.Length;
        return at >= 0 ? f.Defaults[at] : null;
    }

    /// <summary>The arguments that <c>*args</c> takes.</summary>
    [UnrollSafe]
    private static PyTuple Surplus(PyObject[] args, int first, int end)
    {
        if (end <= first) return PyTuple.Empty;
        var items = new PyObject[end - first];
        for (int i = 0; i < items.Length; i++) items[i] = args[first + i];
        return new PyTuple(items);
    }

    /// <summary>The same without a plan; calls that are errors get CPython's messages.</summary>
    [DontLookInside]
    private static PyFrame? BindAny(PyFunction f, PyObject[] args, PyStr[]? keywords)
    {
        PyCode code = f.Code;
        PyFrame frame = f.NewFrame(code);
        Jit.FreshVirtualizable(frame);
        Slot[] slots = frame.Slots;
        int named = keywords?.Length ?? 0;
        int positional = args.Length - named;
        int parameters = code.ArgCount + code.KeywordOnlyCount;
        bool hasVarArgs = (code.Flags & CodeFlags.VarArgs) != 0;
        PyDict? rest = (code.Flags & CodeFlags.VarKeywords) != 0 ? new PyDict() : null;

        int taken = Math.Min(positional, code.ArgCount);
        for (int i = 0; i < taken; i++) slots[i].V = args[i];
        if (hasVarArgs) slots[parameters].V = positional > taken ? new PyTuple(args[taken..positional]) : PyTuple.Empty;
        if (rest != null) slots[parameters + (hasVarArgs ? 1 : 0)].V = rest;

        for (int k = 0; k < named; k++)
        {
            PyStr name = keywords![k];
            PyObject value = args[positional + k];
            int at = code.ParameterOf(name);
            if (at < 0)
            {
                if (rest != null)
                {
                    rest.SetStr(name, value);
                    continue;
                }
                return UnexpectedKeyword(f, name, keywords);
            }
            if (slots[at].V != null)
            {
                PyErr.TypeError($"{f.QualName}() got multiple values for argument '{name.Value}'");
                return null;
            }
            slots[at].V = value;
        }

        if (positional > code.ArgCount && !hasVarArgs) return TooMany(f, slots, positional);
        int firstDefault = code.ArgCount - f.Defaults.Length;
        List<string>? missing = null;
        for (int i = 0; i < code.ArgCount; i++)
        {
            if (slots[i].V != null) continue;
            if (i >= firstDefault) slots[i].V = f.Defaults[i - firstDefault];
            else (missing ??= []).Add(code.SlotNames[i].Value);
        }
        if (missing != null) return Missing(f, missing, "positional");
        for (int i = code.ArgCount; i < parameters; i++)
        {
            if (slots[i].V != null) continue;
            if (f.KeywordDefaults?.GetStr(code.SlotNames[i]) is { } value) slots[i].V = value;
            else (missing ??= []).Add(code.SlotNames[i].Value);
        }
        return missing != null ? Missing(f, missing, "keyword-only") : frame;
    }

    private static PyFrame? UnexpectedKeyword(PyFunction f, PyStr name, PyStr[] keywords)
    {
        PyCode code = f.Code;
        var positionalOnly = new List<string>();
        for (int i = 0; i < code.PositionalOnlyCount; i++)
            if (Array.Exists(keywords, k => k.EqualsStr(code.SlotNames[i]))) positionalOnly.Add(code.SlotNames[i].Value);
        if (positionalOnly.Count > 0)
            PyErr.TypeError($"{f.QualName}() got some positional-only arguments passed as keyword arguments: '{string.Join(", ", positionalOnly)}'");
        else
            PyErr.TypeError($"{f.QualName}() got an unexpected keyword argument '{name.Value}'");
        return null;
    }

    private static PyFrame? TooMany(PyFunction f, Slot[] slots, int given)
    {
        PyCode code = f.Code;
        int wanted = code.ArgCount;
        bool plural = wanted != 1;
        string count = wanted.ToString();
        if (f.Defaults.Length > 0)
        {
            count = $"from {wanted - f.Defaults.Length} to {wanted}";
            plural = true;
        }
        int keywordOnly = 0;
        for (int i = wanted; i < wanted + code.KeywordOnlyCount; i++)
            if (slots[i].V != null) keywordOnly++;
        string extra = keywordOnly > 0
            ? $" positional argument{(given != 1 ? "s" : "")} (and {keywordOnly} keyword-only argument{(keywordOnly != 1 ? "s" : "")})" : "";
        PyErr.TypeError($"{f.QualName}() takes {count} positional argument{(plural ? "s" : "")} but {given}{extra} {(given == 1 && keywordOnly == 0 ? "was" : "were")} given");
        return null;
    }

    private static PyFrame? Missing(PyFunction f, List<string> names, string kind)
    {
        List<string> quoted = names.ConvertAll(n => $"'{n}'");
        string list = quoted.Count switch
        {
            1 => quoted[0],
            2 => $"{quoted[0]} and {quoted[1]}",
            _ => string.Join(", ", quoted.GetRange(0, quoted.Count - 1)) + ", and " + quoted[^1],
        };
        PyErr.TypeError($"{f.QualName}() missing {names.Count} required {kind} argument{(names.Count > 1 ? "s" : "")}: {list}");
        return null;
    }
}
