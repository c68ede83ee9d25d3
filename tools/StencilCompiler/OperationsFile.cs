using System.Text;

namespace StencilCompiler;

/// <summary>Writes StencilOp.g.cs: the operations by name, and the digest the tables must have.</summary>
internal static class OperationsFile
{
    public static string Write(string digest, List<SourceOperation> operations)
    {
        var text = new StringBuilder();
        text.Append("// Written by tools/StencilCompiler from stencils.c. Digest ").Append(digest).Append('\n');
        text.Append("namespace Backend.Stencils;\n\n");
        text.Append("/// <summary>What machine code is made of; stencils.c says what each does.</summary>\n");
        text.Append("internal enum StencilOp : ushort\n{\n");
        foreach (SourceOperation operation in operations)
        {
            if (operation.Parameters.Length > 0) text.Append($"    /// <summary>({string.Join(", ", operation.Parameters)})</summary>\n");
            text.Append($"    {operation.Name},\n");
        }
        text.Append("}\n\n/// <summary>Which source the tables were made from.</summary>\ninternal static class StencilSourceDigest\n{\n");
        text.Append($"    public const string Value = \"{digest}\";\n    public const string CompilerFlags = \"{Clang.FlagsText}\";\n}}\n");
        return text.ToString();
    }
}
