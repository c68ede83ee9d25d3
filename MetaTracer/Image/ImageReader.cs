using System.Reflection;
using MetaJit;
using MetaTracer.CodeWriter;
using MetaTracer.Trace;

namespace MetaTracer.Image;

/// <summary>What an entry of an image is about.</summary>
[Flags]
internal enum EntryFlags
{
    /// <summary>The JitCode of a method, or why there is none.</summary>
    Code = 0,
    /// <summary>That a method is not followed.</summary>
    NotFollowed = 1,
    /// <summary>The effects of a call.</summary>
    Effects = 2,
    KindMask = 3,
    /// <summary>Of a virtual call.</summary>
    Virtual = 4,
    /// <summary>Of a struct's method called on a box.</summary>
    BoxedThis = 8,
    /// <summary>The method, or the class that has it, is generic: the key does not say which of its instances is meant.</summary>
    Generic = 16,
    /// <summary>Of a code: called through a <see cref="CallShape"/>, which stands before the code.</summary>
    Shaped = 32,
}

/// <summary>One engine's view of an image: makes JitCode and effects of what it says, over the engine's own descrs.</summary>
internal sealed class ImageReader
{
    private readonly JitImage _image;
    private readonly JitCodeWriter _writer;
    private readonly ImageMembers _members;
    private readonly Descr?[] _descrs;
    private readonly Dictionary<Descr, int> _names = [];
    private readonly long[] _nameHashes;

    public ImageReader(JitImage image, JitCodeWriter writer)
    {
        _image = image;
        _writer = writer;
        _members = new ImageMembers(image);
        _descrs = new Descr?[image.DescrPlaces.Length];
        _nameHashes = image.NameHashes;
    }

    /// <summary>Codes and effects taken from the image so far.</summary>
    public int Taken { get; private set; }

    public MethodBase Method(int member) => _members.Method(member);

    /// <summary>The number of a portal the image knows; -1.</summary>
    public int PortalNumber(MethodBase portal)
    {
        var key = MethodKey.Of(portal);
        return Array.FindIndex(_image.Portals, member => MethodKey.Of(_members.Method(member)).Equals(key));
    }

    private JitDriver? DriverOf(int portal) => portal < 0 ? null : _writer.PortalOf(_members.Method(_image.Portals[portal]));

    /// <summary>Whether the image says what becomes of a method: its code, or null where it is not followed.</summary>
    public bool TryCode(MethodBase method, CallShape? shape, out JitCode? code)
    {
        code = null;
        foreach (int entry in Entries(method))
        {
            EntryFlags flags = Flags(entry), kind = flags & EntryFlags.KindMask;
            if (kind == EntryFlags.Effects || kind == EntryFlags.Code && (flags & EntryFlags.Shaped) != 0 != shape is not null) continue;
            if (kind == EntryFlags.Code)
            {
                if (_image.Block(entry) is not { } bytes) return false;
                var block = new ImageCursor(bytes);
                if (shape is not null && !shape.Equals(Shape(ref block))) continue;
                if (block.Byte() == 0)
                {
                    _writer.Add(new ConversionDiagnostic(method, block.Text(), block.Text(), block.Small()));
                }
                else
                {
                    code = Code(method, ref block);
                    if (code is null) return false;
                }
            }
            Taken++;
            return true;
        }
        return false;
    }

    public EffectInfo? Effects(MethodBase method, bool isVirtual, bool hasBoxedThis)
    {
        EntryFlags wanted = EntryFlags.Effects | (isVirtual ? EntryFlags.Virtual : 0) | (hasBoxedThis ? EntryFlags.BoxedThis : 0);
        foreach (int entry in Entries(method))
        {
            if ((Flags(entry) & ~EntryFlags.Generic) != wanted) continue;
            if (_image.Block(entry) is not { } bytes) return null;
            Taken++;
            var block = new ImageCursor(bytes);
            var effect = (ExtraEffect)block.Byte();
            return new EffectInfo(effect) { Reads = Set(ref block), Writes = Set(ref block) };
        }
        return null;
    }

