using System.Globalization;
using MetaTracer.CodeWriter;

namespace MetaTracer.Trace;

/// <summary>A text that is no trace: the line and what is wrong with it.</summary>
internal sealed class TraceFormatException(int line, string problem) : FormatException($"line {line}: {problem}")
{
    public int Line { get; } = line;
}

/// <summary>
/// Reads the text form that <see cref="TraceWriter"/> writes. Several traces read by one parser share their descrs and tokens, so that
/// a loop can be followed by a bridge that jumps to it.
/// </summary>
internal sealed class TraceParser
{
    /// <summary>The code of frames in traces that no program was recorded for.</summary>
    internal static readonly JitCode PseudoFrame = new()
    {
        Method = typeof(TraceParser).GetMethod(nameof(Parse))!,
        Name = "text",
        Code = [],
        IntCount = 0,
        RefCount = 0,
        FloatCount = 0,
        IntConstants = [],
        RefConstants = [],
        FloatConstants = [],
        Parameters = [],
        Handlers = [],
        IlOffsets = [],
        LiveRegisters = [],
    };

    private readonly Dictionary<string, Descr> _descrs = [];
    private readonly Dictionary<int, LoopToken> _tokens = [];
    private readonly Dictionary<string, TargetToken> _targets = [];
    private readonly Dictionary<string, TextConstant> _constants = [];
    private TreeLoop _loop = null!;
    private Dictionary<string, Value> _variables = [];
    private HashSet<int> _numbers = [];
    private bool _optimized;

    /// <summary>Reads one trace. In an optimized one a guard's list is its fail arguments, otherwise a snapshot.</summary>
    /// <exception cref="TraceFormatException">The text is malformed.</exception>
    public static TreeLoop Parse(string text, bool optimized = false) => new TraceParser().Read(text, optimized);

    /// <summary>The token that a text calls <c>Loop</c> and this number; made when first asked for.</summary>
    public LoopToken Token(int number)
    {
        if (!_tokens.TryGetValue(number, out LoopToken? token)) _tokens[number] = token = new LoopToken(number, null, []);
        return token;
    }

    /// <summary>What was declared under a name.</summary>
    public Descr? FindDescr(string name) => _descrs.GetValueOrDefault(name);

    /// <summary>Lets a text mention a descr, under its own name, without declaring it.</summary>
    public void Declare(Descr descr) => _descrs[descr.Name] = descr;

