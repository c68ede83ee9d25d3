using PyLite.Cli;

namespace PyLite.Tests;

/// <summary>Where the options end and the program's own arguments begin.</summary>
public class CommandLineReaderTests
{
    [Fact]
    public void What_follows_the_file_belongs_to_the_program()
    {
        CommandLineRequest request = CommandLineReader.Read(["--jit", "off", "x.py", "--jit", "threshold=2"]);
        Assert.Equal("off", request.Options.Jit);
        Assert.Equal("x.py", request.File);
        Assert.Equal(["x.py", "--jit", "threshold=2"], request.Arguments);
    }

    [Fact]
    public void What_follows_the_command_belongs_to_the_program()
    {
        CommandLineRequest request = CommandLineReader.Read(["--backend=portable", "-c", "pass", "-x"]);
        Assert.Equal("portable", request.Options.Backend);
        Assert.Equal("pass", request.Command);
        Assert.Equal(["-c", "-x"], request.Arguments);
    }

    [Fact]
    public void A_dash_is_standard_input()
    {
        CommandLineRequest request = CommandLineReader.Read(["-", "a"]);
        Assert.Equal("-", request.File);
        Assert.Equal(["-", "a"], request.Arguments);
    }

    [Theory]
    [InlineData("unknown option --nope", "--nope", "x.py")]
    [InlineData("Unknown option: -Z", "-Z")]
    [InlineData("Argument expected for the --jit option", "--jit")]
    [InlineData("Argument expected for the -c option", "-c")]
    public void Mistakes_are_told_as_CPython_tells_them(string message, params string[] args) =>
        Assert.Equal(message, Assert.Throws<UsageException>(() => CommandLineReader.Read(args)).Message);
}
