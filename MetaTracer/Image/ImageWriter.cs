using System.Reflection;
using System.Runtime.InteropServices;
using MetaTracer.CodeWriter;
using MetaTracer.Trace;

namespace MetaTracer.Image;

/// <summary>Writes all that a CodeWriter has converted and found out as a <see cref="JitImage"/>.</summary>
internal sealed class ImageWriter
{
    private readonly JitCodeWriter _writer;
    private readonly ImageMemberTable _members = new();
    private readonly Dictionary<Descr, int> _descrs = [];
    private readonly List<byte[]> _descrRecords = [];
    private readonly Dictionary<Descr, (DescrForm Form, Type? Type, FieldPath Path)> _origins;
    private readonly List<(long Key, EntryFlags Flags, int Member, long At, byte[] Block)> _entries = [];
    private long _blocks;
    private readonly List<MethodKey> _portals;
    private long[] _nameHashes = [];

    private ImageWriter(JitCodeWriter writer)
    {
        _writer = writer;
        _origins = writer.Descrs.Origins();
        _portals = [.. writer.Portals];
    }

    public static void Write(JitCodeWriter writer, string path) => new ImageWriter(writer).Write(path);

    private void Write(string path)
    {
        var notFollowed = new HashSet<MethodKey>();
        var problems = _writer.Diagnostics.ToLookup(problem => MethodKey.Of(problem.Method));
        foreach ((MethodKey key, CallShape? shape, JitCode? code) in _writer.Codes)
        {
            if (code is null && _writer.IsNeverFollowed(key.Method))
            {
                if (notFollowed.Add(key)) Add(key.Method, EntryFlags.NotFollowed, static _ => { });
                continue;
            }
            ConversionDiagnostic? problem = code is null ? problems[key].FirstOrDefault() : null;
            if (code is null && problem is null) continue;
            Add(key.Method, EntryFlags.Code | (shape is null ? 0 : EntryFlags.Shaped), block =>
            {
                if (shape is not null) Shape(block, shape);
                block.Byte(code is null ? 0 : 1);
                if (code is null) Problem(block, problem!);
                else Code(block, code);
            });
        }
        // The sets of effects name descrs by number, so all of their names come first.
        var effects = _writer.KnownEffects.ToList();
        _nameHashes = [.. effects.SelectMany(known => (known.Effect.Reads ?? NoDescrs).Concat(known.Effect.Writes ?? NoDescrs))
            .Select(descr => JitImage.Hash(descr.Name)).Distinct().Order()];
        foreach ((MethodBase method, bool isVirtual, bool hasBoxedThis, EffectInfo effect) in effects)
        {
            Add(method, EntryFlags.Effects | (isVirtual ? EntryFlags.Virtual : 0) | (hasBoxedThis ? EntryFlags.BoxedThis : 0), block =>
            {
                block.Byte((int)effect.ExtraEffect);
                Set(block, effect.Reads);
                Set(block, effect.Writes);
            });
        }
        byte[] head = Head();
        var all = new ImageBytes();
        all.Fixed(JitImage.Magic);
        all.Fixed(head.Length);
        all.Fixed(JitImage.StartSize + head.Length + _blocks);
        all.Fixed(ImageBytes.Sum(head));
        all.Raw(head);
        foreach (var entry in _entries) all.Raw(entry.Block);
        // Another process may write the same: the file appears whole or not at all.
        string part = $"{path}.{Environment.ProcessId}";
        try
        {
            File.WriteAllBytes(part, all.ToArray());
            using (var image = JitImage.Open(part)) ImageCheck.Run(_writer, image);
            File.Move(part, path, overwrite: true);
        }
        finally
        {
            File.Delete(part);
        }
    }

    private static readonly IReadOnlySet<Descr> NoDescrs = new HashSet<Descr>();

    private void Add(MethodBase method, EntryFlags flags, Action<ImageBytes> write)
    {
        var block = new ImageBytes();
        int member;
        try
        {
            member = _members.Of(method);
            write(block);
        }
        catch (NotInImageException)
        {
            // It is converted in each run.
            return;
        }
        bool isGeneric = method.IsGenericMethod || method.DeclaringType!.IsGenericType;
        _entries.Add((JitImage.Key(_members.ModuleOf(method.Module), method.MetadataToken), flags | (isGeneric ? EntryFlags.Generic : 0), member, _blocks, block.ToArray()));
        _blocks += _entries[^1].Block.Length;
    }

