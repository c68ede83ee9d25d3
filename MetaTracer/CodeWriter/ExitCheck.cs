using System.Reflection;
using MetaJit;

namespace MetaTracer.CodeWriter;

/// <summary>
/// Checks that a portal does what <c>CanEnter</c> and <c>EnterFunction</c> tell it: whoever drops the answer interprets once more what
/// machine code has already done.
/// </summary>
internal sealed class ExitCheck : IlFlow
{
    // Two tags a call, for its exit and for the state in it. Calls beyond are not looked at.
    private const int MaxCalls = 31;
    private const ulong NoConstant = 1UL << 63;

    private readonly JitDriver _driver;
    private readonly List<Answer> _answers = [];
    private readonly bool[] _mayChange;
    private bool _returnsConstants = true;

    /// <summary>What becomes of one call's answer.</summary>
    private sealed class Answer(IlInstruction call, int parameters)
    {
        public readonly IlInstruction Call = call;
        public bool IsReturnRead, ResultRead, StateRead;
        public readonly bool[] ItemRead = new bool[parameters];

        public void ReadAll()
        {
            IsReturnRead = ResultRead = true;
            ReadState();
        }

        public void ReadState()
        {
            StateRead = true;
            Array.Fill(ItemRead, true);
        }
    }

    private ExitCheck(JitDriver driver, IlBody body)
        : base(body)
    {
        _driver = driver;
        foreach (IlInstruction il in body.Instructions)
            if (_answers.Count < MaxCalls && il.Code is Il.Call or Il.Callvirt && IsExit(((MethodBase)il.Operand!) is MethodInfo method ? method.ReturnType : null))
                _answers.Add(new Answer(il, driver.Parameters.Length));
        _mayChange = ParametersThatChange();
    }

    public static IEnumerable<string> Problems(JitDriver driver, IlBody body)
    {
        var check = new ExitCheck(driver, body);
        if (check._answers.Count == 0) return [];
        try
        {
            check.Run();
        }
        catch (UnsupportedConstructException)
        {
            return [];      // told by the conversion
        }
        return check._answers.Select(check.ProblemOf).OfType<string>();
    }

    private string? ProblemOf(Answer answer)
    {
        string name = answer.Call.Method.Name, at = $"{SourceSymbols.Locate(Body.Method, answer.Call.Offset)}: {TypeModel.NameOf(Body.Method)}";
        string mend = $"write: if (Driver.{name}(...) is {{ }} exit) {{ if (exit.IsReturn) return exit.Result; ({string.Join(", ", _driver.Parameters.Select(p => p.Name))}) = exit.State; }}";
        if (answer is { IsReturnRead: false, StateRead: false })
            return $"{at} drops the result of {name}, so it would do once more what machine code has done: {mend}";
        if (!answer.StateRead) return $"{at} looks only for IsReturn in the result of {name}, and not where to go on: {mend}";
        if (!answer.IsReturnRead) return $"{at} takes the state from the result of {name} without asking whether the program has returned: {mend}";
        if (!answer.ResultRead && !_returnsConstants) return $"{at} returns something else than the Result that {name} gives: {mend}";
        int missing = Enumerable.Range(0, _mayChange.Length).FirstOrDefault(k => _mayChange[k] && !answer.ItemRead[k], -1);
        return missing < 0 ? null : $"{at} does not take '{_driver.Parameters[missing].Name}' from the State that {name} gives, and would go on with an old one: {mend}";
    }

    /// <summary>Whether the variable that stands for a parameter at the merge point is ever set. False where the merge point gets something else than variables.</summary>
    private bool[] ParametersThatChange()
    {
        var change = new bool[_driver.Parameters.Length];
        int point = Array.FindIndex(Body.Instructions, il => il.Code is Il.Call or Il.Callvirt && il.Method.Name == "MergePoint" && typeof(JitDriver).IsAssignableFrom(il.Method.DeclaringType));
        for (int k = 0; k < change.Length && point >= change.Length; k++)
        {
            IlInstruction load = Body.Instructions[point - change.Length + k];
            int? local = IlBody.LocalOf(load, out bool isLocal), argument = IlBody.ArgumentOf(load, out bool isArgument);
            if (!isLocal && !isArgument) return new bool[change.Length];
            change[k] = Array.Exists(Body.Instructions, il => isLocal
                ? IlBody.LocalOf(il, out bool loads) == local && !loads
                : IlBody.ArgumentOf(il, out loads) == argument && !loads);
        }
        return change;
    }

    internal static bool IsExit(Type? type) => type is { IsGenericType: true, Namespace: nameof(MetaJit) } && type.Name.StartsWith("JitExit`", StringComparison.Ordinal);

    private static ulong ExitTag(int answer) => 1UL << (2 * answer);

    private static ulong StateTag(int answer) => 2UL << (2 * answer);

    protected override FlowValue Argument(int index) => new(NoConstant);

    protected override FlowValue Pushed(IlInstruction il, FlowValue operands) => new(il.Code is Il.Ldnull or (>= Il.Ldc_I4_M1 and <= Il.Ldc_R8) ? 0 : NoConstant);

    protected override FlowValue LoadField(IlInstruction il, FlowValue target)
    {
        ulong tags = NoConstant;
        for (int k = 0; k < _answers.Count; k++)
        {
            Answer answer = _answers[k];
            if ((target.Tags & ExitTag(k)) != 0)
            {
                switch (il.Field.Name)
                {
                    case "IsReturn":
                        answer.IsReturnRead = true;
                        break;
                    case "Result":
                        answer.ResultRead = true;
                        break;
                    default:
                        answer.StateRead = true;
                        tags |= StateTag(k);
                        break;
                }
            }
            // What a tuple has beyond its seventh item stands in another one.
            if ((target.Tags & StateTag(k)) != 0 && il.Field.Name == "Rest") Array.Fill(answer.ItemRead, true);
            if ((target.Tags & StateTag(k)) != 0 && il.Field.Name.StartsWith("Item", StringComparison.Ordinal) && int.TryParse(il.Field.Name.AsSpan(4), out int item)
                && item <= answer.ItemRead.Length)
                answer.ItemRead[item - 1] = true;
        }
        return new FlowValue(tags);
    }

    protected override FlowValue Call(IlInstruction il, FlowValue[] arguments)
    {
        foreach (FlowValue argument in arguments) Leaves(argument);
        int call = _answers.FindIndex(answer => answer.Call == il);
        return new FlowValue(NoConstant | (call < 0 ? 0 : ExitTag(call)));
    }

    protected override void Store(IlInstruction il, FlowValue value) => Leaves(value);

    protected override void Return(IlInstruction il, FlowValue value)
    {
        _returnsConstants &= (value.Tags & NoConstant) == 0;
        Leaves(value);
    }

    /// <summary>Other code gets the answer, and may do what is to be done.</summary>
    private void Leaves(FlowValue value)
    {
        ulong tags = value.Tags | (value.Variable is { } variable ? Now(variable).Tags : 0);
        for (int k = 0; k < _answers.Count; k++)
        {
            if ((tags & ExitTag(k)) != 0) _answers[k].ReadAll();
            if ((tags & StateTag(k)) != 0) _answers[k].ReadState();
        }
    }
}
