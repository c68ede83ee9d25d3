namespace MetaTracer.Tests;

/// <summary>
/// Drivers and their engine's side are the same code for each number of portal parameters. The two files are made from the patterns here:
/// <c>METAJIT_BLESS=1</c> writes them, otherwise they are compared.
/// </summary>
public sealed class PortalPatternTests
{
    private const int Most = 16;

    private const string Drivers = """
        /// <summary>What the interpreter does next: return <see cref="Result"/>, or go on from <see cref="State"/>. Read it at once; an engine may use it again.</summary>
        public sealed class JitExit<#P, TResult>
        {
            /// <summary>The portal is to return; otherwise it goes on.</summary>
            public bool IsReturn;

            /// <summary>What it returns.</summary>
            public TResult Result = default!;

            /// <summary>The portal's parameters, in order, with which it goes on at the merge point.</summary>
            public (#P) State;
        }

        /// <summary>What an engine provides for a driver of #N parameters.</summary>
        public abstract class PortalEngine<#P, TResult>
        {
            /// <summary>A back edge to these greens was taken: counts, traces, or runs machine code. Null: go on interpreting.</summary>
            public abstract JitExit<#P, TResult>? CanEnter(#A);

            /// <summary>The portal was called with these arguments. Null: go on interpreting.</summary>
            public abstract JitExit<#P, TResult>? EnterFunction(#A);
        }

        /// <inheritdoc cref="JitDriver"/>
        public sealed class JitDriver<#P, TResult>(string name, Func<#P, TResult> portal) : JitDriver(name, portal)
        {
            private PortalEngine<#P, TResult>? _engine;

            /// <inheritdoc/>
            public override object? Engine
            {
                get => _engine;
                set => _engine = (PortalEngine<#P, TResult>?)value;
            }

            /// <summary>Stands at the head of the dispatch loop. A marker for the tracer: no instruction at all when interpreted.</summary>
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public void MergePoint(#A) { }

            /// <summary>Stands on every back edge of the user's program, with the state as it is at the jump's target.</summary>
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public JitExit<#P, TResult>? CanEnter(#A) => _engine?.CanEnter(#V);

            /// <summary>Stands first in the portal: functions that are called often are traced from their start.</summary>
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public JitExit<#P, TResult>? EnterFunction(#A) => _engine?.EnterFunction(#V);
        }
        """;

    private const string Portals = """
        internal sealed class TypedPortal<#P, TResult> : DriverState
        {
            private readonly JitDriver<#P, TResult> _typed;
            private readonly Func<#P, TResult> _portal;
            private readonly JitExit<#P, TResult> _exit = new();
            private readonly int #{, |_g#k};

            public TypedPortal(JitEngine engine, JitDriver<#P, TResult> driver, JitCode portal, VirtualizableInfo? virtualizable)
                : base(engine, driver, portal, virtualizable)
            {
                _typed = driver;
                _portal = (Func<#P, TResult>)driver.Portal;
                #{\n        |_g#k = Array.IndexOf(GreenPositions, #i);}
            }

            public override void Connect()
            {
                var entry = new Entry(this);
                if (!Engine.Options.IsForOneThread) _typed.Engine = entry;
                else ThreadEntries<PortalEngine<#P, TResult>>.Connect(_typed, entry, () => new ByThread());
            }

            public override void CallPortal(PortalExit exit)
            {
                try
                {
                    TResult result = _portal(
                        #{,\n                |Load<P#k>(exit, #i)});
                    StoreResult(exit, result);
                    exit.Kind = ExitKind.Return;
                }
                catch (Exception exception)
                {
                    exit.Kind = ExitKind.Exception;
                    exit.Exception = exception;
                }
            }

            private JitExit<#P, TResult>? Enter(#A, float increment)
            {
                uint hash = 0;
                #{\n        |if (_g#k >= 0) hash = JitCell.Mix(hash, Portals.Key(p#k));}
                JitCell? cell = Cells.First(hash);
                while (cell is not null && !(#{ && |Portals.Same(p#k, cell, _g#k)})) cell = cell.Next;
                if (cell is not { IsReady: true } && !Cells.Tick(hash, increment)) return null;

                Engine.EnterOnThisThread(Driver);
                PortalExit exit = Exit;
                #{\n        |Store(exit, #i, p#k);}
                exit = Engine.Enter(this, cell);
                switch (exit.Kind)
                {
                    case ExitKind.State:
                        _exit.IsReturn = false;
                        _exit.State = (
                            #{,\n                    |Load<P#k>(exit, #i)});
                        exit.Clear();
                        return _exit;
                    case ExitKind.Return:
                        _exit.IsReturn = true;
                        _exit.Result = LoadResult<TResult>(exit);
                        exit.Clear();
                        return _exit;
                    case ExitKind.Exception:
                        throw Portals.Rethrow(exit);
                    default:
                        return null;
                }
            }

            internal sealed class Entry(TypedPortal<#P, TResult> state) : PortalEngine<#P, TResult>, IAttachedEngine
            {
                public JitEngine Engine => state.Engine;

                public override JitExit<#P, TResult>? CanEnter(#A) => state.Enter(#V, state.Engine.LoopIncrement);

                public override JitExit<#P, TResult>? EnterFunction(#A) => state.Enter(#V, state.Engine.FunctionIncrement);
            }

            private sealed class ByThread : PortalEngine<#P, TResult>, IEntriesByThread
            {
                private readonly ThreadEntries<PortalEngine<#P, TResult>> _entries = new();

                public IThreadEntries Entries => _entries;

                public override JitExit<#P, TResult>? CanEnter(#A) => _entries.Here?.CanEnter(#V);

                public override JitExit<#P, TResult>? EnterFunction(#A) => _entries.Here?.EnterFunction(#V);
            }
        }
        """;

