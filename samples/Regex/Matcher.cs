using MetaJit;

namespace Patterns;

public static class Matcher
{
    public static readonly JitDriver<Pattern, int, int, State, int> Driver = new("regex", Run) { Location = At };

    /// <summary>A position as people write it, for logs.</summary>
    private static string At(Pattern pattern, int pc) => $"{pattern.Text}:{pc} {pattern.Code[pc].Op}";

    /// <summary>The first match that begins at a position or later: its slots, or null.</summary>
    public static int[]? Find(Pattern pattern, string text, int from)
    {
        var state = new State(text, pattern.Slots);
        Array.Fill(state.Positions.Slots, -1);
        return Run(pattern, 0, from, state) < 0 ? null : state.Positions.Slots;
    }

    /// <summary>The portal: goes through a pattern and the text until the pattern accepts, and gives the position; -1 where it never does.</summary>
    public static int Run([Green] Pattern pattern, [Green] int pc, int at, State state)
    {
        while (true)
        {
            Driver.MergePoint(pattern, pc, at, state);
            ref readonly Instruction i = ref pattern.Code[pc];
            string text = state.Text;
            bool fits = true;
            switch (i.Op)
            {
                case Op.Char:
                    fits = at < text.Length && text[at] == i.A;
                    at++;
                    break;
                case Op.Set:
                    fits = at < text.Length && i.Set!.Contains(text[at]);
                    at++;
                    break;
                case Op.Start: fits = at == 0; break;
                case Op.End: fits = at == text.Length; break;
                case Op.Boundary: fits = IsWord(text, at - 1) != IsWord(text, at); break;
                case Op.Save:
                    Push(state, ~i.A, state.Positions.Slots[i.A]);
                    state.Positions.Slots[i.A] = at;
                    break;
                case Op.Same:
                    int length = LengthOfSame(text, at, state.Positions.Slots[i.A], state.Positions.Slots[i.A + 1]);
                    fits = length >= 0;
                    at += length;
                    break;
                case Op.Split: Push(state, i.A, at); break;
                case Op.Moved: fits = state.Positions.Slots[i.A] != at; break;
                case Op.Jump:
                    pc = i.A;
                    continue;
                case Op.Accept:
                    state.Positions.Slots[1] = at;
                    return at;
                case Op.While when at < text.Length && i.Set!.Contains(text[at]):
                    at++;
                    if (Driver.CanEnter(pattern, pc, at, state) is { } more)
                    {
                        if (more.IsReturn) return more.Result;
                        (pattern, pc, at, state) = more.State;
                    }
                    continue;
                case Op.Next when at < text.Length:
                    at++;
                    pc = i.A;
                    if (Driver.CanEnter(pattern, pc, at, state) is { } next)
                    {
                        if (next.IsReturn) return next.Result;
                        (pattern, pc, at, state) = next.State;
                    }
                    continue;
                case Op.Next: fits = false; break;
                case Op.Again:
                    pc = i.A;
                    if (Driver.CanEnter(pattern, pc, at, state) is { } exit)
                    {
                        if (exit.IsReturn) return exit.Result;
                        (pattern, pc, at, state) = exit.State;
                    }
                    continue;
            }
            pc++;
            if (fits) continue;

            // Back to what was put off last; slots get what they had then.
            while (true)
            {
                if (state.Top == 0) return -1;
                int[] stack = state.Positions.Stack;
                state.Top -= 2;
                at = stack[state.Top + 1];
                pc = Jit.Promote(stack[state.Top]);
                if (pc >= 0) break;
                state.Positions.Slots[~pc] = at;
            }
        }
    }

    private static void Push(State state, int what, int position)
    {
        if (state.Top + 2 > state.Positions.Stack.Length) state.Positions.Grow();
        int[] stack = state.Positions.Stack;
        stack[state.Top] = what;
        stack[state.Top + 1] = position;
        state.Top += 2;
    }

    private static bool IsWord(string text, int at) => (uint)at < (uint)text.Length && CharSet.Word.Contains(text[at]);

    [DontLookInside]
    private static int LengthOfSame(string text, int at, int start, int end)
    {
        if (start < 0 || end < 0) return 0;
        return string.CompareOrdinal(text, at, text, start, end - start) == 0 ? end - start : -1;
    }
}
