using System.Reflection;
using MetaJit;

namespace MetaTracer.CodeWriter;

/// <summary>Where a virtualizable is stored that nobody told the frame of: in a field of any type, an array, a collection.</summary>
/// <param name="At">The instruction.</param>
/// <param name="Where">What keeps it, as text.</param>
internal sealed record FrameEscape(IlInstruction At, string Where);

/// <summary>
/// Finds code that puts a virtualizable where others may reach it. Values are followed, so neither a field declared as <c>object</c>
/// nor a helper that takes one hides it. A frame that comes out of the heap is there already.
/// </summary>
internal sealed class FrameEscapes(Type virtualizable, FieldInfo? escaped, LookInsidePolicy policy, VirtualDispatch dispatch, Func<MethodBase, bool> isPortal)
{
    private const int MaxOverrides = 24;
    private const ulong FrameTag = 1;

    // What else is done with a frame by the base library does not keep it.
    private static readonly string[] s_keeping = ["Add", "TryAdd", "Push", "Enqueue", "Insert", "set_Item", "set_Value", "Exchange", "CompareExchange", "SetTarget", "TrySet"];

    private readonly Dictionary<(MethodKey, ulong), Outcome> _known = [];

    private sealed class Outcome
    {
        public FrameEscape? Escape;
        public bool ReturnsFrame;
    }

    /// <summary>The first place where the method lets a frame out that it was given or has made; null where there is none.</summary>
    public FrameEscape? Of(MethodBase method) => Look(method, 0).Escape;

    /// <param name="method">Of the interpreter.</param>
    /// <param name="given">Arguments, a bit each, that are frames although their types do not say so.</param>
    private Outcome Look(MethodBase method, ulong given)
    {
        var key = (MethodKey.Of(method), given);
        if (_known.TryGetValue(key, out Outcome? known)) return known;
        var outcome = _known[key] = new Outcome();      // of a recursive call: nothing yet
        try
        {
            if (IlReader.Read(method) is { } body) new Flow(this, body, given, outcome).Follow();
        }
        catch (UnsupportedConstructException)
        {
        }
        return outcome;
    }

    private bool IsFrame(Type? type) => type is not null && virtualizable.IsAssignableFrom(type);

    private sealed class Flow(FrameEscapes owner, IlBody body, ulong given, Outcome outcome) : IlFlow(body)
    {
        public void Follow() => Run();

        protected override FlowValue Argument(int index)
        {
            Type? type = Body.Method.IsStatic ? Body.Method.GetParameters()[index].ParameterType
                : index == 0 ? Body.Method.DeclaringType : Body.Method.GetParameters()[index - 1].ParameterType;
            return new FlowValue(owner.IsFrame(type) || index < 64 && (given >> index & 1) != 0 ? FrameTag : 0);
        }

        protected override void Return(IlInstruction il, FlowValue value) => outcome.ReturnsFrame |= (value.Tags & FrameTag) != 0;

        protected override void Store(IlInstruction il, FlowValue value)
        {
            if ((value.Tags & FrameTag) == 0) return;
            switch (il.Code)
            {
                case Il.Stfld when ExitCheck.IsExit(il.Field.DeclaringType):
                    break;
                case Il.Stfld or Il.Stsfld:
                    Escapes(il, "stores", $"in {FieldPath.NameOf(il.Field)}");
                    break;
                case Il.Stelem or Il.Stelem_Ref:
                    Escapes(il, "stores", "in an array");
                    break;
            }
        }

