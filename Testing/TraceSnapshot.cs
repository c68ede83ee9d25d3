using System.Runtime.CompilerServices;

namespace MetaJit.Testing;

/// <summary>What a test found is not what was verified. The message says what and where.</summary>
public sealed class SnapshotException(string message) : Exception(message);

/// <summary>
/// Compares a text with one that a person has looked at and committed: <c>snapshots/NAME.verified.txt</c> beside the test's source file.
/// </summary>
public static class TraceSnapshot
{
    /// <summary>The environment variable that, set to 1, takes every text as it is.</summary>
    public const string BlessVariable = "METAJIT_BLESS";

    /// <param name="name">Of the snapshot; a file name.</param>
    /// <param name="text">What there is now.</param>
    /// <param name="testFile">The compiler's.</param>
    /// <exception cref="SnapshotException">It differs, or nothing was verified yet. What was received is written beside it.</exception>
    public static void Verify(string name, string text, [CallerFilePath] string testFile = "")
    {
        string folder = Path.Combine(Path.GetDirectoryName(testFile)!, "snapshots");
        string verifiedFile = Path.Combine(folder, name + ".verified.txt"), receivedFile = Path.Combine(folder, name + ".received.txt");
        text = text.Replace("\r\n", "\n").TrimEnd('\n') + "\n";
        string? verified = File.Exists(verifiedFile) ? File.ReadAllText(verifiedFile).Replace("\r\n", "\n") : null;
        if (text == verified)
        {
            File.Delete(receivedFile);
            return;
        }
        Directory.CreateDirectory(folder);
        bool bless = Environment.GetEnvironmentVariable(BlessVariable) == "1";
        File.WriteAllText(bless ? verifiedFile : receivedFile, text);
        if (bless) return;
        throw new SnapshotException($"{receivedFile} differs from what was verified. {FirstDifference(verified, text)}\n"
            + $"If the new text is right, run the test again with {BlessVariable}=1.");
    }

    private static string FirstDifference(string? verified, string received)
    {
        if (verified is null) return "Nothing was verified yet.";
        string[] old = verified.Split('\n'), now = received.Split('\n');
        int line = 0;
        while (line < old.Length && line < now.Length && old[line] == now[line]) line++;
        return $"Line {line + 1}:\n  verified: {(line < old.Length ? old[line] : "(end)")}\n  received: {(line < now.Length ? now[line] : "(end)")}";
    }
}
