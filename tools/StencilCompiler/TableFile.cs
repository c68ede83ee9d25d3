using System.IO.Compression;
using System.Text;
using Backend.Stencils;

namespace StencilCompiler;

/// <summary>
/// Writes what <see cref="StencilTable"/> reads. Little-endian; a text is a length byte and UTF-8.
/// <code>
/// file       magic u32, version u16, instruction set u8, digest 32 bytes, operation count u16, directory, chunks
/// directory  per operation: name text, shape text, first and second exchangeable register + 1 (u8, 0 for none),
///            chunk offset u32, compressed bytes u32, raw bytes u32
/// chunk      Brotli; raw: form count u8, forms
/// form       min i64, max i64, scale u8, hole set count u16, hole sets, stencil count u16, code bytes u16 per stencil,
///            hole set u16 per stencil (FFFF: no stencil), code
/// hole set   count u8, per hole: offset u16, kind u8, symbol u8, addend i32
/// </code>
/// </summary>
internal static class TableFile
{
    public static byte[] Write(Isa isa, byte[] digest, List<OperationStencils> operations)
    {
        byte[][] raw = [.. operations.Select(Chunk)];
        byte[][] chunks = [.. raw.AsParallel().AsOrdered().Select(Compress)];

        byte[] Head(int start)
        {
            var stream = new MemoryStream();
            var writer = new BinaryWriter(stream, Encoding.UTF8);
            writer.Write(StencilTable.Magic);
            writer.Write((ushort)StencilTable.FormatVersion);
            writer.Write((byte)isa);
            writer.Write(digest);
            writer.Write((ushort)operations.Count);
            for (int i = 0; i < chunks.Length; i++)
            {
                SourceOperation operation = operations[i].Operation;
                writer.Write(operation.Name);
                writer.Write(operation.Shape);
                writer.Write((byte)(operation.SwapA + 1));
                writer.Write((byte)(operation.SwapB + 1));
                writer.Write(start);
                writer.Write(chunks[i].Length);
                writer.Write(raw[i].Length);
                start += chunks[i].Length;
            }
            return stream.ToArray();
        }

        return [.. Head(Head(0).Length), .. chunks.SelectMany(c => c)];
    }

    private static byte[] Chunk(OperationStencils operation)
    {
        var stream = new MemoryStream();
        var writer = new BinaryWriter(stream);
        writer.Write((byte)operation.Forms.Count);
        foreach (FormStencils form in operation.Forms)
        {
            writer.Write(form.Min);
            writer.Write(form.Max);
            writer.Write((byte)form.Scale);
            var sets = new Dictionary<string, ushort>();
            var distinct = new List<Hole[]>();
            var indices = new ushort[form.Stencils.Length];
            for (int i = 0; i < indices.Length; i++)
            {
                indices[i] = StencilForm.Missing;
                if (form.Stencils[i] is not { } stencil) continue;
                string key = string.Join(';', stencil.Holes);
                if (sets.TryAdd(key, (ushort)distinct.Count)) distinct.Add(stencil.Holes);
                indices[i] = sets[key];
            }
            writer.Write((ushort)distinct.Count);
            foreach (Hole[] holes in distinct)
            {
                writer.Write((byte)holes.Length);
                foreach (Hole hole in holes)
                {
                    writer.Write(hole.Offset);
                    writer.Write((byte)hole.Kind);
                    writer.Write((byte)hole.Symbol);
                    writer.Write(hole.Addend);
                }
            }
            writer.Write((ushort)indices.Length);
            foreach (CutStencil? stencil in form.Stencils) writer.Write((ushort)(stencil?.Code.Length ?? 0));
            foreach (ushort index in indices) writer.Write(index);
            foreach (CutStencil? stencil in form.Stencils) writer.Write(stencil?.Code ?? []);
        }
        return stream.ToArray();
    }

    private static byte[] Compress(byte[] raw)
    {
        var compressed = new byte[BrotliEncoder.GetMaxCompressedLength(raw.Length)];
        if (!BrotliEncoder.TryCompress(raw, compressed, out int length, quality: 11, window: 18)) throw new StencilError("Brotli failed");
        return compressed[..length];
    }
}
