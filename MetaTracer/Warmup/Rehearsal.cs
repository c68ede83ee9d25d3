// A play put on before the public comes. The first trace of a process costs ten times what the tenth does: the runtime loads the types of
// recorder, optimizer and backend, and prepares their methods, when each is first used. Somebody with a thread to spare can have that done
// while the program is still interpreted.
using MetaJit;
using MetaTracer.CodeWriter;
using MetaTracer.Image;
using MetaTracer.Logging;
using MetaTracer.Tracing;

namespace MetaTracer.Warmup;

/// <summary>A little language of boxed numbers, run on an engine of its own until it has been traced, compiled, left and bridged.</summary>
public static class Rehearsal
{
    private const int Push = 0, Load = 1, Store = 2, Add = 3, Less = 4, IsOdd = 5, JumpIfFalse = 6, JumpBack = 7, Call = 8, Return = 9;
    private const int Variables = 2;

    private static readonly JitDriver<Code, int, int, Frame, Item?> s_driver = new("rehearsal", Interpret);

    /// <summary><c>x -> x + 1</c></summary>
    private static readonly Code s_increment = new([Load, 0, Push, 1, Add, 0, Return, 0], null);

    /// <summary><c>while i &lt; 40: { if i is odd: total = total + i; total = total + increment(i); i = i + 1 }</c></summary>
    private static readonly Code s_loop = new(
    [
        Push, 0, Store, 0, Push, 0, Store, 1,                           // at 0
        Load, 0, Push, 40, Less, 0, JumpIfFalse, 50,                    // at 8
        Load, 0, IsOdd, 0, JumpIfFalse, 30,                             // at 16
        Load, 1, Load, 0, Add, 0, Store, 1,                             // at 22
        Load, 1, Load, 0, Call, 0, Add, 0, Store, 1,                    // at 30
        Load, 0, Push, 1, Add, 0, Store, 0, JumpBack, 8,                // at 40
        Load, 1, Return, 0,                                             // at 50
    ], s_increment);

    /// <summary>On any thread, beside engines that run.</summary>
    /// <param name="backend">A backend that nobody else uses.</param>
    /// <param name="image">What <see cref="WriteImage"/> wrote: who converts nothing of an interpreter need not prepare to.</param>
    /// <returns>What the engine counted.</returns>
    public static JitStats Run(TraceBackend backend, JitImage? image = null)
    {
        var parameters = new JitParameters { Threshold = 3, FunctionThreshold = int.MaxValue, TraceEagerness = 2 };
        var engine = new JitEngine(backend, parameters, new JitEngineOptions { DefinitionIsTested = true, Interruptible = true, Image = image });
        lock (s_driver)
        {
            engine.Attach(s_driver);
            Item? total = Interpret(s_loop, 0, 0, new Frame());
            engine.Detach(s_driver);
            if (total is not Number { Value: 1220 }) throw new InvalidOperationException($"40 turns of the rehearsal give {total}");
        }
        return engine.Stats;
    }

    /// <summary>Writes an image of the little language's interpreter.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="backend">A backend that nobody else uses.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void WriteImage(string path, TraceBackend backend)
    {
        using var engine = new JitEngine(backend, options: new JitEngineOptions { DefinitionIsTested = true });
        engine.Prepare(s_driver);
        engine.WriteImage(path);
    }

    /// <summary>
    /// The driver's state, made without reflection. Ahead compilation sees it here, and code that is shared by all references serves
    /// every driver of that shape: three references and two integers are what interpreters with a code object, a place in it and a frame
    /// have.
    /// </summary>
    internal static DriverState? StateOf(JitEngine engine, JitDriver driver, JitCode portal, VirtualizableInfo? virtualizable) =>
        driver == s_driver ? new TypedPortal<Code, int, int, Frame, Item?>(engine, s_driver, portal, virtualizable) : null;

    private static Item? Interpret([Green] Code code, [Green] int pc, [Green] int sp, Frame frame)
    {
        if (s_driver.EnterFunction(code, pc, sp, frame) is { } entered)
        {
            if (entered.IsReturn) return entered.Result;
            (code, pc, sp, frame) = entered.State;
        }
        while (true)
        {
            s_driver.MergePoint(code, pc, sp, frame);
            Slot[] slots = frame.Slots;
            int argument = code.Words[pc + 1];
            switch (code.Words[pc])
            {
                case Push:
                    slots[Variables + sp++].Item = new Number(argument);
                    break;
                case Load:
                    slots[Variables + sp++].Item = slots[argument].Item;
                    break;
                case Store:
                    slots[argument].Item = slots[Variables + --sp].Item;
                    break;
                case Add:
                    sp--;
                    if (slots[Variables + sp].Item is not Number right || slots[Variables + sp - 1].Item is not Number left
                        || Jit.AddOverflow(left.Value, right.Value, out long sum))
                        return null;
                    slots[Variables + sp - 1].Item = new Number(sum);
                    break;
                case Less:
                    sp--;
                    if (slots[Variables + sp].Item is not Number high || slots[Variables + sp - 1].Item is not Number low) return null;
                    slots[Variables + sp - 1].Item = low.Value < high.Value ? Truth.True : Truth.False;
                    break;
                case IsOdd:
                    if (slots[Variables + sp - 1].Item is not Number number) return null;
                    slots[Variables + sp - 1].Item = (number.Value & 1) != 0 ? Truth.True : Truth.False;
                    break;
                case JumpIfFalse:
                    if (slots[Variables + --sp].Item == Truth.False)
                    {
                        pc = argument;
                        continue;
                    }
                    break;
                case JumpBack:
                    pc = argument;
                    if (s_driver.CanEnter(code, pc, sp, frame) is { } exit)
                    {
                        if (exit.IsReturn) return exit.Result;
                        (code, pc, sp, frame) = exit.State;
                    }
                    continue;
                case Call:
                    var callee = new Frame();
                    callee.Slots[0].Item = slots[Variables + sp - 1].Item;
                    slots[Variables + sp - 1].Item = Interpret(code.Callee!, 0, 0, callee);
                    break;
                case Return:
                    return slots[Variables + sp - 1].Item;
            }
            pc += 2;
        }
    }

    private sealed class Code(int[] words, Code? callee)
    {
        [ImmutableArray]
        public readonly int[] Words = words;

        public readonly Code? Callee = callee;
    }

    [Virtualizable]
    private sealed class Frame
    {
        public readonly Slot[] Slots = new Slot[Variables + 3];
    }

    private struct Slot
    {
        public Item? Item;
    }

    private abstract class Item;

    private sealed class Number(long value) : Item
    {
        public readonly long Value = value;
    }

    private sealed class Truth : Item
    {
        public static readonly Truth True = new(), False = new();
    }
}
