using System.Text;
using PyLite.Modules;
using PyLite.Objects;

namespace PyLite.Cli;

/// <summary>
/// Lines typed at a terminal, with the keys of Emacs, arrows, a history that is kept, and completion by <c>rlcompleter</c>. What is longer
/// than the terminal is wide moves sideways.
/// </summary>
internal sealed class LineEditor
{
    private const int Input = 0;
    private const int MaxHistory = 1000;
    private const string HistoryName = ".pylite_history";

    private readonly List<string> _history = [];
    private readonly PyModule _main;
    private readonly StringBuilder _text = new();
    private int _cursor;
    private string _prompt = "";
    private string _killed = "";

    private LineEditor(PyModule main)
    {
        _main = main;
        if (HistoryFile is { } file && File.Exists(file)) _history.AddRange(File.ReadLines(file).TakeLast(MaxHistory));
    }

    /// <summary>A line that was typed; null at the end of the input.</summary>
    public readonly record struct Answer(string? Line, bool IsInterrupted = false);

    /// <summary>An editor, if input and output are a terminal that can move its cursor.</summary>
    public static LineEditor? ForTerminal(PyModule main) =>
        Libc.isatty(Input) == 1 && Libc.isatty(1) == 1 && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb") ? new LineEditor(main) : null;

    private static string? HistoryFile => Environment.GetEnvironmentVariable("HOME") is { Length: > 0 } home ? Path.Combine(home, HistoryName) : null;

    public void SaveHistory()
    {
        if (HistoryFile is not { } file) return;
        try
        {
            File.WriteAllLines(file, _history.TakeLast(MaxHistory));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A history that cannot be kept is no reason to complain.
        }
    }

    public Answer Read(string prompt)
    {
        _prompt = prompt;
        _text.Clear();
        _cursor = 0;
        using TerminalMode? raw = TerminalMode.Raw(Input);
        Draw();
        Answer answer = Edit();
        Say("\r\n");
        if (answer.Line is { Length: > 0 } line && (_history.Count == 0 || _history[^1] != line)) _history.Add(line);
        return answer;
    }

    private Answer Edit()
    {
        int at = _history.Count;
        string typed = "";
        while (true)
        {
            int key = ReadByte();
            switch (key)
            {
                case < 0: return new Answer(null);
                case 3: return new Answer(null, IsInterrupted: true);
                case 4 when _text.Length == 0: return new Answer(null);
                case 10 or 13:
                    _cursor = _text.Length;
                    Draw();
                    return new Answer(_text.ToString());
                case 16: Recall(ref at, ref typed, -1); break;
                case 14: Recall(ref at, ref typed, +1); break;
                case 27:
                    switch (Escape())
                    {
                        case "[A" or "OA": Recall(ref at, ref typed, -1); break;
                        case "[B" or "OB": Recall(ref at, ref typed, +1); break;
                        case var sequence: Move(sequence); break;
                    }
                    break;
                case < 32 or 127: Control(key); break;
                default: Insert(Character(key)); break;
            }
            Draw();
        }
    }

    private void Control(int key)
    {
        switch (key)
        {
            case 1: _cursor = 0; break;
            case 2: _cursor = Math.Max(0, _cursor - Before()); break;
            case 4: Remove(_cursor, After()); break;
            case 5: _cursor = _text.Length; break;
            case 6: _cursor += After(); break;
            case 8 or 127:
                int length = Before();
                Remove(_cursor - length, length);
                break;
            case 9: Complete(); break;
            case 11: Kill(_cursor, _text.Length); break;
            case 12: Say("\x1b[H\x1b[2J"); break;
            case 21: Kill(0, _cursor); break;
            case 23: Kill(WordStart(), _cursor); break;
            case 25: Insert(_killed); break;
            default: break;
        }
    }

    private void Move(string sequence)
    {
        switch (sequence)
        {
            case "[C" or "OC": _cursor += After(); break;
            case "[D" or "OD": _cursor -= Before(); break;
            case "[H" or "OH" or "[1~" or "[7~": _cursor = 0; break;
            case "[F" or "OF" or "[4~" or "[8~": _cursor = _text.Length; break;
            case "[3~": Remove(_cursor, After()); break;
            case "b" or "[1;5D": _cursor = WordStart(); break;
            case "f" or "[1;5C": _cursor = WordEnd(); break;
            case "d": Kill(_cursor, WordEnd()); break;
            case "\x7f": Kill(WordStart(), _cursor); break;
            default: break;
        }
    }

    // ---- the text

