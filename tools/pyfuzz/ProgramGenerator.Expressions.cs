using System.Text;
using System.Text.RegularExpressions;

namespace PyLite.Fuzz;

/// <content>Expressions and statements of one line, from the templates.</content>
internal sealed partial class ProgramGenerator
{
    [GeneratedRegex("<(?:(?<kind>[a-zA-Z])(?::(?<name>[a-z]))?|=(?<again>[a-z]))>")]
    private static partial Regex Hole { get; }

    private string Expression(char kind, int depth)
    {
        if (kind == 'c') return Pick(_classes);
        string[] variables = kind is 'n' or 'z' or 'm' or 'k' ? [] : _scope.Names(kind, assignable: false);
        if (depth <= 0 || !Grammar.Expressions.ContainsKey(kind) || Chance(25))
            return variables.Length > 0 && Chance(75) ? Pick(variables) : Fill(Pick(Grammar.Constants[kind]), 0);
        if (Chance(_risk) && Grammar.RiskyExpressions.TryGetValue(kind, out string[]? risky)) return Fill(PickTemplate(risky), depth - 1);
        if (Chance(10) && CallOf(kind, depth - 1) is { } call) return call;
        if (kind is 'l' or 'j' && Chance(10) && GeneratorCall(depth - 1) is var (items, item) && (item == 'i' || kind == 'j')) return $"list({items})";
        return Fill(PickTemplate(Grammar.Expressions[kind]), depth - 1);
    }

    /// <summary>Any of the templates; in a method none about objects, so that methods do not call one another without end.</summary>
    private string PickTemplate(string[] templates)
    {
        while (true)
        {
            string template = Pick(templates);
            if (!_inMethod || !Objects().IsMatch(template)) return template;
        }
    }

    [GeneratedRegex("<[oOc](:.)?>")]
    private static partial Regex Objects();

    /// <summary>Fills the holes of a template.</summary>
    private string Fill(string template, int depth)
    {
        Dictionary<char, string>? named = null;
        var text = new StringBuilder();
        int from = 0;
        foreach (Match match in Hole.Matches(template))
        {
            text.Append(template, from, match.Index - from);
            from = match.Index + match.Length;
            if (match.Groups["again"] is { Success: true } again)
            {
                text.Append(named![again.Value[0]]);
                continue;
            }
            char kind = match.Groups["kind"].Value[0];
            string value = char.IsUpper(kind) ? Variable(char.ToLowerInvariant(kind)) : Expression(kind, depth);
            if (match.Groups["name"] is { Success: true } name) (named ??= [])[name.Value[0]] = value;
            text.Append(value);
        }
        return text.Append(template, from, template.Length - from).ToString();
    }

    /// <summary>A variable that may be assigned; where there is none yet, one gets a value first.</summary>
    private string Variable(char kind)
    {
        string[] known = _scope.Names(kind, assignable: true);
        if (known.Length > 0 && !Chance(8)) return Pick(known);
        string name = NewName(kind.ToString());
        Line($"{name} = {Expression(kind, 1)}");
        _scope.Add(kind, name);
        return name;
    }

    /// <summary>A call of a function already written that returns this kind and is cheap enough here; null without one.</summary>
    private string? CallOf(char kind, int depth)
    {
        Function[] candidates = [.. _functions.Where(f => f.Result == kind && _runs * f.Cost <= MaxRuns)];
        if (candidates.Length == 0) return null;
        Function function = Pick(candidates);
        _cost += _runs * function.Cost;
        return Call(function, depth);
    }

    /// <summary>A call of a generator and the kind of what it yields; null without one that is cheap enough here.</summary>
    private (string Call, char Kind)? GeneratorCall(int depth)
    {
        if (_generators.Count == 0) return null;
        Function generator = Pick(_generators);
        if (_runs * generator.Cost > MaxRuns) return null;
        _cost += _runs * generator.Cost;
        return (Call(generator, depth), generator.Result);
    }

    private string Call(Function function, int depth)
    {
        var arguments = new List<string>();
        int given = function.Parameters.Length - (Chance(40) ? Below(function.Defaults + 1) : 0);
        bool named = false;
        for (int k = 0; k < given; k++)
        {
            named |= Chance(10);
            string value = Expression(function.Parameters[k], depth);
            arguments.Add(named ? $"p{k}={value}" : value);
        }
        return $"{function.Name}({string.Join(", ", arguments)})";
    }
}
