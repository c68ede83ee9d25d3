using System.Buffers;
using System.Buffers.Text;
using System.Text;
using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Bytes as ASCII text in several ways, and back.</summary>
[PyModule("binascii")]
[DontLookInside]
public static partial class BinasciiModule
{
    [PyConstant("Error")] public static readonly PyType ErrorType = ModuleExceptions.New("binascii.Error", Types.ValueError);
    [PyConstant("Incomplete")] public static readonly PyType IncompleteType = ModuleExceptions.New("binascii.Incomplete", Types.Exception);

    private static PyObject? Error(string message) => PyErr.Raise(ErrorType, message);

    // ---- hexadecimal digits

    /// <summary>Two hexadecimal digits for each byte, with sep between groups of bytes counted from the right, or with a negative number from the left.</summary>
    [PyFunction(Aliases = ["b2a_hex"])]
    public static PyObject? hexlify([Keyword] ReadOnlySpan<byte> data, [Unset] PyObject? sep = null, int bytes_per_sep = 1)
    {
        if (sep == null)
        {
            var text = new byte[data.Length * 2];
            return Convert.TryToHexStringLower(data, text, out _) ? new PyBytes(text) : null;
        }
        return HexWith(sep, bytes_per_sep, data.ToArray());
    }

    private static PyObject? HexWith(PyObject sep, int bytes_per_sep, byte[] bytes)
    {
        long length = sep.Len();
        if (length < 0) return null;
        if (length != 1) return PyErr.ValueError("sep must be length 1.");
        byte separator;
        switch (UserSlots.Unwrap(sep))
        {
            case PyStr s when s.CodePointAt(0) < 256:
                separator = (byte)s.CodePointAt(0);
                break;
            case PyBytes b:
                separator = b[0];
                break;
            case PyStr: return PyErr.ValueError("sep must be ASCII.");
            default: return PyErr.TypeError("sep must be str or bytes.");
        }
        string digits = Convert.ToHexStringLower(bytes);
        if (bytes_per_sep == 0 || bytes.Length == 0) return new PyBytes(Encoding.ASCII.GetBytes(digits));
        long group = Math.Abs((long)bytes_per_sep), first = bytes_per_sep > 0 ? bytes.Length % group : 0;
        var text = new List<byte>(digits.Length * 3 / 2);
        for (int i = 0; i < bytes.Length; i++)
        {
            if (i > 0 && (i - first) % group == 0) text.Add(separator);
            text.Add((byte)digits[2 * i]);
            text.Add((byte)digits[2 * i + 1]);
        }
        return new PyBytes([.. text]);
    }

    /// <summary>The bytes of hexadecimal digits.</summary>
    [PyFunction(Aliases = ["a2b_hex"])]
    public static PyObject? unhexlify(PyObject hexstr)
    {
        if (!BytesArguments.BytesOrAscii(hexstr, out byte[] text)) return null;
        if (text.Length % 2 != 0) return Error("Odd-length string");
        var bytes = new byte[text.Length / 2];
        return Convert.FromHexString(text, bytes, out _, out _) == OperationStatus.Done ? new PyBytes(bytes) : Error("Non-hexadecimal digit found");
    }

    // ---- checksums

    /// <summary>The CRC-32 checksum, beginning with that of what went before.</summary>
    [PyFunction]
    public static long crc32(ReadOnlySpan<byte> data, uint crc = 0) => Checksums.Crc32(data, crc);

    /// <summary>The CRC-CCITT checksum that binhex uses, beginning with that of what went before.</summary>
    [PyFunction]
    public static long crc_hqx(ReadOnlySpan<byte> data, uint crc)
    {
        uint c = crc & 0xffff;
        foreach (byte b in data)
        {
            c ^= (uint)b << 8;
            for (int k = 0; k < 8; k++) c = (c & 0x8000) != 0 ? c << 1 ^ 0x1021 : c << 1;
            c &= 0xffff;
        }
        return c;
    }

    // ---- base 64

    /// <summary>Base64 text, with a line end.</summary>
    [PyFunction]
    public static PyObject b2a_base64(ReadOnlySpan<byte> data, [KeywordOnly, Shown("True")] int newline = 1)
    {
        string text = Convert.ToBase64String(data);
        return new PyBytes(Encoding.ASCII.GetBytes(newline != 0 ? text + "\n" : text));
    }

    /// <summary>The bytes of base64 text. What is no base64 digit is skipped, or in strict mode an error.</summary>
    [PyFunction]
    public static PyObject? a2b_base64(PyObject data, [KeywordOnly, Shown("False")] int strict_mode = 0)
    {
        if (!BytesArguments.BytesOrAscii(data, out byte[] text)) return null;
        bool strict = strict_mode != 0;
        if (strict && text.Length > 0 && text[0] == '=') return Error("Leading padding not allowed");
        var bytes = new byte[text.Length / 4 * 3 + 3];
        // What has nothing wrong is most of it.
        if (!strict && Base64.DecodeFromUtf8(text, bytes, out _, out int whole) == OperationStatus.Done) return new PyBytes(bytes[..whole]);
        int count = 0, bits = 0, digits = 0, padding = 0;
        for (int i = 0; i < text.Length; i++)
        {
            byte c = text[i];
            if (c == '=')
            {
                // Enough of it ends the text; what follows is not looked at.
                padding++;
                if (digits % 4 < 2 || digits % 4 + padding < 4) continue;
                if (strict && i + 1 < text.Length) return Error("Excess data after padding");
                return new PyBytes(bytes[..count]);
            }
            int value = Base64Digit(c);
            if (value < 0)
            {
                if (strict) return Error("Only base64 data is allowed");
                continue;
            }
            if (strict && padding > 0) return Error("Discontinuous padding not allowed");
            padding = 0;
            bits = (bits << 6 | value) & 0xffffff;
            switch (digits++ % 4)
            {
                case 1:
                    bytes[count++] = (byte)(bits >> 4);
                    break;
                case 2:
                    bytes[count++] = (byte)(bits >> 2);
                    break;
                case 3:
                    bytes[count++] = (byte)bits;
                    break;
            }
        }
        if (digits % 4 == 1)
            return Error($"Invalid base64-encoded string: number of data characters ({digits}) cannot be 1 more than a multiple of 4");
        return digits % 4 != 0 ? Error("Incorrect padding") : new PyBytes(bytes[..count]);
    }

    private static int Base64Digit(byte c) => c switch
    {
        >= (byte)'A' and <= (byte)'Z' => c - 'A',
        >= (byte)'a' and <= (byte)'z' => c - 'a' + 26,
        >= (byte)'0' and <= (byte)'9' => c - '0' + 52,
        (byte)'+' => 62,
        (byte)'/' => 63,
        _ => -1,
    };
}
