using System.Diagnostics;
using System.Text;
using Backend.Stencils;

namespace StencilCompiler;

/// <summary>Runs the compiler. Every flag has its reason beside it, because every flag shows in the machine code.</summary>
internal sealed class Clang(string sourcePath) : IDisposable
{
    private static readonly string[] CommonFlags =
    [
        "-std=gnu23",                           // typeof, musttail in attribute brackets, asm, statement expressions
        "-ffreestanding",                       // no library: nothing may become a call to memcpy
        "-fno-asynchronous-unwind-tables", "-fno-unwind-tables",
        "-fomit-frame-pointer",                 // no prologue
        "-mno-red-zone",                        // stencils share one stack pointer with the thunks they call
        "-fno-pic",                             // addresses as immediates, not through a table
        "-fno-jump-tables",
        "-fno-stack-protector", "-fcf-protection=none",
        "-Wno-everything",
    ];

    private static readonly string[] X64Flags =
    [
        "--target=x86_64-linux-gnu",
        "-mcmodel=medium",                      // the address of a large object is a 64-bit immediate: that is a 64-bit hole
        "-mbmi2",                               // shifts by any register, which otherwise must be rcx
        "-mavx",                                // float operations with three operands
        "-mtune=znver3",                        // no test for small operands before a division
    ];

    private static readonly string[] Arm64Flags = ["--target=aarch64-linux-gnu", "-mcmodel=small"];

    private readonly string _folder = Directory.CreateTempSubdirectory("stencils").FullName;
    private int _unit;

    /// <summary>What besides stencils.c decides the tables' contents.</summary>
    public static string FlagsText => string.Join(' ', [.. CommonFlags, .. X64Flags, .. Arm64Flags]);

    /// <summary>Compiles text that stands behind <c>#include "stencils.c"</c>.</summary>
    /// <param name="literal">What IMM is; null for a hole.</param>
    public Dictionary<string, CompiledFunction> Compile(Isa isa, string text, long? literal)
    {
        string stem = Path.Combine(_folder, Interlocked.Increment(ref _unit).ToString());
        File.WriteAllText(stem + ".c", $"#include \"{Path.GetFullPath(sourcePath)}\"\n{text}");
        string[] flags = [.. isa == Isa.X64 ? X64Flags : Arm64Flags, .. CommonFlags];
        string[] defines = literal is { } value ? [$"-DLITERAL={value}L"] : [];

        // The optimizer would merge, hoist and reorder what a stencil must leave alone. Only sroa runs, which turns parameters
        // back into registers; then the code generator at full strength, without its own rewriting of the program.
        string[] noPasses = ["-Xclang", "-disable-llvm-passes"];
        Run("clang-19", [.. flags, .. defines, "-O2", .. noPasses, "-emit-llvm", "-c", stem + ".c", "-o", stem + ".bc"]);
        Run("opt-19", ["-passes=sroa", stem + ".bc", "-o", stem + ".sroa.bc"]);
        Run("clang-19", [.. flags, "-O2", "-mllvm", "-disable-cgp", .. noPasses, "-c", "-x", "ir", stem + ".sroa.bc", "-o", stem + ".o"]);
        return ElfObject.Read(File.ReadAllBytes(stem + ".o"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void Run(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true };
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new StencilError($"{program} is not installed; the tables are made with LLVM 19 (clang-19 and opt-19)");
        }
        using (process)
        {
            string errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode != 0) throw new StencilError(new StringBuilder($"{program} failed:\n").Append(errors).ToString());
        }
    }
}
