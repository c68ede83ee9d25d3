// The prompt: from a pipe, where it shows no more than CPython does, and at a terminal, with its keys.
using System.Diagnostics;
using System.Text;

namespace PyLite.Tests;

public sealed class ReplTests
{
    [Theory]
    [InlineData("1+1\nx = 3\nx\n_ + 1\n", ">>> 2\n>>> >>> 3\n>>> 4\n>>> \n")]
    [InlineData("for i in range(2):\n  i\n\n'end'\n", ">>> ... ... 0\n1\n>>> 'end'\n>>> \n")]
    [InlineData("def f():\n  return (1,\n\n2)\n\nf()\n", ">>> ... ... ... ... >>> (1, 2)\n>>> \n")]
    [InlineData("# nothing\n\n'''a\nb'''\n", ">>> >>> >>> ... 'a\\nb'\n>>> \n")]
    [InlineData("1/0\n5\n", ">>> Traceback (most recent call last):\n  File \"<stdin>\", line 1, in <module>\nZeroDivisionError: division by zero\n>>> 5\n>>> \n")]
    [InlineData("x = = 2\nif 1:\n  y = = 3\n4\n",
        ">>>   File \"<stdin>\", line 1\n    x = = 2\n        ^\nSyntaxError: invalid syntax\n>>> ...   File \"<stdin>\", line 2\n    y = = 3\n        ^\nSyntaxError: invalid syntax\n>>> 4\n>>> \n")]
    [InlineData("import sys\nsys.ps1 = '$ '\nsys.displayhook = lambda v: print('shown', v)\n7\nsys.exit(3)\n", ">>> >>> $ $ shown 7\n$ ")]
    public void Statements_from_a_pipe(string input, string shown) => Assert.Equal(shown, Pipe("-i -q", input));

    [Fact]
    public void A_program_is_asked_when_it_is_over()
    {
        Assert.Equal(">>> 3\n>>> \n", Pipe("-i -c 'y = 3'", "y\n"));
        Assert.Equal("Traceback (most recent call last):\n  File \"<string>\", line 1, in <module>\nSystemExit: 1\n>>> 2\n>>> \n", Pipe("-i -c 'z = 2; raise SystemExit(1)'", "z\n"));
    }

    /// <summary>Arrows, history, completion, Ctrl-C and Ctrl-D, through <c>script</c>, which gives the command a terminal.</summary>
    [Fact]
    public void Keys_at_a_terminal()
    {
        if (!File.Exists("/usr/bin/script")) return;
        using Process process = Process.Start(Starting($"export TERM=xterm HOME={Path.GetTempPath()}; exec script -qec \"exec $1 -q\" /dev/null", "", takesKeys: true))!;
        var shown = new StringBuilder();
        Await(">>> ");
        Press("1+1\r", "\n2\r\n", ">>> ");
        Press("print(\"a\")\u001b[D\u001b[Db\u0001\u0005\r", "\nab\r\n", ">>> ");
        Press("\u001b[A\u001b[A\u007f3\r", "\n4\r\n", ">>> ");
        Press("abc\u0003", "\nKeyboardInterrupt\r\n", ">>> ");
        Press("lic\t\u0017prin\t7)\r", "\n7\r\n", ">>> ");
        Press("exec('print(8)\\nwhile 1: pass')\r", "\n8\r\n");
        Press("\u0003", "line 2, in <module>\r\nKeyboardInterrupt\r\n", ">>> ");
        Press("40+2\r", "\n42\r\n", ">>> ");
        Press("\u0004");
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);

        // The next keys go when what these are to show has been shown: neither side waits for time.
        void Press(string keys, params string[] answers)
        {
            shown.Clear();
            process.StandardInput.Write(keys);
            process.StandardInput.Flush();
            foreach (string answer in answers) Await(answer);
        }

        void Await(string text)
        {
            int at;
            while ((at = shown.ToString().IndexOf(text, StringComparison.Ordinal)) < 0)
            {
                int character = process.StandardOutput.Read();
                if (character < 0) Assert.Fail($"the terminal closed before it showed {text}; it showed: {shown}");
                shown.Append((char)character);
            }
            shown.Remove(0, at + text.Length);
        }
    }

    private static string Pipe(string options, string input) => Shell($"printf '%s' \"$2\" | \"$1\" {options} 2>&1", input);

    private static ProcessStartInfo Starting(string command, string argument, bool takesKeys = false)
    {
        var start = new ProcessStartInfo("bash") { RedirectStandardOutput = true, RedirectStandardInput = takesKeys };
        foreach (string part in new[] { "-c", command, "bash", Path.Combine(AppContext.BaseDirectory, "pylite"), argument }) start.ArgumentList.Add(part);
        PyLiteProcess.ForgetPythonVariables(start);
        return start;
    }

    private static string Shell(string command, string argument = "")
    {
        using Process process = Process.Start(Starting(command, argument))!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }
}
