using Backend.Allocation;
using Backend.Portable;
using Backend.Stencils;
using MetaTracer.Trace;
using static MetaTracer.Trace.OpCode;

namespace Backend.Code;

/// <summary>Fields, array items, statics and allocation.</summary>
internal sealed unsafe partial class TraceCompiler
{
    private const int LengthOffset = 8, StringLengthOffset = 8, StringChars = 12, MaxBumpBytes = 1024;

    private void Memory(in Operation operation, int index)
    {
        ReadOnlySpan<Value> args = _loop.Args(operation);
        switch (operation.Code)
        {
            case getfield_gc_i or getfield_gc_r or getfield_gc_f:
                var field = (FieldDescr)operation.Descr!;
                LoadFrom(operation, index, args[0], field.Offset, field.Kind, field.Size, field.IsSigned);
                break;
            case setfield_gc:
                var stored = (FieldDescr)operation.Descr!;
                StoreInto(args[0], stored.Offset, args[1], stored.Kind, stored.Size);
                _allocator.FreeDeadAt(index);
                break;
            case getarrayitem_gc_i or getarrayitem_gc_r or getarrayitem_gc_f or getarrayitem_gc_pure_i or getarrayitem_gc_pure_r or getarrayitem_gc_pure_f:
                var item = (ArrayDescr)operation.Descr!;
                LoadItem(operation, index, item.BaseOffset, item.ItemSize, item.Kind, item.Size, item.IsSigned);
                break;
            case strgetitem:
                LoadItem(operation, index, StringChars, 2, Kind.Int, 2, signed: false);
                break;
            case setarrayitem_gc:
                StoreItem(args, (ArrayDescr)operation.Descr!);
                _allocator.FreeDeadAt(index);
                break;
            case arraylen_gc:
                LoadFrom(operation, index, args[0], LengthOffset, Kind.Int, 4, signed: false);
                break;
            case strlen:
                LoadFrom(operation, index, args[0], StringLengthOffset, Kind.Int, 4, signed: false);
                break;
            case getstatic_gc_i or getstatic_gc_r or getstatic_gc_f:
                LoadStatic(operation, index);
                break;
            case setstatic_gc:
                StoreStatic(args[0], (StaticDescr)operation.Descr!);
                _allocator.FreeDeadAt(index);
                break;
        }
    }

    private void LoadFrom(in Operation operation, int index, Value o, long offset, Kind kind, int size, bool signed)
    {
        int a = _allocator.Use(o);
        StencilOp op = LoadForm(kind, size, signed);
        if (_table.Fits(op, offset))
        {
            _writer.Emit(op, Result(operation, index), a, imm: offset);
            return;
        }
        int at = Sum(a, offset);
        _writer.Emit(op, Result(operation, index), at);
    }

    private int Sum(int register, long offset)
    {
        int at = _allocator.Temporary(Kind.Int);
        LoadInteger(at, offset);
        _writer.Emit(StencilOp.int_add, at, at, register);
        return at;
    }

    private void LoadInteger(int register, long value) => LoadConstant(_loop.Constants, _loop.Constants.Int(value), register);

    private void StoreInto(Value o, long offset, Value value, Kind kind, int size)
    {
        int a = _allocator.Use(o);
        if (!_table.Fits(StencilOp.store_8, offset)) (a, offset) = (Sum(a, offset), 0);
        if (kind == Kind.Ref)
        {
            StoreReference(o, a, offset, value);
            return;
        }
        if (value.IsConstant && ConstantBits(value) == 0 && size is 4 or 8)
        {
            _writer.Emit(size == 8 ? StencilOp.store_8_zero : StencilOp.store_4_zero, a, imm: offset);
            return;
        }
        _writer.Emit(StoreForm(kind, size), a, _allocator.Use(value), imm: offset);
    }

    private long ConstantBits(Value value) =>
        value.Kind == Kind.Int ? _loop.Constants.IntOf(value) : BitConverter.DoubleToInt64Bits(_loop.Constants.FloatOf(value));

    // ---- items

    private void LoadItem(in Operation operation, int index, int baseOffset, int itemSize, Kind kind, int size, bool signed)
    {
        ReadOnlySpan<Value> args = _loop.Args(operation);
        if (args[1].IsConstant)
        {
            LoadFrom(operation, index, args[0], baseOffset + _loop.Constants.IntOf(args[1]) * itemSize, kind, size, signed);
            return;
        }
        StencilOp indexed = IndexedLoadForm(kind, size, signed);
        if (itemSize == size && _table.Fits(indexed, baseOffset))
        {
            int a = _allocator.Use(args[0]), i = _allocator.Use(args[1]);
            _writer.Emit(indexed, Result(operation, index), a, i, imm: baseOffset);
            return;
        }
        int at = ItemAddress(args[0], args[1], itemSize);
        _writer.Emit(LoadForm(kind, size, signed), Result(operation, index), at, imm: baseOffset);
    }

