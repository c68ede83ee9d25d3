using MetaJit;
using PyLite.Compiling;
using PyLite.Objects;

namespace PyLite.Interpreter;

/// <summary>
/// Where each parameter of a piece of code finds its argument in calls of one shape: so many arguments, the last of them under these
/// names. Worked out once for a shape, so that binding is moving values; in a trace nothing but the values is left of it.
/// </summary>
public sealed class ArgumentPlan
{
    /// <summary>Shapes remembered for one piece of code; further ones replace them.</summary>
    private const int Remembered = 8;

    private readonly PyStr[] _keywords;
    private readonly int _given;

    /// <summary>Arguments without a name.</summary>
    public readonly int Positional;

    /// <summary>By parameter, <c>*args</c> and <c>**kwargs</c> left out: the place of its argument, or -1 where its default is taken.</summary>
    [ImmutableArray] public readonly int[] Sources;

    /// <summary>Places of the arguments that go into <c>**kwargs</c>, and their names.</summary>
    [ImmutableArray] public readonly int[] Rest;

    [ImmutableArray] public readonly PyStr[] RestNames;

    /// <summary>False: the call is an error, for <see cref="ArgumentBinder.Bind"/> to tell.</summary>
    public readonly bool IsPossible;

    private static readonly PyStr[] NoNames = [];

    private ArgumentPlan(PyCode code, PyStr[] keywords, int given)
    {
        _keywords = keywords;
        _given = given;
        Positional = given - keywords.Length;
        int parameters = code.ArgCount + code.KeywordOnlyCount;
        Sources = new int[parameters];
        for (int i = 0; i < parameters; i++) Sources[i] = i < code.ArgCount && i < Positional ? i : -1;
        var rest = new List<int>();
        IsPossible = Positional <= code.ArgCount || (code.Flags & CodeFlags.VarArgs) != 0;
        for (int k = 0; k < keywords.Length; k++)
        {
            int at = code.ParameterOf(keywords[k]);
            if (at >= 0)
            {
                IsPossible &= Sources[at] < 0;
                Sources[at] = Positional + k;
            }
            else
            {
                rest.Add(k);
            }
        }
        IsPossible &= rest.Count == 0 || (code.Flags & CodeFlags.VarKeywords) != 0;
        Rest = rest.ConvertAll(k => Positional + k).ToArray();
        RestNames = rest.ConvertAll(k => keywords[k]).ToArray();
    }

    /// <summary>The plan for a number of arguments, the named ones included.</summary>
    [Elidable]
    public static ArgumentPlan Of(PyCode code, PyStr[]? keywords, int given)
    {
        keywords ??= NoNames;
        ArgumentPlan?[] known = code.Plans ??= new ArgumentPlan?[Remembered];
        for (int i = 0; i < known.Length; i++)
        {
            if (known[i] is not { } plan)
            {
                return known[i] = new ArgumentPlan(code, keywords, given);
            }
            if (plan._given == given && SameNames(plan._keywords, keywords)) return plan;
        }
        var made = new ArgumentPlan(code, keywords, given);
        known[code.NextPlan++ % Remembered] = made;
        return made;
    }

    private static bool SameNames(PyStr[] a, PyStr[] b)
    {
        if (ReferenceEquals(a, b)) return true;
        if (a.Length != b.Length) return false;
        for (int i = 0; i < a.Length; i++)
            if (!a[i].EqualsStr(b[i])) return false;
        return true;
    }
}
