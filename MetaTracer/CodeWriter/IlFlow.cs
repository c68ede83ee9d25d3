using System.Reflection;
using System.Reflection.Emit;

namespace MetaTracer.CodeWriter;

/// <summary>What a check knows of a value: a set of tags of its own, and the variable that a pointer points to.</summary>
/// <param name="Tags">A bit each; what two ways bring together has the tags of both.</param>
/// <param name="Variable">The local (from 0) or argument (from -1 down) whose address this is; null for any other value.</param>
internal readonly record struct FlowValue(ulong Tags, int? Variable = null)
{
    public static FlowValue Merge(FlowValue a, FlowValue b) => new(a.Tags | b.Tags, a.Variable == b.Variable ? a.Variable : null);
}

/// <summary>
/// Follows values through one method's IL, along every path, for checks of an interpreter's definition. A check says which values it
/// tags, and is told what happens to them, any number of times.
/// </summary>
internal abstract class IlFlow(IlBody body)
{
    private static readonly Lazy<Dictionary<Il, OpCode>> s_opCodes = new(() => typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => (Il)(ushort)code.Value));

    private readonly State?[] _before = new State?[body.Instructions.Length + 1];
    private readonly Stack<int> _work = new();

    protected IlBody Body => body;

    /// <summary>The arguments on entry, <c>this</c> first.</summary>
    protected virtual FlowValue Argument(int index) => default;

    /// <summary>What an instruction pushes that is neither a variable nor any of the below. The operands' tags come together.</summary>
    protected virtual FlowValue Pushed(IlInstruction il, FlowValue operands) => default;

    protected virtual FlowValue LoadField(IlInstruction il, FlowValue target) => Pushed(il, target);

    /// <summary>An array's item, or a pointer to it.</summary>
    protected virtual FlowValue LoadItem(IlInstruction il, FlowValue array, FlowValue index) => Pushed(il, default);

    /// <summary>The result of a call, or the new object. The arguments have <c>this</c> first, but for <c>newobj</c>.</summary>
    protected virtual FlowValue Call(IlInstruction il, FlowValue[] arguments) => Pushed(il, default);

    /// <summary>A <c>switch</c> instruction goes by the value.</summary>
    protected virtual void Switch(IlInstruction il, FlowValue value) { }

    /// <summary>A value goes into a field, an array's item, or what a pointer points to.</summary>
    protected virtual void Store(IlInstruction il, FlowValue value) { }

    protected virtual void Return(IlInstruction il, FlowValue value) { }

    /// <summary>The variable's value now.</summary>
    protected FlowValue Now(int variable) => _state.Variable(variable);

    private State _state = null!;

    protected void Run()
    {
        int arguments = body.Method.GetParameters().Length + (body.Method.IsStatic ? 0 : 1);
        var first = new State(new FlowValue[arguments], new FlowValue[body.Locals.Length], []);
        for (int k = 0; k < arguments; k++) first.Arguments[k] = Argument(k);
        Reach(0, first);
        while (_work.TryPop(out int index)) Step(index);
    }

    private void Reach(int index, State state)
    {
        if (index >= body.Instructions.Length) return;
        if (_before[index] is not { } known) _before[index] = state.Copy();
        else if (!known.MergeWith(state)) return;
        _work.Push(index);
    }

    private void Step(int index)
    {
        IlInstruction il = body.Instructions[index];
        State state = _state = _before[index]!.Copy();
        foreach (ExceptionHandlingClause clause in body.Clauses)
        {
            if (il.Offset < clause.TryOffset || il.Offset >= clause.TryOffset + clause.TryLength) continue;
            var handled = new State(state.Arguments, state.Locals, clause.Flags is ExceptionHandlingClauseOptions.Clause or ExceptionHandlingClauseOptions.Filter ? [default] : []);
            Reach(body.IndexOfOffset[clause.HandlerOffset], handled);
            if (clause.Flags == ExceptionHandlingClauseOptions.Filter) Reach(body.IndexOfOffset[clause.FilterOffset], handled);
        }
        Execute(il, state);
        if (il.Code is Il.Leave or Il.Leave_S) state.Stack.Clear();
        if (IlBody.IsBranch(il.Code)) Reach(body.IndexOfOffset[il.Target], state);
        if (il.Operand is int[] targets)
            foreach (int target in targets) Reach(body.IndexOfOffset[target], state);
        bool ends = il.Code is Il.Br or Il.Br_S or Il.Leave or Il.Leave_S or Il.Ret or Il.Throw or Il.Rethrow or Il.Endfinally or Il.Endfilter or Il.Jmp;
        // A finally handler comes back to where control leaves its try statement: as if it had been taken on the way there.
        if (il.Code is Il.Leave or Il.Leave_S)
            foreach (ExceptionHandlingClause clause in body.Clauses)
                if (clause.Flags == ExceptionHandlingClauseOptions.Finally && il.Offset >= clause.TryOffset && il.Offset < clause.TryOffset + clause.TryLength)
                    Reach(body.IndexOfOffset[clause.HandlerOffset], state);
        if (!ends) Reach(index + 1, state);
    }

    private void Execute(IlInstruction il, State state)
    {
        List<FlowValue> stack = state.Stack;
        switch (il.Code)
        {
            case Il.Dup:
                stack.Add(stack[^1]);
                return;
            case Il.Ldarga or Il.Ldarga_S:
                stack.Add(new FlowValue(0, -1 - (int)il.Number));
                return;
            case Il.Ldloca or Il.Ldloca_S:
                stack.Add(new FlowValue(0, (int)il.Number));
                return;
            case Il.Ldfld or Il.Ldflda:
                FlowValue target = Pop(stack);
                stack.Add(LoadField(il, target.Variable is { } variable ? state.Variable(variable) : target));
                return;
            case Il.Ldobj or (>= Il.Ldind_I1 and <= Il.Ldind_Ref):
                FlowValue pointer = Pop(stack);
                stack.Add(pointer.Variable is { } at ? state.Variable(at) : Pushed(il, pointer));
                return;
            case Il.Ldelem or Il.Ldelema or (>= Il.Ldelem_I1 and <= Il.Ldelem_Ref):
                FlowValue index = Pop(stack), array = Pop(stack);
                stack.Add(LoadItem(il, array, index));
                return;
            case Il.Switch:
                Switch(il, Pop(stack));
                return;
            case Il.Castclass or Il.Isinst or Il.Box or Il.Unbox_Any:
                return;
            case Il.Call or Il.Callvirt or Il.Newobj:
                var method = (MethodBase)il.Operand!;
                var arguments = new FlowValue[method.GetParameters().Length + (method.IsStatic || il.Code == Il.Newobj ? 0 : 1)];
                for (int k = arguments.Length - 1; k >= 0; k--) arguments[k] = Pop(stack);
                FlowValue result = Call(il, arguments);
                if (il.Code == Il.Newobj || method is MethodInfo { ReturnType: var type } && type != typeof(void)) stack.Add(result);
                return;
            case Il.Stfld:
                Store(il, Pop(stack));
                Pop(stack);
                return;
            case Il.Stsfld:
                Store(il, Pop(stack));
                return;
            case Il.Stelem or (>= Il.Stelem_I and <= Il.Stelem_Ref):
                Store(il, Pop(stack));
                Pop(stack);
                Pop(stack);
                return;
            case Il.Stobj or (>= Il.Stind_Ref and <= Il.Stind_R8) or Il.Stind_I:
                FlowValue stored = Pop(stack), to = Pop(stack);
                if (to.Variable is { } written) state.Set(written, FlowValue.Merge(state.Variable(written), stored));
                else Store(il, stored);
                return;
            case Il.Ret:
                if (stack.Count > 0) Return(il, Pop(stack));
                return;
        }
        if (IlBody.LocalOf(il, out bool isLoad) is { } local) Move(local);
        else if (IlBody.ArgumentOf(il, out isLoad) is { } argument) Move(-1 - argument);
        else Other(il, stack);

        void Move(int variable)
        {
            if (isLoad) stack.Add(state.Variable(variable));
            else state.Set(variable, Pop(stack));
        }
    }

    private void Other(IlInstruction il, List<FlowValue> stack)
    {
        OpCode code = s_opCodes.Value[il.Code];
        int popped = code.StackBehaviourPop switch
        {
            StackBehaviour.Pop0 => 0,
            StackBehaviour.Pop1 or StackBehaviour.Popi or StackBehaviour.Popref => 1,
            StackBehaviour.Pop1_pop1 or StackBehaviour.Popi_pop1 or StackBehaviour.Popi_popi or StackBehaviour.Popi_popi8 or StackBehaviour.Popi_popr4
                or StackBehaviour.Popi_popr8 or StackBehaviour.Popref_pop1 or StackBehaviour.Popref_popi => 2,
            StackBehaviour.Varpop => throw new UnsupportedConstructException("a call through a function pointer"),
            _ => 3,
        };
        ulong tags = 0;
        for (int k = 0; k < popped; k++) tags |= Pop(stack).Tags;
        if (code.StackBehaviourPush is not (StackBehaviour.Push0 or StackBehaviour.Varpush)) stack.Add(Pushed(il, new FlowValue(tags)));
    }

    private static FlowValue Pop(List<FlowValue> stack)
    {
        if (stack.Count == 0) throw new UnsupportedConstructException("an empty evaluation stack");
        FlowValue value = stack[^1];
        stack.RemoveAt(stack.Count - 1);
        return value;
    }

    private sealed class State(FlowValue[] arguments, FlowValue[] locals, List<FlowValue> stack)
    {
        public FlowValue[] Arguments => arguments;
        public FlowValue[] Locals => locals;
        public List<FlowValue> Stack => stack;

        public FlowValue Variable(int variable) => variable < 0 ? arguments[-1 - variable] : locals[variable];

        public void Set(int variable, FlowValue value)
        {
            if (variable < 0) arguments[-1 - variable] = value;
            else locals[variable] = value;
        }

        public State Copy() => new([.. arguments], [.. locals], [.. stack]);

        /// <summary>Whether that brought anything new.</summary>
        public bool MergeWith(State other)
        {
            bool isNew = Merge(arguments, other.Arguments) | Merge(locals, other.Locals);
            for (int k = 0; k < Math.Min(stack.Count, other.Stack.Count); k++)
            {
                FlowValue merged = FlowValue.Merge(stack[k], other.Stack[k]);
                isNew |= merged != stack[k];
                stack[k] = merged;
            }
            return isNew;
        }

        private static bool Merge(FlowValue[] into, FlowValue[] from)
        {
            bool isNew = false;
            for (int k = 0; k < into.Length; k++)
            {
                FlowValue merged = FlowValue.Merge(into[k], from[k]);
                isNew |= merged != into[k];
                into[k] = merged;
            }
            return isNew;
        }
    }
}
