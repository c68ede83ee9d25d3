using System.Reflection;
using Backend.Allocation;
using Backend.Stencils;
using MetaTracer.Trace;
using static MetaTracer.Trace.OpCode;

namespace Backend.Code;

/// <summary>
/// Short strings made of others: <see cref="string.Concat(string, string)"/> and <see cref="string.Substring(int, int)"/>. Characters are moved in
/// pairs: a string of an odd length has its closing zero for the last one, and room for it.
/// </summary>
internal sealed unsafe partial class TraceCompiler
{
    private const int MostCharacters = 48;

    /// <summary>Of a string object, with its header, its closing zero, and what rounds up.</summary>
    private const int StringOverhead = 22 + 7;

    private static readonly MethodInfo s_concat = typeof(string).GetMethod(nameof(string.Concat), [typeof(string), typeof(string)])!;
    private static readonly MethodInfo s_substring = typeof(string).GetMethod(nameof(string.Substring), [typeof(int), typeof(int)])!;

    private bool MakeText(int index)
    {
        ref readonly Operation operation = ref _loop.Operations[index];
        var descr = (CallDescr)operation.Descr!;
        bool isConcat = s_concat.Equals(descr.Method);
        if (!isConcat && !s_substring.Equals(descr.Method)) return false;
        if (!_backend.CanBump || !HasUsedResult(operation, index) || FollowedBy(index) == guard_exception) return false;

        ReadOnlySpan<Value> args = _loop.Args(operation);
        var arguments = new (Location, Location)[args.Length];
        Span<int> used = stackalloc int[args.Length];
        for (int k = 0; k < args.Length; k++)
        {
            used[k] = _allocator.Use(args[k]);
            arguments[k] = (Location.Of(args[k].Kind, used[k]), OutPlace(args[k].Kind, k));
        }
        int d = _allocator.Define(operation.Result);
        int length = _allocator.Temporary(Kind.Int), other = _allocator.Temporary(Kind.Int), source = _allocator.Temporary(Kind.Int), target = _allocator.Temporary(Kind.Int), item = _allocator.Temporary(Kind.Int);
        // A part has three arguments, and no register to spare.
        var t = new TextRegisters(length, other, source, target, item, isConcat ? _allocator.Temporary(Kind.Int) : length);
        _allocator.FreeDeadAt(index);
        _allocator.ForgetConstants();
        YieldSite site = NewSite(SiteKind.Call, descr, args.Length);
        StencilLabel slow = _writer.NewLabel(), back = _writer.NewLabel(), go = _writer.NewLabel();
        if (isConcat) Concat(used[0], used[1], d, t, slow);
        else Substring(used[0], used[1], used[2], d, t, slow);
        _writer.Bind(go);
        _fresh.Clear();
        _lateCalls.Add(new LateCall(slow, site, LiveWithout(operation.Result, hasResult: true), back, arguments));
        _fetches.Add((back, d, go));
        AfterCall(operation, index, site, hasResult: false, -1, default);
        return true;
    }

    private readonly record struct TextRegisters(int Length, int OtherLength, int Source, int Target, int Item, int Left);

    private OpCode FollowedBy(int index)
    {
        int next = index + 1;
        while (next < _loop.Count && _loop.Operations[next].Code == debug_merge_point) next++;
        return next < _loop.Count ? _loop.Operations[next].Code : debug_merge_point;
    }

    private void Concat(int a, int b, int d, TextRegisters t, StencilLabel slow)
    {
        _writer.Emit(StencilOp.guard_int_ne_imm, a, imm: 0, exit: slow);
        _writer.Emit(StencilOp.guard_int_ne_imm, b, imm: 0, exit: slow);
        _writer.Emit(StencilOp.load_4u, t.Length, a, imm: StringLengthOffset);
        _writer.Emit(StencilOp.load_4u, t.OtherLength, b, imm: StringLengthOffset);
        _writer.Emit(StencilOp.int_add, t.Source, t.Length, t.OtherLength);
        NewText(d, t.Source, t.Item, slow);
        CopyCharacters(a, d, t.Length, t);
        // The zero that may have come with an odd number of characters is written over.
        _writer.Emit(StencilOp.lea_2, t.Length, d, t.Length);
        CopyCharacters(b, t.Length, t.OtherLength, t);
    }

    private void Substring(int text, int start, int count, int d, TextRegisters t, StencilLabel slow)
    {
        _writer.Emit(StencilOp.guard_int_ne_imm, text, imm: 0, exit: slow);
        _writer.Emit(StencilOp.guard_int_ne_imm, count, imm: 0, exit: slow);
        _writer.Emit(StencilOp.load_4u, t.Length, text, imm: StringLengthOffset);
        _writer.Emit(StencilOp.guard_uint_le, start, t.Length, exit: slow);
        _writer.Emit(StencilOp.int_add, t.OtherLength, start, count);
        _writer.Emit(StencilOp.guard_uint_le, t.OtherLength, t.Length, exit: slow);
        NewText(d, count, t.Item, slow);
        _writer.Emit(StencilOp.lea_2, t.OtherLength, text, start);
        CopyCharacters(t.OtherLength, d, count, t);
        // What came with an odd number of characters is no part of the text.
        _writer.Emit(StencilOp.lea_2, t.Target, d, count);
        LoadInteger(t.Item, 0);
        _writer.Emit(StencilOp.store_2, t.Target, t.Item, imm: StringChars);
    }

    private void NewText(int d, int length, int bytes, StencilLabel slow)
    {
        _writer.Emit(StencilOp.guard_uint_le_imm, length, imm: MostCharacters, exit: slow);
        _writer.Emit(StencilOp.int_lshift_imm, bytes, length, imm: 1);
        _writer.Emit(StencilOp.int_add_imm, bytes, bytes, imm: StringOverhead);
        RoundDown(bytes);
        _writer.Emit(StencilOp.bump_sized, d, bytes, imm64: _backend.Context.AllocationContextAddress, imm64B: typeof(string).TypeHandle.Value, exit: slow);
        _writer.Emit(StencilOp.store_4, d, length, imm: StringLengthOffset);
    }

    private void CopyCharacters(int from, int to, int count, TextRegisters t)
    {
        StencilLabel again = _writer.NewLabel(), done = _writer.NewLabel();
        _writer.Emit(StencilOp.int_add_imm, t.Left, count, imm: 1);
        _writer.Emit(StencilOp.uint_rshift_imm, t.Left, t.Left, imm: 1);
        _writer.Emit(StencilOp.int_add_imm, t.Source, from, imm: 0);
        _writer.Emit(StencilOp.int_add_imm, t.Target, to, imm: 0);
        _writer.Bind(again);
        _writer.Emit(StencilOp.guard_int_gt_imm, t.Left, imm: 0, exit: done);
        _writer.Emit(StencilOp.load_4u, t.Item, t.Source, imm: StringChars);
        _writer.Emit(StencilOp.store_4, t.Target, t.Item, imm: StringChars);
        _writer.Emit(StencilOp.int_add_imm, t.Source, t.Source, imm: 4);
        _writer.Emit(StencilOp.int_add_imm, t.Target, t.Target, imm: 4);
        _writer.Emit(StencilOp.int_add_imm, t.Left, t.Left, imm: -1);
        _writer.Emit(StencilOp.jump, exit: again);
        _writer.Bind(done);
    }
}
