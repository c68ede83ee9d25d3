using System.Reflection;
using MetaJit;
using MetaTracer.Image;
using MetaTracer.Trace;

namespace MetaTracer.CodeWriter;

/// <summary>
/// Gives the JitCode of an interpreter's methods, each converted from its IL when tracing first reaches it, and describes the calls that
/// are not followed.
/// </summary>
internal sealed class JitCodeWriter
{
    private readonly Dictionary<CodeKey, JitCode?> _codes = [];
    private readonly Dictionary<CallKey, CallDescr> _calls = [];

    /// <summary>Every callee that some trace may call.</summary>
    internal CallDescr[] Callees
    {
        get
        {
            lock (_lock) return [.. _calls.Values, .. _delegateCalls.Values];
        }
    }

    private readonly Dictionary<DelegateKey, CallDescr> _delegateCalls = [];
    private readonly Dictionary<MethodKey, JitDriver> _portals = [];
    private readonly List<ConversionDiagnostic> _diagnostics = [];
    private readonly Dictionary<MethodKey, List<string>> _portalProblems = [];
    private readonly VirtualDispatch _dispatch = new();
    private readonly EffectAnalysis _effects;
    private readonly Lock _lock = new();

    private ImageReader? _image;

    /// <param name="image">What has been converted before; null: nothing.</param>
    public JitCodeWriter(JitImage? image = null)
    {
        _image = image is null ? null : new ImageReader(image, this);
        _interpretersOfImage = image?.Interpreters ?? [];
        _effects = new EffectAnalysis(Descrs, Policy, _dispatch, method => PortalOf(method) is { IsOperation: false },
            (method, isVirtual, hasBoxedThis) => _image?.Effects(method, isVirtual, hasBoxedThis));
    }

    private readonly Assembly[] _interpretersOfImage;

    /// <summary>JitCodes and effects of calls taken from the image, and JitCodes converted.</summary>
    public (int Taken, int Converted) Counts => (_image?.Taken ?? 0, _converted);

    private int _converted;

    internal IEnumerable<MethodKey> Portals => _portals.Keys;

    internal IEnumerable<(MethodKey Method, CallShape? Shape, JitCode? Code)> Codes => _codes.Select(known => (known.Key.Method, known.Key.Shape, known.Value));

    internal IEnumerable<(MethodBase Method, bool IsVirtual, bool HasBoxedThis, EffectInfo Effect)> KnownEffects => _effects.Known;

    /// <summary>Whether a method is not followed however it is called, for a reason that its attributes or a loop give.</summary>
    internal bool IsNeverFollowed(MethodBase method) =>
        PortalOf(method) is null && (Policy.WhyNot(method) is not null || IlReader.Read(method) is not { } body || body.HasLoop && !Policy.MayHaveLoops(method));

    /// <summary>Converts all that traces of the portals may follow, and finds the effects of all that they may call.</summary>
    internal void ConvertAll() => new FollowedCode(this, _dispatch).ConvertAll(_portals.Keys.Select(portal => TryGet(portal.Method)!));

    public DescrCache Descrs { get; } = new();

