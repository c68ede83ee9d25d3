using System.Reflection;
using Backend.Allocation;
using Backend.Stencils;
using MetaJit;
using MetaTracer.Trace;

namespace Backend.Code;

/// <summary>
/// Short arrays: their allocation where the length is not a constant, and copies of runs of items (<see cref="Items"/>). What is long,
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

    /// <summary>How a method of <see cref="Items"/> moves items of eight bytes. Of what is not among its arguments the position is -1.</summary>
    /// <param name="Kind">What an item is.</param>
    /// <param name="Target">The exact class that the target must be of, lest its items' classes have to be looked at; null where it cannot be another.</param>
    private readonly record struct Run(Kind Kind, Type? Target, int From, int At, int Step, int To, int ToAt, int Count);

    private static Run? RunOf(CallDescr descr)
    {
        if (descr.Method is not MethodInfo { IsGenericMethod: true } method || method.DeclaringType != typeof(Items)) return null;
        Type item = method.GetGenericArguments()[0];
        Kind kind;
        if (item == typeof(long) || item == typeof(double) || item == typeof(ulong)) kind = Kind.Int;
        else if (!item.IsValueType || IsWrapper(item)) kind = Kind.Ref;
        else return null;
        Type? target = item.IsValueType ? null : item.MakeArrayType();
        return method.Name switch
        {
            nameof(Items.Copy) => new Run(kind, target, From: 0, At: 1, Step: -1, To: 2, ToAt: 3, Count: 4),
            nameof(Items.Pick) => new Run(kind, target, From: 0, At: 1, Step: 2, To: 3, ToAt: -1, Count: 4),
            nameof(Items.Unwrap) when kind == Kind.Ref => new Run(kind, method.GetGenericArguments()[1].MakeArrayType(), From: 0, At: -1, Step: -1, To: 1, ToAt: -1, Count: 2),
            _ => null,
        };
    }

    /// <summary>Whether a struct is a reference and nothing else.</summary>
    private static bool IsWrapper(Type type)
    {
        if (type.IsPrimitive || type.IsEnum) return false;
        FieldInfo[] fields = type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);
        return fields.Length == 1 && !fields[0].FieldType.IsValueType && !fields[0].FieldType.IsPointer;
    }

    private bool CopyItems(int index)
    {
        ref readonly Operation operation = ref _loop.Operations[index];
        var descr = (CallDescr)operation.Descr!;
        if (RunOf(descr) is not { } run) return false;
        ReadOnlySpan<Value> args = _loop.Args(operation);
        bool asksAge = run.Kind == Kind.Ref && !_fresh.Contains(args[run.To].Raw) && !_backend.Options.PlainStores, isWithin = args[run.From] == args[run.To];
        if (asksAge && _backend.Regions is null) return false;
        long step = 1;
        if (run.Step >= 0)
        {
            if (!args[run.Step].IsConstant || isWithin) return false;
            step = _loop.Constants.IntOf(args[run.Step]);
            if (!_table.Fits(StencilOp.int_add_imm, 8 * step)) return false;
        }

        var arguments = new (Location, Location)[args.Length];
        Span<int> used = stackalloc int[args.Length];
        for (int k = 0; k < args.Length; k++)
        {
            if (k == run.Step) continue;
            used[k] = _allocator.Use(args[k]);
            arguments[k] = (Location.Of(args[k].Kind, used[k]), OutPlace(args[k].Kind, k));
        }
        int from = used[run.From], to = used[run.To], count = used[run.Count], at = run.At >= 0 ? used[run.At] : -1, toAt = run.ToAt >= 0 ? used[run.ToAt] : -1;
        int source = _allocator.Temporary(Kind.Int), target = _allocator.Temporary(Kind.Int), left = _allocator.Temporary(Kind.Int), item = _allocator.Temporary(Kind.Int);
        if (run.Step >= 0) arguments[run.Step] = (Location.Of(Kind.Int, source), OutPlace(Kind.Int, run.Step));
        _allocator.FreeDeadAt(index);
        _allocator.ForgetConstants();
        YieldSite site = NewSite(SiteKind.Call, descr, args.Length);
        var live = _allocator.LiveRegisters();
        StencilLabel slow = _writer.NewLabel(), go = _writer.NewLabel();

        if (run.Step >= 0) LoadInteger(source, step);
        _writer.Emit(StencilOp.guard_uint_le_imm, count, imm: MostCopied, exit: slow);
        LoadLength(from);
        if (run.Step >= 0) CheckEnds();
        else CheckRun(at);
        if (!isWithin)
        {
            // One array by two names.
            _writer.Emit(StencilOp.guard_int_ne, from, to, exit: slow);
            LoadLength(to);
        }
        CheckRun(toAt);
        if (run.Target is { } type)
        {
            _writer.Emit(StencilOp.load_8, item, to, imm: 0);
            _writer.Emit(StencilOp.guard_int_eq_64, item, imm64: type.TypeHandle.Value, exit: slow);
        }
        if (asksAge)
        {
            _writer.Emit(StencilOp.uint_rshift_imm, item, to, imm: _backend.Regions!.Value.Shift);
            _writer.Emit(StencilOp.load_abs_8, left, imm64: _backend.Regions.Value.TableAt);
            _writer.Emit(StencilOp.loadx_1u, item, left, item);
            _writer.Emit(StencilOp.guard_false, item, exit: slow);
        }
        PointAt(source, from, at);
        PointAt(target, to, toAt);
        _writer.Emit(StencilOp.int_add_imm, left, count, imm: 0);
        if (!isWithin)
        {
            Loop(8 * step, 8);
        }
        else
        {
            // Upwards, items would be overwritten before they were read.
            StencilLabel down = _writer.NewLabel();
            _writer.Emit(StencilOp.guard_uint_le, toAt, at, exit: down);
            Loop(8, 8);
            _writer.Bind(down);
            _writer.Emit(StencilOp.int_add_imm, item, count, imm: -1);
            _writer.Emit(StencilOp.lea_8, source, source, item);
            _writer.Emit(StencilOp.lea_8, target, target, item);
            Loop(-8, -8);
        }
        _writer.Bind(go);
        _fresh.Clear();
        _lateCalls.Add(new LateCall(slow, site, live, go, arguments));
        AfterCall(operation, index, site, hasResult: false, -1, default);
        return true;

        // Into the register for items, until the next item.
        void LoadLength(int array)
        {
            _writer.Emit(StencilOp.guard_int_ne_imm, array, imm: 0, exit: slow);
            _writer.Emit(StencilOp.load_4u, item, array, imm: LengthOffset);
        }

        void CheckRun(int start)
        {
            if (start < 0)
            {
                _writer.Emit(StencilOp.guard_uint_le, count, item, exit: slow);
                return;
            }
            _writer.Emit(StencilOp.guard_uint_le, start, item, exit: slow);
            _writer.Emit(StencilOp.int_add, left, start, count);
            _writer.Emit(StencilOp.guard_uint_le, left, item, exit: slow);
        }

        // The first and the last item: those between them are in the array then.
        void CheckEnds()
        {
            _writer.Emit(StencilOp.guard_uint_lt, at, item, exit: slow);
            _writer.Emit(StencilOp.int_add_imm, left, count, imm: -1);
            _writer.Emit(StencilOp.int_mul, left, left, source);
            _writer.Emit(StencilOp.int_add, left, left, at);
            _writer.Emit(StencilOp.guard_uint_lt, left, item, exit: slow);
        }

        void PointAt(int pointer, int array, int start)
        {
            if (start < 0) _writer.Emit(StencilOp.int_add_imm, pointer, array, imm: 0);
            else _writer.Emit(StencilOp.lea_8, pointer, array, start);
        }

        void Loop(long sourceStep, long targetStep)
        {
            StencilLabel again = _writer.NewLabel();
            _writer.Bind(again);
            _writer.Emit(StencilOp.guard_int_gt_imm, left, imm: 0, exit: go);
            _writer.Emit(StencilOp.load_8, item, source, imm: FirstItem);
            _writer.Emit(StencilOp.store_8, target, item, imm: FirstItem);
            _writer.Emit(StencilOp.int_add_imm, source, source, imm: sourceStep);
            _writer.Emit(StencilOp.int_add_imm, target, target, imm: targetStep);
            _writer.Emit(StencilOp.int_add_imm, left, left, imm: -1);
            _writer.Emit(StencilOp.jump, exit: again);
        }
    }

    private const int ArrayHeader = 24, FirstItem = 16;
}
