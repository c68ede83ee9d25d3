namespace PyLite.Cli;

/// <summary>A mistake on the command line; the message is CPython's.</summary>
public sealed class UsageException(string message) : Exception(message);

/// <summary>The interpreter cannot start with what it was told; the message is CPython's.</summary>
public sealed class FatalStartException(string message) : Exception(message);

/// <summary>Reads the command line as CPython does: options up to the program, flags of one letter joined at will.</summary>
public static class CommandLineReader
{
    private const string Flags = "bBdEiIOPqRsSuvVxh?";

    /// <exception cref="UsageException">An unknown option, or one without its value.</exception>
    public static CommandLineRequest Read(string[] args)
    {
        var options = new CommandLineOptions();
        for (int at = 0; at < args.Length; at++)
        {
            string argument = args[at];
            if (argument.Length < 2 || argument[0] != '-') return Program(args, at);
            if (argument == "--") return at + 1 < args.Length ? Program(args, at + 1) : new CommandLineRequest { Options = options };
            if (argument.StartsWith("--", StringComparison.Ordinal))
            {
                Long(args, ref at);
                continue;
            }
            for (int i = 1; i < argument.Length; i++)
            {
                char flag = argument[i];
                if (flag is 'c' or 'm' or 'W' or 'X')
                {
                    string value = i + 1 < argument.Length ? argument[(i + 1)..] : at + 1 < args.Length ? args[++at]
                        : throw new UsageException($"Argument expected for the -{flag} option");
                    if (flag == 'c') return new CommandLineRequest { Options = options, Command = value, Arguments = ["-c", .. args[(at + 1)..]] };
                    if (flag == 'm') return new CommandLineRequest { Options = options, Module = value, Arguments = ["-m", .. args[(at + 1)..]] };
                    (flag == 'W' ? options.Warnings : options.Implementation).Add(value);
                    break;
                }
                if (!Flags.Contains(flag)) throw new UsageException($"Unknown option: -{flag}");
                if (flag == 'V') options.Version = true;
                if (flag is 'h' or '?') options.Help = "";
                options.Add(flag);
            }
        }
        return new CommandLineRequest { Options = options };

        // An option whose file was forgotten must not overwrite the program.
        static string Written(string name, string file) => !file.EndsWith(".py", StringComparison.Ordinal) ? file
            : throw new UsageException($"{name} takes the file to write before the program, and {file} is a program");

        CommandLineRequest Program(string[] args, int at) => new() { Options = options, File = args[at], Arguments = args[at..] };

        void Long(string[] args, ref int at)
        {
            int equals = args[at].IndexOf('=');
            string name = equals < 0 ? args[at] : args[at][..equals];
            string? joined = equals < 0 ? null : args[at][(equals + 1)..];
            Action<string>? take = name switch
            {
                "--jit" => value => options.Jit = value,
                "--backend" => value => options.Backend = value,
                "--jit-log" => value => options.JitLog = Written(name, value),
                "--jit-names" => value => options.JitNames = value,
                "--jit-stats" => value => options.JitStats = Written(name, value),
                "--write-jit-images" => value => options.WriteJitImages = value,
                "--jit-stress" => value => options.JitStress = value,
                "--stdlib" => value => options.StandardLibrary = value,
                "--site" => options.Sites.Add,
                "--check-hash-based-pycs" => value => options.CheckHashBased = value is "always" or "default" or "never"
                    ? value : throw new UsageException("--check-hash-based-pycs must be one of 'default', 'always', or 'never'"),
                _ => null,
            };
            if (take is not null)
            {
                take(joined ?? (at + 1 < args.Length ? args[++at] : throw new UsageException($"Argument expected for the {name} option")));
                return;
            }
            switch (args[at])
            {
                case "--version":
                    options.Version = true;
                    options.Add('V');
                    break;
                case "--jit-details":
                    options.JitDetails = true;
                    break;
                case "--jit-view":
                    options.JitView = true;
                    break;
                case "--modules":
                    options.ListModules = true;
                    break;
                case "--help" or "--help-env" or "--help-xoptions" or "--help-all":
                    options.Help = args[at].Length > 6 ? args[at][7..] : "";
                    break;
                default:
                    throw new UsageException($"unknown option {args[at]}");
            }
        }
    }
}
