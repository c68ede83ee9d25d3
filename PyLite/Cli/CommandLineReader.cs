using CommandLine;

namespace PyLite.Cli;

/// <summary>A mistake on the command line; the message is CPython's.</summary>
public sealed class UsageException(string message) : Exception(message);

/// <summary>
/// Splits the command line where the program begins, and has the options before it parsed. The library for that works by reflection and
/// costs tens of milliseconds, so it is not touched when there are no options.
/// </summary>
public static class CommandLineReader
{
    private static readonly string[] WithValue = ["--jit", "--backend", "--jit-log", "--jit-stats", "--jit-stress"];

    /// <exception cref="UsageException">An unknown option, or one without its value.</exception>
    public static CommandLineRequest Read(string[] args)
    {
        int at = 0;
        while (at < args.Length && args[at].Length > 1 && args[at][0] == '-' && args[at] is not ("-c" or "--"))
        {
            if (args[at].StartsWith("-c", StringComparison.Ordinal)) break;
            bool takesNext = Array.IndexOf(WithValue, args[at]) >= 0;
            if (takesNext && at + 1 >= args.Length) throw new UsageException($"Argument expected for the {args[at]} option");
            at += takesNext ? 2 : 1;
        }
        CommandLineOptions options = at == 0 ? new CommandLineOptions() : ParseOptions(args[..at]);
        if (at < args.Length && args[at] == "--") at++;
        if (at >= args.Length) return new CommandLineRequest { Options = options };
        if (args[at] == "-c")
        {
            if (at + 1 >= args.Length) throw new UsageException("Argument expected for the -c option");
            return new CommandLineRequest { Options = options, Command = args[at + 1], Arguments = ["-c", .. args[(at + 2)..]] };
        }
        if (args[at].StartsWith("-c", StringComparison.Ordinal))
            return new CommandLineRequest { Options = options, Command = args[at][2..], Arguments = ["-c", .. args[(at + 1)..]] };
        return new CommandLineRequest { Options = options, File = args[at], Arguments = args[at..] };
    }

    private static CommandLineOptions ParseOptions(string[] args)
    {
        using var parser = new Parser(settings =>
        {
            settings.HelpWriter = null;
            settings.AutoHelp = false;
            settings.AutoVersion = false;
            settings.CaseSensitive = true;
        });
        ParserResult<CommandLineOptions> result = parser.ParseArguments<CommandLineOptions>(args);
        if (result is Parsed<CommandLineOptions> parsed) return parsed.Value;
        throw new UsageException(Describe(((NotParsed<CommandLineOptions>)result).Errors.First()));
    }

    private static string Describe(Error error) => error switch
    {
        UnknownOptionError unknown => unknown.Token.Length == 1 ? $"Unknown option: -{unknown.Token}" : $"unknown option --{unknown.Token}",
        MissingValueOptionError missing => $"Argument expected for the --{missing.NameInfo.LongName} option",
        BadFormatConversionError bad => $"bad value for --{bad.NameInfo.LongName}",
        RepeatedOptionError repeated => $"--{repeated.NameInfo.LongName} given more than once",
        BadFormatTokenError token => $"unknown option {token.Token}",
        _ => $"bad command line ({error.Tag})",
    };
}
