using PyLite.Compiling;
using PyLite.Interpreter;
using PyLite.Modules;
using PyLite.Objects;

namespace PyLite.Cli;

/// <summary>"Did you mean": the known name most like the one that was not found, by the edit distance and limits of CPython.</summary>
public static class Suggestions
{
    private const int MoveCost = 2;
    private const int CaseCost = 1;
    private const int MaxCandidates = 750;
    private const int MaxLength = 40;

    /// <summary>The text to add to the message of a NameError or AttributeError; empty when nothing is like it.</summary>
    public static string For(PyException error)
    {
        if (error.MissingName is not { } missing) return "";
        IEnumerable<string> candidates = error.MissingIn is { } owner ? Attributes(owner) : Names(error);
        return Best(missing, candidates) is { } best ? $". Did you mean: '{best}'?" : "";
    }

    private static IEnumerable<string> Attributes(PyObject owner)
    {
        PyObject? list = Builtins.Dict.Get("dir") is { } dir ? Calls.Call1(dir, owner) : null;
        if (list is null || Sequences.ToList(list) is not { } names)
        {
            PyErr.Current = null;
            return [];
        }
        return names.OfType<PyStr>().Select(name => name.Value);
    }

    /// <summary>The variables of the innermost frame's code, its module's globals, the builtins.</summary>
    private static IEnumerable<string> Names(PyException error)
    {
        if (error.Traceback is not { } entry) return [];
        while (entry.Next_ is { } next) entry = next;
        PyCode code = entry.Code;
        IEnumerable<string> names = code.SlotNames.Select(name => name.Value);
        if (ModuleOf(code.FileName) is { } module) names = names.Concat(module.Globals.Keys.Select(name => name.Value));
        return names.Concat(Builtins.Dict.Keys.Select(name => name.Value));
    }

    private static PyModule? ModuleOf(string fileName)
    {
        foreach ((_, PyObject value) in Imports.Modules.Pairs())
        {
            if (value is not PyModule module) continue;
            if (module.Globals.Get(Objects.Names.File) is PyStr file ? file.Value == fileName : fileName.StartsWith('<')) return module;
        }
        return null;
    }

    private static string? Best(string missing, IEnumerable<string> candidates)
    {
        string? best = null;
        int bestDistance = int.MaxValue;
        int count = 0;
        foreach (string candidate in candidates)
        {
            if (++count > MaxCandidates) return null;
            if (candidate == missing || candidate.Length > MaxLength || missing.Length > MaxLength) continue;
            int max = Math.Min((missing.Length + candidate.Length + 3) * MoveCost / 6, bestDistance - 1);
            int distance = Distance(missing, candidate);
            if (distance > max) continue;
            best = candidate;
            bestDistance = distance;
        }
        return best;
    }

    /// <summary>Levenshtein's distance, where a difference of case costs half a move.</summary>
    private static int Distance(string a, string b)
    {
        int[] row = new int[b.Length + 1];
        for (int j = 0; j <= b.Length; j++) row[j] = j * MoveCost;
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i * MoveCost;
            for (int j = 1; j <= b.Length; j++)
            {
                int substitute = diagonal + SubstitutionCost(a[i - 1], b[j - 1]);
                diagonal = row[j];
                row[j] = Math.Min(substitute, Math.Min(row[j], row[j - 1]) + MoveCost);
            }
        }
        return row[b.Length];
    }

    private static int SubstitutionCost(char a, char b) =>
        a == b ? 0 : char.ToLowerInvariant(a) == char.ToLowerInvariant(b) ? CaseCost : MoveCost;
}
