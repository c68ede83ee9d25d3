using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Backend.Stencils;

namespace Backend.Tests;

/// <summary>The committed tables belong together and to the committed source.</summary>
public sealed class StencilTableTests
{
    [Theory]
    [InlineData(nameof(Isa.X64))]
    [InlineData(nameof(Isa.Arm64))]
    public void TablesAreMadeFromTheSameSourceAsTheOperations(string name)
    {
        var isa = Enum.Parse<Isa>(name);
        StencilTable table = StencilTable.For(isa);
        Assert.Equal(StencilSourceDigest.Value, table.Digest);
        StencilOp[] operations = Enum.GetValues<StencilOp>();
        Assert.Equal(operations.Length, table.OperationCount);
        foreach (StencilOp op in operations) Assert.Equal(op.ToString(), table.NameOf((int)op));
    }

    [Fact]
    public void TheSourceIsTheOneTheTablesWereMadeFrom()
    {
        byte[] source = File.ReadAllBytes(Path.Combine(RepositoryRoot(), "Backend/Stencils/stencils.c"));
        string digest = Convert.ToHexString(SHA256.HashData([.. source, .. Encoding.UTF8.GetBytes(StencilSourceDigest.CompilerFlags)]));
        Assert.True(
            digest == StencilSourceDigest.Value, "stencils.c has changed: run dotnet run -c Release --project tools/StencilCompiler");
    }

    [Theory]
    [InlineData(nameof(Isa.X64))]
    [InlineData(nameof(Isa.Arm64))]
    public void EveryPlacementHasItsStencil(string name)
    {
        var isa = Enum.Parse<Isa>(name);
        StencilTable table = StencilTable.For(isa);
        foreach (StencilOp op in Enum.GetValues<StencilOp>())
        {
            StencilGroup group = table[op];
            if (op == StencilOp.barrier_trap && isa == Isa.X64) continue;
            int count = group.Shape.Aggregate(1, (n, kind) => n * StencilGroup.RegistersOf(kind));
            foreach (StencilForm form in group.Forms)
            {
                Assert.Equal(count, form.Count);
                for (int i = 0; i < count; i++)
                {
                    var p = new int[3];
                    for (int k = group.Shape.Length - 1, rest = i; k >= 0; k--)
                    {
                        p[k] = rest % StencilGroup.RegistersOf(group.Shape[k]);
                        rest /= StencilGroup.RegistersOf(group.Shape[k]);
                    }
                    Assert.True(form[group.IndexOf(p[0], p[1], p[2])].Code.Length < 256, op.ToString());
                }
            }
        }
    }

    [Theory]
    [InlineData(nameof(StencilOp.load_8), nameof(Isa.X64), 16, 4)]
    [InlineData(nameof(StencilOp.load_8), nameof(Isa.Arm64), 16, 4)]
    [InlineData(nameof(StencilOp.int_add), nameof(Isa.X64), 0, 4)]
    [InlineData(nameof(StencilOp.int_add), nameof(Isa.Arm64), 0, 4)]
    [InlineData(nameof(StencilOp.guard_int_lt_imm), nameof(Isa.X64), 100, 10)]
    [InlineData(nameof(StencilOp.guard_int_lt_imm), nameof(Isa.Arm64), 100, 8)]
    public void CommonOperationsAreTheBestInstruction(string op, string isa, long imm, int bytes)
    {
        StencilGroup group = StencilTable.For(Enum.Parse<Isa>(isa))[Enum.Parse<StencilOp>(op)];
        Assert.Equal(bytes, group.FormFor(imm)![group.IndexOf(2, 3, 4)].Code.Length);
    }

    /// <summary>tbz reaches 32 KB, which a long trace exceeds; every other branch reaches 1 MB.</summary>
    [Fact]
    public void NoExitOfAArch64IsAShortBranch()
    {
        StencilTable table = StencilTable.For(Isa.Arm64);
        foreach (StencilOp op in Enum.GetValues<StencilOp>())
            foreach (StencilForm form in table[op].Forms)
                foreach (Hole[] holes in form.HoleSets)
                    Assert.DoesNotContain(holes, hole => hole is { Kind: HoleKind.Branch14, Symbol: HoleSymbol.Exit });
    }

    [Fact]
    public void AnImmediateThatNoFormHoldsIsAnError()
    {
        var writer = new StencilWriter(StencilTable.For(Isa.X64));
        Assert.False(writer.Table.Fits(StencilOp.int_add_imm, 1L << 40));
        StencilException error = Assert.Throws<StencilException>(() => writer.Emit(StencilOp.int_add_imm, 0, 0, imm: 1L << 40));
        Assert.Contains("int_add_imm", error.Message);
    }

    private static string RepositoryRoot([CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "../.."));
}
