using MetaTracer.Trace;
using MetaTracer.Tracing;

namespace MetaTracer.Tests;

/// <summary>What the recorder may believe of the heap.</summary>
public sealed class HeapCacheTests
{
    private static readonly ArrayDescr s_items = new("items") { Kind = Kind.Ref, ItemSize = 8, BaseOffset = 16, Size = 8 };
    private static readonly FieldDescr s_field = new("field") { Kind = Kind.Int, Offset = 8, Size = 8 };
    private static readonly Value s_array = Value.Variable(Kind.Ref, 0), s_made = Value.Variable(Kind.Ref, 1);
    private static readonly Value s_read = Value.Variable(Kind.Ref, 2);
    private static readonly Value s_old = Value.Variable(Kind.Int, 3), s_new = Value.Variable(Kind.Int, 4);

    private readonly HeapCache _heap = new();

    public HeapCacheTests()
    {
        _heap.Learn(s_array, BoxFacts.Unescaped);
        _heap.Learn(s_made, BoxFacts.Unescaped);
        _heap.WriteField(s_made, s_field, s_old);
        _heap.WriteItem(s_array, s_items, 0, s_made);
    }

    [Fact]
    public void An_object_of_the_trace_is_nobody_elses()
    {
        _heap.WriteField(s_read, s_field, s_new);
        Assert.Equal(s_old, _heap.Field(s_made, s_field));
    }

    [Fact]
    public void What_is_read_where_it_was_stored_and_that_is_forgotten_may_be_the_same_object()
    {
        for (int k = 1; k < 100; k++) _heap.WriteItem(s_array, s_items, k, Value.Variable(Kind.Ref, 10 + k));
        Assert.True(_heap.Item(s_array, s_items, 0).IsNone);

        _heap.ReadItem(s_array, s_items, 0, s_read);
        _heap.WriteField(s_read, s_field, s_new);
        Assert.True(_heap.Field(s_made, s_field).IsNone);
        Assert.False(_heap.Has(s_made, BoxFacts.Unescaped));
        Assert.True(_heap.Has(s_array, BoxFacts.Unescaped));
    }

    [Fact]
    public void What_is_read_at_an_unknown_index_may_be_an_object_stored_in_the_array()
    {
        _heap.ReadUnknownItem(s_array, s_items);
        _heap.WriteField(s_read, s_field, s_new);
        Assert.True(_heap.Field(s_made, s_field).IsNone);
    }

    [Fact]
    public void What_is_read_elsewhere_in_the_same_object_is_another()
    {
        _heap.ReadField(s_array, s_field, s_new);
        Assert.True(_heap.Has(s_made, BoxFacts.Unescaped));
    }
}
