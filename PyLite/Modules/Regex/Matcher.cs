using PyLite.Interpreter;
using PyLite.Objects;

namespace PyLite.Modules.Regex;

/// <summary>
/// Runs a program over a text of UTF-16, bytes or code points. What may have to be gone back to is kept on a stack of choices; registers that
/// change meanwhile are written down on a trail, which a choice goes back along. So no pattern nests calls here.
/// </summary>
internal static class Matcher<T> where T : unmanaged, IEquatable<T>
{
    /// <summary>Between two looks for Ctrl-C so many choices are gone back to.</summary>
    private const int BetweenPolls = 1 << 14;

    /// <summary>
    /// Matches at a position or, searching, at the first one from there on where it does. Registers, Start and End of the state are the result.
    /// </summary>
    /// <param name="program">The pattern.</param>
    /// <param name="state">Its memory.</param>
    /// <param name="text">Up to where it may look.</param>
    /// <param name="from">Where it begins.</param>
    /// <param name="search">Also further on.</param>
    /// <param name="whole">Only up to the end of the text.</param>
    /// <param name="mustAdvance">An empty match at <paramref name="from"/> is none.</param>
    public static bool Run(RegexProgram program, MatchState state, ReadOnlySpan<T> text, int from, bool search, bool whole, bool mustAdvance)
    {
        int[] code = program.Code;
        int[] registers = state.Registers;
        Choice[] choices = state.Choices;
        Undo[] trail = state.Trail;
        int polls = BetweenPolls;
        int start = from;
        if (search && (start = program.Start.Find(text, from)) < 0) return false;
        while (true)
        {
            // ---- an attempt from a position
            registers.AsSpan(0, 2 * program.Groups + 1).Fill(-1);
            int pc = 0, position = start, choiceCount = 0, trailCount = 0;
            while (true)
            {
                switch ((RegexOp)code[pc])
                {
                    case RegexOp.Match:
                        if (whole && position != text.Length || mustAdvance && position == from) goto fail;
                        state.Start = start;
                        state.End = position;
                        return true;
                    case RegexOp.Fail:
                        goto fail;
                    case RegexOp.Char:
                        if ((uint)position >= (uint)text.Length || Characters<T>.Code(text[position]) != code[pc + 1]) goto fail;
                        position++;
                        pc += 2;
                        continue;
                    case RegexOp.AnyBut:
                        if ((uint)position >= (uint)text.Length || Characters<T>.Code(text[position]) == code[pc + 1]) goto fail;
                        position++;
                        pc += 2;
                        continue;
                    case RegexOp.Set:
                        if ((uint)position >= (uint)text.Length || !program.Sets[code[pc + 1]].Contains(Characters<T>.Code(text[position]))) goto fail;
                        position++;
                        pc += 2;
                        continue;
                    case RegexOp.Any:
                        if (position >= text.Length) goto fail;
                        position++;
                        pc++;
                        continue;
                    case RegexOp.Text:
                        {
                            int length = code[pc + 1];
                            if (text.Length - position < length) goto fail;
                            int k = 0;
                            while (k < length && Characters<T>.Code(text[position + k]) == code[pc + 2 + k]) k++;
                            if (k < length) goto fail;
                            position += length;
                            pc += 2 + length;
                            continue;
                        }
                    case RegexOp.MarkEnd:
                        {
                            int r = program.LastGroupRegister;
                            // What no choice can come back to is not written down.
                            if (choiceCount > 0)
                            {
                                if (trailCount == trail.Length)
                                {
                                    if (!state.GrowTrail()) return OutOfMemory(state);
                                    trail = state.Trail;
                                }
                                trail[trailCount].Register = r;
                                trail[trailCount++].Value = registers[r];
                            }
                            registers[r] = (code[pc + 1] >> 1) + 1;
                            goto case RegexOp.MarkStart;
                        }
                    case RegexOp.MarkStart:
                        {
                            int r = code[pc + 1];
                            if (choiceCount > 0)
                            {
                                if (trailCount == trail.Length)
                                {
                                    if (!state.GrowTrail()) return OutOfMemory(state);
                                    trail = state.Trail;
                                }
                                trail[trailCount].Register = r;
                                trail[trailCount++].Value = registers[r];
                            }
                            registers[r] = position;
                            pc += 2;
                            continue;
                        }
                    case RegexOp.Jump:
                        pc = code[pc + 1];
                        continue;
                    case RegexOp.Branch:
                        {
                            BranchTable table = program.Tables[code[pc + 1]];
                            int c = BranchTable.AtEnd;
                            if ((uint)position < (uint)text.Length && (c = Characters<T>.Code(text[position])) > 255) c = BranchTable.WideCharacter;
                            int number = table.ByCharacter[c];
                            int[] list = table.Lists[number];
                            if (list.Length == 0) goto fail;
                            if (list.Length > 1)
                            {
                                if (choiceCount == choices.Length)
                                {
                                    if (!state.GrowChoices()) return OutOfMemory(state);
                                    choices = state.Choices;
                                }
                                ref Choice choice = ref choices[choiceCount++];
                                choice.Pc = pc;
                                choice.Position = position;
                                choice.Trail = trailCount;
                                choice.A = number;
                                choice.B = 1;
                            }
                            pc = list[0];
                            continue;
                        }
                    case RegexOp.At:
                        if (!IsAt((Place)code[pc + 1], text, position)) goto fail;
                        pc += 2;
                        continue;
                    case RegexOp.Run:
                        {
                            int end = EndOfRun(program.Sets[code[pc + 1]], text, position, code[pc + 3]);
                            if (end - position < code[pc + 2]) goto fail;
                            position = end;
                            pc += 4;
                            continue;
                        }
                    case RegexOp.GreedyRun:
                        {
                            int end = EndOfRun(program.Sets[code[pc + 1]], text, position, code[pc + 3]);
                            int least = position + code[pc + 2];
                            int filter = code[pc + 4];
                            if (filter >= 0) end = LastBefore(program.Filters[filter], text, least, end);
                            if (end < least) goto fail;
                            if (end > least)
                            {
                                if (choiceCount == choices.Length)
                                {
                                    if (!state.GrowChoices()) return OutOfMemory(state);
                                    choices = state.Choices;
                                }
                                ref Choice choice = ref choices[choiceCount++];
                                choice.Pc = pc;
                                choice.Position = end - 1;
                                choice.Trail = trailCount;
                                choice.A = least;
                            }
                            position = end;
                            pc += 5;
                            continue;
                        }
                    case RegexOp.LazyRun:
                        {
                            CharSet set = program.Sets[code[pc + 1]];
                            int least = position + code[pc + 2];
                            if (code[pc + 2] > 0 && EndOfRun(set, text, position, code[pc + 2]) < least) goto fail;
                            int most = code[pc + 3] > text.Length - position ? text.Length : position + code[pc + 3];
                            int filter = code[pc + 4];
                            int at = filter >= 0 ? FirstBefore(set, program.Filters[filter], text, least, most) : least;
                            if (at < 0) goto fail;
                            if (at < most)
                            {
                                if (choiceCount == choices.Length)
                                {
                                    if (!state.GrowChoices()) return OutOfMemory(state);
                                    choices = state.Choices;
                                }
                                ref Choice choice = ref choices[choiceCount++];
                                choice.Pc = pc;
                                choice.Position = at;
                                choice.Trail = trailCount;
                                choice.A = most;
                            }
                            position = at;
                            pc += 5;
                            continue;
                        }
                    case RegexOp.LoopInit:
                    case RegexOp.PossessiveInit:
                        {
                            int k = code[pc + 1];
                            bool isPossessive = (RegexOp)code[pc] == RegexOp.PossessiveInit;
                            if (trailCount + 3 > trail.Length)
                            {
                                if (!state.GrowTrail()) return OutOfMemory(state);
                                trail = state.Trail;
                            }
                            for (int i = 0; i < (isPossessive ? 3 : 2); i++)
                            {
                                trail[trailCount].Register = k + i;
                                trail[trailCount++].Value = registers[k + i];
                                registers[k + i] = -1;
                            }
                            if (isPossessive) registers[k + 2] = choiceCount;
                            pc += 2;
                            continue;
                        }
                    case RegexOp.GreedyLoop:
                    case RegexOp.LazyLoop:
                    case RegexOp.PossessiveLoop:
                        {
                            int k = code[pc + 1];
                            int times = registers[k] + 1;
                            if ((RegexOp)code[pc] == RegexOp.PossessiveLoop) choiceCount = registers[k + 2];
                            if (trailCount + 2 > trail.Length)
                            {
                                if (!state.GrowTrail()) return OutOfMemory(state);
                                trail = state.Trail;
                            }
                            if (times < code[pc + 2])
                            {
                                trail[trailCount].Register = k;
                                trail[trailCount++].Value = registers[k];
                                registers[k] = times;
                                pc += 5;
                                continue;
                            }
                            // A time that took nothing is the last one.
                            bool again = (times < code[pc + 3] || code[pc + 3] == RepeatNode.Unbounded) && position != registers[k + 1];
                            if (!again)
                            {
                                pc = code[pc + 4];
                                continue;
                            }
                            if (choiceCount == choices.Length)
                            {
                                if (!state.GrowChoices()) return OutOfMemory(state);
                                choices = state.Choices;
                            }
                            ref Choice choice = ref choices[choiceCount++];
                            choice.Pc = pc;
                            choice.Position = position;
                            choice.Trail = trailCount;
                            if ((RegexOp)code[pc] == RegexOp.LazyLoop)
                            {
                                choice.A = times;
                                pc = code[pc + 4];
                                continue;
                            }
                            trail[trailCount].Register = k;
                            trail[trailCount++].Value = registers[k];
                            trail[trailCount].Register = k + 1;
                            trail[trailCount++].Value = registers[k + 1];
                            registers[k] = times;
                            registers[k + 1] = position;
                            pc += 5;
                            continue;
                        }
                    case RegexOp.CutInit:
                    case RegexOp.LookInit:
                    case RegexOp.NotInit:
                        {
                            int k = code[pc + 1];
                            if (trailCount + 2 > trail.Length)
                            {
                                if (!state.GrowTrail()) return OutOfMemory(state);
                                trail = state.Trail;
                            }
                            trail[trailCount].Register = k;
                            trail[trailCount++].Value = registers[k];
                            registers[k] = choiceCount;
                            if ((RegexOp)code[pc] == RegexOp.CutInit)
                            {
                                pc += 2;
                                continue;
                            }
                            int behind = code[pc + 2];
                            if ((RegexOp)code[pc] == RegexOp.NotInit)
                            {
                                if (position < behind)
                                {
                                    pc = code[pc + 3];
                                    continue;
                                }
                                if (choiceCount == choices.Length)
                                {
                                    if (!state.GrowChoices()) return OutOfMemory(state);
                                    choices = state.Choices;
                                }
                                ref Choice choice = ref choices[choiceCount++];
                                choice.Pc = pc;
                                choice.Position = position;
                                choice.Trail = trailCount;
                                position -= behind;
                                pc += 4;
                                continue;
                            }
                            if (position < behind) goto fail;
                            trail[trailCount].Register = k + 1;
                            trail[trailCount++].Value = registers[k + 1];
                            registers[k + 1] = position;
                            position -= behind;
                            pc += 3;
                            continue;
                        }
                    case RegexOp.Cut:
                        choiceCount = registers[code[pc + 1]];
                        pc += 2;
                        continue;
                    case RegexOp.LookEnd:
                        choiceCount = registers[code[pc + 1]];
                        position = registers[code[pc + 1] + 1];
                        pc += 2;
                        continue;
                    case RegexOp.NotEnd:
                        choiceCount = registers[code[pc + 1]];
                        goto fail;
                    case RegexOp.BackReference:
                        {
                            int from1 = registers[code[pc + 1]], to1 = registers[code[pc + 1] + 1];
                            if (from1 < 0 || to1 < from1) goto fail;
                            int length = to1 - from1;
                            if (text.Length - position < length || !SameText(text, from1, position, length, (CaseMode)code[pc + 2])) goto fail;
                            position += length;
                            pc += 3;
                            continue;
                        }
                    case RegexOp.IfGroup:
                        {
                            int from1 = registers[code[pc + 1]], to1 = registers[code[pc + 1] + 1];
                            pc = from1 < 0 || to1 < from1 ? code[pc + 2] : pc + 3;
                            continue;
                        }
                }

                // ---- back to the last choice
            fail:
                if (choiceCount == 0) break;
                if (--polls == 0)
                {
                    polls = BetweenPolls;
                    if (Interrupts.IsPending)
                    {
                        Interrupts.RaiseNow();
                        state.Failed = true;
                        return false;
                    }
                }
                ref Choice last = ref choices[choiceCount - 1];
                while (trailCount > last.Trail)
                {
                    ref Undo undo = ref trail[--trailCount];
                    registers[undo.Register] = undo.Value;
                }
                pc = last.Pc;
                position = last.Position;
                switch ((RegexOp)code[pc])
                {
                    case RegexOp.Branch:
                        {
                            int[] list = program.Tables[code[pc + 1]].Lists[last.A];
                            pc = list[last.B++];
                            if (last.B == list.Length) choiceCount--;
                            continue;
                        }
                    case RegexOp.GreedyRun:
                        {
                            int filter = code[pc + 4];
                            if (filter >= 0) position = LastBefore(program.Filters[filter], text, last.A, position);
                            if (position > last.A)
                            {
                                last.Position = position - 1;
                            }
                            else
                            {
                                choiceCount--;
                                if (position < last.A) goto fail;
                            }
                            pc += 5;
                            continue;
                        }
                    case RegexOp.LazyRun:
                        {
                            CharSet set = program.Sets[code[pc + 1]];
                            int filter = code[pc + 4];
                            if (!set.Contains(Characters<T>.Code(text[position++]))) position = -1;
                            else if (filter >= 0) position = FirstBefore(set, program.Filters[filter], text, position, last.A);
                            if (position < 0 || position >= last.A) choiceCount--;
                            else last.Position = position;
                            if (position < 0) goto fail;
                            pc += 5;
                            continue;
                        }
                    case RegexOp.LazyLoop:
                        {
                            int k = code[pc + 1];
                            int times = last.A;
                            choiceCount--;
                            if (trailCount + 2 > trail.Length)
                            {
                                if (!state.GrowTrail()) return OutOfMemory(state);
                                trail = state.Trail;
                            }
                            trail[trailCount].Register = k;
                            trail[trailCount++].Value = registers[k];
                            trail[trailCount].Register = k + 1;
                            trail[trailCount++].Value = registers[k + 1];
                            registers[k] = times;
                            registers[k + 1] = position;
                            pc += 5;
                            continue;
                        }
                    case RegexOp.NotInit:
                        choiceCount--;
                        pc = code[pc + 3];
                        continue;
                    default:
                        choiceCount--;
                        pc = code[pc + 4];
                        continue;
                }
            }
            if (!search) return false;
            if ((start = program.Start.Find(text, start + 1)) < 0) return false;
        }
    }