    /// <summary>The delegates that are constants of some code.</summary>
    internal Dictionary<object, CachedDelegate> CachedDelegates { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>Takes over why a method is not followed.</summary>
    internal void Add(ConversionDiagnostic diagnostic) => _diagnostics.Add(diagnostic);

    /// <summary>Methods that would have been followed but cannot be converted.</summary>
    public IReadOnlyCollection<ConversionDiagnostic> Diagnostics => _diagnostics;

    internal LookInsidePolicy Policy { get; } = new();

    /// <summary>
    /// The method's JitCode, or null: the call is residual. Never throws; why a method of an interpreter cannot be converted is kept in
    /// <see cref="Diagnostics"/>.
    /// </summary>
    /// <param name="method">A closed method: the target of a virtual call, not what its IL names.</param>
    /// <param name="shape">The call site's <see cref="CallInfo.Shape"/>.</param>
    public JitCode? TryGet(MethodBase method, CallShape? shape = null)
    {
        if (shape is { IsNewObject: true } or { IsResidual: true }) return null;
        lock (_lock)
        {
            var key = new CodeKey(MethodKey.Of(method), shape);
            if (_codes.TryGetValue(key, out JitCode? code)) return code;
            if (_image is not null && _image.TryCode(method, shape, out code)) return _codes[key] = code;
            _codes[key] = null; // A method cannot be needed for its own conversion.
            return _codes[key] = Convert(method, shape);
        }
    }

    /// <summary>A callee that is not followed. One descr for each method and shape.</summary>
    public CallDescr CallDescrOf(MethodBase method, bool isVirtualCall, CallShape? shape = null)
    {
        isVirtualCall |= method.IsAbstract;
        lock (_lock)
        {
            var key = new CallKey(MethodKey.Of(method), isVirtualCall, shape);
            if (_calls.TryGetValue(key, out CallDescr? descr)) return descr;
            var signature = new CalleeSignature(method, isVirtualCall, shape);
            return _calls[key] = new CallDescr(TypeModel.NameOf(method))
            {
                Args = signature.ArgumentKinds,
                Results = signature.ResultKinds,
                Effect = _effects.WithPointers(_effects.Of(method, isVirtualCall, hasBoxedThis: !method.IsStatic && method.DeclaringType!.IsValueType && shape?.Arguments[0] is null), shape),
                Method = method,
                StubFactory = _ => CallStubBuilder.Build(signature, _dispatch),
                IsVirtualCall = isVirtualCall,
                IsNotInTrace = method.IsDefined(typeof(NotInTraceAttribute), false),
            };
        }
    }

    /// <summary>
    /// A call of a delegate that is known: as <see cref="CallDescrOf(MethodBase, bool, CallShape)"/> of its Invoke, with the name and the effects of its target.
    /// </summary>
    public CallDescr CallDescrOf(Delegate callee, MethodBase invoke)
    {
        if (!callee.HasSingleTarget) return CallDescrOf(invoke, true);
        MethodInfo target = callee.Method;
        lock (_lock)
        {
            var key = new DelegateKey(MethodKey.Of(target), MethodKey.Of(invoke));
            if (_delegateCalls.TryGetValue(key, out CallDescr? descr)) return descr;
            var signature = new CalleeSignature(invoke, true, null);
            return _delegateCalls[key] = new CallDescr(TypeModel.NameOf(target))
            {
                Args = signature.ArgumentKinds,
                Results = signature.ResultKinds,
                Effect = ThroughDelegate(_effects.Of(target, false)),
                Method = invoke,
                StubFactory = _ => CallStubBuilder.Build(signature, _dispatch),
                IsVirtualCall = true,
            };
        }
    }

    /// <summary>Converts a driver's portal, whole.</summary>
    /// <exception cref="InterpreterDefinitionException">The definition is wrong; the message lists all problems.</exception>
    /// <param name="driver">Of the interpreter.</param>
    /// <param name="isTested">See <see cref="JitEngineOptions.DefinitionIsTested"/>.</param>
    public JitCode Portal(JitDriver driver, bool isTested = false)
    {
        MethodInfo portal = driver.Portal.Method;
        List<string> problems = isTested ? [] : [.. DefinitionChecks.OfDriver(driver)];
        JitCode? code = null;
        if (portal.IsStatic && driver.Portal.Target is null)
        {
            lock (_lock)
            {
                Policy.AddInterpreter(portal.Module.Assembly);
                // The image does not know this world: its methods may be overridden and called where nobody looked.
                if (Array.IndexOf(_interpretersOfImage, portal.Module.Assembly) < 0) _image = null;
                if (_portals.TryAdd(MethodKey.Of(portal), driver)) MarkCalls(portal, driver);
                code = TryGet(portal);
                problems.AddRange(_diagnostics.Where(diagnostic => diagnostic.Method == portal).Select(diagnostic => diagnostic.AsPortalProblem()));
                if (code is not null) problems.AddRange(DefinitionChecks.OfPortal(driver, code));
                problems.AddRange(_portalProblems.GetValueOrDefault(MethodKey.Of(portal)) ?? []);
                if (code is null && problems.Count == 0) problems.Add($"{TypeModel.NameOf(portal)} cannot be followed: {Policy.WhyNot(portal)}");
            }
            if (!isTested && IlReader.Read(portal) is { } body) problems.AddRange(ExitCheck.Problems(driver, body));
            if (!isTested) problems.AddRange(DefinitionChecks.OfFields(driver));
            foreach (Type type in driver.Parameters.Select(parameter => parameter.ParameterType))
                if (!isTested && type.IsDefined(typeof(VirtualizableAttribute), true)) problems.AddRange(VirtualizableCheck.Problems(type, Policy, _dispatch, method => PortalOf(method) is not null));
        }
        if (problems.Count > 0 || code is null) throw new InterpreterDefinitionException(driver.Name, problems);
        return code;
    }

    /// <summary>What will be slow, of a driver whose portal has been converted: each with the C# file and line, and what to do. Converts what traces would follow.</summary>
    public IReadOnlyList<string> Warnings(JitDriver driver)
    {
        MethodInfo portal = driver.Portal.Method;
        List<string> warnings = IlReader.Read(portal) is { } body ? [.. GreenCheck.Warnings(driver, body)] : [];
        lock (_lock)
        {
            if (TryGet(portal) is { } code) warnings.AddRange(new FollowedCode(this, _dispatch).Warnings(code));
            warnings.AddRange(_arraysPassed.Select(passed => passed()));
            _arraysPassed.Clear();
        }
        foreach (Type type in driver.Parameters.Select(parameter => parameter.ParameterType))
            if (type.IsDefined(typeof(VirtualizableAttribute), true)) warnings.AddRange(DefinitionChecks.Notes(type));
        return warnings;
    }

    // Seen while converting, for warnings.
    private readonly List<Func<string>> _arraysPassed = [];

    /// <summary>An [ImmutableArray] is passed to a method that is followed, where nobody knows that it is one.</summary>
    internal void NoteImmutableArrayPassed(MethodBase caller, int ilOffset, MethodBase callee)
    {
        if (_arraysPassed.Count >= MaxNotes || !Policy.IsInterpreterCode(callee) || Policy.WhyNot(callee) is not null) return;
        _arraysPassed.Add(() => $"{SourceSymbols.Locate(caller, ilOffset)}: {TypeModel.NameOf(caller)} passes an [ImmutableArray] to {TypeModel.NameOf(callee)}, "
            + "which does not know that its items never change: pass the object that holds it, and read the field there");
    }

    private const int MaxNotes = 100;

    /// <summary>The method that a virtual or interface call of <paramref name="method"/> runs on an object of class <paramref name="receiver"/>.</summary>
    public MethodBase ResolveVirtual(Type receiver, MethodBase method) => _dispatch.Resolve(receiver, method);

    /// <summary>The driver whose portal the method is.</summary>
    internal JitDriver? PortalOf(MethodBase method) => _portals.GetValueOrDefault(MethodKey.Of(method));

    /// <summary>What a call of a method that is not followed may do.</summary>
    internal EffectInfo EffectOf(MethodInfo method)
    {
        lock (_lock) return _effects.Of(method, isVirtualCall: false);
    }

    /// <summary>Code that was converted before the method was known to be a portal calls it as one from now on.</summary>
    private void MarkCalls(MethodInfo portal, JitDriver driver)
    {
        var method = MethodKey.Of(portal);
        int number = _image?.PortalNumber(portal) ?? -1;
        foreach (CodeKey known in _codes.Keys.Where(known => known.Method.Equals(method)).ToList()) _codes.Remove(known);
        foreach (JitCode? code in _codes.Values)
        {
            foreach (ref Insn insn in (code?.Code).AsSpan())
                if (insn.X is CallInfo { Portal: null } call && (call.PortalNumber is { } known ? known >= 0 && known == number : MethodKey.Of(call.Method).Equals(method))) insn.X = call with { Portal = driver, Cache = null };
        }
    }

    private JitCode? Convert(MethodBase method, CallShape? shape)
    {
        if (Policy.WhyNot(method) is not null && PortalOf(method) is null) return null;
        MethodConverter? converter = null;
        try
        {
            _converted++;
            if (IlReader.Read(method) is not { } body) return null;
            if (body.HasLoop && !Policy.MayHaveLoops(method) && PortalOf(method) is null) return null;
            var signature = new CalleeSignature(method, false, shape);
            HashSet<int> cells = [];
            while (true)
            {
                converter = MethodConverter.For(this, signature, body, cells);
                try
                {
                    JitCode code = converter.Convert();
                    _portalProblems[MethodKey.Of(method)] = converter.Problems;
                    return code;
                }
                catch (UnsupportedConstructException) when (converter.WantsCell is { } variable && cells.Add(variable))
                {
                    // Again, with that variable in memory.
                }
            }
        }
        catch (UnsupportedConstructException e)
        {
            IlInstruction at = converter?.Current ?? IlInstruction.None;
            _diagnostics.Add(new ConversionDiagnostic(method, e.Message, at.ToString(), at.Offset));
            return null;
        }
    }

    private sealed record CodeKey(MethodKey Method, CallShape? Shape);

    private sealed record DelegateKey(MethodKey Target, MethodKey Invoke);

    private sealed record CallKey(MethodKey Method, bool IsVirtual, CallShape? Shape);

    /// <summary>A call through a delegate takes the delegate as an argument, so it is no elidable call; one of an elidable target has no effect all the same.</summary>
    private static EffectInfo ThroughDelegate(EffectInfo effect) => !effect.IsElidable
        ? effect
        : effect.CanRaise ? EffectInfo.Unknown : new EffectInfo(ExtraEffect.CannotRaise) { Reads = effect.Reads, Writes = effect.Writes };
}
