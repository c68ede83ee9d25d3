using MetaJit;
using MetaTracer.Warmup;
using PyLite.Interpreter;
using PyLite.Objects;

namespace PyLite.Cli;

/// <summary>The types of PyLite's drivers, where ahead compilation sees them; see <see cref="PortalCode"/>.</summary>
internal static class DriverTypes
{
    /// <summary>Is not called.</summary>
    public static void Name(JitDriver driver)
    {
        PortalCode.Of<object, object, object, object, object?>(driver);       // folds
        PortalCode.Of<long, long, long, object?>(driver);                     // powers
        PortalCode.Of<BinaryOp, object, object, object?>(driver);             // operators and comparisons of ints
        PortalCode.Of<CompareOp, object, object, int>(driver);
        PortalCode.Of<object, int, long>(driver);                             // hashes of tuples
        PortalCode.Of<object, object, long, long, ulong, int>(driver);        // searches in dicts and sets
        PortalCode.Of<object, object, long, int, int, int>(driver);
        PortalCode.Of<object, object, CompareOp, int>(driver);                // orders of tuples
        PortalCode.Of<object, object, int, bool>(driver);                     // comparisons of texts
        PortalCode.Of<object, object, long, object, bool>(driver);            // insertions into dicts
        PortalCode.Of<object, long, ulong, long>(driver);                     // places in dicts
        PortalCode.Of<object, object, long, bool>(driver);                    // additions to sets
        PortalCode.Of<object, CompareOp, object, int, int, bool>(driver);     // heaps and searches by the program's comparisons
        PortalCode.Of<object, object, object, object?, long, long>(driver);
    }
}
