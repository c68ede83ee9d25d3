using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Backend.Stencils;
using CommandLine;
using StencilCompiler;

return Parser.Default.ParseArguments<Options>(args).MapResult(Run, _ => 2);

static int Run(Options options)
{
    try
    {
        return options.Check ? Commands.Check(options.Folder) : Commands.Write(options.Folder);
    }
    catch (StencilError error)
    {
        Console.Error.WriteLine("stencils: " + error.Message);
        return 1;
    }
}

internal sealed class Options
{
    [Option("check", HelpText = "Write nothing; fail unless the committed tables are what stencils.c gives.")]
    public bool Check { get; set; }

    [Option("folder", Default = "Backend/Stencils", HelpText = "Where stencils.c and the tables are.")]
    public string Folder { get; set; } = "";
}

internal static class Commands
{
    private static readonly (Isa Isa, string File)[] Tables = [(Isa.X64, "x64.bin"), (Isa.Arm64, "arm64.bin")];

    public static int Write(string folder)
    {
        (byte[] digest, List<SourceOperation> operations) = Source(folder);
        foreach ((string name, byte[] contents) in Make(folder, digest, operations))
            File.WriteAllBytes(Path.Combine(folder, name), contents);
        return 0;
    }

    public static int Check(string folder)
    {
        (byte[] digest, List<SourceOperation> operations) = Source(folder);
        int different = 0;
        foreach ((string name, byte[] contents) in Make(folder, digest, operations))
        {
            string path = Path.Combine(folder, name);
            bool same = File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(contents);
            Console.WriteLine($"{name}: {(same ? "as committed" : "differs from what stencils.c gives")}");
            if (!same) different++;
        }
        return different == 0 ? 0 : 1;
    }

    private static (byte[] Digest, List<SourceOperation> Operations) Source(string folder)
    {
        string path = Path.Combine(folder, "stencils.c");
        if (!File.Exists(path)) throw new StencilError($"there is no {path}; run in the repository's root or give --folder");
        byte[] text = [.. File.ReadAllBytes(path), .. Encoding.UTF8.GetBytes(Clang.FlagsText)];
        return (SHA256.HashData(text), StencilSource.Read(path));
    }

    private static IEnumerable<(string Name, byte[] Contents)> Make(string folder, byte[] digest, List<SourceOperation> operations)
    {
        using var clang = new Clang(Path.Combine(folder, "stencils.c"));
        foreach ((Isa isa, string file) in Tables)
        {
            var watch = Stopwatch.StartNew();
            List<OperationStencils> stencils = new StencilSet(isa, clang).Compile(operations);
            byte[] table = TableFile.Write(isa, digest, stencils);
            Report(isa, stencils, table.Length, watch.Elapsed);
            yield return (file, table);
        }
        yield return ("StencilOp.g.cs", Encoding.UTF8.GetBytes(OperationsFile.Write(Convert.ToHexString(digest), operations)));
    }

    private static void Report(Isa isa, List<OperationStencils> operations, int tableSize, TimeSpan time)
    {
        CutStencil[] all = [.. operations.SelectMany(o => o.Forms).SelectMany(f => f.Stencils).OfType<CutStencil>()];
        Console.WriteLine($"{isa}: {operations.Count} operations, {all.Length} stencils, {all.Sum(s => s.Code.Length)} bytes of code "
            + $"({all.Average(s => s.Code.Length):f1} a stencil), table {tableSize} bytes; {time.TotalSeconds:f0} s");
        foreach (OperationStencils operation in operations)
        {
            CutStencil[] jumping = [.. operation.Forms.SelectMany(f => f.Stencils).OfType<CutStencil>().Where(s => s.JumpsToEnd)];
            if (jumping.Length > 0) Console.WriteLine($"  {operation.Operation.Name}: {jumping.Length} stencils keep a jump to their end");
        }
    }
}