    private IReadOnlySet<Descr>? Set(ref ImageCursor block)
    {
        int form = block.Byte();
        if (form == 0) return null;
        ulong[] members = new ulong[(_nameHashes.Length + 63) / 64];
        int name = 0;
        for (int left = block.Small(); left > 0; left--)
        {
            name += block.Small();
            members[name >> 6] |= 1UL << name;
        }
        return new ImageDescrSet(this, members, hasAllArrays: form == 2);
    }

    /// <summary>The number of a descr's name; -1 where the image has none.</summary>
    public int NameOf(Descr descr)
    {
        if (_names.TryGetValue(descr, out int known)) return known;
        return _names[descr] = NumberOf(JitImage.Hash(descr.Name));
    }

    // Array.BinarySearch would have to be compiled as the program runs.
    private int NumberOf(long hash)
    {
        int low = 0, high = _nameHashes.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_nameHashes[middle] < hash) low = middle + 1;
            else high = middle;
        }
        return low < _nameHashes.Length && _nameHashes[low] == hash ? low : -1;
    }

    public IEnumerable<Descr> AllDescrs() => Enumerable.Range(0, _descrs.Length).Select(DescrOf);

    /// <summary>All entries about a method.</summary>
    private IEnumerable<int> Entries(MethodBase method)
    {
        int module = _image.NumberOf(method.Module);
        if (module < 0) yield break;
        long key = JitImage.Key(module, method.MetadataToken);
        for (int entry = _image.Find(key); _image.HasKey(entry, key); entry++)
            if ((Flags(entry) & EntryFlags.Generic) == 0 || MethodKey.Of(_members.Method((int)_image.Word(entry, 2))).Equals(MethodKey.Of(method))) yield return entry;
    }

    private EntryFlags Flags(int entry) => (EntryFlags)_image.Word(entry, 1);

    private Descr DescrOf(int number)
    {
        if (_descrs[number] is { } known) return known;
        ImageCursor record = _image.Head(_image.DescrPlaces[number]);
        var form = (DescrForm)record.Byte();
        Type? type = form is DescrForm.Field or DescrForm.Static ? null : _members.Type(record.Small());
        FieldPath path = form == DescrForm.Class ? FieldPath.Empty : FieldPath.Of(Array.ConvertAll(record.Numbers(), _members.Field));
        return _descrs[number] = form switch
        {
            DescrForm.Field => _writer.Descrs.FieldOf(path),
            DescrForm.Box => _writer.Descrs.BoxOf(type!, path),
            DescrForm.Array => _writer.Descrs.ArrayOf(type!, path),
            DescrForm.Static => _writer.Descrs.StaticOf(path.First),
            _ => _writer.Descrs.ClassOf(type!),
        };
    }

    /// <summary>The code; null where it is the code of a portal that is not attached.</summary>
    private JitCode? Code(MethodBase method, ref ImageCursor block)
    {
        int portal = block.Small();
        JitDriver? driver = DriverOf(portal);
        if (portal >= 0 != (_writer.PortalOf(method) is not null) || portal >= 0 && driver is null) return null;
        int ints = block.Small(), refs = block.Small(), floats = block.Small();
        long[] intConstants = new long[block.Small()];
        for (int i = 0; i < intConstants.Length; i++) intConstants[i] = block.Number();
        object?[] refConstants = new object?[block.Small()];
        for (int i = 0; i < refConstants.Length; i++) refConstants[i] = Constant(ref block);
        double[] floatConstants = new double[block.Small()];
        for (int i = 0; i < floatConstants.Length; i++) floatConstants[i] = BitConverter.Int64BitsToDouble(block.Fixed());
        Operand[] parameters = Operands(ref block);
        var handlers = new HandlerRegion[block.Small()];
        for (int i = 0; i < handlers.Length; i++)
            handlers[i] = new HandlerRegion(block.Small(), block.Small(), _members.Type(block.Small()), block.Small(), block.Small());
        var lists = new Operand[block.Small()][];
        for (int i = 0; i < lists.Length; i++) lists[i] = Operands(ref block);

        var code = new Insn[block.Small()];
        int[] offsets = new int[code.Length];
        var live = new Operand[]?[code.Length];
        int offset = 0;
        for (int i = 0; i < code.Length; i++)
        {
            offsets[i] = offset += block.Small();
            int list = block.Small();
            if (list > 0) live[i] = lists[list - 1];
            ref Insn insn = ref code[i];
            insn.Op = (JitOp)block.Byte();
            insn.Kind = (Kind)block.Byte();
            insn.Code = (OpCode)block.Small();
            insn.Dst = block.Small();
            insn.A = block.Small();
            insn.B = block.Small();
            insn.C = block.Small();
            insn.Target = block.Small();
            insn.X = Extra(ref block, driver);
        }
        return new JitCode
        {
            Method = method,
            Code = code,
            IntCount = ints,
            RefCount = refs,
            FloatCount = floats,
            IntConstants = intConstants,
            RefConstants = refConstants,
            FloatConstants = floatConstants,
            Parameters = parameters,
            Handlers = handlers,
            IlOffsets = offsets,
            Portal = driver,
            LiveRegisters = live,
            SourceLocation = pc => SourceSymbols.Locate(method, offsets[pc]),
        };
    }

    private object? Constant(ref ImageCursor block)
    {
        switch ((ConstantForm)block.Byte())
        {
            case ConstantForm.Null: return null;
            // As in the interpreter's code: one object for one text.
            case ConstantForm.Text: return string.Intern(block.Text());
            case ConstantForm.Type: return _members.Type(block.Small());
            case ConstantForm.Delegate:
                FieldInfo field = _members.Field(block.Small());
                int target = block.Small();
                var cache = new CachedDelegate(field, target < 0 ? null : _members.Field(target), (MethodInfo)_members.Method(block.Small()));
                object value = cache.Value()!;
                _writer.CachedDelegates[value] = cache;
                return value;
            default: return typeof(Array).GetMethod(nameof(Array.Empty))!.MakeGenericMethod(_members.Type(block.Small())).Invoke(null, null);
        }
    }

    private object? Extra(ref ImageCursor block, JitDriver? driver)
    {
        switch ((ExtraForm)block.Byte())
        {
            case ExtraForm.None: return null;
            case ExtraForm.Targets: return block.Numbers();
            case ExtraForm.Registers: return Operands(ref block);
            case ExtraForm.Descr: return DescrOf(block.Small());
            case ExtraForm.Type: return _members.Type(block.Small());
            case ExtraForm.MergePoint: return new MergePointInfo(driver!, Operands(ref block), Operands(ref block));
            default:
                int method = block.Small(), portal = block.Small();
                CallShape? shape = block.Byte() == 0 ? null : Shape(ref block);
                return new CallInfo(this, method, portal, Operands(ref block), Operands(ref block)) { Shape = shape, Portal = DriverOf(portal) };
        }
    }

    private CallShape Shape(ref ImageCursor block)
    {
        bool isNewObject = block.Byte() != 0, isResidual = block.Byte() != 0;
        var arguments = new ArgumentShape?[block.Small()];
        for (int i = 0; i < arguments.Length; i++)
        {
            arguments[i] = (ShapeForm)block.Byte() switch
            {
                ShapeForm.Value => null,
                ShapeForm.Copy => new ArgumentShape.Copy(_members.Type(block.Small()), block.Byte() != 0, block.Byte() != 0),
                ShapeForm.Pointer => new ArgumentShape.Pointer(PlaceOf(ref block)),
                _ => new ArgumentShape.Function(_members.Method(block.Small()), block.Byte() != 0),
            };
        }
        return new CallShape(arguments, isNewObject, isResidual);
    }

    private Place PlaceOf(ref ImageCursor block)
    {
        var root = (PlaceRoot)block.Byte();
        Type type = _members.Type(block.Small());
        int owner = block.Small();
        FieldPath path = FieldPath.Of(Array.ConvertAll(block.Numbers(), _members.Field));
        return new Place(root, type, owner < 0 ? null : _members.Type(owner), path, block.Small(), block.Small(), block.Byte() != 0);
    }

    private static Operand[] Operands(ref ImageCursor block)
    {
        int count = block.Small();
        if (count == 0) return [];
        var operands = new Operand[count];
        for (int i = 0; i < count; i++)
        {
            int packed = block.Small();
            operands[i] = new Operand((Kind)(packed & 3), packed >> 2);
        }
        return operands;
    }
}