    private void StoreItem(ReadOnlySpan<Value> args, ArrayDescr array)
    {
        if (args[1].IsConstant)
        {
            StoreInto(args[0], array.BaseOffset + _loop.Constants.IntOf(args[1]) * array.ItemSize, args[2], array.Kind, array.Size);
            return;
        }
        if (array.Kind != Kind.Ref)
        {
            StencilOp indexed = IndexedStoreForm(array.Kind, array.Size);
            if (array.ItemSize == array.Size && _table.Fits(indexed, array.BaseOffset))
            {
                int a = _allocator.Use(args[0]), i = _allocator.Use(args[1]), v = _allocator.Use(args[2]);
                _writer.Emit(indexed, a, i, v, imm: array.BaseOffset);
                return;
            }
            int place = ItemAddress(args[0], args[1], array.ItemSize);
            _writer.Emit(StoreForm(array.Kind, array.Size), place, _allocator.Use(args[2]), imm: array.BaseOffset);
            return;
        }
        bool isNull = args[2].IsConstant && _loop.Constants.RefOf(args[2]) is null;
        if (!isNull && !_fresh.Contains(args[0].Raw) && !_backend.Options.PlainStores && _backend.BarrierThunk == 0)
        {
            Value o = args[0], i = args[1], value = args[2];
            StoreByYield(o, value, () =>
            {
                int offset = _allocator.Temporary(Kind.Int);
                int number = _allocator.Use(i);
                LoadInteger(offset, array.ItemSize);
                _writer.Emit(StencilOp.int_mul, offset, offset, number);
                _writer.Emit(StencilOp.int_add_imm, offset, offset, imm: array.BaseOffset);
                _writer.Emit(StencilOp.spill, offset, imm: _rawOut);
                _allocator.Unpin();
            });
            return;
        }
        if (array.ItemSize == sizeof(nint) && StoreYoungItem(args, array.BaseOffset)) return;
        StoreReference(args[0], ItemAddress(args[0], args[1], array.ItemSize), array.BaseOffset, args[2]);
    }

    /// <summary>Object plus index times the size of an item: an interior pointer, which lives in a register and over no yield.</summary>
    private int ItemAddress(Value array, Value index, int itemSize)
    {
        int a = _allocator.Use(array), i = _allocator.Use(index);
        int at = _allocator.Temporary(Kind.Int);
        switch (itemSize)
        {
            case 1: _writer.Emit(StencilOp.int_add, at, a, i); break;
            case 2: _writer.Emit(StencilOp.lea_2, at, a, i); break;
            case 4: _writer.Emit(StencilOp.lea_4, at, a, i); break;
            case 8: _writer.Emit(StencilOp.lea_8, at, a, i); break;
            default:
                LoadInteger(at, itemSize);
                _writer.Emit(StencilOp.int_mul, at, at, i);
                _writer.Emit(StencilOp.int_add, at, at, a);
                break;
        }
        return at;
    }

    // ---- statics

    private void LoadStatic(in Operation operation, int index)
    {
        var descr = (StaticDescr)operation.Descr!;
        if (descr.Address != 0)
        {
            _writer.Emit(AbsoluteLoadForm(descr), Result(operation, index), imm64: descr.Address);
            return;
        }
        YieldSite site = NewSite(SiteKind.GetStatic, descr);
        YieldHere(site);
        int d = Result(operation, index);
        Move(OutPlace(descr.Kind, 0), Location.Of(descr.Kind, d));
    }

    private void StoreStatic(Value value, StaticDescr descr)
    {
        bool isNull = value.IsConstant && value.Kind == Kind.Ref && _loop.Constants.RefOf(value) is null;
        if (descr.Address == 0 || (descr.Kind == Kind.Ref && !isNull && _backend.BarrierThunk == 0))
        {
            StoreTo(value, OutPlace(descr.Kind, 0));
            YieldHere(NewSite(SiteKind.SetStatic, descr, 1));
            return;
        }
        int register = _allocator.Use(value);
        if (descr.Kind == Kind.Ref && !isNull)
        {
            int at = _allocator.Temporary(Kind.Int);
            LoadInteger(at, descr.Address);
            _writer.Emit(StencilOp.barrier, at, register, imm: 0, exit: _backend.BarrierThunk);
            return;
        }
        StencilOp op = (descr.Kind, descr.Size) switch
        {
            (Kind.Float, 4) => StencilOp.store_abs_f4,
            (Kind.Float, _) => StencilOp.store_abs_f8,
            (_, 1) => StencilOp.store_abs_1,
            (_, 2) => StencilOp.store_abs_2,
            (_, 4) => StencilOp.store_abs_4,
            _ => StencilOp.store_abs_8,
        };
        _writer.Emit(op, register, imm64: descr.Address);
    }