    private static bool OutOfMemory(MatchState state)
    {
        PyErr.Raise(Types.MemoryError, "");
        state.Failed = true;
        return false;
    }

    /// <summary>Where a run of characters of a set ends that begins at a position.</summary>
    private static int EndOfRun(CharSet set, ReadOnlySpan<T> text, int position, int most)
    {
        int end = most > text.Length - position ? text.Length : position + most;
        if (set.IsAll) return end;
        if (set.AllBut >= 0)
        {
            int at = Characters<T>.IndexOf(text[position..end], set.AllBut);
            return at < 0 ? end : position + at;
        }
        bool[] latin = set.Latin;
        for (; position < end; position++)
        {
            int c = Characters<T>.Code(text[position]);
            if (c < 256 ? !latin[c] : !set.Contains(c)) break;
        }
        return position;
    }

    /// <summary>The last position from one down to the least where what follows can begin; less than the least when there is none.</summary>
    private static int LastBefore(RunFilter filter, ReadOnlySpan<T> text, int least, int position)
    {
        if (position < least) return position;
        if (filter.Single >= 0)
        {
            ReadOnlySpan<T> part = position < text.Length ? text[least..(position + 1)] : text[least..position];
            int at = Characters<T>.LastIndexOf(part, filter.Single);
            return at < 0 ? least - 1 : least + at;
        }
        bool[] characters = filter.Characters;
        for (; position >= least; position--)
        {
            int c = RunFilter.AtEnd;
            if ((uint)position < (uint)text.Length && (c = Characters<T>.Code(text[position])) > 255) c = RunFilter.WideCharacter;
            if (characters[c]) return position;
        }
        return position;
    }

