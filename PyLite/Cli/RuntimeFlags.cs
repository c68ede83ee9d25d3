using System.Globalization;
using PyLite.Compiling;
using PyLite.Importing;
using PyLite.Interpreter;
using PyLite.Modules;
using PyLite.Objects;

namespace PyLite.Cli;

/// <summary>What options of CPython's, and the variables that stand for them, change of the runtime.</summary>
internal static class RuntimeFlags
{
    public static void Set(CommandLineOptions options)
    {
        bool isIsolated = options.Has('I');
        bool useEnvironment = !isIsolated && !options.Has('E');
        string? Variable(string name) => useEnvironment ? SearchPath.Variable(name) : null;
        int Number(char flag, string variable) =>
            Math.Max(options.Count(flag), Variable(variable) is { } text ? int.TryParse(text, CultureInfo.InvariantCulture, out int n) ? n : 1 : 0);

        bool isLocaleOfC = StartLocale.IsC;
        if (isLocaleOfC && Variable("PYTHONCOERCECLOCALE") != "0") StartLocale.Coerce();
        if (options.Has('u') || Variable("PYTHONUNBUFFERED") is not null) StandardStreams.IsUnbuffered = true;
        const string digitsOption = "int_max_str_digits", digitsVariable = "PYTHONINTMAXSTRDIGITS";
        int digitsAsked = -1;
        string? asked = options.Implementation.LastOrDefault(option => option.Split('=')[0] == digitsOption);
        if ((asked?[Math.Min(asked.Length, digitsOption.Length + 1)..] ?? Variable(digitsVariable)) is { } digits)
        {
            if (!int.TryParse(digits, CultureInfo.InvariantCulture, out int limit) || limit is < 0 or (> 0 and < 640))
                throw new FatalStartException($"config_init_int_max_str_digits: {(asked is null ? digitsVariable : "-X " + digitsOption)}: invalid limit; must be >= 640 or 0 for unlimited.");
            digitsAsked = PyLong.MaxDigits = limit;
        }
        string? utf8 = options.Implementation.LastOrDefault(option => option.Split('=')[0] == "utf8");
        IoModule.IsInUtf8Mode = utf8 is null ? (Variable("PYTHONUTF8") ?? (isLocaleOfC ? "1" : "0")) == "1" : utf8 is "utf8" or "utf8=1";
        if (IoModule.IsInUtf8Mode || StartLocale.IsPlain) StandardStreams.Errors = "surrogateescape";
        if (Variable("PYTHONIOENCODING") is { } encoding)
        {
            int colon = encoding.IndexOf(':');
            if (colon != 0)
            {
                StandardStreams.Encoding = colon < 0 ? encoding : encoding[..colon];
                StandardStreams.Errors = "strict";
            }
            if (colon >= 0 && colon + 1 < encoding.Length) StandardStreams.Errors = encoding[(colon + 1)..];
        }
        IoModule.WarnsOfDefaults = options.Implementation.Contains("warn_default_encoding") || Variable("PYTHONWARNDEFAULTENCODING") is not null;
        if (options.Implementation.Contains("no_debug_ranges") || Variable("PYTHONNODEBUGRANGES") is not null) CodeMethods.HidesColumns = true;
        bool isDevelopment = options.Implementation.Contains("dev") || Variable("PYTHONDEVMODE") is not null;
        List<string> warnings = [.. isDevelopment ? ["default"] : (string[])[], .. Variable("PYTHONWARNINGS")?.Split(',') ?? [], .. options.Warnings];
        if (options.Count('b') is > 0 and var strictness)
        {
            PyBytes.WarnsOfText = true;
            warnings.Add(strictness > 1 ? "error::BytesWarning" : "default::BytesWarning");
        }
        (string Name, long Value)[] flags =
        [
            ("inspect", Number('i', "PYTHONINSPECT")), ("interactive", options.Count('i')), ("optimize", Number('O', "PYTHONOPTIMIZE")),
            ("dont_write_bytecode", CodeCache.IsReadOnly ? 1 : 0), ("no_user_site", isIsolated || options.Has('s') || Variable("PYTHONNOUSERSITE") is not null ? 1 : 0),
            ("no_site", options.Count('S')), ("ignore_environment", useEnvironment ? 0 : 1), ("verbose", Number('v', "PYTHONVERBOSE")),
            ("bytes_warning", options.Count('b')), ("quiet", options.Count('q')), ("isolated", isIsolated ? 1 : 0),
            ("safe_path", SearchPath.Settings.UseProgramFolder ? 0 : 1), ("debug", Number('d', "PYTHONDEBUG")),
            ("utf8_mode", IoModule.IsInUtf8Mode ? 1 : 0),
            ("dev_mode", isDevelopment ? 1 : 0), ("int_max_str_digits", digitsAsked), ("warn_default_encoding", IoModule.WarnsOfDefaults ? 1 : 0),
        ];
        if (Number('O', "PYTHONOPTIMIZE") is > 0 and var level)
        {
            Compilation.Options = CompileOptions.WithoutAsserts | (level > 1 ? CompileOptions.WithoutDocstrings : CompileOptions.None);
            Builtins.Dict.Set("__debug__", PyBool.False);
        }
        SysModule.SetFlags(flags);
        // sys is made when it is asked for.
        if (warnings.Count == 0 && options.Implementation.Count == 0) return;
        ModuleDict sys = SysModule.Module.Globals;
        if (sys.Get("warnoptions") is PyList warnOptions)
            foreach (string warning in warnings) warnOptions.Append(new PyStr(warning));
        // The library reads the options, and says which it does not understand.
        if (warnings.Count > 0 && Imports.ImportModule("warnings") is null) PyErr.Current = null;
        if (sys.Get("_xoptions") is PyDict implementation)
        {
            foreach (string option in options.Implementation)
            {
                int equals = option.IndexOf('=');
                implementation.SetStr(new PyStr(equals < 0 ? option : option[..equals]), equals < 0 ? PyBool.True : new PyStr(option[(equals + 1)..]));
            }
        }
    }
}