    // ---- allocation

    /// <summary>So many objects at most take their memory at once: each waits in a register for what is stored into it.</summary>
    private const int MaxGroup = 4;

    /// <summary>How far behind an allocation others may stand that take their memory with it.</summary>
    private const int GroupReach = 40;

    /// <summary>What the thread's allocation chunk has room for: an object of this trace, of a size that is known.</summary>
    /// <param name="Length">Of an array; -1 of any other object.</param>
    private readonly record struct Bumped(Value Object, int Bytes, nint MethodTable, long Length);

    /// <summary>Objects that were made with an earlier one.</summary>
    private readonly HashSet<int> _madeAhead = [];

    private void NewObject(in Operation operation, int index)
    {
        _code.KeepAlive.Add(operation.Descr!);
        if (_madeAhead.Contains(operation.Result.Raw)) return;
        if (BumpedBy(operation) is { } bumped)
        {
            Bump(bumped, index);
            return;
        }
        YieldHere(NewSite(SiteKind.NewObject, operation.Descr!));
        int d = Result(operation, index);
        Move(OutPlace(Kind.Ref, 0), Location.Of(Kind.Ref, d));
    }

    private void NewArray(in Operation operation, int index)
    {
        var descr = (ArrayDescr)operation.Descr!;
        _code.KeepAlive.Add(descr);
        if (_madeAhead.Contains(operation.Result.Raw)) return;
        if (BumpedBy(operation) is { } bumped)
        {
            Bump(bumped, index);
            return;
        }
        Value length = _loop.Args(operation)[0];
        if (!length.IsConstant && descr.ArrayType is { } madeType && NewShortArray(operation, index, descr, madeType)) return;
        StoreTo(length, OutPlace(Kind.Int, 0));
        YieldHere(NewSite(SiteKind.NewArray, descr));
        int d = Result(operation, index);
        Move(OutPlace(Kind.Ref, 0), Location.Of(Kind.Ref, d));
    }

    private Bumped? BumpedBy(in Operation operation)
    {
        if (!_backend.CanBump) return null;
        if (operation.Code == new_with_vtable)
        {
            return operation.Descr is ClassDescr { CanBumpAllocate: true, InstanceSize: > 0 and <= MaxBumpBytes } descr
                ? new Bumped(operation.Result, descr.InstanceSize, ObjectMemory.MethodTable(descr), -1) : null;
        }
        if (operation is not { Code: new_array, Descr: ArrayDescr { ArrayType: { } type } array } || !_loop.Args(operation)[0].IsConstant) return null;
        long length = _loop.Constants.IntOf(_loop.Args(operation)[0]), bytes = (ArrayHeader + length * array.ItemSize + 7) & -8;
        return bytes <= MaxBumpBytes ? new Bumped(operation.Result, (int)bytes, type.TypeHandle.Value, length) : null;
    }

    /// <summary>
    /// Takes memory from the thread's allocation chunk, at once also for objects that are made soon afterwards (PyPy's rewriter does so). Where
    /// it is used up, the dispatcher refills it and the bump is tried again: so the objects are newer than any yield, and may be initialized
    /// without the barrier.
    /// </summary>
    private void Bump(in Bumped first, int index)
    {
        _allocator.ForgetConstants();
        Span<Bumped> group = stackalloc Bumped[MaxGroup];
        Span<int> registers = stackalloc int[MaxGroup];
        int count = Group(first, index, group), bytes = 0, live = 0, number = -1;
        for (int k = 0; k < count; k++)
        {
            registers[k] = _allocator.Define(group[k].Object);
            bytes += group[k].Bytes;
            live |= 1 << registers[k];
        }
        var saved = _allocator.LiveRegisters();
        saved.Refs &= ~live;
        YieldSite site = NewSite(SiteKind.Refill, _loop.Operations[index].Descr!);
        site.Bytes = bytes;
        StencilLabel slow = _writer.NewLabel(), again = _writer.NewLabel();
        _writer.Bind(again);
        _writer.Emit(StencilOp.bump, registers[0], imm: bytes, imm64: _backend.Context.AllocationContextAddress, imm64B: first.MethodTable, exit: slow);
        AddSlowPath(slow, site, saved, again);
        // The refill is a yield: what was new before is not any more.
        _fresh.Clear();
        for (int k = 0; k < count; k++)
        {
            if (k > 0)
            {
                _writer.Emit(StencilOp.bump_next, registers[k], registers[k - 1], imm: group[k - 1].Bytes, imm64B: group[k].MethodTable);
                _madeAhead.Add(group[k].Object.Raw);
            }
            _fresh.Add(group[k].Object.Raw);
            if (group[k].Length < 0) continue;
            if (number < 0) number = _allocator.Temporary(Kind.Int);
            LoadInteger(number, group[k].Length);
            _writer.Emit(StencilOp.store_4, registers[k], number, imm: LengthOffset);
        }
    }

