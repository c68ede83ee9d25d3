using System.Globalization;
using System.Text;
using MetaTracer.Resume;

namespace MetaTracer.Trace;

/// <summary>
/// Writes a trace in PyPy's text form: a header that declares the classes, fields, arrays, statics and calls it mentions, the input
/// arguments, then an operation a line. <see cref="TraceParser"/> reads it back.
/// </summary>
/// <remarks>
/// The list behind a guard is, in a recorded trace, its snapshot (the virtualizable's part, then the frames outermost first, parts
/// separated by bars), and in an optimized trace its fail arguments; what else resume data says stands behind <c>#</c>.
/// </remarks>
internal sealed class TraceWriter
{
    /// <summary>Before the C# line that recorded an operation and those after it; a comment to whoever reads the trace.</summary>
    private const string PlaceMark = " #@ ";

    private readonly TreeLoop _loop;
    private readonly DescrNames _names = new();
    private readonly StringBuilder _text = new();

    private TraceWriter(TreeLoop loop) => _loop = loop;

    /// <summary>The whole trace with its header.</summary>
    public static string Write(TreeLoop loop, bool header = true)
    {
        var writer = new TraceWriter(loop);
        writer.WriteBody();
        if (!header) return writer._text.ToString();
        string declarations = writer._names.Declarations();
        return declarations.Length == 0 ? writer._text.ToString() : $"{declarations}\n{writer._text}";
    }

    /// <summary>One operation as the text form writes it.</summary>
    public static string WriteOperation(TreeLoop loop, int index)
    {
        var writer = new TraceWriter(loop);
        writer.WriteOperation(index);
        return writer._text.ToString();
    }

    private void WriteBody()
    {
        _text.Append('[').AppendJoin(", ", _loop.Inputs.Select(Text)).Append("]\n");
        string? place = null;
        for (int i = 0; i < _loop.Count; i++)
        {
            WriteOperation(i);
            // Said where it changes.
            if (_loop.Places?.At(i) is { } next && next != place) _text.Append(PlaceMark).Append(place = next);
            _text.Append('\n');
        }
    }

    private void WriteOperation(int index)
    {
        ref readonly Operation operation = ref _loop.Operations[index];
        if (!operation.Result.IsNone) _text.Append(Text(operation.Result)).Append(" = ");
        _text.Append(operation.Info.Name).Append('(');
        bool first = true;
        foreach (Value arg in _loop.Args(operation))
        {
            if (!first) _text.Append(", ");
            first = false;
            _text.Append(Text(arg));
        }
        if (DescrText(operation) is { } descr)
        {
            if (!first) _text.Append(", ");
            _text.Append("descr=").Append(descr);
        }
        _text.Append(')');
        if (operation.Snapshot >= 0) WriteSnapshot(operation.Snapshot);
        else if (operation.IsGuard) WriteFailArgs(operation);
    }

    private string? DescrText(in Operation operation) => operation.Descr switch
    {
        null => null,
        FinishDescr finish => finish.IsException ? "exception" : null,
        GuardDescr guard => guard.Number == 0 ? null : $"G{guard.Number}",
        Descr descr => _names.NameOf(descr),
        TargetToken target => _names.NameOf(target),
        LoopToken token => $"Loop{token.Number}",
        MergePointDescr point => DescrNames.Quote(point.Location),
        var other => DescrNames.Quote(other.ToString() ?? ""),
    };

    private void WriteSnapshot(int snapshot)
    {
        ReadOnlySpan<int> data = _loop.Snapshots.Data;
        var parts = new List<string>();
        for (int frame = data[snapshot]; frame >= 0; frame = data[frame]) parts.Insert(0, Values(data, frame + 4, data[frame + 3]));
        if (data[snapshot + 1] > 0) parts.Insert(0, Values(data, snapshot + 2, data[snapshot + 1]));
        _text.Append(" [").AppendJoin(" | ", parts).Append(']');
    }

    private string Values(ReadOnlySpan<int> data, int start, int count)
    {
        var texts = new string[count];
        for (int k = 0; k < count; k++) texts[k] = Text(Value.FromRaw(data[start + k]));
        return string.Join(", ", texts);
    }

