namespace PyLite.Modules;

/// <summary>Arguments that are no UTF-8: .NET has put replacements there, and Python wants the bytes.</summary>
public static class CommandLineBytes
{
    private const string Here = "/proc/self/cmdline";

    /// <summary>The arguments with what they were given as.</summary>
    public static string[] Restore(string[] args)
    {
        if (!Array.Exists(args, arg => arg.Contains('\uFFFD')) || !File.Exists(Here)) return args;
        List<byte[]> given = Split(File.ReadAllBytes(Here));
        return given.Count < args.Length ? args : [.. given[^args.Length..].Select(text => FileNames.Decode(text).Value)];
    }

    /// <summary>The parts that end with a zero.</summary>
    internal static List<byte[]> Split(byte[] all)
    {
        List<byte[]> parts = [];
        int start = 0;
        for (int i = 0; i < all.Length; i++)
        {
            if (all[i] != 0) continue;
            parts.Add(all[start..i]);
            start = i + 1;
        }
        return parts;
    }
}
