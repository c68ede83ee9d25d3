using MetaTracer.Optimizer;
using MetaTracer.Trace;

namespace MetaTracer.Warmup;

/// <summary>
/// A bridge that has not been compiled because its loop has no label for what it brings (an unboxed int where the loop's label wants an
/// unboxed float, say). It is traced on through the loop once, so that it can become the preamble of one more version of the loop.
/// </summary>
/// <param name="Recorded">The bridge up to the jump.</param>
/// <param name="Optimized">What it is if nothing comes of it: a jump to the loop's start.</param>
/// <param name="Target">The loop.</param>
internal sealed record Retrace(TreeLoop Recorded, OptimizedTrace Optimized, LoopToken Target);