    [Fact]
    public void The_drivers_are_as_their_pattern() => Check("InterpreterDef/JitDrivers.g.cs", $"""
        // Made from the pattern in PortalPatternTests: change it there.
        #nullable enable
        using System.Runtime.CompilerServices;

        namespace MetaJit;

        {All(Drivers)}

        """);

    [Fact]
    public void The_engines_side_is_as_its_pattern() => Check("MetaTracer/Warmup/TypedPortals.g.cs", $$"""
        // Made from the pattern in PortalPatternTests: change it there. The typed side of an attached driver: turns the portal's C# parameters into
        // places by kind and back. What happens on every back edge is in Enter: a hash of the greens, a look into the cells, a counter.
        #nullable enable
        using MetaJit;
        using MetaTracer.CodeWriter;
        using MetaTracer.Tracing;

        namespace MetaTracer.Warmup;

        internal static class TypedPortals
        {
            /// <summary>The class for a number of parameters.</summary>
            public static Type Open(int parameters) => parameters switch
            {
                {{string.Join("\n        ", Enumerable.Range(2, Most - 1).Select(n => $"{n} => typeof(TypedPortal<{new string(',', n)}>),"))}}
                _ => throw new ArgumentOutOfRangeException(nameof(parameters)),
            };
        }

        {{All(Portals)}}

        """);

    private static string All(string pattern) => string.Join("\n\n", Enumerable.Range(2, Most - 1).Select(count => For(pattern, count)));

    /// <summary>The pattern for so many parameters.</summary>
    private static string For(string pattern, int count)
    {
        string Each(string separator, string item) =>
            string.Join(separator, Enumerable.Range(1, count).Select(k => item.Replace("#k", $"{k}").Replace("#i", $"{k - 1}")));

        string text = System.Text.RegularExpressions.Regex.Replace(
            pattern, @"#\{([^|]*)\|([^}]*)\}", match => Each(match.Groups[1].Value.Replace("\\n", "\n"), match.Groups[2].Value));
        return text.Replace("#P", Each(", ", "P#k")).Replace("#A", Each(", ", "P#k p#k")).Replace("#V", Each(", ", "p#k")).Replace("#N", $"{count}");
    }

    private static void Check(string file, string expected)
    {
        string path = Path.Combine(Folder(), file);
        if (Environment.GetEnvironmentVariable("METAJIT_BLESS") == "1") File.WriteAllText(path, expected);
        else Assert.Equal(expected, File.ReadAllText(path));
    }

    private static string Folder()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "MetaJit.sln"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
