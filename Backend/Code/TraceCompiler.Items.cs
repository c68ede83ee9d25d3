using System.Reflection;
using Backend.Allocation;
using Backend.Stencils;
using MetaJit;
using MetaTracer.Trace;

namespace Backend.Code;

/// <summary>
/// Short arrays: their allocation where the length is not a constant, and copies of runs of items (<see cref="Items.Copy"/>). What is long,
/// wrong or would need the write barrier is left to a yield behind the trace.
/// </summary>
internal sealed unsafe partial class TraceCompiler
{
    /// <summary>Past so many items a call costs less than the loop.</summary>
    private const int MostCopied = 24, MostBumped = 64;

    /// <summary>A yield behind the trace that gets its arguments from registers there, so that the way past it need not store them.</summary>
    private readonly record struct LateCall(
        StencilLabel Label, YieldSite Site, (int Ints, int Refs, int Floats) Live, StencilLabel Go, (Location From, Location To)[] Arguments);

    private readonly List<LateCall> _lateCalls = [];

    private void EmitLateCalls()
    {
        foreach (LateCall call in _lateCalls)
        {
            _writer.Bind(call.Label);
            foreach ((Location from, Location to) in call.Arguments) Move(from, to);
            YieldAt(call.Site, call.Live, call.Go);
        }
    }

    /// <summary>An array whose length is known when it is made; false where it is always made by a yield.</summary>
    private bool NewShortArray(in Operation operation, int index, ArrayDescr descr, Type type)
    {
        if (!_backend.CanBump || descr.ItemSize is not (1 or 2 or 4 or 8)) return false;
        int length = _allocator.Use(_loop.Args(operation)[0]), d = _allocator.Define(operation.Result), bytes = _allocator.Temporary(Kind.Int);
        _allocator.FreeDeadAt(index);
        _allocator.ForgetConstants();
        _fresh.Clear();
        YieldSite site = NewSite(SiteKind.NewArray, descr);
        StencilLabel slow = _writer.NewLabel(), back = _writer.NewLabel(), go = _writer.NewLabel();
        _writer.Emit(StencilOp.guard_uint_le_imm, length, imm: MostBumped, exit: slow);
        _writer.Emit(StencilOp.int_lshift_imm, bytes, length, imm: int.Log2(descr.ItemSize));
        _writer.Emit(StencilOp.int_add_imm, bytes, bytes, imm: descr.ItemSize == 8 ? ArrayHeader : ArrayHeader + 7);
        if (descr.ItemSize != 8) RoundDown(bytes);
        _writer.Emit(StencilOp.bump_sized, d, bytes, imm64: _backend.Context.AllocationContextAddress, imm64B: type.TypeHandle.Value, exit: slow);
        _writer.Emit(StencilOp.store_4, d, length, imm: LengthOffset);
        _writer.Bind(go);
        _lateCalls.Add(new LateCall(slow, site, LiveWithout(operation.Result, hasResult: true), back, [(Location.Of(Kind.Int, length), OutPlace(Kind.Int, 0))]));
        _fetches.Add((back, d, go));
        return true;
    }

    /// <summary>To a multiple of eight.</summary>
    private void RoundDown(int register)
    {
        _writer.Emit(StencilOp.uint_rshift_imm, register, register, imm: 3);
        _writer.Emit(StencilOp.int_lshift_imm, register, register, imm: 3);
    }

