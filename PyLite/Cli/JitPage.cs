using MetaJit.Viewer;
using PyLite.Modules;

namespace PyLite.Cli;

/// <summary>
/// <c>--jit-view</c>: a page, beside nothing but in the working folder, that shows what the JIT made of the program. It is made of the log, which
/// is a temporary file unless <c>--jit-log</c> names one.
/// </summary>
internal sealed class JitPage
{
    private readonly string _page, _program;
    private readonly bool _isTemporary;

    private JitPage(string page, string program, string? log)
    {
        _page = page;
        _program = program;
        _isTemporary = log is null;
        Log = log ?? Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
    }

    /// <summary>Where the log goes.</summary>
    public string Log { get; }

    /// <summary>Null where no page is wanted.</summary>
    /// <exception cref="UsageException">It cannot be written.</exception>
    public static JitPage? For(CommandLineRequest request)
    {
        if (!request.Options.JitView) return null;
        string program = request.Module ?? (request.File is null or "-" ? "program" : Path.GetFileName(request.File));
        string page = $"{Path.GetFileNameWithoutExtension(program)}.jit.html";
        try
        {
            File.OpenWrite(page).Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"can't write '{page}': {e.Message}");
        }
        return new JitPage(page, program, request.Options.JitLog);
    }

    /// <summary>The log is whole: makes the page, and says where it is.</summary>
    public void Write()
    {
        try
        {
            PageWriter.Write(Log, _page, _program);
            StandardStreams.CurrentError.Write($"pylite: what the JIT did is in {Path.GetFullPath(_page)}\n");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or LogFormatException)
        {
            StandardStreams.CurrentError.Write($"pylite: no page of what the JIT did: {e.Message}\n");
        }
        finally
        {
            if (_isTemporary) File.Delete(Log);
        }
    }
}
