using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Finds line ends of all kinds in text that comes piece by piece, and translates them where that is wanted.</summary>
internal sealed class NewlineDecoder(bool translates)
{
    private bool _sawCr, _sawLf, _sawCrLf;

    /// <summary>The last piece ended with a carriage return, which is held back: a line feed may follow.</summary>
    public bool IsHolding { get; set; }

    /// <summary>Begins again, as if nothing had been seen.</summary>
    public void Reset() => IsHolding = _sawCr = _sawLf = _sawCrLf = false;

    public string Decode(string text, bool isLast)
    {
        if (IsHolding && (text.Length > 0 || isLast))
        {
            text = "\r" + text;
            IsHolding = false;
        }
        if (text.EndsWith('\r') && !isLast)
        {
            text = text[..^1];
            IsHolding = true;
        }
        if (!text.Contains('\r'))
        {
            if (!_sawLf && text.Contains('\n')) _sawLf = true;
            return text;
        }
        for (int i = 0; i < text.Length && !(_sawCr && _sawLf && _sawCrLf); i++)
        {
            if (text[i] == '\n') _sawLf = true;
            else if (text[i] == '\r')
            {
                if (i + 1 < text.Length && text[i + 1] == '\n')
                {
                    _sawCrLf = true;
                    i++;
                }
                else
                {
                    _sawCr = true;
                }
            }
        }
        return translates ? text.Replace("\r\n", "\n").Replace('\r', '\n') : text;
    }

    /// <summary>What was seen: None, a str, or a tuple of them.</summary>
    public PyObject Seen
    {
        get
        {
            List<PyObject> seen = [];
            if (_sawCr) seen.Add(new PyStr("\r"));
            if (_sawLf) seen.Add(new PyStr("\n"));
            if (_sawCrLf) seen.Add(new PyStr("\r\n"));
            return seen.Count switch { 0 => PyNone.None, 1 => seen[0], _ => new PyTuple([.. seen]) };
        }
    }
}