    /// <inheritdoc cref="Parse"/>
    public TreeLoop Read(string text, bool optimized = false)
    {
        _optimized = optimized;
        _loop = new TreeLoop(new ConstantPool());
        _variables = [];
        _numbers = [];
        bool inputsSeen = false;
        string[] lines = text.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            var scanner = new TraceScanner(lines[i], i + 1);
            if (scanner.AtEnd) continue;
            if (inputsSeen) ReadOperation(scanner);
            else if (scanner.Peek == '[')
            {
                inputsSeen = true;
                foreach (string name in ReadInputNames(scanner)) _loop.Inputs.Add(Define(scanner, name));
            }
            else ReadDeclaration(scanner);
            if (!scanner.AtEnd) throw scanner.Error($"'{scanner.Rest}' is left over");
        }
        if (!inputsSeen) throw new TraceFormatException(lines.Length, "there is no line of input arguments: [p0, i1]");
        return _loop;
    }

    private static List<string> ReadInputNames(TraceScanner scanner)
    {
        var names = new List<string>();
        scanner.Expect('[');
        while (!scanner.Accept(']'))
        {
            names.Add(scanner.Word());
            if (scanner.Peek != ']') scanner.Expect(',');
        }
        return names;
    }

    // ---- Declarations

    private void ReadDeclaration(TraceScanner scanner)
    {
        string what = scanner.Word();
        string name = scanner.Name();
        if (what == "call")
        {
            _descrs[name] = ReadCall(scanner, name);
            return;
        }
        Kind kind = what is "class" ? Kind.Void : KindOf(scanner, scanner.Word());
        Dictionary<string, string> settings = ReadSettings(scanner);
        int Number(string key, int otherwise) => settings.TryGetValue(key, out string? value) ? int.Parse(value, CultureInfo.InvariantCulture) : otherwise;
        ClassDescr? Class(string key) => settings.TryGetValue(key, out string? value) ? (ClassDescr)DescrOf(scanner, value) : null;
        bool Is(string key) => settings.ContainsKey(key);
        _descrs[name] = what switch
        {
            "class" => new ClassDescr(name) { InstanceSize = Number("size", 24), CanBumpAllocate = Is("bump") },
            "field" => new FieldDescr(name)
            {
                Kind = kind,
                Offset = Number("at", 8),
                Size = Number("size", 8),
                IsSigned = Is("signed"),
                IsImmutable = Is("immutable"),
                IsImmutableArray = Is("immutable_array"),
                IsNonNegative = Is("nonneg"),
                Parent = Class("in"),
            },
            "array" => new ArrayDescr(name)
            {
                Kind = kind,
                BaseOffset = Number("base", 16),
                ItemSize = Number("item", 8),
                Size = Number("size", 8),
                IsSigned = Is("signed"),
                ArrayClass = Class("class"),
            },
            "static" => new StaticDescr(name) { Kind = kind, Size = Number("size", 8), IsSigned = Is("signed") },
            _ => throw scanner.Error($"'{what}' declares nothing; there are class, field, array, static and call"),
        };
    }

    private static Dictionary<string, string> ReadSettings(TraceScanner scanner)
    {
        var settings = new Dictionary<string, string>();
        while (!scanner.AtEnd)
        {
            string key = scanner.Word();
            settings[key] = scanner.Accept('=') ? scanner.Name() : "";
        }
        return settings;
    }

    private CallDescr ReadCall(TraceScanner scanner, string name)
    {
        Kind[] args = ReadKinds(scanner);
        scanner.Expect('-');
        scanner.Expect('>');
        Kind[] results = ReadKinds(scanner);
        string effectName = scanner.AtEnd ? nameof(ExtraEffect.RandomEffects) : scanner.Word();
        if (!Enum.TryParse(effectName, out ExtraEffect effect)) throw scanner.Error($"'{effectName}' is no effect; there are {string.Join(", ", Enum.GetNames<ExtraEffect>())}");
        HashSet<Descr>? reads = null, writes = null;
        bool isVirtual = false;
        while (!scanner.AtEnd)
        {
            string key = scanner.Word();
            if (key == "virtual")
            {
                isVirtual = true;
                continue;
            }
            scanner.Expect('=');
            var set = new HashSet<Descr>();
            // An empty set is written as nothing behind the equals sign, before the space.
            if (scanner.AtWord)
            {
                do set.Add(DescrOf(scanner, scanner.Name()));
                while (scanner.Accept(','));
            }
            if (key == "reads") reads = set;
            else if (key == "writes") writes = set;
            else throw scanner.Error($"'{key}' is no setting of a call");
        }
        return new CallDescr(name) { Args = args, Results = results, IsVirtualCall = isVirtual, Effect = new EffectInfo(effect) { Reads = reads, Writes = writes } };
    }

    private static Kind[] ReadKinds(TraceScanner scanner)
    {
        var kinds = new List<Kind>();
        scanner.Expect('(');
        while (!scanner.Accept(')')) kinds.Add(KindOf(scanner, scanner.Word()));
        return [.. kinds];
    }

    private static Kind KindOf(TraceScanner scanner, string text) => text switch
    {
        "i" => Kind.Int,
        "p" => Kind.Ref,
        "f" => Kind.Float,
        _ => throw scanner.Error($"'{text}' is no kind; there are i, p and f"),
    };

    private Descr DescrOf(TraceScanner scanner, string name) =>
        _descrs.TryGetValue(name, out Descr? descr) ? descr : throw scanner.Error($"'{name}' is not declared");

    // ---- Operations

    private void ReadOperation(TraceScanner scanner)
    {
        string word = scanner.Word();
        string? resultName = null;
        if (scanner.Accept('='))
        {
            resultName = word;
            word = scanner.Word();
        }
        if (OpInfo.Parse(word) is not { } code) throw scanner.Error($"'{word}' is no operation");
        var args = new List<Value>();
        object? descr = null;
        scanner.Expect('(');
        while (!scanner.Accept(')'))
        {
            if (scanner.AcceptWord("descr="))
            {
                descr = ReadDescr(scanner, code);
            }
            else
            {
                args.Add(code == OpCode.label && !_optimized ? Define(scanner, scanner.Word()) : ReadValue(scanner));
            }
            if (scanner.Peek != ')') scanner.Expect(',');
        }
        OpInfo info = OpInfo.Of(code);
        if (info.Arity >= 0 && args.Count != info.Arity) throw scanner.Error($"{word} takes {info.Arity} arguments");
        if ((info.Result != Kind.Void) != (resultName is not null)) throw scanner.Error(resultName is null ? $"{word} has a result" : $"{word} has no result");
        descr ??= DefaultDescr(code, args);
        Value result = resultName is null ? Value.None : Define(scanner, resultName);
        if (!result.IsNone && result.Kind != info.Result) throw scanner.Error($"the result of {word} is of another kind than {resultName}");
        int index = _loop.Append(code, result, args.ToArray(), descr);
        if (scanner.Peek == '[') ReadGuardList(scanner, index);
    }

    private object? DefaultDescr(OpCode code, List<Value> args) => code switch
    {
        OpCode.finish => args.Count == 0 ? FinishDescr.Void : FinishDescr.Of(args[0].Kind),
        OpCode.jump when !_optimized => Token(1),
        OpCode.label or OpCode.jump => Target("L1.0"),
        _ when _optimized && (OpInfo.Of(code).Flags & OpFlags.Guard) != 0 => new GuardDescr { Code = code },
        _ => null,
    };

    private object ReadDescr(TraceScanner scanner, OpCode code)
    {
        string name = scanner.Name();
        switch (code)
        {
            case OpCode.finish:
                return FinishDescr.Exception;
            case OpCode.debug_merge_point:
                return new MergePointDescr(null, [name], 0);
            case OpCode.label or OpCode.jump when name.StartsWith('L') && !name.StartsWith("Loop", StringComparison.Ordinal):
                return Target(name);
            case OpCode.jump or OpCode.call_assembler_i or OpCode.call_assembler_r or OpCode.call_assembler_f or OpCode.call_assembler_n:
                if (!name.StartsWith("Loop", StringComparison.Ordinal) || !int.TryParse(name.AsSpan(4), out int number)) throw scanner.Error($"'{name}' is no loop; write Loop1");
                return Token(number);
        }
        if ((OpInfo.Of(code).Flags & OpFlags.Guard) != 0)
            return new GuardDescr { Code = code, Number = name.StartsWith('G') && int.TryParse(name.AsSpan(1), out int guard) ? guard : 0 };
        return DescrOf(scanner, name);
    }

    private TargetToken Target(string name)
    {
        if (!_targets.TryGetValue(name, out TargetToken? target)) _targets[name] = target = new TargetToken(null);
        return target;
    }

    private void ReadGuardList(TraceScanner scanner, int index)
    {
        var parts = new List<List<Value>> { new() };
        scanner.Expect('[');
        while (!scanner.Accept(']'))
        {
            parts[^1].Add(ReadValue(scanner));
            if (scanner.Accept('|')) parts.Add([]);
            else if (scanner.Peek != ']') scanner.Expect(',');
        }
        if (_optimized)
        {
            Value[] failArgs = [.. parts.SelectMany(part => part)];
            _loop.SetFailArgs(index, failArgs);
            if (_loop[index].Descr is GuardDescr guard) guard.FailKinds = [.. failArgs.Select(value => value.Kind)];
            return;
        }
        int frame = -1;
        foreach (List<Value> part in parts) frame = _loop.Snapshots.AddFrame(frame, PseudoFrame, 0, part.ToArray());
        _loop[index].Snapshot = _loop.Snapshots.AddSnapshot(frame, []);
    }

    private Value Define(TraceScanner scanner, string name)
    {
        if (name.Length < 2 || "ipf".IndexOf(name[0]) is var kind && kind < 0 || !int.TryParse(name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out int number))
            throw scanner.Error($"'{name}' is no variable; write i0, p1, f2");
        if (!_numbers.Add(number)) throw scanner.Error($"number {number} is defined twice: variables of all kinds are numbered in one sequence");
        Value value = Value.Variable((Kind)(kind + 1), number);
        _variables[name] = value;
        _loop.VariableCount = Math.Max(_loop.VariableCount, number + 1);
        return value;
    }

    private Value ReadValue(TraceScanner scanner)
    {
        ConstantPool pool = _loop.Constants;
        if (scanner.Peek == '"') return pool.Ref(scanner.String());
        string word = scanner.Word();
        if (_variables.TryGetValue(word, out Value variable)) return variable;
        switch (word)
        {
            case "null": return pool.Null;
            case "-": return Value.None;
            case "inf": return pool.Float(double.PositiveInfinity);
            case "-inf": return pool.Float(double.NegativeInfinity);
            case "ConstClass":
                scanner.Expect('(');
                Descr cls = DescrOf(scanner, scanner.Name());
                scanner.Expect(')');
                return pool.Ref(cls);
            case "ConstPtr":
                scanner.Expect('(');
                string name = scanner.Name();
                scanner.Expect(')');
                if (!_constants.TryGetValue(name, out TextConstant? constant)) _constants[name] = constant = new TextConstant(name);
                return pool.Ref(constant);
        }
        if (word.StartsWith("nan:", StringComparison.Ordinal)) return pool.Float(BitConverter.Int64BitsToDouble(Convert.ToInt64(word[4..], 16)));
        if (long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long integer)) return pool.Int(integer);
        if (double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)) return pool.Float(number);
        throw scanner.Error($"'{word}' is not defined before it is used");
    }
}
