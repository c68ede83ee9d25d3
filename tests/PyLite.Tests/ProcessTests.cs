// What goes wrong around a program: signals, closed and full outputs, files that are not there, options that do not exist.
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace PyLite.Tests;

public sealed class ProcessTests
{
    private const int Interrupt = 2;

    private static readonly string Folder = Path.GetTempPath();

    /// <summary>The loop has run often enough to be machine code when the program says so.</summary>
    private const string Endless = """
        def spin(n):
            i = 0
            while i != n:
                i += 1
        spin(50000)

        """;

    public static TheoryData<string> Ways => ["--jit=off", "--jit=on", "--backend=portable", "--jit=threshold=2,trace_eagerness=2"];

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);

    [Theory]
    [MemberData(nameof(Ways))]
    public void Interrupted_in_a_loop(string way)
    {
        using var program = new Program(way, Endless + "print('ready', flush=True)\nspin(-1)\n");
        Assert.Equal("ready", program.Output.ReadLine());
        program.Send(Interrupt);
        (string output, string errors, int code) = program.End();
        Assert.Equal(("", 130), (output, code));
        Assert.StartsWith("Traceback (most recent call last):\n  File \"<string>\", line 7, in <module>\n  File \"<string>\", line ", errors);
        Assert.EndsWith(", in spin\nKeyboardInterrupt\n", errors);
    }

    /// <summary>The engine is attached, in some ways after a tenth of a second of preparation, when the loop gets hot.</summary>
    [Theory]
    [MemberData(nameof(Ways))]
    public void Interrupted_while_the_engine_starts(string way)
    {
        for (int k = 0; k < 3; k++)
        {
            using var program = new Program(way, Endless.Replace("spin(50000)\n", "", StringComparison.Ordinal) + "print('ready', flush=True)\nspin(-1)\n");
            Assert.Equal("ready", program.Output.ReadLine());
            Thread.Sleep(10 * k);
            program.Send(Interrupt);
            (string output, string errors, int code) = program.End();
            Assert.Equal(("", 130), (output, code));
            Assert.EndsWith(", in spin\nKeyboardInterrupt\n", errors);
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Interrupted_and_caught_again_and_again(string way)
    {
        using var program = new Program(way, Endless + """
            for k in range(3):
                print('ready', flush=True)
                try:
                    spin(-1)
                except KeyboardInterrupt as e:
                    print('caught', repr(e), flush=True)
                finally:
                    print('finally', flush=True)
            raise SystemExit(7)
            """);
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal("ready", program.Output.ReadLine());
            program.Send(Interrupt);
            Assert.Equal("caught KeyboardInterrupt()", program.Output.ReadLine());
            Assert.Equal("finally", program.Output.ReadLine());
        }
        Assert.Equal(("", "", 7), program.End());
    }

    [Theory]
    [InlineData("import time\nprint('ready', flush=True)\ntime.sleep(100)")]
    [InlineData("print('ready', flush=True)\ninput()")]
    [InlineData("import sys\nprint('ready', flush=True)\nsys.stdin.read()")]
    public void Interrupted_while_waiting(string source)
    {
        using var program = new Program("--jit=on", source, keepInputOpen: true);
        Assert.Equal("ready", program.Output.ReadLine());
        program.Send(Interrupt);
        (string output, string errors, int code) = program.End();
        Assert.Equal(("", 130), (output, code));
        Assert.EndsWith("in <module>\nKeyboardInterrupt\n", errors);
    }

    [Fact]
    public void The_reader_of_the_output_has_gone()
    {
        using var program = new Program("--jit=on", "i = 0\nwhile True:\n    print(i)\n    i += 1\n");
        Assert.Equal("0", program.Output.ReadLine());
        program.Output.Close();
        (_, string errors, int code) = program.End(outputClosed: true);
        Assert.Equal(1, code);
        Assert.EndsWith("BrokenPipeError: [Errno 32] Broken pipe\n", errors);
    }

    [Theory]
    [InlineData("print(1)", "", 0, ">&-")]
    [InlineData("import sys; print('kept', file=sys.stderr); print(2)", "kept\n2\n", 0, "2>&-")]
    [InlineData("1 / 0", "", 1, "2>&-")]
    [InlineData("import sys; print([input(), sys.stdin.readline(), sys.stdin.read(2), sys.stdin.readlines()])",
        "['a', 'b c\\n', 'de', ['f\\n', 'g\\n']]\n", 0, "<<< $'a\\nb c\\ndef\\ng'")]
    [InlineData("import sys\nfor line in sys.stdin: print(repr(line))", "'a\\r\\n'\n'b\\n'\n", 0, "<<< $'a\\r\\nb'")]
    [InlineData("print(open('/dev/stdin').read())", "x\n\n", 0, "<<< x")]
    public void Descriptors_closed_or_given(string source, string output, int code, string redirections)
    {
        PyLiteRun run = Shell($"\"$1\" -c \"$2\" {redirections}", source);
        Assert.Equal((output, code), (run.Output, run.ExitCode));
    }

    [Fact]
    public void The_disk_is_full()
    {
        PyLiteRun run = Shell("\"$1\" -c \"$2\" > /dev/full", "print(1)");
        Assert.Equal(120, run.ExitCode);
        Assert.EndsWith("OSError: [Errno 28] No space left on device\n", run.Errors);
    }

    [Fact]
    public void Processes_that_share_an_output_append_to_it()
    {
        string file = Path.GetTempFileName();
        Shell($"{{ \"$1\" -c \"$2\"; \"$1\" -c \"$2\"; }} > {file}", "print('line')");
        Assert.Equal("line\nline\n", File.ReadAllText(file));
        File.Delete(file);
    }

    [Theory]
    [InlineData("{program}: can't open file '{folder}/no-such-file.py': [Errno 2] No such file or directory", 2, "no-such-file.py")]
    [InlineData("{program}: can't find '__main__' module in '{folder}'", 1, ".")]
    [InlineData("unknown JIT parameter 'nonsense=1'; write name=value with one of: threshold", 2, "--jit", "nonsense=1", "-c", "pass")]
    [InlineData("JIT parameter 'threshold': 'many' is not a whole number", 2, "--jit", "threshold=many", "-c", "pass")]
    [InlineData("'speed' is no optimization; there are: all, ", 2, "--jit", "enable_opts=speed", "-c", "pass")]
    [InlineData("there is no backend 'llvm'; choose one of native, ", 2, "--backend", "llvm", "-c", "pass")]
    [InlineData("unknown stress 'much'; there are bridges, ", 2, "--jit-stress", "much", "-c", "pass")]
    [InlineData("can't write '/no/such/folder': ", 2, "--jit-stats", "/no/such/folder", "-c", "pass")]
    [InlineData("--jit-stats takes the file to write before the program, and fib.py is a program", 2, "--jit-stats", "fib.py")]
    [InlineData("can't write '/no/such/folder': ", 2, "--jit-log", "/no/such/folder", "-c", "pass")]
    public void Mistakes_on_the_command_line_name_the_mend(string message, int code, params string[] arguments)
    {
        string folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(Folder));
        PyLiteRun run = PyLiteProcess.Run(folder, arguments);
        Assert.Equal(("", code), (run.Output, run.ExitCode));
        Assert.StartsWith(message.Replace("{program}", Path.Combine(AppContext.BaseDirectory, "pylite").Replace(folder + "/", "")).Replace("{folder}/", "").Replace("{folder}", folder), run.Errors);
    }

    [Fact]
    public void A_trace_that_is_too_long_is_counted_with_the_line_of_the_interpreter()
    {
        string body = string.Concat(Enumerable.Range(0, 1500).Select(k => $"        s = (s * {k % 7 + 1} + i + {k}) % 1000003\n"));
        string source = $"def f(n):\n    s = 0\n    for i in range(n):\n{body}    return s\nprint(f(400))\n";
        PyLiteRun run = PyLiteProcess.Run(Folder, ["--jit", "threshold=50", "--jit-stats", "-", "-c", source]);
        PyLiteRun interpreted = PyLiteProcess.Run(Folder, ["--jit", "off", "-c", source]);
        Assert.Equal((interpreted.Output, 0), (run.Output, run.ExitCode));
        Assert.Matches(@"""trace too long"": [1-9]", run.Errors);
        Assert.Matches(@"""trace too long at [\w.]+ \w+\.cs:\d+"": [1-9]", run.Errors);
    }

    /// <summary>What reads frames or objects has frames kept, and nothing compiled; a method of the program's own of the same name has not.</summary>
    [Theory]
    [InlineData("class C:\n  def get_objects(self, i): return i + 1\nc = C()\ns = 0\nfor i in range(200000): s = c.get_objects(s)\nprint(s)", true)]
    [InlineData("import gc\ngc.get_objects()\ns = 0\nfor i in range(200000): s += 1\nprint(s)", false)]
    public void Frames_are_kept_only_for_programs_that_read_them(string source, bool isCompiled)
    {
        using var statistics = new StatisticsFile();
        PyLiteRun run = PyLiteProcess.Run(Folder, ["--jit", "threshold=50", .. statistics.Options, "-c", source]);
        Assert.Equal(("200000\n", 0), (run.Output, run.ExitCode));
        if (isCompiled) statistics.AssertCompiled();
        else Assert.Equal(0, statistics["entries"]);
    }

    private static PyLiteRun Shell(string script, string source)
    {
        var start = new ProcessStartInfo("bash") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Folder };
        foreach (string argument in new[] { "-c", script, "bash", Program.Executable, source }) start.ArgumentList.Add(argument);
        PyLiteProcess.ForgetPythonVariables(start);
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new PyLiteRun(output, errors.Result, process.ExitCode);
    }

    /// <summary>A running pylite.</summary>
    private sealed class Program : IDisposable
    {
        public static readonly string Executable = Path.Combine(AppContext.BaseDirectory, "pylite");

        private readonly Process _process;
        private readonly Task<string> _errors;

        public Program(string option, string source, bool keepInputOpen = false)
        {
            var start = new ProcessStartInfo(Executable) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
            foreach (string argument in new[] { option, "-c", source }) start.ArgumentList.Add(argument);
            _process = Process.Start(start)!;
            _errors = _process.StandardError.ReadToEndAsync();
            if (!keepInputOpen) _process.StandardInput.Close();
        }

        public StreamReader Output => _process.StandardOutput;

        public void Send(int signal) => Assert.Equal(0, Kill(_process.Id, signal));

        public (string Output, string Errors, int ExitCode) End(bool outputClosed = false)
        {
            if (!_process.WaitForExit(TimeSpan.FromSeconds(60))) Assert.Fail("the program goes on");
            string output = outputClosed ? "" : Output.ReadToEnd();
            return (output, _errors.Result, _process.ExitCode);
        }

        public void Dispose()
        {
            if (!_process.HasExited) _process.Kill();
            _process.Dispose();
        }
    }
}