    /// <summary>The allocation at <paramref name="index"/> and those behind it with nothing in between that may collect.</summary>
    private int Group(in Bumped first, int index, Span<Bumped> group)
    {
        group[0] = first;
        int count = 1, bytes = first.Bytes;
        for (int i = index + 1; i < Math.Min(_loop.Count, index + GroupReach) && count < MaxGroup; i++)
        {
            ref readonly Operation operation = ref _loop.Operations[i];
            if ((operation.Info.Flags & OpFlags.Call) != 0 || operation.Code is label) break;
            if (operation.Code is not (new_with_vtable or new_array) || _lifetimes.LastUse(operation.Result.Index) == i) continue;
            if (BumpedBy(operation) is not { } next) break;
            if ((bytes += next.Bytes) > MaxBumpBytes) break;
            group[count++] = next;
        }
        return count;
    }

    // ---- forms

    private static StencilOp LoadForm(Kind kind, int size, bool signed) => (kind, size, signed) switch
    {
        (Kind.Ref, _, _) => StencilOp.load_8,
        (Kind.Float, 4, _) => StencilOp.load_f4,
        (Kind.Float, _, _) => StencilOp.load_f8,
        (_, 1, true) => StencilOp.load_1s,
        (_, 1, false) => StencilOp.load_1u,
        (_, 2, true) => StencilOp.load_2s,
        (_, 2, false) => StencilOp.load_2u,
        (_, 4, true) => StencilOp.load_4s,
        (_, 4, false) => StencilOp.load_4u,
        _ => StencilOp.load_8,
    };

    private static StencilOp IndexedLoadForm(Kind kind, int size, bool signed) => (kind, size, signed) switch
    {
        (Kind.Ref, _, _) => StencilOp.loadx_8,
        (Kind.Float, 4, _) => StencilOp.loadx_f4,
        (Kind.Float, _, _) => StencilOp.loadx_f8,
        (_, 1, true) => StencilOp.loadx_1s,
        (_, 1, false) => StencilOp.loadx_1u,
        (_, 2, true) => StencilOp.loadx_2s,
        (_, 2, false) => StencilOp.loadx_2u,
        (_, 4, true) => StencilOp.loadx_4s,
        (_, 4, false) => StencilOp.loadx_4u,
        _ => StencilOp.loadx_8,
    };

    private static StencilOp StoreForm(Kind kind, int size) => (kind, size) switch
    {
        (Kind.Float, 4) => StencilOp.store_f4,
        (Kind.Float, _) => StencilOp.store_f8,
        (_, 1) => StencilOp.store_1,
        (_, 2) => StencilOp.store_2,
        (_, 4) => StencilOp.store_4,
        _ => StencilOp.store_8,
    };

    private static StencilOp IndexedStoreForm(Kind kind, int size) => (kind, size) switch
    {
        (Kind.Float, 4) => StencilOp.storex_f4,
        (Kind.Float, _) => StencilOp.storex_f8,
        (_, 1) => StencilOp.storex_1,
        (_, 2) => StencilOp.storex_2,
        (_, 4) => StencilOp.storex_4,
        _ => StencilOp.storex_8,
    };

    private static StencilOp AbsoluteLoadForm(StaticDescr descr) => (descr.Kind, descr.Size, descr.IsSigned) switch
    {
        (Kind.Ref, _, _) => StencilOp.load_abs_8,
        (Kind.Float, 4, _) => StencilOp.load_abs_f4,
        (Kind.Float, _, _) => StencilOp.load_abs_f8,
        (_, 1, true) => StencilOp.load_abs_1s,
        (_, 1, false) => StencilOp.load_abs_1u,
        (_, 2, true) => StencilOp.load_abs_2s,
        (_, 2, false) => StencilOp.load_abs_2u,
        (_, 4, true) => StencilOp.load_abs_4s,
        (_, 4, false) => StencilOp.load_abs_4u,
        _ => StencilOp.load_abs_8,
    };
}