    /// <summary>The first position up to the most where what follows can begin, with nothing but the set before it; -1 when there is none.</summary>
    private static int FirstBefore(CharSet set, RunFilter filter, ReadOnlySpan<T> text, int position, int most)
    {
        bool[] characters = filter.Characters;
        if (filter.Single >= 0 && set.IsAll)
        {
            int at = Characters<T>.IndexOf(text[position..Math.Min(most + 1, text.Length)], filter.Single);
            return at < 0 ? -1 : position + at;
        }
        while (true)
        {
            int c = RunFilter.AtEnd;
            int code = -1;
            if ((uint)position < (uint)text.Length && (c = code = Characters<T>.Code(text[position])) > 255) c = RunFilter.WideCharacter;
            if (characters[c]) return position;
            if (position >= most || !set.Contains(code)) return -1;
            position++;
        }
    }

    private static bool SameText(ReadOnlySpan<T> text, int a, int b, int length, CaseMode mode)
    {
        if (mode == CaseMode.Exact) return text.Slice(a, length).SequenceEqual(text.Slice(b, length));
        for (int i = 0; i < length; i++)
        {
            int x = Characters<T>.Code(text[a + i]), y = Characters<T>.Code(text[b + i]);
            if (x != y && CharCase.Lower(x, mode) != CharCase.Lower(y, mode)) return false;
        }
        return true;
    }