    private void WriteFailArgs(in Operation operation)
    {
        Value[] failArgs = _loop.FailArgs(operation).ToArray();
        _text.Append(" [").AppendJoin(", ", failArgs.Select(Text)).Append(']');
        if (operation.Descr is GuardDescr { Resume: { } resume }) _text.Append(new ResumeText(this, resume, failArgs).Comment());
    }

    private string Text(Value value)
    {
        if (!value.IsConstant) return value.IsNone ? "-" : value.ToString();
        return value.Kind switch
        {
            Kind.Int => _loop.Constants.IntOf(value).ToString(CultureInfo.InvariantCulture),
            Kind.Float => FloatText(_loop.Constants.FloatOf(value)),
            _ => RefText(_loop.Constants.RefOf(value)),
        };
    }

    private static string FloatText(double value)
    {
        if (double.IsNaN(value)) return $"nan:{BitConverter.DoubleToInt64Bits(value):x}";
        if (double.IsInfinity(value)) return value > 0 ? "inf" : "-inf";
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().ContainsAny('.', 'E') ? text : text + ".0";
    }

    private string RefText(object? value) => value switch
    {
        null => "null",
        ClassDescr descr => $"ConstClass({_names.NameOf(descr)})",
        string text => DescrNames.QuoteString(text),
        TextConstant constant => $"ConstPtr({DescrNames.Quote(constant.Name)})",
        _ => $"ConstPtr({DescrNames.Quote(_names.NameOf(value))})",
    };

    /// <summary>What resume data says beyond the fail arguments: virtuals and pending stores, as a comment.</summary>
    private sealed class ResumeText(TraceWriter writer, ResumeData resume, Value[] failArgs)
    {
        private readonly HashSet<int> _shown = [];

        public string Comment()
        {
            if (resume.Virtuals.Length == 0 && resume.PendingStores.Length == 0) return "";
            var parts = new List<string>();
            if (resume.Virtualizable.Length > 0) parts.Add(List(resume.Virtualizable));
            foreach (ResumeFrame frame in resume.Frames) parts.Add(List(frame.Live));
            string text = " # " + string.Join(" | ", parts);
            foreach (PendingStore store in resume.PendingStores)
                text += store.Target.IsNone ? $"; {store.Descr.Name} <- {Text(store.Value)}" : $"; {Text(store.Target)}.{Place(store)} <- {Text(store.Value)}";
            return text;
        }

        private string List(Tagged[] values) => string.Join(", ", values.Select(Text));

        private string Place(in PendingStore store) => store.Index.IsNone ? Place(store.Descr, -1) : $"[{Text(store.Index)}]";

        private static string Place(Descr descr, int index) => index < 0 ? descr.Name[(descr.Name.LastIndexOf('.') + 1)..] : $"[{index}]";

        private string Text(Tagged tagged)
        {
            if (tagged.IsNone) return "-";
            switch (tagged.From)
            {
                case Tagged.Source.FailArg:
                    return writer.Text(failArgs[tagged.Index]);
                case Tagged.Source.Constant:
                    (Kind kind, long bits, object? reference) = resume.Constants[tagged.Index];
                    return kind switch
                    {
                        Kind.Int => bits.ToString(CultureInfo.InvariantCulture),
                        Kind.Float => FloatText(BitConverter.Int64BitsToDouble(bits)),
                        _ => writer.RefText(reference),
                    };
                default:
                    if (!_shown.Add(tagged.Index)) return $"v{tagged.Index}";
                    VirtualInfo info = resume.Virtuals[tagged.Index];
                    string name = info.Class?.Name ?? $"{info.Array!.Name} {info.Length}";
                    IEnumerable<string> fields = info.Fields.Select(field => $" {Place(field.Descr, field.Index)}={Text(field.Value)}");
                    return $"<v{tagged.Index} {name}{string.Concat(fields)}>";
            }
        }
    }
}

/// <summary>A constant reference of a trace read from text: only its identity is known.</summary>
internal sealed class TextConstant(string name)
{
    public string Name { get; } = name;

    public override string ToString() => Name;
}