    private byte[] Head()
    {
        // Members that only the head names.
        int[] portals = [.. _portals.Select(key => _members.Of(key.Method))];
        int[] interpreters = [.. _writer.Policy.Interpreters.Select(assembly => _members.ModuleOf(assembly.ManifestModule))];
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var head = new ImageBytes();
        head.Number(_members.Modules.Count);
        foreach (Module module in _members.Modules)
        {
            head.Text(module.Assembly.GetName().Name!);
            head.Raw(module.ModuleVersionId.ToByteArray());
            head.Byte(module == typeof(object).Module || Path.GetDirectoryName(module.Assembly.Location) != framework ? 1 : 0);
        }
        head.Numbers(interpreters);
        head.Numbers(portals);
        Table(head, _members.Records);
        Table(head, _descrRecords);
        head.Number(_nameHashes.Length);
        foreach (long hash in _nameHashes) head.Fixed(hash);
        head.Number(_entries.Count);
        int length = head.Length + _entries.Count * JitImage.EntrySize;
        foreach (var (key, flags, member, at, block) in _entries.OrderBy(entry => entry.Key))
        {
            head.Fixed(key);
            head.Fixed((long)flags);
            head.Fixed(member);
            head.Fixed(JitImage.StartSize + length + at);
            head.Fixed(block.Length);
            head.Fixed(ImageBytes.Sum(block));
        }
        return head.ToArray();
    }

    private static void Table(ImageBytes head, IReadOnlyCollection<byte[]> records)
    {
        head.Number(records.Count);
        int at = 0;
        foreach (byte[] record in records)
        {
            Span<int> place = [at];
            head.Raw(MemoryMarshal.AsBytes(place));
            at += record.Length;
        }
        head.Number(at);
        foreach (byte[] record in records) head.Raw(record);
    }

    private void Set(ImageBytes block, IReadOnlySet<Descr>? set)
    {
        // For whoever wants to see what is in it.
        foreach (Descr descr in set ?? NoDescrs) NumberOf(descr);
        block.Byte(set is null ? 0 : set is IAllArrays { HasAllArrays: true } ? 2 : 1);
        if (set is null) return;
        int[] names = [.. set.Select(descr => Array.BinarySearch(_nameHashes, JitImage.Hash(descr.Name))).Distinct().Order()];
        block.Number(names.Length);
        int last = 0;
        foreach (int name in names)
        {
            block.Number(name - last);
            last = name;
        }
    }

    private int NumberOf(Descr descr)
    {
        if (_descrs.TryGetValue(descr, out int known)) return known;
        if (!_origins.TryGetValue(descr, out var origin)) throw new NotInImageException(descr.Name);
        var record = new ImageBytes();
        record.Byte((int)origin.Form);
        if (origin.Type is { } type) record.Number(_members.Of(type));
        if (origin.Form != DescrForm.Class) record.Numbers([.. origin.Path.Fields.Select(_members.Of)]);
        _descrRecords.Add(record.ToArray());
        return _descrs[descr] = _descrRecords.Count - 1;
    }

    private int PortalNumber(MethodBase method) => _portals.IndexOf(MethodKey.Of(method));

    private void Code(ImageBytes block, JitCode code)
    {
        block.Number(code.Portal is null ? -1 : PortalNumber(code.Method));
        block.Number(code.IntCount);
        block.Number(code.RefCount);
        block.Number(code.FloatCount);
        block.Number(code.IntConstants.Length);
        foreach (long value in code.IntConstants) block.Number(value);
        block.Number(code.RefConstants.Length);
        foreach (object? value in code.RefConstants) Constant(block, value);
        block.Number(code.FloatConstants.Length);
        foreach (double value in code.FloatConstants) block.Fixed(BitConverter.DoubleToInt64Bits(value));
        Operands(block, code.Parameters);
        block.Number(code.Handlers.Length);
        foreach (HandlerRegion handler in code.Handlers)
        {
            block.Number(handler.Start);
            block.Number(handler.End);
            block.Number(_members.Of(handler.CatchType));
            block.Number(handler.Handler);
            block.Number(handler.ExceptionRegister);
        }
        int[] listOf = LiveLists(block, code.LiveRegisters);
        block.Number(code.Code.Length);
        int offset = 0;
        for (int i = 0; i < code.Code.Length; i++)
        {
            Insn insn = code.Code[i];
            block.Number(code.IlOffsets[i] - offset);
            offset = code.IlOffsets[i];
            block.Number(listOf[i]);
            block.Byte((int)insn.Op);
            block.Byte((int)insn.Kind);
            block.Number((int)insn.Code);
            block.Number(insn.Dst);
            block.Number(insn.A);
            block.Number(insn.B);
            block.Number(insn.C);
            block.Number(insn.Target);
            Extra(block, insn.X);
        }
    }

