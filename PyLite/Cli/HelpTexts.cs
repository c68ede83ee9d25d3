using MetaJit;
using PyLite.Importing;

namespace PyLite.Cli;

/// <summary>What <c>--help</c> and its relatives print.</summary>
internal static class HelpTexts
{
    /// <param name="which">"", "env", "xoptions" or "all".</param>
    public static string For(string which) => which switch
    {
        "env" => Environment,
        "xoptions" => Implementation,
        "all" => $"{Usage}\n{Environment}\n{Implementation}",
        _ => Usage,
    };

    public static string Usage => $"""
        usage: {ProgramFile.Path} [option] ... [-c cmd | -m mod | file | -] [arg] ...
        Options of CPython's:
          -b                       warn of bytes used as text; -bb: make it an error
          -B                       write no compiled modules
          -c cmd                   run the program given as text
          -d, -R, -v               taken, and without effect
          -E                       ignore PYTHON* variables
          -h, --help               print this; --help-env, --help-xoptions and --help-all print more
          -i                       ask for more at the prompt when the program is over
          -I                       isolate: no program folder, no variables, no user packages
          -m mod                   run a module
          -O, -OO                  leave out assert statements; docstrings too
          -P                       do not look for modules in the program's folder
          -q                       no banner
          -s, -S                   no user packages; no packages at all
          -u                       write output at once
          -V, --version            print the version; -VV prints more
          -W arg                   a filter of warnings: action:message:category:module:lineno
          -x                       pass over the first line of the program
          -X opt                   an option of the implementation
          -                        run the program on standard input
        Options of PyLite's:
          --jit off                run without the JIT
          --jit name=value,...     set engine parameters: {string.Join(", ", JitParameters.Names)}
          --backend NAME           {string.Join(", ", Backend.Backends.Names)}
          --jit-log FILE           write every trace, before and after the optimizer
          --jit-details            with C# lines and how often each trace ran
          --jit-view               make a page that shows what the JIT did: PROGRAM.jit.html
          --jit-names LIST         names of machine code for other tools: {string.Join(", ", Backend.Runtime.BackendOptions.NameTools)}
          --jit-stats FILE         write the engine's counters as JSON at exit ('-': standard error)
          --write-jit-images DIR   convert PyLite's own methods for the JIT and end: part of PyLite's build
          --jit-stress LIST        bridges, guards[=seed], {string.Join(", ", Backend.Runtime.BackendOptions.StressNames)}
          --stdlib PATH            where CPython 3.11's library is: its folder, a prefix or a zip file; 'none': do without
          --site PATH              a folder of installed packages
          --modules                say where every module comes from
        What follows the program belongs to it: sys.argv.

        """;

    private const string Environment = """
        Environment variables that change what pylite does:
          PYTHONPATH               folders where modules are looked for first
          PYTHONHOME               where CPython's library is
          PYTHONSAFEPATH           as -P
          PYTHONOPTIMIZE           as -O
          PYTHONINSPECT            as -i
          PYTHONUNBUFFERED         as -u
          PYTHONDONTWRITEBYTECODE  as -B
          PYTHONNOUSERSITE         as -s
          PYTHONWARNINGS           as -W, with commas
          PYTHONIOENCODING         the standard streams' encoding[:errors]
          PYTHONINTMAXSTRDIGITS    the longest int that becomes text
          PYTHONUTF8               as -X utf8
          PYTHONDEVMODE            as -X dev
          PYTHONWARNDEFAULTENCODING  as -X warn_default_encoding
          PYTHONVERBOSE, PYTHONDEBUG   told in sys.flags
          PYLITE_CACHE             the folder of compiled modules, or 'off'

        """;

    private const string Implementation = """
        Options of the implementation (-X):
          -X int_max_str_digits=N   the longest int that becomes text
          -X dev                    every warning is shown
          -X warn_default_encoding  text files that are opened without an encoding are warned of
          -X utf8                   told in sys.flags
          -X no_debug_ranges        no columns in tracebacks
        Others are kept in sys._xoptions.

        """;
}