    /// <summary>How many UTF-16 units the character before the cursor has.</summary>
    private int Before() => _cursor == 0 ? 0 : _cursor > 1 && char.IsLowSurrogate(_text[_cursor - 1]) ? 2 : 1;

    private int After() => _cursor >= _text.Length ? 0 : char.IsHighSurrogate(_text[_cursor]) && _cursor + 1 < _text.Length ? 2 : 1;

    private int WordStart()
    {
        int at = _cursor;
        while (at > 0 && !char.IsLetterOrDigit(_text[at - 1])) at--;
        while (at > 0 && char.IsLetterOrDigit(_text[at - 1])) at--;
        return at;
    }

    private int WordEnd()
    {
        int at = _cursor;
        while (at < _text.Length && !char.IsLetterOrDigit(_text[at])) at++;
        while (at < _text.Length && char.IsLetterOrDigit(_text[at])) at++;
        return at;
    }

    private void Insert(string text)
    {
        _text.Insert(_cursor, text);
        _cursor += text.Length;
    }

    private void Remove(int start, int length)
    {
        _text.Remove(start, length);
        _cursor = start;
    }

    private void Kill(int start, int end)
    {
        if (end <= start) return;
        _killed = _text.ToString(start, end - start);
        Remove(start, end - start);
    }

    private void Recall(ref int at, ref string typed, int step)
    {
        int next = at + step;
        if (next < 0 || next > _history.Count) return;
        if (at == _history.Count) typed = _text.ToString();
        at = next;
        _text.Clear().Append(at == _history.Count ? typed : _history[at]);
        _cursor = _text.Length;
    }

    // ---- completion

    private void Complete()
    {
        int start = _cursor;
        while (start > 0 && (char.IsLetterOrDigit(_text[start - 1]) || _text[start - 1] is '_' or '.')) start--;
        if (start == _cursor)
        {
            Insert("    ");
            return;
        }
        List<string> choices = Choices(_text.ToString(start, _cursor - start));
        if (choices.Count == 0) return;
        string common = choices[0];
        foreach (string choice in choices)
            while (!choice.StartsWith(common, StringComparison.Ordinal)) common = common[..^1];
        if (common.Length > _cursor - start)
        {
            Remove(start, _cursor - start);
            Insert(common);
        }
        else if (choices.Count > 1)
        {
            Say("\r\n" + string.Join("  ", choices) + "\r\n");
        }
    }

    private List<string> Choices(string start)
    {
        var choices = new List<string>();
        if (Interpreter.Imports.ImportModule("rlcompleter") is { } library && Attributes.Find(library, PyStr.Intern("Completer")) is { } make
            && make.Call([_main.Globals.Visible], null) is { } completer)
        {
            for (long i = 0; Calls.Method(completer, "complete", new PyStr(start), new PyInt(i)) is PyStr choice; i++) choices.Add(choice.Value);
        }
        PyErr.Current = null;
        return choices.Distinct().Order(StringComparer.Ordinal).ToList();
    }

    // ---- the terminal

    private void Draw()
    {
        int width = Math.Max(20, TerminalMode.Width(1)) - 1;
        int room = Math.Max(8, width - _prompt.Length);
        int first = Math.Max(0, _cursor - room);
        string shown = _text.ToString(first, Math.Min(room, _text.Length - first));
        int back = shown.Length - (_cursor - first);
        Say($"\r{_prompt}{shown}\x1b[K{(back > 0 ? $"\x1b[{back}D" : "")}");
    }

    private static void Say(string text)
    {
        StandardStreams.Print(text);
        StandardStreams.Flush();
    }

    private static int ReadByte()
    {
        Span<byte> one = stackalloc byte[1];
        return Libc.read(Input, ref one[0], 1) == 1 ? one[0] : -1;
    }

    /// <summary>What follows the escape key's code: a letter, or a bracket and what belongs to it.</summary>
    private static string Escape()
    {
        int next = ReadByte();
        if (next is not ('[' or 'O')) return ((char)next).ToString();
        var text = new StringBuilder().Append((char)next);
        do text.Append((char)(next = ReadByte()));
        while (next is >= '0' and <= '9' or ';');
        return text.ToString();
    }

    private static string Character(int first)
    {
        int length = first switch { < 0xC0 => 1, < 0xE0 => 2, < 0xF0 => 3, _ => 4 };
        Span<byte> bytes = stackalloc byte[4];
        bytes[0] = (byte)first;
        for (int i = 1; i < length; i++) bytes[i] = (byte)ReadByte();
        return Encoding.UTF8.GetString(bytes[..length]);
    }
}
