namespace Shared.Tests;

/// <summary>
/// Compares a text with the one that was verified by a person and committed, after the conventions of Verify: what was
/// received and differs is written beside it as <c>NAME.received.txt</c>; whoever finds it right renames it to
/// <c>NAME.verified.txt</c>, or lets the test do so with METAJIT_BLESS=1.
/// </summary>
internal static class Snapshot
{
    public static void Verify(string name, string received)
    {
        string verifiedFile = Repository.PathOf("snapshots", name + ".verified.txt");
        string receivedFile = Repository.PathOf("snapshots", name + ".received.txt");
        received = received.Replace("\r\n", "\n").TrimEnd('\n') + "\n";
        string? verified = File.Exists(verifiedFile) ? File.ReadAllText(verifiedFile) : null;
        if (received == verified)
        {
            File.Delete(receivedFile);
            return;
        }
        bool bless = Environment.GetEnvironmentVariable("METAJIT_BLESS") == "1";
        Directory.CreateDirectory(Path.GetDirectoryName(verifiedFile)!);
        File.WriteAllText(bless ? verifiedFile : receivedFile, received);
        if (!bless)
            Assert.Fail($"{Path.GetRelativePath(Repository.Root, receivedFile)} differs from what was verified. {FirstDifference(verified, received)}\n"
                + "If the new text is right, run the test again with METAJIT_BLESS=1.");
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