    private static bool IsAt(Place place, ReadOnlySpan<T> text, int position) => place switch
    {
        Place.Beginning or Place.BeginningOfString => position == 0,
        Place.BeginningOfLine => position == 0 || Characters<T>.At(text, position - 1) == '\n',
        Place.End => position == text.Length || position == text.Length - 1 && Characters<T>.At(text, position) == '\n',
        Place.EndOfLine => position == text.Length || Characters<T>.At(text, position) == '\n',
        Place.EndOfString => position == text.Length,
        Place.Boundary => text.Length > 0 && IsWord(text, position - 1, isUnicode: false) != IsWord(text, position, isUnicode: false),
        Place.NotBoundary => text.Length > 0 && IsWord(text, position - 1, isUnicode: false) == IsWord(text, position, isUnicode: false),
        Place.UnicodeBoundary => text.Length > 0 && IsWord(text, position - 1, isUnicode: true) != IsWord(text, position, isUnicode: true),
        _ => text.Length > 0 && IsWord(text, position - 1, isUnicode: true) == IsWord(text, position, isUnicode: true),
    };

    private static bool IsWord(ReadOnlySpan<T> text, int position, bool isUnicode)
    {
        if ((uint)position >= (uint)text.Length) return false;
        int c = Characters<T>.Code(text[position]);
        return CharSet.Of(CharClass.Word, isUnicode).Contains(c);
    }
}