        protected override FlowValue Call(IlInstruction il, FlowValue[] arguments)
        {
            MethodBase method = il.Method;
            ulong tags = 0, frames = 0;
            for (int k = 0; k < arguments.Length; k++)
            {
                tags |= arguments[k].Tags;
                if ((arguments[k].Tags & FrameTag) != 0 && k < 63) frames |= 1UL << k;
            }
            Type? made = il.Code == Il.Newobj ? method.DeclaringType : null;
            if (made is { IsValueType: true }) return new FlowValue(tags);
            bool isCode = owner.Policy.IsInterpreterCode(method);
            if (frames != 0 && !owner.IsHarmless(method))
            {
                if (made is not null) frames <<= 1;
                if (!isCode)
                {
                    if (made is not null && method.DeclaringType != typeof(string) || s_keeping.Any(name => method.Name.StartsWith(name, StringComparison.Ordinal)))
                        Escapes(il, "passes", $"to {TypeModel.NameOf(method)}, which keeps it");
                }
                else if (owner.Undeclared(method, frames) is not 0 and var undeclared && owner.Targets(method, il.Code == Il.Callvirt).Any(target => owner.Look(target, undeclared).Escape is not null))
                {
                    Escapes(il, "passes", $"to {TypeModel.NameOf(method)}, which keeps it");
                }
            }
            bool isFrame = made is not null ? owner.IsFrame(made)
                : isCode && !owner.IsPortal(method) && method is MethodInfo { ReturnType: var type, IsVirtual: false } && owner.IsFrame(type) && owner.Look(method, 0).ReturnsFrame;
            return new FlowValue(isFrame ? FrameTag : 0);
        }

        private void Escapes(IlInstruction at, string does, string where)
        {
            if (outcome.Escape is { } known && known.At.Offset <= at.Offset) return;
            // Said before, as the definition asks for.
            foreach (IlInstruction il in Body.Instructions)
                if (il.Offset < at.Offset && IsSaid(il, owner.Escaped)) return;
            outcome.Escape = new FrameEscape(at, $"{does} a {TypeModel.NameOf(owner.Virtualizable)} {where}");
        }
    }

    /// <summary>Whether the instruction says that the frame will be where others may reach it.</summary>
    public static bool IsSaid(IlInstruction il, FieldInfo? escaped) => il.Code switch
    {
        Il.Stfld => escaped is not null && il.Field.MetadataToken == escaped.MetadataToken && il.Field.Module == escaped.Module,
        Il.Call => il.Method.Name == nameof(Jit.MayBeStale) && il.Method.DeclaringType == typeof(Jit),
        _ => false,
    };

    private Type Virtualizable => virtualizable;
    private FieldInfo? Escaped => escaped;
    private LookInsidePolicy Policy => policy;
    private Func<MethodBase, bool> IsPortal => isPortal;

    /// <summary>Those of the frames whose parameters do not say that they are: the method's own check starts from the others.</summary>
    private ulong Undeclared(MethodBase method, ulong frames)
    {
        int self = method.IsStatic ? 0 : 1;
        ParameterInfo[] parameters = method.GetParameters();
        if (self == 1 && IsFrame(method.DeclaringType)) frames &= ~1UL;
        for (int k = 0; k < parameters.Length; k++)
            if (IsFrame(parameters[k].ParameterType)) frames &= ~(1UL << (k + self));
        return frames;
    }

    private static bool IsHarmlessOwner(Type? type) =>
        type == typeof(Jit) || typeof(JitDriver).IsAssignableFrom(type) || type == typeof(GC) || type == typeof(object) || type is { IsGenericType: true } && ExitCheck.IsExit(type);

    private bool IsHarmless(MethodBase method) => IsHarmlessOwner(method.DeclaringType) || isPortal(method);

    private IEnumerable<MethodBase> Targets(MethodBase method, bool isVirtual)
    {
        if (!isVirtual || !method.IsVirtual || method is not MethodInfo called) return [method];
        var found = new Dictionary<MethodKey, MethodBase>();
        if (!method.IsAbstract) found[MethodKey.Of(method)] = method;
        foreach (Type type in policy.MayOverride(called))
        {
            if (type.ContainsGenericParameters || !method.DeclaringType!.IsAssignableFrom(type)) continue;
            MethodBase target = dispatch.Resolve(type, method);
            if (!target.IsAbstract) found[MethodKey.Of(target)] = target;
            if (found.Count > MaxOverrides) break;
        }
        return found.Values;
    }
}