    /// <summary>Writes each different list of live registers once; gives each instruction's, counted from 1, or 0.</summary>
    private static int[] LiveLists(ImageBytes block, Operand[]?[] live)
    {
        var numbers = new Dictionary<string, int>();
        int[] listOf = new int[live.Length];
        var lists = new List<Operand[]>();
        for (int i = 0; i < live.Length; i++)
        {
            if (live[i] is not { } list) continue;
            string key = string.Join(' ', list.Select(Pack));
            if (numbers.TryAdd(key, lists.Count)) lists.Add(list);
            listOf[i] = numbers[key] + 1;
        }
        block.Number(lists.Count);
        foreach (Operand[] list in lists) Operands(block, list);
        return listOf;
    }

    private static void Problem(ImageBytes block, ConversionDiagnostic problem)
    {
        block.Text(problem.Reason);
        block.Text(problem.Instruction);
        block.Number(problem.IlOffset);
    }

    private void Constant(ImageBytes block, object? value)
    {
        switch (value)
        {
            case null:
                block.Byte((int)ConstantForm.Null);
                break;
            case string text:
                block.Byte((int)ConstantForm.Text);
                block.Text(text);
                break;
            case Type type:
                block.Byte((int)ConstantForm.Type);
                block.Number(_members.Of(type));
                break;
            case Array { Length: 0, Rank: 1 } empty:
                block.Byte((int)ConstantForm.EmptyArray);
                block.Number(_members.Of(empty.GetType().GetElementType()!));
                break;
            case Delegate when _writer.CachedDelegates.TryGetValue(value, out CachedDelegate? cache):
                block.Byte((int)ConstantForm.Delegate);
                block.Number(_members.Of(cache.Field));
                block.Number(cache.Target is null ? -1 : _members.Of(cache.Target));
                block.Number(_members.Of(cache.Method));
                break;
            default:
                throw new NotInImageException(value.GetType().Name);
        }
    }

    private void Extra(ImageBytes block, object? extra)
    {
        switch (extra)
        {
            case null:
                block.Byte((int)ExtraForm.None);
                break;
            case int[] targets:
                block.Byte((int)ExtraForm.Targets);
                block.Numbers(targets);
                break;
            case Operand[] registers:
                block.Byte((int)ExtraForm.Registers);
                Operands(block, registers);
                break;
            case Descr descr:
                block.Byte((int)ExtraForm.Descr);
                block.Number(NumberOf(descr));
                break;
            case Type type:
                block.Byte((int)ExtraForm.Type);
                block.Number(_members.Of(type));
                break;
            case MergePointInfo point:
                block.Byte((int)ExtraForm.MergePoint);
                Operands(block, point.Greens);
                Operands(block, point.Reds);
                break;
            case CallInfo call:
                block.Byte((int)ExtraForm.Call);
                block.Number(_members.Of(call.Method));
                block.Number(PortalNumber(call.Method));
                block.Byte(call.Shape is null ? 0 : 1);
                if (call.Shape is { } shape) Shape(block, shape);
                Operands(block, call.Args);
                Operands(block, call.Results);
                break;
            default:
                throw new NotInImageException(extra.GetType().Name);
        }
    }

    private void Shape(ImageBytes block, CallShape shape)
    {
        block.Byte(shape.IsNewObject ? 1 : 0);
        block.Byte(shape.IsResidual ? 1 : 0);
        block.Number(shape.Arguments.Length);
        foreach (ArgumentShape? argument in shape.Arguments)
        {
            switch (argument)
            {
                case null:
                    block.Byte((int)ShapeForm.Value);
                    break;
                case ArgumentShape.Copy copy:
                    block.Byte((int)ShapeForm.Copy);
                    block.Number(_members.Of(copy.Type));
                    block.Byte(copy.In ? 1 : 0);
                    block.Byte(copy.Out ? 1 : 0);
                    break;
                case ArgumentShape.Pointer { Place: var place }:
                    block.Byte((int)ShapeForm.Pointer);
                    block.Byte((int)place.Root);
                    block.Number(_members.Of(place.Type));
                    block.Number(place.Base is null ? -1 : _members.Of(place.Base));
                    block.Numbers([.. place.Path.Fields.Select(_members.Of)]);
                    block.Number(place.Variable);
                    block.Number(place.FirstLeaf);
                    block.Byte(place.IsImmutable ? 1 : 0);
                    break;
                case ArgumentShape.Function function:
                    block.Byte((int)ShapeForm.Function);
                    block.Number(_members.Of(function.Method));
                    block.Byte(function.IsVirtual ? 1 : 0);
                    break;
            }
        }
    }

    private static void Operands(ImageBytes block, Operand[] operands)
    {
        block.Number(operands.Length);
        foreach (Operand operand in operands) block.Number(Pack(operand));
    }

    private static int Pack(Operand operand) => operand.Register << 2 | (int)operand.Kind;
}