    /// <summary>Whether a method copies items of eight bytes, and whether they are references; null where it does not.</summary>
    private static Kind? ItemsCopiedBy(CallDescr descr)
    {
        if (descr.Method is not MethodInfo { IsGenericMethod: true, Name: nameof(Items.Copy) } method || method.DeclaringType != typeof(Items)) return null;
        Type item = method.GetGenericArguments()[0];
        if (item == typeof(long) || item == typeof(double) || item == typeof(ulong)) return Kind.Int;
        // Arrays of classes are covariant: whether an item may stand there would have to be asked.
        FieldInfo[] fields = item.IsValueType && !item.IsPrimitive ? item.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic) : [];
        return fields.Length == 1 && !fields[0].FieldType.IsValueType && !fields[0].FieldType.IsPointer ? Kind.Ref : null;
    }

    private bool CopyItems(int index)
    {
        ref readonly Operation operation = ref _loop.Operations[index];
        var descr = (CallDescr)operation.Descr!;
        if (ItemsCopiedBy(descr) is not { } kind) return false;
        ReadOnlySpan<Value> args = _loop.Args(operation);
        bool asksAge = kind == Kind.Ref && !_fresh.Contains(args[2]) && !_backend.Options.PlainStores, isWithin = args[0] == args[2];
        if (asksAge && _backend.Regions is null) return false;

        var arguments = new (Location, Location)[args.Length];
        Span<int> used = stackalloc int[args.Length];
        for (int k = 0; k < args.Length; k++)
        {
            used[k] = _allocator.Use(args[k]);
            arguments[k] = (Location.Of(args[k].Kind, used[k]), OutPlace(args[k].Kind, k));
        }
        int from = used[0], at = used[1], to = used[2], toAt = used[3], count = used[4];
        int source = _allocator.Temporary(Kind.Int), target = _allocator.Temporary(Kind.Int), left = _allocator.Temporary(Kind.Int), item = _allocator.Temporary(Kind.Int);
        _allocator.FreeDeadAt(index);
        _allocator.ForgetConstants();
        YieldSite site = NewSite(SiteKind.Call, descr, args.Length);
        var live = _allocator.LiveRegisters();
        StencilLabel slow = _writer.NewLabel(), go = _writer.NewLabel();

        _writer.Emit(StencilOp.guard_uint_le_imm, count, imm: MostCopied, exit: slow);
        CheckRun(from, at);
        if (!isWithin)
        {
            _writer.Emit(StencilOp.guard_int_ne, from, to, exit: slow);
            CheckRun(to, toAt);
        }
        else
        {
            _writer.Emit(StencilOp.guard_uint_le, toAt, item, exit: slow);
            _writer.Emit(StencilOp.int_add, left, toAt, count);
            _writer.Emit(StencilOp.guard_uint_le, left, item, exit: slow);
        }
        if (asksAge)
        {
            _writer.Emit(StencilOp.uint_rshift_imm, item, to, imm: _backend.Regions!.Value.Shift);
            _writer.Emit(StencilOp.load_abs_8, left, imm64: _backend.Regions.Value.TableAt);
            _writer.Emit(StencilOp.loadx_1u, item, left, item);
            _writer.Emit(StencilOp.guard_false, item, exit: slow);
        }
        _writer.Emit(StencilOp.lea_8, source, from, at);
        _writer.Emit(StencilOp.lea_8, target, to, toAt);
        _writer.Emit(StencilOp.int_add_imm, left, count, imm: 0);
        if (!isWithin)
        {
            Loop(1);
        }
        else
        {
            // Upwards, items would be overwritten before they were read.
            StencilLabel down = _writer.NewLabel();
            _writer.Emit(StencilOp.guard_uint_le, toAt, at, exit: down);
            Loop(1);
            _writer.Bind(down);
            _writer.Emit(StencilOp.int_add_imm, item, count, imm: -1);
            _writer.Emit(StencilOp.lea_8, source, source, item);
            _writer.Emit(StencilOp.lea_8, target, target, item);
            Loop(-1);
        }
        _writer.Bind(go);
        _fresh.Clear();
        _lateCalls.Add(new LateCall(slow, site, live, go, arguments));
        AfterCall(operation, index, site, hasResult: false, -1, default);
        return true;

        // Leaves the array's length in a register.
        void CheckRun(int array, int start)
        {
            _writer.Emit(StencilOp.guard_int_ne_imm, array, imm: 0, exit: slow);
            _writer.Emit(StencilOp.load_4u, item, array, imm: LengthOffset);
            _writer.Emit(StencilOp.guard_uint_le, start, item, exit: slow);
            _writer.Emit(StencilOp.int_add, left, start, count);
            _writer.Emit(StencilOp.guard_uint_le, left, item, exit: slow);
        }

        void Loop(int step)
        {
            StencilLabel again = _writer.NewLabel();
            _writer.Bind(again);
            _writer.Emit(StencilOp.guard_int_gt_imm, left, imm: 0, exit: go);
            _writer.Emit(StencilOp.load_8, item, source, imm: FirstItem);
            _writer.Emit(StencilOp.store_8, target, item, imm: FirstItem);
            _writer.Emit(StencilOp.int_add_imm, source, source, imm: 8 * step);
            _writer.Emit(StencilOp.int_add_imm, target, target, imm: 8 * step);
            _writer.Emit(StencilOp.int_add_imm, left, left, imm: -1);
            _writer.Emit(StencilOp.jump, exit: again);
        }
    }

    private const int ArrayHeader = 24, FirstItem = 16;
}
