using System.Reflection;
using MetaJit;
using MetaTracer.Trace;

namespace MetaTracer.CodeWriter;

/// <summary>
/// Goes through all code that traces of a portal may follow, and tells what is left as a call although nobody asked for that. Each such call
/// makes machine code stop, and its arguments leave their registers.
/// </summary>
internal sealed class FollowedCode(JitCodeWriter writer, VirtualDispatch dispatch)
{
    // A call with more targets is no call of one thing.
    private const int MaxOverrides = 24;

    private readonly HashSet<JitCode> _seen = [];
    private readonly HashSet<MethodKey> _told = [];
    private readonly Stack<JitCode> _work = new();
    private readonly List<string> _warnings = [];

    public List<string> Warnings(JitCode portal)
    {
        Follow(portal);
        while (_work.TryPop(out JitCode? code))
        {
            foreach (Insn insn in code.Code)
            {
                if (insn.X is not CallInfo { Portal: null } call) continue;
                if (insn.Op == JitOp.Call) Look(call.Method, call.Shape);
                else if (insn.Op == JitOp.CallVirtual) LookAtOverrides(call);
            }
        }
        return _warnings;
    }

    /// <summary>
    /// Converts all that may be followed, through calls of any number of targets and of any delegate, and finds the effects of all that may be called.
    /// </summary>
    public void ConvertAll(IEnumerable<JitCode> portals)
    {
        foreach (JitCode portal in portals) Follow(portal);
        foreach (Assembly interpreter in writer.Policy.Interpreters)
            foreach (MethodBase target in DelegateTargets(interpreter)) Reach(target, null);
        while (_work.TryPop(out JitCode? code))
        {
            foreach (Insn insn in code.Code)
            {
                if (insn.X is not CallInfo call) continue;
                if (call.Portal is not null)
                {
                    writer.EffectOf((MethodInfo)call.Method);
                    continue;
                }
                if (insn.Op == JitOp.CallVirtual)
                {
                    foreach (MethodBase target in Targets(call.Method)) Reach(target, call.Shape);
                    writer.CallDescrOf(call.Method, true, call.Shape);
                }
                else
                {
                    Reach(call.Method, call.Shape);
                }
            }
        }
    }

    private void Reach(MethodBase method, CallShape? shape)
    {
        if (writer.TryGet(method, shape) is { } code && !Follow(code)) return;
        try
        {
            // Also what is followed is called: from within itself, and where a class is not known.
            writer.CallDescrOf(method, false, shape);
        }
        catch (UnsupportedConstructException)
        {
            // No trace can call it.
        }
    }

    /// <summary>The methods that an assembly makes delegates of.</summary>
    private static IEnumerable<MethodBase> DelegateTargets(Assembly assembly)
    {
        const BindingFlags all = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        foreach (Type type in assembly.GetTypes())
        {
            if (type.ContainsGenericParameters) continue;
            foreach (MethodBase method in type.GetMethods(all).Concat<MethodBase>(type.GetConstructors(all)))
            {
                if (method.ContainsGenericParameters || IlReader.Read(method) is not { } body) continue;
                foreach (IlInstruction instruction in body.Instructions)
                    if (instruction.Code == Il.Ldftn && instruction.Method is { ContainsGenericParameters: false } target && target.Module.Assembly == assembly) yield return target;
            }
        }
    }

    private IEnumerable<MethodBase> Targets(MethodBase method)
    {
        if (method is not MethodInfo { DeclaringType: { } owner } info || typeof(Delegate).IsAssignableFrom(owner)) return [];
        var targets = new Dictionary<MethodKey, MethodBase>();
        if (!method.IsAbstract) targets[MethodKey.Of(method)] = method;
        foreach (Type type in writer.Policy.MayOverride(info))
        {
            if (type.ContainsGenericParameters || !owner.IsAssignableFrom(type)) continue;
            MethodBase target = dispatch.Resolve(type, method);
            if (!target.IsAbstract) targets[MethodKey.Of(target)] = target;
        }
        return targets.Values;
    }

    /// <summary>False when it has been gone through before.</summary>
    private bool Follow(JitCode code)
    {
        if (!_seen.Add(code)) return false;
        _work.Push(code);
        return true;
    }

    private void LookAtOverrides(CallInfo call)
    {
        if (call.Method is not MethodInfo { DeclaringType: { } owner } method || typeof(Delegate).IsAssignableFrom(owner)) return;
        var targets = new Dictionary<MethodKey, MethodBase>();
        if (!method.IsAbstract) targets[MethodKey.Of(method)] = method;
        foreach (Type type in writer.Policy.MayOverride(method))
        {
            if (type.ContainsGenericParameters || !owner.IsAssignableFrom(type)) continue;
            MethodBase target = dispatch.Resolve(type, method);
            targets[MethodKey.Of(target)] = target;
            if (targets.Count > MaxOverrides) return;
        }
        foreach (MethodBase target in targets.Values) Look(target, call.Shape);
    }

    private void Look(MethodBase method, CallShape? shape)
    {
        if (!writer.Policy.IsInterpreterCode(method) || writer.Policy.WhyNot(method) is not null) return;
        // An error is on its way: nothing fast comes after.
        if (method is MethodInfo { ReturnType: var result } && typeof(Exception).IsAssignableFrom(result) || method.IsDefined(typeof(System.Diagnostics.CodeAnalysis.DoesNotReturnAttribute))) return;
        if (IlReader.Read(method) is not { } body) return;
        if (body.HasLoop && !writer.Policy.MayHaveLoops(method))
        {
            if (!_told.Add(MethodKey.Of(method))) return;
            IlInstruction back = Array.Find(body.Instructions, il => IlBody.IsBranch(il.Code) && il.Target <= il.Offset) ?? body.Instructions[0];
            _warnings.Add($"{SourceSymbols.Locate(method, back.Offset)}: {TypeModel.NameOf(method)} has a loop, so traces call it and do not follow it: "
                + "mark it [UnrollSafe] if it goes round a few times only, always as often where it is called; [DontLookInside] if a call is meant");
            return;
        }
        if (writer.TryGet(method, shape) is { } code)
        {
            Follow(code);
            return;
        }
        if (writer.Diagnostics.FirstOrDefault(diagnostic => diagnostic.Method == method) is { } problem && _told.Add(MethodKey.Of(method)))
            _warnings.Add($"{problem}: move that into a method of its own, or mark this one [DontLookInside] if a call is meant");
    }
}
