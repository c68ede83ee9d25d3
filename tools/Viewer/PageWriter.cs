using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace MetaJit.Viewer;

/// <summary>
/// Makes the page: one HTML file with everything in it. Each trace's text is a piece of its own, compressed, which the page takes apart when it is
/// looked at; so the page of a large log opens at once.
/// </summary>
public sealed class PageWriter : ITraceSink
{
    private static readonly string[] s_scripts = ["data.js", "parts.js", "overview.js", "trace.js", "search.js", "page.js"];

    // What JSON leaves alone must not end the element that it stands in.
    private static readonly JsonSerializerOptions s_json = new() { Encoder = JavaScriptEncoder.Default, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    private readonly TextWriter _page;

    private PageWriter(TextWriter page) => _page = page;

    /// <summary>Reads a log and writes its page.</summary>
    /// <param name="log">The log's path.</param>
    /// <param name="page">The page's path.</param>
    /// <param name="title">What the log is about; its file's name, if nothing else is known.</param>
    /// <returns>What the log tells.</returns>
    /// <exception cref="LogFormatException">The file is no log; no page is written.</exception>
    /// <exception cref="IOException">The log cannot be read, or the page not written.</exception>
    public static LoggedRun Write(string log, string page, string? title = null)
    {
        string unfinished = page + ".part";
        try
        {
            LoggedRun run;
            using (var reader = new StreamReader(log))
            using (var writer = new StreamWriter(unfinished, false, new UTF8Encoding(false))) run = Write(reader, log, writer, title ?? Path.GetFileName(log));
            File.Move(unfinished, page, overwrite: true);
            return run;
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }

    /// <inheritdoc cref="Write(string, string, string)"/>
    /// <param name="log">The log.</param>
    /// <param name="name">Its path, for messages and to find the program's files.</param>
    /// <param name="page">The page.</param>
    /// <param name="title">What the log is about.</param>
    public static LoggedRun Write(TextReader log, string name, TextWriter page, string title)
    {
        var writer = new PageWriter(page);
        page.Write($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>{HtmlEncoder.Default.Encode(title)}</title>
            <style>
            {Resource("page.css")}
            </style>
            </head>
            <body>

            """);
        LoggedRun run = LogReader.Read(log, name, writer);
        page.Write(Resource("body.html"));
        page.Write("<script type=\"application/json\" id=\"index\">");
        page.Write(Index(run, name, title));
        page.Write("</script>\n");
        foreach (string script in s_scripts) page.Write($"<script>\n{Resource(script)}</script>\n");
        page.Write("</body>\n</html>\n");
        return run;
    }

    public void Add(int piece, TraceTexts texts)
    {
        using var compressed = new MemoryStream();
        using (var deflate = new DeflateStream(compressed, CompressionLevel.Optimal, leaveOpen: true)) JsonSerializer.Serialize(deflate, texts, s_json);
        _page.Write($"<script type=\"text/x-piece\" id=\"piece{piece}\">");
        _page.Write(Convert.ToBase64String(compressed.GetBuffer().AsSpan(0, (int)compressed.Length)));
        _page.Write("</script>\n");
    }

    private static string Index(LoggedRun run, string name, string title)
    {
        var shown = run.Guards.Values.Where(guard => guard.Failures > 0 || guard.Bridge is not null);
        return JsonSerializer.Serialize(
            new
            {
                Name = title,
                run.IsComplete,
                run.HasRuns,
                Traces = run.Traces.Select(trace => new
                {
                    trace.Id,
                    Kind = trace.Kind.ToString().ToLowerInvariant(),
                    trace.Name,
                    trace.Loop,
                    trace.Guard,
                    trace.Place,
                    Parent = trace.Parent?.Id,
                    trace.Recorded,
                    trace.Left,
                    trace.Guards,
                    trace.Bytes,
                    Optimizing = trace.OptimizingMilliseconds,
                    Generating = trace.GeneratingMilliseconds,
                    trace.Entered,
                    trace.Microseconds,
                    trace.State,
                    trace.JumpsTo,
                    trace.Work,
                    Runs = trace.MostRuns,
                    Stretches = trace.Stretches.Select(stretch => new { stretch.Name, stretch.Operations, stretch.Runs }),
                }),
                Guards = shown.Select(guard => new { guard.Number, guard.Code, Trace = guard.Trace.Id, guard.Place, guard.Failures, Bridge = guard.Bridge?.Id }),
                run.GivenUp,
                NotFollowed = run.NotFollowed.Select(item => new { item.Method, item.Reason }),
                Calls = run.Calls.Select(item => new { item.Method, item.Times }),
                run.Warnings,
                run.Notes,
                run.Statistics,
                Sources = SourceLines.Of(run.Places, Path.GetDirectoryName(Path.GetFullPath(name))!),
            },
            s_json);
    }

    private static string Resource(string name)
    {
        using Stream stream = typeof(PageWriter).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
