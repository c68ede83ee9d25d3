// Every sample program prints what its expected.txt says.
namespace Samples.Tests;

[CollectionDefinition("Interpreters", DisableParallelization = true)]
public sealed class OneInterpreterAtATime;

[Collection("Interpreters")]
public sealed class ProgramTests
{
    private const string LispFolder = "samples/Lisp/programs", BrainfuckFolder = "samples/Brainfuck/programs";

    public static TheoryData<string> LispPrograms => FilesIn(LispFolder, "*.lisp");

    public static TheoryData<string> BrainfuckPrograms => FilesIn(BrainfuckFolder, "*.bf");

    private static TheoryData<string> FilesIn(string folder, string pattern) =>
        [.. Directory.GetFiles(Repository.PathOf(folder), pattern).Select(file => Path.GetFileName(file)).Order()];

    private static string Read(string folder, string file) => File.ReadAllText(Repository.PathOf(folder, file));

    [Theory]
    [MemberData(nameof(LispPrograms))]
    public void LispInterpreted(string program)
    {
        var output = new StringWriter();
        Lisp.Program.Run(Read(LispFolder, program), output);
        Assert.Equal(Read(LispFolder, Path.ChangeExtension(program, ".expected.txt")), output.ToString());
    }

    [Theory]
    [MemberData(nameof(BrainfuckPrograms))]
    public void BrainfuckInterpreted(string program)
    {
        var output = new StringWriter();
        var machine = new Brainfuck.Machine(new Brainfuck.Tape(TextReader.Null, output));
        Brainfuck.Interpreter.Run(new Brainfuck.Code(Read(BrainfuckFolder, program)), 0, machine);
        Assert.Equal(Read(BrainfuckFolder, Path.ChangeExtension(program, ".expected.txt")), output.ToString());
    }

    [Theory]
    [InlineData("(car 5)", "Car: wrong argument: 5")]
    [InlineData("(1 2)", "not a function: 1")]
    [InlineData("(define (f x) x) (f)", "f takes 1 arguments, not 0")]
    [InlineData("nothing", "unbound variable: nothing")]
    [InlineData("(+ 1", "line 1: list is not finished")]
    [InlineData("(if)", "malformed: (if)")]
    public void LispErrors(string text, string message) =>
        Assert.Equal(message, Assert.Throws<Lisp.LispError>(() => Lisp.Program.Run(text, TextWriter.Null)).Message);

    [Theory]
    [InlineData("+[", "command 2: '[' is not closed")]
    [InlineData("+]", "command 2: ']' without '['")]
    [InlineData("<", "command 1: off the tape")]
    public void BrainfuckErrors(string text, string message)
    {
        var machine = new Brainfuck.Machine(new Brainfuck.Tape(TextReader.Null, TextWriter.Null));
        Assert.Equal(message, Assert.Throws<Brainfuck.BrainfuckError>(() => Brainfuck.Interpreter.Run(new Brainfuck.Code(text), 0, machine)).Message);
    }
}
