using System.Globalization;
using System.Text;

namespace MetaJit.Viewer;

/// <summary>The first screen of the page as text.</summary>
public static class Summary
{
    private const int Rows = 15;

    /// <param name="run">What a log tells.</param>
    /// <param name="name">The log's path.</param>
    public static string Of(LoggedRun run, string name)
    {
        var text = new StringBuilder();
        int loops = run.Traces.Count(trace => trace.Kind == TraceKind.Loop), entries = run.Traces.Count(trace => trace.Kind == TraceKind.Entry);
        Line($"{Path.GetFileName(name)}: {Plural(loops, "loop")}, {Plural(entries, "function entry", "function entries")}, {Plural(run.Traces.Count - loops - entries, "bridge")}; "
            + $"{Plural(run.GivenUp.Count, "trace")} given up");
        if (!run.IsComplete) Line("The log is cut off: the program was ended before it was over. What is counted at the end is not known.");
        int recorded = run.Traces.Sum(trace => trace.Recorded), left = run.Traces.Sum(trace => trace.Left);
        Line($"{recorded} operations recorded, {left} left; {Plural(run.Traces.Sum(trace => trace.Guards), "guard")}, {Plural(run.ByFailures.Count(), "guard")} failed; "
            + $"{run.Traces.Sum(trace => trace.Bytes)} bytes of machine code");

        Table(run.HasRuns ? "Loops and bridges, by operations run" : "Loops and bridges, by times entered", run.ByWork.ToList(),
            run.HasRuns ? "  share      runs   entered  operations" : "   entered  operations",
            trace => $"{(run.HasRuns ? $"{Share(trace.Work, run.Work),7}{trace.MostRuns,10}" : "")}{trace.Entered,10}{trace.Left,12}  {trace.Name}  {UserPlace.Short(trace.Place)}");
        Table("Guards that left machine code", run.ByFailures.ToList(), "     times",
            guard => $"{guard.Failures,10}  guard {guard.Number}  {guard.Code}  {UserPlace.Short(guard.Place)}{(guard.Bridge is null ? "" : "  (has a bridge now)")}");
        Table("Not compiled", run.Reasons.ToList(), "     times", item => $"{item.Times,10}  {FirstLine(item.Reason)}");
        Table("Calls from machine code", run.Calls, "     times", call => $"{call.Times,10}  {call.Method}");
        Table("Warnings", run.Warnings, null, warning => $"  {FirstLine(warning)}");
        return text.ToString();

        void Line(string line) => text.Append(line).Append('\n');

        void Table<T>(string title, IReadOnlyList<T> items, string? head, Func<T, string> row)
        {
            if (items.Count == 0) return;
            Line("");
            Line(title);
            if (head is not null) Line(head);
            foreach (T item in items.Take(Rows)) Line(row(item));
            if (items.Count > Rows) Line($"  … {items.Count - Rows} more");
        }
    }

    private static string Plural(int count, string one, string? many = null) => $"{count} {(count == 1 ? one : many ?? one + "s")}";

    private static string Share(long part, long whole) => whole == 0 ? "-" : (100.0 * part / whole).ToString("F1", CultureInfo.InvariantCulture) + "%";

    private static string FirstLine(string text) => text.Split('\n')[0];
}
